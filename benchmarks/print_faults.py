"""Labels through the spool to a printer that goes wrong again and again: none lost, none valid twice, no more questions than faults.

`make bench` sends a thousand through fifty faults; `python -m benchmarks.print_faults --long` ten thousand through five hundred, which
takes some two minutes. The printer and the time are made up (`tests/support/print_run.py`), database, spool and drawing are real.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.measure import Row
from hub.migrations import steps
from hub.storage.database import Database, sqlite_url
from tests.support.clock import FakeClock
from tests.support.print_run import Result, run
from tests.support.web import make_house

SHORT, LONG = (1_000, 50), (10_000, 500)


def rows(size: tuple[int, int] = SHORT) -> Iterator[Row]:
    # Each fault is told in the log, which is not the point here.
    logging.getLogger("hub.worker").setLevel(logging.ERROR)
    result, seconds = _measured(*size)
    labels, faults = size
    each = ", ".join(f"{count} {fault}" for fault, count in sorted(result.met.items()))
    yield Row(
        f"{labels:,} labels through {faults} faults ({each})",
        f"{result.lost} lost, {result.valid_twice} twice, {result.uncertain} uncertain",
        f"0, 0, at most {faults}",
        (result.lost, result.valid_twice, result.open_jobs) == (0, 0, 0) and result.uncertain <= faults,
    )
    yield Row("of these, labels a second", f"{labels / seconds:.0f} /s", "no target")


def _measured(labels: int, faults: int) -> tuple[Result, float]:
    clock = FakeClock()
    with TemporaryDirectory() as folder:
        database = Database(sqlite_url(Path(folder) / "hub.db"))
        steps.upgrade(database)
        begun = perf_counter()
        result = run(make_house(database, clock), clock, labels=labels, faults=faults)
        seconds = perf_counter() - begun
        database.close()
    return result, seconds


if __name__ == "__main__":
    for row in rows(LONG if "--long" in sys.argv[1:] else SHORT):
        print(row, flush=True)
