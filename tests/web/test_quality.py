"""Cold rooms through the browser: cards, one room with its excursions, the series, and placing a probe."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from hub.coldchain.records import Assignment
from hub.coldchain.service import meet_probe
from hub.storage.database import Database
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit, readings_until
from tests.web.conftest import EnterAs

LONG_AGO = timedelta(days=30)
HOUR_AND_A_HALF = 90 * 60


def a_warm_room(database: Database, clock: FakeClock) -> None:
    """Cold, an hour of silence, 40 minutes at 8 °C, and cold again: an excursion whose start is a range."""
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, clock.now() - LONG_AGO)
        a_limit(session, room, "5", valid_from=clock.now() - LONG_AGO)
        begins = clock.now() - timedelta(minutes=160)
        readings_until(session, probe, begins + timedelta(minutes=29), ["3.0"] * 30)
        readings_until(session, probe, clock.now(), [*["8.0"] * 40, *["3.0"] * 31])


def test_a_house_without_cold_rooms_says_what_comes_next(enter_as: EnterAs) -> None:
    answer = enter_as("quality").get("/rooms")
    assert answer.status_code == 200
    assert "No cold rooms yet" in answer.text


def test_a_card_shows_temperature_state_and_word(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, clock.now() - LONG_AGO)
        a_limit(session, room, "4", valid_from=clock.now() - LONG_AGO)
        readings_until(session, probe, clock.now(), ["3.0", "3.46"])
    page = enter_as("quality").get("/rooms").text
    assert "Cold room cold_1" in page
    assert "3.5\N{NO-BREAK SPACE}°C" in page
    assert "Within the limits" in page
    assert 'data-live="/rooms/live"' in page


def test_a_room_tells_of_an_excursion_in_ranges_with_limit_and_source(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    a_warm_room(database, clock)
    page = enter_as("quality").get("/rooms/cold_1").text
    # 29 minutes after the first of 30 readings until the first warm one, in local time
    assert "between Mon 23 Nov 04:49 and Mon 23 Nov 05:50" in page
    assert "between 39 min and 1 h 41 min" in page
    assert "8.0\N{NO-BREAK SPACE}°C" in page
    assert "Regulation on food hygiene § 11" in page
    assert "Forskrift" not in page
    assert "No crate stood there meanwhile." in page


@pytest.mark.parametrize("period", ["6h", "24h", "7d"])
def test_every_period_answers(enter_as: EnterAs, database: Database, clock: FakeClock, period: str) -> None:
    a_warm_room(database, clock)
    browser = enter_as("quality")
    assert browser.get(f"/rooms/cold_1?period={period}").status_code == 200
    assert browser.get(f"/rooms/cold_1/series?period={period}").status_code == 200


def test_the_series_carries_limits_bands_and_a_break(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    a_warm_room(database, clock)
    drawn = enter_as("quality").get("/rooms/cold_1/series?period=6h").json
    assert drawn is not None
    now_s = 1_795_413_600
    assert drawn["limits"] == [
        {"level": "alarm", "side": "high", "value": 5_000, "from": now_s - 21_600, "to": now_s}
    ]
    assert len(drawn["excursions"]) == 1
    assert drawn["tracks"][0]["v"].count(None) == 1
    assert len(drawn["tracks"][0]["t"]) == 102


def test_a_heard_probe_is_placed_in_two_taps(
    enter_as: EnterAs, database: Database, house: House, clock: FakeClock
) -> None:
    with database.write() as session:
        room = a_cold_room(session)
        probe = meet_probe(session, "new-one", "zigbee2mqtt/new-one", clock.now())
    browser = enter_as("coordinator")
    page = browser.get("/rooms").text
    assert "new-one" in page
    assert f'action="/rooms/probes/{probe.id}/place"' in page
    answer = browser.post(f"/rooms/probes/{probe.id}/place", {"place": room.id})
    assert (answer.status_code, answer.location) == (303, "/rooms/cold_1")
    browser.post(f"/rooms/probes/{probe.id}/place", {"place": room.id})
    with house.database.read() as session:
        assert [one.place_id for one in session.scalars(select(Assignment))] == [room.id]
    assert "The sensor has said nothing yet." in browser.get("/rooms/cold_1").text


def test_a_probe_that_is_taken_down_waits_again(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        probe = a_hung_probe(session, a_cold_room(session), clock.now() - LONG_AGO)
    browser = enter_as("quality")
    assert "Yes, it is taken down" in browser.get("/rooms/cold_1").text
    assert browser.post(f"/rooms/probes/{probe.id}/take-down").status_code == 303
    assert "Say where it hangs" in browser.get("/rooms").text


def test_what_is_not_there_is_not_found(enter_as: EnterAs) -> None:
    browser = enter_as("quality")
    assert browser.get("/rooms/nowhere").status_code == 404
    assert browser.get("/rooms/nowhere/series").status_code == 404
    assert browser.get("/rooms/nowhere/live").status_code == 404
    assert browser.post("/rooms/probes/1/place", {"place": "x"}).status_code == 404


@pytest.mark.parametrize("address", ["/rooms", "/rooms/cold_1", "/rooms/cold_1/series", "/rooms/live"])
def test_kitchens_and_producers_see_no_rooms(enter_as: EnterAs, address: str) -> None:
    assert enter_as("kitchen").get(address).status_code == 403
    assert enter_as("producer").get(address).status_code == 403
