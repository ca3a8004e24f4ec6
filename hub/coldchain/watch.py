"""The house's own look at its rooms, each minute: notes incidents, and raises and ends the alarms that belong to them.

Looking twice changes nothing. Detection never depends on the hour or on who is there. Not for: telling people by letter
(`hub.coldchain.letters`), nor for answers (`hub.coldchain.alarms`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain import verify
from hub.coldchain.alarm_records import Alarm, AlarmCause, AlarmEnd, AlarmKind
from hub.coldchain.alarms import GRAVITY, end_alarm, newest_revision, raise_alarm, still_going
from hub.coldchain.clocks import AHEAD_AT_MOST_MS
from hub.coldchain.incidents import Noted, note_incidents
from hub.coldchain.levels import Level
from hub.coldchain.limits import FAR_MS
from hub.coldchain.message_log import newest_number
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.records import Assignment, Probe
from hub.coldchain.room_days import rooms_in
from hub.coldchain.silence import NoData, Silence, no_data
from hub.coldchain.spells import spells_of
from hub.coldchain.stored import LAST_MS, newest_moments, rows_between
from hub.coldchain.watching import gap_of
from hub.kernel.clock import Clock
from hub.people import audit
from hub.stock.records import Place

DAY_MS = 24 * 3_600_000
# Far enough back for what sensors send after a night without a line; the long look finds older readings.
USUAL_LOOK_MS = 2 * DAY_MS
LONG_LOOK_MS = 31 * DAY_MS
# After the gap itself: a sensor that misses one word is no alarm yet.
SILENT_DELAY_MS = 10 * 60_000
HOUR_S = 3_600.0


def look(session: Session, clock: Clock, back_ms: int = USUAL_LOOK_MS) -> list[Alarm]:
    """Note what is so now. The alarms that call somebody now: raised, or graver than before; what is over already calls nobody."""
    period = Span(in_ms(clock.now()) - back_ms, in_ms(clock.now()))
    found = [
        alarm
        for place in rooms_in(session, period)
        for alarm in look_at_room(session, place.id, clock, back_ms)
    ]
    return found + look_at_silence(session, clock)


def look_at_room(session: Session, place_id: int, clock: Clock, back_ms: int) -> list[Alarm]:
    """One room; short enough that readings do not wait long for it."""
    now_ms = in_ms(clock.now())
    # Oldest first, so that a warning's alarm is there when its graver neighbour comes.
    noted = sorted(
        note_incidents(session, place_id, Span(now_ms - back_ms, now_ms), clock),
        key=lambda one: (one.incident.start_ms, one.incident.id),
    )
    attached = [_attach(session, place_id, one, clock) for one in noted]
    call = {alarm.id: alarm for alarm in attached if alarm is not None}
    _end_settled(session, place_id, clock)
    over = set(session.scalars(select(AlarmEnd.alarm_id).where(AlarmEnd.alarm_id.in_(call))))
    return [alarm for number, alarm in sorted(call.items()) if number not in over]


def _attach(session: Session, place_id: int, noted: Noted, clock: Clock) -> Alarm | None:
    """The alarm that this incident raises or makes graver, if it does."""
    incident, found = noted.incident, noted.found
    if found is None or incident.level is Level.LEGAL:
        return None
    causes = session.execute(
        select(AlarmCause, AlarmEnd.ended_ms)
        .outerjoin(AlarmEnd, AlarmEnd.alarm_id == AlarmCause.alarm_id)
        .where(AlarmCause.incident_id == incident.id)
    ).all()
    goes_on = found.excursion.is_open
    if any(ended_ms is None for _, ended_ms in causes) or (causes and not goes_on):
        return None
    span = Span(
        found.excursion.earliest_start_ms,
        FAR_MS if goes_on or found.excursion.latest_end_ms is None else found.excursion.latest_end_ms + 1,
    )
    same = _alarm_of(session, place_id, noted, span, ended_too=not goes_on)
    is_graver = same is None or GRAVITY.index(incident.level) > _gravest(session, same)
    alarm = same or raise_alarm(
        session,
        AlarmKind.TEMPERATURE,
        since_ms=found.excursion.start_ms,
        clock=clock,
        level=incident.level,
        incident=incident,
        place_id=place_id,
        probe_id=incident.probe_id,
    )
    session.add(AlarmCause(alarm_id=alarm.id, incident_id=incident.id, level=incident.level, at=clock.now()))
    session.flush()
    return alarm if is_graver else None


def _alarm_of(session: Session, place_id: int, noted: Noted, span: Span, *, ended_too: bool) -> Alarm | None:
    """The room's alarm of the same side and time: one incident is one thread, however many levels it breaks."""
    rows = session.execute(
        select(Alarm, AlarmEnd.ended_ms)
        .outerjoin(AlarmEnd, AlarmEnd.alarm_id == Alarm.id)
        .where(
            Alarm.kind == AlarmKind.TEMPERATURE,
            Alarm.place_id == place_id,
            Alarm.side == noted.incident.side,
            Alarm.since_ms < span.end_ms,
        )
        .order_by(Alarm.id.desc())
    )
    for alarm, ended_ms in rows:
        if ended_ms is None or (ended_too and ended_ms > span.begin_ms):
            return alarm
    return None


