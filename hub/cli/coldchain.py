"""`hub coldchain`: its commands, and `replay` itself: the excursions that a file of limits makes of a file of readings, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from hub.cli.coldchain_report import check, report
from hub.cli.commands import Group, language_here
from hub.cli.texts import text
from hub.coldchain.readings import in_ms
from hub.coldchain.replay import Faulty, Heard, read_limits, read_readings
from hub.coldchain.replay import replay as excursions_in

BAD_USE = 2
STANDARD_INPUT = "-"


@click.group("coldchain", cls=Group)
def coldchain() -> None: ...


coldchain.add_command(report)
coldchain.add_command(check)


@coldchain.command("replay")
@click.option(
    "--limits",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--until",
    metavar="TIME",
)
@click.argument("readings", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
def replay(limits: Path, until: str | None, readings: str) -> None:
    try:
        chosen = read_limits(_text(limits), limits.name)
        heard = _readings(readings)
    except Faulty as err:
        click.echo(err.in_(language_here()), err=True)
        sys.exit(BAD_USE)
    if heard.without_value:
        click.echo(text(language_here(), "rows_without_value", count=heard.without_value), err=True)
    found = list(excursions_in(heard, chosen, _moment(until)))
    click.echo(json.dumps(found, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace"))


def _readings(readings: str) -> Heard:
    if readings == STANDARD_INPUT:
        return read_readings(_lines(sys.stdin.buffer), "standard input")
    with Path(readings).open("rb") as file:
        return read_readings(_lines(file), Path(readings).name)


def _lines(file: Iterable[bytes]) -> Iterator[str]:
    """Line by line, so that a byte that is no UTF-8 is told with its line."""
    return (line.decode() for line in file)


def _text(limits: Path) -> str:
    try:
        return limits.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as err:
        raise Faulty(limits.name, "not_utf8") from err


def _moment(until: str | None) -> int | None:
    if until is None:
        return None
    try:
        return in_ms(datetime.fromisoformat(until))
    except (ValueError, TypeError) as err:
        raise click.UsageError(text(language_here(), "until_how")) from err
