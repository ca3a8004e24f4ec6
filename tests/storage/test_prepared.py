"""A statement that goes to the driver as it is does what the same statement does by the way around, and fails in the same words."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Integer, LargeBinary, bindparam, insert, literal, null, or_, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from hub.kernel.words import Words
from hub.stock.records import Place, PlaceKind
from hub.storage.columns import UTCDateTime
from hub.storage.database import Database, sqlite_url
from hub.storage.numbers import next_number
from hub.storage.prepared import Prepared
from hub.worker.line import is_passing

DOCK = {
    "code": "DOCK",
    "name": Words("Rampe", "Ramp", "Dock"),
    "kind": PlaceKind.DOCK,
    "storage_classes": ["cool"],
}
WRITE = Prepared(insert(Place).values({name: bindparam(name) for name in DOCK}).returning(Place.id))
STORES = Prepared(
    select(Place.id, Place.code)
    .where(or_(Place.kind == PlaceKind.DOCK, Place.kind == PlaceKind.FREEZER), Place.code != bindparam("but"))
    .order_by(Place.id)
)
WHO = Prepared(text("SELECT pg_backend_pid()"))
END = Prepared(text("SELECT pg_terminate_backend(:who)"))


def test_what_goes_in_is_what_the_columns_keep(database: Database) -> None:
    with database.rows() as connection:
        written = WRITE.first(connection, DOCK)
    with database.read() as session:
        place = session.get_one(Place, written)
        assert (place.code, place.name, place.kind, place.storage_classes) == tuple(DOCK.values())


def test_constants_of_the_statement_need_not_be_said(database: Database) -> None:
    with database.rows() as connection:
        dock = WRITE.first(connection, DOCK)
        freezer = WRITE.first(connection, DOCK | {"code": "FREEZER", "kind": PlaceKind.FREEZER})
        WRITE.first(connection, DOCK | {"code": "COLD-1", "kind": PlaceKind.COLD_ROOM})
        assert [tuple(row) for row in STORES.rows(connection, {"but": ""})] == [
            (dock, "DOCK"),
            (freezer, "FREEZER"),
        ]
        assert [tuple(row) for row in STORES.rows(connection, {"but": "DOCK"})] == [(freezer, "FREEZER")]
        assert STORES.first(connection, {"but": ""}) == dock


def test_numbers_and_bytes_come_back_the_same_however_the_server_sends_them(database: Database) -> None:
    told = (2**40 + 1, -70_000, None, b"\x00\xff weighed")
    asked = select(
        literal(told[0], BigInteger), literal(told[1], Integer), null(), literal(told[3], LargeBinary)
    )
    with database.rows() as connection:
        for statement in (Prepared(asked), Prepared(asked, numbers=True)):
            ((big, small, nothing, raw),) = statement.rows(connection, {})
            assert (big, small, nothing, bytes(raw)) == told


def test_nothing_found_is_none(database: Database) -> None:
    with database.rows() as connection:
        assert STORES.first(connection, {"but": ""}) is None
        assert list(STORES.rows(connection, {"but": ""})) == []


def test_a_session_and_plain_rows_write_in_the_same_transaction(database: Database) -> None:
    def write_and_fail() -> None:
        with database.write() as session:
            session.add(Place(**DOCK))
            session.flush()
            WRITE.first(session.connection(), DOCK | {"code": "RAMP"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.read() as session:
        assert session.scalars(select(Place.id)).all() == []


def test_a_block_of_rows_that_fails_leaves_nothing(database: Database) -> None:
    def take_and_fail() -> None:
        with database.rows() as connection:
            next_number(connection, "order")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        take_and_fail()
    with database.write() as session:
        assert next_number(session, "order") == 1


def test_a_broken_constraint_is_the_error_that_it_always_was(database: Database) -> None:
    def twice() -> None:
        with database.rows() as connection:
            WRITE.first(connection, DOCK)
            WRITE.first(connection, DOCK)

    with pytest.raises(IntegrityError) as broken:
        twice()
    assert not is_passing(broken.value)
    with database.rows() as connection:
        assert WRITE.first(connection, DOCK)


def test_a_value_that_its_column_refuses_never_reaches_the_database(database: Database) -> None:
    at = Prepared(text("SELECT :at").bindparams(bindparam("at", type_=UTCDateTime)))
    with database.rows() as connection:
        with pytest.raises(ValueError, match="UTC"):
            at.first(connection, {"at": datetime(2026, 11, 23)})  # noqa: DTZ001 - the fault itself
        assert at.first(connection, {"at": datetime(2026, 11, 23, tzinfo=UTC)})


def test_a_server_that_went_away_is_trouble_that_passes_and_the_next_try_has_a_new_connection(
    postgres_database_url: str,
) -> None:
    database = Database(postgres_database_url)

    def cut_off() -> None:
        with database.rows() as connection:
            own = WHO.first(connection, {})
            with database.rows() as other:
                assert END.first(other, {"who": own})
            next_number(connection, "order")

    with pytest.raises((OperationalError, DBAPIError)) as lost:
        cut_off()
    assert is_passing(lost.value)
    with database.rows() as connection:
        assert next_number(connection, "order") == 1
    database.close()


def test_a_database_that_is_locked_or_full_is_trouble_that_passes(tmp_path: Path) -> None:
    """Another program holds the file; then it may not grow any more."""
    database = Database(sqlite_url(tmp_path / "hub.db"))
    keep = Prepared(text("INSERT INTO kept (what) VALUES (:what)"))
    with database.rows() as connection:
        connection.order("CREATE TABLE kept (what TEXT)")
    with database.rows() as connection:
        pages = Prepared(text("PRAGMA page_count")).first(connection, {})
        connection.order(f"PRAGMA max_page_count = {pages}")
        connection.order("PRAGMA busy_timeout = 1")

    def fill() -> None:
        with database.rows() as connection:
            keep.first(connection, {"what": "x" * 100_000})

    with pytest.raises(OperationalError, match="full") as full:
        fill()
    assert is_passing(full.value)

    other = sqlite3.connect(tmp_path / "hub.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked") as locked:
        fill()
    assert is_passing(locked.value)
    other.close()
    with database.rows() as connection:
        keep.first(connection, {"what": "x"})
        assert Prepared(text("SELECT count(*) FROM kept")).first(connection, {}) == 1
    database.close()
