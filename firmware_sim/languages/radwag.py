"""KERN KET/KEN and Radwag: every request that waits is answered twice, first that it was heard, then what came of it.

    S _ A CR LF
    S _ _ _ _ - _ _ _ _ _ _ 8 . 5 _ g _ _ CR LF     KET-TM p. 170, PUE C/31H p. 58
    0     3   5 6             14  16

Column 3 is the flag: blank at rest, ? moving, ^ too heavy, v too light. SU and SUI answer in the unit that is switched
on; the others do as well here, since the simulated indicator has one. `gr` on these scales is grain, not gram.
"""

from firmware_sim.indicator import Indicator, Shown
from firmware_sim.scale import Condition
from firmware_sim.speaking import Ask, Grammar, Manner, Speaker, number, right, sign

_OUTSIDE = {Condition.OVERLOAD: "^", Condition.UNDERLOAD: "v"}
_UNIT = {"gn": "gr"}
_AT_ONCE = (b"SI", b"SUI")
_WAITING = (b"S", b"SU")
_KEYS = {b"T": Ask.TARE, b"Z": Ask.ZERO}


def _flag(shown: Shown) -> str:
    return _OUTSIDE.get(shown.condition) or (" " if shown.stable else "?")


def _number(shown: Shown) -> str:
    digits = right(number(abs(shown.value), shown.places), 9)
    return f"{sign(shown.value, ' ')}{digits} {_UNIT.get(shown.unit, shown.unit):<3}\r\n"


def _answer(request: bytes, shown: Shown) -> bytes:
    return f"{request.decode('ascii'):<3}{_flag(shown)} {_number(shown)}".encode("ascii")


def _printed(shown: Shown, _manner: Manner) -> bytes:
    """What the print key sends: the flag in front and no request to answer."""
    return f"{_flag(shown)} {_number(shown)}".encode("ascii")


class TwoLineSpeaker(Speaker):
    """S A now, the weight when the load is at rest; S E when it never is; S I while another request still waits."""

    def __init__(self, indicator: Indicator, grammar: Grammar, manner: Manner) -> None:
        super().__init__(indicator, grammar, manner)
        self._key: Ask | None = None

    def answer(self, request: bytes) -> bytes:
        if request not in (*_AT_ONCE, *_WAITING, *_KEYS, b"C1", b"C0"):
            return b"ES\r\n"
        if request in (b"C1", b"C0"):
            self._streaming = request == b"C1"
            return request + b" A\r\n"
        if self._waiting:
            return request + b" I\r\n"
        if request in _AT_ONCE:
            return _answer(request, self.indicator.shown())
        self._waiting = (request, self.indicator.model.elapsed_s)
        return request + b" A\r\n" + self._answer_waiting()

    def _answer_waiting(self) -> bytes:
        asked = self._waiting
        out = super()._answer_waiting()
        if asked and self._waiting is None and not out:
            return asked[0] + b" E\r\n"
        return out

    def settled(self, request: bytes) -> bytes:
        if request in _WAITING:
            return _answer(request, self.indicator.shown())
        taken = self.indicator.shown().in_range and self.key(_KEYS[request])
        return request + (b" D\r\n" if taken else b" ^\r\n")

    def _due_frames(self) -> bytes:
        """Continuous transmission sends the lines of SI."""
        frames = super()._due_frames()
        return _answer(b"SI", self.indicator.shown()) * (len(frames) // len(self.frame()))


GRAMMARS = {"default": Grammar(_printed, speaker=TwoLineSpeaker)}
