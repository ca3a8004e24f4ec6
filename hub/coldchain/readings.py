"""Readings as plain numbers on a line of time: points, stretches, gaps, and single readings that nobody should believe.

Whole milliseconds since 1970 and whole thousandths of a degree. Not for: storing them (`hub.coldchain.records`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from hub.coldchain.levels import Freshness, Side

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
SHORTEST_GAP_S = 5 * 60
GAP_IN_INTERVALS = 3
STEP = 5_000
AGREEMENT = 1_000


class Point(NamedTuple):
    """One reading; a fault has no value. A tuple, because a year of a house is ten million of them."""

    at_ms: int
    value: int | None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time."""

    begin_ms: int
    end_ms: int

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.begin_ms

    def shared_with(self, other: "Span") -> int:
        """For how long both last; 0 when they do not meet."""
        return max(0, min(self.end_ms, other.end_ms) - max(self.begin_ms, other.begin_ms))


def without(span: Span, holes: Sequence[Span]) -> list[Span]:
    """What is left of a stretch outside the holes, which are in order and apart. A moment stays a moment."""
    left, begin_ms = [], span.begin_ms
    for hole in holes:
        if hole.end_ms <= begin_ms or hole.begin_ms >= span.end_ms:
            continue
        if hole.begin_ms > begin_ms:
            left.append(Span(begin_ms, hole.begin_ms))
        begin_ms = hole.end_ms
    if begin_ms < span.end_ms or (not left and begin_ms == span.begin_ms):
        left.append(Span(begin_ms, max(begin_ms, span.end_ms)))
    return left


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in stretches that are in order and apart."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.begin_ms <= found[-1].end_ms:
            found[-1] = Span(found[-1].begin_ms, max(found[-1].end_ms, span.end_ms))
        else:
            found.append(span)
    return found


def gaps(times_ms: Sequence[int], whole: Span, gap_s: int) -> list[Span]:
    """The parts of a stretch of which nothing is known: "no data" is a state of its own. The times are in order."""
    known: list[Span] = []
    begin_ms = last_ms = None
    for at_ms in times_ms:
        if last_ms is not None and begin_ms is not None and at_ms - last_ms > gap_s * 1_000:
            known.append(Span(begin_ms, last_ms))
            begin_ms = at_ms
        elif begin_ms is None:
            begin_ms = at_ms
        last_ms = at_ms
    if begin_ms is not None and last_ms is not None:
        known.append(Span(begin_ms, last_ms))
    # One reading alone tells of no time.
    return [span for span in without(whole, [one for one in known if one.length_ms]) if span.length_ms]


def in_ms(moment: datetime) -> int:
    """Milliseconds since 1970, downwards; a naive time raises TypeError."""
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(at_ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=at_ms)


def measured(points: Iterable[tuple[int, int | None]], side: Side = Side.HIGH) -> dict[int, int]:
    """The values by time, in order of time, without faults. Of two values of one time the one further out on that side."""
    found: dict[int, int] = {}
    worse = max if side is Side.HIGH else min
    for at_ms, value in points:
        if value is not None:
            found[at_ms] = worse(value, found[at_ms]) if at_ms in found else value
    return {at_ms: found[at_ms] for at_ms in sorted(found)}


def usual_interval_ms(times_ms: Sequence[int]) -> int | None:
    """The median of the intervals; None of fewer than two readings. The times are in order."""
    intervals = sorted(later - earlier for earlier, later in pairwise(times_ms))
    return intervals[len(intervals) // 2] if intervals else None


def gap_after_s(times_ms: Sequence[int]) -> int:
    """How long a silence is a gap: three times the usual interval, and never under five minutes. The times are in order."""
    usual_ms = usual_interval_ms(times_ms)
    return SHORTEST_GAP_S if usual_ms is None else max(SHORTEST_GAP_S, GAP_IN_INTERVALS * usual_ms // 1_000)


def suspects(values: Mapping[int, int], gap_s: int) -> frozenset[int]:
    """Times of single readings more than 5 °C from both neighbours, which agree within 1 °C: a mistake of the sensor.

    Two such readings in a row are believed. The values are in order of time.
    """
    found: set[int] = set()
    if not values or max(values.values()) - min(values.values()) <= STEP:
        return frozenset()
    times = list(values)
    degrees = list(values.values())
    near_ms = 2 * gap_s * 1_000
    before = degrees[0]
    for at in range(1, len(times) - 1):
        here = degrees[at]
        if abs(here - before) > STEP:
            after = degrees[at + 1]
            is_near = times[at + 1] - times[at - 1] <= near_ms
            if is_near and abs(here - after) > STEP and abs(after - before) <= AGREEMENT:
                found.add(times[at])
        before = here
    return frozenset(found)


def with_gaps(points: Sequence[Point], gap_s: int) -> list[Point]:
    """The same points with an empty one in each gap, so that a line through them breaks there. They are in order of time."""
    drawn: list[Point] = []
    for point in points:
        if drawn and point.at_ms - drawn[-1].at_ms > gap_s * 1_000:
            drawn.append(Point(drawn[-1].at_ms + 1_000, None))
        drawn.append(point)
    return drawn


def thinned(points: Sequence[Point], bucket_ms: int) -> list[Point]:
    """Fewer points to draw: of each bucket the lowest and the highest, and every break. No peak is ever lost.

    The points are in order of time.
    """
    kept: list[Point] = []
    for _, bucket in groupby(points, key=lambda point: (point.at_ms // bucket_ms, point.value is None)):
        of_bucket = list(bucket)
        values = [(point.value, point.at_ms, point) for point in of_bucket if point.value is not None]
        if values:
            extremes = {min(values, key=itemgetter(0))[2], max(values, key=itemgetter(0))[2]}
            kept.extend(sorted(extremes, key=lambda point: point.at_ms))
        else:
            kept.append(of_bucket[0])
    return kept


def known_ms(times_ms: Sequence[int], whole: Span, gap_s: int) -> int:
    """For how much of a stretch the temperature is known: the rest are gaps. The times are in order."""
    return sum(span.length_ms for span in known_spans(times_ms, whole, gap_s))


def known_spans(times_ms: Sequence[int], whole: Span, gap_s: int) -> list[Span]:
    """The parts of a stretch in which the temperature is known, in order and apart. The times are in order."""
    known: list[Span] = []
    for earlier, later in pairwise(times_ms):
        if later - earlier > gap_s * 1_000 or not whole.shared_with(Span(earlier, later)):
            continue
        begin_ms, end_ms = max(earlier, whole.begin_ms), min(later, whole.end_ms)
        if known and known[-1].end_ms == begin_ms:
            known[-1] = Span(known[-1].begin_ms, end_ms)
        else:
            known.append(Span(begin_ms, end_ms))
    return known


def freshness(now: datetime, last: datetime | None, silent_after_s: int) -> Freshness:
    """A place is silent once its last word is older than that; the very second is still live."""
    if last is None:
        return Freshness.NEVER
    return Freshness.SILENT if now - last > timedelta(seconds=silent_after_s) else Freshness.LIVE
