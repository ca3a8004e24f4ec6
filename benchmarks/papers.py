"""A crate label drawn to ESC/POS bytes, beside the same few lines written with plain python-escpos."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout

from escpos.printer import Dummy

from benchmarks.measure import Row, ms, rank, timed
from hub.kernel.words import Language
from hub.labels.content import PaperKind
from hub.labels.dialects.escpos import Head
from hub.labels.drawing import draw_for_printer
from tests.support.labels_factory import CARROTS

LABELS = 200


def rows() -> Iterator[Row]:
    stored = CARROTS.as_json()
    head = Head()

    def ours() -> bytes:
        return draw_for_printer(PaperKind.CRATE_LABEL, stored, language=Language.NB, copy=1, head=head)

    own = rank(timed(ours, LABELS), 50)
    # It prints a line about each bar code.
    with redirect_stdout(io.StringIO()):
        peer = rank(timed(_plain, LABELS), 50)
    yield Row(
        "crate label to ESC/POS bytes, median",
        ms(own),
        f"python-escpos, plain lines: {ms(peer)} ({own / peer:.2f} x)",
    )


def _plain() -> bytes:
    printer = Dummy()
    printer.set(bold=True, double_width=True, double_height=True)
    printer.textln(f"{CARROTS.product} {CARROTS.net}")
    printer.set()
    for line in (CARROTS.producer, CARROTS.lot, CARROTS.weighing, CARROTS.kitchen, str(CARROTS.best_before)):
        printer.textln(line)
    printer.qr(CARROTS.link, native=True)
    printer.barcode("{C" + CARROTS.sscc, "CODE128", check=False)
    printer.cut()
    return bytes(printer.output)
