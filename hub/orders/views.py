"""Orders as people look at them: a list, one order with every line's history, and what has gone silent.

Not for: collections and the coordinator's week (collections.py, week.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from hub.catalogue.records import Article
from hub.kernel.quantity import Money, price_of
from hub.orders.errors import OrderUnknown
from hub.orders.lessening import Less, lessened
from hub.orders.lines import RefusalReason
from hub.orders.records import LineEvent, LineEventKind, LineState, Order, OrderLine
from hub.orders.rules import FINISHED, Amount, NextStep, Party, Standing, next_step, standing_of
from hub.orders.service import may_answer, may_settle, may_withdraw
from hub.orders.timetable import Timetable
from hub.people.records import Person

LIST_LENGTH = 50
_ANSWERS = frozenset({LineEventKind.CONFIRMED, LineEventKind.CUT, LineEventKind.REFUSED})


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One event as told to people. `on_behalf`: somebody else answered for the producer."""

    event: LineEvent
    who: str
    on_behalf: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """A line, where it stands, and whose turn it is. `named`: the producer or kitchen whose turn it is, by name."""

    line: OrderLine
    order: Order
    standing: Standing
    step: NextStep
    named: str | None
    overdue: bool
    history: tuple[HistoryRow, ...] = ()

    @property
    def may_withdraw(self) -> bool:
        return may_withdraw(self.line)

    @property
    def may_settle(self) -> bool:
        return may_settle(self.line)

    @property
    def may_answer(self) -> bool:
        return may_answer(self.line)

    @property
    def reason(self) -> str | None:
        """The last reason that somebody gave, unless it is told with the amount that it explains."""
        said = [event.reason for event in self.line.events if event.reason]
        told = {less.reason for less in self.lessened}
        return said[-1] if said and said[-1] not in told else None

    @property
    def lessened(self) -> tuple[Less, ...]:
        """Why there is less than ordered, step by step."""
        return lessened(self.line.events)

    @property
    def claim(self) -> LineEvent | None:
        """What the kitchen did not accept, while nobody has settled it."""
        if self.line.state is not LineState.CLAIMED:
            return None
        return [event for event in self.line.events if event.kind is LineEventKind.CLAIMED][-1]

    @property
    def turned_away(self) -> Amount | None:
        """What the hub refused at its door of the goods for this line, and did not let in after all."""
        amount = self.standing.turned_away
        return amount if amount is not None and (amount.mass or amount.count) else None

    @property
    def cause(self) -> RefusalReason | None:
        """Why it was refused there: the last reason of the list."""
        named = [event.cause for event in self.line.events if event.cause]
        return named[-1] if named else None

    @property
    def price(self) -> Money:
        """Of what is promised now: ordered until answered, then confirmed."""
        return price_of_amount(self.line, self.standing.confirmed or Amount(self.line.mass, self.line.count))


@dataclass(frozen=True, slots=True)
class OrderView:
    order: Order
    lines: tuple[LineView, ...]
    placed_by: str

    @property
    def overdue(self) -> tuple[LineView, ...]:
        return tuple(view for view in self.lines if view.overdue)

    @property
    def total(self) -> Money:
        return sum((view.price for view in self.lines if _counts(view)), start=Money(0))

    @property
    def states(self) -> dict[LineState, int]:
        """How many lines stand where, in the order of the day."""
        present = [view.line.state for view in self.lines]
        return {state: present.count(state) for state in LineState if state in present}

    @property
    def finished(self) -> bool:
        return all(view.line.state in FINISHED for view in self.lines)


def _counts(view: LineView) -> bool:
    return view.line.state not in {LineState.REFUSED, LineState.WITHDRAWN}


def price_of_amount(line: OrderLine, amount: Amount) -> Money:
    """Before tax, at the price that stood in the order."""
    return line.price * amount.count if amount.count is not None else price_of(amount.mass, line.price)


