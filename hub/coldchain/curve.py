"""A room's temperature over a period: as a curve for a chart, and as a table for those who cannot see one.

Both come from the same readings. Not for: judging them (`hub.coldchain.rules`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hub.coldchain.readings import Point, Span, from_ms, in_ms, thinned, with_gaps
from hub.coldchain.views import place_of
from hub.coldchain.watching import Found, Track, find_excursions, in_force, limits, tracks
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


def series(session: Session, code: str, *, now: datetime, since: datetime) -> dict[str, object]:
    """A room's curve for a chart, as JSON: seconds since 1970 and thousandths of a degree; null breaks the line."""
    place = place_of(session, code)
    period = Span(in_ms(since), in_ms(now))
    seen = tracks(session, place.id, period)
    known = limits(session, place.id)
    return {
        "from": period.begin_ms // 1_000,
        "to": period.end_ms // 1_000,
        "tracks": [_drawn(track, period) for track in seen if track.hung.end_ms > period.begin_ms],
        "limits": [
            {"level": limit.level.value, "side": limit.side.value, "value": limit.limit.millidegrees}
            for limit in in_force(known, period.end_ms)
        ],
        "excursions": [
            _band(one, period) for one in find_excursions(session, place.id, period, period.end_ms)
        ],
    }


def table(
    session: Session, place_id: int, *, now: datetime, since: datetime, stretch_s: int
) -> list[Stretch]:
    """The period in stretches of one length, the newest first, with none left out."""
    period = Span(in_ms(since), in_ms(now))
    length_ms = stretch_s * 1_000
    points = [point for track in tracks(session, place_id, period) for point in track.points]
    by_stretch: dict[int, list[Point]] = {}
    for point in points:
        by_stretch.setdefault(point.at_ms // length_ms, []).append(point)
    first, last = period.begin_ms // length_ms, (period.end_ms - 1) // length_ms
    return [_stretch(at * length_ms, by_stretch.get(at, [])) for at in range(last, first - 1, -1)]


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
        "to": ends_ms // 1_000,
    }
