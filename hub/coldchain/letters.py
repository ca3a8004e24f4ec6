"""Letters about alarms and upkeep: queued in the transaction of the fact, each once by its key, and taken one by one to be sent.

A letter that could not be sent is tried again, ever more slowly. One whose sending was cut off in the middle is tried again with the
same message id. Not for: the wire (`hub.worker.mail`) nor who is told when (`hub.coldchain.escalation`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from hub.coldchain import alarms
from hub.coldchain.alarm_records import Alarm, AlarmCause, AlarmLetter
from hub.coldchain.calibrations import calibrations_due, told
from hub.coldchain.escalation import Plan, Recipient, due
from hub.coldchain.instruments import batteries_to_change
from hub.coldchain.letter_words import (
    Upkeep,
    alarm_body,
    alarm_subject,
    alive_body,
    alive_subject,
    calibration_body,
    calibration_subject,
)
from hub.coldchain.levels import Level
from hub.coldchain.service import insert_if_new
from hub.kernel.clock import Clock

# A letter that was taken and not settled by then was cut off.
TAKEN_FOR = timedelta(minutes=5)
FIRST_AGAIN = timedelta(seconds=30)
LONGEST_AGAIN = timedelta(minutes=15)
MOST_TRIES = 60


def queue_due(session: Session, plan: Plan, hub: str, clock: Clock) -> int:
    """Write down what is owed now for every alarm that is going on and that nobody has acknowledged; how many were new."""
    now, written = clock.now(), 0
    for view in alarms.calling_by_letter(session):
        called_at = _called_at(session, view.alarm, view.level)
        for one in due(plan, called_at, now):
            key = f"alarm:{view.alarm.id}:{view.level.value}:{one.step}:{one.repetition}:{one.to.mail}"
            language = one.to.language
            written += _write(
                session,
                key,
                view.alarm.id,
                one.to,
                alarm_subject(view, hub, language),
                alarm_body(view, hub, plan.zone, language),
                now,
            )
    return written


def queue_alive(session: Session, recipients: Iterable[Recipient], hub: str, plan: Plan, clock: Clock) -> int:
    """The daily sign of life, once for each local day and recipient: who misses it knows that the watch itself is down."""
    now = clock.now()
    day = now.astimezone(plan.zone).date()
    calling = len(alarms.calling_by_letter(session))
    upkeep = _upkeep(session, now, day)
    return sum(
        _write(
            session,
            f"alive:{day.isoformat()}:{one.mail}",
            None,
            one,
            alive_subject(hub, one.language),
            alive_body(hub, day, calling, upkeep, one.language),
            now,
        )
        for one in dict.fromkeys(recipients)
    )


def queue_calibrations(
    session: Session, recipients: Iterable[Recipient], hub: str, plan: Plan, clock: Clock
) -> int:
    """Three months before a calibration is due, one month before and on the day, each told once; how many were new."""
    now = clock.now()
    today = now.astimezone(plan.zone).date()
    return sum(
        _write(
            session,
            f"calibration:{one.probe.id}:{one.last.id if one.last else 0}:{one.due.value}:{to.mail}",
            None,
            to,
            calibration_subject(one, hub, to.language),
            calibration_body(one, to.language),
            now,
        )
        for one in told(calibrations_due(session, today))
        for to in dict.fromkeys(recipients)
    )


def _upkeep(session: Session, now: datetime, today: date) -> Upkeep:
    low = batteries_to_change(session, now, today)
    return Upkeep(
        told(calibrations_due(session, today)),
        [(one.sensor.place.name, one.sensor.probe.sensor_key) for one in low if one.sensor.place is not None],
    )


def _called_at(session: Session, alarm: Alarm, level: Level) -> datetime:
    """When the alarm became as grave as it is."""
    at = session.scalar(
        select(func.min(AlarmCause.at)).where(AlarmCause.alarm_id == alarm.id, AlarmCause.level == level)
    )
    return alarm.raised_at if at is None else at


def _write(  # noqa: PLR0917 - the columns of a letter
    session: Session,
    key: str,
    alarm_id: int | None,
    to: Recipient,
    subject: str,
    body: str,
    now: datetime,
) -> bool:
    if session.scalar(select(AlarmLetter.id).where(AlarmLetter.key == key)) is not None:
        return False
    row = {
        "key": key,
        "alarm_id": alarm_id,
        "recipient": to.mail,
        "language": to.language,
        "subject": subject,
        "body": body,
        "queued_at": now,
        "next_try_at": now,
        "tries": 0,
    }
    session.execute(insert_if_new(session, AlarmLetter), row)
    return True


def take(session: Session, clock: Clock) -> AlarmLetter | None:
    """The oldest letter whose time has come, taken for this sender alone for some minutes."""
    now = clock.now()
    found = session.scalar(
        select(AlarmLetter)
        .where(AlarmLetter.next_try_at <= now)
        .order_by(AlarmLetter.next_try_at, AlarmLetter.id)
        .limit(1)
    )
    if found is None:
        return None
    taken = session.execute(
        update(AlarmLetter)
        .where(AlarmLetter.id == found.id, AlarmLetter.next_try_at <= now, AlarmLetter.tries == found.tries)
        .values(next_try_at=now + TAKEN_FOR, tries=found.tries + 1)
        .returning(AlarmLetter.id)
    ).first()
    session.refresh(found)
    return None if taken is None else found


def settle(session: Session, letter_id: int, clock: Clock, trouble: str | None) -> None:
    """Sent, or what stood in the way and when it is tried again."""
    letter, now = session.get_one(AlarmLetter, letter_id), clock.now()
    if trouble is None:
        letter.sent_at, letter.next_try_at, letter.trouble = now, None, None
        return
    letter.trouble = trouble[:200]
    wait = min(FIRST_AGAIN * 2 ** min(letter.tries, 10), LONGEST_AGAIN)
    letter.next_try_at = None if letter.tries >= MOST_TRIES else now + wait


def unsent(session: Session) -> int:
    """Letters that wait, or that were given up."""
    return (
        session.scalar(
            select(func.count(AlarmLetter.id)).where(AlarmLetter.sent_at.is_(None), AlarmLetter.tries > 0)
        )
        or 0
    )
