"""By when each step of a line must have happened, from the agreed times of its producer's collection and its kitchen's delivery.

Not for: whether an order can still be placed (planning/plan.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.orders.records import Order, OrderLine
from hub.orders.rules import Deadlines
from hub.planning.plan import ONE_DAY, moment
from hub.planning.records import CollectionRule, DeliveryRule

# Goods in has so long after a producer's agreed arrival to weigh everything and to say that this is all.
TIME_TO_RECEIVE = timedelta(hours=4)
PICKED_BEFORE_WINDOW = timedelta(hours=2)
LOADED_BEFORE_WINDOW = timedelta(hours=1)
KITCHEN_ANSWERS_AT = time(14, 0)
TIME_TO_SETTLE = timedelta(days=5)
SATURDAY = 5
# A rule that was taken out of the calendar after the order leaves the line with the widest usual times.
USUAL_ARRIVAL = time(12, 0)
USUAL_WINDOW = (time(7, 0), time(15, 0))


@dataclass(frozen=True, slots=True)
class Timetable:
    """The weekly rules by (producer or kitchen, weekday), loaded once for a whole list of lines."""

    zone: ZoneInfo
    arrivals: dict[tuple[int, int], time] = field(default_factory=dict)
    windows: dict[tuple[int, int], tuple[time, time]] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session, zone: ZoneInfo) -> Timetable:
        collections = session.scalars(select(CollectionRule))
        deliveries = session.scalars(select(DeliveryRule))
        return cls(
            zone,
            {(rule.producer_id, rule.weekday): rule.arrives_at for rule in collections},
            {(rule.kitchen_id, rule.weekday): (rule.window_from, rule.window_to) for rule in deliveries},
        )

    def window(self, kitchen_id: int, delivery_on: date) -> tuple[time, time]:
        return self.windows.get((kitchen_id, delivery_on.weekday()), USUAL_WINDOW)

    def arrival(self, producer_id: int, collect_on: date) -> time:
        return self.arrivals.get((producer_id, collect_on.weekday()), USUAL_ARRIVAL)

    def deadlines(self, order: Order, line: OrderLine) -> Deadlines:
        opens, closes = self.window(order.kitchen_id, order.delivery_on)
        arrives_at = moment(
            line.collect_on, self.arrival(line.article.producer_id, line.collect_on), self.zone
        )
        window_from = moment(order.delivery_on, opens, self.zone)
        window_to = moment(order.delivery_on, closes, self.zone)
        return Deadlines(
            answer_by=line.answer_by,
            receive_by=min(arrives_at + TIME_TO_RECEIVE, window_from - PICKED_BEFORE_WINDOW),
            pick_by=window_from - PICKED_BEFORE_WINDOW,
            load_by=window_from - LOADED_BEFORE_WINDOW,
            deliver_by=window_to,
            accept_by=moment(next_working_day(order.delivery_on), KITCHEN_ANSWERS_AT, self.zone),
            settle_by=window_to + TIME_TO_SETTLE,
        )


def next_working_day(day: date) -> date:
    """The next day that is neither Saturday nor Sunday."""
    following = day + ONE_DAY
    while following.weekday() >= SATURDAY:
        following += ONE_DAY
    return following
