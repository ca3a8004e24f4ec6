"""Bars and squares as rows of dark and light, one entry per module: drawn by each dialect in its own units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import zxingcpp

from hub.kernel.ids import is_sscc
from hub.labels.code128 import Bars128, signs_of
from hub.labels.codes.found import Element
from hub.labels.symbols import Symbol, SymbolKind

if TYPE_CHECKING:
    from typing_extensions import Buffer


# A dot of the picture is 0 where it is dark.
_DARK = bytes([1, *[0] * 255])
_FORMATS = {
    SymbolKind.GS1_128: zxingcpp.BarcodeFormat.Code128,
    SymbolKind.CODE_128: zxingcpp.BarcodeFormat.Code128,
    SymbolKind.DATAMATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    SymbolKind.QR: zxingcpp.BarcodeFormat.QRCode,
}


@dataclass(frozen=True, slots=True)
class Matrix:
    """A symbol's modules; bars have one row."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def width(self) -> int:
        return len(self.rows[0])


@lru_cache(maxsize=256)
def matrix_of(symbol: Symbol) -> Matrix:
    """QR with error correction M: a wet thumb may cover a part. GS1 data begins with FNC1."""
    more: dict[str, object] = {}
    if symbol.kind is SymbolKind.QR:
        more = {"ec_level": "M"}
    elif symbol.kind is SymbolKind.DATAMATRIX:
        more = {"force_square": True}
    if symbol.gs1:
        drawn = zxingcpp.create_barcode(symbol.text, _FORMATS[symbol.kind], gs1=True, **more)
    else:
        drawn = zxingcpp.create_barcode(symbol.text, _FORMATS[symbol.kind], **more)
    rows = _rows(drawn)
    return Matrix(rows[:1] if symbol.kind in (SymbolKind.GS1_128, SymbolKind.CODE_128) else rows)


def runs(modules: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Start and length of each stretch of dark modules."""
    row = bytes((*modules, False))
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        yield start, end - start
        start = row.find(1, end)


def crate_bars(code: str) -> tuple[bool, ...]:
    """GS1-128 of (00) and the SSCC, or Code 128 of a crate's own code: True is a bar."""
    if is_sscc(code):
        return matrix_of(Symbol(SymbolKind.GS1_128, f"(00){code}", (Element("00", "SSCC", code),))).rows[0]
    return matrix_of(Symbol(SymbolKind.CODE_128, code)).rows[0]


@lru_cache(maxsize=64)
def bars_of(bars: Bars128) -> tuple[bool, ...]:
    """A Code 128 symbol in the code sets that it says: a printer told so draws it no shorter. True is a bar."""
    # python-barcode has the widths of all signs; nothing of it is needed before.
    from barcode.charsets.code128 import CODES, STOP  # noqa: PLC0415

    return tuple(one == "1" for sign in signs_of(bars) for one in CODES[sign]) + tuple(
        one == "1" for one in STOP + "11"
    )


def square(link: str) -> tuple[tuple[bool, ...], ...]:
    """QR with error correction M: a wet thumb may cover a part."""
    width, dark = square_dots(link)
    return tuple(tuple(map(bool, dark[at : at + width])) for at in range(0, len(dark), width))


@lru_cache(maxsize=64)
def square_dots(link: str) -> tuple[int, bytes]:
    """The same as the count of modules in a row, and all rows as bytes; 1 is dark."""
    width, dark = _dots(zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="M"))
    return width, dark


def _rows(symbol: zxingcpp.Barcode) -> tuple[tuple[bool, ...], ...]:
    width, dark = _dots(symbol)
    return tuple(tuple(map(bool, dark[at : at + width])) for at in range(0, len(dark), width))


def _dots(symbol: zxingcpp.Barcode) -> tuple[int, bytes]:
    picture = memoryview(cast("Buffer", symbol.to_image(scale=1, add_quiet_zones=False)))
    _height, width = picture.shape or (0, 0)
    return width, picture.tobytes().translate(_DARK)
