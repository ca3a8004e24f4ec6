"""Units are types, and rounding is a named choice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.quantity import Mass, Money, Temperature, price_of, share


@pytest.mark.parametrize(
    ("text", "unit", "milligrams"),
    [
        ("10.45", "kg", 10_450_000),
        ("-0.2", "kg", -200_000),
        ("1.000", "t", 1_000_000_000),
        ("1", "lb", None),
        ("100", "lb", 45_359_237_000_000 // 1_000_000 * 1_000),
        ("1600", "oz", 45_359_237),
        ("12.3456", "g", None),
    ],
)
def test_text_becomes_whole_milligrams_or_is_refused(text: str, unit: str, milligrams: int | None) -> None:
    # One pound is 0.45359237 kg exactly: 453592.37 mg, so a single pound does not fit whole milligrams.
    if milligrams is None:
        with pytest.raises(ValueError, match="exactly"):
            Mass.parse(text, unit)
    elif unit == "lb":
        assert Mass.parse("100", "lb") == Mass(45_359_237)
    else:
        assert Mass.parse(text, unit) == Mass(milligrams)


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "1,5", "ten", "0x10"])
def test_what_is_no_number_is_no_mass(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        Mass.parse(text, "kg")


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown unit"):
        Mass.parse("1", "gr")


def test_a_mass_is_not_a_temperature() -> None:
    with pytest.raises(AttributeError):
        Mass(1) + Temperature(1)  # type: ignore[operator]


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        Mass(1.5)  # type: ignore[arg-type]


def test_float_noise_of_sensors_is_rounded_to_the_thousandth() -> None:
    assert Temperature.celsius("3.2499999") == Temperature(3_250)
    assert Temperature.celsius("-18.0625") == Temperature(-18_062)


def test_a_price_ends_at_the_nearest_coin_and_half_goes_up() -> None:
    assert price_of(Mass.kilograms("2.5"), Money.parse("28.90")) == Money(7_225)
    assert price_of(Mass.grams(5), Money(100)) == Money(1)
    assert price_of(Mass.grams(4), Money(100)) == Money(0)
    assert price_of(Mass.grams(-5), Money(100)) == Money(-1)


def test_values_come_back_exactly() -> None:
    assert Mass.kilograms("10.45").in_kg() == Decimal("10.45")
    assert Temperature(-18_060).in_celsius() == Decimal("-18.06")
    assert Money(2_890).in_units() == Decimal("28.9")


def test_ten_kilograms_over_three_orders() -> None:
    assert share(10_000_000, (1, 1, 1)) == (3_333_334, 3_333_333, 3_333_333)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any))
def test_sharing_conserves_the_total_and_stays_within_one_of_the_exact_part(
    total: int, weights: list[int]
) -> None:
    parts = share(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)
        assert weight or part == 0


@pytest.mark.parametrize("weights", [(), (0, 0), (1, -1, 5)])
def test_nothing_can_be_shared_over_no_weight(weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="weights"):
        share(10, weights)
