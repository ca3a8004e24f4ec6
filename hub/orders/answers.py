"""Answers to a line: the producer's yes, less or no, and the closing of what did not come or was claimed.

Used through `hub.orders.service` by everybody else.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.orders.errors import AnswerNothing, AnswerReasonMissing, AnswerTooMuch, LineElsewhere, LineUnknown
from hub.orders.line_events import append_event, line_of
from hub.orders.records import LineEvent, LineEventKind, LineState, Order, OrderLine
from hub.orders.rules import NOTHING, Amount, standing_of
from hub.people.records import Person

LONGEST_REASON = 300


def answer_line(
    session: Session,
    *,
    line_id: int,
    confirmed: Amount | None,
    reason: str | None,
    by: Person,
    clock: Clock,
    operation: str,
) -> LineEvent:
    """All of it, less with a reason, or (`confirmed` None) nothing with a reason.

    A person of another producer does not know the line; a coordinator belongs to no producer and may answer for any.
    Raises LineUnknown, LineElsewhere, AnswerReasonMissing, AnswerTooMuch, AnswerNothing.
    """
    line = line_of(session, line_id)
    if by.producer_id is not None and by.producer_id != line.article.producer_id:
        raise LineUnknown(line=line_id)
    kind = _kind_of_answer(line, confirmed)
    said = (reason or "").strip()[:LONGEST_REASON]
    if kind is not LineEventKind.CONFIRMED and not said:
        raise AnswerReasonMissing
    amount = confirmed or Amount(NOTHING, 0 if line.count is not None else None)
    return append_event(
        session,
        line,
        kind,
        mass=amount.mass,
        count=amount.count,
        by=by,
        clock=clock,
        operation=operation,
        reason=said or None,
    )


def _kind_of_answer(line: OrderLine, confirmed: Amount | None) -> LineEventKind:
    if confirmed is None:
        return LineEventKind.REFUSED
    if confirmed.mass <= NOTHING or (confirmed.count is not None and confirmed.count < 1):
        raise AnswerNothing
    if confirmed.mass > line.mass or (confirmed.count or 0) > (line.count or 0):
        raise AnswerTooMuch(ordered=line.mass)
    whole = confirmed.mass == line.mass and confirmed.count == line.count
    return LineEventKind.CONFIRMED if whole else LineEventKind.CUT


def settle_line(
    session: Session, *, line_id: int, reason: str | None, by: Person, clock: Clock, operation: str
) -> LineEvent:
    """Close what did not come, or a claim: the kitchen says it knows, or the coordinator says what was agreed.

    A kitchen's person closes only its own line, and only one that did not come: a claim is settled by the other side.
    """
    line = line_of(session, line_id)
    done = next((event for event in line.events if event.operation == operation), None)
    if done is not None:
        return done
    kitchen_id = session.scalar(select(Order.kitchen_id).where(Order.id == line.order_id))
    if by.kitchen_id is not None and by.kitchen_id != kitchen_id:
        raise LineUnknown(line=line_id)
    own_to_close = (
        {LineState.NOT_COME} if by.kitchen_id is not None else {LineState.NOT_COME, LineState.CLAIMED}
    )
    if line.state not in own_to_close:
        raise LineElsewhere(state=line.state, product=line.article.product.name)
    said = (reason or "").strip()[:LONGEST_REASON]
    if line.state is LineState.CLAIMED and not said:
        raise AnswerReasonMissing
    kept = _not_claimed(line)
    return append_event(
        session,
        line,
        LineEventKind.ACCEPTED,
        mass=kept.mass,
        count=kept.count,
        by=by,
        clock=clock,
        operation=operation,
        reason=said or None,
    )


def _not_claimed(line: OrderLine) -> Amount:
    """What of a delivered line nobody disputes. Pieces are left out of a claim that speaks of mass only."""
    told = standing_of(line.events)
    if told.delivered is None:
        return Amount(NOTHING, None)
    if told.claimed is None or told.claimed.count is None:
        claimed = told.claimed.mass if told.claimed else NOTHING
        return Amount(told.delivered.mass - claimed, None)
    return told.delivered - told.claimed
