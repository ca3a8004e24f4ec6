"""Plain print lines of bench scales: Ohaus, Mettler MS-TS, G&G, KERN 572, Creedmoor, U.S. Solid, Steinberg and others.

    col  1      2 - 8     10 - 14  15  16
         sign   number    unit     ?   G      Ohaus Defender 3000: `-  1.640 kg   ?N`

What differs is the width, the place of the minus, what pads, and how the stability is said: a question mark, a word,
the unit left out, or not at all. Where no document names the line for too much or too little, none is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass

from firmware_sim.indicator import Indicator, Shown
from firmware_sim.scale import Condition
from firmware_sim.speaking import Ask, Frame, Grammar, Manner, Speaker, letters, number, right, sign, zeros

Text = Callable[[Shown], str]


@dataclass(frozen=True, slots=True)
class PrintLine:
    """Text in range, and out of range when the maker names it."""

    text: Text
    outside: Text | None = None
    end: str = "\r\n"

    def __call__(self, shown: Shown, _manner: Manner) -> bytes:
        if shown.in_range:
            return f"{self.text(shown)}{self.end}".encode("ascii")
        return f"{self.outside(shown)}{self.end}".encode("ascii") if self.outside else b""


def _apart(width: int, plus: str = " ") -> Text:
    """The sign in the first column, however far the digits are from it."""
    return lambda shown: sign(shown.value, plus) + right(number(abs(shown.value), shown.places), width)


def _joined(width: int) -> Text:
    return lambda shown: right(number(shown.value, shown.places), width)


# ---- Ohaus

_DEFENDER = PrintLine(
    lambda s: f"{_apart(7)(s)} {s.unit:<5}{' ' if s.stable else '?'}{'N' if s.tared else 'G'}"
)
_RANGER = PrintLine(lambda s: f"{_joined(12)(s)} {s.unit:<5}{' ' if s.stable else '?'}")
_SCOUT_PRO = PrintLine(lambda s: f"{_joined(11)(s)} {s.unit}{'' if s.stable else ' ?'}")
_OHAUS_ASKS: dict[bytes, Ask | bytes | Frame] = {
    b"P": Ask.NOW, b"IP": Ask.NOW, b"SP": Ask.STABLE, b"CP": Ask.STREAM, b"0P": Ask.STOP,
    b"T": Ask.TARE, b"Z": Ask.ZERO,
}  # fmt: skip
OHAUS = {
    "defender": Grammar(_DEFENDER, _OHAUS_ASKS, unknown=b"ES\r\n"),
    "ranger": Grammar(_RANGER, _OHAUS_ASKS, unknown=b"ES\r\n"),
    "scout_pro": Grammar(_SCOUT_PRO, _OHAUS_ASKS, unknown=b"ES\r\n"),
}


# ---- lines that tell no stability at all

MT_PRINT = {
    "ms-ts": Grammar(PrintLine(lambda s: f"     {'N' if s.tared else 'G'}{_joined(13)(s)} {s.unit:<4}"))
}
_GN = {"gn": "GN"}
GNG = {
    "jj-b": Grammar(
        PrintLine(lambda s: f"{_apart(8)(s)} {_GN.get(s.unit, s.unit):<2}"),
        {b"\x1bp": Ask.NOW, b"\x1bt": Ask.TARE},
    )
}
CREEDMOOR = {
    "trx": Grammar(
        # The sign is that of the converter: a hair below zero is shown as -0000.00.
        PrintLine(
            lambda s: (
                f"{'-' if s.below_zero else '+'}{zeros(abs(s.value), s.places, 7)} {_GN.get(s.unit, s.unit):<3}"
            )
        )
    )
}
USSOLID = {
    "uss-dbs": Grammar(
        PrintLine(
            lambda s: f"{_apart(9, '+')(s)}{_GN.get(s.unit, s.unit):<3}",
            lambda s: (
                f"{'-' if s.condition is Condition.UNDERLOAD else '+'} {'~' * 8}{_GN.get(s.unit, s.unit):<3}"
            ),
        )
    )
}
GENERIC = {"platform": Grammar(PrintLine(lambda s: f"{_joined(6)(s)} {s.unit} "))}


# ---- Steinberg SBS: S at rest, SD moving; Weightech WT1000: three numbers, and 1 means moving


def _wt1000(shown: Shown) -> str:
    gross, tare, net = (zeros(value, shown.places, 7) for value in (shown.gross, shown.tare, shown.value))
    return f"{'0' if shown.stable else '1'},{gross},{tare},{net}"


STEINBERG = {
    "sbs": Grammar(
        PrintLine(lambda s: f"{'S' if s.stable else 'SD':<2}{_joined(10)(s)} {_GN.get(s.unit, s.unit)}")
    )
}
WT1000 = {"wt1000": Grammar(PrintLine(_wt1000))}


# ---- KERN 572, KB, FKB (FKB manual p. 37): letters without line end; a moving load has no unit

_TWS = PrintLine(
    lambda s: f"{_joined(12)(s)} {s.unit.ljust(3) if s.stable else ''}",
    lambda s: " =Overload= " if s.condition is Condition.OVERLOAD else "       Error",
)
KERN_TWS = {
    "fkb": Grammar(
        _TWS, {b"w": Ask.NOW, b"s": Ask.STABLE, b"t": Ask.TARE, b"z": Ask.ZERO}, cut=letters
    )
}  # fmt: skip


# ---- Sterling 7600: the request comes back in front of the answer, and characters of it get lost


def _gross(shown: Shown, _manner: Manner) -> bytes:
    return f"Gross{right(number(shown.gross, shown.places), 8)} {shown.unit}\r\n".encode("ascii")


def _net(shown: Shown, _manner: Manner) -> bytes:
    return f"Net  {right(number(shown.value, shown.places), 8)} {shown.unit}\r\n".encode("ascii")


def _count(shown: Shown, _manner: Manner) -> bytes:
    """Counting mode at one division for each piece: a number that is no weight."""
    return f"Count{int(shown.value / shown.division):>8} Pieces\r\n".encode("ascii")


class EchoingSpeaker(Speaker):
    """Every third answer starts two characters late, as the captures of this scale do."""

    LOST_EVERY, LOST = 3, 2

    def __init__(self, indicator: Indicator, grammar: Grammar, manner: Manner) -> None:
        super().__init__(indicator, grammar, manner)
        self._answers = 0

    def answer(self, request: bytes) -> bytes:
        said = super().answer(request)
        if not said:
            return b""
        self._answers += 1
        whole = request + said
        return whole[self.LOST :] if self._answers % self.LOST_EVERY == 0 else whole


STERLING = {
    "7600": Grammar(
        _gross, {b"SGW": _gross, b"SNW": _net, b"SCO": _count, b"T": Ask.TARE, b"Z": Ask.ZERO},
        speaker=EchoingSpeaker,
    )
}  # fmt: skip
