"""Rows to ESC/POS bytes for one receipt printer: one code page, its own GS1-128, pictures for the rest.

python-escpos knows the models (which number a code page has, how pictures are packed). It is not asked to encode text:
its own choice changes the page per letter, and cheap printers then print wrong ones. Nothing is sent from here.

Source: makers' ESC/POS references; GS k 73 with code set C takes pairs of digits as one byte each.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops

from hub.kernel.errors import RuleBroken
from hub.labels.dialects.dots import CELL_WIDTH, line_picture, square_picture
from hub.labels.layout import Align, Bars, Row, Rule, Space, Square, Text, paragraph

# Start C, FNC1, ten pairs of (00) and the SSCC, the check symbol, and a stop two modules longer.
SSCC_MODULES = 11 * (1 + 1 + 10 + 1) + 13
QUIET_MODULES = 10
# 4 dots of 1/8 mm are GS1's 0.495 mm for logistics. Fewer are below it, and the square code stands beside them.
BAR_MODULES = (4, 3, 2)
BAR_HEIGHT = 160
SHORTEST_HEAD = 200
LINE_DOTS = 28
CUT_FEED = 10

# Epson's numbers, for a model whose profile does not list the page.
EPSON_PAGES = {"CP437": 0, "CP850": 2, "CP865": 5, "CP1252": 16, "CP858": 19}

_FNC1_IN_SET_C = b"{C{1"
# Typographic twins that no receipt printer has. The meaning is the same, so the line need not become a picture.
_TWINS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."}
)


class PaperTooNarrow(RuleBroken):
    """The head is too narrow for any label."""

    code = "paper_too_narrow"


@dataclass(frozen=True, slots=True)
class Head:
    """What the dialect must know of a printer. `model` is a profile of python-escpos; an unknown one is "default".

    `page_number` overrides the profile where a printer numbers its pages in its own way.
    """

    width: int = 576
    model: str = "default"
    code_page: str = "CP858"
    page_number: int | None = None

    @property
    def columns(self) -> int:
        return self.width // CELL_WIDTH

    @property
    def bar_module(self) -> int | None:
        """The widest module at which the SSCC fits with its white margins, or None: never send bars that do not."""
        needed = SSCC_MODULES + 2 * QUIET_MODULES
        return next((module for module in BAR_MODULES if needed * module <= self.width), None)


def escpos_bytes(rows: Sequence[Row], head: Head) -> bytes:
    """One paper, from initialisation to the cut. Raises PaperTooNarrow."""
    if head.width < SHORTEST_HEAD:
        raise PaperTooNarrow(dots=head.width)
    return _Strip(head).print_rows(rows)


class _Strip:
    """Keeps what the printer has been told, so that only changes are sent."""

    def __init__(self, head: Head) -> None:
        # On import python-escpos reads its table of printers from disk and writes a cache; no import of the hub may.
        from escpos.printer import Dummy  # noqa: PLC0415

        self._head = head
        self._printer = Dummy(profile=_known_model(head.model))
        self._codec = codecs.lookup(head.code_page)
        self._style = Text("")

    def print_rows(self, rows: Sequence[Row]) -> bytes:
        self._send(b"\x1b@")
        self._send(b"\x1bt" + bytes([self._page_number()]))
        self._send(b"\x1b3" + bytes([LINE_DOTS]))
        for row in rows:
            self._print(row)
        self._restyle(Text(""))
        self._send(b"\x1dVB" + bytes([CUT_FEED]))
        return bytes(self._printer.output)

    def _print(self, row: Row) -> None:
        match row:
            case Text():
                self._text(row)
            case Rule():
                self._picture(Image.new("L", (self._head.width, 4 if row.heavy else 2), 0))
                self._feed(8)
            case Space():
                self._feed(row.dots)
            case Square():
                self._picture(square_picture(row, self._head.width))
            case Bars():
                self._bars(row)

    def _send(self, raw: bytes) -> None:
        self._printer._raw(raw)  # noqa: SLF001  python-escpos has no other name for sending bytes as they are

    def _feed(self, dots: int) -> None:
        self._send(b"\x1bJ" + bytes([min(dots, 255)]))

    def _text(self, line: Text) -> None:
        try:
            encoded, _ = self._codec.encode(line.text.translate(_TWINS))
        except UnicodeEncodeError:
            self._picture(line_picture(line, self._head.width))
            return
        self._restyle(line)
        self._send(encoded + b"\n")

    def _restyle(self, line: Text) -> None:
        """Say only what differs from the line before."""
        before, self._style = self._style, line
        if before.align is not line.align:
            self._printer.set(align=("left", "center", "right")[line.align])
        if before.bold != line.bold:
            self._printer.set(bold=line.bold)
        if before.inverse != line.inverse:
            self._printer.set(invert=line.inverse)
        if (before.wide, before.high) != (line.wide, line.high):
            self._printer.set(custom_size=True, width=line.wide, height=line.high)

    def _bars(self, bars: Bars) -> None:
        module = self._head.bar_module
        if module is None:
            for line in paragraph(bars.instead, self._head.columns, bold=True):
                self._text(line)
            return
        self._restyle(Text("", align=Align.CENTRE))
        code = _FNC1_IN_SET_C + _pairs("00" + bars.sscc)
        self._send(b"\x1dh" + bytes([BAR_HEIGHT]) + b"\x1dw" + bytes([module]) + b"\x1dH\0")
        # GS k is taken only with an empty line buffer: the row before ended with a line feed or a picture.
        self._send(b"\x1dkI" + bytes([len(code)]) + code)
        self._feed(8)

    def _picture(self, picture: Image.Image) -> None:
        """GS v 0: rows of bits, 1 is black. Packed here, because python-escpos judges by its own idea of the width."""
        self._restyle(Text(""))
        across = (picture.width + 7) // 8
        padded = Image.new("L", (across * 8, picture.height), 255)
        padded.paste(picture, (0, 0))
        size = across.to_bytes(2, "little") + picture.height.to_bytes(2, "little")
        self._send(b"\x1dv0\0" + size + ImageChops.invert(padded).convert("1").tobytes())

    def _page_number(self) -> int:
        """What ESC t calls the code page on this model."""
        if self._head.page_number is not None:
            return self._head.page_number
        numbers: dict[str, str] = self._printer.profile.get_code_pages()
        return int(numbers.get(self._head.code_page, EPSON_PAGES[self._head.code_page]))


def _known_model(model: str) -> str:
    from escpos.capabilities import CAPABILITIES  # noqa: PLC0415  for the reason above

    return model if model in CAPABILITIES["profiles"] else "default"


def _pairs(digits: str) -> bytes:
    """Code set C: each byte is a pair of digits, 0 to 99."""
    return bytes(int(digits[at : at + 2]) for at in range(0, len(digits), 2))
