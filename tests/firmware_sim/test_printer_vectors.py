"""The simulated printers held to rows from manuals: the same bytes give the same symbols and the same status as elsewhere."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image, ImageChops

from firmware_sim.escpos import Tokenizer
from firmware_sim.paper import Paper, Roll
from firmware_sim.printer_status import Conditions, CoverState, PaperState, automatic_status, real_time_status
from firmware_sim.printing import PrintEngine
from firmware_sim.zpl import Format, ZplTokenizer
from firmware_sim.zpl_label import ZplLabel
from tests.support import printer_cases as cases
from tests.support.vectors import shared

WIDE = Roll(paper_dots=1_000, head_dots=900)
ROLL = Roll.of_width(80)


def printed(raw: bytes, roll: Roll = WIDE) -> Paper:
    papers: list[Paper] = []
    engine = PrintEngine(roll, papers.append)
    for order in Tokenizer().feed(raw + b"\n\x1dVB\x00"):
        engine.carry_out(order)
    (paper,) = papers
    return paper


def labelled(raw: bytes) -> ZplLabel:
    (whole,) = ZplTokenizer().feed(raw)
    assert isinstance(whole, Format)
    label = ZplLabel(900)
    label.carry_out(whole.body)
    return label


def read(picture: Image.Image) -> tuple[tuple[str, str], ...]:
    return tuple((one.symbology_identifier, one.text) for one in zxingcpp.read_barcodes(picture))


@pytest.mark.parametrize("case", cases.ESCPOS, ids=lambda one: one.name)
def test_symbols_of_a_receipt_printer(case: cases.Printed) -> None:
    assert read(printed(case.raw).picture()) == case.reads


def test_bars_that_are_wider_than_the_head_only_feed() -> None:
    paper = printed(b"over\n" + cases.ESCPOS[0].raw, ROLL)
    assert read(paper.picture()) == ()
    assert [(code.printed, code.width_dots) for code in paper.codes] == [(False, cases.WIDE_DOTS)]


@pytest.mark.parametrize("case", cases.ZPL, ids=lambda one: one.name)
def test_symbols_of_a_label_printer(case: cases.Printed) -> None:
    assert sorted(read(labelled(case.raw).picture())) == sorted(case.reads)


def test_letters_of_the_north_on_a_label() -> None:
    assert labelled(cases.ZPL[0].raw).lines == ["Blåbær ÆØÅ æøå Öä"]


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        (Conditions(), {1: "EOT1-12", 2: "EOT2-12", 3: "EOT3-12", 4: "EOT4-12"}),
        (Conditions(cover=CoverState.OPEN), {1: "EOT1-1a", 2: "EOT2-16", 4: "EOT4-12"}),
        (Conditions(paper=PaperState.OUT), {1: "EOT1-1a", 2: "EOT2-32", 4: "EOT4-7e"}),
        (Conditions(paper=PaperState.NEAR_END), {1: "EOT1-12", 2: "EOT2-12", 4: "EOT4-1e"}),
    ],
)
def test_status_is_said_in_the_bytes_of_the_manuals(conditions: Conditions, said: dict[int, str]) -> None:
    bytes_of = {name: byte for name, _, byte, _ in cases.STATUS}
    assert {kind: real_time_status(conditions, kind)[0] for kind in said} == {
        kind: bytes_of[name] for kind, name in said.items()
    }


@pytest.mark.parametrize(
    ("conditions", "name"),
    [
        (Conditions(), "ASB-ok"),
        (Conditions(cover=CoverState.OPEN), "ASB-cover"),
    ],
)
def test_automatic_status_is_said_in_the_bytes_of_the_manuals(conditions: Conditions, name: str) -> None:
    assert automatic_status(conditions) == {known: raw for known, raw, _ in cases.UNASKED}[name]


def test_a_picture_is_read_back() -> None:
    symbol = zxingcpp.create_barcode(cases.LINK, zxingcpp.BarcodeFormat.QRCode)
    drawn = Image.fromarray(symbol.to_image(scale=6)).convert("L")
    dots = ImageChops.invert(drawn).convert("1").tobytes()
    size = (-(-drawn.width // 8)).to_bytes(2, "little") + drawn.height.to_bytes(2, "little")
    collected = [
        bytes.fromhex(one["bytes_hex"]) for one in shared("printer_vectors.json") if one["id"] == "qr-raster"
    ]
    for raw in (b"\x1dv0\x00" + size + dots, *collected):
        assert read(printed(raw).picture()) == (("]Q1", cases.LINK),)
