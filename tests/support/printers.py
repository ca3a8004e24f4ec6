"""Simulated printers that are started and stopped, and drivers on real lines to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firmware_sim.label_printer import LabelPrinterDevice
from firmware_sim.printer import PrinterDevice, PrinterSpec
from hub.devices.drivers.label_printer import LabelPrinterDriver
from hub.devices.drivers.printer import PrinterDriver
from hub.devices.links.streams import open_stream
from hub.devices.spec import LineSettings
from hub.kernel.clock import SystemClock
from tests.support.wait import until


class Wire:
    """A line to a simulated printer without a network between: bytes go over at once, so that every cut can be tried."""

    def __init__(self, device: PrinterDevice) -> None:
        self._session = device.open_session()
        self._answers = b""

    def read(self, timeout_s: float) -> bytes:
        del timeout_s
        heard, self._answers = self._answers + self._session.poll(), b""
        if not heard and self._session.dropped:
            raise ConnectionResetError
        return heard

    def write(self, raw: bytes) -> None:
        if self._session.dropped:
            raise BrokenPipeError
        self._answers += self._session.receive(raw)

    def close(self) -> None:
        self._session.close()


LINE = LineSettings(baud=115_200, bits=8, parity="N", stop=1)


@contextmanager
def running_printer(
    name: str = "labels", pty: Path | None = None, mm_per_second: int = 0
) -> Iterator[PrinterDevice]:
    """A printer on a free TCP port, or on a pty under the path given."""
    spec = PrinterSpec(name, tcp=0 if pty is None else None, pty=pty, mm_per_second=mm_per_second)
    device = PrinterDevice(spec)
    device.start()
    try:
        until(lambda: pty.exists() if pty else not url_of(device).endswith(":0"), what="the printer's line")
        yield device
    finally:
        device.stop()


@contextmanager
def running_label_printer(name: str = "labels") -> Iterator[LabelPrinterDevice]:
    """A ZPL printer on a free TCP port."""
    device = LabelPrinterDevice(PrinterSpec(name, tcp=0, language="zpl"))
    device.start()
    try:
        until(lambda: not url_of(device).endswith(":0"), what="the printer's line")
        yield device
    finally:
        device.stop()


def label_driver_to(
    device: LabelPrinterDevice, *, confirms: bool = True, serial: str | None = None, proof_s: float = 2.0
) -> LabelPrinterDriver:
    url = url_of(device)
    return LabelPrinterDriver(
        open_line=lambda: open_stream(url, LINE),
        clock=SystemClock(),
        confirms=confirms,
        serial=serial,
        proof_s=proof_s,
    )


def url_of(device: PrinterDevice) -> str:
    links = device.links()
    return f"socket://{links['tcp']}" if "tcp" in links else links["pty"]


def driver_to(
    device: PrinterDevice,
    *,
    confirms: bool = True,
    serial: str | None = None,
    proof_s: float = 2.0,
    ready_s: float = 1.0,
) -> PrinterDriver:
    url = url_of(device)
    return PrinterDriver(
        open_line=lambda: open_stream(url, LINE),
        clock=SystemClock(),
        confirms=confirms,
        serial=serial,
        proof_s=proof_s,
        ready_s=ready_s,
    )
