"""A sheet of paper in tenths of a millimetre, measured from the top left: text that stays in its room, lines, symbols.

Text and rules are written as PDF operators (`pdf_ink`), because reportlab's own calls take several times as long and a day has
hundreds of notes. Not for: what a paper says. Same calls, same bytes: dates and random ids are left out of the file.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import accumulate

from hub.labels.dialects.pdf_ink import Ink, Pen
from hub.labels.dialects.symbols import crate_bars, runs, square
from hub.labels.layout import Align, cut_measured, tidy, wrap

BLACK = "#000000"
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

    def __init__(
        self, width: int, height: int, title: str, language: str | None = None, *, keywords: str = ""
    ) -> None:
        # Importing reportlab looks for settings in the home folder; no import of the hub may.
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

        _register_fonts()
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
        shown, font, width = _in_room(text, style.size, style.bold, room)
        at = x + (0, (room - width) // 2, room - width)[style.align]
        self._ink.text(at, self.height - y, shown, Pen(font, style.size, style.colour))

    def code(self, x: int, y: int, text: str, style: Style, room: int) -> None:
        """Hexadecimal and other signs to be copied one by one: every letter as wide as the next, and never cut."""
        size = style.size
        while size > 1 and _width_in(WIDE_REACH, text, size) > room:
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
    rows = square(link)
    # A hair of overlap, or some viewers show white lines between the rows.
    stretches = (
        f"{start} {len(rows) - 1 - down} {length} 1.02 re"
        for down, row in enumerate(rows)
        for start, length in runs(row)
    )
    return len(rows), " ".join(stretches)


def fitted(text: str, style: Style, smallest: int, room: int) -> Style:
    """The style, made smaller until the text fits; at the smallest it is left to be cut."""
    whole = tidy(text)
    for size in range(style.size, smallest, -1):
        smaller = Style(size, bold=style.bold, colour=style.colour, align=style.align)
        if width_of(whole, smaller) <= room:
            return smaller
    return Style(smallest, bold=style.bold, colour=style.colour, align=style.align)


def lines_of(text: str, style: Style, room: int, *, most: int = 99) -> tuple[str, ...]:
    return _wrapped(text, style.size, style.bold, room, most)


def width_of(text: str, style: Style) -> int:
    """Rounded up, so that what fits by this measure fits."""
    return _measured(text, style.size, style.bold)[1]


@lru_cache(maxsize=8192)
def _in_room(text: str, size: int, bold: bool, room: int) -> tuple[str, str, int]:
    """What is shown of a text in a room, the font it is set in, and how wide it is."""
    shown = tidy(text)
    font, width = _measured(shown, size, bold)
    if width > room:
        shown = cut_measured(shown, room, lambda one: _measured(one, size, bold)[1], ELLIPSIS)
        font, width = _measured(shown, size, bold)
    return shown, font, width


@lru_cache(maxsize=8192)
def _wrapped(text: str, size: int, bold: bool, room: int, most: int) -> tuple[str, ...]:
    style = Style(size, bold=bold)
    whole = tidy(text)
    if width_of(whole, style) <= room:
        return (whole,) if whole else ()
    if font_for(whole, bold=bold) == WIDE_REACH:
        # Its parts may be set in the other face.
        return wrap(whole, room, lambda one: width_of(one, style), most=most)
    return _greedy(whole, style, room, most)


def _greedy(whole: str, style: Style, room: int, most: int) -> tuple[str, ...]:
    """As `layout.wrap`, by where each letter begins: a text of one face is measured once."""
    widths, otherwise = _widths(BOLD if style.bold else PLAIN)
    sums = [0.0, *accumulate(widths.get(sign, otherwise) for sign in map(ord, whole))]
    lines: list[str] = []
    start = 0
    while start < len(whole):
        end = max(bisect_right(sums, sums[start] + room * 1_000 / style.size) - 1, start + 1)
        if end >= len(whole) or len(lines) == most - 1:
            rest = whole[start:]
            lines.append(_in_room(rest, style.size, style.bold, room)[0])
            break
        if whole[end] != " ":
            space = whole.rfind(" ", start, end)
            end = space if space > start else end
        lines.append(whole[start:end].rstrip())
        start = end + (whole[end] == " ")
    return tuple(lines)


@lru_cache(maxsize=8192)
def _measured(text: str, size: int, bold: bool) -> tuple[str, int]:
    """Which font a text is set in, and how wide it is there."""
    font = font_for(text, bold=bold)
    return font, _width_in(font, text, size)


def _width_in(font: str, text: str, size: int) -> int:
    try:
        # Nearly every text is Latin-1, whose letters are numbers of a table.
        wide = sum(map(_latin_widths(font).__getitem__, text.encode("latin-1")))
    except UnicodeEncodeError:
        widths, otherwise = _widths(font)
        wide = sum([widths.get(sign, otherwise) for sign in map(ord, text)])
    return -int(-wide * size // 1_000)


@lru_cache(maxsize=8)
def _latin_widths(font: str) -> tuple[float, ...]:
    widths, otherwise = _widths(font)
    return tuple(widths.get(sign, otherwise) for sign in range(256))


@lru_cache(maxsize=8)
def _widths(font: str) -> tuple[dict[int, float], float]:
    """How wide the font's letters are, in thousandths of its size."""
    from reportlab.pdfbase.pdfmetrics import getFont  # noqa: PLC0415

    _register_fonts()
    face = getFont(font).face
    return face.charWidths, face.defaultWidth


def font_for(text: str, *, bold: bool) -> str:
    """Bitstream Vera; a text with letters it lacks (ŋ, ŧ in Sámi names) is set whole in a face that has them."""
    return (BOLD if bold else PLAIN) if text.isascii() or _has_all(text) else WIDE_REACH


def _has_all(text: str) -> bool:
    return _letters_of_vera().issuperset(map(ord, text))


@lru_cache(maxsize=1)
def _letters_of_vera() -> frozenset[int]:
    from reportlab.pdfbase.pdfmetrics import getFont  # noqa: PLC0415

    _register_fonts()
    return frozenset(getFont(PLAIN).face.charToGlyph)


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    from reportlab import rl_config  # noqa: PLC0415
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    # Pages as plain compressed bytes: written out as text they are a quarter longer, and take longer to make.
    rl_config.useA85 = 0
    for name, package, file in (
        (PLAIN, "reportlab", "Vera.ttf"),
        (BOLD, "reportlab", "VeraBd.ttf"),
        (WIDE_REACH, "barcode", "DejaVuSansMono.ttf"),
    ):
        with as_file(files(package) / "fonts" / file) as path:
            registerFont(TTFont(name, str(path)))
