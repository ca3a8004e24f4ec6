"""The cold chain shaped for screens: a card for each room, and one room with its period.

The caller says what time it is and when its day began; local days belong to the edge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hub.coldchain.coverage import told
from hub.coldchain.levels import Freshness, Level, RoomState
from hub.coldchain.limits import RoomLimit, in_force
from hub.coldchain.readings import (
    Point,
    Span,
    from_ms,
    in_ms,
    joined,
    suspects,
    without,
)
from hub.coldchain.records import Assignment, Probe
from hub.coldchain.rules import Exposure, exposure, room_state
from hub.coldchain.stored import rows_between
from hub.coldchain.watching import (
    Found,
    Track,
    find_excursions,
    hung_in,
    is_beyond,
    limits,
    tracks,
)
from hub.coldchain.zooming import covered, span_for
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Temperature
from hub.stock.records import Place, PlaceKind
from hub.stock.views import StandingCrate, Stay, crates_in, stays

# Cold places have a card even before a probe hangs there: a room that nobody watches must be seen.
WATCHED = (PlaceKind.COLD_ROOM, PlaceKind.FREEZER)


@dataclass(frozen=True, slots=True)
class Room:
    """What a card says. `lowest` and `highest` are of the day; `open_excursions` the newest first."""

    place: Place
    state: RoomState
    fresh: Freshness
    temperature: Temperature | None
    fault: str | None
    at: datetime | None
    lowest: Temperature | None
    highest: Temperature | None
    open_excursions: Sequence[Found]
    limits: Sequence[RoomLimit]
    probes: int

    @property
    def edges(self) -> Sequence[Temperature]:
        """Where the card would say something else: a value that gets from one side of these to the other changes more than the number."""
        day = [one for one in (self.lowest, self.highest) if one is not None]
        return sorted({*day, *(one.limit for one in self.limits)})


@dataclass(frozen=True, slots=True)
class ExposedCrate:
    stay: Stay
    exposure: Exposure


@dataclass(frozen=True, slots=True)
class ExcursionRow:
    """One excursion and the crates that stood there meanwhile, the most exposed first."""

    found: Found
    crates: Sequence[ExposedCrate]


@dataclass(frozen=True, slots=True)
class HungProbe:
    """A sensor that hangs there now. While it is being calibrated it says nothing of the room."""

    probe: Probe
    fresh: Freshness
    last_at: datetime | None
    calibrating: bool


@dataclass(frozen=True, slots=True)
class RoomPeriod:
    """One room since a moment. `known_per_mille` is how much of the period is covered by readings."""

    room: Room
    excursions: Sequence[ExcursionRow]
    known_per_mille: int
    standing: Sequence[StandingCrate]
    probes: Sequence[HungProbe]


def rooms(session: Session, now: datetime, day_begins: datetime) -> list[Room]:
    """A card for each cold place and for every other place with a probe."""
    found = []
    for place in watched_places(session):
        seen = tracks(session, place.id, Span(in_ms(day_begins), in_ms(now)))
        found.append(
            _room(
                session, place, seen, limits(session, place.id), now_ms=in_ms(now), day_ms=in_ms(day_begins)
            )
        )
    return found


def watched_places(session: Session) -> Sequence[Place]:
    """Each cold place, and every other one in which a probe hangs."""
    with_probe = select(Assignment.place_id).where(Assignment.ends_at.is_(None))
    return session.scalars(
        select(Place).where(or_(Place.kind.in_(WATCHED), Place.id.in_(with_probe))).order_by(Place.id)
    ).all()


def room_period(
    session: Session, code: str, *, now: datetime, since: datetime, day_begins: datetime
) -> RoomPeriod:
    """One room with everything that happened there since. Raises NotFound for a place that does not exist."""
    place = place_of(session, code)
    now_ms, since_ms = in_ms(now), in_ms(since)
    seen = tracks(session, place.id, Span(in_ms(day_begins), now_ms))
    known = limits(session, place.id)
    return RoomPeriod(
        room=_room(session, place, seen, known, now_ms=now_ms, day_ms=in_ms(day_begins)),
        excursions=[
            _with_crates(session, place.id, one, now)
            for one in find_excursions(session, place.id, Span(since_ms, now_ms), now_ms)
        ],
        known_per_mille=_known_per_mille(session, place.id, Span(since_ms, now_ms)),
        standing=crates_in(session, place.id),
        probes=[
            HungProbe(track.probe, track.freshness(now_ms), _moment(track.last), track.is_calibrating(now_ms))
            for track in seen
            if track.hangs
        ],
    )


def _room(
    session: Session,
    place: Place,
    seen: Sequence[Track],
    known: Sequence[RoomLimit],
    *,
    now_ms: int,
    day_ms: int,
) -> Room:
    hanging = [track for track in seen if track.hangs]
    speaking = [track for track in hanging if not track.is_calibrating(now_ms)]
    current = in_force(known, now_ms)
    spoken = [(track.last, track) for track in speaking if track.last is not None]
    last, of = max(spoken, key=lambda pair: pair[0].at_ms) if spoken else (None, None)
    fresh = Freshness.NEVER if of is None else of.freshness(now_ms)
    still_open = [
        one
        for one in find_excursions(session, place.id, Span(day_ms, now_ms), now_ms)
        if one.excursion.is_open
    ]
    today = [value for track in seen for value in _believed(track, day_ms)]
    value = None if last is None else last.value
    return Room(
        place=place,
        state=room_state(
            fresh=fresh,
            is_calibrating=bool(hanging) and not speaking,
            is_fault=last is not None and value is None,
            is_limited=bool(current),
            is_beyond=value is not None and is_beyond(value, current),
            open_levels=[one.limit.level for one in still_open if one.limit.level is not Level.LEGAL],
        ),
        fresh=fresh,
        temperature=None if value is None else Temperature(value),
        fault=_fault(session, of),
        at=_moment(last),
        lowest=Temperature(min(today)) if today else None,
        highest=Temperature(max(today)) if today else None,
        open_excursions=still_open,
        limits=current,
        probes=len(hanging),
    )


def _fault(session: Session, track: Track | None) -> str | None:
    """Why the last reading has no temperature."""
    if track is None or track.last is None or track.last.value is not None:
        return None
    at_ms = track.last.at_ms
    return next((one.fault for one in rows_between(session, track.probe.id, at_ms, at_ms)), None)


def _believed(track: Track, since_ms: int) -> list[int]:
    values = track.values()
    doubted = suspects(values, track.gap_s)
    return [value for at_ms, value in values.items() if at_ms >= since_ms and at_ms not in doubted]


def _with_crates(session: Session, place_id: int, found: Found, now: datetime) -> ExcursionRow:
    """Who stood there while it lasted; a crate that came and went in a good hour of it was not exposed."""
    excursion = found.excursion
    ends_ms = in_ms(now) if excursion.latest_end_ms is None else excursion.latest_end_ms
    # Movements are kept to the microsecond; the last millisecond belongs to the excursion.
    stood = stays(session, place_id, from_ms(excursion.earliest_start_ms), from_ms(ends_ms + 1))
    exposed = [
        ExposedCrate(
            stay,
            exposure(
                excursion,
                Span(in_ms(stay.begins_at), in_ms(now) if stay.ends_at is None else in_ms(stay.ends_at)),
            ),
        )
        for stay in stood
    ]
    met = [one for one in exposed if one.exposure.at_most_ms]
    return ExcursionRow(found, sorted(met, key=lambda one: (-one.exposure.at_most_ms, one.stay.sscc)))


def _known_per_mille(session: Session, place_id: int, period: Span) -> int:
    """Of the period, how much has readings of at least one probe."""
    if not period.length_ms:
        return 0
    if span_for(period) is None:
        known = [
            part
            for track in tracks(session, place_id, period)
            for span in told(session, track, period, [at for at, value in track.points if value is not None])
            for part in without(span, track.spells)
        ]
    else:
        known = [
            span for line in hung_in(session, place_id, period) for span in covered(session, line, period)
        ]
    return sum(span.length_ms for span in joined(known)) * 1_000 // period.length_ms


def place_of(session: Session, code: str) -> Place:
    """Raises NotFound for a code that no place has."""
    place = session.scalar(select(Place).where(Place.code == code))
    if place is None:
        raise NotFound(place=code)
    return place


def _moment(point: Point | None) -> datetime | None:
    return None if point is None else from_ms(point.at_ms)
