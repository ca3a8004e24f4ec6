"""Presets, a room's limits, its defrosts and its door through the browser: what is typed comes back with the fault at its field."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from hub.coldchain.defrosts import defrost_plans
from hub.coldchain.doors import delay_of
from hub.coldchain.limit_changes import changes_of, settings_at
from hub.coldchain.records import PlaceLimit
from hub.people.records import AuditEntry
from hub.stock.records import Place
from hub.storage.database import Database
from hub.web.access import asked_by
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit
from tests.support.web import Browser
from tests.web.conftest import EnterAs


def a_room(database: Database, clock: FakeClock) -> int:
    with database.write() as session:
        room = a_cold_room(session)
        room.storage_classes = ["chilled"]
        a_hung_probe(session, room, clock.now() - timedelta(days=2))
        return room.id


def form_of(browser: Browser, address: str) -> dict[str, str]:
    """The fields of the form of limits as a browser would send them back."""
    page = browser.get(address).text
    found = {
        name: value
        for name, value in re.findall(r'<input[^>]*\bname="([^"]+)" value="([^"]*)"', page)
        if name not in {"csrf", "operation", "from", "past_meant"}
    }
    return {**found, "from": "now"}


def test_a_preset_is_seen_with_its_sources_and_taken_over_in_one_form(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    room_id = a_room(database, clock)
    browser = enter_as("quality")
    presets = browser.get("/rooms/presets").text
    assert "Norwegian food hygiene regulation, main rule for perishable food: 4 °C" in presets
    assert "no limits set" in presets
    assert "Swedish practice" not in presets.split("Presets of other countries")[0]
    assert "Swedish practice" in browser.get("/rooms/presets?country=SE").text
    form = form_of(browser, "/rooms/cold_1/limits?preset=chilled")
    assert (form["limit-warn-high"], form["on-warn-high"], form["limit-alarm-low"]) == ("5", "30", "")
    assert form["reason"] == "Taken over: Chilled, 0 to 4 °C"
    answer = browser.post("/rooms/cold_1/limits", form)
    assert (answer.status_code, answer.location) == (303, "/rooms/cold_1/settings")
    with database.read() as session:
        assert len(settings_at(session, room_id, clock.now())) == 5
        # The source stays in all three languages.
        sources = {row.source.nb for row in session.scalars(select(PlaceLimit))}
        assert "næringsmiddelhygieneforskriften, hovedregel for lett bedervelig mat: 4 °C" in sources
        [told] = changes_of(session, room_id)
        assert (told.change.preset, told.change.reason) == ("chilled", "Taken over: Chilled, 0 to 4 °C")
    assert "as the preset" in browser.get("/rooms/presets").text
    page = browser.get("/rooms/cold_1/settings").text
    assert "as the preset" in page
    assert "at most 10.0\N{NO-BREAK SPACE}°C" in page


def test_what_was_typed_comes_back_with_every_fault_at_its_field(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    a_room(database, clock)
    browser = enter_as("quality")
    form = form_of(browser, "/rooms/cold_1/limits?preset=chilled")
    form |= {"limit-warn-high": "fem", "on-alarm-high": "", "reason": "", "limit-critical-high": "7"}
    answer = browser.post("/rooms/cold_1/limits", form)
    assert answer.status_code == 422
    assert 'value="fem"' in answer.text
    assert answer.text.count('class="field-problem"') == 2
    assert 'id="problem-limit-warn-high"' in answer.text
    assert 'id="problem-on-alarm-high"' in answer.text
    # Readable now, and it makes no sense: the graver limit is the milder one.
    form |= {"limit-warn-high": "5,5", "on-alarm-high": "30"}
    answer = browser.post("/rooms/cold_1/limits", form)
    assert 'id="problem-limit-critical-high"' in answer.text
    assert 'id="problem-reason"' in answer.text
    assert 'value="5,5"' in answer.text
    with database.read() as session:
        assert session.scalars(select(PlaceLimit)).all() == []


def test_an_emptied_limit_counts_no_more_and_what_is_untouched_keeps_its_date(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    room_id = a_room(database, clock)
    with database.write() as session:
        room = session.get_one(Place, room_id)
        a_limit(session, room, "8", valid_from=clock.now() - timedelta(days=1))
    browser = enter_as("quality")
    form = form_of(browser, "/rooms/cold_1/limits")
    assert {name: value for name, value in form.items() if name.startswith("limit-") and value} == {
        "limit-alarm-high": "8"
    }
    form |= {"limit-alarm-high": "", "limit-warn-high": "-1,5", "reason": "moved to another room"}
    assert browser.post("/rooms/cold_1/limits", form).status_code == 303
    with database.read() as session:
        [left] = settings_at(session, room_id, clock.now()).values()
        assert left.limit.millidegrees == -1_500
        # Without a source of its own the reason is the source.
        assert left.source.sv == "moved to another room"
    page = browser.get("/rooms/cold_1/settings").text
    assert "none any more" in page
    assert "moved to another room" in page


def test_a_day_that_is_over_must_be_meant_and_a_day_to_come_can_be_withdrawn(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    room_id = a_room(database, clock)
    browser = enter_as("coordinator")
    form = form_of(browser, "/rooms/cold_1/limits?preset=chilled") | {"from": "day", "valid_on": "2026-11-20"}
    answer = browser.post("/rooms/cold_1/limits", form)
    assert answer.status_code == 422
    assert 'id="problem-valid_on"' in answer.text
    assert browser.post("/rooms/cold_1/limits", form | {"valid_on": "x"}).status_code == 422
    assert browser.post("/rooms/cold_1/limits", form | {"past_meant": "1"}).status_code == 303
    with database.read() as session:
        # Friday midnight in Oslo.
        [told] = changes_of(session, room_id)
        assert told.change.valid_from.isoformat() == "2026-11-19T23:00:00+00:00"
    form = form_of(browser, "/rooms/cold_1/limits") | {
        "from": "day",
        "valid_on": "2026-12-01",
        "reason": "winter",
    }
    assert browser.post("/rooms/cold_1/limits", form | {"limit-warn-high": "4"}).status_code == 303
    page = browser.get("/rooms/cold_1/settings").text
    assert "Planned from Tue 1 Dec 00:00 on" in page
    assert "They stay planned" in browser.get("/rooms/cold_1/limits").text
    [address] = re.findall(r'action="(/rooms/limit-changes/\d+/withdraw)"', page)
    assert browser.post(address).status_code == 303
    page = browser.get("/rooms/cold_1/settings").text
    assert "Planned from" not in page
    assert "withdrawn Mon 23 Nov" in page


def test_two_people_do_not_overwrite_each_other(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    a_room(database, clock)
    browser, other = enter_as("quality"), enter_as("coordinator")
    form = form_of(browser, "/rooms/cold_1/limits?preset=chilled")
    assert (
        other.post("/rooms/cold_1/limits", form_of(other, "/rooms/cold_1/limits?preset=chilled")).status_code
        == 303
    )
    answer = browser.post("/rooms/cold_1/limits", form)
    assert answer.status_code == 409
    assert "Somebody changed the limits of this room" in answer.text


def test_defrosts_and_the_door_are_set_on_the_rooms_page(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    room_id = a_room(database, clock)
    browser = enter_as("quality")
    wrong = browser.post("/rooms/cold_1/defrosts", {"times": "06:00 25:00", "minutes": "90", "from": "now"})
    assert wrong.status_code == 422
    assert 'value="06:00 25:00"' in wrong.text
    assert 'id="problem-times"' in wrong.text
    long = browser.post("/rooms/cold_1/defrosts", {"times": "6 14.30", "minutes": "90", "from": "now"})
    assert 'id="problem-minutes"' in long.text
    right = browser.post(
        "/rooms/cold_1/defrosts", {"times": "6 14.30, 22:15", "minutes": "20", "from": "now"}
    )
    assert (right.status_code, right.location) == (303, "/rooms/cold_1/settings#defrosts")
    with database.read() as session:
        assert [plan.begins for plan, _ in defrost_plans(session, room_id)] == ["06:00", "14:30", "22:15"]
    page = browser.get("/rooms/cold_1/settings").text
    addresses = re.findall(r'action="(/rooms/defrosts/\d+/end)"', page)
    assert len(addresses) == 3
    assert browser.post(addresses[0]).status_code == 303
    assert browser.get("/rooms/cold_1/settings").text.count('/end"') == 2

    assert 'id="problem-door_minutes"' in browser.post("/rooms/cold_1/door", {"door": "calls"}).text
    assert browser.post("/rooms/cold_1/door", {"door": "calls", "door_minutes": "10"}).status_code == 303
    with database.read() as session:
        kept = delay_of(session, room_id)
        assert kept is not None
        assert kept.delay_s == 600
    assert "A door that is open for more than 10 min calls" in browser.get("/rooms/cold_1/settings").text
    assert browser.post("/rooms/cold_1/door", {"door": "quiet"}).status_code == 303
    with database.read() as session:
        kept = delay_of(session, room_id)
        assert kept is not None
        assert kept.delay_s is None
        verbs = set(session.scalars(select(AuditEntry.verb)))
        assert {"defrost planned", "defrost plan ended", "door delay set"} <= verbs


def test_an_empty_room_says_so_in_every_part(enter_as: EnterAs, database: Database) -> None:
    with database.write() as session:
        a_cold_room(session)
    page = enter_as("quality").get("/rooms/cold_1/settings").text
    assert "nobody is called" in page
    assert "No defrost is planned here" in page
    assert "An open door calls nobody" in page


def test_who_may_only_look_sees_no_form_and_is_refused(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    a_room(database, clock)
    browser = enter_as("hub_worker")
    page = browser.get("/rooms/cold_1/settings").text
    assert "Change the limits" not in page
    assert "Plan defrosts" not in page
    for address in ("limits", "defrosts", "door"):
        assert browser.post(f"/rooms/cold_1/{address}").status_code == 403
    assert browser.get("/rooms/cold_1/limits").status_code == 403
    for role in ("kitchen", "producer", "driver"):
        assert enter_as(role).get("/rooms/presets").status_code == 403
    assert enter_as("quality").get("/rooms/nowhere/settings").status_code == 404
    assert enter_as("quality").post("/rooms/limit-changes/9/withdraw").status_code == 404


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_the_pages_speak_every_language(
    enter_as: EnterAs, database: Database, clock: FakeClock, language: str
) -> None:
    a_room(database, clock)
    browser = enter_as("quality")
    browser.client.set_cookie("samlast-language", language)
    words = {
        "/rooms/presets": {"nb": "Forslag til grenser", "sv": "Förslag till gränser"},
        "/rooms/cold_1/settings": {"nb": "Avriminger", "sv": "Avfrostningar"},
        "/rooms/cold_1/limits?preset=chilled": {"nb": "Lagre grensene", "sv": "Spara gränserna"},
    }
    for address, said in words.items():
        assert said[language] in browser.get(address).text


def test_every_view_of_settings_and_sensors_asks_for_a_right_of_the_cold_chain(enter_as: EnterAs) -> None:
    app = enter_as("quality").client.application
    views = {
        name: asked_by(view)
        for name, view in app.view_functions.items()
        if name.startswith(("room_settings.", "sensors."))
    }
    assert len(views) > 15
    for name, asks in views.items():
        assert asks is not None, name
        assert asks.any_of, name
        assert all(one.startswith("coldchain:") for one in asks.any_of), name
        post = name.split(".")[1] not in {"every_preset", "page", "every", "one", "file"}
        assert any(one.endswith(":read") for one in asks.any_of) is not post, name
