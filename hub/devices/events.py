"""What devices tell the hub, as values. A subject imports this module and `ports`, and nothing else of `devices`.

Lost, silent, garbled, unstable, empty and zero are different values; none of them is an exception.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from hub.devices.commands import CommandAnswered
from hub.kernel.quantity import Mass, Temperature

NOTHING = Mass(0)


class LiveState(StrEnum):
    """What a scale's display means at this moment."""

    EMPTY = "empty"  # stable inside the zero band
    STABLE = "stable"  # stable with a load
    MOVING = "moving"
    TOO_LIGHT = "too_light"  # stable, with less than the scale may weigh
    OVERLOAD = "overload"
    UNDERLOAD = "underload"  # below zero, by the scale's own word or by the number it shows
    OTHER_UNIT = "other_unit"  # pounds, pieces: a unit that is not taken
    NET_ONLY = "net_only"  # a net weight, and the scale does not tell the tare that is off
    REFUSED = "refused"  # the scale answered with an error
    GARBLED = "garbled"
    SILENT = "silent"  # the line is open and nothing valid came for longer than a reading stays fresh
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class LiveWeight:
    """What the station shows right now. `mass` is the scale's own net display, absent unless stable or moving.

    `zero` is what the empty platform showed when it last stood still: how far the scale's zero has drifted. `written`: the load that
    stands there was written down before; a scale that goes on showing it tells nothing new.
    """

    device: str
    at: datetime
    state: LiveState
    mass: Mass | None
    shown: str
    zero: Mass | None = None
    written: bool = False


@dataclass(frozen=True, slots=True)
class LoadSettled:
    """A load came to rest: the only event a weighing is written from. `raw` holds the frames that prove it.

    `gross` and `tare` are what the scale stood at, `base` is what lay there before without having been lifted off, and
    `net` is this load alone: gross - tare - base.
    """

    device: str
    at: datetime
    gross: Mass
    tare: Mass
    tare_kind: str  # "none", "T" weighed, "PT" preset
    net: Mass
    shown: str
    raw: bytes
    serial: str | None
    alibi_number: str | None
    base: Mass = NOTHING
    unit: str = "kg"  # as shown
    verified_until: date | None = None  # as declared for the scale at that moment


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """Said once, when a device that was there stops answering or never came."""

    device: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class DeviceBack:
    """Said once, with the first valid word after a loss."""

    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """A scanner read a code: a word for the screens, never stored. `id` is this scan's own, so that it is acted on once.

    `trouble` says why there is no text: what came was too long or no text at all.
    """

    device: str
    at: datetime
    id: str
    text: str
    identifier: str | None  # of the symbology, such as "]C1"; None where the scanner sends none
    trouble: str = ""


class MessageHeard(NamedTuple):
    """A message from the broker before anybody reads it. `retained` means an old value, not a new measurement.

    A tuple, as the values in it: some thousands may come in a second, and are quicker made so.
    """

    topic: str
    payload: bytes
    retained: bool
    qos: int
    at: datetime


class SensorValue(NamedTuple):
    """One measured quantity out of a message. A fault has no value and says which fault.

    `historical`: the device kept the value and tells it now, so `measured_at` counts however long ago it is.
    """

    sensor_key: str
    quantity: str  # "temperature_c", "humidity_pct", "battery_pct", "battery_v", "signal_dbm", "link_quality" (0 to 255),
    # and with words: "availability" (online, offline), "door" (open, closed), "battery" (ok, low)
    temperature: Temperature | None
    text: str | None
    fault: str | None
    measured_at: datetime | None
    historical: bool = False


DeviceEvent = LiveWeight | LoadSettled | DeviceLost | DeviceBack | CommandAnswered | CodeScanned
