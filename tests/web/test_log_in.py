"""Logging in and out as people do: with a password anywhere, with badge and PIN on the hub's own screens."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from hub.people.records import BrowserSession, Kiosk, Person
from hub.people.service import set_badge, set_password
from hub.people.visits import enrol_kiosk, revoke_kiosk
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.web import Browser, make_person

PASSWORD = "snø på Jæren"
BADGE, PIN = "B-4711-0815", "2580"

pytestmark = pytest.mark.usefixtures("kari")


@pytest.fixture
def kari(house: House) -> Person:
    with house.database.write() as session:
        person = make_person(session, house, "hub_worker", login="kari")
        set_password(session, person, PASSWORD, by=None, clock=house.clock)
        set_badge(session, person, BADGE, PIN, by=None, clock=house.clock)
        return session.get_one(Person, person.id)


@pytest.fixture
def floor(app: Flask, house: House, kari: Person) -> Browser:
    """The browser of an enrolled kiosk, with nobody logged in."""
    with house.database.write() as session:
        _kiosk, secret = enrol_kiosk(session, kari, "Goods in", house.clock)
    browser = Browser(app, house)
    browser.client.set_cookie("samlast-kiosk", secret)
    return browser


def log_in(
    browser: Browser, login: str = "kari", password: str = PASSWORD, onward: str = ""
) -> tuple[int, str]:
    answer = browser.post("/log-in", {"login": login, "password": password, "onward": onward})
    return answer.status_code, answer.headers.get("Location", answer.text)


def badge_in(browser: Browser, badge: str = BADGE, pin: str = PIN) -> int:
    return browser.post("/log-in/badge", {"badge": badge, "pin": pin}).status_code


def test_the_right_password_opens_the_house(app: Flask, house: House, kari: Person) -> None:
    browser = Browser(app, house)
    assert log_in(browser, " KARI ") == (303, "/")
    assert kari.name in browser.get("/").text


def test_after_log_in_one_stands_where_one_wanted_to_go(app: Flask, house: House) -> None:
    browser = Browser(app, house)
    sent = browser.get("/account?part=2").headers["Location"]
    assert sent == "/log-in?onward=/account?part%3D2"
    assert log_in(browser, onward="/account?part=2") == (303, "/account?part=2")


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:1"]
)
def test_log_in_sends_nobody_to_another_house(app: Flask, house: House, onward: str) -> None:
    assert log_in(Browser(app, house), onward=onward) == (303, "/")


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(
    app: Flask, house: House, kari: Person
) -> None:
    browser = Browser(app, house)
    wrong = browser.post("/log-in", {"login": "same", "password": "wrong wrong"})
    with house.database.write() as session:
        session.get_one(Person, kari.id).login = "same"
    unknown = browser.post("/log-in", {"login": "same", "password": "wrong wrong"})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text == unknown.text
    assert "Login or password is not right" in wrong.text


def test_the_typed_login_is_kept_and_the_password_is_not(app: Flask, house: House) -> None:
    status, page = log_in(Browser(app, house), "kari", "feil passord")
    assert status == 422
    assert 'value="kari"' in page
    assert "feil passord" not in page


def test_a_closed_account_does_not_get_in(app: Flask, house: House, kari: Person) -> None:
    with house.database.write() as session:
        session.get_one(Person, kari.id).active = False
    assert log_in(Browser(app, house))[0] == 422


def test_five_failures_are_free_and_the_sixth_try_waits_half_a_minute(
    app: Flask, house: House, clock: FakeClock
) -> None:
    browser = Browser(app, house)
    assert [log_in(browser, password="wrong")[0] for _ in range(5)] == [422] * 5
    status, page = log_in(browser)
    assert status == 429
    assert "Wait until" in page
    clock.advance(30)
    assert log_in(browser)[0] == 303


def test_failures_of_one_login_do_not_slow_another(app: Flask, house: House) -> None:
    browser = Browser(app, house)
    for _ in range(6):
        log_in(browser, "somebody else", "wrong")
    assert log_in(browser)[0] == 303


def test_log_in_gives_a_new_id_so_that_a_planted_one_is_worth_nothing(app: Flask, house: House) -> None:
    browser = Browser(app, house)
    browser.client.set_cookie("samlast", "planted-by-somebody")
    assert log_in(browser)[0] == 303
    cookie = browser.client.get_cookie("samlast")
    assert cookie is not None
    assert cookie.value != "planted-by-somebody"
    thief = Browser(app, house)
    thief.client.set_cookie("samlast", "planted-by-somebody")
    assert thief.get("/").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask, house: House) -> None:
    browser = Browser(app, house)
    answer = browser.post("/log-in", {"login": "kari", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_after_log_out_the_old_cookie_opens_nothing(app: Flask, house: House, kari: Person) -> None:
    browser = Browser(app, house, kari)
    cookie = browser.client.get_cookie("samlast")
    assert cookie is not None
    assert browser.get("/").status_code == 200
    assert browser.post("/log-out").headers["Location"] == "/log-in?out=1"
    assert browser.get("/").status_code == 303
    browser.client.set_cookie("samlast", cookie.value)
    assert browser.get("/").status_code == 303


def test_logging_in_again_ends_the_session_before(app: Flask, house: House, kari: Person) -> None:
    browser = Browser(app, house, kari)
    browser.post("/log-in", {"login": "kari", "password": PASSWORD})
    with house.database.read() as session:
        ended = session.scalars(select(BrowserSession.ended_at)).all()
    assert sorted(end is None for end in ended) == [False, True]


def test_a_badge_with_its_pin_opens_the_house_on_an_enrolled_kiosk(
    house: House, floor: Browser, kari: Person
) -> None:
    assert "With your badge" in floor.get("/log-in").text
    assert badge_in(floor) == 303
    assert kari.name in floor.get("/").text
    with house.database.read() as session:
        kiosk_id = session.scalars(select(Kiosk.id)).one()
        assert session.scalars(select(BrowserSession.kiosk_id)).one() == kiosk_id


def test_a_badge_opens_nothing_on_any_other_browser(app: Flask, house: House) -> None:
    browser = Browser(app, house)
    assert "With your badge" not in browser.get("/log-in").text
    assert badge_in(browser) == 403
    browser.client.set_cookie("samlast-kiosk", "made up")
    assert badge_in(browser) == 403


def test_a_badge_opens_nothing_on_a_kiosk_that_was_revoked(
    house: House, floor: Browser, kari: Person
) -> None:
    with house.database.write() as session:
        kiosk_id = session.scalars(select(Kiosk.id)).one()
        revoke_kiosk(session, kari, kiosk_id, house.clock)
    assert badge_in(floor) == 403


@pytest.mark.parametrize(("badge", "pin"), [(BADGE, "2581"), ("B-0000-0000", PIN), (BADGE, ""), ("", "")])
def test_badge_and_pin_must_both_be_right(floor: Browser, badge: str, pin: str) -> None:
    assert badge_in(floor, badge, pin) == 422


def test_guessing_the_pin_of_a_badge_is_slowed(floor: Browser, clock: FakeClock) -> None:
    assert [badge_in(floor, pin=f"000{n}") for n in range(5)] == [422] * 5
    assert badge_in(floor) == 429
    clock.advance(30)
    assert badge_in(floor) == 303


def test_a_kiosk_left_alone_for_half_an_hour_is_logged_out(floor: Browser, clock: FakeClock) -> None:
    assert badge_in(floor) == 303
    clock.advance(30 * 60)
    assert floor.get("/").status_code == 303
