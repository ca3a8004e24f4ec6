"""A room's temperature over a period: as a curve for a chart, and as a table for those who cannot see one.

Both come from the same readings: near ones as they came, a month or a year from its roll-ups. Not for: judging them (`hub.coldchain.rules`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy.orm import Session

from hub.coldchain.day_curve import door_spans
from hub.coldchain.defrosts import defrost_plans, defrost_spans
from hub.coldchain.limits import RoomLimit, counting_in
from hub.coldchain.readings import Point, Span, from_ms, in_ms, joined, thinned, with_gaps
from hub.coldchain.spells import spells_of
from hub.coldchain.views import place_of
from hub.coldchain.watching import Found, Hung, Track, find_excursions, hung_in, limits, probes_in, tracks
from hub.coldchain.zooming import by_length, span_for, stretches
from hub.kernel.quantity import Temperature

# What a wide screen can show apart; a week at one reading a minute is ten times as many.
DRAWN_AT_MOST = 1_500


@dataclass(frozen=True, slots=True)
class Stretch:
    """One row of the table: the extremes of a stretch of time, absent where nothing was measured."""

    begins_at: datetime
    lowest: Temperature | None
    highest: Temperature | None
    readings: int


def series(
    session: Session, code: str, *, now: datetime, since: datetime, until: datetime | None = None
) -> dict[str, object]:
    """A room's curve for a chart, as JSON: seconds since 1970 and thousandths of a degree; null breaks the line."""
    place = place_of(session, code)
    period = Span(in_ms(since), in_ms(until or now))
    return {
        "from": period.begin_ms // 1_000,
        "to": period.end_ms // 1_000,
        "tracks": drawn_tracks(session, place.id, period),
        "limits": [_limit(one, period) for one in counting_in(limits(session, place.id), period)],
        "excursions": [_band(one, period) for one in find_excursions(session, place.id, period, in_ms(now))],
        "bands": _bands(session, place.id, period, in_ms(now)),
    }


def drawn_tracks(session: Session, place_id: int, period: Span) -> list[dict[str, object]]:
    """Each probe's line: seconds and values; of a long period also the lowest and highest of each stretch of `step` seconds."""
    span_s = span_for(period)
    if span_s is None:
        seen = tracks(session, place_id, period)
        return [_drawn(track, period) for track in seen if track.hung.end_ms > period.begin_ms]
    return [
        _drawn_far(session, line, span_s)
        for line in hung_in(session, place_id, period)
        if line.hung.end_ms > period.begin_ms
    ]


