"""Weighing a crate in, on both databases: one act, one crate, one answer, whoever presses however often."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from hub.kernel.ids import is_sscc
from hub.kernel.quantity import Mass
from hub.labels.records import PrintJob
from hub.orders.records import LineState, OrderLine
from hub.receiving import verify, views
from hub.receiving.errors import CountMissing, NothingOnTheScale, ReasonMissing, WeighingClaimed
from hub.receiving.records import CollectionClosure, Receipt, Weighing
from hub.receiving.rules import Verdict
from hub.receiving.service import TypedWeight, close_collection, set_aside, weigh_in
from hub.receiving.weighings import newest_unclaimed, record_weighing, unclaimed
from hub.stock import verify as stock_verify
from hub.stock.ledger import standing
from hub.stock.records import Crate, WeightKind
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.crowd import crowd
from tests.support.floor_factory import (
    COLLECT_ON,
    DESK,
    TODAY,
    TOLERANCE,
    Floor,
    confirmed_line,
    crate_of,
    load,
    make_floor,
    weigh,
    weighed,
)


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def test_one_act_makes_weighing_lot_crate_label_and_receipt(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10.45")
    with database.read() as session:
        crate = crate_of(session, receipt)
        assert receipt.number == 1
        assert crate.net == Mass(10_450_000)
        assert crate.weight_kind is WeightKind.WEIGHED
        assert crate.lot.number == "26-327-001"
        assert crate.sscc == "195212340000000010"
        assert is_sscc(crate.sscc)
        assert standing(session, crate.id).place_id == floor.dock.id
        job = session.scalars(select(PrintJob)).one()
        assert job.printer == "labels"
        assert job.subject == f"crate:{crate.sscc}"
        assert job.content["net"] == 10_450_000
        assert job.content["weighing"] == "Varemottak, nr. 1"
        assert unclaimed(session) == []


def test_the_second_crate_of_the_day_joins_the_lot_of_the_first(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        first = weigh(session, floor, clock, article=floor.carrots, net="10")
        second = weigh(session, floor, clock, article=floor.carrots, net="9")
        other = weigh(session, floor, clock, article=floor.beets, net="8")
        lots = [crate_of(session, one).lot.number for one in (first, second, other)]
    assert lots == ["26-327-001", "26-327-001", "26-327-002"]


@pytest.mark.parametrize(
    ("planned", "collected", "best_before"),
    [
        (date(2026, 11, 24), date(2026, 11, 23), date(2026, 12, 7)),  # here a day before the plan
        (date(2026, 11, 23), date(2026, 11, 23), date(2026, 12, 7)),
        (date(2026, 11, 21), date(2026, 11, 21), date(2026, 12, 5)),
    ],
)
def test_no_paper_tells_of_a_day_that_has_not_been(  # noqa: PLR0917 - fixtures and a table
    database: Database, floor: Floor, clock: FakeClock, planned: date, collected: date, best_before: date
) -> None:
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10", collect_on=planned)
        lot = crate_of(session, receipt).lot
        assert receipt.collect_on == planned
        assert (lot.collected_on, lot.received_on, lot.best_before) == (
            collected,
            date(2026, 11, 23),
            best_before,
        )
        job = session.scalars(select(PrintJob)).one()
        assert job.content["collected_on"] == collected.isoformat()
        assert job.content["best_before"] == best_before.isoformat()


def test_a_tare_taken_by_the_scale_is_not_taken_twice(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        weighing = record_weighing(session, load("10.45", clock.now(), tare_kind="T", tare="1"))
        receipt = weigh_in(
            session,
            article_id=floor.carrots.id,
            collect_on=COLLECT_ON,
            weight=weighing.id,
            crate_type_id=floor.crate_type.id,
            count=None,
            desk=DESK,
            tolerance=TOLERANCE,
            today=TODAY,
            by=floor.person,
            clock=clock,
            operation="once",
        )
        assert crate_of(session, receipt).net == Mass(10_450_000)
        label = session.scalars(select(PrintJob)).one().content
        assert (label["tare"], label["tare_kind"]) == (1_000_000, "T")


def test_a_crate_types_known_tare_is_a_preset_one_on_paper(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10.45")
        label = session.scalars(select(PrintJob)).one().content
        assert (label["tare"], label["tare_kind"]) == (floor.crate_type.tare.milligrams, "PT")


def test_an_empty_crate_is_refused_and_leaves_the_weighing_unclaimed(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        weighed(session, clock, "1")
    with pytest.raises(NothingOnTheScale) as refusal, database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="0")
    assert refusal.value.facts["tare"] == Mass(1_000_000)
    with database.read() as session:
        assert [one.number for one in unclaimed(session)] == [1]
        assert session.scalar(select(func.count(Crate.id))) == 0


def test_a_typed_weight_needs_its_reason_and_is_marked_on_the_label(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    def typed(reason: str) -> Receipt:
        with database.write() as session:
            return weigh_in(
                session,
                article_id=floor.carrots.id,
                collect_on=COLLECT_ON,
                weight=TypedWeight(Mass.kilograms("11"), reason),
                crate_type_id=floor.crate_type.id,
                count=None,
                desk=DESK,
                tolerance=TOLERANCE,
                today=TODAY,
                by=floor.person,
                clock=clock,
                operation="typed",
            )

    with pytest.raises(ReasonMissing):
        typed("  ")
    typed("vekten svarer ikke")
    with database.read() as session:
        crate = session.scalars(select(Crate)).one()
        assert crate.net == Mass(10_000_000)
        assert crate.typed_reason == "vekten svarer ikke"
        assert session.scalars(select(PrintJob)).one().content["weight_kind"] == "typed"


def test_goods_sold_by_the_piece_are_counted(database: Database, floor: Floor, clock: FakeClock) -> None:
    with pytest.raises(CountMissing), database.write() as session:
        weigh(session, floor, clock, article=floor.eggs, net="2")
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.eggs, net="2", count=30)
        assert standing(session, receipt.crate_id).count == 30


def test_the_same_operation_gives_the_same_receipt_again(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        first = weigh(session, floor, clock, article=floor.carrots, net="10", operation="tap")
    with database.write() as session:
        again = weigh(session, floor, clock, article=floor.carrots, net="10", operation="tap")
        following = weigh(session, floor, clock, article=floor.carrots, net="10")
    assert again.number == first.number == 1
    assert following.number == 2


def test_twenty_hands_on_one_weighing_make_one_crate(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        weighing = weighed(session, clock, "11")

    def press(hand: int) -> str:
        try:
            with database.write() as session:
                receipt = weigh_in(
                    session,
                    article_id=floor.carrots.id,
                    collect_on=COLLECT_ON,
                    weight=weighing.id,
                    crate_type_id=floor.crate_type.id,
                    count=None,
                    desk=DESK,
                    tolerance=TOLERANCE,
                    today=TODAY,
                    by=floor.person,
                    clock=clock,
                    operation=f"hand-{hand}",
                )
                return f"saved {receipt.number}"
        except WeighingClaimed:
            return "refused"

    answers = crowd(press, 20)
    assert sorted(answers) == ["refused"] * 19 + ["saved 1"]
    with database.read() as session:
        assert session.scalar(select(func.count(Crate.id))) == 1
        assert session.scalar(select(func.count(PrintJob.id))) == 1


def test_twenty_repeats_of_one_tap_get_one_answer(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        weighing = weighed(session, clock, "11")

    def press(_: int) -> int:
        with database.write() as session:
            return weigh_in(
                session,
                article_id=floor.carrots.id,
                collect_on=COLLECT_ON,
                weight=weighing.id,
                crate_type_id=floor.crate_type.id,
                count=None,
                desk=DESK,
                tolerance=TOLERANCE,
                today=TODAY,
                by=floor.person,
                clock=clock,
                operation="one tap",
            ).number

    assert crowd(press, 20) == [1] * 20


def test_a_set_aside_weighing_needs_a_reason_and_is_no_longer_offered(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        weighing = weighed(session, clock, "5")
    with pytest.raises(ReasonMissing), database.write() as session:
        set_aside(session, weighing_id=weighing.id, reason=" ", by=floor.person, clock=clock)
    with database.write() as session:
        set_aside(session, weighing_id=weighing.id, reason="kontrollodd", by=floor.person, clock=clock)
        assert unclaimed(session) == []


def test_only_the_last_fresh_weighing_is_offered_for_taking(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        weighed(session, clock, "5")
        last = weighed(session, clock, "6")
        offered = newest_unclaimed(session, "goods_in", clock=clock, within_s=300)
        assert offered is not None
        assert offered.id == last.id
        clock.advance(301)
        assert newest_unclaimed(session, "goods_in", clock=clock, within_s=300) is None
        assert len(views.unclaimed(session)) == 2


def test_what_was_announced_closes_by_itself_and_lines_learn_their_share(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        six = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="6")
        four = confirmed_line(
            session, floor, clock, article=floor.carrots, kilograms="4", kitchen=floor.other_kitchen
        )
        weigh(session, floor, clock, article=floor.carrots, net="5")
        assert six.state is LineState.CONFIRMED
        weigh(session, floor, clock, article=floor.carrots, net="4.9")
        assert session.scalars(select(CollectionClosure)).one().received == Mass(9_900_000)
        assert (six.state, four.state) == (LineState.RECEIVED, LineState.RECEIVED)
        assert [six.events[-1].mass, four.events[-1].mass] == [Mass(5_940_000), Mass(3_960_000)]


def test_too_little_is_closed_only_with_a_reason(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        weigh(session, floor, clock, article=floor.carrots, net="5")
        line_id = line.id

    def close(reason: str | None) -> CollectionClosure:
        with database.write() as session:
            return close_collection(
                session,
                article_id=floor.carrots.id,
                collect_on=COLLECT_ON,
                tolerance=TOLERANCE,
                reason=reason,
                by=floor.person,
                clock=clock,
                operation="close",
            )

    with pytest.raises(ReasonMissing):
        close(None)
    closure = close("frost i natt")
    assert close("frost i natt").id == closure.id
    with database.read() as session:
        line = session.get_one(OrderLine, line_id)
        assert line.state is LineState.RECEIVED
        assert line.events[-1].mass == Mass(5_000_000)
        assert line.events[-1].reason == "frost i natt"


def test_what_did_not_come_is_said_on_the_line(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        close_collection(
            session,
            article_id=floor.carrots.id,
            collect_on=COLLECT_ON,
            tolerance=TOLERANCE,
            reason="bilen kom ikke",
            by=floor.person,
            clock=clock,
            operation="close",
        )
        assert line.state is LineState.NOT_COME


def test_a_late_crate_is_shared_anew(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        close_collection(
            session,
            article_id=floor.carrots.id,
            collect_on=COLLECT_ON,
            tolerance=TOLERANCE,
            reason="bilen kom ikke",
            by=floor.person,
            clock=clock,
            operation="close",
        )
        weigh(session, floor, clock, article=floor.carrots, net="7")
        assert line.state is LineState.RECEIVED
        assert line.events[-1].mass == Mass(7_000_000)


def test_goods_nobody_ordered_come_in_and_are_named_so(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        weigh(session, floor, clock, article=floor.beets, net="7")
        (producer,) = views.due(session, COLLECT_ON, TOLERANCE)
        assert [one.verdict for one in producer.articles] == [Verdict.NOT_ORDERED]


def test_a_sound_house_has_no_findings(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        for net in ("10", "9.5", "0.005"):
            weigh(session, floor, clock, article=floor.carrots, net=net)
        assert verify.weighings(session) == []
        assert stock_verify.conservation(session) == []


def test_parallel_loads_of_one_scale_make_one_chain(database: Database, clock: FakeClock) -> None:
    def settle(hand: int) -> int:
        with database.write() as session:
            return record_weighing(session, load(f"{hand + 1}", clock.now())).number

    assert sorted(crowd(settle, 20)) == list(range(1, 21))
    with database.read() as session:
        assert verify.weighings(session) == []
        assert session.scalar(select(func.count(Weighing.id))) == 20
