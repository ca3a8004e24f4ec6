"""The application on a real database, and people to look at it with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from hub.people.records import Person
from hub.storage.database import Database
from hub.web.app import create_app
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.web import Browser, make_house, make_person

EnterAs = Callable[..., Browser]


@pytest.fixture
def house(database: Database, clock: FakeClock) -> House:
    return make_house(database, clock)


@pytest.fixture
def app(house: House) -> Flask:
    return create_app(house)


@pytest.fixture
def enter_as(app: Flask, house: House) -> EnterAs:
    """A browser of a new person with these roles; none of them means nobody is logged in."""

    def enter(*roles: str) -> Browser:
        if not roles:
            return Browser(app, house)
        with house.database.write() as session:
            person: Person = make_person(session, house, *roles)
        return Browser(app, house, person)

    return enter
