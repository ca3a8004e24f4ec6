"""A drawing as ZPL II: the printer's own letters and codes, at the dots of its own head.

    ^XA ^CI28 ^PW812 ^LL1214   UTF-8, width and length in dots
    ^FT24,96 ^A0N,60,60 ^FH_ ^FD...^FS            text by its base line; every sign that is no letter or digit as _hex
    ^FO80,900 ^BY4 ^BCN,254,N,N,N ^FD>;>800...^FS GS1-128: >; start C, >8 FNC1, >6 to B, >5 to C
    ^FO40,40 ^BXN,6,200,,,,_ ^FD_1...^FS          GS1 DataMatrix: _1 is FNC1
    ^FO40,40 ^BQN,2,6 ^FDMA,...^FS                QR, correction M
    ^XZ

A text can never become a command: ^ and ~ and every other sign but letters, digits and blanks travel as hexadecimal, and control
signs were taken out before (layout.tidy). Source: Zebra ZPL II Programming Guide, ^A, ^BC, ^BX, ^BQ, ^CI, ^FB, ^FH, ^GB, ^GF.
"""

from __future__ import annotations

import string
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageDraw

from hub.labels.code128 import FNC1, Bars128, bars_128
from hub.labels.dialects.letters import ASCENT, LINE, PER_SIZE
from hub.labels.dialects.pictograms import PICTOGRAMS
from hub.labels.dialects.png import dots, draw_letters, letters_for, picture
from hub.labels.dialects.symbols import matrix_of
from hub.labels.layout import Align
from hub.labels.marks import BlockMark, Drawing, PictureMark, SymbolMark, TextMark
from hub.labels.symbols import SymbolKind

PLAIN = frozenset(string.ascii_letters + string.digits + " .,:()/")
# The printer's scalable font 0 has the letters of Western and Northern Europe; others are sent as dots.
FONT_0_ENDS = 0x180
FONT_0_MORE = frozenset("–—’‘“”…•€")
_TO_SET = {"B": ">6", "C": ">5"}
_START = {"B": ">:", "C": ">;"}


def zpl_bytes(drawing: Drawing) -> bytes:
    width, height = dots(drawing.width, drawing.dpi), dots(drawing.height, drawing.dpi)
    fields = [field for mark in drawing.marks for field in _fields(mark, drawing)]
    head = ["^XA", "^CI28", f"^PW{width}", f"^LL{height}", "^LH0,0"]
    return ("\n".join([*head, *fields, "^XZ"]) + "\n").encode()


def escaped(text: str) -> str:
    """Field data under ^FH_: UTF-8 bytes of every sign that could mean something to the printer as _hex."""
    return "".join(
        sign if sign in PLAIN else "".join(f"_{byte:02X}" for byte in sign.encode()) for sign in text
    )


def _fields(mark: TextMark | BlockMark | PictureMark | SymbolMark, drawing: Drawing) -> Iterator[str]:
    match mark:
        case TextMark():
            yield _text(mark, drawing.dpi)
        case BlockMark():
            box = mark.box
            x, y = dots(box.x, drawing.dpi), dots(box.y, drawing.dpi)
            wide, tall = max(1, dots(box.width, drawing.dpi)), max(1, dots(box.height, drawing.dpi))
            yield f"^FO{x},{y}^GB{wide},{tall},{min(wide, tall)}^FS"
        case PictureMark():
            if mark.shows in PICTOGRAMS:
                yield _pictogram(mark, drawing.dpi)
        case SymbolMark():
            yield _symbol(mark, drawing.dpi)


def _text(mark: TextMark, dpi: int) -> str:
    if not all(ord(sign) < FONT_0_ENDS or sign in FONT_0_MORE for sign in mark.text):
        return _drawn_text(mark, dpi)
    size, x = dots(mark.size, dpi), dots(mark.x, dpi)
    # The printer's letters fill their size from the top; by the base line they stand where every other dialect has them.
    base = dots(mark.y + mark.size * ASCENT // PER_SIZE, dpi)
    reverse = "^FR" if mark.inverse else ""
    block = ""
    # ^FB reads a backslash as its own; such a text stands at the left instead.
    if mark.align is not Align.LEFT and "\\" not in mark.text:
        block = f"^FB{dots(mark.room, dpi)},1,0,{'LCR'[mark.align]},0"
    return f"^FT{x},{base}{reverse}^A0N,{size},{size}{block}^FH_^FD{escaped(mark.text)}^FS"


def _drawn_text(mark: TextMark, dpi: int) -> str:
    room = dots(mark.room, dpi)
    letters = letters_for(mark.text, mark.face, dots(mark.size, dpi), room)
    tall = dots(mark.size * LINE // PER_SIZE, dpi) + 1
    slack = max(0, room - letters.width)
    drawn = Image.new("1", (room, tall), 1)
    base = dots(mark.size * ASCENT // PER_SIZE, dpi)
    draw_letters(ImageDraw.Draw(drawn), letters, (0, slack // 2, slack)[mark.align], base, 0)
    return _graphic(drawn, dots(mark.x, dpi), dots(mark.y, dpi), reverse=mark.inverse)


def _graphic(drawn: Image.Image, x: int, y: int, *, reverse: bool = False) -> str:
    across = (drawn.width + 7) // 8
    padded = Image.new("1", (across * 8, drawn.height), 1)
    padded.paste(drawn, (0, 0))
    raw = ImageChops.invert(padded.convert("L")).convert("1").tobytes()
    return f"^FO{x},{y}{'^FR' if reverse else ''}^GFA,{len(raw)},{len(raw)},{across},{raw.hex().upper()}^FS"


def _pictogram(mark: PictureMark, dpi: int) -> str:
    box = mark.box
    alone = PictureMark(mark.shows, type(box)(0, 0, box.width, box.height))
    drawn = picture(Drawing(box.width, box.height, dpi, (alone,)))
    return _graphic(drawn, dots(box.x, dpi), dots(box.y, dpi))


def _symbol(mark: SymbolMark, dpi: int) -> str:
    symbol = mark.symbol
    x, y = dots(mark.x, dpi), dots(mark.y, dpi)
    match symbol.kind:
        case SymbolKind.DATAMATRIX:
            coded = symbol.plain.replace("_", "__").replace(FNC1, "_1")
            return f"^FO{x},{y}^BXN,{mark.dots},200,,,,_^FD{'_1' if symbol.gs1 else ''}{coded}^FS"
        case SymbolKind.QR:
            return f"^FO{x},{y}^BQN,2,{mark.dots}^FH_^FDMA,{escaped(symbol.text)}^FS"
    bars = bars_128(symbol.plain, gs1=symbol.gs1)
    # Our own count of modules may be a sign more than the shortest: the middle stays the middle.
    left = x - (bars.modules - matrix_of(symbol).width) * mark.dots // 2
    return f"^FO{max(0, left)},{y}^BY{mark.dots}^BCN,{dots(mark.height, dpi)},N,N,N^FH_^FD{_coded(bars)}^FS"


def _coded(bars: Bars128) -> str:
    """What ^BC calls the signs: > begins a command of its own, so the sign itself is >0."""
    out = ""
    for place, stretch in enumerate(bars.stretches):
        out += _START[stretch.code_set] if place == 0 else _TO_SET[stretch.code_set]
        out += "".join(
            ">8" if sign == FNC1 else ">0" if sign == ">" else escaped(sign) for sign in stretch.text
        )
    return out
