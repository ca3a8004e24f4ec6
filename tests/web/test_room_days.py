"""From an alarm to a signed day in a browser: somebody goes, says what was done with a photo, and quality signs the morning after."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from hub.coldchain import watch
from hub.coldchain.records import Level
from hub.people.service import set_password
from hub.stock.records import Place
from hub.storage.database import Database
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit, readings_until
from tests.support.photos import jpeg
from tests.support.web import Browser, make_person
from tests.web.conftest import EnterAs

PASSWORD = "fjellbekk i mai"
MONDAY = "/room-days/2026-11-23"


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """The services are tried on both databases; here it is the pages that are."""
    return sqlite_database


def a_warm_morning(house: House, clock: FakeClock) -> None:
    with house.database.write() as session:
        room = a_cold_room(session)
        a_limit(session, room, "8", Level.ALARM, valid_from=clock.now() - timedelta(days=1))
        probe = a_hung_probe(session, room, clock.now())
        clock.advance(3 * 3_600)
        readings_until(session, probe, clock.now(), [*["3.0"] * 60, *["9.5"] * 60, *["3.0"] * 60])
        watch.look(session, clock)


def test_an_alarm_is_answered_and_the_day_is_signed(
    house: House, app: Flask, enter_as: EnterAs, clock: FakeClock
) -> None:
    empty = enter_as("quality").get("/room-days").text
    assert "No alarm waits for an answer" in empty
    assert "No days yet" in empty
    a_warm_morning(house, clock)
    worker = enter_as("hub_worker")
    banner = worker.get("/alarms/banner").text
    assert "Cold room cold_1 was too warm" in banner
    assert "data-unheard" in banner
    assert enter_as("driver").get("/alarms/banner").status_code == 403
    assert "Over before anybody went" in worker.get("/alarms").text
    listed = worker.get("/room-days").text
    assert "Cold room cold_1 was too warm" in listed
    assert "Over, not answered" in listed
    alarm = worker.get("/alarms/1").text
    # It is over: nobody is sent there, and what was done is asked for.
    assert "Close the door." not in alarm
    assert "I am going" not in alarm
    assert "Alarm: above 8.0\N{NO-BREAK SPACE}°C · furthest 9.5\N{NO-BREAK SPACE}°C" in alarm
    worker.post("/alarms/1/going")
    assert "Kari Nordmann is going" in worker.get("/alarms/1").text
    refused = worker.post("/alarms/1/done", {"words": " "})
    assert (refused.status_code, "Say what was done: choose from the list" in refused.text) == (422, True)
    said = {
        "done": ["door_closed", "goods_moved"],
        "words": "The door stood open",
        "photo": (io.BytesIO(jpeg()), "door.jpg"),
    }
    done = worker.post("/alarms/1/done", said)
    assert (done.status_code, done.headers["Location"]) == (303, MONDAY)
    page = worker.get(MONDAY).text
    assert "Door closed" in page
    assert "The door stood open" in page
    assert "9.5\N{NO-BREAK SPACE}°C" in page
    assert "The day is not over. It is signed tomorrow." in page
    assert len(re.findall(r'<polyline class="curve"', page)) == 1
    photo = re.search(r'src="(/goods-photos/[0-9a-f]{64})"', page)
    assert photo is not None
    assert worker.get(photo[1]).mimetype == "image/jpeg"
    assert worker.post(f"{MONDAY}/sign", {"secret": PASSWORD}).status_code == 403

    clock.advance(24 * 3_600)
    with house.database.write() as session:
        quality = make_person(session, house, "quality")
        set_password(session, quality, PASSWORD, by=None, clock=clock)
    browser = Browser(app, house, quality)
    assert 'aria-label="Waiting: 1"' in browser.get("/").text
    quality_signs(browser)
    page = browser.get(MONDAY).text
    assert "The day is signed, as no. 1. Its report is ready as PDF and CSV." in page
    assert "Signatures" in page
    the_signed_day_is_a_paper(browser, enter_as("hub_worker"), page)
    a_day_opens_again(house, browser, clock)


def quality_signs(browser: Browser) -> None:
    """A wrong password signs nothing and is told at the signature."""
    page = browser.get(MONDAY).text
    form = dict(re.findall(r'name="(seen|replaces)" value="([0-9a-f]+)"', page))
    wrong = browser.post(f"{MONDAY}/sign", {**form, "secret": "guess"})
    assert (wrong.status_code, "The password or PIN is not right." in wrong.text) == (422, True)
    signed = browser.post(f"{MONDAY}/sign", {**form, "secret": PASSWORD})
    assert (signed.status_code, signed.headers["Location"]) == (303, MONDAY)


def test_an_alarm_that_goes_on_says_what_to_do_first(
    house: House, enter_as: EnterAs, clock: FakeClock
) -> None:
    with house.database.write() as session:
        room = a_cold_room(session)
        a_limit(session, room, "8", Level.ALARM, valid_from=clock.now() - timedelta(days=1))
        probe = a_hung_probe(session, room, clock.now())
        clock.advance(2 * 3_600)
        readings_until(session, probe, clock.now(), [*["3.0"] * 60, *["9.5"] * 60])
        watch.look(session, clock)
    worker = enter_as("hub_worker")
    assert "Cold room cold_1 is too warm" in worker.get("/alarms/banner").text
    alarm = worker.get("/alarms/1").text
    assert "Close the door." in alarm
    assert "I am going" in alarm
    goods = re.search(r'href="(/rooms/[^"]+/impact/[^"]+)"', alarm)
    assert goods is not None
    assert "Product impact" in worker.get(goods[1]).text
    assert goods[1] in worker.get(MONDAY).text


def the_signed_day_is_a_paper(browser: Browser, worker: Browser, page: str) -> None:
    """One tap from the signed day, the same bytes each time, and for those who may read reports only."""
    assert 'href="/room-reports/days/2026-11-23.pdf"' in page
    paper = browser.get("/room-reports/days/2026-11-23.pdf")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    assert browser.get("/room-reports/days/2026-11-23.pdf").data == paper.data
    table = browser.get("/room-reports/days/2026-11-23.csv")
    assert 'filename="temperatures-2026-11-23.csv"' in table.headers["Content-Disposition"]
    [signature] = [row for row in table.text.splitlines() if row.startswith("signature,")]
    assert "reviewed" in signature
    assert "/room-reports" not in worker.get(MONDAY).text
    assert worker.get("/room-reports/days/2026-11-23.pdf").status_code == 403
    assert browser.get("/room-reports/days/2026-13-23.pdf").status_code == 404
    assert browser.get("/room-reports/days/2027-01-01.csv").status_code == 422


def a_day_opens_again(house: House, browser: Browser, clock: FakeClock) -> None:
    """A limit of another room is no news for the day; one of a room of that day is, and the day says so."""
    since = clock.now() - timedelta(days=2)
    with house.database.write() as session:
        a_limit(session, a_cold_room(session, "cold_2"), "8", Level.ALARM, valid_from=since)
    assert "Open again" not in browser.get(MONDAY).text
    with house.database.write() as session:
        room = session.scalars(select(Place).where(Place.code == "cold_1")).one()
        a_limit(session, room, "6", Level.WARN, valid_from=since)
    page = browser.get(MONDAY).text
    assert "Open again" in page
    assert "Cold room cold_1: a limit of that day was changed" in page
    assert browser.get("/room-days/2026-11-20").status_code == 200
    assert browser.get("/alarms/99").status_code == 404
