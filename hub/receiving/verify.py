"""Is the chain of weighings whole? Reads everything and repairs nothing; for `hub verify` and for tests.

A chain cannot see that its tail was cut off, nor that it was written anew from some place on: the first shows in the running
number beside it, both show against a head that was kept outside, on a signed day sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.receiving.records import Weighing, WeighingClaim
from hub.receiving.rules import GENESIS, chain
from hub.receiving.weighings import facts_of, series_of
from hub.storage.numbers import Series

HEAD_DIGITS = 16
FEWEST_DIGITS = 8
HEX = frozenset("0123456789abcdef")


class ChainFault(StrEnum):
    GAP = "gap"  # a number is missing
    ALTERED = "altered"  # the facts do not give the kept hash
    UNLINKED = "unlinked"  # it does not follow the weighing before
    CUT_OFF = (
        "cut_off"  # numbers were given out, or stand on a day sheet, after the last weighing that is here
    )
    REWRITTEN = "rewritten"  # its hash is not the one on the day sheet
    CLAIM_WITHOUT_WEIGHING = "claim_without_weighing"
    CLAIM_ALTERED = "claim_altered"  # the signed day sheet says that it became something else
    SHEET_ALTERED = (
        "sheet_altered"  # the content does not give the kept hash, or the audit trail has another one
    )
    SHEET_MISSING = "sheet_missing"  # a signed sheet is not here any more


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one scale's chain, at one number. Of a day sheet: no scale, and the number of the sheet."""

    fault: ChainFault
    scale: str
    number: int


@dataclass(frozen=True, slots=True)
class Head:
    """A weighing as it stood on paper: the scale, its number, and the first hex digits of its hash."""

    scale: str
    number: int
    digits: str

    def __str__(self) -> str:
        return f"{self.scale}:{self.number}:{self.digits}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """As in "goods_in:128:9f86d081884c7d65". Raises ValueError for anything else."""
        scale, number, digits = text.strip().split(":")
        if not scale or len(digits) < FEWEST_DIGITS or set(digits.lower()) - HEX:
            raise ValueError(text)
        return cls(scale, int(number), digits.lower())


def newest_weighings(session: Session) -> list[Weighing]:
    """The newest weighing of every scale, for the day sheet."""
    newest = (
        select(Weighing.scale, func.max(Weighing.number).label("last")).group_by(Weighing.scale).subquery()
    )
    return list(
        session.scalars(
            select(Weighing)
            .join(newest, (Weighing.scale == newest.c.scale) & (Weighing.number == newest.c.last))
            .order_by(Weighing.scale)
        )
    )


def heads(session: Session) -> list[Head]:
    return [Head(one.scale, one.number, one.hash.hex()[:HEAD_DIGITS]) for one in newest_weighings(session)]


def weighings(session: Session, kept: Sequence[Head] = ()) -> list[Finding]:
    """Replay every scale's chain in the order of its numbers, and hold it to the heads that were kept on paper."""
    on_paper: dict[tuple[str, int], set[str]] = {}
    for head in kept:
        on_paper.setdefault((head.scale, head.number), set()).add(head.digits)
    found: list[Finding] = []
    expected: dict[str, int] = {}
    last_hash: dict[str, bytes] = {}
    for weighing in session.scalars(select(Weighing).order_by(Weighing.scale, Weighing.number)):
        scale, number = weighing.scale, weighing.number
        found.extend(
            Finding(ChainFault.GAP, scale, missing) for missing in range(expected.get(scale, 1), number)
        )
        if weighing.previous_hash != last_hash.get(scale, GENESIS):
            found.append(Finding(ChainFault.UNLINKED, scale, number))
        if chain(weighing.previous_hash, facts_of(weighing)) != weighing.hash:
            found.append(Finding(ChainFault.ALTERED, scale, number))
        if not all(weighing.hash.hex().startswith(one) for one in on_paper.pop((scale, number), ())):
            found.append(Finding(ChainFault.REWRITTEN, scale, number))
        last_hash[scale] = weighing.hash
        expected[scale] = number + 1
    found.extend(Finding(ChainFault.CUT_OFF, scale, number) for scale, number in sorted(on_paper))
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
