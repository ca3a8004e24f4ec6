"""Dialog 02, 04 and 06: the checkout protocol of Mettler, Bizerba and Dibal. One speed differs; the records are the same.

    STX 0 2 ESC 3 ESC 0 2 0 0 0 ESC 1 2 3 4 5 6 ESC 2 4 6 9 1 2 ETX       record 02: state, weight (grams), price, amount
    STX 0 9 ESC 2 0 ETX                                                   record 09: why there is no weight
    STX 1 1 ESC r r ETX                                                   record 11: a check code is demanded

    EOT STX 0 1 ESC 0 0 0 0 0 0 ESC ETX   the price      ACK  taken; then EOT ENQ asks for the weight
    EOT STX 0 8 ETX                       the reason     NAK  no weight or not understood; record 09 says why

    09  00 nothing wrong   20 moving   22 not finished   21 not moved since the last weighing   30 below the least load
        31 below zero      32 over     10 to 13 a record was wrong   01, 02 trouble on the line

The first number of record 02 is the unit: 3 kilograms, 2 and 1 pounds in steps of 0.005 and 0.01, 0 pounds and ounces.

EOT ENQ is answered with a weight only after a price; the hub sends 0. A load is sold once: asked again, the scale says 21, by which
the hub knows that the load has stood still since. After switching on, errors and every 50 weighings the scale may demand a code
whose rule is licensed: such a scale cannot be used here.

Sources: Magellan 8500 service manual p. 60 and 61; Dibal D-POS 400 manual p. 56; Cely PI100 manual p. 14; Ohaus Aviator 7000 p. 40 and 45.
"""

from __future__ import annotations

import re

from hub.devices.protocols.cutting import EndedCodec
from hub.devices.protocols.frames import Answer, Frame, Garbled, Moving, Overload, Refused, Underload, Weight
from hub.devices.protocols.layout import number
from hub.devices.registry import protocol

_PRICE, _WEIGHT_PLEASE, _WHY = b"\x04\x0201\x1b000000\x1b\x03", b"\x04\x05", b"\x04\x0208\x03"
# What is said on an answer to what.
_TURNS = {
    (_PRICE, "ACK"): _WEIGHT_PLEASE,
    (_PRICE, "NAK"): _WHY,
    (_WEIGHT_PLEASE, "NAK"): _WHY,
}
_WEIGHT = re.compile(r"\x0202\x1b(?P<scale>[0-3])\x1b(?P<digits>\d{5})(?:\x1b\d{5,6}){0,2}\x03")
# Unit and decimals by the scale's status. Eighths of ounces have no decimals and are not read.
_UNITS = {"1": ("lb", 2), "2": ("lb", 3), "3": ("kg", 3)}
_REASON = re.compile(r"\x0209\x1b(?P<code>\d\d)\x03")
_CODE_DEMANDED = re.compile(r"\x0211\x1b[ -~]*\x03")


@protocol("dialog06")
class Dialog06(EndedCodec):
    ask_weight = _PRICE
    unmoved = "21"
    telling = 97
    start = re.compile(rb"[\x02\x82\x06\x86\x15\x95]")
    opening = re.compile(rb"[\x02\x82]")
    end = re.compile(rb"[\x03\x83]")

    def next_turn(self, answer: Frame) -> bytes | None:
        match answer:
            case Answer(command=said) | Refused(code=said):
                return _TURNS.get((self._request, said))
        return None

    def _from_start(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        raw = seen[at : at + 1]
        match raw[0] & 0x7F:
            case 0x06:
                return at + 1, [Answer("ACK", "", raw)]
            case 0x15:
                return at + 1, [Refused("NAK", raw)]
            case _:
                return super()._from_start(seen, at, final=final)

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        if found := _WEIGHT.fullmatch(text):
            return [_weight(found["scale"], found["digits"], raw)]
        if found := _REASON.fullmatch(text):
            return [_reason(found["code"], raw)]
        if _CODE_DEMANDED.fullmatch(text):
            return [Refused("11", raw)]
        return [Garbled(raw)]


def _weight(scale: str, digits: str, raw: bytes) -> Frame:
    if scale not in _UNITS:
        return Refused("lb:oz", raw)
    unit, decimals = _UNITS[scale]
    value = number(f"{digits[:-decimals]}.{digits[-decimals:]}") or ""
    return Weight(value, unit, stable=True, kind=None, raw=raw)


def _reason(code: str, raw: bytes) -> Frame:
    match code:
        case "00":
            return Answer("09", code, raw)
        case "20" | "22":
            return Moving(raw, stable=None)
        case "30" | "31":
            return Underload(raw)
        case "32":
            return Overload(raw)
        case _:
            return Refused(code, raw)
