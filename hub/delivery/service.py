"""Verbs of delivery: close a load and write its note, hand it over, let the kitchen answer each line.

Closing freezes the note's content: a copy printed next month says what the first paper said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Kitchen
from hub.delivery import cages, note, packages
from hub.delivery.errors import (
    ClaimTooLarge,
    DeliveryUnknown,
    LineNotDelivered,
    LinesStillOpen,
    NoRoute,
    NothingToLoad,
    NotOnTheWay,
)
from hub.delivery.note import NotesDesk
from hub.delivery.records import DeliveredCrate, DeliveredLine, Delivery, DeliveryState
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.labels import copies
from hub.labels import service as labels
from hub.labels.content import PaperKind
from hub.labels.records import PrintJob
from hub.orders.lines import LineEventKind, LineState
from hub.orders.records import LineEvent, Order, OrderLine
from hub.orders.rules import Amount
from hub.orders.service import append_event
from hub.people.records import Person
from hub.picking import views as picking
from hub.picking.rules import NOTHING
from hub.picking.service import locked_line
from hub.picking.views import PickList
from hub.planning.records import DeliveryRule
from hub.receiving.errors import ReasonMissing
from hub.stock import holds, ledger
from hub.stock.records import Crate, MovementKind, PlaceKind
from hub.storage.numbers import hold_series, next_number

NOTES = "delivery_note"
# A line on a closed note is in none of these, unless goods for it were found or picked afterwards.
CAME_AFTER_ALL = (LineState.RECEIVED, LineState.PICKING, LineState.PICKED)


def close_load(
    session: Session,
    *,
    kitchen_id: int,
    delivery_on: date,
    tolerance_per_mille: int,
    desk: NotesDesk,
    today: date,
    by: Person,
    clock: Clock,
    operation: str,
) -> Delivery:
    """Everything picked for a kitchen and day that is on no note yet goes on the vehicle, with its note.

    Closed twice, or by two people, a load is closed once and both get the same note. What is ordered or comes after that
    goes with a further load. `today` is the hub's local date.
    """
    hold_series(session, NOTES)
    done = session.scalar(select(Delivery).where(Delivery.operation == operation))
    if done is not None:
        return done
    _lock_lines(session, kitchen_id, delivery_on)
    before = loads_of(session, kitchen_id, delivery_on)
    left = lines_left(session, kitchen_id, delivery_on)
    if before and not left:
        return before[-1]
    kitchen = session.get(Kitchen, kitchen_id)
    if kitchen is None:
        raise DeliveryUnknown(kitchen=kitchen_id)
    rule = session.get(DeliveryRule, (kitchen_id, delivery_on.weekday()))
    if rule is None:
        raise NoRoute(kitchen=kitchen.name, day=delivery_on)
    listed = _still_to_go(
        picking.pick_list(
            session,
            kitchen_id=kitchen_id,
            deliver_on=delivery_on,
            tolerance_per_mille=tolerance_per_mille,
            language=kitchen.language,
        ),
        left,
    )
    if not listed.ready:
        raise LinesStillOpen(kitchen=kitchen.name, lines=len(listed.lines) - listed.settled)
    crates = [done.crate for line in listed.lines for done in line.done]
    if not crates:
        raise NothingToLoad(kitchen=kitchen.name)
    holds.keep_free(session, crates)
    vehicle_id = ledger.place_of_kind(session, PlaceKind.VEHICLE)
    for crate in crates:
        ledger.move_whole(
            session,
            crate=crate,
            kind=MovementKind.LOADED,
            to_place_id=vehicle_id,
            by=by,
            at=clock.now(),
            operation=operation,
        )
    number = next_number(session, NOTES)
    content = note.note_of(session, listed, number=number, today=today, rule=rule, desk=desk, clock=clock)
    delivery = Delivery(
        note_number=number,
        kitchen_id=kitchen_id,
        delivery_on=delivery_on,
        sequence=len(before) + 1,
        route_id=rule.route_id,
        state=DeliveryState.LOADED,
        loaded_at=clock.now(),
        loaded_by_id=by.id,
        note=content.as_json(),
        operation=operation,
    )
    session.add(delivery)
    session.flush()
    session.add_all(DeliveredCrate(delivery_id=delivery.id, crate_id=crate.id) for crate in crates)
    for cage in cages.waiting(session, kitchen_id, delivery_on):
        cage.delivery_id = delivery.id
    for package in packages.waiting(session, kitchen_id, delivery_on):
        package.delivery_id = delivery.id
    for line in listed.lines:
        session.merge(DeliveredLine(line_id=line.line.id, delivery_id=delivery.id))
        if line.line.state is LineState.PICKED and line.done:
            _say(session, line.line, LineEventKind.LOADED, by=by, clock=clock, operation=operation)
    labels.queue(
        session,
        printer=desk.printer,
        kind=PaperKind.DELIVERY_NOTE,
        subject=note.subject_of(delivery),
        language=kitchen.language,
        content=content,
        by=by,
        clock=clock,
    )
    return delivery


def loads_of(session: Session, kitchen_id: int, delivery_on: date) -> list[Delivery]:
    """The closed loads of a kitchen and day, in the order in which they were closed."""
    return list(
        session.scalars(
            select(Delivery)
            .where(Delivery.kitchen_id == kitchen_id, Delivery.delivery_on == delivery_on)
            .order_by(Delivery.sequence)
        )
    )


def lines_left(session: Session, kitchen_id: int, delivery_on: date) -> list[OrderLine]:
    """The lines of a kitchen and day that a further load has to answer: on no note yet, or goods for them came after it."""
    return list(
        session.scalars(
            select(OrderLine)
            .join(OrderLine.order)
            .outerjoin(DeliveredLine, DeliveredLine.line_id == OrderLine.id)
            .where(
                Order.kitchen_id == kitchen_id,
                Order.delivery_on == delivery_on,
                OrderLine.state.not_in(picking.NOT_TO_BE),
                or_(DeliveredLine.line_id.is_(None), OrderLine.state.in_(CAME_AFTER_ALL)),
            )
            .order_by(OrderLine.order_id, OrderLine.position)
        )
    )


def _still_to_go(listed: PickList, left: list[OrderLine]) -> PickList:
    ids = {line.id for line in left}
    return replace(listed, lines=tuple(one for one in listed.lines if one.line.id in ids))


def _lock_lines(session: Session, kitchen_id: int, delivery_on: date) -> None:
    session.scalars(
        select(OrderLine)
        .join(OrderLine.order)
        .where(Order.kitchen_id == kitchen_id, Order.delivery_on == delivery_on)
        .order_by(OrderLine.id)
        .with_for_update(of=OrderLine)
        .execution_options(populate_existing=True)
    ).all()


def _say(
    session: Session,
    line: OrderLine,
    kind: LineEventKind,
    *,
    by: Person,
    clock: Clock,
    operation: str,
) -> None:
    """Note on the line that everything picked for it went this step."""
    done = picking.done_of(session, line)
    counts = [one.pick.count for one in done if one.pick.count is not None]
    append_event(
        session,
        line,
        kind,
        mass=sum((one.pick.mass for one in done), start=NOTHING),
        count=sum(counts) if counts else None,
        reason=None,
        by=by,
        clock=clock,
        operation=operation,
    )


def locked_delivery(session: Session, delivery_id: int) -> Delivery:
    delivery = session.scalar(
        select(Delivery)
        .where(Delivery.id == delivery_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if delivery is None:
        raise DeliveryUnknown(delivery=delivery_id)
    return delivery


def deliver(session: Session, *, delivery_id: int, by: Person, clock: Clock, operation: str) -> Delivery:
    """The driver hands the load over. Said twice, it is said once. Raises CrateOnHold: a held crate leaves the house with nobody."""
    delivery = locked_delivery(session, delivery_id)
    if delivery.state is not DeliveryState.LOADED:
        return delivery
    crates = session.scalars(
        select(Crate)
        .join(DeliveredCrate, DeliveredCrate.crate_id == Crate.id)
        .where(DeliveredCrate.delivery_id == delivery.id)
        .order_by(Crate.id)
    ).all()
    holds.keep_free(session, crates)
    for crate in crates:
        ledger.move_whole(
            session,
            crate=crate,
            kind=MovementKind.DELIVERED,
            to_place_id=None,
            by=by,
            at=clock.now(),
            operation=operation,
        )
    for line in lines_of(session, delivery):
        if line.state is LineState.LOADED:
            _say(session, line, LineEventKind.DELIVERED, by=by, clock=clock, operation=operation)
    delivery.state = DeliveryState.DELIVERED
    delivery.delivered_at = clock.now()
    delivery.delivered_by_id = by.id
    session.flush()
    return delivery


def lines_of(session: Session, delivery: Delivery) -> list[OrderLine]:
    """Every line that the delivery answers, also those that came short or not at all."""
    return list(
        session.scalars(
            select(OrderLine)
            .join(DeliveredLine, DeliveredLine.line_id == OrderLine.id)
            .where(DeliveredLine.delivery_id == delivery.id)
            .order_by(OrderLine.order_id, OrderLine.position)
        )
    )


def answer_line(
    session: Session,
    *,
    delivery_id: int,
    line_id: int,
    claimed: Mass | int | None,
    reason: str | None,
    by: Person,
    clock: Clock,
    operation: str,
) -> OrderLine:
    """The kitchen accepts a line (`claimed` None) or claims an amount of it with a reason: a mass, or pieces of counted goods. Only once per line."""
    delivery = locked_delivery(session, delivery_id)
    line = locked_line(session, line_id)
    if any(event.operation == operation for event in line.events):
        return line
    if delivery.state is DeliveryState.LOADED:
        raise NotOnTheWay(number=delivery.note_number)
    stands_on = session.get(DeliveredLine, line.id)
    if stands_on is None or stands_on.delivery_id != delivery.id:
        raise DeliveryUnknown(delivery=delivery_id)
    if line.state is not LineState.DELIVERED:
        raise LineNotDelivered(product=line.article.product.name, state=line.state)
    delivered = [event for event in line.events if event.kind is LineEventKind.DELIVERED][-1]
    said = (reason or "").strip()[:300]
    amount = Amount(delivered.mass, delivered.count)
    if claimed is not None:
        if not said:
            raise ReasonMissing
        amount = claimed_of(claimed, delivered)
    append_event(
        session,
        line,
        LineEventKind.ACCEPTED if claimed is None else LineEventKind.CLAIMED,
        mass=amount.mass,
        count=amount.count,
        reason=said or None,
        by=by,
        clock=clock,
        operation=operation,
    )
    if all(one.state is not LineState.DELIVERED for one in lines_of(session, delivery)):
        delivery.state = DeliveryState.ANSWERED
        session.flush()
    return line


def claimed_of(claimed: Mass | int, delivered: LineEvent) -> Amount:
    """What of a delivered line is claimed; pieces weigh their share of it, rounded down. Raises ClaimTooLarge."""
    if isinstance(claimed, Mass):
        if not NOTHING < claimed <= delivered.mass:
            raise ClaimTooLarge(claimed=claimed, delivered=delivered.mass)
        return Amount(claimed, None)
    there = delivered.count or 0
    if not 0 < claimed <= there:
        raise ClaimTooLarge(claimed=claimed, delivered=there)
    return Amount(Mass(delivered.mass.milligrams * claimed // there), claimed)


def print_again(session: Session, *, delivery_id: int, by: Person, clock: Clock, operation: str) -> PrintJob:
    """A copy of the note; its paper says COPY unless none came out before. Raises JobMovedOn while the first one's fate is open."""
    delivery = locked_delivery(session, delivery_id)
    newest = session.scalars(
        select(PrintJob)
        .where(PrintJob.subject == note.subject_of(delivery))
        .order_by(PrintJob.id.desc())
        .limit(1)
    ).one()
    return copies.reprint(session, newest, by=by, clock=clock, operation=operation)
