"""Verbs of the goods-in desk: weigh a crate in, and say that this is all of it.

`weigh_in` is one act: weighing claimed, lot, crate with its SSCC, movement, receipt and label, or nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, CrateType, SoldBy
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.orders.lines import LineEventKind, LineState, RefusalReason
from hub.orders.rules import ZERO, Amount, standing_of
from hub.orders.service import append_event
from hub.people.records import Person
from hub.receiving import provenance, temperatures, views
from hub.receiving.errors import (
    ArticleUnknown,
    CountMissing,
    CrateTypeUnknown,
    LoadBeneathUntaken,
    NothingOnTheScale,
    ReasonMissing,
    TypedBelowCrate,
    VerificationOverdue,
    WeightMissing,
)
from hub.receiving.records import ClaimPurpose, CollectionClosure, Receipt, Weighing
from hub.receiving.rules import NOTHING, Tolerance, Verdict, is_tared, measured, net_of_goods, share_received
from hub.receiving.typed import TypedWeight, require_sure, require_typed
from hub.receiving.verification import Validity, may_settle, validity
from hub.receiving.weighings import beneath, claim, known_weighing, record_weighing, set_aside
from hub.stock import ledger, papers
from hub.stock.papers import Desk
from hub.stock.records import Crate, MovementKind, PlaceKind, WeightKind
from hub.stock.service import label_crate, open_lot
from hub.storage.numbers import hold_series, next_number
from hub.storage.prepared import Prepared
from hub.storage.rows import write_now

__all__ = ["TypedWeight", "Weighed", "close_collection", "record_weighing", "set_aside", "weigh_in"]


RECEIPTS = "receipt"
_DONE = Prepared(select(Receipt.id).where(Receipt.operation == bindparam("operation")))
AWAY = frozenset({LineState.LOADED, LineState.DELIVERED, LineState.ACCEPTED, LineState.CLAIMED})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weighing by its id, with what only a person can say about it.

    `together`: an untaken load beneath belongs to the same crate (it was topped up), or does not (crate on crate); None
    when nobody was asked. `unverified_because`: why a scale is used whose verification has run out.
    """

    weighing: int
    together: bool | None = None
    unverified_because: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """The weight behind a new crate: a weighing of the scale or a typed one, with the crate's own weight taken off.

    `topped_up`: earlier weighings of the same crate, which are claimed with it. `scale_tare`: what the scale itself took off and
    how (T or PT); None where the crate type's known tare was taken off.
    """

    net: Mass
    kind: WeightKind
    weighing: Weighing | None
    typed_reason: str | None
    topped_up: tuple[Weighing, ...] = ()
    unverified_because: str | None = None
    scale_tare: tuple[Mass, str] | None = None


def load_of(
    session: Session,
    weight: int | Weighed | TypedWeight | None,
    crate_type: CrateType,
    *,
    filled_on_scale: bool = False,
) -> Load:
    """The load that a crate is made from: a weighing or a typed weight. Refuses what leaves no goods.

    `filled_on_scale`: here crates are filled on the platform, so an untaken load beneath is the same crate with less in it.
    """
    if weight is None:
        raise WeightMissing
    if isinstance(weight, TypedWeight):
        require_typed(weight)
        load = Load(weight.gross - crate_type.tare, WeightKind.TYPED, None, weight.reason.strip()[:200])
        if load.net <= NOTHING:
            raise TypedBelowCrate(typed=weight.gross, tare=crate_type.tare)
        return load
    said = Weighed(weight) if isinstance(weight, int) else weight
    weighing = known_weighing(session, said.weighing)
    because = said.unverified_because.strip()[:200]
    if not may_settle(weighing.verified_until, weighing.at.date(), because):
        raise VerificationOverdue(scale=weighing.scale, until=weighing.verified_until)
    under = _topped_up(session, weighing, said.together, filled_on_scale=filled_on_scale)
    lowest = under[-1] if under else weighing
    shown = sum((one.net for one in under), start=weighing.net)
    net = net_of_goods(shown, lowest.tare_kind, crate_type.tare, lowest.base)
    overdue = validity(weighing.verified_until, weighing.at.date()) is Validity.OVERDUE
    load = Load(
        net,
        WeightKind.WEIGHED,
        weighing,
        None,
        under,
        because if overdue else None,
        (lowest.tare, lowest.tare_kind.value) if is_tared(lowest.tare_kind, lowest.base) else None,
    )
    if load.net <= NOTHING:
        raise NothingOnTheScale(shown=shown, tare=crate_type.tare)
    return load


