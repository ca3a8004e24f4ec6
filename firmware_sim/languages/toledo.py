"""Toledo: the continuous output of the 8530 and Wildcat, and the request language of the 8217 and 8213 checkout scales.

    STX SWA SWB SWC W W W W W W T T T T T T CR CHK     Wildcat manual, tables 6-8 to 6-11
    0   1   2   3   4           10          16 17

SWA: bits 0-2 place of the point (2 none, 3 one decimal ... 5 three), bits 3-4 step of 1, 2 or 5, bit 5 set.
SWB: 0 net, 1 minus, 2 out of range, 3 motion, 4 kg (else lb), 5 set, 6 zero not set since power-on.
SWC: bits 0-2 another unit (1 g, 2 t, 3 oz), bit 5 set. CHK makes the sum of all bytes end in seven zero bits.
"""

from firmware_sim.indicator import Indicator, Shown
from firmware_sim.scale import Condition
from firmware_sim.speaking import Ask, DoesNotFit, Frame, Grammar, Manner, Speaker, letters, number, zeros

STX, CR = b"\x02", b"\r"
_STEP = {1: 0x08, 2: 0x10, 5: 0x18}
_OTHER_UNIT = {"g": 1, "t": 2, "oz": 3}


# ---- continuous


def _swa(shown: Shown) -> int:
    digit = int(str(shown.division.normalize().scaleb(0).as_tuple().digits[0]))
    return 0x20 | _STEP.get(digit, 0x08) | (2 + shown.places)


def _swb(shown: Shown) -> int:
    bits = 0x20 | (0x01 if shown.tared else 0) | (0x10 if shown.unit == "kg" else 0)
    bits |= 0x02 if shown.value < 0 or shown.condition is Condition.UNDERLOAD else 0
    bits |= 0x04 if not shown.in_range else 0
    bits |= 0x08 if shown.moving else 0
    return bits | (0x40 if shown.zero_is_missing else 0)


def _without_point(shown: Shown) -> tuple[str, str]:
    if shown.condition is Condition.OVERLOAD:
        return "999999", "000000"
    grams = 0 if shown.zero_is_missing else abs(shown.value)
    weight = number(shown.value * 0 + grams, shown.places).replace(".", "")
    tare = number(shown.tare, shown.places).replace(".", "")
    if max(len(weight), len(tare)) > 6:  # noqa: PLR2004 - the frame has six places
        raise DoesNotFit(weight)
    return weight.zfill(6), tare.zfill(6)


def with_checksum(frame: bytes) -> bytes:
    return frame + bytes([-sum(frame) & 0x7F])


def _long(shown: Shown, weight: str, tare: str) -> bytes:
    status = bytes([_swa(shown), _swb(shown), 0x20 | _OTHER_UNIT.get(shown.unit, 0)])
    return STX + status + f"{weight}{tare}".encode("ascii") + CR


def _continuous(shown: Shown, _manner: Manner) -> bytes:
    return with_checksum(_long(shown, *_without_point(shown)))


def _unchecked(shown: Shown, _manner: Manner) -> bytes:
    return _long(shown, *_without_point(shown))


def _blanked(shown: Shown, _manner: Manner) -> bytes:
    """Some models leave leading zeros out."""
    weight, tare = _without_point(shown)
    return with_checksum(_long(shown, f"{int(weight):>6}", f"{int(tare):>6}"))


def _short(shown: Shown, _manner: Manner) -> bytes:
    """Cardinal 225, format 3: the same without the tare."""
    return with_checksum(_long(shown, _without_point(shown)[0], ""))


def _fairbanks(shown: Shown, _manner: Manner) -> bytes:
    """FB2550 manual p. 177: bit 5 of SWB is 0, no unit but kg and lb, and bit 6 of SWC tells a tare from the keyboard."""
    keyed_in = 0x40 if shown.tared and shown.tare_is_preset else 0
    status = bytes([_swa(shown), _swb(shown) & ~0x20, 0x20 | keyed_in])
    return with_checksum(STX + status + "".join(_without_point(shown)).encode("ascii") + CR)


