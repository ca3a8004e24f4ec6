"""The weighings of a scale: written by the worker the moment a load settles, claimed once by whoever made it a crate."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, bindparam, exists, insert, select, text
from sqlalchemy.orm import Session

from hub.devices.events import LoadSettled
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.people.records import Person
from hub.receiving.errors import ReasonMissing, WeighingClaimed, WeighingUnknown
from hub.receiving.records import ClaimPurpose, TareKind, Weighing, WeighingClaim
from hub.receiving.rules import GENESIS, WeighingFacts, chain
from hub.storage.columns import EnumColumn, UTCDateTime
from hub.storage.numbers import next_number
from hub.storage.prepared import Driver, Prepared, connection_of

# Crates on crates, with some lifted off and put back; what lies deeper is nobody's pile.
PILE_AT_MOST = 50
_FACTS = tuple(one.name for one in fields(WeighingFacts))
_HASH_OF = Prepared(
    select(Weighing.hash).where(Weighing.scale == bindparam("of"), Weighing.number == bindparam("nth"))
)
_WRITE = Prepared(
    insert(cast("Table", Weighing.__table__))
    .values({name: bindparam(name) for name in (*_FACTS, "previous_hash", "hash")})
    .returning(Weighing.id)
)
# Nothing comes back when the weighing is somebody's already, also if that was decided a moment ago.
_CLAIM = Prepared(
    text(
        "INSERT INTO weighing_claim (weighing_id, purpose, at, person_id, crate_id, reason, unverified_because)"
        " VALUES (:weighing_id, :purpose, :at, :person_id, :crate_id, :reason, :unverified_because)"
        " ON CONFLICT (weighing_id) DO NOTHING RETURNING id"
    ).bindparams(bindparam("purpose", type_=EnumColumn(ClaimPurpose)), bindparam("at", type_=UTCDateTime))
)


def series_of(scale: str) -> str:
    return f"weighing:{scale}"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A weighing that has just been written down."""

    id: int
    scale: str
    number: int
    gross: Mass
    tare: Mass
    net: Mass
    at: datetime


def record_weighing(session: Session | Driver, load: LoadSettled) -> Recorded:
    """Write down a settled load, whether or not anybody pressed anything.

    The number's row lock makes the next load of this scale wait, so that the chain has one head.
    """
    rows = connection_of(session)
    number = next_number(rows, series_of(load.device))
    # Plain rows through statements made once: a scale's load waits for nothing that its record does not need.
    previous = _HASH_OF.first(rows, {"of": load.device, "nth": number - 1}) or GENESIS
    facts = WeighingFacts(
        scale=load.device,
        number=number,
        at=load.at,
        gross=load.gross,
        tare=load.tare,
        tare_kind=TareKind(load.tare_kind),
        base=load.base,
        net=load.net,
        shown=load.shown,
        unit=load.unit,
        raw=load.raw,
        device_serial=load.serial,
        verified_until=load.verified_until,
        alibi_number=load.alibi_number,
    )
    told = {name: getattr(facts, name) for name in _FACTS}
    links = {"previous_hash": previous, "hash": chain(previous, facts)}
    written = int(_WRITE.first(rows, told | links))
    return Recorded(written, facts.scale, number, facts.gross, facts.tare, facts.net, facts.at)


def facts_of(weighing: Weighing) -> WeighingFacts:
    return WeighingFacts(
        scale=weighing.scale,
        number=weighing.number,
        at=weighing.at,
        gross=weighing.gross,
        tare=weighing.tare,
        tare_kind=weighing.tare_kind,
        base=weighing.base,
        net=weighing.net,
        shown=weighing.shown,
        unit=weighing.unit,
        raw=weighing.raw,
        device_serial=weighing.device_serial,
        verified_until=weighing.verified_until,
        alibi_number=weighing.alibi_number,
    )


