"""Readings on a line of time: gaps, coverage, freshness, and thinning that never loses a peak."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.coldchain.levels import Freshness, Level, RoomState
from hub.coldchain.readings import (
    Point,
    Span,
    freshness,
    gap_after_s,
    in_ms,
    known_ms,
    thinned,
    with_gaps,
)
from hub.coldchain.rules import room_state

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (None, Freshness.NEVER),
        (NOON - timedelta(seconds=300), Freshness.LIVE),
        (NOON - timedelta(seconds=301), Freshness.SILENT),
    ],
)
def test_a_place_is_silent_once_its_last_word_is_too_old(last: datetime | None, said: Freshness) -> None:
    assert freshness(NOON, last, 300) is said


@pytest.mark.parametrize(("every_s", "gap_s"), [(30, 300), (60, 300), (100, 300), (600, 1_800)])
def test_a_gap_is_three_usual_intervals_and_never_under_five_minutes(every_s: int, gap_s: int) -> None:
    assert gap_after_s([at * every_s * 1_000 for at in range(20)]) == gap_s


def test_one_long_pause_does_not_make_all_pauses_usual() -> None:
    assert gap_after_s([0, 60_000, 120_000, 9_000_000, 9_060_000]) == 300


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(TypeError):
        in_ms(datetime(2026, 11, 23, 12))  # noqa: DTZ001 - the point of the test


def test_the_line_breaks_in_a_gap() -> None:
    points = [Point(0, 3_000), Point(60_000, 3_100), Point(900_000, 3_200)]
    assert with_gaps(points, 300) == [
        Point(0, 3_000),
        Point(60_000, 3_100),
        Point(61_000, None),
        Point(900_000, 3_200),
    ]


def test_coverage_counts_what_lies_between_readings_and_no_gap() -> None:
    assert known_ms([0, 60_000, 120_000, 3_600_000, 3_660_000], Span(60_000, 3_630_000), 300) == 90_000


@given(seed=st.integers(0, 1_000_000), bucket_s=st.integers(1, 3_600))
def test_thinning_keeps_order_peaks_and_breaks(seed: int, bucket_s: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret
    points = [
        Point(at * 60_000, None if chance.random() < 0.1 else chance.randint(-5_000, 9_000))
        for at in range(200)
    ]
    kept = thinned(points, bucket_s * 1_000)
    assert [point for point in points if point in set(kept)] == kept
    values = [point.value for point in points if point.value is not None]
    kept_values = [point.value for point in kept if point.value is not None]
    assert (min(kept_values), max(kept_values)) == (min(values), max(values))
    assert any(point.value is None for point in kept) == any(point.value is None for point in points)


def said(
    fresh: Freshness = Freshness.LIVE,
    *levels: Level,
    is_fault: bool = False,
    is_limited: bool = True,
    is_beyond: bool = False,
) -> RoomState:
    return room_state(
        fresh=fresh, is_fault=is_fault, is_limited=is_limited, is_beyond=is_beyond, open_levels=levels
    )


def test_a_room_says_the_gravest_thing_that_is_true() -> None:
    assert said() is RoomState.IN_LIMITS
    assert said(is_limited=False) is RoomState.NO_LIMITS
    assert said(is_beyond=True) is RoomState.WARN
    assert said(Freshness.LIVE, Level.WARN) is RoomState.WARN
    assert said(Freshness.LIVE, Level.CRITICAL) is RoomState.ALARM
    assert said(is_fault=True) is RoomState.FAULT
    assert said(Freshness.SILENT, is_fault=True, is_beyond=True) is RoomState.SILENT
    assert said(Freshness.NEVER, is_limited=False) is RoomState.NEVER


def test_silence_is_no_all_clear() -> None:
    assert said(Freshness.SILENT, Level.ALARM) is RoomState.ALARM
