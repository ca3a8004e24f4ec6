"""NCI (Weigh-Tronix SCP-01): the answer to W shows the display and two or more status characters.

    LF 0 1 . 2 3 4 K G CR S 0 0 CR ETX              NCI-ECR: weight, unit, S and two status characters
    LF _ _ 1 . 2 3 4 k g CR LF 0 0 CR ETX           NCI bench scales: LF instead of S
    LF 2 L B _ 1 0 . 5 O Z CR LF S 0 0 CR ETX       pounds and ounces, told in ounces here
    LF K G CR LF S 0 0 CR ETX                       the unit alone, the answer to U
    LF S 0 1 CR ETX                                 the status alone: no weight to show
    LF ? CR ETX                                     not understood

    first   bit 0 moving, 1 at zero, 2 RAM error, 3 EEPROM error; bits 4 and 5 always 1
    second  bit 0 under capacity, 1 over capacity, 2 ROM error, 3 faulty calibration, 6 another one follows
    third   bits 0-1 range, 2 net, 3 zero not found at the start, 6 another one follows

Nine ^ are over capacity, nine _ under, dashes a zeroing error. A weight without its status says nothing about rest.

Sources: Magellan 8500 service manual p. 40 to 42; Rice Lake BenchPro BP-P p. 17; Avery Weigh-Tronix 7821 p. 25; NCI 6702 p. 14; Ohaus Aviator 7000 p. 49; Adam MDW p. 15.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hub.devices.protocols.cutting import StartedCodec, bounded, plain
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
from hub.devices.protocols.layout import UNITS, number
from hub.devices.registry import protocol

_LONGEST = 48
_END = re.compile(rb"[\x03\x83]")
_DISPLAY = r"\n(?:(?P<pounds> *-?\d{1,4})(?i:lb) *)?(?P<value>[-+ \d.^_]{1,12}?)(?P<unit>[A-Za-z]{1,2}) ?\r"
_STATUS = r"(?P<status>[0-?][0-?p-\x7f]{1,3})"
_FRAME = re.compile(rf"(?:{_DISPLAY})?(?P<lead>\n?S|\n){_STATUS}\r\x03")
_ALONE = re.compile(_DISPLAY)
_UNKNOWN = re.compile(r"\n\?\r\x03")
_UNIT_ALONE = re.compile(rf"\n(?P<unit>(?i:lb|kg|oz|g|lb:oz))\r\n?S?{_STATUS}\r\x03")
_OUNCES_PER_POUND = 16
_MOTION, _MEMORY = 0x01, 0x0C
_UNDER, _OVER, _CALIBRATION = 0x01, 0x02, 0x08
_NET, _ZERO_LOST = 0x04, 0x08


@protocol("nci_ecr")
class NciEcr(StartedCodec):
    ask_weight = b"W\r"
    ask_zero = b"Z\r"
    ask_tare = b"T\r"
    telling = 97
    start = re.compile(rb"[\n\x8a]")

    def _from_start(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        ending = _END.search(seen, at, at + _LONGEST)
        if ending:
            frames = _answers(seen[at : ending.end()])
            # The end belongs to the last of them.
            return ending.end(), frames[:-1] + bounded(frames[-1:])
        if len(seen) - at >= _LONGEST:
            end = at + _LONGEST
        elif final:
            end = len(seen)
        else:
            return at, []
        return end, _answers(seen[at:end])


def _answers(raw: bytes) -> list[Frame]:
    """An answer is whole at the end of the piece; what stands before it was cut off."""
    text = plain(raw)
    if text is None:
        return [Garbled(raw)]
    if (frame := _answer(text, raw)) is not None:
        return [frame]
    for at in (place for place, letter in enumerate(text) if letter == "\n"):
        if (frame := _answer(text[at:], raw[at:])) is not None:
            return [Garbled(raw[:at]), frame] if raw[:at].strip() else [frame]
    return [Garbled(raw)] if text.strip("\r\n\x03 ") else []


def _answer(text: str, raw: bytes) -> Frame | None:
    if found := _FRAME.fullmatch(text):
        return _judge(found, raw)
    if found := _UNIT_ALONE.fullmatch(text):
        return Answer("U", found["unit"], raw)
    if found := _ALONE.fullmatch(text):
        return _shown(found, raw, None, None)
    return Refused("?", raw) if _UNKNOWN.fullmatch(text) else None


def _judge(found: re.Match[str], raw: bytes) -> Frame:
    first, second, third = (ord(one) for one in found["status"].ljust(3, "0")[:3])
    unit = UNITS.get((found["unit"] or "").lower())
    bars = (found["value"] or "").strip()[:1]
    if second & _OVER or bars == "^":
        return Overload(raw, unit)
    if second & _UNDER or bars == "_":
        return Underload(raw, unit)
    if first & _MEMORY or second & _CALIBRATION or third & _ZERO_LOST:
        return Refused(found["status"], raw, unit)
    moving = bool(first & _MOTION)
    if found["value"] is None:
        return Moving(raw) if moving else Answer("S", found["status"], raw)
    kind = Kind.NET if third & _NET else Kind.GROSS if "S" in found["lead"] else None
    return _shown(found, raw, not moving, kind)


def _shown(found: re.Match[str], raw: bytes, stable: bool | None, kind: Kind | None) -> Frame:
    value, unit = number(found["value"]), UNITS.get(found["unit"].lower())
    if found["pounds"] and value is not None:
        # Two numbers of one weight: only together do they mean something.
        if unit != "oz":
            return Garbled(raw)
        value = _in_ounces(found["pounds"].strip(), value)
    if value is None and not found["value"].strip("- "):
        return Refused("zeroing", raw, unit, kind)
    return Garbled(raw) if value is None or unit is None else Weight(value, unit, stable, kind, raw)


def _in_ounces(pounds: str, ounces: str) -> str:
    whole = abs(int(pounds)) * _OUNCES_PER_POUND + Decimal(ounces)
    return f"-{whole}" if pounds.startswith("-") else str(whole)
