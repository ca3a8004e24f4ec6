"""For which time the temperature of a place is known: between readings that are close enough, also over the edges of the period asked
for, and by whichever of its sensors told one.

A fault tells no temperature. Not for: what the temperature was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from hub.coldchain.readings import Span, gaps, joined, without
from hub.coldchain.records import Probe
from hub.coldchain.stored import between


class Watched(Protocol):
    """A sensor for the part of a period in which it hung in a place."""

    @property
    def probe(self) -> Probe: ...

    @property
    def hung(self) -> Span: ...

    @property
    def gap_s(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Missing:
    """Stretches without a temperature: a sensor hung there and told none, or none hung there."""

    silent: Sequence[Span]
    bare: Sequence[Span]


def told(session: Session, line: Watched, period: Span, times_ms: Sequence[int]) -> list[Span]:
    """When one sensor told the temperature. `times_ms` are those of its readings with a value within `line.hung`, in order.

    The readings just outside are looked up: a sensor that speaks each minute is not silent for the half minute after midnight.
    """
    times = [*_just_before(session, line, period), *times_ms, *_just_after(session, line, period)]
    return [span for span in without(line.hung, gaps(times, line.hung, line.gap_s)) if span.length_ms]


def missing(lines: Sequence[Watched], known: Iterable[Span], period: Span) -> Missing:
    """Where none of the sensors told a temperature. Silence since one was hung up, or until now, that is no gap yet is none."""
    hung = joined(line.hung for line in lines)
    left = [span for span in without(period, joined(known)) if span.length_ms]
    least_ms = min((line.gap_s for line in lines), default=0) * 1_000
    silent = [
        Span(max(gap.begin_ms, span.begin_ms), min(gap.end_ms, span.end_ms))
        for gap in left
        for span in hung
        if gap.shared_with(span)
    ]
    bare = [part for gap in left for part in without(gap, hung)]
    return Missing(
        [span for span in silent if span.length_ms > least_ms], [span for span in bare if span.length_ms]
    )


def _just_before(session: Session, line: Watched, period: Span) -> list[int]:
    """The last reading before the period, where the sensor hung there already and it is near enough."""
    begin_ms = line.hung.begin_ms
    if begin_ms > period.begin_ms:
        return []
    return _told_in(session, line, begin_ms - line.gap_s * 1_000, begin_ms - 1)[-1:]


def _just_after(session: Session, line: Watched, period: Span) -> list[int]:
    end_ms = line.hung.end_ms
    if end_ms < period.end_ms:
        return []
    return _told_in(session, line, end_ms, end_ms + line.gap_s * 1_000)[:1]


def _told_in(session: Session, line: Watched, first_ms: int, last_ms: int) -> list[int]:
    """When it told a temperature from a moment up to another."""
    found = between(session, line.probe.id, first_ms, last_ms)
    return [at_ms for at_ms, value in zip(*found, strict=True) if value is not None]
