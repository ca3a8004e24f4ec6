"""What the events of a line add up to: its state, its amounts side by side, and who has to do what next by when.

Pure: events in, values out. Not for: which events a person may cause (service) and when the calendar allows an order
(planning/plan.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from hub.kernel.quantity import Mass
from hub.orders.lines import LineEventKind as Kind
from hub.orders.lines import LineState as State

NOTHING = Mass(0)
# A crate of produce rarely fits an order to the gram: within this a line counts as fully picked.
PICKED_WITHIN_PER_MILLE = 50


class Event(Protocol):
    """The part of a stored event that the fold reads."""

    @property
    def kind(self) -> Kind: ...
    @property
    def mass(self) -> Mass: ...
    @property
    def count(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Amount:
    """Catch weight: mass always, pieces where the goods are counted."""

    mass: Mass
    count: int | None

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.mass + other.mass, _counted(self.count, other.count, 1))

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.mass - other.mass, _counted(self.count, other.count, -1))


def _counted(one: int | None, other: int | None, sign: int) -> int | None:
    if one is None and other is None:
        return None
    return (one or 0) + sign * (other or 0)


ZERO = Amount(NOTHING, None)


@dataclass(frozen=True, slots=True)
class Standing:
    """A line as its events tell it. None: nobody has spoken of that amount yet; it is not zero."""

    state: State | None = None
    ordered: Amount | None = None
    confirmed: Amount | None = None
    received: Amount | None = None
    turned_away: Amount | None = None
    picked: Amount | None = None
    ended_short: bool = False
    loaded: Amount | None = None
    delivered: Amount | None = None
    accepted: Amount | None = None
    claimed: Amount | None = None

    @property
    def to_pick(self) -> Amount:
        """What the picker looks for: what was promised, or the share of it that came."""
        promised = self.confirmed or self.ordered or ZERO
        # A share of zero does not forbid picking: an earlier lot of the same article may serve the line.
        if self.received is not None and NOTHING < self.received.mass < promised.mass:
            return self.received
        return promised


class IllegalEvent(ValueError):
    """The line is not in a state in which this can happen."""

    def __init__(self, state: State | None, kind: Kind) -> None:
        super().__init__(f"{kind} cannot happen to a line that is {state or 'not yet ordered'}")
        self.state = state
        self.kind = kind


_GOODS_IN = frozenset({Kind.RECEIVED, Kind.NOT_COME, Kind.TURNED_AWAY, Kind.LET_IN})
_PICKING = frozenset({Kind.PICKED, Kind.SHORT})

# RECEIVED and NOT_COME stay possible until the goods are away: a crate may be picked before its collection is closed.
LEGAL: dict[State | None, frozenset[Kind]] = {
    None: frozenset({Kind.ORDERED}),
    State.ORDERED: frozenset({Kind.CONFIRMED, Kind.CUT, Kind.REFUSED, Kind.WITHDRAWN}),
    State.CONFIRMED: frozenset({Kind.CONFIRMED, Kind.CUT, Kind.REFUSED}) | _GOODS_IN | _PICKING,
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.RECEIVED: _GOODS_IN | _PICKING,
    State.NOT_COME: _GOODS_IN
    | _PICKING
    | {Kind.ACCEPTED},  # accepted: the kitchen knows and needs nothing more
    State.PICKING: _GOODS_IN | _PICKING | {Kind.UNPICKED, Kind.LOADED},
    State.PICKED: _GOODS_IN | _PICKING | {Kind.UNPICKED, Kind.LOADED},
    State.LOADED: _GOODS_IN | {Kind.DELIVERED},
    State.DELIVERED: _GOODS_IN | {Kind.ACCEPTED, Kind.CLAIMED},
    State.ACCEPTED: _GOODS_IN | {Kind.CLAIMED},
    State.CLAIMED: _GOODS_IN | {Kind.ACCEPTED, Kind.CLAIMED},
}


def can_happen(state: State | None, kind: Kind) -> bool:
    return kind in LEGAL[state]


# An announced line stands at the last of these that was written. The others say what came of it, or that it is no longer announced.
PROMISES = frozenset({Kind.ORDERED, Kind.CONFIRMED, Kind.CUT})


def standing_of(events: Iterable[Event]) -> Standing:
    """Fold the events in the order in which they were written. Raises IllegalEvent at the first that could not happen."""
    standing = Standing()
    for event in events:
        standing = after(standing, event.kind, Amount(event.mass, event.count))
    return standing


def state_of(events: Iterable[Event]) -> State | None:
    return standing_of(events).state


def after(standing: Standing, kind: Kind, amount: Amount) -> Standing:
    """The line after one more event. Raises IllegalEvent."""
    if not can_happen(standing.state, kind):
        raise IllegalEvent(standing.state, kind)
    noted = _noted(standing, kind, amount)
    return replace(noted, state=_state_after(noted, kind))


_SPEAKS_OF = {
    Kind.ORDERED: "ordered",
    Kind.CONFIRMED: "confirmed",
    Kind.CUT: "confirmed",
    Kind.RECEIVED: "received",
    Kind.NOT_COME: "received",
    Kind.LOADED: "loaded",
    Kind.DELIVERED: "delivered",
    Kind.ACCEPTED: "accepted",
    Kind.CLAIMED: "claimed",
}


def _noted(standing: Standing, kind: Kind, amount: Amount) -> Standing:
    if kind in _SPEAKS_OF:
        change: dict[str, Any] = {_SPEAKS_OF[kind]: amount}
        return replace(standing, **change)
    picked = standing.picked or ZERO
    turned_away = standing.turned_away or ZERO
    match kind:
        case Kind.TURNED_AWAY:
            return replace(standing, turned_away=turned_away + amount)
        case Kind.LET_IN:
            return replace(standing, turned_away=turned_away - amount)
        case Kind.REFUSED:
            return replace(standing, confirmed=Amount(NOTHING, 0 if _pieces(standing) else None))
        case Kind.PICKED:
            return replace(standing, picked=picked + amount, ended_short=False)
        case Kind.UNPICKED:
            return replace(standing, picked=picked - amount, ended_short=False)
        case Kind.SHORT:
            return replace(standing, ended_short=True)
        case _:
            return standing


def _pieces(standing: Standing) -> bool:
    return standing.ordered is not None and standing.ordered.count is not None


_NAMED_AFTER_THE_EVENT = {
    Kind.ORDERED: State.ORDERED,
    Kind.CONFIRMED: State.CONFIRMED,
    Kind.CUT: State.CONFIRMED,
    Kind.REFUSED: State.REFUSED,
    Kind.WITHDRAWN: State.WITHDRAWN,
    Kind.LOADED: State.LOADED,
    Kind.DELIVERED: State.DELIVERED,
    Kind.ACCEPTED: State.ACCEPTED,
    Kind.CLAIMED: State.CLAIMED,
}
_AWAY = frozenset({State.LOADED, State.DELIVERED, State.ACCEPTED, State.CLAIMED})


def _state_after(standing: Standing, kind: Kind) -> State | None:
    if kind in _NAMED_AFTER_THE_EVENT:
        return _NAMED_AFTER_THE_EVENT[kind]
    if standing.state in _AWAY:
        return standing.state
    if standing.picked is not None and standing.picked.mass > NOTHING:
        return State.PICKED if standing.ended_short or _picked_enough(standing) else State.PICKING
    if standing.ended_short:
        return State.NOT_COME
    return _came(standing)


def _came(standing: Standing) -> State:
    if standing.received is None:
        return State.CONFIRMED
    return State.RECEIVED if standing.received.mass > NOTHING else State.NOT_COME


def _picked_enough(standing: Standing) -> bool:
    """A line sold by the piece is full by its pieces; any other by its mass, within the picking slack."""
    picked, wanted = standing.picked or ZERO, standing.to_pick
    if wanted.count is not None and picked.count is not None:
        return picked.count >= wanted.count
    # Multiplied out, so that nothing is rounded.
    return picked.mass.milligrams * 1000 >= wanted.mass.milligrams * (1000 - PICKED_WITHIN_PER_MILLE)


class Step(StrEnum):
    """What has to happen next to a line."""

    ANSWER = "answer"
    BRING_AND_RECEIVE = "bring_and_receive"
    REPLACE_OR_TELL = "replace_or_tell"  # it did not come: find other goods or tell the kitchen
    PICK = "pick"
    LOAD = "load"
    DELIVER = "deliver"
    ACCEPT = "accept"
    SETTLE_CLAIM = "settle_claim"
    NONE = "none"


class Party(StrEnum):
    KITCHEN = "kitchen"
    PRODUCER = "producer"
    HUB = "hub"
    DRIVER = "driver"
    COORDINATOR = "coordinator"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The times by which each step of one line must have happened, in UTC."""

    answer_by: datetime
    receive_by: datetime
    pick_by: datetime
    load_by: datetime
    deliver_by: datetime
    accept_by: datetime
    settle_by: datetime


