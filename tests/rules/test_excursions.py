"""Excursions against the worked examples: expected values are written out by hand, never computed by the code under test."""

import pytest

from hub.coldchain.levels import Side
from hub.coldchain.readings import Point, Span
from hub.coldchain.rules import Excursion, Rule, ended_at, excursions, exposure
from hub.kernel.quantity import Temperature

CHILLED = Rule(
    side=Side.HIGH,
    limit=Temperature.celsius("5"),
    on_delay_s=30 * 60,
    off_delay_s=10 * 60,
    hysteresis=Temperature.celsius("1"),
    gap_s=5 * 60,
)
HOUR_MS = 3_600_000


def every_minute(*values: int, begin_s: int = 0) -> list[Point]:
    return [Point((begin_s + 60 * at) * 1_000, value) for at, value in enumerate(values)]


def constant(value: int, minutes: int) -> list[int]:
    return [value] * minutes


def ramp(first: int, last: int, step: int) -> list[int]:
    return list(range(first, last + (1 if step > 0 else -1), step))


def the_one(points: list[Point], rule: Rule = CHILLED, now_s: int = 10**9) -> Excursion:
    found = excursions(points, rule, now_s * 1_000)
    assert len(found) == 1
    return found[0]


def a_warm_afternoon() -> list[Point]:
    # 10 min at 3 °C, up to 9 °C by 0.1 a minute, back to 2 °C by 0.2 a minute, and 30 min there
    return every_minute(
        *constant(3_000, 10), *ramp(3_000, 9_000, 100), *ramp(9_000, 2_000, -200), *constant(2_000, 30)
    )


def test_a_ramp_begins_and_ends_at_the_exact_crossings() -> None:
    found = the_one(a_warm_afternoon())
    assert (found.start_ms, found.earliest_start_ms) == (1_800_000, 1_800_000)
    assert (found.end_ms, found.latest_end_ms) == (5_460_000, 5_460_000)
    assert found.over_ms == 3_660_000
    assert found.unknown_ms == 0
    assert found.peak == Temperature.celsius("9")
    assert found.area == 124_000  # 124.0 °C·min
    assert found.parts == 1


def test_the_alarm_comes_when_the_on_delay_is_full_and_goes_when_recovery_lasted() -> None:
    found = the_one(a_warm_afternoon())
    assert found.alarmed_ms == (1_800 + 1_800) * 1_000
    # 4.0 °C is crossed 5 min after 5.0 °C, and has to hold for 10 min
    assert found.cleared_ms == (5_460 + 300 + 600) * 1_000


def test_a_start_inside_a_gap_is_a_range() -> None:
    points = [
        *every_minute(*constant(3_000, 30)),
        *every_minute(*constant(8_000, 40), *constant(3_000, 30), begin_s=90 * 60),
    ]
    found = the_one(points)
    assert (found.earliest_start_ms, found.start_ms) == (1_740_000, 5_400_000)
    assert found.end_ms == 7_776_000
    assert found.over_ms == 2_376_000
    assert found.area == 117_900
    assert found.at_most_ms == 2_376_000 + 3_660_000  # between 39 min and 1 h 41 min


def test_one_impossible_reading_among_good_ones_is_nothing() -> None:
    points = every_minute(*constant(3_000, 30), 85_000, *constant(3_000, 30))
    assert excursions(points, CHILLED, HOUR_MS) == ()


def test_one_impossible_reading_is_no_peak_of_a_real_excursion() -> None:
    points = every_minute(*constant(8_000, 30), 85_000, *constant(8_000, 30))
    assert the_one(points, now_s=3_600).peak == Temperature.celsius("8")


def test_two_impossible_readings_in_a_row_are_believed() -> None:
    points = every_minute(*constant(8_000, 30), 85_000, 85_000, *constant(8_000, 30))
    assert the_one(points, now_s=3_660).peak == Temperature.celsius("85")


def test_flapping_about_the_limit_is_one_excursion() -> None:
    points = every_minute(*constant(3_000, 10), *([5_400, 4_600] * 60), *constant(3_000, 30))
    found = the_one(points)
    assert found.over_ms == 3_580_000
    assert found.parts == 60


def test_the_limit_itself_is_still_inside() -> None:
    assert excursions(every_minute(*constant(5_000, 600)), CHILLED, 10 * HOUR_MS) == ()


