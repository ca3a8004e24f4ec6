"""Yaohua XK3190 indicators and their many clones: five streams, none of which says whether the load rests.

    W G 0 0 4 . 1 3 9 k g 3 D CR LF          A12: WG gross, WN net, number (7), unit (2), check (2 hexadecimal digits)
    _ _ _ _ _ _ _ _ _ O L 2 3 CR LF          A12: OL over, LO under
    = 0 0 0 3 . 0 0 0                        "=": sign or digit, 8 characters, no end: the next = ends it
    = 0 0 0 . 3 0 0 0                        "=" reversed: the same 3.000, last digit first, minus at the end
    STX + 0 1 2 4 5 0 0 1 9 ETX              continuous format 0: sign, digits (6), decimals, check (2)
    w n 0 0 1 . 1 7 1 k g                    wn: net (wg and ww gross), number (7 to 9), unit (2), no end

The check is the exclusive or of the characters before it (A12: 11; format 0: sign to decimals). "=" in its two directions cannot be
told apart by the bytes, so the direction is a matter of configuration. No unit is sent by "=" and format 0.

Sources: Yaohua XK3190-A12(E) manual p. 13; XK3190-A26 manual p. 13 and A23p p. 23 (formats 1 and 2); A9 and DS3 continuous format 0;
Liden LUW2001 manual p. 16 (continuous output A: the wn line with two columns more).
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor

from hub.devices.protocols.cutting import EndedCodec, LineCodec, StartedCodec
from hub.devices.protocols.frames import Frame, Garbled, Kind, Weight
from hub.devices.protocols.layout import KINDS, Layout, State, number
from hub.devices.registry import protocol

_CHECK = r"(?P<check>[0-9A-F]{2})"
_A12 = Layout(re.compile(r"W(?P<kind>[GNT])(?P<value>[-+ \d.]{7})(?P<unit>[A-Za-z]{2}| [A-Za-z]|[A-Za-z] )"))
_A12_OUT = Layout(re.compile(r" {9}(?P<state>OL|LO)"), {"OL": State.OVER, "LO": State.UNDER})
_TF0 = re.compile(rf"\x02(?P<sign>[-+])(?P<digits>\d{{6}})(?P<decimals>[0-4]){_CHECK}\x03")
_EQUALS = re.compile(r"[- \d][\d ]*(?:\.\d*)?\d")
_MOST_DECIMALS = 3
_EQUALS_LENGTH = 8
_WN = Layout(
    re.compile(r"w(?P<kind>[ngtw])(?P<value>[-+ \d.]{7,9})(?P<unit>kg|lb|g |t )", re.IGNORECASE),
    kinds={**KINDS, "W": Kind.GROSS},
)


def _check(text: str) -> str:
    return f"{reduce(xor, text.encode('ascii')):02X}"


@protocol("yaohua_a12")
class YaohuaA12(LineCodec):
    telling = 98

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        body, check = text[:-2], text[-2:]
        if not body or check != _check(body):
            return [Garbled(raw, "check" if body.startswith("W") else None)]
        return [_A12.read(body, raw) or _A12_OUT.read(body, raw) or Garbled(raw)]


class _Equals(StartedCodec):
    """Eight characters between two "=": a ninth, or a missing one, would shift the point."""

    usual_unit = "kg"
    telling = 70
    start = re.compile(rb"[=]")
    _stop = re.compile(rb"[=\r\n]")

    def _from_start(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        limit = at + 2 + _EQUALS_LENGTH
        stop = self._stop.search(seen, at + 1, limit)
        if stop is None and len(seen) < limit and not final:
            return at, []
        end = stop.start() if stop else min(limit, len(seen))
        raw = seen[at:end]
        value = self._value(raw[1:].decode("latin-1")) if len(raw) == 1 + _EQUALS_LENGTH else None
        if value is None:
            return end, [Garbled(raw, bounded=stop is not None)]
        return end, [Weight(value, None, None, None, raw)]

    def proof(self, frame: Frame) -> int:
        """A scale shows three decimals at most, so four are the other direction."""
        decimals = frame.value.partition(".")[2] if isinstance(frame, Weight) else ""
        return self.telling if len(decimals) <= _MOST_DECIMALS else self.telling // 2

    def _value(self, shown: str) -> str | None:
        return number(shown) if _EQUALS.fullmatch(shown) else None


@protocol("yaohua_eq")
class YaohuaEq(_Equals):
    telling = 71


@protocol("yaohua_eq_reversed")
class YaohuaEqReversed(_Equals):
    def _value(self, shown: str) -> str | None:
        return super()._value(shown[::-1])


@protocol("yaohua_tf0")
class YaohuaTf0(EndedCodec):
    usual_unit = "kg"
    telling = 98
    start = re.compile(rb"[\x02\x82]")
    end = re.compile(rb"[\x03\x83]")
    longest = 16

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        found = _TF0.fullmatch(text)
        if found is None:
            return [Garbled(raw)]
        sign, digits, decimals, check = found.groups()
        if check != _check(text[1:9]):
            return [Garbled(raw, "check")]
        places = int(decimals)
        shown = f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits
        return [Weight(number(shown) or "", None, None, None, raw)]


@protocol("yaohua_wn")
class YaohuaWn(StartedCodec):
    """Eleven characters, thirteen on an LUW2001; a line end may follow."""

    telling = 86
    start = re.compile(rb"[wW][nNgGtTwW]")
    _number = re.compile(rb"..[-+ \d.]{0,9}")
    _unit = 2

    def _from_start(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        shown = self._number.match(seen, at)
        # The unit stands behind the last column of the number, wherever that is.
        end = (shown.end() if shown else len(seen)) + self._unit
        if len(seen) < end:
            return (len(seen), [Garbled(seen[at:])]) if final else (at, [])
        again = self.start.search(seen, at + 2, end)
        if again:
            return again.start(), [Garbled(seen[at : again.start()])]
        raw = seen[at:end]
        return end, [_WN.read(raw.decode("latin-1"), raw) or Garbled(raw)]
