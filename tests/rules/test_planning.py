"""The lead-time engine: order by, collect on, deliver on; over weekends and over the change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.planning.plan import (
    CollectionDay,
    DeliveryDay,
    Promise,
    Rhythm,
    collection_dates,
    delivery_dates,
    earliest,
    latest_for,
    moment,
    promise_for,
    promises,
)

OSLO = ZoneInfo("Europe/Oslo")
RHYTHM = Rhythm(OSLO)
# Collected Monday, Wednesday and Thursday at eleven; orders until noon the day before.
FARM = tuple(CollectionDay(day, time(11), 1, time(12)) for day in (0, 2, 3))
# Delivered Tuesday, Thursday and Friday in the morning.
KITCHEN = tuple(DeliveryDay(day, time(7, 30), time(9)) for day in (1, 3, 4))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_an_order_of_monday_morning_is_there_on_thursday() -> None:
    assert earliest(FARM, KITCHEN, utc("2026-11-23T07:00+01:00"), RHYTHM) == Promise(
        order_by=utc("2026-11-24T12:00+01:00"),
        answer_by=utc("2026-11-24T16:00+01:00"),
        collect_on=date(2026, 11, 25),
        arrives_at=utc("2026-11-25T11:00+01:00"),
        delivery_on=date(2026, 11, 26),
    )


@pytest.mark.parametrize(
    ("now", "delivery_on"),
    [
        ("2026-11-22T12:00+01:00", "2026-11-24"),  # Sunday noon is the cut-off of Monday's collection
        ("2026-11-22T12:00:01+01:00", "2026-11-26"),  # a second later it is Wednesday's
        ("2026-11-24T12:00+01:00", "2026-11-26"),
        ("2026-11-24T12:01+01:00", "2026-11-27"),
        ("2026-11-25T12:01+01:00", "2026-12-01"),  # over the weekend
        ("2026-12-31T13:00+01:00", "2027-01-05"),  # over the new year
    ],
)
def test_the_cut_off_decides_to_the_second(now: str, delivery_on: str) -> None:
    found = earliest(FARM, KITCHEN, utc(now), RHYTHM)

    assert found is not None
    assert found.delivery_on == date.fromisoformat(delivery_on)


def test_a_chosen_day_uses_the_latest_collection_that_still_makes_it() -> None:
    found = promise_for(FARM, date(2026, 11, 27), utc("2026-11-23T07:00+01:00"), RHYTHM)

    assert found is not None
    assert found.collect_on == date(2026, 11, 26)


def test_a_closed_collection_leaves_an_earlier_one_with_a_later_cut_off() -> None:
    late_cut = (CollectionDay(2, time(11), 0, time(9)), CollectionDay(3, time(11), 3, time(12)))
    now = utc("2026-11-24T08:00+01:00")

    found = promise_for(late_cut, date(2026, 11, 27), now, RHYTHM)

    assert found is not None
    assert found.collect_on == date(2026, 11, 25)
    latest = latest_for(late_cut, date(2026, 11, 27), RHYTHM)
    assert latest is not None
    assert latest.order_by == utc("2026-11-23T12:00+01:00")


def test_goods_go_out_the_same_day_only_if_they_come_before_packing() -> None:
    early = (CollectionDay(3, time(6), 1, time(12)),)
    now, thursday = utc("2026-11-23T07:00+01:00"), date(2026, 11, 26)

    assert promise_for(early, thursday, now, RHYTHM) is None
    same_day = promise_for(early, thursday, now, Rhythm(OSLO, same_day_until=time(6)))
    assert same_day is not None
    assert same_day.collect_on == thursday
    assert promise_for(early, thursday, now, Rhythm(OSLO, same_day_until=time(5, 59))) is None


def test_the_answer_is_due_before_the_goods_are() -> None:
    tight = (CollectionDay(2, time(11), 0, time(9)),)

    found = earliest(tight, KITCHEN, utc("2026-11-24T08:00+01:00"), RHYTHM)

    assert found is not None
    assert (found.order_by, found.answer_by) == (utc("2026-11-25T09:00+01:00"), utc("2026-11-25T11:00+01:00"))


def test_the_cut_off_keeps_its_local_time_when_the_clocks_change() -> None:
    # Summer time ends in Norway on 25 October 2026 at 03:00.
    before = earliest(FARM, KITCHEN, utc("2026-10-18T08:00+02:00"), RHYTHM)
    after = earliest(FARM, KITCHEN, utc("2026-10-25T08:00+01:00"), RHYTHM)

    assert before is not None
    assert after is not None
    assert before.order_by == utc("2026-10-18T10:00+00:00")
    assert after.order_by == utc("2026-10-25T11:00+00:00")


def test_a_time_that_the_clocks_skip_falls_an_hour_later() -> None:
    # On 29 March 2026 the clocks go from 02:00 to 03:00.
    assert moment(date(2026, 3, 29), time(2, 30), OSLO) == utc("2026-03-29T03:30+02:00")


def test_without_collections_or_deliveries_there_is_no_promise() -> None:
    now = utc("2026-11-23T07:00+01:00")

    assert earliest((), KITCHEN, now, RHYTHM) is None
    assert earliest(FARM, (), now, RHYTHM) is None


def test_dates_ahead_follow_the_weekdays() -> None:
    monday = date(2026, 11, 23)

    assert list(delivery_dates(KITCHEN, monday, 7)) == [
        date(2026, 11, 24),
        date(2026, 11, 26),
        date(2026, 11, 27),
    ]
    assert [day for day, _ in collection_dates(FARM, monday, 4)] == [
        date(2026, 11, 23),
        date(2026, 11, 25),
        date(2026, 11, 26),
    ]


times = st.times(min_value=time(0), max_value=time(23, 59)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
collection_weeks = st.lists(
    st.builds(CollectionDay, st.integers(0, 6), times, st.integers(0, 5), times),
    min_size=1,
    max_size=5,
    unique_by=lambda rule: rule.weekday,
)
delivery_weeks = st.lists(
    st.builds(DeliveryDay, st.integers(0, 6), st.just(time(8)), st.just(time(9))),
    min_size=1,
    max_size=5,
    unique_by=lambda rule: rule.weekday,
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
rhythms = st.builds(Rhythm, st.just(OSLO), st.none() | times)


@given(collection_weeks, delivery_weeks, moments, rhythms)
def test_a_promise_is_never_in_the_past_and_never_before_the_goods_came(
    collections: list[CollectionDay], deliveries: list[DeliveryDay], now: datetime, rhythm: Rhythm
) -> None:
    for promise in promises(collections, deliveries, now, rhythm):
        assert now <= promise.order_by <= promise.answer_by
        assert promise.delivery_on >= promise.collect_on
        assert promise.delivery_on >= now.astimezone(OSLO).date()
        if promise.delivery_on == promise.collect_on:
            assert rhythm.same_day_until is not None
        assert promise.collect_on.weekday() in {rule.weekday for rule in collections}
        assert promise.delivery_on.weekday() in {rule.weekday for rule in deliveries}


@given(collection_weeks, delivery_weeks, moments, st.integers(0, 10 * 24 * 3600), rhythms)
def test_who_orders_later_never_gets_it_earlier(
    collections: list[CollectionDay],
    deliveries: list[DeliveryDay],
    now: datetime,
    later_s: int,
    rhythm: Rhythm,
) -> None:
    sooner = earliest(collections, deliveries, now, rhythm)
    later = earliest(collections, deliveries, now + timedelta(seconds=later_s), rhythm)

    if later is not None and sooner is not None:
        assert sooner.delivery_on <= later.delivery_on


@given(collection_weeks, delivery_weeks, moments, rhythms)
def test_the_earliest_day_is_the_first_that_can_be_chosen(
    collections: list[CollectionDay], deliveries: list[DeliveryDay], now: datetime, rhythm: Rhythm
) -> None:
    found = earliest(collections, deliveries, now, rhythm)
    today = now.astimezone(OSLO).date()
    last = today + timedelta(days=60) if found is None else found.delivery_on
    for day in delivery_dates(deliveries, today, (last - today).days):
        assert promise_for(collections, day, now, rhythm) is None
