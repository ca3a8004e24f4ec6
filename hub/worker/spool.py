"""The print spool: a thread for each printer in the settings, and what must be put right before the first of them runs.

A job found `sending` at the start was under way when the hub stopped: it becomes `uncertain`, and a person answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from hub.kernel.clock import Clock
from hub.labels import service
from hub.labels.records import PrintJob
from hub.labels.rules import JobState, Trouble
from hub.storage.database import Database
from hub.worker.live import Publish
from hub.worker.printing import PrinterLine, Station


class Spool:
    """Start it once; `wake` it after a commit that queued a paper, or let it find the paper by itself."""

    def __init__(
        self, stations: Sequence[Station], database: Database, clock: Clock, publish: Publish
    ) -> None:
        self._stations = tuple(stations)
        self._database = database
        self._clock = clock
        self._lines = [PrinterLine(station, database, clock, publish) for station in stations]

    def start(self) -> None:
        self.recover()
        for line in self._lines:
            line.start()

    def stop(self) -> None:
        for line in self._lines:
            line.stop()

    def wake(self) -> None:
        """Called from any thread, after a commit."""
        for line in self._lines:
            line.wake()

    def recover(self) -> None:
        """Papers that were under way become uncertain; papers for a printer that is not in the settings say so."""
        known = {station.key for station in self._stations}
        with self._database.write() as session:
            for job_id in session.scalars(
                select(PrintJob.id).where(PrintJob.state == JobState.SENDING)
            ).all():
                service.mark(
                    session, job_id, JobState.UNCERTAIN, trouble=Trouble.HUB_STOPPED, clock=self._clock
                )
            waiting = select(PrintJob.id).where(
                PrintJob.state == JobState.QUEUED, PrintJob.printer.not_in(known)
            )
            for job_id in session.scalars(waiting).all():
                service.say_trouble(session, job_id, Trouble.UNKNOWN_PRINTER, clock=self._clock)
