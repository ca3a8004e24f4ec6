"""A producer's answer, silence, and the totals that follow from answers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from hub.kernel.quantity import Mass
from hub.orders import collections, views, week
from hub.orders.errors import (
    AnswerNothing,
    AnswerReasonMissing,
    AnswerTooMuch,
    LineElsewhere,
    LineUnknown,
    OrderUnknown,
)
from hub.orders.records import LineEvent, LineEventKind, LineState, OrderLine
from hub.orders.rules import Amount, Party, Step
from hub.orders.service import answer_line, append_event
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.crowd import crowd
from tests.support.orders_factory import MONDAY, OSLO, THURSDAY, WEDNESDAY, Coop, order

TWENTY = Amount(Mass.kilograms("20"), None)
EIGHT = Amount(Mass.kilograms("8"), None)


@pytest.mark.parametrize(
    ("confirmed", "reason", "kind", "state"),
    [
        (TWENTY, None, LineEventKind.CONFIRMED, LineState.CONFIRMED),
        (EIGHT, "frost", LineEventKind.CUT, LineState.CONFIRMED),
        (None, "utsolgt", LineEventKind.REFUSED, LineState.REFUSED),
    ],
)
def test_the_producer_says_yes_less_or_no(
    *,
    database: Database,
    coop: Coop,
    clock: FakeClock,
    confirmed: Amount | None,
    reason: str | None,
    kind: LineEventKind,
    state: LineState,
) -> None:
    with database.write() as session:
        line = order(session, coop, clock).lines[0]
        event = answer_line(
            session,
            line_id=line.id,
            confirmed=confirmed,
            reason=reason,
            by=coop.farmer,
            clock=clock,
            operation="a",
        )

    assert (event.kind, event.reason, line.state) == (kind, reason, state)
    assert line.mass == Mass.kilograms("20")  # what was ordered is never overwritten


@pytest.mark.parametrize(
    ("confirmed", "reason", "error"),
    [
        (EIGHT, "  ", AnswerReasonMissing),
        (None, None, AnswerReasonMissing),
        (Amount(Mass.kilograms("20.000001"), None), None, AnswerTooMuch),
        (Amount(Mass(0), None), "none", AnswerNothing),
        (Amount(Mass(-1), None), "less than none", AnswerNothing),
    ],
)
def test_an_answer_that_tells_the_kitchen_nothing_is_refused(
    *,
    database: Database,
    coop: Coop,
    clock: FakeClock,
    confirmed: Amount | None,
    reason: str | None,
    error: type[Exception],
) -> None:
    with database.write() as session:
        line = order(session, coop, clock).lines[0]
        with pytest.raises(error):
            answer_line(
                session,
                line_id=line.id,
                confirmed=confirmed,
                reason=reason,
                by=coop.farmer,
                clock=clock,
                operation="a",
            )
        assert line.state is LineState.ORDERED


def test_another_producers_line_is_unknown_and_the_coordinator_answers_for_any(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        placed = order(session, coop, clock)
        line = placed.lines[0]
        with pytest.raises(LineUnknown):
            answer_line(
                session,
                line_id=line.id,
                confirmed=TWENTY,
                reason=None,
                by=coop.other_farmer,
                clock=clock,
                operation="a",
            )
        answer_line(
            session,
            line_id=line.id,
            confirmed=TWENTY,
            reason=None,
            by=coop.coordinator,
            clock=clock,
            operation="b",
        )
    with database.read() as session:
        view = views.order_detail(session, placed.id, clock.now(), OSLO)
        told = [(row.event.kind, row.who, row.on_behalf) for row in view.lines[0].history]

    assert told == [
        (LineEventKind.ORDERED, "Cook", False),
        (LineEventKind.CONFIRMED, "Coordinator", True),
    ]


def test_of_two_answers_at_once_one_counts(database: Database, coop: Coop, clock: FakeClock) -> None:
    with database.write() as session:
        line_id = order(session, coop, clock).lines[0].id

    def answer(hand: int) -> str:
        try:
            with database.write() as session:
                answer_line(
                    session,
                    line_id=line_id,
                    confirmed=None,
                    reason=f"hand {hand}",
                    by=coop.farmer,
                    clock=clock,
                    operation=f"hand-{hand}",
                )
        except LineElsewhere:
            return "too late"
        return "refused"

    assert sorted(crowd(answer, 8)) == ["refused"] + ["too late"] * 7
    with database.read() as session:
        refusals = select(func.count()).where(LineEvent.kind == LineEventKind.REFUSED)
        assert session.scalar(refusals) == 1


def test_what_happened_to_a_line_cannot_be_rewritten(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        order(session, coop, clock)
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(update(LineEvent).values(mass=Mass.kilograms("1")))


def test_a_refused_line_cannot_be_picked(database: Database, coop: Coop, clock: FakeClock) -> None:
    with database.write() as session:
        line = order(session, coop, clock).lines[0]
        answer_line(
            session,
            line_id=line.id,
            confirmed=None,
            reason="utsolgt",
            by=coop.farmer,
            clock=clock,
            operation="a",
        )
        with pytest.raises(LineElsewhere) as refused:
            append_event(
                session,
                line,
                LineEventKind.PICKED,
                mass=line.mass,
                count=None,
                by=coop.coordinator,
                clock=clock,
                operation="b",
            )

    assert refused.value.facts["state"] is LineState.REFUSED


def test_silence_is_listed_for_the_coordinator_and_for_the_kitchen_it_hurts(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        order(session, coop, clock, (coop.carrots, 2))
    clock.advance(32 * 3600)  # Tuesday 15:00 in Oslo: the answer is due at 16:00
    with database.read() as session:
        assert views.overdue(session, clock.now(), OSLO) == []
    clock.advance(3601)
    with database.read() as session:
        [late] = views.overdue(session, clock.now(), OSLO)
        for_the_kitchen = views.overdue(session, clock.now(), OSLO, kitchen_id=coop.kitchen.id)
        for_another = views.overdue(session, clock.now(), OSLO, kitchen_id=coop.other_kitchen.id)

    assert (late.step.what, late.step.responsible, late.named) == (
        Step.ANSWER,
        Party.PRODUCER,
        "Rotbakken gård",
    )
    assert late.step.due == datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    assert [view.line.id for view in for_the_kitchen] == [late.line.id]
    assert for_another == []


@pytest.mark.parametrize(
    ("told", "what", "due"),
    [
        ([], Step.ANSWER, datetime(2026, 11, 24, 15, 0, tzinfo=UTC)),
        ([LineEventKind.CONFIRMED], Step.BRING_AND_RECEIVE, datetime(2026, 11, 25, 14, 0, tzinfo=UTC)),
        (
            [LineEventKind.CONFIRMED, LineEventKind.RECEIVED],
            Step.PICK,
            datetime(2026, 11, 26, 5, 0, tzinfo=UTC),
        ),
        (
            [LineEventKind.CONFIRMED, LineEventKind.RECEIVED, LineEventKind.PICKED],
            Step.LOAD,
            datetime(2026, 11, 26, 6, 0, tzinfo=UTC),
        ),
        (
            [LineEventKind.CONFIRMED, LineEventKind.RECEIVED, LineEventKind.PICKED, LineEventKind.LOADED],
            Step.DELIVER,
            datetime(2026, 11, 26, 8, 30, tzinfo=UTC),
        ),
        (
            [
                LineEventKind.CONFIRMED,
                LineEventKind.RECEIVED,
                LineEventKind.PICKED,
                LineEventKind.LOADED,
                LineEventKind.DELIVERED,
            ],
            Step.ACCEPT,
            datetime(2026, 11, 27, 13, 0, tzinfo=UTC),
        ),
    ],
)
def test_every_step_is_due_at_a_time_of_the_calendar(
    *,
    database: Database,
    coop: Coop,
    clock: FakeClock,
    told: list[LineEventKind],
    what: Step,
    due: datetime,
) -> None:
    with database.write() as session:
        placed = order(session, coop, clock, (coop.carrots, 2))
        for kind in told:
            append_event(
                session,
                placed.lines[0],
                kind,
                mass=placed.lines[0].mass,
                count=None,
                by=coop.coordinator,
                clock=clock,
                operation=kind,
            )
    with database.read() as session:
        view = views.order_detail(session, placed.id, clock.now(), OSLO).lines[0]

    assert (view.step.what, view.step.due) == (what, due)


def test_announced_totals_hold_what_was_promised_and_nothing_else(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        lines = [
            order(session, coop, clock, (coop.carrots, packs), kitchen=kitchen).lines[0]
            for packs, kitchen in ((2, coop.kitchen), (3, coop.other_kitchen), (4, coop.kitchen))
        ]
        order(session, coop, clock, (coop.eggs, 1))  # nobody has answered this one
        answers: list[Amount | None] = [TWENTY, EIGHT, None]
        for number, (line, confirmed) in enumerate(zip(lines, answers, strict=True)):
            answer_line(
                session,
                line_id=line.id,
                confirmed=confirmed,
                reason="frost",
                by=coop.farmer,
                clock=clock,
                operation=f"a{number}",
            )
    with database.read() as session:
        [carrots] = collections.announced(session, WEDNESDAY)
        waiting = collections.unanswered(session, clock.now(), OSLO)
        elsewhere = collections.announced(session, WEDNESDAY, producer_id=coop.other_farm.id)

    assert (carrots.article.number, carrots.amount.mass, carrots.lines) == ("1001", Mass.kilograms("28"), 2)
    assert str(carrots.packs) == "2.80"
    assert [view.line.article.number for view in waiting] == ["6001"]
    assert elsewhere == []


def test_the_week_shows_every_planned_stop_and_what_is_on_it(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        placed = order(session, coop, clock)
        answer_line(
            session,
            line_id=placed.lines[0].id,
            confirmed=TWENTY,
            reason=None,
            by=coop.farmer,
            clock=clock,
            operation="a",
        )
    with database.read() as session:
        shown = week.week(session, MONDAY, clock.now(), OSLO)

    by_date = {day.date: day for day in shown.days}
    assert [len(day.collections) for day in shown.days] == [2, 0, 2, 2, 0, 0, 0]
    assert [len(day.deliveries) for day in shown.days] == [0, 2, 0, 2, 2, 0, 0]
    farm = next(
        stop for stop in by_date[WEDNESDAY].collections if stop.collection.producer.id == coop.farm.id
    )
    assert farm.collection.mass.mass == Mass.kilograms("20")
    assert [view.line.article.number for view in farm.collection.waiting] == ["6001"]
    stop = next(one for one in by_date[THURSDAY].deliveries if one.kitchen.id == coop.kitchen.id)
    assert stop.amount.mass == Mass.kilograms("20")
    assert stop.states == {LineState.ORDERED: 1, LineState.CONFIRMED: 1}


def test_a_producers_days_ahead_are_there_before_anything_is_ordered(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.read() as session:
        ahead = collections.days_ahead(session, coop.farm, clock.now(), OSLO)

    assert [one.collect_on.isoformat() for one in ahead] == [
        "2026-11-23",
        "2026-11-25",
        "2026-11-26",
        "2026-11-30",
        "2026-12-02",
        "2026-12-03",
    ]
    assert all(not one.articles and not one.waiting for one in ahead)


def test_another_kitchens_order_is_unknown(database: Database, coop: Coop, clock: FakeClock) -> None:
    with database.write() as session:
        placed = order(session, coop, clock)
    with database.read() as session:
        mine = views.order_detail(session, placed.id, clock.now(), OSLO, kitchen_id=coop.kitchen.id)
        with pytest.raises(OrderUnknown):
            views.order_detail(session, placed.id, clock.now(), OSLO, kitchen_id=coop.other_kitchen.id)

    assert mine.order.number == placed.number


def test_the_kept_state_is_always_the_fold_of_the_events(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    with database.write() as session:
        line = order(session, coop, clock).lines[0]
        for kind, kilograms in (
            (LineEventKind.CONFIRMED, "20"),
            (LineEventKind.RECEIVED, "12"),
            (LineEventKind.PICKED, "12"),
        ):
            append_event(
                session,
                line,
                kind,
                mass=Mass.kilograms(kilograms),
                count=None,
                by=coop.coordinator,
                clock=clock,
                operation=kind,
            )
    with database.read() as session:
        assert session.get_one(OrderLine, line.id).state is LineState.PICKED
