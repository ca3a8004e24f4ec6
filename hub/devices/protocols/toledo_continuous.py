"""Mettler Toledo standard continuous output: bits and digits without a point, several times a second, unasked.

    STX A B C W W W W W W T T T T T T CR [CHK]        16 or 17 bytes; A, B and C are status bytes, W the weight, T the tare
    STX A B C W W W W W W CR [CHK]                    the short form without the tare

    A  bits 0-2  point: 2 XXXXXX, 3 XXXXX.X, 4 XXXX.XX, 5 XXX.XXX … ; 1 and 0 are tens and hundreds; bits 3-4 step; bit 5 is 1
    B  bit 0 net, 1 negative, 2 out of range, 3 moving, 4 kilograms (0: pounds), 6 switched on and not zeroed
    C  bits 0-2  other unit: 1 g, 2 t, 3 oz, 4 ozt, 5 dwt, 6 ton, 7 one of the owner's; bit 5 is 1, bit 6 the tare was keyed in

Bit 5 of B is 1, on a Fairbanks 0. Bit 6 of C is told by Fairbanks and always 0 on others: where it is 0, nothing is known of the
tare. An LUW2001 marks its frames in A (bits 4 and 6 are 1, 5 is 0): there bit 0 of C is the pound, and bit 4 of B is always 1.

CHK makes the low seven bits of the sum of all bytes zero. It is an option; whether a stream has it shows after CR, where STX of the
next frame comes instead. Once a stream had one, a frame without it is an error. Blanks may stand for leading zeros.

Sources: Mettler Toledo Wildcat user manual p. 40 and 41 (tables 6-8 to 6-11); Cardinal 225 manual (format 3, the short form);
Fairbanks FB2550 manual p. 177 (keyboard tare); Liden LUW2001 manual p. 16 and 17.
"""

from __future__ import annotations

import re

from hub.devices.protocols.cutting import StartedCodec, bounded, plain
from hub.devices.protocols.frames import (
    Frame,
    Garbled,
    Kind,
    Overload,
    Refused,
    TareKind,
    Underload,
    Weight,
)
from hub.devices.protocols.layout import number
from hub.devices.registry import protocol

_STX, _CR, _LOW = 0x02, 0x0D, 0x7F
_LOW_SEVEN = bytes(byte & _LOW for byte in range(256))
# Where CR stands in the short and in the long form.
_RETURNS = (10, 16)
_FIXED_BITS, _FIXED = 0x60, 0x20
_OTHER_UNITS = ("", "g", "t", "oz", "ozt", "dwt", "ton")
_NET, _NEGATIVE, _OUT, _MOTION, _KILOGRAMS, _NOT_ZEROED = 0x01, 0x02, 0x04, 0x08, 0x10, 0x40
_KEYED_IN = 0x40
# A and C of an LUW2001: the bits that never change, and how they stand.
_LUW_FIXED, _LUW = (0x78, 0x7E), (0x50, 0x30)
_DIGITS = re.compile(r" *\d+")
_NO_POINT = 2


@protocol("toledo_continuous")
class ToledoContinuous(StartedCodec):
    telling = 99
    start = re.compile(rb"[\x02\x82]")

    def __init__(self) -> None:
        super().__init__()
        self._checked = False

    def _from_start(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        low = seen[at : at + _RETURNS[1] + 3].translate(_LOW_SEVEN)
        short, long = _RETURNS
        back = short if low[short : short + 1] == b"\r" else long
        if low[back : back + 1] != b"\r":
            if len(low) <= _RETURNS[1] and not final:
                return at, []
            return self._broken(seen, at, low)
        behind = low[back + 1 : back + 3]
        if not final and (not behind or behind == b"\x02"):
            return at, []
        # STX behind CR begins the next frame, unless another STX follows: then the first one was a checksum.
        without = not behind or (behind[0] == _STX and behind[1:] not in (b"", b"\x02"))
        end = back + 1 if without else back + 2
        raw = seen[at : at + end]
        sum_fits = sum(low[:end]) & _LOW == 0
        if (without and self._checked) or not (without or sum_fits):
            return at + end, [Garbled(raw, "check", bounded=True)]
        if plain(raw) is None:
            return at + end, [Garbled(raw, "parity", bounded=True)]
        self._checked = not without
        return at + end, bounded([_decode(low[:back].decode("ascii"), raw)])

    @staticmethod
    def _broken(seen: bytes, at: int, low: bytes) -> tuple[int, list[Frame]]:
        """No CR where one must be: garbled as far as the next STX, or for a frame's length."""
        again = low.find(_STX, 1, _RETURNS[1] + 1)
        end = at + (again if again > 0 else min(len(low), _RETURNS[1] + 1))
        return end, [Garbled(seen[at:end])]


def _decode(text: str, raw: bytes) -> Frame:
    point, status, other = (ord(text[place]) for place in (1, 2, 3))
    weight, tare = text[4:10], text[10:16]
    of_luw = (point & _LUW_FIXED[0], other & _LUW_FIXED[1]) == _LUW
    if not (of_luw or point & _FIXED_BITS == _FIXED) or not other & _FIXED:
        return Garbled(raw)
    kind = Kind.NET if status & _NET else Kind.GROSS
    unit = _unit(status, other, of_luw=of_luw)
    if unit is None:
        return Refused("own unit", raw, None, kind)
    if status & _OUT:
        # The display is blank, or shows bars: the digits mean nothing.
        return Underload(raw, unit, kind) if status & _NEGATIVE else Overload(raw, unit, kind)
    if not _DIGITS.fullmatch(weight) or (tare and not _DIGITS.fullmatch(tare)):
        return Garbled(raw)
    if status & _NOT_ZEROED:
        return Refused("not zeroed", raw, unit, kind)
    sign = "-" if status & _NEGATIVE else ""
    return Weight(
        sign + _placed(weight, point & 7),
        unit,
        stable=not status & _MOTION,
        kind=kind,
        raw=raw,
        tare=_placed(tare, point & 7) if tare else None,
        tare_kind=TareKind.PRESET if other & _KEYED_IN else None,
    )


def _unit(status: int, other: int, *, of_luw: bool) -> str | None:
    if of_luw:
        return "lb" if other & 1 else "kg"
    if other & 7 == len(_OTHER_UNITS):
        return None
    return _OTHER_UNITS[other & 7] or ("kg" if status & _KILOGRAMS else "lb")


def _placed(digits: str, code: int) -> str:
    """The digits with the point where the code says; codes below two stand for zeros that are not sent."""
    shown = digits.strip().rjust(6, "0")
    decimals = code - _NO_POINT
    if decimals <= 0:
        return number(shown + "0" * -decimals) or ""
    return number(f"{shown[:-decimals]}.{shown[-decimals:]}") or ""
