"""Papers through a real CUPS to a simulated printer: what its words are worth, and what is never printed twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event, Thread

import pytest

from firmware_sim.printer import PrinterDevice
from hub.devices.drivers.printer import NotSent, Outcome, Printed, Proof, Uncertain
from hub.devices.drivers.queue_printer import QueueDriver
from hub.devices.links.ipp import IppQueue
from hub.devices.protocols.escpos_status import PrinterTrouble
from hub.devices.protocols.ipp import Operation
from hub.kernel.clock import SystemClock
from tests.support.cups import Cups, running_cups
from tests.support.printers import running_printer, url_of
from tests.support.wait import until

PAPER = b"\x1b@\x1bt\x13kasse 000 012\n\x1dVB\x00"


@dataclass(frozen=True, slots=True)
class House:
    cups: Cups
    printer: PrinterDevice

    def driver(self, queue: str = "labels", *, confirms: bool = True, proof_s: float = 5.0) -> QueueDriver:
        return QueueDriver(IppQueue(self.cups.url(queue)), SystemClock(), confirms=confirms, proof_s=proof_s)


@pytest.fixture(scope="module")
def queues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_printer() as printer:
        device = url_of(printer).removeprefix("socket://")
        root = tmp_path_factory.mktemp("cups")
        with running_cups(root, {"labels": device, "stopped": device}) as cups:
            yield House(cups, printer)


@pytest.fixture
def house(queues: House) -> Iterator[House]:
    queues.printer.papers.clear()
    yield queues
    queues.cups.no_paper(out=False)
    queues.cups.broken(on=False)
    queues.cups.slow(on=False)


def send(
    driver: QueueDriver, stopping: Event | None = None, told: list[PrinterTrouble] | None = None
) -> Outcome:
    return driver.print_paper(
        PAPER,
        number=7,
        start=lambda: None,
        waiting=(told if told is not None else []).append,
        stopping=stopping or Event(),
    )


def test_a_paper_goes_through_the_queue_as_it_is(house: House) -> None:
    assert house.driver().trouble() is None
    assert send(house.driver()) == Printed(Proof.QUEUE)
    until(lambda: house.printer.papers, what="the paper")
    assert [paper.record["text"] for paper in house.printer.papers] == [["kasse 000 012"]]


def test_a_queue_that_only_passes_bytes_on_proves_nothing(house: House) -> None:
    """The printer behind it is out of paper, and CUPS calls the job completed all the same."""
    house.printer.set_paper("out")
    try:
        assert send(house.driver(confirms=False)) == Uncertain(PrinterTrouble.UNCONFIRMED)
        assert len(house.printer.papers) == 0
    finally:
        house.printer.set_paper("ok")
    assert len(house.printer.papers) == 1


def test_a_paper_that_waits_for_a_new_roll_comes_out_once(house: House) -> None:
    told: list[PrinterTrouble] = []
    house.cups.no_paper(out=True)

    def refill() -> None:
        until(lambda: told, what="the word that the paper is out")
        house.cups.no_paper(out=False)

    person = Thread(target=refill)
    person.start()
    outcome = send(house.driver(), told=told)
    person.join()
    assert (outcome, told) == (Printed(Proof.QUEUE), [PrinterTrouble.PAPER_OUT])
    until(lambda: house.printer.papers, what="the paper")
    assert len(house.printer.papers) == 1


def test_a_job_under_way_when_the_hub_stops_is_taken_back_and_stays_a_question(house: House) -> None:
    house.cups.no_paper(out=True)
    stopping, told = Event(), list[PrinterTrouble]()

    def stop() -> None:
        until(lambda: told, what="the word that the paper is out")
        stopping.set()

    hub = Thread(target=stop)
    hub.start()
    assert send(house.driver(), stopping, told) == Uncertain(PrinterTrouble.PAPER_OUT)
    hub.join()
    house.cups.no_paper(out=False)
    # What was taken back does not come out when paper is loaded; the next paper does.
    until(lambda: house.driver().trouble() is None, what="the queue")
    assert send(house.driver()) == Printed(Proof.QUEUE)
    assert len(house.printer.papers) == 1


def test_a_job_that_the_backend_gives_up_is_a_question(house: House) -> None:
    house.cups.broken(on=True)
    assert send(house.driver()) == Uncertain(PrinterTrouble.PRINTER_ERROR)
    assert len(house.printer.papers) == 0


def test_a_stopped_queue_gets_no_paper(house: House) -> None:
    driver = house.driver("stopped")
    assert driver.trouble() is PrinterTrouble.OFFLINE
    started: list[str] = []
    outcome = driver.print_paper(
        PAPER, number=7, start=lambda: started.append("yes"), waiting=lambda _: None, stopping=Event()
    )
    assert (outcome, started) == (NotSent(PrinterTrouble.OFFLINE), [])


def test_a_job_that_never_began_is_taken_back_and_may_be_sent_again(house: House) -> None:
    """It waits behind another one, and the queue gives no reason."""
    house.cups.slow(on=True)
    queue = IppQueue(house.cups.url("labels"))
    ahead = queue.ask(Operation.PRINT_JOB, [("requesting-user-name", "other"), ("job-name", "ahead")], PAPER)
    assert ahead.good
    assert send(house.driver(proof_s=0.6)) == NotSent(PrinterTrouble.NO_ANSWER)
    house.cups.slow(on=False)
    until(lambda: house.printer.papers, what="the paper ahead")
    assert send(house.driver()) == Printed(Proof.QUEUE)
    assert len(house.printer.papers) == 2


def test_a_queue_that_is_not_there_and_one_that_nobody_serves(house: House) -> None:
    assert house.driver("elsewhere").trouble() is PrinterTrouble.AWAY
    alone = QueueDriver(IppQueue("ipp://127.0.0.1:1/printers/labels"), SystemClock())
    assert alone.trouble() is PrinterTrouble.AWAY
    assert send(alone) == NotSent(PrinterTrouble.AWAY)


def test_the_queue_is_known_by_its_uuid(house: House) -> None:
    queue = IppQueue(house.cups.url("labels"))
    right = "urn:uuid:6a8d0a4e-1c1e-4b50-8d0c-000000000000"
    assert QueueDriver(queue, SystemClock(), serial=right).trouble() is None
    assert QueueDriver(queue, SystemClock(), serial="other").trouble() is PrinterTrouble.WRONG_PRINTER
