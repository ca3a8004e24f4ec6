"""What happens by the clock and not by an event: each job is one transaction, and a failing one never ends the others.

Not for: work that a person or a device starts.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from hub.kernel.clock import Clock

log = logging.getLogger(__name__)
# A mail server that does not answer, and a look a month back, must not hold up the sign of life.
THREADS = 4


@dataclass(frozen=True, slots=True)
class Job:
    """`work` opens its own transaction. The first run is one period after the start, or `first_after_s`."""

    name: str
    every_s: int
    work: Callable[[], None]
    first_after_s: int | None = None


class Jobs:
    """APScheduler in a thread of its own; a job that is still running is not started a second time."""

    def __init__(self, jobs: Sequence[Job], clock: Clock) -> None:
        self._clock = clock
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(THREADS)},
            # A machine that slept runs a missed job once, however many times it was missed.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for job in jobs:
            self._scheduler.add_job(
                guarded(job),
                "interval",
                seconds=job.every_s,
                id=job.name,
                next_run_time=self._first_run(job),
            )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def begin_anew(self) -> None:
        """Every job is due now: after the wall clock was set back, its next run would else wait for the old hour to come again."""
        for job in self._scheduler.get_jobs():
            self._scheduler.modify_job(job.id, next_run_time=self._clock.now())

    def _first_run(self, job: Job) -> datetime:
        after_s = job.every_s if job.first_after_s is None else job.first_after_s
        return self._clock.now() + timedelta(seconds=after_s)


def guarded(job: Job) -> Callable[[], None]:
    """The edge of a job: what goes wrong is logged with its traceback, and the next run comes all the same."""

    def run() -> None:
        try:
            job.work()
        except Exception:  # the edge of a job
            log.exception("the job %s failed and runs again in %s s", job.name, job.every_s)

    return run
