"""Ink on a page of a PDF: text, lines and filled areas as the operators of ISO 32000, straight into reportlab's page.

    r g b rg                            colour, said when it changes
    x y w h re f                        a filled rectangle
    x y m x y l .. h f                  an area within points
    q r g b RG w w [..] 0 d .. S Q      a line through points
    q .. cm x y w h re x y .. f Q       many rectangles at once: a square code
    BT x y Td /F 9 Tf (text) Tj ET      a text; the font, too, is said when it changes

reportlab keeps the file, the fonts and which of their letters are embedded: a font is asked once for each letter
(`splitString`, its documented way for fonts of one's own). Not for: where anything stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

FEWEST_CODE, MOST_CODE = 32, 126


class _Letters(dict[int, str]):
    """Letter to what stands for it in the page, of one font in one file; asked for the first time, a letter is embedded."""

    def __init__(self, font: Any, document: Any) -> None:  # noqa: ANN401 - reportlab has no types
        super().__init__()
        self._font, self._document = font, document
        font.splitString(" ", document)
        self.first = self._name(0)
        self.beyond: dict[int, tuple[str, str]] = {}

    def __missing__(self, sign: int) -> str:
        ((subset, code),) = self._font.splitString(chr(sign), self._document)
        written = _escaped(code[0])
        if subset:
            # More than 250 different letters in one file: the rest are in a further font, see `pieces`.
            self.beyond[sign] = (self._name(subset), written)
        self[sign] = written
        return written

    def _name(self, subset: int) -> str:
        return str(self._font.getSubsetInternalName(subset, self._document))

    def pieces(self, text: str) -> list[tuple[str, str]]:
        """Stretches that are written in one font of the file each; one of the first is by far the usual."""
        whole = text.translate(self)
        if not self.beyond or self.beyond.keys().isdisjoint(map(ord, text)):
            return [(self.first, whole)]
        stretches: list[tuple[str, str]] = []
        for sign in map(ord, text):
            name, written = self.beyond.get(sign, (self.first, self[sign]))
            if stretches and stretches[-1][0] == name:
                written = stretches.pop()[1] + written
            stretches.append((name, written))
        return stretches


class Pen(NamedTuple):
    """How a text is written: the font's name in reportlab, the size in units of the page, the colour as #rrggbb."""

    font: str
    size: int
    colour: str


# From where, how far below a line that is said later, what, and how it is written.
Placed = tuple[int, int, str, Pen]


class Ink:
    """Remembers what the page has been told, so that only changes are written; `flow` gives a full page to the canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._fonts: dict[str, _Letters] = {}
        self._operators: list[str] = []
        self._colour, self._font = "", ("", 0)

    def flow(self) -> None:
        if self._operators:
            self._canvas.addLiteral("\n".join(self._operators))
        self._operators = []
        self._colour, self._font = "", ("", 0)

    def text(self, x: int, y: int, text: str, pen: Pen) -> None:
        if not text:
            return
        font, size, colour = pen
        letters = self._fonts.get(font)
        if letters is None:
            letters = self._open(font)
        if colour != self._colour:
            self._dip(colour)
        shown = ""
        for name, written in letters.pieces(text):
            if (name, size) != self._font:
                self._font = (name, size)
                shown += f"{name} {size} Tf "
            shown += f"({written}) Tj "
        self._operators.append(f"BT {x} {y} Td {shown}ET")

    def texts(self, y: int, placed: Sequence[Placed]) -> None:
        """Many texts, each as `text` writes it: the rows of tables are most of what a page says."""
        operators, fonts = self._operators, self._fonts
        for x, down, text, pen in placed:
            font, size, colour = pen
            letters = fonts.get(font)
            if letters is None or letters.beyond or not text:
                self.text(x, y - down, text, pen)
                continue
            written = text.translate(letters)
            if letters.beyond:
                self.text(x, y - down, text, pen)
                continue
            if colour != self._colour:
                self._dip(colour)
            if (letters.first, size) == self._font:
                operators.append(f"BT {x} {y - down} Td ({written}) Tj ET")
            else:
                self._font = (letters.first, size)
                operators.append(f"BT {x} {y - down} Td {letters.first} {size} Tf ({written}) Tj ET")

    def block(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self._dip(colour)
        self._operators.append(f"{x:.6g} {y:.6g} {width:.6g} {height:.6g} re f")

    def area(self, points: Sequence[tuple[int, int]], colour: str) -> None:
        self._dip(colour)
        self._operators.append(f"{_path(points)} h f")

    def line(self, points: Sequence[tuple[int, int]], thick: int, colour: str, dashes: Sequence[int]) -> None:
        """Round where it bends; `dashes` are lengths of stroke and of white in turn."""
        stroke, gaps = _rgb(colour).upper(), " ".join(map(str, dashes))
        self._operators.append(f"q {stroke} {thick} w 1 j [{gaps}] 0 d {_path(points)} S Q")

    def path(self, x: float, y: float, scale: float, rectangles: str, colour: str) -> None:
        """Many rectangles at once, in units of their own from x and y."""
        self._dip(colour)
        self._operators.append(f"q {scale:.6g} 0 0 {scale:.6g} {x:.6g} {y:.6g} cm {rectangles} f Q")

    def _dip(self, colour: str) -> None:
        if colour != self._colour:
            self._colour = colour
            self._operators.append(_rgb(colour))

    def _open(self, font: str) -> _Letters:
        from reportlab.pdfbase.pdfmetrics import getFont  # noqa: PLC0415 - see pdf_sheet

        # The canvas tells its file's own object to nobody, and a font needs it to know which letters this file has.
        self._fonts[font] = _Letters(getFont(font), self._canvas._doc)  # noqa: SLF001
        return self._fonts[font]


def _path(points: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{x} {y} {'l' if at else 'm'}" for at, (x, y) in enumerate(points))


def _escaped(code: int) -> str:
    sign = chr(code)
    if sign in "\\()":
        return "\\" + sign
    return sign if FEWEST_CODE <= code <= MOST_CODE else f"\\{code:03o}"


@lru_cache(maxsize=32)
def _rgb(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{red:.3g} {green:.3g} {blue:.3g} rg"
