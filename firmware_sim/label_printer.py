"""A ZPL label printer: takes formats, prints them in order, answers for itself, and stands still without labels or with its head up.

As the maker has it, ~HS is left unanswered while labels are out or the head is open; ~HQES and settings are answered always. A label that
was torn off in the middle is printed anew by the printer itself when it goes on, and counted once.
"""

from collections import deque

from firmware_sim.printer import PrinterDevice, PrinterSpec
from firmware_sim.printer_status import CoverState, PaperState
from firmware_sim.zpl import Format, Question, ZplTokenizer
from firmware_sim.zpl_label import ZplLabel

HEAD_DOTS = 832
MOST_FORMATS = 200


class LabelPrinterDevice(PrinterDevice):
    """The label printer beside the receiving scale."""

    def __init__(self, spec: PrinterSpec) -> None:
        super().__init__(spec)
        self._pieces = ZplTokenizer()
        self._formats: deque[Format] = deque()
        self.counted = 0
        self.torn = 0

    @property
    def buffer_full(self) -> bool:
        return len(self._formats) >= MOST_FORMATS

    def receive(self, chunk: bytes) -> bytes:
        with self.lock:
            answers = b""
            for piece in self._pieces.feed(chunk):
                if isinstance(piece, Format):
                    self._formats.append(piece)
                    self._print()
                else:
                    answers += self._answer(piece)
            return answers

    def poll(self) -> bytes:
        return b""

    def _carry_on(self) -> None:
        self._print()

    def forget_connection(self) -> None:
        """A format without its end is thrown away when its sender goes."""
        with self.lock:
            self._pieces.forget()

    def power_cycle(self) -> None:
        with self.lock:
            self._formats.clear()
            self._pieces.forget()

    def state(self) -> dict[str, object]:
        return super().state() | {"protocol": "zpl", "waiting_orders": len(self._formats)}

    def _print(self) -> None:
        while self._formats and self.conditions.online:
            label = ZplLabel(HEAD_DOTS)
            label.carry_out(self._formats[0].body)
            if self._torn(label.picture().height):
                self.torn += 1
                return
            self._formats.popleft()
            for _ in range(label.copies):
                if self.conditions.online:
                    self.counted += 1
                    self._take_paper(label)

    def _torn(self, height: int) -> bool:
        """Whether the labels end, or somebody opens the head, within this one."""
        state = self.conditions
        if state.open_at is not None and state.open_at < height:
            state.open_at, state.cover = None, CoverState.OPEN
            return True
        if state.dots_left is None:
            return False
        state.dots_left -= height
        if state.dots_left < 0:
            state.dots_left, state.paper = None, PaperState.OUT
            return True
        return False

    def _answer(self, question: Question) -> bytes:
        match question.name:
            case "HS":
                return self._host_status() if self.conditions.online else b""
            case "HQES":
                return self._errors()
            case "JA":
                self._formats.clear()
                return b""
            case "device.unique_id":
                return f'"{self.serial_number}"'.encode("ascii")
            case "odometer.total_label_count":
                return f'"{self.counted}"'.encode("ascii")
        return b'"?"'

    def _host_status(self) -> bytes:
        waiting, partial = len(self._formats), int(self._pieces.partial)
        lines = (
            f"030,0,0,1218,{waiting:03d},0,0,{partial},000,0,0,0",
            "000,0,0,0,0,2,4,0,00000000,1,000",
            "1234,0",
        )
        return b"".join(b"\x02" + line.encode("ascii") + b"\x03\r\n" for line in lines)

    def _errors(self) -> bytes:
        flags = 0
        if self.conditions.paper is PaperState.OUT:
            flags |= 0x1
        if self.conditions.cover is CoverState.OPEN:
            flags |= 0x4
        told = f"PRINTER STATUS\r\n ERRORS:         {int(bool(flags))} 00000000 {flags:08X}\r\n WARNINGS:       0 00000000 00000000\r\n"
        return b"\x02" + told.encode("ascii") + b"\x03\r\n"
