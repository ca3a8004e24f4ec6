"""The terms of an article as a form begins with them, the faults of a form at their fields, and the trail of an article in words."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hub.catalogue.errors import CatalogueUnfit
from hub.catalogue.records import Article
from hub.kernel.quantity import Mass, Money
from hub.kernel.words import Language
from hub.people.records import AuditEntry
from hub.web.format import kg, money
from hub.web.language import language
from hub.web.texts import sentence

VERBS: dict[str, LazyString] = {
    "article added": _l("Added"),
    "article changed": _l("Changed"),
    "article withdrawn": _l("Withdrawn"),
    "article offered": _l("Offered again"),
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
    }


def told_changes(entry: AuditEntry) -> tuple[str, list[tuple[str, str, str]]]:
    """What was done, and of a change each name with before and after."""
    said = str(VERBS.get(entry.verb, entry.verb))
    rows = [
        (str(NAMES[name]), _shown(name, pair[0]), _shown(name, pair[1]))
        for name, pair in entry.facts.items()
        if name in NAMES and isinstance(pair, list)
    ]
    return said, rows


def _shown(name: str, value: object) -> str:
    if name == "price" and isinstance(value, int):
        return money(Money(value))
    if name == "pack_mass" and isinstance(value, int):
        return kg(Mass(value))
    if isinstance(value, bool):
        return "✓" if value else "–"
    return "–" if value in {None, ""} else str(value)


def _comma(text: str) -> str:
    return text if language() is Language.EN else text.replace(".", ",")