def known_weighing(session: Session, weighing_id: int) -> Weighing:
    weighing = session.get(Weighing, weighing_id)
    if weighing is None:
        raise WeighingUnknown(weighing=weighing_id)
    return weighing


def beneath(session: Session, weighing: Weighing) -> list[Weighing]:
    """The loads under this one that nobody has taken, the topmost first, down to the first that is somebody's."""
    found: list[Weighing] = []
    upper = weighing
    while (lower := _just_under(session, upper)) is not None and not is_claimed(session, lower):
        found.append(lower)
        upper = lower
    return found


def _just_under(session: Session, weighing: Weighing) -> Weighing | None:
    if not weighing.base:
        return None
    earlier = session.scalars(
        select(Weighing)
        .where(Weighing.scale == weighing.scale, Weighing.number < weighing.number)
        .order_by(Weighing.number.desc())
        .limit(PILE_AT_MOST)
    )
    for one in earlier:
        if one.stood == weighing.base:
            return one
        if not one.base:
            # The lowest of its pile: whatever came before it was lifted off.
            return None
    return None


def is_claimed(session: Session, weighing: Weighing) -> bool:
    return (
        session.scalar(select(WeighingClaim.id).where(WeighingClaim.weighing_id == weighing.id)) is not None
    )


def claim(
    session: Session,
    *,
    weighing_id: int,
    purpose: ClaimPurpose,
    by: Person,
    clock: Clock,
    crate_id: int | None = None,
    reason: str | None = None,
    unverified_because: str | None = None,
) -> None:
    """Make a weighing somebody's. The unique constraint decides a race; the loser gets WeighingClaimed."""
    weighing = known_weighing(session, weighing_id)
    claimed = {
        "weighing_id": weighing.id,
        "purpose": purpose,
        "at": clock.now(),
        "person_id": by.id,
        "crate_id": crate_id,
        "reason": reason,
        "unverified_because": unverified_because,
    }
    if _CLAIM.first(session.connection(), claimed) is None:
        raise WeighingClaimed(scale=weighing.scale, number=weighing.number)


def set_aside(session: Session, *, weighing_id: int, reason: str, by: Person, clock: Clock) -> None:
    """A load that is nobody's crate: a test weight, a bag, the same crate twice. Kept, with the reason."""
    if not reason.strip():
        raise ReasonMissing
    claim(
        session,
        weighing_id=weighing_id,
        purpose=ClaimPurpose.SET_ASIDE,
        by=by,
        clock=clock,
        reason=reason.strip()[:200],
    )


def unclaimed(session: Session, scale: str | None = None) -> list[Weighing]:
    """Weighings that nobody has claimed, newest first. Listed, never dropped."""
    query = select(Weighing).where(~exists().where(WeighingClaim.weighing_id == Weighing.id))
    if scale is not None:
        query = query.where(Weighing.scale == scale)
    return list(session.scalars(query.order_by(Weighing.id.desc())))


def newest_unclaimed(session: Session, scale: str, *, clock: Clock, within_s: int) -> Weighing | None:
    """The load that "Take weight" means: the scale's very last weighing, if nobody has it and it is fresh.

    An older unclaimed one is not offered in its place: it may be another crate, and it stays in the list.
    """
    newest = last_of(session, scale)
    if newest is None or newest.at < clock.now() - timedelta(seconds=within_s):
        return None
    claimed = session.scalar(select(WeighingClaim.id).where(WeighingClaim.weighing_id == newest.id))
    return None if claimed is not None else newest


def last_of(session: Session, scale: str) -> Weighing | None:
    """The scale's last weighing, whoever has it."""
    return session.scalar(
        select(Weighing).where(Weighing.scale == scale).order_by(Weighing.number.desc()).limit(1)
    )


def last_id(session: Session, scale: str) -> int:
    """The id of the scale's last weighing, claimed or not; 0 before the first. A screen offers only what comes after it."""
    newest = last_of(session, scale)
    return newest.id if newest else 0
