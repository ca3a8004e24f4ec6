"""Where goods were: stays from movements, the way through the parents, and what an excursion did to each part of it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.coldchain.exposures import met_in_all
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.rules import Excursion, Exposure
from hub.kernel.quantity import Mass, Temperature
from hub.stock.tracing import Move, Stood, path_of, stays_of

T0 = datetime(2026, 11, 23, 6, tzinfo=UTC)
DOCK, ROOM, PACK = 1, 2, 3
TEN, SIX, FOUR = Mass.kilograms("10"), Mass.kilograms("6"), Mass.kilograms("4")


def at(minute: int) -> datetime:
    return T0 + timedelta(minutes=minute)


def ms(minute: int) -> int:
    return in_ms(at(minute))


# Ten kilograms come, go to the room at 10; six are weighed out at 60 and packed; the rest stays.
PARENT = [
    Move(at(0), None, DOCK, TEN),
    Move(at(10), DOCK, ROOM, TEN),
    Move(at(60), ROOM, None, SIX),
]
CHILD = [Move(at(60), None, ROOM, SIX), Move(at(61), ROOM, PACK, SIX)]


def test_a_part_taken_out_ends_no_stay_and_the_last_of_it_does() -> None:
    assert stays_of(PARENT) == [Stood(DOCK, at(0), at(10)), Stood(ROOM, at(10), None)]
    assert stays_of([*PARENT, Move(at(90), ROOM, None, FOUR)])[1] == Stood(ROOM, at(10), at(90))


def test_goods_weighed_out_were_where_their_parent_was() -> None:
    moves, parents = {1: PARENT, 2: CHILD}, {1: None, 2: 1}
    assert path_of(2, moves, parents) == [
        Stood(DOCK, at(0), at(10)),
        Stood(ROOM, at(10), at(61)),
        Stood(PACK, at(61), None),
    ]


def _excursion(*, unknown: tuple[Span, ...] = (), edges: tuple[Span, ...] = ()) -> Excursion:
    """Over from minute 30 to 50; gaps and edges as told."""
    return Excursion(
        start_ms=ms(30),
        earliest_start_ms=min([ms(30), *(span.begin_ms for span in edges)]),
        end_ms=ms(50),
        latest_end_ms=max([ms(50), *(span.end_ms for span in edges)]),
        alarmed_ms=ms(40),
        cleared_ms=ms(55),
        over=(Span(ms(30), ms(50)),),
        unknown=unknown,
        edges=edges,
        peak=Temperature(9_000),
        peak_ms=ms(40),
        area=100,
        parts=1,
    )


def test_a_part_weighed_out_after_the_excursion_met_it_in_its_parent() -> None:
    way = path_of(2, {1: PARENT, 2: CHILD}, {1: None, 2: 1})
    assert met_in_all(way, ROOM, _excursion(), ms(120)) == Exposure(20 * 60_000, 20 * 60_000)
    assert met_in_all(way, PACK, _excursion(), ms(120)) == Exposure(0, 0)


def test_an_edge_in_a_gap_is_met_perhaps() -> None:
    edges = (Span(ms(20), ms(30)), Span(ms(50), ms(58)))
    way = [Stood(ROOM, at(25), at(52))]
    # Surely the twenty minutes; perhaps five minutes more before and two after.
    assert met_in_all(way, ROOM, _excursion(edges=edges), ms(120)) == Exposure(20 * 60_000, 27 * 60_000)
    assert met_in_all([Stood(ROOM, at(55), None)], ROOM, _excursion(edges=edges), ms(120)) == Exposure(
        0, 3 * 60_000
    )


def test_two_stays_in_one_excursion_are_added_up_and_the_time_between_is_not() -> None:
    way = [Stood(ROOM, at(0), at(35)), Stood(DOCK, at(35), at(45)), Stood(ROOM, at(45), None)]
    assert met_in_all(way, ROOM, _excursion(), ms(120)) == Exposure(10 * 60_000, 10 * 60_000)


STEPS = st.lists(st.tuples(st.integers(1, 30), st.sampled_from([DOCK, ROOM, PACK])), min_size=1, max_size=8)


@given(STEPS, st.integers(0, 240))
def test_at_each_moment_goods_are_in_one_place_or_out(steps: list[tuple[int, int]], minute: int) -> None:
    moves, here, now = [Move(at(0), None, DOCK, TEN)], DOCK, 0
    for wait, place in steps:
        now += wait
        if place != here:
            moves.append(Move(at(now), here, place, TEN))
            here = place
    moves.append(Move(at(now + 5), here, None, TEN))
    moment = at(minute)
    there = [
        stood
        for stood in stays_of(moves)
        if stood.begins_at <= moment and (stood.ends_at is None or moment < stood.ends_at)
    ]
    assert len(there) == (1 if minute < now + 5 else 0)
