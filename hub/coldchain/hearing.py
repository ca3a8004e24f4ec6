"""A message of a sensor becomes readings and words: what it says, when it was said, and what can never be believed.

The same message again changes nothing. A retained message is an old value, so it is kept as a message and never becomes a reading.
Not for: reading the wire languages (`hub.devices.protocols`, handed in as `decode`) and not for judging temperatures
(`hub.coldchain.rules`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from hub.coldchain.clocks import AHEAD_AT_MOST_MS, GAP_MS, Known, Moment, moment_of
from hub.coldchain.readings import from_ms, in_ms, usual_interval_ms
from hub.coldchain.records import Assignment, Message, Probe, Reading, SensorWord
from hub.coldchain.service import bury_message, insert_if_new, keep, meet_probe, probe_of, row_of
from hub.devices.events import MessageHeard, SensorValue
from hub.kernel.quantity import Temperature
from hub.stock.records import Place

Decode = Callable[[MessageHeard], Sequence[SensorValue]]
"""Raises ValueError for a payload that is not what its topic promises; no values is a message about something else."""

TEMPERATURE = "temperature_c"
# Words and numbers that a sensor says of itself and of doors. Numbers that wander are kept once an hour.
WORDS = frozenset({"availability", "door", "battery"})
WANDERING = frozenset({"battery_pct", "battery_v", "signal_dbm", "link_quality"})
WANDERING_EVERY_MS = 3_600_000
PLACED_BY_A_WORD = "door"  # a contact has no temperature and is a sensor to hang up all the same
LONGEST_WORD = 40
LAST_READINGS = 20  # as many as it takes to know a probe's usual interval
NOT_PLACED_IN_TIME = "values of the past without a time that can be right"
# Wider than any probe of a food store (EN 12830 asks for -80 to +85 °C); beyond it is no temperature but a broken sensor.
COLDEST = Temperature(-120_000)
HOTTEST = Temperature(150_000)
OUT_OF_RANGE = "out of range"


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


def store_message(session: Session, message: MessageHeard, decode: Decode) -> StoredMessage:
    """Keep the message, and one reading for each temperature in it. The same reading again changes nothing."""
    try:
        values = decode(message)
    except ValueError as err:
        why = str(err) or type(err).__name__
        return StoredMessage(bury_message(session, message, why), (), why)
    kept = keep(session, message, None)
    heard: list[HeardInPlace] = []
    for value in values:
        if value.quantity in WORDS or value.quantity in WANDERING:
            _store_word(session, value, message, kept.id)
        elif value.quantity == TEMPERATURE and not message.retained:
            moment = _moment(session, value, message)
            if moment is None:
                kept.dead_because = NOT_PLACED_IN_TIME
                continue
            new = _store_value(session, value, message, kept.id, moment)
            heard += [] if new is None else [new]
    session.flush()
    return StoredMessage(kept.id, tuple(heard), kept.dead_because)


def _store_value(
    session: Session, value: SensorValue, message: MessageHeard, message_id: int, moment: Moment
) -> HeardInPlace | None:
    probe = meet_probe(session, value.sensor_key, message.topic, message.at)
    at = from_ms(moment.at_ms)
    temperature, fault = _meant(value)
    # A reading of the future, from an hour in which the hub's own clock was wrong, must not silence the room until then.
    latest = session.scalar(
        select(func.max(Reading.at_ms)).where(
            Reading.probe_id == probe.id, Reading.at_ms <= in_ms(message.at) + AHEAD_AT_MOST_MS
        )
    )
    row = row_of(probe.id, at, temperature, fault, message_id, moment.claimed_ms)
    session.execute(insert_if_new(session, Reading), row)
    if value.historical or (latest is not None and moment.at_ms <= latest):
        return None
    place_code = _place_code(session, probe.id, at)
    return HeardInPlace(place_code, temperature, fault, at) if place_code is not None else None


def _moment(session: Session, value: SensorValue, message: MessageHeard) -> Moment | None:
    """A time without a zone is no time: nobody knows which hour is meant."""
    measured_at, arrived_ms = value.measured_at, in_ms(message.at)
    claimed_ms = None if measured_at is None or measured_at.utcoffset() is None else in_ms(measured_at)
    if claimed_ms is None or abs(arrived_ms - claimed_ms) <= AHEAD_AT_MOST_MS:
        return moment_of(claimed_ms, arrived_ms, None, historical=value.historical)
    return moment_of(
        claimed_ms,
        arrived_ms,
        _known(session, value.sensor_key, claimed_ms, arrived_ms),
        historical=value.historical,
    )


def _known(session: Session, sensor_key: str, claimed_ms: int, arrived_ms: int) -> Known | None:
    """Asked only of a message that is late or whose clock is wrong."""
    probe = probe_of(session, sensor_key)
    if probe is None:
        return None
    of_probe = select(Reading.at_ms, Reading.claimed_ms, Reading.message_id).where(
        Reading.probe_id == probe.id, Reading.at_ms <= arrived_ms + AHEAD_AT_MOST_MS
    )
    last = session.execute(of_probe.order_by(Reading.at_ms.desc()).limit(LAST_READINGS)).all()
    if not last:
        return None
    newest = last[0]
    earlier = session.execute(
        of_probe.where(Reading.at_ms <= claimed_ms).order_by(Reading.at_ms.desc()).limit(1)
    ).first()
    later = session.execute(
        of_probe.where(Reading.at_ms >= claimed_ms).order_by(Reading.at_ms).limit(1)
    ).first()
    carried = session.get(Message, newest.message_id) if newest.message_id is not None else None
    return Known(
        newest_ms=newest.at_ms,
        was_doubted=newest.claimed_ms is not None,
        arrived_ms=None if carried is None else in_ms(carried.received_at),
        earlier_ms=None if earlier is None else earlier.at_ms,
        later_ms=None if later is None else later.at_ms,
        usual_ms=usual_interval_ms([row.at_ms for row in reversed(last)]) or GAP_MS,
    )


def _store_word(session: Session, value: SensorValue, message: MessageHeard, message_id: int) -> None:
    """Kept when it is news. Of retained words only availability counts: the broker keeps it as a state, and all others are old."""
    if value.text is None or (message.retained and value.quantity != "availability"):
        return
    if value.quantity == PLACED_BY_A_WORD:
        probe: Probe | None = meet_probe(session, value.sensor_key, message.topic, message.at)
    else:
        probe = probe_of(session, value.sensor_key)
    moment = _moment(session, value, message)
    if probe is None or moment is None:
        return
    before = session.execute(
        select(SensorWord.at_ms, SensorWord.word)
        .where(
            SensorWord.probe_id == probe.id,
            SensorWord.quantity == value.quantity,
            SensorWord.at_ms <= moment.at_ms,
        )
        .order_by(SensorWord.at_ms.desc())
        .limit(1)
    ).first()
    word = value.text[:LONGEST_WORD]
    if before is not None and (
        before.word == word
        or (value.quantity in WANDERING and moment.at_ms - before.at_ms < WANDERING_EVERY_MS)
    ):
        return
    row = {
        "probe_id": probe.id,
        "quantity": value.quantity,
        "at_ms": moment.at_ms,
        "word": word,
        "message_id": message_id,
    }
    session.execute(insert_if_new(session, SensorWord), row)


def _meant(value: SensorValue) -> tuple[Temperature | None, str | None]:
    if value.fault is not None:
        return None, value.fault[:80]
    if value.temperature is None:
        return None, "no value"
    if not COLDEST <= value.temperature <= HOTTEST:
        return None, OUT_OF_RANGE
    return value.temperature, None


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
