"""The query behind every report of the cold rooms: a period and its places, and all that is known of them, as one frozen value.

PDF and CSV are drawn from it (`hub.labels.dialects`), and its hash holds a kept paper to the database. The same question to the same
database gives the same answer: the hour of asking counts only where something was not over. Not for: judging readings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain import alarms, reviews
from hub.coldchain.alarm_records import DayReview
from hub.coldchain.alarms import AlarmView, Told
from hub.coldchain.calibrations import calibrations
from hub.coldchain.coverage import missing
from hub.coldchain.day_curve import door_spans
from hub.coldchain.defrosts import defrost_plans, defrost_spans
from hub.coldchain.errors import ReportNotBegun, ReportTooLong
from hub.coldchain.limits import counting_in, gravest_first
from hub.coldchain.marks import Mark, MarkKind, marks
from hub.coldchain.readings import Span, from_ms, in_ms, joined, without
from hub.coldchain.records import Assignment
from hub.coldchain.results import PeriodResult, counted, result_of, values_of
from hub.coldchain.room_days import HouseDay, house_day, longest_over, rooms_in, span_of
from hub.coldchain.rules import Excursion
from hub.coldchain.spells import spells_of
from hub.coldchain.views import place_of
from hub.coldchain.watching import (
    Found,
    Hung,
    find_excursions,
    hung_by_assignment,
    limits,
    probes_in,
)
from hub.coldchain.zooming import span_for, stretches
from hub.labels.room_report import (
    FORM,
    Measured,
    ReportAlarm,
    ReportCertificate,
    ReportChange,
    ReportDay,
    ReportExcursion,
    ReportLimit,
    ReportRoom,
    ReportSensor,
    ReportSignature,
    ReportStep,
    ReportStretch,
    RoomReport,
)
from hub.people.records import AuditEntry, Person
from hub.stock.records import Place

MINUTE_MS = 60_000
PER_MILLE = 1_000
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
        _Room(session, place, period, known, as_of_ms, _parts(session, place, days, as_of_ms)).told()
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


@dataclass(frozen=True, slots=True)
class _Room:
    """One room: its results day by day, and what a report tells beyond them. `known` is the period as far as it lies behind us."""

    session: Session
    place: Place
    period: Span
    known: Span
    as_of_ms: int
    parts: Sequence[PeriodResult]

    def told(self) -> ReportRoom:
        hung = hung_by_assignment(self.session, self.place.id, self.known)
        lines = [line for _, pieces in hung for line in pieces]
        found = find_excursions(self.session, self.place.id, self.known, self.as_of_ms)
        over_ms, at_most_ms = longest_over(found, self.known)
        doors = door_spans(self.session, self.place.id, self.known, self.as_of_ms)
        plans = defrost_plans(self.session, self.place.id)
        spans = joined(span for part in self.parts for span in part.told)
        known_ms = sum(span.length_ms for span in spans)
        return ReportRoom(
            code=self.place.code,
            name=self.place.name,
            digest=self._digest(),
            readings=sum(part.readings for part in self.parts),
            lowest_mc=min((one.lowest for one in self.parts if one.lowest is not None), default=None),
            highest_mc=max((one.highest for one in self.parts if one.highest is not None), default=None),
            known_ms=known_ms,
            covered_per_mille=known_ms * PER_MILLE // self.known.length_ms,
            over_ms=over_ms,
            at_most_ms=at_most_ms,
            limits=tuple(self._limits()),
            sensors=tuple(self._sensors(hung)),
            gaps=tuple(self._gaps(lines, spans)),
            marks=tuple(self._marks(doors, defrost_spans(plans, self.known))),
            excursions=tuple(
                _excursion(one, self._marks_of(one.excursion, doors), self.as_of_ms)
                for one in reversed(found)
            ),
        )

    def _digest(self) -> str:
        """Of one day that which its signature holds; of more the hash of theirs in their order."""
        if len(self.parts) == 1:
            return self.parts[0].digest.hex()
        return hashlib.sha256(b"".join(part.digest for part in self.parts)).hexdigest()

    def _limits(self) -> Iterator[ReportLimit]:
        counted_then = counting_in(limits(self.session, self.place.id), self.known)
        for limit in sorted(counted_then, key=gravest_first):
            yield ReportLimit(
                level=limit.level.value,
                side=limit.side.value,
                limit_mc=limit.limit.millidegrees,
                on_delay_s=limit.on_delay_s,
                off_delay_s=limit.off_delay_s,
                hysteresis_mc=limit.hysteresis.millidegrees,
                source=limit.source,
                from_ms=limit.counts.begin_ms,
                until_ms=limit.counts.end_ms if limit.counts.end_ms < self.period.end_ms else None,
            )

    def _sensors(self, hung: Sequence[tuple[Assignment, Sequence[Hung]]]) -> Iterator[ReportSensor]:
        span_s = span_for(self.period)
        for assignment, all_pieces in hung:
            # One that was hung up at the very end told nothing within the period.
            pieces = [line for line in all_pieces if line.hung.length_ms]
            if not pieces:
                continue
            line = replace(pieces[0], hung=Span(pieces[0].hung.begin_ms, pieces[-1].hung.end_ms))
            counts = [counted(self.session, piece) for piece in pieces]
            readings, with_value = (sum(column) for column in zip(*counts, strict=True))
            yield ReportSensor(
                key=line.probe.sensor_key,
                hung_ms=in_ms(assignment.begins_at),
                down_ms=None if assignment.ends_at is None else in_ms(assignment.ends_at),
                gap_s=line.gap_s,
                readings=readings,
                faults=readings - with_value,
                certificates=tuple(self._certificates(line)),
                step_s=span_s or 0,
                measured=tuple(
                    one
                    for piece in pieces
                    for one in (self._values(piece) if span_s is None else self._stretches(piece, span_s))
                ),
            )

    def _values(self, line: Hung) -> Iterator[Measured]:
        for at_ms, value in values_of(self.session, line):
            yield (at_ms, value, value, value, 1)

    def _stretches(self, line: Hung, span_s: int) -> Iterator[Measured]:
        for one in stretches(self.session, line, span_s):
            if one.begin_ms < line.hung.end_ms:
                yield (one.begin_ms, one.lowest, one.mean, one.highest, one.readings)

    def _certificates(self, line: Hung) -> Iterator[ReportCertificate]:
        """The one that counted when the probe came into the period, and those of later on; the oldest first."""
        counting = []
        for one in calibrations(self.session, line.probe.id):
            if in_ms(one.valid_from) < line.hung.end_ms:
                counting.append(one)
                if in_ms(one.valid_from) <= line.hung.begin_ms:
                    break
        for one in reversed(counting):
            yield ReportCertificate(
                number=one.certificate,
                laboratory=one.laboratory,
                calibrated_on=one.calibrated_on,
                due_on=one.due_on,
                offset_mc=one.offset.millidegrees,
                from_ms=in_ms(one.valid_from),
            )

    def _gaps(self, lines: Sequence[Hung], known: Sequence[Span]) -> list[ReportStretch]:
        """Where no sensor told a temperature: because it was silent or faulty, or because none hung there."""
        left = missing(lines, known, self.known)
        found = [
            *(ReportStretch("silent", span.begin_ms, span.end_ms) for span in left.silent),
            *self._bare(left.bare),
        ]
        return sorted(found, key=lambda one: one.begin_ms)

    def _bare(self, spans: Sequence[Span]) -> Iterator[ReportStretch]:
        """Where none hung there, or the one that did was being calibrated."""
        bath = joined(
            spell
            for probe_id in probes_in(self.session, self.place.id, self.known)
            for spell in spells_of(self.session, probe_id)
        )
        for span in spans:
            for left in without(span, bath):
                if left.length_ms:
                    yield ReportStretch("no_sensor", left.begin_ms, left.end_ms)
            for spell in bath:
                if spell.shared_with(span):
                    begins_ms, ends_ms = max(spell.begin_ms, span.begin_ms), min(spell.end_ms, span.end_ms)
                    yield ReportStretch("calibrating", begins_ms, ends_ms)

    def _marks(self, doors: Sequence[Span], defrosts: Sequence[Span]) -> Iterator[ReportStretch]:
        found = [
            ReportStretch(
                kind.value, max(span.begin_ms, self.known.begin_ms), min(span.end_ms, self.known.end_ms)
            )
            for kind, spans in ((MarkKind.DOOR, doors), (MarkKind.DEFROST, defrosts))
            for span in spans
            if span.shared_with(self.known)
        ]
        yield from sorted(found, key=lambda one: (one.begin_ms, one.kind))

    def _marks_of(self, excursion: Excursion, doors: Sequence[Span]) -> tuple[Mark, ...]:
        ends_ms = self.as_of_ms if excursion.latest_end_ms is None else excursion.latest_end_ms
        whole = Span(excursion.earliest_start_ms, ends_ms)
        defrosts = defrost_spans(defrost_plans(self.session, self.place.id), whole)
        return marks(excursion, doors, defrosts, self.as_of_ms)


def _excursion(found: Found, met: Sequence[Mark], as_of_ms: int) -> ReportExcursion:
    one = found.excursion
    ends_ms = as_of_ms if one.latest_end_ms is None else one.latest_end_ms
    whole_ms = max(1, ends_ms - one.earliest_start_ms)
    unknown_ms = one.at_most_ms - one.over_ms
    return ReportExcursion(
        sensor=found.probe.sensor_key,
        level=found.limit.level.value,
        side=found.limit.side.value,
        limit_mc=found.limit.limit.millidegrees,
        start_ms=one.start_ms,
        earliest_start_ms=one.earliest_start_ms,
        end_ms=one.end_ms,
        latest_end_ms=one.latest_end_ms,
        cleared_ms=one.cleared_ms,
        over_ms=one.over_ms,
        at_most_ms=one.at_most_ms,
        unknown_ms=one.unknown_ms,
        peak_mc=one.peak.millidegrees,
        peak_ms=one.peak_ms,
        area_mc_min=one.area,
        parts=one.parts,
        covered_per_mille=max(0, whole_ms - unknown_ms) * PER_MILLE // whole_ms,
        door_ms=sum(mark.shared_ms for mark in met if mark.kind is MarkKind.DOOR),
        defrost_ms=sum(mark.shared_ms for mark in met if mark.kind is MarkKind.DEFROST),
    )


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
