"""Reads of delivery: the loads of a day by route, the driver's stops in order, and what a kitchen may expect and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Kitchen
from hub.delivery import note
from hub.delivery.records import DeliveredCrate, Delivery, DeliveryState
from hub.delivery.service import lines_of
from hub.kernel.errors import NotFound
from hub.labels.records import PrintJob
from hub.orders.records import Order, OrderLine
from hub.orders.rules import Standing, standing_of
from hub.picking.views import NOT_TO_BE, KitchenProgress, progress
from hub.planning.records import DeliveryRule, Route


class ArrivalState(StrEnum):
    """Where a kitchen's delivery is, as the kitchen understands it."""

    EXPECTED = "expected"  # ordered; the goods are not in the house yet
    BEING_PACKED = "being_packed"
    PACKED = "packed"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Load:
    """One kitchen's load of a day."""

    kitchen: Kitchen
    rule: DeliveryRule | None
    progress: KitchenProgress
    delivery: Delivery | None
    crates: int
    job: PrintJob | None

    @property
    def ready(self) -> bool:
        return self.delivery is None and self.progress.settled == self.progress.lines


@dataclass(frozen=True, slots=True)
class RouteLoads:
    route: Route | None
    loads: tuple[Load, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One delivery day of a kitchen: what state, in which window, with how many lines."""

    kitchen: Kitchen
    deliver_on: date
    state: ArrivalState
    window: tuple[time, time] | None
    lines: int
    delivery: Delivery | None


@dataclass(frozen=True, slots=True)
class ArrivedLine:
    """A line with its amounts side by side, and why less came."""

    line: OrderLine
    told: Standing
    short_reason: str


def days(session: Session, since: date) -> list[date]:
    """Days with something to deliver, from a day on."""
    found = session.scalars(
        select(Order.delivery_on)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(Order.delivery_on >= since, OrderLine.state.not_in(NOT_TO_BE))
        .distinct()
    )
    return sorted(found)


def loads(session: Session, deliver_on: date) -> list[RouteLoads]:
    """Every kitchen's load of one day, by route and stop. A kitchen without a rule for the day comes last."""
    rows = [_load(session, one) for one in progress(session, deliver_on) if one.deliver_on == deliver_on]
    by_route: dict[int, list[Load]] = {}
    for row in rows:
        by_route.setdefault(row.rule.route_id if row.rule else 0, []).append(row)
    routes = {route.id: route for route in session.scalars(select(Route))}
    return [
        RouteLoads(
            routes.get(route_id),
            tuple(sorted(some, key=lambda one: (one.rule.stop if one.rule else 0, one.kitchen.name))),
        )
        for route_id, some in sorted(by_route.items(), key=lambda row: (row[0] == 0, row[0]))
    ]


def _load(session: Session, of_kitchen: KitchenProgress) -> Load:
    kitchen, deliver_on = of_kitchen.kitchen, of_kitchen.deliver_on
    delivery = session.scalar(
        select(Delivery).where(Delivery.kitchen_id == kitchen.id, Delivery.delivery_on == deliver_on)
    )
    crates = 0
    job = None
    if delivery is not None:
        crates = (
            session.scalar(
                select(func.count(DeliveredCrate.crate_id)).where(DeliveredCrate.delivery_id == delivery.id)
            )
            or 0
        )
        job = session.scalar(
            select(PrintJob)
            .where(PrintJob.subject == note.subject_of(delivery))
            .order_by(PrintJob.id.desc())
            .limit(1)
        )
    return Load(
        kitchen=kitchen,
        rule=session.get(DeliveryRule, (kitchen.id, deliver_on.weekday())),
        progress=of_kitchen,
        delivery=delivery,
        crates=crates,
        job=job,
    )


def stops(session: Session, deliver_on: date) -> list[RouteLoads]:
    """Closed loads in driving order."""
    return [
        RouteLoads(one.route, closed)
        for one in loads(session, deliver_on)
        if (closed := tuple(load for load in one.loads if load.delivery is not None))
    ]


def arrivals(session: Session, since: date, kitchen_id: int | None) -> list[Arrival]:
    """What is coming and what came, one row a kitchen and day; `kitchen_id` None shows every kitchen."""
    found = []
    for one in progress(session, since):
        if kitchen_id is not None and one.kitchen.id != kitchen_id:
            continue
        load = _load(session, one)
        window = (load.rule.window_from, load.rule.window_to) if load.rule else None
        found.append(Arrival(one.kitchen, one.deliver_on, _state(load), window, one.lines, load.delivery))
    return found


def _state(load: Load) -> ArrivalState:
    if load.delivery is not None:
        return {
            DeliveryState.LOADED: ArrivalState.ON_THE_WAY,
            DeliveryState.DELIVERED: ArrivalState.DELIVERED,
            DeliveryState.ANSWERED: ArrivalState.ANSWERED,
        }[load.delivery.state]
    if load.progress.settled == load.progress.lines:
        return ArrivalState.PACKED
    if load.progress.waiting == load.progress.lines:
        return ArrivalState.EXPECTED
    return ArrivalState.BEING_PACKED


def own_delivery(session: Session, delivery_id: int, kitchen_id: int | None) -> Delivery:
    """A delivery that this kitchen may see. Another kitchen's is not there at all."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None or (kitchen_id is not None and delivery.kitchen_id != kitchen_id):
        raise NotFound(delivery=delivery_id)
    return delivery


def arrived_lines(session: Session, delivery: Delivery) -> list[ArrivedLine]:
    return [
        ArrivedLine(line, standing_of(line.events), note.short_reason(line))
        for line in lines_of(session, delivery)
    ]


def kitchen_named(session: Session, kitchen_id: int) -> Kitchen:
    kitchen = session.get(Kitchen, kitchen_id)
    if kitchen is None:
        raise NotFound(kitchen=kitchen_id)
    return kitchen