def _luw(shown: Shown, _manner: Manner) -> bytes:
    """LUW2001 manual p. 16 and 17: other constant bits, and the pound in bit 0 of C."""
    status = bytes(
        [0x50 | (2 + shown.places), _swb(shown) | 0x30, 0x30 | (0x01 if shown.unit == "lb" else 0)]
    )
    return with_checksum(STX + status + "".join(_without_point(shown)).encode("ascii") + CR)


KEYS = {b"T": Ask.TARE, b"Z": Ask.ZERO, b"C": Ask.CLEAR_TARE}
CONTINUOUS = {
    "wildcat": Grammar(_continuous, KEYS, cut=letters),
    "blanked": Grammar(_blanked, KEYS, cut=letters),
    "short": Grammar(_short, KEYS, cut=letters),
    "unchecked": Grammar(_unchecked, KEYS, cut=letters),
    "fairbanks": Grammar(_fairbanks, KEYS, cut=letters),
    "luw": Grammar(_luw, KEYS, cut=letters),
}


# ---- 8217 and 8213 (Magellan 8500 manual p. 45-51): W asks; a weight comes only at rest, else ? and a status byte


def _status(shown: Shown) -> bytes:
    """Bit 6 is always set; bit 0 motion, 1 over capacity, 2 under zero, 4 centre of zero."""
    bits = 0x40 | (0x01 if shown.moving else 0)
    bits |= 0x02 if shown.condition is Condition.OVERLOAD else 0
    bits |= 0x04 if shown.condition is Condition.UNDERLOAD or shown.value < 0 else 0
    bits |= 0x10 if shown.centre_of_zero else 0
    return STX + b"?" + bytes([bits]) + CR


def _checkout(shown: Shown, pounds: int) -> bytes:
    """Kilograms as WW.WWW; pounds with two decimals in six places (8217) or five (8213). The frame names no unit."""
    if shown.moving or not shown.in_range or shown.value < 0:
        return _status(shown)
    width, places = (6, 3) if shown.unit == "kg" else (pounds, 2)
    digits = zeros(shown.value, places, width)
    return STX + f"{digits}{'N' if shown.tared else ''}".encode("ascii") + CR


def _8217(shown: Shown, _manner: Manner) -> bytes:
    return _checkout(shown, 6)


def _8213(shown: Shown, _manner: Manner) -> bytes:
    return _checkout(shown, 5)


def _always_bit_5(shown: Shown, manner: Manner) -> bytes:
    """Brecknell sets bit 5 of the status at all times, where the DIVA means net by it."""
    frame = _8217(shown, manner)
    return frame[:2] + bytes([frame[2] | 0x20]) + frame[3:] if frame[1:2] == b"?" else frame


class CheckoutSpeaker(Speaker):
    """Echoes what it hears between E and F, which is how a point of sale finds out that the line works."""

    def __init__(self, indicator: Indicator, grammar: Grammar, manner: Manner) -> None:
        super().__init__(indicator, grammar, manner)
        self._echoing = False

    def answer(self, request: bytes) -> bytes:
        if request in (b"E", b"F"):
            self._echoing = request == b"E"
            return STX + request + CR
        return request if self._echoing else super().answer(request)


_CHECKOUT_ASKS: dict[bytes, Ask | bytes | Frame] = {
    b"W": Ask.NOW, b"Z": Ask.ZERO, b"T": Ask.TARE, b"C": Ask.CLEAR_TARE,
    b"A": STX + CR, b"B": STX + b"?@" + CR,
}  # fmt: skip
CHECKOUT = {
    name: Grammar(frame, _CHECKOUT_ASKS, cut=letters, speaker=CheckoutSpeaker)
    for name, frame in (("8217", _8217), ("8213", _8213), ("brecknell", _always_bit_5))
}
