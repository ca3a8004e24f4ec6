"""What every line of bytes promises, asked of each kind of line: a serial port, a TCP port, and a port server."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest
import serial
from serial.rfc2217 import PortManager

from firmware_sim.serving import PtyServer, TcpServer
from hub.devices.links.streams import open_stream
from hub.devices.ports import Stream
from hub.devices.spec import LineSettings
from tests.support.wait import until

# pyserial still names its thread in the old way when it opens a line to a port server.
pytestmark = pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning")
LINE = LineSettings(9600, 8, "N", 1)


class Echo:
    """A device that says what it is told."""

    deaf = False
    dropped = False

    def receive(self, chunk: bytes) -> bytes:
        return chunk

    def poll(self) -> bytes:
        return b""

    def close(self) -> None:
        """Nothing is kept."""


class PortServer:
    """A port server as sold for the top-hat rail, with an echo where its serial port would be (RFC 2217)."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        number: int = self._listener.getsockname()[1]
        return number

    def write(self, raw: bytes) -> None:
        """Called by the port manager with what goes back to the other end."""
        self._line.sendall(raw)

    def stop(self) -> None:
        for end in (self._listener, getattr(self, "_line", None)):
            if end is not None:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        self._thread.join(5)

    def _serve(self) -> None:
        try:
            self._line, _ = self._listener.accept()
            with serial.serial_for_url("loop://", timeout=0) as port:
                manager = PortManager(port, self)
                while chunk := self._line.recv(1024):
                    port.write(b"".join(manager.filter(chunk)))
                    echoed = port.read(port.in_waiting)
                    if echoed:
                        self._line.sendall(b"".join(manager.escape(echoed)))
        except OSError:
            return


@dataclass
class Far:
    """The far end of a line: where it is, and how to cut it."""

    url: str
    cut: Callable[[], None]


@pytest.fixture(params=["serial", "tcp", "port server"])
def far(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Far]:
    with ExitStack() as stack:
        if request.param == "serial":
            cable = PtyServer(tmp_path / "cable", Echo)
            stack.callback(cable.stop)
            cable.start()
            yield Far(str(tmp_path / "cable"), cable.unplug)
        elif request.param == "tcp":
            network = TcpServer(0, Echo)
            stack.callback(network.stop)
            network.start()
            yield Far(f"socket://{network.address}", network.unplug)
        else:
            rail = PortServer()
            stack.callback(rail.stop)
            yield Far(f"rfc2217://127.0.0.1:{rail.port}", rail.stop)


@pytest.fixture
def line(far: Far) -> Iterator[Stream]:
    stream: Stream = open_stream(far.url, LINE)
    yield stream
    stream.close()


def test_what_comes_is_handed_over_as_it_came(line: Stream) -> None:
    line.write(b"S S      10.45 kg\r\n")
    heard = b""

    def whole() -> bool:
        nonlocal heard
        heard += line.read(0.1)
        return heard == b"S S      10.45 kg\r\n"

    until(whole)


def test_a_word_is_handed_over_at_once_and_not_at_the_deadline(line: Stream) -> None:
    line.write(b"S")
    begun = monotonic()
    assert line.read(5.0) == b"S"
    assert monotonic() - begun < 2.0


def test_silence_is_no_bytes_at_the_deadline(line: Stream) -> None:
    begun = monotonic()
    assert line.read(0.2) == b""
    assert 0.15 < monotonic() - begun < 2.0
    assert line.read(0) == b""


def test_a_line_that_is_cut_raises_an_error_of_the_system(far: Far, line: Stream) -> None:
    line.write(b"S")
    line.read(1.0)
    far.cut()

    def broken() -> bool:
        try:
            line.write(b"S")
            line.read(0.05)
        except OSError:
            return True
        return False

    until(broken)


def test_closing_twice_is_no_fault(far: Far) -> None:
    stream = open_stream(far.url, LINE)
    stream.close()
    stream.close()


@pytest.mark.parametrize(
    "url",
    [
        "/dev/there-is-no-such-port",
        "socket://127.0.0.1:1",
        "rfc2217://127.0.0.1:1",
        "socket://",
        "carrier://x",
    ],
)
def test_where_nobody_is_the_error_is_one_of_the_system(url: str) -> None:
    with pytest.raises(OSError, match=r"."):
        open_stream(url, LINE)


def test_a_port_belongs_to_one_reader_at_a_time(tmp_path: Path) -> None:
    cable = PtyServer(tmp_path / "cable", Echo)
    cable.start()
    first = open_stream(str(tmp_path / "cable"), LINE)
    with pytest.raises(OSError, match="lock"):
        open_stream(str(tmp_path / "cable"), LINE)
    first.close()
    open_stream(str(tmp_path / "cable"), LINE).close()
    cable.stop()
