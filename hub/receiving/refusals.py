"""Refusing goods at the door, all that is still to come or a part of it, and taking a refusal back. Nothing refused gets into stock.

Not for: goods that are thrown away or sent back later (they were here), and not for a producer's no to an order line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, CrateType, SoldBy
from hub.kernel.clock import Clock
from hub.orders.lines import LineEventKind, RefusalReason
from hub.orders.records import LineEvent, OrderLine
from hub.orders.rules import Amount, can_happen
from hub.orders.service import append_event
from hub.people.records import Person
from hub.receiving import remarks, views
from hub.receiving.errors import ArticleUnknown, CountMissing, CrateTypeUnknown, ReasonMissing
from hub.receiving.goods_errors import (
    NothingLeftToRefuse,
    RefusalReasonMissing,
    RefusalUnknown,
    RefusedAmountMissing,
    WordsMissing,
)
from hub.receiving.goods_records import GoodsPhoto, Refusal, RefusalUndone, RefusedBy, RefusedWeighing
from hub.receiving.pictures import Picture
from hub.receiving.records import ClaimPurpose
from hub.receiving.rules import NOTHING, Tolerance, Verdict, measured, share_received
from hub.receiving.service import AWAY, RECEIPTS, Load, TypedWeight, Weighed, close_as_told, load_of
from hub.receiving.typed import require_left
from hub.receiving.weighings import claim
from hub.stock.records import WeightKind
from hub.storage.numbers import hold_series, next_number

REFUSALS = "refusal"
LONGEST_WORDS = 300
# Digits that a person typed. What the scale wrote stood on it, also when a farm brought more than it announced.
TOLD_BY_A_PERSON = frozenset({RefusedBy.TYPED, RefusedBy.COUNTED})
COVERED = frozenset({Verdict.ACCEPTED, Verdict.OVER})


@dataclass(frozen=True, slots=True)
class WholeRest:
    """All that was announced and has neither come in nor been refused. Nobody weighs what goes back as it came."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many pieces of goods that are sold by the piece."""

    count: int


@dataclass(frozen=True, slots=True)
class OnTheScale:
    """A load on the scale, or a typed weight, in a crate of this type; with the pieces in it where the goods are counted."""

    weight: int | Weighed | TypedWeight
    crate_type_id: int
    count: int | None = None


Refused = WholeRest | Counted | OnTheScale


@dataclass(frozen=True, slots=True)
class _Measured:
    """What is refused, and how that is known."""

    known_by: RefusedBy
    amount: Amount
    load: Load | None = None


def refuse(
    session: Session,
    *,
    article_id: int,
    collect_on: date,
    reason: RefusalReason | None,
    words: str,
    refused: Refused | None,
    pictures: Sequence[Picture],
    tolerance: Tolerance,
    by: Person,
    clock: Clock,
    operation: str,
) -> Refusal:
    """Refuse goods with a reason. The order lines learn it at once; with nothing left to come, they learn what came as well.

    The same operation again gives the first answer. Raises RefusalReasonMissing, WordsMissing, RefusedAmountMissing,
    NothingLeftToRefuse, CountMissing and everything that a weight may be refused for.
    """
    hold_series(session, RECEIPTS)
    done = session.scalar(select(Refusal).where(Refusal.operation == operation))
    if done is not None:
        return done
    article = session.get(Article, article_id)
    if article is None:
        raise ArticleUnknown(article=article_id)
    if reason is None:
        raise RefusalReasonMissing
    said = words.strip()[:LONGEST_WORDS]
    if reason is RefusalReason.OTHER and not said:
        raise WordsMissing
    found = _measured(session, article, collect_on, refused)
    if reason is not RefusalReason.NOT_ORDERED and found.known_by in TOLD_BY_A_PERSON:
        _require_left(session, article, collect_on, found.amount, tolerance)
    refusal = Refusal(
        number=next_number(session, REFUSALS),
        article_id=article.id,
        collect_on=collect_on,
        reason=reason,
        words=said or None,
        known_by=found.known_by,
        mass=found.amount.mass,
        count=found.amount.count,
        typed_reason=found.load.typed_reason if found.load else None,
        at=clock.now(),
        person_id=by.id,
        operation=operation,
    )
    session.add(refusal)
    session.flush()
    _claim(session, found.load, refusal, by=by, clock=clock)
    for photo in remarks.keep(session, pictures, clock=clock):
        session.add(GoodsPhoto(photo_id=photo.id, refusal_id=refusal.id))
    _tell_lines(session, refusal, by=by, clock=clock)
    if views.closure(session, article.id, collect_on) is None:
        _close_when_nothing_is_left(session, article, refusal, tolerance, by=by, clock=clock)
    session.flush()
    return refusal


