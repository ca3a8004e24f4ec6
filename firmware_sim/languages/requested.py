"""Request languages of indicators: Sartorius SBI, NCI/ECR and SMA.

K K K K K K S W W W W W W W W W _ U U U CR LF     SBI, 22 bytes (GC803S p. 57): no unit while the load moves
LF W W . W W W K G CR S s1 s2 CR ETX              NCI (Magellan 8500 p. 40): only the status while it moves
LF s r n m f W(10) U(3) CR                        SMA (PR 5220 p. 130): s _ Z O U E, n G N, m M for motion

What a moving load looks like differs most: SBI leaves the unit out, NCI the whole weight, SMA sets a letter.
"""

from firmware_sim.indicator import Shown
from firmware_sim.scale import Condition
from firmware_sim.speaking import Ask, Frame, Grammar, Manner, Speaker, number, right, sign, zeros

# ---- Sartorius SBI


def _sbi_weight(shown: Shown) -> str:
    unit = shown.unit if shown.stable else ""
    return f"{sign(shown.value)}{right(number(abs(shown.value), shown.places), 9)} {unit:<3}\r\n"


def _sbi_22(shown: Shown, _manner: Manner) -> bytes:
    if not shown.in_range:
        return b"Stat High\r\n" if shown.condition is Condition.OVERLOAD else b"Stat Low\r\n"
    return f"{'N' if shown.tared else 'G':<6}{_sbi_weight(shown)}".encode("ascii")


def _sbi_balance(shown: Shown, manner: Manner) -> bytes:
    """Laboratory balances write N whether or not a tare is set."""
    return b"N" + _sbi_22(shown, manner)[1:] if shown.in_range else _sbi_22(shown, manner)


def _sbi_16(shown: Shown, _manner: Manner) -> bytes:
    if not shown.in_range:
        return b"H\r\n" if shown.condition is Condition.OVERLOAD else b"L\r\n"
    return _sbi_weight(shown).encode("ascii")


def _serial_line(_shown: Shown, manner: Manner) -> bytes:
    """A line with a number that is no weight."""
    return f"SerNo.    {manner.serial_number}\r\n".encode("ascii")


_SBI_ASKS: dict[bytes, Ask | bytes | Frame] = {
    b"\x1bP": Ask.NOW, b"\x1bT": Ask.TARE, b"\x1bU": Ask.TARE, b"\x1bV": Ask.ZERO,
    b"\x1bx1_": b"WZA8202-N\r\n", b"\x1bx2_": _serial_line,
}  # fmt: skip
SBI = {
    "22": Grammar(_sbi_22, _SBI_ASKS),
    "balance": Grammar(_sbi_balance, _SBI_ASKS),
    "16": Grammar(_sbi_16, _SBI_ASKS),
}


# ---- NCI/ECR


def _nci_status(shown: Shown) -> str:
    """First character: bit 0 motion, bit 1 zero. Second: bit 0 under, bit 1 over capacity."""
    first = 0x30 | (0x01 if shown.moving else 0) | (0x02 if shown.centre_of_zero and not shown.tared else 0)
    second = 0x30 | (0x01 if shown.condition is Condition.UNDERLOAD else 0)
    second |= 0x02 if shown.condition is Condition.OVERLOAD else 0
    return chr(first) + chr(second)


def _nci_state(shown: Shown, _manner: Manner) -> bytes:
    return f"\nS{_nci_status(shown)}\r\x03".encode("ascii")


def _nci(shown: Shown, manner: Manner) -> bytes:
    if shown.moving or not shown.in_range or shown.value < 0:
        return _nci_state(shown, manner)
    digits = zeros(shown.value, shown.places, 6)
    return f"\n{digits}{shown.unit.upper()}\rS{_nci_status(shown)}\r\x03".encode("ascii")


def _nci_bench(shown: Shown, _manner: Manner) -> bytes:
    """7821: the characters of the display, lower-case unit, and the status behind a line feed without its S."""
    closing = f"\n{_nci_status(shown)}\r\x03"
    if not shown.in_range:
        return closing.encode("ascii")
    return f"\n{right(number(shown.value, shown.places), 7)}{shown.unit}\r{closing}".encode("ascii")


def _nci_mdw(shown: Shown, _manner: Manner) -> bytes:
    """Adam MDW: nine characters, all ^ or all _ out of range, and a third status byte."""
    digits = right(number(shown.value, shown.places), 9) if shown.in_range else ""
    digits = digits or ("^" if shown.condition is Condition.OVERLOAD else "_") * 9
    return f"\n{digits}{shown.unit}\r\n{'1' if shown.moving else '0'}00\r\x03".encode("ascii")


_NCI_ASKS: dict[bytes, Ask | bytes | Frame] = {
    b"W": Ask.NOW, b"H": Ask.NOW, b"S": _nci_state, b"Z": Ask.ZERO, b"T": Ask.TARE,
}  # fmt: skip
NCI = {
    name: Grammar(frame, _NCI_ASKS, unknown=b"\n?\r\x03")
    for name, frame in (("magellan", _nci), ("7821", _nci_bench), ("mdw", _nci_mdw))
}


# ---- SMA


def _sma_status(shown: Shown) -> str:
    if shown.zero_is_missing:
        return "E"
    outside = {Condition.OVERLOAD: "O", Condition.UNDERLOAD: "U"}.get(shown.condition)
    return outside or ("Z" if shown.centre_of_zero and not shown.tared else " ")


def _sma(shown: Shown, _manner: Manner) -> bytes:
    """Over and under capacity keep a number that looks good; a zero error shows dashes."""
    digits = right("-" * 9 if shown.zero_is_missing else number(shown.value, shown.places), 10)
    mode, motion = "N" if shown.tared else "G", "M" if shown.moving else " "
    return f"\n{_sma_status(shown)}1{mode}{motion} {digits}{shown.unit:<3}\r".encode("ascii")


class SmaSpeaker(Speaker):
    """Zero and tare are answered with the weight that follows from them; R repeats until something else is asked."""

    def answer(self, request: bytes) -> bytes:
        self._streaming = request == b"R"
        if request in (b"Z", b"T", b"C"):
            self.key({b"Z": Ask.ZERO, b"T": Ask.TARE, b"C": Ask.CLEAR_TARE}[request])
            return self.frame()
        return self.frame() if request == b"R" else super().answer(request)


SMA = {
    "level1": Grammar(
        _sma, {b"W": Ask.NOW, b"P": Ask.STABLE},
        unknown=b"\n?\r", speaker=SmaSpeaker,
    )
}  # fmt: skip
