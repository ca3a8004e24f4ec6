"""No other site acts in a visitor's name."""

from __future__ import annotations

import pytest
from flask import Flask

from hub.storage.database import Database
from hub.wiring import House
from tests.support.web import Browser, make_person
from tests.web.conftest import EnterAs


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


def test_every_route_that_changes_something_refuses_a_request_without_the_token(
    app: Flask, enter_as: EnterAs
) -> None:
    browser = enter_as("administrator", "coordinator")
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        address = rule.build(dict.fromkeys(rule.arguments, 1))
        assert address is not None
        answer = browser.client.post(address[1], data={})
        assert (answer.status_code, rule.rule) == (403, rule.rule)
        assert "Open the page again" in answer.text


def test_the_token_of_another_browser_is_worth_nothing(enter_as: EnterAs) -> None:
    mine, theirs = enter_as("administrator"), enter_as("administrator")
    answer = mine.client.post("/language", data={"language": "sv", "csrf": theirs.csrf()})
    assert answer.status_code == 403


def test_the_token_changes_with_the_log_in(app: Flask, house: House) -> None:
    browser = Browser(app, house)
    before = browser.csrf()
    with house.database.write() as session:
        person = make_person(session, house, "driver")
    browser.enter(person)
    assert browser.csrf() != before


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Origin", "https://elsewhere.example"),
        ("Origin", "null"),
        ("Origin", "http://localhost:81"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ],
)
def test_a_request_that_the_browser_says_came_from_elsewhere_is_refused(
    enter_as: EnterAs, header: str, value: str
) -> None:
    browser = enter_as("driver")
    answer = browser.client.post(
        "/language", data={"language": "sv", "csrf": browser.csrf()}, headers={header: value}
    )
    assert answer.status_code == 403


def test_a_request_from_a_page_of_ours_is_taken(enter_as: EnterAs) -> None:
    browser = enter_as("driver")
    form = {"language": "sv", "csrf": browser.csrf()}
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert browser.client.post("/language", data=form, headers=headers).status_code == 303


def test_a_script_may_send_the_token_as_a_header(enter_as: EnterAs) -> None:
    browser = enter_as("driver")
    answer = browser.client.post("/language", data={"language": "sv"}, headers={"X-Csrf": browser.csrf()})
    assert answer.status_code == 303
