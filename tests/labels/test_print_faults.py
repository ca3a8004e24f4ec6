"""What happens to real printers, one fault a test: paper that ends, covers, silence, other printers, and a hub that is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from firmware_sim.label_printer import LabelPrinterDevice
from firmware_sim.printer import PrinterDevice
from hub.devices.drivers.printer import PrinterDriver
from hub.devices.links.streams import open_stream
from hub.kernel.clock import SystemClock
from hub.labels import views
from hub.labels.dialects.head import Head
from hub.labels.rules import JobState, Proof, Trouble
from hub.labels.styles import style_of
from hub.migrations import steps
from hub.people.records import Person
from hub.storage.database import Database, sqlite_url
from hub.worker.printing import Station
from hub.worker.spool import Spool
from tests.support.print_jobs import is_in, proof_of, queued, state_of
from tests.support.printers import (
    LINE,
    driver_to,
    label_driver_to,
    running_label_printer,
    running_printer,
    url_of,
)
from tests.support.source import ROOT
from tests.support.wait import until
from tests.support.web import make_house

CLOCK = SystemClock()
STYLE = style_of(
    ROOT / "config" / "labels",
    named={"crate_label": "crate-102x152"},
    width_dots=832,
    dpi=203,
    dialect="zpl",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A file, so that another process may have it, too."""
    made = Database(sqlite_url(tmp_path / "hub.db"))
    steps.upgrade(made)
    yield made
    made.close()


@pytest.fixture(params=["escpos", "zpl"])
def printer(request: pytest.FixtureRequest) -> Iterator[PrinterDevice]:
    starts = running_label_printer if request.param == "zpl" else running_printer
    with starts() as device:
        yield device


def station_of(device: PrinterDevice, *, serial: str | None = None) -> Station:
    key = device.spec.name
    if isinstance(device, LabelPrinterDevice):
        return Station(key, Head(), label_driver_to(device, proof_s=3.0, serial=serial), STYLE)
    return Station(key, Head(), driver_to(device, proof_s=3.0, serial=serial))


@contextmanager
def running(database: Database, *stations: Station) -> Iterator[Spool]:
    spool = Spool(make_house(database, CLOCK), lambda *_, **__: None, stations)
    spool.start()
    try:
        yield spool
    finally:
        spool.stop()


def queue(database: Database, kari: Person, printer: str = "labels", subject: str = "one") -> int:
    with database.write() as session:
        return queued(session, kari, CLOCK, printer, subject).id


# ---- paper out at label k of n


def test_paper_that_ends_between_two_labels_stops_at_the_next_and_goes_on_with_it(
    database: Database, kari: Person, printer: PrinterDevice
) -> None:
    printer.out_after(2)
    jobs = [queue(database, kari, subject=f"{number}") for number in range(4)]
    with running(database, station_of(printer)):
        # A receipt printer keeps the second one's proof back, a label printer has counted it.
        until(
            lambda: any(state_of(database, job)[1] is Trouble.PAPER_OUT for job in jobs[1:3]),
            what="the reason",
        )
        assert state_of(database, jobs[3]) == (JobState.QUEUED, None)
        assert len(printer.papers) == 2
        printer.set_paper("ok")
        until(is_in(database, jobs[3], JobState.PRINTED), within_s=20, what="the last label")
    counts = isinstance(printer, LabelPrinterDevice)
    assert proof_of(database, jobs[3]) is (Proof.COUNTER if counts else Proof.PROCESS_ID)
    assert {state_of(database, job)[0] for job in jobs} == {JobState.PRINTED}
    assert len(printer.papers) == 4


def test_a_roll_that_ends_in_the_middle_of_a_label_leaves_one_valid_label(
    database: Database, kari: Person, printer: PrinterDevice
) -> None:
    printer.roll_of(60)
    job = queue(database, kari)
    with running(database, station_of(printer)):
        until(is_in(database, job, JobState.SENDING, Trouble.PAPER_OUT), what="the reason")
        assert len(printer.papers) == 0
        printer.roll_of(10_000)
        # Printed, and the torn piece is told of.
        until(is_in(database, job, JobState.PRINTED, Trouble.PAPER_OUT), within_s=20, what="the label")
    assert len(printer.papers) == 1


# ---- cover open mid-label


def test_a_cover_opened_in_the_middle_of_a_label_leaves_one_valid_label_and_the_word_to_throw_half_of_it_away(
    database: Database, kari: Person, printer: PrinterDevice
) -> None:
    printer.open_after(20)
    job, after = queue(database, kari), queue(database, kari, subject="two")
    with running(database, station_of(printer)):
        until(is_in(database, job, JobState.SENDING, Trouble.COVER_OPEN), what="the reason")
        printer.set_cover("closed")
        until(is_in(database, after, JobState.PRINTED), within_s=20, what="the next label")
    assert state_of(database, job) == (JobState.PRINTED, Trouble.COVER_OPEN)
    with database.read() as session:
        assert views.job_row(session, job).torn
    assert len(printer.papers) == 2
    first, second = printer.papers
    assert first.codes == second.codes
    if isinstance(printer, LabelPrinterDevice):
        # The printer prints the torn label anew by itself: the same number, counted once.
        assert (printer.torn, printer.counted) == (1, 2)
    else:
        assert (first.record["pieces"], second.record["pieces"]) == (2, 1)