def table(
    session: Session, place_id: int, *, now: datetime, since: datetime, stretch_s: int
) -> list[Stretch]:
    """The period in stretches of one length, the newest first, with none left out."""
    period = Span(in_ms(since), in_ms(now))
    length_ms = stretch_s * 1_000
    first, last = period.begin_ms // length_ms, (period.end_ms - 1) // length_ms
    span_s = span_for(period)
    if span_s is not None and length_ms % (span_s * 1_000) == 0:
        return _table_far(session, place_id, period, range(last, first - 1, -1), length_ms)
    points = [point for track in tracks(session, place_id, period) for point in track.points]
    by_stretch: dict[int, list[Point]] = {}
    for point in points:
        by_stretch.setdefault(point.at_ms // length_ms, []).append(point)
    return [_stretch(at * length_ms, by_stretch.get(at, [])) for at in range(last, first - 1, -1)]


def _table_far(
    session: Session, place_id: int, period: Span, numbers: range, length_ms: int
) -> list[Stretch]:
    span_s = span_for(period) or 0
    found: dict[int, Stretch] = {}
    for line in hung_in(session, place_id, period):
        for one in by_length(stretches(session, line, span_s), length_ms):
            number = one.begin_ms // length_ms
            new = Stretch(
                from_ms(one.begin_ms), Temperature(one.lowest), Temperature(one.highest), one.readings
            )
            found[number] = _both(found[number], new) if number in found else new
    return [found.get(number, Stretch(from_ms(number * length_ms), None, None, 0)) for number in numbers]


def _both(one: Stretch, other: Stretch) -> Stretch:
    """Two probes of one room in one row."""
    lowest = [each.lowest for each in (one, other) if each.lowest is not None]
    highest = [each.highest for each in (one, other) if each.highest is not None]
    return Stretch(one.begins_at, min(lowest), max(highest), one.readings + other.readings)


def _stretch(begin_ms: int, points: Sequence[Point]) -> Stretch:
    values = [point.value for point in points if point.value is not None]
    return Stretch(
        begins_at=from_ms(begin_ms),
        lowest=Temperature(min(values)) if values else None,
        highest=Temperature(max(values)) if values else None,
        readings=len(values),
    )


def _drawn(track: Track, period: Span) -> dict[str, object]:
    shown = [point for point in track.points if point.at_ms >= period.begin_ms]
    points = with_gaps(shown, track.gap_s)
    if len(points) > DRAWN_AT_MOST:
        points = thinned(points, max(1, 2 * period.length_ms // DRAWN_AT_MOST))
    return {
        "probe": track.probe.sensor_key,
        "t": [point.at_ms // 1_000 for point in points],
        "v": [point.value for point in points],
    }


def _band(one: Found, period: Span) -> dict[str, object]:
    excursion = one.excursion
    ends_ms = period.end_ms if excursion.end_ms is None else excursion.end_ms
    return {
        "level": one.limit.level.value,
        "from": max(excursion.start_ms, period.begin_ms) // 1_000,
        "to": min(ends_ms, period.end_ms) // 1_000,
    }


def _limit(one: RoomLimit, period: Span) -> dict[str, object]:
    """A limit as far as it counted."""
    return {
        "level": one.level.value,
        "side": one.side.value,
        "value": one.limit.millidegrees,
        "from": max(one.counts.begin_ms, period.begin_ms) // 1_000,
        "to": min(one.counts.end_ms, period.end_ms) // 1_000,
    }


def _bands(session: Session, place_id: int, period: Span, now_ms: int) -> list[dict[str, object]]:
    """Defrosts by plan, doors that stood open, and times in which a sensor was being calibrated."""
    until_ms = min(period.end_ms, now_ms)
    kinds = {
        "defrost": defrost_spans(defrost_plans(session, place_id), period),
        "door": joined(door_spans(session, place_id, period, until_ms)),
        "calibrating": joined(
            span for probe_id in probes_in(session, place_id, period) for span in spells_of(session, probe_id)
        ),
    }
    return [
        {
            "kind": kind,
            "from": max(span.begin_ms, period.begin_ms) // 1_000,
            "to": min(span.end_ms, period.end_ms) // 1_000,
        }
        for kind, spans in kinds.items()
        for span in spans
        if span.shared_with(period)
    ]


def _drawn_far(session: Session, line: Hung, span_s: int) -> dict[str, object]:
    """A point in the middle of each stretch; where nothing was measured for longer than a gap the line breaks."""
    span_ms = span_s * 1_000
    found = stretches(session, line, span_s)
    begins, lows, highs, means, _ = zip(*found, strict=True) if found else ((), (), (), (), ())
    times = [(begin_ms + span_ms // 2) // 1_000 for begin_ms in begins]
    columns: list[list[int | None]] = [[*means], [*lows], [*highs]]
    breaks = [
        at
        for at, (earlier_ms, later_ms) in enumerate(pairwise(begins), 1)
        if later_ms - earlier_ms - span_ms > line.gap_s * 1_000
    ]
    # From the end, so that the places of the others stay.
    for at in reversed(breaks):
        times.insert(at, (begins[at - 1] + span_ms) // 1_000)
        for column in columns:
            column.insert(at, None)
    return {
        "probe": line.probe.sensor_key,
        "step": span_s,
        "t": times,
        **dict(zip(("v", "low", "high"), columns, strict=True)),
    }
