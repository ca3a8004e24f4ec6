"""How wide letters are, in thousandths of their size: one table for fitting text into boxes, whichever dialect draws it.

The faces come with installed packages: Bitstream Vera (reportlab) for the Latin of the house, and DejaVu Sans Mono
(python-barcode) for every other letter it has (Sámi, Greek, Cyrillic, Arabic). A letter that neither has shows as an empty box,
never as another letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

PER_SIZE = 1_000
# From the top of a line to its base line, and the whole line, in thousandths of the size (Vera's own: 928 and 1164).
ASCENT, LINE = 930, 1_170


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font file and the advance of each letter that it has."""

    package: str
    file: str
    widths: Mapping[int, int]
    otherwise: int

    def width(self, sign: str) -> int:
        return self.widths.get(ord(sign), self.otherwise)


def face_for(text: str, *, bold: bool) -> Face:
    """One face for a whole text, so that its letters match each other."""
    latin = _faces()[1 if bold else 0]
    return latin if all(ord(sign) in latin.widths for sign in text) else _faces()[2]


@cache
def _faces() -> tuple[Face, Face, Face]:
    return (
        _face("reportlab", "Vera.ttf"),
        _face("reportlab", "VeraBd.ttf"),
        _face("barcode", "DejaVuSansMono.ttf"),
    )


def _face(package: str, file: str) -> Face:
    # Importing reportlab looks for settings in the home folder; no import of the hub may.
    from reportlab.pdfbase.ttfonts import TTFontFile  # noqa: PLC0415

    with as_file(files(package) / "fonts" / file) as path:
        font = TTFontFile(str(path))
    widths = {sign: -int(-width // 1) for sign, width in font.charWidths.items() if sign in font.charToGlyph}
    return Face(package, file, widths, -int(-font.defaultWidth // 1))
