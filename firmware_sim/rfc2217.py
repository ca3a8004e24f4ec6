"""A serial port behind a network: the server's side of RFC 2217 around any session. Not a link of its own.

The reader sets speed and parity through the network, so the device can know that they are wrong. With a `LineSettings`
of its own it then sounds as it would: another speed gives rubbish, and a seven-bit line read as eight bits carries its
parity in bit 7.
"""

from dataclasses import dataclass, field

from serial.rfc2217 import PortManager

from firmware_sim.line import LineSettings, heard, understood
from firmware_sim.serving import Session


@dataclass(slots=True)
class _Port:
    """What pyserial's manager sets and reads on the port that it thinks it manages."""

    baudrate: int = 9600
    bytesize: int = 8
    parity: str = "N"
    stopbits: float = 1
    rtscts: bool = False
    xonxoff: bool = False
    dtr: bool = True
    rts: bool = True
    break_condition: bool = False
    cts: bool = True
    dsr: bool = True
    ri: bool = False
    cd: bool = True

    def reset_input_buffer(self) -> None:
        """Nothing waits here: requests are answered as they come."""

    def reset_output_buffer(self) -> None:
        """As above."""

    def settings(self) -> LineSettings:
        return LineSettings(self.baudrate, self.bytesize, self.parity, int(self.stopbits))


@dataclass(slots=True)
class _Replies:
    """Collects what the manager writes to the network."""

    waiting: bytearray = field(default_factory=bytearray)

    def write(self, sent: bytes) -> None:
        self.waiting += sent

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


class Rfc2217Session:
    """Telnet and port settings in front of the session of a device."""

    def __init__(self, inner: Session, line: LineSettings | None = None) -> None:
        self._inner = inner
        self._line = line
        self.port = _Port()
        self._replies = _Replies()
        self._manager = PortManager(self.port, self._replies)

    @property
    def deaf(self) -> bool:
        return self._inner.deaf

    @property
    def dropped(self) -> bool:
        return self._inner.dropped

    def receive(self, chunk: bytes) -> bytes:
        meant = b"".join(self._manager.filter(chunk))
        if self._line is not None:
            meant = understood(meant, self._line, self.port.settings())
        answer = self._inner.receive(meant) if meant else b""
        return self._replies.take() + self._escaped(answer)

    def poll(self) -> bytes:
        return self._replies.take() + self._escaped(self._inner.poll())

    def close(self) -> None:
        self._inner.close()

    def _escaped(self, sent: bytes) -> bytes:
        if self._line is not None:
            sent = heard(sent, self._line, self.port.settings())
        return b"".join(self._manager.escape(sent))
