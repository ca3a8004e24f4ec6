"""Codes in a receipt printer's own orders: Code 128 by GS k 73, QR by GS ( k. A few dozen bytes instead of thousands of dots.

Source: makers' ESC/POS references. In GS k 73 "{C" takes pairs of digits as one byte each, "{1" is FNC1, "{{" the brace itself.
"""

from __future__ import annotations

from hub.labels.code128 import FNC1, Bars128

# The most that GS h and GS w take, and GS ( k 67.
TALLEST_BARS, WIDEST_MODULE, WIDEST_QR_MODULE = 255, 6, 16


def coded_128(symbol: Bars128) -> bytes:
    """The data of GS k 73."""
    code = b""
    for stretch in symbol.stretches:
        parts = stretch.text.split(FNC1)
        pairs = stretch.code_set == "C"
        coded = [_pairs(part) if pairs else part.encode("ascii").replace(b"{", b"{{") for part in parts]
        code += b"{" + stretch.code_set.encode() + b"{1".join(coded)
    return code


def qr_orders(text: str, module: int) -> bytes:
    """Model 2, dots per module, correction M, the data, print. The white around it is the caller's."""
    held = text.encode()
    size = (len(held) + 3).to_bytes(2, "little")
    return (
        b"\x1d(k\x04\x001A2\0"
        b"\x1d(k\x03\x001C"
        + bytes([module])
        + b"\x1d(k\x03\x001E1\x1d(k"
        + size
        + b"1P0"
        + held
        + b"\x1d(k\x03\x001Q0"
    )


def _pairs(digits: str) -> bytes:
    """Code set C: each byte is a pair of digits, 0 to 99."""
    return bytes(int(digits[at : at + 2]) for at in range(0, len(digits), 2))
