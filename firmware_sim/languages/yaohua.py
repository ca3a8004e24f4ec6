"""Yaohua and its relatives: short streams with little in them.

    W G 0 0 4 . 1 3 9 k g 3 D CR LF     XK3190-A12(E) p. 13: gross or net, seven places, unit, XOR of the eleven bytes
    = 0 0 0 3 . 0 0 0                   A26 p. 13: no unit, no end; the next = ends the frame
    = 0 0 0 . 3 0 0 0                   the same, last digit first
    STX + 0 1 2 4 5 0 0 1 9 ETX         A9 and DS3: sign, six digits, decimals, XOR

None of them says whether the load is at rest, and only the A12 says that it is too heavy (OL) or too light (LO).
"""

from firmware_sim.indicator import Shown
from firmware_sim.scale import Condition
from firmware_sim.speaking import DoesNotFit, Grammar, Manner, hex_of_xor, number, sign, zeros


def _a12(shown: Shown, _manner: Manner) -> bytes:
    if shown.in_range:
        letter = "N" if shown.tared else "G"
        body = f"W{letter}{zeros(shown.value, shown.places, 7)}{shown.unit:<2}".encode("ascii")
    else:
        body = b"         OL" if shown.condition is Condition.OVERLOAD else b"         LO"
    return body + hex_of_xor(body) + b"\r\n"


def _eight(shown: Shown) -> str:
    return zeros(shown.value, shown.places, 8)


def _equals(shown: Shown, _manner: Manner) -> bytes:
    return f"={_eight(shown)}".encode("ascii") if shown.in_range else b""


def _equals_reversed(shown: Shown, _manner: Manner) -> bytes:
    return f"={_eight(shown)[::-1]}".encode("ascii") if shown.in_range else b""


def _tf0(shown: Shown, _manner: Manner) -> bytes:
    if not shown.in_range:
        return b""
    digits = number(abs(shown.value), shown.places).replace(".", "")
    if len(digits) > 6:  # noqa: PLR2004 - the frame has six places
        raise DoesNotFit(digits)
    body = f"{sign(shown.value)}{digits:0>6}{shown.places}".encode("ascii")
    return b"\x02" + body + hex_of_xor(body) + b"\x03"


def _wn(shown: Shown, _manner: Manner) -> bytes:
    if not shown.in_range:
        return b""
    letter = "n" if shown.tared else "g"
    return f"w{letter}{zeros(shown.value, shown.places, 7)}{shown.unit:<2}".encode("ascii")


A12 = {"a12e": Grammar(_a12)}
EQUALS = {"a26": Grammar(_equals)}
EQUALS_REVERSED = {"a26": Grammar(_equals_reversed)}
TF0 = {"a9": Grammar(_tf0)}
WN = {"wn": Grammar(_wn)}
