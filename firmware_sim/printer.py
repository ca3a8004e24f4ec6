"""A receipt printer: what it prints, what it answers, and what a person does to it (paper, cover).

Real-time commands are answered when they arrive, also when the printer stands still; all others wait their turn and
wait on while it is out of paper or open. Bytes accepted are therefore not bytes printed.
"""

import io
import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import Protocol

from PIL import Image

from firmware_sim import barcodes
from firmware_sim.escpos import Order, Tokenizer
from firmware_sim.paper import PrintedCode, Roll
from firmware_sim.printer_status import (
    Conditions,
    CoverState,
    PaperState,
    automatic_status,
    real_time_status,
    sensor_status,
)
from firmware_sim.printing import PrintEngine
from firmware_sim.serving import PtyServer, Server, TcpServer

FULL_BUFFER = 64 * 1024
KEPT_PAPERS = 200
CODES_OF_PAPERS = 6
DOTS_A_MM = 8
# The sensor beside the roll sees its end coming for about a metre.
NEAR_END_DOTS = 8_000
DOTS_PER_INCH = 203


class PrinterFault(StrEnum):
    """Faults beyond paper and cover."""

    HALF_OPEN = "half_open"
    CABLE_PULLED = "cable_pulled"


@dataclass(frozen=True, slots=True)
class PrinterSpec:
    """What one printer is and where it is reached. `tcp` of 0 takes any free port, None none."""

    name: str
    paper_mm: int = 80
    model_name: str = "TM-T20II"
    serial_number: str = "J4XF012345"
    folder: Path | None = None
    tcp: int | None = None
    pty: Path | None = None
    language: str = "escpos"
    # How fast paper comes out. At 0 it is out as soon as its bytes are in, which no real printer does.
    mm_per_second: int = 0


class Printout(Protocol):
    """What came out of a printer, whichever language it was told in."""

    lines: list[str]
    codes: list[PrintedCode]
    unknown: list[str]
    images: int

    def picture(self) -> Image.Image: ...


@dataclass(frozen=True, slots=True)
class FinishedPaper:
    """One cut piece: its number, the record kept beside the picture, and the picture as PNG bytes."""

    number: int
    record: Mapping[str, object]
    png: bytes
    codes: tuple[str, ...] = ()


