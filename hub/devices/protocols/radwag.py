"""Radwag, and the KERN balances that speak like them (KET-TM, KEN-TM): two lines for one question.

    S _ A CR LF                                    accepted: no answer yet
    S _ _ _ _ - _ _ _ _ _ _ 8 . 5 _ g _ _ CR LF   21 bytes: command (3), rest, blank, sign, number (9), blank, unit (3)
    S U I ? _ - _ _ _ 5 8 . 2 3 7 _ k g _ CR LF    rest: blank stable, ? moving, ^ over range, v under range
    ^ _ _ _ _ 9 9 9 9 9 . 9 _ g _ _ CR LF          the print key: the same without the command

    S I  cannot now    S E  no rest in time    ES  not understood    T D  tared    T v / T ^  outside the range of taring
    SI ?    25.000  15.99 25999.74                 price scale: weight, unit price, charge; without a unit

The acknowledgement belongs to the frame that follows: a reader of one line for one question would be one line late for ever.
`gr` is the grain of reloading scales, not the gram.

Sources: Radwag WTC-2000 manual p. 46, WTC 30 p. 28, PUE C/31H p. 58 and 59, AS/PS R p. 23; KERN KET-TM/KEN-TM manual p. 170.
"""

from __future__ import annotations

import re
from dataclasses import replace

from hub.devices.protocols.frames import Answer, Frame, Kind
from hub.devices.protocols.layout import Layout, LayoutCodec, State
from hub.devices.registry import protocol

_REST = {"?": State.MOVING, "^": State.OVER, "v": State.UNDER}
_MASS = r"(?P<state>[ ?^v]) (?P<sign>[- ])(?P<value>[ \d.]{9}) (?P<unit>[A-Za-z%][A-Za-z ]{2})"
_COMMAND = r"(?:S  |SI |SU |SUI|C1 |CU1)"
_NAMES_ITSELF, _SAYS_LITTLE = 99, 70
_SERIAL = re.compile(r'NB A "(?P<number>[^"]*)" *')
_ACCEPTED = re.compile(r"[A-Z][A-Z0-9]{0,3} A *")


class _TwoLines(LayoutCodec):
    ask_weight = b"SI\r\n"
    ask_serial = b"NB\r\n"
    ask_zero = b"Z\r\n"
    ask_tare = b"T\r\n"
    ask_tare_memory = b"OT\r\n"
    telling = 94
    layouts = (
        Layout(re.compile(_COMMAND + _MASS), _REST, State.STABLE),
        Layout(re.compile(_MASS), _REST, State.STABLE),
        Layout(
            re.compile(_COMMAND + r"(?P<state>[ ?^v])(?P<value>[- \d.]{10}) +\d+\.\d\d +\d+\.\d\d *"),
            _REST,
            State.STABLE,
        ),
        Layout(
            re.compile(r"OT (?P<value>[ \d.]{9}) (?P<unit>[A-Za-z%][A-Za-z ]{2}) ?"),
            unstated=State.STABLE,
            kind=Kind.TARE,
        ),
    )
    answers = re.compile(r"[A-Z][A-Z0-9]{0,3} (?:D|OK)|(?:NB|BN|FS|PC|RV|UG|UI) A? ?.*")
    refusals = re.compile(r"ES|[A-Z][A-Z0-9]{0,3} [IEv^]")

    def proof(self, frame: Frame) -> int:
        """The command in front is a name; the print key's line at rest has the columns of others."""
        word = frame.raw[:3]
        if word.startswith((b"SI", b"SU")):
            return _NAMES_ITSELF
        return _SAYS_LITTLE if word == b"   " else self.telling

    def __init__(self) -> None:
        super().__init__()
        self._accepted = b""

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        before, self._accepted = self._accepted, b""
        if _ACCEPTED.fullmatch(text):
            self._accepted = raw
            return [Answer(before.split()[0].decode("ascii", "replace"), "A", before)] if before else []
        if serial := _SERIAL.fullmatch(text):
            return [Answer("NB", serial["number"], before + raw)]
        return [replace(frame, raw=before + raw) for frame in super()._read(text, raw)]

    def flush(self) -> list[Frame]:
        frames = super().flush()
        before, self._accepted = self._accepted, b""
        return (
            [Answer(before.split()[0].decode("ascii", "replace"), "A", before), *frames] if before else frames
        )


@protocol("radwag")
class Radwag(_TwoLines):
    pass


@protocol("kern_ket")
class KernKet(_TwoLines):
    pass
