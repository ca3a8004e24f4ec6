"""The coordinator's pages: the week, silence first, every order, and answers on a producer's behalf."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from hub.kernel.quantity import Mass
from hub.orders.records import LineEventKind, LineState, Order, OrderLine
from hub.orders.rules import Amount
from hub.orders.service import answer_line, append_event
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.orders_factory import Coop, make_coop, order
from tests.support.web import Browser
from tests.web.conftest import EnterAs


@pytest.fixture
def coop(house: House) -> Coop:
    with house.database.write() as session:
        return make_coop(session)


@pytest.fixture
def coordinator(app: Flask, house: House, coop: Coop) -> Browser:
    return Browser(app, house, coop.coordinator)


@pytest.fixture
def placed(house: House, coop: Coop, clock: FakeClock) -> Order:
    with house.database.write() as session:
        return order(session, coop, clock)


def state_of(house: House, placed: Order) -> LineState:
    with house.database.read() as session:
        return session.get_one(Order, placed.id).lines[0].state


def test_the_week_has_collections_deliveries_and_what_is_unanswered(
    coordinator: Browser, placed: Order
) -> None:
    page = coordinator.get("/planning/week").text

    assert "Week 48" in page
    assert "2 lines wait for their producers" in page
    assert "2 lines unanswered" in page
    assert f"/planning/orders/{placed.id}" in page
    assert "08:00–09:30" in page
    assert "gone silent" not in page


def test_the_week_before_and_after_can_be_turned_to(coordinator: Browser) -> None:
    page = coordinator.get("/planning/week?from=2026-12-02").text

    assert "Week 49" in page
    assert "from=2026-11-23" in page
    assert "from=2026-12-07" in page
    assert "This week" in page


def test_an_empty_hub_says_that_nothing_is_planned(enter_as: EnterAs) -> None:
    assert "Nothing is planned in this week" in enter_as("coordinator").get("/planning/week").text


def test_silent_lines_stand_first(coordinator: Browser, coop: Coop, placed: Order, clock: FakeClock) -> None:
    clock.advance(34 * 3600)
    coordinator.enter(coop.coordinator)
    page = coordinator.get("/planning/week").text

    assert placed.number == 1
    assert "2 lines have gone silent" in page
    assert (
        page.index("gone silent") < page.index("wait for their producers") < page.index('id="day-2026-11-23"')
    )
    assert page.index("gone silent") < page.index("at a glance")


def test_an_answer_on_behalf_says_so_in_the_history(coordinator: Browser, placed: Order) -> None:
    line = placed.lines[0]
    answer = coordinator.post(
        f"/planning/lines/{line.id}",
        {"answer": "less", "amount": "10", "reason": "said by phone", "order": str(placed.id)},
    )

    assert answer.headers["Location"] == f"/planning/orders/{placed.id}"
    page = coordinator.get(answer.headers["Location"]).text
    assert "Answered on behalf of Rotbakken gård." in page
    assert "on behalf of Rotbakken gård" in page
    assert "said by phone" in page


def test_a_bad_answer_changes_nothing_on_either_page(
    coordinator: Browser, house: House, placed: Order
) -> None:
    line = placed.lines[0]
    form = {"answer": "less", "amount": "99", "reason": "typed"}
    on_the_week = coordinator.post(f"/planning/lines/{line.id}", form)
    on_the_order = coordinator.post(f"/planning/lines/{line.id}", {**form, "order": str(placed.id)})

    for answer in (on_the_week, on_the_order):
        assert answer.status_code == 422
        assert "more than was ordered" in answer.text
        assert 'value="99"' in answer.text
    assert state_of(house, placed) is LineState.ORDERED


def test_every_kitchens_orders_are_listed(coordinator: Browser, placed: Order) -> None:
    page = coordinator.get("/planning/orders").text

    assert f"No. {placed.number}" in page
    assert "Lønnås barnehage" in page
    assert coordinator.get("/planning/orders/999").status_code == 404
    assert "No orders yet" in coordinator.get("/planning/orders?before=1").text


def test_who_may_only_look_at_the_week_may_not_answer(enter_as: EnterAs, house: House, placed: Order) -> None:
    administrator = enter_as("administrator")
    page = administrator.get("/planning/week")

    assert page.status_code == 200
    assert "Confirm all of it" not in page.text
    assert f"/planning/orders/{placed.id}" not in page.text
    assert administrator.post(f"/planning/lines/{placed.lines[0].id}").status_code == 403
    assert administrator.get(f"/planning/orders/{placed.id}").status_code == 403
    assert state_of(house, placed) is LineState.ORDERED


def test_a_kitchen_is_not_let_in(app: Flask, house: House, coop: Coop) -> None:
    cook = Browser(app, house, coop.cook)

    assert cook.get("/planning/week").status_code == 403
    assert cook.get("/planning/orders").status_code == 403


def through(house: House, coop: Coop, clock: FakeClock, line: OrderLine, *kinds: LineEventKind) -> None:
    """The line goes through these events with its whole amount, half of it for a claim, none if it did not come."""
    share = {LineEventKind.CLAIMED: 2, LineEventKind.NOT_COME: 0}
    with house.database.write() as session:
        kept = session.get_one(OrderLine, line.id)
        for kind in kinds:
            part = share.get(kind, 1)
            append_event(
                session,
                kept,
                kind,
                mass=Mass(kept.mass.milligrams // part) if part else Mass(0),
                count=None,
                by=coop.coordinator,
                clock=clock,
                operation=kind,
            )


def test_a_claim_is_closed_by_the_coordinator_with_what_was_agreed(
    coordinator: Browser, house: House, coop: Coop, placed: Order, clock: FakeClock
) -> None:
    line = placed.lines[0]
    way = (
        LineEventKind.CONFIRMED,
        LineEventKind.PICKED,
        LineEventKind.LOADED,
        LineEventKind.DELIVERED,
        LineEventKind.CLAIMED,
    )
    through(house, coop, clock, line, *way)
    address = f"/planning/orders/{placed.id}/lines/{line.id}/settle"

    assert "What was agreed with the kitchen" in coordinator.get(f"/planning/orders/{placed.id}").text
    assert coordinator.post(address, {"reason": " "}).status_code == 422
    assert coordinator.post(address, {"reason": "credited"}).status_code == 303
    with house.database.read() as session:
        last = session.get_one(OrderLine, line.id).events[-1]
    assert (last.kind, last.mass, last.reason) == (LineEventKind.ACCEPTED, Mass.kilograms("10"), "credited")


def test_a_kitchen_closes_what_did_not_come_but_never_its_own_claim(
    app: Flask, house: House, coop: Coop, placed: Order, clock: FakeClock
) -> None:
    cook, missing = Browser(app, house, coop.cook), placed.lines[0]
    through(house, coop, clock, missing, LineEventKind.CONFIRMED, LineEventKind.NOT_COME)
    address = f"/kitchen/orders/{placed.id}/lines/{missing.id}/noted"

    assert "We know, and manage without it" in cook.get(f"/kitchen/orders/{placed.id}").text
    assert Browser(app, house, coop.other_cook).post(address).status_code == 404
    form = {"operation": "pressed-twice"}
    assert [cook.post(address, form).status_code for _press in range(2)] == [303, 303]
    assert state_of(house, placed) is LineState.ACCEPTED
    claimed = placed.lines[1]
    way = (LineEventKind.CONFIRMED, LineEventKind.PICKED, LineEventKind.LOADED, LineEventKind.DELIVERED)
    through(house, coop, clock, claimed, *way, LineEventKind.CLAIMED)
    assert cook.post(f"/kitchen/orders/{placed.id}/lines/{claimed.id}/noted").status_code == 409


def open_days(page: str) -> list[str]:
    return re.findall(r'<details class="week-day[a-z ]*" aria-labelledby="name-([0-9-]+)" open>', page)


def test_today_or_the_next_day_with_work_stands_open_and_the_others_fold_and_say_what_they_hold(
    coordinator: Browser, placed: Order, coop: Coop, clock: FakeClock
) -> None:
    page = coordinator.get("/planning/week").text
    assert open_days(page) == ["2026-11-23"]
    folded = page.split('aria-labelledby="name-2026-11-26"')[1].split("</summary>")[0]
    assert "Out: 1 kitchen" in folded

    clock.advance(4 * 24 * 3600)
    coordinator.enter(coop.coordinator)
    page = coordinator.get("/planning/week").text
    assert open_days(page) == ["2026-11-27"]
    assert f"/planning/orders/{placed.id}" in page
    assert open_days(coordinator.get("/planning/week?from=2026-11-16").text) == []


def test_those_of_whom_nothing_is_ordered_share_one_line(coordinator: Browser) -> None:
    page = coordinator.get("/planning/week?from=2026-12-02").text

    assert "Nothing ordered: " in page
    assert '<ol class="stops">' not in page


@pytest.mark.parametrize("state", [LineState.ORDERED, LineState.CONFIRMED])
def test_the_chain_of_a_line_stands_at_the_state_that_its_badge_names(  # noqa: PLR0917 - fixtures
    coordinator: Browser, house: House, placed: Order, coop: Coop, clock: FakeClock, state: LineState
) -> None:
    if state is LineState.CONFIRMED:
        with house.database.write() as session:
            line = session.get_one(Order, placed.id).lines[0]
            answer_line(
                session,
                line_id=line.id,
                confirmed=Amount(line.mass, line.count),
                reason=None,
                by=coop.coordinator,
                clock=clock,
                operation="said",
            )
    page = coordinator.get(f"/planning/orders/{placed.id}").text
    here = page.split('aria-current="step"')[1].split("</li>")[0]

    assert f"<span>{state.value.capitalize()}</span>" in here
