"""Every route says whom it lets in, and `guard` holds it to that."""

from __future__ import annotations

from flask import Flask

from hub.people.permissions import Permission
from hub.people.records import PersonRole
from hub.web.access import asked_by, requires
from hub.web.navigation import PLACES
from hub.wiring import House
from tests.support.web import Browser, make_person
from tests.web.conftest import EnterAs

# A new name here is a decision: everybody on the network may ask for it.
PUBLIC = {
    "static",
    "log_in.page",
    "log_in.log_in",
    "log_in.log_in_by_badge",
    "account.choose_language",
    "account.choose_theme",
}


def endpoints(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules()}


def test_every_route_says_whom_it_lets_in(app: Flask) -> None:
    unmarked = {name for name in endpoints(app) if asked_by(app.view_functions[name]) is None}
    assert unmarked == set()


def test_the_public_routes_are_these_and_no_others(app: Flask) -> None:
    found = set()
    for name in endpoints(app):
        asks = asked_by(app.view_functions[name])
        if asks is not None and not asks.log_in:
            found.add(name)
    assert found == PUBLIC


def test_nobody_gets_a_page_without_logging_in(app: Flask, house: House) -> None:
    browser = Browser(app, house)
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC or "GET" not in (rule.methods or ()):
            continue
        address = rule.build(dict.fromkeys(rule.arguments, 1))
        if address is None:  # a converter that takes no number
            address = rule.build(dict.fromkeys(rule.arguments, "x"))
        assert address is not None
        answer = browser.get(address[1])
        assert (answer.status_code, rule.rule) == (303, rule.rule)
        assert answer.headers["Location"].startswith("/log-in")


def test_a_view_that_says_nothing_is_refused(app: Flask, enter_as: EnterAs) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = enter_as("administrator").get("/forgotten")
    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_a_missing_right_is_a_page_that_says_so(enter_as: EnterAs) -> None:
    answer = enter_as("driver").get("/people")
    assert answer.status_code == 403
    assert "ask an administrator" in answer.text


def test_a_right_that_is_taken_away_is_gone_with_the_next_request(app: Flask, house: House) -> None:
    with house.database.write() as session:
        person = make_person(session, house, "administrator")
    browser = Browser(app, house, person)
    assert browser.get("/people").status_code == 200
    with house.database.write() as session:
        session.delete(session.get_one(PersonRole, (person.id, "administrator")))
    assert browser.get("/people").status_code == 403


def test_any_of_the_rights_is_enough(app: Flask, enter_as: EnterAs) -> None:
    view = requires(Permission.STOP_DELIVER, Permission.PEOPLE_ADMINISTER)(lambda: "in")
    app.add_url_rule("/either", "either", view)
    assert enter_as("driver").get("/either").text == "in"
    assert enter_as("kitchen").get("/either").status_code == 403


def test_a_fragment_asked_for_after_the_session_ended_sends_the_whole_page_to_log_in(
    app: Flask, house: House
) -> None:
    answer = Browser(app, house).get("/people", HX_Request="true")
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/log-in")


def test_the_first_page_shows_the_places_that_this_person_may_open(enter_as: EnterAs) -> None:
    assert 'href="/people"' in enter_as("administrator").get("/").text
    assert 'href="/people"' not in enter_as("driver").get("/").text


def test_the_first_page_of_somebody_whose_role_the_settings_dropped_says_whom_to_ask(
    app: Flask, house: House
) -> None:
    with house.database.write() as session:
        person = make_person(session, house, "driver")
        person.roles = [PersonRole(role="captain")]
    assert "Ask an administrator" in Browser(app, house, person).get("/").text


def test_every_place_has_a_name_and_says_what_one_does_there(app: Flask) -> None:
    with app.test_request_context():
        assert [
            place.endpoint for place in PLACES if not (place.label and str(place.says).endswith("."))
        ] == []
