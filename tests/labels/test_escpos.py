"""Bytes for the printer, literally: one code page, bars that fit, and pictures for letters the page lacks."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from firmware_sim.printer import PrinterDevice, PrinterSpec
from hub.kernel.words import Language
from hub.labels.dialects.escpos import escpos_bytes
from hub.labels.dialects.head import Head, PaperTooNarrow
from hub.labels.drawing import draw_for_printer
from hub.labels.layout import Align, Bars, Pictogram, Rule, Square, Text
from hub.labels.symbols import CodeTooLarge
from tests.support.labels_factory import CARROT_SSCC, CARROTS, NOTE

RASTER = b"\x1dv0"


def test_nordic_letters_go_out_in_cp858_and_in_no_other_page() -> None:
    sent = escpos_bytes([Text("æøåÆØÅäöÄÖé€½")], Head(model="TM-T20II"))
    assert sent.startswith(b"\x1b@\x1bt\x13")
    assert bytes.fromhex("919b86929d8f84948e9982d5ab") + b"\n" in sent
    assert sent.count(b"\x1bt") == 1


@pytest.mark.parametrize(
    ("model", "code_page", "number"),
    [
        ("TM-T20II", "CP858", 19),
        ("TM-T88V", "CP1252", 16),
        ("POS-5890", "CP858", 53),
        ("TSP600", "CP858", 4),
        ("TH230", "CP858", 6),
        ("a model nobody knows", "CP865", 5),
    ],
)
def test_each_model_calls_the_page_by_its_own_number(model: str, code_page: str, number: int) -> None:
    sent = escpos_bytes([Text("ø")], Head(model=model, code_page=code_page))
    assert sent.startswith(b"\x1b@\x1bt" + bytes([number]))


def test_the_settings_may_say_the_number() -> None:
    assert escpos_bytes([Text("ø")], Head(page_number=58)).startswith(b"\x1b@\x1bt\x3a")


def test_a_letter_outside_the_page_turns_its_line_into_a_picture_and_never_into_a_question_mark() -> None:
    sent = escpos_bytes([Text("Ášši"), Text("Gulrot")], Head())
    # 576 dots are 72 bytes across, 24 rows: one line of letters.
    assert RASTER + b"\x00\x48\x00\x18\x00" in sent
    assert sent[sent.index(RASTER) + 8 + 72 * 24 :] == b"Gulrot\n\x1dVB\x0a"


def test_a_dash_or_quote_from_a_text_processor_is_no_reason_for_a_picture() -> None:
    sent = escpos_bytes([Text("7–8 °C, Olas ’beste’…")], Head())
    assert b"7-8 \xf8C, Olas 'beste'...\n" in sent
    assert RASTER not in sent


def test_the_bars_are_set_c_with_fnc1_at_four_dots_on_a_wide_head() -> None:
    sent = escpos_bytes([Text("over"), Bars(CARROT_SSCC)], Head(width=832))
    assert b"\x1dw\x04\x1dH\x00\x1dkI\x0e{C{1" + bytes([0, 37, 9, 0, 0, 0, 0, 0, 0, 12]) in sent
    # GS k is refused with text in the line buffer: a line feed stands before it.
    assert sent.index(b"over\n") < sent.index(b"\x1dkI")


# GS1 General Specifications 5.12: X at least 0.495 mm, 31.75 mm high; the SSCC is 156 modules, with ten of white on both sides.
@pytest.mark.parametrize(
    ("width", "dpi", "module", "height", "pieces"),
    [
        (832, 203, 4, 254, 1),
        (704, 203, 4, 254, 1),
        (703, 203, None, 0, 0),
        (576, 203, None, 0, 0),
        (384, 203, None, 0, 0),
        (1056, 300, 6, 188, 2),
        (1055, 300, None, 0, 0),
        (512, 180, None, 0, 0),
    ],
)
def test_bars_are_within_the_standard_or_not_there(
    width: int, dpi: int, module: int | None, height: int, pieces: int
) -> None:
    sent = escpos_bytes([Bars(CARROT_SSCC)], Head(width=width, dpi=dpi))
    assert sent.count(b"\x1dkI") == pieces
    if module is not None:
        assert module * 25.4 / dpi >= 0.495
        assert height * pieces * 25.4 / dpi >= 31.75
        assert bytes([0x1D, 0x68, height, 0x1D, 0x77, module]) in sent


@pytest.mark.parametrize(("width", "module"), [(832, 4), (576, 3), (384, 2), (280, None)])
def test_a_code_of_the_house_is_no_gs1_symbol_and_may_be_finer(width: int, module: int | None) -> None:
    """In set B, because makes of printers disagree about set C: 167 modules, and ten of white on both sides."""
    sent = escpos_bytes([Bars("CR0000001236")], Head(width=width))
    assert (b"\x1dw" + bytes([module or 0]) in sent) is (module is not None)
    assert (b"\x1dkI\x0e{BCR0000001236" in sent) is (module is not None)


@pytest.mark.parametrize(
    ("width", "dpi", "module"), [(576, 203, 6), (384, 203, 6), (832, 300, 9), (512, 180, 6)]
)
def test_the_square_code_is_as_coarse_as_the_standard_asks(width: int, dpi: int, module: int) -> None:
    sent = escpos_bytes([Square(CARROTS.link, "000 012", "", "")], Head(width=width, dpi=dpi))
    assert module * 25.4 / dpi >= 0.743
    assert b"\x1d(k\x03\x001C" + bytes([module]) in sent


@pytest.mark.parametrize(("width", "size"), [(832, 0x22), (576, 0x11), (384, 0x00)])
def test_the_words_at_a_square_code_are_rather_made_smaller_than_cut(width: int, size: int) -> None:
    sent = escpos_bytes([Square(CARROTS.link, "Följesedeln på nätet", "", "")], Head(width=width))
    assert "Följesedeln på nätet".encode("cp858") + b"\n" in sent
    assert (b"\x1d!" + bytes([size]) in sent[: sent.index(b"\x1d(k")]) is (size > 0)


def test_a_square_code_that_fits_only_finer_is_refused() -> None:
    with pytest.raises(CodeTooLarge) as refused:
        escpos_bytes([Square("https://hub.example/" + "x" * 150, "", "", "")], Head(width=320))
    assert refused.value.facts["dots"] == 320


def test_a_head_too_narrow_for_any_label_is_an_error_with_its_dots() -> None:
    with pytest.raises(PaperTooNarrow) as refused:
        escpos_bytes([Rule()], Head(width=160))
    assert refused.value.facts == {"dots": 160}


def test_the_paper_ends_with_plain_letters_and_a_cut() -> None:
    sent = escpos_bytes([Text("stort", wide=4, high=4, bold=True, inverse=True)], Head())
    assert sent.endswith(b"\x1bE\x00\x1dB\x00\x1d!\x00\x1dVB\x0a")


@pytest.mark.parametrize(("dpi", "side"), [(203, 32), (300, 47), (180, 28)])
def test_the_picture_of_a_storage_class_goes_out_in_few_dots_of_double_size(dpi: int, side: int) -> None:
    sent = escpos_bytes([Pictogram("frozen")], Head(dpi=dpi))
    across = -(-side // 8)
    order = b"\x1ba\x02" + RASTER[:3] + bytes([3, across, 0, side, 0])
    assert order in sent
    assert 2 * side * 25.4 / dpi == pytest.approx(8, abs=0.3)
    assert any(sent[sent.index(order) + len(order) :][: across * side])


def paper_of(raw: bytes) -> tuple[bytes, list[str]]:
    printer = PrinterDevice(PrinterSpec("test", paper_mm=80))
    printer.receive(raw)
    (paper,) = printer.papers
    return Image.open(io.BytesIO(paper.png)).tobytes(), [str(line) for line in paper.record["text"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        # ESC $ nL nH: dots from the left of what is printed, (nL + 256 nH). The 39th letter begins at 38 x 12 = 456 = 0x01C8.
        (Text("Parti" + " " * 33 + "L2611-0042"), b"Parti\x1b$\xc8\x01L2611-0042\n"),
        # Of letters of double width the 16th begins at 15 x 24 = 360 = 0x0168.
        (Text(" " * 15 + "Stopp 4", wide=2, high=2), b"\x1b$\x68\x01Stopp 4\n"),
        (Text("a    b"), b"a    b\n"),
        (Text("to the end" + " " * 9), b"to the end" + b" " * 9 + b"\n"),
        (Text("a" + " " * 9 + "b", inverse=True), b"a" + b" " * 9 + b"b\n"),
        (Text("a" + " " * 9 + "b", align=Align.CENTRE), b"a" + b" " * 9 + b"b\n"),
    ],
)
def test_blanks_between_two_facts_are_a_place_on_the_line(line: Text, sent: bytes) -> None:
    raw = escpos_bytes([line], Head())
    assert sent in raw
    spelled = line.text.encode("cp858") + b"\n"
    assert paper_of(raw) == paper_of(raw.replace(sent, spelled)), "and the paper is the same"


def test_a_class_without_a_picture_prints_none() -> None:
    assert RASTER[:3] not in escpos_bytes([Pictogram("lukewarm")], Head())


def test_a_copy_says_so_on_the_paper() -> None:
    copy = draw_for_printer(NOTE.kind, NOTE.as_json(), language=Language.SV, copy=2, head=Head())
    first = draw_for_printer(NOTE.kind, NOTE.as_json(), language=Language.SV, copy=1, head=Head())
    assert b"KOPIA 2" in copy
    assert b"KOPIA" not in first


@settings(max_examples=40, deadline=None)
@given(name=st.text(max_size=60))
def test_no_name_can_smuggle_a_command(name: str) -> None:
    label = replace(CARROTS, product="x", producer=name, kitchen="")
    plain = replace(CARROTS, product="x", producer="", kitchen="")
    sent = draw_for_printer(label.kind, label.as_json(), language=Language.NB, copy=1, head=Head())
    without = draw_for_printer(plain.kind, plain.as_json(), language=Language.NB, copy=1, head=Head())
    # A picture's dots may hold any byte, so commands are counted only where the name went out as letters.
    if sent.count(RASTER) == without.count(RASTER):
        assert sent.count(b"\x1dV") == without.count(b"\x1dV")
        assert sent.count(b"\x1b@") == 1
