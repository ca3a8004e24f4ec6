"""The lead-time engine: from collection days, delivery days and cut-offs to "earliest Thursday, if you order by Tuesday noon".

A producer's goods reach the hub on its collection days; a kitchen gets its one delivery on its delivery days. Goods that reach
the hub on day D can go out on D + 1 or later; on D itself only when the hub packs after they have arrived. Weekdays are 0 (Monday)
to 6, times are local to the hub, and moments that leave this module are UTC.

Not for: who may order (orders/service.py) and public holidays, which the cooperative does not observe as a rule of its own yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HORIZON_DAYS = 60
# Goods never wait at the hub for more than a week before they go out.
LONGEST_WAIT_DAYS = 7
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CollectionDay:
    """A weekday on which a producer's goods arrive, and until when orders for it are taken."""

    weekday: int
    arrives_at: time
    cut_off_days: int
    cut_off_at: time


@dataclass(frozen=True, slots=True)
class DeliveryDay:
    """A weekday on which a kitchen gets its delivery, within the agreed window."""

    weekday: int
    window_from: time
    window_to: time


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How the hub works: goods that arrive by `same_day_until` go out the same day; None: always the day after or later."""

    zone: ZoneInfo
    same_day_until: time | None = None
    # A producer has this long after the cut-off to answer, but never longer than until the goods should arrive.
    answer_within: timedelta = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Promise:
    """One way from the farm to the kitchen. `order_by` is the last moment at which an order is still taken."""

    order_by: datetime
    answer_by: datetime
    collect_on: date
    arrives_at: datetime
    delivery_on: date


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time as UTC. A time that the clocks skip in spring counts from before the change, so it falls an hour later."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def earliest(
    collections: Sequence[CollectionDay],
    deliveries: Sequence[DeliveryDay],
    now: datetime,
    rhythm: Rhythm,
) -> Promise | None:
    """The soonest delivery that an order placed now still reaches; None when nothing fits within sixty days."""
    return next(promises(collections, deliveries, now, rhythm), None)


def promises(
    collections: Sequence[CollectionDay],
    deliveries: Sequence[DeliveryDay],
    now: datetime,
    rhythm: Rhythm,
) -> Iterator[Promise]:
    """Every delivery day that an order placed now still reaches, soonest first, each with its latest open collection."""
    today = now.astimezone(rhythm.zone).date()
    for day in delivery_dates(deliveries, today, HORIZON_DAYS):
        found = promise_for(collections, day, now, rhythm)
        if found is not None:
            yield found


def promise_for(
    collections: Sequence[CollectionDay], delivery_on: date, now: datetime, rhythm: Rhythm
) -> Promise | None:
    """The latest collection, still open for orders, that makes this delivery day. The latest, because goods are freshest then."""
    for promise in _ways_to(collections, delivery_on, rhythm):
        if now <= promise.order_by:
            return promise
    return None


def latest_for(collections: Sequence[CollectionDay], delivery_on: date, rhythm: Rhythm) -> Promise | None:
    """The latest collection that makes this delivery day, open or not: what a kitchen could have ordered by."""
    return next(_ways_to(collections, delivery_on, rhythm), None)


def delivery_dates(deliveries: Sequence[DeliveryDay], first: date, days: int) -> Iterator[date]:
    """The delivery dates among `days` days from `first` on."""
    weekdays = {day.weekday for day in deliveries}
    return (day for day in _days(first, days) if day.weekday() in weekdays)


def collection_dates(
    collections: Sequence[CollectionDay], first: date, days: int
) -> Iterator[tuple[date, CollectionDay]]:
    """The collection dates among `days` days from `first` on, each with its rule."""
    rules = {rule.weekday: rule for rule in collections}
    return ((day, rules[day.weekday()]) for day in _days(first, days) if day.weekday() in rules)


def _days(first: date, days: int) -> Iterator[date]:
    return (first + ONE_DAY * offset for offset in range(days))


def _ways_to(collections: Sequence[CollectionDay], delivery_on: date, rhythm: Rhythm) -> Iterator[Promise]:
    rules = {rule.weekday: rule for rule in collections}
    for wait in range(LONGEST_WAIT_DAYS + 1):
        day = delivery_on - ONE_DAY * wait
        rule = rules.get(day.weekday())
        if rule is not None and (wait > 0 or _goes_out_the_same_day(rule, rhythm)):
            yield _promise(rule, day, delivery_on, rhythm)


def _goes_out_the_same_day(rule: CollectionDay, rhythm: Rhythm) -> bool:
    return rhythm.same_day_until is not None and rule.arrives_at <= rhythm.same_day_until


def _promise(rule: CollectionDay, collect_on: date, delivery_on: date, rhythm: Rhythm) -> Promise:
    order_by = moment(collect_on - ONE_DAY * rule.cut_off_days, rule.cut_off_at, rhythm.zone)
    arrives_at = moment(collect_on, rule.arrives_at, rhythm.zone)
    return Promise(
        order_by=order_by,
        answer_by=max(order_by, min(order_by + rhythm.answer_within, arrives_at)),
        collect_on=collect_on,
        arrives_at=arrives_at,
        delivery_on=delivery_on,
    )
