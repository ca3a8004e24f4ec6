"""The driver against a printer that behaves, and against every way in which one does not, over real TCP and a real pty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from firmware_sim.printer import PrinterDevice, PrinterSpec
from hub.devices.drivers.printer import NotSent, Outcome, Printed, PrinterDriver, Proof, Uncertain
from hub.devices.protocols.escpos_status import (
    PrinterTrouble,
    ask_done,
    judge,
    says_done,
    serial_number,
    status_byte,
    worked_off,
)
from hub.kernel.clock import SystemClock
from hub.kernel.errors import Conflict
from hub.kernel.words import Language
from hub.labels.dialects.head import Head
from hub.labels.drawing import draw_for_printer
from tests.support.labels_factory import CARROTS
from tests.support.printers import Wire, driver_to, running_printer
from tests.support.wait import until

PAPER = draw_for_printer(CARROTS.kind, CARROTS.as_json(), language=Language.NB, copy=1, head=Head())
READY = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}


@pytest.fixture(params=["tcp", "pty"])
def printer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PrinterDevice]:
    with running_printer(pty=tmp_path / "printer" if request.param == "pty" else None) as device:
        yield device


@pytest.fixture
def network_printer() -> Iterator[PrinterDevice]:
    with running_printer() as device:
        yield device


def send(driver: PrinterDriver, number: int = 7, stopping: Event | None = None) -> Outcome:
    return driver.print_paper(
        PAPER, number=number, start=lambda: None, waiting=lambda _: None, stopping=stopping or Event()
    )


def test_a_printed_paper_is_proven_by_the_printers_own_word(printer: PrinterDevice) -> None:
    assert send(driver_to(printer)) == Printed(Proof.PROCESS_ID)
    assert [len(paper.record["text"]) > 5 for paper in printer.papers] == [True]  # type: ignore[arg-type]


def test_papers_follow_each_other_each_on_a_connection_of_its_own(printer: PrinterDevice) -> None:
    driver = driver_to(printer)
    assert [send(driver, number) for number in (1, 2, 26)] == [Printed(Proof.PROCESS_ID)] * 3
    assert len(printer.papers) == 3


def test_a_model_without_process_ids_is_believed_when_it_stands_ready_afterwards(
    printer: PrinterDevice,
) -> None:
    assert send(driver_to(printer, confirms=False)) == Printed(Proof.STATUS)
    assert len(printer.papers) == 1


def _turns_deaf_to_its_turn(device: PrinterDevice) -> None:
    """A model that knows DLE EOT and nothing that is answered in its turn."""
    reply = device._reply
    device._reply = lambda order: b"" if order.name == "GS r" else reply(order)  # type: ignore[method-assign]


@pytest.mark.parametrize("answers_in_turn", [True, False])
def test_a_roll_that_ends_in_the_middle_of_a_label_is_not_believed_on_the_status_right_after_the_bytes(
    *, answers_in_turn: bool
) -> None:
    told: list[PrinterTrouble] = []
    with running_printer(mm_per_second=100) as device:
        if not answers_in_turn:
            _turns_deaf_to_its_turn(device)
        device.roll_of(60)

        def refill() -> None:
            until(lambda: told, what="the word that the paper is out")
            device.set_paper("ok")

        person = Thread(target=refill)
        person.start()
        outcome = driver_to(device, confirms=False, ready_s=1.5).print_paper(
            PAPER, number=1, start=lambda: None, waiting=told.append, stopping=Event()
        )
        person.join()
        assert outcome == Printed(Proof.STATUS)
        assert told == [PrinterTrouble.PAPER_OUT]
        assert [paper.record["pieces"] for paper in device.papers] == [2]


def test_a_roll_that_nobody_changes_leaves_a_question() -> None:
    with running_printer(mm_per_second=100) as device:
        device.roll_of(60)
        stopping = Event()
        outcome = driver_to(device, confirms=False).print_paper(
            PAPER, number=1, start=lambda: None, waiting=lambda _: stopping.set(), stopping=stopping
        )
        assert outcome == Uncertain(PrinterTrouble.PAPER_OUT)


@pytest.mark.parametrize(
    ("heard", "done"),
    [
        (b"", False),
        (b"\x12\x12\x12\x12", False),
        (b"\x00", True),
        (b"\x12\x03\x12", True),
        (b"\x18\x00\x03\x0f", False),  # status that came unasked
    ],
)
def test_only_an_answer_in_its_turn_says_that_the_paper_is_worked_off(heard: bytes, *, done: bool) -> None:
    assert worked_off(heard) is done


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda device: device.set_paper("out"), PrinterTrouble.PAPER_OUT),
        (lambda device: device.set_cover("open"), PrinterTrouble.COVER_OPEN),
        (lambda device: device.fault("half_open", on=True), PrinterTrouble.NO_ANSWER),
        (lambda device: device.set_serial_number("OTHER"), PrinterTrouble.WRONG_PRINTER),
    ],
)
def test_trouble_before_the_first_byte_means_that_nothing_was_sent(
    network_printer: PrinterDevice, act: object, why: PrinterTrouble
) -> None:
    assert callable(act)
    act(network_printer)
    driver = driver_to(network_printer, serial="J4XF012345")
    started: list[str] = []
    outcome = driver.print_paper(
        PAPER, number=1, start=lambda: started.append("yes"), waiting=lambda _: None, stopping=Event()
    )
    assert outcome == NotSent(why)
    assert driver.trouble() is why
    assert started == []
    assert list(network_printer.papers) == []


def test_the_right_serial_number_prints(network_printer: PrinterDevice) -> None:
    assert send(driver_to(network_printer, serial="J4XF012345")) == Printed(Proof.PROCESS_ID)


def test_paper_near_its_end_is_no_trouble(network_printer: PrinterDevice) -> None:
    network_printer.set_paper("near_end")
    assert send(driver_to(network_printer)) == Printed(Proof.PROCESS_ID)


def test_a_printer_that_is_away_takes_nothing() -> None:
    with running_printer() as device:
        driver = driver_to(device)
    assert send(driver) == NotSent(PrinterTrouble.AWAY)


def test_what_start_refuses_is_never_sent(network_printer: PrinterDevice) -> None:
    def refuse() -> None:
        raise Conflict

    with pytest.raises(Conflict):
        driver_to(network_printer).print_paper(
            PAPER, number=1, start=refuse, waiting=lambda _: None, stopping=Event()
        )
    assert send(driver_to(network_printer), 2) == Printed(Proof.PROCESS_ID)
    assert len(network_printer.papers) == 1


# The questions before the paper are 12 bytes; the paper begins with the thirteenth. The last question has ten.
QUESTIONS, LAST_QUESTION = 12, 10


@pytest.mark.parametrize("after", [13, 400, len(PAPER) - 1, len(PAPER) + QUESTIONS])
def test_a_line_that_falls_while_bytes_leave_is_uncertain(network_printer: PrinterDevice, after: int) -> None:
    network_printer.drop_after(after)
    assert isinstance(send(driver_to(network_printer)), Uncertain)


def test_a_line_that_falls_after_any_byte_never_passes_for_a_paper_nor_for_none() -> None:
    for after in range(1, QUESTIONS + len(PAPER) + LAST_QUESTION + 1):
        device = PrinterDevice(PrinterSpec("labels"))
        device.drop_after(after)
        outcome = send(PrinterDriver(partial(Wire, device), SystemClock()), number=after)
        if after <= QUESTIONS:
            assert outcome == NotSent(PrinterTrouble.NO_ANSWER), after
        else:
            assert outcome == Uncertain(PrinterTrouble.BROKE_OFF), after
        assert len(device.papers) == (after >= QUESTIONS + len(PAPER)), after


@pytest.mark.parametrize("after", [1, 3, 6, 11])
def test_a_line_that_falls_during_the_questions_sent_nothing(
    network_printer: PrinterDevice, after: int
) -> None:
    network_printer.drop_after(after)
    assert send(driver_to(network_printer)) == NotSent(PrinterTrouble.NO_ANSWER)


def test_a_printer_that_falls_silent_after_the_bytes_is_uncertain_within_ten_seconds(
    network_printer: PrinterDevice,
) -> None:
    outcome = driver_to(network_printer, proof_s=0.5).print_paper(
        PAPER,
        number=1,
        start=lambda: network_printer.fault("half_open", on=True),
        waiting=lambda _: None,
        stopping=Event(),
    )
    assert isinstance(outcome, Uncertain)


def test_a_paper_that_waits_for_a_new_roll_is_printed_once_when_it_is_there(
    network_printer: PrinterDevice,
) -> None:
    told: list[PrinterTrouble] = []

    def refill() -> None:
        until(lambda: told, what="the word that the paper is out")
        network_printer.set_paper("ok")

    person = Thread(target=refill)
    person.start()
    outcome = driver_to(network_printer).print_paper(
        PAPER,
        number=9,
        start=lambda: network_printer.set_paper("out"),
        waiting=told.append,
        stopping=Event(),
    )
    person.join()
    assert outcome == Printed(Proof.PROCESS_ID)
    assert told == [PrinterTrouble.PAPER_OUT]
    assert len(network_printer.papers) == 1


def test_a_hub_that_stops_while_the_printer_stands_still_leaves_the_paper_uncertain(
    network_printer: PrinterDevice,
) -> None:
    stopping = Event()
    outcome = driver_to(network_printer).print_paper(
        PAPER,
        number=9,
        start=lambda: network_printer.set_cover("open"),
        waiting=lambda _: stopping.set(),
        stopping=stopping,
    )
    assert outcome == Uncertain(PrinterTrouble.COVER_OPEN)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({}, None),
        ({4: 0x1E}, None),  # paper near its end
        ({1: 0x1A}, PrinterTrouble.OFFLINE),
        ({1: 0x1A, 2: 0x16}, PrinterTrouble.COVER_OPEN),
        ({1: 0x1A, 2: 0x32}, PrinterTrouble.PAPER_OUT),
        ({4: 0x72}, PrinterTrouble.PAPER_OUT),
        ({1: 0x1A, 2: 0x52}, PrinterTrouble.PRINTER_ERROR),
        ({3: 0x1A}, PrinterTrouble.PRINTER_ERROR),
        ({4: None}, PrinterTrouble.NO_ANSWER),
    ],
)
def test_status_bytes_are_read_as_the_manuals_draw_them(
    answers: dict[int, int | None], why: PrinterTrouble | None
) -> None:
    assert judge({**READY, **answers}) is why


@pytest.mark.parametrize(
    ("heard", "byte"),
    [
        (b"\x12", 0x12),
        (b"\x10\x00\x00\x00", None),  # automatic status: bit 1 of its first byte is clear
        (b"\x18\x00\x03\x0f\x1e", 0x1E),
        (b"\xff\x00", None),
        (b"\x92", None),
        (b"\x13", None),
        (b"\x7e", 0x7E),
        (b"", None),
    ],
)
def test_only_a_byte_with_the_fixed_bits_answers_a_status_question(heard: bytes, byte: int | None) -> None:
    assert status_byte(heard) == byte


def test_a_process_id_is_never_taken_for_a_status() -> None:
    for number in (0, 2, 26, 4_095, 65_535, 70_000):
        mark = ask_done(number)[-4:]
        assert status_byte(b"\x37\x22" + mark + b"\0") is None
        assert says_done(b"\x12\x37\x22" + mark + b"\0", number)
    assert ask_done(0x1234) == b"\x1d\x28\x48\x06\x00\x30\x30ABCD"


def test_a_serial_number_is_read_when_it_is_whole() -> None:
    assert serial_number(b"_J4XF01") is None
    assert serial_number(b"\x12_J4XF012345\0") == "J4XF012345"
