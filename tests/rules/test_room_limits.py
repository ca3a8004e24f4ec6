"""Limits as dated facts: which counts when, what makes sense, and how a room stands to a preset. Also defrosts that lie too close."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.coldchain.defrosts import Window, too_close
from hub.coldchain.faults import FieldFault
from hub.coldchain.levels import Level, Side
from hub.coldchain.limit_changes import setting_of
from hub.coldchain.limit_rules import (
    Differs,
    Follows,
    Setting,
    by_slot,
    differences,
    faults_of,
    follows,
)
from hub.coldchain.limits import FAR_MS, EnteredLimit, RoomLimit, counting, counting_in, in_force
from hub.coldchain.presets import presets_for
from hub.coldchain.readings import Span, in_ms
from hub.kernel.quantity import Temperature
from hub.kernel.words import Words

DAY_0 = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = Words("plan", "plan", "plan")


def day(number: int) -> datetime:
    return DAY_0 + timedelta(days=number)


def entered(
    number: int, celsius: int | None, begins: int, recorded: int, level: Level = Level.WARN
) -> EnteredLimit:
    limit = None if celsius is None else Temperature(celsius * 1_000)
    return EnteredLimit(
        number,
        number,
        level,
        Side.HIGH,
        limit,
        1_800,
        600,
        Temperature(1_000),
        SOURCE,
        day(begins),
        day(recorded),
    )


def told(rows: list[EnteredLimit]) -> list[tuple[int, int, int | None]]:
    """Degrees, first day, day after the last."""
    return [
        (
            one.limit.millidegrees // 1_000,
            (one.counts.begin_ms - in_ms(DAY_0)) // 86_400_000,
            None if one.counts.end_ms == FAR_MS else (one.counts.end_ms - in_ms(DAY_0)) // 86_400_000,
        )
        for one in counting(rows)
    ]


def test_a_limit_counts_until_the_next_of_its_level_and_side() -> None:
    rows = [entered(2, 4, 10, 10), entered(1, 5, 0, 0), entered(3, 8, 5, 5, Level.ALARM)]
    assert told(rows) == [(8, 5, None), (5, 0, 10), (4, 10, None)]


def test_a_limit_dated_back_counts_until_now_and_leaves_what_is_planned() -> None:
    # 5 from the 1st; 7 from the 10th; planned: 3 from the 60th. On the 40th somebody enters 6 for the 5th on.
    rows = [entered(1, 5, 0, 0), entered(2, 7, 10, 10), entered(3, 3, 60, 20), entered(4, 6, 5, 40)]
    assert told(rows) == [(5, 0, 5), (6, 5, 60), (3, 60, None)]


def test_of_two_of_one_moment_the_later_entry_counts_and_the_other_never() -> None:
    assert told([entered(1, 5, 10, 3), entered(2, 6, 10, 4)]) == [(6, 10, None)]


def test_a_limit_that_is_lifted_counts_no_more() -> None:
    assert told([entered(1, 5, 0, 0), entered(2, None, 10, 10), entered(3, 4, 20, 20)]) == [
        (5, 0, 10),
        (4, 20, None),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 30), st.integers(-9, 9) | st.none()), max_size=8),
    st.integers(0, 40),
)
def test_at_any_moment_at_most_one_limit_of_a_level_counts_and_nothing_counts_before_it_begins(
    rows: list[tuple[int, int, int | None]], at: int
) -> None:
    # Recorded in the order of their numbers.
    moments = sorted(recorded for _, recorded, _ in rows)
    known = [
        entered(number, celsius, begins, moments[number]) for number, (begins, _, celsius) in enumerate(rows)
    ]
    found = counting(known)
    now = in_force(found, in_ms(day(at)))
    assert len(now) <= 1
    for one in found:
        assert one.counts.length_ms > 0
        assert one.counts.begin_ms == in_ms(one.valid_from)
    # What was entered last and has begun by then is what counts now.
    if known and rows[-1][0] <= at and all(begins <= moments[-1] for begins, _, _ in rows):
        last = known[-1]
        assert [one.id for one in now] == ([] if last.limit is None else [last.id])


def test_a_limit_of_another_time_is_not_of_this_day() -> None:
    found = counting([entered(1, 5, 0, 0), entered(2, 6, 10, 10)])
    today = Span(in_ms(day(10)), in_ms(day(11)))
    assert [one.id for one in counting_in(found, today)] == [2]


def setting(level: Level, celsius: str, side: Side = Side.HIGH, minutes: int = 30) -> Setting:
    return Setting(level, side, Temperature.celsius(celsius), minutes * 60, 600, Temperature(1_000), SOURCE)


WARN, ALARM, CRITICAL, LEGAL = Level.WARN, Level.ALARM, Level.CRITICAL, Level.LEGAL
LOW = Side.LOW


@pytest.mark.parametrize(
    ("wanted", "faults"),
    [
        ([setting(WARN, "5"), setting(ALARM, "8"), setting(CRITICAL, "10")], {}),
        ([setting(WARN, "5"), setting(ALARM, "5")], {}),
        ([setting(LEGAL, "4"), setting(WARN, "5")], {}),
        ([setting(WARN, "5"), setting(ALARM, "4.9")], {"limit-alarm-high": FieldFault.NOT_GRAVER}),
        ([setting(WARN, "0", LOW), setting(ALARM, "1", LOW)], {"limit-alarm-low": FieldFault.NOT_GRAVER}),
        ([setting(WARN, "5"), setting(ALARM, "5", LOW)], {"limit-alarm-low": FieldFault.CROSSED}),
        ([setting(WARN, "61")], {"limit-warn-high": FieldFault.NO_TEMPERATURE}),
        ([setting(WARN, "5", minutes=1_441)], {"on-warn-high": FieldFault.DELAY_LENGTH}),
        ([setting(WARN, "5", minutes=1_440)], {}),
        ([], {}),
    ],
)
def test_a_set_of_limits_makes_sense_or_the_field_is_named(
    wanted: list[Setting], faults: dict[str, FieldFault]
) -> None:
    assert faults_of(wanted) == faults


def test_every_preset_makes_sense() -> None:
    for country in ("NO", "SE", "FI"):
        for storage_class in ("frozen", "chilled", "cool", "potato", "egg"):
            rows = presets_for(country, storage_class, DAY_0.date())
            assert rows
            assert faults_of([setting_of(row) for row in rows]) == {}


PRESET = by_slot([setting(WARN, "5"), setting(ALARM, "8")])


@pytest.mark.parametrize(
    ("current", "stands", "how"),
    [
        ([setting(WARN, "5"), setting(ALARM, "8")], Follows.SAME, []),
        ([setting(WARN, "4"), setting(ALARM, "8")], Follows.TIGHTER, [Differs.TIGHTER]),
        ([setting(WARN, "5", minutes=10), setting(ALARM, "8")], Follows.TIGHTER, [Differs.TIGHTER]),
        ([setting(WARN, "5", minutes=31), setting(ALARM, "8")], Follows.OTHER, [Differs.MILDER]),
        ([setting(WARN, "5.1"), setting(ALARM, "8")], Follows.OTHER, [Differs.MILDER]),
        ([setting(ALARM, "8")], Follows.OTHER, [Differs.MISSING]),
        ([setting(WARN, "5"), setting(ALARM, "8"), setting(CRITICAL, "9")], Follows.TIGHTER, [Differs.OWN]),
        ([], Follows.NONE, [Differs.MISSING, Differs.MISSING]),
    ],
)
def test_how_a_room_stands_to_a_preset(current: list[Setting], stands: Follows, how: list[Differs]) -> None:
    assert follows(by_slot(current), PRESET) is stands
    assert [one.how for one in differences(by_slot(current), PRESET)] == how


def test_the_words_of_a_source_change_nothing_of_the_judgement() -> None:
    other = setting(WARN, "5")
    assert other.is_like(
        Setting(WARN, Side.HIGH, other.limit, 1_800, 600, Temperature(1_000), Words("a", "b", "c"))
    )


@pytest.mark.parametrize(
    ("windows", "is_so"),
    [
        ([("06:00", 20), ("07:20", 20)], False),
        ([("06:00", 20), ("07:19", 20)], True),
        ([("23:30", 60), ("01:30", 10)], False),
        ([("23:30", 60), ("01:29", 10)], True),  # over midnight
        ([("06:00", 60)], False),
        ([("06:00", 20), ("06:00", 20)], True),
        ([], False),
    ],
)
def test_between_two_defrosts_lies_an_hour(windows: list[tuple[str, int]], *, is_so: bool) -> None:
    assert too_close([Window(time.fromisoformat(at), minutes) for at, minutes in windows]) is is_so


def test_a_room_limit_says_whether_something_is_planned_after_it() -> None:
    first, last = counting([entered(1, 5, 0, 0), entered(2, 6, 10, 10)])
    assert isinstance(first, RoomLimit)
    assert (first.is_for_good, last.is_for_good) == (False, True)
