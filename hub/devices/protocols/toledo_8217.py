"""Mettler Toledo 8217 and 8213 (Ariva, Viva, Diva; also Brecknell and Rice Lake BenchPro): a letter asks, STX … CR answers.

    STX W W . W W W CR          a weight at rest; N after the digits for net
    STX ? s CR                  no weight: status s, bit 0 moving, 1 over, 2 under zero, 3 zero not in range, 4 at zero
    STX CR                      A: the confidence test has begun (Brecknell: STX ? CR); B asks for its outcome, STX ? s CR, where
                                any bit is a failure
    STX E CR                    echo on, for finding the scale ("Ehello"); F ends it

W asks, without a line end. No unit is sent: three decimals are kilograms, two are pounds (8213), and the scale's declaration must
agree. Bit 5 is net on a Diva and always 1 on others, so it is not read; bit 6 is always 1.

Sources: Magellan 8500 service manual (Mettler DIVA 8213/8217) p. 45-51; Brecknell 67xx; Rice Lake BenchPro p. 26.
"""

from __future__ import annotations

import re

from hub.devices.protocols.cutting import EndedCodec
from hub.devices.protocols.frames import (
    Answer,
    Frame,
    Garbled,
    Kind,
    Moving,
    Overload,
    Refused,
    Underload,
    Weight,
)
from hub.devices.protocols.layout import number
from hub.devices.registry import protocol

_WEIGHT = re.compile(r"(?P<value>\d{2}\.\d{3}|\d{2,3}\.\d{2})(?P<net>N?)")
_MOTION, _OVER, _UNDER, _ZERO_LOST = 0x01, 0x02, 0x04, 0x08
_FAILURES = 0x3F
_POUND_DECIMALS = 2


@protocol("toledo_8217")
class Toledo8217(EndedCodec):
    ask_weight = b"W"
    ask_zero = b"Z"
    ask_tare = b"T"
    telling = 93
    start = re.compile(rb"[\x02\x82]")
    end = re.compile(rb"[\r\x8d]")
    longest = 16

    def asked(self, request: bytes) -> None:
        """What is said behind E comes back as it was."""
        super().asked(request)
        self._echo = request[1:] if request.startswith(b"E") else b""

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        shown = text[1:-1]
        if found := _WEIGHT.fullmatch(shown):
            value, net = found.groups()
            unit = "lb" if value[-_POUND_DECIMALS - 1] == "." else "kg"
            kind = Kind.NET if net else Kind.GROSS
            return [Weight(number(value) or "", unit, stable=True, kind=kind, raw=raw)]
        if re.fullmatch(r"\?[@-\x7f]", shown):
            return [self._status(ord(shown[1]), raw)]
        if re.fullmatch(r"[A-Z?]?", shown):
            return [Answer(shown or "A", "", raw)]
        return [Garbled(raw)]

    def _status(self, bits: int, raw: bytes) -> Frame:
        if self._request == b"B":
            return Refused("B", raw) if bits & _FAILURES else Answer("B", "passed", raw)
        if bits & _OVER:
            return Overload(raw)
        if bits & _UNDER:
            return Underload(raw)
        if bits & _MOTION:
            return Moving(raw)
        return Refused("zero", raw) if bits & _ZERO_LOST else Answer("?", "", raw)
