"""Rules of one pick: how much a line still wants, and whether a crate or a weighed part fits.

Not for: choosing the crate (plan) or reading stock (service).
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.kernel.quantity import Mass
from hub.orders.rules import PICKED_WITHIN_PER_MILLE, Amount
from hub.receiving.rules import measured

NOTHING = Mass(0)


@dataclass(frozen=True, slots=True)
class Need:
    """What a line wants in all and how much of it is picked, in the article's own measure.

    `over` is how much more than wanted still goes whole; `under` how much less already counts as all of it.
    """

    wanted: int
    picked: int
    over: int
    under: int
    by_count: bool

    @property
    def missing(self) -> int:
        """What is still to be picked; nothing once the line is within `under`."""
        rest = self.wanted - self.picked
        return rest if rest > self.under else 0

    def takes(self, amount: int) -> bool:
        """True when this much more still fits; exactly the tolerance is still taken."""
        return self.missing > 0 and amount <= self.wanted - self.picked + self.over

    def shown(self, amount: int) -> Mass | int:
        """The amount as a person reads it: a mass, or a number of pieces."""
        return amount if self.by_count else Mass(amount)


def need(wanted: Amount, picked: Amount | None, *, by_count: bool, tolerance_per_mille: int) -> Need:
    """Tolerances are rounded down. Pieces are whole: short of one piece is short."""
    whole = measured(wanted.mass, wanted.count, by_count=by_count)
    done = measured(picked.mass, picked.count, by_count=by_count) if picked else 0
    return Need(
        wanted=whole,
        picked=done,
        over=whole * tolerance_per_mille // 1_000,
        under=0 if by_count else whole * PICKED_WITHIN_PER_MILLE // 1_000,
        by_count=by_count,
    )
