"""How warm goods may be when they come: the preset by country, storage class and day, and the verdict to the thousandth of a degree."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.quantity import Temperature
from hub.kernel.words import Words
from hub.receiving.limits import (
    LIMITS,
    ReceiptLimit,
    TemperatureVerdict,
    is_likely,
    judge_temperature,
    limit_for,
)

DAY = date(2026, 11, 23)
NONE = Temperature(0)
WORDS = Words(nb="regel", sv="regel", en="rule")


def celsius(text: str) -> Temperature:
    return Temperature.celsius(text)


@pytest.mark.parametrize(
    ("country", "goods", "limit", "leeway"),
    [
        ("NO", "chilled", "4", "0"),
        ("SE", "chilled", "8", "0"),
        ("DK", "chilled", "4", "0"),
        ("NO", "frozen", "-18", "3"),
        ("SE", "frozen", "-18", "3"),
        ("NO", "egg", "12", "0"),
        ("NO", "fresh_fish", "2", "0"),
        ("SE", "fresh_fish", "2", "0"),
    ],
)
def test_the_preset_follows_country_and_storage_class(
    country: str, goods: str, limit: str, leeway: str
) -> None:
    found = limit_for(country, goods, DAY)
    assert found is not None
    assert (found.limit, found.leeway) == (celsius(limit), celsius(leeway))


@pytest.mark.parametrize("goods", ["cool", "potato", "dry"])
def test_goods_kept_for_their_quality_only_have_no_limit(goods: str) -> None:
    assert limit_for("NO", goods, DAY) is None


def test_a_limit_that_changed_judges_its_own_time() -> None:
    old = ReceiptLimit("chilled", celsius("7"), NONE, WORDS, date(2010, 1, 1), date(2025, 12, 31), "NO")
    new = ReceiptLimit("chilled", celsius("4"), NONE, WORDS, date(2026, 1, 1), country="NO")
    assert limit_for("NO", "chilled", date(2025, 12, 31), (old, new)) is old
    assert limit_for("NO", "chilled", date(2026, 1, 1), (old, new)) is new
    assert limit_for("NO", "chilled", date(2009, 12, 31), (old, new)) is None
    assert limit_for("SE", "chilled", date(2026, 1, 1), (old, new)) is None


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [
        ("-18.001", TemperatureVerdict.WITHIN),
        ("-18", TemperatureVerdict.WITHIN),
        ("-17.999", TemperatureVerdict.ON_THE_WAY),
        ("-15", TemperatureVerdict.ON_THE_WAY),
        ("-14.999", TemperatureVerdict.OVER),
    ],
)
def test_exactly_at_the_limit_is_within_it(shown: str, verdict: TemperatureVerdict) -> None:
    assert judge_temperature(celsius(shown), celsius("-18"), celsius("3")) is verdict


def test_without_a_limit_nothing_is_judged() -> None:
    assert judge_temperature(celsius("19"), None, None) is TemperatureVerdict.NOT_JUDGED


@given(
    st.integers(-60_000, 60_000), st.integers(-30_000, 15_000), st.integers(0, 5_000), st.integers(0, 9_999)
)
def test_warmer_goods_are_never_judged_milder(shown: int, limit: int, leeway: int, warmer: int) -> None:
    order = [TemperatureVerdict.WITHIN, TemperatureVerdict.ON_THE_WAY, TemperatureVerdict.OVER]
    cold, warm = (
        order.index(judge_temperature(Temperature(one), Temperature(limit), Temperature(leeway)))
        for one in (shown, shown + warmer)
    )
    assert cold <= warm


@pytest.mark.parametrize(
    ("shown", "likely"), [("-40", True), ("40", True), ("-40.001", False), ("40.001", False), ("3.4", True)]
)
def test_a_slipped_key_is_not_taken_for_goods(shown: str, likely: bool) -> None:
    assert is_likely(celsius(shown)) is likely


def test_every_limit_names_its_source_in_every_language() -> None:
    for one in LIMITS:
        assert all(one.source.as_dict().values())
        assert one.leeway >= NONE
