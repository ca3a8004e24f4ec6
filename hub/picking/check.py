"""An independent reading of what a right plan is: replays a plan against demand and stock and lists what is wrong.

It shares no step with the planner; where they disagree, one of them is mistaken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub.picking.plan import Demand, Plan, PlannedPick, StockCrate, Why


class PlanFault(StrEnum):
    """Ways in which a plan can be wrong."""

    UNKNOWN = "unknown"  # a line or crate that was not given
    WRONG_GOODS = "wrong_goods"
    EXPIRED = "expired"
    ON_HOLD = "on_hold"  # a crate on hold was taken
    EMPTY_PICK = "empty_pick"
    CRATE_EXCEEDED = "crate_exceeded"
    LINE_EXCEEDED = "line_exceeded"
    NOT_WHOLE = "not_whole"  # says whole and leaves something, or empties the crate and does not say so
    NEEDLESS_PART = "needless_part"  # weighed out although the crate would have fitted whole
    OUT_OF_TURN = "out_of_turn"  # an earlier-expiring crate was left standing
    SHORT_UNSAID = "short_unsaid"
    SHORT_UNTRUE = "short_untrue"  # said short by another amount, or while usable crates stand there
    HOLD_UNSAID = "hold_unsaid"  # a hold is the reason and is not said to be, or is said to be and is not


@dataclass(frozen=True, slots=True)
class Finding:
    fault: PlanFault
    line_id: int
    crate_id: int | None = None


def check(plan: Plan, demands: Sequence[Demand], stock: Sequence[StockCrate]) -> list[Finding]:
    """Everything wrong with a plan; an empty list says that it is right."""
    lines = {demand.line_id: demand for demand in demands}
    crates = {crate.crate_id: crate for crate in stock}
    taken_from = dict.fromkeys(crates, 0)
    given_to = dict.fromkeys(lines, 0)
    found: list[Finding] = []
    for pick in plan.picks:
        line, crate = lines.get(pick.line_id), crates.get(pick.crate_id)
        if line is None or crate is None:
            found.append(Finding(PlanFault.UNKNOWN, pick.line_id, pick.crate_id))
            continue
        found.extend(
            Finding(fault, pick.line_id, pick.crate_id)
            for fault in _faults(pick, line, crate, crates=stock, taken_from=taken_from, given_to=given_to)
        )
        taken_from[crate.crate_id] += pick.amount
        given_to[line.line_id] += pick.amount
    found.extend(_of_shortages(plan, lines, crates, taken_from, given_to))
    return found


def _faults(
    pick: PlannedPick,
    line: Demand,
    crate: StockCrate,
    *,
    crates: Sequence[StockCrate],
    taken_from: dict[int, int],
    given_to: dict[int, int],
) -> list[PlanFault]:
    amount, over = pick.amount, line.over
    there = crate.held - taken_from[crate.crate_id]
    wanted = line.wanted - given_to[line.line_id]
    earlier = [
        one
        for one in crates
        if one.article_id == line.article_id
        and (one.best_before, one.received_on, one.crate_id)
        < (crate.best_before, crate.received_on, crate.crate_id)
        and one.best_before >= line.deliver_on
        and one.held > taken_from[one.crate_id]
        and not one.on_hold
    ]
    wrong = {
        PlanFault.WRONG_GOODS: crate.article_id != line.article_id,
        PlanFault.EXPIRED: crate.best_before < line.deliver_on,
        PlanFault.ON_HOLD: crate.on_hold,
        PlanFault.EMPTY_PICK: amount <= 0,
        PlanFault.CRATE_EXCEEDED: amount > there,
        PlanFault.LINE_EXCEEDED: amount > wanted + over,
        PlanFault.NOT_WHOLE: pick.whole is not (amount == there),
        PlanFault.NEEDLESS_PART: amount < there <= wanted + over,
        PlanFault.OUT_OF_TURN: bool(earlier),
    }
    return [fault for fault, is_so in wrong.items() if is_so]


def _of_shortages(
    plan: Plan,
    lines: dict[int, Demand],
    crates: dict[int, StockCrate],
    taken_from: dict[int, int],
    given_to: dict[int, int],
) -> list[Finding]:
    found = []
    said = {shortage.line_id: shortage.missing for shortage in plan.shortages}
    why = {shortage.line_id: shortage.why for shortage in plan.shortages}
    for line_id, line in lines.items():
        missing = line.wanted - given_to[line_id]
        standing = any(
            crate.article_id == line.article_id
            and crate.best_before >= line.deliver_on
            and crate.held > taken_from[crate.crate_id]
            and not crate.on_hold
            for crate in crates.values()
        )
        kept_back = any(
            crate.on_hold
            and crate.article_id == line.article_id
            and crate.best_before >= line.deliver_on
            and crate.held > 0
            for crate in crates.values()
        )
        if missing > line.under and line_id not in said:
            found.append(Finding(PlanFault.SHORT_UNSAID, line_id))
        if line_id in said and (said[line_id] != missing or missing <= line.under or standing):
            found.append(Finding(PlanFault.SHORT_UNTRUE, line_id))
        if line_id in said and (why[line_id] is Why.ON_HOLD) is not kept_back:
            found.append(Finding(PlanFault.HOLD_UNSAID, line_id))
    found.extend(Finding(PlanFault.UNKNOWN, line_id) for line_id in said if line_id not in lines)
    return found
