"""Is the ledger sound? Reads everything and repairs nothing; for `hub verify` and for tests."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.quantity import Mass
from hub.stock.records import Crate, Movement, MovementKind
from hub.stock.rules import NOTHING, Imbalance, Step, faults_of_crate


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, and the crate or operation where it was seen."""

    fault: Imbalance
    where: str


def conservation(session: Session) -> list[Finding]:
    """Every crate's movements replayed, and every split weighed against its other half, to the milligram."""
    steps: dict[int, list[Step]] = defaultdict(list)
    splits: dict[str, Mass] = defaultdict(lambda: NOTHING)
    for movement in session.scalars(select(Movement).order_by(Movement.id)):
        steps[movement.crate_id].append(
            Step(movement.from_place_id, movement.to_place_id, movement.mass, movement.count)
        )
        if movement.kind is MovementKind.SPLIT_OUT:
            splits[movement.operation] -= movement.mass
        elif movement.kind is MovementKind.SPLIT_IN:
            splits[movement.operation] += movement.mass
    crates = session.execute(select(Crate.id, Crate.sscc, Crate.net).order_by(Crate.id))
    found = [
        Finding(fault, sscc)
        for crate_id, sscc, net in crates
        for fault in faults_of_crate(steps[crate_id], net)
    ]
    return found + [Finding(Imbalance.SPLIT_LOST, operation) for operation, left in splits.items() if left]