# ---- a printer that says nothing


def test_a_printer_that_freezes_is_given_up_within_ten_seconds_and_holds_up_nobody(
    database: Database, kari: Person
) -> None:
    """A whole simulator process is stopped (SIGSTOP): its port still takes connections, as a frozen printer's does."""
    with ExitStack() as stack:
        frozen = subprocess.Popen([sys.executable, "-c", FROZEN], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        stack.callback(frozen.wait, 10)
        stack.callback(frozen.kill)
        assert frozen.stdout is not None
        stack.callback(frozen.stdout.close)
        port = int(frozen.stdout.readline())
        notes = stack.enter_context(running_printer("notes"))
        labels = Station("labels", Head(), driver_to_port(port))
        frozen.send_signal(signal.SIGSTOP)
        stack.enter_context(running(database, labels, station_of(notes)))
        begun = monotonic()
        job, other = queue(database, kari), queue(database, kari, "notes", "two")
        until(is_in(database, other, JobState.PRINTED), what="the other printer's paper")
        until(is_in(database, job, JobState.QUEUED, Trouble.NO_ANSWER), what="the word that it is silent")
        assert monotonic() - begun < 10
        frozen.send_signal(signal.SIGCONT)
        until(is_in(database, job, JobState.PRINTED), within_s=20, what="the label after the thaw")


FROZEN = """
import threading
from firmware_sim.printer import PrinterDevice, PrinterSpec
device = PrinterDevice(PrinterSpec("labels", tcp=0))
device.start()
print(device.links()["tcp"].rpartition(":")[2], flush=True)
threading.Event().wait()
"""


def driver_to_port(port: int) -> PrinterDriver:
    return PrinterDriver(lambda: open_stream(f"socket://127.0.0.1:{port}", LINE), CLOCK)


# ---- another printer at this address


def test_two_printers_that_changed_places_print_nothing_until_they_are_put_right(
    database: Database, kari: Person, printer: PrinterDevice
) -> None:
    printer.set_serial_number("THE-OTHER-ONE")
    job = queue(database, kari)
    with running(database, station_of(printer, serial="J4XF012345")):
        until(is_in(database, job, JobState.QUEUED, Trouble.WRONG_PRINTER), what="the word")
        assert len(printer.papers) == 0
        printer.set_serial_number("J4XF012345")
        until(is_in(database, job, JobState.PRINTED), within_s=20, what="the label")
    assert len(printer.papers) == 1


# ---- kill -9 between send and commit

MIDDLE = 200


@pytest.mark.parametrize(
    ("at", "states"),
    [
        # While it is asked how it is: nothing was promised, and the label comes out once.
        ("questions", {JobState.PRINTED}),
        ("first", {JobState.UNCERTAIN}),
        ("middle", {JobState.UNCERTAIN}),
        ("last", {JobState.UNCERTAIN}),
        # The printer's word is on its way: the hub may have written it down or not.
        ("proof", {JobState.UNCERTAIN, JobState.PRINTED}),
    ],
)
def test_a_hub_that_is_killed_while_a_label_leaves_never_prints_it_again(
    database: Database, kari: Person, at: str, states: set[JobState]
) -> None:
    job = queue(database, kari)
    killed = Event()
    with running_printer() as printer:
        receive = printer.receive
        heard = bytearray()

        def killing(chunk: bytes) -> bytes:
            heard.extend(chunk)
            paper = heard.partition(b"\x1b@")[2]
            now = {
                "questions": not paper,
                "first": bool(paper),
                "middle": len(paper) > MIDDLE,
                "last": b"\x1d(H" in heard,
                "proof": b"\x1d(H" in heard,
            }[at]
            answer = receive(chunk)
            if not now or killed.is_set():
                return answer
            if at != "proof":
                hub.kill()
                hub.wait(10)
            killed.set()
            return answer if at == "proof" else b""

        printer.receive = killing  # type: ignore[method-assign]
        hub = subprocess.Popen(
            [sys.executable, "-m", "tests.support.spool_process", str(database.url), url_of(printer)],
            cwd=ROOT,
        )
        until(killed.is_set, within_s=60, what="the kill")
        hub.kill()
        hub.wait(10)
        printer.receive = receive  # type: ignore[method-assign]
        printer.power_cycle()
        came_out = len(printer.papers)
        with running(database, station_of(printer)):
            after = queue(database, kari, subject="two")
            until(is_in(database, after, JobState.PRINTED), within_s=20, what="the next label")
        assert state_of(database, job)[0] in states
        again = 1 if at == "questions" else 0
        assert (came_out <= 1, len(printer.papers)) == (True, came_out + 1 + again)
