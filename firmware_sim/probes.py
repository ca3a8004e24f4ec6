"""A temperature probe in a room: it lags, it is noisy, it rounds, its battery runs down. It knows no message format."""

import math
import random
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from firmware_sim.rooms import RoomModel

LOW_BATTERY = 3  # percent


class ProbeFault(StrEnum):
    """What goes wrong with probes, by the sign a reader sees."""

    POWER_ON_85 = "power_on_85"
    LOOSE_PLUG = "loose_plug"
    NULL = "null"
    SILENCE = "silence"
    NAN = "nan"
    FAHRENHEIT = "fahrenheit"
    POWER_CUT = "power_cut"
    OFFLINE = "offline"  # said to be gone while it still speaks
    BATTERY_LOW = "battery_low"
    DUPLICATE = "duplicate"  # every message twice
    OUT_OF_ORDER = "out_of_order"  # each second message before the one it follows
    WRONG_CLOCK = "wrong_clock"  # 1970, as before the first network time


class Trouble(StrEnum):
    """Why there is no temperature; how that is said differs from dialect to dialect."""

    UNPLUGGED = "unplugged"
    BOOTING = "booting"
    NO_VALUE = "no_value"
    NOT_A_NUMBER = "not_a_number"


@dataclass(frozen=True, slots=True)
class ProbeSpec:
    """One probe. `identity` is the ROM code of a DS18B20; `name` the friendly name or the topic it reports under.

    `repeats`: how many messages one wake-up makes. A Zigbee probe sends its attributes one by one, and the bridge tells
    all it knows after each.
    """

    name: str
    dialect: str
    identity: str = "01191ED79190"
    lag_s: float = 45.0
    noise_c: float = 0.03
    resolution_c: str = "0.01"
    battery: float = 96.0
    interval_s: float = 30.0
    repeats: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What the probe has to say now. `celsius` is what it would measure without its trouble."""

    celsius: Decimal
    humidity: Decimal
    battery: int
    link_quality: int
    fahrenheit: bool = False
    trouble: Trouble | None = None


class Probe:
    """A probe reading one room; the same seed and ticks give the same readings."""

    def __init__(self, spec: ProbeSpec, room: RoomModel, *, seed: int = 3) -> None:
        self.spec = spec
        self.room = room
        self.faults: set[ProbeFault] = set()
        self._random = random.Random(seed)  # noqa: S311 - noise of a sensor, not a secret
        self._felt_c = room.air_c
        self._battery = spec.battery
        self._link = 140.0
        # The first message comes with the first tick, as after power-on.
        self._due = True
        self._since_last_s = 0.0
        self._first_after_power = False

    @property
    def felt_c(self) -> float:
        """The temperature of the probe's own body."""
        return self._felt_c

    def settle(self) -> None:
        """As if the probe had hung there for hours; the next reading is due at once."""
        self._felt_c = self.room.air_c
        self._due = True

    def switch(self, fault: ProbeFault, *, on: bool) -> None:
        if on:
            self.faults.add(fault)
            return
        if fault is ProbeFault.POWER_CUT and fault in self.faults:
            # The register of a DS18B20 holds 85 °C until its first conversion after power-on.
            self._first_after_power = self._due = True
        self.faults.discard(fault)

    def tick(self, seconds: float) -> bool:
        """True when a message is due."""
        self._felt_c += (self.room.air_c - self._felt_c) * (
            1 - math.exp(-seconds / max(self.spec.lag_s, 0.001))
        )
        self._battery = max(0.0, self._battery - seconds / 3600 / 24 / 7)
        self._since_last_s += seconds
        if not self._due and self._since_last_s < self.spec.interval_s:
            return False
        self._since_last_s = 0.0 if self._due else self._since_last_s % self.spec.interval_s
        self._due = False
        return not self.faults & {ProbeFault.SILENCE, ProbeFault.POWER_CUT}

    def read(self) -> Reading:
        self._link = max(20.0, min(255.0, self._link + self._random.gauss(0, 4)))
        measured = self._felt_c + self._random.gauss(0, self.spec.noise_c)
        step = Decimal(self.spec.resolution_c)
        celsius = (Decimal(str(measured)) / step).quantize(Decimal(1)) * step
        humidity = Decimal(str(round(self.room.humidity + self._random.gauss(0, 0.8), 2)))
        return Reading(
            celsius,
            humidity,
            LOW_BATTERY if ProbeFault.BATTERY_LOW in self.faults else round(self._battery),
            round(self._link),
            ProbeFault.FAHRENHEIT in self.faults,
            self._trouble(),
        )

    def _trouble(self) -> Trouble | None:
        """A probe that has just got power says so once; of several faults the worst is told."""
        booting, self._first_after_power = self._first_after_power, False
        if ProbeFault.NULL in self.faults:
            return Trouble.NO_VALUE
        if ProbeFault.NAN in self.faults:
            return Trouble.NOT_A_NUMBER
        if ProbeFault.LOOSE_PLUG in self.faults:
            return Trouble.UNPLUGGED
        return Trouble.BOOTING if booting or ProbeFault.POWER_ON_85 in self.faults else None
