"""Lines of bytes: a serial port by its path, a TCP port, a port server (RFC 2217), through pyserial's addresses; and USB printers.

Not for: frames. A read hands over whatever has come, cut wherever the wire cut it. Every trouble is an OSError.
"""

from __future__ import annotations

import contextlib
import select
import socket
import termios
from threading import Event
from time import monotonic

import serial
from serial.urlhandler import protocol_socket

from hub.devices.links.usb import UsbStream, is_usb, open_usb
from hub.devices.spec import LineSettings

PIECE = 4_096
WRITE_TIMEOUT_S = 5.0
STEP_S = 0.02


class SerialStream:
    """A pyserial port behind the `Stream` port. Reading waits in the kernel, so a frame is seen the moment it is whole."""

    def __init__(self, port: serial.SerialBase) -> None:
        self._port = port
        try:
            self._handle: int | None = port.fileno()
        except (OSError, AttributeError, NotImplementedError):
            # A port server (RFC 2217) is read by a thread of pyserial's own and has no handle to wait on.
            self._handle = None

    def read(self, timeout_s: float) -> bytes:
        with _as_os_error():
            if self._handle is None:
                return self._read_in_steps(timeout_s)
            readable, _, _ = select.select([self._handle], [], [], timeout_s)
            return bytes(self._port.read(PIECE)) if readable else b""

    def _read_in_steps(self, timeout_s: float) -> bytes:
        # Setting the port's own timeout would negotiate all its settings with the port server again, at each read.
        deadline, pause = monotonic() + timeout_s, Event()
        while True:
            raw = bytes(self._port.read(self._port.in_waiting or 1))
            if raw or monotonic() >= deadline:
                return raw
            pause.wait(STEP_S)

    def write(self, raw: bytes) -> None:
        with _as_os_error():
            self._port.write(raw)

    def close(self) -> None:
        # pyserial leaves a socket open when the other side hung up first, and there is no other way to it.
        own: socket.socket | None = getattr(self._port, "_socket", None)
        if own is not None and isinstance(self._port, protocol_socket.Serial):
            # Closed by hand before its turn: pyserial would rest 0.3 s after every close.
            own.close()
            self._port.is_open = False
        with contextlib.suppress(OSError):
            self._port.close()
        if own is not None:
            own.close()


def open_stream(url: str, line: LineSettings) -> SerialStream | UsbStream:
    """Open a port by path ("/dev/serial/by-id/…") or address ("socket://host:port", "rfc2217://host:port", "usb://vendor:product").

    Raises OSError when nobody is there, when the port belongs to somebody else, or when the address makes no sense.
    """
    if is_usb(url):
        return open_usb(url)
    with _as_os_error():
        port = serial.serial_for_url(
            url,
            baudrate=line.baud,
            bytesize=line.bits,
            parity=line.parity,
            stopbits=line.stop,
            timeout=0,
            # pyserial refuses a limit here: a port server takes what it is given at once.
            write_timeout=None if url.startswith("rfc2217:") else WRITE_TIMEOUT_S,
            do_not_open=True,
        )
        if hasattr(port, "exclusive") and "://" not in url:
            port.exclusive = True
        port.open()
    return SerialStream(port)


class _as_os_error(contextlib.AbstractContextManager[None]):  # noqa: N801 - reads as a phrase
    """pyserial lets termios errors and ValueErrors through; whoever reads a line should know one kind of trouble."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, termios.error | ValueError | TypeError | NotImplementedError):
            raise OSError(str(error)) from error
