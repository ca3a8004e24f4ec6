"""Every kind of label at every kind of printer: which layout it gets, what a scanner reads from the paper, and that text stays text."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from firmware_sim.printer import FinishedPaper, PrinterDevice, PrinterSpec
from hub.kernel.quantity import Mass, Money
from hub.kernel.words import Language
from hub.labels.all_contents import LabelContent
from hub.labels.content import LABELS, NOTES, CrateLabelContent, PaperKind, taken
from hub.labels.dialects.head import Head
from hub.labels.drawing import NoLayout, Style, draw_for_printer, draw_pdf
from hub.labels.label_contents import ConsignmentContent, PalletContent, PlaceContent, ProductCardContent
from hub.labels.styles import style_of
from tests.support.labels_factory import CARROT_SSCC, CARROTS, EGG_SSCC

FOLDER = Path("config/labels")
GINC = "952123400001261125"
PART = replace(CARROTS, parent=EGG_SSCC)
CONSIGNMENT = ConsignmentContent(
    kitchen="Bjørkelunden sykehjem",
    delivery_on=date(2026, 11, 25),
    number=2,
    of=5,
    address="Bjørkevegen 12, 2316 Hamar",
    route="Nord",
    stop="3",
    window="07:30–08:30",
    sender="Nordhavn samlast",
    crates=3,
    net=Mass.kilograms("38.4"),
    storages=("cool", "frozen"),
    ginc=GINC,
    sscc=EGG_SSCC,
    made_up=True,
)
PALLET = PalletContent(
    sscc=CARROT_SSCC,
    kitchen="Bjørkelunden sykehjem",
    delivery_on=date(2026, 11, 25),
    sender="Nordhavn samlast",
    route="Nord",
    stop="3",
    crates=14,
    net=Mass.kilograms("182.35"),
    contents=("Gulrot", "Potet"),
    storages=("cool",),
    made_up=True,
)
PLACE = PlaceContent(place="KJ1-A3", name="Kjølerom 1, hylle A3", storages=("cool",))
CARD = ProductCardContent(
    article="1001",
    product="Gulrot",
    grade="washed",
    producer="Sørbø gård",
    origin_country="NO",
    organic=True,
    allergens=("celery",),
    storage="cool",
    price=Money(2_850),
    currency="NOK",
)
# What a scanner hands on for each, beside the links of square codes.
SCANNED: list[tuple[LabelContent, str]] = [
    (CONSIGNMENT, f"(00){EGG_SSCC}(401){GINC}"),
    (PALLET, f"(00){CARROT_SSCC}"),
    (PLACE, "KJ1-A3"),
    (CARD, "1001"),
]
ROLLS = [(80, 576), (58, 384)]


def roll_style(dots: int) -> Style:
    return style_of(FOLDER, named={}, width_dots=dots, dpi=203, dialect="escpos")


def on_roll(content: LabelContent, millimetres: int, dots: int) -> FinishedPaper:
    printer = PrinterDevice(PrinterSpec("test", paper_mm=millimetres))
    printer.receive(
        draw_for_printer(
            content.kind,
            content.as_json(),
            language=Language.NB,
            copy=1,
            head=Head(width=dots),
            style=roll_style(dots),
        )
    )
    (paper,) = printer.papers
    return paper


def read(picture: Image.Image) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(picture)}


def named(style: Style) -> dict[str, str]:
    return {kind: layout.name for kind, layout in style.layouts.items()}


# ---- which layout a printer takes


@pytest.mark.parametrize(("dots", "roll"), [(576, "80mm"), (384, "58mm")])
def test_a_receipt_printer_has_a_layout_for_all_but_crates(dots: int, roll: str) -> None:
    assert named(roll_style(dots)) == {
        "consignment": f"consignment-{roll}",
        "pallet": f"pallet-{roll}",
        "place": f"place-{roll}",
        "product_card": f"product-card-{roll}",
    }


def test_a_label_printer_takes_no_label_larger_than_its_crates() -> None:
    large = style_of(FOLDER, named={"crate_label": "crate-102x152"}, width_dots=832, dpi=203, dialect="zpl")
    assert set(named(large).values()) == {
        "crate-102x152",
        "split-crate-102x152",
        "consignment-102x152",
        "pallet-102x152",
        "place-102x152",
        "product-card-102x152",
    }
    office = style_of(FOLDER, named={"crate_label": "crate-a6"}, width_dots=1_678, dpi=203, dialect="pdf")
    assert set(named(office).values()) == {
        "crate-a6",
        "consignment-a6",
        "pallet-a6",
        "place-a6",
        "product-card-a6",
    }
    kind_of_part = office.layout_of(PART)
    assert kind_of_part is not None
    assert kind_of_part.name == "crate-a6", "a part has the crate's layout where it has none of its own"


def test_the_settings_name_a_layout_of_their_own() -> None:
    chosen = style_of(
        FOLDER,
        named={"crate_label": "crate-80mm", "place_label": "place-58mm"},
        width_dots=832,
        dpi=203,
        dialect="zpl",
    )
    assert named(chosen)["place"] == "place-58mm"
    assert named(chosen)["pallet"] == "pallet-80mm"


def test_a_label_without_a_layout_that_fits_is_refused_before_anything_is_sent() -> None:
    narrow = style_of(FOLDER, named={}, width_dots=200, dpi=203, dialect="escpos")
    for content, _ in SCANNED:
        with pytest.raises(NoLayout):
            draw_for_printer(
                content.kind,
                content.as_json(),
                language=Language.NB,
                copy=1,
                head=Head(width=200),
                style=narrow,
            )
    with pytest.raises(NoLayout):
        draw_pdf(PLACE.kind, PLACE.as_json(), language=Language.NB, copy=1)


def test_a_printer_of_labels_takes_all_labels_and_one_of_notes_all_notes() -> None:
    assert taken(["crate_label"]) == LABELS
    assert taken(["delivery_note"]) == NOTES
    assert taken(["weighing_ticket", "place_label"]) == {PaperKind.WEIGHING_TICKET, PaperKind.PLACE_LABEL}


# ---- what comes out


@pytest.mark.parametrize(("millimetres", "dots"), ROLLS)
@pytest.mark.parametrize(("content", "code"), SCANNED)
def test_a_scanner_reads_each_label_from_the_roll(
    content: LabelContent, code: str, millimetres: int, dots: int
) -> None:
    paper = on_roll(content, millimetres, dots)
    assert paper.record["unknown_commands"] == []
    assert code in read(Image.open(io.BytesIO(paper.png)))


@pytest.mark.parametrize(("content", "code"), SCANNED)
def test_a_scanner_reads_each_label_from_a_sheet(content: LabelContent, code: str) -> None:
    office = style_of(FOLDER, named={"crate_label": "crate-a6"}, width_dots=1_678, dpi=203, dialect="pdf")
    raw = draw_for_printer(
        content.kind, content.as_json(), language=Language.NB, copy=1, head=Head(), style=office
    )
    assert code in read(pypdfium2.PdfDocument(raw)[0].render(scale=300 / 72).to_pil())


def test_a_part_names_the_crate_it_was_taken_from_on_every_paper() -> None:
    said = "Del av kasse"
    printer = PrinterDevice(PrinterSpec("test"))
    printer.receive(
        draw_for_printer(
            PART.kind, PART.as_json(), language=Language.NB, copy=1, head=Head(), style=roll_style(576)
        )
    )
    (paper,) = printer.papers
    assert any(str(line).startswith(said) for line in paper.record["text"])  # type: ignore[attr-defined]
    for name in ("crate-102x152", "crate-a6"):
        style = style_of(FOLDER, named={"crate_label": name}, width_dots=1_678, dpi=203, dialect="pdf")
        raw = draw_for_printer(
            PART.kind, PART.as_json(), language=Language.NB, copy=1, head=Head(), style=style
        )
        text = pypdfium2.PdfDocument(raw)[0].get_textpage().get_text_bounded()
        assert said in text
        assert EGG_SSCC[-3:] in text
    assert isinstance(PART, CrateLabelContent)


HOSTILE = "\x1b@\x1dV\x00^XA^JUS^XZ~JR_5E\x10\x14\x01"


@pytest.mark.parametrize(
    "content",
    [
        replace(CONSIGNMENT, kitchen=HOSTILE, address=HOSTILE, note=HOSTILE, sender=HOSTILE, route=HOSTILE),
        replace(PALLET, kitchen=HOSTILE, sender=HOSTILE, contents=(HOSTILE, HOSTILE), route=HOSTILE),
        replace(PLACE, name=HOSTILE),
        replace(CARD, product=HOSTILE, producer=HOSTILE),
    ],
)
def test_a_hostile_name_gives_no_order_to_any_printer(content: LabelContent) -> None:
    (code,) = (code for one, code in SCANNED if one.kind is content.kind)
    paper = on_roll(content, 80, 576)
    assert paper.record["unknown_commands"] == []
    assert code in read(Image.open(io.BytesIO(paper.png)))
    label = style_of(FOLDER, named={"crate_label": "crate-102x152"}, width_dots=832, dpi=203, dialect="zpl")
    sent = draw_for_printer(
        content.kind, content.as_json(), language=Language.NB, copy=1, head=Head(width=832), style=label
    )
    assert (sent.count(b"^XA"), sent.count(b"^XZ")) == (1, 1)
    assert b"~J" not in sent
    assert b"^JU" not in sent
    assert b"\x1b" not in sent
