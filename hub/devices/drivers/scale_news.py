"""What a scale's driver tells the house about the display and the line: a live weight when it changed, lost once, back once.

Not for: loads. Those are facts and told by the driver itself.
"""

from __future__ import annotations

from hub.devices.events import DeviceBack, DeviceLost, LiveState, LiveWeight
from hub.devices.ports import EventSink
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass

REPEAT_LIVE_S = 1.0


class ScaleNews:
    def __init__(self, device: str, clock: Clock, tell: EventSink) -> None:
        self._device = device
        self._clock = clock
        self._tell = tell
        self._is_lost: bool | None = None  # None: not yet known
        self._last_live: tuple[LiveState, Mass | None, str, bool] | None = None
        self._live_at = 0.0

    def live(
        self, state: LiveState, mass: Mass | None, shown: str, zero: Mass | None, *, written: bool = False
    ) -> None:
        """The same again is told once a second, so that a screen which comes later knows it too."""
        now = self._clock.monotonic()
        live = (state, mass, shown, written)
        if live != self._last_live or now - self._live_at >= REPEAT_LIVE_S:
            self._last_live, self._live_at = live, now
            self._tell(LiveWeight(self._device, self._clock.now(), state, mass, shown, zero, written))

    def lost(self, why: str) -> None:
        if not self._is_lost:
            self._is_lost = True
            self._tell(DeviceLost(self._device, self._clock.now(), why))

    def back(self) -> None:
        """The first word after the start is said too: a page that still shows an old loss must learn of it."""
        if self._is_lost is not False:
            self._is_lost = False
            self._tell(DeviceBack(self._device, self._clock.now()))
