"""A simulated barcode scanner on a serial line, a network port or behind RFC 2217: somebody points it, and it sends the code.

Written from the scanners' manuals: the code as it stands in the symbol, before it the symbology identifier where that is switched on,
behind it the suffix. A scanner says nothing by itself and answers nothing. Keyboard layouts do not matter here.
"""

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from firmware_sim.faults import FaultyWire, WireFault
from firmware_sim.line import LineSettings
from firmware_sim.rfc2217 import Rfc2217Session
from firmware_sim.serving import PtyServer, Server, TcpServer

SUFFIXES = {"CR": b"\r", "LF": b"\n", "CRLF": b"\r\n", "TAB": b"\t", "none": b""}
LONGEST_CODE = 4_296
KEPT_SCANS = 12
GS1_128, CODE_128 = "]C1", "]C0"
OVERLONG = b"7" * 5_000


class ScannerFault(StrEnum):
    """Faults of the scanner itself, beside those of its wire."""

    OVERLONG = "overlong"
    POWER_CUT = "power_cut"
    CABLE_PULLED = "cable_pulled"


SCANNER_FAULTS = (*(str(kind) for kind in (WireFault.GARBAGE, WireFault.CUT_FRAMES)), *map(str, ScannerFault))


@dataclass(frozen=True, slots=True)
class ScannerSpec:
    """What one scanner is set to and where it is reached. `codes` are signs that hang about, to be scanned again and again."""

    name: str
    suffix: str = "CR"
    identifier: str = ""
    codes: tuple[str, ...] = ()
    pty: Path | None = None
    tcp: int | None = None
    rfc2217: int | None = None
    line: str = ""
    seed: int = 1

    def __post_init__(self) -> None:
        """Raises ValueError."""
        if self.suffix not in SUFFIXES:
            message = f"'suffix' must be one of: {', '.join(SUFFIXES)}"
            raise ValueError(message)
        if self.identifier and not (len(self.identifier) == 3 and self.identifier[0] == "]"):  # noqa: PLR2004 - "]C1"
            message = "'identifier' is a symbology identifier such as ]C1"
            raise ValueError(message)
        if self.line:
            LineSettings.parse(self.line)


class ScannerSession:
    """One connection to a scanner: it hears what is scanned from now on."""

    dropped = False
    deaf = False

    def __init__(self, device: "ScannerDevice") -> None:
        self._device = device
        self._heard = device.sent
        device.listeners += 1

    def receive(self, chunk: bytes) -> bytes:  # noqa: ARG002 - a scanner does not listen
        return b""

    def poll(self) -> bytes:
        with self._device.lock:
            said, self._heard = self._device.since(self._heard)
            return said

    def close(self) -> None:
        self._device.listeners -= 1


class ScannerDevice:
    """The scanner in somebody's hand."""

    def __init__(self, spec: ScannerSpec) -> None:
        self.spec = spec
        self.lock = threading.RLock()
        self.sent = 0
        self.listeners = 0
        self.scans: deque[str] = deque(maxlen=KEPT_SCANS)
        self.wire = FaultyWire(seed=spec.seed)
        self._said: deque[tuple[int, bytes]] = deque(maxlen=KEPT_SCANS)
        self._active: set[ScannerFault] = set()
        self._served: dict[str, Server] = {}
        line = LineSettings.parse(spec.line) if spec.line else None
        if spec.pty is not None:
            self._served["pty"] = PtyServer(spec.pty, self.open_session, line=line)
        if spec.tcp is not None:
            self._served["tcp"] = TcpServer(spec.tcp, self.open_session, name=spec.name)
        if spec.rfc2217 is not None:
            self._served["rfc2217"] = TcpServer(
                spec.rfc2217, lambda: Rfc2217Session(self.open_session(), line), name=f"{spec.name} rfc2217"
            )

    def open_session(self) -> ScannerSession:
        return ScannerSession(self)

    def start(self) -> None:
        for server in self._served.values():
            server.start()

    def stop(self) -> None:
        for server in self._served.values():
            server.stop()

    # ---- what a person does

    def scan(self, code: str, identifier: str | None = None) -> None:
        """Point at a symbol. Raises ValueError for what no symbol holds.

        Without an `identifier`: the one that the scanner is set to, but ]C0 where that is ]C1 and the symbol is a plain Code 128,
        because ]C1 says that FNC1 stands in front of GS1's element strings.
        """
        if not 0 < len(code) <= LONGEST_CODE:
            message = f"a symbol holds 1 to {LONGEST_CODE} characters"
            raise ValueError(message)
        with self.lock:
            if ScannerFault.POWER_CUT in self._active:
                return
            front = self._front(code) if identifier is None else identifier
            read = OVERLONG if ScannerFault.OVERLONG in self._active else (front + code).encode()
            self.scans.append(code)
            self.sent += 1
            self._said.append((self.sent, self.wire.carry(read + SUFFIXES[self.spec.suffix])))

    def _front(self, code: str) -> str:
        is_plain = self.spec.identifier == GS1_128 and not code[:2].isdigit()
        return CODE_128 if is_plain else self.spec.identifier

    def since(self, heard: int) -> tuple[bytes, int]:
        """What was sent after the scan of that number, and the number of the last one."""
        return b"".join(said for number, said in self._said if number > heard), self.sent

    def fault(self, kind: str, *, on: bool) -> None:
        """Raises ValueError for a fault a scanner cannot have."""
        if kind not in SCANNER_FAULTS:
            message = f"a scanner has no fault '{kind}'; it has: {', '.join(SCANNER_FAULTS)}"
            raise ValueError(message)
        with self.lock:
            if kind in tuple(WireFault):
                self.wire.switch(WireFault(kind), on=on)
                return
            own = ScannerFault(kind)
            (self._active.add if on else self._active.discard)(own)
        if own is ScannerFault.CABLE_PULLED:
            for server in self._served.values():
                (server.unplug if on else server.plug)()

    # ---- what is told about it

    def links(self) -> Mapping[str, str]:
        return {kind: server.address for kind, server in self._served.items()}

    def state(self) -> dict[str, object]:
        with self.lock:
            return {
                "name": self.spec.name,
                "suffix": self.spec.suffix,
                "identifier": self.spec.identifier,
                "codes": list(self.spec.codes),
                "scans": list(reversed(self.scans)),
                "sent": self.sent,
                "faults": sorted([*map(str, self.wire.active), *map(str, self._active)]),
                "fault_kinds": list(SCANNER_FAULTS),
                "links": dict(self.links()),
            }