def _topped_up(
    session: Session, weighing: Weighing, together: bool | None, *, filled_on_scale: bool
) -> tuple[Weighing, ...]:
    under = tuple(beneath(session, weighing))
    if not under or together is False:
        return ()
    if together is None and not filled_on_scale:
        raise LoadBeneathUntaken(upper=weighing.net, lower=under[0].net, number=under[0].number)
    return under


def weigh_in(
    session: Session,
    *,
    article_id: int,
    collect_on: date,
    weight: int | Weighed | TypedWeight | None,
    crate_type_id: int,
    count: int | None,
    desk: Desk,
    tolerance: Tolerance,
    today: date,
    by: Person,
    clock: Clock,
    operation: str,
) -> Receipt:
    """One crate in. `weight` is the id of a weighing or a typed weight; `today` is the hub's local date.

    One weigh-in at a time: a repeated operation finds its first answer, and what was received so far is never counted
    beside a half-done neighbour.
    """
    hold_series(session, RECEIPTS)
    done = _DONE.first(session.connection(), {"operation": operation})
    if done is not None:
        return session.get_one(Receipt, done)

    article = session.get(Article, article_id)
    if article is None:
        raise ArticleUnknown(article=article_id)
    crate_type = session.get(CrateType, crate_type_id)
    if crate_type is None:
        raise CrateTypeUnknown(crate_type=crate_type_id)
    if article.sold_by is SoldBy.COUNT and (count is None or count < 1):
        raise CountMissing(product=article.product.name)
    temperatures.require_known(session, article, collect_on)
    told = provenance.require_told(session, article, collect_on, today=today)
    load = load_of(session, weight, crate_type)
    if isinstance(weight, TypedWeight):
        _require_sure(session, article, collect_on, weight, net=load.net, count=count, tolerance=tolerance)
    lot = open_lot(session, article=article, collect_on=collect_on, received_on=today, told=told)
    crate = label_crate(
        session,
        lot=lot,
        crate_type_id=crate_type.id,
        net=load.net,
        count=count,
        weight_kind=load.kind,
        typed_reason=load.typed_reason,
        gs1_prefix=desk.gs1_prefix,
        clock=clock,
    )
    proof = claim_for(session, load, crate, ClaimPurpose.RECEIVING, desk=desk, by=by, clock=clock)
    ledger.bring_in(
        session,
        crate=crate,
        kind=MovementKind.RECEIVED,
        place_id=ledger.place_of_kind(session, PlaceKind.DOCK),
        by=by,
        at=clock.now(),
        operation=operation,
    )
    papers.queue_label(
        session,
        crate,
        papers.label_of(crate, desk=desk, weighing=proof, scale_tare=load.scale_tare),
        desk=desk,
        by=by,
        clock=clock,
    )
    receipt = Receipt(
        number=next_number(session, RECEIPTS),
        crate_id=crate.id,
        article_id=article.id,
        collect_on=collect_on,
        at=clock.now(),
        person_id=by.id,
        operation=operation,
    )
    write_now(session, receipt)
    if not views.is_closed(session, article.id, collect_on):
        _close_when_complete(session, article, collect_on, tolerance, by=by, clock=clock, operation=operation)
    else:
        # A late crate: what the lines were told is said anew, with what there is now.
        tell_lines(session, article, collect_on, reason=None, by=by, clock=clock, operation=operation)
    return receipt


def _require_sure(
    session: Session,
    article: Article,
    collect_on: date,
    typed: TypedWeight,
    *,
    net: Mass,
    count: int | None,
    tolerance: Tolerance,
) -> None:
    by_count = article.sold_by is SoldBy.COUNT
    announced = views.announced_amount(session, article.id, collect_on)
    received = views.received_amount(session, article.id, collect_on)
    require_sure(
        typed,
        measured(net, count, by_count=by_count),
        measured(announced.mass, announced.count, by_count=by_count),
        measured(received.mass, received.count, by_count=by_count),
        tolerance,
        product=article.product.name,
    )


