"""Probes as instruments: times in the bath, certificates with their files and corrections, swaps, batteries, letters about what is due."""

from contextlib import suppress
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain import certificate_files, letters, spells, watch
from hub.coldchain.alarm_records import AlarmLetter
from hub.coldchain.calibrations import (
    Certificate,
    Due,
    calibrate,
    calibrations,
    calibrations_due,
    every_calibration,
    offsets_of,
)
from hub.coldchain.certificate_files import (
    LARGEST_BYTES,
    Paper,
    file_with_content,
    keep_files,
    pdf,
    plain_name,
)
from hub.coldchain.curve import series
from hub.coldchain.errors import (
    FieldsUnfit,
    FileActive,
    FileLocked,
    FileTooLarge,
    FileUnreadable,
    NoSuchSwap,
    SpellUnusable,
    TooManyFiles,
)
from hub.coldchain.escalation import Plan, Recipient, Step
from hub.coldchain.faults import FieldFault
from hub.coldchain.instruments import batteries_to_change, battery_of, probe_page, signal_of
from hub.coldchain.levels import Level, RoomState
from hub.coldchain.readings import Span, from_ms, in_ms
from hub.coldchain.records import Probe, SensorWord
from hub.coldchain.reports import Asked, ReportDesk, report_of
from hub.coldchain.results import result_of
from hub.coldchain.service import meet_probe, swap_probe
from hub.coldchain.views import room_period, rooms
from hub.coldchain.watching import find_excursions, tracks
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Temperature
from hub.kernel.words import Language
from hub.people.audit import verify
from hub.people.records import AuditEntry
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING, FakeClock
from tests.support.coldchain_factory import a_hung_probe, a_limit, readings_until
from tests.support.floor_factory import Floor, make_floor
from tests.support.papers import a_pdf, a_pdf_that

DAY = timedelta(days=1)
TODAY = MONDAY_MORNING.date()
OSLO = ZoneInfo("Europe/Oslo")


def a_room(session: Session, clock: FakeClock) -> tuple[Floor, Probe]:
    floor = make_floor(session)
    a_limit(session, floor.cold_room, "8", Level.ALARM, valid_from=clock.now() - DAY)
    return floor, a_hung_probe(session, floor.cold_room, clock.now() - DAY)


def certificate(number: str = "K-1701", offset: int = -300, shown: int = 300) -> Certificate:
    return Certificate(
        number,
        "Justervesenet",
        TODAY,
        TODAY + timedelta(days=365),
        [(Temperature(0), Temperature(shown))],
        Temperature(offset),
    )


def excursions(session: Session, floor: Floor, clock: FakeClock) -> list[tuple[int, int]]:
    whole = Span(in_ms(clock.now() - 2 * DAY), in_ms(clock.now()))
    found = find_excursions(session, floor.cold_room.id, whole, in_ms(clock.now()))
    return [(one.excursion.over_ms, one.excursion.peak.millidegrees) for one in found]


