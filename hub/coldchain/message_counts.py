"""What became no reading, counted by reason: messages that nobody could read, values that are none, and what a mad topic sent too much.

Not for: keeping them (`hub.coldchain.message_log`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.coldchain.readings import from_ms, in_ms
from hub.coldchain.records import DeadLetter, DroppedMessages, Probe
from hub.coldchain.stored import rows_between

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
        of_probe: dict[str, list[int]] = {}
        for one in rows_between(session, probe.id, in_ms(now - FAULTS_BACK), in_ms(now)):
            if one.value is None:
                of_probe.setdefault(one.fault or "", []).append(one.at_ms)
        found += [
            Unread(fault, len(times), from_ms(times[-1]), probe.sensor_key)
            for fault, times in sorted(of_probe.items())
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
