"""Commands that speak the reader's language: help comes from a table, and click's own sentences are said in their words.

Not for: what a command says of its work (hub.cli.texts).
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from hub.cli.click_words import CLICK_WORDS
from hub.cli.language import language_of_terminal
from hub.kernel.words import Language

LANGUAGE = "hub.language"


def language_here() -> Language:
    """The language of the command that runs now."""
    return _language(click.get_current_context())


def speak(ctx: click.Context, language: Language) -> None:
    """From now on, in this command and below it. click asks gettext, which knows no hub.toml, so its `_` is taken over."""
    ctx.meta[LANGUAGE] = language
    words = CLICK_WORDS[language]

    def said(message: str) -> str:
        return words.get(message, message)

    def said_of_count(one: str, several: str, count: int) -> str:
        return said(one if count == 1 else several)

    for module in (core, decorators, exceptions, formatting, parser, termui, types):
        for name, saying in (("_", said), ("ngettext", said_of_count)):
            if hasattr(module, name):
                setattr(module, name, saying)


class Command(click.Command):
    """Its help stands in HELP_TEXTS under its words."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _take_help(self, ctx)
        super().format_usage(ctx, formatter)


class Group(click.Group):
    """As Command, and so are its commands; the list of them gives each one's first sentence."""

    command_class = Command
    group_class = type

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _take_help(self, ctx)
        super().format_usage(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        above = words_of(ctx)
        rows = [(name, _first_sentence((*above, name), _language(ctx))) for name in self.list_commands(ctx)]
        with formatter.section(core._("Commands")):  # type: ignore[attr-defined]
            formatter.write_dl(rows)


def words_of(ctx: click.Context) -> tuple[str, ...]:
    """The words that call this command, without the program's own name."""
    own = () if ctx.command.name in {None, "hub"} else (str(ctx.command.name),)
    return (*words_of(ctx.parent), *own) if ctx.parent else own


def _take_help(command: click.Command, ctx: click.Context) -> None:
    from hub.cli.help_texts import HELP_OPTION, HELP_TEXTS  # noqa: PLC0415 - only when somebody asks for help

    language, words = _language(ctx), words_of(ctx)
    said = CLICK_WORDS[language]
    command.options_metavar = said.get("[OPTIONS]", "[OPTIONS]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = said.get("COMMAND [ARGS]...", "COMMAND [ARGS]...")
    command.help = HELP_TEXTS[" ".join(words)].in_(language)
    for param, name in _named_options(command, ctx):
        found = HELP_OPTION if name == "--help" else HELP_TEXTS[" ".join((*words, name))]
        param.help = found.in_(language)


def _named_options(command: click.Command, ctx: click.Context) -> Iterator[tuple[click.Option, str]]:
    for param in command.get_params(ctx):
        if isinstance(param, click.Option):
            yield param, param.opts[-1]


def _first_sentence(words: tuple[str, ...], language: Language) -> str:
    from hub.cli.help_texts import HELP_TEXTS  # noqa: PLC0415 - as above

    first, ended, _ = HELP_TEXTS[" ".join(words)].in_(language).partition(". ")
    return first + ended.rstrip()


def _language(ctx: click.Context) -> Language:
    said: Language | None = ctx.meta.get(LANGUAGE)
    return said or language_of_terminal(os.environ)
