"""The query behind every report of the cold rooms: a period and its places, and all that is known of them, as one frozen value.

PDF and CSV are drawn from it (`hub.labels.dialects`), and its hash holds a kept paper to the database. The same question to the same
database gives the same answer: the hour of asking counts only where something was not over. Not for: judging readings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain import alarms, reviews
from hub.coldchain.alarm_records import DayReview
from hub.coldchain.alarms import AlarmView, Told
from hub.coldchain.errors import ReportNotBegun, ReportTooLong
from hub.coldchain.readings import Span, from_ms, in_ms
from hub.coldchain.report_rooms import RoomInPeriod
from hub.coldchain.results import PeriodResult, result_of
from hub.coldchain.room_days import HouseDay, house_day, rooms_in, span_of
from hub.coldchain.views import place_of
from hub.labels.room_report import (
    FORM,
    ReportAlarm,
    ReportChange,
    ReportDay,
    ReportSignature,
    ReportStep,
    RoomReport,
)
from hub.people.records import AuditEntry, Person
from hub.stock.records import Place

MINUTE_MS = 60_000
ONE_DAY = timedelta(days=1)
# A leap year and a day: what an auditor asks for at most, and still some seconds of work.
LONGEST = timedelta(days=367)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked about. No codes: every place in which a sensor hung then. `as_of`: as it was known at that moment."""

    begins_at: datetime
    ends_at: datetime
    codes: tuple[str, ...] = ()
    as_of: datetime | None = None

    @property
    def period(self) -> Span:
        return Span(in_ms(self.begins_at), in_ms(self.ends_at))


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """Whose report it is. `made_up`: where the sensors are simulated, so are the temperatures."""

    hub: str
    address: str
    zone: ZoneInfo
    made_up: bool = False


def days_asked(first: date, last: date, zone: ZoneInfo, codes: Sequence[str] = ()) -> Asked:
    """Whole local days, both of them with."""
    begins, ends = (datetime.combine(day, datetime.min.time(), zone) for day in (first, last + ONE_DAY))
    return Asked(begins, ends, tuple(codes))


def report_of(session: Session, asked: Asked, desk: ReportDesk, now: datetime) -> RoomReport:
    """The whole answer. Raises ReportNotBegun, ReportTooLong, NotFound for a place that does not exist."""
    period = asked.period
    as_of_ms = in_ms(now if asked.as_of is None else min(asked.as_of, now)) // MINUTE_MS * MINUTE_MS
    if period.end_ms <= period.begin_ms or period.begin_ms >= as_of_ms:
        raise ReportNotBegun(begins=asked.begins_at)
    if asked.ends_at - asked.begins_at > LONGEST:
        raise ReportTooLong(most=LONGEST.days)
    places = (
        sorted((place_of(session, code) for code in dict.fromkeys(asked.codes)), key=lambda place: place.id)
        if asked.codes
        else rooms_in(session, period)
    )
    known = Span(period.begin_ms, min(period.end_ms, as_of_ms))
    days = list(_days(session, known, desk.zone, as_of_ms))
    told = [
        RoomInPeriod(session, place, period, known, as_of_ms, _parts(session, place, days, as_of_ms)).told()
        for place in places
    ]
    codes = {place.code for place in places}
    called = reversed(alarms.every(session, during=known))
    was_over = period.end_ms <= as_of_ms and all(
        one.cleared_ms is not None for room in told for one in room.excursions
    )
    return RoomReport(
        form=FORM,
        hub=desk.hub,
        address=desk.address,
        zone=desk.zone.key,
        begin_ms=period.begin_ms,
        end_ms=period.end_ms,
        as_of_ms=None if was_over else as_of_ms,
        rooms=tuple(told),
        alarms=tuple(_alarm(one) for one in called if one.place is None or one.place.code in codes),
        days=tuple(day.told for day in days if day.told is not None),
        made_up=desk.made_up,
    )


