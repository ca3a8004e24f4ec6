"""Where a moment and a temperature stand in a curve, in whole units from the upper left: one scale for the screen and for paper.

Milliseconds and thousandths of a degree in. Not for: colours, or what is drawn there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_AIR = 500  # thousandths of a degree above the highest and under the lowest
LEAST_RANGE = 4_000
NOTHING_MEASURED = (0, 10_000)
MOST_STEPS = 5
STEPS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 10**9)


@dataclass(frozen=True, slots=True)
class Frame:
    """A period from left to right, and temperatures from `low` at the foot to `high` at the top."""

    begin_ms: int
    end_ms: int
    low: int
    high: int
    width: int
    height: int

    def x(self, at_ms: int) -> int:
        """Moments outside of the period stand at its edge."""
        inside = min(max(at_ms, self.begin_ms), self.end_ms)
        return (inside - self.begin_ms) * self.width // (self.end_ms - self.begin_ms)

    def y(self, value: int) -> int:
        return self.height - (value - self.low) * self.height // (self.high - self.low)

    @property
    def degrees(self) -> list[int]:
        """Three to six round temperatures for the axis."""
        step = next(one for one in STEPS if (self.high - self.low) // one <= MOST_STEPS)
        return list(range(-(-self.low // step) * step, self.high + 1, step))


def frame_around(values: Sequence[int], begin_ms: int, end_ms: int, width: int, height: int) -> Frame:
    """High enough for every value, with air above and below, and never so low that noise looks like weather."""
    low, high = (min(values), max(values)) if values else NOTHING_MEASURED
    air = max(LEAST_AIR, (high - low) // 8, (LEAST_RANGE - (high - low)) // 2) if values else 0
    return Frame(begin_ms, end_ms, low - air, high + air, width, height)