def _measured(session: Session, article: Article, collect_on: date, refused: Refused | None) -> _Measured:
    by_count = article.sold_by is SoldBy.COUNT
    if refused is None or (isinstance(refused, Counted) and not by_count):
        raise RefusedAmountMissing
    if isinstance(refused, WholeRest):
        rest = views.rest_to_come(session, article, collect_on)
        announced = views.announced_amount(session, article.id, collect_on)
        if announced.mass and not (rest.count if by_count else rest.mass):
            raise NothingLeftToRefuse(product=article.product.name)
        return _Measured(RefusedBy.WHOLE, rest)
    if by_count and (refused.count is None or refused.count < 1):
        raise CountMissing(product=article.product.name)
    if isinstance(refused, Counted):
        return _Measured(RefusedBy.COUNTED, Amount(NOTHING, refused.count))
    crate_type = session.get(CrateType, refused.crate_type_id)
    if crate_type is None:
        raise CrateTypeUnknown(crate_type=refused.crate_type_id)
    load = load_of(session, refused.weight, crate_type)
    known_by = RefusedBy.TYPED if load.kind is WeightKind.TYPED else RefusedBy.WEIGHED
    return _Measured(known_by, Amount(load.net, refused.count if by_count else None), load)


def _require_left(
    session: Session, article: Article, collect_on: date, amount: Amount, tolerance: Tolerance
) -> None:
    by_count = article.sold_by is SoldBy.COUNT
    announced = views.announced_amount(session, article.id, collect_on)
    settled = views.received_amount(session, article.id, collect_on) + views.refused_amount(
        session, article.id, collect_on
    )
    require_left(
        measured(amount.mass, amount.count, by_count=by_count),
        measured(announced.mass, announced.count, by_count=by_count),
        measured(settled.mass, settled.count, by_count=by_count),
        tolerance,
        product=article.product.name,
    )


def _claim(session: Session, load: Load | None, refusal: Refusal, *, by: Person, clock: Clock) -> None:
    if load is None or load.weighing is None:
        return
    for weighing in (*load.topped_up, load.weighing):
        claim(
            session,
            weighing_id=weighing.id,
            purpose=ClaimPurpose.REFUSED,
            by=by,
            clock=clock,
            unverified_because=load.unverified_because,
        )
        session.add(RefusedWeighing(weighing_id=weighing.id, refusal_id=refusal.id))


def _tell_lines(session: Session, refusal: Refusal, *, by: Person, clock: Clock) -> None:
    """Each line that waits for these goods learns its share of what was refused."""
    lines = [
        one
        for one in views.announced_lines(session, refusal.article_id, refusal.collect_on)
        if one.line.state not in AWAY
    ]
    shares = share_received(refusal.mass, refusal.count, [(one.mass, one.count) for one in lines])
    for one, part in zip(lines, shares, strict=True):
        append_event(
            session,
            one.line,
            LineEventKind.TURNED_AWAY,
            mass=part.mass,
            count=part.count,
            reason=refusal.words,
            cause=refusal.reason,
            by=by,
            clock=clock,
            operation=refusal.operation,
        )


def _close_when_nothing_is_left(
    session: Session, article: Article, refusal: Refusal, tolerance: Tolerance, *, by: Person, clock: Clock
) -> None:
    """What was announced is in or refused: the lines are told what came, so that the shortage has a next step today."""
    announced = views.announced_amount(session, article.id, refusal.collect_on)
    settled = views.received_amount(session, article.id, refusal.collect_on) + views.refused_amount(
        session, article.id, refusal.collect_on
    )
    if announced.mass and views.verdict_on(article, announced, settled, tolerance) in COVERED:
        close_as_told(
            session,
            article,
            refusal.collect_on,
            reason=refusal.words,
            cause=refusal.reason,
            by=by,
            clock=clock,
            operation=refusal.operation,
        )


def take_refusal_back(
    session: Session, *, number: int, reason: str, by: Person, clock: Clock, operation: str
) -> RefusalUndone:
    """The goods may come in after all: they are weighed in as any other, late ones too. Twice is once."""
    hold_series(session, RECEIPTS)
    refusal = session.scalar(select(Refusal).where(Refusal.number == number))
    if refusal is None:
        raise RefusalUnknown(refusal=number)
    known = session.get(RefusalUndone, refusal.id)
    if known is not None:
        return known
    said = reason.strip()[:200]
    if not said:
        raise ReasonMissing
    undone = RefusalUndone(refusal_id=refusal.id, at=clock.now(), person_id=by.id, reason=said)
    session.add(undone)
    told = session.scalars(
        select(LineEvent)
        .where(LineEvent.operation == refusal.operation, LineEvent.kind == LineEventKind.TURNED_AWAY)
        .order_by(LineEvent.line_id)
    ).all()
    for event in told:
        line = session.get_one(OrderLine, event.line_id)
        if can_happen(line.state, LineEventKind.LET_IN):
            append_event(
                session,
                line,
                LineEventKind.LET_IN,
                mass=event.mass,
                count=event.count,
                reason=said,
                by=by,
                clock=clock,
                operation=operation,
            )
    session.flush()
    return undone
