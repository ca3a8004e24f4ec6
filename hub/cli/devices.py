"""`hub devices detect URL`: what speaks on a port that nobody owns, how surely, and the table to paste into devices.toml."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from hub.cli import Place
from hub.cli.commands import Group, language_here
from hub.cli.texts import text
from hub.devices.links.streams import open_stream
from hub.devices.probe import USUAL_LINES, Found, as_table, best, is_network, probe
from hub.kernel.clock import SystemClock
from hub.kernel.errors import HubError, Misconfigured
from hub.settings import Settings

NOTHING_FOUND = 1
FITS_SHOWN = 3


class PortOwned(HubError):
    """The port stands in the hub's own settings; probing it would put words into another conversation."""

    code = "port_owned"


@click.group("devices", cls=Group)
def devices() -> None: ...


@devices.command("detect")
@click.argument("url")
@click.pass_obj
def detect(place: Place, url: str) -> None:
    settings = settings_or_none(place)
    language = language_here()
    owner = owner_of(settings, url)
    if owner is not None:
        raise PortOwned(says=text(language, "detect_owned", url=url, name=owner))
    lines = USUAL_LINES[:1] if is_network(url) else USUAL_LINES
    heard: list[Found] = []
    try:
        for found in probe(partial(open_stream, url), lines, SystemClock()):
            heard.append(found)
            click.echo(shown(found))
    except OSError as err:
        # A serial port says what is wrong and not of which port.
        err.filename = err.filename or url
        raise
    likely = best(heard)
    if likely is None:
        click.echo(text(language, "detect_nothing", url=url))
        sys.exit(NOTHING_FOUND)
    click.echo()
    click.echo(text(language, "detect_paste"))
    click.echo()
    click.echo(as_table(url, likely), nl=False)


def shown(found: Found) -> str:
    """One line: the settings, the question, and the languages that fit with their certainty in per cent."""
    line = found.line
    asked = f" {found.request!r}" if found.request else ""
    fits = ", ".join(f"{fit.protocol} {fit.certainty:.0%}" for fit in found.fits[:FITS_SHOWN])
    return f"{line.baud} {line.bits}{line.parity}{line.stop}{asked}: {fits or repr(found.raw[:32])}"


def settings_or_none(place: Place) -> Settings | None:
    """A machine that is no hub yet has no settings, and nothing there is owned."""
    try:
        return place.settings()
    except Misconfigured:
        if (place.config_dir / "devices.toml").exists():
            raise
        return None


def owner_of(settings: Settings | None, url: str) -> str | None:
    """The key of the configured device at this address; a port has many names, so paths are followed to their end."""
    if settings is None:
        return None
    specs = settings.devices
    configured = [(one.key, one.url) for one in specs.scales] + [(one.key, one.url) for one in specs.printers]
    configured += [(one.key, one.url) for one in specs.scanners]
    return next((key for key, known in configured if _end_of(known) == _end_of(url)), None)


def _end_of(url: str) -> str:
    return url.rstrip("/").casefold() if "://" in url else str(Path(url).resolve())
