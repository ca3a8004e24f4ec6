"""The stored weekly rules as values of the plan: a producer's collection days, a kitchen's delivery days, one trip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.planning.plan import CollectionDay, DeliveryDay, Promise, Rhythm, earliest
from hub.planning.records import CollectionRule, DeliveryRule


def collection_days(session: Session, producer_id: int) -> tuple[CollectionDay, ...]:
    return collection_days_of(session, [producer_id]).get(producer_id, ())


def collection_days_of(
    session: Session, producer_ids: Iterable[int] | None = None
) -> dict[int, tuple[CollectionDay, ...]]:
    """Of the producers named, or of all."""
    query = select(CollectionRule).order_by(CollectionRule.producer_id, CollectionRule.weekday)
    if producer_ids is not None:
        query = query.where(CollectionRule.producer_id.in_(set(producer_ids)))
    days: dict[int, tuple[CollectionDay, ...]] = {}
    for rule in session.scalars(query):
        day = CollectionDay(rule.weekday, rule.arrives_at, rule.cut_off_days, rule.cut_off_at)
        days[rule.producer_id] = (*days.get(rule.producer_id, ()), day)
    return days


def delivery_days(session: Session, kitchen_id: int) -> tuple[DeliveryDay, ...]:
    rules = session.scalars(
        select(DeliveryRule).where(DeliveryRule.kitchen_id == kitchen_id).order_by(DeliveryRule.weekday)
    )
    return tuple(DeliveryDay(rule.weekday, rule.window_from, rule.window_to) for rule in rules)


def earliest_by_producer(
    session: Session, kitchen_id: int, producer_ids: Sequence[int], now: datetime, rhythm: Rhythm
) -> dict[int, Promise | None]:
    """For one kitchen: the soonest delivery of each producer's goods."""
    deliveries = delivery_days(session, kitchen_id)
    collections = collection_days_of(session, producer_ids)
    return {one: earliest(collections.get(one, ()), deliveries, now, rhythm) for one in set(producer_ids)}
