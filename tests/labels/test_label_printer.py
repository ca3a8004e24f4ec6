"""A ZPL printer on a real line: the label is read back from its paper, and every way it can fail is told apart."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
import zxingcpp
from PIL import Image

from firmware_sim.label_printer import LabelPrinterDevice
from firmware_sim.zpl import Format, ZplTokenizer
from hub.devices.drivers.label_printer import LabelPrinterDriver
from hub.devices.drivers.printer import NotSent, Outcome, Printed, Proof, Uncertain
from hub.devices.protocols.escpos_status import PrinterTrouble
from hub.devices.protocols.zebra_status import counted, errors, host_status
from hub.kernel.words import Language
from hub.labels.dialects.head import Head
from hub.labels.drawing import Style, draw_for_printer
from hub.labels.render import layout_named
from hub.labels.severing import severed
from tests.support.labels_factory import CARROTS
from tests.support.printers import label_driver_to, running_label_printer
from tests.support.wait import until

STYLE = Style({"crate": layout_named(Path("config/labels"), "crate-102x152")}, "zpl")
# What stands in a name must never become an order to the printer.
NASTY = replace(CARROTS, product="Blåbær ^XZ ~JA ^FS _41 ½", producer='Ærlig & Søn ^CI0 "Öst"')


def label(content: object = CARROTS) -> bytes:
    assert isinstance(content, type(CARROTS))
    return draw_for_printer(
        content.kind, content.as_json(), language=Language.NB, copy=1, head=Head(width=832), style=STYLE
    )


def send(driver: LabelPrinterDriver, paper: bytes | None = None) -> Outcome:
    return driver.print_paper(
        paper or label(), number=1, start=lambda: None, waiting=lambda _: None, stopping=Event()
    )


@pytest.fixture
def printer() -> Iterator[LabelPrinterDevice]:
    with running_label_printer() as device:
        yield device


@pytest.mark.parametrize("content", [CARROTS, NASTY])
def test_a_label_is_counted_and_read_back_from_the_paper(
    printer: LabelPrinterDevice, content: object
) -> None:
    assert send(label_driver_to(printer), label(content)) == Printed(Proof.COUNTER)
    (paper,) = printer.papers
    picture = Image.open(io.BytesIO(paper.png))
    assert picture.size == (815, 1215)
    read = {code.format.name: code.text for code in zxingcpp.read_barcodes(picture)}
    assert f"(00){CARROTS.sscc}" in read.values()
    assert read["QRCode"] == CARROTS.link
    assert paper.record["unknown_commands"] == []
    assert all(code["printed"] for code in paper.record["barcodes"])  # type: ignore[attr-defined]


def test_letters_and_orders_in_a_name_stay_its_own_text(printer: LabelPrinterDevice) -> None:
    send(label_driver_to(printer), label(NASTY))
    (paper,) = printer.papers
    said = " ".join(str(line) for line in paper.record["text"])  # type: ignore[attr-defined]
    assert "^XZ ~JA ^FS _41 ½" in said
    assert "Ærlig & Søn ^CI0" in said


def test_without_a_counter_a_printer_that_is_ready_again_is_believed(printer: LabelPrinterDevice) -> None:
    assert send(label_driver_to(printer, confirms=False)) == Printed(Proof.STATUS)
    assert len(printer.papers) == 1


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
    printer: LabelPrinterDevice, act: Callable[[LabelPrinterDevice], None], why: PrinterTrouble
) -> None:
    act(printer)
    driver = label_driver_to(printer, serial="J4XF012345")
    assert send(driver) == NotSent(why)
    assert driver.trouble() is why
    assert list(printer.papers) == []


def test_a_printer_that_is_away_takes_nothing() -> None:
    with running_label_printer() as device:
        driver = label_driver_to(device)
    assert send(driver) == NotSent(PrinterTrouble.AWAY)


@pytest.mark.parametrize("after", [60, 600, 2_000])
def test_a_line_that_falls_while_bytes_leave_is_uncertain_and_leaves_no_label(
    printer: LabelPrinterDevice, after: int
) -> None:
    printer.drop_after(after)
    assert isinstance(send(label_driver_to(printer)), Uncertain)
    assert list(printer.papers) == []


@pytest.mark.parametrize("after", [3, 60, 600, 2_000])
def test_half_a_format_that_a_printer_kept_does_not_join_the_next_label(after: int) -> None:
    kept = ZplTokenizer()
    assert list(kept.feed(label()[:after])) == []
    found = list(kept.feed(severed(label(), "zpl")))
    (alone,) = ZplTokenizer().feed(label())
    assert found[-1] == alone
    assert [one for one in found[:-1] if isinstance(one, Format)] == []


def test_labels_that_run_out_under_way_are_waited_for_and_none_comes_twice(
    printer: LabelPrinterDevice,
) -> None:
    told: list[PrinterTrouble] = []

    def refill() -> None:
        until(lambda: told, what="the word that the labels are out")
        printer.set_paper("ok")

    person = Thread(target=refill)
    person.start()
    outcome = label_driver_to(printer).print_paper(
        label(), number=1, start=lambda: printer.set_paper("out"), waiting=told.append, stopping=Event()
    )
    person.join()
    assert outcome == Printed(Proof.COUNTER)
    assert told == [PrinterTrouble.PAPER_OUT]
    assert len(printer.papers) == 1


def test_a_head_that_stays_open_is_uncertain(printer: LabelPrinterDevice) -> None:
    driver = label_driver_to(printer)
    stopping = Event()
    outcome = driver.print_paper(
        label(),
        number=1,
        start=lambda: printer.set_cover("open"),
        waiting=lambda _: stopping.set(),
        stopping=stopping,
    )
    assert outcome == Uncertain(PrinterTrouble.COVER_OPEN)


READY = b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02001,0,0,0,1,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"


@pytest.mark.parametrize(
    ("heard", "trouble", "waiting"),
    [
        (READY, None, 0),
        (READY.replace(b"030,0,0", b"030,1,0"), PrinterTrouble.PAPER_OUT, 0),
        (READY.replace(b"030,0,0", b"030,0,1"), PrinterTrouble.OFFLINE, 0),
        (READY.replace(b"001,0,0,0", b"001,0,1,0"), PrinterTrouble.COVER_OPEN, 0),
        (READY.replace(b"001,0,0,0", b"001,0,0,1"), PrinterTrouble.PRINTER_ERROR, 0),
        (READY.replace(b",00000000,", b",00000003,"), None, 3),
        (READY.replace(b"1245,000", b"1245,002"), None, 2),
    ],
)
def test_host_status_is_read_field_by_field(
    heard: bytes, trouble: PrinterTrouble | None, waiting: int
) -> None:
    status = host_status(b"noise" + heard)
    assert status is not None
    assert (status.trouble, status.waiting) == (trouble, waiting)


def test_half_an_answer_is_no_answer() -> None:
    assert all(host_status(READY[:length]) is None for length in range(len(READY) - 2))
    assert errors(b"\x02PRINTER STATUS\r\n ERRORS:         1 00000000 0000") is None
    assert errors(b" ERRORS:         1 00000000 00000005\r\n") is PrinterTrouble.COVER_OPEN
    assert errors(b" ERRORS:         0 00000000 00000000\r\n") is False
    assert counted(b'"8271"') == 8271
    assert counted(b'"?"') is None
