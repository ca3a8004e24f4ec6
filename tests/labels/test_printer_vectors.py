"""What the hub makes of printers' answers, and what it tells them, held to rows from manuals; to the collection too, where it is there."""

from __future__ import annotations

import pytest
from escpos.printer import Dummy

from firmware_sim.printing import CODE_PAGES
from hub.devices.protocols.escpos_status import PrinterTrouble, judge, status_byte, unasked
from hub.devices.protocols.zebra_status import host_status
from hub.labels.dialects.escpos import escpos_bytes
from hub.labels.dialects.head import Head
from hub.labels.layout import Text
from tests.support import printer_cases as cases
from tests.support.vectors import shared

READY = dict.fromkeys((1, 2, 3, 4), 0x12)
VECTORS = {str(one["id"]): one for one in shared("printer_vectors.json")}
OWN_ROWS = (
    {one.name: one.raw for one in (*cases.ESCPOS, *cases.ZPL)}
    | {name: bytes([byte]) for name, _, byte, _ in cases.STATUS}
    | {name: raw for name, raw, _ in cases.UNASKED}
    | {name: raw for name, raw, _, _ in cases.HOST_STATUS}
)


@pytest.mark.parametrize(("name", "question", "byte", "trouble"), cases.STATUS)
def test_a_status_byte_says(name: str, question: int, byte: int, trouble: PrinterTrouble | None) -> None:
    assert status_byte(bytes([byte])) == byte, name
    assert judge({**READY, question: byte}) is trouble


@pytest.mark.parametrize(("name", "raw", "trouble"), cases.UNASKED)
def test_a_status_that_comes_unasked_is_understood_and_answers_no_question(
    name: str, raw: bytes, trouble: PrinterTrouble | None
) -> None:
    assert unasked(b"\x12" + raw) is trouble, name
    assert unasked(raw + raw[:3]) is trouble
    assert unasked(raw[:3]) is None
    assert status_byte(raw) is None


def test_of_two_that_came_unasked_the_newer_counts() -> None:
    opened, closed = cases.UNASKED[1][1], cases.UNASKED[0][1]
    assert unasked(closed + opened) is PrinterTrouble.COVER_OPEN
    assert unasked(opened + closed) is None


@pytest.mark.parametrize(("name", "raw", "trouble", "waiting"), cases.HOST_STATUS)
def test_host_status_says(name: str, raw: bytes, trouble: PrinterTrouble | None, waiting: int) -> None:
    status = host_status(raw)
    assert status is not None, name
    assert (status.trouble, status.waiting) == (trouble, waiting)


_READY = (b"030,0,0,0245,000,0,0,0,000,0,0,0", b"000,0,0,0,0,2,4,0,00000000,1,000")


# Zebra, ZPL II Programming Guide, ~HS: string and field, counted from nought.
@pytest.mark.parametrize(
    ("string", "field", "trouble"),
    [
        (0, 1, PrinterTrouble.PAPER_OUT),
        (0, 2, PrinterTrouble.OFFLINE),
        (0, 9, PrinterTrouble.PRINTER_ERROR),
        (0, 10, None),
        (0, 11, PrinterTrouble.PRINTER_ERROR),
        (1, 2, PrinterTrouble.COVER_OPEN),
        (1, 3, PrinterTrouble.PRINTER_ERROR),
    ],
)
def test_each_flag_of_a_host_status_is_named(string: int, field: int, trouble: PrinterTrouble | None) -> None:
    strings = [one.split(b",") for one in _READY]
    strings[string][field] = b"1"
    raw = b"".join(b"\x02" + b",".join(one) + b"\x03\r\n" for one in (*strings, [b"1234", b"0"]))
    status = host_status(raw)
    assert status is not None
    assert (status.trouble, status.waiting) == (trouble, 0)


@pytest.mark.parametrize(("name", "model", "pages"), cases.PAGES)
def test_each_make_is_told_the_page_by_its_own_number(name: str, model: str, pages: dict[str, int]) -> None:
    for page, number in pages.items():
        sent = escpos_bytes([Text("ø")], Head(model=model, code_page=page))
        assert sent.startswith(b"\x1b@\x1bt" + bytes([number])), (name, page)


@pytest.mark.parametrize("model", ["TM-T20II", "POS-5890", "TSP600"])
def test_the_letters_of_the_north_go_out_in_one_page_on_every_make(model: str) -> None:
    sent = escpos_bytes([Text(cases.NORTHERN)], Head(model=model))
    assert cases.NORTHERN.encode("cp858") + b"\n" in sent
    assert (sent.count(b"\x1bt"), b"?" in sent) == (1, False)
    assert CODE_PAGES[19] == "cp858"


def test_the_own_rows_are_those_of_the_collection_where_it_lies_beside_the_project() -> None:
    pages = {name: numbers for name, _, numbers in cases.PAGES}
    assert (len(OWN_ROWS), len(pages)) == (31, 4)
    for name, vector in VECTORS.items():
        if vector["kind"] == "codepage_map":
            assert pages[name] == vector["pages"]
        elif name.startswith("text-magic-"):
            _is_still_what_the_library_does(vector, name.removeprefix("text-magic-"))
        elif name != "qr-raster":
            assert OWN_ROWS[name].hex() == vector["bytes_hex"], name


def _is_still_what_the_library_does(vector: dict[str, object], model: str) -> None:
    """Why the library is not asked to encode text: it changes pages in mid-line, and turns what it cannot say into "?"."""
    printer = Dummy(profile=model)
    printer.text(f"{cases.NORTHERN}\n")
    printer.cut()
    assert printer.output.hex() == vector["bytes_hex"]
