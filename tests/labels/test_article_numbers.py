"""An article's GTIN: what is taken for one, and which facts the crate's code then says. The numbers are GS1's own examples (prefix 952)."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from firmware_sim.printer import PrinterDevice, PrinterSpec
from hub.catalogue.errors import GtinRestricted, GtinWrong
from hub.catalogue.records import Article, SoldBy
from hub.catalogue.rules import gtin_of
from hub.kernel.ids import check_digit
from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.all_contents import LabelContent
from hub.labels.codes.found import Code, CodeKind
from hub.labels.codes.own import crate_code
from hub.labels.codes.reading import read_code
from hub.labels.content import CrateLabelContent
from hub.labels.dialects.head import Head
from hub.labels.dialects.symbols import matrix_of
from hub.labels.drawing import draw_for_printer
from hub.labels.facts import facts_of
from hub.labels.label_contents import ProductCardContent
from hub.labels.marks import Drawing, SymbolMark, TextMark
from hub.labels.placing import place
from hub.labels.plain import plain_of
from hub.labels.render import layout_named
from hub.labels.styles import style_of
from hub.labels.symbols import QUIET, LabelFactWrong, SymbolKind, dots_to_microns
from hub.stock.papers import _numbers
from tests.support.labels_factory import CARROT_SSCC, CARROTS

FOLDER = Path("config/labels")
FIXED = "09521234543213"  # GS1's published example
VARYING = "9952123454321" + check_digit("9952123454321")
BY_WEIGHT = replace(CARROTS, gtin=VARYING)
BY_PIECE = replace(CARROTS, content_gtin=FIXED, count=180, lot="L2611-0042-ABCDE")


@pytest.mark.parametrize("typed", [FIXED, FIXED[1:], " 9521 2345 43213 "])
def test_a_number_is_kept_in_fourteen_digits(typed: str) -> None:
    assert gtin_of(typed) == FIXED
    assert Article(gtin=typed).gtin == FIXED


def test_an_article_needs_no_number() -> None:
    assert Article(gtin="").gtin is None
    assert Article(gtin=None).gtin is None


@pytest.mark.parametrize(
    "typed", ["9521234543214", "952123454321", "95212345432131234", "952123454321X", "", "GUL-V"]
)
def test_what_is_no_number_of_gs1_is_refused(typed: str) -> None:
    with pytest.raises(GtinWrong):
        gtin_of(typed)


@pytest.mark.parametrize("begins", ["02", "04", "20", "29"])
def test_a_number_of_a_shop_is_refused(begins: str) -> None:
    body = f"{begins}1234567890"
    with pytest.raises(GtinRestricted):
        Article(gtin=body + check_digit(body))


def goods(content: CrateLabelContent) -> list[str]:
    facts = facts_of("crate", plain_of(content, language=Language.NB))
    return [symbol.text for symbol in facts.codes.get("goods", ())]


def test_a_crate_of_varying_weight_is_an_article_with_its_measure() -> None:
    """standards.md A1: (01) with (310n); the day of collection is no harvest date and stays out of (7007)."""
    assert goods(BY_WEIGHT) == [
        f"(01){VARYING}(3103)010455(15)261214(422)578",
        "(10)L2611-0042",
    ]


def test_a_crate_of_pieces_is_a_logistic_unit_with_its_content() -> None:
    """standards.md A1: (00) with (02) and (37), in one code or, in bars, in two."""
    assert "".join(goods(BY_PIECE)) == (
        f"(00){CARROT_SSCC}(02){FIXED}(15)261214(37)180(422)578(10){BY_PIECE.lot}"
    )


@pytest.mark.parametrize(
    "content", [replace(BY_PIECE, sscc=crate_code(1)), replace(BY_PIECE, count=None), CARROTS]
)
def test_without_number_count_or_sscc_there_is_no_code_of_the_goods(content: CrateLabelContent) -> None:
    assert goods(content) == []


def test_a_part_keeps_only_a_number_of_varying_weight() -> None:
    def numbers(gtin: str, sold_by: SoldBy, *, part: bool, counted: bool = True) -> dict[str, str]:
        return _numbers(Article(gtin=gtin, sold_by=sold_by), counted=counted, part=part)

    assert numbers(VARYING, SoldBy.MASS, part=True) == {"gtin": VARYING}
    assert numbers(FIXED, SoldBy.MASS, part=False) == {"gtin": FIXED}
    assert numbers(FIXED, SoldBy.MASS, part=True) == {}
    assert numbers(FIXED, SoldBy.COUNT, part=True) == {"content_gtin": FIXED}
    assert numbers(FIXED, SoldBy.COUNT, part=False, counted=False) == {}


def on_roll(content: CrateLabelContent, head: Head, language: Language = Language.NB) -> bytes:
    style = style_of(FOLDER, named={}, width_dots=head.width, dpi=203, dialect="escpos")
    return draw_for_printer(
        content.kind, content.as_json(), language=language, copy=1, head=head, style=style
    )


def read_from(raw: bytes, millimetres: int) -> list[Code]:
    """The codes from the top of the paper down."""
    printer = PrinterDevice(PrinterSpec("test", paper_mm=millimetres))
    printer.receive(raw)
    (paper,) = printer.papers
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(paper.png)))
    codes.sort(key=lambda one: one.position.top_left.y)
    return [read_code(one.symbology_identifier + one.text) for one in codes]


@pytest.mark.parametrize(("millimetres", "dots"), [(80, 576), (58, 384)])
@pytest.mark.parametrize("content", [BY_WEIGHT, BY_PIECE])
def test_a_scanner_reads_the_goods_from_the_roll(
    content: CrateLabelContent, millimetres: int, dots: int
) -> None:
    """A receipt printer prints crates in its own letters, and the code of the goods as a link in its own square code."""
    raw = on_roll(content, Head(width=dots))
    found = next(one for one in read_from(raw, millimetres) if one.value("15"))
    assert found.kind is CodeKind.DIGITAL_LINK
    assert found.faults == ()
    said = {one.ai: one.value for one in found.elements}
    assert said["10"] == content.lot
    assert said["15"] == f"{content.best_before or date.min:%y%m%d}"
    assert said.get("3103") == (f"{content.net.milligrams // 1000:06d}" if content.gtin else None)
    assert Mass.kilograms("10.455") == content.net


@pytest.mark.parametrize(("millimetres", "dots"), [(80, 576), (58, 384)])
@pytest.mark.parametrize("content", [BY_WEIGHT, BY_PIECE])
def test_the_crates_own_code_stands_first_and_is_the_larger(
    content: CrateLabelContent, millimetres: int, dots: int
) -> None:
    raw = on_roll(content, Head(width=dots))
    own, of_goods = read_from(raw, millimetres)
    assert (own.crate, own.value("15")) == (CARROT_SSCC, None)
    assert of_goods.value("15") == "261214"
    # GS ( k 67: dots a module. 0.743 mm for a logistic unit; 0.396 mm for a link that a telephone opens.
    assert re.findall(rb"\x1d\(k\x03\x001C(.)", raw, re.DOTALL) == [b"\x06", b"\x04"]


@pytest.mark.parametrize(
    ("language", "crate", "of_goods"),
    [
        (Language.NB, "Kasse: skann denne", "Varens kode, ikke kassens"),
        (Language.SV, "Back: skanna denna", "Varans kod, inte backens"),
        (Language.EN, "Crate: scan this", "Code of the goods, not the crate"),
    ],
)
def test_words_say_which_code_is_which(language: Language, crate: str, of_goods: str) -> None:
    raw = on_roll(BY_WEIGHT, Head(width=384), language)
    at = [raw.index(words.encode("cp858")) for words in (crate, of_goods, f"(01) {VARYING}", "/01/")]
    assert at == sorted(at)
    assert crate.encode("cp858") not in on_roll(CARROTS, Head(width=384), language)


@pytest.mark.parametrize("dots", [384, 576, 832])
@pytest.mark.parametrize("content", [BY_WEIGHT, BY_PIECE])
def test_such_a_label_stays_small(content: CrateLabelContent, dots: int) -> None:
    """A slow line of 115200 baud carries 11.52 bytes a millisecond; a raster of 80 mm was 83,018 bytes."""
    assert len(on_roll(content, Head(width=dots))) < 1_300


def test_a_printer_without_a_square_code_of_its_own_gets_it_in_dots() -> None:
    model = "TM-U220"
    assert not Head(model=model).has_qr
    raw = on_roll(BY_WEIGHT, Head(model=model))
    assert b"\x1d(k" not in raw
    assert [one.value("01") for one in read_from(raw, 80)] == [None, VARYING]


def test_a_shops_number_is_refused_on_the_roll_as_on_a_sheet() -> None:
    body = "0212345678901"
    with pytest.raises(LabelFactWrong):
        on_roll(replace(CARROTS, gtin=body + check_digit(body)), Head())


def test_a_crate_without_a_gs1_number_keeps_its_own_code_beside_its_articles() -> None:
    own, of_goods = read_from(on_roll(replace(BY_WEIGHT, sscc=crate_code(1)), Head(width=384)), 58)[-2:]
    assert (own.kind, own.crate) == (CodeKind.CRATE, crate_code(1))
    assert of_goods.value("01") == VARYING


def test_an_office_printer_without_a_layout_takes_a6() -> None:
    office = style_of(FOLDER, named={}, width_dots=1_678, dpi=203, dialect="pdf")
    layout = office.layout_of(BY_WEIGHT)
    assert layout is not None
    assert layout.name == "crate-a6"
    assert office.layout_of(CARROTS) is None


def test_a_stored_label_from_before_is_still_read() -> None:
    stored = {key: value for key, value in CARROTS.as_json().items() if "gtin" not in key}
    assert CrateLabelContent.from_json(stored) == CARROTS


# ---- the number in letters, on cards and on sheets


def drawn(kind: str, name: str, content: LabelContent, dpi: int = 203) -> Drawing:
    return place(layout_named(FOLDER, name), facts_of(kind, plain_of(content, language=Language.NB)), dpi=dpi)


def letters(drawing: Drawing) -> list[str]:
    return [mark.text for mark in drawing.marks if isinstance(mark, TextMark)]


@pytest.mark.parametrize("name", ["crate-58mm", "crate-80mm", "crate-102x152", "crate-a6"])
@pytest.mark.parametrize(("content", "words"), [(BY_WEIGHT, f"(01) {VARYING}"), (BY_PIECE, f"(02) {FIXED}")])
def test_people_read_the_number_of_a_square_code_below_it(
    name: str, content: CrateLabelContent, words: str
) -> None:
    """GS1 General Specifications 4.15: the number stands in letters at its code, the identifier in brackets."""
    drawing = drawn("crate", name, content)
    (code,) = (mark for mark in drawing.marks if isinstance(mark, SymbolMark) and "(15)" in mark.symbol.text)
    assert code.symbol.kind is SymbolKind.DATAMATRIX
    (written,) = (mark for mark in drawing.marks if isinstance(mark, TextMark) and mark.text == words)
    side = dots_to_microns(matrix_of(code.symbol).width * code.dots, 203)
    quiet = dots_to_microns(QUIET["datamatrix"] * code.dots, 203)
    assert written.y >= code.y + side + quiet, "the white below the code stays white"
    assert abs(written.x - code.x) <= 1
    assert written.size >= 2_000


CARD = ProductCardContent(article="1001", product="Gulrot", grade="washed", producer="Sørbø gård", gtin=FIXED)


@pytest.mark.parametrize("size", ["58mm", "80mm", "102x152", "a6"])
def test_a_card_has_the_articles_gtin_as_its_code_and_its_own_number_in_letters(size: str) -> None:
    drawing = drawn("product_card", f"product-card-{size}", CARD)
    assert [mark.symbol.text for mark in drawing.marks if isinstance(mark, SymbolMark)] == [f"(01){FIXED}"]
    assert {"1001", f"(01) {FIXED}"} <= set(letters(drawing))


@pytest.mark.parametrize("gtin", ["", VARYING])
def test_a_card_without_such_a_number_keeps_its_own(gtin: str) -> None:
    """A number of varying weight may not stand without a measure, and a card weighs nothing."""
    drawing = drawn("product_card", "product-card-a6", replace(CARD, gtin=gtin))
    assert {mark.symbol.text for mark in drawing.marks if isinstance(mark, SymbolMark)} == {"1001"}


def test_a_stored_card_from_before_is_still_read() -> None:
    stored = {key: value for key, value in CARD.as_json().items() if key != "gtin"}
    assert ProductCardContent.from_json(stored) == replace(CARD, gtin="")