def _gravest(session: Session, alarm: Alarm) -> int:
    levels = session.scalars(select(AlarmCause.level).where(AlarmCause.alarm_id == alarm.id)).all()
    return max(GRAVITY.index(one) for one in (alarm.level, *levels))


def _end_settled(session: Session, place_id: int, clock: Clock) -> None:
    """A room's alarm is over when every one of its incidents is, or is gone."""
    for alarm in still_going(session, AlarmKind.TEMPERATURE):
        if alarm.place_id != place_id:
            continue
        incidents = session.scalars(select(AlarmCause.incident_id).where(AlarmCause.alarm_id == alarm.id))
        facts = [newest_revision(session, one).found for one in incidents]
        real = [one for one in facts if one]
        if all(one["cleared_ms"] is not None for one in real):
            ended_ms = max((int(one["latest_end_ms"]) for one in real), default=in_ms(clock.now()))
            end_alarm(session, alarm, ended_ms, clock)


def look_at_silence(session: Session, clock: Clock) -> list[Alarm]:
    """One alarm for each silent sensor, and one alone when the whole house is dark."""
    now_ms = in_ms(clock.now())
    silences, probes = _silences(session, now_ms)
    wanted = {_key(one): one for one in no_data(silences, probes)}
    known = {
        (alarm.kind, alarm.probe_id): alarm
        for alarm in still_going(session, AlarmKind.SILENT, AlarmKind.DARK)
    }
    ids = {probe.sensor_key: probe.id for probe in session.scalars(select(Probe))}
    places = {place.code: place.id for place in session.scalars(select(Place))}
    by_alarm = {
        (kind, None if key is None else ids[key]): incident for (kind, key), incident in wanted.items()
    }
    for key, alarm in known.items():
        if key not in by_alarm and _spoke_or_gone(session, alarm):
            end_alarm(session, alarm, now_ms, clock)
    heard_until = newest_number(session)
    return [
        raise_alarm(
            session,
            key[0],
            since_ms=incident.since_ms,
            clock=clock,
            place_id=None if incident.whole_house else places[incident.places[0]],
            probe_id=key[1],
            facts={"places": list(incident.places), "heard_until": heard_until},
        )
        for key, incident in by_alarm.items()
        if key not in known
    ]


