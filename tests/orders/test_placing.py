"""A kitchen's order: numbered, judged by the server's clock, placed once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from hub.catalogue.errors import AmountNotPositive, TooMuchAtOnce
from hub.catalogue.records import Article
from hub.kernel.quantity import Mass, Money
from hub.orders.errors import (
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
from hub.orders.records import LineEvent, LineEventKind, LineState, Order
from hub.orders.service import Wanted, place_order, withdraw_line
from hub.planning.records import CollectionRule
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.crowd import crowd
from tests.support.orders_factory import FRIDAY, RHYTHM, THURSDAY, TUESDAY, WEDNESDAY, Coop, order


def test_an_order_has_a_number_and_both_amounts_of_every_line(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        first = order(session, coop, clock)
        second = order(session, coop, clock, (coop.leeks, 1))

    assert (first.number, second.number) == (1, 2)
    told = [(line.mass, line.count, line.price, line.collect_on, line.state) for line in first.lines]
    assert told == [
        (Mass.kilograms("20"), None, Money(2_490), WEDNESDAY, LineState.ORDERED),
        (Mass.grams(1_800), 30, Money(400), WEDNESDAY, LineState.ORDERED),
    ]
    # The cut-off of Wednesday's collection is Tuesday noon in Oslo; the farm has four hours more to answer.
    assert first.lines[0].answer_by == datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def test_every_line_begins_its_history_with_what_was_ordered(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        placed = order(session, coop, clock)
    with database.read() as session:
        kept = session.get_one(Order, placed.id)
        events = [(event.kind, event.mass, event.count) for event in kept.lines[1].events]

    assert events == [(LineEventKind.ORDERED, Mass.grams(1_800), 30)]


def test_the_same_operation_is_the_same_order(database: Database, coop: Coop, clock: FakeClock) -> None:
    with database.write() as session:
        first = order(session, coop, clock, operation="once").number
    with database.write() as session:
        again = order(session, coop, clock, operation="once").number
        counted = session.scalar(select(func.count()).select_from(Order))

    assert (first, again, counted) == (1, 1, 1)


def test_twenty_impatient_presses_are_one_order_with_one_number(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    def press(_hand: int) -> int:
        with database.write() as session:
            return order(session, coop, clock, operation="pressed").number

    assert set(crowd(press, 20)) == {1}
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(LineEvent)) == 2


def test_twenty_kitchens_at_once_get_twenty_numbers_without_a_gap(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    def place(hand: int) -> int:
        with database.write() as session:
            return order(session, coop, clock, operation=f"kitchen-{hand}").number

    assert sorted(crowd(place, 20)) == list(range(1, 21))


def test_the_server_decides_about_the_cut_off_and_names_the_next_day(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    clock.advance(29 * 3600)  # Tuesday noon in Oslo: the last moment for Thursday
    with database.write() as session:
        assert order(session, coop, clock).lines[0].collect_on == WEDNESDAY
    clock.advance(1)
    with database.write() as session, pytest.raises(CutOffPassed) as refused:
        order(session, coop, clock)

    assert refused.value.facts["earliest"] == FRIDAY
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Order)) == 1


def test_a_refused_order_leaves_nothing_and_uses_no_number(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with pytest.raises(NoDeliveryThatDay), database.write() as session:
        order(session, coop, clock, delivery_on=WEDNESDAY)
    with database.write() as session:
        assert order(session, coop, clock).number == 1


@pytest.mark.parametrize(
    ("delivery_on", "error"),
    [
        (WEDNESDAY, NoDeliveryThatDay),
        (TUESDAY, CutOffPassed),
        (date(2026, 11, 19), CutOffPassed),  # a Thursday that is over
    ],
)
def test_a_day_that_cannot_be_had_is_refused(
    database: Database, coop: Coop, clock: FakeClock, delivery_on: date, error: type[Exception]
) -> None:
    with database.write() as session, pytest.raises(error):
        order(session, coop, clock, delivery_on=delivery_on)


def test_what_is_not_for_sale_or_stands_twice_is_refused(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        session.get_one(Article, coop.leeks.id).active = False
    with database.write() as session:
        with pytest.raises(ArticleNotForSale):
            order(session, coop, clock, (coop.leeks, 1))
        with pytest.raises(ArticleTwice):
            order(session, coop, clock, (coop.carrots, 1), (coop.carrots, 2))


@pytest.mark.parametrize(
    ("packs", "error"), [(0, AmountNotPositive), (-1, AmountNotPositive), (501, TooMuchAtOnce)]
)
def test_packs_are_at_least_one_and_not_beyond_reason(
    database: Database, coop: Coop, clock: FakeClock, packs: int, error: type[Exception]
) -> None:
    with database.write() as session, pytest.raises(error):
        order(session, coop, clock, (coop.carrots, packs))


def test_an_order_without_lines_or_with_a_novel_as_its_message_is_refused(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    def place(lines: list[Wanted], note: str) -> None:
        with database.write() as session:
            place_order(
                session,
                kitchen_id=coop.kitchen.id,
                delivery_on=THURSDAY,
                lines=lines,
                note=note,
                rhythm=RHYTHM,
                by=coop.cook,
                clock=clock,
                operation="said",
            )

    with pytest.raises(OrderEmpty):
        place([], "")
    with pytest.raises(NoteTooLong):
        place([Wanted(coop.carrots.id, 1)], "x" * 501)


def test_a_farm_without_collection_days_reaches_nobody(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        for rule in session.scalars(
            select(CollectionRule).where(CollectionRule.producer_id == coop.other_farm.id)
        ):
            session.delete(rule)
    with database.write() as session, pytest.raises(OutOfReach):
        order(session, coop, clock, (coop.leeks, 1))


def test_a_line_is_taken_back_until_its_producer_has_answered(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        line = order(session, coop, clock).lines[0]
        withdraw_line(session, line_id=line.id, by=coop.cook, clock=clock, operation="back")
        withdraw_line(session, line_id=line.id, by=coop.cook, clock=clock, operation="back")
        assert line.state is LineState.WITHDRAWN
        with pytest.raises(LineElsewhere):
            withdraw_line(session, line_id=line.id, by=coop.cook, clock=clock, operation="again")


def test_another_kitchens_line_is_unknown(database: Database, coop: Coop, clock: FakeClock) -> None:
    with database.write() as session:
        line = order(session, coop, clock).lines[0]
        with pytest.raises(LineUnknown):
            withdraw_line(session, line_id=line.id, by=coop.other_cook, clock=clock, operation="theft")
        assert line.state is LineState.ORDERED
