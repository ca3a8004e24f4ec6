"""How much waits at each place of the first page, so that its cards say where to begin. Each count is one small query.

Not for: the lists behind the cards, which the pages of the subjects ask for themselves. Never a count about a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article
from hub.coldchain import alarms
from hub.coldchain.calibrations import calibrations_due, told
from hub.coldchain.readings import in_ms
from hub.coldchain.reviews import waiting_days
from hub.coldchain.views import rooms
from hub.delivery.records import Delivery
from hub.labels.views import questions
from hub.orders.records import LineState, Order, OrderLine
from hub.picking.views import progress
from hub.receiving.day_sheets import unsigned_days
from hub.receiving.views import unclaimed
from hub.stock.held import count_held
from hub.stock.records import PlaceKind
from hub.stock.views import fill

ROOMS_LOOK_BACK = timedelta(hours=1)
UNSIGNED_SINCE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom and when: a producer and a kitchen see what waits for themselves, everybody else what waits in the house.

    `signs`: whether this person may sign a day, so that an unsigned one is told to nobody else.
    """

    now: datetime
    today: date
    zone: ZoneInfo
    producer_id: int | None
    kitchen_id: int | None
    signs: bool = False
    signs_rooms: bool = False


def waiting(session: Session, asker: Asker, endpoints: Iterable[str]) -> dict[str, int]:
    """Of these places, the ones where something waits."""
    asked = {endpoint: COUNTS[endpoint](session, asker) for endpoint in endpoints if endpoint in COUNTS}
    return {endpoint: count for endpoint, count in asked.items() if count}


def _lines(session: Session, *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(OrderLine.id)).where(*which)) or 0


def _to_receive(session: Session, asker: Asker) -> int:
    """Articles of today that have not come in yet."""
    here = select(func.count(func.distinct(OrderLine.article_id))).where(
        OrderLine.collect_on == asker.today, OrderLine.state == LineState.CONFIRMED
    )
    return session.scalar(here) or 0


def _to_put_away(session: Session, _asker: Asker) -> int:
    return sum(one.crates for one in fill(session) if one.place.kind is PlaceKind.DOCK)


def _to_pick(session: Session, asker: Asker) -> int:
    return sum(one.to_pick for one in progress(session, asker.today))


def _loads_ready(session: Session, asker: Asker) -> int:
    """Kitchens of today with picked goods and nothing left to pick."""
    picked = set(
        session.scalars(
            select(Order.kitchen_id)
            .join(OrderLine, OrderLine.order_id == Order.id)
            .where(Order.delivery_on == asker.today, OrderLine.state == LineState.PICKED)
        )
    )
    return sum(
        1
        for one in progress(session, asker.today)
        if one.deliver_on == asker.today and one.settled == one.lines and one.kitchen.id in picked
    )


def _stops_left(session: Session, asker: Asker) -> int:
    left = select(func.count(Delivery.id)).where(
        Delivery.delivery_on == asker.today, Delivery.delivered_at.is_(None)
    )
    return session.scalar(left) or 0


def _deliveries_to_answer(session: Session, asker: Asker) -> int:
    """Days of delivery with lines that nobody has accepted or claimed."""
    days = (
        select(Order.kitchen_id, Order.delivery_on)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(OrderLine.state == LineState.DELIVERED)
        .distinct()
    )
    if asker.kitchen_id is not None:
        days = days.where(Order.kitchen_id == asker.kitchen_id)
    return session.scalar(select(func.count()).select_from(days.subquery())) or 0


def _own_to_answer(session: Session, asker: Asker) -> int:
    own = select(Article.id).where(Article.producer_id == asker.producer_id)
    return _lines(session, OrderLine.state == LineState.ORDERED, OrderLine.article_id.in_(own))


def _all_to_answer(session: Session, _asker: Asker) -> int:
    return _lines(session, OrderLine.state == LineState.ORDERED)


def _claims_to_settle(session: Session, _asker: Asker) -> int:
    return _lines(session, OrderLine.state == LineState.CLAIMED)


def _rooms_out_of_limits(session: Session, asker: Asker) -> int:
    """Rooms beyond a limit, and sensors whose calibration is due soon or overdue."""
    beyond = sum(1 for room in rooms(session, asker.now, asker.now - ROOMS_LOOK_BACK) if room.open_excursions)
    return beyond + len(told(calibrations_due(session, asker.today)))


def _days_to_sign(session: Session, asker: Asker) -> int:
    """Days before today that hold weighings or typed weights and have no signature."""
    if not asker.signs:
        return 0
    first, last = asker.today - UNSIGNED_SINCE, asker.today - timedelta(days=1)
    return len(unsigned_days(session, first, last, asker.zone))


def _room_days(session: Session, asker: Asker) -> int:
    """Alarms that call, and for who may sign: days of the rooms that are unsigned, overdue, or opened again."""
    calls = len(alarms.calling(session, in_ms(asker.now)))
    return calls + (len(waiting_days(session, asker.today, asker.zone)) if asker.signs_rooms else 0)


COUNTS: dict[str, Callable[[Session, Asker], int]] = {
    "receiving.station": _to_receive,
    "stock.put_away": _to_put_away,
    "picking.lists": _to_pick,
    "delivery.loads": _loads_ready,
    "delivery.stops": _stops_left,
    "delivery.arrivals": _deliveries_to_answer,
    "producer.lines": _own_to_answer,
    "planning.week": _all_to_answer,
    "planning.claims": _claims_to_settle,
    "weighings.every": lambda session, _asker: len(unclaimed(session)),
    "day_sheets.every": _days_to_sign,
    "holds.every": lambda session, _asker: count_held(session),
    "quality.rooms": _rooms_out_of_limits,
    "room_days.every": _room_days,
    "jobs.overview": lambda session, _asker: questions(session),
}
