"""Where the goods of a crate were, and from when to when: from its own movements and, before it was filled, those of its parents.

Goods that were weighed out of another crate were where that crate was. Pure; reading the ledger is `hub.stock.paths`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hub.kernel.quantity import Mass
from hub.stock.rules import NOTHING


@dataclass(frozen=True, slots=True)
class Move:
    """One movement with its moment; None is outside the house."""

    at: datetime
    from_place_id: int | None
    to_place_id: int | None
    mass: Mass


@dataclass(frozen=True, slots=True)
class Stood:
    """Goods stood in a place from a moment until another; `ends_at` None means they still stand there."""

    place_id: int
    begins_at: datetime
    ends_at: datetime | None


def stays_of(moves: Iterable[Move]) -> list[Stood]:
    """One crate's stays in the order of their beginning. A part that is taken out ends none; the last of it does."""
    found: list[Stood] = []
    open_since: dict[int, datetime] = {}
    held: dict[int, Mass] = {}
    for move in moves:
        for place_id, change in ((move.from_place_id, -move.mass), (move.to_place_id, move.mass)):
            if place_id is None:
                continue
            before = held.get(place_id, NOTHING)
            held[place_id] = before + change
            if held[place_id] and not before:
                open_since[place_id] = move.at
            elif before and not held[place_id]:
                found.append(Stood(place_id, open_since.pop(place_id), move.at))
    found += [Stood(place_id, since, None) for place_id, since in open_since.items()]
    return sorted(found, key=lambda stood: stood.begins_at)


def path_of(
    crate_id: int, moves: Mapping[int, Sequence[Move]], parents: Mapping[int, int | None]
) -> list[Stood]:
    """The way of a crate's goods: its own stays, and before its first the stays of the crate that it was filled from."""
    own = stays_of(moves.get(crate_id, ()))
    parent_id = parents.get(crate_id)
    if not own or parent_id is None:
        return own
    filled_at = own[0].begins_at
    return _joined(
        [
            *(
                _until(stood, filled_at)
                for stood in path_of(parent_id, moves, parents)
                if stood.begins_at < filled_at
            ),
            *own,
        ]
    )


def _until(stood: Stood, moment: datetime) -> Stood:
    return replace(stood, ends_at=moment if stood.ends_at is None else min(stood.ends_at, moment))


def _joined(path: Sequence[Stood]) -> list[Stood]:
    """Filled beside its parent, the goods have not moved: that is one stay."""
    found: list[Stood] = []
    for stood in path:
        last = found[-1] if found else None
        if last is not None and (last.place_id, last.ends_at) == (stood.place_id, stood.begins_at):
            found[-1] = replace(last, ends_at=stood.ends_at)
        else:
            found.append(stood)
    return found
