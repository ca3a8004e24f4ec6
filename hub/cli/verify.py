"""`hub verify`, `hub verify weighings`: every integrity check the subjects offer, each naming its first bad row.

Not for: repairing anything. Reads with a connection that cannot write, so it may run beside the hub.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hub.cli import Place
from hub.cli.database_look import is_current, is_there
from hub.cli.migrate import DatabaseTrouble, unreachable
from hub.cli.texts import text
from hub.people import audit
from hub.receiving import verify as receiving
from hub.stock import verify as stock
from hub.storage.database import Database

BROKEN = 1


@dataclass(frozen=True, slots=True)
class Check:
    """A subject's own check; `key` names it in the texts."""

    key: str
    look: Callable[[Session], Sequence[object]]


WEIGHINGS = Check("weighings", receiving.weighings)
CHECKS = (
    WEIGHINGS,
    Check("stock", stock.conservation),
    Check("audit", audit.verify),
)


@click.command()
@click.argument("what", nargs=-1, type=click.Choice([check.key for check in CHECKS]))
@click.option(
    "--head",
    "on_paper",
    multiple=True,
    metavar="SCALE:NUMBER:HASH",
    help="The last weighing as a signed day sheet has it; a cut or rewritten chain does not fit it.",
)
@click.pass_obj
def verify(place: Place, what: tuple[str, ...], on_paper: tuple[str, ...]) -> None:
    """Check the chains and the stock, or only WHAT; name the first bad row. Exit 1 when something does not hold."""
    try:
        kept = [receiving.Head.parse(head) for head in on_paper]
    except ValueError as err:
        raise click.BadParameter(str(err), param_hint="--head") from err
    chosen = [check for check in CHECKS if not what or check.key in what]
    settings = place.settings()
    language = settings.hub.language
    database = Database(settings.database.url)
    broken = False
    try:
        if not is_there(settings) or not is_current(database):
            raise DatabaseTrouble(says=text(language, "not_migrated"))
        for check in chosen:
            with database.read() as session:
                found = receiving.weighings(session, kept) if check is WEIGHINGS else check.look(session)
            broken = broken or bool(found)
            named = text(language, check.key)
            if found:
                click.echo(
                    "✗ "
                    + text(language, "verify_bad", what=named, first=words_of(found[0]), count=len(found))
                )
            else:
                click.echo("✓ " + text(language, "verify_good", what=named))
    except DBAPIError as err:
        raise unreachable(settings, err) from err
    finally:
        database.close()
    if broken:
        sys.exit(BROKEN)


def words_of(finding: object) -> str:
    """`fault=altered, scale=goods_in, number=17`: the subjects' findings are small dataclasses."""
    if is_dataclass(finding) and not isinstance(finding, type):
        return ", ".join(f"{one.name}={getattr(finding, one.name)}" for one in fields(finding))
    return str(finding)
