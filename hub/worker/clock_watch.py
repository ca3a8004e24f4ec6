"""Watches the hub's own clock: a wall clock that was set, or a machine that slept, is told apart from time that passed.

Two hands are compared at each look: the wall clock, which somebody may set, and the monotonic one, which nobody can. A jump is written
into the trail, and for a while afterwards nobody is called silent: every last word looks as old as the jump is wide. Not for: the clocks
of sensors (`hub.coldchain.clocks`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread

from hub.kernel.clock import Clock
from hub.people.audit import record
from hub.storage.database import Database
from hub.worker.jobs import Job, guarded

JUMP_S = 5.0
VERB = "hub clock jumped"
# What waited at the broker while the hub was away is stored by then.
AFTER_START_S = 60.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Jump:
    """By how many seconds the wall clock went further than time did; negative: it was set back."""

    seconds: int
    before: datetime
    after: datetime


class ClockWatch:
    """One for a process. `look` is called often; `is_steady` asks whether the wall clock can be trusted for so long back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wall = clock.now()
        self._steady = self._started = clock.monotonic()
        self._jumped: float | None = None

    def look(self) -> Jump | None:
        """The jump since the last look, if there was one."""
        wall, steady = self._clock.now(), self._clock.monotonic()
        passed = steady - self._steady
        jump = (wall - self._wall).total_seconds() - passed
        before, self._wall, self._steady = self._wall, wall, steady
        if abs(jump) <= JUMP_S:
            return None
        self._jumped = steady
        return Jump(round(jump), before, wall)

    def is_steady(self, for_s: float) -> bool:
        """Whether the clock has not jumped for so long, and the hub is past its first minute."""
        now = self._clock.monotonic()
        if self._jumped is not None and now - self._jumped < for_s:
            return False
        return now - self._started >= AFTER_START_S


class ClockThread:
    """Looks at the two hands in a thread of its own: timed jobs go by the wall clock, and after a jump would wait for it."""

    def __init__(
        self,
        database: Database,
        watch: ClockWatch,
        clock: Clock,
        jumped: Callable[[], None],
        *,
        every_s: float = 5.0,
    ) -> None:
        self._every_s = every_s
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="clock", daemon=True)

        def work() -> None:
            if look_at_clock(database, watch, clock) is not None:
                jumped()

        self._look = guarded(Job("clock", int(every_s), work))

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(1.5)

    def _run(self) -> None:
        while not self._stopping.wait(self._every_s):
            self._look()


def look_at_clock(database: Database, watch: ClockWatch, clock: Clock) -> Jump | None:
    """Write a jump into the trail, with the time before and after."""
    jump = watch.look()
    if jump is None:
        return None
    log.warning(
        "the clock of this machine jumped by %d seconds, from %s to %s", jump.seconds, jump.before, jump.after
    )
    facts = {"seconds": jump.seconds, "before": jump.before.isoformat(), "after": jump.after.isoformat()}
    with database.write() as session:
        record(session, None, VERB, "hub:clock", facts, clock)
    return jump
