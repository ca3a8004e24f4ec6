"""`hub verify`, `hub verify weighings`: every integrity check the subjects offer, each naming its first bad row.

Not for: repairing anything. Reads with a connection that cannot write, so it may run beside the hub.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hub.cli import Place
from hub.cli.commands import Command
from hub.cli.database_look import is_current, is_there
from hub.cli.migrate import DatabaseTrouble, unreachable
from hub.cli.texts import text
from hub.coldchain import verify as seals
from hub.kernel.words import Language
from hub.labels.day_sheet import DaySheetContent
from hub.people import audit
from hub.receiving import verify as receiving
from hub.receiving import verify_sheets as sheets
from hub.stock import verify as stock
from hub.storage.database import Database

BROKEN = 1


@dataclass(frozen=True, slots=True)
class Check:
    """A subject's own check; `key` names it in the texts."""

    key: str
    look: Callable[[Session], Sequence[object]]


WEIGHINGS = Check("weighings", sheets.weighings_and_sheets)
CHECKS = (
    WEIGHINGS,
    Check("stock", stock.conservation),
    Check("readings", seals.readings),
    Check("audit", lambda session: audit.verify(session, sheets.witnesses_of(session).audit_heads)),
)


@click.command(cls=Command)
@click.argument("what", nargs=-1, type=click.Choice([check.key for check in CHECKS]))
@click.option(
    "--head",
    "on_paper",
    multiple=True,
    metavar="SCALE:NUMBER:HASH",
)
@click.option(
    "--sheet",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
)
@click.pass_obj
def verify(place: Place, what: tuple[str, ...], on_paper: tuple[str, ...], files: tuple[Path, ...]) -> None:
    kept, outside = _heads(on_paper), _sheets(files)
    chosen = [check for check in CHECKS if not what or check.key in what]
    settings = place.settings()
    language = settings.hub.language
    database = Database(settings.database.url)
    broken = False
    try:
        if not is_there(settings) or not is_current(database):
            raise DatabaseTrouble(says=text(language, "not_migrated"))
        for check in chosen:
            with database.snapshot() as session:
                found = (
                    sheets.weighings_and_sheets(session, kept, outside)
                    if check is WEIGHINGS
                    else check.look(session)
                )
            broken = broken or bool(found)
            named = text(language, check.key)
            if found:
                click.echo(
                    "✗ "
                    + text(
                        language,
                        "verify_bad",
                        what=named,
                        first=words_of(found[0], language),
                        count=len(found),
                    )
                )
            else:
                click.echo("✓ " + text(language, "verify_good", what=named))
    except DBAPIError as err:
        raise unreachable(settings, err) from err
    finally:
        database.close()
    if broken:
        sys.exit(BROKEN)


def _heads(on_paper: tuple[str, ...]) -> list[receiving.Head]:
    try:
        return [receiving.Head.parse(head) for head in on_paper]
    except ValueError as err:
        raise click.BadParameter(str(err), param_hint="--head") from err


def _sheets(files: tuple[Path, ...]) -> list[str]:
    """The texts of the files, each a day sheet whole."""
    texts = []
    for file in files:
        try:
            written = file.read_text(encoding="utf-8")
            DaySheetContent.from_text(written)
        except (OSError, ValueError) as err:
            raise click.BadParameter(f"{file}: {err}", param_hint="--sheet") from err
        texts.append(written)
    return texts


def words_of(finding: object, language: Language) -> str:
    """A fault as a sentence, with the row where it was seen."""
    if isinstance(finding, receiving.Finding):
        return text(language, f"chain_{finding.fault.value}", scale=finding.scale, number=finding.number)
    if isinstance(finding, seals.Finding):
        return text(
            language,
            f"seal_{finding.fault.value}",
            number=finding.number,
            probe=finding.probe,
            day=finding.day.isoformat(),
        )
    if isinstance(finding, stock.Finding):
        return text(language, f"ledger_{finding.fault.value}", where=finding.where)
    if isinstance(finding, audit.Finding):
        return text(language, f"trail_{finding.fault.value}", entry=finding.entry)
    return str(finding)
