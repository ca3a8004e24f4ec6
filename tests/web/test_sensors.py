"""Sensors through the browser: their page, a swap in two taps, certificates with files, the bath, batteries."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from hub.coldchain.calibrations import calibrations
from hub.coldchain.probe_records import CalibrationSpell, CertificateFile
from hub.coldchain.readings import in_ms
from hub.coldchain.records import Assignment, Calibration, SensorWord
from hub.coldchain.service import meet_probe
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, readings_until
from tests.support.papers import a_pdf, a_pdf_that
from tests.support.photos import jpeg
from tests.web.conftest import EnterAs

CERTIFICATE = {
    "certificate": "K-1701",
    "laboratory": "Justervesenet",
    "calibrated_on": "2026-11-20",
    "due_on": "2027-11-20",
    "reference-1": "0",
    "shown-1": "0,3",
    "reference-2": "5,00",
    "shown-2": "5.28",
    "offset": "-0,3",
    "from": "now",
}


def a_probe(database: Database, clock: FakeClock) -> int:
    with database.write() as session:
        probe = a_hung_probe(session, a_cold_room(session), clock.now() - timedelta(days=2))
        readings_until(session, probe, clock.now(), ["3.0"] * 30)
        for quantity, word in (("battery_pct", "12"), ("signal_dbm", "-71")):
            session.add(SensorWord(probe_id=probe.id, quantity=quantity, at_ms=in_ms(clock.now()), word=word))
        return probe.id


def test_a_sensor_shows_battery_signal_place_and_what_is_due(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    probe_id = a_probe(database, clock)
    browser = enter_as("hub_worker")
    page = browser.get(f"/rooms/sensors/{probe_id}").text
    for words in ("cold-1", "12 %", "-71 dBm", "Cold room cold_1", "No certificate", "Change the battery"):
        assert words.replace("-71", "\N{MINUS SIGN}71") in page or words in page, words
    every = browser.get("/rooms/sensors").text
    assert "Batteries to change" in every
    assert "Batteries to change" in browser.get("/rooms").text
    assert f"/rooms/sensors/{probe_id}" in browser.get("/rooms/cold_1").text


def test_a_house_without_sensors_says_what_comes_next(enter_as: EnterAs) -> None:
    browser = enter_as("quality")
    assert "No sensor was heard yet" in browser.get("/rooms/sensors").text
    assert browser.get("/rooms/sensors/7").status_code == 404


def test_a_sensor_is_swapped_in_two_taps_from_the_rooms_page(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    old_id = a_probe(database, clock)
    browser = enter_as("hub_worker")
    assert "Which sensor hangs here from now on?" not in browser.get("/rooms/cold_1").text
    with database.write() as session:
        new_id = meet_probe(session, "new-one", "zigbee2mqtt/new-one", clock.now()).id
    page = browser.get("/rooms/cold_1").text
    assert f'action="/rooms/sensors/{old_id}/swap"' in page
    assert f'name="new" value="{new_id}"' in page
    answer = browser.post(f"/rooms/sensors/{old_id}/swap", {"new": new_id})
    assert (answer.status_code, answer.location) == (303, f"/rooms/sensors/{new_id}")
    again = browser.post(f"/rooms/sensors/{old_id}/swap", {"new": new_id})
    assert again.status_code == 422
    assert "This cannot be swapped" in again.text
    with database.read() as session:
        rows = session.scalars(select(Assignment).order_by(Assignment.id)).all()
        assert [(one.probe_id, one.ends_at is None) for one in rows] == [(old_id, False), (new_id, True)]
        assert rows[0].ends_at == rows[1].begins_at
    assert (
        "What it measured stays with the room in which it hung."
        in browser.get(f"/rooms/sensors/{old_id}").text
    )


def test_a_certificate_with_its_pdf_is_entered_shown_and_handed_out(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    probe_id = a_probe(database, clock)
    browser = enter_as("quality")
    assert "Enter a certificate" in browser.get(f"/rooms/sensors/{probe_id}").text
    sent = a_pdf()
    files = [(io.BytesIO(sent), "K-1701.pdf"), (io.BytesIO(jpeg(40, 30)), "page 2.png")]
    answer = browser.post(f"/rooms/sensors/{probe_id}/certificate", CERTIFICATE | {"paper": files})
    assert (answer.status_code, answer.location) == (303, f"/rooms/sensors/{probe_id}#certificates")
    page = browser.get(f"/rooms/sensors/{probe_id}").text
    for words in (
        "K-1701 · Justervesenet",
        "\N{MINUS SIGN}0.3\N{NO-BREAK SPACE}°C",
        "4.98",
        "K-1701.pdf",
        "page 2.jpg",
    ):
        assert words in page, words
    first, second = re.findall(r'href="(/rooms/certificates/files/\d+)"', page)
    got = enter_as("hub_worker").get(first)
    assert got.data == sent
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.headers["Content-Disposition"] == "attachment; filename=K-1701.pdf"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Cache-Control"] == "no-store"
    photo = browser.get(second)
    assert photo.data.startswith(b"\xff\xd8")
    assert photo.headers["Content-Type"] == "image/jpeg"
    assert enter_as("kitchen").get(first).status_code == 403
    assert browser.get("/rooms/certificates/files/99").status_code == 404


def test_what_was_typed_comes_back_with_the_fault_at_its_field(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    probe_id = a_probe(database, clock)
    browser = enter_as("quality")
    address = f"/rooms/sensors/{probe_id}/certificate"
    wrong = browser.post(
        address, CERTIFICATE | {"certificate": "", "shown-2": "", "offset": "x", "due_on": ""}
    )
    assert wrong.status_code == 422
    for name in ("due_on", "offset"):
        assert f'id="problem-{name}"' in wrong.text
    assert "A point has both" in wrong.text
    assert 'value="Justervesenet"' in wrong.text
    # The sign of the error instead of that of the correction.
    signed = browser.post(address, CERTIFICATE | {"offset": "0,3"})
    assert "Look at the sign" in signed.text
    assert "By the points the offset is \N{MINUS SIGN}0.29\N{NO-BREAK SPACE}°C" in signed.text
    old = browser.post(address, CERTIFICATE | {"from": "day", "valid_on": "2026-11-21"})
    assert 'id="problem-valid_on"' in old.text
    assert (
        browser.post(
            address, CERTIFICATE | {"from": "day", "valid_on": "2026-11-21", "past_meant": "1"}
        ).status_code
        == 303
    )
    with database.read() as session:
        [kept] = session.scalars(select(Calibration))
        assert kept.valid_from.isoformat() == "2026-11-20T23:00:00+00:00"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"MZ\x90\x00 a program", "photo"),
        (a_pdf_that(b"/OpenAction << /S /JavaScript /JS (1) >>"), "runs a script"),
        (b"%PDF-1.4 broken", "cannot be opened"),
    ],
)
def test_a_file_that_is_none_keeps_the_certificate_out(
    enter_as: EnterAs, database: Database, clock: FakeClock, content: bytes, says: str
) -> None:
    probe_id = a_probe(database, clock)
    answer = enter_as("quality").post(
        f"/rooms/sensors/{probe_id}/certificate", CERTIFICATE | {"paper": (io.BytesIO(content), "k.pdf")}
    )
    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="K-1701"' in answer.text
    with database.read() as session:
        assert session.scalars(select(Calibration)).all() == []


def test_a_wrong_entry_is_corrected_by_a_new_one_and_a_paper_is_added_later(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    probe_id = a_probe(database, clock)
    browser = enter_as("quality")
    browser.post(f"/rooms/sensors/{probe_id}/certificate", CERTIFICATE)
    page = browser.get(f"/rooms/sensors/{probe_id}").text
    [link] = re.findall(rf'href="(/rooms/sensors/{probe_id}/certificate\?corrects=\d+)"', page)
    form = browser.get(link).text
    assert 'value="K-1701"' in form
    assert 'value="0.28"' not in form
    assert 'value="5.28"' in form
    corrects = re.search(r'name="corrects" value="(\d+)"', form)
    assert corrects is not None
    clock.advance(600)
    fields = CERTIFICATE | {"certificate": "K-1710", "corrects": corrects[1], "from": "same"}
    assert browser.post(f"/rooms/sensors/{probe_id}/certificate", fields).status_code == 303
    with database.read() as session:
        [counts] = calibrations(session, probe_id)
        assert counts.certificate == "K-1710"
        # From the very moment of the entry that it corrects.
        assert counts.valid_from == clock.now() - timedelta(minutes=10)
    page = browser.get(f"/rooms/sensors/{probe_id}").text
    assert f"corrected by entry no. {counts.id}" in page
    add = f"/rooms/certificates/{counts.id}/files"
    assert add in page
    assert browser.post(add, {"paper": (io.BytesIO(a_pdf()), "a.pdf")}).status_code == 303
    assert browser.post(add, {"paper": (io.BytesIO(b"no"), "a.pdf")}).status_code == 422
    assert browser.post("/rooms/certificates/99/files").status_code == 404
    with database.read() as session:
        assert [one.name for one in session.scalars(select(CertificateFile))] == ["a.pdf"]
    assert browser.get(f"/rooms/sensors/{probe_id}/certificate?corrects=99").status_code == 404


def test_the_bath_begins_and_ends_with_a_tap_and_an_earlier_one_is_entered_and_withdrawn(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    probe_id = a_probe(database, clock)
    browser = enter_as("quality")
    assert browser.post(f"/rooms/sensors/{probe_id}/bath").status_code == 303
    assert "Sensor being calibrated" in browser.get("/rooms").text
    assert "Nothing is known of the room while its sensor is calibrated." in browser.get("/rooms/cold_1").text
    clock.advance(1_800)
    assert browser.post(f"/rooms/sensors/{probe_id}/bath/end").status_code == 303
    assert "Sensor being calibrated" not in browser.get("/rooms").text
    address = f"/rooms/sensors/{probe_id}/bath/enter"
    wrong = browser.post(address, {"begins": "2026-11-22T10:00", "ends": "yesterday"})
    assert wrong.status_code == 422
    assert 'id="problem-ends"' in wrong.text
    assert 'value="2026-11-22T10:00"' in wrong.text
    long = browser.post(address, {"begins": "2026-11-20T10:00", "ends": "2026-11-22T11:30"})
    assert "lasts 12 hours at most" in long.text
    assert (
        browser.post(address, {"begins": "2026-11-22T10:00", "ends": "2026-11-22T11:30"}).status_code == 303
    )
    page = browser.get(f"/rooms/sensors/{probe_id}").text
    withdrawn = re.findall(r'action="(/rooms/baths/\d+/withdraw)"', page)
    assert len(withdrawn) == 2
    assert browser.post(withdrawn[0]).status_code == 303
    with database.read() as session:
        spells = session.scalars(select(CalibrationSpell).order_by(CalibrationSpell.id)).all()
        assert [one.withdrawn_at is None for one in spells] == [False, True]
        # 10:00 in Oslo.
        assert spells[1].begins_at.isoformat() == "2026-11-22T09:00:00+00:00"


def test_who_places_sensors_does_not_calibrate_them(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    probe_id = a_probe(database, clock)
    browser = enter_as("hub_worker")
    page = browser.get(f"/rooms/sensors/{probe_id}").text
    assert "Enter a certificate" not in page
    assert "The calibration begins now" not in page
    assert "Take down" in page
    for address in ("certificate", "bath", "bath/end", "bath/enter"):
        assert browser.post(f"/rooms/sensors/{probe_id}/{address}").status_code == 403


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_the_pages_speak_every_language(
    enter_as: EnterAs, database: Database, clock: FakeClock, language: str
) -> None:
    probe_id = a_probe(database, clock)
    browser = enter_as("quality")
    browser.client.set_cookie("samlast-language", language)
    for address, said in (
        ("/rooms/sensors", {"nb": "Batterier som må byttes", "sv": "Batterier att byta"}),
        (f"/rooms/sensors/{probe_id}", {"nb": "Hvor den henger", "sv": "Var den hänger"}),
        (
            f"/rooms/sensors/{probe_id}/certificate",
            {"nb": "Sertifikatets nummer", "sv": "Certifikatets nummer"},
        ),
    ):
        assert said[language] in browser.get(address).text
