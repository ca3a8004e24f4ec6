"""Timed jobs: run, run again after a failure, and end with the house."""

import logging
from threading import Event

import pytest

from hub.kernel.clock import SystemClock
from hub.worker.jobs import Job, Jobs, guarded
from tests.support.wait import until


def test_a_job_runs_and_a_failing_one_does_not_end_the_others(caplog: pytest.LogCaptureFixture) -> None:
    ran = Event()

    def fail() -> None:
        raise RuntimeError("no room")

    jobs = Jobs(
        [Job("failing", 3_600, fail, first_after_s=0), Job("good", 3_600, ran.set, first_after_s=0)],
        SystemClock(),
    )
    jobs.start()
    assert ran.wait(10)
    until(lambda: "the job failing failed and runs again in 3600 s" in caplog.text)
    jobs.stop()


def test_what_goes_wrong_in_a_job_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError("no room")

    with caplog.at_level(logging.ERROR):
        guarded(Job("sweep", 60, fail))()
    (record,) = caplog.records
    assert record.exc_info is not None


def test_stopping_before_the_start_is_harmless() -> None:
    jobs = Jobs([], SystemClock())
    jobs.stop()
    jobs.start()
    jobs.stop()
