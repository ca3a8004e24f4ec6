"""The goods-in desk in a browser: one press makes a crate, and nothing a browser sends is a weight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from hub.kernel.quantity import Mass
from hub.labels.records import PrintJob
from hub.labels.rules import Trouble
from hub.labels.service import say_trouble
from hub.receiving.records import Receipt
from hub.receiving.weighings import record_weighing, unclaimed
from hub.stock.records import Crate
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    Floor,
    confirmed_line,
    load,
    make_floor,
    weighed,
)
from tests.web.conftest import EnterAs

DAY = COLLECT_ON.isoformat()


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def goods(house: House, floor: Floor, clock: FakeClock) -> str:
    """The address of the station for carrots, of which ten kilograms are announced."""
    with house.database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
    return f"/receiving/{DAY}/goods/{floor.carrots.id}"


def test_the_way_leads_from_day_to_farm_to_goods(floor: Floor, goods: str, enter_as: EnterAs) -> None:
    browser = enter_as("hub_worker")
    assert "Sørbø gård" in browser.get("/receiving").text
    farm = browser.get(f"/receiving/{DAY}/farms/{floor.carrots.producer_id}").text
    assert "Gulrot" in farm
    assert goods in farm
    assert "Take weight" in browser.get(goods).text


def test_a_scan_or_a_word_leads_past_day_and_farm(floor: Floor, goods: str, enter_as: EnterAs) -> None:
    browser = enter_as("hub_worker")

    def look(text: str) -> TestResponse:
        return browser.get(f"/receiving/{DAY}/find?{urlencode({'find': text})}")

    def found(text: str) -> str:
        return look(text).headers.get("Location", "")

    assert found(floor.carrots.number) == goods
    assert found("gulrot sørbø") == goods
    assert found("]C100195212340000000010") == "/crates/195212340000000010"
    assert "Rodbete" in look("sørbø").text
    nothing = look("<b>ananas").text
    assert "Nothing is called that" in nothing
    assert "&lt;b&gt;ananas" in nothing


def test_whoever_weighs_in_goods_of_another_day_is_told_so(
    floor: Floor, goods: str, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    farm = f"/receiving/{DAY}/farms/{floor.carrots.producer_id}"
    for address in (goods, farm):
        said = "You weigh in goods planned for Tue 24 Nov. Today is Mon 23 Nov."
        assert said in browser.get(address).text
        of_today = browser.get(address.replace(DAY, "2026-11-23"))
        assert of_today.status_code == 200
        assert "You weigh in goods planned for" not in of_today.text


def test_one_press_saves_the_newest_load(
    house: House, floor: Floor, goods: str, enter_as: EnterAs, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    with house.database.write() as session:
        weighed(session, clock, "11.45")
    answer = browser.post(goods, {"how": "scale", "crate_type": floor.crate_type.id, "scale": "goods_in"})
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"]).text
    assert "Saved, no. 1" in page
    assert "26-327-001" in page
    assert "10.45" in page
    assert "The label is being printed" in page


def test_a_load_on_an_untaken_one_asks_whether_it_is_one_crate_or_two(
    house: House, floor: Floor, goods: str, enter_as: EnterAs, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    with house.database.write() as session:
        record_weighing(session, load("6", clock.now()))
        record_weighing(session, load("5", clock.now(), base="6"))
    form = {"how": "scale", "crate_type": floor.crate_type.id, "scale": "goods_in"}
    asked = browser.post(goods, form)
    assert asked.status_code == 422
    assert "Is it one crate or two?" in asked.text
    assert 'name="crates" value="one"' in asked.text
    answer = browser.post(goods, {**form, "crates": "one"})
    assert "10.00" in browser.get(answer.headers["Location"]).text
    with house.database.read() as session:
        assert unclaimed(session) == []


def test_a_load_that_is_a_crate_already_is_told_with_both_numbers(
    house: House, floor: Floor, goods: str, enter_as: EnterAs, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    with house.database.write() as session:
        weighed(session, clock, "6")
    form = {"how": "scale", "crate_type": floor.crate_type.id, "scale": "goods_in"}
    assert browser.post(goods, form).status_code == 303
    again = browser.post(goods, form)
    assert again.status_code in {409, 422}
    asks = again.text.partition('data-part="asks"')[2].partition("data-take")[0]
    assert "Load no. 1 is already crate no. 1. Lift it off" in asks
    assert 'id="which-scale"' in again.text
    house.live.post("samlast/live/scale/goods_in", {"state": "empty", "mass_mg": 0})
    assert "The scale has no new load" in browser.post(goods, form).text


def test_a_typed_weight_is_held_to_its_scale_and_asked_about_when_it_is_far_too_much(
    floor: Floor, goods: str, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")

    def type_weight(kilograms: str, **more: str) -> TestResponse:
        form = {
            "crate_type": floor.crate_type.id,
            "scale": "goods_in",
            "mass": kilograms,
            "reason": "no power",
        }
        return browser.post(goods, {**form, "how": "typed", **more})

    for kilograms, says in (
        ("-4", "A weight is above zero"),
        ("\N{MINUS SIGN}4", "A weight is above zero"),
        ("0", "A weight is above zero"),
        ("99999", "no more than 60.00 kg can be typed here"),
        ("12,345678", "a weight is typed in steps of 0.01 kg here"),
        ("0,5", "the empty crate alone weighs"),
        ("11,5 kg", "is not a number"),
        ("", "is not a number"),
    ):
        refused = type_weight(kilograms)
        assert (refused.status_code, says in unescape(refused.text).replace("\N{NO-BREAK SPACE}", " ")) == (
            422,
            True,
        ), kilograms
    asked = type_weight("59")
    assert asked.status_code == 422
    assert 'name="sure_of" value="59"' in asked.text
    assert 'novalidate class="station"' in asked.text
    typed = asked.text.partition("data-typed")[2].partition("</details>")[0]
    assert "optional" not in typed
    assert type_weight("58", sure_of="59").status_code == 422
    assert type_weight("59", sure_of="59").status_code == 303


def test_an_overdue_scale_asks_for_a_reason_and_the_crate_names_it(
    house: House, floor: Floor, goods: str, enter_as: EnterAs, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    until = clock.now().date() - timedelta(days=1)
    with house.database.write() as session:
        record_weighing(session, load("11", clock.now(), verified_until=until))
    form = {"how": "scale", "crate_type": floor.crate_type.id, "scale": "goods_in"}
    refused = browser.post(goods, form)
    assert refused.status_code == 422
    assert "write why it is used" in refused.text
    assert browser.post(goods, {**form, "unverified_because": "the other one is away"}).status_code == 303
    with house.database.read() as session:
        assert "the other one is away" in session.scalars(select(PrintJob)).one().content["weighing"]


def test_a_scale_is_told_to_set_itself_to_zero_through_the_broker_only(
    house: House, enter_as: EnterAs
) -> None:
    told: list[tuple[str, object, object]] = []

    def pass_on(topic: str, payload: Mapping[str, object]) -> bool:
        told.append((topic, payload["order"], payload["operation"]))
        return True

    browser = enter_as("hub_worker")
    assert browser.post("/scales/goods_in/zero", {"operation": "press"}).status_code == 303
    assert "cannot be told now" in browser.get("/receiving").text
    house.live.speak_through(pass_on)
    browser.post("/scales/goods_in/zero", {"operation": "press"})
    assert told == [("samlast/command/scale/goods_in", "zero", "press")]
    here = f"/receiving/{DAY}/goods/1?scale=goods_in"
    assert browser.post("/scales/goods_in/tare", {"back": here}).headers["Location"] == here
    for elsewhere in ("//evil.example/", "/\\evil.example", "https://evil.example/", "receiving"):
        assert browser.post("/scales/goods_in/tare", {"back": elsewhere}).headers["Location"] == "/receiving"
    assert browser.post("/scales/goods_in/explode", {}).status_code == 404
    assert browser.post("/scales/nowhere/tare", {}).status_code == 404
    assert enter_as("driver").post("/scales/goods_in/tare", {}).status_code == 403


def test_goods_that_their_farm_never_confirmed_are_not_called_unordered(
    house: House, floor: Floor, enter_as: EnterAs, clock: FakeClock
) -> None:
    with house.database.write() as session:
        confirmed_line(session, floor, clock, article=floor.beets, kilograms="8", confirmed=False)
    browser = enter_as("hub_worker")
    farm = browser.get(f"/receiving/{DAY}/farms/{floor.beets.producer_id}").text
    assert "Ordered, not confirmed" in farm
    page = browser.get(f"/receiving/{DAY}/goods/{floor.beets.id}").text
    assert "the farm has not answered" in page


def test_a_weight_sent_by_a_browser_is_not_a_weight(
    house: House, floor: Floor, goods: str, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    answer = browser.post(
        goods,
        {"how": "scale", "crate_type": floor.crate_type.id, "mass": "99", "net_mg": "99000000", "net": "99"},
    )
    assert answer.status_code == 422
    assert "The scale has no new load" in answer.text
    with house.database.read() as session:
        assert session.scalar(select(func.count(Crate.id))) == 0


def test_a_load_that_is_taken_is_refused_in_words_and_changes_nothing(
    house: House, floor: Floor, goods: str, enter_as: EnterAs, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    with house.database.write() as session:
        weighing = weighed(session, clock, "11")
    form = {"how": "scale", "crate_type": floor.crate_type.id, "weighing": weighing.id}
    assert browser.post(goods, form).status_code == 303
    again = browser.post(goods, form)
    assert again.status_code == 409
    assert "Load no. 1 is already crate no. 1" in again.text
    with house.database.read() as session:
        assert session.scalar(select(func.count(Receipt.id))) == 1


@pytest.mark.parametrize(
    ("state", "mass_mg", "status"),
    [("stable", 11_000_000, 303), ("stable", 9_000_000, 422), ("moving", 11_000_000, 422), ("empty", 0, 422)],
)
def test_a_load_that_was_lifted_off_is_not_given_to_the_next_crate(  # noqa: PLR0917 - fixtures and a table
    house: House,
    floor: Floor,
    goods: str,
    enter_as: EnterAs,
    clock: FakeClock,
    state: str,
    mass_mg: int,
    status: int,
) -> None:
    browser = enter_as("hub_worker")
    with house.database.write() as session:
        weighed(session, clock, "11")
    house.live.post("samlast/live/scale/goods_in", {"state": state, "mass_mg": mass_mg, "shown": ""})
    answer = browser.post(goods, {"how": "scale", "crate_type": floor.crate_type.id, "scale": "goods_in"})
    assert answer.status_code == status


def test_the_same_tap_twice_is_one_crate(
    house: House, floor: Floor, goods: str, enter_as: EnterAs, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    with house.database.write() as session:
        weighing = weighed(session, clock, "11")
    form = {
        "how": "scale",
        "crate_type": floor.crate_type.id,
        "weighing": weighing.id,
        "operation": "one-tap",
    }
    first, second = browser.post(goods, form), browser.post(goods, form)
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("mass", "reason", "says"),
    [
        ("zwölf", "lost", "is not a number"),
        ("12,5", "", "Write the reason"),
        ("0,5", "lost", "Choose the right crate type"),
        ("1e999999", "lost", "is not a number"),
    ],
)
def test_a_typed_weight_is_checked_and_the_form_keeps_what_was_typed(  # noqa: PLR0917 - fixtures and a table
    floor: Floor, goods: str, enter_as: EnterAs, mass: str, reason: str, says: str
) -> None:
    browser = enter_as("hub_worker")
    answer = browser.post(
        goods, {"how": "typed", "crate_type": floor.crate_type.id, "mass": mass, "reason": reason}
    )
    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{mass}"' in answer.text


def test_a_typed_weight_with_a_reason_is_saved_and_marked(
    house: House, floor: Floor, goods: str, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    answer = browser.post(
        goods,
        {"how": "typed", "crate_type": floor.crate_type.id, "mass": "10,5", "reason": "the scale is lost"},
    )
    assert answer.status_code == 303
    assert "Typed" in browser.get(answer.headers["Location"]).text
    with house.database.read() as session:
        assert session.scalars(select(Crate.net)).one() == Mass(9_500_000)


def test_closing_asks_why_when_it_is_not_as_announced(goods: str, enter_as: EnterAs) -> None:
    stranger, worker = enter_as("driver"), enter_as("hub_worker")
    assert stranger.post(f"{goods}/close", {"close_reason": "frost"}).status_code == 403
    refused = worker.post(f"{goods}/close", {"close_reason": ""})
    assert refused.status_code == 422
    assert "Write the reason" in refused.text
    closed = worker.post(f"{goods}/close", {"close_reason": "frost"})
    assert closed.status_code == 303
    assert "The kitchens see what came" in worker.get(closed.headers["Location"]).text


def test_a_label_waiting_for_paper_says_so_each_time_the_page_asks(
    house: House, floor: Floor, goods: str, enter_as: EnterAs, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    with house.database.write() as session:
        weighed(session, clock, "11.45")
    saved = browser.post(goods, {"how": "scale", "crate_type": floor.crate_type.id, "scale": "goods_in"})
    with house.database.write() as session:
        job = session.scalars(select(PrintJob)).one()
        say_trouble(session, job.id, Trouble.PAPER_OUT, clock=clock)
    polled = browser.get("/receiving/receipts/1/label", HX_Request="true")
    assert polled.status_code == 200
    for said in (polled.text, browser.get(saved.headers["Location"]).text):
        assert "The label waits for the printer" in said
        assert "The printer is out of paper." in said


def test_a_label_taken_off_the_queue_is_printed_after_all_from_the_station(
    house: House, floor: Floor, goods: str, enter_as: EnterAs, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    with house.database.write() as session:
        weighed(session, clock, "11.45")
    saved = browser.post(goods, {"how": "scale", "crate_type": floor.crate_type.id, "scale": "goods_in"})
    with house.database.read() as session:
        job = session.scalars(select(PrintJob)).one().id
    browser.post(f"/jobs/{job}/cancel")
    page = browser.get(saved.headers["Location"]).text
    assert "took it off the queue. Nothing of it was printed." in page
    assert f'action="/jobs/{job}/copy"' in page
    assert "Demo" not in page.split("<main")[1]
    station = saved.headers["Location"]
    wanted = browser.post(f"/jobs/{job}/copy", {"back": "1"}, Referer=f"http://localhost{station}")
    assert wanted.headers["Location"] == station
    assert "The label is being printed" in browser.get(station).text


@pytest.mark.parametrize("role", ["hub_worker", "coordinator"])
def test_unclaimed_weighings_are_listed_until_set_aside(
    house: House, floor: Floor, enter_as: EnterAs, clock: FakeClock, role: str
) -> None:
    assert floor.dock.code == "DOCK"
    browser = enter_as(role)
    with house.database.write() as session:
        weighing = weighed(session, clock, "5")
    assert "Why is it no crate?" in browser.get("/weighings").text
    assert browser.post(f"/weighings/{weighing.id}/set-aside", {"reason": " "}).status_code == 422
    assert browser.post(f"/weighings/{weighing.id}/set-aside", {"reason": "test weight"}).status_code == 303
    assert "test weight" in browser.get("/weighings").text
    with house.database.read() as session:
        assert unclaimed(session) == []


@pytest.mark.parametrize("address", ["/receiving/yesterday/goods/1", "/receiving/2026-11-24/goods/999999"])
def test_addresses_that_are_none_are_not_there(app: Flask, enter_as: EnterAs, address: str) -> None:
    assert app.name == "hub.web"
    assert enter_as("hub_worker").get(address).status_code == 404


def test_a_kitchen_does_not_come_to_the_dock(goods: str, enter_as: EnterAs) -> None:
    assert enter_as("kitchen").get(goods).status_code == 403
