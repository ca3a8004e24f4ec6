"""The first page says what waits, and what went silent, to whom it concerns."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from hub.orders.records import Order
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.orders_factory import Coop, make_coop, order
from tests.support.web import Browser
from tests.web.conftest import EnterAs


@pytest.fixture
def coop(house: House) -> Coop:
    with house.database.write() as session:
        return make_coop(session)


@pytest.fixture
def placed(house: House, coop: Coop, clock: FakeClock) -> Order:
    with house.database.write() as session:
        return order(session, coop, clock)


def count_at(page: str, address: str) -> int | None:
    card = page.split(f'<a class="task" href="{address}"')[1].split("</a>", maxsplit=1)[0]
    found = re.search(r"task-count[^>]*>(\d+)</span>", card)
    return int(found[1]) if found else None


def test_a_card_counts_what_waits_there_and_is_quiet_where_nothing_does(
    app: Flask, house: House, coop: Coop, placed: Order
) -> None:
    page = Browser(app, house, coop.coordinator).get("/").text

    assert count_at(page, "/planning/week") == len(placed.lines) == 2
    assert count_at(page, "/jobs") is None
    assert count_at(page, "/picking") is None


def test_a_producer_counts_its_own_lines_only(
    app: Flask, house: House, coop: Coop, placed: Order, enter_as: EnterAs
) -> None:
    own = count_at(Browser(app, house, coop.farmer).get("/").text, "/producer/lines")

    assert own == len(placed.lines) == 2
    assert count_at(enter_as("producer").get("/").text, "/producer/lines") is None


def test_silent_lines_stand_before_everything_else_for_the_coordinator_and_their_kitchen(  # noqa: PLR0917 - fixtures
    app: Flask, house: House, coop: Coop, placed: Order, clock: FakeClock, enter_as: EnterAs
) -> None:
    cards = '<div class="tasks">'
    clock.advance(4 * 24 * 3600)

    for person in (coop.coordinator, coop.cook):
        page = Browser(app, house, person).get("/").text
        assert "have gone silent" in page.split(cards)[0]
        assert f"orders/{placed.id}" in page.split(cards)[0]
    assert "gone silent" not in enter_as("hub_worker").get("/").text
