"""`hub migrate`: the database to the form this program needs, or back to an earlier one."""

from __future__ import annotations

import sys

import click
from alembic.util import CommandError
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from hub.cli import Place
from hub.cli.commands import Command
from hub.cli.log_lines import start_logging
from hub.cli.one_process import only_process
from hub.cli.texts import text
from hub.kernel.errors import HubError
from hub.migrations import steps
from hub.settings import Settings
from hub.storage.database import Database


class DatabaseTrouble(HubError):
    code = "database_trouble"


class NotConfirmed(HubError):
    """Nobody said that the records may go."""

    code = "not_confirmed"


@click.command(cls=Command)
@click.option("--down-to", metavar="REV")
@click.option("--yes", is_flag=True)
@click.pass_obj
def migrate(place: Place, down_to: str | None, *, yes: bool) -> None:
    settings = place.settings()
    start_logging(settings.log.level)
    with only_process(settings, "hub migrate"):
        database = Database(settings.database.url)
        try:
            if down_to is not None:
                _confirm(database, settings, down_to, yes=yes)
            bring(database, settings, down_to)
            standing = steps.standing(database) or "base"
        finally:
            database.close()
    key = "migrated" if down_to is None else "migrated_down"
    click.echo(text(settings.hub.language, key, revision=standing))


def _confirm(database: Database, settings: Settings, down_to: str, *, yes: bool) -> None:
    """Say how many records would go, and ask. Raises NotConfirmed."""
    language = settings.hub.language
    try:
        count = steps.records(database)
    except DBAPIError as err:
        raise unreachable(settings, err) from err
    if not count:
        return
    key = "down_deletes" if down_to == "base" else "down_may_delete"
    click.echo(text(language, key, revision=down_to, count=count, url=shown_url(settings)), err=True)
    if yes:
        return
    if sys.stdin.isatty():
        question = text(language, "down_type_count", count=count)
        typed: str = click.prompt(question, default="", show_default=False, err=True)
        if typed.strip() == str(count):
            return
    raise NotConfirmed(says=text(language, "down_needs_yes"))


def bring(database: Database, settings: Settings, down_to: str | None = None) -> None:
    """Up, or down to a revision. Raises DatabaseTrouble in words."""
    try:
        if down_to is not None:
            steps.downgrade(database, down_to)
        elif not steps.is_current(database):
            steps.upgrade(database)
        elif lacks := steps.lacking(database):
            raise DatabaseTrouble(
                says=text(settings.hub.language, "draft_database", url=shown_url(settings), lacks=lacks)
            )
    except CommandError as err:
        # The library's English names the version that it misses: the one asked for, or the one the database stands at.
        asked = down_to is not None and f"'{down_to}'" in str(err)
        missed = down_to if asked else steps.standing(database)
        raise DatabaseTrouble(
            says=text(settings.hub.language, "unknown_revision", revision=missed or "")
        ) from err
    except DBAPIError as err:
        raise unreachable(settings, err) from err


def unreachable(settings: Settings, err: DBAPIError) -> DatabaseTrouble:
    """The driver's own words on one line, without the statement and without a password."""
    why = " ".join(str(err.orig).split())
    return DatabaseTrouble(
        says=text(settings.hub.language, "database_unreachable", url=shown_url(settings), why=why)
    )


def shown_url(settings: Settings) -> str:
    return make_url(settings.database.url).render_as_string(hide_password=True)
