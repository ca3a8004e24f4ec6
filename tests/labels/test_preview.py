"""The picture of a label on the screen is what comes out of its printer: held against the simulated printers' paper, dot for dot."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops

from firmware_sim.printer import PrinterDevice, PrinterSpec
from hub.kernel.words import Language
from hub.labels.code128 import Bars128, Stretch
from hub.labels.content import CrateLabelContent
from hub.labels.dialects.head import Head
from hub.labels.dialects.symbols import bars_of
from hub.labels.drawing import NoLayout, Style, draw_for_printer, draw_picture
from hub.labels.label_contents import PlaceContent
from hub.labels.styles import style_of
from tests.support.labels_factory import CARROTS

FOLDER = Path("config/labels")
STRANGE = replace(CARROTS, producer="Čáhci — Ωmega gård", allergens=("celery", "milk"), made_up=True)
NUMBERED = replace(CARROTS, gtin="97090000000014")
OWN = replace(CARROTS, sscc="CR0000001236", address="")


def receipt_style(head: Head) -> Style:
    return style_of(FOLDER, named={}, width_dots=head.width, dpi=head.dpi, dialect="escpos")


def preview(content: CrateLabelContent, head: Head, style: Style, copy: int = 1) -> Image.Image:
    raw = draw_picture(
        content.kind, content.as_json(), language=Language.SV, copy=copy, head=head, style=style
    )
    return Image.open(io.BytesIO(raw)).convert("L")


def printed(content: CrateLabelContent, head: Head, style: Style, copy: int, millimetres: int) -> Image.Image:
    printer = PrinterDevice(PrinterSpec("test", paper_mm=millimetres))
    printer.receive(
        draw_for_printer(
            content.kind, content.as_json(), language=Language.SV, copy=copy, head=head, style=style
        )
    )
    (paper,) = printer.papers
    return Image.open(io.BytesIO(paper.png)).convert("L")


def inked(picture: Image.Image) -> Image.Image:
    box = ImageChops.invert(picture).getbbox()
    assert box is not None
    return picture.crop(box)


def codes(picture: Image.Image) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(picture)}


@pytest.mark.parametrize("copy", [1, 2])
@pytest.mark.parametrize(("millimetres", "dots"), [(58, 384), (80, 576)])
@pytest.mark.parametrize("content", [CARROTS, STRANGE, OWN, NUMBERED])
def test_a_receipt_printer_without_a_layout_is_shown_as_it_prints(
    content: CrateLabelContent, millimetres: int, dots: int, copy: int
) -> None:
    head = Head(width=dots)
    style = receipt_style(head)
    shown = inked(preview(content, head, style, copy))
    paper = inked(printed(content, head, style, copy, millimetres))
    assert abs(shown.height - paper.height) <= 1
    assert abs(shown.width - paper.width) <= 2
    room = (min(shown.width, paper.width), min(shown.height, paper.height))
    differing = ImageChops.difference(shown.crop((0, 0, *room)), paper.crop((0, 0, *room))).histogram()[255]
    assert differing < room[0] * room[1] // 20, "a bold letter is a dot wider in one of them"
    assert codes(shown) == codes(paper) != set()


def test_a_label_printer_is_shown_at_its_own_resolution() -> None:
    for dpi, dots in ((203, 832), (300, 1_248)):
        style = style_of(
            FOLDER, named={"crate_label": "crate-102x152"}, width_dots=dots, dpi=dpi, dialect="zpl"
        )
        shown = preview(CARROTS, Head(width=dots, dpi=dpi), style)
        assert abs(shown.width - 102 * dpi / 25.4) < 1
        assert {f"(00){CARROTS.sscc}", CARROTS.link} <= codes(shown)


def test_an_office_printer_is_shown_as_its_page() -> None:
    style = style_of(FOLDER, named={"crate_label": "crate-a6"}, width_dots=1_678, dpi=203, dialect="pdf")
    raw = draw_for_printer(
        CARROTS.kind, CARROTS.as_json(), language=Language.SV, copy=1, head=Head(), style=style
    )
    page = pypdfium2.PdfDocument(raw)[0].render(scale=203 / 72).to_pil().convert("L")
    shown = preview(CARROTS, Head(), style)
    assert abs(shown.width - page.width) <= 1
    assert abs(shown.height - page.height) <= 1
    assert codes(shown) == codes(page)


def test_a_label_that_its_printer_cannot_have_has_no_picture() -> None:
    head = Head(width=200)
    sign = PlaceContent(place="KJ1", name="Kjølerom 1")
    with pytest.raises(NoLayout):
        draw_picture(
            sign.kind,
            sign.as_json(),
            language=Language.SV,
            copy=1,
            head=head,
            style=receipt_style(head),
        )


@pytest.mark.parametrize(
    ("text", "code_set"),
    [
        ("CR0000001236", "B"),
        ("{}~ aB9", "B"),
        ("12345678", "B"),
        ("12345678", "C"),
        (f"00{CARROTS.sscc}", "C"),
    ],
)
def test_bars_are_drawn_in_the_code_set_that_the_printer_is_told(text: str, code_set: str) -> None:
    """A reader that shares nothing with the drawing says what is in it."""
    symbol = Bars128((Stretch(code_set, text),))
    modules = bars_of(symbol)
    assert len(modules) == symbol.modules
    row = Image.new("L", (len(modules) + 40, 1), 255)
    row.putdata([255] * 20 + [0 if one else 255 for one in modules] + [255] * 20)
    (read,) = zxingcpp.read_barcodes(row.resize((row.width * 3, 120), Image.Resampling.NEAREST))
    assert (read.text, read.symbology_identifier) == (text, "]C0")
