"""What goods of animal origin say of themselves, as somebody types it into a form: the animals of meat, the names of a fish, the way
of production. Everything that is wrong is told at its field.

Not for: what is asked of each lot of them when it comes in (`hub.receiving.asked`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from hub.catalogue.drafts import Typed
from hub.catalogue.errors import (
    ChoiceMissing,
    FaoCodeUnreadable,
    MethodOfOtherGoods,
    ScientificNameUnreadable,
    SpeciesMissing,
)
from hub.catalogue.records import METHODS_OF, Category, ProductionMethod, Species

LONGEST_SCIENTIFIC_NAME = 80
# Genus and species, and a third word of a subspecies: "Gadus morhua". Only the genus begins with a capital.
SCIENTIFIC_NAME = re.compile(r"[A-Z][a-z]+( [a-z][a-z.-]*){1,2}")
# FAO's list of species for fishery statistics (ASFIS) has three letters for each.
FAO_CODE = re.compile(r"[A-Za-z]{3}")
# Goods that may be prepared: sausages, mince with other food in it, fish cakes.
MAY_BE_PREPARED = frozenset({Category.MEAT, Category.FISH})


@dataclass(frozen=True, slots=True)
class AnimalFacts:
    """As on `Product`; nothing at all of goods that no animal gave."""

    species: tuple[Species, ...] = ()
    prepared: bool = False
    scientific_name: str | None = None
    fao_code: str | None = None


def animal_facts_of(
    typed: Typed, chosen_species: Collection[str], category: Category | None
) -> AnimalFacts | None:
    """Only what the group is asked for; the rest of the form is left unread. None when a field is wrong; `typed` then says which.

    A fish that is sold as such has both names (Regulation (EU) 1379/2013, article 35); prepared goods may have them.
    """
    prepared = category in MAY_BE_PREPARED and typed.is_ticked("prepared")
    if category is Category.MEAT:
        species = tuple(one for one in Species if one.value in chosen_species)
        if not species:
            typed.faults["species"] = SpeciesMissing()
            return None
        return AnimalFacts(species=species, prepared=prepared)
    if category is not Category.FISH:
        return AnimalFacts()
    read = typed.if_typed if prepared else typed.read
    name, code = read("scientific_name", scientific_name), read("fao_code", fao_code)
    if "scientific_name" in typed.faults or "fao_code" in typed.faults:
        return None
    return AnimalFacts(prepared=prepared, scientific_name=name, fao_code=code)


def scientific_name(text: str) -> str:
    """As the lists write it, whatever was typed: "Gadus morhua". Raises ScientificNameUnreadable."""
    name = " ".join(text.split()).capitalize()
    if len(name) > LONGEST_SCIENTIFIC_NAME or not SCIENTIFIC_NAME.fullmatch(name):
        raise ScientificNameUnreadable(typed=text[:40])
    return name


def fao_code(text: str) -> str:
    """Three letters, as capitals. Raises FaoCodeUnreadable."""
    if not FAO_CODE.fullmatch(text):
        raise FaoCodeUnreadable(typed=text[:20])
    return text.upper()


def method_of(typed: Typed, category: Category | None, *, prepared: bool) -> ProductionMethod | None:
    """The way of production that was chosen; of fish there must be one, unless it is prepared. None also when it is wrong: `typed`
    then says so.
    """
    field = "production_method"
    if not typed.is_ticked(field):
        if category is Category.FISH and not prepared:
            typed.faults[field] = ChoiceMissing()
        return None
    method = typed.one_of(field, ProductionMethod)
    if method is not None and category is not None and method not in METHODS_OF.get(category, ()):
        typed.faults[field] = MethodOfOtherGoods()
        return None
    return method
