"""Day sheets in a browser: told, read, signed with a password or a PIN, and signed again."""

from __future__ import annotations

import json
import re

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import func, select

from hub.kernel.words import Language
from hub.people.records import Kiosk, Person
from hub.people.secrets import hash_of
from hub.people.service import set_badge, set_password
from hub.receiving.records import DaySheet
from hub.receiving.verify_sheets import weighings_and_sheets
from hub.receiving.weighings import set_aside
from hub.storage.database import Database
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import Floor, make_floor, weigh, weighed
from tests.support.web import Browser, make_person
from tests.web.conftest import EnterAs

DAY = "/day-sheets/2026-11-23"
PASSWORD = "fjellbekk i mai"


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """The services are tried on both databases; here it is the pages that are."""
    return sqlite_database


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


def signer(house: House, *roles: str) -> Person:
    with house.database.write() as session:
        person = make_person(session, house, *(roles or ("quality",)))
        set_password(session, person, PASSWORD, by=None, clock=house.clock)
        return person


def form_of(page: str) -> dict[str, object]:
    """The hidden fields of the signature form, as a browser would send them."""
    return dict(re.findall(r'name="(seen|replaces)" value="([0-9a-f]+)"', page))


def sheets(house: House) -> int:
    with house.database.read() as session:
        return session.scalar(select(func.count(DaySheet.id))) or 0


def test_a_day_is_told_settled_signed_printed_and_signed_again(
    house: House, app: Flask, floor: Floor, clock: FakeClock
) -> None:
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
        bag = weighed(session, clock, "5")
    browser = Browser(app, house, signer(house))
    listed = browser.get("/day-sheets").text
    assert "Today, not signed" in listed
    assert "2 weighings" in listed
    assert "nobody's: 1" in listed
    clock.advance(2 * 24 * 3600 + 1)
    browser = Browser(app, house, signer(house))
    assert "Overdue" in browser.get("/day-sheets").text
    page = browser.get(DAY).text
    assert page.index("To settle before signing") < page.index("Goods in</h2>")
    assert "NOT SIGNED" in pdf_text(browser.get(f"{DAY}/draft.pdf").data)

    wrong = browser.post(f"{DAY}/sign", {**form_of(page), "secret": "guess", "open_because": "x"})
    assert (wrong.status_code, sheets(house)) == (422, 0)
    assert "The password or PIN is not right. Nothing is signed." in wrong.text
    unreasoned = browser.post(f"{DAY}/sign", {**form_of(page), "secret": PASSWORD})
    assert (unreasoned.status_code, sheets(house)) == (422, 0)
    assert "Weighings that are still nobody&#39;s: 1." in unreasoned.text
    done = browser.post(
        f"{DAY}/sign", {**form_of(page), "secret": PASSWORD, "open_because": "the bag is here tomorrow too"}
    )
    assert (done.status_code, done.headers["Location"]) == (303, DAY)
    page = browser.get(DAY).text
    assert "Signed by Kari Nordmann" in page
    assert "the bag is here tomorrow too" in page
    assert "goods_in:2:" in page

    first = browser.get(f"{DAY}/1.pdf")
    assert first.headers["Content-Type"] == "application/pdf"
    assert "Signed by Kari Nordmann" in pdf_text(first.data)
    assert browser.get(f"{DAY}/1.pdf").data == first.data
    file = browser.get(f"{DAY}/1.json")
    assert json.loads(file.text)["signature"]["by"] == "Kari Nordmann"

    clock.advance(60)
    with house.database.write() as session:
        set_aside(session, weighing_id=bag.id, reason="a bag", by=floor.person, clock=clock)
    assert "Changed since it was signed" in browser.get("/day-sheets").text
    page = browser.get(DAY).text
    assert "Settled after the signature" in page
    again = browser.get(f"{DAY}/again").text
    refused = browser.post(f"{DAY}/sign", {**form_of(again), "secret": PASSWORD})
    assert "Write why the day is signed again." in refused.text
    browser.post(f"{DAY}/sign", {**form_of(again), "secret": PASSWORD, "again_because": "the bag is settled"})
    page = browser.get(DAY).text
    assert "as sheet no. 2" in page
    assert "the bag is settled" in page
    assert "no. 2 holds for this day now" in browser.get(f"{DAY}/1").text
    assert browser.get(f"{DAY}/1.pdf").data == first.data
    with house.database.read() as session:
        assert weighings_and_sheets(session, outside=[file.text]) == []


