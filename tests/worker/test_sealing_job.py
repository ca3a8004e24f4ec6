"""The hourly sealing: every probe's days that are over, told once to the trail, and forgotten only where the settings say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select, text

from hub.coldchain.alarm_records import Alarm, AlarmKind
from hub.coldchain.hearing import store_message
from hub.coldchain.records import Reading, ReadingSeal, SealedDay
from hub.coldchain.service import meet_probe
from hub.coldchain.watch import broken_records
from hub.people.records import AuditEntry
from hub.storage.database import Database
from hub.worker.house_jobs import look_and_seal, seal_readings
from hub.worker.room_jobs import look_at_trail
from tests.support.clock import MONDAY_MORNING, FakeClock
from tests.support.coldchain_factory import decode, heard, readings_until
from tests.support.web import make_house


def test_days_that_are_over_are_sealed_and_told_to_the_trail_once(
    database: Database, clock: FakeClock
) -> None:
    house = make_house(database, clock)
    with database.write() as session:
        for key in ("a", "b"):
            probe = meet_probe(session, key, "x", MONDAY_MORNING)
            readings_until(session, probe, MONDAY_MORNING, ["3.1"] * 4 * 24, every_s=3_600)
    for _ in range(2):
        seal_readings(house)
        with database.read() as session:
            assert session.scalar(select(func.count()).select_from(SealedDay)) == 6
            # From 00:00 of the day before on, and up to now with it.
            assert session.scalar(select(func.count()).select_from(Reading)) == 2 * 31
            [told] = session.scalars(select(AuditEntry).where(AuditEntry.verb == "readings sealed"))
            last = session.get_one(ReadingSeal, 6)
            assert told.facts == {"seal": 6, "hash": last.hash.hex()}
    with database.snapshot() as session:
        assert broken_records(session) is None


def test_old_days_stay_until_the_settings_give_them_a_time(database: Database, clock: FakeClock) -> None:
    house = make_house(database, clock)
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING)
        readings_until(session, probe, MONDAY_MORNING - timedelta(days=500), ["3.1"] * 3)
    seal_readings(house)
    limited = replace(house.settings.coldchain, keep_readings_days=501)
    house = replace(house, settings=replace(house.settings, coldchain=limited))
    seal_readings(house)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(SealedDay)) == 1
    clock.advance(2 * 86_400)
    seal_readings(house)
    with database.snapshot() as session:
        assert session.scalar(select(func.count()).select_from(SealedDay)) == 0
        assert broken_records(session) is None


def test_what_was_changed_in_the_last_hours_is_an_alarm_before_it_is_sealed(
    sqlite_database: Database, clock: FakeClock
) -> None:
    house = make_house(sqlite_database, clock)
    told: list[str] = []
    with sqlite_database.write() as session:
        for minute in range(3):
            at = clock.now() + timedelta(minutes=minute)
            store_message(session, heard({"a": {"t": "3.1", "at": at.isoformat()}}, at), decode)
    clock.advance(3_600)
    look_at_trail(house, lambda topic, *_said, **_how: told.append(topic))
    assert told == []
    with sqlite_database.write() as session:
        session.execute(text("DROP TRIGGER reading_no_update"))
        session.execute(text("UPDATE reading SET fault = 'was open', at_ms = at_ms + 1"))
        assert session.scalars(select(Alarm)).all() == []
    clock.advance(3 * 86_400)
    look_and_seal(house, lambda topic, *_said, **_how: told.append(topic))
    with sqlite_database.read() as session:
        [alarm] = session.scalars(select(Alarm))
        assert (alarm.kind, alarm.facts["says"], alarm.facts["probe"], alarm.facts["day"]) == (
            AlarmKind.CHAIN,
            "open_altered",
            "a",
            MONDAY_MORNING.date().isoformat(),
        )
        assert session.scalar(select(func.count()).select_from(SealedDay)) == 1
    assert told != []
