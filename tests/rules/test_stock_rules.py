"""Rules of the ledger, without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.quantity import Mass
from hub.stock.rules import (
    Imbalance,
    Step,
    balances,
    faults_of_crate,
    lot_number,
    may_hold,
    pieces,
)


def test_a_lot_is_named_after_the_day_of_the_year() -> None:
    assert lot_number(date(2026, 11, 24), 7) == "26-328-007"
    assert lot_number(date(2027, 1, 1), 1234) == "27-001-1234"


def test_a_place_without_a_list_holds_everything_for_a_while() -> None:
    assert may_hold([], "frozen")
    assert may_hold(["cool", "egg"], "egg")
    assert not may_hold(["cool"], "frozen")


def test_what_lies_where_is_the_sum_of_movements() -> None:
    steps = [Step(None, 1, Mass(10), 4), Step(1, 2, Mass(10), 4), Step(2, None, Mass(3), 1)]
    assert balances(steps) == {2: Mass(7)}
    assert pieces(steps) == 3
    assert faults_of_crate(steps, Mass(10)) == ()


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([Step(None, 1, Mass(10)), Step(1, None, Mass(11))], Imbalance.NEGATIVE),
        ([Step(None, 1, Mass(10)), Step(1, 2, Mass(4))], Imbalance.TWO_PLACES),
        ([Step(None, 1, Mass(9))], Imbalance.LABEL_DIFFERS),
        ([], Imbalance.LABEL_DIFFERS),
    ],
)
def test_every_way_to_lose_mass_is_named(steps: list[Step], fault: Imbalance) -> None:
    assert fault in faults_of_crate(steps, Mass(10))


@given(
    net=st.integers(1, 10**9),
    places=st.lists(st.integers(1, 9), max_size=8),
    parts=st.lists(st.integers(1, 10**6), max_size=6),
)
def test_moving_and_splitting_conserve_to_the_milligram(
    net: int, places: list[int], parts: list[int]
) -> None:
    at, left, taken = 1, net, 0
    steps = [Step(None, at, Mass(net))]
    for place in places:
        steps.append(Step(at, place, Mass(left)))
        at = place
    for part in parts:
        if part <= left:
            steps.append(Step(at, None, Mass(part)))
            left, taken = left - part, taken + part
    assert sum(mass.milligrams for mass in balances(steps).values()) + taken == net
    assert faults_of_crate(steps, Mass(net)) == ()
