"""Lines of bench scales that show a number and a unit and little more, each maker with columns of its own.

    _ _ _ _ _ 0 . 0 0 _ G N CR LF              G&G JJ-B: sign, number (8), blank, unit (2)
    + 0 1 4 2 . 0 2 _ G N _ CR LF               Creedmoor TRX: sign, number (7) with zeros, blank, unit (3)
    + _ _ 3 2 0 . 3 4 4 G N _ CR LF             U.S. Solid USS-DBS: sign, blank, number (8), unit (3); ~ for overload
    S D _ _ _ _ _ - 1 . 1 4 _ G N CR LF         Steinberg SBS: S or SD (dynamic), number (10), blank, unit
    _ _ _ _ _ _ _ 1 0 . 2 1 _ g n _ CR LF      KERN TWS family: number (12), blank, unit (3) only when stable; M or * may stand
                                                in its first column, and a numerator of three columns before it
    _ _ _ _ _ N _ _ _ _ _ _ _ 0 . 3 7 4 9 _ g  Mettler Toledo print line: label (6), number (13), blank, unit
    W G r o s s _ _ _ 0 . 0 1 0 _ l b CR LF     Sterling 7600: rest of the echoed command, label and number (13), unit

Only Steinberg and KERN say whether the load rests; of the others a value is shown and never taken by itself. Minus may stand apart
from the digits and "-0.00" occurs. The Sterling 7600 loses characters of the echo; a lost digit is found by the width.

Sources: KERN FKB manual p. 37, FKT p. 27; Sterling 7600 session with firmware 4.31.0; the other frames were captured from the devices.
"""

from __future__ import annotations

import re

from hub.devices.protocols.layout import Layout, LayoutCodec, State
from hub.devices.registry import protocol

_UNIT = r"(?P<unit>[A-Za-z%]{1,4})"


@protocol("gng")
class Gng(LayoutCodec):
    """ESC p asks; the ESC can be set to another character on the scale."""

    ask_weight = b"\x1bp\r\n"
    telling = 72
    layouts = (Layout(re.compile(r"(?P<sign>[-+ ])(?P<value>[ \d.]{8}) (?P<unit>[A-Za-z%][A-Za-z ])")),)


@protocol("creedmoor")
class Creedmoor(LayoutCodec):
    telling = 82
    layouts = (Layout(re.compile(r"(?P<sign>[-+])(?P<value>[\d.]{7}) (?P<unit>[A-Za-z%][A-Za-z ]{2})")),)


@protocol("ussolid")
class Ussolid(LayoutCodec):
    telling = 82
    layouts = (
        Layout(re.compile(r"(?P<sign>[-+]) (?P<value>[ \d.]{8})(?P<unit>[A-Za-z%][A-Za-z ]{2})")),
        Layout(
            re.compile(r"(?P<sign>[-+]) (?P<state>~)~{7}(?P<unit>[A-Za-z%][A-Za-z ]{2})"), {"~": State.OUT}
        ),
    )


@protocol("steinberg_sbs")
class SteinbergSbs(LayoutCodec):
    telling = 88
    layouts = (
        Layout(
            re.compile(r"(?P<state>S |SD)(?P<value>[- \d.]{10}) (?P<unit>[A-Z%][A-Z ]|[a-z]{1,2}) ?"),
            {"S": State.STABLE, "SD": State.MOVING},
        ),
    )


@protocol("kern_tws")
class KernTws(LayoutCodec):
    """Single letters, sent without a line end: w asks at once, s when stable, t tares."""

    ask_weight = b"w"
    ask_tare = b"t"
    telling = 74
    layouts = (
        Layout(
            re.compile(
                r"(?:\d{3})?(?:[M*](?=.{11}(?: |$))|(?=.{12}(?: |$)))(?P<value>[-+ \d.\[\]]{11,12})"
                r"(?: (?P<unit>[A-Za-z% ]{0,3}))?"
            ),
            unstated=State.STABLE,
            blank_unit=State.MOVING,
        ),
        Layout(
            re.compile(r" *=?(?P<state>Overload|Underload)=? *"),
            {"Overload": State.OVER, "Underload": State.UNDER},
        ),
    )
    refusals = re.compile(r"Error")


@protocol("mt_print")
class MtPrint(LayoutCodec):
    """What a Mettler Toledo balance sends to a printer. The label says net, gross or tare; rest is not told."""

    telling = 84
    layouts = (
        Layout(re.compile(rf" *(?<=^.{{5}})(?P<kind>[NGTB])(?P<value>[-+ \d.]{{13}}) {_UNIT} *")),
        Layout(re.compile(rf" *(?<=^.{{4}})(?P<kind>PT)(?P<value>[-+ \d.]{{13}}) {_UNIT} *")),
    )


@protocol("sterling_7600")
class Sterling7600(LayoutCodec):
    """Polled with a command and CR; the echo of the command comes first, in part or not at all."""

    ask_weight = b"SGW\r"
    telling = 88
    layouts = tuple(
        Layout(
            re.compile(
                rf"[A-Z]{{0,3}}(?P<kind>{label})(?P<value>[- \d.]{{{13 - len(label)}}}) (?P<unit>[A-Za-z]{{1,6}}) *"
            )
        )
        for label in ("Gross", "Net", "Tare", "Count")
    )


@protocol("generic_ascii")
class GenericAscii(LayoutCodec):
    """A line with a number, a blank and a unit, of a scale nobody knows. It begins with a blank, a sign, or a number of six columns."""

    telling = 45
    layouts = (
        Layout(
            re.compile(rf"(?P<value>(?: +[-+]?|[-+]) *\d+(?:[.,]\d+)?|(?=[\d.,]{{6}})\d+[.,]\d+) +{_UNIT} *")
        ),
    )
