"""Streams framed by control characters: Rice Lake, Rinstrum format A and Cardinal SB-400.

STX polarity W W W W W W W unit mode status CR LF     Rice Lake 920i, p. 129
STX sign     W W W W W W W status ETX                 Rinstrum R320, p. 46: no unit
sign W W W W W W unit unit G/N status status CR       Cardinal 225, p. 125

None of them can be asked: they repeat themselves for as long as they have power.
"""

from firmware_sim.indicator import Shown
from firmware_sim.scale import Condition
from firmware_sim.speaking import Grammar, Manner, number, right, sign, zeros

_RICE_LAKE_UNIT = {"kg": "K", "lb": "L", "t": "T", "g": "G", "oz": "O"}
_OUTSIDE = {Condition.OVERLOAD: "^" * 8, Condition.UNDERLOAD: "]" * 8}


def _seven(shown: Shown) -> str:
    return right(number(abs(shown.value), shown.places), 7)


def _mode(shown: Shown) -> str:
    return "N" if shown.tared else "G"


def _rice_lake(shown: Shown, _manner: Manner) -> bytes:
    weight = _OUTSIDE.get(shown.condition) or sign(shown.value, " ") + _seven(shown)
    text = f"{weight}{_RICE_LAKE_UNIT[shown.unit]}{_mode(shown)}{_rice_lake_status(shown)}"
    return f"\x02{text}\r\n".encode("ascii")


def _rice_lake_status(shown: Shown) -> str:
    """I invalid, O out of range, M motion, Z centre of zero."""
    if shown.zero_is_missing:
        return "I"
    if not shown.in_range:
        return "O"
    return "M" if shown.moving else "Z" if shown.centre_of_zero and not shown.tared else " "


def _rinstrum(shown: Shown, _manner: Manner) -> bytes:
    """One letter says it all: motion, overload, underload or error take the place of G and N. The number stays."""
    letter = {Condition.OVERLOAD: "O", Condition.UNDERLOAD: "U"}.get(shown.condition)
    letter = "E" if shown.zero_is_missing else letter or ("M" if shown.moving else _mode(shown))
    return f"\x02{sign(shown.value, ' ')}{_seven(shown)}{letter}\x03".encode("ascii")


def _cardinal(shown: Shown, _manner: Manner) -> bytes:
    weight = sign(shown.value, " ") + zeros(abs(shown.value), shown.places, 6)
    at_rest = "CZ" if shown.centre_of_zero and not shown.tared else "  "
    status = "OC" if not shown.in_range else "MO" if shown.moving else at_rest
    return f"{weight}{shown.unit:<2}{_mode(shown)}{status}\r".encode("ascii")


RICE_LAKE = {"920i": Grammar(_rice_lake)}
RINSTRUM_A = {"r320": Grammar(_rinstrum)}
CARDINAL = {"225": Grammar(_cardinal)}
