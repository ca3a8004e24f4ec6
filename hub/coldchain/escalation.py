"""Who is told of an alarm and when: steps with their own delays, repeated while nobody has acknowledged it. Pure rules.

Quiet hours choose other recipients; they never make an alarm silent. Not for: finding alarms, or sending anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hub.kernel.words import Language

# Whoever has been written to this often does not read letters; the screens go on calling.
MOST_REPEATS = 24


@dataclass(frozen=True, slots=True)
class Recipient:
    mail: str
    language: Language


@dataclass(frozen=True, slots=True)
class Step:
    """Told this long after the alarm called, while nobody has acknowledged it. `at_night` empty: the same people at any hour."""

    after: timedelta
    to: tuple[Recipient, ...]
    at_night: tuple[Recipient, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """`quiet_from` and `quiet_until` are local times; equal means no quiet hours."""

    steps: tuple[Step, ...]
    repeat: timedelta
    quiet_from: time
    quiet_until: time
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Due:
    """One letter: of which step, its how manieth repetition, to whom."""

    step: int
    repetition: int
    to: Recipient


def is_quiet(plan: Plan, at: datetime) -> bool:
    local = at.astimezone(plan.zone).time()
    if plan.quiet_from <= plan.quiet_until:
        return plan.quiet_from <= local < plan.quiet_until
    return local >= plan.quiet_from or local < plan.quiet_until


def due(plan: Plan, called_at: datetime, now: datetime) -> Sequence[Due]:
    """The letters that an alarm without acknowledgement is owed now: of each step that is reached the newest repetition.

    What was owed earlier and never written, because the hub was off, is not written late.
    """
    waited = now - called_at
    found = []
    for number, step in enumerate(plan.steps):
        if waited < step.after:
            continue
        repetition = min((waited - step.after) // plan.repeat, MOST_REPEATS)
        people = step.at_night if step.at_night and is_quiet(plan, now) else step.to
        found += [Due(number, repetition, one) for one in people]
    return found
