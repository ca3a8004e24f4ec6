"""The ledger read and written: the only place that adds a movement. Nothing is ever changed or removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from hub.kernel.quantity import Mass
from hub.people.records import Person
from hub.stock.errors import CrateNotInHouse, PlaceMissing
from hub.stock.records import Crate, Movement, MovementKind, Place, PlaceKind
from hub.stock.rules import NOTHING, Step, balances, pieces
from hub.storage.prepared import Prepared
from hub.storage.rows import write_now

# Where crates wait until they are picked; packing area and vehicle hold what already has a kitchen.
_FIRST_OF_KIND = Prepared(select(func.min(Place.id)).where(Place.kind == bindparam("kind")))
STORES = frozenset({PlaceKind.DOCK, PlaceKind.COLD_ROOM, PlaceKind.FREEZER, PlaceKind.DRY_STORE})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a crate stands and what it holds now. `place_id` is None when nothing of it is in the house."""

    place_id: int | None
    mass: Mass
    count: int | None


def standings(session: Session, crate_ids: Iterable[int]) -> Mapping[int, Standing]:
    """The standing of each crate, in one query."""
    wanted = list(crate_ids)
    steps: dict[int, list[Step]] = {crate_id: [] for crate_id in wanted}
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(
                Movement.crate_id,
                Movement.from_place_id,
                Movement.to_place_id,
                Movement.mass,
                Movement.count,
            )
            .where(Movement.crate_id.in_(wanted[start : start + 500]))
            .order_by(Movement.id)
        )
        for crate_id, from_place_id, to_place_id, mass, count in rows:
            steps[crate_id].append(Step(from_place_id, to_place_id, mass, count))
    return {crate_id: _standing(of_crate) for crate_id, of_crate in steps.items()}


def standing(session: Session, crate_id: int) -> Standing:
    return standings(session, [crate_id])[crate_id]


def _standing(steps: list[Step]) -> Standing:
    held = balances(steps)
    if not held:
        return Standing(None, NOTHING, None)
    # A sound ledger has one place; `verify.conservation` reports the other case.
    place_id = max(held, key=lambda place: held[place])
    return Standing(place_id, held[place_id], pieces(steps))


def lock_crate(session: Session, sscc: str) -> Crate | None:
    """The crate for a change: a second worker waits here until the first is done."""
    return session.scalar(
        select(Crate)
        .where(Crate.sscc == sscc)
        .with_for_update(of=Crate)
        .execution_options(populate_existing=True)
    )


def place_of_kind(session: Session, kind: PlaceKind) -> int:
    """The id of the first place of a kind; raises PlaceMissing when the house has none."""
    place_id = _FIRST_OF_KIND.first(session.connection(), {"kind": kind})
    if place_id is None:
        raise PlaceMissing(kind=kind)
    return int(place_id)


def move_whole(
    session: Session,
    *,
    crate: Crate,
    kind: MovementKind,
    to_place_id: int | None,
    by: Person,
    at: datetime,
    operation: str,
    reason: str | None = None,
) -> Movement:
    """Everything in the crate goes from where it stands to a place, or out of the house."""
    now = standing(session, crate.id)
    if now.place_id is None:
        raise CrateNotInHouse(sscc=crate.sscc)
    return _add(
        session,
        Movement(
            crate_id=crate.id,
            kind=kind,
            at=at,
            from_place_id=now.place_id,
            to_place_id=to_place_id,
            mass=now.mass,
            count=now.count,
            person_id=by.id,
            reason=reason,
            operation=operation,
        ),
    )


def bring_in(
    session: Session,
    *,
    crate: Crate,
    kind: MovementKind,
    place_id: int,
    by: Person,
    at: datetime,
    operation: str,
) -> Movement:
    """The first movement of a crate: what the label says enters the house, or leaves its parent."""
    return _add(
        session,
        Movement(
            crate_id=crate.id,
            kind=kind,
            at=at,
            from_place_id=None,
            to_place_id=place_id,
            mass=crate.net,
            count=crate.count,
            person_id=by.id,
            reason=None,
            operation=operation,
        ),
    )


def take_out(
    session: Session,
    *,
    crate: Crate,
    mass: Mass,
    count: int | None,
    by: Person,
    at: datetime,
    operation: str,
) -> Movement:
    """A part leaves a crate into another one. Raises CrateNotInHouse when less than that is in it."""
    now = standing(session, crate.id)
    if now.place_id is None or now.mass < mass:
        raise CrateNotInHouse(sscc=crate.sscc)
    return _add(
        session,
        Movement(
            crate_id=crate.id,
            kind=MovementKind.SPLIT_OUT,
            at=at,
            from_place_id=now.place_id,
            to_place_id=None,
            mass=mass,
            count=count,
            person_id=by.id,
            reason=None,
            operation=operation,
        ),
    )


def _add(session: Session, movement: Movement) -> Movement:
    write_now(session, movement)
    return movement
