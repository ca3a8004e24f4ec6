"""From a closed load to the kitchen's answer, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.delivery.errors import ClaimTooLarge, DeliveryUnknown, LinesStillOpen, NothingToLoad, NotOnTheWay
from hub.delivery.records import DeliveredCrate, Delivery, DeliveryState
from hub.delivery.service import answer_line, claimed_of, close_load, deliver, lines_of
from hub.kernel.quantity import Mass
from hub.labels.content import DeliveryNoteContent
from hub.labels.records import PrintJob
from hub.orders.records import LineEvent, LineEventKind, LineState, OrderLine
from hub.picking.errors import PickLoaded
from hub.picking.records import Pick
from hub.picking.service import short_pick, undo_pick
from hub.receiving.errors import ReasonMissing
from hub.receiving.service import close_collection
from hub.stock import verify
from hub.stock.ledger import standing
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.crowd import crowd
from tests.support.floor_factory import (
    COLLECT_ON,
    DELIVER_ON,
    NOTES_DESK,
    PICK_PER_MILLE,
    TODAY,
    TOLERANCE,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    pick,
    weigh,
)


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def _close(session: Session, floor: Floor, clock: FakeClock, operation: str = "close") -> Delivery:
    return close_load(
        session,
        kitchen_id=floor.kitchen.id,
        delivery_on=DELIVER_ON,
        tolerance_per_mille=PICK_PER_MILLE,
        desk=NOTES_DESK,
        today=TODAY,
        by=floor.person,
        clock=clock,
        operation=operation,
    )


@pytest.fixture
def line(database: Database, floor: Floor, clock: FakeClock) -> OrderLine:
    """Ten kilograms ordered, six picked, the rest ended short."""
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="6"))
        weigh(session, floor, clock, article=floor.carrots, net="4")
        pick(session, floor, clock, line=line, sscc=crate.sscc)
        short_pick(
            session,
            line_id=line.id,
            reason="resten var råtten",
            tolerance_per_mille=PICK_PER_MILLE,
            by=floor.person,
            clock=clock,
            operation="short",
        )
        return line


def test_a_closed_load_has_a_note_with_lots_crates_and_the_reason_for_less(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine
) -> None:
    with database.write() as session:
        delivery = _close(session, floor, clock)
        assert delivery.note_number == 1
        note = DeliveryNoteContent.from_json(delivery.note)
        assert note.dispatched_on == date(2026, 11, 23), (
            "the day on which it was closed, not the one that was planned"
        )
        assert note.delivery_on == date(2026, 11, 25)
        assert note.sender.name == "Nordhavn samlast"
        assert note.receiver.name == "Bjørkelunden sykehjem"
        assert [owner.name for owner in note.owners] == ["Sørbø gård"]
        assert (note.window, note.route, note.stop) == ("07:30–08:30", "Nord", "1")
        (row,) = note.lines
        assert row.ordered_mass == Mass(10_000_000)
        assert row.delivered_mass == Mass(6_000_000)
        assert row.lots == ("26-327-001",)
        assert row.short_reason == "plukket 4,00 kg for lite: resten var råtten"
        (crate,) = note.crates
        assert crate.weighing == "Varemottak, nr. 1"
        assert session.get_one(OrderLine, line.id).state is LineState.LOADED
        job = session.scalars(select(PrintJob).where(PrintJob.subject == "delivery_note:1")).one()
        assert job.content == delivery.note
        assert verify.conservation(session) == []


def test_lines_that_nobody_finished_keep_the_load_open(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine
) -> None:
    assert line.id
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.beets, kilograms="5")
    with pytest.raises(LinesStillOpen) as refusal, database.write() as session:
        _close(session, floor, clock)
    assert refusal.value.facts["lines"] == 1


def test_an_empty_load_is_not_closed(database: Database, floor: Floor, clock: FakeClock) -> None:
    with pytest.raises(NothingToLoad), database.write() as session:
        _close(session, floor, clock)


def test_twenty_hands_close_one_load_with_one_number(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine
) -> None:
    assert line.id

    def press(hand: int) -> int:
        with database.write() as session:
            return _close(session, floor, clock, f"hand-{hand}").note_number

    assert crowd(press, 20) == [1] * 20
    with database.read() as session:
        assert session.scalar(select(func.count(DeliveredCrate.crate_id))) == 1


def _second_order(database: Database, floor: Floor, clock: FakeClock) -> OrderLine:
    """Ordered, come and picked after the day's load was closed."""
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.beets, kilograms="5")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.beets, net="5"))
        pick(session, floor, clock, line=line, sscc=crate.sscc)
        return line


