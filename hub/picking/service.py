"""Verbs of the picker: confirm a pick by a scan, take it back, end a line short.

A confirmation locks its line, then its crate: a second worker waits, looks again and is told where the crate stands now.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.orders.errors import LineUnknown
from hub.orders.lines import LineEventKind
from hub.orders.records import OrderLine
from hub.orders.service import append_event
from hub.people.records import Person
from hub.picking import views
from hub.picking.errors import (
    CrateExpired,
    LineNotOpen,
    OlderCrateFirst,
    PickLoaded,
    PickUnknown,
    WrongGoods,
)
from hub.picking.parts import Act, Found, Part, weighed_part, whole_crate
from hub.picking.records import Pick, PickUndone
from hub.picking.rules import NOTHING
from hub.receiving.errors import ReasonMissing
from hub.stock import holds, ledger
from hub.stock import service as stock
from hub.stock import views as stock_views
from hub.stock.errors import CrateNotInHouse, CrateTaken
from hub.stock.ledger import Standing
from hub.stock.papers import Desk
from hub.stock.records import Crate, Movement, MovementKind, Place, PlaceKind
from hub.storage.numbers import hold_series


def confirm_pick(
    session: Session,
    *,
    line_id: int,
    crate_scan: str,
    part: Part | None,
    out_of_turn: str | None,
    tolerance_per_mille: int,
    desk: Desk,
    by: Person,
    clock: Clock,
    operation: str,
) -> Pick:
    """Pick a scanned crate for a line, whole (`part` None) or a weighed part of it.

    `out_of_turn` is the reason for leaving an earlier-expiring crate. The same operation gives the first pick again.
    """
    # New crates take a number; its lock comes before the line's in every verb, so that two verbs never wait for each other.
    hold_series(session, "sscc")
    line = locked_line(session, line_id)
    done = session.scalar(select(Pick).where(Pick.operation == operation))
    if done is not None:
        return done
    if line.state not in views.PICKABLE:
        raise LineNotOpen(product=line.article.product.name, state=line.state)
    crate = stock.scanned_crate(session, crate_scan)
    here = require_pickable(session, crate, line)
    turn = _require_turn(session, crate, line, out_of_turn)
    stock.answer_by_scan(session, crate, crate_scan, by=by, clock=clock)
    need = views.need_of(line, tolerance_per_mille)
    found = Found(line, need, crate, here)
    act = Act(by, clock, desk, operation)
    chosen = whole_crate(session, found, act) if part is None else weighed_part(session, found, part, act)
    moved = ledger.move_whole(
        session,
        crate=chosen,
        kind=MovementKind.PICKED,
        to_place_id=ledger.place_of_kind(session, PlaceKind.PACKING),
        by=by,
        at=clock.now(),
        operation=operation,
    )
    pick = Pick(
        line_id=line.id,
        crate_id=chosen.id,
        mass=moved.mass,
        count=moved.count,
        at=clock.now(),
        person_id=by.id,
        why=turn,
        operation=operation,
    )
    session.add(pick)
    session.flush()
    append_event(
        session,
        line,
        LineEventKind.PICKED,
        mass=pick.mass,
        count=pick.count,
        reason=None,
        by=by,
        clock=clock,
        operation=operation,
    )
    return pick


def locked_line(session: Session, line_id: int) -> OrderLine:
    """The line for a change; whoever else wants it waits here and then sees what was done."""
    line = session.scalar(
        select(OrderLine)
        .where(OrderLine.id == line_id)
        .with_for_update(of=OrderLine)
        .execution_options(populate_existing=True)
    )
    if line is None:
        raise LineUnknown(line=line_id)
    return line


def require_pickable(session: Session, crate: Crate, line: OrderLine) -> Standing:
    """Where a crate stands that fits a line; refuses what is on hold, another article, what is gone or taken, and what expires too early."""
    holds.require_free(session, crate)
    if crate.lot.article_id != line.article_id:
        raise WrongGoods(
            scanned=crate.lot.article.product.name,
            scanned_grade=crate.lot.article.grade,
            wanted=line.article.product.name,
            wanted_grade=line.article.grade,
        )
    here = ledger.standing(session, crate.id)
    if here.place_id is None:
        raise CrateNotInHouse(sscc=crate.sscc)
    place = session.get_one(Place, here.place_id)
    if place.kind not in ledger.STORES:
        raise CrateTaken(sscc=crate.sscc, place=place.name)
    deliver_on = views.order_of(session, line).delivery_on
    if crate.lot.best_before < deliver_on:
        raise CrateExpired(sscc=crate.sscc, best_before=crate.lot.best_before)
    return here


def _require_turn(session: Session, crate: Crate, line: OrderLine, out_of_turn: str | None) -> str:
    """First expired, first out. Crates of the same best-before and day of receipt are as good as each other."""
    deliver_on = views.order_of(session, line).delivery_on
    first = stock_views.usable(session, [line.article_id], deliver_on)[0].crate
    turn = (first.lot.best_before, first.lot.received_on)
    if (crate.lot.best_before, crate.lot.received_on) <= turn:
        return "first_in_turn"
    reason = (out_of_turn or "").strip()
    if not reason:
        place_id = ledger.standing(session, first.id).place_id
        place = session.get_one(Place, place_id).name if place_id else ""
        raise OlderCrateFirst(sscc=first.sscc, place=place, best_before=first.lot.best_before)
    return reason[:300]


def undo_pick(
    session: Session, *, pick_id: int, reason: str, by: Person, clock: Clock, operation: str
) -> PickUndone:
    """Take a pick back: the crate returns to where it was taken from. Undone twice is undone once."""
    pick = session.get(Pick, pick_id)
    if pick is None:
        raise PickUnknown(pick=pick_id)
    line = locked_line(session, pick.line_id)
    undone = session.get(PickUndone, pick.id)
    if undone is not None:
        return undone
    if not reason.strip():
        raise ReasonMissing
    crate = session.scalars(select(Crate).where(Crate.id == pick.crate_id).with_for_update(of=Crate)).one()
    here = ledger.standing(session, crate.id)
    if here.place_id is None or session.get_one(Place, here.place_id).kind is not PlaceKind.PACKING:
        raise PickLoaded(sscc=crate.sscc)
    came_from = session.scalar(
        select(Movement.from_place_id)
        .where(Movement.crate_id == crate.id, Movement.kind == MovementKind.PICKED)
        .order_by(Movement.id.desc())
        .limit(1)
    )
    ledger.move_whole(
        session,
        crate=crate,
        kind=MovementKind.UNPICKED,
        to_place_id=came_from,
        by=by,
        at=clock.now(),
        operation=operation,
        reason=reason.strip()[:200],
    )
    undone = PickUndone(pick_id=pick.id, at=clock.now(), person_id=by.id, reason=reason.strip()[:200])
    session.add(undone)
    session.flush()
    append_event(
        session,
        line,
        LineEventKind.UNPICKED,
        mass=pick.mass,
        count=pick.count,
        reason=undone.reason,
        by=by,
        clock=clock,
        operation=operation,
    )
    return undone


def short_pick(
    session: Session,
    *,
    line_id: int,
    reason: str,
    tolerance_per_mille: int,
    by: Person,
    clock: Clock,
    operation: str,
) -> OrderLine:
    """End a line with less than it wanted; the reason goes on the delivery note."""
    line = locked_line(session, line_id)
    if any(event.operation == operation and event.kind is LineEventKind.SHORT for event in line.events):
        return line
    if line.state not in views.PICKABLE:
        raise LineNotOpen(product=line.article.product.name, state=line.state)
    if not reason.strip():
        raise ReasonMissing
    need = views.need_of(line, tolerance_per_mille)
    append_event(
        session,
        line,
        LineEventKind.SHORT,
        mass=NOTHING if need.by_count else Mass(need.missing),
        count=need.missing if need.by_count else None,
        reason=reason.strip()[:300],
        by=by,
        clock=clock,
        operation=operation,
    )
    return line
