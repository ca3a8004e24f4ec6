"""Reads of stock shaped for a screen: what stands in a place, one crate's story, who stood where when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, ColumnElement, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from hub.catalogue.records import Article
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Mass
from hub.people.records import Person
from hub.stock import holds, ledger
from hub.stock.records import Crate, Lot, Movement, MovementKind, Place, PlaceKind

FOUND_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class StandingCrate:
    """A crate with what it holds now and where it stands."""

    crate: Crate
    place: Place | None
    mass: Mass
    count: int | None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One movement as a person reads it."""

    kind: MovementKind
    at: datetime
    from_place: Place | None
    to_place: Place | None
    mass: Mass
    count: int | None
    person: Person
    reason: str | None


@dataclass(frozen=True, slots=True)
class Stay:
    """A crate stood in a place from a moment until another; `ends_at` None means it still stands there."""

    crate_id: int
    sscc: str
    place_id: int
    begins_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlaceFill:
    place: Place
    crates: int
    mass: Mass


def places(session: Session) -> Sequence[Place]:
    return session.scalars(select(Place).order_by(Place.id)).all()


def place(session: Session, code: str) -> Place:
    found = session.scalar(select(Place).where(Place.code == code))
    if found is None:
        raise NotFound(place=code)
    return found


def crates_in_house(session: Session) -> list[StandingCrate]:
    """Every crate that still holds something here, oldest best-before first."""
    return where_they_stand(session, _crates_held(session))


def crates_in(session: Session, place_id: int) -> list[StandingCrate]:
    """What stands in one place now."""
    return [one for one in crates_in_house(session) if one.place is not None and one.place.id == place_id]


def crates_at(session: Session, kind: PlaceKind) -> list[StandingCrate]:
    """Crates in all places of a kind, such as those that wait at the dock."""
    ids = session.scalars(select(Place.id).where(Place.kind == kind).order_by(Place.id)).all()
    return [one for place_id in ids for one in crates_in(session, place_id)]


def fill(session: Session) -> list[PlaceFill]:
    """Each place with how much stands in it."""
    held = crates_in_house(session)
    rows = []
    for one in places(session):
        here = [crate for crate in held if crate.place is not None and crate.place.id == one.id]
        rows.append(PlaceFill(one, len(here), sum((crate.mass for crate in here), start=Mass(0))))
    return rows


def usable(
    session: Session, article_ids: Sequence[int], on: date, *, with_held: bool = False
) -> list[StandingCrate]:
    """Crates that may be picked for a delivery day: in a store, not voided, not on hold, within best-before; first expiring first.

    The one predicate of "may be used": picking, scans and reports ask here. `with_held`: those on hold too, to say why they are
    not picked.
    """
    crates = session.scalars(
        select(Crate)
        .join(Crate.lot)
        .where(Lot.article_id.in_(article_ids), Lot.best_before >= on, Crate.voided_at.is_(None))
        .order_by(Lot.best_before, Lot.received_on, Crate.id)
    ).all()
    held = {} if with_held else holds.lasting(session, [one.id for one in crates])
    return [
        one
        for one in where_they_stand(session, crates)
        if one.place is not None and one.place.kind in ledger.STORES and one.mass and one.crate.id not in held
    ]


def crate(session: Session, sscc: str) -> StandingCrate:
    found = session.scalar(select(Crate).where(Crate.sscc == sscc))
    if found is None:
        raise NotFound(crate=sscc)
    return where_they_stand(session, [found])[0]


def children(session: Session, crate_id: int) -> Sequence[Crate]:
    """Crates that were filled from this one. The same crate under a new label is none of them."""
    return session.scalars(
        select(Crate).where(Crate.parent_id == crate_id, Crate.replaces_id.is_(None)).order_by(Crate.id)
    ).all()


def under_new_label(session: Session, crate_id: int) -> Crate | None:
    """The same crate under the number of the label that took the place of this one's."""
    return session.scalar(select(Crate).where(Crate.replaces_id == crate_id))


def crate_now(session: Session, crate: Crate) -> Crate:
    """The crate under the number that it has now, however often its label was replaced."""
    newer = under_new_label(session, crate.id)
    return crate if newer is None else crate_now(session, newer)


def history(session: Session, crate_id: int) -> list[HistoryRow]:
    """One crate's movements in the order in which they happened."""
    movements = session.scalars(
        select(Movement).where(Movement.crate_id == crate_id).order_by(Movement.id)
    ).all()
    return _rows(session, movements)


def recently_put_away(session: Session, limit: int = 8) -> list[tuple[Crate, HistoryRow]]:
    movements = session.scalars(
        select(Movement)
        .where(Movement.kind == MovementKind.PUT_AWAY)
        .order_by(Movement.id.desc())
        .limit(limit)
    ).all()
    rows = _rows(session, movements)
    crates = _by_id(session, [movement.crate_id for movement in movements])
    return [(crates[movement.crate_id], row) for movement, row in zip(movements, rows, strict=True)]


