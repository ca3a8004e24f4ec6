"""Refusing goods at the door, on both databases: nothing gets into stock, every load is used once, and the order lines learn it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article
from hub.kernel.quantity import Mass
from hub.orders.lines import LineEventKind, LineState, RefusalReason
from hub.orders.records import LineEvent, OrderLine
from hub.orders.rules import Amount, standing_of
from hub.receiving import views
from hub.receiving.condition import condition_of, refused_between
from hub.receiving.errors import CountMissing, ReasonMissing, WeighingClaimed
from hub.receiving.goods_errors import (
    NothingLeftToRefuse,
    RefusalReasonMissing,
    RefusalUnknown,
    RefusedAmountMissing,
    WordsMissing,
)
from hub.receiving.goods_records import Refusal, RefusedBy
from hub.receiving.records import ClaimPurpose, WeighingClaim
from hub.receiving.refusals import Counted, OnTheScale, Refused, WholeRest, refuse, take_refusal_back
from hub.receiving.rules import Verdict
from hub.receiving.service import TypedWeight
from hub.receiving.weighings import unclaimed
from hub.stock import verify as stock_verify
from hub.stock.records import Crate, Movement
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    TOLERANCE,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    weigh,
    weighed,
)


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def turn_away(
    session: Session,
    floor: Floor,
    clock: FakeClock,
    article: Article,
    refused: Refused | None,
    *,
    reason: RefusalReason | None = RefusalReason.QUALITY,
    words: str = "",
    operation: str = "no-1",
) -> Refusal:
    return refuse(
        session,
        article_id=article.id,
        collect_on=COLLECT_ON,
        reason=reason,
        words=words,
        refused=refused,
        pictures=(),
        tolerance=TOLERANCE,
        by=floor.person,
        clock=clock,
        operation=operation,
    )


def lines(session: Session) -> Sequence[OrderLine]:
    return session.scalars(select(OrderLine).order_by(OrderLine.id)).all()


def test_the_whole_is_refused_and_the_kitchens_line_has_a_next_step(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        confirmed_line(
            session, floor, clock, article=floor.carrots, kilograms="5", kitchen=floor.other_kitchen
        )
    with database.write() as session:
        done = turn_away(
            session,
            floor,
            clock,
            floor.carrots,
            WholeRest(),
            reason=RefusalReason.TOO_WARM,
            words="14 grader",
        )
        assert (done.number, done.known_by, done.mass) == (1, RefusedBy.WHOLE, Mass.kilograms("15"))
    with database.read() as session:
        assert session.scalar(select(func.count(Crate.id))) == 0
        assert session.scalar(select(func.count(Movement.id))) == 0
        assert [line.state for line in lines(session)] == [LineState.NOT_COME, LineState.NOT_COME]
        told = standing_of(lines(session)[0].events)
        assert (told.turned_away, told.received) == (
            Amount(Mass.kilograms("10"), None),
            Amount(Mass(0), None),
        )
        last = lines(session)[0].events[-2:]
        assert [(one.kind, one.cause, one.reason) for one in last] == [
            (LineEventKind.TURNED_AWAY, RefusalReason.TOO_WARM, "14 grader"),
            (LineEventKind.NOT_COME, RefusalReason.TOO_WARM, "14 grader"),
        ]
        due = views.article_due(session, floor.carrots, COLLECT_ON, TOLERANCE)
        assert due.verdict is Verdict.NOT_COME
        assert due.closed is not None
        assert due.still_to_come.mass == Mass(0)
        ((_, short),) = refused_between(session, COLLECT_ON, COLLECT_ON)
        assert [one.order.kitchen.name for one in short] == ["Bjørkelunden sykehjem", "Eikeli skole"]


def test_a_part_is_refused_over_the_scale_and_the_rest_comes_in(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        weigh(session, floor, clock, article=floor.carrots, net="6")
        bad = weighed(session, clock, "5")
        done = turn_away(session, floor, clock, floor.carrots, OnTheScale(bad.id, floor.crate_type.id))
        assert (done.known_by, done.mass) == (RefusedBy.WEIGHED, Mass.kilograms("4"))
    with database.read() as session:
        assert views.received_amount(session, floor.carrots.id, COLLECT_ON).mass == Mass.kilograms("6")
        assert views.refused_amount(session, floor.carrots.id, COLLECT_ON).mass == Mass.kilograms("4")
        assert session.scalar(select(func.sum(Movement.mass))) == Mass.kilograms("6")
        purposes = session.scalars(select(WeighingClaim.purpose).order_by(WeighingClaim.id)).all()
        assert purposes == [ClaimPurpose.RECEIVING, ClaimPurpose.REFUSED]
        assert unclaimed(session) == []
        line = lines(session)[0]
        assert line.state is LineState.RECEIVED
        assert standing_of(line.events).received == Amount(Mass.kilograms("6"), None)
        story = condition_of(session, floor.carrots, COLLECT_ON).refusals
        assert [one.number for one in story[0].weighings] == [2]
        assert stock_verify.conservation(session) == []
    with pytest.raises(WeighingClaimed), database.write() as session:
        turn_away(
            session, floor, clock, floor.carrots, OnTheScale(bad.id, floor.crate_type.id), operation="no-2"
        )


def test_a_part_that_leaves_something_to_come_closes_nothing(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        bad = weighed(session, clock, "4")
        turn_away(session, floor, clock, floor.carrots, OnTheScale(bad.id, floor.crate_type.id))
        assert lines(session)[0].state is LineState.CONFIRMED
        due = views.article_due(session, floor.carrots, COLLECT_ON, TOLERANCE)
        assert (due.closed, due.still_to_come.mass) == (None, Mass.kilograms("7"))
        weigh(session, floor, clock, article=floor.carrots, net="2")
        rest = turn_away(session, floor, clock, floor.carrots, WholeRest(), operation="no-2")
        assert rest.mass == Mass.kilograms("5")
        line = lines(session)[0]
        assert (line.state, standing_of(line.events).turned_away) == (
            LineState.RECEIVED,
            Amount(Mass.kilograms("8"), None),
        )
    with pytest.raises(NothingLeftToRefuse), database.write() as session:
        turn_away(session, floor, clock, floor.carrots, WholeRest(), operation="no-3")


def test_eggs_are_refused_by_the_piece(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.eggs, kilograms="6", count=90)
        weigh(session, floor, clock, article=floor.eggs, net="4", count=60)
        done = turn_away(session, floor, clock, floor.eggs, Counted(30), reason=RefusalReason.PACKAGING)
        assert (done.mass, done.count, done.known_by) == (Mass(0), 30, RefusedBy.COUNTED)
        line = lines(session)[0]
        told = standing_of(line.events)
        assert told.turned_away == Amount(Mass(0), 30)
        assert told.received == Amount(Mass.kilograms("4"), 60)
        assert line.state is LineState.RECEIVED
    with pytest.raises(CountMissing), database.write() as session:
        turn_away(session, floor, clock, floor.eggs, Counted(0), operation="no-2")
    with pytest.raises(RefusedAmountMissing), database.write() as session:
        turn_away(session, floor, clock, floor.carrots, Counted(3), operation="no-3")


def test_goods_that_nobody_ordered_are_refused_with_or_without_a_weight(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        unknown = turn_away(session, floor, clock, floor.beets, WholeRest(), reason=RefusalReason.NOT_ORDERED)
        typed = TypedWeight(Mass.kilograms("13"), "vekten svarte ikke")
        known = turn_away(
            session,
            floor,
            clock,
            floor.beets,
            OnTheScale(typed, floor.crate_type.id),
            reason=RefusalReason.NOT_ORDERED,
            operation="no-2",
        )
        assert (unknown.mass, known.mass, known.known_by) == (Mass(0), Mass.kilograms("12"), RefusedBy.TYPED)
        assert known.typed_reason == "vekten svarte ikke"
        assert session.scalar(select(func.count(LineEvent.id))) == 0


def test_the_same_refusal_sent_twice_is_one(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        one = turn_away(session, floor, clock, floor.carrots, WholeRest())
        assert turn_away(session, floor, clock, floor.carrots, WholeRest()).id == one.id
        told = select(func.count(LineEvent.id)).where(LineEvent.kind == LineEventKind.TURNED_AWAY)
        assert session.scalar(told) == 1


def test_a_refusal_wants_a_reason_an_amount_and_words_where_the_list_has_none(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with pytest.raises(RefusalReasonMissing), database.write() as session:
        turn_away(session, floor, clock, floor.carrots, WholeRest(), reason=None)
    with pytest.raises(WordsMissing), database.write() as session:
        turn_away(session, floor, clock, floor.carrots, WholeRest(), reason=RefusalReason.OTHER, words=" ")
    with pytest.raises(RefusedAmountMissing), database.write() as session:
        turn_away(session, floor, clock, floor.carrots, None)
    with database.read() as session:
        assert session.scalar(select(func.count(Refusal.id))) == 0


def test_a_refusal_is_taken_back_by_a_new_record_and_the_goods_come_in_after_all(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        bad = weighed(session, clock, "11")
        turn_away(session, floor, clock, floor.carrots, OnTheScale(bad.id, floor.crate_type.id))
        assert lines(session)[0].state is LineState.NOT_COME
    with pytest.raises(ReasonMissing), database.write() as session:
        take_refusal_back(session, number=1, reason=" ", by=floor.person, clock=clock, operation="back")
    with database.write() as session:
        for reason in ("feil linje", "igjen"):
            undone = take_refusal_back(
                session, number=1, reason=reason, by=floor.person, clock=clock, operation="back"
            )
            assert undone.reason == "feil linje"
        line = lines(session)[0]
        assert standing_of(line.events).turned_away == Amount(Mass(0), None)
        assert views.refused_amount(session, floor.carrots.id, COLLECT_ON).mass == Mass(0)
        assert refused_between(session, COLLECT_ON, COLLECT_ON) == []
        # The weighing stays spent; the crate is set on the scale again.
        assert crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10")).net == (
            Mass.kilograms("10")
        )
        assert lines(session)[0].state is LineState.RECEIVED
    with pytest.raises(RefusalUnknown), database.write() as session:
        take_refusal_back(session, number=9, reason="x", by=floor.person, clock=clock, operation="b9")
