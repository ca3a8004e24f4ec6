"""Alarms and what people do about them: raised by incidents, silence or a broken trail, answered by a person, over by themselves.

Ended and answered are two things: an alarm that is over stays listed until somebody says what was done. Not for: finding excursions
(`hub.coldchain.watching`) nor for telling people by letter (`hub.coldchain.letters`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hub.coldchain.alarm_records import (
    Alarm,
    AlarmCause,
    AlarmEnd,
    AlarmKind,
    AlarmStep,
    Done,
    StepKind,
    StepPhoto,
)
from hub.coldchain.errors import AlarmUnknown, NothingSaid
from hub.coldchain.levels import Level
from hub.coldchain.readings import Span
from hub.coldchain.records import Incident, IncidentRevision, Probe
from hub.kernel.clock import Clock
from hub.people.audit import record
from hub.people.records import Person
from hub.stock.records import Place

LONGEST_WORDS = 300
GRAVITY = tuple(Level)
# An alarm that ended by itself still calls for this long.
CALLS_AFTER_MS = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Told:
    """One step as it is shown: what somebody said, and when."""

    step: AlarmStep
    person: str
    done: tuple[Done, ...]
    photos: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AlarmView:
    """An alarm with its room, its gravest level, its newest findings and what people said. `ended_ms` None: not over yet."""

    alarm: Alarm
    place: Place | None
    probe: Probe | None
    level: Level
    ended_ms: int | None
    found: tuple[Mapping[str, Any], ...]
    steps: tuple[Told, ...]

    @property
    def is_over(self) -> bool:
        return self.ended_ms is not None

    @property
    def is_acknowledged(self) -> bool:
        return bool(self.steps)

    @property
    def is_answered(self) -> bool:
        """Somebody said what was done."""
        return any(one.step.kind is StepKind.DONE for one in self.steps)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says was done: words of the list, a sentence, photos that are kept already."""

    done: Sequence[Done]
    words: str = ""
    photo_ids: Sequence[int] = ()


def going(session: Session, alarm_id: int, *, by: Person, clock: Clock, operation: str) -> AlarmStep:
    """Somebody goes, and the others see it."""
    return _step(session, alarm_id, StepKind.GOING, Answer(()), by=by, clock=clock, operation=operation)


def done(
    session: Session, alarm_id: int, answer: Answer, *, by: Person, clock: Clock, operation: str
) -> AlarmStep:
    """What was done. Raises NothingSaid when neither the list nor a sentence says it."""
    if not answer.done and not answer.words.strip():
        raise NothingSaid
    return _step(session, alarm_id, StepKind.DONE, answer, by=by, clock=clock, operation=operation)


def _step(
    session: Session,
    alarm_id: int,
    kind: StepKind,
    answer: Answer,
    *,
    by: Person,
    clock: Clock,
    operation: str,
) -> AlarmStep:
    before = session.scalar(select(AlarmStep).where(AlarmStep.operation == operation))
    if before is not None:
        return before
    alarm = session.get(Alarm, alarm_id)
    if alarm is None:
        raise AlarmUnknown(alarm=alarm_id)
    step = AlarmStep(
        alarm_id=alarm.id,
        kind=kind,
        done=[one.value for one in dict.fromkeys(answer.done)],
        words=answer.words.strip()[:LONGEST_WORDS],
        at=clock.now(),
        person_id=by.id,
        operation=operation,
    )
    session.add(step)
    session.flush()
    session.add_all(StepPhoto(step_id=step.id, photo_id=one) for one in answer.photo_ids)
    session.flush()
    facts = {"kind": kind.value, "done": step.done, "words": step.words, "photos": len(answer.photo_ids)}
    record(session, by, "alarm answered", f"alarm:{alarm.id}", facts, clock)
    return step


def every(
    session: Session,
    *,
    during: Span | None = None,
    only_unanswered: bool = False,
    numbers: Iterable[int] = (),
) -> list[AlarmView]:
    """Alarms with all that is known, the newest first: those that lasted into a time, or those nobody has answered."""
    query = (
        select(Alarm, AlarmEnd.ended_ms)
        .outerjoin(AlarmEnd, AlarmEnd.alarm_id == Alarm.id)
        .order_by(Alarm.since_ms.desc(), Alarm.id.desc())
    )
    if during is not None:
        query = query.where(
            Alarm.since_ms < during.end_ms,
            or_(AlarmEnd.ended_ms.is_(None), AlarmEnd.ended_ms > during.begin_ms),
        )
    if only_unanswered:
        answered = select(AlarmStep.alarm_id).where(AlarmStep.kind == StepKind.DONE)
        query = query.where(Alarm.id.not_in(answered))
    if wanted := list(numbers):
        query = query.where(Alarm.id.in_(wanted))
    rows = session.execute(query).all()
    return [_view(session, alarm, ended_ms) for alarm, ended_ms in rows]


