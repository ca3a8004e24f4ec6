"""A drawing as a black and white picture, dot for dot as a thermal head would burn it: preview, raster, and golden file."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from hub.labels.dialects.letters import ASCENT, PER_SIZE, Face
from hub.labels.dialects.pictograms import PICTOGRAMS
from hub.labels.dialects.symbols import matrix_of, runs
from hub.labels.marks import BARS, BlockMark, Drawing, PictureMark, SymbolMark, TextMark
from hub.labels.symbols import MICRONS_PER_INCH, Remark

WHITE, BLACK = 1, 0
SMALLEST_TYPE = 6
# Text chunks of the PNG: what each code holds, one a line, for `hub label check`.
CODES_CHUNK = "samlast-codes"
# And what no reader of pictures sees: that a text was longer, or had no box.
REMARKS_CHUNK = "samlast-remarks"


def png_bytes(drawing: Drawing) -> bytes:
    """The picture with its resolution and what its codes hold. The same drawing gives the same bytes."""
    known = PngImagePlugin.PngInfo()
    codes = [
        f"{mark.symbol.kind} {mark.symbol.text}" for mark in drawing.marks if isinstance(mark, SymbolMark)
    ]
    known.add_itxt(CODES_CHUNK, "\n".join(codes))
    if unseen := [one for one in drawing.remarks if one is not Remark.SQUARE_INSTEAD]:
        known.add_itxt(REMARKS_CHUNK, "\n".join(unseen))
    file = io.BytesIO()
    picture(drawing).save(file, "PNG", dpi=(drawing.dpi, drawing.dpi), pnginfo=known, compress_level=1)
    return file.getvalue()


def picture(drawing: Drawing) -> Image.Image:
    """One bit a dot."""
    sheet = _Sheet(drawing)
    for mark in drawing.marks:
        match mark:
            case TextMark():
                sheet.text(mark)
            case BlockMark():
                sheet.block(mark)
            case PictureMark():
                sheet.pictogram(mark)
            case SymbolMark():
                sheet.symbol(mark)
    return sheet.picture


def dots(microns: int, dpi: int) -> int:
    """The nearest whole dot."""
    return (microns * dpi + MICRONS_PER_INCH // 2) // MICRONS_PER_INCH


@lru_cache(maxsize=256)
def _letters(package: str, file: str, size: int) -> ImageFont.FreeTypeFont:
    with as_file(files(package) / "fonts" / file) as path:
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@dataclass(frozen=True, slots=True)
class Letters:
    """A line of text as dots: its mask (Pillow's own, which has no public type), where the mask lies from the point on the base line, and how wide the line is."""

    mask: Any
    left: int
    top: int
    width: int


@lru_cache(maxsize=2048)
def letters_for(text: str, face: Face, size: int, room: int) -> Letters:
    """The text at this size in dots, or a dot smaller where rounding to whole dots would leave the room.

    Kept, because one hub's labels say the same words again and again.
    """
    letters = _drawn(text, face, max(size, SMALLEST_TYPE))
    while size > SMALLEST_TYPE and letters.width > room:
        size -= 1
        letters = _drawn(text, face, size)
    return letters


def _drawn(text: str, face: Face, size: int) -> Letters:
    """A first letter that reaches out to the left, as Ł does, is moved in."""
    font = _letters(face.package, face.file, size)
    mask, (left, top) = font.getmask2(text, mode="1", anchor="ls")
    out = max(0, -int(left))
    reach = int(left) + out + mask.size[0]
    return Letters(mask, int(left) + out, int(top), max(-int(-font.getlength(text) // 1), reach))


def draw_letters(pen: ImageDraw.ImageDraw, letters: Letters, x: int, base: int, ink: int) -> None:
    pen.draw.draw_bitmap((x + letters.left, base + letters.top), letters.mask, ink)


class _Sheet:
    def __init__(self, drawing: Drawing) -> None:
        self._dpi = drawing.dpi
        self.picture = Image.new("1", (self._dots(drawing.width), self._dots(drawing.height)), WHITE)
        self._pen = ImageDraw.Draw(self.picture)

    def _dots(self, microns: int) -> int:
        return dots(microns, self._dpi)

    def text(self, mark: TextMark) -> None:
        room = self._dots(mark.room)
        letters = letters_for(mark.text, mark.face, self._dots(mark.size), room)
        slack = max(0, room - letters.width)
        at = self._dots(mark.x) + (0, slack // 2, slack)[mark.align]
        base = self._dots(mark.y + mark.size * ASCENT // PER_SIZE)
        draw_letters(self._pen, letters, at, base, WHITE if mark.inverse else BLACK)

    def block(self, mark: BlockMark) -> None:
        box = mark.box
        left, top = self._dots(box.x), self._dots(box.y)
        right, bottom = self._dots(box.x + box.width), self._dots(box.y + box.height)
        self._pen.rectangle((left, top, max(left, right - 1), max(top, bottom - 1)), fill=BLACK)

    def pictogram(self, mark: PictureMark) -> None:
        side = min(self._dots(mark.box.width), self._dots(mark.box.height))
        left, top = self._dots(mark.box.x), self._dots(mark.box.y)
        for x1, y1, x2, y2, width in PICTOGRAMS.get(mark.shows, ()):
            self._pen.line(
                (
                    left + x1 * side // 100,
                    top + y1 * side // 100,
                    left + x2 * side // 100,
                    top + y2 * side // 100,
                ),
                fill=BLACK,
                width=max(1, width * side // 100),
                joint="curve",
            )

    def symbol(self, mark: SymbolMark) -> None:
        left, top, dot = self._dots(mark.x), self._dots(mark.y), mark.dots
        tall = self._dots(mark.height) if mark.symbol.kind in BARS else dot
        for down, row in enumerate(matrix_of(mark.symbol).rows):
            for start, length in runs(row):
                x, y = left + start * dot, top + down * dot
                self._pen.rectangle((x, y, x + length * dot - 1, y + tall - 1), fill=BLACK)
