"""A spool in a process of its own, so that it can be killed: `python -m tests.support.spool_process DATABASE-URL PRINTER-URL`."""

from __future__ import annotations

import sys
from functools import partial
from threading import Event

from hub.devices.drivers.printer import PrinterDriver
from hub.devices.links.streams import open_stream
from hub.kernel.clock import SystemClock
from hub.labels.dialects.head import Head
from hub.storage.database import Database
from hub.worker.printing import Station
from hub.worker.spool import Spool
from tests.support.printers import LINE
from tests.support.web import make_house


def main(database_url: str, printer_url: str) -> None:
    clock = SystemClock()
    driver = PrinterDriver(partial(open_stream, printer_url, LINE), clock)
    spool = Spool(
        make_house(Database(database_url), clock), lambda *_, **__: None, [Station("labels", Head(), driver)]
    )
    spool.start()
    Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
