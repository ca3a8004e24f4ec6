"""A demo's database that another version of the program made: it is kept beside, and a new one is begun.

Only for the made-up cooperative on SQLite. Real records are never moved: for them a release brings migrations.
"""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from hub.cli.one_process import sqlite_file
from hub.cli.texts import text
from hub.kernel.words import Language
from hub.migrations import steps
from hub.settings import Settings
from hub.storage.database import Database
from hub.storage.numbers import Series

MARK = "demo"


def set_aside_if_of_another_version(settings: Settings, language: Language) -> None:
    """Rename the file, and say so; nothing happens to a current one, to one without the demo's mark, or on PostgreSQL."""
    path = sqlite_file(settings)
    if path is None or not path.exists():
        return
    database = Database(settings.database.url)
    try:
        revision = steps.standing(database)
        old = not steps.is_known(revision) and _carries_the_mark(database)
    except DBAPIError:
        return  # whoever opens it next says why
    finally:
        database.close()
    if old:
        kept = path.with_name(f"{path.stem}-{revision}{path.suffix}")
        for ending in ("", "-wal", "-shm"):
            part = Path(f"{path}{ending}")
            if part.exists():
                part.replace(f"{kept}{ending}")
        click.echo(text(language, "demo_set_aside", path=kept))


def _carries_the_mark(database: Database) -> bool:
    with database.read() as session:
        return session.scalar(select(Series.last).where(Series.name == MARK)) is not None
