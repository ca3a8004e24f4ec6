"""What holds for excursions of any readings whatever: they are facts of the set, and their times fit together."""

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hub.coldchain.levels import Side
from hub.coldchain.readings import Point
from hub.coldchain.rules import Rule, excursions
from hub.kernel.quantity import Temperature

DAY_MS = 24 * 3_600_000
RULE = Rule(Side.HIGH, Temperature(5_000), 600, 300, Temperature(1_000), gap_s=300)


@st.composite
def readings(draw: st.DrawFn) -> list[Point]:
    """Uneven steps of up to ten minutes, so that some are gaps, and values on both sides of the limit."""
    at_ms = 0
    points = []
    for step_s, value in draw(
        st.lists(st.tuples(st.integers(1, 600), st.one_of(st.none(), st.integers(2_000, 9_000))), max_size=60)
    ):
        at_ms += step_s * 1_000
        points.append(Point(at_ms, value))
    return points


@given(points=readings(), chance=st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(points: list[Point], chance: Random) -> None:
    mixed = points * 2
    chance.shuffle(mixed)
    assert excursions(mixed, RULE, DAY_MS) == excursions(points, RULE, DAY_MS)


@given(points=readings())
def test_the_times_of_an_excursion_fit_together(points: list[Point]) -> None:
    for found in excursions(points, RULE, DAY_MS):
        end_ms = DAY_MS if found.end_ms is None else found.end_ms
        latest_ms = DAY_MS if found.latest_end_ms is None else found.latest_end_ms
        assert found.earliest_start_ms <= found.start_ms <= end_ms <= latest_ms
        assert 0 <= found.over_ms <= end_ms - found.start_ms
        assert found.over_ms + found.unknown_ms <= end_ms - found.start_ms
        assert found.at_most_ms <= latest_ms - found.earliest_start_ms
        assert found.over_ms + found.unknown_ms >= 600_000 or found.parts > 1
        assert found.peak > RULE.limit


@given(points=readings())
def test_a_stretch_is_never_both_over_and_unknown(points: list[Point]) -> None:
    for found in excursions(points, RULE, DAY_MS):
        spans = sorted((*found.over, *found.unknown, *found.edges))
        assert all(earlier.end_ms <= later.begin_ms for earlier, later in pairwise(spans))


@given(points=readings(), cut=st.integers(0, 60))
def test_closed_excursions_stay_as_they_are_when_later_readings_come(points: list[Point], cut: int) -> None:
    early = points[:cut]
    now_ms = early[-1].at_ms if early else 0
    # A later part may join an incident, and the last reading may turn out a mistake; what began and ended well before stays.
    settled = [
        found
        for found in excursions(early, RULE, now_ms)
        if found.cleared_ms is not None and now_ms - found.cleared_ms > 30 * 60_000
    ]
    later = excursions(points, RULE, DAY_MS)
    assert all(found in later for found in settled)
