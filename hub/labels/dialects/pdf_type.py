"""Type on a sheet: which font a text is set in, how wide it is there, and how it is cut and broken to fit its room.

Sizes and rooms are tenths of a millimetre. What was measured is remembered, because a day's notes say the same words on many pages.
Not for: where a text stands (`pdf_sheet`), or labels in microns (`letters`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache, partial
from importlib.resources import as_file, files
from itertools import accumulate
from typing import NamedTuple

from hub.labels.breaks import HYPHEN, line_end
from hub.labels.layout import cut_measured, tidy, wrap

PLAIN, BOLD, WIDE_REACH = "SamlastPlain", "SamlastBold", "SamlastMono"
ELLIPSIS = "…"


class Measured(NamedTuple):
    """One line of text as it will stand: in which font, how large, and how wide it is there."""

    text: str
    font: str
    size: int
    width: int


@lru_cache(maxsize=8192)
def in_room(text: str, size: int, bold: bool, room: int) -> Measured:
    """What is shown of a text in a room."""
    shown = tidy(text)
    font, width = measured(shown, size, bold)
    if width > room:
        shown = cut_measured(shown, room, lambda one: measured(one, size, bold)[1], ELLIPSIS)
        font, width = measured(shown, size, bold)
    return Measured(shown, font, size, width)


@lru_cache(maxsize=8192)
def wrapped(text: str, size: int, bold: bool, room: int, most: int) -> tuple[Measured, ...]:
    """Lines broken as `breaks` says; the last of `most` is cut."""
    whole = tidy(text)
    font = font_for(whole, bold=bold)
    width = width_in(font, whole, size)
    if width <= room:
        return (Measured(whole, font, size, width),) if whole else ()
    if font == WIDE_REACH:
        # Its parts may be set in the other face.
        lines = wrap(whole, room, lambda one: measured(one, size, bold)[1], most=most)
    else:
        lines = _greedy(whole, size, bold, room, most)
    return tuple(in_room(line, size, bold, room) for line in lines)


def _greedy(whole: str, size: int, bold: bool, room: int, most: int) -> tuple[str, ...]:
    """As `layout.wrap`, by where each letter begins: a text of one face is measured once."""
    widths, otherwise = _widths(BOLD if bold else PLAIN)
    sums = [0.0, *accumulate(widths.get(sign, otherwise) for sign in map(ord, whole))]
    lines: list[str] = []
    start = 0
    while start < len(whole):
        end = max(_letters_in(sums, start, room * 1_000 / size), start + 1)
        if end >= len(whole) or len(lines) == most - 1:
            rest = whole[start:]
            lines.append(in_room(rest, size, bold, room).text)
            break
        narrow = room * 1_000 / size - widths.get(ord(HYPHEN), otherwise)
        at, hyphen = line_end(whole, start, end, partial(_letters_in, sums, start, narrow))
        lines.append(whole[start:at].rstrip() + (HYPHEN if hyphen else ""))
        start = at + (whole[at] == " ")
    return tuple(lines)


def _letters_in(sums: Sequence[float], start: int, room: float) -> int:
    """Up to where the letters from here fit."""
    return bisect_right(sums, sums[start] + room) - 1


@lru_cache(maxsize=8192)
def measured(text: str, size: int, bold: bool) -> tuple[str, int]:
    """Which font a text is set in, and how wide it is there."""
    font = font_for(text, bold=bold)
    return font, width_in(font, text, size)


def width_in(font: str, text: str, size: int) -> int:
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

    register_fonts()
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

    register_fonts()
    return frozenset(getFont(PLAIN).face.charToGlyph)


@lru_cache(maxsize=1)
def register_fonts() -> None:
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
