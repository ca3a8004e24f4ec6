"""What goes into the kitchen's stack: the scanned crate as it is, its rest under a new label, or a part weighed out of it.

A label always says what its crate holds when it leaves the house. Not for: whether this crate may be picked (service).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from hub.catalogue.records import CrateType, SoldBy
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.labels.void_reasons import VoidReason
from hub.orders.records import OrderLine
from hub.people.records import Person
from hub.picking import views
from hub.picking.errors import CrateTooFull, PartExceedsCrate, PartTooHeavy
from hub.picking.rules import Need
from hub.receiving.errors import CountMissing, CrateTypeUnknown
from hub.receiving.records import ClaimPurpose
from hub.receiving.rules import measured
from hub.receiving.service import Load, TypedWeight, Weighed, claim_for, load_of
from hub.stock import ledger, papers
from hub.stock import service as stock
from hub.stock.errors import CrateNotInHouse
from hub.stock.ledger import Standing
from hub.stock.papers import Desk
from hub.stock.records import Crate, MovementKind, WeightKind


@dataclass(frozen=True, slots=True)
class Part:
    """A part weighed out of a crate: the id of its weighing or a typed weight, the crate it lies in, pieces if counted."""

    weight: int | Weighed | TypedWeight | None
    crate_type_id: int
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Who confirms, when, where labels come out, and the client's id of this one act."""

    by: Person
    clock: Clock
    desk: Desk
    operation: str


@dataclass(frozen=True, slots=True)
class Found:
    """A line with what it still needs, and the scanned crate with where it stands."""

    line: OrderLine
    need: Need
    crate: Crate
    here: Standing


def whole_crate(session: Session, found: Found, act: Act) -> Crate:
    """The scanned crate, if its content fits the line.

    After a part was taken out the label still says the old amount, so the rest leaves under a label of its own.
    """
    crate, here = found.crate, found.here
    need = found.need
    held = measured(here.mass, here.count, by_count=need.by_count)
    if not need.takes(held):
        raise CrateTooFull(sscc=crate.sscc, holds=need.shown(held), missing=need.shown(need.missing))
    if here.mass == crate.net:
        return crate
    rest = _fill(
        session,
        crate,
        Load(here.mass, WeightKind.CALCULATED, None, None),
        count=here.count,
        crate_type_id=crate.crate_type_id,
        act=act,
    )
    stock.void_label(session, crate, reason=VoidReason.RELABELLED, clock=act.clock, by=act.by)
    _print(session, rest, found.line, parent=crate, weighing="", act=act)
    return rest


def weighed_part(session: Session, found: Found, part: Part, act: Act) -> Crate:
    """A new crate with a weighed part of the scanned one; its weighing is claimed and its label names the kitchen."""
    crate, here = found.crate, found.here
    crate_type = session.get(CrateType, part.crate_type_id)
    if crate_type is None:
        raise CrateTypeUnknown(crate_type=part.crate_type_id)
    if found.line.article.sold_by is SoldBy.COUNT and (part.count is None or part.count < 1):
        raise CountMissing(product=found.line.article.product.name)
    load = load_of(session, part.weight, crate_type, filled_on_scale=True)
    too_many = part.count is not None and here.count is not None and part.count > here.count
    if load.net > here.mass or too_many:
        raise PartExceedsCrate(sscc=crate.sscc, holds=here.mass, weighed=load.net)
    need = found.need
    taken = measured(load.net, part.count, by_count=need.by_count)
    if not need.takes(taken):
        raise PartTooHeavy(weighed=need.shown(taken), missing=need.shown(need.missing))
    child = _fill(session, crate, load, count=part.count, crate_type_id=crate_type.id, act=act)
    proof = claim_for(session, load, child, ClaimPurpose.PICKING, desk=act.desk, by=act.by, clock=act.clock)
    _print(session, child, found.line, parent=crate, weighing=proof, scale_tare=load.scale_tare, act=act)
    return child


def _fill(
    session: Session, parent: Crate, load: Load, *, count: int | None, crate_type_id: int, act: Act
) -> Crate:
    """Out of the parent and into a new crate beside it: the same milligrams, in one operation."""
    mass: Mass = load.net
    out = ledger.take_out(
        session, crate=parent, mass=mass, count=count, by=act.by, at=act.clock.now(), operation=act.operation
    )
    if out.from_place_id is None:
        raise CrateNotInHouse(sscc=parent.sscc)
    child = stock.label_crate(
        session,
        lot=parent.lot,
        crate_type_id=crate_type_id,
        net=mass,
        count=count,
        weight_kind=load.kind,
        typed_reason=load.typed_reason,
        gs1_prefix=act.desk.gs1_prefix,
        clock=act.clock,
        parent=parent,
    )
    ledger.bring_in(
        session,
        crate=child,
        kind=MovementKind.SPLIT_IN,
        place_id=out.from_place_id,
        by=act.by,
        at=act.clock.now(),
        operation=act.operation,
    )
    return child


def _print(
    session: Session,
    crate: Crate,
    line: OrderLine,
    *,
    parent: Crate,
    weighing: str,
    act: Act,
    scale_tare: tuple[Mass, str] | None = None,
) -> None:
    """The label of a picked part names its kitchen, its stop, and the crate that it was taken from."""
    order = views.order_of(session, line)
    content = papers.label_of(
        crate,
        desk=act.desk,
        weighing=weighing,
        scale_tare=scale_tare,
        kitchen=order.kitchen.name,
        parent=parent.sscc,
        stop=views.stop_of(session, order.kitchen_id, order.delivery_on, act.desk.language),
    )
    papers.queue_label(session, crate, content, desk=act.desk, by=act.by, clock=act.clock)
