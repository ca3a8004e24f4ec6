"""Signed days of the cold rooms: what a signature holds, when a day opens again and why, and how each day stands.

A signature holds the digest of every room's result (`hub.coldchain.results`), with limits, certificates, alarms and what was said
to them. Proving who signs is asked before (hub.people.signing). Not for: papers (`hub.coldchain.reports`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.alarm_records import DayReview, Reopened, ReviewReopened
from hub.coldchain.alarms import AlarmView
from hub.coldchain.errors import (
    AlarmsUnanswered,
    DayChanged,
    DayNotOver,
    DaySignedAlready,
    NoRoomsThen,
    ReviewReasonMissing,
    ReviewUnknown,
)
from hub.coldchain.limits import RoomLimit, counting_in
from hub.coldchain.readings import in_ms
from hub.coldchain.results import came_after, facts_of
from hub.coldchain.room_days import HouseDay, RoomDay, first_day, house_day
from hub.coldchain.spells import spells_of
from hub.coldchain.watching import limits
from hub.kernel.clock import Clock
from hub.people.audit import record
from hub.people.records import Person
from hub.stock.records import Place
from hub.storage.numbers import hold_series, next_number

SERIES = "day_review"
FORM = 1
MEANING = "reviewed"  # what a signature says: looked at the rooms of the day and at what was done
SIGNED = "day of the rooms signed"
ONE_DAY = timedelta(days=1)
# Hazard plans want records read soon enough to act on them; after a week somebody has forgotten.
REVIEWED_WITHIN = timedelta(days=7)
# Days without a signature further back than this are history, not work.
TOLD_FOR = timedelta(days=31)
LONGEST_REASON = 300


class DayState(StrEnum):
    """How a day stands with its signature."""

    RUNNING = "running"
    DUE = "due"
    OVERDUE = "overdue"
    SIGNED = "signed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Signing:
    """What the signer says: the digest of the day as it was on the screen, the signature it takes the place of, and the reasons."""

    seen: str
    replaces: int | None = None
    open_because: str = ""
    again_because: str = ""


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the list; `by` is empty without a signature."""

    day: date
    state: DayState
    review: DayReview | None
    by: str
    because: Sequence[Mapping[str, Any]]


def content_of(session: Session, at: HouseDay) -> dict[str, Any]:
    """What a signature is put under, as whole numbers and texts."""
    return {
        "form": FORM,
        "day": at.day.isoformat(),
        "begin_ms": at.period.begin_ms,
        "end_ms": at.period.end_ms,
        "rooms": [_room(session, room) for room in at.rooms],
        "alarms": [_alarm(one) for one in at.alarms],
    }


def digest_of(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text(content).encode()).hexdigest()


def sign(
    session: Session,
    *,
    day: date,
    zone: ZoneInfo,
    signing: Signing,
    by: Person,
    clock: Clock,
    operation: str,
) -> DayReview:
    """Keep the day with its signature. The same operation twice is one; two signers at once are one and a refusal."""
    hold_series(session, SERIES)
    before = session.scalar(select(DayReview).where(DayReview.operation == operation))
    if before is not None:
        return before
    now = clock.now()
    at = house_day(session, day, zone, in_ms(now))
    content = content_of(session, at)
    latest = newest(session, day)
    _require_signable(at, content, latest, signing, now, zone)
    number = next_number(session, SERIES)
    signature = {
        "number": number,
        "by": by.name,
        "at": now.astimezone(zone).isoformat(timespec="seconds"),
        "meaning": MEANING,
        "open_because": signing.open_because.strip()[:LONGEST_REASON] if at.open_alarms else "",
        "replaces": latest.number if latest else None,
        "again_because": signing.again_because.strip()[:LONGEST_REASON] if latest else "",
    }
    text = _text(content | {"signature": signature})
    review = DayReview(
        number=number,
        day=day,
        signed_at=now,
        person_id=by.id,
        replaces_id=latest.id if latest else None,
        content=text,
        hash=hashlib.sha256(text.encode()).digest(),
        operation=operation,
    )
    session.add(review)
    session.flush()
    facts = {"day": day.isoformat(), "hash": review.hash.hex(), "replaces": signature["replaces"]}
    record(session, by, SIGNED, f"day_review:{number}", facts, clock)
    return review


