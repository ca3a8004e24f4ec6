"""Where goods come from in the reader's language: a country by its name, the animal, and what was told of a lot. Jinja filters.

Not for: papers, which have a language of their own (hub.labels.provenance_told).
"""

from __future__ import annotations

from collections.abc import Callable

from hub.catalogue.records import Article, Species
from hub.labels.phrases import COUNTRIES, term
from hub.labels.provenance_told import kind_told, provenance_told
from hub.stock.records import Lot
from hub.web.language import language
from hub.web.texts import title


def country(letters: str) -> str:
    """The name, or the letters of a country that has none here yet."""
    return term(COUNTRIES, letters, language())


def animal(article: Article) -> str:
    """What an animal gave, as one line: its species, a fish by its name in Latin, how it was produced. Empty of all other goods."""
    product = article.product
    species = ", ".join(title(Species(one)) for one in product.species)
    fish = kind_told(
        article.production_method or "", product.scientific_name or "", product.fao_code or "", language()
    )
    return " · ".join(one for one in (species, *fish) if one)


def told(lot: Lot) -> tuple[str, ...]:
    """Each fact that was told of a lot of animal origin, as a short sentence."""
    if lot.provenance is None:
        return ()
    return provenance_told(lot.provenance, lot.article.production_method or "", language())


FILTERS: dict[str, Callable[..., object]] = {"country": country, "animal": animal, "provenance": told}
