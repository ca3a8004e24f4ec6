"""The ledger on both databases: stays, search and putting away under many hands."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from hub.kernel.words import Words
from hub.stock import verify, views
from hub.stock.errors import WrongClimate
from hub.stock.records import Crate, Movement, MovementKind
from hub.stock.rules import Imbalance
from hub.stock.service import put_away
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.crowd import crowd
from tests.support.floor_factory import Floor, crate_of, make_floor, weigh


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


@pytest.fixture
def crate(database: Database, floor: Floor, clock: FakeClock) -> Crate:
    with database.write() as session:
        return crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))


def _put(
    database: Database, floor: Floor, clock: FakeClock, crate: Crate, *, place: str, operation: str
) -> int:
    with database.write() as session:
        return put_away(
            session,
            crate_scan=crate.sscc,
            place_scan=place,
            by=floor.person,
            clock=clock,
            operation=operation,
        ).id


def test_twenty_repeats_of_one_scan_are_one_movement(
    database: Database, floor: Floor, clock: FakeClock, crate: Crate
) -> None:
    answers = crowd(lambda _: _put(database, floor, clock, crate, place="KJ1", operation="one scan"), 20)
    assert len(set(answers)) == 1
    with database.read() as session:
        moved = select(func.count(Movement.id)).where(Movement.kind == MovementKind.PUT_AWAY)
        assert session.scalar(moved) == 1
        assert verify.conservation(session) == []


def test_the_wrong_room_is_refused_with_what_the_goods_need(
    database: Database, floor: Floor, clock: FakeClock, crate: Crate
) -> None:
    with pytest.raises(WrongClimate) as refusal:
        _put(database, floor, clock, crate, place="FR1", operation="wrong")
    assert refusal.value.facts == {"place": Words("Fryser 1", "Fryser 1", "Fryser 1"), "goods": "cool"}


def test_who_stood_where_when(database: Database, floor: Floor, clock: FakeClock, crate: Crate) -> None:
    begins = clock.now()
    clock.advance(3600)
    came = clock.now()
    _put(database, floor, clock, crate, place="KJ1", operation="in")
    clock.advance(3600)
    left = clock.now()
    _put(database, floor, clock, crate, place="DOCK", operation="out")
    with database.read() as session:
        (stay,) = views.stays(session, floor.cold_room.id, begins, clock.now())
        assert (stay.sscc, stay.begins_at, stay.ends_at) == (crate.sscc, came, left)
        assert views.stays(session, floor.cold_room.id, begins, came) == []
        assert views.stays(session, floor.cold_room.id, left, clock.now()) == []
        again = views.stays(session, floor.dock.id, begins, left)
        assert [(one.begins_at, one.ends_at) for one in again] == [(begins, came)]


def test_a_movement_that_was_forged_is_found(
    database: Database, floor: Floor, clock: FakeClock, crate: Crate
) -> None:
    with database.write() as session:
        session.add(
            Movement(
                crate_id=crate.id,
                kind=MovementKind.DISCARDED,
                at=clock.now(),
                from_place_id=floor.cold_room.id,
                to_place_id=None,
                mass=crate.net,
                count=None,
                person_id=floor.person.id,
                reason=None,
                operation="forged",
            )
        )
    with database.read() as session:
        assert [(one.fault, one.where) for one in verify.conservation(session)] == [
            (Imbalance.NEGATIVE, crate.sscc)
        ]
