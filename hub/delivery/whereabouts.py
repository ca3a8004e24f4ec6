"""Where crates are now and who has them: in which room, packed for whom, on the vehicle, or at which kitchen since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Kitchen
from hub.delivery.records import DeliveredCrate, Delivery
from hub.kernel.quantity import Mass
from hub.orders.records import Order, OrderLine
from hub.picking.records import Pick, PickUndone
from hub.stock import ledger
from hub.stock.records import Movement, MovementKind, Place, PlaceKind


class Fate(StrEnum):
    """What became of a crate."""

    IN_STORE = "in_store"
    PACKED = "packed"
    ON_VEHICLE = "on_vehicle"
    DELIVERED = "delivered"
    EMPTIED = "emptied"  # the last of it was weighed out into other crates
    TAKEN_BACK = "taken_back"
    DISCARDED = "discarded"


_IN = {PlaceKind.PACKING: Fate.PACKED, PlaceKind.VEHICLE: Fate.ON_VEHICLE}
_OUT = {
    MovementKind.DELIVERED: Fate.DELIVERED,
    MovementKind.TAKEN_BACK: Fate.TAKEN_BACK,
    MovementKind.DISCARDED: Fate.DISCARDED,
}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`since`: of its last movement. Kitchen and orders are known from the pick on, the delivery from loading on."""

    fate: Fate
    place: Place | None
    mass: Mass
    count: int | None
    since: datetime | None
    kitchen: Kitchen | None
    orders: Sequence[int]
    delivery: Delivery | None

    @property
    def in_house(self) -> bool:
        return self.place is not None


def whereabouts(session: Session, crate_ids: Iterable[int]) -> dict[int, Whereabouts]:
    """Of each crate, in a few queries for all of them."""
    wanted = sorted(set(crate_ids))
    standing = ledger.standings(session, wanted)
    places = {place.id: place for place in session.scalars(select(Place))}
    last = _last_movements(session, wanted)
    picked = _picked_for(session, wanted)
    kitchens = {kitchen.id: kitchen for kitchen in session.scalars(select(Kitchen))}
    delivered = dict(
        session.execute(
            select(DeliveredCrate.crate_id, Delivery)
            .join(Delivery, Delivery.id == DeliveredCrate.delivery_id)
            .where(DeliveredCrate.crate_id.in_(wanted))
        ).all()
    )
    found = {}
    for crate_id in wanted:
        here = standing[crate_id]
        place = places[here.place_id] if here.place_id is not None else None
        moved = last.get(crate_id)
        order = picked.get(crate_id)
        found[crate_id] = Whereabouts(
            fate=_fate(place, moved),
            place=place,
            mass=here.mass,
            count=here.count,
            since=moved.at if moved else None,
            kitchen=kitchens[order.kitchen_id] if order else None,
            orders=(order.number,) if order else (),
            delivery=delivered.get(crate_id),
        )
    return found


def _fate(place: Place | None, last: Movement | None) -> Fate:
    if place is not None:
        return _IN.get(place.kind, Fate.IN_STORE)
    return _OUT.get(last.kind, Fate.EMPTIED) if last else Fate.EMPTIED


def _last_movements(session: Session, crate_ids: Sequence[int]) -> dict[int, Movement]:
    rows = session.scalars(select(Movement).where(Movement.crate_id.in_(crate_ids)).order_by(Movement.id))
    return {movement.crate_id: movement for movement in rows}


def _picked_for(session: Session, crate_ids: Sequence[int]) -> dict[int, Order]:
    rows = session.execute(
        select(Pick.crate_id, Order)
        .join(OrderLine, OrderLine.id == Pick.line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(
            Pick.crate_id.in_(crate_ids),
            ~select(PickUndone.pick_id).where(PickUndone.pick_id == Pick.id).exists(),
        )
        .order_by(Pick.id)
    )
    return dict(rows.all())
