"""The small cooperative in a fresh database."""

from __future__ import annotations

import pytest

from hub.storage.database import Database
from tests.support.orders_factory import Coop, make_coop


@pytest.fixture
def coop(database: Database) -> Coop:
    with database.write() as session:
        return make_coop(session)
