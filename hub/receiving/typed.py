"""A weight that a person types, and the rules that keep a slipped key from becoming a fact.

Not for: what a scale of the house wrote (service), and not for reading the text of a form (web).
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.kernel.quantity import Mass
from hub.receiving.errors import (
    NotAboveZero,
    ReasonMissing,
    RefusedTooMuch,
    TypedBeyondAnnounced,
    TypedTooFine,
    TypedTooHeavy,
)
from hub.receiving.rules import NOTHING, Tolerance


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be typed at one time, and the finest step it may have."""

    most: Mass
    step: Mass


# Without a scale: grams, and no more than the heaviest pallet that a hand truck carries. The hub's settings may say less or more.
WITHOUT_SCALE = Limits(Mass.grams(1_000_000), Mass.grams(1))


@dataclass(frozen=True, slots=True)
class TypedWeight:
    """What a person read off with the crate on, and why no scale of ours wrote it.

    `limits` are those of the scale at which it is typed. `sure`: asked whether it may be so far above what was announced,
    the person said yes.
    """

    gross: Mass
    reason: str
    limits: Limits = WITHOUT_SCALE
    sure: bool = False


def limits_of(maximum: Mass, division: Mass) -> Limits:
    """The limits beside a scale: its Max, and as many decimals as its division has (0.005 kg: three, 0.02 kg: two)."""
    step = 1
    while division.milligrams % (step * 10) == 0:
        step *= 10
    return Limits(maximum, Mass(step))


def require_typed(typed: TypedWeight) -> None:
    """Raises for a weight that no scale shows, and for one without its reason."""
    if typed.gross <= NOTHING:
        raise NotAboveZero
    if typed.gross > typed.limits.most:
        raise TypedTooHeavy(typed=typed.gross, most=typed.limits.most)
    if typed.gross.milligrams % typed.limits.step.milligrams:
        raise TypedTooFine(typed=typed.gross, step=typed.limits.step)
    if not typed.reason.strip():
        raise ReasonMissing


def require_sure(
    typed: TypedWeight, amount: int, announced: int, so_far: int, tolerance: Tolerance, *, product: object
) -> None:
    """A typed weight that brings more in than was announced is asked about once more. Amounts in the article's own measure."""
    if announced <= 0 or typed.sure:
        return
    if so_far + amount > announced + tolerance.of(announced):
        raise TypedBeyondAnnounced(typed=typed.gross, product=product)


def require_left(amount: int, announced: int, settled: int, tolerance: Tolerance, *, product: object) -> None:
    """Nobody refuses more than is still to come. `settled` is what is in or refused already."""
    if announced > 0 and amount > announced - settled + tolerance.of(announced):
        raise RefusedTooMuch(product=product)
