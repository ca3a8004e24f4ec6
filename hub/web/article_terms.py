"""Articles and goods as their forms begin with them, the faults of a form at their fields, and the trail of both in words."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.catalogue.errors import CatalogueUnfit
from hub.catalogue.records import Allergen, Article, Product, ProductionMethod, Species
from hub.kernel.quantity import Mass, Money
from hub.kernel.words import Language
from hub.people.records import AuditEntry
from hub.web.format import kg, money
from hub.web.language import language
from hub.web.texts import sentence, title

VERBS: dict[str, LazyString] = {
    "article added": _l("Added"),
    "article changed": _l("Changed"),
    "article withdrawn": _l("Withdrawn"),
    "article offered": _l("Offered again"),
    "goods added": _l("Added"),
    "goods changed": _l("Changed"),
}
NAMES: dict[str, LazyString] = {
    "price": _l("Price before tax"),
    "pack_mass": _l("A pack weighs"),
    "pack_count": _l("Pieces in a pack"),
    "shelf_life_days": _l("Keeps, in days"),
    "origin_country": _l("Country of origin"),
    "organic": _l("Organic"),
    "variety": _l("Variety"),
    "quality_class": _l("Class"),
    "gtin": _l("GTIN"),
    "production_method": _l("Way of production"),
    "name_nb": _l("Name in Norwegian"),
    "name_sv": _l("Name in Swedish"),
    "name_en": _l("Name in English"),
    "allergens": _l("Allergens"),
    "species": _l("Meat of"),
    "prepared": _l("Prepared"),
    "scientific_name": _l("Name in Latin"),
    "fao_code": _l("FAO's letters"),
}
# Names of members that the trail keeps by their codes.
MEMBERS: dict[str, type[StrEnum]] = {
    "production_method": ProductionMethod,
    "allergens": Allergen,
    "species": Species,
}


def said_at(unfit: CatalogueUnfit) -> dict[str, str]:
    """The sentence beside each field, in the reader's language."""
    return {name: sentence(fault) for name, fault in unfit.faults.items()}


def shown_terms(article: Article) -> dict[str, str]:
    """As a person of this language would type them."""
    return {
        "price": _comma(f"{article.price.in_units():.2f}"),
        "pack_mass": _comma(f"{article.pack_mass.in_kg().normalize():f}"),
        "pack_count": str(article.pack_count),
        "shelf_life_days": str(article.shelf_life_days),
        "origin_country": article.origin_country,
        "organic": "1" if article.organic else "",
        "variety": article.variety or "",
        "quality_class": article.quality_class or "",
        "gtin": article.gtin or "",
        "production_method": article.production_method or "",
    }


def shown_goods(product: Product) -> dict[str, str]:
    return {
        **{f"name_{one.value}": product.name.in_(one) for one in Language},
        "category": product.category,
        "prepared": "1" if product.prepared else "",
        "scientific_name": product.scientific_name or "",
        "fao_code": product.fao_code or "",
    }


def titled(members: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """As a list to choose from."""
    return [(member.value, title(member)) for member in members]


def told_changes(entry: AuditEntry) -> tuple[str, list[tuple[str, str, str]]]:
    """What was done, and of a change each name with before and after."""
    said = str(VERBS.get(entry.verb, entry.verb))
    if entry.verb not in {"article changed", "goods changed"}:
        return said, []
    return said, [
        (str(NAMES[name]), _shown(name, before), _shown(name, after))
        for name, (before, after) in entry.facts.items()
        if name in NAMES
    ]


def _shown(name: str, value: object) -> str:
    if name == "price" and isinstance(value, int):
        return money(Money(value))
    if name == "pack_mass" and isinstance(value, int):
        return kg(Mass(value))
    if isinstance(value, bool):
        return "✓" if value else "–"
    if name in MEMBERS and value:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(title(MEMBERS[name](str(code))) for code in codes)
    return str(value) if value else "–"


def _comma(text: str) -> str:
    return text if language() is Language.EN else text.replace(".", ",")
