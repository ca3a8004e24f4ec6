"""`hub run`, `hub web`, `hub work` and `hub listen`: open the house, say where, and close it cleanly."""

from __future__ import annotations

import click

from hub.cli import Place
from hub.cli.commands import Command
from hub.cli.log_lines import start_logging
from hub.cli.one_process import refuse_on_sqlite
from hub.cli.running import Running, listen_for_stop, running
from hub.cli.texts import text
from hub.kernel.errors import HubError
from hub.kernel.words import Language
from hub.settings import MOST_LISTENERS


class TooManyListeners(HubError):
    code = "too_many_listeners"


@click.command(cls=Command)
@click.pass_obj
def run(place: Place) -> None:
    _keep_open(place, "run")


@click.command(cls=Command)
@click.pass_obj
def web(place: Place) -> None:
    _keep_open(place, "web")


@click.command(cls=Command)
@click.pass_obj
def work(place: Place) -> None:
    _keep_open(place, "work")


@click.command(cls=Command)
@click.argument("number", type=click.IntRange(2, MOST_LISTENERS))
@click.pass_obj
def listen(place: Place, number: int) -> None:
    settings = place.settings()
    if number > settings.broker.listeners:
        says = text(settings.hub.language, "too_many_listeners", number=number)
        raise TooManyListeners(says=says)
    _keep_open(place, "listen", number)


def _keep_open(place: Place, role: str, number: int = 1) -> None:
    settings = place.settings()
    start_logging(settings.log.level)
    language = settings.hub.language
    if role != "run":
        refuse_on_sqlite(settings, f"hub {role}")
    stop_asked = listen_for_stop()
    with running(settings, role=role, number=number) as opened:
        for line in greeting(opened, language):
            click.echo(line)
        stop_asked.wait()
        click.echo(text(language, "stopping"))
    click.echo(text(language, "stopped"))


def greeting(opened: Running, language: Language) -> list[str]:
    lines = []
    if opened.role == "listen":
        lines.append(text(language, "listener_open", broker=opened.broker_url))
    elif opened.web_url is None:
        lines.append(text(language, "worker_open", broker=opened.broker_url))
    elif opened.moved_from is not None:
        lines.append(text(language, "address_moved", url=opened.web_url, taken=opened.moved_from))
    else:
        lines.append(text(language, "address", url=opened.web_url))
    return [*lines, text(language, "how_to_stop")]
