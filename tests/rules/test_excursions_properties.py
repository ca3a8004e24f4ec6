"""What holds for excursions of any readings whatever: they are facts of the set, and their times fit together."""

from dataclasses import replace
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hub.coldchain.levels import Side
from hub.coldchain.quiet import first_quiet, last_quiet
from hub.coldchain.readings import Point, Span, gaps, known_ms, measured
from hub.coldchain.rules import Excursion, Rule, excursions
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


QUICK = Rule(Side.HIGH, Temperature(5_000), 120, 60, Temperature(1_000), gap_s=300, merge_s=180)


@st.composite
def calmer_readings(draw: st.DrawFn) -> list[Point]:
    """Runs of one value, a minute apart, with gaps and single odd readings, so that quiet stretches come about."""
    at_ms = 0
    points = []
    for value, count, pause_s in draw(
        st.lists(
            st.tuples(
                st.sampled_from([2_000, 3_000, 4_500, 6_000, 40_000, -40_000]),
                st.integers(1, 8),
                st.sampled_from([60, 60, 60, 299, 900]),
            ),
            max_size=16,
        )
    ):
        for _ in range(count):
            at_ms += 60_000
            points.append(Point(at_ms, value))
        at_ms += pause_s * 1_000 - 60_000
    return points


@given(points=calmer_readings(), side=st.sampled_from(Side), at_ms=st.integers(0, 4_000_000))
def test_cut_in_a_quiet_stretch_both_halves_say_what_the_whole_says(
    points: list[Point], side: Side, at_ms: int
) -> None:
    rule = replace(QUICK, side=side, limit=Temperature(5_000 if side is Side.HIGH else 2_500))
    values = measured(points, side)
    now_ms = DAY_MS
    whole = excursions(points, rule, now_ms)
    for quiet in (
        last_quiet(values, rule, at_ms),
        last_quiet(values, rule, at_ms, begins_there=True),
        first_quiet(values, rule, at_ms),
    ):
        if quiet is not None:
            before = excursions([one for one in points if one.at_ms <= quiet.end_ms], rule, quiet.end_ms)
            after = excursions([one for one in points if one.at_ms >= quiet.begin_ms], rule, now_ms)
            assert (*before, *after) == whole


@given(points=calmer_readings())
def test_readings_one_by_one_with_restarts_say_what_all_at_once_say(points: list[Point]) -> None:
    """What a hub does that starts anew for each reading: it keeps what ended before a quiet stretch and looks at the rest."""
    settled: list[Excursion] = []
    kept: list[Point] = []
    for point in points:
        kept.append(point)
        quiet = last_quiet(measured(kept), QUICK, point.at_ms)
        if quiet is not None:
            settled += excursions([one for one in kept if one.at_ms <= quiet.end_ms], QUICK, quiet.end_ms)
            kept = [one for one in kept if one.at_ms >= quiet.begin_ms]
    assert [*settled, *excursions(kept, QUICK, DAY_MS)] == list(excursions(points, QUICK, DAY_MS))


@given(points=readings(), hole=st.tuples(st.integers(0, 3_000_000), st.integers(1, 3_600_000)))
def test_a_defrost_never_makes_an_excursion_longer_earlier_or_more(
    points: list[Point], hole: tuple[int, int]
) -> None:
    defrost = Span(hole[0], hole[0] + hole[1])
    plain = excursions(points, RULE, DAY_MS)
    waited = excursions(points, RULE, DAY_MS, [defrost])
    assert len(waited) <= len(plain) + 1  # without the one in the defrost, its neighbours may stand apart
    assert sum(one.over_ms for one in waited) <= sum(one.over_ms for one in plain)
    assert excursions(points, replace(RULE, heeds_defrost=False), DAY_MS, [defrost]) == plain


@given(spans=st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=8))
def test_known_and_unknown_time_are_the_whole(spans: list[tuple[int, int]]) -> None:
    times = sorted({begin * 60_000 for begin, _ in spans})
    whole = Span(0, 50 * 60_000)
    holes = gaps(times, whole, 300)
    assert sum(hole.length_ms for hole in holes) + known_ms(times, whole, 300) == whole.length_ms
    assert all(earlier.end_ms < later.begin_ms for earlier, later in pairwise(holes))
