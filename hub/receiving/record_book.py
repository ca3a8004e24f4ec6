"""The book of weighings read: sought by scale, day, words or what nobody has, one of them whole, and all of them as rows of a file.

Not for: claiming or setting aside (weighings) and not for proving the chain from its start (verify).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, lazyload

from hub.people.records import Person
from hub.receiving.errors import WeighingUnknown
from hub.receiving.records import Receipt, ReceiptUndone, Weighing, WeighingClaim
from hub.receiving.rules import GENESIS, chain
from hub.receiving.weighings import facts_of
from hub.stock.records import Crate

LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader asks for; an empty value asks for everything. `words` is a number, the end of a crate's code, or a reason."""

    scale: str = ""
    day: date | None = None
    nobodys: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One weighing with what became of it."""

    weighing: Weighing
    claim: WeighingClaim | None
    crate: Crate | None
    undone: ReceiptUndone | None


@dataclass(frozen=True, slots=True)
class WholeEntry:
    """One weighing with everything that is known of it. `fits` says that its facts give its hash and that it follows the one before."""

    entry: Entry
    claimed_by: Person | None
    fits: bool
    before: int | None
    after: int | None


def found(session: Session, sought: Sought, zone: ZoneInfo, *, limit: int | None = None) -> list[Entry]:
    """The entries that fit, newest first; `zone` says when a day of the hub begins."""
    query = _entries().where(*_conditions(sought, zone)).order_by(Weighing.id.desc()).limit(limit)
    return [
        Entry(weighing, claim, crate, undone) for weighing, claim, crate, undone in session.execute(query)
    ]


def how_many(session: Session, sought: Sought, zone: ZoneInfo) -> int:
    counted = _entries().with_only_columns(func.count(Weighing.id)).where(*_conditions(sought, zone))
    return session.scalar(counted) or 0


def _entries() -> Select[Weighing, WeighingClaim, Crate, ReceiptUndone]:
    return (
        select(Weighing, WeighingClaim, Crate, ReceiptUndone)
        .outerjoin(WeighingClaim, WeighingClaim.weighing_id == Weighing.id)
        .outerjoin(Crate, Crate.id == WeighingClaim.crate_id)
        .outerjoin(Receipt, Receipt.crate_id == Crate.id)
        .outerjoin(ReceiptUndone, ReceiptUndone.receipt_id == Receipt.id)
        # A crate's lot is joined inwards by itself, which would leave out every weighing without a crate.
        .options(lazyload(Crate.lot), lazyload(Crate.crate_type))
    )


def _conditions(sought: Sought, zone: ZoneInfo) -> Sequence[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if sought.scale:
        asked.append(Weighing.scale == sought.scale)
    if sought.day is not None:
        start = datetime.combine(sought.day, time(), zone).astimezone(UTC)
        end = datetime.combine(sought.day + timedelta(days=1), time(), zone).astimezone(UTC)
        asked.append(and_(Weighing.at >= start, Weighing.at < end))
    if sought.nobodys:
        asked.append(WeighingClaim.id.is_(None))
    words = sought.words.strip()
    digits = words.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if digits.isascii() and digits.isdigit():
        of_crate = Crate.sscc.endswith(digits)
        asked.append(
            or_(Weighing.number == int(digits), of_crate) if len(digits) < LONGEST_NUMBER else of_crate
        )
    elif words:
        asked.append(
            or_(
                WeighingClaim.reason.icontains(words, autoescape=True),
                ReceiptUndone.reason.icontains(words, autoescape=True),
            )
        )
    return asked


def whole(session: Session, scale: str, number: int) -> WholeEntry:
    """One weighing by its scale and number, held against the one before it. Raises WeighingUnknown."""
    entries = [
        Entry(weighing, claim, crate, undone)
        for weighing, claim, crate, undone in session.execute(
            _entries().where(Weighing.scale == scale, Weighing.number == number)
        )
    ]
    if not entries:
        raise WeighingUnknown(scale=scale, weighing=number)
    entry = entries[0]
    neighbours = session.scalars(
        select(Weighing).where(Weighing.scale == scale, Weighing.number.in_((number - 1, number + 1)))
    )
    hashes = {one.number: one.hash for one in neighbours}
    weighing = entry.weighing
    start = hashes.get(number - 1, GENESIS if number == 1 else None)
    return WholeEntry(
        entry=entry,
        claimed_by=session.get(Person, entry.claim.person_id) if entry.claim else None,
        fits=weighing.previous_hash == start
        and chain(weighing.previous_hash, facts_of(weighing)) == weighing.hash,
        before=number - 1 if number - 1 in hashes else None,
        after=number + 1 if number + 1 in hashes else None,
    )
