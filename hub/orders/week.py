"""The coordinator's week: per day and route what is fetched from whom, and what goes to which kitchen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from hub.catalogue.records import Kitchen, Producer
from hub.orders.collections import ProducerCollection, totals
from hub.orders.records import LineState, Order, OrderLine
from hub.orders.rules import ZERO, Amount
from hub.orders.views import LineView, line_views
from hub.planning.plan import ONE_DAY
from hub.planning.records import CollectionRule, DeliveryRule, Route

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CollectionStop:
    """Where goods are fetched, or brought from when the route is None."""

    route: Route | None
    stop: int
    arrives_at: time | None
    collection: ProducerCollection

    @property
    def busy(self) -> bool:
        """Something is to be fetched here, or may still be."""
        return bool(self.collection.articles or self.collection.waiting)


@dataclass(frozen=True, slots=True)
class DeliveryStop:
    route: Route | None
    stop: int
    window: tuple[time, time] | None
    kitchen: Kitchen
    lines: tuple[LineView, ...]

    @property
    def busy(self) -> bool:
        return bool(self.lines)

    @property
    def amount(self) -> Amount:
        """What is promised and not taken back."""
        return sum((view.standing.confirmed or ZERO for view in self.lines), start=ZERO)

    @property
    def orders(self) -> tuple[Order, ...]:
        return tuple({view.order.id: view.order for view in self.lines}.values())

    @property
    def states(self) -> dict[LineState, int]:
        present = [view.line.state for view in self.lines]
        return {state: present.count(state) for state in LineState if state in present}


@dataclass(frozen=True, slots=True)
class Day:
    """Stops in driving order; stops of one route stand together."""

    date: date
    collections: tuple[CollectionStop, ...]
    deliveries: tuple[DeliveryStop, ...]

    @property
    def comes_in(self) -> Amount:
        return sum((stop.collection.mass for stop in self.collections), start=ZERO)

    @property
    def goes_out(self) -> Amount:
        return sum((stop.amount for stop in self.deliveries), start=ZERO)

    @property
    def unanswered(self) -> int:
        return sum(len(stop.collection.waiting) for stop in self.collections)

    @property
    def farms(self) -> int:
        """Producers from whom something is to be fetched."""
        return sum(bool(stop.collection.articles) for stop in self.collections)

    @property
    def kitchens(self) -> int:
        """Kitchens to which something goes."""
        return sum(bool(stop.lines) for stop in self.deliveries)


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    days: tuple[Day, ...]

    @property
    def before(self) -> date:
        return self.monday - WEEK

    @property
    def after(self) -> date:
        return self.monday + WEEK


def monday_of(day: date) -> date:
    return day - ONE_DAY * day.weekday()


def week(session: Session, monday: date, now: datetime, zone: ZoneInfo) -> Week:
    """Seven days from Monday, each with its planned stops, whether or not anything was ordered for them."""
    lines = _lines_of(session, monday, now, zone)
    collections = list(session.scalars(select(CollectionRule)))
    deliveries = list(session.scalars(select(DeliveryRule)))
    producers = {producer.id: producer for producer in session.scalars(select(Producer))}
    kitchens = {kitchen.id: kitchen for kitchen in session.scalars(select(Kitchen))}
    days = []
    for offset in range(7):
        day = monday + ONE_DAY * offset
        days.append(
            Day(
                day,
                tuple(_collections(day, collections, producers, lines)),
                tuple(_deliveries(day, deliveries, kitchens, lines)),
            )
        )
    return Week(monday, tuple(days))


def _lines_of(session: Session, monday: date, now: datetime, zone: ZoneInfo) -> list[LineView]:
    last = monday + WEEK - ONE_DAY
    query = (
        select(OrderLine)
        .join(Order)
        .where(
            OrderLine.state != LineState.WITHDRAWN,
            or_(OrderLine.collect_on.between(monday, last), Order.delivery_on.between(monday, last)),
        )
        .options(joinedload(OrderLine.order))
        .order_by(OrderLine.id)
    )
    return line_views(session, session.scalars(query), now, zone)


def _collections(
    day: date, rules: Iterable[CollectionRule], producers: dict[int, Producer], lines: Iterable[LineView]
) -> list[CollectionStop]:
    due: dict[int, list[LineView]] = {}
    for view in lines:
        if view.line.collect_on == day:
            due.setdefault(view.line.article.producer_id, []).append(view)
    planned = {rule.producer_id: rule for rule in rules if rule.weekday == day.weekday()}
    stops = []
    for producer_id in planned.keys() | due.keys():
        rule, views = planned.get(producer_id), due.get(producer_id, [])
        collection = ProducerCollection(
            producers[producer_id],
            day,
            tuple(totals(view.line for view in views)),
            tuple(view for view in views if view.line.state is LineState.ORDERED),
        )
        stops.append(
            CollectionStop(
                rule.route if rule else None,
                rule.stop if rule else 0,
                rule.arrives_at if rule else None,
                collection,
            )
        )
    return sorted(stops, key=lambda one: (_turn(one.route, one.stop), one.collection.producer.name))


def _deliveries(
    day: date, rules: Iterable[DeliveryRule], kitchens: dict[int, Kitchen], lines: Iterable[LineView]
) -> list[DeliveryStop]:
    due: dict[int, list[LineView]] = {}
    for view in lines:
        if view.order.delivery_on == day:
            due.setdefault(view.order.kitchen_id, []).append(view)
    planned = {rule.kitchen_id: rule for rule in rules if rule.weekday == day.weekday()}
    stops = []
    for kitchen_id in planned.keys() | due.keys():
        rule = planned.get(kitchen_id)
        stops.append(
            DeliveryStop(
                rule.route if rule else None,
                rule.stop if rule else 0,
                (rule.window_from, rule.window_to) if rule else None,
                kitchens[kitchen_id],
                tuple(due.get(kitchen_id, [])),
            )
        )
    return sorted(stops, key=lambda one: (_turn(one.route, one.stop), one.kitchen.name))


def _turn(route: Route | None, stop: int) -> tuple[str, int]:
    """Routes by their code, producers who bring their goods themselves last."""
    return (route.code if route else "\uffff", stop)
