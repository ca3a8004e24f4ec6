"""The small commands, and what every command says when it cannot begin."""

import sqlite3
from pathlib import Path

import pytest

from tests.support.config_folder import config_folder
from tests.support.hub_process import hub_command


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return config_folder(tmp_path)


def test_the_version_is_one_line() -> None:
    said = hub_command("--version")
    assert said.returncode == 0
    assert said.stdout.startswith("samlast ")
    assert said.stdout.count("\n") == 1


def test_help_lists_every_command() -> None:
    said = hub_command("--help").stdout
    for name in ("run", "web", "work", "migrate", "demo", "doctor", "decode", "devices", "verify"):
        assert f"\n  {name} " in said


def test_an_unknown_command_is_refused_without_a_traceback() -> None:
    said = hub_command("dance")
    assert said.returncode == 2
    assert "No such command 'dance'" in said.stderr


@pytest.mark.parametrize("command", ["run", "migrate", "doctor", "verify"])
def test_faults_in_the_settings_are_all_told_and_nothing_is_made(tmp_path: Path, command: str) -> None:
    config = config_folder(tmp_path, ('currency = "NOK"', 'currency = "kr"'), ("port = 8321", "prot = 8321"))
    said = hub_command("--config", config, "--data", tmp_path / "data", command)
    assert said.returncode == 2
    lines = said.stderr.splitlines()
    assert lines[0] == "The settings cannot be used:"
    assert sorted(line.split(": ")[1] for line in lines[1:]) == ["hub.currency", "web.prot"]
    assert not (tmp_path / "data").exists()


def test_migrate_goes_up_and_down_and_says_where_it_stands(config: Path, tmp_path: Path) -> None:
    place = ("--config", config, "--data", tmp_path / "data")
    up = hub_command(*place, "migrate")
    assert (up.returncode, up.stderr) == (0, "")
    assert up.stdout.startswith("The database is at version 0")
    down = hub_command(*place, "migrate", "--down-to", "base")
    assert (down.returncode, down.stdout) == (0, "The database is back at version base.\n")
    with sqlite3.connect(tmp_path / "data" / "hub.db") as database:
        assert database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'weighing'").fetchone() == (
            0,
        )
    database.close()


def test_a_version_nobody_knows_is_one_sentence(config: Path, tmp_path: Path) -> None:
    place = ("--config", config, "--data", tmp_path / "data")
    hub_command(*place, "migrate")
    said = hub_command(*place, "migrate", "--down-to", "nineteen")
    assert said.returncode == 2
    assert said.stderr.startswith(
        "The database or the command names a version that this program does not know"
    )
    assert "Traceback" not in said.stderr


def test_a_database_that_does_not_answer_is_one_sentence_without_its_password(
    config: Path, tmp_path: Path
) -> None:
    said = hub_command(
        "--config",
        config,
        "--data",
        tmp_path / "data",
        "migrate",
        environment={"SAMLAST_DATABASE_URL": "postgresql://hub:pearl@127.0.0.1:1/hub"},
    )
    assert said.returncode == 2
    assert said.stderr.startswith(
        "The database postgresql+psycopg://hub:***@127.0.0.1:1/hub does not answer: "
    )
    assert "pearl" not in said.stderr
    assert said.stderr.count("\n") == 1


def test_verify_finds_a_new_house_sound(config: Path, tmp_path: Path) -> None:
    place = ("--config", config, "--data", tmp_path / "data")
    hub_command(*place, "migrate")
    said = hub_command(*place, "verify")
    assert said.returncode == 0
    assert said.stdout.splitlines() == [
        "✓ The chain of weighings is sound.",
        "✓ The stock ledger is sound.",
        "✓ The audit chain is sound.",
    ]


def test_verify_without_a_database_says_what_to_do_and_makes_none(config: Path, tmp_path: Path) -> None:
    said = hub_command("--config", config, "--data", tmp_path / "data", "verify")
    assert said.returncode == 2
    assert "Run `hub migrate`" in said.stderr
    assert not (tmp_path / "data").exists()


def test_verify_names_the_first_bad_row(config: Path, tmp_path: Path) -> None:
    place = ("--config", config, "--data", tmp_path / "data")
    hub_command(*place, "migrate")
    with sqlite3.connect(tmp_path / "data" / "hub.db") as database:
        # Numbers that were given out, for weighings that are not there: somebody cut off the tail.
        database.execute("INSERT INTO series (name, last) VALUES ('weighing:goods_in', 3)")
    database.close()
    said = hub_command(*place, "verify")
    assert said.returncode == 1
    assert said.stdout.splitlines()[0] == (
        "✗ The chain of weighings is broken (3 findings). First bad row: fault=cut_off, scale=goods_in, number=1"
    )
    only = hub_command(*place, "verify", "stock")
    assert (only.returncode, only.stdout.splitlines()) == (0, ["✓ The stock ledger is sound."])


def test_verify_holds_the_weighings_to_the_day_sheet(config: Path, tmp_path: Path) -> None:
    place = ("--config", config, "--data", tmp_path / "data")
    hub_command(*place, "migrate")
    said = hub_command(*place, "verify", "weighings", "--head", "goods_in:3:9f86d081884c7d65")
    assert (said.returncode, said.stdout.splitlines()) == (
        1,
        [
            "✗ The chain of weighings is broken (1 findings). First bad row: fault=cut_off, scale=goods_in, number=3"
        ],
    )
    assert hub_command(*place, "verify", "--head", "nonsense").returncode == 2
