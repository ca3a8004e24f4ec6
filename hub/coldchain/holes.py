"""Holes in what a sensor said, and which of them it is asked to fill: derived from the readings, so that nothing is forgotten at a restart.

A hole is a stretch between two readings that is half as long again as this sensor's usual interval: one missing word is one already. It is
asked for when the line is back, oldest first, in ranges that the sensor can tell at once, and again while it has not come. Not for: the
words of the question (`hub.devices.protocols.history_requests`), nor for saying that time is unknown (`hub.coldchain.readings.gaps`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.message_log import message_of
from hub.coldchain.readings import Span, in_ms, usual_interval_ms
from hub.coldchain.records import Assignment
from hub.coldchain.stored import between, newest
from hub.devices.events import MessageHeard
from hub.kernel.clock import Clock

LOOK_BACK = timedelta(days=8)
# Whoever has not answered this often does not have it.
MOST_TIMES = 3
FEWEST_READINGS = 5
# A class A sensor hears a question after its own next word, and then tells.
PATIENCE_S = 20 * 60


# A sensor that cannot be asked is not looked at again for so long: another may come under its name.
NOT_ASKED_FOR_S = 24 * 3_600.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How sensors of a kind are asked: the question to one by its uplink (None: it cannot be asked), and what it tells at once."""

    question: Callable[[str, bytes, int, int], tuple[str, bytes] | None]
    most_values: int
    seconds_a_value: int


@dataclass(frozen=True, slots=True)
class Asking:
    """One question, as topic and payload: to which sensor, for which seconds since 1970."""

    probe_id: int
    topic: str
    payload: bytes
    first_s: int
    last_s: int


@dataclass(slots=True)
class Asked:
    """Of one sensor: until when it is left alone, and how often a hole was asked for without anything coming."""

    again_at: float = 0.0
    times: dict[int, int] = field(default_factory=dict)


def holes(times_ms: Sequence[int]) -> list[Span]:
    """Where readings are missing between others, the oldest first. Pure; the times are in order."""
    usual = usual_interval_ms(times_ms)
    if usual is None or len(times_ms) < FEWEST_READINGS:
        return []
    return [Span(one, other) for one, other in pairwise(times_ms) if 2 * (other - one) > 3 * usual]


def range_of(hole: Span, usual_ms: int, most_values: int) -> tuple[int, int, int]:
    """The seconds to ask for, without the readings at both ends, and how many values they may be: the first part of a long hole."""
    first_s = hole.begin_ms // 1_000 + 1
    last_s = min((hole.end_ms - 1) // 1_000, first_s + most_values * usual_ms // 1_000)
    return first_s, max(first_s, last_s), min(most_values, max(1, (hole.length_ms - 1) // usual_ms))


class Memory:
    """What was asked in this process. A restart asks once more, which does no harm: the same reading again changes nothing."""

    def __init__(self) -> None:
        self._asked: dict[int, Asked] = {}

    def of(self, probe_id: int) -> Asked:
        return self._asked.setdefault(probe_id, Asked())


def to_ask(session: Session, memory: Memory, clock: Clock, manner: Manner) -> list[Asking]:
    """What to ask which sensors for now; each that hangs somewhere and has a hole behind it."""
    now = clock.monotonic()
    found = []
    for probe_id in session.scalars(
        select(Assignment.probe_id).where(Assignment.ends_at.is_(None)).order_by(Assignment.probe_id)
    ):
        asked = memory.of(probe_id)
        if now < asked.again_at:
            continue
        uplink = _last_uplink(session, probe_id, in_ms(clock.now()))
        if uplink is None:
            continue
        if manner.question(uplink.topic, uplink.payload, 0, 0) is None:
            asked.again_at = now + NOT_ASKED_FOR_S
            continue
        asking = _first_hole(session, probe_id, uplink, asked, clock, manner)
        if asking is not None:
            found.append(asking)
    return found


def _first_hole(  # noqa: PLR0917 - what there is to know of one sensor
    session: Session, probe_id: int, uplink: MessageHeard, asked: Asked, clock: Clock, manner: Manner
) -> Asking | None:
    now = clock.now()
    times = between(session, probe_id, in_ms(now - LOOK_BACK), in_ms(now)).times
    hole = next((one for one in holes(times) if asked.times.get(one.begin_ms, 0) < MOST_TIMES), None)
    if hole is None:
        return None
    first_s, last_s, values = range_of(hole, usual_interval_ms(times) or 1, manner.most_values)
    question = manner.question(uplink.topic, uplink.payload, first_s, last_s)
    if question is None:
        return None
    asked.times[hole.begin_ms] = asked.times.get(hole.begin_ms, 0) + 1
    asked.again_at = clock.monotonic() + values * manner.seconds_a_value + PATIENCE_S
    return Asking(probe_id, *question, first_s, last_s)


def _last_uplink(session: Session, probe_id: int, until_ms: int) -> MessageHeard | None:
    """The message of its newest reading, while it is kept."""
    for last in newest(session, probe_id, until_ms):
        return None if last.message_id is None else message_of(session, last.message_id)
    return None
