"""Verbs of delivery: close a load and write its note, hand it over, let the kitchen answer each line.

Closing freezes the note's content: a copy printed next month says what the first paper said.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Kitchen
from hub.delivery import note
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
from hub.delivery.records import DeliveredCrate, Delivery, DeliveryState
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.labels import service as labels
from hub.labels.content import PaperKind
from hub.labels.records import PrintJob
from hub.orders.lines import LineEventKind, LineState
from hub.orders.records import Order, OrderLine
from hub.orders.service import append_event
from hub.people.records import Person
from hub.picking import views as picking
from hub.picking.rules import NOTHING
from hub.picking.service import locked_line
from hub.planning.records import DeliveryRule
from hub.receiving.errors import ReasonMissing
from hub.stock import ledger
from hub.stock.records import Crate, MovementKind, PlaceKind
from hub.storage.numbers import hold_series, next_number

NOTES = "delivery_note"


def close_load(
    session: Session,
    *,
    kitchen_id: int,
    delivery_on: date,
    tolerance_per_mille: int,
    desk: NotesDesk,
    by: Person,
    clock: Clock,
    operation: str,
) -> Delivery:
    """Everything picked for a kitchen and day goes on the vehicle, with its note.

    A kitchen has one load a day: closed twice, or by two people, it is closed once and both get the same note.
    """
    hold_series(session, NOTES)
    known = session.scalar(
        select(Delivery).where(Delivery.kitchen_id == kitchen_id, Delivery.delivery_on == delivery_on)
    )
    if known is not None:
        return known
    kitchen = session.get(Kitchen, kitchen_id)
    if kitchen is None:
        raise DeliveryUnknown(kitchen=kitchen_id)
    rule = session.get(DeliveryRule, (kitchen_id, delivery_on.weekday()))
    if rule is None:
        raise NoRoute(kitchen=kitchen.name, day=delivery_on)
    _lock_lines(session, kitchen_id, delivery_on)
    listed = picking.pick_list(
        session,
        kitchen_id=kitchen_id,
        deliver_on=delivery_on,
        tolerance_per_mille=tolerance_per_mille,
        language=kitchen.language,
    )
    if not listed.ready:
        raise LinesStillOpen(kitchen=kitchen.name, lines=len(listed.lines) - listed.settled)
    crates = [done.crate for line in listed.lines for done in line.done]
    if not crates:
        raise NothingToLoad(kitchen=kitchen.name)
    vehicle = ledger.place_of_kind(session, PlaceKind.VEHICLE)
    for crate in crates:
        ledger.move_whole(
            session,
            crate=crate,
            kind=MovementKind.LOADED,
            to_place_id=vehicle.id,
            by=by,
            at=clock.now(),
            operation=operation,
        )
    number = next_number(session, NOTES)
    content = note.note_of(session, listed, number=number, rule=rule, desk=desk)
    delivery = Delivery(
        note_number=number,
        kitchen_id=kitchen_id,
        delivery_on=delivery_on,
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
    for line in listed.lines:
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
    """The driver hands the load over. Said twice, it is said once."""
    delivery = locked_delivery(session, delivery_id)
    if delivery.state is not DeliveryState.LOADED:
        return delivery
    crates = session.scalars(
        select(Crate)
        .join(DeliveredCrate, DeliveredCrate.crate_id == Crate.id)
        .where(DeliveredCrate.delivery_id == delivery.id)
        .order_by(Crate.id)
    )
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
            .join(OrderLine.order)
            .where(
                Order.kitchen_id == delivery.kitchen_id,
                Order.delivery_on == delivery.delivery_on,
                OrderLine.state.not_in(picking.NOT_TO_BE),
            )
            .order_by(OrderLine.order_id, OrderLine.position)
        )
    )


def answer_line(
    session: Session,
    *,
    delivery_id: int,
    line_id: int,
    claimed: Mass | None,
    reason: str | None,
    by: Person,
    clock: Clock,
    operation: str,
) -> OrderLine:
    """The kitchen accepts a line (`claimed` None) or claims an amount of it with a reason. Only once per line."""
    delivery = locked_delivery(session, delivery_id)
    line = locked_line(session, line_id)
    if any(event.operation == operation for event in line.events):
        return line
    if delivery.state is DeliveryState.LOADED:
        raise NotOnTheWay(number=delivery.note_number)
    order = picking.order_of(session, line)
    if (order.kitchen_id, order.delivery_on) != (delivery.kitchen_id, delivery.delivery_on):
        raise DeliveryUnknown(delivery=delivery_id)
    if line.state is not LineState.DELIVERED:
        raise LineNotDelivered(product=line.article.product.name, state=line.state)
    delivered = [event for event in line.events if event.kind is LineEventKind.DELIVERED][-1]
    said = (reason or "").strip()[:300]
    if claimed is not None:
        if not said:
            raise ReasonMissing
        if claimed <= NOTHING or claimed > delivered.mass:
            raise ClaimTooLarge(claimed=claimed, delivered=delivered.mass)
    append_event(
        session,
        line,
        LineEventKind.ACCEPTED if claimed is None else LineEventKind.CLAIMED,
        mass=delivered.mass if claimed is None else claimed,
        count=delivered.count if claimed is None else None,
        reason=said or None,
        by=by,
        clock=clock,
        operation=operation,
    )
    if all(one.state is not LineState.DELIVERED for one in lines_of(session, delivery)):
        delivery.state = DeliveryState.ANSWERED
        session.flush()
    return line


def print_again(session: Session, *, delivery_id: int, by: Person, clock: Clock, operation: str) -> PrintJob:
    """A copy of the note; its paper says COPY. Raises JobMovedOn while the first one's fate is open."""
    delivery = locked_delivery(session, delivery_id)
    newest = session.scalars(
        select(PrintJob)
        .where(PrintJob.subject == note.subject_of(delivery))
        .order_by(PrintJob.id.desc())
        .limit(1)
    ).one()
    return labels.reprint(session, newest, by=by, clock=clock, operation=operation)
