"""Probes as devices: which there are, where they hang, when they last spoke; and those that nobody has placed yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.coldchain.levels import Freshness
from hub.coldchain.readings import freshness, from_ms, gap_after_s
from hub.coldchain.records import Assignment, Probe, Reading
from hub.kernel.quantity import Temperature
from hub.stock.records import Place

# As many readings as it takes to know a probe's usual interval.
ENOUGH_TO_KNOW = 20


@dataclass(frozen=True, slots=True)
class WaitingProbe:
    """Heard, and hanging nowhere."""

    probe: Probe
    last_at: datetime | None
    temperature: Temperature | None
    fault: str | None


@dataclass(frozen=True, slots=True)
class Sensor:
    """A probe as a device: where it hangs and when it was last heard."""

    probe: Probe
    place: Place | None
    fresh: Freshness
    last_at: datetime | None
    temperature: Temperature | None
    fault: str | None


def waiting_probes(session: Session) -> list[WaitingProbe]:
    """Probes that were heard and hang nowhere, the newest first."""
    hanging = select(Assignment.probe_id).where(Assignment.ends_at.is_(None))
    probes = session.scalars(
        select(Probe).where(Probe.id.not_in(hanging)).order_by(Probe.first_heard_at.desc(), Probe.id.desc())
    ).all()
    last = _last_readings(session)
    return [WaitingProbe(probe, *_told(last.get(probe.id))) for probe in probes]


def sensors(session: Session, now: datetime) -> list[Sensor]:
    """Every probe ever heard, those that hang somewhere first."""
    rows = session.execute(
        select(Probe, Place)
        .outerjoin(Assignment, (Assignment.probe_id == Probe.id) & Assignment.ends_at.is_(None))
        .outerjoin(Place, Place.id == Assignment.place_id)
        .order_by(Place.id.is_(None), Place.id, Probe.id)
    ).all()
    last = _last_readings(session)
    return [
        Sensor(probe, place, _freshness(session, probe, now), *_told(last.get(probe.id)))
        for probe, place in rows
    ]


def _freshness(session: Session, probe: Probe, now: datetime) -> Freshness:
    """By the probe's own usual interval: one that speaks every ten minutes is not silent after six."""
    newest = session.scalars(
        select(Reading.at_ms)
        .where(Reading.probe_id == probe.id)
        .order_by(Reading.at_ms.desc())
        .limit(ENOUGH_TO_KNOW)
    ).all()
    last = from_ms(newest[0]) if newest else None
    return freshness(now, last, gap_after_s(newest[::-1]))


def _last_readings(session: Session) -> dict[int, Reading]:
    """The newest reading of each probe: one short look into the primary key for each, not a walk through all."""
    newest = (
        select(func.max(Reading.at_ms)).where(Reading.probe_id == Probe.id).correlate(Probe).scalar_subquery()
    )
    rows = session.scalars(
        select(Reading).join(Probe, Probe.id == Reading.probe_id).where(Reading.at_ms == newest)
    )
    return {reading.probe_id: reading for reading in rows}


def _told(last: Reading | None) -> tuple[datetime | None, Temperature | None, str | None]:
    return (None, None, None) if last is None else (from_ms(last.at_ms), last.temperature, last.fault)
