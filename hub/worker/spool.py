"""The print spool: a thread for each printer in the settings, and what must be put right before the first of them runs.

A job found `sending` at the start was under way when the hub stopped: it becomes `uncertain`, and a person answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import select

from hub.devices.drivers.label_printer import LabelPrinterDriver
from hub.devices.drivers.one_way_printer import OneWayDriver
from hub.devices.drivers.printer import PrinterDriver
from hub.devices.drivers.queue_printer import QueueDriver
from hub.devices.links.ipp import IppQueue
from hub.devices.links.streams import open_stream
from hub.devices.spec import PDF, ZPL, PrinterSpec, is_queue
from hub.devices.supervisor import Supervisor
from hub.kernel.clock import Clock
from hub.labels import service
from hub.labels.records import PrintJob
from hub.labels.rules import JobState, Trouble
from hub.settings import LABELS_FOLDER
from hub.wiring import House, looks_of
from hub.worker.live import Publish
from hub.worker.printing import Driver, PrinterLine, Station


class Spool:
    """Start it once; `wake` it after a commit that queued a paper, or let it find the paper by itself.

    `stations` are the printers of the settings unless a caller brings its own.
    """

    def __init__(self, house: House, publish: Publish, stations: Sequence[Station] | None = None) -> None:
        self._stations = stations_of(house) if stations is None else tuple(stations)
        self._database = house.database
        self._clock = house.clock
        self._threads = Supervisor()
        self._lines = [
            PrinterLine(station, house.database, house.clock, publish) for station in self._stations
        ]

    def start(self) -> None:
        self.recover()
        for station, line in zip(self._stations, self._lines, strict=True):
            self._threads.start(f"printer-{station.key}", line.run)

    def stop(self) -> None:
        self._threads.stop()

    def wake(self, printer: str | None = None) -> None:
        """Called from any thread, after a commit: one printer looks at its queue, or all of them."""
        for station, line in zip(self._stations, self._lines, strict=True):
            if printer in (None, station.key):
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


def stations_of(house: House) -> tuple[Station, ...]:
    """The printers of the settings, as the spool needs them."""
    folder = house.settings.config_dir / LABELS_FOLDER
    return tuple(station_of(spec, house.clock, folder) for spec in house.settings.devices.printers)


def station_of(spec: PrinterSpec, clock: Clock, layouts: Path) -> Station:
    """Raises NotFound for a layout that went away since the settings were read."""
    looks = looks_of(spec, layouts)
    return Station(key=spec.key, head=looks.head, driver=driver_of(spec, clock), style=looks.style)


def driver_of(spec: PrinterSpec, clock: Clock) -> Driver:
    if is_queue(spec.url):
        return QueueDriver(
            IppQueue(spec.url), clock, confirms=spec.confirms, serial=spec.serial, pdf=spec.language == PDF
        )
    open_line = partial(open_stream, spec.url, spec.line)
    if not spec.answers:
        return OneWayDriver(open_line, clock)
    speaks = LabelPrinterDriver if spec.language == ZPL else PrinterDriver
    return speaks(open_line=open_line, clock=clock, confirms=spec.confirms, serial=spec.serial)
