"""Rows laid on a receipt printer's paper, one below the other: what is a line of its letters, what a picture, which code, and how wide.

How each of them gets onto the paper is for a pen to say: `escpos` as orders for the printer, `png_rows` as dots for a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from PIL import Image

from hub.kernel.ids import is_sscc
from hub.labels.code128 import Bars128, Stretch, bars_128
from hub.labels.dialects.dots import line_picture, square_picture
from hub.labels.dialects.head import Head, PaperTooNarrow
from hub.labels.dialects.symbols import square_dots
from hub.labels.layout import Align, Bars, GoodsSquare, Pictogram, Row, Rule, Space, Square, Text, cut
from hub.labels.symbols import LEAST_BAR_HEIGHT, QUIET, least_dots

SHORTEST_HEAD = 200
LINE_DOTS = 28
CUT_FEED = 10
BELOW = 8
# Microns.
PICTOGRAM_SIDE = 8_000

# Typographic twins that no receipt printer has. The meaning is the same, so the line need not become a picture.
_TWINS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "..."}
)


class Pen(Protocol):
    """Puts things on the paper from the top down."""

    def feed(self, dots: int) -> None: ...

    def text(self, line: Text, encoded: bytes) -> None:
        """A line in the printer's own letters, `encoded` in its code page."""

    def rule(self, *, heavy: bool) -> None:
        """Two or four dots high, across the head."""

    def pictogram(self, shows: str, side: int) -> None:
        """At the right; nothing for a class that has no picture."""

    def picture(self, drawn: Image.Image) -> None: ...

    def bars(self, symbol: Bars128, module: int, tall: int) -> None:
        """In the middle, so many dots a module and so many high at least."""

    def qr(self, link: str, module: int, align: Align) -> None:
        """Without the white around it."""


def lay(rows: Sequence[Row], head: Head, pen: Pen) -> None:
    """Raises PaperTooNarrow."""
    if head.width < SHORTEST_HEAD:
        raise PaperTooNarrow(dots=head.width)
    for row in rows:
        match row:
            case Text():
                _text(row, head, pen)
            case Rule():
                pen.rule(heavy=row.heavy)
                pen.feed(BELOW)
            case Space():
                pen.feed(row.dots)
            case Pictogram():
                pen.pictogram(row.shows, least_dots(PICTOGRAM_SIDE, head.dpi))
            case Square():
                _square(row, head, pen)
            case GoodsSquare():
                _goods_square(row, head, pen)
            case Bars():
                _bars(row, head, pen)


def _text(line: Text, head: Head, pen: Pen) -> None:
    encoded = _encoded(line.text, head.code_page)
    if encoded is None:
        pen.picture(line_picture(line, head.width))
    else:
        pen.text(line, encoded)


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


def _bars(bars: Bars, head: Head, pen: Pen) -> None:
    """Left out where they would be finer than the standard: the square code above holds the same number."""
    gs1 = is_sscc(bars.sscc)
    # A code of the house stays in set B, which every make of printer reads alike; the SSCC would be too wide in it.
    symbol = bars_128("00" + bars.sscc, gs1=True) if gs1 else Bars128((Stretch("B", bars.sscc),))
    module = head.bar_module(symbol, gs1=gs1)
    if module is not None:
        pen.bars(symbol, module, least_dots(LEAST_BAR_HEIGHT, head.dpi))
        pen.feed(BELOW)


def _square(square: Square, head: Head, pen: Pen) -> None:
    """The printer's own QR beneath its large words; as dots with the words beside it where the model has none."""
    module = head.square_module(square_dots(square.link)[0])
    if not head.has_qr:
        pen.picture(square_picture(square, head.width, module))
        return
    columns = head.columns
    size = next((one for one in (5, 4, 3, 2) if len(square.large) * one <= columns), 1)
    for line in (
        Text(cut(square.above, columns), align=Align.CENTRE),
        Text(cut(square.large, columns // size), wide=size, high=size, bold=True, align=Align.CENTRE),
        Text(cut(square.below, columns), bold=True, align=Align.CENTRE),
    ):
        if line.text:
            _text(line, head, pen)
    pen.feed(QUIET["qr"] * module)
    pen.qr(square.link, module, Align.CENTRE)
    pen.feed(QUIET["qr"] * module)


def _goods_square(square: GoodsSquare, head: Head, pen: Pen) -> None:
    """The white to its left is what the head leaves of the paper, four millimetres at least."""
    module = head.link_module(square_dots(square.link)[0])
    if not head.has_qr:
        pen.picture(square_picture(Square(square.link, "", "", ""), head.width, module))
        return
    pen.feed(QUIET["qr"] * module)
    pen.qr(square.link, module, Align.LEFT)
    pen.feed(QUIET["qr"] * module)
