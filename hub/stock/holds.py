"""Verbs of holds: put crates on hold, refuse what is on hold, sign it free. What is held is the newest truth, read under a lock.

A hold says that a crate may not be used; it says nothing about where it may stand, so it may still be moved.
Not for: who the signer is (`hub.people.signing`, asked at the edge), nor for lists (`hub.stock.held`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.kernel.words import Words
from hub.people import audit
from hub.people.records import Person
from hub.people.signing import Factor
from hub.stock import ledger
from hub.stock.errors import CrateOnHold, HoldEnded, HoldReasonMissing, NothingToHold
from hub.stock.records import Crate, Hold, HoldRelease

REASON_AT_MOST = 300
PLACED, RELEASED = "crate put on hold", "hold released"
_LASTING = ~select(HoldRelease.hold_id).where(HoldRelease.hold_id == Hold.id).exists()


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of putting crates on hold: the new holds, and the crates that had left the house already."""

    holds: Sequence[Hold]
    gone: Sequence[Crate]


def as_typed(reason: str) -> Words:
    """A person's own reason, which stands in every language as typed. Raises HoldReasonMissing."""
    said = reason.strip()[:REASON_AT_MOST]
    if not said:
        raise HoldReasonMissing
    return Words(said, said, said)


def place(
    session: Session,
    crate_ids: Iterable[int],
    *,
    reason: Words,
    about: str | None,
    by: Person,
    clock: Clock,
    operation: str,
) -> Placed:
    """Put crates on hold. The same operation again, or the same crate for the same thing again, adds nothing.

    Raises NothingToHold when not one of them is in the house.
    """
    crates = _locked(session, crate_ids)
    done = session.scalars(select(Hold).where(Hold.operation == operation).order_by(Hold.id)).all()
    if done:
        return Placed(done, ())
    where = ledger.standings(session, [crate.id for crate in crates])
    here = [crate for crate in crates if where[crate.id].place_id is not None]
    if not here:
        raise NothingToHold
    known = lasting(session, [crate.id for crate in here])
    new = [
        crate
        for crate in here
        if about is None or all(hold.about != about for hold in known.get(crate.id, ()))
    ]
    holds = [
        Hold(
            crate_id=crate.id,
            at=clock.now(),
            person_id=by.id,
            reason=reason,
            about=about,
            operation=operation,
        )
        for crate in new
    ]
    session.add_all(holds)
    session.flush()
    for crate in new:
        facts = {"reason": reason.en, "about": about}
        audit.record(session, by, PLACED, f"crate:{crate.sscc}", facts, clock)
    return Placed(holds, [crate for crate in crates if where[crate.id].place_id is None])


def release(
    session: Session,
    hold_ids: Iterable[int],
    *,
    reason: str,
    by: Person,
    factor: Factor,
    clock: Clock,
    operation: str,
) -> list[HoldRelease]:
    """End holds, signed by a person who has just proven to be that person. A crate is free when its last hold has ended.

    Raises HoldReasonMissing, and HoldEnded when somebody else ended every one of them meanwhile.
    """
    wanted = sorted(set(hold_ids))
    done = session.scalars(select(HoldRelease).where(HoldRelease.operation == operation)).all()
    if done:
        return list(done)
    said = as_typed(reason).nb
    _locked(session, session.scalars(select(Hold.crate_id).where(Hold.id.in_(wanted))).all())
    holds = session.execute(
        select(Hold, Crate.sscc)
        .join(Crate, Crate.id == Hold.crate_id)
        .where(Hold.id.in_(wanted), _LASTING)
        .order_by(Hold.id)
    ).all()
    if not holds:
        raise HoldEnded
    found = [
        HoldRelease(
            hold_id=hold.id, at=clock.now(), person_id=by.id, factor=factor, reason=said, operation=operation
        )
        for hold, _ in holds
    ]
    session.add_all(found)
    session.flush()
    for hold, sscc in holds:
        facts = {"hold": hold.id, "reason": said, "factor": factor.value}
        audit.record(session, by, RELEASED, f"crate:{sscc}", facts, clock)
    return found


def require_free(session: Session, *crates: Crate) -> None:
    """Raises CrateOnHold with the crate and the reason. Whoever goes on to change the crate has it locked (`keep_free`)."""
    held = lasting(session, [crate.id for crate in crates])
    for crate in crates:
        if held.get(crate.id):
            raise CrateOnHold(sscc=crate.sscc, reason=held[crate.id][0].reason)


def keep_free(session: Session, crates: Iterable[Crate]) -> None:
    """The same for crates that leave next: a hold that is just being placed is waited for, and none comes until the commit."""
    require_free(session, *_locked(session, [crate.id for crate in crates]))


def lasting(session: Session, crate_ids: Iterable[int]) -> dict[int, list[Hold]]:
    """The holds that last, by crate, the oldest first; a crate without one is left out."""
    wanted = list(crate_ids)
    found: dict[int, list[Hold]] = {}
    for start in range(0, len(wanted), 500):
        for hold in session.scalars(
            select(Hold).where(Hold.crate_id.in_(wanted[start : start + 500]), _LASTING).order_by(Hold.id)
        ):
            found.setdefault(hold.crate_id, []).append(hold)
    return found


def _locked(session: Session, crate_ids: Iterable[int]) -> Sequence[Crate]:
    """In the order of their numbers, so that two who want the same crates never wait for each other."""
    return session.scalars(
        select(Crate).where(Crate.id.in_(set(crate_ids))).order_by(Crate.id).with_for_update(of=Crate)
    ).all()
