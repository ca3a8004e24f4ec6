"""Probes as devices: which there are, where they hang, when they last spoke; and those that nobody has placed yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.clocks import AHEAD_AT_MOST_MS
from hub.coldchain.levels import Freshness
from hub.coldchain.readings import freshness, from_ms, gap_after_s, in_ms
from hub.coldchain.records import Assignment, Probe
from hub.coldchain.stored import newest
from hub.kernel.quantity import Temperature
from hub.stock.records import Place

# As many readings as it takes to know a probe's usual interval.
ENOUGH_TO_KNOW = 20


@dataclass(frozen=True, slots=True)
class Sensor:
    """A probe as a device: where it hangs and when it was last heard."""

    probe: Probe
    place: Place | None
    fresh: Freshness
    last_at: datetime | None
    temperature: Temperature | None
    fault: str | None


def sensors(session: Session, now: datetime) -> list[Sensor]:
    """Every probe ever heard, those that hang somewhere first."""
    rows = session.execute(
        select(Probe, Place)
        .outerjoin(Assignment, (Assignment.probe_id == Probe.id) & Assignment.ends_at.is_(None))
        .outerjoin(Place, Place.id == Assignment.place_id)
        .order_by(Place.id.is_(None), Place.id, Probe.id)
    ).all()
    return [_sensor(session, probe, place, now) for probe, place in rows]


def sensor_of(session: Session, probe_id: int, now: datetime) -> Sensor | None:
    """One of them; None when there is no such probe."""
    probe = session.get(Probe, probe_id)
    if probe is None:
        return None
    place = session.scalar(
        select(Place)
        .join(Assignment, Assignment.place_id == Place.id)
        .where(Assignment.probe_id == probe_id, Assignment.ends_at.is_(None))
    )
    return _sensor(session, probe, place, now)


def waiting_probes(session: Session, now: datetime) -> list[Sensor]:
    """Probes that were heard and hang nowhere, the newest first."""
    hanging = select(Assignment.probe_id).where(Assignment.ends_at.is_(None))
    probes = session.scalars(
        select(Probe).where(Probe.id.not_in(hanging)).order_by(Probe.first_heard_at.desc(), Probe.id.desc())
    ).all()
    return [_sensor(session, probe, None, now) for probe in probes]


def _sensor(session: Session, probe: Probe, place: Place | None, now: datetime) -> Sensor:
    """The newest words of one probe, by the primary key: joining all probes to all readings would walk through years.

    Freshness is by the probe's own usual interval: one that speaks every ten minutes is not silent after six.
    """
    known = newest(session, probe.id, in_ms(now) + AHEAD_AT_MOST_MS, ENOUGH_TO_KNOW)
    if not known:
        return Sensor(probe, place, Freshness.NEVER, None, None, None)
    last = known[-1]
    gap_s = gap_after_s([reading.at_ms for reading in known])
    at = from_ms(last.at_ms)
    temperature = None if last.value is None else Temperature(last.value)
    return Sensor(probe, place, freshness(now, at, gap_s), at, temperature, last.fault)
