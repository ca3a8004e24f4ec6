"""The page of reports: a period and rooms are chosen, both files answer the same question, and a kept file is held to the house."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest

from hub.coldchain import watch
from hub.coldchain.records import Level
from hub.storage.database import Database
from hub.web.pages import room_reports
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit, readings_until
from tests.web.conftest import EnterAs

PAGE = "/room-reports"


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """The services are tried on both databases; here it is the pages that are."""
    return sqlite_database


def two_warm_rooms(house: House, clock: FakeClock) -> None:
    with house.database.write() as session:
        for code in ("cold_1", "cold_2"):
            room = a_cold_room(session, code)
            a_limit(session, room, "8", Level.ALARM, valid_from=clock.now() - timedelta(days=1))
            probe = a_hung_probe(session, room, clock.now(), code)
            readings_until(
                session,
                probe,
                clock.now() + timedelta(hours=3),
                [*["3.0"] * 60, *["9.5"] * 60, *["3.0"] * 61],
            )
        clock.advance(3 * 3_600)
        watch.look(session, clock)


def test_a_period_and_rooms_are_chosen_and_come_as_pdf_and_csv(
    house: House, enter_as: EnterAs, clock: FakeClock
) -> None:
    quality = enter_as("quality")
    assert "Nothing to report yet" in quality.get(PAGE).text
    two_warm_rooms(house, clock)
    quality = enter_as("quality")
    running = quality.get(f"{PAGE}?from=2026-11-23").text
    assert "These days are not over." in running
    assert "as_of=2026-11-23T10:00" in running
    clock.advance(24 * 3_600)
    quality = enter_as("quality")
    # Yesterday of all rooms is what is asked for most.
    page = quality.get(PAGE).text
    assert "Alarms without an answer: 2" in page
    assert "Not signed: 1 of 1 days" in page
    assert 'href="/room-days/2026-11-23"' in page
    for form in ("pdf", "csv"):
        assert f'href="/room-reports/report.{form}?from=2026-11-23&amp;to=2026-11-23"' in page
    narrowed = quality.get(f"{PAGE}?from=2026-11-23&to=2026-11-23&room=cold_2").text
    assert "report.csv?from=2026-11-23&amp;to=2026-11-23&amp;room=cold_2" in narrowed
    table = quality.get(f"{PAGE}/report.csv?from=2026-11-23&to=2026-11-23&room=cold_2").text
    assert re.findall(r"^room,(\w+),", table, re.MULTILINE) == ["cold_2"]
    week = quality.get(f"{PAGE}/report.csv?from=2026-11-23&to=2026-11-29")
    assert 'filename="temperatures-2026-11-23-2026-11-29.csv"' in week.headers["Content-Disposition"]
    assert "report,,,,,as_of," in week.text
    alarm = quality.get("/alarms/1").text
    [about] = re.findall(r'href="(/room-reports/report\.pdf[^"]+)"', alarm)
    assert about == "/room-reports/report.pdf?from=2026-11-23T05:00&amp;to=2026-11-23T11:00&amp;room=cold_1"
    assert quality.get(about.replace("&amp;", "&")).data.startswith(b"%PDF-")
    assert 'href="/room-reports?from=' in quality.get("/rooms/cold_1").text


def test_what_is_asked_wrongly_is_told(house: House, enter_as: EnterAs, clock: FakeClock) -> None:
    two_warm_rooms(house, clock)
    quality = enter_as("quality")
    for asked in ("from=yesterday", "from=2026-11-23T25:00", "from=1999-01-01", "from=2026-11-23&to=x"):
        assert quality.get(f"{PAGE}/report.pdf?{asked}").status_code == 404, asked
        assert quality.get(f"{PAGE}?{asked}").status_code == 404, asked
    assert quality.get(f"{PAGE}/report.pdf?from=2026-11-23&room=nowhere").status_code == 404
    future = quality.get(f"{PAGE}/report.pdf?from=2026-12-23")
    assert (future.status_code, "begin before now" in future.text) == (422, True)
    backwards = quality.get(f"{PAGE}/report.pdf?from=2026-11-23&to=2026-11-20")
    assert (backwards.status_code, "The report must end after it begins" in backwards.text) == (422, True)
    long = quality.get(f"{PAGE}/report.csv?from=2024-11-23&to=2026-11-23")
    assert (long.status_code, "A report holds at most 367 days." in long.text) == (422, True)
    quarter = "from=2026-09-01&to=2026-11-23"
    assert "Leave this page open" in quality.get(f"{PAGE}?{quarter}").text
    with room_reports.LONG_REPORTS:  # as while another one is made
        busy = quality.get(f"{PAGE}/report.csv?{quarter}")
        assert (busy.status_code, "Another long report is being made." in busy.text) == (409, True)
        assert quality.get(f"{PAGE}/report.csv?from=2026-11-23").status_code == 200
    assert quality.get(f"{PAGE}/report.csv?{quarter}").status_code == 200
    assert enter_as("hub_worker").get(PAGE).status_code == 403
    for role in ("coordinator", "administrator"):
        assert enter_as(role).get(PAGE).status_code == 200


def test_a_kept_file_is_held_to_the_house(house: House, enter_as: EnterAs, clock: FakeClock) -> None:
    two_warm_rooms(house, clock)
    clock.advance(24 * 3_600)
    quality = enter_as("quality")
    kept = {form: quality.get(f"{PAGE}/report.{form}?from=2026-11-23").data for form in ("pdf", "csv")}

    def checked(raw: bytes) -> str:
        return quality.post(f"{PAGE}/check", {"report": (io.BytesIO(raw), "kept.pdf")}).text

    for raw in kept.values():
        assert "The report matches" in checked(raw)
    quality.post("/alarms/1/going")
    for raw in kept.values():
        assert "Changed since" in checked(raw)
    for raw in (b"", b"%PDF-1.7"):
        refused = quality.post(f"{PAGE}/check", {"report": (io.BytesIO(raw), "other.pdf")})
        assert (refused.status_code, "This file is no report of the cold rooms." in refused.text) == (
            422,
            True,
        )
    assert quality.post(f"{PAGE}/check", {}).status_code == 422
