"""When a load has settled: a pure rule over what a scale shows, one step per frame.

A load is taken when the scale calls it stable and the value stood unchanged through a time window, within the scale's range,
a multiple of its division, in its own unit, and it is another load than the one taken before: the platform was empty in
between, or the weight changed by more than a set amount. Real scales repeat one unstable value a hundred times and keep the
stable flag while drifting, so neither alone is enough.

Loads that were put on one another lie in a pile: what the display stood at after each of them. A new load is what came on top
of the pile, so each crate has its own net. What is lifted off goes from the top. A change of less than the scale may weigh, or
a rest that is none of the pile's values, is the topmost load anew, on what still lies under it.
Not for: asking the scale, nor deciding what a weight is for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from hub.kernel.quantity import Mass

FEWEST_FRAMES = 3
NOTHING = Mass(0)


@dataclass(frozen=True, slots=True)
class SettleRule:
    """What counts as settled on one scale. `change`: how far crate on crate must move the weight to be a new load."""

    maximum: Mass
    minimum: Mass
    division: Mass
    zero_band: Mass
    change: Mass
    window_ms: int


class Standing(StrEnum):
    """What the rule makes of the newest frame."""

    EMPTY = "empty"
    MOVING = "moving"
    WAITING = "waiting"  # stable, the window is not over yet
    SETTLED = "settled"  # taken with this very frame
    TAKEN = "taken"  # the same load still lies there
    TOO_LIGHT = "too_light"
    TOO_HEAVY = "too_heavy"
    OFF_DIVISION = "off_division"  # no value this scale can show: a wrong digit on the line


@dataclass(frozen=True, slots=True)
class Watch:
    """What must be remembered between frames."""

    candidate: Mass | None = None
    since_ms: int = 0
    frames: tuple[bytes, ...] = ()
    # What the display stood at after each load taken, the lowest first; empty after an empty platform.
    pile: tuple[Mass, ...] = ()
    # What lay there before the load taken last.
    base: Mass = NOTHING
    # What the display stood at when the hub last wrote a load down, before it was started anew.
    remembered: Mass | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One weight frame: the value shown, the scale's own stable flag, when it was whole (monotonic milliseconds)."""

    mass: Mass
    stable: bool
    at_ms: int
    raw: bytes


def emptied() -> Watch:
    """The platform was empty, or lighter than empty: whatever comes next is another load."""
    return Watch()


def remembering(stood: Mass | None) -> Watch:
    """The watch of a hub that starts: a load that still stands where it was last written down is no second load.

    Any other value is a load by itself: nobody can say what was lifted off while the hub was away.
    """
    return Watch(remembered=stood)


def interrupted(watch: Watch) -> Watch:
    """A frame that is no weight (garbled, refused, overload): whatever stood so far proves nothing any more."""
    return replace(watch, candidate=None, frames=())


def tared(watch: Watch, by: Mass) -> Watch:
    """The scale's own tare grew by this much under a standing load: the display fell by it, and nothing was put on or off."""
    return replace(watch, pile=tuple(stood - by for stood in watch.pile))


def step(rule: SettleRule, watch: Watch, seen: Seen) -> tuple[Watch, Standing]:
    """The next frame. On SETTLED, `frames` of the returned watch are the proof and `base` is what lay there before."""
    if seen.mass <= rule.zero_band:
        # Also while moving, and below zero: a crate may be swapped faster than the scale comes to rest.
        return emptied(), Standing.EMPTY if seen.stable else Standing.MOVING
    if not seen.stable:
        return interrupted(watch), Standing.MOVING
    unfit = _unfit(rule, seen.mass)
    if unfit is not None:
        return interrupted(watch), unfit
    watch = _recognised(rule, watch, seen.mass)
    if seen.mass != watch.candidate:
        fresh = replace(watch, candidate=seen.mass, since_ms=seen.at_ms, frames=(seen.raw,))
        return fresh, _same_load(rule, fresh, seen.mass) or Standing.WAITING
    held = _same_load(rule, watch, seen.mass)
    if held is not None:
        return watch, held
    frames = (*watch.frames, seen.raw)
    stood_ms = seen.at_ms - watch.since_ms
    if len(frames) >= FEWEST_FRAMES and stood_ms >= rule.window_ms:
        under = beneath(watch.pile, seen.mass, rule)
        base = under[-1] if under else NOTHING
        return replace(watch, frames=frames, pile=(*under, seen.mass), base=base), Standing.SETTLED
    # The first and the newest frames prove the window; a fast scale must not fill the memory.
    kept = frames if len(frames) <= FEWEST_FRAMES else (frames[0], *frames[-(FEWEST_FRAMES - 1) :])
    return replace(watch, frames=kept), Standing.WAITING


def beneath(pile: tuple[Mass, ...], mass: Mass, rule: SettleRule) -> tuple[Mass, ...]:
    """What of the pile still lies under a load that makes the display stand at `mass`.

    The load on it must itself be one that the scale may weigh: no net is smaller than Min.
    """
    least = max(rule.minimum, rule.change)
    return tuple(stood for stood in pile if mass - stood >= least)


def _recognised(rule: SettleRule, watch: Watch, mass: Mass) -> Watch:
    """The first value that stands after a start decides what became of the load remembered."""
    if watch.remembered is None:
        return watch
    still_there = abs(mass - watch.remembered) <= rule.change
    return replace(watch, remembered=None, pile=(watch.remembered,) if still_there else ())


def _unfit(rule: SettleRule, mass: Mass) -> Standing | None:
    if mass > rule.maximum:
        return Standing.TOO_HEAVY
    if mass < rule.minimum:
        return Standing.TOO_LIGHT
    if mass.milligrams % rule.division.milligrams:
        return Standing.OFF_DIVISION
    return None


def _same_load(rule: SettleRule, watch: Watch, mass: Mass) -> Standing | None:
    """A value of the pile within `change`: nothing came on, or what lay on it was lifted off again."""
    return Standing.TAKEN if any(abs(mass - stood) <= rule.change for stood in watch.pile) else None
