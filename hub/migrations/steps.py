"""Up and down the schema's history, and whether a database stands where this code expects it.

Each call is one transaction: a migration that fails half-way leaves the database as it was.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, table, text

from hub.migrations.every_record import METADATA
from hub.storage.database import Database

HERE = Path(__file__).parent
UPGRADE_LOCK = 5_131_072  # any number, the same for every hub process on one PostgreSQL


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config


def _locked(connection: Connection) -> None:
    """Two hubs starting at once must not both create the tables; SQLite's writer lock does this by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})


def newest() -> str:
    """The revision this code expects."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        msg = "there are no migrations"
        raise RuntimeError(msg)
    return head


def standing(database: Database) -> str | None:
    """The revision the database stands at, or None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_known(revision: str | None) -> bool:
    """False for a database of another program's version, newer or never released."""
    return revision is None or revision in {
        step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()
    }


def is_current(database: Database) -> bool:
    return standing(database) == newest()


def lacking(database: Database) -> str | None:
    """The first table or column that the records need and a database at their revision has not: an earlier draft of it made the database."""
    with database.engine.connect() as connection:
        looked = inspect(connection)
        there = {
            name: {one["name"] for one in columns}
            for (_, name), columns in looked.get_multi_columns().items()
        }
    for wanted in METADATA.sorted_tables:
        if wanted.name not in there:
            return wanted.name
        for column in wanted.columns:
            if column.name not in there[wanted.name]:
                return f"{wanted.name}.{column.name}"
    return None


def records(database: Database) -> int:
    """How many rows all tables hold together, without the migrations' own mark."""
    with database.engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
        counts = [connection.scalar(select(func.count()).select_from(table(name))) for name in names]
    return sum(count or 0 for count in counts)


def upgrade(database: Database, to: str = "head") -> None:
    with database.engine.begin() as connection:
        _locked(connection)
        command.upgrade(_config(connection), to)


def downgrade(database: Database, to: str = "base") -> None:
    with database.engine.begin() as connection:
        _locked(connection)
        command.downgrade(_config(connection), to)


def differences(database: Database) -> list[object]:
    """What the records say and the migrated database lacks, or the other way round; empty when they agree."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))
