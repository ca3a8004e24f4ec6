"""The hub command: one sentence for what went wrong, never a traceback, and a subcommand is imported when it is called."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.cli.commands import Group, speak
from hub.cli.language import language_of
from hub.kernel.errors import HubError, Misconfigured

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub.kernel.words import Language
    from hub.settings import Settings

CANNOT_START = 2

log = logging.getLogger(__name__)

# The modules are named, not imported: `hub decode` answers without loading Flask, SQLAlchemy or a broker.
SUBCOMMANDS = {
    "run": ("hub.cli.run", "run"),
    "web": ("hub.cli.run", "web"),
    "work": ("hub.cli.run", "work"),
    "listen": ("hub.cli.run", "listen"),
    "migrate": ("hub.cli.migrate", "migrate"),
    "demo": ("hub.cli.demo", "demo"),
    "person": ("hub.cli.person", "person"),
    "doctor": ("hub.cli.doctor", "doctor"),
    "decode": ("hub.cli.decode", "decode"),
    "coldchain": ("hub.cli.coldchain", "coldchain"),
    "label": ("hub.cli.label", "label"),
    "devices": ("hub.cli.devices", "devices"),
    "verify": ("hub.cli.verify", "verify"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Which settings a command was called with. They are read by the command, because some need none."""

    config_dir: Path
    environment: Mapping[str, str]

    def settings(self) -> Settings:
        from hub.settings import load  # noqa: PLC0415 - a command without settings starts without them

        return load(self.config_dir, self.environment)


class LazyGroup(Group):
    """Knows its subcommands by name and imports the one that is called."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is wrong with the words themselves is said in the house's language too."""
        speak(ctx, language_of(_place(*self._folders(ctx, args))))
        return super().parse_args(ctx, args)

    def _folders(self, ctx: click.Context, args: list[str]) -> tuple[str | None, str | None]:
        parser = self.make_parser(ctx)
        parser.ignore_unknown_options = True
        try:
            told, _, _ = parser.parse_args(list(args))
        except click.UsageError:
            return None, None  # it comes again when the words are read in earnest
        return told.get("config"), told.get("data")

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in SUBCOMMANDS:
            return None
        module, name = SUBCOMMANDS[cmd_name]
        command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            msg = f"{module}.{name} is no command"
            raise TypeError(msg)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Exit 0: done; 1: done, and something is broken; 2: could not be done."""
        try:
            return super().invoke(ctx)
        except HubError as err:
            says = _says(err, ctx.obj)
        except BrokenPipeError:
            raise  # whoever read our answer went away; click ends quietly
        except OSError as err:
            says = [_os_says(err, ctx.obj)]
        except _database_errors() as err:
            log.debug("the database refused", exc_info=err)
            says = [_database_says(err, ctx.obj)]
        for line in says:
            click.echo(line, err=True)
        return ctx.exit(CANNOT_START)


def _version(ctx: click.Context, _param: click.Parameter, wanted: object) -> None:
    if wanted:
        click.echo(f"samlast {version_text()}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
)
@click.option("--config", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path))
@click.pass_context
def hub(ctx: click.Context, config: Path | None, data: Path | None) -> None:
    ctx.obj = _place(config, data)


def _place(config: Path | str | None, data: Path | str | None) -> Place:
    environment = dict(os.environ)
    if data is not None:
        environment["SAMLAST_DATA"] = str(data)
    return Place(Path(config or environment.get("SAMLAST_CONFIG") or "config"), environment)


def main() -> None:
    """The entry point."""
    hub.main(standalone_mode=True)


def _says(err: HubError, place: Place) -> list[str]:
    if not isinstance(err, Misconfigured):
        return [sentence_of(err)]
    language = language_of(place)
    headline = _text(language, "settings_unusable")
    return [headline, *(f"  {fault.in_(language)}" for fault in err.faults)]


def _os_says(err: OSError, place: Place) -> str:
    from hub.cli.os_words import words_of_os  # noqa: PLC0415 - only when something went wrong

    language = language_of(place)
    return _text(language, "os_refuses", what=err.filename or "–", why=words_of_os(err, language))


def _database_errors() -> tuple[type[Exception], ...]:
    """Every error of the database; none where nobody has loaded what could raise one."""
    loaded = sys.modules.get("sqlalchemy.exc")
    return (loaded.SQLAlchemyError,) if loaded else ()


def _database_says(err: Exception, place: Place) -> str:
    # Without the statement and its values: they may be somebody's name.
    why = " ".join(str(getattr(err, "orig", None) or type(err).__name__).split())
    return _text(language_of(place), "database_refuses", why=why)


def _text(language: Language, key: str, **facts: object) -> str:
    from hub.cli.texts import text  # noqa: PLC0415 - only when something went wrong

    return text(language, key, **facts)


def version_text() -> str:
    try:
        return version("samlast")
    except PackageNotFoundError:
        return "from the source tree, not installed"


def sentence_of(err: HubError) -> str:
    """What a command says for itself, else the code and the facts."""
    says = err.facts.get("says")
    return str(says) if says else str(err)