@dataclass(frozen=True, slots=True)
class NextStep:
    """One named step, one responsible party, one time. Only a finished line has no time."""

    what: Step
    responsible: Party
    due: datetime | None

    def is_overdue(self, now: datetime) -> bool:
        """At the very moment it is due, it is not yet overdue."""
        return self.due is not None and now > self.due


_NEXT: dict[State, tuple[Step, Party, str]] = {
    State.ORDERED: (Step.ANSWER, Party.PRODUCER, "answer_by"),
    State.CONFIRMED: (Step.BRING_AND_RECEIVE, Party.PRODUCER, "receive_by"),
    State.RECEIVED: (Step.PICK, Party.HUB, "pick_by"),
    State.PICKING: (Step.PICK, Party.HUB, "pick_by"),
    State.NOT_COME: (Step.REPLACE_OR_TELL, Party.COORDINATOR, "pick_by"),
    State.PICKED: (Step.LOAD, Party.HUB, "load_by"),
    State.LOADED: (Step.DELIVER, Party.DRIVER, "deliver_by"),
    State.DELIVERED: (Step.ACCEPT, Party.KITCHEN, "accept_by"),
    State.CLAIMED: (Step.SETTLE_CLAIM, Party.COORDINATOR, "settle_by"),
}
FINISHED = frozenset({State.REFUSED, State.WITHDRAWN, State.ACCEPTED})


def next_step(state: State, deadlines: Deadlines) -> NextStep:
    """Only a refused, withdrawn or accepted line has nothing left to do."""
    if state in FINISHED:
        return NextStep(Step.NONE, Party.NOBODY, None)
    what, responsible, by_when = _NEXT[state]
    due: datetime = getattr(deadlines, by_when)
    return NextStep(what, responsible, due)
