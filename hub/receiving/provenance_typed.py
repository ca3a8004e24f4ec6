"""What somebody read from the papers of goods and typed, as values; everything that is wrong is told at once, by field. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from hub.catalogue.drafts import COUNTRIES, Typed
from hub.catalogue.errors import ChoiceMissing, CountryUnknown
from hub.labels.provenance import Provenance
from hub.labels.provenance_phrases import CATCH_AREAS, GEARS
from hub.receiving.asked import MAY_STAY_UNTOLD, Fact
from hub.receiving.goods_errors import DayAhead, DayBehind, DayUnreadable, FrozenBeforeMade, ProvenanceUnfit

LONGEST_TEXT = 60
BETWEEN_COUNTRIES = re.compile(r"[\s,;/+]+")


def provenance_of(form: Mapping[str, str], facts: tuple[Fact, ...], *, today: date) -> Provenance:
    """Raises ProvenanceUnfit with a fault for each field that is wrong or empty."""
    typed = Typed(form)
    read: dict[str, object] = {}
    for fact in facts:
        if fact is Fact.DEFROSTED:
            read[fact.value] = typed.is_ticked(fact.value)
        elif fact in MAY_STAY_UNTOLD:
            read[fact.value] = typed.if_typed(fact.value, _READERS[fact])
        else:
            read[fact.value] = typed.read(fact.value, _READERS.get(fact, _text))
    for fact in (Fact.PRODUCED_ON, Fact.FROZEN_ON, Fact.HARVESTED_ON):
        when = read.get(fact.value)
        if isinstance(when, date) and when > today:
            typed.faults[fact.value] = DayAhead(day=when)
    keeps = read.get(Fact.BEST_BEFORE.value)
    if isinstance(keeps, date) and keeps < today:
        typed.faults[Fact.BEST_BEFORE.value] = DayBehind(day=keeps)
    made, frozen = read.get(Fact.PRODUCED_ON.value), read.get(Fact.FROZEN_ON.value)
    if isinstance(made, date) and isinstance(frozen, date) and frozen < made:
        typed.faults.setdefault(Fact.FROZEN_ON.value, FrozenBeforeMade(made=made))
    if typed.faults:
        raise ProvenanceUnfit(typed.faults)
    return Provenance(**read)  # type: ignore[arg-type]  # each reader gives its field's own type


def as_typed(told: Provenance) -> dict[str, str]:
    """As a form shows it."""
    return {fact.value: _shown(getattr(told, fact.value)) for fact in Fact}


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "1" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _text(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TEXT]


def _countries(text: str) -> tuple[str, ...]:
    """As in "NO" or "NO, SE", each once."""
    letters = [one.upper() for one in BETWEEN_COUNTRIES.split(text.strip()) if one]
    if not letters or not COUNTRIES.issuperset(letters):
        raise CountryUnknown(typed=text[:20])
    return tuple(dict.fromkeys(letters))


def _country(text: str) -> str:
    found = _countries(text)
    if len(found) > 1:
        raise CountryUnknown(typed=text[:20])
    return found[0]


def _area(text: str) -> str:
    """FAO's code where the water is one of the list, by its code or by its name in any language; else the words of the papers."""
    said = _text(text)
    bare = said.removeprefix("FAO").strip()
    named = (
        code
        for code, name in CATCH_AREAS.items()
        if said.casefold() in {one.casefold() for one in name.as_dict().values()}
    )
    return bare if bare in CATCH_AREAS else next(named, said)


def _gear(text: str) -> str:
    if text not in GEARS:
        raise ChoiceMissing
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as err:
        raise DayUnreadable(typed=text[:20]) from err


_READERS: Mapping[Fact, Callable[[str], object]] = {
    Fact.BORN_IN: _countries,
    Fact.REARED_IN: _countries,
    Fact.SLAUGHTERED_IN: _country,
    Fact.CUT_IN: _country,
    Fact.CATCH_AREA: _area,
    Fact.GEAR: _gear,
    Fact.PRODUCED_ON: _day,
    Fact.FROZEN_ON: _day,
    Fact.HARVESTED_ON: _day,
    Fact.BEST_BEFORE: _day,
}
