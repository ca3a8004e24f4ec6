"""What a ZPL printer says about itself: host status, error flags, its serial number and its counter. Bytes in, values out.

    ~HS      02 030,0,0,1245,000,0,0,0,000,0,0,0 03 0D 0A     paper out, paused, length, formats waiting, buffer full, , part of a format,
                                                              , memory lost, too cold, too hot
             02 001,0,0,0,1,2,6,0,00000000,1,000 03 0D 0A     , , head up, ribbon out, , , , label waiting, labels left of a batch
             02 1234,0 03 0D 0A
    ~HQES    02 .. ERRORS: 1 00000000 00000005 .. 03          the last four bits: media out 1, ribbon out 2, head open 4, cutter 8
    ! U1 getvar "device.unique_id"                            "50J164101234"
    ! U1 getvar "odometer.total_label_count"                  "8271"

A printer that stands still for want of paper or with its head open leaves ~HS unanswered; ~HQES it answers. Source: Zebra, ZPL II,
ZBI, Set-Get-Do Programming Guide, ~HS, ~HQES and getvar. Not for printing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hub.devices.protocols.escpos_status import PrinterTrouble

ASK_STATUS = b"~HS\r\n"
ASK_ERRORS = b"~HQES\r\n"
ASK_SERIAL_NUMBER = b'! U1 getvar "device.unique_id"\r\n'
ASK_COUNTER = b'! U1 getvar "odometer.total_label_count"\r\n'

_FRAME = re.compile(rb"\x02([^\x02\x03]*)\x03")
_ERRORS = re.compile(rb"ERRORS:\s+[01]\s+[0-9A-Fa-f]{8}\s+([0-9A-Fa-f]{8})")
_QUOTED = re.compile(rb'"([^"\r\n]*)"')
_FIRST_FIELDS, _SECOND_FIELDS = 12, 11
_MEDIA_OUT, _HEAD_OPEN, _PAUSED = 0x1, 0x4, 0x10000


@dataclass(frozen=True, slots=True)
class HostStatus:
    """The answer to ~HS, as far as it matters for one label."""

    trouble: PrinterTrouble | None
    waiting: int

    @property
    def idle(self) -> bool:
        """Ready, and nothing of what was sent lies unprinted."""
        return self.trouble is None and self.waiting == 0


def host_status(heard: bytes) -> HostStatus | None:
    """None until all three lines are there."""
    frames = [frame.split(b",") for frame in _FRAME.findall(heard)]
    for first, second, third in zip(frames, frames[1:], frames[2:], strict=False):
        if (len(first), len(second), len(third)) == (_FIRST_FIELDS, _SECOND_FIELDS, 2):
            return _status(first, second)
    return None


def _status(first: list[bytes], second: list[bytes]) -> HostStatus | None:
    numbers = [_whole(one) for one in (first[4], first[7], second[7], second[8])]
    if None in numbers:
        return None
    return HostStatus(_trouble(first, second), sum(one or 0 for one in numbers))


def _trouble(first: list[bytes], second: list[bytes]) -> PrinterTrouble | None:
    def on(field: bytes) -> bool:
        return field.strip() == b"1"

    if on(second[2]):
        return PrinterTrouble.COVER_OPEN
    if on(first[1]):
        return PrinterTrouble.PAPER_OUT
    if on(second[3]) or on(first[9]) or on(first[11]):
        return PrinterTrouble.PRINTER_ERROR
    return PrinterTrouble.OFFLINE if on(first[2]) else None


def errors(heard: bytes) -> PrinterTrouble | bool | None:
    """What ~HQES names; False when it names nothing that stops a label, None until the answer is whole."""
    found = _ERRORS.search(heard)
    if found is None:
        return None
    flags = int(found[1], 16)
    if flags & _HEAD_OPEN:
        return PrinterTrouble.COVER_OPEN
    if flags & _MEDIA_OUT:
        return PrinterTrouble.PAPER_OUT
    if flags & ~_PAUSED:
        return PrinterTrouble.PRINTER_ERROR
    return PrinterTrouble.OFFLINE if flags & _PAUSED else False


def quoted(heard: bytes) -> str | None:
    """The value of a setting, between its quotes."""
    found = _QUOTED.search(heard)
    return found[1].decode("ascii", errors="replace") if found else None


def counted(heard: bytes) -> int | None:
    """The counter's number, or None for anything else."""
    found = _QUOTED.search(heard)
    return _whole(found[1]) if found else None


def _whole(field: bytes) -> int | None:
    digits = field.strip()
    return int(digits) if digits.isdigit() else None
