"""Relatives of the state-and-kind line with columns of their own: A&D balances, Dini Argeo, and CAS with its lamp byte.

    S T , + 0 0 1 2 3 4 . 5 _ _ g CR LF                    A&D: state, sign and number (9), unit (3)
    S T , G S , _ _ _ 0 . 0 0 0 , k g CR LF                Dini Argeo: number (8) and unit (2) between commas
    0 1 1 S T , _ n e t _ , P T _ t a r e , pieces , k g   Dini Argeo REXT: address, scale, state, net, tare, pieces, unit
    P I D S T , 1 , _ g r o s s _ k g , P T _ t a r e _ k g , 0 0 0 0 0 - 0 0 0 1 5 8     PID: kept in the alibi memory, its number
    S T , G S , i L , 0 0 0 0 1 3 . 5 _ k g CR LF          CAS: device i, lamps L (bit 7 always set), number (8), unit (2)

REXT and PID are the answers of Dini Argeo with a tare: PT before it says that it was keyed in, two blanks that it was weighed.
PID makes the scale keep the weight and tells under which number; "NO" in its place says that nothing was kept. The same line
without PID is the AF string. Dini Argeo's VL and RZ are service readings and TL says that the platform stands askew: none of them
is a weight. The lamp byte of CAS is no letter: bit 6 stable, bit 4 hold, bit 3 print, bit 2 gross, bit 1 tare, bit 0 zero. Both the
word and the lamp must say stable, and a held value is none. Where relays are fitted their byte takes the blank before the unit.

Sources: A&D EK-AEP and EK-L manuals p. 30 (data format), AD-4212D p. 29 (CSV), GX p. 44 (an overload without a unit); Dini Argeo
DGT4X technical manual p. 52, 3590EXP p. 65 and 81, DFW p. 43 (PID, with a decimal comma); CAS CI-600D p. 74 and CI-150A p. 54.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from hub.devices.protocols.cutting import LineCodec
from hub.devices.protocols.frames import Counted, Frame, Garbled, Kind, Weight
from hub.devices.protocols.header_lines import STATES
from hub.devices.protocols.layout import Layout, LayoutCodec, State
from hub.devices.registry import protocol

_AND_STATES = {**STATES, "WT": State.STABLE}
# Eight columns on most models, with a point or a comma; nine on the AD-4212 with its finer digits, also as CSV.
_AND_NUMBER = r"(?P<value>[\d.,]{8}|\d{1,8}\.\d{1,8}(?<=[\d.]{9})|[\d.]{11}|9+E\+19)"
_STABLE_LAMP, _HOLD_LAMP = 0x40, 0x10
_CAS_22 = Layout(
    re.compile(
        r"(?P<state>ST|US|OL|UL),(?P<kind>GS|NT|TR),[^\r\n](?P<lamp>[\x80-\xff]),"
        r"(?P<value>[-+ \d.]{8})[^\r\n](?P<unit>[A-Za-z ]{2})"
    ),
    STATES,
)


@protocol("and_standard")
class AndStandard(LayoutCodec):
    """A&D balances. The CSV form puts a comma before the unit, and may put number, date and time in front."""

    ask_weight = b"Q\r\n"
    ask_zero = b"Z\r\n"
    ask_tare = b"T\r\n"
    telling = 91
    layouts = (
        Layout(
            re.compile(
                rf"(?P<state>ST|QT|US|WT|OL),(?:(?:LO|OK|HI|--),)?(?P<sign>[-+]){_AND_NUMBER},?(?P<unit>[A-Za-z% ]{{3}})"
            ),
            _AND_STATES,
        ),
        Layout(
            re.compile(
                rf"(?:[^,]*,){{1,5}} *(?P<state>ST|QT|US|WT|OL),(?P<sign>[-+]){_AND_NUMBER}, *(?P<unit>[A-Za-z%]{{1,3}})"
            ),
            _AND_STATES,
        ),
        Layout(re.compile(r"(?P<state>OL),(?P<sign>[-+])9+E\+19"), _AND_STATES),
        # The tare memory: answers to ?TR and ?PT.
        Layout(
            re.compile(r"(?P<kind>TR|PT),(?P<sign>[-+])(?P<value>[\d.]{8}),?(?P<unit>[A-Za-z% ]{3})"),
            unstated=State.STABLE,
            kind=Kind.TARE,
        ),
    )
    answers = re.compile(r"\x06|(?:SN|TN|ID|UW|AQ|AN|MR),.*")
    refusals = re.compile(r"EC,E\d\d")


@protocol("dini_argeo")
class DiniArgeo(LayoutCodec):
    """Answers to READ and REXT. On RS-485 two digits of address come first."""

    ask_weight = b"READ\r\n"
    ask_tare_memory = b"REXT\r\n"
    ask_alibi = b"PID\r\n"
    ask_zero = b"ZERO\r\n"
    ask_tare = b"TARE\r\n"
    telling = 93
    layouts = (
        Layout(
            re.compile(
                r"(?:\d\d)?(?P<state>ST|US),(?P<kind>GS|NT),(?P<value>[^,]{8}|(?=.{8},)[-+ \d]+,\d+),"
                r"(?P<unit>[ A-Za-z]{2})"
            ),
            STATES,
        ),
        # Nothing is read from the number here, so its width does not matter.
        Layout(
            re.compile(r"(?:\d\d)?(?P<state>OL|UL|TL|ER),(?P<kind>GS|NT),[^,]*,(?P<unit>[ A-Za-z]{1,2})"),
            {"OL": State.OVER, "UL": State.UNDER},
        ),
        Layout(
            re.compile(
                r"(?:\d\d)?\d(?P<state>ST|US|OL|UL|TL|ER),(?P<value>[^,]{8}|[^,]{10}),(?P<preset>PT|  )?(?P<tare>[^,]{8}|[^,]{10}),"
                r" *\d+,(?P<unit>[ A-Za-z]{2})(?:,[\d/: ]*)?"
            ),
            STATES,
            kind=Kind.NET,
        ),
        Layout(
            re.compile(
                r"(?:\d\d)?(?:PID)?(?P<state>ST|US|OL|UL|TL|ER),\d,(?P<value>.{10})(?P<unit>[ A-Za-z]{2}),"
                r"(?P<preset>PT|  )(?P<tare>.{10})(?P=unit)(?:,(?P<alibi>\d{5}-\d{6}|NO))?"
            ),
            STATES,
            kind=Kind.GROSS,
        ),
        # Millivolts and converter points: no expression of a weight, whatever the digits look like.
        Layout(re.compile(r"(?:\d\d)?(?:ST|US|OL|UL|TL|ER),(?P<state>VL|RZ),[^,]*,.{2}"), {}),
    )
    answers = re.compile(r"(?:\d\d)?(?:OK|VER,.*)")
    refusals = re.compile(r"(?:\d\d)?(?:NO|ERR ?\d*)")


@protocol("cas_22")
class Cas22(LineCodec):
    """22 bytes with the line end. Never read as text of one character set: the lamp byte has bit 7."""

    line_end = re.compile(rb"[\n]")
    telling = 97

    def _line(self, raw: bytes) -> list[Frame]:
        text = raw.lstrip(b"\x00\x7f\xff").decode("latin-1").rstrip("\r\n")
        if not text.strip():
            return []
        frame = _CAS_22.read(text, raw)
        if isinstance(frame, Weight) and ord(text[7]) & (_STABLE_LAMP | _HOLD_LAMP) != _STABLE_LAMP:
            return [replace(frame, stable=False)]
        return [frame or Garbled(raw)]


@protocol("cas_10")
class Cas10(LayoutCodec):
    """CAS CI, 10 bytes: eight columns of digits and nothing else, `000013.5` CR LF. It tells neither rest nor unit."""

    telling = 55
    layouts = (Layout(re.compile(r"(?P<value>[-+ \d][ \d.]{6}\d)")),)


@protocol("weightech_wt1000")
class WeightechWt1000(LayoutCodec):
    """`1,010.000,000.200,009.800`: flag, gross, tare, net. The flag is 1 while the load MOVES. No unit is sent.
    `0,    ol,    ol,    ol` is over range, `0,-   ol,-   ol,-   ol` under it.

    Weightech WT1000 manual 6.1. Gross less tare must be net, or a digit was lost on the line.
    """

    usual_unit = "kg"
    telling = 90
    shows_beside = False
    layouts = (
        Layout(
            re.compile(r"(?P<state>[01]),(?P<gross>[-\d.]{7}),(?P<tare>[-\d.]{7}),(?P<value>[-\d.]{7})"),
            {"0": State.STABLE, "1": State.MOVING},
            kind=Kind.NET,
        ),
        # Out of range all three say so, with a minus below.
        Layout(
            re.compile(r"[01],(?P<sign>-?)(?P<out> +ol),(?P=sign)(?P=out),(?P=sign)(?P=out)"),
            unstated=State.OUT,
            kind=Kind.NET,
        ),
    )

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        frames = super()._read(text, raw)
        return [frame if _adds_up(frame) else Garbled(raw) for frame in frames]


def _adds_up(frame: Frame) -> bool:
    match frame:
        case Weight(value=net, gross=str(gross), tare=str(tare)):
            return Decimal(gross) - Decimal(tare) == Decimal(net)
        case Weight() | Counted():
            return False
        case _:
            return True
