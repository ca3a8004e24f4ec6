"""Pick lists in a browser: one crate at a time, confirmed by its scan."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from hub.orders.records import LineState, OrderLine
from hub.picking.records import Pick
from hub.stock.records import Crate
from hub.stock.service import put_away
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    DELIVER_ON,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    weigh,
    weighed,
)
from tests.web.conftest import EnterAs

DAY = DELIVER_ON.isoformat()


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def line(house: House, floor: Floor, clock: FakeClock) -> OrderLine:
    """Ten kilograms of carrots, which came in one crate."""
    with house.database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        weigh(session, floor, clock, article=floor.carrots, net="10")
        return line


def _crate(house: House) -> Crate:
    with house.database.read() as session:
        return session.scalars(select(Crate).order_by(Crate.id)).all()[-1]


def _state(house: House, line: OrderLine) -> LineState:
    with house.database.read() as session:
        return session.get_one(OrderLine, line.id).state


def test_the_list_says_which_crate_to_fetch_and_why(
    house: House, floor: Floor, line: OrderLine, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    address = f"/picking/{DAY}/{floor.kitchen.id}"
    assert address in browser.get("/picking").text
    page = browser.get(address).text
    assert f"/picking/lines/{line.id}/confirm" in page
    assert "000&nbsp;010" in page
    assert "Rampe" in page
    assert "it is the only crate" in page
    assert _crate(house).sscc.endswith("000010")


def test_a_scan_confirms_a_whole_crate(
    house: House, floor: Floor, line: OrderLine, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    answer = browser.post(f"/picking/lines/{line.id}/confirm", {"crate": _crate(house).sscc})
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"]).text
    assert "Gulrot is picked." in page
    assert "This list is done" in page
    assert floor.kitchen.name in page
    assert _state(house, line) is LineState.PICKED


def test_a_wrong_scan_is_said_in_large_words(house: House, line: OrderLine, enter_as: EnterAs) -> None:
    answer = enter_as("hub_worker").post(f"/picking/lines/{line.id}/confirm", {"crate": "195212340000000019"})
    assert answer.status_code == 422
    assert 'class="refusal"' in answer.text
    assert "the check digit is wrong, so a digit was misread or mistyped." in answer.text
    assert _state(house, line) is LineState.RECEIVED


def test_after_a_wrong_scan_the_card_still_shows_the_crate_to_fetch(
    house: House, floor: Floor, line: OrderLine, clock: FakeClock, enter_as: EnterAs
) -> None:
    right = _crate(house)
    with house.database.write() as session:
        wrong = crate_of(session, weigh(session, floor, clock, article=floor.beets, net="5"))
    browser = enter_as("hub_worker")
    for part in ("", "1"):
        form = {
            "crate": wrong.sscc,
            "line": line.id,
            "part": part,
            "how": "typed",
            "mass": "3",
            "reason": "x",
        }
        answer = browser.post(f"/picking/lines/{line.id}/confirm", form)
        assert answer.status_code == 422
        assert _large_number(answer.text) == right.sscc[-6:]
        assert "Put the part in its own crate" not in answer.text
    page = browser.get(f"/picking/{DAY}/{floor.kitchen.id}?line={line.id}&crate={wrong.sscc}").text
    assert _large_number(page) == right.sscc[-6:]


def _large_number(page: str) -> str:
    """The number in the largest type of the card."""
    card = page.split('class="next-code">')[1].split("</p>", maxsplit=1)[0]
    return re.sub(r"<[^>]*>|&nbsp;|\s", "", card)[-6:]


def test_a_crate_that_is_too_full_asks_for_a_part_over_the_scale(
    house: House, floor: Floor, clock: FakeClock, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="6")
        confirmed_line(
            session, floor, clock, article=floor.carrots, kilograms="4", kitchen=floor.other_kitchen
        )
        weigh(session, floor, clock, article=floor.carrots, net="10")
    browser = enter_as("hub_worker")
    crate = _crate(house)
    asks = browser.post(f"/picking/lines/{line.id}/confirm", {"crate": crate.sscc})
    assert asks.status_code == 303
    page = browser.get(asks.headers["Location"]).text
    assert "Put the part in its own crate" in page
    with house.database.write() as session:
        weighed(session, clock, "7.05")
    form = {"crate": crate.sscc, "part": "1", "how": "scale", "crate_type": floor.crate_type.id}
    assert browser.post(f"/picking/lines/{line.id}/confirm", {**form, "scale": "goods_in"}).status_code == 303
    assert _state(house, line) is LineState.PICKED
    with house.database.read() as session:
        assert session.scalars(select(Pick.mass)).one().milligrams == 6_050_000


def test_leaving_an_older_crate_asks_for_the_reason(
    house: House, floor: Floor, line: OrderLine, clock: FakeClock, enter_as: EnterAs
) -> None:
    newer = _crate(house)
    with house.database.write() as session:
        older = crate_of(
            session,
            weigh(session, floor, clock, article=floor.carrots, net="10", collect_on=date(2026, 11, 20)),
        )
    browser = enter_as("hub_worker")
    asks = browser.post(f"/picking/lines/{line.id}/confirm", {"crate": newer.sscc, "line": line.id})
    assert asks.status_code == 422
    assert older.sscc in asks.text
    assert "Why this crate all the same?" in asks.text
    assert _large_number(asks.text) == older.sscc[-6:]
    assert "Put the part in its own crate" not in asks.text
    done = browser.post(
        f"/picking/lines/{line.id}/confirm", {"crate": newer.sscc, "out_of_turn": "the old one is broken"}
    )
    assert done.status_code == 303


def test_a_pick_is_taken_back_and_a_line_ended_with_reasons(
    house: House, floor: Floor, line: OrderLine, enter_as: EnterAs
) -> None:
    assert floor.packing.code == "PACK"
    browser = enter_as("hub_worker")
    browser.post(f"/picking/lines/{line.id}/confirm", {"crate": _crate(house).sscc})
    with house.database.read() as session:
        pick_id = session.scalars(select(Pick.id)).one()
    assert browser.post(f"/picking/picks/{pick_id}/undo", {"reason": ""}).status_code == 422
    assert browser.post(f"/picking/picks/{pick_id}/undo", {"reason": "wrong kitchen"}).status_code == 303
    assert _state(house, line) is LineState.RECEIVED
    assert browser.post(f"/picking/lines/{line.id}/short", {"reason": ""}).status_code == 422
    assert browser.post(f"/picking/lines/{line.id}/short", {"reason": "rotten"}).status_code == 303
    assert _state(house, line) is LineState.NOT_COME
    page = browser.get(f"/picking/{DAY}/{floor.kitchen.id}").text
    assert "Picked short by 10.00" in page
    assert "rotten" in page


def test_who_may_not_pick_is_refused(line: OrderLine, enter_as: EnterAs) -> None:
    assert enter_as("kitchen").post(f"/picking/lines/{line.id}/confirm", {"crate": "x"}).status_code == 403


def test_of_another_crate_than_the_suggested_its_own_place_is_told(
    house: House, floor: Floor, line: OrderLine, clock: FakeClock, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        other = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="30"))
        put_away(
            session,
            crate_scan=other.sscc,
            place_scan="KJ1",
            by=floor.person,
            clock=clock,
            operation="away",
        )
    browser = enter_as("hub_worker")
    typed = f"{other.sscc[-6:-3]} {other.sscc[-3:]}"
    answer = browser.post(f"/picking/lines/{line.id}/confirm", {"crate": typed})
    assert (answer.status_code, other.sscc in answer.headers["Location"]) == (303, True)
    page = browser.get(answer.headers["Location"]).text
    fetched = page.partition('class="next-place"')[2].partition("</section>")[0]
    assert "Kjølerom 1" in fetched.partition("</p>")[0]
    assert "Not the crate that was suggested" in fetched
    assert "Why this one" not in fetched
    assert re.search(r"<button[^>]* autofocus", fetched)
