"""Lines that open with ST, US or OL: A&D, XFOC, LUW, Weightech, KERN KXS-TM, Dini Argeo, CAS CI/NT, T-Scale.

    S T , G S , + 0 1 2 3 4 . 5 k g CR LF     A&D AD-4329, manual p. 35 and 45
    header  legend  sign number unit

The header says stable (ST), moving (US), out of range (OL; Dini Argeo also UL); the legend gross (GS) or net (NT). The
makers differ in the width of the number, in what pads it, in where the unit stands and in what is left when the load is
out of range. The manuals of XFOC, CAS and T-Scale do not print that last case: there, blanks stand for the digits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from firmware_sim.indicator import Shown
from firmware_sim.scale import Condition
from firmware_sim.speaking import Ask, Frame, Grammar, Manner, Speaker, letters, number, right, sign, zeros

Text = Callable[[Shown], str]
A_AND_D = {b"Q": Ask.NOW, b"SI": Ask.NOW, b"S": Ask.STABLE, b"SIR": Ask.STREAM, b"C": Ask.STOP,
           b"T": Ask.TARE, b"Z": Ask.ZERO}  # fmt: skip


def header(shown: Shown, under: str = "OL") -> str:
    if shown.condition is Condition.UNDERLOAD:
        return under
    return "OL" if not shown.in_range else "ST" if shown.stable else "US"


def legend(shown: Shown) -> str:
    return "NT" if shown.tared else "GS"


def outside_sign(shown: Shown) -> str:
    return "-" if shown.condition is Condition.UNDERLOAD else "+"


@dataclass(frozen=True, slots=True)
class HeadedLine:
    """One layout: what stands for the number in range and out of range, and how the unit is written."""

    digits: Text
    outside: Text
    unit: Text
    after_legend: str = ","
    with_legend: bool = True

    def __call__(self, shown: Shown, _manner: Manner) -> bytes:
        said = f"{legend(shown)}{self.after_legend}" if self.with_legend else ""
        middle = self.digits(shown) if shown.in_range else self.outside(shown)
        return f"{header(shown)},{said}{middle}{self.unit(shown)}\r\n".encode("ascii")


def blank_padded(width: int, plus: str = "+") -> Text:
    """The sign in a column of its own, then the number against the right edge."""
    return lambda shown: sign(shown.value, plus) + right(number(abs(shown.value), shown.places), width)


def zero_padded(width: int, plus: str = "+") -> Text:
    return lambda shown: sign(shown.value, plus) + zeros(abs(shown.value), shown.places, width)


def blanks(width: int) -> Text:
    return lambda shown: outside_sign(shown) + " " * width


def unit_left(width: int) -> Text:
    return lambda shown: shown.unit.ljust(width)


def unit_right(width: int) -> Text:
    return lambda shown: shown.unit.rjust(width)


def _with_comma(digits: Text) -> Text:
    return lambda shown: digits(shown).replace(".", ",")


def _point_left(shown: Shown) -> str:
    """AD-4329 out of range: every digit of the seven places is blank, and the point stays."""
    empty = zeros(shown.value * 0, shown.places, 7).replace("0", " ")
    return outside_sign(shown) + empty


def _nines(shown: Shown) -> str:
    """EK-L out of range: a number of nines in eight places."""
    return outside_sign(shown) + zeros(shown.value * 0, shown.places, 8).replace("0", "9")


XFOC = HeadedLine(blank_padded(7), blanks(7), unit_left(2))
LUW = HeadedLine(blank_padded(7, " "), blanks(7), unit_left(2))
WT3000I = HeadedLine(zero_padded(8), blanks(8), lambda s: s.unit.rjust(4) if s.in_range else "    ")
AND_16 = {"xfoc": Grammar(XFOC), "luw": Grammar(LUW), "wt3000i": Grammar(WT3000I)}

AD_4329 = HeadedLine(zero_padded(7), _point_left, unit_left(2))
AND_AD4329 = {
    "ad4329": Grammar(AD_4329, A_AND_D),
    "comma": Grammar(
        HeadedLine(_with_comma(zero_padded(7)), _with_comma(_point_left), unit_left(2)), A_AND_D
    ),
}

AND_STANDARD = {
    "ek-l": Grammar(HeadedLine(zero_padded(8), _nines, unit_right(3), with_legend=False), A_AND_D),
    "ad4212d": Grammar(
        HeadedLine(
            zero_padded(8), lambda s: f"{outside_sign(s)}9999999E+19", lambda s: f",{s.unit:>3}", with_legend=False
        ),
        A_AND_D,
    ),
}  # fmt: skip


# ---- KERN KXS-TM: as Weightech, and a short remote form of the KFB-TM, asked with a letter that nothing ends


def _kfb(shown: Shown, _manner: Manner) -> bytes:
    if not shown.in_range:
        return f"OL,{legend(shown)}\r\n".encode("ascii")
    text = f"{number(shown.value, shown.places)}{shown.unit.upper()}"
    return f"{header(shown)},{legend(shown)} {text}\r\n".encode("ascii")


KERN_TM = {
    "kxs-tm": Grammar(WT3000I),
    "kfb-tm": Grammar(_kfb, {b"S": Ask.STABLE, b"W": Ask.NOW, b"T": Ask.TARE, b"Z": Ask.ZERO}, cut=letters),
}


# ---- T-Scale: two models of one maker, two layouts


def _glued(shown: Shown) -> str:
    return right(number(shown.value, shown.places), 8)


TSCALE_NHB = {"nhb": Grammar(HeadedLine(_glued, lambda _: " " * 8, unit_left(3), after_legend=""))}
TSCALE_QHW = {"qhw": Grammar(HeadedLine(_glued, lambda _: " " * 8, lambda s: f" {s.unit}"))}


# ---- Dini Argeo (dgt4x p. 52, ltp p. 43, 3590EXP p. 65): the unit behind a comma; REXT tells tare and pieces too, PID keeps


def _dini(shown: Shown, address: str) -> str:
    digits = right(number(shown.value, shown.places), 8)
    return f"{address}{header(shown, 'UL')},{legend(shown)},{digits},{shown.unit:>2}\r\n"


def _dini_read(shown: Shown, _manner: Manner) -> bytes:
    return _dini(shown, "").encode("ascii")


def _dini_addressed(shown: Shown, manner: Manner) -> bytes:
    return _dini(shown, f"{manner.address:02}").encode("ascii")


def _extended(shown: Shown, address: str) -> bytes:
    net = right(number(shown.value, shown.places), 10)
    kind = "PT" if shown.tare_is_preset else "  "
    tare = right(number(shown.tare, shown.places), 10)
    text = f"{address}1{header(shown, 'UL')},{net},{kind}{tare},{0:>10},{shown.unit}\r\n"
    return text.encode("ascii")


def _to_keep(shown: Shown, kept: str) -> bytes:
    """The line of the alibi memory: gross and tare with their units, and the number it was kept under."""
    gross, tare = (right(number(value, shown.places), 10) for value in (shown.gross, shown.tare))
    kind = "PT" if shown.tare_is_preset else "  "
    unit = shown.unit.rjust(2)
    return f"PID{header(shown, 'UL')},1,{gross}{unit},{kind}{tare}{unit},{kept}\r\n".encode("ascii")


class KeepingSpeaker(Speaker):
    """With an alibi board (3590EXP p. 81): PID keeps a weight that rests and is not below zero, and tells its number."""

    def answer(self, request: bytes) -> bytes:
        if request != b"PID":
            return super().answer(request)
        shown = self.indicator.shown()
        keeps = shown.stable and shown.in_range and shown.gross >= 0
        kept = self.indicator.keep() if keeps else "NO"
        return self.told(lambda seen, _: _to_keep(seen, kept))


def _dini_requests(read: Frame, rext: Frame, prefix: bytes) -> Mapping[bytes, Ask | bytes | Frame]:
    asks: dict[bytes, Ask | bytes | Frame] = {
        b"READ": read, b"R": read, b"REXT": rext, b"T": Ask.TARE, b"C": Ask.CLEAR_TARE, b"Z": Ask.ZERO,
    }  # fmt: skip
    return {prefix + word: ask for word, ask in asks.items()}


DINI_ARGEO = {
    "dgt": Grammar(
        _dini_read, _dini_requests(_dini_read, lambda shown, _: _extended(shown, ""), b""),
        done=b"OK\r\n", refused=b"ERR03\r\n", unknown=b"ERR04\r\n",
    ),
    "485": Grammar(
        _dini_addressed,
        _dini_requests(_dini_addressed, lambda shown, manner: _extended(shown, f"{manner.address:02}"), b"01"),
        done=b"OK\r\n", refused=b"ERR03\r\n",
    ),
    "3590": Grammar(
        _dini_read, _dini_requests(_dini_read, lambda shown, _: _extended(shown, ""), b""),
        done=b"OK\r\n", refused=b"ERR03\r\n", unknown=b"ERR04\r\n", speaker=KeepingSpeaker,
    ),
}  # fmt: skip


# ---- CAS CI/NT (CI-600D p. 74, CI-150A p. 54): 22 bytes, one of them the lamps, with bit 7 always set


def _lamps(shown: Shown) -> int:
    """Bit 6 stable, bit 2 gross, bit 1 tare, bit 0 zero, as the manual lists the indicator's lamps."""
    lit = 0x80 | (0x40 if shown.stable else 0) | (0x02 if shown.tared else 0x04)
    return lit | (0x01 if shown.centre_of_zero and not shown.tared else 0)


def _cas_22(shown: Shown, manner: Manner) -> bytes:
    digits = zeros(shown.value, shown.places, 8) if shown.in_range else f"{_cas_minus(shown)}       "
    opening = f"{header(shown)},{legend(shown)},".encode("ascii")
    closing = f",{digits} {shown.unit:<2}\r\n".encode("ascii")
    return opening + bytes([0x30 + manner.address, _lamps(shown)]) + closing


def _cas_minus(shown: Shown) -> str:
    return "-" if shown.condition is Condition.UNDERLOAD else " "


def _cas_10(shown: Shown, _manner: Manner) -> bytes:
    """No header, no unit, no flag: nothing but digits. Out of range there is nothing to send."""
    return f"{zeros(shown.value, shown.places, 8)}\r\n".encode("ascii") if shown.in_range else b""


CAS_22 = {"ci": Grammar(_cas_22)}
CAS_10 = {"ci": Grammar(_cas_10)}
