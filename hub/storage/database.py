"""The database behind the house: read sessions, write sessions, and SQLite's one-writer rule.

On SQLite exactly one connection writes and checkpoints, and every other connection is query-only: SQLite 3.7.0 to 3.51.2 can
corrupt a write-ahead log that is reset by a second connection, and Debian 12 ships 3.40 (sqlite.org/wal.html, "WAL-reset bug").
`synchronous=FULL` stays: acknowledged means stored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from hub.storage.prepared import PlainRows

BUSY_TIMEOUT_MS = 15_000


AfterCommit = Callable[[Mapping[Any, Any]], None]


class Database:
    """Hands out sessions. `write()` commits when its block ends well and rolls back when it raises."""

    def __init__(self, url: str | URL) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._one_writer = RLock()
        self._hears: list[AfterCommit] = []
        if self.is_sqlite:
            self._writer = _sqlite_engine(self.url, writes=True)
            self._reader = _sqlite_engine(self.url, writes=False)
        else:
            self._writer = create_engine(self.url, pool_pre_ping=True)
            self._reader = self._writer

    @property
    def engine(self) -> Engine:
        """The writing engine, for migrations and checks."""
        return self._writer

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session to look with. What it changes is never kept."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session that sees one state from its first question to its last: for a paper that asks many. SQLite reads so anyway."""
        with self.read() as session:
            if not self.is_sqlite:
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    def after_commit(self, hear: AfterCommit) -> None:
        """Called after each commit with the session's own notes (`Session.info`). It must be quick, and must not raise."""
        self._hears.append(hear)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One event, one request or one job: committed here, at the edge, or not at all."""
        with self._writing() as session:
            yield session
        for hear in self._hears:
            hear(session.info)

    @contextmanager
    def rows(self) -> Iterator[PlainRows]:
        """As `write`, for an event of prepared statements only for which somebody waits: sessions and their kind cost time."""
        with (
            self._one_writer if self.is_sqlite else nullcontext(),
            # What is not committed is rolled back where the connection goes back to its pool.
            closing(PlainRows(self._writer.dialect, self._writer.raw_connection())) as rows,
        ):
            if self.is_sqlite:
                rows.order("BEGIN IMMEDIATE")
            yield rows
            rows.commit()

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        if not self.is_sqlite:
            with Session(self._writer, expire_on_commit=False) as session, session.begin():
                yield session
            return
        with self._one_writer, Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()


def _sqlite_engine(url: URL, *, writes: bool) -> Engine:
    size = {"pool_size": 1, "max_overflow": 0} if writes else {"pool_size": 8, "max_overflow": 56}
    engine = create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False}, **size)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # None hands BEGIN to us: the driver's own would start a deferred transaction too late.
        connection.isolation_level = None
        for pragma in _pragmas(writes=writes):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _pragmas(*, writes: bool) -> tuple[str, ...]:
    common = (f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON", "synchronous=FULL")
    if writes:
        return ("journal_mode=WAL", *common)
    return (*common, "wal_autocheckpoint=0", "query_only=ON")


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"
