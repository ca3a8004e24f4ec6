"""The small commands, and what every command says when it cannot begin."""

import errno
import os
import re
import socket
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from hub.cli.os_words import words_of_os
from hub.cli.verify import words_of
from hub.kernel.words import Language
from hub.people import audit
from hub.people.records import AuditEntry
from hub.people.service import find_by_login, password_fits
from hub.receiving.verify import ChainFault, Finding
from hub.settings import load
from hub.stock import verify as stock
from hub.stock.rules import Imbalance
from hub.storage.database import Database
from tests.support.config_folder import PROJECT_CONFIG, config_folder
from tests.support.day_sheet_factory import SIGNED
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
    for name in (
        "run",
        "web",
        "work",
        "listen",
        "migrate",
        "demo",
        "person",
        "doctor",
        "decode",
        "coldchain",
        "verify",
    ):
        assert f"\n  {name} " in said


def test_an_unknown_command_is_refused_without_a_traceback() -> None:
    said = hub_command("--config", "nowhere", "dance")
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
    assert said.stderr.strip() == (
        "The database or the command names a version that this program does not know: nineteen."
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


def test_a_listener_that_the_settings_do_not_name_is_refused_with_what_to_write(
    config: Path, tmp_path: Path
) -> None:
    said = hub_command("--config", config, "--data", tmp_path / "data", "listen", "2")
    assert said.returncode == 2
    assert said.stderr.splitlines() == [
        "There is no listener no. 2. Write broker.listeners = 2 in hub.toml, and start `hub work` anew."
    ]


def test_verify_finds_a_new_house_sound(config: Path, tmp_path: Path) -> None:
    place = ("--config", config, "--data", tmp_path / "data")
    hub_command(*place, "migrate")
    said = hub_command(*place, "verify")
    assert said.returncode == 0
    assert said.stdout.splitlines() == [
        "✓ The chain of weighings is sound.",
        "✓ The stock ledger is sound.",
        "✓ The temperature log is sound.",
        "✓ The audit chain is sound.",
    ]


def test_verify_without_a_database_says_what_to_do_and_makes_none(config: Path, tmp_path: Path) -> None:
    said = hub_command("--config", config, "--data", tmp_path / "data", "verify")
    assert said.returncode == 2
    assert "Run `hub migrate`" in said.stderr
    assert not (tmp_path / "data").exists()


def test_a_database_of_an_earlier_draft_is_refused_with_what_to_do(config: Path, tmp_path: Path) -> None:
    place = ("--config", config, "--data", tmp_path / "data")
    hub_command(*place, "migrate")
    with sqlite3.connect(tmp_path / "data" / "hub.db") as database:
        database.execute("DROP TABLE sealed_day")
    database.close()
    said = hub_command(*place, "migrate")
    assert (said.returncode, said.stderr.count("\n")) == (2, 1)
    assert "it lacks sealed_day. Move it away" in said.stderr


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
        "✗ The chain of weighings is broken (3 findings). First bad row: goods_in no. 1 is cut off: "
        "the number was given out or stands on a day sheet"
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
            (
                "✗ The chain of weighings is broken (1 findings). First bad row: goods_in no. 3 is cut off: "
                "the number was given out or stands on a day sheet"
            )
        ],
    )
    assert hub_command(*place, "verify", "--head", "nonsense").returncode == 2


def test_verify_takes_a_day_sheet_that_was_kept_as_a_file(config: Path, tmp_path: Path) -> None:
    place = ("--config", config, "--data", tmp_path / "data")
    hub_command(*place, "migrate")
    sheet, torn = tmp_path / "sheet.json", tmp_path / "torn.json"
    sheet.write_text(SIGNED.as_text(), encoding="utf-8")
    torn.write_text(SIGNED.as_text()[:99], encoding="utf-8")
    said = hub_command(*place, "verify", "weighings", "--sheet", sheet)
    assert (said.returncode, said.stdout.splitlines()) == (
        1,
        [
            (
                "✗ The chain of weighings is broken (3 findings). First bad row: goods_in no. 131 is cut off: "
                "the number was given out or stands on a day sheet"
            )
        ],
    )
    refused = hub_command(*place, "verify", "--sheet", torn)
    assert refused.returncode == 2
    assert "torn.json" in refused.stderr