def orders(
    session: Session,
    now: datetime,
    zone: ZoneInfo,
    *,
    kitchen_id: int | None = None,
    before: int | None = None,
    limit: int = LIST_LENGTH,
) -> list[OrderView]:
    """Newest first; of one kitchen, or of all. `before` is the number of the last order of the page before."""
    query = select(Order).order_by(Order.number.desc()).limit(limit)
    if kitchen_id is not None:
        query = query.where(Order.kitchen_id == kitchen_id)
    if before is not None:
        query = query.where(Order.number < before)
    found = list(session.scalars(query))
    timetable = Timetable.load(session, zone)
    names = _names(session, {order.placed_by_id for order in found})
    return [
        OrderView(
            order,
            tuple(line_view(order, line, timetable, now) for line in order.lines),
            names.get(order.placed_by_id, ""),
        )
        for order in found
    ]


def order_detail(
    session: Session, order_id: int, now: datetime, zone: ZoneInfo, *, kitchen_id: int | None = None
) -> OrderView:
    """One order with every line's history. Raises OrderUnknown, also when it is another kitchen's."""
    order = session.get(Order, order_id)
    if order is None or (kitchen_id is not None and order.kitchen_id != kitchen_id):
        raise OrderUnknown(order=order_id)
    people = {event.person_id for line in order.lines for event in line.events}
    writers = {
        person.id: person
        for person in session.scalars(select(Person).where(Person.id.in_(people | {order.placed_by_id})))
    }
    timetable = Timetable.load(session, zone)
    views = tuple(
        line_view(order, line, timetable, now, history=_history(line, writers)) for line in order.lines
    )
    return OrderView(order, views, writers[order.placed_by_id].name)


def window_of(session: Session, order: Order, zone: ZoneInfo) -> tuple[time, time]:
    """The agreed window of the order's delivery, in local time."""
    return Timetable.load(session, zone).window(order.kitchen_id, order.delivery_on)


def latest_order(session: Session, kitchen_id: int) -> Order | None:
    """What "order the same again" copies."""
    return session.scalar(
        select(Order).where(Order.kitchen_id == kitchen_id).order_by(Order.number.desc()).limit(1)
    )


def overdue(
    session: Session, now: datetime, zone: ZoneInfo, *, kitchen_id: int | None = None
) -> list[LineView]:
    """Every line whose next step should have happened and has not: the longest silence first."""
    query = select(OrderLine).where(OrderLine.state.not_in(FINISHED)).options(joinedload(OrderLine.order))
    if kitchen_id is not None:
        query = query.join(Order).where(Order.kitchen_id == kitchen_id)
    silent = [view for view in line_views(session, session.scalars(query), now, zone) if view.overdue]
    return sorted(silent, key=lambda view: (view.step.due or now, view.line.id))


def claims(
    session: Session, now: datetime, zone: ZoneInfo, *, producer_id: int | None = None
) -> list[LineView]:
    """Claims that nobody has settled, the one that is due first on top; of one producer's goods, or all."""
    query = select(OrderLine).where(OrderLine.state == LineState.CLAIMED).options(joinedload(OrderLine.order))
    if producer_id is not None:
        query = query.join(Article).where(Article.producer_id == producer_id)
    found = line_views(session, session.scalars(query), now, zone)
    return sorted(found, key=lambda view: (view.step.due or now, view.line.id))


def line_views(session: Session, lines: Iterable[OrderLine], now: datetime, zone: ZoneInfo) -> list[LineView]:
    """Of lines that were loaded together with their orders."""
    timetable = Timetable.load(session, zone)
    return [line_view(line.order, line, timetable, now) for line in lines]


def line_view(
    order: Order, line: OrderLine, timetable: Timetable, now: datetime, *, history: Sequence[HistoryRow] = ()
) -> LineView:
    step = next_step(line.state, timetable.deadlines(order, line))
    named = {Party.PRODUCER: line.article.producer.name, Party.KITCHEN: order.kitchen.name}.get(
        step.responsible
    )
    return LineView(line, order, standing_of(line.events), step, named, step.is_overdue(now), tuple(history))


def _history(line: OrderLine, writers: dict[int, Person]) -> list[HistoryRow]:
    return [
        HistoryRow(
            event,
            writers[event.person_id].name,
            event.kind in _ANSWERS and writers[event.person_id].producer_id != line.article.producer_id,
        )
        for event in line.events
    ]


def _names(session: Session, ids: set[int]) -> dict[int, str]:
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: row.name for row in rows}
