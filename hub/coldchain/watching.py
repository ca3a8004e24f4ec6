"""What was measured in a place, by which probe, and which excursions the limits of that time make of it.

A place keeps its history when a probe is swapped: each probe counts for the time it hung there. Not for: the judgement itself
(`hub.coldchain.rules`) and not for shaping screens (`hub.coldchain.views`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from hub.coldchain.calibrations import Offsets, offsets_of
from hub.coldchain.defrosts import defrost_plans, defrost_spans
from hub.coldchain.levels import Freshness, Level
from hub.coldchain.limits import FAR_MS, EnteredLimit, RoomLimit, counting
from hub.coldchain.packing import Columns
from hub.coldchain.readings import Point, Span, freshness, from_ms, gap_after_s, in_ms, measured, without
from hub.coldchain.records import Assignment, DefrostPlan, PlaceLimit, Probe
from hub.coldchain.room_records import LimitChange, LimitChangeWithdrawn
from hub.coldchain.rules import Excursion, Rule
from hub.coldchain.searching import Line, search
from hub.coldchain.spells import spells_of
from hub.coldchain.stored import between, first_times, newest

# Defrosts are known from this long before a period, for excursions that began before it.
LEAD_MS = 7 * 24 * 3_600_000
READINGS_THAT_TELL = 200


# Made once, like all that is asked for each room. In the order of the fields of EnteredLimit.
_LIMITS = (
    select(
        PlaceLimit.id,
        PlaceLimit.change_id,
        PlaceLimit.level,
        PlaceLimit.side,
        PlaceLimit.limit,
        PlaceLimit.on_delay_s,
        PlaceLimit.off_delay_s,
        PlaceLimit.hysteresis,
        PlaceLimit.source,
        PlaceLimit.valid_from,
        func.coalesce(LimitChange.recorded_at, PlaceLimit.valid_from),
    )
    .outerjoin(LimitChange, LimitChange.id == PlaceLimit.change_id)
    .outerjoin(LimitChangeWithdrawn, LimitChangeWithdrawn.change_id == LimitChange.id)
    .where(PlaceLimit.place_id == bindparam("place"), LimitChangeWithdrawn.change_id.is_(None))
)

_ASSIGNED = (
    select(Assignment, Probe)
    .join(Probe, Probe.id == Assignment.probe_id)
    .where(
        Assignment.place_id == bindparam("place"),
        Assignment.begins_at <= bindparam("ends"),
        or_(Assignment.ends_at.is_(None), Assignment.ends_at > bindparam("begins")),
    )
    .order_by(Assignment.begins_at, Assignment.id)
)


@dataclass(frozen=True)
class Track:
    """One probe's readings while it hung in a place. `hangs` is false once it was taken down; `last` may be from before the period.

    `aside` is what it said while it was being calibrated there, which is no temperature of the place; `spells` are those times.
    """

    probe: Probe
    hung: Span
    hangs: bool
    columns: Columns
    gap_s: int
    last: Point | None
    aside: Sequence[Point] = ()
    spells: Sequence[Span] = ()

    @cached_property
    def points(self) -> Sequence[Point]:
        """The same readings one by one; many of them cost more to make than to look up."""
        return list(map(Point, *self.columns))

    def freshness(self, now_ms: int) -> Freshness:
        last = self.last
        return freshness(from_ms(now_ms), None if last is None else from_ms(last.at_ms), self.gap_s)

    def is_calibrating(self, now_ms: int) -> bool:
        return any(one.begin_ms <= now_ms < one.end_ms for one in self.spells)

    def values(self) -> dict[int, int]:
        return measured(zip(*self.columns, strict=True))


@dataclass(frozen=True, slots=True)
class Hung:
    """A part of a period in which a probe hung in a place and was not being calibrated, how long it may be silent, its corrections."""

    probe: Probe
    hung: Span
    gap_s: int
    offsets: Offsets


@dataclass(frozen=True, slots=True)
class Found:
    """An excursion with the limit that was broken and the probe that saw it."""

    excursion: Excursion
    limit: RoomLimit
    probe: Probe


def tracks(session: Session, place_id: int, period: Span) -> list[Track]:
    """The probes that hung in the place in the period, each with its readings of that time, the newest probe last."""
    return [
        _track(session, assignment, probe, period)
        for assignment, probe in assigned(session, place_id, period)
    ]


def hung_in(session: Session, place_id: int, period: Span) -> list[Hung]:
    """Which probes hung in a place within a period, and for which parts of it."""
    return [line for _, lines in hung_by_assignment(session, place_id, period) for line in lines]


def hung_by_assignment(session: Session, place_id: int, period: Span) -> list[tuple[Assignment, list[Hung]]]:
    """The same for each time that a probe was hung up there; without the stretches in which it was being calibrated."""
    return [
        (
            assignment,
            [
                Hung(probe, piece, gap_of(session, assignment), offsets_of(session, probe.id))
                for piece in without(_meeting(assignment, period), spells_of(session, probe.id))
            ],
        )
        for assignment, probe in assigned(session, place_id, period)
    ]


def probes_in(session: Session, place_id: int, period: Span) -> list[int]:
    """The probes that hung in a place within a period, by number, also if they were being calibrated all the while."""
    return sorted({probe.id for _, probe in assigned(session, place_id, period)})


def hanging(assignment: Assignment) -> Span:
    """From when to when it hung there."""
    return Span(
        in_ms(assignment.begins_at), FAR_MS if assignment.ends_at is None else in_ms(assignment.ends_at)
    )


def _meeting(assignment: Assignment, period: Span) -> Span:
    """When it hung there, within a period that it meets."""
    hung = hanging(assignment)
    return Span(max(period.begin_ms, hung.begin_ms), min(period.end_ms, hung.end_ms))


def assigned(session: Session, place_id: int, period: Span) -> Sequence[tuple[Assignment, Probe]]:
    """When which probe was hung up there, of those that hung there within a period, in the order of `hung_in`."""
    asked = {"place": place_id, "begins": from_ms(period.begin_ms), "ends": from_ms(period.end_ms)}
    return session.execute(_ASSIGNED, asked).all()


def limits(session: Session, place_id: int) -> list[RoomLimit]:
    """Every limit that ever counts in the place, with the time in which it does."""
    return counting(EnteredLimit(*row) for row in session.execute(_LIMITS, {"place": place_id}))


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
    known: Sequence[RoomLimit],
    plans: Sequence[tuple[DefrostPlan, Span]],
    period: Span,
    now_ms: int,
) -> Iterator[Found]:
    """What one probe saw. Limits that count for the same time are asked for together; whatever is open when one goes ends there."""
    offsets, gap_s = offsets_of(session, probe.id), gap_of(session, assignment)
    spells = spells_of(session, probe.id)
    by_time: dict[Span, list[RoomLimit]] = {}
    for limit in known:
        by_time.setdefault(limit.counts, []).append(limit)
    for counts, counting_then in by_time.items():
        hung = _meeting(assignment, counts)
        if hung.begin_ms > hung.end_ms:
            continue
        for piece in without(hung, spells):
            if piece.begin_ms > now_ms:
                continue
            line = Line(session, probe.id, piece, piece.end_ms < now_ms, offsets)
            defrosts = defrost_spans(
                plans, Span(max(piece.begin_ms, period.begin_ms - LEAD_MS), min(piece.end_ms, now_ms))
            )
            rules = [_rule(limit, gap_s) for limit in counting_then]
            for limit, excursions in zip(
                counting_then, search(line, rules, period, now_ms, defrosts), strict=True
            ):
                yield from (Found(one, limit, probe) for one in excursions)


def gap_of(session: Session, assignment: Assignment) -> int:
    """How long a silence of this probe is a gap: as somebody set it, else by its usual interval since it hangs there.

    The first readings decide and not the last: the same readings must be judged alike whatever else is looked at.
    """
    if assignment.gap_s is not None:
        return assignment.gap_s
    begins_ms = in_ms(assignment.begins_at)
    return gap_after_s(first_times(session, assignment.probe_id, begins_ms, READINGS_THAT_TELL))


def is_beyond(value: int, current: Sequence[RoomLimit]) -> bool:
    """Beyond a limit that calls somebody."""
    return any(_rule(limit, 0).excess(value) > 0 for limit in current if limit.level is not Level.LEGAL)


def _rule(limit: RoomLimit, gap_s: int) -> Rule:
    return Rule(
        side=limit.side,
        limit=limit.limit,
        on_delay_s=limit.on_delay_s,
        off_delay_s=limit.off_delay_s,
        hysteresis=limit.hysteresis,
        gap_s=gap_s,
        heeds_defrost=limit.level is not Level.CRITICAL,
    )


def _track(session: Session, assignment: Assignment, probe: Probe, period: Span) -> Track:
    ends_ms = period.end_ms if assignment.ends_at is None else in_ms(assignment.ends_at)
    hung = Span(max(period.begin_ms, in_ms(assignment.begins_at)), min(period.end_ms, ends_ms))
    offsets, spells = offsets_of(session, probe.id), spells_of(session, probe.id)
    columns, aside = _set_aside(between(session, probe.id, hung.begin_ms, hung.end_ms), offsets, spells)
    last = (
        Point(columns.times[-1], columns.values[-1])
        if columns.times
        else _last_before(session, assignment, hung.begin_ms, offsets, spells)
    )
    return Track(
        probe,
        hung,
        assignment.ends_at is None,
        columns,
        gap_of(session, assignment),
        last,
        aside,
        [one for one in spells if one.shared_with(Span(hung.begin_ms, hung.end_ms + 1))],
    )


def _set_aside(told: Columns, offsets: Offsets, spells: Sequence[Span]) -> tuple[Columns, list[Point]]:
    """What a probe said, corrected: of its place, and while it was being calibrated."""
    times, values = told
    if offsets.added:
        values = [
            None if value is None else value + offsets.at(at_ms)
            for at_ms, value in zip(times, values, strict=True)
        ]
    aside = (
        [
            Point(at_ms, value)
            for at_ms, value in zip(times, values, strict=True)
            if any(spell.begin_ms <= at_ms < spell.end_ms for spell in spells)
        ]
        if spells
        else []
    )
    if not aside:
        return Columns(times, values), []
    of_the_bath = {one.at_ms for one in aside}
    left = [pair for pair in zip(times, values, strict=True) if pair[0] not in of_the_bath]
    return Columns([at_ms for at_ms, _ in left], [value for _, value in left]), aside


def _last_before(
    session: Session, assignment: Assignment, at_ms: int, offsets: Offsets, spells: Sequence[Span]
) -> Point | None:
    """The last word of a probe that said nothing in the period: silent for days is not "never heard"."""
    until_ms = at_ms - 1
    while found := newest(session, assignment.probe_id, until_ms, since_ms=in_ms(assignment.begins_at)):
        last = found[0]
        spell = next((one for one in spells if one.begin_ms <= last.at_ms < one.end_ms), None)
        if spell is None:
            return Point(last.at_ms, None if last.value is None else last.value + offsets.at(last.at_ms))
        until_ms = spell.begin_ms - 1
    return None