def pdf_text(drawn: bytes) -> str:
    document = pypdfium2.PdfDocument(drawn)
    text = "\n".join(document[at].get_textpage().get_text_bounded() for at in range(len(document)))
    document.close()
    return text


def test_wrong_passwords_count_together_with_those_of_the_log_in(
    house: House, app: Flask, floor: Floor, clock: FakeClock
) -> None:
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
    person = signer(house)
    browser = Browser(app, house, person)
    fields = form_of(browser.get(DAY).text)
    for _ in range(5):
        browser.post(f"{DAY}/sign", {**fields, "secret": "guess"})
    refused = browser.post(f"{DAY}/sign", {**fields, "secret": PASSWORD})
    assert "Too many tries in a row. Wait until" in refused.text
    assert sheets(house) == 0
    at_the_door = Browser(app, house).post("/log-in", {"login": person.login, "password": PASSWORD})
    assert at_the_door.status_code == 429
    clock.advance(31)
    assert browser.post(f"{DAY}/sign", {**fields, "secret": PASSWORD}).status_code == 303


def test_at_a_kiosk_the_pin_signs_and_elsewhere_it_does_not(
    house: House, app: Flask, floor: Floor, clock: FakeClock
) -> None:
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
        kiosk = Kiosk(name="Dock", token_hash=hash_of("k"), enrolled_at=clock.now())
        session.add(kiosk)
        person = make_person(session, house, "coordinator")
        set_badge(session, person, "badge-12345678", "4711", by=None, clock=clock)
        without = make_person(session, house, "quality")
    own = Browser(app, house, without)
    page = own.get(DAY).text
    assert "Your account has no password." in page
    assert own.post(f"{DAY}/sign", {"secret": ""}).status_code == 422
    elsewhere = Browser(app, house, person)
    assert elsewhere.post(f"{DAY}/sign", {"secret": "4711"}).status_code == 422
    at_kiosk = Browser(app, house, person, kiosk)
    page = at_kiosk.get(DAY).text
    assert "Your PIN" in page
    assert at_kiosk.post(f"{DAY}/sign", {**form_of(page), "secret": "0000"}).status_code == 422
    assert at_kiosk.post(f"{DAY}/sign", {**form_of(page), "secret": "4711"}).status_code == 303
    assert sheets(house) == 1


def test_who_may_read_and_who_may_sign(
    house: House, floor: Floor, enter_as: EnterAs, clock: FakeClock
) -> None:
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
    clock.advance(24 * 3600)
    worker, quality = enter_as("hub_worker"), enter_as("quality")
    assert "Not signed yet. Quality or the coordinator signs it." in worker.get(DAY).text
    assert worker.post(f"{DAY}/sign", {"secret": "x"}).status_code == 403
    assert enter_as("driver").get("/day-sheets").status_code == 403
    assert 'href="/day-sheets"' in worker.get("/weighings").text
    told = 'aria-label="Waiting: 1"'
    assert told in quality.get("/").text
    assert told not in worker.get("/").text.split('href="/day-sheets"')[-1].split("</a>")[0]


def test_days_that_hold_nothing_and_sheets_that_are_none(
    house: House, floor: Floor, enter_as: EnterAs, clock: FakeClock
) -> None:
    browser = enter_as("quality")
    assert "Every day is signed" in browser.get("/day-sheets").text
    assert "Nothing was weighed on this day" in browser.get(DAY).text
    for address in ("/day-sheets/someday", f"{DAY}/1", f"{DAY}/1.pdf", f"{DAY}/7.json"):
        assert browser.get(address).status_code == 404, address
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
    clock.advance(40 * 24 * 3600)
    browser = enter_as("quality")
    assert "2026-11-23" in browser.get("/day-sheets").text  # still unsigned, however long ago
    older = browser.get("/day-sheets?before=2026-12-02").text
    assert "To sign" not in older.split("<table")[0]


@pytest.mark.parametrize("language", list(Language))
def test_the_paper_speaks_the_readers_language(
    house: House, app: Flask, floor: Floor, clock: FakeClock, language: Language
) -> None:
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
        person = make_person(session, house, "quality", language=language)
    titles = {
        Language.NB: "Dagsrapport for veiing",
        Language.SV: "Dagsrapport för vägning",
        Language.EN: "Day sheet of weighings",
    }
    assert titles[language] in pdf_text(Browser(app, house, person).get(f"{DAY}/draft.pdf").data)