def test_what_is_picked_after_the_load_was_closed_goes_with_a_further_load_and_note(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine
) -> None:
    with database.write() as session:
        first = _close(session, floor, clock)
    late = _second_order(database, floor, clock)
    with database.write() as session:
        assert _close(session, floor, clock).id == first.id, "the same operation gives the same note"
        second = _close(session, floor, clock, "second")
        assert (second.note_number, second.sequence) == (2, 2)
        assert [one.product for one in DeliveryNoteContent.from_json(second.note).lines] == ["Rodbete"]
        assert [one.id for one in lines_of(session, first)] == [line.id]
        assert [one.id for one in lines_of(session, second)] == [late.id]
        assert session.get_one(OrderLine, late.id).state is LineState.LOADED
        assert _close(session, floor, clock, "third").id == second.id, "nothing is left: the last note again"
        deliver(session, delivery_id=second.id, by=floor.person, clock=clock, operation="d")
        assert session.get_one(OrderLine, line.id).state is LineState.LOADED
        assert session.get_one(OrderLine, late.id).state is LineState.DELIVERED
        assert verify.conservation(session) == []


def test_twenty_hands_close_the_further_load_once(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine
) -> None:
    assert line.id
    with database.write() as session:
        _close(session, floor, clock)
    _second_order(database, floor, clock)

    def press(hand: int) -> int:
        with database.write() as session:
            return _close(session, floor, clock, f"again-{hand}").note_number

    assert crowd(press, 20) == [2] * 20


def test_a_line_that_came_after_its_note_moves_to_the_load_that_carries_it(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine
) -> None:
    with database.write() as session:
        beets = confirmed_line(session, floor, clock, article=floor.beets, kilograms="5")
        close_collection(
            session,
            article_id=floor.beets.id,
            collect_on=COLLECT_ON,
            tolerance=TOLERANCE,
            reason="frost",
            by=floor.person,
            clock=clock,
            operation="none came",
        )
        first = _close(session, floor, clock)
        assert {one.id for one in lines_of(session, first)} == {line.id, beets.id}
    with database.write() as session:
        crate = crate_of(session, weigh(session, floor, clock, article=floor.beets, net="5"))
        with pytest.raises(LinesStillOpen):
            _close(session, floor, clock, "too early")
        pick(session, floor, clock, line=session.get_one(OrderLine, beets.id), sscc=crate.sscc)
        second = _close(session, floor, clock, "second")
        assert [one.id for one in lines_of(session, first)] == [line.id]
        assert [one.id for one in lines_of(session, second)] == [beets.id]
        deliver(session, delivery_id=first.id, by=floor.person, clock=clock, operation="d")
        assert session.get_one(OrderLine, beets.id).state is LineState.LOADED
        with pytest.raises(NotOnTheWay):
            _accept(session, floor, clock, second.id, beets.id)
        with pytest.raises(DeliveryUnknown):
            _accept(session, floor, clock, first.id, beets.id)


def _accept(session: Session, floor: Floor, clock: FakeClock, delivery_id: int, line_id: int) -> None:
    answer_line(
        session,
        delivery_id=delivery_id,
        line_id=line_id,
        claimed=None,
        reason=None,
        by=floor.person,
        clock=clock,
        operation="accept",
    )