def claim_for(
    session: Session, load: Load, crate: Crate, purpose: ClaimPurpose, *, desk: Desk, by: Person, clock: Clock
) -> str:
    """Claim the load's weighing for a crate; hands back its name for the paper, empty for a typed weight."""
    if load.weighing is None:
        return ""
    weighings = (*load.topped_up, load.weighing)
    for weighing in weighings:
        claim(
            session,
            weighing_id=weighing.id,
            purpose=purpose,
            by=by,
            clock=clock,
            crate_id=crate.id,
            unverified_because=load.unverified_because,
        )
    return views.proof_named(weighings, load.unverified_because, desk)


def _close_when_complete(
    session: Session,
    article: Article,
    collect_on: date,
    tolerance: Tolerance,
    *,
    by: Person,
    clock: Clock,
    operation: str,
) -> None:
    """What was announced is in, within the tolerance: nobody has to say so. More than that is a person's decision."""
    announced = views.announced_amount(session, article.id, collect_on)
    received = views.received_amount(session, article.id, collect_on)
    verdict = views.verdict_on(article, announced, received, tolerance)
    if announced.mass and verdict is Verdict.ACCEPTED:
        close_as_told(session, article, collect_on, reason=None, by=by, clock=clock, operation=operation)


def close_collection(
    session: Session,
    *,
    article_id: int,
    collect_on: date,
    tolerance: Tolerance,
    reason: str | None,
    by: Person,
    clock: Clock,
    operation: str,
) -> CollectionClosure:
    """That is all of it: the order lines learn what came, shared by their confirmed amounts.

    Any other verdict than accepted needs a reason, because kitchens will ask. Said twice, it is said once.
    """
    article = session.get(Article, article_id)
    if article is None:
        raise ArticleUnknown(article=article_id)
    hold_series(session, RECEIPTS)
    known = views.closure(session, article_id, collect_on)
    if known is not None:
        return known
    announced = views.announced_amount(session, article_id, collect_on)
    received = views.received_amount(session, article_id, collect_on)
    said = (reason or "").strip()[:300]
    if views.verdict_on(article, announced, received, tolerance) is not Verdict.ACCEPTED and not said:
        raise ReasonMissing
    return close_as_told(
        session, article, collect_on, reason=said or None, by=by, clock=clock, operation=operation
    )


def close_as_told(
    session: Session,
    article: Article,
    collect_on: date,
    *,
    reason: str | None,
    by: Person,
    clock: Clock,
    operation: str,
    cause: RefusalReason | None = None,
) -> CollectionClosure:
    """Write down that this is all of it. `cause`: the rest was refused at the door, which the lines learn beside the reason."""
    received = tell_lines(
        session, article, collect_on, reason=reason, by=by, clock=clock, operation=operation, cause=cause
    )
    announced = views.announced_amount(session, article.id, collect_on)
    closure = CollectionClosure(
        article_id=article.id,
        collect_on=collect_on,
        announced=announced.mass,
        received=received.mass,
        at=clock.now(),
        person_id=by.id,
        reason=reason,
    )
    session.add(closure)
    session.flush()
    return closure


def tell_lines(
    session: Session,
    article: Article,
    collect_on: date,
    *,
    reason: str | None,
    by: Person,
    clock: Clock,
    operation: str,
    cause: RefusalReason | None = None,
) -> Amount:
    """Tell every order line its share of what came. Lines already on the vehicle keep theirs; the others share the rest."""
    received = views.received_amount(session, article.id, collect_on)
    lines = views.announced_lines(session, article.id, collect_on)
    rest = received
    for one in lines:
        if one.line.state in AWAY:
            rest = rest - (standing_of(one.line.events).received or ZERO)
    open_lines = [one for one in lines if one.line.state not in AWAY]
    shares = share_received(
        max(rest.mass, NOTHING),
        rest.count if rest.count is None else max(rest.count, 0),
        [(one.mass, one.count) for one in open_lines],
    )
    for one, part in zip(open_lines, shares, strict=True):
        append_event(
            session,
            one.line,
            LineEventKind.RECEIVED if part.mass else LineEventKind.NOT_COME,
            mass=part.mass,
            count=part.count,
            reason=reason,
            cause=cause,
            by=by,
            clock=clock,
            operation=operation,
        )
    return received
