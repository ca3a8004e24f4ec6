"""How long the next log-in must wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.people.throttle import blocked_until, count_failure, forget, key_of, wait_after
from hub.storage.database import Database
from tests.support.clock import FakeClock


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (11, 1920), (12, 3600), (500, 3600)]
)
def test_five_are_free_then_the_wait_doubles_up_to_an_hour(failures: int, seconds: int) -> None:
    assert wait_after(failures) == timedelta(seconds=seconds)


@given(st.integers(0, 1000))
def test_one_more_failure_never_shortens_the_wait(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1)


def test_the_wait_ends_on_its_second(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        for _ in range(5):
            count_failure(session, "login:x", clock.now())
    clock.advance(29)
    with database.read() as session:
        assert blocked_until(session, "login:x", clock.now()) is not None
    clock.advance(1)
    with database.read() as session:
        assert blocked_until(session, "login:x", clock.now()) is None


def test_a_log_in_that_succeeds_forgets_the_failures(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        for _ in range(6):
            count_failure(session, "login:x", clock.now())
        forget(session, "login:x")
        assert blocked_until(session, "login:x", clock.now()) is None


def test_a_login_counts_the_same_however_it_is_written_and_is_not_kept_as_typed() -> None:
    assert key_of("login", " Kari ") == key_of("login", "kari")
    assert key_of("login", "kari") != key_of("badge", "kari")
    assert "kari" not in key_of("login", "kari")
