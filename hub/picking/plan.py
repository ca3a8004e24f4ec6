"""The pick plan: frozen demand lines and frozen stock crates in, picks and shortages with their reasons out.

First expired, first out, strictly: crates are taken by best-before, then day received, then number. A crate whose content
fits what the line still wants (with the tolerance) goes whole; otherwise the wanted part is weighed out of it. Kitchens
get as few crates as that order allows and nothing is weighed that need not be.

Amounts are whole numbers in the article's own measure: milligrams for goods sold by mass, pieces for goods sold by count.

Not for: moving anything (service), and not for deciding who is cut when too little came: receiving has already shared it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Demand:
    """What one order line still wants: up to `over` more may be taken, and up to `under` less is enough."""

    line_id: int
    article_id: int
    deliver_on: date
    wanted: int
    over: int
    under: int


@dataclass(frozen=True, slots=True)
class StockCrate:
    """One crate that stands in a store. One on hold is not picked; it is here so that a shortage can name it."""

    crate_id: int
    article_id: int
    best_before: date
    received_on: date
    held: int
    on_hold: bool = False

    @property
    def turn(self) -> tuple[date, date, int]:
        return (self.best_before, self.received_on, self.crate_id)


class Why(StrEnum):
    """Why this crate, or why nothing more."""

    FIRST_TO_EXPIRE = "first_to_expire"  # of several, its best-before comes first
    FIRST_RECEIVED = "first_received"  # the same best-before as another, received earlier
    ONLY_CRATE = "only_crate"
    REST_OF_CRATE = "rest_of_crate"  # the line before took a part of it
    NONE_IN_HOUSE = "none_in_house"
    ALL_EXPIRED = "all_expired"  # crates there are, but none keeps until the delivery day
    USED_UP = "used_up"  # earlier lines took it
    ON_HOLD = "on_hold"  # more stands there, and it is on hold


@dataclass(frozen=True, slots=True)
class PlannedPick:
    """Take `amount` from a crate for a line. `whole`: everything that is left in it at this point of the plan."""

    line_id: int
    crate_id: int
    amount: int
    whole: bool
    why: Why


@dataclass(frozen=True, slots=True)
class Shortage:
    """What a line will not get, and why."""

    line_id: int
    missing: int
    why: Why


@dataclass(frozen=True, slots=True)
class Plan:
    picks: tuple[PlannedPick, ...]
    shortages: tuple[Shortage, ...]


def plan(demands: Sequence[Demand], stock: Iterable[StockCrate]) -> Plan:
    """Serve the demands in the order given, which is the order of delivery day and order."""
    shelves: dict[int, list[StockCrate]] = {}
    for crate in sorted(stock, key=lambda one: one.turn):
        shelves.setdefault(crate.article_id, []).append(crate)
    left = {crate.crate_id: crate.held for shelf in shelves.values() for crate in shelf}
    picks: list[PlannedPick] = []
    shortages: list[Shortage] = []
    for demand in demands:
        shelf = shelves.get(demand.article_id, [])
        missing = demand.wanted
        for crate in _usable(shelf, demand.deliver_on, left):
            if missing <= demand.under:
                break
            held = left[crate.crate_id]
            amount = held if held <= missing + demand.over else missing
            picks.append(
                PlannedPick(
                    demand.line_id, crate.crate_id, amount, amount == held, _why(crate, shelf, left, demand)
                )
            )
            left[crate.crate_id] = held - amount
            missing = missing - amount
        if missing > demand.under:
            shortages.append(Shortage(demand.line_id, missing, _why_short(shelf, demand.deliver_on)))
    return Plan(tuple(picks), tuple(shortages))


def _usable(shelf: Sequence[StockCrate], deliver_on: date, left: dict[int, int]) -> list[StockCrate]:
    return [
        crate
        for crate in shelf
        if left[crate.crate_id] > 0 and crate.best_before >= deliver_on and not crate.on_hold
    ]


def _why(crate: StockCrate, shelf: Sequence[StockCrate], left: dict[int, int], demand: Demand) -> Why:
    if left[crate.crate_id] < crate.held:
        return Why.REST_OF_CRATE
    rivals = [one for one in _usable(shelf, demand.deliver_on, left) if one.crate_id != crate.crate_id]
    if not rivals:
        return Why.ONLY_CRATE
    if any(rival.best_before == crate.best_before for rival in rivals):
        return Why.FIRST_RECEIVED
    return Why.FIRST_TO_EXPIRE


def _why_short(shelf: Sequence[StockCrate], deliver_on: date) -> Why:
    if not shelf:
        return Why.NONE_IN_HOUSE
    if all(crate.best_before < deliver_on for crate in shelf):
        return Why.ALL_EXPIRED
    if any(crate.on_hold and crate.held > 0 and crate.best_before >= deliver_on for crate in shelf):
        return Why.ON_HOLD
    return Why.USED_UP
