"""Adam Equipment: lines of a printed ticket, on a key of the scale or on a letter from outside.

    G R O S S _ _ _ 1 2 3 . 4 5 _ g _ CR LF        label, number, unit; or no label at all
    P C S _ _ _ _ _ _ _ _ _ 1 0 _ p c s CR LF     pieces
    N o . _ _ _ _ _ _ _ _ _ 0 1 _ CR LF            number of the ticket
    T o t a l _ _ _ 1 2 3 . 4 5 _ g _ CR LF        sum of the tickets: no weight that lies on the scale

P asks for a print, N for net, G for gross, T tares, Z zeroes. Without a label the question tells the kind. An AZextra answers with
nothing until a new load rests, and never reports the empty platform; silence after a question is an answer here.
The lines of a ticket that carry no weight of their own are read over. Rest is not told in the text.

Sources: Adam Highland manual p. 27 and 29, CBW p. 21, CBC p. 18, CPWplus p. 16.
"""

from __future__ import annotations

import re

from hub.devices.protocols.frames import Answer, Frame, Kind
from hub.devices.protocols.layout import Layout, LayoutCodec, State
from hub.devices.registry import protocol

_LABEL = r"(?P<kind>GROSS|GS|G[/.]W|G|NET|NT|N[/.]W|N|TARE|TR|T[/.]W|T)(?: W(?:T|EIGHT))?\.?"
_NUMBER = r"(?P<sign>[-+]?) *(?P<value>\d+(?:\.\d+)?)"
_UNIT = r"(?P<unit>[A-Za-z%]{1,3})"
# A number at the very start of a line may have lost its first digits.
_BARE = re.compile(rf"(?P<value>(?:[-+]| {{2,}}[-+]?) *\d+(?:\.\d+)?) *{_UNIT} *")
_ON_TICKETS = re.compile(
    r"(?:No\b|Total|Date|Time|ID\b|User|Scale|U[/.]W|Unit Wt|Lot|Sample|Operator|Serial|S/N|Low|High).*"
    r"|\d\d[/.]\d\d[/.]\d{2,4}(?: +\d\d:\d\d(?::\d\d)?)?|[-=*_ ]+",
    re.IGNORECASE,
)
_SAYS_LITTLE = 42
_ASKED = {b"N": Kind.NET, b"G": Kind.GROSS, b"T": Kind.TARE}


@protocol("adam_text")
class AdamText(LayoutCodec):
    ask_weight = b"P\r\n"
    ask_zero = b"Z\r\n"
    ask_tare = b"T\r\n"
    telling = 60
    layouts = (
        Layout(re.compile(rf" *{_LABEL}[ :]+{_NUMBER} *{_UNIT} *", re.IGNORECASE)),
        # Continuous output of the Highland: the state and the label in front.
        Layout(
            re.compile(rf"(?P<state>ST|US),(?P<kind>GROSS|NET) *{_NUMBER} *{_UNIT} *"),
            {"ST": State.STABLE, "US": State.MOVING},
        ),
        Layout(re.compile(r"(?P<value>[-+ ] +\d+)(?P<unit>PCS)")),
        Layout(re.compile(r" *(?P<unit>PCS)[ :]+(?P<value>-?\d+)(?: *PCS)? *", re.IGNORECASE)),
        Layout(re.compile(rf" *Wt\.?[ :]+{_NUMBER} *{_UNIT} *", re.IGNORECASE)),
    )

    def __init__(self) -> None:
        super().__init__()
        self._heard = False

    def feed(self, raw: bytes) -> list[Frame]:
        self._heard = self._heard or bool(raw)
        return super().feed(raw)

    def flush(self) -> list[Frame]:
        silent = bool(self._request) and not self._heard
        return (
            [Answer(self._request.decode("ascii", "replace").strip(), "", b"")] if silent else super().flush()
        )

    def proof(self, frame: Frame) -> int:
        """Without label or sign, a ticket's number stands well inside the line."""
        return (
            self.telling if not frame.raw.startswith(b" ") or frame.raw.startswith(b"     ") else _SAYS_LITTLE
        )

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        bare = Layout(_BARE, kind=_ASKED.get(self._request.strip().upper()))
        if (frame := bare.read(text, raw)) is not None:
            return [frame]
        return [] if _ON_TICKETS.fullmatch(text.strip()) else super()._read(text, raw)
