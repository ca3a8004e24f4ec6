"""Quantities as types: mass, temperature and money around an integer, so that rounding is always a named choice.

Not for: presentation (the web and the paper format in the reader's language) and not for unit systems of scales beyond
the exact factors below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self

MILLIGRAMS_PER_UNIT = {
    # Exact by definition: the avoirdupois pound is 0.45359237 kg (international yard and pound agreement, 1959).
    "mg": Decimal(1),
    "g": Decimal(1_000),
    "kg": Decimal(1_000_000),
    "t": Decimal(1_000_000_000),
    "lb": Decimal("453592.37"),
    "oz": Decimal("28349.523125"),
}


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as err:
        msg = f"not a number: {text!r}"
        raise ValueError(msg) from err
    if not number.is_finite():
        msg = f"not a finite number: {text!r}"
        raise ValueError(msg)
    return number


def _whole(number: Decimal, text: str) -> int:
    if number != number.to_integral_value():
        msg = f"{text!r} does not fit the smallest unit exactly"
        raise ValueError(msg)
    return int(number)


@dataclass(frozen=True, order=True, slots=True)
class Mass:
    """A mass in whole milligrams. Only masses add to masses."""

    milligrams: int

    def __post_init__(self) -> None:
        if type(self.milligrams) is not int:
            msg = f"a mass is a whole number of milligrams, not {self.milligrams!r}"
            raise TypeError(msg)

    @classmethod
    def parse(cls, text: str, unit: str) -> Self:
        """Read device or form text such as ("10.45", "kg").

        Raises ValueError when the text is no number, the unit is unknown, or the value is no whole milligram.
        """
        if unit not in MILLIGRAMS_PER_UNIT:
            msg = f"unknown unit of mass: {unit!r}"
            raise ValueError(msg)
        return cls(_whole(_decimal(text) * MILLIGRAMS_PER_UNIT[unit], f"{text} {unit}"))

    @classmethod
    def grams(cls, grams: int) -> Self:
        return cls(grams * 1_000)

    @classmethod
    def kilograms(cls, text: str) -> Self:
        return cls.parse(text, "kg")

    def __add__(self, other: Mass) -> Mass:
        return Mass(self.milligrams + other.milligrams)

    def __sub__(self, other: Mass) -> Mass:
        return Mass(self.milligrams - other.milligrams)

    def __neg__(self) -> Mass:
        return Mass(-self.milligrams)

    def __abs__(self) -> Mass:
        return Mass(abs(self.milligrams))

    def __mul__(self, times: int) -> Mass:
        return Mass(self.milligrams * times)

    def __bool__(self) -> bool:
        return self.milligrams != 0

    def in_kg(self) -> Decimal:
        """The exact value in kilograms, without trailing rounding."""
        return Decimal(self.milligrams).scaleb(-6)


@dataclass(frozen=True, order=True, slots=True)
class Temperature:
    """A temperature in whole thousandths of a degree Celsius."""

    millidegrees: int

    def __post_init__(self) -> None:
        if type(self.millidegrees) is not int:
            msg = f"a temperature is a whole number of thousandths of a degree, not {self.millidegrees!r}"
            raise TypeError(msg)

    @classmethod
    def celsius(cls, text: str) -> Self:
        """Read text such as "3.25"; digits past the thousandth are rounded half to even (sensors send float noise)."""
        return cls.of(_decimal(text))

    @classmethod
    def of(cls, celsius: Decimal) -> Self:
        """The same of a number, which is finite."""
        return cls(int(celsius.scaleb(3).to_integral_value()))

    def __sub__(self, other: Temperature) -> Temperature:
        return Temperature(self.millidegrees - other.millidegrees)

    def __add__(self, other: Temperature) -> Temperature:
        return Temperature(self.millidegrees + other.millidegrees)

    def in_celsius(self) -> Decimal:
        return Decimal(self.millidegrees).scaleb(-3)


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in the smallest coin (øre, öre). The currency belongs to the agreement, not to the number."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            msg = f"money is a whole number of the smallest coin, not {self.cents!r}"
            raise TypeError(msg)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "28.50". Raises ValueError for anything finer than the smallest coin."""
        return cls(_whole(_decimal(text).scaleb(2), text))

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __mul__(self, times: int) -> Money:
        return Money(self.cents * times)

    def in_units(self) -> Decimal:
        return Decimal(self.cents).scaleb(-2)


def price_of(mass: Mass, per_kg: Money) -> Money:
    """Price of a measured mass, rounded half up to the coin (the commercial rule; ties away from zero)."""
    numerator = mass.milligrams * per_kg.cents
    sign = -1 if numerator < 0 else 1
    return Money(sign * ((2 * abs(numerator) + 1_000_000) // 2_000_000))


def share(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide a whole total by weights so that the parts add up to it exactly.

    Rule for the remainder: largest remainder first, ties to the earlier part (Hamilton's method).
    Raises ValueError when no weight is positive or one is negative.
    """
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        msg = "weights must be non-negative and not all zero"
        raise ValueError(msg)
    parts = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    for index in sorted(range(len(weights)), key=lambda i: (-remainders[i], i))[: total - sum(parts)]:
        parts[index] += 1
    return tuple(parts)
