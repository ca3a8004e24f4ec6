"""Rows to ESC/POS bytes for one receipt printer: one code page, its own GS1-128 and QR, pictures for the rest.

python-escpos is not asked to encode text: its own choice changes the page per letter, and cheap printers then print wrong ones. Nothing
is sent from here.

Source: makers' ESC/POS references; GS k 73 with code set C takes pairs of digits as one byte each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageChops

from hub.labels.code128 import Bars128
from hub.labels.dialects.dots import CELL_WIDTH, pictogram
from hub.labels.dialects.escpos_codes import TALLEST_BARS, coded_128, qr_orders
from hub.labels.dialects.head import Head
from hub.labels.dialects.pictograms import PICTOGRAMS
from hub.labels.dialects.strip import CUT_FEED, LINE_DOTS, lay
from hub.labels.layout import Align, Row, Text

# From five blanks on, a place on the line is shorter.
WIDE_GAP = b" " * 5
_GAP = re.compile(WIDE_GAP + b"+(?=[^ ])")


def escpos_bytes(rows: Sequence[Row], head: Head) -> bytes:
    """One paper, from initialisation to the cut. Raises PaperTooNarrow."""
    orders = _Orders(head)
    lay(rows, head, orders)
    return orders.ended()


class _Orders:
    """Keeps what the printer has been told, so that only changes are sent."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._out = bytearray(b"\x1b@\x1bt" + bytes([head.page]) + b"\x1b3" + bytes([LINE_DOTS]))
        self._style = Text("")

    def ended(self) -> bytes:
        self._restyle(Text(""))
        self._send(b"\x1dVB" + bytes([CUT_FEED]))
        return bytes(self._out)

    def _send(self, raw: bytes) -> None:
        self._out += raw

    def feed(self, dots: int) -> None:
        self._send(b"\x1bJ" + bytes([min(dots, 255)]))

    def text(self, line: Text, encoded: bytes) -> None:
        self._restyle(line)
        if line.align is Align.LEFT and not line.inverse and WIDE_GAP in encoded:
            encoded = _moved(encoded, CELL_WIDTH * line.wide)
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

    def rule(self, *, heavy: bool) -> None:
        self._restyle(Text(""))
        self._send(_rule(self._head.width, heavy=heavy))

    def bars(self, symbol: Bars128, module: int, tall: int) -> None:
        self._restyle(Text("", align=Align.CENTRE))
        coded = coded_128(symbol)
        pieces = -(-tall // TALLEST_BARS)
        self._send(b"\x1dh" + bytes([-(-tall // pieces)]) + b"\x1dw" + bytes([module]) + b"\x1dH\0")
        # GS k is taken only with an empty line buffer: the row before ended with a line feed or a picture.
        # A fine head has no room for the height in one order; the same bars below each other are one symbol.
        self._send((b"\x1dkI" + bytes([len(coded)]) + coded) * pieces)

    def qr(self, link: str, module: int, align: Align) -> None:
        self._restyle(Text("", align=align))
        self._send(qr_orders(link, module))

    def pictogram(self, shows: str, side: int) -> None:
        drawn = _pictogram_orders(shows, side)
        if drawn:
            self._restyle(Text("", align=Align.RIGHT))
            self._send(drawn)

    def picture(self, drawn: Image.Image) -> None:
        self._restyle(Text(""))
        self._send(_raster(drawn))


@lru_cache(maxsize=4096)
def _moved(encoded: bytes, cell: int) -> bytes:
    """Blanks between two facts as a place on the line (ESC $, in dots from the left): four bytes, however wide the head is. Kept,
    because the crates of a lot say the same.
    """

    def place(gap: re.Match[bytes]) -> bytes:
        return b"\x1b$" + (gap.end() * cell).to_bytes(2, "little")

    return _GAP.sub(place, encoded)


@lru_cache(maxsize=16)
def _rule(width: int, *, heavy: bool) -> bytes:
    """In dots of double size (GS v 0 with m of 3): a quarter of the bytes."""
    raster = _raster(Image.new("L", (width // 2, 2 if heavy else 1), 0))
    return raster[:3] + b"\x03" + raster[4:]


@lru_cache(maxsize=16)
def _pictogram_orders(shows: str, side: int) -> bytes:
    """In dots of double size: a label stays short on a slow line. Empty for a class that has no picture."""
    if shows not in PICTOGRAMS:
        return b""
    raster = _raster(pictogram(shows, side // 2))
    return raster[:3] + b"\x03" + raster[4:]


def _raster(drawn: Image.Image) -> bytes:
    """GS v 0: rows of bits, 1 is black. Packed here, because python-escpos judges by its own idea of the width."""
    across = (drawn.width + 7) // 8
    padded = Image.new("L", (across * 8, drawn.height), 255)
    padded.paste(drawn, (0, 0))
    size = across.to_bytes(2, "little") + drawn.height.to_bytes(2, "little")
    return b"\x1dv0\0" + size + ImageChops.invert(padded).convert("1").tobytes()


@lru_cache(maxsize=256)
def _order(**settings: str | int) -> bytes:
    """An order of style as python-escpos writes it, kept: every label says the same few."""
    # On import python-escpos reads its table of printers from disk and writes a cache; no import of the hub may.
    from escpos.printer import Dummy  # noqa: PLC0415

    printer = Dummy()
    printer.set(**settings)
    return bytes(printer.output)
