"""A crate as those outside the hub may see it by its label: a kitchen what is picked for it or came to it, a producer its own
goods, a driver what is on a load or waits for one.

Not for: the crate's whole story, which people of the hub read (`hub.stock.views`).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.delivery.whereabouts import Fate, Whereabouts, whereabouts
from hub.kernel.errors import NotFound
from hub.stock.records import Crate
from hub.stock.views import crate_now

TO_BE_DRIVEN = frozenset({Fate.PACKED, Fate.ON_VEHICLE, Fate.DELIVERED})


@dataclass(frozen=True, slots=True)
class Reader:
    """As whom somebody reads a label: of which kitchen, of which producer, and whether as a driver."""

    kitchen_id: int | None = None
    producer_id: int | None = None
    drives: bool = False


@dataclass(frozen=True, slots=True)
class CrateCard:
    """`here` is of the crate that stands now, `newer`, where another label took the place of this one."""

    crate: Crate
    here: Whereabouts
    newer: Crate | None


def crate_card(session: Session, code: str, reader: Reader) -> CrateCard:
    """Raises NotFound alike for a crate that this reader may not see and for one that is not there."""
    crate = session.scalar(select(Crate).where(Crate.sscc == code))
    if crate is None:
        raise NotFound(crate=code)
    standing = crate_now(session, crate)
    here = whereabouts(session, [standing.id])[standing.id]
    if not _may_see(reader, crate, here):
        raise NotFound(crate=code)
    return CrateCard(crate, here, standing if standing is not crate else None)


def _may_see(reader: Reader, crate: Crate, here: Whereabouts) -> bool:
    if reader.producer_id is not None and crate.lot.article.producer_id == reader.producer_id:
        return True
    if reader.drives and here.fate in TO_BE_DRIVEN:
        return True
    return reader.kitchen_id is not None and reader.kitchen_id in kitchens_of(here)


def kitchens_of(here: Whereabouts) -> set[int]:
    """For whom it is picked, and to whom it went."""
    picked = {here.kitchen.id} if here.kitchen else set()
    return picked | ({here.delivery.kitchen_id} if here.delivery else set())
