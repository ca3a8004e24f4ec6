"""One room in the period of a report: its figures, limits, sensors with their certificates, gaps, marks, excursions, temperatures.

Not for: alarms and signatures, nor for which rooms and days there are (`hub.coldchain.reports`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from hub.coldchain.calibrations import calibrations
from hub.coldchain.coverage import missing
from hub.coldchain.day_curve import door_spans
from hub.coldchain.defrosts import defrost_plans, defrost_spans
from hub.coldchain.limits import counting_in, gravest_first
from hub.coldchain.marks import Mark, MarkKind, marks
from hub.coldchain.readings import Span, in_ms, joined, without
from hub.coldchain.records import Assignment
from hub.coldchain.results import PeriodResult, counted, values_of
from hub.coldchain.room_days import longest_over
from hub.coldchain.rules import Excursion
from hub.coldchain.spells import spells_of
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
    Measured,
    ReportCertificate,
    ReportExcursion,
    ReportLimit,
    ReportRoom,
    ReportSensor,
    ReportStretch,
)
from hub.stock.records import Place

PER_MILLE = 1_000


@dataclass(frozen=True, slots=True)
class RoomInPeriod:
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
                down_ms=self._within(assignment.ends_at),
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

    def _within(self, moment: datetime | None) -> int | None:
        """What comes after the period is no part of it: a sensor that is taken down next month changes no paper of this one."""
        at_ms = None if moment is None else in_ms(moment)
        return None if at_ms is None or at_ms >= self.period.end_ms else at_ms

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
        """Where no sensor told a temperature: because it was silent, faulty or calibrated, or because none hung there."""
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
