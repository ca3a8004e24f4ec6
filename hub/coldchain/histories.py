"""The temperature history of crates: where their goods stood, and what was measured there meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.keeping import Kept, Measured, kept, measured_by, together
from hub.coldchain.readings import Point, Span, in_ms, thinned, with_gaps
from hub.coldchain.watching import find_excursions, tracks
from hub.kernel.quantity import Temperature
from hub.stock.paths import paths
from hub.stock.records import Place
from hub.stock.tracing import Stood

# A stay begins and ends between two readings; those lie within this time of it, or there is a gap.
BESIDE_MS = 6 * 3_600_000
DRAWN_AT_MOST = 1_500


@dataclass(frozen=True, slots=True)
class PlaceKept:
    """One stay in one place. `ends_at` None: the goods still stand there."""

    place: Place
    begins_at: datetime
    ends_at: datetime | None
    kept: Kept

    @property
    def lowest(self) -> Temperature | None:
        return None if self.kept.lowest is None else Temperature(self.kept.lowest)

    @property
    def highest(self) -> Temperature | None:
        return None if self.kept.highest is None else Temperature(self.kept.highest)


@dataclass(frozen=True, slots=True)
class History:
    """Every stay of a crate's goods, and all of them together."""

    stays: Sequence[PlaceKept]
    kept: Kept


def histories(session: Session, crate_ids: Iterable[int], now: datetime) -> dict[int, History]:
    """The history of each crate until now, or until it left. Each place is read once for all of them."""
    ways = paths(session, crate_ids)
    places = {place.id: place for place in session.scalars(select(Place))}
    measured = _measured(session, [stood for way in ways.values() for stood in way], now)
    return {crate_id: _history(way, places, measured, now) for crate_id, way in ways.items()}


def history(session: Session, crate_id: int, now: datetime) -> History:
    return histories(session, [crate_id], now)[crate_id]


def _history(
    way: Sequence[Stood], places: Mapping[int, Place], measured: Mapping[int, list[Measured]], now: datetime
) -> History:
    stays = [
        PlaceKept(
            places[stood.place_id],
            stood.begins_at,
            stood.ends_at,
            kept(measured[stood.place_id], _span(stood, now)),
        )
        for stood in way
    ]
    return History(stays, together(one.kept for one in stays))


def _measured(session: Session, way: Sequence[Stood], now: datetime) -> dict[int, list[Measured]]:
    found = {}
    for place_id in {stood.place_id for stood in way}:
        spans = [_span(stood, now) for stood in way if stood.place_id == place_id]
        whole = Span(
            min(span.begin_ms for span in spans) - BESIDE_MS, max(span.end_ms for span in spans) + BESIDE_MS
        )
        found[place_id] = [
            measured_by(track.values(), track.gap_s) for track in tracks(session, place_id, whole)
        ]
    return found


def _span(stood: Stood, now: datetime) -> Span:
    begin_ms = in_ms(stood.begins_at)
    return Span(begin_ms, max(begin_ms, in_ms(now if stood.ends_at is None else stood.ends_at)))


def series(session: Session, crate_id: int, now: datetime) -> dict[str, object]:
    """The curve along the way of a crate's goods, in the form of a room's curve; between two measured places the line breaks."""
    way = paths(session, [crate_id])[crate_id]
    spans = [(stood.place_id, _span(stood, now)) for stood in way]
    if not spans:
        return {"from": 0, "to": 0, "tracks": [], "limits": [], "excursions": []}
    whole = Span(spans[0][1].begin_ms, max(span.end_ms for _, span in spans))
    by_probe: dict[str, list[Point]] = {}
    bands: list[dict[str, object]] = []
    for place_id, span in spans:
        for track in tracks(session, place_id, span):
            points = with_gaps(track.points, track.gap_s)
            bucket_ms = max(1, 2 * whole.length_ms // DRAWN_AT_MOST)
            drawn = by_probe.setdefault(track.probe.sensor_key, [])
            if drawn and points:
                drawn.append(Point(drawn[-1].at_ms + 1_000, None))
            drawn += thinned(points, bucket_ms) if len(points) > DRAWN_AT_MOST else points
        bands += [
            {
                "level": found.limit.level.value,
                "from": max(found.excursion.start_ms, span.begin_ms) // 1_000,
                "to": min(found.excursion.end_ms or span.end_ms, span.end_ms) // 1_000,
            }
            for found in find_excursions(session, place_id, span, in_ms(now))
            if span.shared_with(Span(found.excursion.start_ms, found.excursion.end_ms or span.end_ms))
        ]
    return {
        "from": whole.begin_ms // 1_000,
        "to": whole.end_ms // 1_000,
        "tracks": [
            {
                "probe": key,
                "t": [point.at_ms // 1_000 for point in points],
                "v": [point.value for point in points],
            }
            for key, points in by_probe.items()
            if points
        ],
        "limits": [],
        "excursions": bands,
    }
