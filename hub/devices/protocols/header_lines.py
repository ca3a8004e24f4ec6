"""Lines that begin with a state and what is weighed: the frame of A&D and of most indicators that follow it.

    S T , G S , + 0 1 2 3 4 . 5 k g CR LF          16 columns: A&D AD-4329A, XFOC, LUW2001 and many others
    0   2 3   5 6             14 16                state, comma, kind, comma, sign and number (8), unit (2)

    S T , G S , + 0 0 1 2 . 3 4 5 _ _ k g CR LF    19 columns: Weightech WT3000i, KERN KXS-TM and IXS (number 9, unit 4)
    S T , G S _ _ _ _ 2 0 . 7 g _ _ CR LF          T-Scale NHB: no second comma, unit (3) left-aligned
    S T , G S , _ _ _ 2 4 5 . 6 _ g CR LF          T-Scale QHW: unit (2) right-aligned

State ST stable, US moving, HD held, OL out of range (the sign says which way), UL under range; kind GS gross, NT net, TR tare, PT a
tare that was keyed in. A tare is no load, a held value is not what lies there now, and the digits beside OL mean nothing:
`+9999999E+19` even reads as a number. The widths are kept to, because a line that lost a character at its front shows another
weight ("345kg").

Sources: A&D AD-4329A manual p. 35 and 45, AD-4406 p. 45; Liden LUW2001 manual p. 18 (continuous output B); Weightech WT3000i manual 3.2.1 and 6.1;
KERN KXS-TM/KXG-TM/IXS manual p. 70; KERN KFB-TM manual p. 49 and 50; CAS CI-600D p. 74 ("AND 18 bytes"); captures of T-Scale NHB and QHW.
Not here: the comma-separated strings of Dini Argeo, the A&D balances without a kind, and the CAS frame with its lamp byte
(`hub.devices.protocols.comma_lines`).
"""

from __future__ import annotations

import re

from hub.devices.protocols.frames import Frame, Weight
from hub.devices.protocols.layout import Layout, LayoutCodec, State
from hub.devices.registry import protocol

_DIGITS_OF_A_BALANCE = 6
_SAYS_LITTLE = 40
STATES = {
    "ST": State.STABLE,
    "QT": State.STABLE,
    "US": State.MOVING,
    "HD": State.UNTOLD,
    "OL": State.OUT,
    "UL": State.UNDER,
}
_HEAD = r"(?P<state>ST|US|OL|UL),(?P<kind>GS|NT|TR)"
# CAS puts the tonne into the second column. Other letters stand there in the line of the T-Scale QHW, which has its own layout.
_UNIT_LEFT = r"(?P<unit>[A-Za-z%][A-Za-z ]|  | t)"
_AND_KIND = r"(?P<kind>G[S ]|N[T ]|T[R ]|PT)"
# Two columns, or three where the indicator is set so. Blank ones prove nothing: the letter in the third may be lost.
_AND_UNIT = r"(?P<unit>[A-Za-z%][A-Za-z ]| t| [A-Za-z]{2}|  [A-Za-z%]|[A-Za-z]{3})"
# Out of range nothing is read from the number, so its width does not matter; a sign before bars is the first of them.
_OUT = r"(?P<sign>\+|-(?!-))?[ \d.,OL-]*?(?P<unit>(?i:kg|g|lb|oz|t))? *"
_AND_UNIT_OR_BLANK = _AND_UNIT.replace(")", "|  |   )")


@protocol("and_16")
class And16(LayoutCodec):
    """16 or 19 columns; blanks or zeros before the digits, a blank or + for plus."""

    fronts = ("ST,GS,", "US,GS,")
    telling = 90
    layouts = (
        Layout(re.compile(rf"{_HEAD},(?P<sign>[-+ ])(?P<value>[ \d.,]{{7}}){_UNIT_LEFT}"), STATES),
        Layout(
            re.compile(rf"{_HEAD},(?P<sign>[-+ ])(?P<value>[ \d.,]{{8}})(?P<unit>[A-Za-z. ]{{4}})"), STATES
        ),
        # Six digits without a point; a zero in front would be a line that lost its point.
        Layout(re.compile(rf"{_HEAD},(?P<sign>[-+])(?P<value>[1-9]\d{{5}})(?P<unit>kg|lb)"), STATES),
        Layout(re.compile(rf"(?P<state>OL|UL),(?P<kind>GS|NT|TR),{_OUT}"), STATES),
    )


