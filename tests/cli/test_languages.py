"""The commands speak the language of hub.toml where it can be read, else the terminal's: help, usage errors and faults."""

import click
import pytest

from hub.cli import hub
from hub.cli.commands import words_of
from hub.cli.help_texts import HELP_TEXTS
from tests.support.config_folder import PROJECT_CONFIG
from tests.support.hub_process import hub_command

NORWEGIAN = {"LC_ALL": "nb_NO.UTF-8"}
SWEDISH = {"LC_ALL": "sv_SE.UTF-8"}


def every_key(command: click.Command, above: click.Context | None = None) -> set[str]:
    with click.Context(command, parent=above, info_name=command.name) as ctx:
        words = words_of(ctx)
        named = [one.opts[-1] for one in command.params if isinstance(one, click.Option)]
        found = {" ".join(words), *(" ".join((*words, name)) for name in named)}
        if isinstance(command, click.Group):
            for name in command.list_commands(ctx):
                below = command.get_command(ctx, name)
                assert below is not None
                found |= every_key(below, ctx)
        return found


def test_every_command_and_option_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert every_key(hub) == set(HELP_TEXTS)


@pytest.mark.parametrize(
    ("environment", "usage", "listed", "shown"),
    [
        (NORWEGIAN, "Bruk: ", "Kommandoer:", "  scale  Les det en vekt sendte."),
        (SWEDISH, "Användning: ", "Kommandon:", "  scale  Läs det en våg sände."),
        ({}, "Usage: ", "Commands:", "  scale  Decode what a scale sent."),
    ],
)
def test_without_settings_help_is_in_the_terminals_language(
    environment: dict[str, str], usage: str, listed: str, shown: str
) -> None:
    said = hub_command("--config", "nowhere", "decode", "--help", environment=environment).stdout
    assert said.startswith(usage)
    assert {listed, shown} <= set(said.splitlines())


def test_the_settings_decide_before_the_terminal() -> None:
    said = hub_command("--config", PROJECT_CONFIG, "decode", "--help", environment=SWEDISH)
    assert said.stdout.startswith("Bruk: ")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("dance",), "Feil: Det finnes ingen kommando 'dance'."),
        (("--colour",), "Feil: Det finnes ikke noe valg '--colour'."),
        (("label", "render"), "Feil: Det mangler et valg: '--layout'."),
        (("label", "render", "--dpi", "x"), "Feil: Verdien for '--dpi' kan ikke brukes: 'x' er ikke et tall"),
        (("decode", "scale"), "Feil: Si --protocol NAVN og enten --hex SIFRE eller --file FIL"),
        (("decode", "scale", "--protocol", "morse", "--hex", "53"), "Vektspråket 'morse' er ikke kjent her;"),
        (("decode", "scale", "--protocol", "mt_sics", "--hex", "5"), "--hex er et partall heksadesimale"),
        (("decode", "scale", "--file", "gone"), "'--file' kan ikke brukes: Fil 'gone' finnes ikke."),
        (("verify", "pigs"), "'pigs' er ikke en av 'weighings', 'stock', 'readings', 'audit'."),
    ],
)
def test_a_wrong_call_is_told_in_the_houses_language(words: tuple[str, ...], sentence: str) -> None:
    said = hub_command("--config", PROJECT_CONFIG, *words)
    assert said.returncode == 2
    assert sentence in said.stderr


def test_the_errors_of_lines_are_for_programs_and_stay_english() -> None:
    said = hub_command("--config", PROJECT_CONFIG, "decode", "scale", "--jsonl", typed='{"hex": "53"}\n')
    assert said.stdout == '[{"error": "the request names no protocol"}]\n'
