"""Live scale values on their way to the screens: at most ten a second for each scale, and always the last one.

Not for: facts. A live value is never stored, so a scale that sends fifty a second costs the database nothing.
"""

from collections.abc import Mapping
from threading import Condition, Thread
from typing import Protocol

from hub.devices.events import LiveWeight
from hub.kernel.clock import Clock

APART_S = 0.1


class Publish(Protocol):
    """Hands a payload to the broker. A retained one is what a newcomer hears first."""

    def __call__(self, topic: str, payload: Mapping[str, object], *, retain: bool = False) -> None: ...


def live_payload(weight: LiveWeight) -> dict[str, object]:
    return {
        "state": weight.state.value,
        "mass_mg": None if weight.mass is None else weight.mass.milligrams,
        "shown": weight.shown,
        "zero_mg": None if weight.zero is None else weight.zero.milligrams,
        "written": weight.written,
        "at": weight.at.isoformat(),
    }


class LiveValues:
    """Keeps the newest value of each scale and sends it as soon as the last one is old enough."""

    def __init__(self, clock: Clock, publish: Publish) -> None:
        self._clock = clock
        self._publish = publish
        self._waiting: dict[str, LiveWeight] = {}
        self._sent_at: dict[str, float] = {}
        self._changed = Condition()
        self._stopping = False
        self._thread = Thread(target=self._run, name="live-values", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(1.0)

    def post(self, weight: LiveWeight) -> None:
        with self._changed:
            self._waiting[weight.device] = weight
            self._changed.notify()

    def take_due(self) -> tuple[list[LiveWeight], float | None]:
        """What may go out now, and the seconds until the next may (None when nothing waits)."""
        now = self._clock.monotonic()
        due_at = {device: self._sent_at.get(device, now - APART_S) + APART_S for device in self._waiting}
        due = [self._waiting.pop(device) for device in sorted(due_at) if due_at[device] <= now]
        for weight in due:
            self._sent_at[weight.device] = now
        waits = [moment - now for moment in due_at.values() if moment > now]
        return due, min(waits, default=None)

    def _run(self) -> None:
        while True:
            with self._changed:
                due, wait_s = self.take_due()
                if self._stopping and not due:
                    return
                if not due:
                    self._changed.wait(wait_s)
            for weight in due:
                self._publish(f"samlast/live/scale/{weight.device}", live_payload(weight))
