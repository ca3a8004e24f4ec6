"""Pictures for a thermal head: black or white dots of 1/8 mm, drawn with fonts that come with the installed packages.

For what a printer's own letters and codes cannot do: a line in letters its code page lacks, and the square code with
large words beside it. Not for PDF.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files

import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from hub.labels.dialects.pictograms import PICTOGRAMS
from hub.labels.layout import Square, Text, cut_measured

CELL_WIDTH, CELL_HEIGHT = 12, 24
SQUARE_QUIET = 4
PICTOGRAM_FIELD = 100
_BASELINE = 19
_WHITE, _BLACK = 255, 0


@lru_cache(maxsize=32)
def font(package: str, name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font file that a dependency ships; python-barcode's DejaVu Sans Mono has every Latin letter, Sámi ones too."""
    with as_file(files(package) / "fonts" / name) as path:
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def plain_font(size: int) -> ImageFont.FreeTypeFont:
    return font("barcode", "DejaVuSansMono.ttf", size)


def line_picture(line: Text, width: int) -> Image.Image:
    """A text line as dots, as wide as the head at most, in the room its printed letters would have taken."""
    tall = CELL_HEIGHT * line.high
    # DejaVu Sans Mono is 0.602 em wide: size 20 fills a cell of 12 dots.
    letters = plain_font(20 * min(line.wide, line.high))
    text = (
        line.text
        if letters.getlength(line.text) <= width
        else cut_measured(line.text, width, letters.getlength)
    )
    picture = Image.new("L", (width, tall), _BLACK if line.inverse else _WHITE)
    pen = _pen(picture)
    slack = max(0, width - int(letters.getlength(text)))
    left = (0, slack // 2, slack)[line.align]
    pen.text(
        (left, _BASELINE * line.high),
        text,
        font=letters,
        fill=_WHITE if line.inverse else _BLACK,
        anchor="ls",
        stroke_width=1 if line.bold else 0,
    )
    return picture


def _pen(picture: Image.Image) -> ImageDraw.ImageDraw:
    """Without grey: a dot of the head is hot or it is not."""
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"
    return pen


def square_picture(square: Square, width: int, module: int) -> Image.Image:
    """The square code at the left, with its white margin, and the words beside it."""
    code = square_code(square.link, module)
    quiet = SQUARE_QUIET * module
    picture = Image.new("L", (width, code.height + 2 * quiet), _WHITE)
    picture.paste(code, (quiet, quiet))
    left = code.width + 2 * quiet + 8
    room = width - left
    pen = _pen(picture)
    top, bottom = quiet, quiet + code.height
    for text, size, name, at, anchor in (
        (square.above, 26, "Vera.ttf", top, "lt"),
        (square.large, 88, "VeraBd.ttf", (top + bottom) // 2, "lm"),
        (square.below, 30, "VeraBd.ttf", bottom, "lb"),
    ):
        if text:
            letters = _fitted(text, size, name, room)
            shown = cut_measured(text, room, letters.getlength)
            pen.text((left, at), shown, font=letters, fill=_BLACK, anchor=anchor)
    return picture


def _fitted(text: str, size: int, name: str, room: int) -> ImageFont.FreeTypeFont:
    smallest = 16
    for smaller in range(size, smallest, -2):
        letters = font("reportlab", name, smaller)
        if letters.getlength(text) <= room:
            return letters
    return font("reportlab", name, smallest)


def pictogram(shows: str, side: int) -> Image.Image:
    """The picture of a storage class in so many dots across; KeyError for a class that has none."""
    picture = Image.new("L", (side, side), _WHITE)
    pen = _pen(picture)
    for x1, y1, x2, y2, width in PICTOGRAMS[shows]:
        ends = [value * side // PICTOGRAM_FIELD for value in (x1, y1, x2, y2)]
        pen.line(ends, fill=_BLACK, width=max(2, width * side // PICTOGRAM_FIELD))
    return picture


def square_code(link: str, module: int) -> Image.Image:
    """QR with level M, without its margin."""
    symbol = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawn = Image.fromarray(symbol.to_image(scale=1, add_quiet_zones=False)).convert("L")
    return drawn.resize((drawn.width * module, drawn.height * module), Image.Resampling.NEAREST)
