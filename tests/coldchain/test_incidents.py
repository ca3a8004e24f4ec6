"""The name of an excursion stays, its revisions say what changed, and a digest holds the result of a day."""

from datetime import timedelta

from sqlalchemy.orm import Session

from hub.coldchain.calibrations import Certificate, calibrate, calibrations_due, told
from hub.coldchain.hearing import store_message
from hub.coldchain.incidents import Because, Noted, note_incidents
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.records import Probe
from hub.coldchain.results import came_after, result_of
from hub.kernel.quantity import Temperature
from hub.people.audit import verify
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING, FakeClock
from tests.support.coldchain_factory import a_hung_probe, a_limit, decode, heard
from tests.support.floor_factory import Floor, make_floor

LONG_AGO = MONDAY_MORNING - timedelta(days=30)
PERIOD = Span(in_ms(MONDAY_MORNING) - 7 * 3_600_000, in_ms(MONDAY_MORNING) + 7 * 3_600_000)


def a_warm_room(session: Session) -> tuple[Floor, Probe]:
    floor = make_floor(session)
    a_limit(session, floor.cold_room, "5", valid_from=LONG_AGO)
    return floor, a_hung_probe(session, floor.cold_room, LONG_AGO)


def tell(session: Session, clock: FakeClock, celsius: str, *minutes_ago: int) -> None:
    for minutes in minutes_ago:
        at = clock.now() - timedelta(minutes=minutes)
        store_message(session, heard({"cold-1": {"t": celsius, "at": at.isoformat()}}, clock.now()), decode)


def live(session: Session, clock: FakeClock, celsius: str, minutes: int) -> None:
    for _ in range(minutes):
        clock.advance(60)
        tell(session, clock, celsius, 0)


def the_one(session: Session, floor: Floor, clock: FakeClock) -> Noted:
    [noted] = note_incidents(session, floor.cold_room.id, PERIOD, clock)
    return noted


def test_an_incident_keeps_its_name_while_it_grows_ends_and_is_revised_by_late_readings(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor, _ = a_warm_room(session)
        live(session, clock, "3", 20)
        clock.advance(20 * 60)  # silence, and warm when it is heard again
        live(session, clock, "8", 40)
        began = the_one(session, floor, clock)
        assert (began.is_news, began.revision.because) == (True, Because.BEGAN)
        live(session, clock, "8", 5)
        assert the_one(session, floor, clock).is_news is False
        live(session, clock, "3", 20)
        ended = the_one(session, floor, clock)
        assert (ended.is_news, ended.revision.because, ended.revision.number) == (True, Because.ENDED, 2)
        before = result_of(session, floor.cold_room.id, PERIOD, in_ms(clock.now()))
        # What the sensor could not send comes now: it was warm all the while.
        tell(session, clock, "8", *range(68, 84))
        late = the_one(session, floor, clock)
        assert (late.revision.because, late.revision.late_readings) == (Because.LATE_READINGS, 16)
        assert late.incident.id == began.incident.id
        assert late.revision.digest != ended.revision.digest
        assert the_one(session, floor, clock).is_news is False
        after = result_of(session, floor.cold_room.id, PERIOD, in_ms(clock.now()))
        assert (after.readings - before.readings, after.digest == before.digest) == (16, False)
        assert came_after(session, floor.cold_room.id, PERIOD, before.last_message_id) == 16


def test_the_result_of_a_day_that_is_over_stays_the_same(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor, _ = a_warm_room(session)
        live(session, clock, "8", 40)
        live(session, clock, "3", 20)
        whole = Span(in_ms(MONDAY_MORNING), in_ms(clock.now()))
        first = result_of(session, floor.cold_room.id, whole, in_ms(clock.now()))
        live(session, clock, "3", 120)
        again = result_of(session, floor.cold_room.id, whole, in_ms(clock.now()))
    assert first.digest == again.digest
    assert (first.lowest, first.highest, len(first.excursions)) == (3_000, 8_000, 1)


def test_a_certificate_that_takes_the_warmth_away_leaves_the_incident_on_record(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor, probe = a_warm_room(session)
        live(session, clock, "5.4", 40)
        began = the_one(session, floor, clock)
        certificate = Certificate(
            "K-1701",
            "Justervesenet",
            MONDAY_MORNING.date(),
            MONDAY_MORNING.date() + timedelta(days=365),
            [(Temperature(0), Temperature(500))],
            Temperature(-500),
        )
        for _ in range(2):
            calibrate(
                session,
                probe.id,
                certificate,
                valid_from=MONDAY_MORNING,
                by=floor.person,
                clock=clock,
                operation="one",
            )
        gone = the_one(session, floor, clock)
        assert (gone.incident.id, gone.revision.because, gone.found) == (
            began.incident.id,
            Because.GONE,
            None,
        )
        assert verify(session) == []


def test_a_calibration_is_told_three_months_before_a_month_before_and_on_the_day(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor, probe = a_warm_room(session)
        today = MONDAY_MORNING.date()
        assert [one.due.value for one in calibrations_due(session, today)] == ["never"]
        certificate = Certificate(
            "K-1",
            "Lab",
            today,
            today + timedelta(days=365),
            [(Temperature(0), Temperature(0))],
            Temperature(0),
        )
        calibrate(
            session,
            probe.id,
            certificate,
            valid_from=clock.now(),
            by=floor.person,
            clock=clock,
            operation="x",
        )
        said = {
            days: [one.due.value for one in told(calibrations_due(session, today + timedelta(days=days)))]
            for days in (273, 274, 334, 335, 364, 365, 400)
        }
    assert said == {
        273: [],
        274: ["within_three_months"],
        334: ["within_three_months"],
        335: ["within_a_month"],
        364: ["within_a_month"],
        365: ["overdue"],
        400: ["overdue"],
    }
