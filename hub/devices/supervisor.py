"""Keeps device threads alive: one thread per device, and none of them can disturb another.

The edge of a device thread: whatever a device loop raises is logged with its traceback, and the loop starts again after a pause.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 10.0
STOP_WITHIN_S = 2.0

log = logging.getLogger(__name__)

# A device loop runs until the event is set; it returns when asked to stop and raises on a defect.
DeviceLoop = Callable[[Event], None]


class Supervisor:
    """Starts loops by name and stops them together."""

    def __init__(self) -> None:
        self._stopping = Event()
        self._threads: list[Thread] = []

    def start(self, name: str, loop: DeviceLoop) -> None:
        thread = Thread(target=self._keep, args=(name, loop), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(STOP_WITHIN_S)

    def _keep(self, name: str, loop: DeviceLoop) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._stopping.is_set():
            try:
                loop(self._stopping)
            except Exception:  # the edge of a device thread
                log.exception("the loop of %s broke and starts again in %.1f s", name, pause_s)
                self._stopping.wait(pause_s)
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
