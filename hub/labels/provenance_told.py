"""Provenance in the words of a paper or a page: facts of a lot and of its goods, each as a short sentence in the reader's language."""

from __future__ import annotations

from datetime import date

from hub.kernel.words import Language
from hub.labels.phrases import COUNTRIES, day, term
from hub.labels.provenance import Provenance, is_fao_area
from hub.labels.provenance_phrases import (
    AREA_OF,
    CATCH_AREAS,
    DAY_OF,
    GEARS,
    MENTIONS,
    METHODS,
    UNIT_OF,
    Mention,
    mention,
)

_ALL_THREE = (Mention.BORN, Mention.REARED, Mention.SLAUGHTERED)


def kind_told(method: str, scientific_name: str, fao_code: str, language: Language) -> tuple[str, ...]:
    """What is true of all lots of the goods: the fish by its name in Latin, and how it was produced."""
    fish = f"{scientific_name} ({fao_code})" if scientific_name and fao_code else scientific_name or fao_code
    return tuple(one for one in (fish, term(METHODS, method, language)) if one)


def provenance_told(told: Provenance, method: str, language: Language) -> tuple[str, ...]:
    """Each fact with its words, in the order in which it happened. `method`: how the goods are produced, which names the day."""
    facts = (
        *_life(told, language),
        _cutting(told, language),
        mention(Mention.REFERENCE, language, told.reference),
        mention(AREA_OF.get(method, Mention.CATCH_AREA), language, area_told(told.catch_area, language)),
        term(GEARS, told.gear, language),
        mention(UNIT_OF.get(method, Mention.VESSEL), language, told.vessel),
        mention(DAY_OF.get(method, Mention.PRODUCED_ON), language, _day(told.produced_on, language)),
        mention(Mention.PICKED_ON, language, _day(told.harvested_on, language)),
        mention(Mention.FROZEN_ON, language, _day(told.frozen_on, language)),
        MENTIONS[Mention.DEFROSTED].in_(language) if told.defrosted else "",
    )
    return tuple(one for one in facts if one)


def area_told(area: str, language: Language) -> str:
    """The water by its name, with FAO's code where it is one that the list knows; another code of FAO's by itself, and words as they are."""
    if area in CATCH_AREAS:
        return f"{CATCH_AREAS[area].in_(language)} (FAO {area})"
    return f"FAO {area}" if is_fao_area(area) else area


def _life(told: Provenance, language: Language) -> tuple[str, ...]:
    """Born, reared and slaughtered: in one sentence where it is one country, as the law allows."""
    places = told.life
    house = f" ({told.slaughterhouse})" if told.slaughterhouse else ""
    if all(places) and len(set(places)) == 1:
        return (mention(Mention.WHOLE_LIFE, language, _countries(places[0], language)) + house,)
    said = [
        mention(step, language, _countries(where, language))
        for step, where in zip(_ALL_THREE, places, strict=True)
    ]
    return (*said[:-1], said[-1] + house if said[-1] else "")


def _cutting(told: Provenance, language: Language) -> str:
    plant = f" ({told.cutting_plant})" if told.cutting_plant else ""
    said = mention(Mention.CUT, language, term(COUNTRIES, told.cut_in, language))
    return said + plant if said else ""


def _countries(letters: tuple[str, ...], language: Language) -> str:
    return ", ".join(term(COUNTRIES, one, language) for one in letters)


def _day(when: date | None, language: Language) -> str:
    return day(when, language) if when is not None else ""
