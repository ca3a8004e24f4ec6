"""Addresses that cannot be: one rule for days, rows and words, in the path and after the question mark."""

from __future__ import annotations

from datetime import date

import pytest

from hub.storage.database import Database
from hub.web.addresses import day_from
from tests.web.conftest import EnterAs

EVERY_ROLE = ("administrator", "coordinator", "hub_worker", "driver", "quality")


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.mark.parametrize(
    "address",
    [
        "/planning/week?from=x",
        "/planning/week?from=0001-01-01",
        "/planning/week?from=9999-12-31",
        "/planning/week?from=20261123",
        "/planning/orders?before=x",
        "/receiving?day=zz",
        "/receiving?scale=x&day=2026-13-01",
        "/loads?day=zz",
        "/loads?day=2026-02-30",
        "/stops?day=-1",
        "/weighings?day=yesterday",
        "/day-sheets?before=x",
        "/put-away?crate=x",
        "/rooms/COLD-1/series?period=x",
    ],
)
def test_what_an_address_asks_for_and_cannot_be_is_named_with_a_way_on(
    enter_as: EnterAs, address: str
) -> None:
    answer = enter_as(*EVERY_ROLE).get(address)
    assert answer.status_code == 404
    assert "there is no such thing" in answer.text
    assert f'href="{address.split("?", maxsplit=1)[0]}"' in answer.text


@pytest.mark.parametrize(
    "address", ["/picking/2026-99-99/1", "/receiving/zz/farms/1", "/receiving/2026-W48-1/goods/1"]
)
def test_a_path_that_cannot_be_leads_to_the_start(enter_as: EnterAs, address: str) -> None:
    answer = enter_as(*EVERY_ROLE).get(address)
    assert answer.status_code == 404
    assert "The address is wrong" in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize(
    "address", ["/planning/week?from=", "/loads?day=", "/weighings?day=&scale=", "/planning/orders?before="]
)
def test_an_empty_part_asks_for_nothing(enter_as: EnterAs, address: str) -> None:
    assert enter_as(*EVERY_ROLE).get(address).status_code == 200


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("2000-01-01", date(2000, 1, 1)),
        ("1999-12-31", None),
        ("3000-01-01", None),
        ("2026-11-31", None),
        ("20261123", None),
        ("2026-W48-1", None),
        ("", None),
    ],
)
def test_one_day_has_one_address(text: str, day: date | None) -> None:
    assert day_from(text) == day
