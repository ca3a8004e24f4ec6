"""Verbs of ordering: place an order, take a line back, answer a line, and note what happened to a line.

`append_event` is the one way in which anything happens to a line, for the floor as well: it keeps the fact and refolds the state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from hub.catalogue.records import Article, SoldBy
from hub.catalogue.rules import Pack, quantity_of
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.orders.errors import (
    AnswerNothing,
    AnswerReasonMissing,
    AnswerTooMuch,
    ArticleNotForSale,
    ArticleTwice,
    CutOffPassed,
    LineElsewhere,
    LineUnknown,
    NoDeliveryThatDay,
    NoteTooLong,
    OrderEmpty,
    OutOfReach,
)
from hub.orders.records import LineEvent, LineEventKind, LineState, Order, OrderLine
from hub.orders.rules import NOTHING, Amount, IllegalEvent, after, can_happen, standing_of
from hub.people.records import Person
from hub.planning.calendar import collection_days_of, delivery_days
from hub.planning.plan import CollectionDay, Promise, Rhythm, earliest, promise_for
from hub.storage.numbers import hold_series, next_number

ORDERS = "order"
LONGEST_NOTE = 500
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line as a kitchen asks for it: whole packs of an article."""

    article_id: int
    packs: int


def pack_of(article: Article) -> Pack:
    return Pack(article.pack_mass, article.pack_count, by_count=article.sold_by is SoldBy.COUNT)


def place_order(
    session: Session,
    *,
    kitchen_id: int,
    delivery_on: date,
    lines: Sequence[Wanted],
    note: str | None,
    rhythm: Rhythm,
    by: Person,
    clock: Clock,
    operation: str,
    made_up: bool = False,
) -> Order:
    """An order with its running number. The server's clock decides about the cut-off; the same operation gives the same order.

    Raises OrderEmpty, ArticleTwice, ArticleNotForSale, NoDeliveryThatDay, CutOffPassed, NoteTooLong and the amounts' own errors.
    """
    hold_series(session, ORDERS)  # a double click waits here and then finds the first order
    placed = session.scalar(select(Order).where(Order.operation == operation))
    if placed is not None:
        return placed
    now = clock.now()
    said = (note or "").strip()
    if len(said) > LONGEST_NOTE:
        raise NoteTooLong(most=LONGEST_NOTE)
    articles = _articles_for_sale(session, lines)
    ways = _ways(session, kitchen_id, delivery_on, articles, now=now, rhythm=rhythm)
    order = Order(
        number=next_number(session, ORDERS),
        kitchen_id=kitchen_id,
        delivery_on=delivery_on,
        placed_at=now,
        placed_by_id=by.id,
        note=said or None,
        made_up=made_up,
        operation=operation,
    )
    order.lines = [
        _line(
            position, articles[wanted.article_id], wanted.packs, ways[articles[wanted.article_id].producer_id]
        )
        for position, wanted in enumerate(lines, start=1)
    ]
    session.add(order)
    session.flush()
    for line in order.lines:
        append_event(
            session,
            line,
            LineEventKind.ORDERED,
            mass=line.mass,
            count=line.count,
            by=by,
            clock=clock,
            operation=operation,
        )
    return order


def _articles_for_sale(session: Session, lines: Sequence[Wanted]) -> dict[int, Article]:
    if not lines:
        raise OrderEmpty
    wanted = [line.article_id for line in lines]
    found = session.scalars(select(Article).where(Article.id.in_(wanted), Article.active))
    articles = {article.id: article for article in found}
    for index, article_id in enumerate(wanted):
        if article_id not in articles:
            raise ArticleNotForSale(article=article_id)
        if article_id in wanted[:index]:
            raise ArticleTwice(product=articles[article_id].product.name)
    return articles


def _ways(
    session: Session,
    kitchen_id: int,
    delivery_on: date,
    articles: dict[int, Article],
    *,
    now: datetime,
    rhythm: Rhythm,
) -> dict[int, Promise]:
    """How each producer's goods reach the chosen day. Raises NoDeliveryThatDay and CutOffPassed."""
    deliveries = delivery_days(session, kitchen_id)
    if delivery_on.weekday() not in {day.weekday for day in deliveries}:
        raise NoDeliveryThatDay(day=delivery_on)
    collections = collection_days_of(session, {article.producer_id for article in articles.values()})
    ways: dict[int, Promise] = {}
    for article in articles.values():
        days: tuple[CollectionDay, ...] = collections.get(article.producer_id, ())
        way = promise_for(days, delivery_on, now, rhythm)
        if way is None:
            soonest = earliest(days, deliveries, now, rhythm)
            if soonest is None:
                raise OutOfReach(product=article.product.name)
            raise CutOffPassed(product=article.product.name, day=delivery_on, earliest=soonest.delivery_on)
        ways[article.producer_id] = way
    return ways


def _line(position: int, article: Article, packs: int, way: Promise) -> OrderLine:
    quantity = quantity_of(packs, pack_of(article))
    return OrderLine(
        position=position,
        article_id=article.id,
        article=article,
        mass=quantity.mass,
        count=quantity.count,
        price=article.price,
        collect_on=way.collect_on,
        answer_by=way.answer_by,
        state=LineState.ORDERED,
    )


def withdraw_line(session: Session, *, line_id: int, by: Person, clock: Clock, operation: str) -> LineEvent:
    """The kitchen takes back what its producer has not answered yet. Another kitchen's line is unknown to this person."""
    line = _line_of(session, line_id)
    kitchen_id = session.scalar(select(Order.kitchen_id).where(Order.id == line.order_id))
    if by.kitchen_id is not None and by.kitchen_id != kitchen_id:
        raise LineUnknown(line=line_id)
    return append_event(
        session,
        line,
        LineEventKind.WITHDRAWN,
        mass=line.mass,
        count=line.count,
        by=by,
        clock=clock,
        operation=operation,
    )


