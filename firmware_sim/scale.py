"""The platform and its indicator: load, settling, noise, zero, tare and the stability lamp.

Moved only by `tick`; it knows no clock, no protocol and no wire. A protocol asks it for a `Display` and puts that into
words of its own.
"""

import math
import random
from collections import deque
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# The converter samples at 20 Hz, whatever the length of a tick: ten ticks of 0.1 s and one of 1 s give the same weights.
STEP_US = 50_000
STEP_S = STEP_US / 1_000_000
SETTLING_TIME_S = 0.25
SWING_DECAY_S = 0.4
SWING_HZ = 4.0
SWING_SHARE = 0.06
LARGEST_SWING_G = 800.0
FLOOR_VIBRATION_HZ = 3.1

# A worn cell goes on giving way under its load, so slowly that the stability lamp stays on.
CREEP_TIME_S = 30.0
CREEP_OF_A_WORN_CELL = 0.003
DRIFT_DIVISIONS_PER_S = 0.2
LARGEST_DRIFT_DIVISIONS = 15
LEANING_SHARE = 1.5

# OIML R 76: the indicator blanks above Max + 9 e; zero may be set within 2 % of Max either way.
OVERLOAD_DIVISIONS = 9
UNDERLOAD_DIVISIONS = 20
ZERO_RANGE_SHARE = 0.02
POWER_ON_ZERO_SHARE = 0.1
CENTRE_OF_ZERO_SHARE = 0.25
MIN_DIVISIONS = 20
Grams = int | Decimal


class Condition(StrEnum):
    """What the indicator can say about the load."""

    OK = "ok"
    OVERLOAD = "overload"
    UNDERLOAD = "underload"


class Refusal(StrEnum):
    """Why zero or tare was not taken."""

    UNSTABLE = "unstable"
    TOO_HIGH = "too_high"
    TOO_LOW = "too_low"


@dataclass(frozen=True, slots=True)
class Platform:
    """The plate of the scale, in grams. `window` is the number of samples that must agree within one e."""

    max_g: Grams = 60_000
    e_g: Grams = 10
    window: int = 10
    noise_divisions: float = 0.06
    creep_share: float = 0.0
    underload_divisions: int = UNDERLOAD_DIVISIONS

    @property
    def min_g(self) -> Grams:
        return self.e_g * MIN_DIVISIONS


@dataclass(frozen=True, slots=True)
class Display:
    """What stands on the indicator at one moment. Grams, rounded to e."""

    gross_g: Grams
    tare_g: Grams
    stable: bool
    condition: Condition
    sample: int

    @property
    def net_g(self) -> Grams:
        return self.gross_g - self.tare_g