def _spoke_or_gone(session: Session, alarm: Alarm) -> bool:
    """Whether a word came after the alarm was raised, by the order of messages: a clock that was set back makes old words look new."""
    hung = select(Assignment.probe_id).where(Assignment.ends_at.is_(None))
    if alarm.probe_id is not None:
        if session.scalar(hung.where(Assignment.probe_id == alarm.probe_id)) is None:
            return True
        hung = hung.where(Assignment.probe_id == alarm.probe_id)
    heard_until = alarm.facts.get("heard_until", 0)
    return any(
        word.at_ms > alarm.since_ms if word.message_id is None else word.message_id > heard_until
        for probe_id in session.scalars(hung)
        for word in rows_between(session, probe_id, alarm.since_ms - USUAL_LOOK_MS + 1, LAST_MS)
    )


def longest_silence_s(session: Session) -> float:
    """How long any sensor that hangs somewhere may be silent before that is an alarm; an hour at most."""
    hung = session.scalars(select(Assignment).where(Assignment.ends_at.is_(None))).all()
    longest = max((gap_of(session, one) for one in hung), default=0)
    return min(longest + SILENT_DELAY_MS / 1_000, HOUR_S)


def _key(incident: NoData) -> tuple[AlarmKind, str | None]:
    if incident.whole_house:
        return AlarmKind.DARK, None
    return AlarmKind.SILENT, incident.silent[0].probe


def _silences(session: Session, now_ms: int) -> tuple[list[Silence], list[str]]:
    """Sensors that hang somewhere, have spoken there, and do not any more; and all that hang and have spoken."""
    silent, heard = [], []
    hung: Sequence[tuple[Assignment, Probe, Place]] = [
        (assignment, probe, place)
        for assignment, probe, place in session.execute(
            select(Assignment, Probe, Place)
            .join(Probe, Probe.id == Assignment.probe_id)
            .join(Place, Place.id == Assignment.place_id)
            .where(Assignment.ends_at.is_(None))
            .order_by(Assignment.id)
        )
    ]
    # One of an hour in which the hub's own clock ran ahead is no word of now.
    last = newest_moments(session, {probe.id for _, probe, _ in hung}, now_ms + AHEAD_AT_MOST_MS)
    for assignment, probe, place in hung:
        last_ms = last[probe.id]
        spells = spells_of(session, probe.id)
        # In the bath it may be out of reach; afterwards it has as long to speak as after its last word.
        if (
            last_ms is None
            or last_ms < in_ms(assignment.begins_at)
            or any(one.begin_ms <= now_ms < one.end_ms for one in spells)
        ):
            continue
        last_ms = max([last_ms, *(one.end_ms for one in spells if one.end_ms <= now_ms)])
        heard.append(probe.sensor_key)
        if now_ms - last_ms > gap_of(session, assignment) * 1_000 + SILENT_DELAY_MS:
            silent.append(Silence(last_ms, place.code, probe.sensor_key))
    return silent, heard


def broken_records(
    session: Session, kept: Mapping[int, Collection[str]] | None = None
) -> dict[str, object] | None:
    """The trail of who did what from its first row to its last, and the seals of the readings: the first fault, None without one.

    `kept` are hashes of entries of the trail as they were written down elsewhere, on signed day sheets: a tail cut off is missed there.
    It takes a while and changes nothing, so it looks in a session of its own, in which the house stands still.
    """
    findings, seals = audit.verify(session, kept), verify.readings(session)
    count = len(findings) + len(seals)
    if findings:
        return {"entry": findings[0].entry, "says": findings[0].says, "findings": count}
    if not seals:
        return None
    first = seals[0]
    return {
        "says": first.fault.value,
        "seal": first.number,
        "probe": first.probe,
        "day": first.day.isoformat(),
        "findings": count,
    }


def call_for_broken(session: Session, broken: dict[str, object], clock: Clock) -> Alarm | None:
    """A new alarm, unless one goes on."""
    if still_going(session, AlarmKind.CHAIN):
        return None
    return raise_alarm(
        session,
        AlarmKind.CHAIN,
        since_ms=in_ms(clock.now()),
        clock=clock,
        level=Level.CRITICAL,
        facts=broken,
    )
