"""Ohaus: a number, a unit, a question mark while the load moves, and in some models a letter for gross or net.

    - _ _ 1 . 6 4 0 _ k g _ _ _ ? N CR LF            Defender 3000: sign, number (7), blank, unit (5), ?, legend (1)
    - _ _ _ 1 . 6 4 0 _ k g _ _ _ ? N E T CR LF      the same with a number of 8 and a legend of 3 columns
    _ _ _ _ _ _ _ 1 2 . 7 3 _ g _ _ _ _ ? CR LF     Scout, Adventurer, Navigator: number (10 to 12), no legend
    _ _ _ _ _ 1 9 2 . 0 8 _ g _ _ _ 0 0 : 0 0 : 3 0  interval printing; TOTAL is a sum, no weight on the platform

Minus stands in column 1, apart from the digits. A line whose front is missing ("   G", "60 kg    G") does not have the columns.

Sources: Defender 3000 metal indicator manual p. EN-35 and a capture of 1,890 frames; Ohaus RS232 interface manual p. EN-3.
"""

from __future__ import annotations

import re

from hub.devices.protocols.frames import Frame
from hub.devices.protocols.layout import Layout, LayoutCodec, State
from hub.devices.registry import protocol

_MOVING = {"?": State.MOVING}
_LEGENDS = (b"G", b"N", b"T", b"?", b"NET")
_SAYS_LITTLE = 73
_UNIT = r"(?P<unit>[A-Za-z%]{1,5})"
_STATE = r"(?P<state>[ ?])"
# Right-aligned, without leading zeros: a line that lost its point has one column less and often a zero in front.
_WITH_POINT = r"(?=[- \d]*\.)[- \d.]"
_WITHOUT = r"(?! *-?0\d)[- \d]"


@protocol("ohaus_standard")
class OhausStandard(LayoutCodec):
    ask_weight = b"IP\r\n"
    ask_zero = b"Z\r\n"
    ask_tare = b"T\r\n"
    telling = 86
    layouts = (
        Layout(
            re.compile(
                r"(?P<sign>[- ])(?P<value>[ \d.]{7}) (?P<unit>[A-Za-z% ]{5})(?P<state>[ ?])(?P<kind>[GNT])"
            ),
            _MOVING,
            State.STABLE,
        ),
        Layout(
            re.compile(
                r"(?P<sign>[- ])(?P<value>[ \d.]{8}) (?P<unit>[A-Za-z% ]{5})(?P<state>[ ?])(?P<kind>G  |N  |NET|T  |PT )"
            ),
            _MOVING,
            State.STABLE,
        ),
        Layout(
            re.compile(rf"(?P<value>{_WITH_POINT}{{12}}|{_WITHOUT}{{12}}) (?P<unit>[A-Za-z% ]{{5}}){_STATE}"),
            _MOVING,
            State.STABLE,
        ),
        Layout(
            re.compile(rf"(?P<value>{_WITH_POINT}{{12}}|{_WITHOUT}{{11}}) {_UNIT} {_STATE}"),
            _MOVING,
            State.STABLE,
        ),
        Layout(
            re.compile(
                rf"(?P<value>{_WITH_POINT}{{10,11}}|{_WITHOUT}{{11}}) {_UNIT}(?: {_STATE})?"
                r"(?: +(?P<kind>NET|G|N|T|PT))?(?: +\d\d:\d\d:\d\d)?"
            ),
            _MOVING,
            State.STABLE,
        ),
        Layout(
            re.compile(r"(?P<value>[- \d.]{10,12}) (?P<unit>[A-Za-z%]{1,5}) *(?:TOTAL|WET WT|AIR WT) *"),
            unstated=State.TOTAL,
        ),
    )
    answers = re.compile(r"OK!|Version.*|SN:.*", re.IGNORECASE)
    refusals = re.compile(r"ES|\[?Err ?\d+(?:\.\d+)?\]?", re.IGNORECASE)

    def proof(self, frame: Frame) -> int:
        """A line without the question mark and the legend could be anybody's."""
        return self.telling if frame.raw.rstrip(b"\r\n").endswith(_LEGENDS) else _SAYS_LITTLE
