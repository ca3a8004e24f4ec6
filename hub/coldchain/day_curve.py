"""The curve of a room over a day as plain geometry: lines that break in gaps, limits, and bands for excursions, doors and defrosts.

Not for: colours, words in any language, or the curve on paper (`hub.labels.dialects.pdf_room_curve`), which has the same scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.coverage import missing, told
from hub.coldchain.defrosts import defrost_plans, defrost_spans
from hub.coldchain.levels import Level, Side
from hub.coldchain.limits import counting_in
from hub.coldchain.marks import open_spans
from hub.coldchain.readings import Point, Span, joined, thinned, with_gaps, without
from hub.coldchain.records import SensorWord
from hub.coldchain.watching import (
    Found,
    Track,
    assigned,
    hanging,
    limits,
    tracks,
)
from hub.labels.curve_frame import Frame, frame_around

WIDTH, HEIGHT = 1_000, 240
DRAWN = 600


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


def curve_of(
    session: Session, place_id: int, period: Span, excursions: Sequence[Found], now_ms: int
) -> Curve:
    until_ms = min(period.end_ms, now_ms)
    known = Span(period.begin_ms, until_ms)
    seen = tracks(session, place_id, known)
    told_there = [
        part
        for track in seen
        for span in told(session, track, known, [at for at, value in track.points if value is not None])
        for part in without(span, track.spells)
    ]
    doors = door_spans(session, place_id, period, until_ms)
    defrosts = defrost_spans(defrost_plans(session, place_id), period)
    current = counting_in(limits(session, place_id), period)
    values = [point.value for track in seen for point in track.points if point.value is not None]
    values += [one.limit.millidegrees for one in current]
    frame = frame_around(values, period.begin_ms, period.end_ms, WIDTH, HEIGHT)
    return Curve(
        lines=[line for track in seen for line in _lines(track, period, frame)],
        bands=[
            *(_band("gap", span, frame) for span in missing(seen, told_there, known).silent),
            *(_band("defrost", span, frame) for span in defrosts if span.shared_with(period)),
            *(_band("door", span, frame) for span in doors if span.shared_with(period)),
            *(_band("calibrating", span, frame) for track in seen for span in track.spells),
            *(
                _band(one.limit.level.value, _lasted(one, until_ms), frame)
                for one in reversed(excursions)
                if one.limit.level is not Level.LEGAL
            ),
        ],
        limits=[
            LimitLine(
                one.level,
                one.side,
                frame.y(one.limit.millidegrees),
                one.limit.millidegrees,
                frame.x(max(one.counts.begin_ms, period.begin_ms)),
                frame.x(min(one.counts.end_ms, period.end_ms)),
            )
            for one in current
        ],
        levels=[(frame.y(at), at) for at in frame.degrees],
        period=period,
    )


def door_spans(session: Session, place_id: int, period: Span, until_ms: int) -> list[Span]:
    """When a door of the place stood open, by each contact while it hung there; also before the period, where it stood open into it."""
    return joined(
        Span(max(span.begin_ms, hung.begin_ms), min(span.end_ms, hung.end_ms))
        for assignment, probe in assigned(session, place_id, period)
        for hung in (hanging(assignment),)
        for span in open_spans(_door_words(session, probe.id, until_ms), until_ms)
        if span.shared_with(hung)
    )


def _door_words(session: Session, probe_id: int, until_ms: int) -> list[tuple[int, str]]:
    rows = session.execute(
        select(SensorWord.at_ms, SensorWord.word)
        .where(SensorWord.probe_id == probe_id, SensorWord.quantity == "door", SensorWord.at_ms <= until_ms)
        .order_by(SensorWord.at_ms)
    )
    return [(at_ms, word) for at_ms, word in rows]


def _lines(track: Track, period: Span, frame: Frame) -> list[list[tuple[int, int]]]:
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
            lines[-1].append((frame.x(at_ms), frame.y(value)))
    return [line for line in lines if line]


def _lasted(found: Found, until_ms: int) -> Span:
    one = found.excursion
    return Span(one.start_ms, until_ms if one.end_ms is None else one.end_ms)


def _band(kind: str, span: Span, frame: Frame) -> Band:
    return Band(kind, frame.x(span.begin_ms), frame.x(span.end_ms))
