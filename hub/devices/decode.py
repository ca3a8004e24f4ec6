"""Bytes of a scale and messages of sensors as plain JSON values, for `hub decode` and for reading an old log again.

The same codecs as the house runs on. Not for: deciding whether a weight or a reading counts. That needs the time at which it
came, which a line of a log does not have. For the same reason a device's own time is printed only where it counts by itself:
for what a device kept, and in Sparkplug, whose times are of the measurement and in UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hub.devices.detect import detect
from hub.devices.events import SensorValue
from hub.devices.protocols.dialects import Dialect, Reader
from hub.devices.protocols.frames import (
    Answer,
    Counted,
    Frame,
    Garbled,
    Kind,
    Moving,
    Overload,
    Refused,
    Underload,
    Weight,
)
from hub.devices.registry import protocols

PIECES = "pcs"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
USUALLY_SHOWN = frozenset({"temperature_c", "humidity_pct", "battery_pct", "battery_v", "availability"})
WORDS = frozenset({"availability", "door", "battery"})
BESIDE = ("gross", "tare")
Shown = dict[str, object]


class UnknownProtocol(ValueError):
    """No codec has this name."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"The scale language {name!r} is not known here; known are {', '.join(known)}.")
        self.name = name
        self.known = known


def scale_frames(protocol: str, raw: bytes, request: bytes | None = None) -> list[Shown]:
    """Every frame in the bytes, in order. Raises UnknownProtocol.

    A frame that came whole and is wrong (its checksum, its number) is an error; bytes that no end ever came for are garbled.
    `request` is what was asked, for the languages whose answers do not name their question. A language without units
    is shown with the unit its makers deliver; in the house the scale's declared unit counts.
    """
    known = protocols()
    if protocol not in known:
        raise UnknownProtocol(protocol, sorted(known))
    decoder = known[protocol]()
    if request:
        decoder.asked(request)
    usual_unit: str | None = getattr(decoder, "usual_unit", None)
    beside = BESIDE if getattr(decoder, "shows_beside", True) else ()
    return [_frame(frame, usual_unit, beside) for frame in [*decoder.feed(raw), *decoder.flush()]]


def scale_fits(raw: bytes, request: bytes = b"") -> list[Shown]:
    """Which languages fit the bytes, and how surely (0 to 1), best first."""
    return [
        {"protocol": fit.protocol, "certainty": fit.certainty, "frames": fit.frames, "garbled": fit.garbled}
        for fit in detect(raw, request)
    ]


class Messages:
    """Messages of a broker in the order they came: some dialects tell names and units only once.

    `everything` shows doors and radio signals too.
    """

    def __init__(self, reader: Reader | None = None, *, everything: bool = False) -> None:
        self._reader = reader or Reader()
        self._everything = everything

    def values(self, topic: str, payload: bytes) -> list[Shown]:
        """The values in a message; none when it is about something else or cannot be read.

        A retained message says the same; that it is old is for the reader of the live line to remember.
        """
        try:
            found = self._reader.read_payload(topic, payload)
        except ValueError:
            return []
        timed = self._reader.dialect_of(topic, payload) is Dialect.SPARKPLUG_B
        return [
            _value(one, timed=timed)
            for one in found
            if self._everything or one.quantity in USUALLY_SHOWN or one.fault is not None
        ]


def mqtt_values(topic: str, payload: bytes) -> list[Shown]:
    """One message by itself."""
    return Messages().values(topic, payload)


def _frame(frame: Frame, usual_unit: str | None, beside: tuple[str, ...]) -> Shown:
    match frame:
        case Weight():
            unit, kind = frame.unit or usual_unit, frame.kind and frame.kind.value
            shown = _numbered(frame.value, unit, kind, stable=frame.stable)
            parts = {"gross": frame.gross, "tare": frame.tare}
            shown |= {name: parts[name] for name in beside if parts[name] is not None}
            return shown | {"alibi": frame.alibi} if frame.alibi is not None else shown
        case Counted():
            return _numbered(frame.value, PIECES, None, stable=frame.stable)
        case Moving():
            return _bare("unstable") | {"stable": frame.stable}
        case Overload():
            return _bare("overload", frame.unit, frame.kind)
        case Underload():
            return _bare("underload", frame.unit, frame.kind)
        case Refused():
            return _bare("error", frame.unit, frame.kind)
        case Answer():
            return _bare("ok")
        case Garbled(bounded=False):
            return _bare("garbled")
        case Garbled():
            return _bare("error", frame.unit, frame.kind) | {"stable": frame.stable}


def _numbered(digits: str, unit: str | None, kind: str | None, *, stable: bool | None) -> Shown:
    return {
        "value": digits,
        "unit": unit,
        "stable": stable,
        "kind": kind,
        "status": "unstable" if stable is False else "ok",
    }


def _bare(status: str, unit: str | None = None, kind: Kind | None = None) -> Shown:
    return {"value": None, "unit": unit, "stable": None, "kind": kind and kind.value, "status": status}


def _value(value: SensorValue, *, timed: bool) -> Shown:
    shown: Shown = {"quantity": value.quantity, "value": _plain(value), "sensor_key": value.sensor_key}
    if value.fault is not None:
        shown["fault"] = value.fault
    if value.measured_at is not None and (timed or value.historical):
        shown["measured_at"] = _seconds(value.measured_at)
    return shown | {"historical": True} if value.historical else shown


def _seconds(moment: datetime) -> object:
    """Since 1970: whole where the device tells whole seconds."""
    milliseconds = (moment - EPOCH) // timedelta(milliseconds=1)
    return milliseconds // 1000 if milliseconds % 1000 == 0 else float(Decimal(milliseconds) / 1000)


def _plain(value: SensorValue) -> object:
    """A number as JSON writes it, with the digits the sensor sent; a word stays a word."""
    if value.text is None or value.quantity in WORDS:
        return value.text
    number = Decimal(value.text)
    return int(number) if number.as_tuple().exponent == 0 else float(number)
