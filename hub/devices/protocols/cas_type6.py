"""CAS PD-II TYPE-6, also the register protocol of Samsung: a checked answer to ENQ and DC1.

    SOH STX S _ 0 1 . 2 3 4 K g BCC ETX EOT          state S or U, sign, number (6), unit (2); 15 bytes
    SOH STX S F F F F F F F K g BCC ETX EOT          F in all columns: overload

ENQ is answered with ACK, then DC1 with the frame. BCC is the exclusive or of the ten bytes between STX and itself; it may be any
byte, so the frame is cut by its length. U is a load that moves.

Sources: CAS PD-II manual p. 23; Ohaus Aviator 7000 p. 36 (BCC).
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor

from hub.devices.protocols.cutting import StartedCodec, bounded
from hub.devices.protocols.frames import Answer, Frame, Garbled, Refused
from hub.devices.protocols.layout import Layout, State, first_fit
from hub.devices.registry import protocol

_LENGTH = 15
_FRAME = Layout(
    re.compile(r"(?P<state>[SU])(?P<sign>[-+ ])(?P<value>[ \d.]{6})(?P<unit>[A-Za-z ]{2})"),
    {"S": State.STABLE, "U": State.MOVING},
)
_FULL = Layout(re.compile(r"[SU](?P<state>F)F{6}[A-Za-z ]{2}"), {"F": State.OVER})
_NEGATIVE_FULL = Layout(re.compile(r"[SU]-(?P<state>F)F{5}[A-Za-z ]{2}"), {"F": State.UNDER})
_SAYS_LITTLE = 40
_ENQ, _ACK, _DC1, _NAK = b"\x05", b"\x06", b"\x11", b"\x15"


@protocol("cas_type6")
class CasType6(StartedCodec):
    ask_weight = _ENQ
    telling = 99
    start = re.compile(rb"[\x01\x06\x15]")

    def next_turn(self, answer: Frame) -> bytes | None:
        return _DC1 if self._request == _ENQ and isinstance(answer, Answer) else None

    def proof(self, frame: Frame) -> int:
        return self.telling if len(frame.raw) > 1 else _SAYS_LITTLE

    def _from_start(self, seen: bytes, at: int, *, final: bool) -> tuple[int, list[Frame]]:
        first = seen[at : at + 1]
        if first in (_ACK, _NAK):
            return at + 1, [Answer("ACK", "", first) if first == _ACK else Refused("NAK", first)]
        raw = seen[at : at + _LENGTH]
        if len(raw) < _LENGTH and not final:
            return at, []
        if len(raw) == _LENGTH and _laid_out(raw) and not _checked(raw):
            return at + _LENGTH, [Garbled(raw, "check", bounded=True)]
        if len(raw) < _LENGTH or not _laid_out(raw):
            # Another SOH inside: the first frame was cut off.
            again = raw.find(b"\x01\x02", 1)
            end = at + (again if again > 0 else len(raw))
            return end, [Garbled(seen[at:end])]
        text = raw[2:12].decode("latin-1")
        return at + _LENGTH, bounded([first_fit((_FRAME, _FULL, _NEGATIVE_FULL), text, raw) or Garbled(raw)])


def _laid_out(raw: bytes) -> bool:
    return raw[:2] == b"\x01\x02" and raw[13:] == b"\x03\x04"


def _checked(raw: bytes) -> bool:
    return raw[12] == reduce(xor, raw[2:12])
