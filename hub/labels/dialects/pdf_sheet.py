"""A sheet of paper in tenths of a millimetre, measured from the top left: text that stays in its room, lines, symbols.

Not for: what a paper says. Same calls, same bytes: dates and random ids are left out of the file.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from hub.labels.dialects.symbols import crate_bars, square
from hub.labels.layout import Align, cut_measured, tidy, wrap

if TYPE_CHECKING:
    from reportlab.pdfgen.pathobject import PDFPathObject

INK, GREY, FAINT, GREEN, WHITE = "#16211c", "#56615b", "#c9d1cc", "#1f5a43", "#ffffff"
PLAIN, BOLD, WIDE_REACH = "SamlastPlain", "SamlastBold", "SamlastMono"
ELLIPSIS = "…"
TENTHS_PER_INCH, POINTS_PER_INCH = 254, 72


@dataclass(frozen=True, slots=True)
class Style:
    """Size in tenths of a millimetre, from one line of text to the next well below 1.4 of it."""

    size: int
    bold: bool = False
    colour: str = INK
    align: Align = Align.LEFT


class Sheet:
    """Draws in tenths of a millimetre; `y` of a text is its base line."""

    def __init__(self, width: int, height: int, title: str, *, keywords: str = "") -> None:
        # Importing reportlab looks for settings in the home folder; no import of the hub may.
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

        _register_fonts()
        self.width, self.height = width, height
        self._file = io.BytesIO()
        scale = POINTS_PER_INCH / TENTHS_PER_INCH
        self._canvas = Canvas(
            self._file, pagesize=(width * scale, height * scale), invariant=1, pageCompression=1
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("Samlast")
        if keywords:
            self._canvas.setKeywords(keywords)
        self._begin_page()

    def _begin_page(self) -> None:
        scale = POINTS_PER_INCH / TENTHS_PER_INCH
        self._canvas.scale(scale, scale)

    def next_page(self) -> None:
        self._canvas.showPage()
        self._begin_page()

    def finish(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def text(self, x: int, y: int, text: str, style: Style, room: int) -> None:
        """One line in `room` tenths from x, cut with an ellipsis when it is longer."""
        shown = cut_measured(text, room, lambda one: width_of(one, style), ELLIPSIS)
        at = x + (0, room / 2, room)[style.align]
        self._canvas.setFillColor(style.colour)
        self._canvas.setFont(font_for(shown, bold=style.bold), style.size)
        draw = (self._canvas.drawString, self._canvas.drawCentredString, self._canvas.drawRightString)
        draw[style.align](at, self.height - y, shown)

    def code(self, x: int, y: int, text: str, style: Style, room: int) -> None:
        """Hexadecimal and other signs to be copied one by one: every letter as wide as the next, and never cut."""
        size = style.size
        while size > 1 and _width_in(WIDE_REACH, text, size) > room:
            size -= 1
        self._canvas.setFillColor(style.colour)
        self._canvas.setFont(WIDE_REACH, size)
        self._canvas.drawString(x, self.height - y, text)

    def rule(self, x: int, y: int, width: int, *, thick: int = 2, colour: str = INK) -> None:
        self._canvas.setFillColor(colour)
        self._canvas.rect(x, self.height - y - thick, width, thick, stroke=0, fill=1)

    def block(self, x: int, y: int, width: int, height: int, *, colour: str) -> None:
        self.rule(x, y, width, thick=height, colour=colour)

    def polyline(
        self,
        points: Sequence[tuple[int, int]],
        *,
        thick: int,
        colour: str = INK,
        dashes: Sequence[int] = (),
    ) -> None:
        """One unbroken line; `dashes` are lengths of stroke and of white in turn."""
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(thick)
        self._canvas.setLineJoin(1)
        self._canvas.setDash(list(dashes))
        self._canvas.drawPath(self._path(points), stroke=1, fill=0)
        self._canvas.setDash()

    def area(self, points: Sequence[tuple[int, int]], *, colour: str) -> None:
        """What lies within the points, filled."""
        self._canvas.setFillColor(colour)
        path = self._path(points)
        path.close()
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _path(self, points: Sequence[tuple[int, int]]) -> PDFPathObject:
        path = self._canvas.beginPath()
        for at, (x, y) in enumerate(points):
            (path.lineTo if at else path.moveTo)(x, self.height - y)
        return path

    def bars(self, x: int, y: int, width: int, height: int, sscc: str) -> None:
        """The SSCC's bars over the whole width; the white margins are the caller's."""
        self._canvas.setFillColor("#000000")
        modules = crate_bars(sscc)
        for start, length in _runs(modules):
            left = x + width * start / len(modules)
            self._canvas.rect(
                left, self.height - y - height, width * length / len(modules), height, stroke=0, fill=1
            )

    def square(self, x: int, y: int, side: int, link: str) -> None:
        self._canvas.setFillColor("#000000")
        rows = square(link)
        for down, row in enumerate(rows):
            for start, length in _runs(row):
                # A hair of overlap, or some viewers show white lines between the rows.
                self._canvas.rect(
                    x + side * start / len(rows),
                    self.height - y - side * (down + 1) / len(rows),
                    side * length / len(rows),
                    side / len(rows) * 1.02,
                    stroke=0,
                    fill=1,
                )


def _runs(modules: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Start and length of each stretch of dark modules."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(modules):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs


def fitted(text: str, style: Style, smallest: int, room: int) -> Style:
    """The style, made smaller until the text fits; at the smallest it is left to be cut."""
    for size in range(style.size, smallest, -1):
        smaller = Style(size, bold=style.bold, colour=style.colour, align=style.align)
        if width_of(tidy(text), smaller) <= room:
            return smaller
    return Style(smallest, bold=style.bold, colour=style.colour, align=style.align)


def lines_of(text: str, style: Style, room: int, *, most: int = 99) -> tuple[str, ...]:
    return wrap(text, room, lambda one: width_of(one, style), most=most)


def width_of(text: str, style: Style) -> int:
    """Rounded up, so that what fits by this measure fits."""
    return _width_in(font_for(text, bold=style.bold), text, style.size)


def _width_in(font: str, text: str, size: int) -> int:
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415

    _register_fonts()
    return -int(-stringWidth(text, font, size) // 1)


def font_for(text: str, *, bold: bool) -> str:
    """Bitstream Vera; a text with letters it lacks (ŋ, ŧ in Sámi names) is set whole in a face that has them."""
    _register_fonts()
    return (BOLD if bold else PLAIN) if _letters_of_vera().issuperset(map(ord, text)) else WIDE_REACH


@lru_cache(maxsize=1)
def _letters_of_vera() -> frozenset[int]:
    from reportlab.pdfbase.pdfmetrics import getFont  # noqa: PLC0415

    return frozenset(getFont(PLAIN).face.charToGlyph)


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    for name, package, file in (
        (PLAIN, "reportlab", "Vera.ttf"),
        (BOLD, "reportlab", "VeraBd.ttf"),
        (WIDE_REACH, "barcode", "DejaVuSansMono.ttf"),
    ):
        with as_file(files(package) / "fonts" / file) as path:
            registerFont(TTFont(name, str(path)))
