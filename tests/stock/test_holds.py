"""Holds on both databases: what is held is refused at every door with the reason, and only a signature makes it free."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.delivery.records import Delivery
from hub.delivery.service import close_load, deliver
from hub.kernel.errors import HubError
from hub.kernel.words import Language, Words
from hub.labels import service as labels
from hub.labels.copy_rules import CopyReason, Wish
from hub.labels.records import PrintJob
from hub.labels.rules import JobState
from hub.orders.records import OrderLine
from hub.people.records import AuditEntry
from hub.people.signing import Factor
from hub.picking.parts import Part
from hub.picking.plan import Why
from hub.picking.service import undo_pick
from hub.picking.views import pick_list
from hub.receiving.undo import take_back
from hub.stock import held, holds
from hub.stock.errors import CrateOnHold, HoldEnded, HoldReasonMissing, NothingToHold
from hub.stock.ledger import standing
from hub.stock.papers import copy_paper
from hub.stock.records import Crate, Hold
from hub.stock.service import put_away
from hub.stock.views import usable
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.crowd import crowd
from tests.support.floor_factory import (
    DELIVER_ON,
    NOTES_DESK,
    PICK_PER_MILLE,
    TODAY,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    pick,
    weigh,
)

TOO_WARM = Words(nb="for varmt i Kjølerom 1", sv="för varmt i Kylrum 1", en="too warm in Cold room 1")


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


@pytest.fixture
def line(database: Database, floor: Floor, clock: FakeClock) -> OrderLine:
    with database.write() as session:
        return confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")


@pytest.fixture
def crate(database: Database, floor: Floor, clock: FakeClock, line: OrderLine) -> Crate:
    with database.write() as session:
        assert line.article_id == floor.carrots.id
        return crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))


def _hold(
    session: Session,
    floor: Floor,
    clock: FakeClock,
    *crates: Crate,
    about: str | None = "incident:7",
    operation: str = "hold",
) -> holds.Placed:
    return holds.place(
        session,
        [crate.id for crate in crates],
        reason=TOO_WARM,
        about=about,
        by=floor.person,
        clock=clock,
        operation=operation,
    )


def _release(
    session: Session, floor: Floor, clock: FakeClock, *hold_ids: int, operation: str = "free"
) -> None:
    holds.release(
        session,
        hold_ids,
        reason="målt 3,1 °C i kjernen",
        by=floor.person,
        factor=Factor.PASSWORD,
        clock=clock,
        operation=operation,
    )


def _close(session: Session, floor: Floor, clock: FakeClock) -> Delivery:
    return close_load(
        session,
        kitchen_id=floor.kitchen.id,
        delivery_on=DELIVER_ON,
        tolerance_per_mille=PICK_PER_MILLE,
        desk=NOTES_DESK,
        today=TODAY,
        by=floor.person,
        clock=clock,
        operation="close",
    )


def _says(refusal: HubError, crate: Crate) -> bool:
    return refusal.facts == {"sscc": crate.sscc, "reason": TOO_WARM}


def test_a_held_crate_is_refused_at_the_pick_whole_and_in_part_and_free_again_after_a_signature(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine, crate: Crate
) -> None:
    with database.write() as session:
        (hold,) = _hold(session, floor, clock, crate).holds
    for part in (None, Part(None, floor.crate_type.id)):
        with pytest.raises(CrateOnHold) as refusal, database.write() as session:
            pick(session, floor, clock, line=line, sscc=crate.sscc, part=part)
        assert _says(refusal.value, crate)
    with database.write() as session:
        _release(session, floor, clock, hold.id)
        assert pick(session, floor, clock, line=line, sscc=crate.sscc).crate_id == crate.id
        verbs = session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
        assert verbs == ["crate put on hold", "hold released"]


def test_the_plan_leaves_a_held_crate_out_and_says_that_the_shortage_is_a_hold(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine, crate: Crate
) -> None:
    with database.write() as session:
        assert [one.crate.id for one in usable(session, [floor.carrots.id], DELIVER_ON)] == [crate.id]
        _hold(session, floor, clock, crate)
        assert usable(session, [floor.carrots.id], DELIVER_ON) == []
        (listed,) = pick_list(
            session,
            kitchen_id=floor.kitchen.id,
            deliver_on=DELIVER_ON,
            tolerance_per_mille=PICK_PER_MILLE,
            language=Language.NB,
        ).lines
    assert listed.line.id == line.id
    assert listed.to_do == ()
    assert listed.shortage is not None
    assert listed.shortage.why is Why.ON_HOLD


def test_no_copy_of_a_held_crates_label_is_printed(
    database: Database, floor: Floor, clock: FakeClock, crate: Crate
) -> None:
    with database.write() as session:
        job = session.scalars(select(PrintJob).where(PrintJob.subject == f"crate:{crate.sscc}")).one()
        labels.mark(session, job.id, JobState.SENDING, clock=clock)
        labels.mark(session, job.id, JobState.PRINTED, clock=clock)
        (hold,) = _hold(session, floor, clock, crate).holds
    with pytest.raises(CrateOnHold) as refusal, database.write() as session:
        copy_paper(session, session.get_one(PrintJob, job.id), by=floor.person, clock=clock)
    assert _says(refusal.value, crate)
    with database.write() as session:
        _release(session, floor, clock, hold.id)
        again = session.get_one(PrintJob, job.id)
        copy = copy_paper(session, again, by=floor.person, clock=clock, wish=Wish(CopyReason.TORN))
        assert copy.copy == 2


def test_a_held_crate_is_neither_loaded_nor_handed_over_and_its_pick_can_be_taken_back(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine, crate: Crate
) -> None:
    with database.write() as session:
        pick(session, floor, clock, line=line, sscc=crate.sscc)
        (at_loading,) = _hold(session, floor, clock, crate).holds
    with pytest.raises(CrateOnHold) as refusal, database.write() as session:
        _close(session, floor, clock)
    assert _says(refusal.value, crate)
    with database.write() as session:
        assert session.scalar(select(func.count(Delivery.id))) == 0
        _release(session, floor, clock, at_loading.id)
        delivery = _close(session, floor, clock)
        (on_the_way,) = _hold(session, floor, clock, crate, about="incident:8", operation="on the way").holds
    with pytest.raises(CrateOnHold) as refusal, database.write() as session:
        deliver(session, delivery_id=delivery.id, by=floor.person, clock=clock, operation="handed over")
    assert _says(refusal.value, crate)
    with database.write() as session:
        assert standing(session, crate.id).place_id == floor.vehicle.id
        _release(session, floor, clock, on_the_way.id, operation="free again")
        deliver(session, delivery_id=delivery.id, by=floor.person, clock=clock, operation="handed over")
        assert standing(session, crate.id).place_id is None
    with pytest.raises(NothingToHold), database.write() as session:
        _hold(session, floor, clock, crate, about=None, operation="too late")


def test_a_held_crate_may_be_moved_and_its_pick_taken_back_but_its_receipt_may_not(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine, crate: Crate
) -> None:
    with database.write() as session:
        made = pick(session, floor, clock, line=line, sscc=crate.sscc)
        _hold(session, floor, clock, crate)
        undo_pick(
            session, pick_id=made.id, reason="holdt", by=floor.person, clock=clock, operation="take back"
        )
        put_away(
            session, crate_scan=crate.sscc, place_scan="KJ1", by=floor.person, clock=clock, operation="move"
        )
        assert standing(session, crate.id).place_id == floor.cold_room.id
    with pytest.raises(CrateOnHold), database.write() as session:
        take_back(
            session, number=1, reason="feil kasse", by=floor.person, clock=clock, operation="no receipt"
        )


def test_one_tap_twice_is_one_hold_and_two_reasons_are_two(
    database: Database, floor: Floor, clock: FakeClock, crate: Crate
) -> None:
    def tap(at: int) -> list[int]:
        with database.write() as session:
            placed = _hold(session, floor, clock, crate, operation="tap" if at % 2 else f"tap {at}")
            return [hold.id for hold in placed.holds]

    assert len({hold_id for ids in crowd(tap, 8) for hold_id in ids}) == 1
    with database.write() as session:
        (own,) = holds.place(
            session,
            [crate.id],
            reason=holds.as_typed("  mugg på bunnen "),
            about=None,
            by=floor.person,
            clock=clock,
            operation="own words",
        ).holds
        assert own.reason == Words("mugg på bunnen", "mugg på bunnen", "mugg på bunnen")
        first = session.scalars(select(Hold).order_by(Hold.id)).first()
        assert first is not None
        _release(session, floor, clock, first.id)
        assert [hold.id for hold in holds.lasting(session, [crate.id])[crate.id]] == [own.id]
        assert held.count_held(session) == 1
        assert [row.hold.id for row in held.held_now(session, "MUGG")] == [own.id]
        assert [row.hold.id for row in held.held_now(session, crate.sscc[-4:])] == [own.id]
        assert held.held_now(session, "rødbete") == []
        assert [row.hold.id for row in held.held_before(session)] == [first.id]
        assert [row.hold.id for row in held.holds_of(session, crate.id)] == [own.id, first.id]


def test_a_release_needs_a_reason_and_happens_once(
    database: Database, floor: Floor, clock: FakeClock, crate: Crate
) -> None:
    with database.write() as session:
        (hold,) = _hold(session, floor, clock, crate).holds
    with pytest.raises(HoldReasonMissing), database.write() as session:
        holds.release(
            session,
            [hold.id],
            reason="  ",
            by=floor.person,
            factor=Factor.PIN,
            clock=clock,
            operation="no reason",
        )
    with database.write() as session:
        _release(session, floor, clock, hold.id)
        _release(session, floor, clock, hold.id)
        assert holds.lasting(session, [crate.id]) == {}
    with pytest.raises(HoldEnded), database.write() as session:
        _release(session, floor, clock, hold.id, operation="somebody else")
