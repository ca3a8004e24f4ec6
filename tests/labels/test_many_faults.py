"""Labels through fault after fault, each answered as a person at the printer would: none lost, none valid twice. The long run is a benchmark."""

from __future__ import annotations

import pytest

from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.print_run import Fault, run
from tests.support.web import make_house

LABELS, FAULTS = 120, 40


@pytest.mark.parametrize("seed", [5, 6])
def test_no_label_is_lost_and_none_is_valid_twice(
    sqlite_database_url: str, clock: FakeClock, seed: int
) -> None:
    database = Database(sqlite_database_url)
    result = run(make_house(database, clock), clock, labels=LABELS, faults=FAULTS, seed=seed)
    database.close()
    assert (result.lost, result.valid_twice, result.open_jobs) == (0, 0, 0)
    assert sum(result.papers.values()) == LABELS
    # Every kind of fault was met, and none but the three that leave a doubt was asked about.
    assert set(result.met) == set(Fault)
    doubtful = result.met[Fault.DROPPED] + result.met[Fault.KILLED] + result.met[Fault.NO_WORD]
    assert 0 < result.uncertain <= doubtful <= FAULTS
