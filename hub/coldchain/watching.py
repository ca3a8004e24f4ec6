"""What was measured in a place, by which probe, and which excursions the limits of that time make of it.

A place keeps its history when a probe is swapped: each probe counts for the time it hung there. Not for: the judgement itself
(`hub.coldchain.rules`) and not for shaping screens (`hub.coldchain.views`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hub.coldchain.calibrations import Offsets, offsets_of
from hub.coldchain.levels import Freshness, Level
from hub.coldchain.marks import daily, merged
from hub.coldchain.packing import Columns
from hub.coldchain.readings import Point, Span, freshness, from_ms, gap_after_s, in_ms, measured
from hub.coldchain.records import Assignment, DefrostPlan, PlaceLimit, Probe
from hub.coldchain.rules import Excursion, Rule
from hub.coldchain.searching import Line, search
from hub.coldchain.stored import between, first_times, newest

# Defrosts are known from this long before a period, for excursions that began before it.
LEAD_MS = 7 * 24 * 3_600_000
READINGS_THAT_TELL = 200
FAR_MS = in_ms(datetime(9999, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Track:
    """One probe's readings while it hung in a place. `hangs` is false once it was taken down; `last` may be from before the period."""

    probe: Probe
    hung: Span
    hangs: bool
    columns: Columns
    gap_s: int
    last: Point | None

    @cached_property
    def points(self) -> Sequence[Point]:
        """The same readings one by one; many of them cost more to make than to look up."""
        return list(map(Point, *self.columns))

    def freshness(self, now_ms: int) -> Freshness:
        last = self.last
        return freshness(from_ms(now_ms), None if last is None else from_ms(last.at_ms), self.gap_s)

    def values(self) -> dict[int, int]:
        return measured(zip(*self.columns, strict=True))


@dataclass(frozen=True, slots=True)
class Hung:
    """The part of a period in which a probe hung in a place, how long it may be silent, and its corrections."""

    probe: Probe
    hung: Span
    gap_s: int
    offsets: Offsets


@dataclass(frozen=True, slots=True)
class Found:
    """An excursion with the limit that was broken and the probe that saw it."""

    excursion: Excursion
    limit: PlaceLimit
    probe: Probe


def tracks(session: Session, place_id: int, period: Span) -> list[Track]:
    """The probes that hung in the place in the period, each with its readings of that time, the newest probe last."""
    return [
        _track(session, assignment, probe, period)
        for assignment, probe in assigned(session, place_id, period)
    ]


def hung_in(session: Session, place_id: int, period: Span) -> list[Hung]:
    """Which probes hung in a place within a period, and for which part of it."""
    return [
        Hung(
            probe,
            Span(
                max(period.begin_ms, in_ms(assignment.begins_at)),
                min(period.end_ms, FAR_MS if assignment.ends_at is None else in_ms(assignment.ends_at)),
            ),
            gap_of(session, assignment),
            offsets_of(session, probe.id),
        )
        for assignment, probe in assigned(session, place_id, period)
    ]


def assigned(session: Session, place_id: int, period: Span) -> Sequence[tuple[Assignment, Probe]]:
    """When which probe was hung up there, of those that hung there within a period, in the order of `hung_in`."""
    begins_at, ends_at = from_ms(period.begin_ms), from_ms(period.end_ms)
    return session.execute(
        select(Assignment, Probe)
        .join(Probe, Probe.id == Assignment.probe_id)
        .where(
            Assignment.place_id == place_id,
            Assignment.begins_at <= ends_at,
            or_(Assignment.ends_at.is_(None), Assignment.ends_at > begins_at),
        )
        .order_by(Assignment.begins_at, Assignment.id)
    ).all()


def limits(session: Session, place_id: int) -> Sequence[PlaceLimit]:
    """Every limit the place ever had, by level and side, the older first."""
    return session.scalars(
        select(PlaceLimit)
        .where(PlaceLimit.place_id == place_id)
        .order_by(PlaceLimit.level, PlaceLimit.side, PlaceLimit.valid_from)
    ).all()


def in_force(known: Sequence[PlaceLimit], now_ms: int) -> list[PlaceLimit]:
    """The limits that count now, the gravest first."""
    found = [limit for limit, valid in with_validity(known) if valid.begin_ms <= now_ms < valid.end_ms]
    return sorted(found, key=lambda limit: (-list(Level).index(limit.level), limit.side))


def find_excursions(session: Session, place_id: int, period: Span, now_ms: int) -> list[Found]:
    """Every excursion of a place that lasted into the period, whole, the newest first. The period does not change an answer."""
    known = limits(session, place_id)
    plans = defrost_plans(session, place_id)
    found = [
        one
        for assignment, probe in assigned(session, place_id, period)
        for one in _of_probe(session, assignment, probe, known, plans, period, now_ms)
    ]
    return sorted(found, key=lambda one: (-one.excursion.start_ms, one.limit.id, one.probe.id))


