"""ESC/POS cut into orders: bytes in, one `Order` per command or run of text out. Nothing is printed here.

Written from the printer makers' command references. A command may arrive in any number of pieces; an unfinished one
waits for the rest. Not for deciding what a command does: that is `printing`.
"""

from collections.abc import Callable
from dataclasses import dataclass

ESC, GS, FS, DLE = 0x1B, 0x1D, 0x1C, 0x10
_INTRODUCERS = {ESC: "ESC", GS: "GS", FS: "FS", DLE: "DLE"}
_CONTROLS = {0x09: "HT", 0x0A: "LF", 0x0C: "FF", 0x0D: "CR", 0x18: "CAN"}
_FIRST_PRINTABLE = 0x20

# Commands whose length is fixed: the letter, and how many parameter bytes follow it.
_FIXED: dict[int, dict[bytes, int]] = {
    ESC: {
        b" ": 1, b"!": 1, b"$": 2, b"%": 1, b"-": 1, b"2": 0, b"3": 1, b"<": 0, b"=": 1, b"?": 1, b"@": 0, b"E": 1,
        b"G": 1, b"J": 1, b"K": 1, b"L": 0, b"M": 1, b"R": 1, b"S": 0, b"T": 1, b"V": 1, b"W": 8, b"\\": 2, b"a": 1,
        b"c": 2, b"d": 1, b"e": 1, b"i": 0, b"m": 0, b"p": 3, b"r": 1, b"t": 1, b"u": 1, b"v": 0, b"{": 1,
        b"\x0c": 0,
    },
    GS: {
        b"!": 1, b"$": 2, b"/": 1, b":": 0, b"B": 1, b"E": 1, b"H": 1, b"I": 1, b"L": 2, b"P": 2, b"T": 1, b"W": 2,
        b"\\": 2, b"^": 3, b"a": 1, b"b": 1, b"c": 0, b"f": 1, b"h": 1, b"r": 1, b"w": 1, b"\x0c": 0,
    },
    FS: {b"!": 1, b"&": 0, b"-": 1, b".": 0, b"C": 1, b"S": 2, b"W": 1, b"p": 2},
    DLE: {b"\x04": 1, b"\x05": 1},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """One command. `name` is written as in the manuals ("GS k"); `body` is all that followed the letter."""

    name: str
    body: bytes = b""


class Incomplete(Exception):
    """The command is not whole yet."""


class Tokenizer:
    """Finds where each command ends, however the wire chopped the stream."""

    def __init__(self) -> None:
        self._pending = b""

    def feed(self, chunk: bytes) -> list[Order]:
        self._pending += chunk
        orders: list[Order] = []
        at = 0
        while at < len(self._pending):
            try:
                order, at = _next_order(self._pending, at)
            except Incomplete:
                break
            orders.append(order)
        self._pending = self._pending[at:]
        return orders

    def forget(self) -> None:
        self._pending = b""


def _next_order(stream: bytes, at: int) -> tuple[Order, int]:
    first = stream[at]
    if first >= _FIRST_PRINTABLE:
        end = at
        while end < len(stream) and stream[end] >= _FIRST_PRINTABLE:
            end += 1
        return Order("text", stream[at:end]), end
    if first not in _INTRODUCERS:
        return Order(_CONTROLS.get(first, "ignored"), stream[at : at + 1]), at + 1
    letter = _take(stream, at + 1, 1)
    name = f"{_INTRODUCERS[first]} {_spell(letter)}"
    body_at = at + 2
    length = _FIXED[first].get(letter)
    if length is None:
        measure = _MEASURED.get((first, letter))
        if measure is None:
            return Order("unknown", stream[at:body_at]), body_at
        length = measure(stream, body_at)
    return Order(name, _take(stream, body_at, length)), body_at + length


def _spell(letter: bytes) -> str:
    return {b"\x04": "EOT", b"\x05": "ENQ", b"\x0c": "FF", b"\x14": "DC4"}.get(
        letter, letter.decode("latin-1")
    )


def _take(stream: bytes, at: int, count: int) -> bytes:
    if at + count > len(stream):
        raise Incomplete
    return stream[at : at + count]


def _number(stream: bytes, at: int, width: int = 2) -> int:
    return int.from_bytes(_take(stream, at, width), "little")


# ---- commands that say their own length


def _until_nul(stream: bytes, at: int) -> int:
    end = stream.find(b"\0", at)
    if end < 0:
        raise Incomplete
    return end + 1 - at


def _cut(stream: bytes, at: int) -> int:
    """GS V: functions A with one byte, B C D with a feed after it."""
    return 1 if _take(stream, at, 1)[0] in (0, 1, 48, 49) else 2


def _barcode(stream: bytes, at: int) -> int:
    """GS k: m of 0 to 6 ends with NUL, m of 65 and more says the number of bytes."""
    if _take(stream, at, 1)[0] <= 6:  # noqa: PLR2004 - from the manual
        return 1 + _until_nul(stream, at + 1)
    return 2 + _take(stream, at + 1, 1)[0]


def _counted(stream: bytes, at: int) -> int:
    """GS ( and FS (: the function letter, a two-byte count, then that many bytes."""
    return 3 + _number(stream, at + 1)


def _large_graphics(stream: bytes, at: int) -> int:
    """GS 8 L: as GS ( L with a four-byte count."""
    return 5 + _number(stream, at + 1, 4)


def _raster(stream: bytes, at: int) -> int:
    """GS v 0 m xL xH yL yH: x bytes across, y rows."""
    return 6 + _number(stream, at + 2) * _number(stream, at + 4)


def _column_image(stream: bytes, at: int) -> int:
    """ESC * m nL nH: n columns of one or three bytes."""
    tall = _take(stream, at, 1)[0] >= 32  # noqa: PLR2004 - 24-dot modes
    return 3 + _number(stream, at + 1) * (3 if tall else 1)


def _stored_image(stream: bytes, at: int) -> int:
    """GS *: x by y blocks of eight bytes."""
    across, down = _take(stream, at, 2)
    return 2 + across * down * 8


def _pulse_at_once(stream: bytes, at: int) -> int:
    """DLE DC4: function 8 clears buffers and carries seven bytes, the others three."""
    return 8 if _take(stream, at, 1)[0] == 8 else 3  # noqa: PLR2004 - from the manual


_MEASURED: dict[tuple[int, bytes], Callable[[bytes, int], int]] = {
    (ESC, b"D"): _until_nul,
    (ESC, b"*"): _column_image,
    (GS, b"V"): _cut,
    (GS, b"k"): _barcode,
    (GS, b"("): _counted,
    (GS, b"8"): _large_graphics,
    (GS, b"v"): _raster,
    (GS, b"*"): _stored_image,
    (FS, b"("): _counted,
    (ESC, b"("): _counted,
    (DLE, b"\x14"): _pulse_at_once,
}
