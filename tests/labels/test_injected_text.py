"""A hostile text in any field leaves the codes alone, in each dialect; and long names in any script stay on the paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from firmware_sim.escpos import Tokenizer
from firmware_sim.label_printer import LabelPrinterDevice
from firmware_sim.printer import PrinterDevice, PrinterSpec
from hub.kernel.words import Language
from hub.labels.content import CrateLabelContent
from hub.labels.dialects.head import Head
from hub.labels.drawing import draw_for_printer, draw_pdf, draw_picture
from hub.labels.layout import Text
from hub.labels.roll_label import crate_rows
from hub.labels.styles import style_of
from tests.support.labels_factory import CARROTS
from tests.support.source import ROOT

FOLDER = ROOT / "config" / "labels"
STYLE = style_of(FOLDER, named={"crate_label": "crate-102x152"}, width_dots=832, dpi=203, dialect="zpl")
FIELDS = ("product", "grade", "producer", "lot", "weighing", "kitchen", "stop", "approval_number", "storage")
HARMLESS = "Zqx"
HOSTILE = (
    "^XA^JUS^XZ ~JR~HS ^FS^FO0,0^GB800,800,800^FS _5E_7EJR >8>6 \\&",
    "\x1b@\x1dV\x00\x10\x04\x01 \x1dk\x49\x05{BABC \x1d(k\x04\x00\x31\x41\x32\x00",
    ") Tj ET Q /JavaScript (app.alert) endstream endobj %%EOF",
    "<b>&amp;</b> ${PATH} {{ 7*7 }} %s %(x)s {0}",
    "\u202eeht\u202c \u200b\ufeff\u0000\r\n\t\x85\u2028",
)
SCRIPTS = "abcæøåäöÆØÅÄÖ ŋŧđčšž ΑΒΓαβγ ЖЩЮжщю ŁĘżźß مرحبا שלום 漢字かな한국어 ไทย 🥕 ^~_\\>{}<>&%\"'"


def content_with(field: str, text: str) -> CrateLabelContent:
    return replace(CARROTS, made_up=False, **{field: text})  # type: ignore[arg-type]


def escpos(content: CrateLabelContent) -> tuple[list[str], list[str]]:
    """Lines and codes of the paper; what the printer does not know is no part of our bytes."""
    raw = draw_for_printer(
        content.kind, content.as_json(), language=Language.NB, copy=1, head=Head(width=832)
    )
    orders = [one.name for one in Tokenizer().feed(raw)]
    assert (orders.count("ESC @"), orders.count("GS V"), orders[0], orders[-1]) == (1, 1, "ESC @", "GS V")
    return _papers(PrinterDevice(PrinterSpec("labels", paper_mm=112)), raw)


def zpl(content: CrateLabelContent) -> tuple[list[str], list[str]]:
    raw = draw_for_printer(
        content.kind, content.as_json(), language=Language.NB, copy=1, head=Head(), style=STYLE
    )
    assert (raw.count(b"^XA"), raw.count(b"^XZ"), raw.count(b"~")) == (1, 1, 0)
    return _papers(LabelPrinterDevice(PrinterSpec("labels", language="zpl")), raw)


def _papers(printer: PrinterDevice, raw: bytes) -> tuple[list[str], list[str]]:
    assert printer.receive(raw) == b""
    (paper,) = printer.papers
    assert paper.record["unknown_commands"] == []
    return [str(line) for line in paper.record["text"]], list(paper.codes)  # type: ignore[attr-defined]


def pdf(content: CrateLabelContent) -> tuple[list[str], list[str]]:
    raw = draw_pdf(content.kind, content.as_json(), language=Language.NB, copy=1)
    assert not any(word in raw for word in (b"/JS", b"/URI", b"/Launch", b"/Annot", b"/OpenAction"))
    document = pypdfium2.PdfDocument(raw)
    assert len(document) == 1
    lines = document[0].get_textpage().get_text_bounded().splitlines()
    picture = document[0].render(scale=3).to_pil()
    document.close()
    return lines, _codes(picture)


def png(content: CrateLabelContent) -> tuple[list[str], list[str]]:
    raw = draw_picture(
        content.kind, content.as_json(), language=Language.NB, copy=1, head=Head(), style=STYLE
    )
    return [], _codes(Image.open(io.BytesIO(raw)))


def _codes(picture: Image.Image) -> list[str]:
    return sorted(one.text for one in zxingcpp.read_barcodes(picture) if one.valid)


@pytest.mark.parametrize("dialect", [escpos, zpl, pdf, png])
@pytest.mark.parametrize("field", FIELDS)
def test_a_hostile_text_leaves_every_code_alone(
    dialect: Callable[[CrateLabelContent], tuple[list[str], list[str]]], field: str
) -> None:
    """What else stands on the paper is held to its twin's in `test_hostile_text`."""
    _, codes = dialect(content_with(field, HARMLESS))
    assert codes
    for text in HOSTILE:
        _, still = dialect(content_with(field, text))
        assert still == codes, text


@settings(max_examples=80, deadline=None)
@given(
    text=st.text(st.sampled_from(SCRIPTS), max_size=200),
    width=st.sampled_from([384, 512, 576, 832]),
    field=st.sampled_from(FIELDS),
)
def test_no_row_is_wider_than_the_head_in_any_script(text: str, width: int, field: str) -> None:
    columns = Head(width=width).columns
    rows = crate_rows(content_with(field, text), Language.NB, 2, columns)
    assert all(row.columns <= columns for row in rows if isinstance(row, Text))
    assert all(row.text.isprintable() for row in rows if isinstance(row, Text))


@settings(max_examples=25, deadline=None)
@given(text=st.text(st.sampled_from(SCRIPTS), max_size=200))
def test_a_letter_that_the_page_lacks_is_never_a_question_mark(text: str) -> None:
    lines, codes = escpos(content_with("producer", text))
    plain = " ".join(lines)
    assert "?" not in plain
    assert codes == [CARROTS.link, f"00{CARROTS.sscc}"]
