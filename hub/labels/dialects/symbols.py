"""Bars and squares as rows of dark and light, one entry per module: drawn by each dialect in its own units."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import zxingcpp

if TYPE_CHECKING:
    from typing_extensions import Buffer


def sscc_bars(sscc: str) -> tuple[bool, ...]:
    """GS1-128 of (00) and the SSCC, in code set C: 156 modules, True is a bar."""
    symbol = zxingcpp.create_barcode(f"(00){sscc}", zxingcpp.BarcodeFormat.Code128, gs1=True)
    return _rows(symbol)[0]


def square(link: str) -> tuple[tuple[bool, ...], ...]:
    """QR with error correction M: a wet thumb may cover a part."""
    return _rows(zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="M"))


def _rows(symbol: zxingcpp.Barcode) -> tuple[tuple[bool, ...], ...]:
    picture = memoryview(cast("Buffer", symbol.to_image(scale=1, add_quiet_zones=False)))
    height, width = picture.shape or (0, 0)
    dots = picture.tobytes()
    return tuple(tuple(dot == 0 for dot in dots[row * width : (row + 1) * width]) for row in range(height))
