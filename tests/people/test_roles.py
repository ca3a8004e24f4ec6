"""The roles file: what it gives, and that every fault in it is told at once with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.kernel.errors import Misconfigured
from hub.people.permissions import Permission
from hub.people.roles import read_roles

CONFIG = Path(__file__).parents[2] / "config" / "roles.toml"

FAULTY = """\
[cook]
name = { nb = "Kokk", sv = "Kock", en = "Cook" }
permissions = ["orders:order:place", "orders:order:eat"]
hat = "tall"

[driver]
name = { nb = "Sjåfør", sv = "", en = "Driver" }
permissions = []
"""


def test_the_distributed_file_has_the_seven_roles_of_the_house() -> None:
    roles = read_roles(CONFIG)
    assert [role.key for role in roles.every] == [
        "hub_worker",
        "coordinator",
        "producer",
        "kitchen",
        "quality",
        "driver",
        "administrator",
    ]


def test_every_right_is_given_to_somebody() -> None:
    roles = read_roles(CONFIG)
    given = roles.permissions_of(role.key for role in roles.every)
    assert set(Permission) - given == set()


def test_a_kitchen_may_order_for_itself_and_not_look_at_everybodys_orders() -> None:
    rights = read_roles(CONFIG).permissions_of(["kitchen"])
    assert Permission.ORDERS_PLACE in rights
    assert Permission.ORDERS_READ_ALL not in rights


def test_a_role_that_the_file_does_not_name_gives_no_right() -> None:
    assert read_roles(CONFIG).permissions_of(["captain"]) == frozenset()


def test_two_roles_give_the_rights_of_both() -> None:
    rights = read_roles(CONFIG).permissions_of(["producer", "driver"])
    assert {Permission.LINES_ANSWER, Permission.STOP_DELIVER} <= rights


def test_all_faults_of_the_file_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "roles.toml"
    path.write_text(FAULTY, encoding="utf-8")
    with pytest.raises(Misconfigured) as caught:
        read_roles(path)
    assert [(fault.key, fault.line) for fault in caught.value.faults] == [
        ("cook.hat", 4),
        ("cook.permissions", 3),
        ("driver.name", 7),
        ("driver.permissions", 8),
    ]
    assert "orders:order:eat" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"), [("", "at least one role"), ("[cook", "cannot be read"), ("cook = 3", "is a table")]
)
def test_a_file_that_is_no_roles_file_is_a_fault_and_no_crash(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "roles.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured, match=says):
        read_roles(path)


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="not there"):
        read_roles(tmp_path / "roles.toml")
