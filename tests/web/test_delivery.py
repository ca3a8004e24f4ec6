"""Loads, stops and arrivals in a browser; a kitchen sees its own deliveries and nobody else's."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from hub.delivery.note import short_reason
from hub.delivery.records import Delivery
from hub.kernel.words import Language
from hub.orders.records import LineState, OrderLine
from hub.orders.views import claims
from hub.receiving.service import close_collection
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    DELIVER_ON,
    TOLERANCE,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    pick,
    weigh,
)
from tests.support.web import Browser, make_person
from tests.web.conftest import EnterAs

DAY = DELIVER_ON.isoformat()


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def line(house: House, floor: Floor, clock: FakeClock) -> OrderLine:
    """A picked line that waits to be loaded."""
    with house.database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        pick(session, floor, clock, line=line, sscc=crate.sscc)
        return line


def _kitchen_browser(app: Flask, house: House, kitchen_id: int | None) -> Browser:
    with house.database.write() as session:
        person = make_person(session, house, "kitchen", kitchen_id=kitchen_id)
    return Browser(app, house, person)


def _delivery(house: House) -> Delivery:
    with house.database.read() as session:
        return session.scalars(select(Delivery)).one()


def test_a_closed_load_shows_its_note_and_can_be_copied(
    house: House, floor: Floor, line: OrderLine, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    page = browser.get(f"/loads?day={DAY}").text
    assert "Ready to load" in page
    assert "You load what is planned for Wed 25 Nov. Today is Mon 23 Nov" in page
    closed = browser.post(f"/loads/{DAY}/{floor.kitchen.id}/close")
    assert closed.status_code == 303
    page = browser.get(closed.headers["Location"]).text
    assert "Note 1 for Bjørkelunden sykehjem is written" in page
    delivery = _delivery(house)
    note = browser.get(f"/deliveries/{delivery.id}/note.pdf")
    assert note.mimetype == "application/pdf"
    assert note.data.startswith(b"%PDF-")
    # The first paper waits for its printer: a copy beside it would be a second original.
    refused = browser.post(f"/deliveries/{delivery.id}/print-again")
    assert refused.status_code == 409
    # The answer stands on the page of the same day, at the same load.
    assert "Note 1" in refused.text
    assert "You load what is planned for Wed 25 Nov." in refused.text
    assert "This paper has moved on" in refused.text
    assert line.id


def test_what_comes_after_a_closed_load_is_loaded_driven_and_answered_by_itself(  # noqa: PLR0917 - fixtures
    app: Flask, house: House, floor: Floor, line: OrderLine, clock: FakeClock, enter_as: EnterAs
) -> None:
    worker = enter_as("hub_worker")
    worker.post(f"/loads/{DAY}/{floor.kitchen.id}/close")
    assert "Close the load" not in worker.get(f"/loads?day={DAY}").text
    with house.database.write() as session:
        late = confirmed_line(session, floor, clock, article=floor.beets, kilograms="5")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.beets, net="5"))
        pick(session, floor, clock, line=late, sscc=crate.sscc)
    page = worker.get(f"/loads?day={DAY}").text
    assert "It goes with a further load and a note of its own" in page
    kitchen = _kitchen_browser(app, house, floor.kitchen.id)
    assert kitchen.get("/arrivals").text.count("1 line") == 2, "one on the note, one still to be loaded"
    worker.post(f"/loads/{DAY}/{floor.kitchen.id}/close")
    page = worker.get(f"/loads?day={DAY}").text
    assert "Close the load" not in page
    assert page.index("<strong>Note 1</strong>") < page.index("<strong>Note 2</strong>")
    assert enter_as("driver").get(f"/stops?day={DAY}").text.count("handed-over") == 2
    with house.database.read() as session:
        second = session.scalars(select(Delivery).order_by(Delivery.id.desc())).first()
    assert second is not None
    arrival = kitchen.get(f"/arrivals/{second.id}").text
    assert "Rodbete" in arrival
    assert "Gulrot" not in arrival
    assert line.id


def test_an_unfinished_load_says_what_is_missing(
    house: House, floor: Floor, line: OrderLine, clock: FakeClock, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        confirmed_line(session, floor, clock, article=floor.beets, kilograms="5")
    answer = enter_as("hub_worker").post(f"/loads/{DAY}/{floor.kitchen.id}/close")
    assert answer.status_code == 422
    assert "Lines of Bjørkelunden sykehjem that are not picked yet: 1" in answer.text
    assert line.id


def test_from_the_stop_to_the_kitchens_answer(
    app: Flask, house: House, floor: Floor, line: OrderLine, enter_as: EnterAs
) -> None:
    kitchen = _kitchen_browser(app, house, floor.kitchen.id)
    assert "Packed" in kitchen.get("/arrivals").text
    enter_as("hub_worker").post(f"/loads/{DAY}/{floor.kitchen.id}/close")
    assert "On the way" in kitchen.get("/arrivals").text
    delivery = _delivery(house)
    driver = enter_as("driver")
    stops = driver.get(f"/stops?day={DAY}").text
    assert "Bjørkevegen 12" in stops
    assert "Today is Mon 23 Nov, and these stops are planned for Wed 25 Nov" in stops
    assert driver.post(f"/deliveries/{delivery.id}/handed-over").status_code == 303
    page = kitchen.get(f"/arrivals/{delivery.id}").text
    assert "Everything is right" in page
    wrong = kitchen.post(
        f"/arrivals/{delivery.id}/lines/{line.id}", {"answer": "claim", "mass": "99", "reason": "soft"}
    )
    assert wrong.status_code == 422
    assert (
        "You can claim at most 10.00" in wrong.text.split(f'id="problem-mass-{line.id}"')[1].split("</p>")[0]
    )
    assert 'value="99"' in wrong.text
    assert 'value="soft"' in wrong.text
    assert 'role="alert"' not in wrong.text
    silent = kitchen.post(
        f"/arrivals/{delivery.id}/lines/{line.id}", {"answer": "claim", "mass": "2,5", "reason": " "}
    )
    assert f'id="problem-reason-{line.id}"' in silent.text
    assert 'value="2,5"' in silent.text
    claimed = kitchen.post(
        f"/arrivals/{delivery.id}/lines/{line.id}", {"answer": "claim", "mass": "2,5", "reason": "soft"}
    )
    assert claimed.status_code == 303
    assert "You claimed 2.50" in kitchen.get(claimed.headers["Location"]).text
    with house.database.read() as session:
        claimed_line = session.get_one(OrderLine, line.id)
        assert claimed_line.state is LineState.CLAIMED
        producer_id = claimed_line.article.producer_id
    with house.database.write() as session:
        farmer = make_person(session, house, "producer", producer_id=producer_id)
    told = Browser(app, house, farmer).get("/producer/lines").text
    assert "A kitchen did not accept 1 line of your goods" in told
    assert "soft" in told
    with house.database.read() as session:
        everything = claims(session, house.clock.now(), house.settings.hub.zone)
        another_farm = claims(
            session, house.clock.now(), house.settings.hub.zone, producer_id=producer_id + 1
        )
        assert [view.line.id for view in everything] == [line.id]
        assert another_farm == []
    _tells_of_the_claim(enter_as("coordinator"), line)


def _tells_of_the_claim(coordinator: Browser, line: OrderLine) -> None:
    """Counted on the first page, told in the week, and listed with kitchen, amount, reason and time, until it is settled."""
    home = coordinator.get("/").text
    card = home.split('<a class="task" href="/planning/claims"')[1].split("</a>", maxsplit=1)[0]
    assert ">1</span>" in card
    assert "1 claim waits to be sorted out" in coordinator.get("/planning/week").text
    listed = coordinator.get("/planning/claims").text
    for said in ("Bjørkelunden sykehjem", "2.50", "10.00", "soft", "settle the claim", f"#line-{line.id}"):
        assert said in listed, said
    coordinator.post(f"/planning/orders/{line.order_id}/lines/{line.id}/settle", {"reason": "credited"})
    assert "No claims to sort out" in coordinator.get("/planning/claims").text


def test_everything_is_accepted_with_one_press(
    app: Flask, house: House, floor: Floor, line: OrderLine, enter_as: EnterAs
) -> None:
    enter_as("hub_worker").post(f"/loads/{DAY}/{floor.kitchen.id}/close")
    delivery = _delivery(house)
    enter_as("driver").post(f"/deliveries/{delivery.id}/handed-over")
    kitchen = _kitchen_browser(app, house, floor.kitchen.id)
    assert kitchen.post(f"/arrivals/{delivery.id}/accept-all").status_code == 303
    with house.database.read() as session:
        assert session.get_one(OrderLine, line.id).state is LineState.ACCEPTED


def test_another_kitchens_delivery_is_not_there(
    app: Flask, house: House, floor: Floor, line: OrderLine, enter_as: EnterAs
) -> None:
    enter_as("hub_worker").post(f"/loads/{DAY}/{floor.kitchen.id}/close")
    delivery = _delivery(house)
    for kitchen_id in (floor.other_kitchen.id, None):
        other = _kitchen_browser(app, house, kitchen_id)
        assert other.get(f"/arrivals/{delivery.id}").status_code == 404
        assert other.get(f"/deliveries/{delivery.id}/note.pdf").status_code == 404
        answer = other.post(f"/arrivals/{delivery.id}/lines/{line.id}", {"answer": "accept"})
        assert answer.status_code == 404
        assert "Nothing is on its way" in other.get("/arrivals").text


@pytest.mark.parametrize(("language", "short"), [(Language.NB, "12 stk"), (Language.EN, "12 pcs")])
def test_what_was_ordered_by_the_piece_and_never_came_is_told_in_pieces(  # noqa: PLR0917 - fixtures
    app: Flask, house: House, floor: Floor, clock: FakeClock, language: Language, short: str
) -> None:
    with house.database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.eggs, kilograms="12", count=12)
        close_collection(
            session,
            article_id=floor.eggs.id,
            collect_on=line.collect_on,
            reason="pressa er i stykker",
            by=floor.person,
            clock=clock,
            operation="close",
            tolerance=TOLERANCE,
        )
        session.refresh(line)
        assert short in short_reason(line, language)
        assert "kg" not in short_reason(line, language)
        order_id = line.order_id
    kitchen = _kitchen_browser(app, house, floor.kitchen.id)
    kitchen.client.set_cookie("samlast-language", language.value)
    page = kitchen.get(f"/kitchen/orders/{order_id}").text
    told = page.split('class="notice warn"')[1].split("</div>")[0]
    assert short in told
    assert "12,00" not in told
    assert "0,00" not in page.split('class="amounts"')[1].split("</dl>")[0]
