"""A USB printer found by maker, product and serial number, and spoken to through its character device.

The device is a pseudo-terminal and the kernel's list of printers a folder made here: bytes, deadlines and the driver's questions are
real; the kernel's own driver and the cable are not.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from firmware_sim.printer import PrinterDevice
from hub.devices.drivers.one_way_printer import OneWayDriver
from hub.devices.drivers.printer import NotSent, Printed, PrinterDriver, Proof, Uncertain
from hub.devices.links.streams import open_stream
from hub.devices.links.usb import UsbStream, is_usb, open_usb
from hub.devices.protocols.escpos_status import PrinterTrouble
from hub.devices.spec import LineSettings
from hub.kernel.clock import SystemClock
from tests.support.printers import running_printer

PAPER = b"\x1b@usb\n\x1dVB\x00" * 3


@pytest.fixture
def bus(tmp_path: Path) -> Path:
    """Two printers of one product, one of another maker, as the kernel lists them."""
    (tmp_path / "dev").mkdir()
    for name, vendor, product, serial in (
        ("lp0", "04b8", "0e15", "J4XF012345"),
        ("lp1", "04b8", "0e15", "J4XF099999"),
        ("lp2", "0a5f", "0166", None),
    ):
        port = tmp_path / "ports" / f"1-{name}"
        (port / "1-1:1.0").mkdir(parents=True)
        (port / "idVendor").write_text(f"{vendor}\n")
        (port / "idProduct").write_text(f"{product}\n")
        if serial:
            (port / "serial").write_text(f"{serial}\n")
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "device").symlink_to(port / "1-1:1.0")
    return tmp_path


@pytest.fixture
def printer(bus: Path) -> Iterator[PrinterDevice]:
    with running_printer(pty=bus / "dev" / "lp1") as device:
        yield device


def driver_to(bus: Path, url: str) -> PrinterDriver:
    return PrinterDriver(lambda: open_usb(url, bus / "class", bus / "dev"), SystemClock(), proof_s=2.0)


def send(driver: PrinterDriver | OneWayDriver) -> object:
    return driver.print_paper(PAPER, number=1, start=lambda: None, waiting=lambda _: None, stopping=Event())


def test_a_printer_is_found_by_its_serial_number_wherever_the_kernel_put_it(
    bus: Path, printer: PrinterDevice
) -> None:
    assert send(driver_to(bus, "usb://04B8:0E15/J4XF099999")) == Printed(Proof.PROCESS_ID)
    assert len(printer.papers) == 3


def test_the_back_channel_tells_what_the_printer_lacks(bus: Path, printer: PrinterDevice) -> None:
    printer.set_paper("out")
    driver = driver_to(bus, "usb://04b8:0e15/J4XF099999")
    assert driver.trouble() is PrinterTrouble.PAPER_OUT
    assert send(driver) == NotSent(PrinterTrouble.PAPER_OUT)


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("usb://04b8:0e15/OTHER", errno.ENOENT),
        ("usb://ffff:0000", errno.ENOENT),
        ("usb://04b8:0e15", errno.EINVAL),
        ("usb://epson", errno.EINVAL),
        # Listed, and its device is gone.
        ("usb://0a5f:0166", errno.ENOENT),
    ],
)
def test_an_address_that_means_no_printer_or_two_is_refused(bus: Path, url: str, number: int) -> None:
    with pytest.raises(OSError, match=r"usb|No such file") as refused:
        open_usb(url, bus / "class", bus / "dev")
    assert refused.value.errno == number
    assert driver_to(bus, url).trouble() is PrinterTrouble.AWAY


def test_which_addresses_are_usb() -> None:
    addresses = ("usb://04b8:0e15", "/dev/usb/lp0", "/dev/serial/by-id/x", "socket://h:1", "/dev/ttyUSB0")
    assert [is_usb(url) for url in addresses] == [True, True, False, False, False]
    with pytest.raises(FileNotFoundError):
        open_stream("/dev/usb/lp99", LineSettings(9600, 8, "N", 1))


def test_a_printer_that_takes_nothing_is_given_up_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.devices.links.usb.WRITE_TIMEOUT_S", 0.2)
    os.mkfifo(tmp_path / "lp0")
    with closing(UsbStream(tmp_path / "lp0")) as line, pytest.raises(TimeoutError, match="took"):
        line.write(b"x" * 1_000_000)


def test_a_cable_that_is_pulled_is_noticed(bus: Path, printer: PrinterDevice) -> None:
    printer.drop_after(40)
    printer.fault("cable_pulled", on=True)
    assert send(driver_to(bus, "usb://04b8:0e15/J4XF099999")) in (
        NotSent(PrinterTrouble.AWAY),
        NotSent(PrinterTrouble.NO_ANSWER),
        Uncertain(PrinterTrouble.BROKE_OFF),
    )


class Wires:
    """A line with the port's three status wires, and nothing that answers."""

    def __init__(self, *, out: bool | None) -> None:
        self.out, self.sent = out, b""

    def read(self, timeout_s: float) -> bytes:
        del timeout_s
        return b""

    def write(self, raw: bytes) -> None:
        self.sent += raw

    def close(self) -> None:
        pass

    def paper_out(self) -> bool | None:
        return self.out


@pytest.mark.parametrize("out", [False, None])
def test_a_printer_without_a_way_back_leaves_every_paper_a_question(*, out: bool | None) -> None:
    line = Wires(out=out)
    driver = OneWayDriver(lambda: line, SystemClock())
    assert driver.trouble() is None
    assert send(driver) == Uncertain(PrinterTrouble.UNCONFIRMED)
    assert line.sent == PAPER


def test_the_wires_say_that_paper_is_out_before_anything_is_sent() -> None:
    line = Wires(out=True)
    driver = OneWayDriver(lambda: line, SystemClock())
    assert driver.trouble() is PrinterTrouble.PAPER_OUT
    assert send(driver) == NotSent(PrinterTrouble.PAPER_OUT)
    assert line.sent == b""


def test_a_pseudo_terminal_has_no_wires(bus: Path, printer: PrinterDevice) -> None:
    with closing(UsbStream(bus / "dev" / "lp1")) as line:
        assert line.paper_out() is None
    assert list(printer.papers) == []
