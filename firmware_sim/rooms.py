"""A cold room as a body of air and a body of goods, cooled by a compressor with a thermostat. Moved by `tick` only.

Rates are per hour: how fast air follows the outside through walls or an open door, how fast air and goods follow each
other, how many degrees an hour the compressor takes out. No sensor lives here; a probe reads `air_c` in its own way.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

STEP_S = 1.0
HOUR_S = 3600.0
# Goods at rest hold about ten times the heat of the air and the lining they stand in.
GOODS_REFERENCE_KG = 400.0


class Door(StrEnum):
    """The door of a room."""

    OPEN = "open"
    CLOSED = "closed"


class Compressor(StrEnum):
    """`auto` follows the thermostat; `off` is a broken or unpowered machine."""

    AUTO = "auto"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class RoomSpec:
    """A room as built."""

    name: str
    setpoint_c: float
    ambient_c: float = 20.0
    hysteresis_c: float = 0.8
    cooling_per_h: float = 30.0
    leak_per_h: float = 0.15
    door_per_h: float = 1.8
    goods_per_h: float = 2.0
    goods_kg: float = 400.0
    defrost_every_h: float = 6.0
    defrost_minutes: float = 12.0
    defrost_heat_per_h: float = 12.0


class RoomModel:
    """One room. The same ticks always give the same temperatures."""

    def __init__(self, spec: RoomSpec) -> None:
        self.spec = spec
        self.air_c = spec.setpoint_c
        self.goods_c = spec.setpoint_c
        self.goods_kg = spec.goods_kg
        self.door = Door.CLOSED
        self.compressor = Compressor.AUTO
        self.running = False
        self.elapsed_s = 0.0
        self._carried_s = 0.0

    @property
    def defrosting(self) -> bool:
        """Defrost comes round by the timer of the machine; the first one only after a whole period."""
        period = self.spec.defrost_every_h * HOUR_S
        if period <= 0 or self.elapsed_s < period or self.compressor is Compressor.OFF:
            return False
        return self.elapsed_s % period < self.spec.defrost_minutes * 60

    @property
    def humidity(self) -> float:
        """Relative humidity in percent: dry while cooled, damp while the door stands open."""
        return min(99.0, 78.0 + (14.0 if self.door is Door.OPEN else 0.0) - (6.0 if self.running else 0.0))

    def bring_to(self, celsius: float) -> None:
        """Air and goods as if the room had stood at this temperature for hours."""
        self.air_c = self.goods_c = celsius

    def put_goods(self, kilograms: float, celsius: float) -> None:
        """A pallet comes in at its own temperature; the goods mix as heat does."""
        together = self.goods_kg + kilograms
        if together > 0:
            self.goods_c = (self.goods_c * self.goods_kg + celsius * kilograms) / together
        self.goods_kg = max(0.0, together)

    def tick(self, seconds: float) -> None:
        self._carried_s += seconds
        while self._carried_s >= STEP_S:
            self._carried_s -= STEP_S
            self._step()

    def _step(self) -> None:
        self.elapsed_s += STEP_S
        hours = STEP_S / HOUR_S
        self._thermostat()
        change = -self.spec.cooling_per_h * hours if self.running else 0.0
        if self.defrosting:
            change += self.spec.defrost_heat_per_h * hours
        leak = self.spec.leak_per_h + (self.spec.door_per_h if self.door is Door.OPEN else 0.0)
        change += (self.spec.ambient_c - self.air_c) * (1 - math.exp(-leak * hours))
        share = 1 - math.exp(-self.spec.goods_per_h * hours)
        change += (self.goods_c - self.air_c) * share
        if self.goods_kg > 0:
            weight = max(0.05, self.goods_kg / GOODS_REFERENCE_KG)
            self.goods_c += (self.air_c - self.goods_c) * share * 0.1 / weight
        self.air_c += change

    def _thermostat(self) -> None:
        if self.compressor is Compressor.OFF or self.defrosting:
            self.running = False
        elif self.air_c > self.spec.setpoint_c + self.spec.hysteresis_c:
            self.running = True
        elif self.air_c < self.spec.setpoint_c - self.spec.hysteresis_c:
            self.running = False