def test_every_fault_of_the_chain_has_words_in_every_language() -> None:
    said = {
        (fault, language): words_of(Finding(fault, "goods_in", 7), language)
        for fault in ChainFault
        for language in Language
    }
    assert all("7" in words for words in said.values())
    assert len(set(said.values())) == len(ChainFault) * len(Language)


def test_every_fault_of_stock_and_trail_is_a_sentence_in_every_language() -> None:
    faults: list[object] = [stock.Finding(one, "crate 7") for one in Imbalance]
    faults += [audit.Finding(7, "", one) for one in audit.TrailFault]
    said = [words_of(one, language) for one in faults for language in Language]
    assert all("7" in words for words in said)
    assert len(set(said)) == len(said)


def records_in(folder: Path) -> int:
    with sqlite3.connect(folder / "hub.db") as database:
        (count,) = database.execute("SELECT count(*) FROM person").fetchone()
    database.close()
    return int(count)


@pytest.fixture
def peopled(config: Path, tmp_path: Path) -> tuple[str | Path, ...]:
    """A hub with one person in it: the account, its role and two lines of the audit trail."""
    place = ("--config", config, "--data", tmp_path / "data")
    made = hub_command(*place, *KARI, "--password-stdin", typed="god morgen\n")
    assert made.returncode == 0, made.stderr
    return place


KARI = ("person", "add", "kari", "--name", "Kari Nordmann", "--role", "administrator")


def test_a_database_with_records_is_not_emptied_without_a_yes(
    peopled: tuple[str | Path, ...], tmp_path: Path
) -> None:
    said = hub_command(*peopled, "migrate", "--down-to", "base", typed="")
    assert said.returncode == 2
    count, words = re.search(r"deletes (\d+) records .*\n(.*)", said.stderr).groups()  # type: ignore[union-attr]
    assert int(count) >= 4
    assert words == "Nothing was changed. Write --yes if you mean it."
    assert records_in(tmp_path / "data") == 1
    sure = hub_command(*peopled, "migrate", "--down-to", "base", "--yes")
    assert (sure.returncode, sure.stdout) == (0, "The database is back at version base.\n")
    assert f"deletes {count} records" in sure.stderr


@pytest.mark.parametrize(("typed", "left"), [("no\n", True), ("{count}\n", False)])
def test_on_a_terminal_the_number_of_records_is_asked_for(
    peopled: tuple[str | Path, ...], tmp_path: Path, typed: str, left: bool
) -> None:
    counted = hub_command(*peopled, "migrate", "--down-to", "base", typed="").stderr
    count = counted.split("deletes ")[1].split()[0]
    keyboard, terminal = os.openpty()
    os.write(keyboard, typed.format(count=count).encode())
    said = hub_command(*peopled, "migrate", "--down-to", "base", terminal=terminal)
    os.close(keyboard)
    os.close(terminal)
    assert said.returncode == (2 if left else 0), said.stderr
    with sqlite3.connect(tmp_path / "data" / "hub.db") as database:
        (there,) = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'person'").fetchone()
    database.close()
    assert bool(there) is left


def test_the_first_person_of_a_real_hub_is_made_on_the_command_line(
    config: Path, peopled: tuple[str | Path, ...], tmp_path: Path
) -> None:
    settings = load(config, {"SAMLAST_DATA": str(tmp_path / "data")})
    database = Database(settings.database.url)
    with database.read() as session:
        kari = find_by_login(session, "kari")
        assert kari is not None
        assert [role.role for role in kari.roles] == ["administrator"]
        assert password_fits(kari, "god morgen")
        verbs = list(session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)))
        assert audit.verify(session) == []
    database.close()
    assert verbs == ["person created", "password set"]
    again = hub_command(*peopled, *KARI, "--password-stdin", typed="god morgen\n")
    assert again.returncode == 2
    assert again.stderr == "Somebody already has the login kari. Choose another.\n"


