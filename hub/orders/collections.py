"""What comes in when: confirmed totals for goods in, lines that wait for an answer, and a producer's days ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from hub.catalogue.records import Article, Producer
from hub.catalogue.rules import packs_in
from hub.orders.records import LineState, OrderLine
from hub.orders.rules import ZERO, Amount, standing_of
from hub.orders.service import pack_of
from hub.orders.views import LineView, line_views
from hub.planning.calendar import collection_days
from hub.planning.plan import collection_dates
from hub.planning.records import CollectionRule

DAYS_AHEAD = 14
# Nobody fetches what was never promised.
NOT_PROMISED = (LineState.ORDERED, LineState.REFUSED, LineState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Announced:
    """One article of one collection day: what its producer confirmed over all kitchens."""

    article: Article
    amount: Amount
    lines: int

    @property
    def packs(self) -> Decimal:
        return packs_in(self.amount.mass, pack_of(self.article))


@dataclass(frozen=True, slots=True)
class Brought:
    """One article of a collection day whose lines the hub has received: promised, and what of it came in by weight or count.

    `received` None: goods of it were picked already, and the collection is not closed.
    """

    article: Article
    promised: Amount
    received: Amount | None


@dataclass(frozen=True, slots=True)
class ProducerCollection:
    """One producer on one collection day: what is promised, and what still waits for its answer."""

    producer: Producer
    collect_on: date
    articles: tuple[Announced, ...]
    waiting: tuple[LineView, ...]
    brought: tuple[Brought, ...] = ()

    @property
    def mass(self) -> Amount:
        return sum((one.amount for one in self.articles), start=ZERO)


def announced(session: Session, collect_on: date, *, producer_id: int | None = None) -> list[Announced]:
    """Confirmed amounts of a collection day per producer and article, in the order of their names."""
    query = (
        select(OrderLine)
        .where(OrderLine.collect_on == collect_on, OrderLine.state.not_in(NOT_PROMISED))
        .order_by(OrderLine.id)
    )
    if producer_id is not None:
        query = query.join(Article).where(Article.producer_id == producer_id)
    return totals(session.scalars(query))


def totals(lines: Iterable[OrderLine]) -> list[Announced]:
    """Promised amounts added up by article; lines that nobody promised are left out."""
    by_article: dict[int, Announced] = {}
    for line in lines:
        promised = standing_of(line.events).confirmed
        if line.state in NOT_PROMISED or promised is None:
            continue
        known = by_article.get(line.article_id)
        before = known or Announced(line.article, ZERO, 0)
        by_article[line.article_id] = Announced(line.article, before.amount + promised, before.lines + 1)
    return sorted(by_article.values(), key=lambda one: (one.article.producer.name, one.article.number))


def unanswered(
    session: Session, now: datetime, zone: ZoneInfo, *, producer_id: int | None = None
) -> list[LineView]:
    """Lines that wait for their producer, by collection day; of one producer, or of all."""
    query = (
        select(OrderLine)
        .where(OrderLine.state == LineState.ORDERED)
        .options(joinedload(OrderLine.order))
        .order_by(OrderLine.collect_on, OrderLine.answer_by, OrderLine.id)
    )
    if producer_id is not None:
        query = query.join(Article).where(Article.producer_id == producer_id)
    return line_views(session, session.scalars(query), now, zone)


def answered(session: Session, now: datetime, zone: ZoneInfo, *, producer_id: int) -> list[LineView]:
    """What a producer promised for days to come and has not brought yet, by collection day."""
    today = now.astimezone(zone).date()
    query = (
        select(OrderLine)
        .join(Article)
        .where(
            OrderLine.state == LineState.CONFIRMED,
            OrderLine.collect_on >= today,
            Article.producer_id == producer_id,
        )
        .options(joinedload(OrderLine.order))
        .order_by(OrderLine.collect_on, OrderLine.id)
    )
    return line_views(session, session.scalars(query), now, zone)


def brought(lines: Iterable[OrderLine]) -> list[Brought]:
    """What came in of lines that are beyond their collection, added up by article."""
    by_article: dict[int, Brought] = {}
    for line in lines:
        told = standing_of(line.events)
        known = by_article.get(line.article_id) or Brought(line.article, ZERO, None)
        came = known.received if told.received is None else (known.received or ZERO) + told.received
        by_article[line.article_id] = Brought(
            line.article, known.promised + (told.confirmed or told.ordered or ZERO), came
        )
    return sorted(by_article.values(), key=lambda one: one.article.number)


def _no_longer_expected(session: Session, producer_id: int, since: date) -> list[OrderLine]:
    query = (
        select(OrderLine)
        .join(Article)
        .where(
            OrderLine.state.not_in((*NOT_PROMISED, LineState.CONFIRMED)),
            OrderLine.collect_on >= since,
            Article.producer_id == producer_id,
        )
        .order_by(OrderLine.id)
    )
    return list(session.scalars(query))


def days_ahead(
    session: Session, producer: Producer, now: datetime, zone: ZoneInfo
) -> list[ProducerCollection]:
    """The collection days of the next fortnight with what is to be ready, also the days with nothing on them yet."""
    today = now.astimezone(zone).date()
    waiting = unanswered(session, now, zone, producer_id=producer.id)
    promised = answered(session, now, zone, producer_id=producer.id)
    come = _no_longer_expected(session, producer.id, today)
    planned = {day for day, _ in collection_dates(collection_days(session, producer.id), today, DAYS_AHEAD)}
    booked = {view.line.collect_on for view in (*waiting, *promised) if view.line.collect_on >= today}
    return [
        ProducerCollection(
            producer,
            day,
            tuple(totals(view.line for view in promised if view.line.collect_on == day)),
            tuple(view for view in waiting if view.line.collect_on == day),
            tuple(brought(line for line in come if line.collect_on == day)),
        )
        for day in sorted(planned | booked | {line.collect_on for line in come})
    ]


def rules_of(session: Session, producer_id: int) -> dict[int, CollectionRule]:
    """A producer's collection rules by weekday, for the hour and the route of each day."""
    found = session.scalars(select(CollectionRule).where(CollectionRule.producer_id == producer_id))
    return {rule.weekday: rule for rule in found}
