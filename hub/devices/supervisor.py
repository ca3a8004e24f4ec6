"""Keeps device threads alive: one thread per device, and none of them can disturb another.

The edge of a device thread: whatever a device loop raises is logged with its traceback, and the loop starts again after a pause.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 10.0
# A loop that ran this long before it broke is no loop that breaks at once: the next pause is short again.
WELL_AGAIN_S = 60.0
STOP_WITHIN_S = 2.0

log = logging.getLogger(__name__)

# A device loop runs until the event is set; it returns when asked to stop and raises on a defect.
DeviceLoop = Callable[[Event], None]
Broken = Callable[[str], None]


class Supervisor:
    """Starts loops by name and stops them together."""

    def __init__(self) -> None:
        self._stopping = Event()
        self._threads: list[Thread] = []

    def start(self, name: str, loop: DeviceLoop, broken: Broken | None = None) -> None:
        """`broken` hears why each time the loop broke off, so that the device can be called lost."""
        thread = Thread(target=self._keep, args=(name, loop, broken), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(STOP_WITHIN_S)

    def _keep(self, name: str, loop: DeviceLoop, broken: Broken | None) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._stopping.is_set():
            begun = monotonic()
            try:
                loop(self._stopping)
            except Exception as err:  # the edge of a device thread
                log.exception("the loop of %s broke and starts again", name)
                self._tell(name, broken, err)
            if monotonic() - begun > WELL_AGAIN_S:
                pause_s = FIRST_PAUSE_S
            self._stopping.wait(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    def _tell(self, name: str, broken: Broken | None, err: Exception) -> None:
        """What is told must not break the thread either, or the device would stay away for ever."""
        if broken is None:
            return
        try:
            broken(f"{type(err).__name__}: {err}")
        except Exception:  # as above
            log.exception("nobody could be told that %s broke", name)
