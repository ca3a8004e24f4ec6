"""Which readings are missing between others, and what is asked for of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.coldchain.holes import holes, range_of
from hub.coldchain.readings import Span

MINUTE = 60_000


def every(*numbers: int) -> list[int]:
    return [number * 10 * MINUTE for number in numbers]


@pytest.mark.parametrize(
    ("times", "found"),
    [
        (every(0, 1, 2, 3, 4), []),
        (every(0, 1, 2, 4, 5, 6), [Span(20 * MINUTE, 40 * MINUTE)]),  # one word is missing
        (every(0, 1, 2, 3, 9, 10, 11), [Span(30 * MINUTE, 90 * MINUTE)]),
        (every(0, 4, 5, 6, 7, 12), [Span(0, 40 * MINUTE), Span(70 * MINUTE, 120 * MINUTE)]),
        (every(0, 1, 5), []),  # too few to know how often it speaks
        ([], []),
    ],
)
def test_a_missing_word_is_a_hole(times: list[int], found: list[Span]) -> None:
    assert holes(times) == found


def test_a_word_that_comes_a_little_late_is_none() -> None:
    assert holes([0, 10 * MINUTE, 20 * MINUTE, 34 * MINUTE, 44 * MINUTE, 54 * MINUTE]) == []


@pytest.mark.parametrize(
    ("hole", "asked"),
    [
        (Span(20 * MINUTE, 40 * MINUTE), (1_201, 2_399, 1)),
        (Span(0, 1_440 * MINUTE), (1, 86_399, 143)),
        (Span(20 * MINUTE + 500, 40 * MINUTE + 500), (1_201, 2_400, 1)),
    ],
)
def test_what_is_known_at_both_ends_is_not_asked_for(hole: Span, asked: tuple[int, int, int]) -> None:
    assert range_of(hole, 10 * MINUTE, 300) == asked


def test_of_a_long_hole_the_first_part_is_asked_for() -> None:
    first, last, values = range_of(Span(0, 10_000 * MINUTE), 10 * MINUTE, 300)
    assert (first, last, values) == (1, 1 + 300 * 600, 300)


@given(st.lists(st.integers(0, 10**9), unique=True, max_size=40).map(sorted))
def test_holes_lie_between_readings_and_never_meet(times: list[int]) -> None:
    found = holes(times)
    assert all(one.begin_ms in times and one.end_ms in times for one in found)
    assert all(one.end_ms <= other.begin_ms for one, other in pairwise(found))
