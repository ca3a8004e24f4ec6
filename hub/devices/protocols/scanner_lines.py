"""Barcode scanners on a serial line: what was scanned, then the suffix that the scanner is set to.

    0 0 3 7 6 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 CR            a code as it stands in the symbol
    ] C 1 0 0 3 7 6 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 CR LF    the same with its symbology identifier
    ] d 2 0 1 ... 1 0 A B C GS 2 1 7 TAB                   Data Matrix of GS1; GS ends an element of variable length

The symbology identifier (AIM, ISO/IEC 15424) is `]`, a letter for the symbology and a modifier: ]C1 GS1-128, ]d2 GS1 Data Matrix,
]Q3 GS1 QR, ]e0 GS1 DataBar, ]E0 EAN-13. It is kept beside the text. GS, RS and EOT belong to the data (ISO/IEC 15434) and are kept.
A scanner without a suffix is read by its silence: the driver calls `flush` when nothing came for a while.

Sources: GS1 General Specifications 7.8.2 (symbology identifiers) and 7.8.5 (the separator); Zebra DS3608 product reference guide,
"Scan Data Transmission Format"; Honeywell Xenon 1900 user's guide, "Suffix" and "Symbology Charts".
Not for: what a code means (`hub.stock.rules`) and when a silence is long enough (`hub.devices.drivers.scanner`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

# The longest QR code of letters and digits holds 4,296; no code of a food store comes near this.
LONGEST_SCAN = 1_024
# Bytes of a line that comes up, glued to the front of the first scan.
_NOISE = b"\x00\x7f\xff"
_IDENTIFIER = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_KEPT = "\x04\x1d\x1e"
_SHOWN_OF_GARBAGE = 40


class Suffix(StrEnum):
    """What the scanner is set to send behind each code; `silence` is nothing."""

    CR = "CR"
    LF = "LF"
    CRLF = "CRLF"
    TAB = "TAB"
    SILENCE = "silence"


class Trouble(StrEnum):
    """Why what came is no scan."""

    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"


# A scanner set to CR LF where one of the two is declared leaves the other at an edge, where it is no part of a code.
_ENDS = {Suffix.CR: b"\r", Suffix.LF: b"\n", Suffix.CRLF: b"\r\n", Suffix.TAB: b"\t"}
_EDGES = b"\r\n"


@dataclass(frozen=True, slots=True)
class Scan:
    """One code as it was read. `identifier` is the symbology's, such as "]C1"; None where the scanner sends none."""

    text: str
    identifier: str | None
    raw: bytes


@dataclass(frozen=True, slots=True)
class NoScan:
    """Something came that is no code: garbage of a wrong line setting, or a run without an end. `raw` is its beginning."""

    trouble: Trouble
    raw: bytes


Read = Scan | NoScan


class ScannerLines:
    """Cuts a byte stream into scans. The scans do not depend on how the wire cut the stream, and memory is bounded."""

    def __init__(self, suffix: Suffix = Suffix.CR) -> None:
        self._end = _ENDS.get(suffix)
        # So much of an end may stand behind a code that has its full length.
        self._open_end = len(self._end) - 1 if self._end else 0
        self._pending = b""
        self._flooded = False

    def feed(self, raw: bytes) -> list[Read]:
        self._pending += raw
        found: list[Read] = []
        while self._end is not None and (at := self._pending.find(self._end)) >= 0:
            line, self._pending = self._pending[:at], self._pending[at + len(self._end) :]
            found += self._finish(line)
        if len(self._pending) > LONGEST_SCAN + self._open_end:
            found += self._flood(self._pending)
            # A suffix of two characters may lie half here.
            self._pending = self._pending[-1:]
        return found

    def flush(self) -> list[Read]:
        """Nothing more came: the end of a scan where silence is the suffix, and the remains of a broken line elsewhere."""
        line, self._pending = self._pending, b""
        if self._end is None:
            return self._finish(line)
        was, self._flooded = self._flooded, False
        if was:
            return []
        return [NoScan(Trouble.UNREADABLE, line[:_SHOWN_OF_GARBAGE])] if _bare(line) else []

    def _finish(self, line: bytes) -> list[Read]:
        if self._flooded:
            self._flooded = False
            return []
        if len(line) > LONGEST_SCAN:
            found = self._flood(line)
            self._flooded = False
            return found
        return _read(line)

    def _flood(self, line: bytes) -> list[Read]:
        """Said once for each run without an end."""
        was, self._flooded = self._flooded, True
        return [] if was else [NoScan(Trouble.TOO_LONG, line[:_SHOWN_OF_GARBAGE])]


def _bare(line: bytes) -> bytes:
    return line.lstrip(_NOISE + _EDGES).rstrip(_EDGES)


def _read(line: bytes) -> list[Read]:
    bare = _bare(line)
    if not bare:
        return []
    try:
        text = bare.decode("utf-8")
    except UnicodeDecodeError:
        return [NoScan(Trouble.UNREADABLE, bare[:_SHOWN_OF_GARBAGE])]
    if not all(sign.isprintable() or sign in _KEPT for sign in text):
        return [NoScan(Trouble.UNREADABLE, bare[:_SHOWN_OF_GARBAGE])]
    found = _IDENTIFIER.match(text)
    identifier = found[0] if found else None
    rest = text[found.end() :] if found else text
    return [Scan(rest, identifier, line)] if rest.strip() else []
