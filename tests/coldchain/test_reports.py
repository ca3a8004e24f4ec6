"""Reports of the cold rooms out of the database: what they hold, that asking again gives the same bytes, and what opens them again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from hub.coldchain import alarms, kept_reports, reviews, watch
from hub.coldchain.alarm_records import Done
from hub.coldchain.alarms import Answer
from hub.coldchain.calibrations import Certificate, calibrate
from hub.coldchain.errors import NoReport, ReportNotBegun, ReportTooLong
from hub.coldchain.kept_reports import Verdict
from hub.coldchain.levels import Level
from hub.coldchain.readings import in_ms
from hub.coldchain.records import DefrostPlan, Probe, SensorWord
from hub.coldchain.reports import Asked, ReportDesk, days_asked, report_of
from hub.coldchain.reviews import Signing
from hub.coldchain.room_days import house_day
from hub.coldchain.service import place_probe, take_down_probe
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Temperature
from hub.kernel.words import Language
from hub.labels.dialects.csv_room_report import room_report_csv
from hub.labels.dialects.pdf_room_report import room_report_pdf
from hub.labels.room_report import FORM, ReportRoom, RoomReport
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit, readings_until
from tests.support.floor_factory import Floor, make_floor

MONDAY = date(2026, 11, 23)
OSLO = ZoneInfo("Europe/Oslo")
DESK = ReportDesk("Hub", "Street 1", OSLO)
DAY_MS, MINUTE_MS = 24 * 3_600_000, 60_000
LATER = timedelta(days=40)
# Monday 07:00 local is where the clock of the tests stands.
SEVEN = datetime(2026, 11, 23, 6, tzinfo=UTC)


def go_to(clock: FakeClock, at: datetime) -> None:
    clock.advance((at - clock.now()).total_seconds())


def asked(session: Session, clock: FakeClock, *codes: str) -> RoomReport:
    return report_of(session, days_asked(MONDAY, MONDAY, OSLO, codes), DESK, clock.now())


def a_monday(session: Session, clock: FakeClock) -> Floor:
    """A cold room read each minute from the day before: an hour at 9 °C from 08:00, silence from 10:00 to 12:00, then a swap."""
    floor = make_floor(session)
    ago = clock.now() - timedelta(days=3)
    a_limit(session, floor.cold_room, "5", Level.WARN, valid_from=ago)
    a_limit(session, floor.cold_room, "8", Level.ALARM, valid_from=ago)
    probe = a_hung_probe(session, floor.cold_room, clock.now() - timedelta(days=1), "first")
    readings_until(session, probe, SEVEN + timedelta(hours=1), ["3"] * (24 * 60))
    readings_until(session, probe, SEVEN + timedelta(hours=2), ["9"] * 60)
    readings_until(session, probe, SEVEN + timedelta(hours=3), ["3"] * 60)
    session.add(
        SensorWord(probe_id=probe.id, quantity="door", at_ms=in_ms(SEVEN) + 60 * MINUTE_MS, word="open")
    )
    session.add(
        SensorWord(probe_id=probe.id, quantity="door", at_ms=in_ms(SEVEN) + 74 * MINUTE_MS, word="closed")
    )
    session.add(
        DefrostPlan(
            place_id=floor.cold_room.id,
            begins="13:00",
            length_s=1_200,
            zone="Europe/Oslo",
            valid_from=ago,
            recorded_at=ago,
            person_id=floor.person.id,
            operation="defrost",
        )
    )
    go_to(clock, SEVEN + timedelta(hours=4))
    watch.look(session, clock)
    readings_until(session, probe, SEVEN + timedelta(hours=7), ["3"] * 120)
    # At 14:00 another sensor takes its place; it shows 0.2 °C too much by its certificate.
    go_to(clock, SEVEN + timedelta(hours=7))
    second = a_hung_probe(session, a_cold_room(session, "bench"), clock.now() - timedelta(days=1), "second")
    take_down_probe(session, probe.id, floor.person, clock)
    place_probe(session, second.id, floor.cold_room.id, floor.person, clock)
    calibrate(
        session,
        second.id,
        Certificate(
            "K-7",
            "Lab",
            date(2026, 11, 1),
            date(2026, 11, 20),
            [(Temperature(0), Temperature(200))],
            Temperature(-200),
        ),
        valid_from=clock.now() - timedelta(hours=2),
        by=floor.person,
        clock=clock,
        operation="calibrate",
    )
    readings_until(session, second, SEVEN + timedelta(hours=18), ["3.4"] * (11 * 60))
    go_to(clock, SEVEN + timedelta(days=1))
    return floor


@pytest.fixture
def monday(sqlite_database: Database, clock: FakeClock) -> Iterator[tuple[Session, Floor]]:
    with sqlite_database.write() as session:
        yield session, a_monday(session, clock)


def test_a_day_is_reported_whole(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor = a_monday(session, clock)
        report = asked(session, clock)
        # In stretches the same, where the two databases could differ.
        month = days_asked(date(2026, 11, 1), date(2026, 11, 30), OSLO, (floor.cold_room.code,))
        months = report_of(session, month, DESK, clock.now()).rooms[0].sensors[1].measured
        assert {row[1:4] for row in months} == {(3_200, 3_200, 3_200)}
    [room] = [one for one in report.rooms if one.code == floor.cold_room.code]
    assert (report.as_of_ms, report.end_ms - report.begin_ms, report.zone) == (None, DAY_MS, "Europe/Oslo")
    assert (room.lowest_mc, room.highest_mc) == (3_000, 9_000)
    first, second = room.sensors
    assert (first.key, second.key, first.step_s) == ("first", "second", 0)
    assert [(before.key, after.key) for before, after in room.swaps] == [("first", "second")]
    assert second.measured[0][1:] == (3_200, 3_200, 3_200, 1)
    [certificate] = second.certificates
    assert (certificate.number, certificate.offset_mc, certificate.due_on) == (
        "K-7",
        -200,
        date(2026, 11, 20),
    )
    # Two hours of silence are one gap; the swap itself and the edges of the day are none.
    [gap] = room.gaps
    assert (gap.kind, gap.begin_ms - in_ms(SEVEN), gap.length_ms) == (
        "silent",
        180 * MINUTE_MS,
        121 * MINUTE_MS,
    )
    # The minute before the swap and the one after it are known from no two readings of one sensor.
    assert room.covered_per_mille == (24 * 60 - 121 - 2) * 1_000 // (24 * 60)
    assert [(one.kind, one.length_ms // MINUTE_MS) for one in room.marks] == [("door", 14), ("defrost", 20)]
    warn, alarm = sorted(room.excursions, key=lambda one: one.limit_mc)
    assert (warn.level, alarm.level, alarm.peak_mc) == ("warn", "alarm", 9_000)
    # 10 s of the rise above 8 °C, 59 minutes, 10 s of the fall.
    assert (alarm.over_ms, alarm.at_most_ms, alarm.covered_per_mille) == (3_560_000, 3_560_000, 1_000)
    assert alarm.door_ms == pytest.approx(14 * MINUTE_MS, abs=MINUTE_MS)
    [limit, *_] = room.limits
    assert (limit.level, limit.limit_mc, limit.source.en) == (
        "alarm",
        8_000,
        "Regulation on food hygiene § 11",
    )
    called, silent = report.alarms
    assert (called.kind, called.level, called.room, called.steps) == ("temperature", "alarm", room.code, ())
    assert (silent.kind, silent.sensor, silent.since_ms - in_ms(SEVEN)) == (
        "silent",
        "first",
        180 * MINUTE_MS,
    )
    assert [(one.day, one.is_over, one.signatures) for one in report.days] == [(MONDAY, True, ())]


def test_the_same_question_gives_the_same_bytes_at_any_later_hour(
    monday: tuple[Session, Floor], clock: FakeClock
) -> None:
    session, floor = monday
    first = asked(session, clock, floor.cold_room.code)
    clock.advance(LATER.total_seconds())
    # What happens later changes no paper of that day.
    probe = session.scalars(select(Probe).where(Probe.sensor_key == "second")).one()
    take_down_probe(session, probe.id, floor.person, clock)
    a_limit(session, floor.cold_room, "6", Level.WARN, valid_from=clock.now())
    again = asked(session, clock, floor.cold_room.code)
    assert again == first
    for language in Language:
        assert room_report_pdf(again, language) == room_report_pdf(first, language)
        assert room_report_csv(again, language) == room_report_csv(first, language)


def test_a_kept_report_matches_until_something_of_its_time_changes(
    monday: tuple[Session, Floor], clock: FakeClock
) -> None:
    session, floor = monday
    report = asked(session, clock)
    pdf, table = room_report_pdf(report, Language.NB), room_report_csv(report, Language.SV).encode()
    clock.advance(LATER.total_seconds())
    for kept in (pdf, table):
        held = kept_reports.hold(session, kept, DESK, clock.now())
        assert (held.verdict, held.mark.sha256) == (Verdict.MATCHES, report.digest)
    # A hub that moved house draws another head over the same data.
    moved = replace(DESK, address="Street 2")
    assert kept_reports.hold(session, pdf, moved, clock.now()).verdict is Verdict.FILE_DIFFERS
    forged = table.replace(b"9.000", b"4.000")
    assert forged != table
    assert kept_reports.hold(session, forged, DESK, clock.now()).verdict is Verdict.FILE_DIFFERS
    newer = table.replace(f"form={FORM}&".encode(), b"form=99&")
    assert kept_reports.hold(session, newer, DESK, clock.now()).verdict is Verdict.OTHER_FORM
    elsewhere = table.replace(b"room=KJ1", b"room=NO-ROOM")
    assert elsewhere != table
    assert kept_reports.hold(session, elsewhere, DESK, clock.now()).verdict is Verdict.CHANGED
    _, called = alarms.every(session)
    answer = Answer([Done.DOOR_CLOSED], "late answer")
    alarms.done(session, called.alarm.id, answer, by=floor.person, clock=clock, operation="late")
    for kept in (pdf, table):
        assert kept_reports.hold(session, kept, DESK, clock.now()).verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"%PDF-1.4 something else",
        b"a,b\n1,2\n",
        b"\xff\xfe\x00",
        b"kind,what,words\nreport,mark,samlast=room-report\n",
    ],
)
def test_a_file_that_is_no_report_is_refused(sqlite_database: Database, clock: FakeClock, raw: bytes) -> None:
    with sqlite_database.read() as session, pytest.raises(NoReport):
        kept_reports.hold(session, raw, DESK, clock.now())


def test_a_signature_stands_on_the_report_with_its_meaning_and_what_changed_since(
    monday: tuple[Session, Floor], clock: FakeClock
) -> None:
    session, floor = monday
    at = house_day(session, MONDAY, OSLO, in_ms(clock.now()))
    reviews.sign(
        session,
        day=MONDAY,
        zone=OSLO,
        signing=Signing(reviews.digest_of(reviews.content_of(session, at)), open_because="nobody was there"),
        by=floor.person,
        clock=clock,
        operation="sign",
    )
    [day] = asked(session, clock).days
    [signature] = day.signatures
    assert (signature.number, signature.by, signature.meaning) == (1, floor.person.name, "reviewed")
    assert (signature.at_ms, signature.open_because, signature.is_whole) == (
        in_ms(clock.now()),
        "nobody was there",
        True,
    )
    assert day.is_sound
    before = asked(session, clock)
    clock.advance(3_600)
    a_limit(session, floor.cold_room, "6", Level.CRITICAL, valid_from=SEVEN - timedelta(hours=2))
    report = asked(session, clock)
    [day] = report.days
    assert not day.is_sound
    assert [(one.because, one.room) for one in day.changes] == [("limits", floor.cold_room.code)]
    assert report.digest != before.digest


def test_a_signed_day_that_was_altered_in_the_database_is_no_signature_any_more(
    sqlite_database: Database, clock: FakeClock
) -> None:
    with sqlite_database.write() as session:
        floor = a_monday(session, clock)
        at = house_day(session, MONDAY, OSLO, in_ms(clock.now()))
        signing = Signing(reviews.digest_of(reviews.content_of(session, at)), open_because="x")
        reviews.sign(
            session, day=MONDAY, zone=OSLO, signing=signing, by=floor.person, clock=clock, operation="sign"
        )
        for (name,) in session.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'day_review'")
        ).all():
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(text("UPDATE day_review SET content = replace(content, '9000', '4000')"))
        session.expire_all()
        [day] = asked(session, clock).days
        assert (day.signatures[0].is_whole, day.is_sound) == (False, False)
        # Nor does another checksum help, because the trail of who did what names the right one.
        kept = reviews.numbered(session, 1)
        session.execute(
            text("UPDATE day_review SET hash = :hash"),
            {"hash": hashlib.sha256(kept.content.encode()).digest()},
        )
        session.expire_all()
        [day] = asked(session, clock).days
        assert (day.signatures[0].is_whole, day.is_sound) == (False, False)


def test_a_day_that_is_not_over_says_as_of_when_and_can_be_asked_for_again(
    monday: tuple[Session, Floor], clock: FakeClock
) -> None:
    session, floor = monday
    go_to(clock, SEVEN + timedelta(hours=2, seconds=30))
    report = asked(session, clock, floor.cold_room.code)
    assert report.as_of_ms == in_ms(SEVEN + timedelta(hours=2))
    assert report.until_ms == report.as_of_ms
    [room] = report.rooms
    # What came later is not in it, although it is stored.
    assert max(row[0] for row in room.sensors[0].measured) <= report.as_of_ms
    assert all(one.end_ms is None for one in room.excursions)
    assert [(one.day, one.is_over) for one in report.days] == [(MONDAY, False)]
    kept = room_report_pdf(report, Language.EN)
    clock.advance(LATER.total_seconds())
    assert kept_reports.hold(session, kept, DESK, clock.now()).verdict is Verdict.MATCHES


def test_some_hours_of_one_room_are_a_report_too(monday: tuple[Session, Floor], clock: FakeClock) -> None:
    session, floor = monday
    hours = Asked(SEVEN, SEVEN + timedelta(hours=3), (floor.cold_room.code,))
    report = report_of(session, hours, DESK, clock.now())
    [room] = report.rooms
    assert len(room.excursions) == 2
    assert room.covered_per_mille == 1_000
    assert [one.day for one in report.days] == [MONDAY]


def test_a_room_where_no_sensor_hung_is_told_as_such(monday: tuple[Session, Floor], clock: FakeClock) -> None:
    session, _ = monday
    empty = a_cold_room(session, "empty")
    [room] = asked(session, clock, empty.code).rooms
    assert (room.sensors, room.covered_per_mille, room.lowest_mc) == ((), 0, None)
    assert [(one.kind, one.length_ms) for one in room.gaps] == [("no_sensor", DAY_MS)]


def test_a_month_is_told_in_stretches_with_lowest_mean_and_highest(
    monday: tuple[Session, Floor], clock: FakeClock
) -> None:
    session, floor = monday
    month = days_asked(date(2026, 11, 1), date(2026, 11, 30), OSLO, (floor.cold_room.code,))
    go_to(clock, datetime(2026, 12, 2, tzinfo=UTC))
    [room] = report_of(session, month, DESK, clock.now()).rooms
    first, second = room.sensors
    assert (first.step_s, second.step_s) == (900, 900)
    warm = [row for row in first.measured if row[3] == 9_000]
    assert all(low <= mean <= high for _, low, mean, high, _ in (*first.measured, *second.measured))
    assert sum(row[4] for row in warm) >= 60
    assert {row[2] for row in second.measured} == {3_200}
    assert room.readings == first.readings + second.readings
    # Before the first sensor hung there is no silence but no sensor.
    assert room.gaps[0].kind == "no_sensor"


def test_what_cannot_be_reported_is_refused(monday: tuple[Session, Floor], clock: FakeClock) -> None:
    session, _ = monday
    for begins, ends in ((SEVEN + LATER, SEVEN + LATER * 2), (SEVEN, SEVEN), (SEVEN, SEVEN - LATER)):
        with pytest.raises(ReportNotBegun):
            report_of(session, Asked(begins, ends), DESK, clock.now())
    with pytest.raises(ReportTooLong):
        report_of(session, Asked(SEVEN - timedelta(days=400), SEVEN), DESK, clock.now())
    with pytest.raises(NotFound):
        asked(session, clock, "nowhere")


def test_a_faulty_sensor_covers_nothing_and_two_together_cover_more_than_either(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        room = a_cold_room(session)
        day_begins = SEVEN - timedelta(hours=7)
        one = a_hung_probe(session, room, day_begins - timedelta(hours=1), "one")
        two = a_hung_probe(session, room, day_begins - timedelta(hours=1), "two")
        readings_until(session, one, day_begins + timedelta(hours=12), ["3"] * 721)
        readings_until(session, one, day_begins + timedelta(hours=25), [None] * 779)
        readings_until(session, two, day_begins + timedelta(hours=25), ["4"] * (13 * 60 + 1))
        go_to(clock, SEVEN + timedelta(days=2))
        told: ReportRoom = asked(session, clock).rooms[0]
        assert (told.covered_per_mille, told.gaps) == (1_000, ())
        assert [sensor.faults for sensor in told.sensors] == [718, 0]
        session.execute(text("DELETE FROM reading WHERE probe_id = :id"), {"id": two.id})
        [told] = asked(session, clock).rooms
        assert told.covered_per_mille == 500
        assert [gap.kind for gap in told.gaps] == ["silent"]