def one(session: Session, alarm_id: int) -> AlarmView:
    """Raises AlarmUnknown."""
    found = every(session, numbers=[alarm_id])
    if not found:
        raise AlarmUnknown(alarm=alarm_id)
    return found[0]


def calling(session: Session, now_ms: int) -> list[AlarmView]:
    """What the screens call people for, until somebody said what was done. Warnings and old ones stay on the day's page."""
    return [
        view
        for view in every(session, during=Span(now_ms - CALLS_AFTER_MS, now_ms + 1), only_unanswered=True)
        if GRAVITY.index(view.level) >= GRAVITY.index(Level.ALARM)
    ]


def calling_by_letter(session: Session) -> list[AlarmView]:
    """What letters are written about: going on, grave enough, and acknowledged by nobody."""
    told = select(AlarmStep.alarm_id)
    over = select(AlarmEnd.alarm_id)
    numbers = session.scalars(
        select(Alarm.id).where(Alarm.id.not_in(over), Alarm.id.not_in(told)).order_by(Alarm.id)
    ).all()
    views = every(session, numbers=numbers) if numbers else []
    return [view for view in views if GRAVITY.index(view.level) >= GRAVITY.index(Level.ALARM)]


def _view(session: Session, alarm: Alarm, ended_ms: int | None) -> AlarmView:
    causes = session.execute(
        select(AlarmCause, Incident)
        .join(Incident, Incident.id == AlarmCause.incident_id)
        .where(AlarmCause.alarm_id == alarm.id)
        .order_by(Incident.start_ms, Incident.id)
    ).all()
    steps = session.execute(
        select(AlarmStep, Person.name)
        .join(Person, Person.id == AlarmStep.person_id)
        .where(AlarmStep.alarm_id == alarm.id)
        .order_by(AlarmStep.id)
    ).all()
    return AlarmView(
        alarm=alarm,
        place=None if alarm.place_id is None else session.get(Place, alarm.place_id),
        probe=None if alarm.probe_id is None else session.get(Probe, alarm.probe_id),
        level=max((alarm.level, *(cause.level for cause, _ in causes)), key=GRAVITY.index),
        ended_ms=ended_ms,
        found=tuple(
            found for _, incident in causes if (found := newest_revision(session, incident.id).found)
        ),
        steps=tuple(
            Told(step, name, tuple(Done(word) for word in step.done), _photos(session, step.id))
            for step, name in steps
        ),
    )


def _photos(session: Session, step_id: int) -> tuple[int, ...]:
    return tuple(
        session.scalars(
            select(StepPhoto.photo_id).where(StepPhoto.step_id == step_id).order_by(StepPhoto.photo_id)
        )
    )


def newest_revision(session: Session, incident_id: int) -> IncidentRevision:
    return session.scalars(
        select(IncidentRevision)
        .where(IncidentRevision.incident_id == incident_id)
        .order_by(IncidentRevision.number.desc())
        .limit(1)
    ).one()


def raise_alarm(
    session: Session,
    kind: AlarmKind,
    *,
    since_ms: int,
    clock: Clock,
    level: Level = Level.ALARM,
    incident: Incident | None = None,
    place_id: int | None = None,
    probe_id: int | None = None,
    facts: Mapping[str, object] | None = None,
) -> Alarm:
    alarm = Alarm(
        kind=kind,
        level=level,
        side=None if incident is None else incident.side,
        place_id=place_id,
        probe_id=probe_id,
        since_ms=since_ms,
        raised_at=clock.now(),
        facts=dict(facts or {}),
    )
    session.add(alarm)
    session.flush()
    return alarm


def end_alarm(session: Session, alarm: Alarm, ended_ms: int, clock: Clock) -> None:
    session.add(AlarmEnd(alarm_id=alarm.id, ended_ms=max(ended_ms, alarm.since_ms), at=clock.now()))
    session.flush()


def still_going(session: Session, *kinds: AlarmKind) -> Sequence[Alarm]:
    """Alarms that are not over, the oldest first."""
    over = select(AlarmEnd.alarm_id)
    return session.scalars(
        select(Alarm).where(Alarm.kind.in_(kinds), Alarm.id.not_in(over)).order_by(Alarm.id)
    ).all()
