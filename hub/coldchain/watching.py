"""What was measured in a place, by which probe, and which excursions the limits of that time make of it.

A place keeps its history when a probe is swapped: each probe counts for the time it hung there. Not for: the judgement itself
(`hub.coldchain.rules`) and not for shaping screens (`hub.coldchain.views`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Integer, or_, select, type_coerce
from sqlalchemy.orm import Session

from hub.coldchain.levels import Freshness, Level
from hub.coldchain.readings import Point, Span, freshness, from_ms, gap_after_s, in_ms, measured
from hub.coldchain.records import Assignment, PlaceLimit, Probe, Reading
from hub.coldchain.rules import Excursion, Rule, ended_at, excursions

# Readings are looked at from this long before a period, so that what began before it is seen to begin.
LEAD_MS = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Track:
    """One probe's readings while it hung in a place. `hangs` is false once it was taken down."""

    probe: Probe
    hung: Span
    hangs: bool
    points: Sequence[Point]
    gap_s: int

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    def freshness(self, now_ms: int) -> Freshness:
        last = self.last
        return freshness(from_ms(now_ms), None if last is None else from_ms(last.at_ms), self.gap_s)

    def values(self) -> dict[int, int]:
        return measured(self.points)


@dataclass(frozen=True, slots=True)
class Found:
    """An excursion with the limit that was broken and the probe that saw it."""

    excursion: Excursion
    limit: PlaceLimit
    probe: Probe


def tracks(session: Session, place_id: int, period: Span) -> list[Track]:
    """The probes that hung in the place in the period, each with its readings of that time, the newest probe last."""
    begins_at, ends_at = from_ms(period.begin_ms), from_ms(period.end_ms)
    hung = session.execute(
        select(Assignment, Probe)
        .join(Probe, Probe.id == Assignment.probe_id)
        .where(
            Assignment.place_id == place_id,
            Assignment.begins_at <= ends_at,
            or_(Assignment.ends_at.is_(None), Assignment.ends_at > begins_at),
        )
        .order_by(Assignment.begins_at, Assignment.id)
    ).all()
    return [_track(session, assignment, probe, period) for assignment, probe in hung]


def limits(session: Session, place_id: int) -> Sequence[PlaceLimit]:
    """Every limit the place ever had, by level and side, the older first."""
    return session.scalars(
        select(PlaceLimit)
        .where(PlaceLimit.place_id == place_id)
        .order_by(PlaceLimit.level, PlaceLimit.side, PlaceLimit.valid_from)
    ).all()


def in_force(known: Sequence[PlaceLimit], now_ms: int) -> list[PlaceLimit]:
    """The limits that count now, the gravest first."""
    found = [limit for limit, valid in _with_validity(known) if valid.begin_ms <= now_ms < valid.end_ms]
    return sorted(found, key=lambda limit: (-list(Level).index(limit.level), limit.side))


def found_excursions(
    seen: Sequence[Track], known: Sequence[PlaceLimit], now_ms: int, since_ms: int
) -> list[Found]:
    """Excursions that lasted into the period since, the newest first."""
    found = [
        Found(excursion, limit, track.probe)
        for track in seen
        for limit, valid in _with_validity(known)
        for excursion in _excursions(track, limit, valid, now_ms)
        if excursion.latest_end_ms is None or excursion.latest_end_ms > since_ms
    ]
    return sorted(found, key=lambda one: one.excursion.start_ms, reverse=True)


def is_beyond(value: int, current: Sequence[PlaceLimit]) -> bool:
    return any(_rule(limit, 0).excess(value) > 0 for limit in current)


def _excursions(track: Track, limit: PlaceLimit, valid: Span, now_ms: int) -> tuple[Excursion, ...]:
    """What one probe saw while one limit counted; whatever is still open when either goes ends there."""
    until_ms = min(now_ms, valid.end_ms, track.hung.end_ms)
    since_ms = max(valid.begin_ms, track.hung.begin_ms)
    points = [point for point in track.points if since_ms <= point.at_ms]
    seen = excursions(points, _rule(limit, track.gap_s), until_ms)
    if until_ms < now_ms:
        return tuple(ended_at(one, until_ms) for one in seen)
    return seen


def _rule(limit: PlaceLimit, gap_s: int) -> Rule:
    return Rule(
        side=limit.side,
        limit=limit.limit,
        on_delay_s=limit.on_delay_s,
        off_delay_s=limit.off_delay_s,
        hysteresis=limit.hysteresis,
        gap_s=gap_s,
    )


def _with_validity(known: Sequence[PlaceLimit]) -> Iterator[tuple[PlaceLimit, Span]]:
    """Each limit with the time in which it counts: until the next of its level and side."""
    far = in_ms(from_ms(0).replace(year=9999))
    for _, versions in groupby(known, key=lambda limit: (limit.level, limit.side)):
        ordered = list(versions)
        for at, limit in enumerate(ordered):
            ends_ms = in_ms(ordered[at + 1].valid_from) if at + 1 < len(ordered) else far
            yield limit, Span(in_ms(limit.valid_from), ends_ms)


def _track(session: Session, assignment: Assignment, probe: Probe, period: Span) -> Track:
    ends_ms = period.end_ms if assignment.ends_at is None else in_ms(assignment.ends_at)
    hung = Span(max(period.begin_ms, in_ms(assignment.begins_at)), min(period.end_ms, ends_ms))
    # Plain numbers: a week of readings is read for a picture, and a type per value would triple the time.
    rows = session.execute(
        select(Reading.at_ms, type_coerce(Reading.temperature, Integer))
        .where(Reading.probe_id == probe.id, Reading.at_ms >= hung.begin_ms, Reading.at_ms <= hung.end_ms)
        .order_by(Reading.at_ms)
    )
    points = [Point(at_ms, value) for at_ms, value in rows]
    gap_s = gap_after_s([point.at_ms for point in points])
    return Track(probe, hung, assignment.ends_at is None, points, gap_s)
