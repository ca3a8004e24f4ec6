"""Sessions and SQLite's one-writer rule."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from hub.storage.database import Database, sqlite_url
from hub.storage.numbers import next_number


def test_a_write_that_raises_leaves_nothing(database: Database) -> None:
    def take_and_fail() -> None:
        with database.write() as session:
            next_number(session, "order")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        take_and_fail()
    with database.write() as session:
        assert next_number(session, "order") == 1


def test_a_snapshot_sees_nothing_of_what_is_written_meanwhile(database: Database) -> None:
    last = text("SELECT last FROM series WHERE name = 'order'")
    with database.write() as session:
        next_number(session, "order")
    with database.snapshot() as looking:
        before = looking.scalar(last)
        with database.write() as session:
            next_number(session, "order")
        assert looking.scalar(last) == before == 1
    with database.read() as session:
        assert session.scalar(last) == 2


def test_parallel_takers_get_every_number_once_and_none_is_left_out(database: Database) -> None:
    def take(_turn: int) -> int:
        with database.write() as session:
            return next_number(session, "weighing:goods_in")

    with ThreadPoolExecutor(8) as pool:
        taken = sorted(pool.map(take, range(40)))
    assert taken == list(range(1, 41))


def test_sqlite_reads_cannot_write_and_never_checkpoint(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "hub.db"))
    with database.write() as session:
        session.execute(text("CREATE TABLE t (x INTEGER)"))
        assert session.scalar(text("PRAGMA synchronous")) == 2
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    with database.read() as session:
        assert session.scalar(text("PRAGMA wal_autocheckpoint")) == 0
        with pytest.raises(OperationalError, match="readonly"):
            session.execute(text("INSERT INTO t VALUES (1)"))
    database.close()
