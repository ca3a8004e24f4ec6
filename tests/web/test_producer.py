"""The producer at its pages: lines by collection day, yes, less, no, and what to have ready."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask

from hub.kernel.quantity import Mass
from hub.orders.records import LineEventKind, LineState, Order, OrderLine
from hub.orders.service import append_event
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.orders_factory import Coop, make_coop, order
from tests.support.web import Browser


@pytest.fixture
def coop(house: House) -> Coop:
    with house.database.write() as session:
        return make_coop(session)


@pytest.fixture
def farmer(app: Flask, house: House, coop: Coop) -> Browser:
    return Browser(app, house, coop.farmer)


@pytest.fixture
def placed(house: House, coop: Coop, clock: FakeClock) -> Order:
    """Two packs of carrots, a tray of eggs, and leeks of another farm."""
    with house.database.write() as session:
        return order(session, coop, clock, (coop.carrots, 2), (coop.eggs, 1), (coop.leeks, 1))


def states(house: House, placed: Order) -> list[LineState]:
    with house.database.read() as session:
        return [line.state for line in session.get_one(Order, placed.id).lines]


def last_event(house: House, line_id: int) -> tuple[LineEventKind, Mass, int | None, str | None]:
    with house.database.read() as session:
        event = session.get_one(OrderLine, line_id).events[-1]
        return event.kind, event.mass, event.count, event.reason


def test_a_producer_sees_its_own_lines_by_collection_day(farmer: Browser, placed: Order) -> None:
    page = farmer.get("/producer/lines").text

    assert placed.number == 1
    assert "Collected Wed 25 Nov" in page
    assert "Carrot" in page
    assert "Leek" not in page
    assert "Answer by" in page


def test_all_lines_of_a_day_are_confirmed_at_once(farmer: Browser, house: House, placed: Order) -> None:
    ids = [str(line.id) for line in placed.lines[:2]]
    answer = farmer.post("/producer/lines", {"line": ids})

    assert answer.status_code == 303
    assert "2 lines are confirmed." in farmer.get("/producer/lines").text
    assert states(house, placed) == [LineState.CONFIRMED, LineState.CONFIRMED, LineState.ORDERED]


def test_confirm_all_takes_only_the_lines_that_were_on_the_page(
    farmer: Browser, house: House, placed: Order
) -> None:
    farmer.post("/producer/lines", {"line": [str(placed.lines[0].id)]})

    assert states(house, placed) == [LineState.CONFIRMED, LineState.ORDERED, LineState.ORDERED]


def test_less_is_said_with_its_amount_and_reason(farmer: Browser, house: House, placed: Order) -> None:
    carrots, eggs = placed.lines[0].id, placed.lines[1].id
    farmer.post(f"/producer/lines/{carrots}", {"answer": "less", "amount": "12,5", "reason": "frost"})
    farmer.post(f"/producer/lines/{eggs}", {"answer": "less", "amount": "20", "reason": "broken"})

    assert last_event(house, carrots) == (LineEventKind.CUT, Mass.kilograms("12.5"), None, "frost")
    assert last_event(house, eggs) == (LineEventKind.CUT, Mass.grams(1_200), 20, "broken")


def test_a_line_is_refused_with_its_reason(farmer: Browser, house: House, placed: Order) -> None:
    answer = farmer.post(f"/producer/lines/{placed.lines[0].id}", {"answer": "refuse", "reason": "sold out"})

    assert answer.status_code == 303
    assert last_event(house, placed.lines[0].id) == (LineEventKind.REFUSED, Mass(0), None, "sold out")


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"answer": "less", "amount": "litt", "reason": "frost"}, "“litt” is no amount"),
        ({"answer": "less", "amount": "20,5", "reason": "frost"}, "more than was ordered"),
        ({"answer": "less", "amount": "0", "reason": "frost"}, "refuse the line"),
        ({"answer": "less", "amount": "-3", "reason": "frost"}, "refuse the line"),
        ({"answer": "less", "amount": "12", "reason": ""}, "Say why"),
        ({"answer": "refuse", "reason": " "}, "Say why"),
    ],
)
def test_a_bad_answer_is_told_at_its_line_and_keeps_what_was_typed(
    *, farmer: Browser, house: House, placed: Order, form: dict[str, str], says: str
) -> None:
    answer = farmer.post(f"/producer/lines/{placed.lines[0].id}", form)

    assert answer.status_code == 422
    assert says in answer.text
    if form.get("amount"):
        assert f'value="{form["amount"]}"' in answer.text
    field = "refuse" if form["answer"] == "refuse" else "less" if not form["reason"] else "amount"
    marked = f"{field}-{placed.lines[0].id}"
    assert says in unescape(answer.text.split(f'id="problem-{marked}"')[1].split("</p>")[0])
    assert re.search(
        rf'id="{marked}"[^>]* aria-invalid="true" aria-describedby="problem-{marked}" autofocus', answer.text
    )
    assert 'role="alert"' not in answer.text
    assert states(house, placed)[0] is LineState.ORDERED


def test_an_answer_sent_twice_is_one_answer(farmer: Browser, house: House, placed: Order) -> None:
    form = {"answer": "less", "amount": "12", "reason": "frost", "operation": "pressed-twice"}
    for _press in range(2):
        assert farmer.post(f"/producer/lines/{placed.lines[0].id}", form).status_code == 303
    with house.database.read() as session:
        kinds = [event.kind for event in session.get_one(OrderLine, placed.lines[0].id).events]

    assert kinds == [LineEventKind.ORDERED, LineEventKind.CUT]


def test_another_farms_line_does_not_exist(farmer: Browser, house: House, placed: Order) -> None:
    leeks = placed.lines[2].id

    assert farmer.post(f"/producer/lines/{leeks}", {"answer": "confirm"}).status_code == 404
    mixed = {"line": [str(placed.lines[0].id), str(leeks)]}
    assert farmer.post("/producer/lines", mixed).status_code == 404
    assert states(house, placed) == [LineState.ORDERED] * 3


def test_what_is_promised_can_still_be_cut_before_it_is_brought(
    farmer: Browser, house: House, placed: Order
) -> None:
    line_id = placed.lines[0].id
    farmer.post(f"/producer/lines/{line_id}", {"answer": "confirm"})
    assert "Promised and not yet brought" in farmer.get("/producer/lines").text
    farmer.post(f"/producer/lines/{line_id}", {"answer": "less", "amount": "5", "reason": "hail"})

    assert last_event(house, line_id) == (LineEventKind.CUT, Mass.kilograms("5"), None, "hail")


def test_the_days_ahead_add_up_what_is_promised(farmer: Browser, placed: Order) -> None:
    farmer.post(f"/producer/lines/{placed.lines[0].id}", {"answer": "confirm"})
    page = farmer.get("/producer/collections").text

    assert "20.00" in page
    assert "1 line waits for your answer" in page
    assert "Nothing is ordered for this day yet." in page
    assert "at the hub by 11:00" in page


def test_a_day_whose_goods_have_come_says_so_with_amounts(
    farmer: Browser, house: House, coop: Coop, placed: Order, clock: FakeClock
) -> None:
    with house.database.write() as session:
        for place, line in enumerate(session.get_one(Order, placed.id).lines[:2]):
            for kind, mass in (
                (LineEventKind.CONFIRMED, line.mass),
                (LineEventKind.RECEIVED, Mass.grams(19_400)),
            ):
                append_event(
                    session,
                    line,
                    kind,
                    mass=mass,
                    count=line.count,
                    by=coop.farmer,
                    clock=clock,
                    operation=f"{kind}{place}",
                )
    day = farmer.get("/producer/collections").text.split("Wed 25 Nov")[1].split("Thu 26 Nov")[0]

    assert "Everything is delivered" in day
    assert "20.00" in day
    assert "19.40" in day
    assert "Nothing is ordered" not in day


def test_a_producer_with_nothing_to_answer_is_told_so(app: Flask, house: House, coop: Coop) -> None:
    assert "Nothing waits for you" in Browser(app, house, coop.other_farmer).get("/producer/lines").text


def test_a_kitchen_is_not_let_in(app: Flask, house: House, coop: Coop) -> None:
    assert Browser(app, house, coop.cook).get("/producer/lines").status_code == 403