@dataclass(frozen=True, slots=True)
class _Day:
    """A local day, the part of it that lies in the period, its rooms where it was signed, and what the report says of it."""

    part: Span
    house: HouseDay | None
    told: ReportDay | None


def _parts(session: Session, place: Place, days: Sequence[_Day], as_of_ms: int) -> list[PeriodResult]:
    """The results of a place day by day; those that a signature was held to are not looked at twice."""
    found = []
    for day in days:
        if day.house is not None and day.part == day.house.period:
            same = next((room.result for room in day.house.rooms if room.place.id == place.id), None)
            found.append(same or result_of(session, place.id, day.part, as_of_ms))
        else:
            found.append(result_of(session, place.id, day.part, as_of_ms))
    return found


def _alarm(view: AlarmView) -> ReportAlarm:
    entry = view.alarm.facts.get("entry")
    return ReportAlarm(
        number=view.alarm.id,
        kind=view.alarm.kind.value,
        level=view.level.value,
        side=view.alarm.side.value if view.alarm.side else "",
        room=view.place.code if view.place else "",
        sensor=view.probe.sensor_key if view.probe else "",
        since_ms=view.alarm.since_ms,
        ended_ms=view.ended_ms,
        entry=entry if isinstance(entry, int) else None,
        steps=tuple(_step(told) for told in view.steps),
    )


def _step(told: Told) -> ReportStep:
    return ReportStep(
        kind=told.step.kind.value,
        by=told.person,
        at_ms=in_ms(told.step.at),
        done=tuple(one.value for one in told.done),
        words=told.step.words,
        photos=len(told.photos),
    )


def _days(session: Session, known: Span, zone: ZoneInfo, as_of_ms: int) -> Iterator[_Day]:
    """Every local day of the period; told are those on which a sensor hung, their signatures held to what the readings say now."""
    today = from_ms(as_of_ms).astimezone(zone).date()
    day = from_ms(known.begin_ms).astimezone(zone).date()
    last = from_ms(known.end_ms - 1).astimezone(zone).date()
    while day <= last:
        whole = span_of(day, zone)
        signed = reviews.every_review(session, day)
        at = house_day(session, day, zone, as_of_ms) if signed else None
        told = None
        if signed or rooms_in(session, whole):
            holds = signed[0] if signed else None
            changed = reviews.changes(session, holds, at) if holds and at and is_whole(session, holds) else []
            told = ReportDay(
                day=day,
                is_over=day < today,
                signatures=tuple(_signature(session, one) for one in signed),
                changes=tuple(ReportChange(one["because"], one["place"], one["count"]) for one in changed),
            )
        part = Span(max(known.begin_ms, whole.begin_ms), min(known.end_ms, whole.end_ms))
        yield _Day(part, at, told)
        day += ONE_DAY


def is_whole(session: Session, review: DayReview) -> bool:
    """What was signed is still what its checksum was taken of, and the trail of who did what names the same checksum."""
    told = session.scalars(
        select(AuditEntry).where(
            AuditEntry.subject == f"day_review:{review.number}", AuditEntry.verb == reviews.SIGNED
        )
    )
    return hashlib.sha256(review.content.encode()).digest() == review.hash and any(
        one.facts.get("hash") == review.hash.hex() for one in told
    )


def _signature(session: Session, review: DayReview) -> ReportSignature:
    whole = is_whole(session, review)
    said = reviews.signed_content(review)["signature"] if whole else {}
    return ReportSignature(
        number=review.number,
        by=session.scalars(select(Person.name).where(Person.id == review.person_id)).one(),
        at_ms=in_ms(review.signed_at),
        meaning=said.get("meaning", reviews.MEANING),
        open_because=said.get("open_because", ""),
        replaces=said.get("replaces"),
        again_because=said.get("again_because", ""),
        hash=review.hash.hex(),
        is_whole=whole,
    )
