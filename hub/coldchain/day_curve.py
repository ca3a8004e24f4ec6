"""The curve of a room over a period as plain geometry: lines that break in gaps, limits, and bands for excursions, doors and defrosts.

One shape for the screen and for paper, so that both show the same. Not for: colours, or words in any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.defrosts import defrost_plans, defrost_spans
from hub.coldchain.levels import Level, Side
from hub.coldchain.limits import counting_in
from hub.coldchain.marks import open_spans
from hub.coldchain.readings import Point, Span, gaps, thinned, with_gaps
from hub.coldchain.records import SensorWord
from hub.coldchain.watching import (
    Found,
    Track,
    hung_in,
    limits,
    tracks,
)

WIDTH, HEIGHT = 1_000, 240
LEAST_AIR = 500  # thousandths of a degree above the highest and under the lowest
LEAST_RANGE = 4_000
DRAWN = 600
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time with a meaning: "warn", "alarm", "critical", "legal", "door", "defrost", "calibrating" or "gap"."""

    kind: str
    left: int
    right: int

    @property
    def width(self) -> int:
        return max(2, self.right - self.left)


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit as far as it counted, from left to right."""

    level: Level
    side: Side
    y: int
    millidegrees: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of WIDTH by HEIGHT, the origin at the upper left. `lines` are broken where nothing is known."""

    lines: Sequence[Sequence[tuple[int, int]]]
    bands: Sequence[Band]
    limits: Sequence[LimitLine]
    levels: Sequence[tuple[int, int]]  # whole degrees for the axis: y and thousandths of a degree
    period: Span

    def x_of(self, at_ms: int) -> int:
        return _x(at_ms, self.period)


def curve_of(
    session: Session, place_id: int, period: Span, excursions: Sequence[Found], now_ms: int
) -> Curve:
    until_ms = min(period.end_ms, now_ms)
    seen = tracks(session, place_id, Span(period.begin_ms, until_ms))
    doors = door_spans(session, place_id, period, until_ms)
    defrosts = defrost_spans(defrost_plans(session, place_id), period)
    current = counting_in(limits(session, place_id), period)
    values = [point.value for track in seen for point in track.points if point.value is not None]
    values += [one.limit.millidegrees for one in current]
    low, high = _range(values)
    return Curve(
        lines=[line for track in seen for line in _lines(track, period, low, high)],
        bands=[
            *(_band("gap", span, period) for span in _all_silent(seen, period, until_ms)),
            *(_band("defrost", span, period) for span in defrosts if span.shared_with(period)),
            *(_band("door", span, period) for span in doors if span.shared_with(period)),
            *(_band("calibrating", span, period) for track in seen for span in track.spells),
            *(
                _band(one.limit.level.value, _lasted(one, until_ms), period)
                for one in reversed(excursions)
                if one.limit.level is not Level.LEGAL
            ),
        ],
        limits=[
            LimitLine(
                one.level,
                one.side,
                _y(one.limit.millidegrees, low, high),
                one.limit.millidegrees,
                _x(one.counts.begin_ms, period),
                _x(one.counts.end_ms, period),
            )
            for one in current
        ],
        levels=[(_y(at, low, high), at) for at in _steps(low, high)],
        period=period,
    )


def door_spans(session: Session, place_id: int, period: Span, until_ms: int) -> list[Span]:
    """When a door of the place stood open within a period, by each contact that hung there."""
    return [
        Span(max(span.begin_ms, line.hung.begin_ms), min(span.end_ms, line.hung.end_ms))
        for line in hung_in(session, place_id, period)
        for span in open_spans(_door_words(session, line.probe.id, until_ms), until_ms)
        if span.shared_with(line.hung)
    ]


def _gaps(track: Track, period: Span, until_ms: int) -> Iterable[Span]:
    times = [point.at_ms for point in track.points]
    return gaps(times, Span(max(period.begin_ms, track.hung.begin_ms), until_ms), track.gap_s)


def _all_silent(seen: Sequence[Track], period: Span, until_ms: int) -> list[Span]:
    """Where none of the sensors says anything."""
    left = list(_gaps(seen[0], period, until_ms)) if seen else []
    for track in seen[1:]:
        others = list(_gaps(track, period, until_ms))
        left = [
            Span(max(one.begin_ms, other.begin_ms), min(one.end_ms, other.end_ms))
            for one in left
            for other in others
            if one.shared_with(other)
        ]
    return left


def _door_words(session: Session, probe_id: int, until_ms: int) -> list[tuple[int, str]]:
    rows = session.execute(
        select(SensorWord.at_ms, SensorWord.word)
        .where(SensorWord.probe_id == probe_id, SensorWord.quantity == "door", SensorWord.at_ms <= until_ms)
        .order_by(SensorWord.at_ms)
    )
    return [(at_ms, word) for at_ms, word in rows]


def _lines(track: Track, period: Span, low: int, high: int) -> list[list[tuple[int, int]]]:
    points: Sequence[Point] = with_gaps(
        [one for one in track.points if one.at_ms >= period.begin_ms], track.gap_s
    )
    if len(points) > DRAWN:
        points = thinned(points, max(1, 2 * period.length_ms // DRAWN))
    lines: list[list[tuple[int, int]]] = [[]]
    for at_ms, value in points:
        if value is None:
            lines.append([])
        else:
            lines[-1].append((_x(at_ms, period), _y(value, low, high)))
    return [line for line in lines if line]


def _lasted(found: Found, until_ms: int) -> Span:
    one = found.excursion
    return Span(one.start_ms, until_ms if one.end_ms is None else one.end_ms)


def _band(kind: str, span: Span, period: Span) -> Band:
    return Band(kind, _x(span.begin_ms, period), _x(span.end_ms, period))


def _range(values: Sequence[int]) -> tuple[int, int]:
    if not values:
        return 0, 10_000
    low, high = min(values), max(values)
    air = max(LEAST_AIR, (high - low) // 8, (LEAST_RANGE - (high - low)) // 2)
    return low - air, high + air


def _steps(low: int, high: int) -> list[int]:
    """Three to six round temperatures within the range."""
    step = next(
        one
        for one in (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 10**9)
        if (high - low) // one <= MOST_STEPS
    )
    return list(range(-(-low // step) * step, high + 1, step))


def _x(at_ms: int, period: Span) -> int:
    inside = min(max(at_ms, period.begin_ms), period.end_ms)
    return (inside - period.begin_ms) * WIDTH // period.length_ms


def _y(value: int, low: int, high: int) -> int:
    return HEIGHT - (value - low) * HEIGHT // (high - low)