def search(session: Session, text: str, *, gtin: str = "") -> list[StandingCrate]:
    """Crates by the end of the SSCC, the lot number, the goods or the producer, or the article's GTIN; newest first."""
    wanted = text.strip()
    if not wanted:
        return []
    conditions = [Lot.number == wanted, Article.number == wanted, Lot.article_id.in_(_named(session, wanted))]
    if gtin:
        conditions.append(Article.gtin == gtin)
    digits = wanted.replace(" ", "")
    if digits.isascii() and digits.isdigit():
        conditions.append(Crate.sscc.endswith(digits))
    crates = session.scalars(
        select(Crate)
        .join(Crate.lot)
        .join(Lot.article)
        .where(or_(*conditions))
        .order_by(Crate.id.desc())
        .limit(FOUND_AT_MOST)
    ).all()
    return where_they_stand(session, crates)


def _named(session: Session, wanted: str) -> list[int]:
    """Articles whose goods (in any of the three languages) or farm are called so. The catalogue is small enough to read."""
    sought = wanted.casefold()
    return [
        article.id
        for article in session.scalars(select(Article))
        if sought in article.producer.name.casefold()
        or any(sought in name.casefold() for name in article.product.name.as_dict().values())
    ]


def stays(session: Session, place_id: int, begins_at: datetime, ends_at: datetime) -> list[Stay]:
    """Which crates stood in a place at some moment of [begins_at, ends_at), and from when to when."""
    touched = select(Movement.crate_id).where(
        or_(Movement.to_place_id == place_id, Movement.from_place_id == place_id), Movement.at < ends_at
    )
    movements = session.execute(
        select(
            Crate.sscc,
            Movement.crate_id,
            Movement.at,
            Movement.from_place_id,
            Movement.to_place_id,
            Movement.mass,
        )
        .join(Crate, Crate.id == Movement.crate_id)
        .where(Movement.crate_id.in_(touched))
        .order_by(Movement.crate_id, Movement.id)
    )
    found: list[Stay] = []
    open_since: dict[int, datetime] = {}
    held: dict[int, Mass] = {}
    for sscc, crate_id, at, from_place_id, to_place_id, mass in movements:
        before = held.get(crate_id, Mass(0))
        after = before
        if from_place_id == place_id:
            after -= mass
        if to_place_id == place_id:
            after += mass
        held[crate_id] = after
        if after and not before:
            open_since[crate_id] = at
        elif before and not after:
            found.append(Stay(crate_id, sscc, place_id, open_since.pop(crate_id), at))
    names = _by_id(session, list(open_since))
    found.extend(
        Stay(crate_id, names[crate_id].sscc, place_id, since, None) for crate_id, since in open_since.items()
    )
    return sorted(
        (
            stay
            for stay in found
            if stay.begins_at < ends_at and (stay.ends_at is None or stay.ends_at > begins_at)
        ),
        key=lambda stay: (stay.begins_at, stay.crate_id),
    )


def _crates_held(session: Session) -> Sequence[Crate]:
    """Crates of which more came in than went out. The sum is made by the database: the ledger only ever grows."""
    coming = func.sum(case((Movement.to_place_id.is_not(None), _milligrams()), else_=0))
    going = func.sum(case((Movement.from_place_id.is_not(None), _milligrams()), else_=0))
    held = select(Movement.crate_id).group_by(Movement.crate_id).having(coming > going)
    return session.scalars(
        select(Crate).join(Crate.lot).where(Crate.id.in_(held)).order_by(Lot.best_before, Crate.id)
    ).all()


def _milligrams() -> ColumnElement[int]:
    return type_coerce(Movement.mass, BigInteger)


def where_they_stand(session: Session, crates: Sequence[Crate]) -> list[StandingCrate]:
    """The same crates, each with its place and what it holds now."""
    where = ledger.standings(session, [crate.id for crate in crates])
    known = {one.id: one for one in places(session)}
    return [
        StandingCrate(
            crate,
            known[at] if (at := where[crate.id].place_id) is not None else None,
            where[crate.id].mass,
            where[crate.id].count,
        )
        for crate in crates
    ]


def _by_id(session: Session, crate_ids: Sequence[int]) -> dict[int, Crate]:
    return {one.id: one for one in session.scalars(select(Crate).where(Crate.id.in_(crate_ids)))}


def _rows(session: Session, movements: Sequence[Movement]) -> list[HistoryRow]:
    known = {one.id: one for one in places(session)}
    people = {
        one.id: one
        for one in session.scalars(
            select(Person).where(Person.id.in_({movement.person_id for movement in movements}))
        )
    }
    return [
        HistoryRow(
            kind=movement.kind,
            at=movement.at,
            from_place=known.get(movement.from_place_id or 0),
            to_place=known.get(movement.to_place_id or 0),
            mass=movement.mass,
            count=movement.count,
            person=people[movement.person_id],
            reason=movement.reason,
        )
        for movement in movements
    ]
