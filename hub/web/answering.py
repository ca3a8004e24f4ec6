"""A producer's answer as it is typed: all of it, less with a reason, or nothing with a reason. For producers and for the coordinator
who answers on a producer's behalf.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from hub.catalogue.errors import AmountNotPositive, AmountUnreadable
from hub.catalogue.rules import parse_kilograms, parse_pieces
from hub.kernel.errors import RuleBroken
from hub.kernel.quantity import Mass
from hub.orders.errors import AnswerNothing, AnswerReasonMissing, AnswerTooMuch, LineUnknown
from hub.orders.records import OrderLine
from hub.orders.rules import Amount
from hub.orders.service import answer_line
from hub.web.access import house, visitor
from hub.web.at_fields import said_at
from hub.web.row_ids import row_id

CONFIRM, LESS, REFUSE = "confirm", "less", "refuse"
AT: dict[type[RuleBroken], str] = {
    AmountUnreadable: "amount",
    AmountNotPositive: "amount",
    AnswerNothing: "amount",
    AnswerTooMuch: "amount",
    AnswerReasonMissing: "reason",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was typed at a line and why it was not taken, by field, so that the page can show both again."""

    line_id: int
    answer: str
    amount: str
    reason: str
    says: Mapping[str, str]


def answer_from_form(session: Session, line_id: int) -> OrderLine:
    """Take the answer of the form sent now. Raises the errors of `answer_line` and of the typed amount."""
    form = request.form
    line = session.get(OrderLine, line_id)
    if line is None:
        raise LineUnknown(line=line_id)
    answer_line(
        session,
        line_id=line_id,
        confirmed=_confirmed(line, form.get("answer", CONFIRM), form.get("amount", "")),
        reason=form.get("reason"),
        by=visitor().person,
        clock=house().clock,
        operation=form.get("operation", ""),
    )
    return line


def confirm_all_from_form(session: Session) -> int:
    """Confirm every line that the page named, in full; lines answered meanwhile by somebody else are left as they are."""
    confirmed = 0
    for text in request.form.getlist("line"):
        line = session.get(OrderLine, row_id(text) or 0)
        if line is None:
            raise LineUnknown(line=text)
        try:
            answer_line(
                session,
                line_id=line.id,
                confirmed=Amount(line.mass, line.count),
                reason=None,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation", ""),
            )
        except RuleBroken:
            continue
        confirmed += 1
    return confirmed


def trouble_of(line_id: int, broken: RuleBroken) -> Trouble:
    form = request.form
    return Trouble(
        line_id,
        form.get("answer", CONFIRM),
        form.get("amount", ""),
        form.get("reason", ""),
        said_at(broken, AT),
    )


def _confirmed(line: OrderLine, answer: str, typed: str) -> Amount | None:
    if answer == REFUSE:
        return None
    if answer == CONFIRM:
        return Amount(line.mass, line.count)
    if line.count is None:
        return Amount(parse_kilograms(typed), None)
    pieces = parse_pieces(typed)
    if pieces < 1:
        raise AnswerNothing
    # So many pieces weigh their share of what was ordered, rounded down to the milligram.
    return Amount(Mass(line.mass.milligrams * pieces // line.count), pieces)
