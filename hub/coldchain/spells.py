"""When a probe was being calibrated in its place: what it said then is kept and shown, and is no temperature of the room.

A spell that nobody ends is over by itself after some hours, so that a forgotten one never leaves a room unwatched. A probe that is
sent to a laboratory is taken down instead. Not for: certificates (`hub.coldchain.calibrations`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hub.coldchain.errors import SpellUnusable
from hub.coldchain.probe_records import CalibrationSpell
from hub.coldchain.readings import Span, in_ms, joined
from hub.coldchain.records import Probe
from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.people.audit import record
from hub.people.records import Person

LONGEST = timedelta(hours=12)
_SPELLS = (
    select(CalibrationSpell)
    .where(CalibrationSpell.probe_id == bindparam("probe"))
    .order_by(CalibrationSpell.begins_at.desc(), CalibrationSpell.id.desc())
)


def span_of(spell: CalibrationSpell) -> Span:
    """From when to when it counts, at most LONGEST."""
    latest = spell.begins_at + LONGEST
    return Span(
        in_ms(spell.begins_at), in_ms(latest if spell.ends_at is None else min(spell.ends_at, latest))
    )


def spells_of(session: Session, probe_id: int) -> list[Span]:
    """When the probe was being calibrated, in order and apart."""
    return joined(span_of(one) for one in every_spell(session, probe_id) if one.withdrawn_at is None)


def every_spell(session: Session, probe_id: int) -> Sequence[CalibrationSpell]:
    """Withdrawn ones too, the newest first."""
    return session.scalars(_SPELLS, {"probe": probe_id}).all()


def going_on(session: Session, probe_id: int, now: datetime) -> CalibrationSpell | None:
    """The spell that the probe is in."""
    now_ms = in_ms(now)
    for one in every_spell(session, probe_id):
        span = span_of(one)
        if one.withdrawn_at is None and span.begin_ms <= now_ms < span.end_ms:
            return one
    return None


def begin(session: Session, probe_id: int, *, by: Person, clock: Clock, operation: str) -> CalibrationSpell:
    """From now on the probe says nothing of its room. In a spell already, nothing changes."""
    done = session.scalar(select(CalibrationSpell).where(CalibrationSpell.operation == operation))
    here = done or going_on(session, _probe(session, probe_id).id, clock.now())
    if here is not None:
        return here
    return _keep(session, probe_id, clock.now(), None, by=by, clock=clock, operation=operation)


def end(session: Session, probe_id: int, *, by: Person, clock: Clock) -> None:
    """The probe hangs in its room again."""
    here = going_on(session, _probe(session, probe_id).id, clock.now())
    if here is None:
        return
    here.ends_at = clock.now()
    session.flush()
    record(session, by, "probe calibration ended", f"probe:{probe_id}", _facts(here), clock)


def enter(
    session: Session,
    probe_id: int,
    begins_at: datetime,
    ends_at: datetime,
    *,
    by: Person,
    clock: Clock,
    operation: str,
) -> CalibrationSpell:
    """One that is over and that nobody told the house about. Days it lies in are judged anew. Raises SpellUnusable."""
    done = session.scalar(select(CalibrationSpell).where(CalibrationSpell.operation == operation))
    if done is not None:
        return done
    _probe(session, probe_id)
    if not begins_at < ends_at <= clock.now() or ends_at - begins_at > LONGEST:
        raise SpellUnusable(hours=int(LONGEST.total_seconds()) // 3600)
    return _keep(session, probe_id, begins_at, ends_at, by=by, clock=clock, operation=operation)


def withdraw(session: Session, spell_id: int, *, by: Person, clock: Clock) -> CalibrationSpell:
    """It never was: the readings count again. Raises NotFound."""
    spell = session.get(CalibrationSpell, spell_id)
    if spell is None:
        raise NotFound(spell=spell_id)
    if spell.withdrawn_at is None:
        spell.withdrawn_at = clock.now()
        session.flush()
        record(session, by, "probe calibration withdrawn", f"probe:{spell.probe_id}", _facts(spell), clock)
    return spell


def _keep(
    session: Session,
    probe_id: int,
    begins_at: datetime,
    ends_at: datetime | None,
    *,
    by: Person,
    clock: Clock,
    operation: str,
) -> CalibrationSpell:
    spell = CalibrationSpell(
        probe_id=probe_id,
        begins_at=begins_at,
        ends_at=ends_at,
        recorded_at=clock.now(),
        person_id=by.id,
        operation=operation,
    )
    session.add(spell)
    session.flush()
    verb = "probe calibration begun" if ends_at is None else "probe calibration entered"
    record(session, by, verb, f"probe:{probe_id}", _facts(spell), clock)
    return spell


def _facts(spell: CalibrationSpell) -> dict[str, object]:
    return {
        "begins_at": spell.begins_at.isoformat(),
        "ends_at": None if spell.ends_at is None else spell.ends_at.isoformat(),
    }


def _probe(session: Session, probe_id: int) -> Probe:
    probe = session.get(Probe, probe_id)
    if probe is None:
        raise NotFound(probe=probe_id)
    return probe
