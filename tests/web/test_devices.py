"""The devices page: there, lost and not heard of are three things, each with what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub.coldchain.service import meet_probe
from hub.storage.database import Database
from hub.web.pages.devices import _without_password
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, readings_until
from tests.web.conftest import EnterAs


def test_a_device_nobody_heard_of_is_neither_there_nor_lost(enter_as: EnterAs) -> None:
    page = enter_as("administrator").get("/devices").text
    assert "Not heard of yet" in page
    assert "Connected" not in page
    assert "has not said anything yet" in page


def test_a_lost_scale_says_since_when_and_why(enter_as: EnterAs, house: House, clock: FakeClock) -> None:
    key = house.settings.devices.scales[0].key
    house.live.post(
        f"samlast/state/{key}",
        {"state": "lost", "why": "no such device", "at": clock.now().isoformat()},
    )
    house.live.post("samlast/state/inbox", {"state": "well", "why": "", "weighings": 0, "messages": 0})
    page = enter_as("administrator").get("/devices").text
    assert "Lost" in page
    assert "no such device" in page
    assert "07:00" in page  # 06:00 UTC in Oslo
    assert "has not said anything yet" not in page


def test_events_that_wait_to_be_stored_are_told(enter_as: EnterAs, house: House) -> None:
    house.live.post(
        "samlast/state/inbox",
        {"state": "troubled", "why": "disk full", "weighings": 2, "messages": 3},
    )
    assert (
        "5 events of devices wait to be stored: disk full" in enter_as("administrator").get("/devices").text
    )


def test_a_scale_whose_verification_has_run_out_is_marked(enter_as: EnterAs, clock: FakeClock) -> None:
    assert "verification has run out" not in enter_as("administrator").get("/devices").text
    clock.advance(timedelta(days=365).total_seconds())
    assert "verification has run out" in enter_as("administrator").get("/devices").text


def test_sensors_show_where_they_hang_and_when_they_spoke(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        probe = a_hung_probe(session, a_cold_room(session), clock.now() - timedelta(days=1))
        readings_until(session, probe, clock.now(), ["3.0", None])
        meet_probe(session, "stray", "ruuvi/stray", clock.now())
    page = enter_as("coordinator").get("/devices").text
    assert "probe absent" in page
    assert 'href="/rooms/cold_1"' in page
    assert "not yet placed" in page
    assert "ruuvi/stray" in page


@pytest.mark.parametrize(
    ("link", "seen"),
    [
        ("socket://127.0.0.1:4001", "socket://127.0.0.1:4001"),
        ("socket://user:secret@10.0.0.4:4001", "socket://10.0.0.4:4001"),
        ("/dev/ttyUSB0", "/dev/ttyUSB0"),
    ],
)
def test_no_password_of_a_link_is_shown(link: str, seen: str) -> None:
    assert _without_password(link) == seen


def test_the_floor_and_kitchens_see_no_devices(enter_as: EnterAs) -> None:
    assert enter_as("kitchen").get("/devices").status_code == 403
    assert enter_as("hub_worker").get("/devices/live").status_code == 403


def test_causes_and_values_are_said_in_the_readers_words(enter_as: EnterAs, house: House) -> None:
    scale, printer = house.settings.devices.scales[0].key, house.settings.devices.printers[0].key
    house.live.post(f"samlast/state/{scale}", {"state": "lost", "why": "silent"})
    house.live.post(f"samlast/live/scale/{scale}", {"mass_mg": 0, "shown": "0.00 kg"})
    house.live.post(f"samlast/live/job/{printer}", {"job": 1, "state": "queued", "trouble": "paper_out"})
    page = enter_as("administrator").get("/devices").text
    assert "The device did not answer." in page
    assert "silent" not in page
    assert "0.00 kg" not in page  # the display's own text; ours has a space that does not break
    assert "The printer is out of paper." in page


def test_a_scanner_is_shown_with_when_it_was_heard_and_never_with_what_it_read(
    enter_as: EnterAs, house: House
) -> None:
    at = house.clock.now().isoformat()
    house.live.post("samlast/state/hand", {"state": "back", "why": "", "at": at})
    house.live.post(
        "samlast/live/scan/hand", {"id": "1", "text": "SECRETBADGE", "identifier": "]C0", "at": at}
    )
    page = enter_as("administrator").get("/devices").text
    assert "Hand scanner" in page
    assert "]C0" in page
    assert "SECRETBADGE" not in page
    house.live.post("samlast/live/scan/hand", {"id": "2", "text": "", "trouble": "unreadable", "at": at})
    assert "What it sends is no code." in enter_as("administrator").get("/devices").text
