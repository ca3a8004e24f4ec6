"""The hub's own clock is set back an hour or forward a day: the jump is on record, nobody is called, and the work goes on.

The jump is made where the house asks for the time: a clock whose two hands part. For timed jobs, which ask by themselves, it is made
in the library that runs them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain import alarms
from hub.coldchain.alarm_records import Alarm, AlarmKind
from hub.coldchain.hearing import store_message
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.records import Reading
from hub.coldchain.watching import find_excursions
from hub.kernel.clock import SystemClock
from hub.people.audit import record, verify
from hub.people.records import AuditEntry
from hub.people.visits import find_visit, open_visit
from hub.storage.database import Database
from hub.wiring import House
from hub.worker.clock_watch import VERB, ClockThread, ClockWatch, look_at_clock
from hub.worker.jobs import Job, Jobs
from hub.worker.room_jobs import look_at_rooms
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit, decode, heard, readings_until
from tests.support.wait import until
from tests.support.web import make_house, make_person

HOUR, DAY = 3_600.0, 86_400.0
ROOMS = 3


def nobody(*_told: object, **_how: object) -> None:
    """No screens."""


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Nothing here is of the database's own making."""
    return sqlite_database


@pytest.fixture
def house(database: Database, clock: FakeClock) -> House:
    made = make_house(database, clock)
    with database.write() as session:
        for number in range(ROOMS):
            room = a_cold_room(session, f"cold_{number}")
            probe = a_hung_probe(session, room, clock.now() - timedelta(days=2), f"cold-{number}")
            a_limit(session, room, "5", valid_from=clock.now() - timedelta(days=2))
            # Half a minute apart from the words to come, also from those of an hour that comes twice.
            readings_until(session, probe, clock.now() - timedelta(seconds=30), ["3.0"] * 60)
    return made


