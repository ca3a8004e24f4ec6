"""Is the chain of weighings whole? Reads everything and repairs nothing; for `hub verify` and for tests.

A chain cannot see that its tail was cut off: that is seen only by the running number beside it, or by a head kept outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.receiving.records import Weighing, WeighingClaim
from hub.receiving.rules import GENESIS, chain
from hub.receiving.weighings import facts_of, series_of
from hub.storage.numbers import Series


class ChainFault(StrEnum):
    GAP = "gap"  # a number is missing
    ALTERED = "altered"  # the facts do not give the kept hash
    UNLINKED = "unlinked"  # it does not follow the weighing before
    CUT_OFF = "cut_off"  # numbers were given out after the last weighing that is here
    CLAIM_WITHOUT_WEIGHING = "claim_without_weighing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one scale's chain, at one number."""

    fault: ChainFault
    scale: str
    number: int


def weighings(session: Session) -> list[Finding]:
    """Replay every scale's chain in the order of its numbers."""
    found: list[Finding] = []
    expected: dict[str, int] = {}
    heads: dict[str, bytes] = {}
    for weighing in session.scalars(select(Weighing).order_by(Weighing.scale, Weighing.number)):
        scale, number = weighing.scale, weighing.number
        found.extend(
            Finding(ChainFault.GAP, scale, missing) for missing in range(expected.get(scale, 1), number)
        )
        if weighing.previous_hash != heads.get(scale, GENESIS):
            found.append(Finding(ChainFault.UNLINKED, scale, number))
        if chain(weighing.previous_hash, facts_of(weighing)) != weighing.hash:
            found.append(Finding(ChainFault.ALTERED, scale, number))
        heads[scale] = weighing.hash
        expected[scale] = number + 1
    found.extend(_cut_off(session, expected))
    found.extend(_orphans(session))
    return found


def _cut_off(session: Session, expected: dict[str, int]) -> list[Finding]:
    start = series_of("")
    return [
        Finding(ChainFault.CUT_OFF, series.name.removeprefix(start), number)
        for series in session.scalars(
            select(Series).where(Series.name.startswith(start)).order_by(Series.name)
        )
        for number in range(expected.get(series.name.removeprefix(start), 1), series.last + 1)
    ]


def _orphans(session: Session) -> list[Finding]:
    # Foreign keys forbid this in a running house; a file that was repaired by hand may still hold it.
    lost = session.scalars(
        select(WeighingClaim.weighing_id)
        .outerjoin(Weighing, Weighing.id == WeighingClaim.weighing_id)
        .where(Weighing.id.is_(None))
    )
    return [Finding(ChainFault.CLAIM_WITHOUT_WEIGHING, "", weighing_id) for weighing_id in lost]
