"""Scoreboard streams of indicators: a start byte, a sign, the number, a letter for what it is and one for its state.

    STX _ _ _ _ 1 2 . 3 4 K G _ CR LF          Rice Lake 920i, IQ355, Tracer: sign, number (7), unit, kind, state
    STX _ _ _ _ 1 2 . 3 4 G ETX                Rinstrum R320 format A: sign, number (7), state; no unit
    _ 0 1 2 . 3 4 k g G _ _ CR                 Cardinal 225 SB-400: sign, number (6 or 7), unit (2), kind, state (2)

Rice Lake: unit K kg, L lb, G g, O oz, T ton, or two letters (Tracer AV); state blank at rest, M moving, O out of range (^^^ or ]]],
or OVERFL), I invalid, Z at zero. LF may be left out. One edition of the 920i manual calls G grains: weigh a known mass first.
Rinstrum: G gross or N net at rest, M moving, O over, U under, E error. Cardinal: MO moving, OC over capacity, CZ at zero,
BZ below zero, EE the weight is not on the display.

Sources: Rice Lake 920i installation manual p. 129, 482 p. 33, Tracer AV p. 34; Rinstrum R320 manual p. 46; Cardinal 225 manual p. 117, 190 p. 65, 200 p. 27.
"""

from __future__ import annotations

import re

from hub.devices.protocols.cutting import EndedCodec
from hub.devices.protocols.frames import Frame, Garbled
from hub.devices.protocols.layout import Layout, LayoutCodec, State, first_fit
from hub.devices.registry import protocol

_KIND = r"(?P<kind>[GN])"
_RICE_LAKE_UNITS = {
    **dict.fromkeys(("k", "kg"), "kg"),
    **dict.fromkeys(("l", "lb"), "lb"),
    **dict.fromkeys(("g", "gm"), "g"),
    **dict.fromkeys(("o", "oz"), "oz"),
    **dict.fromkeys(("t", "tn"), "ton"),
}
_RICE_LAKE_UNIT = r"(?P<unit>[KLGOT ]|KG|LB|GM|OZ|TN)"
_RICE_LAKE_STATES = {"M": State.MOVING, "O": State.OUT, "Z": State.STABLE}
_RINSTRUM_STATES = {"M": State.MOVING, "O": State.OVER, "U": State.UNDER}


@protocol("ricelake_stream")
class RicelakeStream(EndedCodec):
    telling = 96
    start = re.compile(rb"[\x02\x82]")
    end = re.compile(rb"[\r\x8d]")
    longest = 32
    layouts = (
        Layout(
            re.compile(rf"\x02(?P<value>[-+ ][ \d.,]{{7}}){_RICE_LAKE_UNIT}{_KIND}(?P<state>[ MOIZ])\r"),
            _RICE_LAKE_STATES,
            State.STABLE,
            units=_RICE_LAKE_UNITS,
        ),
        # Upper or lower bars on the display, or a number that it has no room for.
        Layout(
            re.compile(
                rf"\x02(?P<sign>[-+ ^\]])(?:[- ^\]]{{6}}(?P<state>[\^\]])|(?= *OVERFL *)[ OVERFL]{{7}})"
                rf"{_RICE_LAKE_UNIT}{_KIND}[ MOIZ]\r"
            ),
            {"^": State.OVER, "]": State.UNDER},
            State.OUT,
            units=_RICE_LAKE_UNITS,
        ),
    )

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        return [first_fit(self.layouts, text, raw) or Garbled(raw)]


@protocol("rinstrum_a")
class RinstrumA(EndedCodec):
    usual_unit = "kg"
    telling = 95
    start = re.compile(rb"[\x02\x82]")
    end = re.compile(rb"[\x03\x83]")
    longest = 16
    layouts = (
        Layout(re.compile(rf"\x02(?P<sign>[-+ ])(?P<value>[ \d.,]{{7}}){_KIND}\x03"), unstated=State.STABLE),
        Layout(re.compile(r"\x02(?P<sign>[-+ ])(?P<value>.{7})(?P<state>[MOUE])\x03"), _RINSTRUM_STATES),
    )

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        return [first_fit(self.layouts, text, raw) or Garbled(raw)]


@protocol("cardinal_sb400")
class CardinalSb400(LayoutCodec):
    """Lines ended by CR. A line feed that some indicators add begins the next line and is taken off."""

    line_end = re.compile(rb"[\r\x8d]")
    telling = 92
    layouts = (
        Layout(
            re.compile(
                r"(?P<sign>[- ])(?P<value>[ \d.]{6,7})(?P<unit>[A-Za-z][A-Za-z ]| [gt])"
                r"(?P<kind>[GN])(?P<state>  |MO|OC|CZ|BZ|EE|ee)"
            ),
            {"MO": State.MOVING, "OC": State.OUT, "CZ": State.STABLE, "BZ": State.STABLE},
            State.STABLE,
        ),
    )