class PrinterDevice:
    """The printer on the shelf."""

    def __init__(self, spec: PrinterSpec) -> None:
        self.spec = spec
        self.lock = threading.RLock()
        self.conditions = Conditions()
        self.serial_number = spec.serial_number
        self.papers: deque[FinishedPaper] = deque(maxlen=KEPT_PAPERS)
        self._cut_papers = 0
        self._torn_into = 1
        self._engine = PrintEngine(Roll.of_width(spec.paper_mm), self._take_paper)
        self._tokens = Tokenizer()
        self._buffer: deque[Order] = deque()
        self._buffered = 0
        self._answers = bytearray()
        self._watched = 0
        self._told = b""
        self._moves_until = 0.0
        self.servers: list[Server] = []
        if spec.tcp is not None:
            self.servers.append(TcpServer(spec.tcp, self.open_session, name=spec.name))
        if spec.pty is not None:
            self.servers.append(PtyServer(spec.pty, self.open_session))

    # ---- life

    def start(self) -> None:
        for server in self.servers:
            server.start()

    def stop(self) -> None:
        for server in self.servers:
            server.stop()

    def open_session(self) -> "PrinterSession":
        return PrinterSession(self)

    # ---- bytes

    @property
    def buffer_full(self) -> bool:
        return self._buffered >= FULL_BUFFER

    def receive(self, chunk: bytes) -> bytes:
        """What the printer answers to these bytes at once."""
        with self.lock:
            for order in self._tokens.feed(chunk):
                if order.name == "DLE EOT":
                    self._answers += real_time_status(self.conditions, order.body[0])
                else:
                    self._buffer.append(order)
                    self._buffered += len(order.body) + 2
            return self._work_off()

    def _work_off(self) -> bytes:
        """Carry out what waits and say what it says."""
        self._carry_on()
        out = bytes(self._answers)
        self._answers.clear()
        return out

    def _carry_on(self) -> None:
        """As long as there is paper under a closed cover, whether somebody is connected or not."""
        while self._buffer and self.conditions.online and monotonic() >= self._moves_until:
            order = self._buffer.popleft()
            self._buffered -= len(order.body) + 2
            reply = self._reply(order)
            if reply is None:
                before, height = self._engine.paper, self._engine.paper.height
                self._engine.carry_out(order)
                self._fed(before.height - height, within=self._engine.paper is before)
            else:
                self._answers += reply

    def _fed(self, dots: int, *, within: bool) -> None:
        """Paper has gone by: the roll may be at its end, or somebody opens the cover just there."""
        state = self.conditions
        if self.spec.mm_per_second:
            self._moves_until = monotonic() + max(0, dots) / DOTS_A_MM / self.spec.mm_per_second
        if state.dots_left is not None:
            state.dots_left -= dots
            if state.dots_left <= 0:
                state.dots_left, state.paper = None, PaperState.OUT
            elif state.dots_left < NEAR_END_DOTS:
                state.paper = PaperState.NEAR_END
        if state.open_at is not None and within and self._engine.paper.height >= state.open_at:
            state.open_at, state.cover = None, CoverState.OPEN
        if not state.online and within and not self._engine.paper.blank:
            self._torn_into += 1

    def poll(self) -> bytes:
        """Answers that became possible when the paper came back, and status changes if the sender asked for them."""
        with self.lock:
            out = self._work_off()
            if self._watched and automatic_status(self.conditions) != self._told:
                self._told = automatic_status(self.conditions)
                out += self._told
            return out

    def forget_connection(self) -> None:
        """A new connection starts without half a command from the one before."""
        with self.lock:
            self._tokens.forget()
            self._watched = 0
            self._answers.clear()

    # ---- answers

    def _reply(self, order: Order) -> bytes | None:
        """None for an order that prints or sets something."""
        body = order.body
        if order.name == "GS r":
            return sensor_status(self.conditions, body[0])
        if order.name == "GS I":
            return self._identity(body[0])
        if order.name == "GS a":
            self._watched = body[0]
            self._told = b""
            return b""
        if order.name == "GS (" and body[:1] == b"H" and body[3:4] == b"0":
            # Function 48: everything before this order has been printed.
            return b"\x37\x22" + body[5:9] + b"\0"
        return None

    def _identity(self, kind: int) -> bytes:
        single = {1: 0x20, 49: 0x20, 2: 0x02, 50: 0x02, 3: 0x01, 51: 0x01}
        if kind in single:
            return bytes([single[kind]])
        words = {65: "1.00 SIM", 66: "EPSON", 67: self.spec.model_name, 68: self.serial_number}
        return b"_" + words[kind].encode("ascii") + b"\0" if kind in words else b""

    # ---- paper

    def _take_paper(self, paper: Printout) -> None:
        self._cut_papers += 1
        number = self._cut_papers
        picture = paper.picture()
        record: dict[str, object] = {
            "n": number,
            "text": paper.lines,
            "barcodes": [code.as_json() for code in paper.codes],
            "scanned": barcodes.scanned(picture),
            "images": paper.images,
            "unknown_commands": paper.unknown,
            "pieces": self._torn_into,
            "width_dots": picture.width,
            "height_dots": picture.height,
        }
        self._torn_into = 1
        codes = tuple(code.text for code in paper.codes if code.printed)
        finished = FinishedPaper(number, record, _png(picture), codes)
        self.papers.append(finished)
        if self.spec.folder is not None:
            self.spec.folder.mkdir(parents=True, exist_ok=True)
            (self.spec.folder / f"paper-{number:04}.png").write_bytes(finished.png)
            text = json.dumps(record, ensure_ascii=False, indent=1)
            (self.spec.folder / f"paper-{number:04}.json").write_text(text, encoding="utf-8")
        if self.conditions.papers_left is not None:
            self.conditions.papers_left -= 1
            if self.conditions.papers_left <= 0:
                self.conditions.papers_left = None
                self.conditions.paper = PaperState.OUT

    # ---- what a person or a test does to it

    def set_paper(self, state: str) -> None:
        with self.lock:
            self.conditions.paper = PaperState(state)
            self._carry_on()

    def set_cover(self, state: str) -> None:
        with self.lock:
            self.conditions.cover = CoverState(state)
            self._carry_on()

    def set_serial_number(self, serial_number: str) -> None:
        """Another printer has been put in the place of this one."""
        with self.lock:
            self.serial_number = serial_number

    def codes(self) -> list[str]:
        """The texts of the symbols on the papers that came out last, the newest first."""
        with self.lock:
            papers = list(reversed(self.papers))[:CODES_OF_PAPERS]
        return list(dict.fromkeys(text for paper in papers for text in paper.codes))

    def out_after(self, papers: int) -> None:
        with self.lock:
            self.conditions.papers_left = papers

    def roll_of(self, millimetres: int) -> None:
        """A roll with so much paper left on it."""
        with self.lock:
            self.conditions.dots_left = millimetres * DOTS_A_MM
            self.conditions.paper = PaperState.OK
            self._carry_on()

    def open_after(self, millimetres: int) -> None:
        """Somebody opens the cover when so much of the next paper has come out."""
        with self.lock:
            self.conditions.open_at = millimetres * DOTS_A_MM

    def drop_after(self, count: int) -> None:
        """Hang up once this many more bytes have come in."""
        with self.lock:
            self.conditions.bytes_left = count

    def fault(self, kind: str, *, on: bool) -> None:
        """Raises ValueError for a fault a printer cannot have."""
        wanted = PrinterFault(kind)
        with self.lock:
            if wanted is PrinterFault.HALF_OPEN:
                self.conditions.half_open = on
            else:
                self.conditions.cable_pulled = on
                for server in self.servers:
                    (server.unplug if on else server.plug)()

    def power_cycle(self) -> None:
        """What was accepted but not printed is lost; the started paper stays under the knife."""
        with self.lock:
            self._buffer.clear()
            self._buffered = 0
            self._tokens.forget()
            self._engine.reset()

    def paper(self, number: int) -> FinishedPaper | None:
        with self.lock:
            return next((paper for paper in self.papers if paper.number == number), None)

    def records(self) -> list[dict[str, object]]:
        """Newest first, with the address of each picture."""
        with self.lock:
            return [
                {**paper.record, "png": f"/printer/{self.spec.name}/paper/{paper.number}.png"}
                for paper in reversed(self.papers)
            ]

    def links(self) -> Mapping[str, str]:
        return {
            ("pty" if isinstance(server, PtyServer) else "tcp"): server.address for server in self.servers
        }

    def state(self) -> dict[str, object]:
        with self.lock:
            return {
                "name": self.spec.name,
                "protocol": "esc-pos",
                "paper_mm": self.spec.paper_mm,
                "paper": str(self.conditions.paper),
                "cover": str(self.conditions.cover),
                "online": self.conditions.online,
                "waiting_orders": len(self._buffer),
                "papers": self._cut_papers,
                "serial_number": self.serial_number,
                "counting_down": {
                    "papers": self.conditions.papers_left,
                    "bytes": self.conditions.bytes_left,
                    "roll_mm": None
                    if self.conditions.dots_left is None
                    else self.conditions.dots_left // DOTS_A_MM,
                    "open": self.conditions.open_at is not None,
                },
                "faults": [
                    str(kind)
                    for kind, on in (
                        (PrinterFault.HALF_OPEN, self.conditions.half_open),
                        (PrinterFault.CABLE_PULLED, self.conditions.cable_pulled),
                    )
                    if on
                ],
                "links": dict(self.links()),
            }


class PrinterSession:
    """One connection to the printer."""

    def __init__(self, device: PrinterDevice) -> None:
        self._device = device
        self.dropped = False

    @property
    def deaf(self) -> bool:
        return self._device.conditions.half_open or self._device.buffer_full

    def receive(self, chunk: bytes) -> bytes:
        left = self._device.conditions.bytes_left
        if left is not None:
            self._device.conditions.bytes_left = left - len(chunk) if left > len(chunk) else None
            self.dropped = left <= len(chunk)
            chunk = chunk[:left]
        answer = self._device.receive(chunk)
        return b"" if self.dropped else answer

    def poll(self) -> bytes:
        return b"" if self._device.conditions.half_open or self.dropped else self._device.poll()

    def close(self) -> None:
        self._device.forget_connection()


def _png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, format="PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return stream.getvalue()
