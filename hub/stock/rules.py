"""Rules of the ledger: what lies where, and what may lie where.

Not for: what a scanned text means (labels.codes), which crate goes to whom (picking) and how much was announced (receiving).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.kernel.quantity import Mass

NOTHING = Mass(0)


@dataclass(frozen=True, slots=True)
class Step:
    """One movement as the ledger sees it: so much left one place and reached another; None is outside the house."""

    from_place_id: int | None
    to_place_id: int | None
    mass: Mass
    count: int | None = None


def balances(steps: Iterable[Step]) -> dict[int, Mass]:
    """What lies where: the sum of movements, places with nothing left out. A negative sum is shown, not hidden."""
    sums: dict[int, Mass] = {}
    for step in steps:
        if step.from_place_id is not None:
            sums[step.from_place_id] = sums.get(step.from_place_id, NOTHING) - step.mass
        if step.to_place_id is not None:
            sums[step.to_place_id] = sums.get(step.to_place_id, NOTHING) + step.mass
    return {place_id: mass for place_id, mass in sums.items() if mass}


def pieces(steps: Iterable[Step]) -> int | None:
    """How many pieces are left in the house; None when nobody ever counted."""
    total: int | None = None
    for step in steps:
        if step.count is None:
            continue
        coming = step.count if step.to_place_id is not None else 0
        going = step.count if step.from_place_id is not None else 0
        total = (total or 0) + coming - going
    return total


class Imbalance(StrEnum):
    """Ways in which a ledger can be wrong."""

    NEGATIVE = "negative"  # more left a place than ever came
    TWO_PLACES = "two_places"  # one crate in two places at once
    SPLIT_LOST = "split_lost"  # what left the parent is not what reached the child
    LABEL_DIFFERS = "label_differs"  # the first movement is not the net on the label


def faults_of_crate(steps: Sequence[Step], net: Mass) -> tuple[Imbalance, ...]:
    """Replay one crate's movements in their order; at no moment may a place be negative or a crate be split in two."""
    found: list[Imbalance] = []
    if not steps or steps[0].mass != net or steps[0].from_place_id is not None:
        found.append(Imbalance.LABEL_DIFFERS)
    sums: dict[int, Mass] = {}
    for step in steps:
        for place_id, change in ((step.from_place_id, -step.mass), (step.to_place_id, step.mass)):
            if place_id is not None:
                sums[place_id] = sums.get(place_id, NOTHING) + change
        if any(mass < NOTHING for mass in sums.values()) and Imbalance.NEGATIVE not in found:
            found.append(Imbalance.NEGATIVE)
        if sum(mass > NOTHING for mass in sums.values()) > 1 and Imbalance.TWO_PLACES not in found:
            found.append(Imbalance.TWO_PLACES)
    return tuple(found)


def may_hold(place_classes: Sequence[str], goods_class: str) -> bool:
    """A place without a list is for a short stay of anything (the dock)."""
    return not place_classes or goods_class in place_classes


def lot_number(collected_on: date, running: int) -> str:
    """Year, day of the year, running number of that day: 26-328-007. Readable aloud, sorted by day."""
    return f"{collected_on:%y-%j}-{running:03d}"
