"""Verbs of the cold chain: keep a message and the readings in it, place a probe, set a limit.

Not for: reading the wire languages (`hub.devices.protocols`, handed in as `decode`) and not for judging temperatures
(`hub.coldchain.rules`). A retained message is an old value, so it is kept as a message and never becomes a reading.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Insert, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from hub.coldchain.readings import in_ms
from hub.coldchain.records import Assignment, Message, Probe, Reading
from hub.devices.events import MessageHeard, SensorValue
from hub.kernel.clock import Clock, require_utc
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Temperature
from hub.people.audit import record
from hub.people.records import Person
from hub.stock.records import Place
from hub.storage.base import Base

Decode = Callable[[MessageHeard], Sequence[SensorValue]]
"""Raises ValueError for a payload that is not what its topic promises; no values is a message about something else."""

TEMPERATURE = "temperature_c"
# A device's own clock is believed when it is about right; a reading from the future would stay "the latest" for ever.
BEHIND_AT_MOST = timedelta(minutes=10)
AHEAD_AT_MOST = timedelta(minutes=2)
# Wider than any probe of a food store (EN 12830 asks for -80 to +85 °C); beyond it is no temperature but a broken sensor.
COLDEST = Temperature(-120_000)
HOTTEST = Temperature(200_000)
OUT_OF_RANGE = "out of range"
ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class HeardInPlace:
    """What the screens of a place show now. A fault has no temperature."""

    place_code: str
    temperature: Temperature | None
    fault: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """`heard` holds new readings of placed probes only; `dead_because` says why a message could not be read."""

    message_id: int
    heard: tuple[HeardInPlace, ...]
    dead_because: str | None


@dataclass(frozen=True, slots=True)
class OldReading:
    """One measured value of a series that is stored after the fact."""

    at: datetime
    temperature: Temperature | None
    fault: str | None = None


def store_message(session: Session, message: MessageHeard, decode: Decode, now: datetime) -> StoredMessage:
    """Keep the message, and one reading for each temperature in it. The same reading again changes nothing."""
    try:
        values = decode(message)
    except ValueError as err:
        why = str(err) or type(err).__name__
        return StoredMessage(bury_message(session, message, why), (), why)
    kept = _keep(session, message, None)
    if message.retained:
        return StoredMessage(kept.id, (), None)
    temperatures = [value for value in values if value.quantity == TEMPERATURE]
    heard = [_store_value(session, value, message, kept.id, now) for value in temperatures]
    return StoredMessage(kept.id, tuple(one for one in heard if one is not None), None)


def bury_message(session: Session, message: MessageHeard, why: str) -> int:
    """Keep a message that nobody can read, with the reason, so that it can be looked at and decoded one day."""
    return _keep(session, message, why[:200]).id


def meet_probe(session: Session, sensor_key: str, topic: str, at: datetime) -> Probe:
    """The probe of this key; a new one is known from now on and waits to be placed."""
    found = _probe(session, sensor_key)
    if found is None:
        row = {"sensor_key": sensor_key[:200], "topic": topic[:300], "first_heard_at": at}
        session.execute(_insert_if_new(session, Probe), row)
        found = _probe(session, sensor_key)
    if found is None:
        msg = f"the probe {sensor_key!r} was neither there nor could be written"
        raise RuntimeError(msg)
    return found


def store_reading_series(
    session: Session, probe: Probe, readings: Iterable[OldReading], message_id: int | None = None
) -> None:
    """A whole series at once, such as what a logger kept while the line was down. Readings already there stay as they are."""
    rows = [_row(probe.id, one.at, one.temperature, one.fault, message_id) for one in readings]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        session.execute(_insert_if_new(session, Reading), rows[start : start + ROWS_AT_ONCE])


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


def take_down_probe(session: Session, probe_id: int, by: Person, clock: Clock) -> None:
    """The probe hangs nowhere from now on. What it measured stays with the place."""
    probe = _lock_probe(session, probe_id)
    hangs = _hangs(session, probe.id)
    if hangs is None:
        return
    hangs.ends_at = clock.now()
    record(session, by, "probe taken down", f"probe:{probe.id}", {"sensor_key": probe.sensor_key}, clock)


def forget_messages(session: Session, before: datetime) -> int:
    """Raw messages are kept for a set time; the readings stay. Dead letters stay too, until somebody looked at them."""
    old = delete(Message).where(Message.received_at < before, Message.dead_because.is_(None))
    return len(session.execute(old.returning(Message.id)).all())


def _keep(session: Session, message: MessageHeard, dead_because: str | None) -> Message:
    kept = Message(
        received_at=message.at,
        topic=message.topic[:300],
        payload=zlib.compress(message.payload),
        retained=message.retained,
        dead_because=dead_because,
    )
    session.add(kept)
    session.flush()
    return kept


def _store_value(
    session: Session, value: SensorValue, message: MessageHeard, message_id: int, now: datetime
) -> HeardInPlace | None:
    probe = meet_probe(session, value.sensor_key, message.topic, now)
    at = moment_of(value.measured_at, message.at)
    temperature, fault = _meant(value)
    latest = session.scalar(select(func.max(Reading.at_ms)).where(Reading.probe_id == probe.id))
    row = _row(probe.id, at, temperature, fault, message_id)
    session.execute(_insert_if_new(session, Reading), row)
    if latest is not None and in_ms(at) <= latest:
        return None
    place_code = _place_code(session, probe.id, at)
    return HeardInPlace(place_code, temperature, fault, at) if place_code is not None else None


def moment_of(measured_at: datetime | None, arrived_at: datetime) -> datetime:
    """The device's time when it has a zone and is about right, else the time of arrival."""
    if measured_at is None or measured_at.utcoffset() is None:
        return arrived_at
    if -AHEAD_AT_MOST <= arrived_at - measured_at <= BEHIND_AT_MOST:
        return measured_at.astimezone(arrived_at.tzinfo)
    return arrived_at


def _meant(value: SensorValue) -> tuple[Temperature | None, str | None]:
    if value.fault is not None:
        return None, value.fault[:80]
    if value.temperature is None:
        return None, "no value"
    if not COLDEST <= value.temperature <= HOTTEST:
        return None, OUT_OF_RANGE
    return value.temperature, None


def _row(
    probe_id: int, at: datetime, temperature: Temperature | None, fault: str | None, message_id: int | None
) -> dict[str, object]:
    return {
        "probe_id": probe_id,
        "at_ms": in_ms(require_utc(at)),
        "temperature": temperature,
        "fault": fault,
        "message_id": message_id,
    }


def _probe(session: Session, sensor_key: str) -> Probe | None:
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


def _place_code(session: Session, probe_id: int, at: datetime) -> str | None:
    return session.scalar(
        select(Place.code)
        .join(Assignment, Assignment.place_id == Place.id)
        .where(
            Assignment.probe_id == probe_id,
            Assignment.begins_at <= at,
            or_(Assignment.ends_at.is_(None), Assignment.ends_at > at),
        )
        .order_by(Assignment.id.desc())
        .limit(1)
    )


def _insert_if_new(session: Session, table: type[Base]) -> Insert:
    """Of two who write the same row the first wins, on either database."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
