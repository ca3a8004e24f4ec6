"""Taking a receipt back, on both databases: a new record, a movement out, a void label, and the weighing stays spent."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.quantity import Mass
from hub.labels.records import PrintJob
from hub.labels.rules import JobState
from hub.orders.lines import LineState
from hub.orders.rules import state_of
from hub.receiving import views
from hub.receiving.errors import CrateOpened, ReasonMissing, ReceiptUnknown, WeighingClaimed
from hub.receiving.records import ClaimPurpose, ReceiptUndone, WeighingClaim
from hub.receiving.rules import Verdict
from hub.receiving.undo import take_back
from hub.receiving.weighings import claim
from hub.stock import ledger
from hub.stock import verify as stock_verify
from hub.stock.errors import CrateTaken, CrateVoided
from hub.stock.records import Movement, MovementKind
from hub.stock.service import put_away, scanned_crate
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.crowd import crowd
from tests.support.floor_factory import (
    COLLECT_ON,
    TOLERANCE,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    pick,
    typed_part,
    weigh,
)


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def back(
    session: Session, floor: Floor, clock: FakeClock, number: int, reason: str = "feil kasse"
) -> ReceiptUndone:
    return take_back(
        session, number=number, reason=reason, by=floor.person, clock=clock, operation=f"back-{number}"
    )


def test_what_is_taken_back_leaves_the_house_and_its_label_is_void(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")
    with database.write() as session:
        back(session, floor, clock, receipt.number)
    with database.read() as session:
        crate = crate_of(session, receipt)
        assert ledger.standing(session, crate.id).place_id is None
        left = session.scalars(select(Movement).where(Movement.kind == MovementKind.TAKEN_BACK)).one()
        assert (left.mass, left.to_place_id, left.reason) == (Mass(10_000_000), None, "feil kasse")
        with pytest.raises(CrateVoided):
            scanned_crate(session, crate.sscc)
        assert views.received_amount(session, floor.carrots.id, COLLECT_ON).mass == Mass(0)
        assert [
            one.undone is not None for one in views.latest_receipts(session, floor.carrots.id, COLLECT_ON)
        ] == [True]
        assert stock_verify.conservation(session) == []


def test_the_weighing_of_a_receipt_taken_back_is_never_claimed_again(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")
        back(session, floor, clock, receipt.number)
        spent = session.scalars(select(WeighingClaim)).one().weighing_id
    with pytest.raises(WeighingClaimed), database.write() as session:
        claim(session, weighing_id=spent, purpose=ClaimPurpose.RECEIVING, by=floor.person, clock=clock)


def test_a_label_that_still_waits_is_not_printed(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")
        assert session.scalars(select(PrintJob.state)).one() is JobState.QUEUED
        back(session, floor, clock, receipt.number)
        assert session.scalars(select(PrintJob.state)).one() is JobState.VOIDED


def test_a_closed_collection_tells_its_lines_anew(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")
        assert state_of(line.events) is LineState.RECEIVED
        back(session, floor, clock, receipt.number)
        assert state_of(line.events) is LineState.NOT_COME
        assert line.events[-1].reason == "feil kasse"
        due = views.article_due(session, floor.carrots, COLLECT_ON, TOLERANCE)
        assert (due.verdict, due.crates) == (Verdict.NOT_COME, 0)
        weigh(session, floor, clock, article=floor.carrots, net="9")
        assert state_of(line.events) is LineState.RECEIVED
        assert line.events[-1].mass == Mass(9_000_000)


def test_taking_back_needs_a_reason_and_a_receipt(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")
    with pytest.raises(ReasonMissing), database.write() as session:
        back(session, floor, clock, receipt.number, " ")
    with pytest.raises(ReceiptUnknown), database.write() as session:
        back(session, floor, clock, 99)
    with database.read() as session:
        assert ledger.standing(session, receipt.crate_id).mass == Mass(10_000_000)


def test_a_crate_in_a_cold_room_can_be_taken_back_and_a_picked_one_cannot(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.beets, kilograms="5")
        stored = weigh(session, floor, clock, article=floor.carrots, net="10")
        picked = weigh(session, floor, clock, article=floor.beets, net="5")
        put_away(
            session,
            crate_scan=crate_of(session, stored).sscc,
            place_scan="KJ1",
            by=floor.person,
            clock=clock,
            operation="put",
        )
        pick(session, floor, clock, line=line, sscc=crate_of(session, picked).sscc)
        back(session, floor, clock, stored.number)
    with pytest.raises(CrateTaken), database.write() as session:
        back(session, floor, clock, picked.number)


def test_a_crate_that_something_was_taken_out_of_stays(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")
        pick(
            session,
            floor,
            clock,
            line=line,
            sscc=crate_of(session, receipt).sscc,
            part=typed_part("4", floor),
        )
    with pytest.raises(CrateOpened), database.write() as session:
        back(session, floor, clock, receipt.number)


def test_ten_hands_taking_one_receipt_back_take_it_back_once(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")

    def press(hand: int) -> int:
        with database.write() as session:
            return take_back(
                session,
                number=receipt.number,
                reason="to ganger",
                by=floor.person,
                clock=clock,
                operation=f"hand-{hand}",
            ).receipt_id

    assert crowd(press, 10) == [receipt.id] * 10
    with database.read() as session:
        assert (
            len(session.scalars(select(Movement).where(Movement.kind == MovementKind.TAKEN_BACK)).all()) == 1
        )
