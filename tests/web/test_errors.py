"""From an error to an answer: each kind its status, each answer says what to do, and no inside shows."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from hub.kernel.errors import Conflict, DeviceTrouble, HubError, NotFound, NotPermitted, RuleBroken
from hub.kernel.quantity import Mass, Temperature
from hub.people.errors import LoginTaken
from hub.storage.database import Database
from hub.web.access import signed_in
from hub.web.errors import status_of
from hub.web.texts import sentence
from tests.web.conftest import EnterAs


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuleBroken(), 422),
        (Conflict(), 409),
        (NotFound(), 404),
        (NotPermitted(), 403),
        (DeviceTrouble(device="goods_in"), 503),
        (HubError(), 500),
    ],
)
def test_each_branch_of_the_error_tree_has_its_status(error: HubError, status: int) -> None:
    assert status_of(error) == status


def test_a_broken_rule_is_told_as_a_page_as_a_fragment_and_as_json(app: Flask, enter_as: EnterAs) -> None:
    def clash() -> str:
        raise Conflict

    app.add_url_rule("/clash", "clash", signed_in(clash))
    browser = enter_as("driver")
    page = browser.get("/clash")
    assert page.status_code == 409
    assert "<!doctype html>" in page.text
    assert "Somebody else was there first" in page.text
    fragment = browser.get("/clash", HX_Request="true")
    assert "<!doctype html>" not in fragment.text
    assert 'role="alert"' in fragment.text
    json = browser.get("/clash", Accept="application/json")
    assert json.json is not None
    assert json.json["error"] == "conflict"


def test_what_nobody_expected_is_logged_whole_under_the_number_that_the_page_gives(
    app: Flask, enter_as: EnterAs, caplog: pytest.LogCaptureFixture
) -> None:
    def fall() -> str:
        msg = "the inside of the house"
        raise KeyError(msg)

    app.add_url_rule("/fall", "fall", signed_in(fall))
    with caplog.at_level(logging.ERROR):
        answer = enter_as("driver").get("/fall")
    assert answer.status_code == 500
    assert "inside of the house" not in answer.text
    told = caplog.records[0]
    assert told.exc_info is not None
    reference = told.getMessage().split()[1].rstrip(":")
    assert len(reference) == 8
    assert reference in answer.text


def test_only_what_was_sent_to_be_kept_is_said_not_to_be_kept(app: Flask, enter_as: EnterAs) -> None:
    def fall() -> str:
        raise KeyError

    app.add_url_rule("/fall", "fall", signed_in(fall), methods=["GET", "POST"])
    browser = enter_as("driver")
    looked = browser.get("/fall", HX_Request="true")
    assert "Nothing of it was kept" not in looked.text
    assert "This could not be shown" in looked.text
    assert "Nothing of it was kept" in browser.post("/fall").text


@pytest.mark.parametrize("address", ["/nothing-here", "/people/999", "/people/-1"])
def test_what_is_not_there_and_what_is_not_yours_look_the_same(enter_as: EnterAs, address: str) -> None:
    answer = enter_as("administrator").get(address)
    assert answer.status_code == 404
    assert "not yours to see" in answer.text


def test_an_error_without_a_sentence_still_says_whom_to_ask(app: Flask) -> None:
    class Unheard(RuleBroken):
        code = "test_unheard"

    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert sentence(Unheard()) == "This cannot be done (test_unheard). Ask the coordinator."


@pytest.mark.parametrize(
    ("fact", "written"),
    [
        (Mass.grams(10_450), "10,45\N{NO-BREAK SPACE}kg"),
        (Temperature.celsius("-18.26"), "\N{MINUS SIGN}18,3\N{NO-BREAK SPACE}°C"),
        (date(2026, 11, 24), "tir. 24. nov."),
        (datetime(2026, 11, 24, 6, 5, tzinfo=UTC), "tir. 24. nov. 07:05"),
        ("L-7", "L-7"),
    ],
)
def test_a_fact_in_a_sentence_is_written_as_the_reader_writes_it(
    app: Flask, fact: object, written: str
) -> None:
    with app.test_request_context(headers={"Accept-Language": "nb"}):
        assert sentence(LoginTaken(login=fact)).count(written) == 1


def test_a_sentence_with_a_forgotten_fact_is_still_a_sentence(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert sentence(LoginTaken()) == "Somebody already has the login …. Choose another."
