"""Amounts as people type them, and packs: an article is sold by mass or by the piece, always in whole packs.

Not for: prices of an order (kernel/quantity.price_of) and whether an article can arrive in time (planning/plan.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hub.catalogue.errors import (
    AmountNotPositive,
    AmountUnreadable,
    GtinRestricted,
    GtinWrong,
    NotWholePacks,
    TooMuchAtOnce,
)
from hub.kernel.quantity import Mass, Money, price_of
from hub.labels.codes.companions import VARIABLE_MEASURE, is_restricted
from hub.labels.codes.elements import judge
from hub.labels.codes.identifiers import identifiers

MOST_PACKS = 500
GTIN_DIGITS, GTIN_LENGTHS = 14, (8, 12, 13, 14)
_MOST_DIGITS = 30
# Digits with blanks as thousands marks, one decimal sign, and the unit as people add it.
_KILOGRAMS = re.compile(r"\s*([+-]?\d[\d\s\u00a0\u202f]*)(?:[.,](\d+))?\s*(?:kg|kilo)?\s*", re.IGNORECASE)
_BARE = re.compile(r"\s*(\d+)(?:[.,](\d+))?\s*")
_PIECES = re.compile(r"\s*([+-]?\d[\d\s\u00a0\u202f]*)(?:[.,]0+)?\s*(?:stk|st|pcs|pc)?\.?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pack:
    """The step of an order. `by_count`: the price is per piece and `mass` is what a pack usually weighs."""

    mass: Mass
    count: int
    by_count: bool


@dataclass(frozen=True, slots=True)
class Quantity:
    """Whole packs as both numbers of catch weight. `count` is None for goods that nobody counts."""

    packs: int
    mass: Mass
    count: int | None


def with_municipality(address: str, municipality: str) -> str:
    """Said once: many addresses end in the municipality's name already."""
    told = address.casefold() == municipality.casefold() or address.casefold().endswith(
        (f" {municipality.casefold()}", f",{municipality.casefold()}")
    )
    return address if told else f"{address}, {municipality}"


def gtin_of(typed: str) -> str:
    """An article's GTIN in 14 digits, from the 8, 12, 13 or 14 that stand on the goods. Raises GtinWrong, GtinRestricted.

    Source: GS1 General Specifications 2.1 and 7.9; restricted numbers 2.1.11.
    """
    digits = "".join(typed.split())
    padded = digits.zfill(GTIN_DIGITS)
    if len(digits) not in GTIN_LENGTHS or judge(identifiers()["01"], padded):
        raise GtinWrong(typed=typed.strip())
    if is_restricted(padded):
        raise GtinRestricted(typed=typed.strip())
    return padded


def varies(gtin: str) -> bool:
    """Indicator 9: goods of varying weight, whose code always says the measure, too."""
    return gtin.startswith(VARIABLE_MEASURE)


def quantity_of(packs: int, pack: Pack) -> Quantity:
    """Raises AmountNotPositive and TooMuchAtOnce."""
    if packs < 1:
        raise AmountNotPositive
    if packs > MOST_PACKS:
        raise TooMuchAtOnce(packs=packs, most=MOST_PACKS)
    return Quantity(packs, pack.mass * packs, pack.count * packs if pack.by_count else None)


def parse_quantity(text: str, pack: Pack) -> Quantity:
    """Kilograms or pieces as typed, as whole packs. Raises AmountUnreadable, AmountNotPositive, NotWholePacks, TooMuchAtOnce."""
    if pack.by_count:
        pieces = parse_pieces(text)
        _refuse_parts(pieces, pack.count, typed=text)
        return quantity_of(pieces // pack.count, pack)
    mass = parse_kilograms(text)
    _refuse_parts(mass.milligrams, pack.mass.milligrams, typed=text)
    return quantity_of(mass.milligrams // pack.mass.milligrams, pack)


def parse_packs(text: str, pack: Pack) -> Quantity:
    """What a buyer types at an article: a bare number is packs ("1,5" lies between one and two), with a unit ("25 kg", "60 stk") it is an amount."""
    bare = _BARE.fullmatch(text)
    if bare is None:
        return parse_quantity(text, pack)
    packs = _whole(bare[1], typed=text)
    if (bare[2] or "").strip("0"):
        raise NotWholePacks(typed=text.strip(), below=packs, above=packs + 1)
    return quantity_of(packs, pack)


def _refuse_parts(amount: int, step: int, *, typed: str) -> None:
    if amount < 1:
        raise AmountNotPositive
    below, rest = divmod(amount, step)
    if rest:
        raise NotWholePacks(typed=typed.strip(), below=below, above=below + 1)


def parse_kilograms(text: str) -> Mass:
    """As in "12,5", "12.5 kg" or "1 250". A single comma or point is a decimal sign. Raises AmountUnreadable."""
    found = _KILOGRAMS.fullmatch(text)
    if found is None:
        raise AmountUnreadable(typed=text)
    whole, decimals = "".join(found[1].split()), found[2] or "0"
    try:
        return Mass.kilograms(f"{whole}.{decimals}")
    except ValueError as err:
        raise AmountUnreadable(typed=text) from err


def parse_pieces(text: str) -> int:
    """As in "30" or "30 stk". Raises AmountUnreadable, also for half a piece."""
    found = _PIECES.fullmatch(text)
    if found is None:
        raise AmountUnreadable(typed=text)
    return _whole("".join(found[1].split()), typed=text)


def _whole(digits: str, *, typed: str) -> int:
    # Python refuses to read a number of thousands of digits; nobody means one.
    if len(digits) > _MOST_DIGITS:
        raise AmountUnreadable(typed=f"{typed[:_MOST_DIGITS]}…")
    return int(digits)


def pack_price(price: Money, pack: Pack) -> Money:
    """What one pack costs before tax: per piece, or per kilogram rounded half up."""
    return price * pack.count if pack.by_count else price_of(pack.mass, price)


def packs_in(mass: Mass, pack: Pack) -> Decimal:
    """How many packs a mass is, to two decimals, for lists of crates to fetch."""
    return (Decimal(mass.milligrams) / Decimal(pack.mass.milligrams)).quantize(Decimal("0.01"))
