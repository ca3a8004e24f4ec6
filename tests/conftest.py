"""Fixtures that every room of tests may use: real databases of both kinds, and a clock that stands still."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from hub.migrations import steps
from hub.storage.database import Database, sqlite_url
from tests.support.clock import FakeClock
from tests.support.demo import load_demo
from tests.support.made_once import make_once
from tests.support.postgres import Cluster, Pool, cluster
from tests.support.running_hub import chromium
from tests.support.shared import Shared

# How long an example takes belongs to the machine and its other work: speed is measured in benchmarks.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
JOURNEYS = Path(__file__).parent / "journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walks of more than a minute go first: begun last, they would be waited for by idle processes."""
    items.sort(key=lambda item: not item.path.is_relative_to(JOURNEYS))


def pytest_collection_finish() -> None:
    """What is there now stays to the end: the collector need not look through the thousands of tests again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _what_is_always_alike_is_made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        make_once(patch)
        yield


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, closed SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "hub.db"
    database = Database(sqlite_url(path))
    steps.upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """The processes of one run have folders of their own beside each other."""
    base = tmp_path_factory.getbasetemp()
    return Shared(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def postgres(shared: Shared) -> Iterator[Cluster]:
    with cluster(shared) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_pool(postgres: Cluster) -> Pool:
    postgres.create("migrated")
    database = Database(postgres.url("migrated"))
    steps.upgrade(database)
    database.close()
    return Pool(postgres, "migrated")


@pytest.fixture(scope="session")
def demo_folder(shared: Shared) -> Path:
    """A data folder with the demonstration in it, to copy."""
    return shared.once("demo", load_demo)


@pytest.fixture
def sqlite_database_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "hub.db"
    shutil.copyfile(sqlite_template, path)
    return sqlite_url(path)


@pytest.fixture
def postgres_database_url(postgres_pool: Pool) -> Iterator[str]:
    with postgres_pool.one() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database of each kind."""
    url: str = request.getfixturevalue(
        "sqlite_database_url" if request.param == "sqlite" else "postgres_database_url"
    )
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def engine() -> Iterator[Browser]:
    """A real Chromium, one for each process of tests: Playwright keeps one event loop a process."""
    with chromium() as started:
        yield started


@pytest.fixture
def sqlite_database(sqlite_database_url: str) -> Iterator[Database]:
    """For tests that ask nothing of the database: the quicker of the two, without the other."""
    opened = Database(sqlite_database_url)
    yield opened
    opened.close()
