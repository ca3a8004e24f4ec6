"""The chain of weighings when somebody with the database file in hand changed it: every way is found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from hub.receiving.records import Weighing
from hub.receiving.verify import ChainFault, Finding, weighings
from hub.receiving.weighings import record_weighing
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import load


@pytest.fixture
def three(sqlite_database_url: str, clock: FakeClock) -> str:
    """A file with three weighings, closed."""
    database = Database(sqlite_database_url)
    with database.write() as session:
        for kilograms in ("1.5", "2.5", "3.5"):
            record_weighing(session, load(kilograms, clock.now()))
    database.close()
    return sqlite_database_url


def _tamper(url: str, *statements: str) -> list[Finding]:
    """Change the file with the triggers gone, as a thief would; then look."""
    path = Path(url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as thief:
        for (name,) in thief.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'weighing'"
        ).fetchall():
            thief.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            thief.execute(statement)
    thief.close()
    database = Database(url)
    with database.read() as session:
        found = weighings(session)
    database.close()
    return found


def test_an_untouched_chain_is_whole(three: str) -> None:
    assert _tamper(three) == []


def test_a_changed_weight_is_found(three: str) -> None:
    found = _tamper(three, "UPDATE weighing SET net = 2400000 WHERE number = 2")
    assert found == [Finding(ChainFault.ALTERED, "goods_in", 2)]


def test_a_missing_weighing_is_found(three: str) -> None:
    found = _tamper(three, "DELETE FROM weighing WHERE number = 2")
    assert found == [
        Finding(ChainFault.GAP, "goods_in", 2),
        Finding(ChainFault.UNLINKED, "goods_in", 3),
    ]


def test_a_cut_tail_is_found_by_the_running_number(three: str) -> None:
    found = _tamper(three, "DELETE FROM weighing WHERE number = 3")
    assert found == [Finding(ChainFault.CUT_OFF, "goods_in", 3)]


def test_two_swapped_weighings_are_found(three: str) -> None:
    found = _tamper(
        three,
        "UPDATE weighing SET number = 99 WHERE number = 2",
        "UPDATE weighing SET number = 2 WHERE number = 3",
        "UPDATE weighing SET number = 3 WHERE number = 99",
    )
    assert {finding.fault for finding in found} == {ChainFault.ALTERED, ChainFault.UNLINKED}


def test_the_database_itself_refuses_to_change_a_weighing(three: str) -> None:
    database = Database(three)
    with pytest.raises(Exception, match="append-only"), database.write() as session:
        session.query(Weighing).update({"shown": "9.99 kg"})
    database.close()
