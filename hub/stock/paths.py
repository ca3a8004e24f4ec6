"""The ways of crates through the house read from the ledger, with every crate they were filled from or gave a part to."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.stock.records import Crate, Movement
from hub.stock.tracing import Move, Stood, path_of

_AT_ONCE = 500


def paths(session: Session, crate_ids: Iterable[int]) -> dict[int, list[Stood]]:
    """Where the goods of each crate were, from when they came to the house on."""
    wanted = sorted(set(crate_ids))
    parents = _with_parents(session, wanted)
    moves: dict[int, list[Move]] = {}
    for some in _portions(sorted(parents)):
        rows = session.execute(
            select(
                Movement.crate_id,
                Movement.at,
                Movement.from_place_id,
                Movement.to_place_id,
                Movement.mass,
            )
            .where(Movement.crate_id.in_(some))
            .order_by(Movement.id)
        )
        for crate_id, at, from_place_id, to_place_id, mass in rows:
            moves.setdefault(crate_id, []).append(Move(at, from_place_id, to_place_id, mass))
    return {crate_id: path_of(crate_id, moves, parents) for crate_id in wanted}


def with_parts(session: Session, crate_ids: Iterable[int]) -> set[int]:
    """These crates and every crate that was ever filled from one of them, through any number of hands."""
    found: set[int] = set()
    new = set(crate_ids)
    while new:
        found |= new
        children = {
            crate_id
            for some in _portions(sorted(new))
            for crate_id in session.scalars(select(Crate.id).where(Crate.parent_id.in_(some)))
        }
        new = children - found
    return found


def _with_parents(session: Session, crate_ids: Iterable[int]) -> dict[int, int | None]:
    """The parent of each crate and of each of its parents."""
    found: dict[int, int | None] = {}
    new = set(crate_ids)
    while new:
        for some in _portions(sorted(new)):
            rows = session.execute(select(Crate.id, Crate.parent_id).where(Crate.id.in_(some)))
            found |= dict(rows.all())
        new = {parent_id for parent_id in found.values() if parent_id is not None} - set(found)
    return found


def _portions(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
