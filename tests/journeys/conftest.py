"""Each journey has a hub, a database and devices of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.running_hub import RunningHub, running_hub


@pytest.fixture
def sqlite_hub(tmp_path: Path, demo_folder: Path) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "data", None, demo_folder) as hub:
        yield hub


@pytest.fixture
def postgres_hub(tmp_path: Path, postgres_database_url: str) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "data", postgres_database_url) as hub:
        yield hub