@pytest.mark.parametrize(
    ("words", "password", "says"),
    [
        (KARI, "short\n", "The password is too short. Use at least 8 characters."),
        ((*KARI, "--role", "captain"), "god morgen\n", "There is no role captain in roles.toml. It has: "),
        (("person", "add", "<b>", *KARI[3:]), "god morgen\n", "A login has only letters"),
    ],
)
def test_a_person_who_cannot_be_made_is_one_sentence_and_leaves_nothing(
    config: Path, tmp_path: Path, words: tuple[str, ...], password: str, says: str
) -> None:
    place = ("--config", config, "--data", tmp_path / "data")
    said = hub_command(*place, *words, "--password-stdin", typed=password)
    assert said.returncode == 2
    assert said.stderr.startswith(says)
    assert said.stderr.count("\n") == 1
    assert records_in(tmp_path / "data") == 0


def test_a_password_is_not_asked_for_where_nobody_could_type_it(config: Path, tmp_path: Path) -> None:
    said = hub_command("--config", config, "--data", tmp_path / "data", *KARI, typed="")
    assert said.returncode == 2
    assert "use --password-stdin" in said.stderr


@pytest.mark.parametrize("command", [("run",), ("demo",), ("migrate",), (*KARI, "--password-stdin")])
@pytest.mark.parametrize("kind", ["a file", "no place for files"])
def test_a_data_folder_that_cannot_be_used_is_one_sentence(
    config: Path, tmp_path: Path, command: tuple[str, ...], kind: str
) -> None:
    data = Path("/proc/nope")
    if kind == "a file":
        data = tmp_path / "data"
        data.write_text("")
    extra = PROJECT_CONFIG if command == ("demo",) else config
    said = hub_command("--config", extra, "--data", data, *command, typed="god morgen\n")
    assert said.returncode == 2
    assert str(data) in said.stderr
    assert said.stderr.count("\n") == 1
    assert "Errno" not in said.stderr


def test_an_error_of_the_database_is_one_sentence(peopled: tuple[str | Path, ...], tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "data" / "hub.db") as database:
        database.execute("DROP TABLE person_role")
        database.execute("DROP TABLE audit_entry")
    database.close()
    said = hub_command(*peopled, "verify", "audit")
    assert said.returncode == 2
    assert "no such table" in said.stderr
    assert "Traceback" not in said.stderr
    assert said.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("variables", "headline"),
    [
        ({"LC_ALL": "nb_NO.UTF-8"}, "Innstillingene kan ikke brukes:"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "sv_SE.UTF-8"}, "Inställningarna kan inte användas:"),
        ({"LC_ALL": "C.UTF-8", "LANG": "sv_SE.UTF-8"}, "The settings cannot be used:"),
    ],
)
def test_without_settings_a_command_speaks_the_language_of_the_terminal(
    tmp_path: Path, variables: dict[str, str], headline: str
) -> None:
    said = hub_command("--config", tmp_path / "nowhere", "run", environment=variables)
    assert said.returncode == 2
    assert said.stderr.splitlines()[0] == headline


@pytest.mark.parametrize(
    ("err", "says"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory"), "it does not exist"),
        (PermissionError(errno.EACCES, "Permission denied"), "it is not allowed"),
        (
            OSError("Could not open port socket://h:1: [Errno 111] Connection refused"),
            "nobody takes the connection there",
        ),
        (TimeoutError(), "nobody answered in time"),
        (socket.gaierror(-2, "Name or service not known"), "no machine has that name"),
        (OSError("a word of its own"), "a word of its own"),
    ],
)
def test_what_the_machine_refuses_is_said_in_words(err: OSError, says: str) -> None:
    assert words_of_os(err, Language.EN) == says
