"""Reads of delivery: the loads of a day by route, the driver's stops in order, and what a kitchen may expect and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Kitchen
from hub.delivery import cages, note, packages, service
from hub.delivery.records import DeliveredCrate, DeliveredLine, Delivery, DeliveryState, Package, RollCage
from hub.delivery.service import lines_of
from hub.kernel.errors import NotFound
from hub.kernel.words import Language
from hub.labels.views import JobRow, jobs_of
from hub.orders.records import Order, OrderLine
from hub.orders.rules import Standing, standing_of
from hub.picking.views import NOT_TO_BE, KitchenProgress, progress, progress_of
from hub.planning.records import DeliveryRule, Route
from hub.stock.papers import CAGE, PACKAGE


class ArrivalState(StrEnum):
    """Where a kitchen's delivery is, as the kitchen understands it."""

    EXPECTED = "expected"  # ordered; the goods are not in the house yet
    BEING_PACKED = "being_packed"
    PACKED = "packed"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class ClosedLoad:
    """A load with its note, and the stop at which it is handed over."""

    kitchen: Kitchen
    rule: DeliveryRule | None
    delivery: Delivery
    crates: int
    lines: int
    job: JobRow | None


@dataclass(frozen=True, slots=True)
class Load:
    """One kitchen's day: the loads that are closed, and how far the lines are that a further one has to take."""

    kitchen: Kitchen
    rule: DeliveryRule | None
    closed: tuple[ClosedLoad, ...]
    left: KitchenProgress
    cages: tuple[RollCage, ...] = ()
    packages: tuple[Package, ...] = ()

    @property
    def all_closed(self) -> bool:
        return bool(self.closed) and not self.left.lines

    @property
    def ready(self) -> bool:
        return self.left.lines > 0 and self.left.settled == self.left.lines


@dataclass(frozen=True, slots=True)
class RouteLoads:
    route: Route | None
    loads: tuple[Load, ...]


@dataclass(frozen=True, slots=True)
class RouteStops:
    route: Route | None
    stops: tuple[ClosedLoad, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One load of a kitchen, or what is left to load for a day: what state, in which window, with how many lines."""

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
    rule = session.get(DeliveryRule, (kitchen.id, deliver_on.weekday()))
    left = service.lines_left(session, kitchen.id, deliver_on)
    return Load(
        kitchen=kitchen,
        rule=rule,
        closed=tuple(
            _closed(session, kitchen, rule, delivery)
            for delivery in service.loads_of(session, kitchen.id, deliver_on)
        ),
        left=progress_of(kitchen, deliver_on, [line.state for line in left]),
        cages=tuple(cages.waiting(session, kitchen.id, deliver_on)),
        packages=tuple(packages.waiting(session, kitchen.id, deliver_on)),
    )


def _closed(session: Session, kitchen: Kitchen, rule: DeliveryRule | None, delivery: Delivery) -> ClosedLoad:
    crates = session.scalar(
        select(func.count(DeliveredCrate.crate_id)).where(DeliveredCrate.delivery_id == delivery.id)
    )
    lines = session.scalar(
        select(func.count(DeliveredLine.line_id)).where(DeliveredLine.delivery_id == delivery.id)
    )
    job = next(iter(jobs_of(session, note.subject_of(delivery))), None)
    return ClosedLoad(kitchen, rule, delivery, crates or 0, lines or 0, job)


def stops(session: Session, deliver_on: date) -> list[RouteStops]:
    """Closed loads in driving order."""
    return [
        RouteStops(one.route, closed)
        for one in loads(session, deliver_on)
        if (closed := tuple(closed for load in one.loads for closed in load.closed))
    ]


def arrivals(session: Session, since: date, kitchen_id: int | None) -> list[Arrival]:
    """What is coming and what came, one row a load, and one for what is not loaded yet; `kitchen_id` None: every kitchen."""
    found: list[Arrival] = []
    for one in progress(session, since):
        if kitchen_id is not None and one.kitchen.id != kitchen_id:
            continue
        load = _load(session, one)
        window = (load.rule.window_from, load.rule.window_to) if load.rule else None
        found.extend(
            Arrival(
                one.kitchen,
                one.deliver_on,
                ON_ITS_WAY[closed.delivery.state],
                window,
                closed.lines,
                closed.delivery,
            )
            for closed in load.closed
        )
        if load.left.lines:
            found.append(
                Arrival(
                    one.kitchen, one.deliver_on, _before_loading(load.left), window, load.left.lines, None
                )
            )
    return found


ON_ITS_WAY = {
    DeliveryState.LOADED: ArrivalState.ON_THE_WAY,
    DeliveryState.DELIVERED: ArrivalState.DELIVERED,
    DeliveryState.ANSWERED: ArrivalState.ANSWERED,
}


def _before_loading(left: KitchenProgress) -> ArrivalState:
    if left.settled == left.lines:
        return ArrivalState.PACKED
    if left.waiting == left.lines:
        return ArrivalState.EXPECTED
    return ArrivalState.BEING_PACKED


def own_delivery(session: Session, delivery_id: int, kitchen_id: int | None) -> Delivery:
    """A delivery that this kitchen may see. Another kitchen's is not there at all."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None or (kitchen_id is not None and delivery.kitchen_id != kitchen_id):
        raise NotFound(delivery=delivery_id)
    return delivery


def numbered_delivery(session: Session, number: int, kitchen_id: int | None) -> Delivery:
    """As `own_delivery`, by the number of its note."""
    delivery = session.scalar(select(Delivery).where(Delivery.note_number == number))
    if delivery is None:
        raise NotFound(note=number)
    return own_delivery(session, delivery.id, kitchen_id)


def arrived_lines(session: Session, delivery: Delivery, language: Language) -> list[ArrivedLine]:
    return [
        ArrivedLine(line, standing_of(line.events), note.short_reason(line, language))
        for line in lines_of(session, delivery)
    ]


def unit_numbered(session: Session, sscc: str) -> str:
    """What a number of the crates' series names besides crates: a roll cage or a package (the words of `stock.papers`), or nothing."""
    for word, record in ((CAGE, RollCage), (PACKAGE, Package)):
        if session.scalar(select(record.id).where(record.sscc == sscc)) is not None:
            return word
    return ""


def kitchen_named(session: Session, kitchen_id: int) -> Kitchen:
    kitchen = session.get(Kitchen, kitchen_id)
    if kitchen is None:
        raise NotFound(kitchen=kitchen_id)
    return kitchen
