"""One browser for all journeys of a worker; each journey has a hub, a database and devices of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.running_hub import RunningHub, chromium, running_hub


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def sqlite_hub(tmp_path: Path) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "data", None) as hub:
        yield hub


@pytest.fixture
def postgres_hub(tmp_path: Path, postgres_database_url: str) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "data", postgres_database_url) as hub:
        yield hub
