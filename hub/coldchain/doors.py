"""Doors of rooms: how long one may stand open before that calls somebody, and which stand open for longer.

An open door explains an excursion and excuses none (`hub.coldchain.marks`); the delay is of the door's own alarm alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.errors import FieldsUnfit
from hub.coldchain.faults import FieldFault
from hub.coldchain.marks import OPEN
from hub.coldchain.readings import in_ms
from hub.coldchain.records import Assignment, Probe, SensorWord
from hub.coldchain.room_records import DoorDelay
from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.people.audit import record
from hub.people.records import Person
from hub.stock.records import Place

MINUTE_S = 60
LONGEST_MINUTES = 240
DOOR = "door"


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A contact that says "open", since when, in a room whose delay it has passed."""

    place_id: int
    probe: Probe
    since_ms: int


def delay_of(session: Session, place_id: int) -> DoorDelay | None:
    """As set last; None: nobody ever set it."""
    return session.scalar(
        select(DoorDelay).where(DoorDelay.place_id == place_id).order_by(DoorDelay.id.desc()).limit(1)
    )


def set_delay(
    session: Session, place_id: int, minutes: int | None, *, by: Person, clock: Clock, operation: str
) -> DoorDelay:
    """From now on a door of this place may stand open for so long; None: for ever. Raises FieldsUnfit, NotFound."""
    done = session.scalar(select(DoorDelay).where(DoorDelay.operation == operation))
    if done is not None:
        return done
    place = session.get(Place, place_id)
    if place is None:
        raise NotFound(place=place_id)
    if minutes is not None and not 1 <= minutes <= LONGEST_MINUTES:
        raise FieldsUnfit({"door_minutes": FieldFault.DOOR_LENGTH})
    kept = DoorDelay(
        place_id=place_id,
        delay_s=None if minutes is None else minutes * MINUTE_S,
        recorded_at=clock.now(),
        person_id=by.id,
        operation=operation,
    )
    session.add(kept)
    session.flush()
    facts = {"place": place.code, "delay_s": kept.delay_s}
    record(session, by, "door delay set", f"place:{place.id}", facts, clock)
    return kept


def contacts_in(session: Session, place_id: int) -> Sequence[Probe]:
    """The sensors that hang in a place now and have ever spoken of a door."""
    speaks = select(SensorWord.probe_id).where(SensorWord.quantity == DOOR)
    return session.scalars(
        select(Probe)
        .join(Assignment, Assignment.probe_id == Probe.id)
        .where(Assignment.place_id == place_id, Assignment.ends_at.is_(None), Probe.id.in_(speaks))
        .order_by(Probe.id)
    ).all()


def open_too_long(session: Session, now: datetime) -> list[OpenDoor]:
    """Doors that stand open for longer than their place allows."""
    newest = select(DoorDelay.place_id, DoorDelay.delay_s).order_by(DoorDelay.id)
    delays = {row.place_id: row.delay_s for row in session.execute(newest)}
    found = []
    for place_id, delay_s in delays.items():
        if delay_s is None:
            continue
        for probe in contacts_in(session, place_id):
            since_ms = _open_since(session, probe.id, in_ms(now))
            if since_ms is not None and in_ms(now) - since_ms > delay_s * 1_000:
                found.append(OpenDoor(place_id, probe, since_ms))
    return found


def _open_since(session: Session, probe_id: int, now_ms: int) -> int | None:
    """When it opened, if it is open now; words of the future are not looked at."""
    of_door = select(SensorWord.at_ms, SensorWord.word).where(
        SensorWord.probe_id == probe_id, SensorWord.quantity == DOOR, SensorWord.at_ms <= now_ms
    )
    last = session.execute(of_door.order_by(SensorWord.at_ms.desc()).limit(1)).first()
    if last is None or last.word != OPEN:
        return None
    shut = session.scalar(
        select(SensorWord.at_ms)
        .where(
            SensorWord.probe_id == probe_id,
            SensorWord.quantity == DOOR,
            SensorWord.at_ms <= now_ms,
            SensorWord.word != OPEN,
        )
        .order_by(SensorWord.at_ms.desc())
        .limit(1)
    )
    opened = of_door.where(SensorWord.word == OPEN)
    if shut is not None:
        opened = opened.where(SensorWord.at_ms > shut)
    first = session.execute(opened.order_by(SensorWord.at_ms).limit(1)).first()
    return None if first is None else int(first.at_ms)