def test_what_a_probe_says_in_the_bath_is_kept_and_shown_and_is_no_temperature_of_the_room(
    database: Database, clock: FakeClock
) -> None:
    """An hour at 3 °C, an hour in a bath of 20 °C, an hour at 4 °C."""
    with database.write() as session:
        floor, probe = a_room(session, clock)
        begins = clock.now()
        clock.advance(3_600)
        readings_until(session, probe, clock.now(), ["3"] * 60)
        clock.advance(30)
        for _ in range(2):
            spells.begin(session, probe.id, by=floor.person, clock=clock, operation="bath")
        clock.advance(3_570)
        readings_until(session, probe, clock.now() - timedelta(seconds=1), ["20"] * 60)
        [card] = [one for one in rooms(session, clock.now(), begins) if one.place.id == floor.cold_room.id]
        assert (card.state, card.temperature, card.highest) == (
            RoomState.CALIBRATING,
            None,
            Temperature(3_000),
        )
        assert watch.look(session, clock) == []
        spells.end(session, probe.id, by=floor.person, clock=clock)
        clock.advance(3_600)
        readings_until(session, probe, clock.now(), ["4"] * 60)
        assert excursions(session, floor, clock) == []
        [track] = tracks(session, floor.cold_room.id, Span(in_ms(begins), in_ms(clock.now())))
        assert (len(track.points), len(track.aside)) == (120, 60)
        assert {point.value for point in track.aside} == {20_000}
        result = result_of(
            session, floor.cold_room.id, Span(in_ms(begins), in_ms(clock.now())), in_ms(clock.now())
        )
        assert (result.lowest, result.highest, result.readings) == (
            3_000,
            4_000,
            119,  # the one at the very end is of what follows
        )
        # An hour of three is not known, and coverage says so.
        period = room_period(session, floor.cold_room.code, now=clock.now(), since=begins, day_begins=begins)
        assert 640 < period.known_per_mille < 667
        drawn = series(session, floor.cold_room.code, now=clock.now(), since=begins)
        assert drawn["bands"] == [
            {
                "kind": "calibrating",
                "from": in_ms(begins) // 1_000 + 3_630,
                "to": in_ms(begins) // 1_000 + 7_200,
            }
        ]
        [kept] = report_of(
            session,
            Asked(begins, clock.now(), (floor.cold_room.code,)),
            ReportDesk("Hub", "Street 1", OSLO),
            clock.now(),
        ).rooms
        assert [(gap.kind, gap.begin_ms - in_ms(begins), gap.length_ms) for gap in kept.gaps] == [
            ("calibrating", 3_630_000, 3_570_000)
        ]
        assert [(sensor.key, sensor.readings) for sensor in kept.sensors] == [(probe.sensor_key, 119)]
        [told] = probe_page(session, probe.id, clock.now(), TODAY).spells
        assert (told.readings, told.lowest, told.highest) == (60, Temperature(20_000), Temperature(20_000))
        # It was a mistake: the bath was none, and the hour was warm.
        spells.withdraw(session, told.spell.id, by=floor.person, clock=clock)
        assert [peak for _, peak in excursions(session, floor, clock)] == [20_000]
        verbs = session.scalars(
            select(AuditEntry.verb).where(AuditEntry.verb.like("probe calibration%"))
        ).all()
        assert sorted(verbs) == [
            "probe calibration begun",
            "probe calibration ended",
            "probe calibration withdrawn",
        ]


