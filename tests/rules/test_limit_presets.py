"""Limits to begin with: by country, storage class and day; the law's limit is not the alarm's."""

from dataclasses import replace
from datetime import date

from hub.coldchain.levels import Level, Side
from hub.coldchain.presets import PRESETS, presets_for
from hub.kernel.quantity import Temperature


def legal(country: str, on: date, storage_class: str = "chilled") -> list[Temperature]:
    return [one.limit for one in presets_for(country, storage_class, on) if one.level is Level.LEGAL]


def test_the_laws_limit_is_the_countrys_and_the_alarm_is_apart_from_it() -> None:
    today = date(2026, 11, 23)
    assert legal("NO", today) == [Temperature(4_000)]
    assert legal("SE", today) == [Temperature(8_000)]
    assert legal("FI", today) == []
    alarms = [(one.level, one.limit) for one in presets_for("NO", "chilled", today) if one.side is Side.HIGH]
    assert (Level.ALARM, Temperature(8_000)) in alarms
    assert legal("NO", today, "frozen") == [Temperature(-18_000)]


def test_a_limit_that_changes_holds_from_its_day_and_the_old_one_until_the_day_before() -> None:
    old = replace(PRESETS[0], valid_until=date(2027, 6, 30))
    new = replace(PRESETS[0], limit=Temperature(3_000), valid_from=date(2027, 7, 1))
    presets = (old, new)
    assert [one.limit for one in presets_for("NO", "chilled", date(2027, 6, 30), presets)] == [
        Temperature(4_000)
    ]
    assert [one.limit for one in presets_for("NO", "chilled", date(2027, 7, 1), presets)] == [
        Temperature(3_000)
    ]
    assert presets_for("NO", "chilled", date(1999, 1, 1), presets) == []
