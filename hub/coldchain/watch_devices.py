"""The house's look at its devices: doors that stand open too long, topics that flood. Each is an alarm while it lasts.

Looking twice changes nothing. Not for: temperatures and silence (`hub.coldchain.watch`).
"""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.coldchain.alarm_records import Alarm, AlarmKind
from hub.coldchain.alarms import end_alarm, raise_alarm, still_going
from hub.coldchain.doors import open_too_long
from hub.coldchain.message_log import MINUTE_MS
from hub.coldchain.readings import in_ms
from hub.coldchain.records import DroppedMessages
from hub.kernel.clock import Clock

# Counts are kept by the minute, and written when messages of the topic are next looked at.
FLOOD_OVER_AFTER = timedelta(minutes=3)


def look_at_doors(session: Session, clock: Clock) -> list[Alarm]:
    """One alarm for each door that stands open for longer than its room allows; new ones are given back."""
    now = clock.now()
    open_now = {one.probe.id: one for one in open_too_long(session, now)}
    known = {alarm.probe_id: alarm for alarm in still_going(session, AlarmKind.DOOR)}
    for probe_id, alarm in known.items():
        if probe_id not in open_now:
            end_alarm(session, alarm, in_ms(now), clock)
    return [
        raise_alarm(
            session,
            AlarmKind.DOOR,
            since_ms=one.since_ms,
            clock=clock,
            place_id=one.place_id,
            probe_id=probe_id,
        )
        for probe_id, one in open_now.items()
        if probe_id not in known
    ]


def look_at_floods(session: Session, clock: Clock) -> list[Alarm]:
    """One alarm for each topic of which messages were lately counted and not stored; new ones are given back."""
    now_ms = in_ms(clock.now())
    since_ms = (now_ms - int(FLOOD_OVER_AFTER.total_seconds()) * 1_000) // MINUTE_MS * MINUTE_MS
    flooding = {
        topic: int(first_ms)
        for topic, first_ms in session.execute(
            select(DroppedMessages.topic, func.min(DroppedMessages.minute_ms))
            .where(DroppedMessages.minute_ms >= since_ms, DroppedMessages.minute_ms <= now_ms)
            .group_by(DroppedMessages.topic)
        )
    }
    known = {str(alarm.facts.get("topic")): alarm for alarm in still_going(session, AlarmKind.FLOOD)}
    for topic, alarm in known.items():
        if topic not in flooding:
            end_alarm(session, alarm, now_ms, clock)
    return [
        raise_alarm(session, AlarmKind.FLOOD, since_ms=first_ms, clock=clock, facts={"topic": topic})
        for topic, first_ms in sorted(flooding.items())
        if topic not in known
    ]
