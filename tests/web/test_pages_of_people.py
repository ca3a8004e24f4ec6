"""Administration of people and kiosks, and a person's own account, through the pages."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from hub.kernel.words import Language
from hub.people.records import AuditEntry, BrowserSession, Kiosk, Person
from hub.people.service import set_password
from hub.wiring import House
from tests.support.web import Browser, make_person
from tests.web.conftest import EnterAs

NEW = {
    "name": "Ola Berg",
    "login": "ola@solsikken.example",
    "password": "god morgen",
    "language": "sv",
    "roles": ["kitchen", "producer"],
}


@pytest.fixture
def admin(enter_as: EnterAs) -> Browser:
    return enter_as("administrator")


@pytest.fixture
def ola(house: House) -> Person:
    with house.database.write() as session:
        person = make_person(session, house, "driver", name="Ola Berg", login="ola")
        set_password(session, person, "god morgen", by=None, clock=house.clock)
        return session.get_one(Person, person.id)


def test_a_new_person_can_log_in_with_the_first_password(app: Flask, house: House, admin: Browser) -> None:
    made = admin.post("/people/new", NEW)
    assert made.status_code == 303
    assert "Ola Berg can log in now." in admin.get(made.headers["Location"]).text
    with house.database.read() as session:
        person = session.scalars(select(Person).where(Person.login == "ola@solsikken.example")).one()
    assert sorted(role.role for role in person.roles) == ["kitchen", "producer"]
    ola = Browser(app, house)
    assert ola.post("/log-in", {"login": NEW["login"], "password": NEW["password"]}).status_code == 303


def test_a_sentence_is_shown_once(admin: Browser) -> None:
    address = admin.post("/people/new", NEW).headers["Location"]
    assert "can log in now" in admin.get(address).text
    assert "can log in now" not in admin.get(address).text


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("password", "kort", "Use at least 8 characters"),
        ("login", "  ", "Fill in the field that is empty: Login."),
        ("login", "<script>x", "A login has only letters, digits"),
        ("login", "ola berg", "A login has only letters, digits"),
        ("roles", [], "Choose at least one role"),
        ("roles", ["captain"], "There is no role captain"),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_is_kept(
    house: House, admin: Browser, field: str, typed: object, says: str
) -> None:
    answer = admin.post("/people/new", {**NEW, field: typed})
    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="Ola Berg"' in answer.text
    with house.database.read() as session:
        assert len(session.scalars(select(Person)).all()) == 1


def test_an_empty_field_is_named_in_the_language_of_the_reader(app: Flask, house: House) -> None:
    with house.database.write() as session:
        kari = make_person(session, house, "administrator", language=Language.NB)
    answer = Browser(app, house, kari).post("/people/new", {**NEW, "login": ""})
    said = answer.text.split('id="problem-login"')[1].split("</p>")[0]
    assert "Brukernavn" in said
    assert "login" not in said


def test_a_changed_account_that_is_not_taken_says_so_at_its_field_and_keeps_what_was_typed(
    admin: Browser, ola: Person
) -> None:
    typed = {"name": "Ola Bergström", "language": "sv", "roles": ["captain", "kitchen"]}
    answer = admin.post(f"/people/{ola.id}", typed)
    assert answer.status_code == 422
    assert "There is no role captain" in answer.text.split('id="problem-roles"')[1].split("</p>")[0]
    assert 'role="alert"' not in answer.text
    assert 'value="Ola Bergström"' in answer.text
    assert re.search(r'value="sv" selected', answer.text)
    assert re.findall(r'name="roles" value="(\w+)" checked', answer.text) == ["kitchen"]
    assert not re.search(r'name="active"[^>]* checked', answer.text)
    for path, field, form in (
        ("password", "password", {"password": "kort"}),
        ("badge", "pin", {"badge": "A-BADGE-THAT-IS-LONG", "pin": "12"}),
        ("badge", "badge", {"badge": "A", "pin": "4711"}),
        ("badge/new", "new_pin", {"new_pin": "12"}),
    ):
        assert f'id="problem-{field}"' in admin.post(f"/people/{ola.id}/{path}", form).text


def test_an_account_keeps_at_least_one_role(house: House, admin: Browser, ola: Person) -> None:
    answer = admin.post(f"/people/{ola.id}", {"name": "Ola Berg", "language": "nb", "active": "1"})
    assert answer.status_code == 422
    assert "Choose at least one role" in answer.text
    with house.database.read() as session:
        assert [role.role for role in session.get_one(Person, ola.id).roles] == ["driver"]


def test_closing_an_account_ends_its_sessions(app: Flask, house: House, admin: Browser, ola: Person) -> None:
    browser = Browser(app, house, ola)
    assert browser.get("/").status_code == 200
    form = {"name": "Ola Berg", "language": "nb", "roles": ["driver"]}
    assert admin.post(f"/people/{ola.id}", form).status_code == 303
    assert browser.get("/").status_code == 303


def test_nobody_takes_the_last_administrator_away(house: House, admin: Browser) -> None:
    with house.database.read() as session:
        mine = session.scalars(select(Person.id)).one()
    answer = admin.post(
        f"/people/{mine}", {"name": "Kari", "language": "en", "roles": ["driver"], "active": "1"}
    )
    assert answer.status_code == 422
    assert "Somebody must be left" in answer.text
    assert admin.get("/people").status_code == 200


def test_a_form_cannot_slip_in_what_it_does_not_ask(house: House, admin: Browser, ola: Person) -> None:
    form = {
        "name": "Ola",
        "language": "nb",
        "roles": ["driver"],
        "active": "1",
        "kitchen_id": "1",
        "login": "x",
    }
    assert admin.post(f"/people/{ola.id}", form).status_code == 303
    with house.database.read() as session:
        kept = session.get_one(Person, ola.id)
    assert (kept.login, kept.kitchen_id) == ("ola", None)


def test_logging_somebody_out_everywhere_is_written_down(
    app: Flask, house: House, admin: Browser, ola: Person
) -> None:
    phone, desk = Browser(app, house, ola), Browser(app, house, ola)
    admin.post(f"/people/{ola.id}/end-sessions")
    assert [phone.get("/").status_code, desk.get("/").status_code] == [303, 303]
    with house.database.read() as session:
        verbs = session.scalars(select(AuditEntry.verb).where(AuditEntry.subject == f"person:{ola.id}")).all()
    assert verbs[-1] == "sessions ended"


def test_a_screen_that_is_enrolled_takes_badges_until_it_is_revoked(
    app: Flask, house: House, admin: Browser, ola: Person
) -> None:
    admin.post(f"/people/{ola.id}/badge", {"badge": "B-4711-0815", "pin": "2580"})
    answer = admin.post("/kiosks", {"name": "Goods in"})
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "This screen is Goods in" in admin.get("/kiosks").text
    admin.post("/log-out")
    assert admin.post("/log-in/badge", {"badge": "B-4711-0815", "pin": "2580"}).status_code == 303
    assert "Ola Berg" in admin.get("/").text
    with house.database.write() as session:
        other = make_person(session, house, "administrator")
        kiosk_id = session.scalars(select(Kiosk.id)).one()
    Browser(app, house, other).post(f"/kiosks/{kiosk_id}/revoke")
    assert admin.get("/").status_code == 303
    assert "With your badge" not in admin.get("/log-in").text


def test_a_person_changes_the_own_password_with_the_old_one(app: Flask, house: House, ola: Person) -> None:
    desk, phone = Browser(app, house, ola), Browser(app, house, ola)
    wrong = desk.post("/account/password", {"old": "feil feil", "new": "en ny morgen"})
    assert wrong.status_code == 422
    short = desk.post("/account/password", {"old": "god morgen", "new": "ny"})
    assert short.status_code == 422
    assert desk.post("/account/password", {"old": "god morgen", "new": "en ny morgen"}).status_code == 303
    assert [desk.get("/").status_code, phone.get("/").status_code] == [200, 303]
    again = Browser(app, house)
    assert again.post("/log-in", {"login": "ola", "password": "god morgen"}).status_code == 422
    assert again.post("/log-in", {"login": "ola", "password": "en ny morgen"}).status_code == 303


def test_a_chosen_language_follows_the_person_to_the_next_device(
    app: Flask, house: House, ola: Person
) -> None:
    answer = Browser(app, house, ola).post(
        "/language", {"language": "sv"}, Referer="http://localhost/account?x=1"
    )
    assert answer.headers["Location"] == "/account?x=1"
    assert '<html lang="sv"' in Browser(app, house, ola).get("/").text


def test_a_language_or_theme_that_does_not_exist_is_refused(enter_as: EnterAs) -> None:
    browser = enter_as("driver")
    assert browser.post("/language", {"language": "tlh"}).status_code == 400
    assert browser.post("/theme", {"theme": "neon"}).status_code == 400


def test_a_chosen_theme_is_in_the_page_from_its_first_byte(enter_as: EnterAs) -> None:
    browser = enter_as("driver")
    browser.post("/theme", {"theme": "dark"})
    assert 'data-theme="dark"' in browser.get("/").text


def test_text_that_looks_like_markup_stays_text(admin: Browser, ola: Person) -> None:
    name = "<img src=x onerror=alert(1)>"
    admin.post(f"/people/{ola.id}", {"name": name, "language": "nb", "roles": ["driver"], "active": "1"})
    for address in ("/people", f"/people/{ola.id}"):
        page = admin.get(address).text
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_a_session_is_not_written_at_every_request(house: House, admin: Browser) -> None:
    with house.database.read() as session:
        before = session.scalars(select(BrowserSession.seen_at)).one()
    admin.get("/")
    with house.database.read() as session:
        assert session.scalars(select(BrowserSession.seen_at)).one() == before