def _require_signable(  # noqa: PLR0917 - all that decides
    at: HouseDay,
    content: Mapping[str, Any],
    latest: DayReview | None,
    signing: Signing,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    if at.day >= now.astimezone(zone).date():
        raise DayNotOver(day=at.day)
    if not at.rooms:
        raise NoRoomsThen(day=at.day)
    if (latest.number if latest else None) != signing.replaces:
        raise DaySignedAlready(day=at.day)
    if digest_of(content) != signing.seen:
        raise DayChanged(day=at.day)
    if at.open_alarms and not signing.open_because.strip():
        raise AlarmsUnanswered(count=at.open_alarms)
    if latest is not None and not signing.again_because.strip():
        raise ReviewReasonMissing(number=latest.number)


def newest(session: Session, day: date) -> DayReview | None:
    return session.scalar(
        select(DayReview).where(DayReview.day == day).order_by(DayReview.number.desc()).limit(1)
    )


def every_review(session: Session, day: date) -> Sequence[DayReview]:
    """Every signature of a day, the one that holds first."""
    return session.scalars(
        select(DayReview).where(DayReview.day == day).order_by(DayReview.number.desc())
    ).all()


def numbered(session: Session, number: int) -> DayReview:
    """Raises ReviewUnknown."""
    found = session.scalar(select(DayReview).where(DayReview.number == number))
    if found is None:
        raise ReviewUnknown(number=number)
    return found


def signed_content(review: DayReview) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(review.content)
    return content


def changes(session: Session, review: DayReview, at: HouseDay) -> list[dict[str, Any]]:
    """Why a signed day is otherwise now, room by room; empty while it is as it was signed."""
    signed = signed_content(review)
    before = {room["place"]: room for room in signed["rooms"]}
    found: list[dict[str, Any]] = []
    for room in at.rooms:
        was = before.pop(room.place.code, None)
        now = _room(session, room)
        if was is not None and was["digest"] == now["digest"]:
            continue
        found += _why(session, was, now, room)
    found += [{"because": Reopened.ALTERED.value, "place": code, "count": 0} for code in before]
    known = {one["number"] for one in signed["alarms"]}
    fresh = [one for one in at.alarms if one.alarm.id not in known]
    found += [
        {
            "because": Reopened.NEW_ALARM.value,
            "place": one.place.code if one.place else "",
            "count": one.alarm.id,
        }
        for one in fresh
    ]
    return found


def _why(
    session: Session, was: Mapping[str, Any] | None, now: Mapping[str, Any], room: RoomDay
) -> list[dict[str, Any]]:
    if was is None:
        return [{"because": Reopened.ALTERED.value, "place": room.place.code, "count": 0}]
    late = came_after(session, room.place.id, room.result.period, was["last_message"])
    reasons = [
        (Reopened.LATE_READINGS, late, late > 0),
        (Reopened.LIMITS, 0, was["limits"] != now["limits"]),
        (Reopened.CALIBRATION, 0, was["sensors"] != now["sensors"]),
    ]
    said = [(because, count) for because, count, is_so in reasons if is_so]
    if not said:
        grew = was["readings"] == now["readings"] and was["excursions"] != now["excursions"]
        said = [(Reopened.WENT_ON if grew else Reopened.ALTERED, 0)]
    return [{"because": because.value, "place": room.place.code, "count": count} for because, count in said]


def reopen(session: Session, review: DayReview, at: HouseDay, clock: Clock) -> ReviewReopened | None:
    """Keep that a signed day is otherwise now. Looking twice keeps it once."""
    because = changes(session, review, at)
    if not because:
        return None
    digest = digest_of(content_of(session, at))
    known = session.scalar(
        select(ReviewReopened)
        .where(ReviewReopened.review_id == review.id)
        .order_by(ReviewReopened.id.desc())
        .limit(1)
    )
    if known is not None and list(known.because) == because:
        return known
    kept = ReviewReopened(review_id=review.id, at=clock.now(), because=because, digest=digest)
    session.add(kept)
    session.flush()
    facts = {"day": review.day.isoformat(), "because": [one["because"] for one in because]}
    record(session, None, "signed day of the rooms reopened", f"day_review:{review.number}", facts, clock)
    return kept


def look_at_signed_days(session: Session, zone: ZoneInfo, clock: Clock, days: Sequence[date]) -> int:
    """Compare signed days with what their readings say now; how many are otherwise."""
    found = 0
    for day in days:
        review = newest(session, day)
        if review is not None:
            at = house_day(session, day, zone, in_ms(clock.now()))
            found += reopen(session, review, at, clock) is not None
    return found


def signed_days(session: Session, since: date) -> Sequence[date]:
    return session.scalars(
        select(DayReview.day).where(DayReview.day >= since).distinct().order_by(DayReview.day.desc())
    ).all()


def state_of(day: date, today: date, review: DayReview | None, *, reopened: bool) -> DayState:
    if review is not None:
        return DayState.REOPENED if reopened else DayState.SIGNED
    if day >= today:
        return DayState.RUNNING
    return DayState.DUE if today - day <= REVIEWED_WITHIN else DayState.OVERDUE


def days(session: Session, first: date, last: date, today: date, zone: ZoneInfo) -> list[DayLine]:
    """Each day of a span on which sensors hung somewhere, the newest first."""
    began = first_day(session, zone)
    if began is None:
        return []
    rows = session.execute(
        select(DayReview, Person.name)
        .join(Person, Person.id == DayReview.person_id)
        .where(DayReview.day.between(first, last))
        .order_by(DayReview.number)
    ).all()
    by_day = {review.day: (review, name) for review, name in rows}
    opened = {
        one.review_id: one.because
        for one in session.scalars(
            select(ReviewReopened)
            .where(ReviewReopened.review_id.in_([review.id for review, _ in by_day.values()]))
            .order_by(ReviewReopened.id)
        )
    }
    found = []
    day = min(last, today)
    while day >= max(first, began):
        review, name = by_day.get(day, (None, ""))
        because = opened.get(review.id, []) if review else []
        found.append(
            DayLine(day, state_of(day, today, review, reopened=bool(because)), review, name, because)
        )
        day -= ONE_DAY
    return found


def waiting_days(session: Session, today: date, zone: ZoneInfo) -> list[DayLine]:
    """Days that wait for a signature, the oldest first: unsigned, overdue, or opened again."""
    told = days(session, today - TOLD_FOR, today - ONE_DAY, today, zone)
    return [one for one in reversed(told) if one.state in {DayState.DUE, DayState.OVERDUE, DayState.REOPENED}]


def _room(session: Session, room: RoomDay) -> dict[str, Any]:
    result = room.result
    return {
        "place": room.place.code,
        "name": room.place.name.as_dict(),
        "digest": result.digest.hex(),
        "lowest_mc": result.lowest,
        "highest_mc": result.highest,
        "readings": result.readings,
        "known_ms": result.known_ms,
        "covered_per_mille": room.covered_per_mille,
        "over_ms": room.over_ms,
        "at_most_ms": room.at_most_ms,
        "last_message": result.last_message_id,
        "limits": [_limit(one) for one in counting_in(limits(session, room.place.id), result.period)],
        "sensors": [_sensor(session, room, at) for at in range(len(room.probes))],
        "excursions": [facts_of(one) for one in result.excursions],
    }


def _sensor(session: Session, room: RoomDay, at: int) -> dict[str, Any]:
    probe, certificate = room.probes[at]
    return {
        "sensor": probe.sensor_key,
        "certificate": certificate.certificate if certificate else None,
        "due_on": certificate.due_on.isoformat() if certificate else None,
        "offset_mc": certificate.offset.millidegrees if certificate else 0,
        "calibrating": [
            [max(span.begin_ms, room.result.period.begin_ms), min(span.end_ms, room.result.period.end_ms)]
            for span in spells_of(session, probe.id)
            if span.shared_with(room.result.period)
        ],
    }


def _limit(one: RoomLimit) -> dict[str, Any]:
    return {
        "level": one.level.value,
        "side": one.side.value,
        "limit_mc": one.limit.millidegrees,
        "on_delay_s": one.on_delay_s,
        "source": one.source.as_dict(),
        "valid_from": one.valid_from.isoformat(),
    }


def _alarm(view: AlarmView) -> dict[str, Any]:
    return {
        "number": view.alarm.id,
        "kind": view.alarm.kind.value,
        "level": view.level.value,
        "place": view.place.code if view.place else None,
        "since_ms": view.alarm.since_ms,
        "ended_ms": view.ended_ms,
        "steps": [
            {
                "kind": told.step.kind.value,
                "by": told.person,
                "at": told.step.at.isoformat(),
                "done": [one.value for one in told.done],
                "words": told.step.words,
                "photos": len(told.photos),
            }
            for told in view.steps
        ],
    }


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def place_names(session: Session) -> dict[str, Place]:
    return {place.code: place for place in session.scalars(select(Place))}