class ScaleModel:
    """A load on a damped plate. The same seed and the same ticks always give the same samples."""

    def __init__(self, platform: Platform | None = None, *, seed: int = 1) -> None:
        self.platform = platform or Platform()
        self._random = random.Random(seed)  # noqa: S311 - noise of a load cell, not a secret
        self._e_g = float(self.platform.e_g)
        self._max_g = float(self.platform.max_g)
        self.load_g = 0.0
        self.crates: list[float] = []
        self.vibrating = self.leaned_on = self.creeping = self.drifting = False
        self.zero_is_missing = False
        self._carried_us = 0
        self._crept_g = 0.0
        self._drift_g = 0.0
        self._settled_g = 0.0
        self._swing_g = 0.0
        self._swing_age_s = 0.0
        self._zero_g = 0.0
        self._tare_g: Grams = 0
        self.tare_is_preset = False
        self._samples: deque[float] = deque(maxlen=self.platform.window)
        self._count = 0
        self._measured_g = 0.0
        for _ in range(self.platform.window):
            self._step()

    # ---- what a person does at the plate

    def put(self, grams: float) -> None:
        """Add to the load; a negative number takes off."""
        self._change_load(self.load_g + grams)

    def put_crate(self, grams: float) -> None:
        """One more crate on what already stands there."""
        self.put(grams)
        self.crates.append(grams)

    def take_crate(self) -> None:
        """The topmost crate comes off again; what was laid there otherwise stays."""
        if self.crates:
            grams = self.crates.pop()
            self._change_load(self.load_g - grams)

    def set_load(self, grams: float) -> None:
        """Whatever stood there is taken away, crates too, and this is put in its place."""
        self.crates.clear()
        self._change_load(grams)

    def _change_load(self, grams: float) -> None:
        change = grams - self.load_g
        self.load_g = grams
        self._swing_g = max(-LARGEST_SWING_G, min(LARGEST_SWING_G, change * SWING_SHARE))
        self._swing_age_s = 0.0

    # ---- time

    def tick(self, seconds: float) -> None:
        self._carried_us += round(seconds * 1_000_000)
        while self._carried_us >= STEP_US:
            self._carried_us -= STEP_US
            self._step()

    @property
    def elapsed_s(self) -> float:
        """Simulated seconds since power-on."""
        return self._count * STEP_S

    def _step(self) -> None:
        self._count += 1
        load_g = self.load_g + (LEANING_SHARE * self._max_g if self.leaned_on else 0.0)
        self._settled_g += (load_g - self._settled_g) * (1 - math.exp(-STEP_S / SETTLING_TIME_S))
        self._give_way()
        self._swing_age_s += STEP_S
        swing = self._swing_g * math.exp(-self._swing_age_s / SWING_DECAY_S)
        swing *= math.sin(2 * math.pi * SWING_HZ * self._swing_age_s + 0.6)
        noise = self._random.gauss(0.0, self.platform.noise_divisions * self._e_g)
        if self.vibrating:
            noise += 4 * self._e_g * math.sin(2 * math.pi * FLOOR_VIBRATION_HZ * self.elapsed_s)
        self._measured_g = self._settled_g + self._crept_g + self._drift_g + swing + noise
        self._samples.append(self._measured_g)

    def _give_way(self) -> None:
        """Creep follows the load it stands under; drift does not, and stays until somebody zeroes the scale."""
        share = CREEP_OF_A_WORN_CELL if self.creeping else self.platform.creep_share
        self._crept_g += (self._settled_g * share - self._crept_g) * (1 - math.exp(-STEP_S / CREEP_TIME_S))
        if self.drifting:
            further = self._drift_g + DRIFT_DIVISIONS_PER_S * self._e_g * STEP_S
            self._drift_g = min(further, LARGEST_DRIFT_DIVISIONS * self._e_g)

    # ---- what the indicator shows

    def display(self) -> Display:
        return Display(self._gross_g, self._tare_g, self._stable, self._condition, self._count)

    @property
    def unrounded_g(self) -> float:
        """Gross as the converter has it, for an indicator that rounds in a unit of its own."""
        return self._measured_g - self._zero_g

    @property
    def centre_of_zero(self) -> bool:
        return abs(self.unrounded_g) <= CENTRE_OF_ZERO_SHARE * self._e_g

    @property
    def _gross_g(self) -> Grams:
        return math.floor(self.unrounded_g / self._e_g + 0.5) * self.platform.e_g

    @property
    def _condition(self) -> Condition:
        if self._gross_g > self.platform.max_g + OVERLOAD_DIVISIONS * self.platform.e_g:
            return Condition.OVERLOAD
        if self._gross_g < -self.platform.underload_divisions * self.platform.e_g:
            return Condition.UNDERLOAD
        return Condition.OK

    @property
    def _stable(self) -> bool:
        """The scale's own rule: the last `window` samples lie within one e of each other."""
        return max(self._samples) - min(self._samples) <= self._e_g

    # ---- keys of the indicator

    def zero(self, *, at_once: bool = False) -> Refusal | None:
        """Make the present load the new zero and forget the tare."""
        if not (at_once or self._stable):
            return Refusal.UNSTABLE
        reach = self._max_g * ZERO_RANGE_SHARE
        if self._measured_g > reach:
            return Refusal.TOO_HIGH
        if self._measured_g < -reach:
            return Refusal.TOO_LOW
        self._zero_g = sum(self._samples) / len(self._samples) if self._stable else self._measured_g
        self._tare_g = 0
        self.zero_is_missing = False
        return None

    def tare(self, *, at_once: bool = False) -> Refusal | None:
        """Take the present gross weight as tare."""
        if not (at_once or self._stable):
            return Refusal.UNSTABLE
        refusal = self.preset_tare(float(self._gross_g))
        self.tare_is_preset = False
        return refusal

    def preset_tare(self, grams: float) -> Refusal | None:
        """A known tare, rounded to e."""
        rounded = math.floor(grams / self._e_g + 0.5) * self.platform.e_g
        if rounded > self.platform.max_g:
            return Refusal.TOO_HIGH
        if rounded < 0:
            return Refusal.TOO_LOW
        self._tare_g = rounded
        self.tare_is_preset = True
        return None

    def clear_tare(self) -> None:
        self._tare_g = 0

    def restart(self) -> None:
        """What `@` does: tare is forgotten; zero stays where power-on put it."""
        self._tare_g = 0

    def power_on(self) -> None:
        """Tare is forgotten and zero set anew, unless too much stands on the plate to call it empty."""
        self._tare_g = 0
        self.zero_is_missing = abs(self._measured_g) > self._max_g * POWER_ON_ZERO_SHARE
        if not self.zero_is_missing:
            self._zero_g = self._measured_g
