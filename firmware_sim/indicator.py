"""The glass of the indicator: the load in the unit that is switched on, rounded to the division of that unit.

Stands between the platform, which knows grams only, and a language, which puts what is shown into bytes. Not for
MT-SICS, whose module reads the platform itself.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from firmware_sim.scale import Condition, ScaleModel

GRAMS_PER_UNIT = {
    "mg": Decimal("0.001"),
    "g": Decimal(1),
    "kg": Decimal(1000),
    "t": Decimal(1_000_000),
    "lb": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
    "gn": Decimal("0.06479891"),
}
METRIC = ("mg", "g", "kg", "t")
# An alibi memory counts so far, then begins anew and counts how often it did.
ALIBI_RECORDS = 131_072


@dataclass(frozen=True, slots=True)
class Shown:
    """What can be read at one moment, in the unit of the glass."""

    gross: Decimal
    tare: Decimal
    unit: str
    division: Decimal
    stable: bool = True
    condition: Condition = Condition.OK
    centre_of_zero: bool = False
    below_zero: bool = False
    tare_is_preset: bool = False
    zero_is_missing: bool = False
    moment_s: float = 0.0

    @property
    def value(self) -> Decimal:
        """Net while a tare is set, else gross."""
        return self.gross - self.tare

    @property
    def tared(self) -> bool:
        return self.tare != 0

    @property
    def places(self) -> int:
        return places_of(self.division)

    @property
    def moving(self) -> bool:
        return not self.stable

    @property
    def in_range(self) -> bool:
        return self.condition is Condition.OK


def places_of(division: Decimal) -> int:
    """Decimals that a division needs: 3 for 0.005, none for 20."""
    exponent = division.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def division_in(unit: str, e_g: int | Decimal) -> Decimal:
    """In a metric unit e itself; elsewhere the step of 1, 2 or 5 that comes nearest to it, as the makers choose."""
    exact = Decimal(e_g) / GRAMS_PER_UNIT[unit]
    if unit in METRIC:
        return exact.normalize()
    power = math.floor(math.log10(exact))
    steps = [Decimal(step).scaleb(power) for step in (1, 2, 5, 10)]
    return min(steps, key=lambda step: abs(math.log(step / exact))).normalize()


class Indicator:
    """Shared by every reader of one scale, so that a switched unit is switched for all of them."""

    def __init__(self, model: ScaleModel, unit: str, *, division: Decimal | None = None) -> None:
        """`division` in `unit`, for an instrument whose step is not e; another unit falls back to e."""
        self.model = model
        self.unit = unit
        self.kept = 0
        self._own = (unit, division)

    @property
    def division(self) -> Decimal:
        unit, division = self._own
        if division is not None and unit == self.unit:
            return division
        return division_in(self.unit, self.model.platform.e_g)

    def keep(self) -> str:
        """Put what stands now into the alibi memory: how often it began anew, and the number of the record."""
        self.kept += 1
        rewritten, record = divmod(self.kept, ALIBI_RECORDS)
        return f"{rewritten:05}-{record:06}"

    def shown(self) -> Shown:
        display = self.model.display()
        return Shown(
            gross=self._rounded(self.model.unrounded_g),
            tare=self._rounded(float(display.tare_g)),
            unit=self.unit,
            division=self.division,
            stable=display.stable,
            condition=display.condition,
            centre_of_zero=self.model.centre_of_zero,
            below_zero=self.model.unrounded_g < float(display.tare_g),
            tare_is_preset=self.model.tare_is_preset,
            zero_is_missing=self.model.zero_is_missing,
            moment_s=self.model.elapsed_s,
        )

    def _rounded(self, grams: float) -> Decimal:
        step_g = float(self.division * GRAMS_PER_UNIT[self.unit])
        return math.floor(grams / step_g + 0.5) * self.division
