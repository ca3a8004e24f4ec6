"""`hub coldchain report` and `hub coldchain check`: a report of the cold rooms as a file, and a kept file held to the database.

Reads with a connection that cannot write, so it may run beside the hub.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hub.cli import Place
from hub.cli.commands import Command
from hub.cli.database_look import is_current, is_there
from hub.cli.language import language_of
from hub.cli.migrate import DatabaseTrouble, unreachable
from hub.cli.texts import text
from hub.coldchain import kept_reports
from hub.coldchain.kept_reports import Verdict
from hub.coldchain.reports import Asked, ReportDesk, report_of
from hub.kernel.clock import SystemClock
from hub.kernel.errors import NotFound, RuleBroken
from hub.kernel.words import Language
from hub.labels.dialects.csv_room_report import room_report_csv
from hub.labels.dialects.pdf_room_report import room_report_pdf
from hub.labels.room_report_written import period_words
from hub.settings import Settings
from hub.storage.database import Database

OTHERWISE, CANNOT = 1, 2
STANDARD_OUTPUT = "-"


@click.command("report", cls=Command)
@click.option("--from", "first", required=True, metavar="DAY")
@click.option("--to", "last", metavar="DAY")
@click.option("--place", "codes", multiple=True, metavar="CODE")
@click.option("--format", "form", type=click.Choice(["pdf", "csv"]), default="pdf")
@click.option("--out", required=True, type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--language", type=click.Choice([one.value for one in Language]))
@click.pass_obj
def report(  # noqa: PLR0917 - click passes them by name
    place: Place,
    first: str,
    last: str | None,
    codes: tuple[str, ...],
    form: str,
    out: Path,
    language: str | None,
) -> None:
    settings = place.settings()
    zone = settings.hub.zone
    asked = Asked(
        _moment(first, "--from", zone),
        _moment(last or first, "--to" if last else "--from", zone, is_end=True),
        codes,
    )
    with _reading(settings) as session:
        try:
            found = report_of(session, asked, _desk(settings), SystemClock().now())
        except (RuleBroken, NotFound) as refusal:
            code = "report_no_place" if isinstance(refusal, NotFound) else refusal.code
            click.echo(text(language_of(place), code, **refusal.facts), err=True)
            raise SystemExit(CANNOT) from refusal
    spoken = Language(language) if language else settings.hub.language
    raw = room_report_pdf(found, spoken) if form == "pdf" else room_report_csv(found, spoken).encode()
    if str(out) == STANDARD_OUTPUT:
        sys.stdout.buffer.write(raw)
    else:
        out.write_bytes(raw)


@click.command("check", cls=Command)
@click.argument("kept", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def check(place: Place, kept: Path) -> None:
    settings = place.settings()
    language = language_of(place)
    with _reading(settings) as session:
        try:
            held = kept_reports.hold(session, kept.read_bytes(), _desk(settings), SystemClock().now())
        except RuleBroken as refusal:
            click.echo(text(language, refusal.code, **refusal.facts), err=True)
            raise SystemExit(CANNOT) from refusal
    sign = "✓" if held.verdict is Verdict.MATCHES else "✗"
    period = f" ({period_words(held.now, language)})" if held.now else ""
    click.echo(f"{sign} {text(language, f'report_{held.verdict.value}')}{period}")
    if held.verdict is not Verdict.MATCHES:
        raise SystemExit(OTHERWISE)


@contextmanager
def _reading(settings: Settings) -> Iterator[Session]:
    database = Database(settings.database.url)
    try:
        if not is_there(settings) or not is_current(database):
            raise DatabaseTrouble(says=text(settings.hub.language, "not_migrated"))
        with database.snapshot() as session:
            yield session
    except DBAPIError as err:
        raise unreachable(settings, err) from err
    finally:
        database.close()


def _desk(settings: Settings) -> ReportDesk:
    return ReportDesk(
        hub=settings.hub.name,
        address=settings.hub.address,
        zone=settings.hub.zone,
        made_up=settings.demo.panel_url is not None,
    )


def _moment(said: str, option: str, zone: ZoneInfo, *, is_end: bool = False) -> datetime:
    """A local day, at the end a whole one, or a moment with or without its offset."""
    try:
        if len(said) == len("2026-11-23"):
            day = date.fromisoformat(said) + timedelta(days=1 if is_end else 0)
            return datetime.combine(day, datetime.min.time(), zone)
        found = datetime.fromisoformat(said)
    except (ValueError, OverflowError) as err:
        raise click.BadParameter(said, param_hint=option) from err
    return found if found.tzinfo else found.replace(tzinfo=zone)
