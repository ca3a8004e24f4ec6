"""What has changed on a day since its sheet was signed, and how late an unsigned day is: rules on two contents, nothing else.

Not for: deciding whether a change was allowed. A late claim is; facts that differ are not, and `hub verify` says where.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hub.labels.day_sheet import Became, SheetDay, SheetScale, SheetWeighing

# A day is signed when it ends or on the day after; later than that somebody has forgotten it.
SIGNED_WITHIN = timedelta(days=1)


class Standing(StrEnum):
    """How a day stands with its signature."""

    RUNNING = "running"  # today: it may be signed, and more may come
    DUE = "due"
    OVERDUE = "overdue"
    SIGNED = "signed"
    CHANGED = "changed"  # signed, and something of it is otherwise now


class ChangeKind(StrEnum):
    WEIGHED = "weighed"  # a load that came after the signature
    CLAIMED = "claimed"
    TAKEN_BACK = "taken_back"
    TYPED = "typed"
    ALTERED = "altered"  # what no one may do: a fact on the sheet is another now, or gone


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than on the sheet: a weighing of a scale, or a crate or receipt without one."""

    kind: ChangeKind
    scale: SheetScale | None = None
    weighing: SheetWeighing | None = None
    crate: str = ""
    receipt: int | None = None
    reason: str = ""


def standing_of(day: date, today: date, *, signed: bool, changed: bool = False) -> Standing:
    if signed:
        return Standing.CHANGED if changed else Standing.SIGNED
    if day >= today:
        return Standing.RUNNING
    return Standing.DUE if today - day <= SIGNED_WITHIN else Standing.OVERDUE


def changes(signed: SheetDay, now: SheetDay) -> tuple[Change, ...]:
    """From what was signed to what is so now. Names of scales, goods and the hub may change without being one."""
    return (*_of_weighings(signed, now), *_of_typed(signed, now), *_of_taken_back(signed, now))


def _of_weighings(signed: SheetDay, now: SheetDay) -> list[Change]:
    before = {(scale.key, one.number): (scale, one) for scale in signed.scales for one in scale.weighings}
    after = {(scale.key, one.number): (scale, one) for scale in now.scales for one in scale.weighings}
    found = [
        Change(ChangeKind.ALTERED, scale, one) for key, (scale, one) in before.items() if key not in after
    ]
    for key, (scale, one) in after.items():
        if key not in before:
            found.append(Change(ChangeKind.WEIGHED, scale, one))
            continue
        kind = _kind(before[key][1], one)
        if kind is not None:
            reason = one.taken_back if kind is ChangeKind.TAKEN_BACK else one.reason
            found.append(Change(kind, scale, one, one.crate, one.receipt, reason))
    return found


def _kind(before: SheetWeighing, after: SheetWeighing) -> ChangeKind | None:
    if _measured(before) != _measured(after):
        return ChangeKind.ALTERED
    if (before.became, before.crate) != (after.became, after.crate):
        return ChangeKind.CLAIMED if before.became is Became.NOBODYS else ChangeKind.ALTERED
    if before.taken_back != after.taken_back:
        return ChangeKind.ALTERED if before.taken_back else ChangeKind.TAKEN_BACK
    return None


def _measured(one: SheetWeighing) -> tuple[object, ...]:
    return (
        one.at,
        one.gross,
        one.tare,
        one.tare_kind,
        one.base,
        one.net,
        one.shown,
        one.unit,
        one.alibi_number,
    )


def _of_typed(signed: SheetDay, now: SheetDay) -> list[Change]:
    before = {one.crate: one for one in signed.typed}
    after = {one.crate: one for one in now.typed}
    new = [
        Change(ChangeKind.TYPED, crate=one.crate, receipt=one.receipt, reason=one.reason)
        for one in now.typed
        if one.crate not in before
    ]
    altered = [
        Change(ChangeKind.ALTERED, crate=one.crate, receipt=one.receipt, reason=one.reason)
        for one in signed.typed
        if one.crate not in after
        or (one.net, one.count, one.reason)
        != (after[one.crate].net, after[one.crate].count, after[one.crate].reason)
    ]
    return new + altered


def _of_taken_back(signed: SheetDay, now: SheetDay) -> list[Change]:
    before = {one.receipt for one in signed.taken_back}
    # Of a crate weighed on the same day it is told with its weighing already.
    told = {one.receipt for scale in now.scales for one in scale.weighings if one.taken_back}
    return [
        Change(ChangeKind.TAKEN_BACK, crate=one.crate, receipt=one.receipt, reason=one.reason)
        for one in now.taken_back
        if one.receipt not in before and one.receipt not in told
    ]
