"""Goods and articles as somebody types them into a form, read as values; everything that is wrong is told at once, by field.

Pure. Not for: keeping them, nor asking whether a number is taken (service.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn, TypeVar

from hub.catalogue.errors import (
    AmountNotPositive,
    CatalogueUnfit,
    ChoiceMissing,
    CountryUnknown,
    EntryMissing,
    NotBetween,
    PriceUnreadable,
)
from hub.catalogue.records import ProductionMethod
from hub.catalogue.rules import gtin_of, parse_kilograms, parse_pieces
from hub.kernel.errors import RuleBroken
from hub.kernel.quantity import Mass, Money
from hub.kernel.words import Language, Words
from hub.labels.codes.countries import COUNTRY_NUMBERS

LONGEST_NUMBER, LONGEST_NAME, LONGEST_VARIETY, LONGEST_CLASS = 20, 80, 60, 20
MOST_PIECES = 10_000
MOST_DAYS = 3_650
HEAVIEST_PACK = Mass.kilograms("1000")
# "17,90", "1 250.00"; the currency is the house's.
PRICE = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?")
COUNTRIES = frozenset(COUNTRY_NUMBERS.values())
Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Terms:
    """What of an article changes with time. `price` is for a kilogram or a piece, before tax; `pack_mass` of goods sold by count is what a pack weighs about."""

    price: Money
    pack_mass: Mass
    pack_count: int
    shelf_life_days: int
    origin_country: str
    organic: bool
    variety: str | None
    quality_class: str | None
    gtin: str | None
    production_method: ProductionMethod | None


class Typed:
    """One form. Each reading gives a value, or notes what is wrong with its field and gives None."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self._form = form
        self.faults: dict[str, RuleBroken] = {}

    def read(self, field: str, reading: Callable[[str], Value]) -> Value | None:
        typed = self._form.get(field, "").strip()
        try:
            if not typed:
                raise EntryMissing
            return reading(typed)
        except RuleBroken as broken:
            self.faults[field] = broken
            return None

    def if_typed(self, field: str, reading: Callable[[str], Value]) -> Value | None:
        """As `read`, for a field that may stay empty."""
        return self.read(field, reading) if self._form.get(field, "").strip() else None

    def optional(self, field: str, longest: int) -> str | None:
        return self._form.get(field, "").strip()[:longest] or None

    def one_of(self, field: str, choices: type[Choice]) -> Choice | None:
        try:
            return choices(self._form.get(field, ""))
        except ValueError:
            self.faults[field] = ChoiceMissing()
            return None

    def is_ticked(self, field: str) -> bool:
        return bool(self._form.get(field))


def terms_of(typed: Typed, *, by_count: bool, method: ProductionMethod | None) -> Terms | None:
    """None when a field is wrong, that of the `method` too (`animals.method_of`); `typed` then says which."""
    price = typed.read("price", price_of_text)
    pack_mass = typed.read("pack_mass", _pack_mass)
    pack_count = typed.read("pack_count", _pack_count) if by_count else 1
    days = typed.read("shelf_life_days", _days)
    country = typed.read("origin_country", _country)
    gtin = typed.if_typed("gtin", gtin_of)
    if (
        price is None or pack_mass is None or pack_count is None or days is None or country is None
        or typed.faults.keys() & {"gtin", "production_method"}
    ):  # fmt: skip
        return None
    return Terms(
        price=price,
        pack_mass=pack_mass,
        pack_count=pack_count,
        shelf_life_days=days,
        origin_country=country,
        organic=typed.is_ticked("organic"),
        variety=typed.optional("variety", LONGEST_VARIETY),
        quality_class=typed.optional("quality_class", LONGEST_CLASS),
        gtin=gtin,
        production_method=method,
    )


def names_of(typed: Typed) -> Words | None:
    """One name for each language: papers and pages of all three are read."""
    names = {one.value: typed.read(f"name_{one.value}", _name) for one in Language}
    return None if None in names.values() else Words.of({key: name or "" for key, name in names.items()})


def article_number(text: str) -> str:
    """Raises NotBetween for one that is longer than labels have room for."""
    return _at_most(text, LONGEST_NUMBER)


def price_of_text(text: str) -> Money:
    """As in "17,90" or "1 250". Raises PriceUnreadable, AmountNotPositive."""
    found = PRICE.fullmatch("".join(text.split()))
    if found is None:
        raise PriceUnreadable(typed=text[:20])
    price = Money.parse(f"{found[1]}.{found[2] or 0}")
    if price <= Money(0):
        raise AmountNotPositive
    return price


def _name(text: str) -> str:
    return _at_most(text, LONGEST_NAME)


def _at_most(text: str, longest: int) -> str:
    if len(text) > longest:
        raise NotBetween(least=1, most=longest)
    return text


def _pack_mass(text: str) -> Mass:
    mass = parse_kilograms(text)
    if not Mass(0) < mass <= HEAVIEST_PACK:
        raise AmountNotPositive if mass <= Mass(0) else NotBetween(least=0, most=1000)
    return mass


def _pack_count(text: str) -> int:
    return _between(parse_pieces(text), MOST_PIECES)


def _days(text: str) -> int:
    return _between(parse_pieces(text), MOST_DAYS)


def _between(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise NotBetween(least=1, most=most)
    return number


def _country(text: str) -> str:
    if text.upper() not in COUNTRIES:
        raise CountryUnknown(typed=text[:20])
    return text.upper()


def refuse(typed: Typed) -> NoReturn:
    """Raises CatalogueUnfit with everything that is wrong with the form."""
    raise CatalogueUnfit(typed.faults)
