"""The hourly sealing: every probe's days that are over, told once to the trail, and forgotten only where the settings say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from hub.coldchain.records import Reading, ReadingSeal, SealedDay
from hub.coldchain.service import meet_probe
from hub.coldchain.watch import broken_records
from hub.people.records import AuditEntry
from hub.storage.database import Database
from hub.worker.house_jobs import seal_readings
from tests.support.clock import MONDAY_MORNING, FakeClock
from tests.support.coldchain_factory import readings_until
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
