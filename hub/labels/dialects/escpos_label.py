"""A drawing as ESC/POS: text, lines and pictures as dots in bands, codes in the printer's own commands where it has them.

    1B 40                      begin
    1D 76 30 00 xL xH yL yH .. a band of dots (GS v 0), at most 255 dots high
    1D 6B 49 n ..              Code 128 (GS k 73): {B letters and digits
    1D 28 6B ..                QR (GS ( k 49)
    1D 56 42 n                 feed and cut

A code has its band alone when nothing stands beside it; then the printer draws it, in few bytes. Any other band is dots, and so are
bars that need pairs of digits ({C): makes of printers read those in two ways, and nobody knows which printer a drawing will meet.
The crate label of the house on a roll has letters of the printer's own, too: see `escpos` and `roll_label`.
"""

from __future__ import annotations

from PIL import Image, ImageChops

from hub.kernel.errors import RuleBroken
from hub.labels.code128 import bars_128
from hub.labels.dialects.escpos_codes import (
    TALLEST_BARS,
    WIDEST_MODULE,
    WIDEST_QR_MODULE,
    coded_128,
    qr_orders,
)
from hub.labels.dialects.letters import LINE, PER_SIZE
from hub.labels.dialects.png import dots, picture
from hub.labels.dialects.symbols import matrix_of
from hub.labels.marks import BARS, Drawing, Mark, SymbolMark, TextMark
from hub.labels.symbols import LEAST_BAR_HEIGHT, SymbolKind, least_dots

# Paper of 112 mm is the widest roll there is; its head is 104 mm.
WIDEST_HEAD = 104_000
BAND = 240
CUT_FEED = 10
_HRI_OFF = b"\x1dH\0"


class WiderThanAnyRoll(RuleBroken):
    """No receipt printer has so wide a head: it would print the left part, and say nothing."""

    code = "wider_than_any_roll"


def escpos_label_bytes(drawing: Drawing) -> bytes:
    """From initialisation to the cut. The drawing is as wide as the head, or narrower. Raises WiderThanAnyRoll."""
    if drawing.width > WIDEST_HEAD:
        raise WiderThanAnyRoll(
            millimetres=drawing.width // 1_000,
            dots=dots(drawing.width, drawing.dpi),
            widest=WIDEST_HEAD // 1_000,
        )
    alone = [mark for mark in drawing.marks if isinstance(mark, SymbolMark) and _may_be_native(mark, drawing)]
    alone.sort(key=lambda mark: mark.y)
    rest = tuple(mark for mark in drawing.marks if mark not in alone)
    dotted = picture(Drawing(drawing.width, drawing.height, drawing.dpi, rest))
    out, top = b"\x1b@\x1b3\x00", 0
    for mark in alone:
        start, end = _band(mark, drawing.dpi)
        out += _dots(dotted, top, start) + _native(mark, drawing)
        top = end
    return out + _dots(dotted, top, dotted.height) + b"\x1dVB" + bytes([CUT_FEED])


def _may_be_native(mark: SymbolMark, drawing: Drawing) -> bool:
    """Bars and QR that have their band of paper to themselves, and stand in its middle."""
    if mark.symbol.kind is SymbolKind.DATAMATRIX or mark.dots > _widest(mark):
        return False
    if mark.symbol.kind in BARS and not _may_be_native_bars(mark, drawing):
        return False
    start, end = _band(mark, drawing.dpi)
    middle = 2 * dots(mark.x, drawing.dpi) + matrix_of(mark.symbol).width * mark.dots
    if abs(middle - dots(drawing.width, drawing.dpi)) > 2 * mark.dots + 2:
        return False
    return all(other is mark or _apart(other, start, end, drawing) for other in drawing.marks)


def _may_be_native_bars(mark: SymbolMark, drawing: Drawing) -> bool:
    symbol = mark.symbol
    if any(one.code_set == "C" for one in bars_128(symbol.plain, gs1=symbol.gs1).stretches):
        return False
    # What GS h can order is too low on a fine head.
    return not symbol.gs1 or least_dots(LEAST_BAR_HEIGHT, drawing.dpi) <= TALLEST_BARS


def _widest(mark: SymbolMark) -> int:
    return WIDEST_MODULE if mark.symbol.kind in BARS else WIDEST_QR_MODULE


def _apart(other: Mark, start: int, end: int, drawing: Drawing) -> bool:
    match other:
        case SymbolMark():
            above, below = _band(other, drawing.dpi)
        case TextMark():
            above, below = (
                dots(other.y, drawing.dpi),
                dots(other.y + other.size * LINE // PER_SIZE, drawing.dpi) + 1,
            )
        case _:
            box = other.box
            above, below = dots(box.y, drawing.dpi), dots(box.y + box.height, drawing.dpi) + 1
    return below <= start or above >= end


def _band(mark: SymbolMark, dpi: int) -> tuple[int, int]:
    top = dots(mark.y, dpi)
    if mark.symbol.kind in BARS:
        return top, top + min(TALLEST_BARS, dots(mark.height, dpi))
    return top, top + len(matrix_of(mark.symbol).rows) * mark.dots


def _native(mark: SymbolMark, drawing: Drawing) -> bytes:
    start, end = _band(mark, drawing.dpi)
    if mark.symbol.kind is SymbolKind.QR:
        return b"\x1ba\x01" + qr_orders(mark.symbol.text, mark.dots) + b"\x1ba\0"
    code = coded_128(bars_128(mark.symbol.plain, gs1=mark.symbol.gs1))
    head = b"\x1ba\x01\x1dh" + bytes([end - start]) + b"\x1dw" + bytes([mark.dots]) + _HRI_OFF
    return head + b"\x1dkI" + bytes([len(code)]) + code + b"\x1ba\0"


def _dots(drawn: Image.Image, top: int, bottom: int) -> bytes:
    """White is fed, not sent."""
    out = b""
    inverted = ImageChops.invert(drawn.convert("L"))
    while top < bottom:
        end = min(bottom, top + BAND)
        band = inverted.crop((0, top, drawn.width, end))
        box = band.getbbox()
        if box is None:
            out += b"\x1bJ" + bytes([end - top])
        else:
            across = (box[2] + 7) // 8
            out += b"\x1bJ" + bytes([box[1]]) if box[1] else b""
            inked = band.crop((0, box[1], across * 8, box[3])).convert("1").tobytes()
            out += (
                b"\x1dv0\0" + across.to_bytes(2, "little") + (box[3] - box[1]).to_bytes(2, "little") + inked
            )
            out += b"\x1bJ" + bytes([end - top - box[3]]) if end - top - box[3] else b""
        top = end
    return out
