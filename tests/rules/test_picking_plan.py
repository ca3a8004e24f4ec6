"""The planner against an independent checker, and the checker against plans that are wrong on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.quantity import Mass
from hub.orders.rules import Amount
from hub.picking.check import PlanFault, check
from hub.picking.plan import Demand, Plan, PlannedPick, Shortage, StockCrate, Why, plan
from hub.picking.rules import Need, need

DAY = date(2026, 11, 25)


def _crate(  # noqa: PLR0917 - a crate in one line
    crate_id: int,
    held: int,
    keeps: int = 10,
    article_id: int = 1,
    received: int = 0,
    on_hold: bool = False,  # noqa: FBT002
) -> StockCrate:
    first = date(2026, 11, 20)
    return StockCrate(
        crate_id, article_id, DAY + timedelta(keeps), first + timedelta(received), held, on_hold
    )


def _demand(line_id: int, wanted: int, article_id: int = 1, over: int = 0, under: int = 0) -> Demand:
    return Demand(line_id, article_id, DAY, wanted, over, under)


def test_the_crate_that_expires_first_goes_first() -> None:
    made = plan([_demand(1, 10)], [_crate(1, 10, keeps=9), _crate(2, 10, keeps=3)])
    assert made.picks == (PlannedPick(1, 2, 10, whole=True, why=Why.FIRST_TO_EXPIRE),)


def test_of_equal_crates_the_one_received_first_goes() -> None:
    made = plan([_demand(1, 10)], [_crate(1, 10, received=2), _crate(2, 10, received=1)])
    assert made.picks == (PlannedPick(1, 2, 10, whole=True, why=Why.FIRST_RECEIVED),)


def test_a_crate_within_the_tolerance_goes_whole() -> None:
    made = plan([_demand(1, 1_000, over=50)], [_crate(1, 1_050)])
    assert made.picks == (PlannedPick(1, 1, 1_050, whole=True, why=Why.ONLY_CRATE),)


def test_a_crate_past_the_tolerance_is_weighed_out() -> None:
    made = plan([_demand(1, 1_000, over=50)], [_crate(1, 1_051)])
    assert made.picks == (PlannedPick(1, 1, 1_000, whole=False, why=Why.ONLY_CRATE),)


def test_the_next_line_takes_the_rest_of_a_begun_crate() -> None:
    made = plan([_demand(1, 6), _demand(2, 4)], [_crate(1, 10)])
    assert made.picks == (
        PlannedPick(1, 1, 6, whole=False, why=Why.ONLY_CRATE),
        PlannedPick(2, 1, 4, whole=True, why=Why.REST_OF_CRATE),
    )


@pytest.mark.parametrize(
    ("stock", "why"),
    [
        ([], Why.NONE_IN_HOUSE),
        ([_crate(1, 10, keeps=-1)], Why.ALL_EXPIRED),
        ([_crate(1, 4)], Why.USED_UP),
        ([_crate(1, 4), _crate(2, 9, on_hold=True)], Why.ON_HOLD),
        ([_crate(1, 9, on_hold=True)], Why.ON_HOLD),
        ([_crate(1, 4), _crate(2, 9, keeps=-1, on_hold=True)], Why.USED_UP),
    ],
)
def test_a_shortage_says_why(stock: list[StockCrate], why: Why) -> None:
    (shortage,) = plan([_demand(7, 10)], stock).shortages
    assert (shortage.line_id, shortage.why) == (7, why)


def test_less_within_the_slack_is_no_shortage() -> None:
    assert plan([_demand(1, 1_000, under=20)], [_crate(1, 980)]).shortages == ()
    assert plan([_demand(1, 1_000, under=20)], [_crate(1, 979)]).shortages != ()


CRATES = st.lists(
    st.tuples(st.integers(1, 3), st.integers(-2, 6), st.integers(0, 3), st.integers(0, 2_000), st.booleans()),
    max_size=12,
).map(
    lambda rows: [
        _crate(number, held, keeps=keeps, article_id=article_id, received=received, on_hold=on_hold)
        for number, (article_id, keeps, received, held, on_hold) in enumerate(rows, start=1)
    ]
)
DEMANDS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 3_000), st.integers(0, 100), st.integers(0, 60)), max_size=10
).map(
    lambda rows: [
        _demand(number, wanted, article_id=article_id, over=over, under=under)
        for number, (article_id, wanted, over, under) in enumerate(rows, start=1)
    ]
)


@given(DEMANDS, CRATES)
def test_the_checker_finds_nothing_in_any_plan(demands: list[Demand], stock: list[StockCrate]) -> None:
    assert check(plan(demands, stock), demands, stock) == []


@given(DEMANDS, CRATES)
def test_no_crate_and_no_line_is_ever_exceeded(demands: list[Demand], stock: list[StockCrate]) -> None:
    made = plan(demands, stock)
    for crate in stock:
        assert sum(pick.amount for pick in made.picks if pick.crate_id == crate.crate_id) <= crate.held
    for demand in demands:
        given_to = sum(pick.amount for pick in made.picks if pick.line_id == demand.line_id)
        assert given_to <= demand.wanted + demand.over


@given(DEMANDS, CRATES)
def test_the_order_of_the_shelf_makes_no_difference(demands: list[Demand], stock: list[StockCrate]) -> None:
    assert plan(demands, list(reversed(stock))) == plan(demands, stock)


RIGHT = [_crate(1, 10, keeps=3), _crate(2, 10, keeps=9), _crate(3, 5, article_id=2)]
WANTED = [_demand(1, 10), _demand(2, 4)]
GOOD = plan(WANTED, RIGHT)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (replace(GOOD, picks=(replace(GOOD.picks[0], crate_id=99), *GOOD.picks[1:])), PlanFault.UNKNOWN),
        (replace(GOOD, picks=(replace(GOOD.picks[0], crate_id=3), *GOOD.picks[1:])), PlanFault.WRONG_GOODS),
        (replace(GOOD, picks=(replace(GOOD.picks[0], crate_id=2), *GOOD.picks[1:])), PlanFault.OUT_OF_TURN),
        (replace(GOOD, picks=(replace(GOOD.picks[0], amount=11), *GOOD.picks[1:])), PlanFault.CRATE_EXCEEDED),
        (replace(GOOD, picks=(GOOD.picks[0], replace(GOOD.picks[1], amount=5))), PlanFault.LINE_EXCEEDED),
        (replace(GOOD, picks=(replace(GOOD.picks[0], whole=False), *GOOD.picks[1:])), PlanFault.NOT_WHOLE),
        (replace(GOOD, picks=(replace(GOOD.picks[0], amount=9), *GOOD.picks[1:])), PlanFault.NEEDLESS_PART),
        (replace(GOOD, picks=(replace(GOOD.picks[0], amount=0), *GOOD.picks[1:])), PlanFault.EMPTY_PICK),
        (replace(GOOD, picks=GOOD.picks[:1]), PlanFault.SHORT_UNSAID),
        (replace(GOOD, shortages=(Shortage(2, 4, Why.USED_UP),)), PlanFault.SHORT_UNTRUE),
    ],
)
def test_a_plan_that_is_wrong_on_purpose_is_found(wrong: Plan, fault: PlanFault) -> None:
    assert fault in {finding.fault for finding in check(wrong, WANTED, RIGHT)}


def test_an_expired_crate_in_a_plan_is_found() -> None:
    old = [_crate(1, 10, keeps=-1)]
    made = Plan((PlannedPick(1, 1, 10, whole=True, why=Why.ONLY_CRATE),), ())
    assert PlanFault.EXPIRED in {finding.fault for finding in check(made, [_demand(1, 10)], old)}


def test_a_crate_on_hold_in_a_plan_is_found_and_so_is_a_hold_that_is_not_said() -> None:
    held = [_crate(1, 10, on_hold=True)]
    picked = Plan((PlannedPick(1, 1, 10, whole=True, why=Why.ONLY_CRATE),), ())
    assert PlanFault.ON_HOLD in {finding.fault for finding in check(picked, [_demand(1, 10)], held)}
    unsaid = Plan((), (Shortage(1, 10, Why.NONE_IN_HOUSE),))
    assert [one.fault for one in check(unsaid, [_demand(1, 10)], held)] == [PlanFault.HOLD_UNSAID]
    assert [one.fault for one in check(Plan((), (Shortage(1, 10, Why.ON_HOLD),)), [_demand(1, 10)], [])] == [
        PlanFault.HOLD_UNSAID
    ]


def test_a_crate_on_hold_does_not_stand_in_the_way_of_the_next() -> None:
    made = plan([_demand(1, 10)], [_crate(1, 10, keeps=3, on_hold=True), _crate(2, 10, keeps=9)])
    assert made.picks == (PlannedPick(1, 2, 10, whole=True, why=Why.ONLY_CRATE),)
    assert made.shortages == ()


def test_exactly_the_tolerance_still_fits() -> None:
    wants = Need(wanted=1_000, picked=0, over=50, under=20, by_count=False)
    assert wants.takes(1_050)
    assert not wants.takes(1_051)
    assert Need(wanted=1_000, picked=980, over=50, under=20, by_count=False).missing == 0
    assert Need(wanted=1_000, picked=979, over=50, under=20, by_count=False).missing == 21


def test_pieces_are_needed_to_the_last_one() -> None:
    wants = need(Amount(Mass(1_800), 30), Amount(Mass(1_790), 29), by_count=True, tolerance_per_mille=50)
    assert (wants.missing, wants.over, wants.under) == (1, 1, 0)
