"""What every measurement needs: a migrated house on a file of its own, medians, and the row it prints."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from hub.cli.running import calm_the_collector
from hub.kernel.clock import SystemClock
from hub.migrations import steps
from hub.storage.database import Database, sqlite_url
from hub.wiring import House
from tests.support.postgres import cluster
from tests.support.shared import Shared
from tests.support.web import make_house


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `holds` is None where there is no target."""

    what: str
    measured: str
    against: str
    holds: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "held", False: "MISSED", None: ""}[self.holds]
        return f"| {self.what} | {self.measured} | {self.against} | {verdict} |"


@contextmanager
def house() -> Iterator[tuple[House, Path]]:
    """A house of the distributed settings on an empty SQLite file, and the folder it lies in."""
    with TemporaryDirectory() as folder, _migrated(sqlite_url(Path(folder) / "hub.db")) as database:
        yield make_house(database, SystemClock()), Path(folder)


@contextmanager
def empty_database() -> Iterator[Database]:
    """A migrated SQLite file."""
    with house() as (opened, _folder):
        yield opened.database


@contextmanager
def empty_postgres() -> Iterator[Database]:
    """A migrated database of a PostgreSQL of its own, which writes through to the disk as a real one."""
    with TemporaryDirectory() as folder, cluster(Shared(Path(folder)), durable=True) as running:
        running.create("bench")
        with _migrated(running.url("bench")) as database:
            yield database


@contextmanager
def _migrated(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        steps.upgrade(database)
        yield database
    finally:
        database.close()


def rank(times: Sequence[float], per_cent: int) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(times)
    return ordered[max(0, -(-len(ordered) * per_cent // 100) - 1)]


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Seconds of each run."""
    found = []
    for _ in range(times):
        begun = perf_counter()
        work()
        found.append(perf_counter() - begun)
    return found


def ms(seconds: float) -> str:
    return f"{seconds * 1_000:.2f} ms"


@contextmanager
def as_in_the_hub() -> Iterator[None]:
    """Python's collector as `hub run` has it."""
    before = gc.get_threshold()
    calm_the_collector()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
