"""The schema's history: up, down and up again; records and database agree; what must stay cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex, CreateTable

from hub.migrations import steps
from hub.migrations.append_only import NEVER_DELETED, NEVER_UPDATED
from hub.migrations.every_record import METADATA
from hub.storage.database import Database, sqlite_url
from tests.support.golden import check_golden
from tests.support.postgres import Cluster

SNAPSHOTS = Path(__file__).parent / "schema"
DIALECTS = {kind: make_url(f"{kind}://").get_dialect()() for kind in ("sqlite", "postgresql+psycopg")}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        opened = Database(sqlite_url(tmp_path / "empty.db"))
        yield opened
        opened.close()
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    cluster.create("empty")
    opened = Database(cluster.url("empty"))
    yield opened
    opened.close()
    cluster.drop("empty")


def test_up_down_and_up_again_ends_where_the_records_are(empty: Database) -> None:
    steps.upgrade(empty)
    steps.downgrade(empty)
    assert inspect(empty.engine).get_table_names() == ["alembic_version"]
    steps.upgrade(empty)
    assert steps.is_current(empty)


def test_the_migrated_database_and_the_records_agree(empty: Database) -> None:
    steps.upgrade(empty)
    assert steps.differences(empty) == []


@pytest.mark.parametrize("kind", sorted(DIALECTS))
def test_the_schema_is_the_one_in_the_snapshot(kind: str) -> None:
    """A difference here needs a migration step, and this file written anew."""
    parts = []
    for table in METADATA.sorted_tables:
        parts.append(str(CreateTable(table).compile(dialect=DIALECTS[kind])).strip() + ";\n")
        parts.extend(
            str(CreateIndex(index).compile(dialect=DIALECTS[kind])).strip() + ";\n"
            for index in sorted(table.indexes, key=lambda one: str(one.name))
        )
    check_golden(SNAPSHOTS / f"{kind.partition('+')[0]}.sql", "\n".join(parts))


@pytest.mark.parametrize("table", NEVER_UPDATED)
def test_every_append_only_table_has_its_triggers(database: Database, table: str) -> None:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
        if database.is_sqlite
        else "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal"
    )
    with database.read() as session:
        names = set(session.scalars(text(query), {"table": table}))
    expected = {f"{table}_no_update"} | ({f"{table}_no_delete"} if table in NEVER_DELETED else set())
    assert names == expected


def test_a_written_audit_entry_can_be_neither_changed_nor_removed(database: Database) -> None:
    insert = (
        "INSERT INTO audit_entry (at, verb, subject, facts, previous_hash, hash) "
        "VALUES ('2026-11-23 06:00:00', 'test', 'test', '{}', :zero, :one)"
    )
    with database.write() as session:
        session.execute(text(insert), {"zero": bytes(32), "one": b"1" * 32})
    for change in ("UPDATE audit_entry SET verb = 'other'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
            session.execute(text(change))
    with database.read() as session:
        assert session.scalar(text("SELECT verb FROM audit_entry")) == "test"
