"""Why a line became less than was ordered: each step that took something away, with its amount and the words of who said so.

Pure: events in, values out. Not for: whether the line may end with less (rules.py, picking).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hub.kernel.quantity import Mass
from hub.orders.lines import LineEventKind as Kind
from hub.orders.lines import RefusalReason
from hub.orders.rules import ZERO, Amount, Event, standing_of

_CONFIRMING = frozenset({Kind.CONFIRMED, Kind.CUT})
_GOODS_IN = frozenset({Kind.RECEIVED, Kind.NOT_COME})
_LESSENING = (Kind.CUT, Kind.NOT_COME, Kind.RECEIVED, Kind.SHORT)


class ToldEvent(Event, Protocol):
    """An event with the words that came with it."""

    @property
    def cause(self) -> RefusalReason | None: ...
    @property
    def reason(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Less:
    """What one step took away: confirmed with less, came short, or picked short. No amount when nobody measured it."""

    kind: Kind
    missing: Mass | int | None
    cause: RefusalReason | None
    reason: str | None


def lessened(events: Sequence[ToldEvent]) -> tuple[Less, ...]:
    """Every step that still holds, in the order in which it happened. A later word on the same step replaces the earlier one."""
    found = []
    for place, event in enumerate(events):
        if event.kind not in _LESSENING or not (event.reason or event.cause):
            continue
        if any(_replaces(later.kind, event.kind) for later in events[place + 1 :]):
            continue
        less = Less(event.kind, _missing(events[:place], event), event.cause, event.reason)
        if less.missing is not None or event.kind is Kind.SHORT:
            found.append(less)
    return tuple(found)


def _replaces(later: Kind, step: Kind) -> bool:
    if step is Kind.SHORT:
        # Picked all the same: what is still missing then is said anew.
        return later in {Kind.SHORT, Kind.UNPICKED, Kind.PICKED}
    return any(later in same and step in same for same in (_CONFIRMING, _GOODS_IN))


def _missing(before: Sequence[ToldEvent], event: ToldEvent) -> Mass | int | None:
    """None where nothing is missing: goods may come with a word and be all there."""
    if event.kind is Kind.SHORT:
        return _measure(Amount(event.mass, event.count))
    told = standing_of(before)
    promised = (told.ordered if event.kind is Kind.CUT else told.confirmed or told.ordered) or ZERO
    if promised.count is not None and event.count is not None:
        return _measure(Amount(Mass(0), promised.count - event.count))
    if promised.count is not None and not event.mass:
        # Of what did not come nobody counted nought: it is said in the measure in which it was ordered.
        return _measure(promised)
    return _measure(Amount(promised.mass - event.mass, None))


def _measure(amount: Amount) -> Mass | int | None:
    if amount.count is not None and amount.count > 0:
        return amount.count
    return amount.mass if amount.mass > Mass(0) else None
