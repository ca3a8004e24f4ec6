"""A row written at once is what the session would have written, and the session knows it afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hub.kernel.words import Words
from hub.stock.records import Place, PlaceKind
from hub.storage.database import Database
from hub.storage.rows import write_now

NAME = Words("Rampe", "Ramp", "Dock")


def dock() -> Place:
    return Place(code="DOCK", name=NAME, kind=PlaceKind.DOCK, storage_classes=["cool"])


def test_a_record_written_at_once_has_its_id_and_is_kept(database: Database) -> None:
    with database.write() as session:
        place = dock()
        write_now(session, place)
        assert session.get(Place, place.id) is place
        assert not session.dirty
        assert not session.new
    with database.read() as session:
        kept = session.get_one(Place, place.id)
        assert (kept.code, kept.name, kept.kind, kept.storage_classes) == (
            "DOCK",
            NAME,
            PlaceKind.DOCK,
            ["cool"],
        )


def test_what_is_changed_afterwards_is_written_by_the_flush(database: Database) -> None:
    with database.write() as session:
        place = dock()
        write_now(session, place)
        place.code = "RAMP"
    with database.read() as session:
        assert session.get_one(Place, place.id).code == "RAMP"


def test_a_record_of_a_block_that_fails_is_not_kept(database: Database) -> None:
    def write_and_fail() -> None:
        with database.write() as session:
            write_now(session, dock())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.read() as session:
        assert session.scalars(select(Place)).all() == []
