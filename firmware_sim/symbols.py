"""Barcodes, QR codes and pictures a printer is told to print, and whether they fit on its head.

Carries out the ESC/POS orders for symbols and dots; lines, feeds and cuts belong to `printing`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PIL import Image, ImageChops

from firmware_sim import barcodes
from firmware_sim.paper import BLACK, FONT_A, FONT_B, WHITE, Paper, PrintedCode, character_cell

QR_LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}


class Head(Protocol):
    """What symbols need of the printer around them."""

    paper: Paper

    @property
    def width(self) -> int:
        """The printing area in dots."""

    @property
    def line_started(self) -> bool:
        """True while the print buffer holds something."""

    def left(self, width: int) -> int:
        """Where something of this width begins under the alignment in force."""

    def end_started_line(self) -> None:
        """Print what the buffer holds."""

    def print_picture(self, picture: Image.Image) -> None:
        """Print dots as a block of their own."""

    def append(self, picture: Image.Image) -> None:
        """Put a picture into the line like a character."""


@dataclass(slots=True)
class CodeSettings:
    """What GS h, w, H, f and GS ( k have set for the next symbol."""

    height: int = 162
    module: int = 3
    text_place: int = 0
    text_font: tuple[int, int] = FONT_A
    qr_module: int = 3
    qr_level: str = "L"
    qr_stored: bytes = b""


class Symbols:
    """The symbol half of a print engine."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self.reset()

    def reset(self) -> None:
        self._set = CodeSettings()
        self._graphics: Image.Image | None = None

    def orders(self) -> dict[str, Callable[[bytes], None]]:
        return {
            "GS h": self._code_height, "GS w": self._code_module, "GS H": self._code_text_place,
            "GS f": self._code_text_font, "GS k": self._barcode, "GS v": self._raster, "GS (": self._counted,
            "GS 8": self._large_graphics, "ESC *": self._column_image,
        }  # fmt: skip

    def _code_height(self, body: bytes) -> None:
        self._set.height = max(1, body[0])

    def _code_module(self, body: bytes) -> None:
        if 2 <= body[0] <= 6:  # noqa: PLR2004 - the range in the manual
            self._set.module = body[0]

    def _code_text_place(self, body: bytes) -> None:
        self._set.text_place = body[0] % 48

    def _code_text_font(self, body: bytes) -> None:
        self._set.text_font = FONT_B if body[0] % 48 == 1 else FONT_A

    def _barcode(self, body: bytes) -> None:
        number, drawn = (body[0], body[1:-1]) if body[0] <= 6 else (body[0] - 65, body[2:])  # noqa: PLR2004
        kind = barcodes.KIND_NAMES[number] if 0 <= number < len(barcodes.KIND_NAMES) else f"GS k {body[0]}"
        if self._head.line_started:
            # Only taken at the beginning of a line: the manual's condition, and a common cause of missing codes.
            self._refuse_code(kind, drawn, 0, "the print buffer was not empty")
            return
        try:
            bars = barcodes.linear(number, drawn)
        except barcodes.NoSymbol as why:
            self._refuse_code(kind, drawn, 0, str(why))
            return
        width = len(bars.modules) * self._set.module
        fits = width <= self._head.width
        problem = "" if fits else f"{width} dots do not fit on {self._head.width}"
        self._head.paper.codes.append(PrintedCode(kind, bars.text, width, fits, bars.gs1, problem))
        if fits:
            row = Image.new("L", (len(bars.modules), 1))
            row.putdata([BLACK if bar else WHITE for bar in bars.modules])
            self._code_text(bars.text, above=True)
            self._head.print_picture(row.resize((width, self._set.height), Image.Resampling.NEAREST))
            self._code_text(bars.text, above=False)
        else:
            # "If the horizontal size exceeds the printing area, the printer only feeds the paper."
            self._head.paper.feed(self._set.height)

    def _refuse_code(self, kind: str, drawn: bytes, width: int, why: str) -> None:
        self._head.paper.codes.append(
            PrintedCode(kind, drawn.decode("latin-1"), width, printed=False, problem=why)
        )

    def _code_text(self, text: str, *, above: bool) -> None:
        if not self._set.text_place & (1 if above else 2):
            return
        width, height = self._set.text_font
        cells = [character_cell(letter, width, height, bold=False) for letter in text if letter.isprintable()]
        left = self._head.left(len(cells) * width)
        for place, cell in enumerate(cells):
            self._head.paper.print_at(left + place * width, cell)
        self._head.paper.feed(height)

    def _raster(self, body: bytes) -> None:
        mode, across, down = (
            body[1] % 48,
            int.from_bytes(body[2:4], "little"),
            int.from_bytes(body[4:6], "little"),
        )
        if self._head.line_started or not across * down:
            return
        picture = _dots(body[6:], across * 8, down)
        self._head.paper.images += 1
        self._head.print_picture(_magnified(picture, 2 if mode & 1 else 1, 2 if mode & 2 else 1))

    def _column_image(self, body: bytes) -> None:
        """ESC *: columns of 8 or 24 dots, part of the line like a character."""
        columns, tall = int.from_bytes(body[1:3], "little"), body[0] >= 32  # noqa: PLR2004 - 24-dot modes
        rows = 24 if tall else 8
        standing = _dots(body[3:], rows, columns)
        picture = standing.transpose(Image.Transpose.TRANSPOSE)
        picture = _magnified(picture, 1 if body[0] & 1 else 2, 1 if tall else 3)
        self._head.paper.images += 1
        self._head.append(picture)

    def _counted(self, body: bytes) -> None:
        family, rest = body[:1], body[3:]
        if family == b"k" and rest[:1] == b"1":
            self._qr(rest[1], rest[2:])
        elif family == b"L":
            self._graphics_order(rest)

    def _large_graphics(self, body: bytes) -> None:
        self._graphics_order(body[5:])

    def _graphics_order(self, rest: bytes) -> None:
        """GS ( L function 112 keeps raster graphics, function 50 prints what was kept."""
        function = rest[1] if len(rest) > 1 else 0
        if function in (2, 50) and self._graphics is not None:
            self._head.paper.images += 1
            self._head.print_picture(self._graphics)
            self._graphics = None
        elif function == 112 and len(rest) >= 10:  # noqa: PLR2004 - from the manual
            width, height = int.from_bytes(rest[6:8], "little"), int.from_bytes(rest[8:10], "little")
            picture = _dots(rest[10:], width, height)
            self._graphics = _magnified(picture, min(2, max(1, rest[3])), min(2, max(1, rest[4])))

    def _qr(self, function: int, rest: bytes) -> None:
        if function == 67:  # noqa: PLR2004 - module size
            self._set.qr_module = rest[0]
        elif function == 69:  # noqa: PLR2004 - error correction
            self._set.qr_level = QR_LEVELS.get(rest[0], "L")
        elif function == 80:  # noqa: PLR2004 - store
            self._set.qr_stored = rest[1:]
        elif function == 81:  # noqa: PLR2004 - print
            self._print_qr()

    def _print_qr(self) -> None:
        stored = self._set.qr_stored
        try:
            modules = barcodes.qr_code(stored, self._set.qr_level)
        except barcodes.NoSymbol as why:
            self._refuse_code("QR", stored, 0, str(why))
            return
        self._head.end_started_line()
        side = modules.width * self._set.qr_module
        fits = side <= self._head.width
        text = stored.decode("utf-8", errors="replace")
        problem = "" if fits else f"{side} dots do not fit on {self._head.width}"
        self._head.paper.codes.append(PrintedCode("QR", text, side, fits, problem=problem))
        if fits:
            self._head.print_picture(modules.resize((side, side), Image.Resampling.NEAREST))


def _dots(body: bytes, width: int, height: int) -> Image.Image:
    """Rows of bits, most significant first, 1 is black. Rows begin on a byte; missing rows stay white."""
    needed = (width + 7) // 8 * height
    bits = Image.frombytes("1", (width, height), body[:needed].ljust(needed, b"\0"))
    return ImageChops.invert(bits.convert("L"))


def _magnified(picture: Image.Image, wide: int, high: int) -> Image.Image:
    return picture.resize((picture.width * wide, picture.height * high), Image.Resampling.NEAREST)
