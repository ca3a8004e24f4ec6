"""What the value of an element means: a mass, a day, a country, a count. `today` decides the century of two-digit years.

Not for: judging. A value that is wrong has no meaning here.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hub.kernel.quantity import Mass
from hub.labels.codes.countries import COUNTRY_NUMBERS, CURRENCY_NUMBERS
from hub.labels.codes.elements import judge
from hub.labels.codes.found import Element
from hub.labels.codes.identifiers import Identifier, Part, identifiers

# General Specifications 7.12: a year up to 50 ahead or 49 behind is of this century, or of the one beside it.
YEARS_AHEAD, CENTURY = 50, 100
TEMPERATURES = {"4330": "°F", "4331": "°C", "4332": "°F", "4333": "°C"}
COUNTS = ("30", "37")
MEASURE_DIGITS = 6
WEIGHED_IN_SHOP = "WEIGHT (kg)"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`text` is for reading; the others hold the same as a value. `until` ends a range; `countries` are two letters each."""

    text: str = ""
    mass: Mass | None = None
    day: date | None = None
    until: date | None = None
    count: int | None = None
    countries: tuple[str, ...] = ()


def meaning_of(element: Element, today: date) -> Meaning:
    """An empty meaning for what is wrong, or is only a name or a number."""
    if not element.ai:
        return _of_shop(element)
    known = identifiers().get(element.ai)
    if known is None or judge(known, element.value):
        return Meaning()
    if element.ai in COUNTS:
        return Meaning(str(int(element.value)), count=int(element.value))
    if element.ai in TEMPERATURES:
        sign = "-" if element.value.endswith("-") else ""
        return Meaning(f"{sign}{Decimal(element.value[:6]).scaleb(-2)} {TEMPERATURES[element.ai]}")
    if _has_decimals(element.ai):
        return _measured(element)
    return _of_parts(known, element.value, today)


def full_year(two_digits: int, today: date) -> int:
    year = today.year - today.year % CENTURY + two_digits
    if year - today.year > YEARS_AHEAD:
        return year - CENTURY
    if today.year - year >= YEARS_AHEAD:
        return year + CENTURY
    return year


def day_of(value: str, today: date) -> date:
    """YYMMDD; day 00 is the last day of its month (General Specifications 3.4)."""
    year, month, day = full_year(int(value[:2]), today), int(value[2:4]), int(value[4:6])
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _of_shop(element: Element) -> Meaning:
    if element.title == WEIGHED_IN_SHOP:
        return Meaning(f"{element.value} kg", mass=Mass.kilograms(element.value))
    return Meaning()


def _has_decimals(ai: str) -> bool:
    """31nn to 36nn and 390n to 395n: the last digit of the identifier counts the decimals."""
    return len(ai) == 4 and ai[:2] in ("31", "32", "33", "34", "35", "36", "39")  # noqa: PLR2004  all of them have four


def _measured(element: Element) -> Meaning:
    digits, currency = element.value, ""
    if element.ai[:3] in ("391", "393"):
        number, digits = digits[:3], digits[3:]
        currency = f" {CURRENCY_NUMBERS.get(number, number)}"
    amount = Decimal(digits).scaleb(-int(element.ai[3]))
    unit = element.title.partition("(")[2].rpartition(")")[0] if element.ai[:2] != "39" else ""
    text = f"{amount} {unit}".strip() + currency
    return Meaning(text, mass=_mass(amount, unit))


def _mass(amount: Decimal, unit: str) -> Mass | None:
    if unit not in ("kg", "lb"):
        return None
    try:
        return Mass.parse(str(amount), unit)
    except ValueError:
        return None  # pounds are no whole milligrams


def _of_parts(known: Identifier, value: str, today: date) -> Meaning:
    meaning, at = Meaning(), 0
    for part in known.parts:
        piece = value[at : at + part.most]
        at += part.most
        if piece:
            meaning = _add(meaning, part, piece, today)
    return meaning


def _add(meaning: Meaning, part: Part, piece: str, today: date) -> Meaning:
    check = next((name for name in part.checks if name in _READERS), None)
    if check is None:
        # What follows a country or a time is read with it: the number of a processor, the seconds.
        return replace(meaning, text=f"{meaning.text} {piece}") if meaning.text else meaning
    return _READERS[check](meaning, piece, today)


def _date(meaning: Meaning, piece: str, today: date) -> Meaning:
    day = day_of(piece, today)
    if meaning.day is None:
        return replace(meaning, text=day.isoformat(), day=day)
    return replace(meaning, text=f"{meaning.text}/{day.isoformat()}", until=day)


def _long_date(meaning: Meaning, piece: str, _today: date) -> Meaning:
    day = date(int(piece[:4]), int(piece[4:6]), int(piece[6:8]))
    return replace(meaning, text=day.isoformat(), day=day)


def _clock(meaning: Meaning, piece: str, _today: date) -> Meaning:
    return replace(meaning, text=f"{meaning.text} {piece[:2]}:{piece[2:4]}")


def _hour(meaning: Meaning, piece: str, _today: date) -> Meaning:
    return replace(meaning, text=f"{meaning.text} {piece}")


def _after_hour(meaning: Meaning, piece: str, _today: date) -> Meaning:
    return replace(meaning, text=f"{meaning.text}:{piece}")


def _country(meaning: Meaning, piece: str, _today: date) -> Meaning:
    letters = COUNTRY_NUMBERS.get(piece, piece)
    text = f"{meaning.text}, {letters}" if meaning.text else letters
    return replace(meaning, text=text, countries=(*meaning.countries, letters))


_READERS: Mapping[str, Callable[[Meaning, str, date], Meaning]] = {
    "date": _date,
    "date_or_month": _date,
    "long_date": _long_date,
    "clock": _clock,
    "hour": _hour,
    "minute": _after_hour,
    "second": _after_hour,
    "country": _country,
    "country_or_999": _country,
    "country_letters": _country,
}