@protocol("and_ad4329")
class AndAd4329(LayoutCodec):
    """16 columns with leading zeros. The kind is one or two letters, the unit two or three; the point may be set to a comma."""

    fronts = ("ST,GS,", "US,GS,")
    telling = 92
    layouts = (
        Layout(
            re.compile(
                rf"(?P<state>ST|US|QT|HD),{_AND_KIND},(?P<sign>[-+])(?P<value>[\d.,]{{7}}){_AND_UNIT}"
            ),
            STATES,
        ),
        # Format 1 shows an overload as blanks around the point, others as any digits.
        Layout(
            re.compile(
                rf"(?P<state>OL),{_AND_KIND},(?P<sign>[-+])(?P<value>[ \d.,]{{7}}){_AND_UNIT_OR_BLANK}"
            ),
            STATES,
        ),
    )


@protocol("kern_tm")
class KernTm(LayoutCodec):
    """19 columns, or 18 where the display has six digits; or nothing but sign and number, which tells neither rest nor unit.

    KFB-TM answers the letter S, sent without a line end, in a shorter line of its own.
    """

    ask_weight = b"S"
    telling = 90
    layouts = (
        And16.layouts[1],
        Layout(
            re.compile(rf"{_HEAD},(?P<sign>[-+])(?P<value>[ \d.,]{{7}})(?P<unit>[A-Za-z. ]{{4}})"), STATES
        ),
        Layout(
            re.compile(rf"{_HEAD} +(?P<sign>[-+]?) *(?P<value>\d+(?:\.\d+)?) *(?P<unit>[A-Za-z]{{1,4}})"),
            STATES,
        ),
        Layout(re.compile(r"(?P<state>OL|UL),(?P<kind>GS|NT|TR)"), STATES),
        # Three digits in front, each 0 or 1: too heavy, right, too light.
        Layout(re.compile(r"(?:[01]{3})?(?P<sign>[-+])(?P<value>[\d.]{7,8})")),
        Layout(re.compile(r"(?P<sign>[-+]) {7,8}"), unstated=State.OUT),
        Layout(re.compile(r"(?P<value>\d+)(?P<unit>PCS)")),
    )

    def proof(self, frame: Frame) -> int:
        """No indicator shows six digits and more; a balance does. A number without a state is anybody's."""
        if b"," not in frame.raw:
            return _SAYS_LITTLE
        digits = len(frame.value.strip("-").replace(".", "")) if isinstance(frame, Weight) else 0
        return self.telling + 1 if digits >= _DIGITS_OF_A_BALANCE else self.telling


@protocol("tscale_nhb")
class TscaleNhb(LayoutCodec):
    fronts = ("ST,GS", "US,GS")
    telling = 92
    layouts = (
        Layout(re.compile(rf"{_HEAD}(?P<value>[-+ \d.]{{8}})(?P<unit>[A-Za-z%][A-Za-z ]{{2}})"), STATES),
        Layout(re.compile(rf"(?P<state>OL|UL),(?P<kind>GS|NT|TR)(?=[-+ ]){_OUT}"), STATES),
    )


@protocol("tscale_qhw")
class TscaleQhw(LayoutCodec):
    fronts = ("ST,GS,", "US,GS,")
    telling = 89
    layouts = (
        Layout(
            re.compile(
                rf"{_HEAD},(?P<value>[- ](?:[- \d.]{{6}}\d| {{7}}))(?P<unit> [A-Za-z%]|[A-Za-z]{{2}}| [A-Za-z]{{2}})"
            ),
            STATES,
        ),
    )