@pytest.mark.parametrize(("minutes", "count"), [(30, 0), (31, 1)])
def test_the_on_delay_has_to_be_full(minutes: int, count: int) -> None:
    # n readings over the limit span n - 1 minutes; falling from 6 to 3 °C adds 20 s beyond
    points = every_minute(*constant(6_000, minutes), 3_000, *constant(3_000, 30))
    assert len(excursions(points, CHILLED, 10 * HOUR_MS)) == count


def test_a_low_limit_is_the_mirror_of_a_high_one() -> None:
    mirrored = [Point(point.at_ms, 4_000 - (point.value or 0)) for point in a_warm_afternoon()]
    rule = Rule(
        side=Side.LOW,
        limit=Temperature.celsius("-1"),
        on_delay_s=30 * 60,
        off_delay_s=10 * 60,
        hysteresis=Temperature.celsius("1"),
    )
    found = the_one(mirrored, rule)
    assert (found.start_ms, found.end_ms) == (1_800_000, 5_460_000)
    assert found.peak == Temperature.celsius("-5")
    assert found.area == 124_000


def test_silence_between_two_warm_readings_is_unknown_and_counts_towards_the_alarm() -> None:
    points = [
        *every_minute(*constant(8_000, 5)),
        *every_minute(*constant(8_000, 5), *constant(3_000, 30), begin_s=3_600),
    ]
    found = the_one(points)
    assert found.unknown == (Span(240_000, 3_600_000),)
    assert found.over_ms == 240_000 + 240_000 + 36_000
    assert found.alarmed_ms == 1_800_000


def test_an_end_inside_a_gap_is_a_range() -> None:
    points = [
        *every_minute(*constant(3_000, 5), *constant(8_000, 40)),
        *every_minute(*constant(3_000, 30), begin_s=3_600),
    ]
    found = the_one(points)
    assert (found.end_ms, found.latest_end_ms) == (44 * 60_000, 3_600_000)
    assert found.cleared_ms == 3_600_000 + 600_000


def test_a_probe_that_dies_while_too_warm_leaves_the_excursion_open() -> None:
    found = the_one(every_minute(*constant(3_000, 5), *constant(8_000, 40)), now_s=7_200)
    assert found.is_open
    assert found.end_ms is None
    assert found.unknown == (Span(44 * 60_000, 7_200_000),)


def test_silence_after_a_return_below_the_limit_is_no_all_clear() -> None:
    points = every_minute(*constant(8_000, 40), *constant(3_000, 5))
    found = the_one(points, now_s=7_200)
    assert found.is_open
    assert found.end_ms == (39 * 60 + 36) * 1_000


def test_a_fault_is_neither_warm_nor_cold() -> None:
    faulty = [Point(at * 60_000, None) for at in range(40, 60)]
    warm = every_minute(*constant(8_000, 40))
    assert the_one([*warm, *faulty], now_s=3_600).over_ms == 39 * 60_000
    assert excursions(faulty, CHILLED, HOUR_MS) == ()


def test_close_neighbours_are_one_with_parts_and_far_ones_are_two() -> None:
    def with_pause(minutes: int) -> list[Point]:
        return every_minute(
            *constant(8_000, 40), *constant(3_000, minutes), *constant(8_000, 40), *constant(3_000, 30)
        )

    assert the_one(with_pause(13)).parts == 2
    assert len(excursions(with_pause(20), CHILLED, 10 * HOUR_MS)) == 2


def test_readings_from_after_now_are_not_looked_at() -> None:
    assert excursions(a_warm_afternoon(), CHILLED, 1_800_000) == ()


def test_a_stay_is_exposed_for_the_time_it_shares() -> None:
    points = [
        *every_minute(*constant(3_000, 30)),
        *every_minute(*constant(8_000, 40), *constant(3_000, 30), begin_s=90 * 60),
    ]
    found = the_one(points)
    whole = exposure(found, Span(0, 10 * HOUR_MS))
    assert (whole.surely_ms, whole.at_most_ms) == (2_376_000, 6_036_000)
    came_late = exposure(found, Span(6_000_000, 6_600_000))
    assert (came_late.surely_ms, came_late.at_most_ms) == (600_000, 600_000)
    left_in_the_gap = exposure(found, Span(0, 5_400_000))
    assert (left_in_the_gap.surely_ms, left_in_the_gap.at_most_ms) == (0, 3_660_000)


def test_a_limit_that_is_replaced_ends_what_it_saw() -> None:
    still = the_one(every_minute(*constant(8_000, 40)), now_s=2_340)
    ended = ended_at(still, 2_340_000)
    assert (ended.end_ms, ended.cleared_ms, ended.is_open) == (2_340_000, 2_340_000, False)