def test_a_forgotten_calibration_is_over_by_itself(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor, probe = a_room(session, clock)
        spells.begin(session, probe.id, by=floor.person, clock=clock, operation="bath")
        clock.advance(13 * 3_600)
        readings_until(session, probe, clock.now(), ["12"] * 60)
        assert spells.going_on(session, probe.id, clock.now()) is None
        assert [peak for _, peak in excursions(session, floor, clock)] == [12_000]


def test_a_calibration_entered_afterwards_takes_the_warm_hour_out_of_the_day(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor, probe = a_room(session, clock)
        clock.advance(2 * 3_600)
        readings_until(session, probe, clock.now() - timedelta(minutes=30), ["15"] * 60)
        readings_until(session, probe, clock.now(), ["3"] * 30)
        assert excursions(session, floor, clock) != []
        now = clock.now()

        def enter(begins: datetime, ends: datetime, operation: str) -> None:
            spells.enter(session, probe.id, begins, ends, by=floor.person, clock=clock, operation=operation)

        for begins, ends in ((now, now), (now - DAY, now), (now, now + timedelta(hours=1))):
            with pytest.raises(SpellUnusable):
                enter(begins, ends, "wrong")
        enter(now - timedelta(minutes=95), now - timedelta(minutes=29, seconds=30), "right")
        assert excursions(session, floor, clock) == []
        with pytest.raises(NotFound):
            spells.withdraw(session, 99, by=floor.person, clock=clock)


def test_a_silent_sensor_in_the_bath_calls_nobody_and_afterwards_has_time_to_speak(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor, probe = a_room(session, clock)
        readings_until(session, probe, clock.now(), ["3"] * 30)
        spells.begin(session, probe.id, by=floor.person, clock=clock, operation="bath")
        clock.advance(2 * 3_600)
        assert watch.look(session, clock) == []
        spells.end(session, probe.id, by=floor.person, clock=clock)
        clock.advance(14 * 60)
        assert watch.look(session, clock) == []
        clock.advance(2 * 60)
        [alarm] = watch.look(session, clock)
        assert (alarm.kind.value, alarm.since_ms) == ("silent", in_ms(clock.now()) - 16 * 60_000)


def test_a_wrong_certificate_is_corrected_by_another_and_counts_no_more(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor, probe = a_room(session, clock)

        def enter(one: Certificate, operation: str, **more: object) -> int:
            return calibrate(
                session,
                probe.id,
                one,
                valid_from=clock.now(),
                by=floor.person,
                clock=clock,
                operation=operation,
                **more,  # type: ignore[arg-type]
            ).id

        wrong = enter(certificate("K-1701", -300), "wrong")
        clock.advance(60)
        right = enter(certificate("K-1710", -250), "right", corrects=wrong)
        assert [one.id for one in calibrations(session, probe.id)] == [right]
        assert [one.id for one in every_calibration(session, probe.id)] == [right, wrong]
        assert offsets_of(session, probe.id).added == (-250,)
        page = probe_page(session, probe.id, clock.now(), TODAY)
        assert [(one.calibration.id, one.corrected_by, one.is_newest) for one in page.entries] == [
            (right, None, True),
            (wrong, right, False),
        ]
        with pytest.raises(NotFound):
            # Corrected already.
            enter(certificate(), "twice", corrects=wrong)


@pytest.mark.parametrize(
    ("one", "faults"),
    [
        (certificate("", -300), {"certificate": FieldFault.MISSING}),
        (certificate(offset=3_001, shown=-3_001), {"offset": FieldFault.OFFSET_TOO_LARGE}),
        # The probe shows 0.3 too much; +0.3 would make it 0.6.
        (certificate(offset=300), {"offset": FieldFault.OFFSET_AGAINST_POINTS}),
        (
            Certificate("K", "L", TODAY, TODAY, [], Temperature(0)),
            {"due_on": FieldFault.DUE_NOT_LATER, "point-1": FieldFault.MISSING},
        ),
        (
            Certificate(
                "K", "L", TODAY + 3 * DAY, TODAY + 9 * DAY, [(Temperature(0), Temperature(0))], Temperature(0)
            ),
            {"calibrated_on": FieldFault.FUTURE_DAY, "valid_on": FieldFault.BEFORE_CALIBRATION},
        ),
    ],
)
def test_a_certificate_that_contradicts_itself_is_told_at_its_field(
    sqlite_database: Database, clock: FakeClock, one: Certificate, faults: dict[str, FieldFault]
) -> None:
    with sqlite_database.write() as session:
        floor, probe = a_room(session, clock)
        with pytest.raises(FieldsUnfit) as refused:
            calibrate(
                session, probe.id, one, valid_from=clock.now(), by=floor.person, clock=clock, operation="x"
            )
        assert refused.value.faults == faults


@pytest.mark.parametrize("offset", [0, -300, -100, -500])
def test_no_correction_and_a_rounded_one_fit_their_points(
    sqlite_database: Database, clock: FakeClock, offset: int
) -> None:
    with sqlite_database.write() as session:
        floor, probe = a_room(session, clock)
        one = certificate(offset=offset)
        assert one.suggested == Temperature(-300)
        calibrate(session, probe.id, one, valid_from=clock.now(), by=floor.person, clock=clock, operation="x")


def test_files_of_a_certificate_are_kept_once_and_handed_out_as_they_came(
    database: Database, clock: FakeClock
) -> None:
    sent = a_pdf()
    with database.write() as session:
        floor, probe = a_room(session, clock)
        kept = calibrate(
            session,
            probe.id,
            certificate(),
            valid_from=clock.now(),
            by=floor.person,
            clock=clock,
            operation="x",
        )
        paper = pdf(sent, "C:\\lab\\K-1701; \u202etest.PDF")
        for _ in range(2):
            keep_files(session, kept.id, [paper, paper], by=floor.person, clock=clock)
        [file] = certificate_files.files_of(session, [kept.id])
        assert (file.name, file.size) == ("K-1701 test.pdf", len(sent))
        found = file_with_content(session, file.id)
        assert (found.content, found.media_type) == (sent, "application/pdf")
        many = [Paper(f"{number}.jpg", "image/jpeg", bytes([number])) for number in range(6)]
        with pytest.raises(TooManyFiles):
            keep_files(session, kept.id, many, by=floor.person, clock=clock)
        assert verify(session) == []


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        (b"", FileUnreadable),
        (b"%PDF-1.7\nnothing of a document", FileUnreadable),
        (b"<html>no PDF</html>", FileUnreadable),
        (a_pdf()[:700], FileUnreadable),
        (a_pdf(pages=61), FileUnreadable),
        (a_pdf(password="secret"), FileLocked),
        (a_pdf_that(b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), FileActive),
        (a_pdf_that(b"/OpenAction << /S /Launch /F (calc.exe) >>"), FileActive),
        (a_pdf_that(b"/Names << /EmbeddedFiles << /Names [] >> >>"), FileActive),
        (b"%PDF-" + bytes(LARGEST_BYTES), FileTooLarge),
    ],
)
def test_a_pdf_that_nobody_should_open_is_refused(sent: bytes, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        pdf(sent, "x.pdf")


def test_a_plain_pdf_of_several_pages_is_taken() -> None:
    assert pdf(a_pdf(pages=60), "a.pdf").media_type == "application/pdf"
    assert pdf(a_pdf_that(b"/Lang (nb-NO)"), "a.pdf").name == "a.pdf"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2_000), st.integers(0, 255), st.integers(1, 40))
def test_a_damaged_pdf_is_taken_or_refused_and_never_breaks(at: int, byte: int, length: int) -> None:
    sent = bytearray(a_pdf())
    sent[at : at + length] = bytes([byte]) * length
    with suppress(FileUnreadable, FileLocked, FileActive):
        assert pdf(bytes(sent), "x.pdf").content == bytes(sent)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("K-1701.pdf", "K-1701.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ('x"\r\nSet-Cookie: a=b.pdf', "xSet-Cookie ab.pdf"),
        (".pdf", "certificate.pdf"),
        ("", "certificate.pdf"),
        ("Kjøleromsføler 1 (årlig).pdf", "Kjøleromsføler 1 (årlig).pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_a_files_name_is_plain(name: str, plain: str) -> None:
    assert plain_name(name, ".pdf") == plain


def test_a_swap_is_one_moment_and_the_place_keeps_both_histories(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor, old = a_room(session, clock)
        begins = clock.now()
        clock.advance(3_600)
        readings_until(session, old, clock.now(), ["3"] * 60)
        new = meet_probe(session, "new-one", "zigbee2mqtt/new-one", clock.now())
        placed = swap_probe(session, old.id, new.id, floor.person, clock)
        with pytest.raises(NoSuchSwap):
            swap_probe(session, old.id, new.id, floor.person, clock)
        clock.advance(3_600)
        readings_until(session, new, clock.now(), ["4"] * 60)
        assert placed.place_id == floor.cold_room.id
        whole = Span(in_ms(begins), in_ms(clock.now()))
        assert [
            (one.probe.sensor_key, one.hangs, len(one.points))
            for one in tracks(session, floor.cold_room.id, whole)
        ] == [
            ("cold-1", False, 60),
            ("new-one", True, 60),
        ]
        # Two probes, each for its half: together they cover the time, but for the minute of the swap.
        period = room_period(session, floor.cold_room.code, now=clock.now(), since=begins, day_begins=begins)
        assert period.known_per_mille > 980
        hung = [
            (one.place.code, one.begins_at, one.ends_at)
            for one in probe_page(session, old.id, clock.now(), TODAY).hung
        ]
        assert hung == [(floor.cold_room.code, MONDAY_MORNING - DAY, placed.begins_at)]
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "probe swapped")).one()
        assert entry.facts == {"sensor_key": "new-one", "place": floor.cold_room.code, "instead_of": "cold-1"}


@pytest.mark.parametrize(
    ("said", "percent", "is_low"),
    [
        ({"battery_pct": (1_000, "15")}, 15, True),
        ({"battery_pct": (1_000, "16")}, 16, False),
        ({"battery_v": (1_000, "2.49")}, None, True),
        ({"battery_v": (1_000, "2.5")}, None, False),
        ({"battery": (1_000, "low")}, None, True),
        ({"battery": (1_000, "ok"), "battery_pct": (5_000, "80.4")}, 80, False),
        ({"battery_pct": (1_000, "unknown")}, None, False),
        ({"battery_pct": (1_000, "NaN")}, None, False),
    ],
)
def test_a_battery_is_low_by_its_word_its_percent_or_its_volts(
    said: dict[str, tuple[int, str]], percent: int | None, *, is_low: bool
) -> None:
    found = battery_of(said)
    assert found is not None
    assert (found.percent, found.is_low) == (percent, is_low)
    assert found.said_at == from_ms(max(at for at, _ in said.values()))


def test_what_nobody_said_is_no_battery_and_no_signal() -> None:
    assert battery_of({"signal_dbm": (1, "-70")}) is None
    assert signal_of({"battery": (1, "ok")}) is None
    weak = signal_of({"signal_dbm": (1, "-101")})
    assert weak is not None
    assert weak.is_weak


def test_calibrations_are_written_to_people_three_months_one_month_before_and_on_the_day(
    database: Database, clock: FakeClock
) -> None:
    kari = Recipient("kari@example.org", Language.NB)
    plan = Plan((Step(timedelta(0), (kari,)),), timedelta(minutes=30), time(22), time(6), OSLO)
    with database.write() as session:
        floor, probe = a_room(session, clock)
        calibrate(
            session,
            probe.id,
            certificate(),
            valid_from=clock.now(),
            by=floor.person,
            clock=clock,
            operation="x",
        )
        session.add(SensorWord(probe_id=probe.id, quantity="battery_pct", at_ms=in_ms(clock.now()), word="9"))
        session.flush()
        assert [one.sensor.probe.id for one in batteries_to_change(session, clock.now(), TODAY)] == [probe.id]
        told: list[tuple[int, str]] = []
        start = clock.now()
        for days in (0, 273, 274, 300, 335, 336, 364, 365, 366, 400):
            clock.advance((start + timedelta(days=days) - clock.now()).total_seconds())
            letters.queue_calibrations(session, [kari], "Nordhavn", plan, clock)
            subjects = session.scalars(select(AlarmLetter.subject).order_by(AlarmLetter.id)).all()
            told += [(days, subject) for subject in subjects[len(told) :]]
        assert [days for days, _ in told] == [274, 335, 365]
        assert {subject for _, subject in told} == {"Kalibrer føleren i Kjølerom 1 (Nordhavn)"}
        assert [one.due for one in calibrations_due(session, TODAY + timedelta(days=365))] == [Due.OVERDUE]
        letters.queue_alive(session, [kari], "Nordhavn", plan, clock)
        alive = session.scalars(select(AlarmLetter).order_by(AlarmLetter.id.desc())).first()
        assert alive is not None
        assert "- Kjølerom 1 (cold-1): kalibreringen gikk ut 23.11.2027" in alive.body
        assert "- Kjølerom 1 (cold-1): bytt batteri" in alive.body
