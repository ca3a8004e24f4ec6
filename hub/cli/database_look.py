"""Looking at a database that another process may be using: nothing here can write or reset a log."""

from __future__ import annotations

from alembic.runtime.migration import MigrationContext

from hub.cli.one_process import sqlite_file
from hub.migrations import steps
from hub.settings import Settings
from hub.storage.database import Database


def is_there(settings: Settings) -> bool:
    """False for a SQLite file that nobody has made yet: looking must not create it."""
    path = sqlite_file(settings)
    return path is None or path.exists()


def standing(database: Database) -> str | None:
    with database.read() as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


def is_current(database: Database) -> bool:
    return standing(database) == steps.newest()
