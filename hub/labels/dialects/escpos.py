"""Rows to ESC/POS bytes for one receipt printer: one code page, its own GS1-128 and QR, pictures for the rest.

python-escpos knows the models (which number a code page has, how pictures are packed). It is not asked to encode text:
its own choice changes the page per letter, and cheap printers then print wrong ones. Nothing is sent from here.

Source: makers' ESC/POS references; GS k 73 with code set C takes pairs of digits as one byte each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops

from hub.kernel.errors import RuleBroken
from hub.kernel.ids import is_sscc
from hub.labels.code128 import Bars128, Stretch, bars_128
from hub.labels.dialects.dots import CELL_WIDTH, line_picture, pictogram, square_picture
from hub.labels.dialects.escpos_codes import (
    TALLEST_BARS,
    WIDEST_MODULE,
    WIDEST_QR_MODULE,
    coded_128,
    qr_orders,
)
from hub.labels.dialects.pictograms import PICTOGRAMS
from hub.labels.dialects.symbols import square_dots
from hub.labels.layout import Align, Bars, Pictogram, Row, Rule, Space, Square, Text, cut
from hub.labels.symbols import (
    LEAST_BAR_HEIGHT,
    QUIET,
    CodeTooLarge,
    bar_module,
    dots_to_microns,
    least_dots,
    square_module,
)

SHORTEST_HEAD = 200
LINE_DOTS = 28
CUT_FEED = 10
# Microns.
PICTOGRAM_SIDE = 8_000

# Epson's numbers, for a model whose profile does not list the page.
EPSON_PAGES = {"CP437": 0, "CP850": 2, "CP865": 5, "CP1252": 16, "CP858": 19}

# Typographic twins that no receipt printer has. The meaning is the same, so the line need not become a picture.
_TWINS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."}
)


def _plain(text: str) -> str:
    return text.translate(_TWINS)


@lru_cache(maxsize=4096)
def _encoded(text: str, code_page: str) -> bytes | None:
    """In the printer's one page, with plain twins where it has no other; None for a letter that it lacks. Labels say the same words
    again and again.
    """
    for form in (str, _plain):
        try:
            return form(text).encode(code_page)
        except UnicodeEncodeError:
            continue
    return None


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
    dpi: int = 203

    @property
    def columns(self) -> int:
        return self.width // CELL_WIDTH

    def bar_module(self, symbol: Bars128, *, gs1: bool) -> int | None:
        """Dots per module at which bars and their white margins fit within the standard, or None: never send bars that do not."""
        module = bar_module(symbol.modules, dots_to_microns(self.width, self.dpi), self.dpi, gs1=gs1)
        return module if module is not None and module <= WIDEST_MODULE else None

    def square_module(self, modules: int) -> int:
        """The same for QR. Raises CodeTooLarge, because a label whose code nobody can read is none."""
        room = dots_to_microns(self.width, self.dpi)
        module = square_module(modules, QUIET["qr"], room, self.dpi)
        if module is None:
            raise CodeTooLarge(code="QR", dots=self.width)
        return min(module, WIDEST_QR_MODULE)


def escpos_bytes(rows: Sequence[Row], head: Head) -> bytes:
    """One paper, from initialisation to the cut. Raises PaperTooNarrow."""
    if head.width < SHORTEST_HEAD:
        raise PaperTooNarrow(dots=head.width)
    return _Strip(head).print_rows(rows)


class _Strip:
    """Keeps what the printer has been told, so that only changes are sent."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._model = _model(head.model)
        self._out = bytearray()
        self._style = Text("")

    def print_rows(self, rows: Sequence[Row]) -> bytes:
        self._send(b"\x1b@")
        self._send(b"\x1bt" + bytes([self._page_number()]))
        self._send(b"\x1b3" + bytes([LINE_DOTS]))
        for row in rows:
            self._print(row)
        self._restyle(Text(""))
        self._send(b"\x1dVB" + bytes([CUT_FEED]))
        return bytes(self._out)

    def _print(self, row: Row) -> None:
        match row:
            case Text():
                self._text(row)
            case Rule():
                self._restyle(Text(""))
                self._send(_rule(self._head.width, heavy=row.heavy))
                self._feed(8)
            case Space():
                self._feed(row.dots)
            case Pictogram():
                self._pictogram(row)
            case Square():
                self._square(row)
            case Bars():
                self._bars(row)

    def _send(self, raw: bytes) -> None:
        self._out += raw

    def _feed(self, dots: int) -> None:
        self._send(b"\x1bJ" + bytes([min(dots, 255)]))

    def _text(self, line: Text) -> None:
        encoded = _encoded(line.text, self._head.code_page)
        if encoded is None:
            self._picture(line_picture(line, self._head.width))
            return
        self._restyle(line)
        self._send(encoded + b"\n")

    def _restyle(self, line: Text) -> None:
        """Say only what differs from the line before."""
        before, self._style = self._style, line
        if before[1:] == line[1:]:
            return
        if before.align is not line.align:
            self._send(_order(align=("left", "center", "right")[line.align]))
        if before.bold != line.bold:
            self._send(_order(bold=line.bold))
        if before.inverse != line.inverse:
            self._send(_order(invert=line.inverse))
        if (before.wide, before.high) != (line.wide, line.high):
            self._send(_order(custom_size=True, width=line.wide, height=line.high))

    def _bars(self, bars: Bars) -> None:
        """Left out where they would be finer than the standard: the square code above holds the same number."""
        gs1 = is_sscc(bars.sscc)
        # A code of the house stays in set B, which every make of printer reads alike; the SSCC would be too wide in it.
        symbol = bars_128("00" + bars.sscc, gs1=True) if gs1 else Bars128((Stretch("B", bars.sscc),))
        module = self._head.bar_module(symbol, gs1=gs1)
        if module is None:
            return
        self._restyle(Text("", align=Align.CENTRE))
        code = coded_128(symbol)
        tall = least_dots(LEAST_BAR_HEIGHT, self._head.dpi)
        pieces = -(-tall // TALLEST_BARS)
        self._send(b"\x1dh" + bytes([-(-tall // pieces)]) + b"\x1dw" + bytes([module]) + b"\x1dH\0")
        # GS k is taken only with an empty line buffer: the row before ended with a line feed or a picture.
        # A fine head has no room for the height in one order; the same bars below each other are one symbol.
        self._send((b"\x1dkI" + bytes([len(code)]) + code) * pieces)
        self._feed(8)

    def _square(self, square: Square) -> None:
        """The printer's own QR beneath its large words; as dots with the words beside it where the model has none."""
        module = self._head.square_module(square_dots(square.link)[0])
        if not self._model.has_qr:
            self._picture(square_picture(square, self._head.width, module))
            return
        columns = self._head.columns
        size = next((one for one in (5, 4, 3, 2) if len(square.large) * one <= columns), 1)
        for line in (
            Text(cut(square.above, columns), align=Align.CENTRE),
            Text(cut(square.large, columns // size), wide=size, high=size, bold=True, align=Align.CENTRE),
            Text(cut(square.below, columns), bold=True, align=Align.CENTRE),
        ):
            if line.text:
                self._text(line)
        self._restyle(Text("", align=Align.CENTRE))
        self._feed(QUIET["qr"] * module)
        self._send(qr_orders(square.link, module))
        self._feed(QUIET["qr"] * module)

    def _pictogram(self, row: Pictogram) -> None:
        """At the right, below the words of its storage class."""
        drawn = _pictogram_orders(row.shows, self._head.dpi)
        if drawn:
            self._restyle(Text("", align=Align.RIGHT))
            self._send(drawn)

    def _picture(self, picture: Image.Image) -> None:
        self._restyle(Text(""))
        self._send(_raster(picture))

    def _page_number(self) -> int:
        """What ESC t calls the code page on this model."""
        if self._head.page_number is not None:
            return self._head.page_number
        return self._model.pages.get(self._head.code_page, EPSON_PAGES[self._head.code_page])


@lru_cache(maxsize=16)
def _rule(width: int, *, heavy: bool) -> bytes:
    """Two or four dots high, in dots of double size (GS v 0 with m of 3): a quarter of the bytes."""
    raster = _raster(Image.new("L", (width // 2, 2 if heavy else 1), 0))
    return raster[:3] + b"\x03" + raster[4:]


@lru_cache(maxsize=16)
def _pictogram_orders(shows: str, dpi: int) -> bytes:
    """In dots of double size: a label stays short on a slow line. Empty for a class that has no picture."""
    if shows not in PICTOGRAMS:
        return b""
    raster = _raster(pictogram(shows, least_dots(PICTOGRAM_SIDE, dpi) // 2))
    return raster[:3] + b"\x03" + raster[4:]


def _raster(picture: Image.Image) -> bytes:
    """GS v 0: rows of bits, 1 is black. Packed here, because python-escpos judges by its own idea of the width."""
    across = (picture.width + 7) // 8
    padded = Image.new("L", (across * 8, picture.height), 255)
    padded.paste(picture, (0, 0))
    size = across.to_bytes(2, "little") + picture.height.to_bytes(2, "little")
    return b"\x1dv0\0" + size + ImageChops.invert(padded).convert("1").tobytes()


@dataclass(frozen=True, slots=True)
class _Model:
    """What python-escpos knows of a model, as far as a label needs it."""

    pages: Mapping[str, int]
    has_qr: bool


@lru_cache(maxsize=64)
def _model(name: str) -> _Model:
    # On import python-escpos reads its table of printers from disk and writes a cache; no import of the hub may.
    from escpos.capabilities import CAPABILITIES  # noqa: PLC0415
    from escpos.printer import Dummy  # noqa: PLC0415

    profile = Dummy(profile=name if name in CAPABILITIES["profiles"] else "default").profile
    pages = {page: int(number) for page, number in profile.get_code_pages().items()}
    return _Model(pages, bool(profile.supports("qrCode")))


@lru_cache(maxsize=256)
def _order(**settings: str | int) -> bytes:
    """An order of style as python-escpos writes it, kept: every label says the same few."""
    from escpos.printer import Dummy  # noqa: PLC0415  for the reason above

    printer = Dummy()
    printer.set(**settings)
    return bytes(printer.output)
