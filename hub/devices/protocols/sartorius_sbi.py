"""Sartorius and Minebea SBI: 16 characters, or 22 with an identification in front.

    N _ _ _ _ _ + _ _ _ 0 . 1 2 3 4 _ g _ _ CR LF     identification (6), sign, blank, number (8), blank, unit (3)
    + _ _ _ _ _ 0 . 0 0 _ g _ _ CR LF                 the same without the identification
    S t a t _ _ _ _ _ E R R _ 1 0 1 _ _ _ _ CR LF      trouble; also Err 101, H, L, Stat High, Stat Low, Stat Cal.Int.

The unit is blank while the load moves: that blank, not a flag, is how SBI says "not yet stable". G or G# is gross, N net, T and PT2
tares, Qnt pieces; the other identifications (Diff, Lim, Max, Min, sums *G and *N …) name numbers that do not lie on the scale.
A digit in brackets is not verified. Lines without blanks, such as a model or a serial number, are never numbers of grams.

Sources: Sartorius GC803S manual p. 57, MC1 p. 111, Master p. 79, Combics 1 p. 98 (identifications), Entris II p. 3.
"""

from __future__ import annotations

import re

from hub.devices.protocols.frames import Answer, Frame, Garbled, Kind, Overload, Refused, Underload, Weight
from hub.devices.protocols.layout import Layout, LayoutCodec, State, first_fit
from hub.devices.registry import protocol

_NUMBER = r"(?P<value>[-+ ][ \d.\[\]]{7,11})"
# Behind the bracket of a digit that is not verified the blank may be missing: it is the bracket's column.
_UNIT = r"(?:(?: |(?<=\]))(?P<unit>[A-Za-z%][A-Za-z. ]{0,3}| {0,4}))?"
_KINDS = {"N": Kind.NET, "G": Kind.GROSS, "G#": Kind.GROSS, "T": Kind.TARE, "T1": Kind.TARE, "T2": Kind.TARE}
_BARE = Layout(re.compile(_NUMBER + _UNIT), unstated=State.STABLE, blank_unit=State.MOVING)
_NAMED = Layout(
    re.compile(rf" *(?P<kind>N|G#?|T[12]?|PT2|Qnt) *(?<=^.{{6}}){_NUMBER}{_UNIT}"),
    unstated=State.STABLE,
    blank_unit=State.MOVING,
    kinds={**_KINDS, "PT2": Kind.TARE},
)
# The unstable mark of older balances, and a count whose identification is not padded.
_MARKED = Layout(
    re.compile(r"(?P<state>\?)(?P<value>[-+ ][ \d.]{7,11}) (?P<unit>[A-Za-z%][A-Za-z. ]{0,3})"),
    {"?": State.MOVING},
)
_COUNT = Layout(re.compile(r"Qnt +(?P<value>[-+] *\d+) (?P<unit>pcs) *"), unstated=State.STABLE)
_OTHER_NUMBER = re.compile(r"[A-Za-z*%][A-Za-z.*%# -]{0,5} *[-+ ] *\d+(?:\.\d+)?(?: .*)?")
_STATE = re.compile(
    r"(?:Stat\b)? *(?P<word>High|Low|HH?|LL?|OFF|C|Cal[a-z]*\.? ?(?:Int|Ext|Run)?\.?) *", re.IGNORECASE
)
_TROUBLE = re.compile(
    r"(?:Stat\b)? *(?:(?:Err|ERR) *\d{1,3}|(?:APP|APR|DIS|PRT|INF)\. ?ERR?\.?) *", re.IGNORECASE
)
_IDENTITY = re.compile(
    r"(?:SerNo|Ser\. ?no|Model|Mod|B?Vers)\b.*|[A-Z]{3}: .*|[A-Z][A-Z0-9.-]*\d[A-Z0-9.-]*|\d\d(?:-\d\d)+"
    # A number without sign, unit and columns is a number of something, and none of grams.
    r"|\d[\d.]{1,9}",
    re.IGNORECASE,
)
_WIDTHS = frozenset({14, 20})
_ONE_SHORT = frozenset({13, 19})
_PADDED_UNIT, _SAYS_LITTLE = 61, 55
_ASKS_IDENTITY = b"\x1bx"


@protocol("sartorius_sbi")
class SartoriusSbi(LayoutCodec):
    ask_weight = b"\x1bP\r\n"
    ask_serial = b"\x1bx2_\r\n"
    ask_zero = b"\x1bV\r\n"
    ask_tare = b"\x1bT\r\n"
    telling = 84
    # Balances with one key for zero and tare call every weight net.
    net_means_tared = False

    def proof(self, frame: Frame) -> int:
        """The identification proves much, the exact width something."""
        shown = frame.raw.rstrip(b"\r\n")
        if len(shown) in _WIDTHS or not isinstance(frame, Weight):
            return self.telling
        return _PADDED_UNIT if shown.endswith(b" ") else _SAYS_LITTLE

    def _read(self, text: str, raw: bytes) -> list[Frame]:
        word = text.strip()
        if self._request.startswith(_ASKS_IDENTITY):
            # A bare serial number has the columns of a weight.
            return [Answer(self._request[1:3].decode("ascii", "replace"), word.split()[-1], raw)]
        if (frame := first_fit((_NAMED, _BARE, _MARKED, _COUNT), text, raw)) is not None:
            # One column less: the sign is lost.
            return [frame if len(text) not in _ONE_SHORT else Garbled(raw)]
        if found := _STATE.fullmatch(word):
            return [_state(found["word"].upper(), word, raw)]
        if _TROUBLE.fullmatch(word):
            return [Refused(word, raw)]
        if _IDENTITY.fullmatch(word) or _OTHER_NUMBER.fullmatch(word):
            return [Answer(word.split()[0], word, raw)]
        return super()._read(text, raw)


def _state(word: str, text: str, raw: bytes) -> Frame:
    if word.startswith("H"):
        return Overload(raw)
    if word.startswith("L"):
        return Underload(raw)
    return Refused(text, raw)
