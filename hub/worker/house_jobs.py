"""The jobs of the house: a sign of life, old sessions and messages swept out, lines that nobody answered.

Each is one transaction. Not for: the scheduler (`hub.worker.jobs`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import delete, select

from hub.coldchain.holes import Memory
from hub.coldchain.message_log import forget_messages, pack_messages
from hub.coldchain.records import Probe
from hub.coldchain.sealing import first_to_seal, forget_days, seal_next, tell_trail
from hub.orders.views import overdue
from hub.people.records import BrowserSession
from hub.wiring import House
from hub.worker.back_fill import Ask, ask_for_holes
from hub.worker.clock_watch import ClockWatch
from hub.worker.jobs import Job
from hub.worker.live import Publish
from hub.worker.room_jobs import look_at_trail, room_jobs

ALIVE_TOPIC = "samlast/live/alive"
OVERDUE_TOPIC = "samlast/live/overdue"
ALIVE_EVERY_S = 10
OVERDUE_EVERY_S = 60
SWEEP_EVERY_S = 3_600
HOLES_EVERY_S = 60
# A closed session is kept a month, so that somebody can ask who was logged in when.
SESSIONS_KEPT = timedelta(days=30)
PACKED_AFTER = timedelta(hours=1)


def jobs_of(house: House, publish: Publish, steady: ClockWatch, ask: Ask) -> Sequence[Job]:
    return (
        Job("alive", ALIVE_EVERY_S, partial(say_alive, house, publish), first_after_s=0),
        Job("overdue lines", OVERDUE_EVERY_S, partial(count_overdue, house, publish), first_after_s=5),
        Job("old sessions", SWEEP_EVERY_S, partial(sweep_sessions, house), first_after_s=30),
        Job("old messages", SWEEP_EVERY_S, partial(sweep_messages, house), first_after_s=60),
        Job("readings sealed", SWEEP_EVERY_S, partial(look_and_seal, house, publish), first_after_s=90),
        Job("holes", HOLES_EVERY_S, partial(fill_holes, house, ask, Memory()), first_after_s=120),
        *room_jobs(house, publish, steady),
    )


def say_alive(house: House, publish: Publish) -> None:
    """Screens and supervisors see that devices are being listened to, even when nothing is weighed."""
    publish(ALIVE_TOPIC, {"at": house.clock.now().isoformat()})


def count_overdue(house: House, publish: Publish) -> None:
    """Lines past the time of their next step. A retained number, so that a page opened later knows it too."""
    now = house.clock.now()
    with house.database.read() as session:
        lines = len(overdue(session, now, house.settings.hub.zone))
    publish(OVERDUE_TOPIC, {"lines": lines, "at": now.isoformat()}, retain=True)


def fill_holes(house: House, ask: Ask, memory: Memory) -> None:
    ask_for_holes(house, ask, memory)


def sweep_sessions(house: House) -> None:
    before = house.clock.now() - SESSIONS_KEPT
    with house.database.write() as session:
        session.execute(delete(BrowserSession).where(BrowserSession.expires_at < before))


def sweep_messages(house: House) -> None:
    """What is old enough goes; what is new lies close together."""
    now = house.clock.now()
    with house.database.write() as session:
        forget_messages(session, now - timedelta(days=house.settings.coldchain.keep_messages_days))
        pack_messages(session, now - PACKED_AFTER)


def look_and_seal(house: House, publish: Publish) -> None:
    """What lies open is looked at before it is sealed: nothing that somebody changed becomes a sealed day unseen."""
    with house.database.read() as session:
        probes = session.scalars(select(Probe.id).order_by(Probe.id)).all()
    if any(_is_due(house, probe_id) for probe_id in probes):
        look_at_trail(house, publish)
    seal_readings(house)


def seal_readings(house: House) -> None:
    """One day of one probe is one short transaction, so that a weighing never waits long."""
    clock, keep_days = house.clock, house.settings.coldchain.keep_readings_days
    with house.database.read() as session:
        probes = session.scalars(select(Probe.id).order_by(Probe.id)).all()
    seals = 0
    for probe_id in probes:
        while _is_due(house, probe_id):
            with house.database.write() as session:
                seals += seal_next(session, probe_id, clock) is not None
        if keep_days is not None:
            with house.database.write() as session:
                seals += forget_days(session, probe_id, clock.now() - timedelta(days=keep_days), clock)
    if seals:
        with house.database.write() as session:
            tell_trail(session, clock)


def _is_due(house: House, probe_id: int) -> bool:
    with house.database.read() as session:
        return first_to_seal(session, probe_id, house.clock.now()) is not None