def answer_line(
    session: Session,
    *,
    line_id: int,
    confirmed: Amount | None,
    reason: str | None,
    by: Person,
    clock: Clock,
    operation: str,
) -> LineEvent:
    """All of it, less with a reason, or (`confirmed` None) nothing with a reason.

    A person of another producer does not know the line; a coordinator belongs to no producer and may answer for any.
    Raises LineUnknown, LineElsewhere, AnswerReasonMissing, AnswerTooMuch, AnswerNothing.
    """
    line = _line_of(session, line_id)
    if by.producer_id is not None and by.producer_id != line.article.producer_id:
        raise LineUnknown(line=line_id)
    kind = _kind_of_answer(line, confirmed)
    said = (reason or "").strip()[:LONGEST_REASON]
    if kind is not LineEventKind.CONFIRMED and not said:
        raise AnswerReasonMissing
    amount = confirmed or Amount(NOTHING, 0 if line.count is not None else None)
    return append_event(
        session,
        line,
        kind,
        mass=amount.mass,
        count=amount.count,
        by=by,
        clock=clock,
        operation=operation,
        reason=said or None,
    )


def _kind_of_answer(line: OrderLine, confirmed: Amount | None) -> LineEventKind:
    if confirmed is None:
        return LineEventKind.REFUSED
    if confirmed.mass <= NOTHING or (confirmed.count is not None and confirmed.count < 1):
        raise AnswerNothing
    if confirmed.mass > line.mass or (confirmed.count or 0) > (line.count or 0):
        raise AnswerTooMuch(ordered=line.mass)
    whole = confirmed.mass == line.mass and confirmed.count == line.count
    return LineEventKind.CONFIRMED if whole else LineEventKind.CUT


def settle_line(
    session: Session, *, line_id: int, reason: str | None, by: Person, clock: Clock, operation: str
) -> LineEvent:
    """Close what did not come, or a claim: the kitchen says it knows, or the coordinator says what was agreed.

    A kitchen's person closes only its own line, and only one that did not come: a claim is settled by the other side.
    """
    line = _line_of(session, line_id)
    done = next((event for event in line.events if event.operation == operation), None)
    if done is not None:
        return done
    kitchen_id = session.scalar(select(Order.kitchen_id).where(Order.id == line.order_id))
    if by.kitchen_id is not None and by.kitchen_id != kitchen_id:
        raise LineUnknown(line=line_id)
    own_to_close = (
        {LineState.NOT_COME} if by.kitchen_id is not None else {LineState.NOT_COME, LineState.CLAIMED}
    )
    if line.state not in own_to_close:
        raise LineElsewhere(state=line.state, product=line.article.product.name)
    said = (reason or "").strip()[:LONGEST_REASON]
    if line.state is LineState.CLAIMED and not said:
        raise AnswerReasonMissing
    kept = _not_claimed(line)
    return append_event(
        session,
        line,
        LineEventKind.ACCEPTED,
        mass=kept.mass,
        count=kept.count,
        by=by,
        clock=clock,
        operation=operation,
        reason=said or None,
    )


def _not_claimed(line: OrderLine) -> Amount:
    """What of a delivered line nobody disputes. Pieces are left out of a claim that speaks of mass only."""
    told = standing_of(line.events)
    if told.delivered is None:
        return Amount(NOTHING, None)
    if told.claimed is None or told.claimed.count is None:
        claimed = told.claimed.mass if told.claimed else NOTHING
        return Amount(told.delivered.mass - claimed, None)
    return told.delivered - told.claimed


def append_event(
    session: Session,
    line: OrderLine,
    kind: LineEventKind,
    *,
    mass: Mass,
    count: int | None,
    by: Person,
    clock: Clock,
    operation: str,
    reason: str | None = None,
) -> LineEvent:
    """Note one more thing that happened to a line and refold its state. The same operation is noted once.

    Raises LineElsewhere when the line is not in a state in which this can happen.
    """
    # Waits for whoever changes this line now, so that two answers cannot both find it unanswered.
    session.execute(select(OrderLine.id).where(OrderLine.id == line.id).with_for_update())
    events = list(
        session.scalars(select(LineEvent).where(LineEvent.line_id == line.id).order_by(LineEvent.id))
    )
    for known in events:
        if known.operation == operation and known.kind is kind:
            return known
    try:
        standing = after(standing_of(events), kind, Amount(mass, count))
    except IllegalEvent as err:
        raise LineElsewhere(state=err.state, product=line.article.product.name) from err
    event = LineEvent(
        line_id=line.id,
        kind=kind,
        at=clock.now(),
        person_id=by.id,
        mass=mass,
        count=count,
        reason=reason,
        operation=operation,
    )
    session.add(event)
    if standing.state is not None:
        line.state = standing.state
    session.flush()
    set_committed_value(line, "events", [*events, event])
    return event


def may_withdraw(line: OrderLine) -> bool:
    return can_happen(line.state, LineEventKind.WITHDRAWN)


def may_settle(line: OrderLine) -> bool:
    return line.state in {LineState.NOT_COME, LineState.CLAIMED}


def may_answer(line: OrderLine) -> bool:
    return can_happen(line.state, LineEventKind.REFUSED)


def _line_of(session: Session, line_id: int) -> OrderLine:
    line = session.get(OrderLine, line_id)
    if line is None:
        raise LineUnknown(line=line_id)
    return line
