"""What is done with the catalogue: goods and articles are added and changed, an article is withdrawn and offered again.

Each act stands in the trail. Orders, lots and papers keep what they were made with: a price counts from the next order on. Not for:
reading what was typed (drafts.py, animals.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.animals import AnimalFacts
from hub.catalogue.drafts import Terms
from hub.catalogue.errors import ArticleNumberTaken, ArticleThere, CatalogueUnfit, ProductThere
from hub.catalogue.records import Allergen, Article, Category, Grade, Product, SoldBy, StorageClass
from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Mass, Money
from hub.kernel.words import Language, Words
from hub.people.audit import record
from hub.people.records import AuditEntry, Person

Fact = str | int | bool | None
LAST_CHANGES = 20


def subject_of(told: Article | Product) -> str:
    """As the trail names it."""
    return f"article:{told.id}" if isinstance(told, Article) else f"product:{told.id}"


def add_product(
    session: Session,
    *,
    name: Words,
    category: Category,
    storage_class: StorageClass,
    allergens: Sequence[Allergen],
    animal: AnimalFacts,
    by: Person,
    clock: Clock,
) -> Product:
    """New goods; their code counts on. The same goods entered again are the ones that are there; other goods of that name raise CatalogueUnfit."""
    known = _named(session, name)
    if known is not None:
        if (known.name, known.category, known.storage_class) == (name, category, storage_class):
            return known
        raise CatalogueUnfit({"name_nb": ProductThere(name=known.name)})
    product = Product(
        code="",
        name=name,
        category=category,
        storage_class=storage_class,
        allergens=[one.value for one in allergens],
        **_animal_columns(animal),
    )
    product.code = (
        f"G{(session.scalar(select(Product.id).order_by(Product.id.desc()).limit(1)) or 0) + 1:05d}"
    )
    session.add(product)
    session.flush()
    facts = {
        "name": name.nb,
        "category": category.value,
        "storage_class": storage_class.value,
        "allergens": product.allergens,
        **_animal_columns(animal),
    }
    record(session, by, "goods added", subject_of(product), facts, clock)
    return product


def change_product(
    session: Session,
    product_id: int,
    *,
    name: Words,
    allergens: Sequence[Allergen],
    animal: AnimalFacts,
    by: Person,
    clock: Clock,
) -> bool:
    """True when something changed; what, stands in the trail as before and after. Group and climate stay: others would be other goods.

    Raises CatalogueUnfit for a name that other goods have.
    """
    product = session.scalar(select(Product).where(Product.id == product_id).with_for_update())
    if product is None:
        raise NotFound(product=product_id)
    other = _named(session, name)
    if other is not None and other is not product:
        raise CatalogueUnfit({"name_nb": ProductThere(name=other.name)})
    before = _told_of(product)
    product.name, product.allergens = name, [one.value for one in allergens]
    for column, value in _animal_columns(animal).items():
        setattr(product, column, value)
    changed = {key: [before[key], now] for key, now in _told_of(product).items() if before[key] != now}
    if changed:
        session.flush()
        record(session, by, "goods changed", subject_of(product), changed, clock)
    return bool(changed)


def _named(session: Session, name: Words) -> Product | None:
    """The goods of that Norwegian name; there are some hundred at most."""
    every = session.scalars(select(Product))
    return next((one for one in every if one.name.nb.casefold() == name.nb.casefold()), None)


def _animal_columns(animal: AnimalFacts) -> dict[str, Any]:
    return {
        "species": [one.value for one in animal.species],
        "prepared": animal.prepared,
        "scientific_name": animal.scientific_name,
        "fao_code": animal.fao_code,
    }


def _told_of(product: Product) -> dict[str, object]:
    """What of goods can change, as the trail takes it."""
    return {
        **{f"name_{one.value}": product.name.in_(one) for one in Language},
        "allergens": product.allergens,
        "species": product.species,
        "prepared": product.prepared,
        "scientific_name": product.scientific_name,
        "fao_code": product.fao_code,
    }


def add_article(
    session: Session,
    *,
    number: str,
    product: Product,
    producer_id: int,
    grade: Grade,
    storage_class: StorageClass,
    sold_by: SoldBy,
    terms: Terms,
    by: Person,
    clock: Clock,
) -> Article:
    """For sale from now on. The same article sent again is the one that is there. Raises CatalogueUnfit for a taken number, or a second article of the same."""
    own = session.scalar(select(Article).where(Article.number == number))
    same = session.scalar(
        select(Article).where(
            Article.product_id == product.id, Article.producer_id == producer_id, Article.grade == grade
        )
    )
    if own is not None and same is own:
        return own
    if own is not None:
        raise CatalogueUnfit({"number": ArticleNumberTaken(number=number)})
    if same is not None:
        raise CatalogueUnfit({"grade": ArticleThere(number=same.number)})
    article = Article(
        number=number,
        product_id=product.id,
        producer_id=producer_id,
        grade=grade,
        storage_class=storage_class,
        sold_by=sold_by,
        active=True,
        **columns_of(terms),
    )
    session.add(article)
    session.flush()
    session.refresh(article)
    facts = {"number": number, **{name: _fact(value) for name, value in columns_of(terms).items()}}
    record(session, by, "article added", subject_of(article), facts, clock)
    return article


def change_article(session: Session, article_id: int, terms: Terms, *, by: Person, clock: Clock) -> bool:
    """True when something changed; what, stands in the trail as before and after."""
    article = _locked(session, article_id)
    changed: dict[str, object] = {}
    for name, value in columns_of(terms).items():
        before = getattr(article, name)
        if before != value:
            changed[name] = [_fact(before), _fact(value)]
            setattr(article, name, value)
    if changed:
        session.flush()
        record(session, by, "article changed", subject_of(article), changed, clock)
    return bool(changed)


def offer_article(session: Session, article_id: int, *, offered: bool, by: Person, clock: Clock) -> Article:
    """For sale, or no longer: kitchens then do not find it, and what is ordered stays ordered."""
    article = _locked(session, article_id)
    if article.active is not offered:
        article.active = offered
        session.flush()
        record(
            session, by, "article offered" if offered else "article withdrawn", subject_of(article), {}, clock
        )
    return article


def changes_of(session: Session, told: Article | Product) -> list[tuple[AuditEntry, str]]:
    """What was done to an article or to goods and by whom, the newest first."""
    rows = session.execute(
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .where(AuditEntry.subject == subject_of(told))
        .order_by(AuditEntry.id.desc())
        .limit(LAST_CHANGES)
    )
    return [(entry, name or "") for entry, name in rows]


def columns_of(terms: Terms) -> dict[str, object]:
    """By the names of the columns; quantities stay what they are."""
    return {name: getattr(terms, name) for name in (one.name for one in fields(terms))}


def _fact(value: object) -> Fact:
    """As the trail takes it: the smallest coin, milligrams, and plain values as they are."""
    if isinstance(value, Money):
        return value.cents
    if isinstance(value, Mass):
        return value.milligrams
    return value if isinstance(value, str | int | bool) else None


def _locked(session: Session, article_id: int) -> Article:
    article = session.scalar(select(Article).where(Article.id == article_id).with_for_update(of=Article))
    if article is None:
        raise NotFound(article=article_id)
    return article
