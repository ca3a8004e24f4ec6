"""Warming fast: a compressor that failed is seen by its slope, well before the limit is crossed.

The slope is the median of all slopes between two readings (Theil and Sen), so that a single odd reading does not make one.
Not for: excursions (`hub.coldchain.rules`); this is a hint, and it calls before anything is wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from statistics import median

from hub.coldchain.levels import Side
from hub.coldchain.readings import Span
from hub.coldchain.rules import Rule

SLOPE_OVER_MS = 10 * 60_000
LASTS_MS = 5 * 60_000
STEEP = 200  # thousandths of a degree a minute
CROSSES_WITHIN_MIN = 30
FEWEST_READINGS = 3
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Rising:
    """`slope` in thousandths of a degree a minute towards the limit; `crosses_in_min` from the last reading on."""

    since_ms: int
    slope: int
    crosses_in_min: int


def rising(
    values: Mapping[int, int], rule: Rule, now_ms: int, defrosts: Sequence[Span] = ()
) -> Rising | None:
    """Whether the last readings run into the limit: steep for five minutes, and there within half an hour.

    The values are in order of time. In a defrost, and beyond the limit, there is nothing to warn of.
    """
    known = [(at_ms, value) for at_ms, value in values.items() if at_ms <= now_ms]
    if not known or now_ms - known[-1][0] > rule.gap_s * 1_000:
        return None
    last_ms, last = known[-1]
    excess = rule.excess(last)
    if excess > 0 or any(span.begin_ms <= last_ms <= span.end_ms for span in defrosts):
        return None
    sign = 1 if rule.side is Side.HIGH else -1
    since_ms = last_ms
    slope_now: Fraction | None = None
    for at_ms, _ in reversed(known):
        slope = _slope([one for one in known if at_ms - SLOPE_OVER_MS <= one[0] <= at_ms])
        if slope is None or slope * sign < STEEP:
            break
        slope_now = slope * sign if slope_now is None else slope_now
        since_ms = at_ms
        if last_ms - since_ms >= LASTS_MS:
            break
    if slope_now is None or last_ms - since_ms < LASTS_MS:
        return None
    minutes = -excess / slope_now
    if minutes >= CROSSES_WITHIN_MIN:
        return None
    return Rising(since_ms, int(slope_now), int(minutes))


def _slope(points: Sequence[tuple[int, int]]) -> Fraction | None:
    """Thousandths of a degree a minute; None where too little was measured to say."""
    if len(points) < FEWEST_READINGS:
        return None
    return median(
        Fraction((later[1] - earlier[1]) * _MINUTE_MS, later[0] - earlier[0])
        for earlier, later in combinations(points, 2)
    )
