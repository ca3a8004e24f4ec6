"""Checkout scales that hand over a weight in turns: CAS PD-II type 6 and Dialog 06.

    ENQ ->  <- ACK  DC1 ->  <- SOH STX status sign W(6) unit(2) BCC ETX EOT     PD-II p. 23; BCC from status to unit
    EOT STX 0 1 ESC price ESC ETX ->  <- ACK  EOT ENQ ->  <- STX 0 2 ESC status ESC W(5) ESC price(6) ESC total(6) ETX
    EOT STX 0 8 ETX ->  <- STX 0 9 ESC reason ETX                               Magellan 8500 p. 60, D-POS p. 56

Dialog 06 answers NAK where it has no weight, and record 09 then says why: 20 moving, 21 not moved since the last
weighing, 22 not finished, 30 below the smallest weight, 31 below zero, 32 too heavy. Its checksum dialogue (record 11)
is under licence and not spoken here.
"""

import re
from decimal import Decimal

from firmware_sim.indicator import Indicator, Shown
from firmware_sim.scale import Condition
from firmware_sim.speaking import DoesNotFit, Grammar, Manner, Speaker, letters, number, sign, xor, zeros

SOH, STX, ETX, EOT, ENQ, ACK, DC1, NAK, ESC = (
    b"\x01", b"\x02", b"\x03", b"\x04", b"\x05", b"\x06", b"\x11", b"\x15", b"\x1b",
)  # fmt: skip


# ---- CAS PD-II type 6


def _type_6(shown: Shown, _manner: Manner) -> bytes:
    status = "S" if shown.stable else "U"
    unit = shown.unit.capitalize()
    if shown.in_range:
        body = f"{status}{sign(shown.value, ' ')}{zeros(abs(shown.value), shown.places, 6)}{unit:<2}"
    else:
        body = f"{status}FFFFFFF{unit:<2}"
    text = body.encode("ascii")
    return SOH + STX + text + bytes([xor(text)]) + ETX + EOT


class EnquirySpeaker(Speaker):
    """Acknowledges the enquiry and sends the frame when told to go on."""

    def answer(self, request: bytes) -> bytes:
        return ACK if request == ENQ else self.frame() if request == DC1 else b""


CAS_TYPE_6 = {"pd-ii": Grammar(_type_6, cut=letters, speaker=EnquirySpeaker)}


# ---- Dialog 06

_TURN = re.compile(rb"\x04?\x02([^\x03]*)\x03|\x04?\x05")


def _turns(pending: bytes) -> tuple[list[bytes], bytes]:
    """Records between STX and ETX, and enquiries."""
    turns: list[bytes] = []
    used = 0
    for found in _TURN.finditer(pending):
        turns.append(ENQ if found[1] is None else STX + found[1])
        used = found.end()
    return turns, pending[used:]


class DialogSpeaker(Speaker):
    """Sells nothing twice: a weight is handed over once, until the load has moved."""

    def __init__(self, indicator: Indicator, grammar: Grammar, manner: Manner) -> None:
        super().__init__(indicator, grammar, manner)
        self._price = 0
        self._reason = "00"
        self._handed_over = False

    def poll(self) -> bytes:
        if self.indicator.shown().moving:
            self._handed_over = False
        return super().poll()

    def answer(self, request: bytes) -> bytes:
        if request == ENQ:
            return self._hand_over()
        record, *fields = request[1:].split(ESC)
        if record == b"08":
            return STX + b"09" + ESC + self._reason.encode("ascii") + ETX
        if record in (b"01", b"03", b"04", b"05"):
            self._price = int(fields[0]) if fields and fields[0].isdigit() else 0
            return ACK
        return NAK

    def _hand_over(self) -> bytes:
        shown = self.indicator.shown()
        self._reason = self._why_not(shown)
        if self._reason != "00":
            return NAK
        self._handed_over = True
        return self.frame()

    def _why_not(self, shown: Shown) -> str:
        if shown.condition is Condition.OVERLOAD:
            return "32"
        if shown.condition is Condition.UNDERLOAD or shown.value < 0:
            return "31"
        if shown.moving:
            return "20"
        if shown.value < shown.division * 20:
            return "30"
        return "21" if self._handed_over else "00"

    def frame(self) -> bytes:
        """Weight in grams, price for a kilogram and total in the smallest coin; status 3 says three decimals."""
        shown = self.indicator.shown()
        if not shown.in_range:
            return NAK
        total = int((shown.value * self._price).quantize(Decimal(1)))
        weight = number(shown.value, 3).replace(".", "").zfill(5)
        fields = (b"02", b"3", weight.encode("ascii"), b"%06d" % self._price, b"%06d" % total)
        return STX + ESC.join(fields) + ETX


def _no_frame(_shown: Shown, _manner: Manner) -> bytes:
    raise DoesNotFit


DIALOG_06 = {"dialog06": Grammar(_no_frame, cut=_turns, speaker=DialogSpeaker)}