def test_a_loaded_crate_cannot_be_unpicked(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine
) -> None:
    with database.write() as session:
        _close(session, floor, clock)
        made = session.scalars(select(Pick).where(Pick.line_id == line.id)).one()
    with pytest.raises(PickLoaded), database.write() as session:
        undo_pick(session, pick_id=made.id, reason="feil", by=floor.person, clock=clock, operation="undo")


def test_the_driver_hands_over_once_and_the_crates_leave_the_house(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine
) -> None:
    with database.write() as session:
        delivery = _close(session, floor, clock)
        for operation in ("first", "first", "again"):
            deliver(session, delivery_id=delivery.id, by=floor.person, clock=clock, operation=operation)
        assert delivery.state is DeliveryState.DELIVERED
        assert session.get_one(OrderLine, line.id).state is LineState.DELIVERED
        crate_id = session.scalars(select(DeliveredCrate.crate_id)).one()
        assert standing(session, crate_id).place_id is None
        assert verify.conservation(session) == []


def _answer(
    database: Database,
    floor: Floor,
    clock: FakeClock,
    line: OrderLine,
    *,
    claimed: Mass | None,
    reason: str | None,
) -> DeliveryState:
    with database.write() as session:
        delivery = session.scalars(select(Delivery)).one()
        answer_line(
            session,
            delivery_id=delivery.id,
            line_id=line.id,
            claimed=claimed,
            reason=reason,
            by=floor.person,
            clock=clock,
            operation="answer",
        )
        return delivery.state


@pytest.mark.parametrize(("pieces", "grams"), [(1, 63), (6, 380), (30, 1_900)])
def test_pieces_are_claimed_as_pieces_and_weigh_their_share(pieces: int, grams: int) -> None:
    eggs = LineEvent(kind=LineEventKind.DELIVERED, mass=Mass.kilograms("1.9"), count=30)
    claimed = claimed_of(pieces, eggs)
    assert claimed.count == pieces
    assert claimed.mass.milligrams // 1000 == grams


@pytest.mark.parametrize("pieces", [0, 31])
def test_no_more_pieces_are_claimed_than_came(pieces: int) -> None:
    eggs = LineEvent(kind=LineEventKind.DELIVERED, mass=Mass.kilograms("1.9"), count=30)
    with pytest.raises(ClaimTooLarge):
        claimed_of(pieces, eggs)


def test_the_kitchen_accepts_only_what_was_handed_over(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine
) -> None:
    with database.write() as session:
        delivery = _close(session, floor, clock)
    with pytest.raises(NotOnTheWay):
        _answer(database, floor, clock, line, claimed=None, reason=None)
    with database.write() as session:
        deliver(session, delivery_id=delivery.id, by=floor.person, clock=clock, operation="d")
    assert _answer(database, floor, clock, line, claimed=None, reason=None) is DeliveryState.ANSWERED
    assert _answer(database, floor, clock, line, claimed=None, reason=None) is DeliveryState.ANSWERED


def test_a_claim_has_an_amount_and_a_reason(
    database: Database, floor: Floor, clock: FakeClock, line: OrderLine
) -> None:
    with database.write() as session:
        delivery = _close(session, floor, clock)
        deliver(session, delivery_id=delivery.id, by=floor.person, clock=clock, operation="d")
    with pytest.raises(ReasonMissing):
        _answer(database, floor, clock, line, claimed=Mass.kilograms("1"), reason=" ")
    with pytest.raises(ClaimTooLarge):
        _answer(database, floor, clock, line, claimed=Mass.kilograms("6.001"), reason="råtten")
    assert (
        _answer(database, floor, clock, line, claimed=Mass.kilograms("6"), reason="råtten")
        is DeliveryState.ANSWERED
    )
    with database.read() as session:
        assert session.get_one(OrderLine, line.id).state is LineState.CLAIMED
