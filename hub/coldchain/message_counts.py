"""What became no reading, counted by reason: messages that nobody could read, values that are none, and what a mad topic sent too much.

Not for: keeping them (`hub.coldchain.message_log`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.coldchain.readings import from_ms, in_ms
from hub.coldchain.records import DeadLetter, DroppedMessages, Probe, Reading

LOOK_BACK = timedelta(days=7)
FAULTS_BACK = timedelta(days=1)
MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Unread:
    """So many of one reason (a dead letter's, or a sensor's fault), the newest of them, and where it came from."""

    because: str
    count: int
    newest_at: datetime
    where: str


def dead_letters(session: Session, now: datetime) -> list[Unread]:
    """Messages of the last week that nobody could read, the most frequent reason first."""
    rows = session.execute(
        select(
            DeadLetter.because,
            func.count(),
            func.max(DeadLetter.received_at, type_=DeadLetter.received_at.type),
            func.max(DeadLetter.topic),
        )
        .where(DeadLetter.received_at >= now - LOOK_BACK)
        .group_by(DeadLetter.because)
        .order_by(func.count().desc(), DeadLetter.because)
        .limit(MOST_ROWS)
    )
    return [Unread(because, count, newest, topic) for because, count, newest, topic in rows]


def faults(session: Session, now: datetime) -> list[Unread]:
    """Values of the last day that were no temperature, by sensor and reason."""
    found = []
    for probe in session.scalars(select(Probe).order_by(Probe.id)):
        rows = session.execute(
            select(Reading.fault, func.count(), func.max(Reading.at_ms))
            .where(
                Reading.probe_id == probe.id,
                Reading.at_ms >= in_ms(now - FAULTS_BACK),
                Reading.temperature.is_(None),
            )
            .group_by(Reading.fault)
            .order_by(Reading.fault)
        )
        found += [
            Unread(fault or "", count, from_ms(at_ms), probe.sensor_key) for fault, count, at_ms in rows
        ]
    return found


def dropped(session: Session, now: datetime) -> Sequence[tuple[str, int]]:
    """Topics of which messages of the last week were counted and not stored, the most first."""
    rows = session.execute(
        select(DroppedMessages.topic, func.sum(DroppedMessages.messages))
        .where(DroppedMessages.minute_ms >= in_ms(now - LOOK_BACK))
        .group_by(DroppedMessages.topic)
        .order_by(func.sum(DroppedMessages.messages).desc())
        .limit(MOST_ROWS)
    )
    return [(topic, int(count)) for topic, count in rows]
