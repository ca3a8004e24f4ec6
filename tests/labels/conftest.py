"""Somebody of the hub who prints."""

from __future__ import annotations

import pytest

from hub.kernel.words import Language
from hub.people.records import Person
from hub.storage.database import Database


@pytest.fixture
def kari(database: Database) -> Person:
    with database.write() as session:
        person = Person(login="kari", name="Kari", language=Language.NB)
        session.add(person)
    return person
