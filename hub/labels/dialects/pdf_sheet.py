"""A sheet of paper in tenths of a millimetre, measured from the top left: text that stays in its room, lines, symbols.

Text and rules are written as PDF operators (`pdf_ink`), because reportlab's own calls take several times as long and a day has
hundreds of notes. Not for: what a paper says. Same calls, same bytes: dates and random ids are left out of the file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hub.labels.breaks import pieces_of
from hub.labels.dialects.pdf_ink import Ink, Pen, Placed
from hub.labels.dialects.pdf_type import (
    WIDE_REACH,
    Measured,
    font_for,
    in_room,
    measured,
    register_fonts,
    width_in,
    wrapped,
)
from hub.labels.dialects.symbols import crate_bars, runs, square_dots
from hub.labels.layout import Align, tidy

BLACK = "#000000"
INK, GREY, FAINT, GREEN, WHITE = "#16211c", "#56615b", "#c9d1cc", "#1f5a43", "#ffffff"
TENTHS_PER_INCH, POINTS_PER_INCH = 254, 72
_DARK = re.compile(rb"\x01+")


class Style(NamedTuple):
    """Size in tenths of a millimetre, from one line of text to the next well below 1.4 of it."""

    size: int
    bold: bool = False
    colour: str = INK
    align: Align = Align.LEFT


class Sheet:
    """Draws in tenths of a millimetre; `y` of a text is its base line."""

    def __init__(
        self, width: int, height: int, title: str, language: str | None = None, *, keywords: str = ""
    ) -> None:
        # Importing reportlab looks for settings in the home folder; no import of the hub may.
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

        register_fonts()
        self.width, self.height = width, height
        self._file = io.BytesIO()
        scale = POINTS_PER_INCH / TENTHS_PER_INCH
        self._canvas = Canvas(
            self._file,
            pagesize=(width * scale, height * scale),
            invariant=1,
            pageCompression=1,
            lang=language,
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("Samlast")
        if keywords:
            self._canvas.setKeywords(keywords)
        self._ink = Ink(self._canvas)
        self._canvas.scale(scale, scale)

    def next_page(self) -> None:
        self._end_page()
        self._canvas.scale(POINTS_PER_INCH / TENTHS_PER_INCH, POINTS_PER_INCH / TENTHS_PER_INCH)

    def finish(self) -> bytes:
        self._end_page()
        self._canvas.save()
        return self._file.getvalue()

    def _end_page(self) -> None:
        self._ink.flow()
        self._canvas.showPage()

    def mark_page(self, name: str, *, level: int = 0) -> None:
        """An entry of the outline that a viewer shows beside the pages, for this page."""
        key = f"page-{self._canvas.getPageNumber()}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(tidy(name), key, level=level, closed=level > 0)

    def text(self, x: int, y: int, text: str, style: Style, room: int) -> None:
        """One line in `room` tenths from x, cut with an ellipsis when it is longer."""
        self.put(x, y, in_room(text, style.size, style.bold, room), style, room)

    def put(self, x: int, y: int, line: Measured, style: Style, room: int) -> None:
        """A line that was measured for this room."""
        at, _, text, pen = placed(x, y, line, style, room)
        self._ink.text(at, self.height - y, text, pen)

    def put_all(self, y: int, texts: Sequence[Placed]) -> None:
        """Texts that were placed before, as far below y as they say."""
        self._ink.texts(self.height - y, texts)

    def code(self, x: int, y: int, text: str, style: Style, room: int) -> None:
        """Hexadecimal and other signs to be copied one by one: every letter as wide as the next, and never cut."""
        size = style.size
        while size > 1 and width_in(WIDE_REACH, text, size) > room:
            size -= 1
        self._ink.text(x, self.height - y, text, Pen(WIDE_REACH, size, style.colour))

    def rule(self, x: int, y: int, width: int, *, thick: int = 2, colour: str = INK) -> None:
        self._ink.block(x, self.height - y - thick, width, thick, colour)

    def block(self, x: int, y: int, width: int, height: int, *, colour: str) -> None:
        self.rule(x, y, width, thick=height, colour=colour)

    def box(self, x: int, y: int, width: int, height: int, *, thick: int = 2, colour: str = INK) -> None:
        """An empty frame to tick or to write in."""
        for left, top, wide, tall in (
            (x, y, width, thick),
            (x, y + height - thick, width, thick),
            (x, y, thick, height),
            (x + width - thick, y, thick, height),
        ):
            self._ink.block(left, self.height - top - tall, wide, tall, colour)

    def polyline(
        self,
        points: Sequence[tuple[int, int]],
        *,
        thick: int,
        colour: str = INK,
        dashes: Sequence[int] = (),
    ) -> None:
        """One unbroken line; `dashes` are lengths of stroke and of white in turn."""
        self._ink.line([(x, self.height - y) for x, y in points], thick, colour, dashes)

    def area(self, points: Sequence[tuple[int, int]], *, colour: str) -> None:
        """What lies within the points, filled."""
        self._ink.area([(x, self.height - y) for x, y in points], colour)

    def bars(self, x: int, y: int, width: int, height: int, sscc: str) -> None:
        """The SSCC's bars over the whole width; the white margins are the caller's."""
        modules = crate_bars(sscc)
        module = width / len(modules)
        for start, length in runs(modules):
            self._ink.block(x + start * module, self.height - y - height, length * module, height, BLACK)

    def square(self, x: int, y: int, side: int, link: str) -> None:
        modules, rectangles = _square(link)
        self._ink.path(x, self.height - y - side, side / modules, rectangles, BLACK)


@lru_cache(maxsize=64)
def _square(link: str) -> tuple[int, str]:
    """How many modules a square code has, and its dark stretches as rectangles from the bottom left, one unit a module."""
    width, dots = square_dots(link)
    # A hair of overlap, or some viewers show white lines between the rows.
    stretches = [
        f"{dark.start()} {width - 1 - down} {dark.end() - dark.start()} 1.02 re"
        for down in range(width)
        for dark in _DARK.finditer(dots[down * width : (down + 1) * width])
    ]
    return width, " ".join(stretches)


def placed(x: int, down: int, line: Measured, style: Style, room: int) -> Placed:
    """Where a line that was measured for this room stands in it."""
    text, font, size, width = line
    return x + (0, (room - width) // 2, room - width)[style.align], down, text, Pen(font, size, style.colour)


def fitted(text: str, style: Style, smallest: int, room: int) -> Style:
    """The style, made smaller until the text fits; at the smallest it is left to be cut."""
    whole = tidy(text)
    for size in range(style.size, smallest, -1):
        smaller = Style(size, bold=style.bold, colour=style.colour, align=style.align)
        if width_of(whole, smaller) <= room:
            return smaller
    return Style(smallest, bold=style.bold, colour=style.colour, align=style.align)


def untorn(text: str, style: Style, smallest: int, room: int) -> Style:
    """The style, made smaller until every word and number of the text fits whole on its line."""
    return fitted(max(pieces_of(tidy(text)), key=lambda one: width_of(one, style)), style, smallest, room)


def fitted_line(text: str, style: Style, smallest: int, room: int) -> Measured:
    """One line as `fitted` makes it."""
    whole = tidy(text)
    font = font_for(whole, bold=style.bold)
    for size in range(style.size, smallest - 1, -1):
        width = width_in(font, whole, size)
        if width <= room:
            return Measured(whole, font, size, width)
    return in_room(whole, smallest, style.bold, room)


def lines_of(text: str, style: Style, room: int, *, most: int = 99) -> tuple[str, ...]:
    return tuple([line.text for line in set_lines(text, style, room, most=most)])


def set_lines(text: str, style: Style, room: int, *, most: int = 99) -> tuple[Measured, ...]:
    """Wrapped between words, each line ready to be put; the last of `most` is cut."""
    return wrapped(text, style.size, style.bold, room, most)


def width_of(text: str, style: Style) -> int:
    """Rounded up, so that what fits by this measure fits."""
    return measured(text, style.size, style.bold)[1]
