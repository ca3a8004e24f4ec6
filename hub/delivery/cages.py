"""Roll cages and pallets: made for a kitchen and day before its load is closed, filled by scans, labelled, sent with the load.

Not for: packages, which are numbered and labelled without anybody saying what is in them (`packages`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Kitchen, StorageClass
from hub.delivery.errors import CageGone, CageUnknown, CrateForOther, DeliveryUnknown
from hub.delivery.records import CagedCrate, RollCage
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.labels import service as labels
from hub.labels.codes.reading import read_code
from hub.labels.content import PaperKind
from hub.labels.label_contents import PalletContent
from hub.labels.records import PrintJob
from hub.orders.records import Order, OrderLine
from hub.people.records import Person
from hub.picking.records import Pick, PickUndone
from hub.planning.records import DeliveryRule
from hub.stock import service as stock
from hub.stock.papers import CAGE, Desk
from hub.stock.records import Crate
from hub.storage.numbers import hold_series

CAGES = "roll_cage"


@dataclass(frozen=True, slots=True)
class FilledCage:
    """A cage with the crates that stand on it, as the picks have them now; `loose` ones are packed and stand on no cage."""

    cage: RollCage
    kitchen: Kitchen
    crates: tuple[Crate, ...]
    loose: int

    @property
    def net(self) -> Mass:
        return Mass(sum(crate.net.milligrams for crate in self.crates))


def subject_of(cage: RollCage) -> str:
    return f"{CAGE}:{cage.sscc}"


def make(
    session: Session,
    *,
    kitchen_id: int,
    delivery_on: date,
    gs1_prefix: str,
    by: Person,
    clock: Clock,
    operation: str,
) -> RollCage:
    """A new cage with the next SSCC of the house. Asked twice, it is made once."""
    hold_series(session, CAGES)
    known = session.scalar(select(RollCage).where(RollCage.operation == operation))
    if known is not None:
        return known
    if session.get(Kitchen, kitchen_id) is None:
        raise DeliveryUnknown(kitchen=kitchen_id)
    before = session.scalar(
        select(func.max(RollCage.number)).where(
            RollCage.kitchen_id == kitchen_id, RollCage.delivery_on == delivery_on
        )
    )
    cage = RollCage(
        sscc=stock.new_unit_number(session, gs1_prefix),
        kitchen_id=kitchen_id,
        delivery_on=delivery_on,
        number=(before or 0) + 1,
        made_at=clock.now(),
        made_by_id=by.id,
        operation=operation,
    )
    session.add(cage)
    session.flush()
    return cage


def put_on(session: Session, *, sscc: str, crate_scan: str) -> Crate:
    """A scanned crate stands on this cage, wherever it stood before. Raises CrateForOther unless it is packed for this kitchen and day."""
    cage = _open(session, sscc)
    crate = stock.scanned_crate(session, crate_scan)
    if crate.id not in {one.id for one in packed_for(session, cage.kitchen_id, cage.delivery_on)}:
        kitchen = session.get_one(Kitchen, cage.kitchen_id)
        raise CrateForOther(sscc=crate.sscc, kitchen=kitchen.name)
    _stand(session, cage, crate)
    return crate


def put_everything_on(session: Session, *, sscc: str) -> int:
    """All that is packed and stands on no cage yet. Hands back how many."""
    cage = _open(session, sscc)
    placed = stands_on(session, cage.kitchen_id, cage.delivery_on)
    loose = [
        crate for crate in packed_for(session, cage.kitchen_id, cage.delivery_on) if crate.id not in placed
    ]
    for crate in loose:
        _stand(session, cage, crate)
    return len(loose)


def take_off(session: Session, *, sscc: str, crate_id: int) -> None:
    cage = _open(session, sscc)
    stands = session.get(CagedCrate, crate_id)
    if stands is not None and stands.cage_id == cage.id:
        session.delete(stands)
        session.flush()


def void(session: Session, *, sscc: str, clock: Clock) -> RollCage:
    """A cage that is not used after all: its crates stand on none, and its label is printed no more."""
    cage = _open(session, sscc)
    for stands in session.scalars(select(CagedCrate).where(CagedCrate.cage_id == cage.id)):
        session.delete(stands)
    cage.voided_at = clock.now()
    session.flush()
    labels.void_papers(session, subject_of(cage), clock=clock)
    return cage


def queue_label(
    session: Session,
    *,
    sscc: str,
    sender: str,
    desk: Desk,
    by: Person,
    clock: Clock,
    operation: str | None = None,
) -> PrintJob:
    """The cage's label with what stands on it now; a second one says COPY."""
    filled = filled_cage(session, sscc)
    if filled.cage.voided_at is not None:
        raise CageGone(sscc=sscc)
    language = filled.kitchen.language
    rule = session.get(DeliveryRule, (filled.kitchen.id, filled.cage.delivery_on.weekday()))
    content = PalletContent(
        sscc=filled.cage.sscc,
        kitchen=filled.kitchen.name,
        delivery_on=filled.cage.delivery_on,
        sender=sender,
        route=rule.route.name.in_(language) if rule else "",
        stop=str(rule.stop) if rule else "",
        crates=len(filled.crates) or None,
        net=filled.net if filled.crates else None,
        contents=tuple(
            dict.fromkeys(crate.lot.article.product.name.in_(language) for crate in filled.crates)
        ),
        storages=storages_of(filled.crates),
        address=desk.page_of(filled.cage.sscc),
        made_up=desk.made_up,
    )
    return labels.queue(
        session,
        printer=desk.printer,
        kind=PaperKind.PALLET_LABEL,
        subject=subject_of(filled.cage),
        language=language,
        content=content,
        by=by,
        clock=clock,
        operation=operation,
    )


