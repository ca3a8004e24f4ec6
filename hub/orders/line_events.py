"""The one way in which anything happens to an order line: note the event, refold the state. Also what can still happen to it.

Used through `hub.orders.service` by everybody else.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.orders.errors import LineElsewhere, LineUnknown
from hub.orders.lines import RefusalReason
from hub.orders.records import LineEvent, LineEventKind, LineState, OrderLine
from hub.orders.rules import Amount, IllegalEvent, after, can_happen, standing_of
from hub.people.records import Person


def append_event(
    session: Session,
    line: OrderLine,
    kind: LineEventKind,
    *,
    mass: Mass,
    count: int | None,
    by: Person,
    clock: Clock,
    operation: str,
    reason: str | None = None,
    cause: RefusalReason | None = None,
) -> LineEvent:
    """Note one more thing that happened to a line and refold its state. The same operation is noted once.

    Raises LineElsewhere when the line is not in a state in which this can happen.
    """
    # Waits for whoever changes this line now, so that two answers cannot both find it unanswered.
    session.execute(select(OrderLine.id).where(OrderLine.id == line.id).with_for_update())
    events = list(
        session.scalars(select(LineEvent).where(LineEvent.line_id == line.id).order_by(LineEvent.id))
    )
    for known in events:
        if known.operation == operation and known.kind is kind:
            return known
    try:
        standing = after(standing_of(events), kind, Amount(mass, count))
    except IllegalEvent as err:
        raise LineElsewhere(state=err.state, product=line.article.product.name) from err
    event = LineEvent(
        line_id=line.id,
        kind=kind,
        at=clock.now(),
        person_id=by.id,
        mass=mass,
        count=count,
        cause=cause,
        reason=reason,
        operation=operation,
    )
    session.add(event)
    if standing.state is not None:
        line.state = standing.state
    session.flush()
    set_committed_value(line, "events", [*events, event])
    return event


def may_withdraw(line: OrderLine) -> bool:
    return can_happen(line.state, LineEventKind.WITHDRAWN)


def may_settle(line: OrderLine) -> bool:
    return line.state in {LineState.NOT_COME, LineState.CLAIMED}


def may_answer(line: OrderLine) -> bool:
    return can_happen(line.state, LineEventKind.REFUSED)


def line_of(session: Session, line_id: int) -> OrderLine:
    line = session.get(OrderLine, line_id)
    if line is None:
        raise LineUnknown(line=line_id)
    return line
