"""From "saved" to the last byte at the printer, over the broker as in `hub run`; and labels and notes drawn for the screen and for paper.

The printer is a socket that answers its questions at once and notes when the order to cut has come: what is measured is ours. The label
is queued as a weighed crate queues it; the clock starts when the transaction has been committed.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, process_time

from benchmarks.measure import Row, house, ms, rank, timed
from hub.devices.drivers.printer import PrinterDriver
from hub.devices.events import MessageHeard
from hub.devices.links.mqtt import Bus
from hub.devices.links.streams import open_stream
from hub.kernel.clock import SystemClock
from hub.kernel.words import Language
from hub.labels import service, views
from hub.labels.content import PaperKind
from hub.labels.dialects.head import Head
from hub.labels.drawing import Style, draw_picture
from hub.labels.plain import plain_of
from hub.labels.render import layout_named, render
from hub.people.records import Person
from hub.settings import BrokerSettings, OwnBroker
from hub.storage.database import Database
from hub.wiring import wake_printers
from hub.worker import runner
from hub.worker.broker import start_broker
from hub.worker.printing import Station
from hub.worker.spool import Spool
from tests.support.labels_factory import CARROTS
from tests.support.printers import LINE

LAYOUTS = Path("config/labels")
LABELS, PICTURES, DRAWN = 120, 60, 60
TARGET_S = 0.050
PREVIEWS_A_SECOND = 100
READY = b"\x12"
_DONE = re.compile(rb"\x1d\(H\x06\x0000(....)", re.DOTALL)
_CUT = b"\x1dVB"


class Sink:
    """A receipt printer without paper: ready at every question, done as soon as it is asked."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.cut = Event()
        self.at = 0.0
        Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"socket://127.0.0.1:{self._server.getsockname()[1]}"

    def close(self) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line, suppress(ConnectionError):
                self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        heard = b""
        while piece := line.recv(4096):
            heard += piece
            if _CUT in heard and not self.cut.is_set():
                self.at = perf_counter()
                self.cut.set()
            if heard[-3:-1] == b"\x10\x04":
                line.sendall(READY)
            elif done := _DONE.search(heard):
                line.sendall(b"\x37\x22" + done[1] + b"\0")
                heard = b""


def rows() -> Iterator[Row]:
    waits = measure()
    yield Row("crate saved to last byte at the printer, median", ms(rank(waits, 50)), "no target")
    worst = rank(waits, 99)
    yield Row(
        f"crate saved to last byte at the printer, p99 of {len(waits)}",
        ms(worst),
        f"< {ms(TARGET_S)}",
        worst < TARGET_S,
    )
    yield from _drawn()


def measure() -> list[float]:
    """Seconds for each label, from the end of the transaction."""
    clock = SystemClock()
    waits = []
    with ExitStack() as stack:
        opened, folder = stack.enter_context(house())
        settings = replace(opened.settings, data_dir=folder, broker=BrokerSettings(None, OwnBroker.AUTO))
        broker = start_broker(settings, opened.clock)
        stack.callback(broker.stop)
        sink = Sink()
        stack.callback(sink.close)
        driver = PrinterDriver(partial(open_stream, sink.url, LINE), clock)
        spool = Spool(opened, lambda *_, **__: None, [Station("labels", Head(), driver)])

        def hear(message: MessageHeard, acknowledge: Callable[[], None]) -> None:
            acknowledge()
            runner.obey(message, {}, spool.wake)

        bus = Bus(broker.url, "benchmark-printing", clock, hear=hear, topics=("samlast/command/printer/+",))
        bus.start()
        stack.callback(bus.stop)
        opened.live.speak_through(bus.command)
        opened.database.after_commit(partial(wake_printers, opened.live))
        spool.start()
        stack.callback(spool.stop)
        with opened.database.write() as session:
            kari = Person(login="kari", name="Kari", language=Language.NB)
            session.add(kari)
        for number in range(LABELS + 5):
            sink.cut.clear()
            with opened.database.write() as session:
                service.queue(
                    session,
                    printer="labels",
                    kind=PaperKind.CRATE_LABEL,
                    subject=f"crate:{number}",
                    language=Language.NB,
                    content=CARROTS,
                    by=kari,
                    clock=clock,
                )
            saved = perf_counter()
            if not sink.cut.wait(10):
                raise TimeoutError(f"label {number} never came")
            waits.append(max(0.0, sink.at - saved))
            # The proof and its commit belong to the label before.
            while _open_jobs(opened.database):
                Event().wait(0.005)
    return waits[5:]


def _open_jobs(database: Database) -> int:
    with database.read() as session:
        board = views.jobs_board(session)
    return len(board.waiting) + len(board.uncertain)


def _drawn() -> Iterator[Row]:
    crate = layout_named(LAYOUTS, "crate-102x152")
    stored = CARROTS.as_json()
    draw = partial(
        draw_picture,
        CARROTS.kind,
        stored,
        language=Language.NB,
        copy=1,
        head=Head(),
        style=Style({"crate": crate}, "zpl"),
    )
    draw()
    begun = process_time()
    for _ in range(PICTURES):
        draw()
    rate = PICTURES / (process_time() - begun)
    yield Row(
        "crate label as PNG, 102 x 152 mm, on one processor",
        f"{rate:.0f} /s",
        f"> {PREVIEWS_A_SECOND} /s",
        rate > PREVIEWS_A_SECOND,
    )
    plain = plain_of(CARROTS, language=Language.NB)
    zpl = rank(timed(lambda: render(crate, plain, "zpl"), DRAWN), 50)
    yield Row("crate label as ZPL, median", ms(zpl), "no target")
