"""Doors, defrosts, warming fast, and silence: what stands beside an excursion and never changes a temperature."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from hub.coldchain.levels import Side
from hub.coldchain.marks import Mark, MarkKind, daily, marks, open_spans
from hub.coldchain.readings import Point, Span, in_ms, without
from hub.coldchain.rising import Rising, rising
from hub.coldchain.rules import Excursion, Rule, excursions
from hub.coldchain.silence import NoData, Silence, no_data
from hub.kernel.quantity import Temperature

ALARM = Rule(Side.HIGH, Temperature(8_000), 1_800, 600, Temperature(1_000))
MINUTE = 60_000


def the_one(values: list[int], defrosts: list[Span], rule: Rule = ALARM) -> Excursion | None:
    points = [Point(at * MINUTE, value) for at, value in enumerate(values)]
    found = excursions(points, rule, points[-1].at_ms, defrosts)
    return found[0] if found else None


def test_a_defrost_puts_the_alarm_off_and_hides_no_minute_beyond_the_limit() -> None:
    warm = [9_000] * 61
    plain, waited = the_one(warm, []), the_one(warm, [Span(10 * MINUTE, 30 * MINUTE)])
    assert plain is not None
    assert waited is not None
    assert (plain.alarmed_ms, waited.alarmed_ms) == (30 * MINUTE, 50 * MINUTE)
    assert waited.over_ms == plain.over_ms == 60 * MINUTE


def test_a_peak_within_a_defrost_calls_nobody_unless_the_limit_is_critical() -> None:
    warm = [3_000, *[9_000] * 40, *[3_000] * 20]
    defrost = [Span(0, 45 * MINUTE)]
    critical = Rule(Side.HIGH, Temperature(8_000), 600, 600, Temperature(1_000), heeds_defrost=False)
    assert the_one(warm, defrost) is None
    found = the_one(warm, defrost, critical)
    assert found is not None
    assert found.over_ms == 39 * MINUTE + 10_000 + 10_000


@pytest.mark.parametrize(
    ("holes", "left"),
    [
        ([], [Span(10, 20)]),
        ([Span(0, 10), Span(20, 30)], [Span(10, 20)]),
        ([Span(0, 12), Span(14, 16)], [Span(12, 14), Span(16, 20)]),
        ([Span(5, 25)], []),
    ],
)
def test_what_is_left_outside_holes(holes: list[Span], left: list[Span]) -> None:
    assert without(Span(10, 20), holes) == left


def test_a_door_is_open_until_its_contact_says_closed() -> None:
    words = [(60, "closed"), (10, "open"), (20, "open"), (90, "open"), (10, "open")]
    assert open_spans(words, 120) == [Span(10, 60), Span(90, 120)]
    assert open_spans(words, 50) == [Span(10, 50)]


def test_the_doors_and_defrosts_of_an_excursion_are_named_with_the_time_they_share() -> None:
    found = the_one([3_000, *[9_000] * 40, *[3_000] * 20], [])
    assert found is not None
    doors = [Span(0, 5 * MINUTE), Span(50 * MINUTE, 55 * MINUTE)]
    assert marks(found, doors, [Span(20 * MINUTE, 30 * MINUTE)], 60 * MINUTE) == (
        Mark(MarkKind.DOOR, Span(0, 5 * MINUTE), 5 * MINUTE - 50_000),
        Mark(MarkKind.DEFROST, Span(20 * MINUTE, 30 * MINUTE), 10 * MINUTE),
    )


def test_a_daily_defrost_follows_the_clock_on_the_wall_through_the_change_to_winter_time() -> None:
    oslo = ZoneInfo("Europe/Oslo")
    period = Span(in_ms(datetime(2026, 10, 24, tzinfo=UTC)), in_ms(datetime(2026, 10, 26, tzinfo=UTC)))
    at = [datetime(2026, 10, 24, 4, tzinfo=UTC), datetime(2026, 10, 25, 5, tzinfo=UTC)]
    assert daily(time(6), 1_800, oslo, period) == [Span(in_ms(one), in_ms(one) + 1_800_000) for one in at]


def test_a_defrost_is_an_hour_at_most() -> None:
    [only] = daily(time(6), 7_200, ZoneInfo("UTC"), Span(0, 24 * 60 * MINUTE))
    assert only.length_ms == 60 * MINUTE


def minutes(*values: int) -> dict[int, int]:
    return {at * MINUTE: value for at, value in enumerate(values)}


def test_a_steady_rise_towards_the_limit_is_told_before_it_is_crossed() -> None:
    # 3 °C for 10 minutes, then 0.3 a minute: after 14 minutes at 7.2 °C, and 8 °C is two and a half minutes off
    values = minutes(*[3_000] * 10, *range(3_300, 7_201, 300))
    assert rising(values, ALARM, 23 * MINUTE) == Rising(18 * MINUTE, 300, 2)


@pytest.mark.parametrize(
    "values",
    [
        minutes(*[3_000] * 20, 3_300, 3_600),  # two minutes are no trend
        minutes(*range(1_000, 4_000, 100)),  # 0.1 a minute
        minutes(*[3_000] * 20, *range(-20_000, -15_900, 200)),  # half an hour and more away
        minutes(*range(5_000, 9_000, 200)),  # beyond it already: an excursion, no hint
        minutes(*[3_000] * 15, 9_000, *[3_000] * 6),  # one odd reading
        {},
    ],
)
def test_what_is_not_warming_fast(values: dict[int, int]) -> None:
    assert rising(values, ALARM, max(values, default=0)) is None


def test_nothing_is_said_of_a_rise_in_a_defrost_or_of_a_silent_probe() -> None:
    values = minutes(*range(3_000, 7_200, 300))
    last_ms = max(values)
    assert rising(values, ALARM, last_ms) is not None
    assert rising(values, ALARM, last_ms, [Span(0, last_ms)]) is None
    assert rising(values, ALARM, last_ms + 301_000) is None


def test_one_silent_room_is_one_incident_of_that_room() -> None:
    silent = Silence(100, "KJ1", "a")
    assert no_data([silent, silent], ["a", "b"]) == (NoData(100, (silent,), whole_house=False),)


def test_a_whole_house_that_goes_dark_is_one_incident_with_its_rooms_by_name() -> None:
    silences = [
        Silence(100, "KJ2", "b"),
        Silence(50, "KJ1", "a"),
        Silence(60, "KJ1", "c"),
        Silence(400_000, "FRY", "d"),
    ]
    [only] = no_data(silences, "abcd")
    assert (only.since_ms, only.whole_house, only.places) == (50, True, ("FRY", "KJ1", "KJ2"))


def test_a_probe_that_had_died_before_keeps_its_own_incident() -> None:
    dead = Silence(0, "KJ1", "a")
    found = no_data([dead, Silence(90_000_000, "KJ2", "b"), Silence(90_000_001, "FRY", "c")], "abc")
    assert [(one.since_ms, one.whole_house, one.places) for one in found] == [
        (0, False, ("KJ1",)),
        (90_000_000, True, ("FRY", "KJ2")),
    ]


def test_a_house_with_one_probe_has_rooms_and_no_darkness() -> None:
    assert [one.whole_house for one in no_data([Silence(0, "KJ1", "a")], ["a"])] == [False]
