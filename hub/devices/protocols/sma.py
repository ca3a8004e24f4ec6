"""SMA: the protocol of the Scale Manufacturers Association, levels 1 and 2, spoken by Sartorius PR 5220, Cardinal, B-Tek and more.

    LF s r n m f _ _ _ _ _ 5 . 0 2 5 l b _ CR          state, range, kind, motion, custom flag, number (10), unit (3)
    LF ? CR   not understood          LF ! CR   error on the line

    s  blank, Z at zero, O over, U under, E zero error, I zero not in range, T tare error, e nothing on the display
    n  G gross, N net, T tare; small letters for the display with more digits
    m  M while the load moves; some send it a column later

LF D CR asks for a diagnosis: LF R E C _ CR, a letter for the memory, the store or the calibration that is at fault.
LF W CR asks at once. The digits beside O, U and E may look good and mean nothing. Other answers (about, information) carry no weight.

Sources: Sartorius PR 5220 manual p. 130; Cardinal 225 manual p. 117 (type 0).
"""

from __future__ import annotations

import re

from hub.devices.protocols.cutting import EndedCodec
from hub.devices.protocols.frames import Answer, Frame, Garbled, Refused
from hub.devices.protocols.layout import Layout, State, first_fit
from hub.devices.registry import protocol

_FRAME = Layout(
    re.compile(
        r"\n(?P<state>[ ZOUEITe])[1-9 ](?P<kind>[GNTgnt])(?P<motion>[M ]).(?P<value>[-+ \d.^_]{10}|-{9})(?P<unit>[A-Za-z ]{3})\r"
    ),
    {"Z": State.STABLE, "O": State.OVER, "U": State.UNDER},
    State.STABLE,
)
_MOVING = Layout(
    re.compile(r"\n[ Z][1-9 ](?P<kind>[GNTgnt])(?:M.| M)(?P<value>[-+ \d.]{10})(?P<unit>[A-Za-z ]{3})\r"),
    unstated=State.MOVING,
)
# A blank for each part that is well, a letter for one that is not.
_DIAGNOSE, _DIAGNOSIS = b"\nD\r", re.compile(r"\n[R ][E ][C ][A-Za-z ]?\r")
_TEXT = re.compile(r"\n[A-Z]{2}[A-Z_ ][:?][ -~]*\r")


@protocol("sma")
class Sma(EndedCodec):
    ask_weight = b"\nW\r"
    ask_zero = b"\nZ\r"
    ask_tare = b"\nT\r"
    ask_tare_memory = b"\nM\r"
    telling = 95
    start = re.compile(rb"[\n\x8a]")
    end = re.compile(rb"[\r\x8d]")

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        if text in {"\n?\r", "\n!\r"}:
            return [Refused(text[1], raw)]
        if (frame := first_fit((_MOVING, _FRAME), text, raw)) is not None:
            return [frame]
        if self._request == _DIAGNOSE and _DIAGNOSIS.fullmatch(text):
            return [Refused(text.strip(), raw) if text.strip() else Answer("D", "", raw)]
        if _TEXT.fullmatch(text):
            return [Answer(text[1:4], text[5:].strip(), raw)]
        return [Garbled(raw)] if text.strip() else []
