"""`hub coldchain report` and `check` as processes: the same file each time, and a kept one held to the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from hub.coldchain.levels import Level
from hub.coldchain.records import Probe
from hub.migrations import steps
from hub.storage.database import Database, sqlite_url
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit, readings_until
from tests.support.config_folder import config_folder
from tests.support.hub_process import hub_command

NOON = datetime(2024, 2, 5, 11, tzinfo=UTC)
MONDAY = ("--from", "2024-02-05")


@pytest.fixture
def place(tmp_path: Path) -> tuple[str | Path, ...]:
    """A house with one room, read on a Monday."""
    data = tmp_path / "data"
    data.mkdir()
    database = Database(sqlite_url(data / "hub.db"))
    steps.upgrade(database)
    with database.write() as session:
        room = a_cold_room(session)
        a_limit(session, room, "5", Level.ALARM, valid_from=NOON - timedelta(days=30))
        probe = a_hung_probe(session, room, NOON - timedelta(days=1))
        readings_until(session, probe, NOON, [*["3"] * 600, *["9"] * 60, *["3"] * 30])
    database.close()
    return ("--config", config_folder(tmp_path), "--data", data)


def test_a_report_is_the_same_file_each_time_and_is_held_to_the_database(
    place: tuple[str | Path, ...], tmp_path: Path
) -> None:
    first, second, table = (tmp_path / name for name in ("first.pdf", "second.pdf", "table.csv"))
    for out in (first, second):
        said = hub_command(*place, "coldchain", "report", *MONDAY, "--out", out)
        assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    assert first.read_bytes() == second.read_bytes()
    narrowed = ("--to", "2024-02-05T12:00", "--place", "cold_1", "--language", "sv")
    hub_command(*place, "coldchain", "report", *MONDAY, *narrowed, "--format", "csv", "--out", table)
    assert "\nroom,cold_1,Kylrum cold_1," in table.read_text(encoding="utf-8-sig")
    for kept in (first, table):
        said = hub_command(*place, "coldchain", "check", kept)
        assert said.returncode == 0
        assert said.stdout.startswith("✓ Matches: ")
    database = Database(sqlite_url(Path(place[3]) / "hub.db"))
    with database.write() as session:
        probe = session.scalars(select(Probe)).one()
        readings_until(session, probe, NOON + timedelta(seconds=30), ["4"])
    database.close()
    said = hub_command(*place, "coldchain", "check", first)
    assert (said.returncode, said.stdout.startswith("✗ Changed since: ")) == (1, True)


def test_what_cannot_be_reported_or_checked_is_told(place: tuple[str | Path, ...], tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    wrong = {
        "There is no place with the code nowhere.": (*MONDAY, "--place", "nowhere"),
        "A report must end after it begins": (*MONDAY, "--to", "2024-02-01"),
        "A report holds at most 367 days.": (*MONDAY, "--to", "2026-02-05"),
        "Invalid value for --from: yesterday": ("--from", "yesterday"),
    }
    for sentence, asked in wrong.items():
        said = hub_command(*place, "coldchain", "report", *asked, "--out", out)
        assert (said.returncode, sentence in said.stderr) == (2, True), said.stderr
    assert not out.exists()
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.4")
    said = hub_command(*place, "coldchain", "check", other)
    assert (said.returncode, "no report of the cold rooms" in said.stderr) == (2, True)
