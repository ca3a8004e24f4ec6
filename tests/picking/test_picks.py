"""Picking on both databases: the scan decides, first expired goes first, and one crate goes to one line once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.kernel.errors import HubError
from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.records import PrintJob
from hub.orders.records import LineState
from hub.picking.errors import (
    CrateTooFull,
    LineNotOpen,
    OlderCrateFirst,
    PartExceedsCrate,
    PartTooHeavy,
    WrongGoods,
)
from hub.picking.paper import pick_list_of
from hub.picking.parts import Part
from hub.picking.records import Pick
from hub.picking.service import short_pick, undo_pick
from hub.picking.views import PickList, pick_list, progress
from hub.receiving import verify as receiving_verify
from hub.receiving.errors import ReasonMissing
from hub.receiving.records import WeighingClaim
from hub.stock import verify
from hub.stock.errors import CrateTaken, CrateUnknown, CrateVoided, NotACrate, ScanUnreadable
from hub.stock.ledger import standing
from hub.stock.records import Crate, Movement, MovementKind, WeightKind
from hub.stock.service import scanned_crate
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.crowd import crowd
from tests.support.floor_factory import (
    DELIVER_ON,
    PICK_PER_MILLE,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    pick,
    typed_part,
    weigh,
    weighed,
)


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def _list(session: Session, floor: Floor) -> PickList:
    return pick_list(
        session,
        kitchen_id=floor.kitchen.id,
        deliver_on=DELIVER_ON,
        tolerance_per_mille=PICK_PER_MILLE,
        language=Language.NB,
    )


def test_a_whole_crate_is_picked_by_its_scan(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10.1"))
        listed = _list(session, floor)
        assert listed.next_pick is not None
        assert listed.next_pick[1].standing.crate.id == crate.id
        assert listed.next_pick[1].planned.whole
        made = pick(session, floor, clock, line=line, sscc=f"]C100{crate.sscc}")
        assert made.mass == Mass(10_100_000)
        assert line.state is LineState.PICKED
        assert standing(session, crate.id).place_id == floor.packing.id
        assert _list(session, floor).ready
        assert verify.conservation(session) == []


def test_of_a_crate_that_two_kitchens_share_nobody_is_told_to_take_the_whole(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        confirmed_line(
            session, floor, clock, article=floor.carrots, kilograms="6", kitchen=floor.other_kitchen
        )
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="4")
        weigh(session, floor, clock, article=floor.carrots, net="10")
        listed = _list(session, floor)
        assert listed.next_pick is not None
        assert listed.next_pick[1].planned.amount == 4_000_000
        assert not listed.next_pick[1].whole
        content = pick_list_of(session, listed, hub="Hub", language=Language.NB, at=clock.now())
        assert [(one.mass, one.whole) for one in content.to_fetch] == [(Mass(4_000_000), False)]


def test_what_somebody_said_there_is_no_more_of_is_not_asked_for_again(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        short_pick(
            session,
            line_id=line.id,
            reason="Råtten i bunnen",
            tolerance_per_mille=PICK_PER_MILLE,
            by=floor.person,
            clock=clock,
            operation="ended",
        )
        listed = _list(session, floor)
        assert listed.next_pick is None
        assert listed.ready
        assert listed.lines[0].given_up
        # Said in error, it is picked all the same, and nobody reads any more that it came short.
        pick(session, floor, clock, line=line, sscc=crate.sscc)
        assert line.state is LineState.PICKED
        assert not _list(session, floor).lines[0].lessened


def test_a_part_over_the_scale_is_a_new_crate_with_the_kitchen_on_its_label(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        six = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="6")
        four = confirmed_line(
            session, floor, clock, article=floor.carrots, kilograms="4", kitchen=floor.other_kitchen
        )
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        weighing = weighed(session, clock, "7.02")
        made = pick(
            session, floor, clock, line=six, sscc=crate.sscc, part=Part(weighing.id, floor.crate_type.id)
        )
        child = session.get_one(Crate, made.crate_id)
        assert child.parent_id == crate.id
        assert child.net == Mass(6_020_000)
        assert standing(session, crate.id).mass == Mass(3_980_000)
        assert (
            session.scalars(
                select(WeighingClaim.crate_id).where(WeighingClaim.weighing_id == weighing.id)
            ).one()
            == child.id
        )
        label = session.scalars(select(PrintJob).where(PrintJob.subject == f"crate:{child.sscc}")).one()
        assert label.content["kitchen"] == "Bjørkelunden sykehjem"
        assert label.content["stop"] == "1 · Nord"
        assert six.state is LineState.PICKED
        rest = pick(session, floor, clock, line=four, sscc=crate.sscc)
        relabelled = session.get_one(Crate, rest.crate_id)
        assert relabelled.net == Mass(3_980_000)
        assert relabelled.weight_kind is WeightKind.CALCULATED
        assert verify.conservation(session) == []
        assert receiving_verify.weighings(session) == []
    with pytest.raises(CrateVoided), database.write() as session:
        scanned_crate(session, crate.sscc)


def test_the_crate_that_expires_first_goes_first_unless_a_reason_is_given(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        older = crate_of(
            session,
            weigh(session, floor, clock, article=floor.carrots, net="10", collect_on=date(2026, 11, 20)),
        )
        newer = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
    with pytest.raises(OlderCrateFirst) as refusal, database.write() as session:
        pick(session, floor, clock, line=line, sscc=newer.sscc)
    assert refusal.value.facts["sscc"] == older.sscc
    assert refusal.value.facts["place"] == floor.dock.name
    with database.write() as session:
        made = pick(session, floor, clock, line=line, sscc=newer.sscc, out_of_turn="den eldste er knust")
        assert made.why == "den eldste er knust"


@pytest.mark.parametrize(
    ("scan", "refusal"),
    [
        ("195212340000009995", ScanUnreadable),
        ("KJ1", NotACrate),
        ("195212340000009990", CrateUnknown),
    ],
)
def test_a_wrong_scan_is_refused_and_changes_nothing(
    database: Database, floor: Floor, clock: FakeClock, scan: str, refusal: type[HubError]
) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        weigh(session, floor, clock, article=floor.carrots, net="10")
    with pytest.raises(refusal), database.write() as session:
        pick(session, floor, clock, line=line, sscc=scan)
    with database.read() as session:
        assert session.scalar(select(func.count(Pick.id))) == 0


def test_other_goods_are_refused(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        weigh(session, floor, clock, article=floor.carrots, net="10")
        beets = crate_of(session, weigh(session, floor, clock, article=floor.beets, net="10"))
    with pytest.raises(WrongGoods), database.write() as session:
        pick(session, floor, clock, line=line, sscc=beets.sscc)


def test_a_crate_with_more_than_the_line_wants_asks_for_a_part(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="5")
        weigh(session, floor, clock, article=floor.carrots, net="5")
        full = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="12"))
    with pytest.raises(CrateTooFull), database.write() as session:
        pick(session, floor, clock, line=line, sscc=full.sscc)
    with pytest.raises(PartTooHeavy), database.write() as session:
        pick(session, floor, clock, line=line, sscc=full.sscc, part=typed_part("5.251", floor))
    with pytest.raises(PartExceedsCrate), database.write() as session:
        pick(session, floor, clock, line=line, sscc=full.sscc, part=typed_part("12.001", floor))
    with database.write() as session:
        made = pick(session, floor, clock, line=line, sscc=full.sscc, part=typed_part("5.25", floor))
        assert made.mass == Mass(5_250_000)


def test_eggs_are_picked_by_the_piece(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.eggs, kilograms="1.8", count=30)
        confirmed_line(
            session, floor, clock, article=floor.eggs, kilograms="1.8", count=30, kitchen=floor.other_kitchen
        )
        crate = crate_of(session, weigh(session, floor, clock, article=floor.eggs, net="3.5", count=60))
        listed = _list(session, floor)
        assert listed.next_pick is not None
        assert listed.next_pick[1].planned.amount == 30
        made = pick(
            session, floor, clock, line=line, sscc=crate.sscc, part=typed_part("1.75", floor, count=30)
        )
        assert made.count == 30
        assert line.state is LineState.PICKED
        assert standing(session, crate.id).count == 30


def test_twenty_hands_on_one_crate_make_one_pick(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))

    def press(hand: int) -> str:
        try:
            with database.write() as session:
                pick(session, floor, clock, line=line, sscc=crate.sscc, operation=f"hand-{hand}")
                return "picked"
        except (LineNotOpen, CrateTaken):
            return "refused"

    assert sorted(crowd(press, 20)) == ["picked"] + ["refused"] * 19
    with database.read() as session:
        assert session.scalar(select(func.count(Pick.id))) == 1
        assert (
            session.scalar(select(func.count(Movement.id)).where(Movement.kind == MovementKind.PICKED)) == 1
        )
        assert verify.conservation(session) == []


def test_twenty_repeats_of_one_tap_are_one_pick(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))

    def press(_: int) -> int:
        with database.write() as session:
            return pick(session, floor, clock, line=line, sscc=crate.sscc, operation="one tap").id

    assert len(set(crowd(press, 20))) == 1
    with database.read() as session:
        assert session.scalar(select(func.count(Pick.id))) == 1


def test_two_lines_cannot_have_the_same_crate(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        lines = [
            confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10") for _ in range(2)
        ]
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        weigh(session, floor, clock, article=floor.carrots, net="10")

    def press(hand: int) -> str:
        try:
            with database.write() as session:
                pick(session, floor, clock, line=lines[hand % 2], sscc=crate.sscc, operation=f"hand-{hand}")
                return "picked"
        except (LineNotOpen, CrateTaken):
            return "refused"

    assert sorted(crowd(press, 10)) == ["picked"] + ["refused"] * 9


def test_an_undone_pick_stands_where_it_stood(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        made = pick(session, floor, clock, line=line, sscc=crate.sscc)
        for _ in range(2):
            undo_pick(
                session,
                pick_id=made.id,
                reason="feil kjøkken",
                by=floor.person,
                clock=clock,
                operation="undo",
            )
        assert line.state is LineState.RECEIVED
        assert standing(session, crate.id).place_id == floor.dock.id
        again = pick(session, floor, clock, line=line, sscc=crate.sscc)
        assert again.id != made.id
        assert verify.conservation(session) == []


def test_a_line_ends_short_only_with_a_reason(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="6"))
        weigh(session, floor, clock, article=floor.carrots, net="4")
        pick(session, floor, clock, line=line, sscc=crate.sscc)
        assert line.state is LineState.PICKING

    def short(reason: str) -> LineState:
        with database.write() as session:
            return short_pick(
                session,
                line_id=line.id,
                reason=reason,
                tolerance_per_mille=PICK_PER_MILLE,
                by=floor.person,
                clock=clock,
                operation="short",
            ).state

    with pytest.raises(ReasonMissing):
        short("")
    assert short("resten var råtten") is LineState.PICKED
    assert short("resten var råtten") is LineState.PICKED


def test_progress_counts_lines_and_nobodys_pace(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        confirmed_line(session, floor, clock, article=floor.beets, kilograms="5")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        pick(session, floor, clock, line=line, sscc=crate.sscc)
        (day,) = progress(session, DELIVER_ON)
    assert (day.lines, day.settled, day.waiting, day.to_pick) == (2, 1, 1, 0)
