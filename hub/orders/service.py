"""Verbs of ordering: place an order, take a line back, answer a line, and note what happened to a line.

`append_event` is the one way in which anything happens to a line, for the floor as well: it keeps the fact and refolds the state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, SoldBy
from hub.catalogue.rules import Pack, quantity_of
from hub.kernel.clock import Clock
from hub.orders.answers import answer_line, settle_line
from hub.orders.errors import (
    ArticleNotForSale,
    ArticleTwice,
    CutOffPassed,
    LineUnknown,
    NoDeliveryThatDay,
    NoteTooLong,
    OrderEmpty,
    OutOfReach,
)
from hub.orders.line_events import append_event, line_of, may_answer, may_settle, may_withdraw
from hub.orders.records import LineEvent, LineEventKind, LineState, Order, OrderLine
from hub.people.records import Person
from hub.planning.calendar import collection_days_of, delivery_days
from hub.planning.plan import CollectionDay, Promise, Rhythm, earliest, promise_for
from hub.storage.numbers import hold_series, next_number

__all__ = [
    "Wanted",
    "answer_line",
    "append_event",
    "may_answer",
    "may_settle",
    "may_withdraw",
    "pack_of",
    "place_order",
    "settle_line",
    "withdraw_line",
]

ORDERS = "order"
LONGEST_NOTE = 500


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
    line = line_of(session, line_id)
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
