"""Rows as a picture, dot for dot as a receipt printer lays them on its paper, to look at before or after it did.

The printer's own letters are known by their cells only, 12 dots wide and 24 high: another face stands in them here.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from hub.labels.code128 import Bars128
from hub.labels.dialects.dots import CELL_HEIGHT, CELL_WIDTH, line_picture, pictogram, square_code
from hub.labels.dialects.head import Head
from hub.labels.dialects.pictograms import PICTOGRAMS
from hub.labels.dialects.strip import CUT_FEED, LINE_DOTS, lay
from hub.labels.dialects.symbols import bars_of, runs
from hub.labels.layout import Align, Row, Text

WHITE, BLACK = 255, 0


def rows_png(rows: Sequence[Row], head: Head) -> bytes:
    """One bit a dot, as wide as the head. The same rows give the same bytes. Raises PaperTooNarrow."""
    paper = _Paper(head)
    lay(rows, head, paper)
    paper.feed(CUT_FEED)
    file = io.BytesIO()
    paper.drawn().convert("1").save(file, "PNG", dpi=(head.dpi, head.dpi), compress_level=1)
    return file.getvalue()


class _Paper:
    """Pieces of the paper with where they lie: how long it becomes is known at the end."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._pieces: list[tuple[Image.Image, int, int]] = []
        self._down = 0

    def drawn(self) -> Image.Image:
        paper = Image.new("L", (self._head.width, self._down), WHITE)
        for piece, left, top in self._pieces:
            paper.paste(piece, (left, top))
        return paper

    def _put(self, piece: Image.Image, align: Align = Align.LEFT) -> None:
        slack = max(0, self._head.width - piece.width)
        self._pieces.append((piece, (0, slack // 2, slack)[align], self._down))
        self._down += piece.height

    def feed(self, dots: int) -> None:
        self._down += dots

    def text(self, line: Text, encoded: bytes) -> None:
        """Letters of more than one size are made of larger dots, and bold ones are printed twice, a dot beside: as the printer does."""
        said = encoded.decode(self._head.code_page)
        tall = CELL_HEIGHT * line.high
        if said:
            size = (len(said) * CELL_WIDTH * line.wide, tall)
            cells = line_picture(Text(said), len(said) * CELL_WIDTH).resize(size, Image.Resampling.NEAREST)
            if line.bold:
                cells = ImageChops.darker(cells, ImageChops.offset(cells, 1, 0))
            self._put(ImageChops.invert(cells) if line.inverse else cells, line.align)
            self._down -= tall
        self.feed(max(LINE_DOTS, tall))

    def rule(self, *, heavy: bool) -> None:
        self._put(Image.new("L", (self._head.width, 4 if heavy else 2), BLACK))

    def pictogram(self, shows: str, side: int) -> None:
        if shows in PICTOGRAMS:
            small = pictogram(shows, side // 2)
            self._put(
                small.resize((2 * small.width, 2 * small.height), Image.Resampling.NEAREST), Align.RIGHT
            )

    def picture(self, drawn: Image.Image) -> None:
        self._put(drawn)

    def bars(self, symbol: Bars128, module: int, tall: int) -> None:
        bars = Image.new("L", (symbol.modules * module, tall), WHITE)
        pen = ImageDraw.Draw(bars)
        for start, length in runs(bars_of(symbol)):
            pen.rectangle((start * module, 0, (start + length) * module - 1, tall), fill=BLACK)
        self._put(bars, Align.CENTRE)

    def qr(self, link: str, module: int, align: Align) -> None:
        self._put(square_code(link, module), align)
