"""A local day of all cold rooms: what was measured, for how long beyond a limit, and what is still to be answered.

Not for: signing a day (`hub.coldchain.reviews`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from hub.coldchain import alarms
from hub.coldchain.alarms import AlarmView
from hub.coldchain.calibrations import calibrations
from hub.coldchain.levels import Level
from hub.coldchain.limits import RoomLimit, counting_in, gravest_first
from hub.coldchain.readings import Span, from_ms, in_ms
from hub.coldchain.records import Assignment, Calibration, Probe
from hub.coldchain.results import PeriodResult, result_of
from hub.coldchain.rules import exposure
from hub.coldchain.watching import Found, Hung, hung_in, limits
from hub.kernel.quantity import Temperature
from hub.stock.records import Place

PER_MILLE = 1_000


@dataclass(frozen=True, slots=True)
class RoomDay:
    """One room on one day, with every limit that counted on it. `over_ms` and `at_most_ms` are the time beyond the limit that was broken longest, legal ones apart."""

    place: Place
    result: PeriodResult
    covered_per_mille: int
    over_ms: int
    at_most_ms: int
    limits: Sequence[RoomLimit]
    probes: Sequence[tuple[Probe, Calibration | None]]
    alarms: Sequence[AlarmView]

    @property
    def lowest(self) -> Temperature | None:
        return None if self.result.lowest is None else Temperature(self.result.lowest)

    @property
    def highest(self) -> Temperature | None:
        return None if self.result.highest is None else Temperature(self.result.highest)

    @property
    def excursions(self) -> Sequence[Found]:
        return self.result.excursions

    @property
    def open_alarms(self) -> int:
        return sum(1 for one in self.alarms if not one.is_answered)


@dataclass(frozen=True, slots=True)
class HouseDay:
    """All rooms of a day, and the alarms of the whole house."""

    day: date
    period: Span
    rooms: Sequence[RoomDay]
    house_alarms: Sequence[AlarmView]

    @property
    def alarms(self) -> list[AlarmView]:
        """Every alarm of the day, the oldest first."""
        every = [one for room in self.rooms for one in room.alarms] + list(self.house_alarms)
        return sorted(every, key=lambda one: one.alarm.id)

    @property
    def open_alarms(self) -> int:
        return sum(1 for one in self.alarms if not one.is_answered)


def span_of(day: date, zone: ZoneInfo) -> Span:
    """From midnight to midnight there: 23 or 25 hours when the clock is changed."""
    begins = datetime.combine(day, time(), zone)
    ends = datetime.combine(day + timedelta(days=1), time(), zone)
    return Span(in_ms(begins), in_ms(ends))


def rooms_in(session: Session, period: Span) -> Sequence[Place]:
    """The places in which a sensor hung within the period."""
    begins_at, ends_at = from_ms(period.begin_ms), from_ms(period.end_ms)
    hung = select(Assignment.place_id).where(
        Assignment.begins_at < ends_at,
        or_(Assignment.ends_at.is_(None), Assignment.ends_at > begins_at),
    )
    return session.scalars(select(Place).where(Place.id.in_(hung)).order_by(Place.id)).all()


def house_day(session: Session, day: date, zone: ZoneInfo, now_ms: int) -> HouseDay:
    period = span_of(day, zone)
    called = alarms.every(session, during=period)
    return HouseDay(
        day=day,
        period=period,
        rooms=[_room_day(session, place, period, now_ms, called) for place in rooms_in(session, period)],
        house_alarms=[one for one in called if one.place is None],
    )


def room_day(session: Session, place: Place, period: Span, now_ms: int) -> RoomDay:
    return _room_day(session, place, period, now_ms, alarms.every(session, during=period))


def _room_day(
    session: Session, place: Place, period: Span, now_ms: int, called: Sequence[AlarmView]
) -> RoomDay:
    result = result_of(session, place.id, period, now_ms)
    so_far_ms = max(1, min(period.end_ms, now_ms) - period.begin_ms)
    over_ms, at_most_ms = longest_over(result.excursions, period)
    return RoomDay(
        place=place,
        result=result,
        covered_per_mille=min(PER_MILLE, result.known_ms * PER_MILLE // so_far_ms),
        over_ms=over_ms,
        at_most_ms=at_most_ms,
        limits=sorted(counting_in(limits(session, place.id), period), key=gravest_first),
        probes=list(
            {
                line.probe.id: (line.probe, _certificate(session, line, period))
                for line in hung_in(session, place.id, period)
            }.values()
        ),
        alarms=[one for one in called if one.place is not None and one.place.id == place.id],
    )


def _certificate(session: Session, line: Hung, period: Span) -> Calibration | None:
    return next(
        (one for one in calibrations(session, line.probe.id) if in_ms(one.valid_from) < period.end_ms), None
    )


def longest_over(excursions: Sequence[Found], period: Span) -> tuple[int, int]:
    """The time within the period beyond each limit, and of these the longest."""
    by_limit: dict[tuple[int, int], tuple[int, int]] = {}
    for found in excursions:
        if found.limit.level is Level.LEGAL:
            continue
        key = (found.limit.id, found.probe.id)
        met, (over_ms, at_most_ms) = exposure(found.excursion, period), by_limit.get(key, (0, 0))
        by_limit[key] = (over_ms + met.surely_ms, at_most_ms + met.at_most_ms)
    return max(by_limit.values(), key=lambda pair: pair[1], default=(0, 0))


def first_day(session: Session, zone: ZoneInfo) -> date | None:
    """The first day on which a sensor hung anywhere."""
    begins_at = session.scalar(select(func.min(Assignment.begins_at)))
    return None if begins_at is None else begins_at.astimezone(zone).date()