# ---- reads


def filled_cage(session: Session, sscc: str) -> FilledCage:
    cage = _found(session, sscc)
    packed = packed_for(session, cage.kitchen_id, cage.delivery_on)
    placed = stands_on(session, cage.kitchen_id, cage.delivery_on)
    return FilledCage(
        cage,
        session.get_one(Kitchen, cage.kitchen_id),
        tuple(crate for crate in packed if placed.get(crate.id) == cage.sscc),
        sum(1 for crate in packed if crate.id not in placed),
    )


def cages_of(session: Session, kitchen_id: int, delivery_on: date) -> Sequence[RollCage]:
    """Every cage of a kitchen and day that is in use, in the order of making."""
    return session.scalars(
        select(RollCage)
        .where(
            RollCage.kitchen_id == kitchen_id,
            RollCage.delivery_on == delivery_on,
            RollCage.voided_at.is_(None),
        )
        .order_by(RollCage.number)
    ).all()


def waiting(session: Session, kitchen_id: int, delivery_on: date) -> list[RollCage]:
    """Those that no closed load has taken along yet."""
    return [cage for cage in cages_of(session, kitchen_id, delivery_on) if cage.delivery_id is None]


def stands_on(session: Session, kitchen_id: int, delivery_on: date) -> dict[int, str]:
    """The SSCC of the cage that each crate of a kitchen and day stands on."""
    rows = session.execute(
        select(CagedCrate.crate_id, RollCage.sscc)
        .join(RollCage, RollCage.id == CagedCrate.cage_id)
        .where(
            RollCage.kitchen_id == kitchen_id,
            RollCage.delivery_on == delivery_on,
            RollCage.voided_at.is_(None),
        )
    )
    return dict(rows.all())


def packed_for(session: Session, kitchen_id: int, delivery_on: date) -> list[Crate]:
    """Crates that are picked for a kitchen and day and not taken back, in the order of picking."""
    return list(
        session.scalars(
            select(Crate)
            .join(Pick, Pick.crate_id == Crate.id)
            .join(OrderLine, OrderLine.id == Pick.line_id)
            .join(Order, Order.id == OrderLine.order_id)
            .where(
                Order.kitchen_id == kitchen_id,
                Order.delivery_on == delivery_on,
                ~select(PickUndone.pick_id).where(PickUndone.pick_id == Pick.id).exists(),
            )
            .order_by(Pick.id)
        ).unique()
    )


def storages_of(crates: Sequence[Crate]) -> tuple[str, ...]:
    """The climates that these goods need, the coldest first."""
    found = {crate.lot.article.storage_class for crate in crates}
    return tuple(one.value for one in StorageClass if one in found)


def _found(session: Session, sscc: str) -> RollCage:
    code = read_code(sscc)
    cage = session.scalar(select(RollCage).where(RollCage.sscc == (code.crate or sscc)))
    if cage is None:
        raise CageUnknown(sscc=sscc)
    return cage


def _open(session: Session, sscc: str) -> RollCage:
    """The cage, locked, while it can still be filled."""
    cage = _found(session, sscc)
    locked = session.scalar(
        select(RollCage)
        .where(RollCage.id == cage.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if locked is None or locked.voided_at is not None or locked.delivery_id is not None:
        raise CageGone(sscc=cage.sscc)
    return locked


def _stand(session: Session, cage: RollCage, crate: Crate) -> None:
    stands = session.get(CagedCrate, crate.id)
    if stands is None:
        session.add(CagedCrate(crate_id=crate.id, cage_id=cage.id))
    else:
        stands.cage_id = cage.id
    session.flush()
