"""Adam: printouts in words, some of them whole tickets, and one model that speaks only about something new.

    GROSS   123.45 g _     Highland manual p. 27: label, number up to column 14, unit
    No.         01 _
    Total   123.45 g _
    (two empty lines)

No printout says whether the load was at rest. The AZextra answers a request only when a new load that is not zero has
come to rest, and never tells that it was taken off again.
"""

from decimal import Decimal

from firmware_sim.indicator import Indicator, Shown
from firmware_sim.speaking import Ask, Frame, Grammar, Manner, Speaker, number, right, sign

_FORGETS_BELOW_DIVISIONS = 20


class TicketSpeaker(Speaker):
    """Numbers the tickets and adds them up: a load counts once, until the scale has been empty in between."""

    def __init__(self, indicator: Indicator, grammar: Grammar, manner: Manner) -> None:
        super().__init__(indicator, grammar, manner)
        self.count = 0
        self.total = Decimal(0)
        self._empty = True

    def poll(self) -> bytes:
        shown = self.indicator.shown()
        if abs(shown.gross) < shown.division * _FORGETS_BELOW_DIVISIONS:
            self._empty = True
        return super().poll()

    def frame(self) -> bytes:
        shown = self.indicator.shown()
        if not shown.in_range:
            return b""
        if self._empty:
            self._empty = False
            self.count += 1
            self.total += shown.value
        return super().frame() + self.closing(shown)

    def closing(self, shown: Shown) -> bytes:
        total = right(number(self.total, shown.places), 9)
        count = f"{self.count:02}".rjust(9)
        return f"No.  {count} \r\nTotal{total} {shown.unit} \r\n\r\n\r\n".encode("ascii")


class CbwSpeaker(TicketSpeaker):
    """The CBW's ticket: other labels and no blank at the end of a line."""

    def closing(self, shown: Shown) -> bytes:
        total = right(number(self.total, shown.places), 9)
        return f"No.{self.count:>11}\r\nTotal{total} {shown.unit}\r\n\r\n\r\n".encode("ascii")


class NewsSpeaker(Speaker):
    """The AZextra: silent until a new load has come to rest, and about the same load only once."""

    def __init__(self, indicator: Indicator, grammar: Grammar, manner: Manner) -> None:
        super().__init__(indicator, grammar, manner)
        self._told = Decimal(0)

    def frame(self) -> bytes:
        shown = self.indicator.shown()
        if shown.moving or not shown.in_range or shown.value in (0, self._told):
            return b""
        self._told = shown.value
        return super().frame()


def _highland(shown: Shown, _manner: Manner) -> bytes:
    label = "NET" if shown.tared else "GROSS"
    return f"{label:<5}{right(number(shown.value, shown.places), 9)} {shown.unit} \r\n".encode("ascii")


def _line(shown: Shown, _manner: Manner) -> bytes:
    if not shown.in_range:
        return b""
    return f"{right(number(shown.value, shown.places), 13)} {shown.unit} \r\n".encode("ascii")


def _cbw(shown: Shown, _manner: Manner) -> bytes:
    label = "NT" if shown.tared else "GS"
    return f"{label}{right(number(shown.value, shown.places), 12)} {shown.unit}\r\n".encode("ascii")


def _cpwplus(shown: Shown, _manner: Manner) -> bytes:
    if not shown.in_range:
        return b""
    return f"{sign(shown.value)}{right(number(abs(shown.value), shown.places), 7)} {shown.unit}\r\n".encode(
        "ascii"
    )


def _gross(frame: Frame) -> Frame:
    """The same line about the gross weight, whatever the tare."""

    def told(shown: Shown, manner: Manner) -> bytes:
        bare = Shown(shown.gross, Decimal(0), shown.unit, shown.division, shown.stable, shown.condition)
        return frame(bare, manner)

    return told


def _asks(frame: Frame) -> dict[bytes, Ask | bytes | Frame]:
    return {b"P": Ask.NOW, b"N": frame, b"G": _gross(frame), b"T": Ask.TARE, b"Z": Ask.ZERO}


ADAM = {
    "highland": Grammar(_highland, _asks(_highland), speaker=TicketSpeaker),
    "line": Grammar(_line, _asks(_line)),
    "cbw": Grammar(_cbw, _asks(_cbw), speaker=CbwSpeaker),
    "cpwplus": Grammar(_cpwplus, _asks(_cpwplus)),
    "azextra": Grammar(_line, {b"P": Ask.NOW, b"T": Ask.TARE, b"Z": Ask.ZERO}, speaker=NewsSpeaker),
}
