"""A scanner behind a real pseudo-terminal, a TCP port and a port server, as the house hears it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from firmware_sim.scanner import ScannerDevice
from firmware_sim.scanner import ScannerSpec as Simulated
from hub.devices.drivers.scanner import ScannerDriver
from hub.devices.events import CodeScanned, DeviceBack
from hub.devices.links.streams import open_stream
from hub.devices.protocols.scanner_lines import Suffix
from hub.devices.spec import LineSettings, ScannerSpec
from hub.devices.supervisor import Supervisor
from hub.kernel.clock import SystemClock
from hub.kernel.words import Words
from tests.support.scales import Ear
from tests.support.wait import until

HAND = ScannerSpec(
    key="hand",
    name=Words("Skanner", "Skanner", "Scanner"),
    url="",
    line=LineSettings(9600, 8, "N", 1),
    place="DOCK",
    suffix=Suffix.CR,
    silence_s=Decimal("0.1"),
)
SSCC = "00376123456789012345"


@contextmanager
def listening(url: str, suffix: Suffix = Suffix.CR) -> Iterator[Ear]:
    ear, supervisor = Ear(), Supervisor()
    spec = ScannerSpec(
        HAND.key, HAND.name, url, HAND.line, HAND.place, suffix=suffix, silence_s=HAND.silence_s
    )
    driver = ScannerDriver(spec, partial(open_stream, url, spec.line), SystemClock(), ear)
    supervisor.start("scanner-hand", driver.run, driver.lost)
    try:
        yield ear
    finally:
        supervisor.stop()


@pytest.fixture
def simulated(tmp_path: Path) -> Iterator[Callable[..., ScannerDevice]]:
    with ExitStack() as stops:

        def make(link: str, suffix: str = "CR") -> ScannerDevice:
            ways = {"pty": tmp_path / "scanner"} if link == "pty" else {link: 0}
            made = ScannerDevice(Simulated("hand", suffix, "]C1", **ways))
            stops.callback(made.stop)
            made.start()
            return made

        yield make


def _url(device: ScannerDevice) -> str:
    [(kind, where)] = device.links().items()
    return where if kind == "pty" else f"{'socket' if kind == 'tcp' else kind}://{where}"


def _scans(ear: Ear) -> list[CodeScanned]:
    return [one for one in list(ear.events) if isinstance(one, CodeScanned)]


# pyserial's port server client names its threads in a way that Python calls old.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:serial.rfc2217")
@pytest.mark.parametrize(("link", "sends", "suffix"), [
    ("pty", "CR", Suffix.CR),
    ("pty", "none", Suffix.SILENCE),
    ("tcp", "CRLF", Suffix.CRLF),
    ("rfc2217", "TAB", Suffix.TAB),
])  # fmt: skip
def test_a_code_arrives_once_over_every_link(
    simulated: Callable[..., ScannerDevice], link: str, sends: str, suffix: Suffix
) -> None:
    device = simulated(link, sends)
    with listening(_url(device), suffix) as ear:
        until(lambda: ear.backs == 1)
        # Who comes after a scan does not hear it, and a network line stands a moment after it was opened.
        until(lambda: device.listeners == 1)
        device.scan(SSCC)
        until(lambda: _scans(ear))
        first = _scans(ear)[-1]
        device.scan("COLD-1", "")
        until(lambda: len(_scans(ear)) == 2)
    assert (first.text, first.identifier, first.trouble) == (SSCC, "]C1", "")
    assert (_scans(ear)[-1].text, _scans(ear)[-1].identifier) == ("COLD-1", None)
    assert len({one.id for one in _scans(ear)}) == len(_scans(ear)) == 2


def _heard(device: ScannerDevice, ear: Ear, code: str) -> bool:
    device.scan(code)
    return any(one.text == code for one in _scans(ear))


def test_a_pulled_cable_is_lost_once_and_back_once_and_the_next_code_is_whole(
    simulated: Callable[..., ScannerDevice],
) -> None:
    device = simulated("pty")
    with listening(_url(device)) as ear:
        until(lambda: ear.backs == 1)
        device.fault("cable_pulled", on=True)
        until(lambda: ear.lost)
        device.fault("cable_pulled", on=False)
        until(lambda: ear.backs == 2)
        device.scan(SSCC)
        until(lambda: _scans(ear))
    assert len(ear.lost) == 1
    assert [one.text for one in _scans(ear)] == [SSCC]


def test_what_is_no_code_is_told_as_trouble_and_a_silent_scanner_is_well(
    simulated: Callable[..., ScannerDevice],
) -> None:
    device = simulated("pty")
    with listening(_url(device)) as ear:
        until(lambda: ear.backs == 1)
        device.fault("overlong", on=True)
        device.scan(SSCC)
        until(lambda: _scans(ear))
        device.fault("overlong", on=False)
        device.scan("COLD-1", "")
        until(lambda: len(_scans(ear)) == 2)
    assert [(one.text, one.trouble) for one in _scans(ear)] == [("", "too_long"), ("COLD-1", "")]
    assert ear.lost == []
    assert not any(isinstance(event, DeviceBack) for event in ear.events[1:])


def test_a_scanner_that_floods_does_not_fill_the_house(simulated: Callable[..., ScannerDevice]) -> None:
    device = simulated("pty")
    with listening(_url(device)) as ear:
        until(lambda: ear.backs == 1)
        for number in range(30):
            device.scan(f"COLD-{number}", "")
        until(lambda: _scans(ear))
        before = len(_scans(ear))
        until(lambda: _heard(device, ear, "LATER"))
    assert before <= 20
    assert _scans(ear)[-1].text == "LATER"
