"""Verbs of the cold chain: bury a message, meet a probe, place it and take it down, store a series of old readings.

Not for: what a message means (`hub.coldchain.hearing`) and not for judging temperatures (`hub.coldchain.rules`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from hub.coldchain.errors import NoSuchSwap
from hub.coldchain.message_log import bury, keep_messages
from hub.coldchain.readings import in_ms
from hub.coldchain.records import Assignment, Probe
from hub.coldchain.rollups import Row, add_readings
from hub.devices.events import MessageHeard
from hub.kernel.clock import Clock, require_utc
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Temperature
from hub.people.audit import record
from hub.people.records import Person
from hub.stock.records import Place
from hub.storage.base import Base

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class OldReading:
    """One measured value of a series that is stored after the fact."""

    at: datetime
    temperature: Temperature | None
    fault: str | None = None


def bury_message(session: Session, message: MessageHeard, why: str) -> int:
    """Keep a message that nobody can read, with the reason, so that it can be looked at and decoded one day."""
    number = keep_messages(session, [message])
    bury(session, message, number, why)
    return number


def meet_probe(session: Session, sensor_key: str, topic: str, at: datetime) -> Probe:
    """The probe of this key; a new one is known from now on and waits to be placed."""
    found = probe_of(session, sensor_key)
    if found is None:
        row = {"sensor_key": sensor_key[:200], "topic": topic[:300], "first_heard_at": at}
        session.execute(insert_if_new(session, Probe), row)
        found = probe_of(session, sensor_key)
    if found is None:
        msg = f"the probe {sensor_key!r} was neither there nor could be written"
        raise RuntimeError(msg)
    return found


def store_reading_series(
    session: Session, probe: Probe, readings: Iterable[OldReading], message_id: int | None = None
) -> None:
    """A whole series at once, such as what a logger kept while the line was down. Readings already there stay as they are."""
    rows = [
        Row(probe.id, in_ms(require_utc(one.at)), one.temperature, one.fault, message_id) for one in readings
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        add_readings(session, rows[start : start + ROWS_AT_ONCE])


def place_probe(session: Session, probe_id: int, place_id: int, by: Person, clock: Clock) -> Assignment:
    """The probe hangs there from now on; where it hung before keeps what it measured there. The same place again changes nothing."""
    probe = _lock_probe(session, probe_id)
    place = session.get(Place, place_id)
    if place is None:
        raise NotFound(place=place_id)
    before = _hangs(session, probe.id)
    if before is not None and before.place_id == place.id:
        return before
    now = clock.now()
    if before is not None:
        before.ends_at = now
    placed = Assignment(probe_id=probe.id, place_id=place.id, begins_at=now)
    session.add(placed)
    session.flush()
    facts = {"sensor_key": probe.sensor_key, "place": place.code}
    record(session, by, "probe placed", f"probe:{probe.id}", facts, clock)
    return placed


def swap_probe(session: Session, old_id: int, new_id: int, by: Person, clock: Clock) -> Assignment:
    """The new probe takes the old one's place at one moment; the place keeps what both measured there. Raises NoSuchSwap."""
    # In the order of their numbers: two who swap the same two at once never wait for each other.
    probes = {probe_id: _lock_probe(session, probe_id) for probe_id in sorted({old_id, new_id})}
    old, new = probes[old_id], probes[new_id]
    here, there = _hangs(session, old.id), _hangs(session, new.id)
    if here is None or there is not None or old.id == new.id:
        raise NoSuchSwap
    place = session.get_one(Place, here.place_id)
    now = clock.now()
    here.ends_at = now
    placed = Assignment(probe_id=new.id, place_id=place.id, begins_at=now)
    session.add(placed)
    session.flush()
    facts = {"sensor_key": new.sensor_key, "place": place.code, "instead_of": old.sensor_key}
    record(session, by, "probe swapped", f"probe:{new.id}", facts, clock)
    return placed


def take_down_probe(session: Session, probe_id: int, by: Person, clock: Clock) -> None:
    """The probe hangs nowhere from now on. What it measured stays with the place."""
    probe = _lock_probe(session, probe_id)
    hangs = _hangs(session, probe.id)
    if hangs is None:
        return
    hangs.ends_at = clock.now()
    record(session, by, "probe taken down", f"probe:{probe.id}", {"sensor_key": probe.sensor_key}, clock)


def probe_of(session: Session, sensor_key: str) -> Probe | None:
    return session.scalar(select(Probe).where(Probe.sensor_key == sensor_key[:200]))


def _lock_probe(session: Session, probe_id: int) -> Probe:
    """Two people may place the same probe at once; the second waits and sees what the first did."""
    probe = session.scalar(select(Probe).where(Probe.id == probe_id).with_for_update())
    if probe is None:
        raise NotFound(probe=probe_id)
    return probe


def _hangs(session: Session, probe_id: int) -> Assignment | None:
    return session.scalar(
        select(Assignment).where(Assignment.probe_id == probe_id, Assignment.ends_at.is_(None))
    )


def insert_if_new(session: Session, table: type[Base]) -> Insert:
    """Of two who write the same row the first wins, on either database."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
