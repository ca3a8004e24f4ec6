"""Crate labels to ESC/POS bytes, beside python-escpos writing the same codes and nothing else, in the same run; and how few bytes they are.

Processor time of one core. The peer's printer is made once and emptied for each label, which is how it is fastest.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from time import process_time

from escpos.printer import Dummy

from benchmarks.measure import Row
from hub.kernel.words import Language
from hub.labels.content import PaperKind
from hub.labels.dialects.head import Head
from hub.labels.drawing import draw_for_printer
from tests.support.labels_factory import CARROTS

LABELS, ROUNDS = 400, 5
PART_OF_PEER = 1 / 10
# InvenTree renders 26 to 29 labels a second; twenty times that.
LEAST_A_SECOND = 20 * 29
BAUD, START_S = 115_200, 0.100
BITS_A_BYTE = 10


def rows() -> Iterator[Row]:
    stored = CARROTS.as_json()
    # 104 mm: the bars of the SSCC and the square code. 80 mm: the square code alone.
    wide, usual = Head(width=832), Head()

    def drawn(head: Head) -> bytes:
        return draw_for_printer(PaperKind.CRATE_LABEL, stored, language=Language.NB, copy=1, head=head)

    printer = Dummy(profile="TM-T20II")
    own = peer = 0.0
    for _ in range(ROUNDS):
        # Turn by turn, so that what else the machine does befalls both; the best of each counts.
        own = max(own, _rate(lambda: drawn(wide)))
        # It prints a line about each bar code.
        with redirect_stdout(io.StringIO()):
            peer = max(peer, _rate(lambda: _codes(printer)))
    yield Row(
        "crate labels to ESC/POS bytes, one processor",
        f"{own:,.0f} /s",
        f"1/10 of python-escpos with the same codes alone, {peer:,.0f} /s",
        own >= PART_OF_PEER * peer,
    )
    yield Row("the same", f"{own:,.0f} /s", f"20 x InvenTree = {LEAST_A_SECOND} /s", own >= LEAST_A_SECOND)
    for millimetres, head in ((80, usual), (104, wide)):
        yield _bytes(f"bytes of a crate label on {millimetres} mm", len(drawn(head)))
    # With the code of the goods below the crate's own: the link holds number, lot, weight, day and country.
    stored |= {"gtin": "97090000000014"}
    for millimetres, head in ((58, Head(width=384)), (80, usual), (104, wide)):
        yield _bytes(f"bytes of a crate label with a GTIN on {millimetres} mm", len(drawn(head)))


def _bytes(what: str, size: int) -> Row:
    seconds = size * BITS_A_BYTE / BAUD
    return Row(
        what,
        f"{size} bytes, {seconds * 1_000:.0f} ms at {BAUD} baud",
        f"< {START_S * 1_000:.0f} ms",
        seconds < START_S,
    )


def _rate(work: Callable[[], object]) -> float:
    begun = process_time()
    for _ in range(LABELS):
        work()
    return LABELS / (process_time() - begun)


def _codes(printer: Dummy) -> bytes:
    """The codes of a crate label: QR with the link, GS1-128 with the SSCC in set C as pairs of digits, and the cut."""
    printer.clear()
    printer.qr(CARROTS.link, native=True, size=6)
    pairs = "".join(chr(int(CARROTS.sscc[at : at + 2])) for at in range(0, len(CARROTS.sscc), 2))
    printer.barcode("{C{1\0" + pairs, "CODE128", height=254, width=4, function_type="B", check=False)
    printer.cut()
    return bytes(printer.output)
