"""What a device needs from the outside, each named after the capability. Implementations live in `links` and `protocols`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from hub.devices.events import DeviceEvent, MessageHeard, SensorValue
from hub.devices.protocols.frames import Frame

EventSink = Callable[[DeviceEvent], None]
Decode = Callable[[MessageHeard], Sequence[SensorValue]]


class Stream(Protocol):
    """A two-way line of bytes with deadlines. Raises OSError when it is gone; silence is b""."""

    def read(self, timeout_s: float) -> bytes:
        """What has come, as soon as something has, at the latest after the time given."""
        ...

    def write(self, raw: bytes) -> None: ...

    def close(self) -> None: ...


class ScaleDecoder(Protocol):
    """Bytes to frames, however the wire chopped them. Memory stays bounded whatever comes."""

    def asked(self, request: bytes) -> None:
        """What was sent to the scale last, for answers that do not name their question."""
        ...

    def feed(self, raw: bytes) -> list[Frame]: ...

    def flush(self) -> list[Frame]:
        """What lies unfinished when no more bytes will come."""
        ...

    def proof(self, frame: Frame) -> int:
        """How much this frame proves that the language is spoken, in percent."""
        ...
