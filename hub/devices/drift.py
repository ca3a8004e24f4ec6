"""How far a scale's zero has wandered: a pure rule over what it shows while nothing lies on it.

A platform that stands still inside the zero band, through a window, is taken for empty, and what the display then shows is the
drift. Not for: setting the scale to zero. A person does that, and the scale itself decides whether it may.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hub.devices.settle import Seen, SettleRule
from hub.kernel.quantity import Mass


@dataclass(frozen=True, slots=True)
class Zero:
    """What the empty platform showed last, None before it stood still once; and the value that stands now, since when."""

    shown: Mass | None = None
    candidate: Mass | None = None
    since_ms: int = 0


def step(rule: SettleRule, zero: Zero, seen: Seen) -> Zero:
    """The next frame. A frame that is no weight is simply not seen; a load keeps what was known before it."""
    if not seen.stable or abs(seen.mass) > rule.zero_band:
        return replace(zero, candidate=None)
    if seen.mass != zero.candidate:
        return replace(zero, candidate=seen.mass, since_ms=seen.at_ms)
    if seen.at_ms - zero.since_ms >= rule.window_ms:
        return replace(zero, shown=seen.mass)
    return zero
