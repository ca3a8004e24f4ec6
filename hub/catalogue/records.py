"""Stored facts of the catalogue. A product is what it is; an article is a product in one grade from one producer, with a price."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from hub.catalogue.rules import GTIN_DIGITS, gtin_of, with_municipality
from hub.kernel.quantity import Mass, Money
from hub.kernel.words import Language, Words
from hub.storage.base import Base
from hub.storage.columns import EnumColumn, MassColumn, MoneyColumn, RowId, WordsColumn


class Category(StrEnum):
    """Groups of goods as buyers in the field use them for call-offs and statistics."""

    VEGETABLES = "vegetables"
    ROOTS = "roots"
    POTATOES = "potatoes"
    FRUIT = "fruit"
    BERRIES = "berries"
    EGGS = "eggs"
    MEAT = "meat"
    FISH = "fish"
    DAIRY = "dairy"


class Grade(StrEnum):
    """How far the goods were worked: kitchens without a peeling room cannot use unwashed roots."""

    WHOLE = "whole"
    UNWASHED = "unwashed"
    WASHED = "washed"
    PEELED = "peeled"
    DICED = "diced"
    FROZEN = "frozen"


class StorageClass(StrEnum):
    """Which climate the goods need; a place lists the classes that it may hold."""

    FROZEN = "frozen"  # -18 °C or colder
    CHILLED = "chilled"  # 0 to 4 °C: meat, dairy, cut vegetables
    COOL = "cool"  # 0 to 6 °C: roots, leaf, brassica, apples
    POTATO = "potato"  # 4 to 8 °C, dark
    EGG = "egg"  # up to 12 °C, dry and constant
    DRY = "dry"


class SoldBy(StrEnum):
    """What the price is for. Catch weight keeps both count and mass either way."""

    MASS = "mass"
    COUNT = "count"


class KitchenKind(StrEnum):
    NURSERY = "nursery"
    SCHOOL = "school"
    CANTEEN = "canteen"
    CARE_HOME = "care_home"


class Allergen(StrEnum):
    """The fourteen of Regulation (EU) 1169/2011, annex II."""

    GLUTEN = "gluten"
    CRUSTACEANS = "crustaceans"
    EGGS = "eggs"
    FISH = "fish"
    PEANUTS = "peanuts"
    SOYBEANS = "soybeans"
    MILK = "milk"
    NUTS = "nuts"
    CELERY = "celery"
    MUSTARD = "mustard"
    SESAME = "sesame"
    SULPHITES = "sulphites"
    LUPIN = "lupin"
    MOLLUSCS = "molluscs"


class Species(StrEnum):
    """The animals that meat is of, as its papers name them."""

    CATTLE = "cattle"
    PIG = "pig"
    SHEEP = "sheep"
    GOAT = "goat"
    POULTRY = "poultry"
    REINDEER = "reindeer"
    GAME = "game"


class ProductionMethod(StrEnum):
    """How goods of animal origin are produced, where papers must say it: fish (Regulation (EU) 1379/2013, article 35), eggs (marketing
    standards, Regulation (EU) 2023/2465), and dairy goods of milk that was never heated (Regulation (EC) 853/2004).
    """

    CAUGHT_AT_SEA = "caught_at_sea"
    CAUGHT_IN_FRESHWATER = "caught_in_freshwater"
    FARMED = "farmed"
    FREE_RANGE = "free_range"
    BARN = "barn"
    CAGE = "cage"
    RAW_MILK = "raw_milk"


# Groups of animal origin: their notes name the establishment they come from.
ANIMAL = frozenset({Category.EGGS, Category.MEAT, Category.FISH, Category.DAIRY})
METHODS_OF = {
    Category.FISH: (
        ProductionMethod.CAUGHT_AT_SEA,
        ProductionMethod.CAUGHT_IN_FRESHWATER,
        ProductionMethod.FARMED,
    ),
    Category.EGGS: (ProductionMethod.FREE_RANGE, ProductionMethod.BARN, ProductionMethod.CAGE),
    Category.DAIRY: (ProductionMethod.RAW_MILK,),
}


class Producer(Base):
    """A farm or processor that delivers to the hub."""

    __tablename__ = "producer"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(200))
    municipality: Mapped[str] = mapped_column(String(80))
    language: Mapped[Language] = mapped_column(EnumColumn(Language))
    approval_number: Mapped[str | None] = mapped_column(String(20))

    @property
    def whole_address(self) -> str:
        return with_municipality(self.address, self.municipality)


class Kitchen(Base):
    """A public kitchen. Position in millionths of a degree (WGS84)."""

    __tablename__ = "kitchen"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[KitchenKind] = mapped_column(EnumColumn(KitchenKind))
    address: Mapped[str] = mapped_column(String(200))
    municipality: Mapped[str] = mapped_column(String(80))
    latitude_e6: Mapped[int] = mapped_column(Integer)
    longitude_e6: Mapped[int] = mapped_column(Integer)
    language: Mapped[Language] = mapped_column(EnumColumn(Language))
    register: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))

    @property
    def whole_address(self) -> str:
        return with_municipality(self.address, self.municipality)


class Product(Base):
    """What the goods are, whoever grew them.

    `species` are the animals that meat is of; a fish has its name in Latin and FAO's three letters. `prepared`: sausages, mince with
    other food in it and the like, which the rules on the origin of fresh meat and fish leave alone.
    """

    __tablename__ = "product"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[Words] = mapped_column(WordsColumn)
    category: Mapped[Category] = mapped_column(EnumColumn(Category))
    storage_class: Mapped[StorageClass] = mapped_column(EnumColumn(StorageClass))
    allergens: Mapped[list[str]] = mapped_column(JSON)
    species: Mapped[list[str]] = mapped_column(JSON, default=list)
    prepared: Mapped[bool] = mapped_column(default=False)
    scientific_name: Mapped[str | None] = mapped_column(String(80))
    fao_code: Mapped[str | None] = mapped_column(String(3))

    @property
    def is_animal(self) -> bool:
        return self.category in ANIMAL


class Article(Base):
    """A product in one grade from one producer: what a kitchen orders and a producer confirms.

    Sold by mass: `price` is per kilogram and `pack_mass` the step of an order. Sold by count: `price` is per piece,
    `pack_count` the step, and `pack_mass` what such a pack usually weighs. `variety` and `quality_class` are named where the trade
    in fruit and vegetables asks for them. `gtin` is GS1's number of the article, in 14 digits: of the crate as it is sold by mass, or
    of the piece where it is sold by count. Most farms have none.
    """

    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("product_id", "producer_id", "grade"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    producer_id: Mapped[int] = mapped_column(ForeignKey("producer.id"), index=True)
    grade: Mapped[Grade] = mapped_column(EnumColumn(Grade))
    storage_class: Mapped[StorageClass] = mapped_column(EnumColumn(StorageClass))
    sold_by: Mapped[SoldBy] = mapped_column(EnumColumn(SoldBy))
    pack_mass: Mapped[Mass] = mapped_column(MassColumn)
    pack_count: Mapped[int] = mapped_column(Integer)
    price: Mapped[Money] = mapped_column(MoneyColumn)
    shelf_life_days: Mapped[int] = mapped_column(Integer)
    origin_country: Mapped[str] = mapped_column(String(2))
    organic: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    variety: Mapped[str | None] = mapped_column(String(60))
    quality_class: Mapped[str | None] = mapped_column(String(20))
    gtin: Mapped[str | None] = mapped_column(String(GTIN_DIGITS))
    production_method: Mapped[ProductionMethod | None] = mapped_column(EnumColumn(ProductionMethod))

    product: Mapped[Product] = relationship(lazy="joined", innerjoin=True)
    producer: Mapped[Producer] = relationship(lazy="joined", innerjoin=True)

    @property
    def grade_on_paper(self) -> str:
        """Of meat, fish, eggs and dairy goods "whole" says nothing, and beside a fillet it says something wrong."""
        return "" if self.grade is Grade.WHOLE and self.product.is_animal else self.grade

    @validates("gtin")
    def _whole_gtin(self, _key: str, gtin: str | None) -> str | None:
        """Whoever writes it: nothing but a whole number of GS1's is ever kept."""
        return gtin_of(gtin) if gtin else None


class CrateType(Base):
    """A kind of crate and what it weighs empty. `returnable`: it goes round; a sack or a carton stays where it went."""

    __tablename__ = "crate_type"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[Words] = mapped_column(WordsColumn)
    tare: Mapped[Mass] = mapped_column(MassColumn)
    length_mm: Mapped[int] = mapped_column(Integer)
    width_mm: Mapped[int] = mapped_column(Integer)
    height_mm: Mapped[int] = mapped_column(Integer)
    returnable: Mapped[bool] = mapped_column(default=True)
