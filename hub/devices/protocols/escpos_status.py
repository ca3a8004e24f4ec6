"""What an ESC/POS printer says about itself: status bytes, process ids and its serial number. Bytes in, values out.

    DLE EOT n  10 04 n                      one byte back, at once, even while the printer stands still
       bit   7 6 5 4 3 2 1 0
             0 . . 1 . . 1 0                the fixed bits: (byte & 0x93) == 0x12, or it is no answer to this question
       n=1         . 1                      bit 3 offline
       n=2     6 5   2                      bit 2 cover open, bit 5 stopped for want of paper, bit 6 error
       n=3     6 5 . 3                      bit 3 cutter, bit 5 cannot recover, bit 6 recovers by itself
       n=4     6 5                          paper out (bits 2 and 3 mean only that it is near its end)
    GS ( H     1D 28 48 06 00 30 30 d1-d4   37 22 d1-d4 00 back, when all before it has been printed
    GS r 1     1D 72 01                     one byte back when all before it is worked off: bits 2 and 3 paper out, bits 4 and 7 clear
    GS I 68    1D 49 44                     5F serial 00 back
    ASB        four bytes unasked, where the printer is set so: b1 to b4
       b1          . 5 1 3 . .              (b1 & 0x93) == 0x10; bit 3 offline, bit 5 cover open
       b2   7 6 5 . 3                       bit 3 cutter, bit 5 cannot recover, bit 6 recovers by itself; b2 to b4 have bits 4 and 7 clear
       b3          . 3 2                    paper out (bits 0 and 1 mean only that it is near its end)

Source: Epson's ESC/POS command references and the makers' copies of them. Not for printing. The first byte of ASB has bit 1
clear, so it is never mistaken for an answer to a question.
"""

from __future__ import annotations

from enum import StrEnum

OFFLINE, CAUSE, FAILURE, PAPER = 1, 2, 3, 4
QUESTIONS = (OFFLINE, CAUSE, FAILURE, PAPER)
ASK_SERIAL_NUMBER = b"\x1dI\x44"
ASK_WORKED_OFF = b"\x1dr\x01"

_FIXED_MASK, _FIXED = 0x93, 0x12
_ASB, _ASB_CLEAR = 0x10, 0x90


class PrinterTrouble(StrEnum):
    """Why a paper does not come out, or why nobody can know whether it did."""

    AWAY = "away"
    NO_ANSWER = "no_answer"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    PRINTER_ERROR = "printer_error"
    WRONG_PRINTER = "wrong_printer"
    BROKE_OFF = "broke_off"
    UNCONFIRMED = "unconfirmed"


# A person can end these at the printer, and what it holds is then printed: worth waiting for.
STANDING_STILL = frozenset(
    {
        PrinterTrouble.PAPER_OUT,
        PrinterTrouble.COVER_OPEN,
        PrinterTrouble.OFFLINE,
        PrinterTrouble.PRINTER_ERROR,
    }
)


def ask_status(question: int) -> bytes:
    return bytes([0x10, 0x04, question])


def status_byte(heard: bytes) -> int | None:
    """The first byte that can be an answer to DLE EOT; anything else that lay on the line is passed over."""
    return next((byte for byte in heard if byte & _FIXED_MASK == _FIXED), None)


def judge(answers: dict[int, int | None]) -> PrinterTrouble | None:
    """What keeps the printer from printing, the cause a person can see first. None: ready.

    A question without an answer makes the whole unknown: a printer is never taken for ready because it is silent.
    """
    if any(answers.get(question) is None for question in QUESTIONS):
        return PrinterTrouble.NO_ANSWER
    offline, cause, failure, paper = (answers[question] or 0 for question in QUESTIONS)
    if cause & 0x04:
        return PrinterTrouble.COVER_OPEN
    if paper & 0x60 or cause & 0x20:
        return PrinterTrouble.PAPER_OUT
    if cause & 0x40 or failure & 0x68:
        return PrinterTrouble.PRINTER_ERROR
    return PrinterTrouble.OFFLINE if offline & 0x08 else None


def unasked(heard: bytes) -> PrinterTrouble | None:
    """What the newest status that came unasked says; None when it says nothing is wrong, or none came."""
    for at in range(len(heard) - 4, -1, -1):
        first, second, third, fourth = heard[at : at + 4]
        if first & _FIXED_MASK != _ASB or any(byte & _ASB_CLEAR for byte in (second, third, fourth)):
            continue
        if first & 0x20:
            return PrinterTrouble.COVER_OPEN
        if third & 0x0C:
            return PrinterTrouble.PAPER_OUT
        if second & 0x68:
            return PrinterTrouble.PRINTER_ERROR
        return PrinterTrouble.OFFLINE if first & 0x08 else None
    return None


def process_id(number: int) -> bytes:
    """The number's last four hexadecimal digits, written with the letters @ to O.

    The command takes bytes 32 to 126; these never look like an answer to DLE EOT, as the figures 2 and 6 would.
    """
    return bytes(0x40 + (number >> shift & 0xF) for shift in (12, 8, 4, 0))


def ask_done(number: int) -> bytes:
    """Function 48: answer this number when everything before has been printed."""
    return b"\x1d(H\x06\x0000" + process_id(number)


def says_done(heard: bytes, number: int) -> bool:
    return b"\x37\x22" + process_id(number) + b"\0" in heard


def worked_off(heard: bytes) -> bool:
    """Whether an answer to GS r is there: it waits its turn behind the paper. Never where status comes unasked too, whose bytes look alike."""
    if any(byte & _FIXED_MASK == _ASB for byte in heard):
        return False
    return any(not byte & _ASB_CLEAR for byte in heard)


def serial_number(heard: bytes) -> str | None:
    """The printer's own number out of `5F … 00`, or None while it is not whole."""
    start = heard.find(b"_")
    end = heard.find(b"\0", start)
    return heard[start + 1 : end].decode("ascii", errors="replace") if start >= 0 and end > start else None
