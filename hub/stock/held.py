"""Reads of holds: what is on hold and what was, with where each crate stands now; by text, as somebody looks for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from hub.people.records import Person
from hub.stock import views
from hub.stock.records import Crate, Hold, HoldRelease
from hub.stock.views import StandingCrate

ENDED_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One hold with its crate, who placed it, and who released it when it has ended."""

    hold: Hold
    standing: StandingCrate
    by: Person
    release: HoldRelease | None
    released_by: Person | None


def count_held(session: Session) -> int:
    """How many crates are on hold."""
    ended = select(HoldRelease.hold_id)
    return session.scalar(select(func.count(func.distinct(Hold.crate_id))).where(Hold.id.not_in(ended))) or 0


def held_now(session: Session, text: str = "") -> list[HoldRow]:
    """Every hold that lasts, the newest first."""
    return [row for row in _rows(session, ended=False) if _fits(row, text)]


def held_before(session: Session, text: str = "") -> list[HoldRow]:
    """The holds that ended last."""
    return [row for row in _rows(session, ended=True) if _fits(row, text)]


def holds_of(session: Session, crate_id: int) -> list[HoldRow]:
    """Every hold of one crate, the lasting ones first."""
    rows = [*_rows(session, ended=False, crate_id=crate_id), *_rows(session, ended=True, crate_id=crate_id)]
    return sorted(rows, key=lambda row: row.release is not None)


def _rows(session: Session, *, ended: bool, crate_id: int | None = None) -> list[HoldRow]:
    placer, releaser = aliased(Person), aliased(Person)
    asked = (
        select(Hold, placer, HoldRelease, releaser)
        .join(placer, placer.id == Hold.person_id)
        .outerjoin(HoldRelease, HoldRelease.hold_id == Hold.id)
        .outerjoin(releaser, releaser.id == HoldRelease.person_id)
        .order_by(Hold.id.desc())
    )
    asked = asked.where(HoldRelease.hold_id.is_not(None) if ended else HoldRelease.hold_id.is_(None))
    if crate_id is not None:
        asked = asked.where(Hold.crate_id == crate_id)
    rows = session.execute(asked.limit(ENDED_AT_MOST) if ended else asked).all()
    standing = _standing(session, sorted({hold.crate_id for hold, *_ in rows}))
    return [
        HoldRow(hold, standing[hold.crate_id], by, release, released_by)
        for hold, by, release, released_by in rows
    ]


def _standing(session: Session, crate_ids: Sequence[int]) -> dict[int, StandingCrate]:
    crates = session.scalars(select(Crate).where(Crate.id.in_(crate_ids))).all()
    return {one.crate.id: one for one in views.where_they_stand(session, crates)}


def _fits(row: HoldRow, text: str) -> bool:
    """By the end of the number, or by any word of the goods, the farm, the lot or the reason."""
    sought = text.strip().casefold()
    crate, digits = row.standing.crate, sought.replace(" ", "")
    if not sought or (digits.isdigit() and crate.sscc.endswith(digits)):
        return True
    article = crate.lot.article
    said = (
        crate.lot.number,
        article.producer.name,
        *article.product.name.as_dict().values(),
        *row.hold.reason.as_dict().values(),
    )
    return any(sought in one.casefold() for one in said)
