"""The roles of the distributed file, and one person who was there before the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.kernel.words import Language
from hub.people.records import Person
from hub.people.roles import Roles, read_roles
from hub.people.service import create_person
from hub.storage.database import Database
from tests.support.clock import FakeClock


@pytest.fixture
def roles() -> Roles:
    return read_roles(Path(__file__).parents[2] / "config" / "roles.toml")


@pytest.fixture
def admin(database: Database, clock: FakeClock, roles: Roles) -> Person:
    with database.write() as session:
        return create_person(
            session,
            by=None,
            clock=clock,
            login="Admin@Hub.example",
            name="Astrid Administrator",
            language=Language.NB,
            roles=["administrator"],
            known_roles=roles,
        )