def goes_on(house: House, clock: FakeClock, watch: ClockWatch, minutes: int, *, silent: str = "") -> None:
    """Each second minute every sensor speaks, and the house looks; but for one that is silent."""
    for _ in range(minutes // 2):
        clock.advance(120)
        words = {f"cold-{number}": {"t": "3.0"} for number in range(ROOMS) if f"cold-{number}" != silent}
        with house.database.write() as session:
            store_message(session, heard(words, clock.now()), decode)
        look_at_clock(house.database, watch, clock)
        look_at_rooms(house, nobody, steady=watch)


def every_alarm(session: Session) -> list[AlarmKind]:
    return [one.kind for one in session.scalars(select(Alarm).order_by(Alarm.id))]


@pytest.mark.parametrize("seconds", [-HOUR, DAY, -DAY, 10.0])
def test_a_jump_is_on_record_and_calls_nobody(house: House, clock: FakeClock, seconds: float) -> None:
    watch = ClockWatch(clock)
    goes_on(house, clock, watch, 2)
    clock.jump(seconds)
    look_at_clock(house.database, watch, clock)
    look_at_rooms(house, nobody, steady=watch)
    goes_on(house, clock, watch, 20)
    with house.database.read() as session:
        assert every_alarm(session) == []
        [entry] = session.scalars(select(AuditEntry).where(AuditEntry.verb == VERB))
        assert entry.facts["seconds"] == seconds
        assert verify(session) == []
        for place_id in range(1, ROOMS + 1):
            now_ms = in_ms(clock.now())
            found = find_excursions(session, place_id, Span(now_ms - 3 * 86_400_000, now_ms), now_ms)
            assert found == []
        # Every word of every sensor is there, whatever its time.
        assert len(session.scalars(select(Reading.at_ms)).all()) == ROOMS * (60 + 11)


def test_a_second_of_drift_or_a_leap_is_no_jump(house: House, clock: FakeClock) -> None:
    watch = ClockWatch(clock)
    for _ in range(5):
        clock.advance(60)
        clock.jump(1)
        assert look_at_clock(house.database, watch, clock) is None


def test_after_the_jump_a_sensor_that_is_really_silent_is_called_again(
    house: House, clock: FakeClock
) -> None:
    watch = ClockWatch(clock)
    clock.advance(60)
    clock.jump(DAY)
    goes_on(house, clock, watch, 14, silent="cold-2")
    with house.database.read() as session:
        assert every_alarm(session) == []
    goes_on(house, clock, watch, 4, silent="cold-2")
    with house.database.read() as session:
        [view] = alarms.every(session)
        assert view.alarm.kind is AlarmKind.SILENT
        assert view.probe is not None
        assert view.probe.sensor_key == "cold-2"


def test_an_alarm_of_before_is_neither_ended_nor_doubled_by_a_jump(house: House, clock: FakeClock) -> None:
    watch = ClockWatch(clock)
    goes_on(house, clock, watch, 18, silent="cold-2")
    clock.jump(-HOUR)
    goes_on(house, clock, watch, 20, silent="cold-2")
    with house.database.read() as session:
        [view] = alarms.every(session)
        assert (view.alarm.kind, view.is_over) == (AlarmKind.SILENT, False)


def test_what_the_clock_said_ahead_of_time_does_not_hide_a_silence(house: House, clock: FakeClock) -> None:
    """A day ahead for some minutes, then put right: readings of tomorrow are no word of today."""
    watch = ClockWatch(clock)
    clock.jump(DAY)
    goes_on(house, clock, watch, 6)
    clock.jump(-DAY)
    goes_on(house, clock, watch, 20, silent="cold-2")
    with house.database.read() as session:
        assert every_alarm(session) == [AlarmKind.SILENT]


@pytest.mark.parametrize(("seconds", "lives"), [(-HOUR, True), (HOUR, True), (400 * DAY, False)])
def test_a_session_outlives_an_hour_and_no_longer_than_it_should(
    house: House, clock: FakeClock, seconds: float, *, lives: bool
) -> None:
    with house.database.write() as session:
        person = make_person(session, house, "quality")
        open_visit(session, person, clock, secret="s", kiosk=None)
    clock.jump(seconds)
    with house.database.read() as session:
        assert (find_visit(session, "s", clock) is not None) is lives
    # Two hours back, two hours later: never longer than from its beginning.
    clock.jump(400 * DAY)
    with house.database.read() as session:
        assert find_visit(session, "s", clock) is None


def test_the_trail_holds_together_whichever_way_the_clock_went(house: House, clock: FakeClock) -> None:
    with house.database.write() as session:
        for seconds in (0, -HOUR, DAY, -DAY):
            clock.jump(seconds)
            record(session, None, "something done", "thing:1", {}, clock)
        assert verify(session) == []
        numbers = session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)).all()
        assert list(numbers) == list(range(1, len(numbers) + 1))


@pytest.fixture
def library_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """The wall clock as the library of timed jobs sees it, set by whoever calls what is handed out."""
    shift = [timedelta(0)]

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return datetime.now(tz) + shift[0]  # noqa: TID251 - the library's own way

    for module in ("apscheduler.schedulers.base", "apscheduler.triggers.interval"):
        monkeypatch.setattr(f"{module}.datetime", Shifted)

    def jump(seconds: float) -> None:
        shift[0] += timedelta(seconds=seconds)

    return jump


class ShiftedClock(SystemClock):
    """The machine's clock, and what somebody did to it."""

    def __init__(self) -> None:
        self.shift = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.shift


def test_timed_jobs_go_on_after_the_clock_was_set_back(
    database: Database, library_clock: Callable[[float], None]
) -> None:
    ran = Event()
    clock = ShiftedClock()
    jobs = Jobs([Job("look", 1, ran.set, first_after_s=0)], clock)
    hands = ClockThread(database, ClockWatch(clock), clock, jobs.begin_anew, every_s=0.1)
    jobs.start()
    hands.start()
    assert ran.wait(10)
    library_clock(-HOUR)
    clock.shift -= timedelta(seconds=HOUR)
    ran.clear()
    try:
        # Without the watch it would run again in an hour.
        until(ran.is_set, within_s=10, what="the job after the clock was set back")
        with database.read() as session:
            [entry] = session.scalars(select(AuditEntry).where(AuditEntry.verb == VERB))
            assert entry.facts["seconds"] == -3_600
    finally:
        hands.stop()
        jobs.stop()