def _of_probe(  # noqa: PLR0917 - all that judges one probe
    session: Session,
    assignment: Assignment,
    probe: Probe,
    known: Sequence[PlaceLimit],
    plans: Sequence[DefrostPlan],
    period: Span,
    now_ms: int,
) -> Iterator[Found]:
    """What one probe saw. Limits that count for the same time are asked for together; whatever is open when one goes ends there."""
    offsets, gap_s = offsets_of(session, probe.id), gap_of(session, assignment)
    by_time: dict[Span, list[PlaceLimit]] = {}
    for limit, valid in with_validity(known):
        by_time.setdefault(valid, []).append(limit)
    for valid, counting in by_time.items():
        hung = Span(
            max(valid.begin_ms, in_ms(assignment.begins_at)),
            min(valid.end_ms, FAR_MS if assignment.ends_at is None else in_ms(assignment.ends_at)),
        )
        if hung.begin_ms > min(now_ms, hung.end_ms):
            continue
        line = Line(session, probe.id, hung, hung.end_ms < now_ms, offsets)
        defrosts = defrost_spans(
            plans, Span(max(hung.begin_ms, period.begin_ms - LEAD_MS), min(hung.end_ms, now_ms))
        )
        rules = [_rule(limit, gap_s) for limit in counting]
        for limit, excursions in zip(counting, search(line, rules, period, now_ms, defrosts), strict=True):
            yield from (Found(one, limit, probe) for one in excursions)


def defrost_plans(session: Session, place_id: int) -> Sequence[DefrostPlan]:
    return session.scalars(
        select(DefrostPlan).where(DefrostPlan.place_id == place_id).order_by(DefrostPlan.id)
    ).all()


def defrost_spans(plans: Sequence[DefrostPlan], period: Span) -> list[Span]:
    """When the place was, and is, defrosted by its plans, in order and apart."""
    found = []
    for plan in plans:
        ends_ms = FAR_MS if plan.valid_until is None else in_ms(plan.valid_until)
        during = Span(max(period.begin_ms, in_ms(plan.valid_from)), min(period.end_ms, ends_ms))
        if during.begin_ms < during.end_ms:
            found.append(daily(time.fromisoformat(plan.begins), plan.length_s, ZoneInfo(plan.zone), during))
    return merged(found)


def gap_of(session: Session, assignment: Assignment) -> int:
    """How long a silence of this probe is a gap: as somebody set it, else by its usual interval since it hangs there.

    The first readings decide and not the last: the same readings must be judged alike whatever else is looked at.
    """
    if assignment.gap_s is not None:
        return assignment.gap_s
    begins_ms = in_ms(assignment.begins_at)
    return gap_after_s(first_times(session, assignment.probe_id, begins_ms, READINGS_THAT_TELL))


def is_beyond(value: int, current: Sequence[PlaceLimit]) -> bool:
    """Beyond a limit that calls somebody."""
    return any(_rule(limit, 0).excess(value) > 0 for limit in current if limit.level is not Level.LEGAL)


def _rule(limit: PlaceLimit, gap_s: int) -> Rule:
    return Rule(
        side=limit.side,
        limit=limit.limit,
        on_delay_s=limit.on_delay_s,
        off_delay_s=limit.off_delay_s,
        hysteresis=limit.hysteresis,
        gap_s=gap_s,
        heeds_defrost=limit.level is not Level.CRITICAL,
    )


def with_validity(known: Sequence[PlaceLimit]) -> Iterator[tuple[PlaceLimit, Span]]:
    """Each limit with the time in which it counts: until the next of its level and side."""
    for _, versions in groupby(known, key=lambda limit: (limit.level, limit.side)):
        ordered = list(versions)
        for at, limit in enumerate(ordered):
            ends_ms = in_ms(ordered[at + 1].valid_from) if at + 1 < len(ordered) else FAR_MS
            yield limit, Span(in_ms(limit.valid_from), ends_ms)


def _track(session: Session, assignment: Assignment, probe: Probe, period: Span) -> Track:
    ends_ms = period.end_ms if assignment.ends_at is None else in_ms(assignment.ends_at)
    hung = Span(max(period.begin_ms, in_ms(assignment.begins_at)), min(period.end_ms, ends_ms))
    times, values = between(session, probe.id, hung.begin_ms, hung.end_ms)
    offsets = offsets_of(session, probe.id)
    if offsets.added:
        values = [
            None if value is None else value + offsets.at(at_ms)
            for at_ms, value in zip(times, values, strict=True)
        ]
    last = (
        Point(times[-1], values[-1]) if times else _last_before(session, assignment, hung.begin_ms, offsets)
    )
    columns = Columns(times, values)
    return Track(probe, hung, assignment.ends_at is None, columns, gap_of(session, assignment), last)


def _last_before(session: Session, assignment: Assignment, at_ms: int, offsets: Offsets) -> Point | None:
    """The last word of a probe that said nothing in the period: silent for days is not "never heard"."""
    begins_ms = in_ms(assignment.begins_at)
    for last in newest(session, assignment.probe_id, at_ms - 1, since_ms=begins_ms):
        value = None if last.value is None else last.value + offsets.at(last.at_ms)
        return Point(last.at_ms, value)
    return None
