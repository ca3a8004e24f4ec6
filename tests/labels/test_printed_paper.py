"""The bytes as a printer prints them: scanned back from the paper, and kept as golden files that a person has looked at."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from firmware_sim.printer import FinishedPaper, PrinterDevice, PrinterSpec
from hub.kernel.words import Language
from hub.labels.all_contents import Content
from hub.labels.content import CrateLabelContent, DeliveryNoteContent, WeightKind
from hub.labels.dialects.head import Head
from hub.labels.drawing import draw_for_printer, draw_pdf
from tests.support.golden import check_golden
from tests.support.labels_factory import CARROT_SSCC, CARROTS, EGG_SSCC, NOTE

GOLDEN = Path(__file__).parents[1] / "golden" / "labels"
FULL = replace(
    CARROTS,
    product="Søte små nypoteter fra Nord-Østerdalen i kasse",
    producer="Bieđđju sámi gárdi ŋ",
    weight_kind=WeightKind.TYPED,
    count=24,
    allergens=("milk", "gluten"),
    approval_number="NO 1",
    packed_on=CARROTS.collected_on,
    replaces=EGG_SSCC,
)
WIDTHS = [(80, 576), (58, 384)]


def printed(
    content: Content, language: Language, copy: int, *, millimetres: int = 80, dots: int = 576
) -> FinishedPaper:
    printer = PrinterDevice(PrinterSpec("test", paper_mm=millimetres))
    printer.receive(
        draw_for_printer(
            content.kind,
            content.as_json(),
            language=language,
            copy=copy,
            head=Head(width=dots, model="TM-T20II"),
        )
    )
    (paper,) = printer.papers
    return paper


def text_of(paper: FinishedPaper) -> list[str]:
    lines = paper.record["text"]
    assert isinstance(lines, list)
    return [str(line) for line in lines]


def scanned(picture: Image.Image) -> set[tuple[str, str]]:
    return {(code.symbology_identifier, code.text) for code in zxingcpp.read_barcodes(picture)}


@pytest.mark.parametrize(("millimetres", "dots"), WIDTHS)
@pytest.mark.parametrize("content", [CARROTS, FULL])
def test_a_scanner_reads_the_crate_from_the_paper(
    content: CrateLabelContent, millimetres: int, dots: int
) -> None:
    paper = printed(content, Language.NB, 1, millimetres=millimetres, dots=dots)
    # Neither roll is wide enough for bars within the standard: the square code carries the crate.
    assert scanned(Image.open(io.BytesIO(paper.png))) == {("]Q1", f"https://id.gs1.org/00/{CARROT_SSCC}")}
    assert paper.record["unknown_commands"] == []


def test_the_number_stands_beneath_the_code() -> None:
    paper = printed(replace(CARROTS, made_up=False), Language.NB, 1)
    assert text_of(paper)[-1] == "(00) 370 900 000 000 000 012"
    assert [code["text"] for code in paper.record["barcodes"]] == [  # type: ignore[attr-defined]
        f"https://id.gs1.org/00/{CARROT_SSCC}",
    ]


def test_on_a_wide_roll_the_bars_stand_lowest() -> None:
    paper = printed(replace(CARROTS, made_up=False), Language.NB, 1, millimetres=112, dots=832)
    assert scanned(Image.open(io.BytesIO(paper.png))) == {
        ("]C1", f"(00){CARROT_SSCC}"),
        ("]Q1", f"https://id.gs1.org/00/{CARROT_SSCC}"),
    }
    assert [code["text"] for code in paper.record["barcodes"]][-1] == "00" + CARROT_SSCC  # type: ignore[attr-defined]


def test_letters_of_the_north_stand_on_the_paper_as_they_were_written() -> None:
    lines = text_of(printed(CARROTS, Language.NB, 1))
    assert "Sørbø gård" in lines
    assert "Økologisk, vasket" in lines
    assert not any("?" in line for line in lines)


def test_a_name_in_sami_letters_is_a_picture_and_nothing_is_lost() -> None:
    plain, sami = printed(CARROTS, Language.NB, 1), printed(replace(CARROTS, producer="Ášši"), Language.NB, 1)
    assert "Sørbø gård" in text_of(plain)
    assert len(text_of(sami)) == len(text_of(plain)) - 1
    assert sami.record["images"] == int(str(plain.record["images"])) + 1


def test_a_typed_weight_is_marked_on_both_papers() -> None:
    assert any("TASTET VEKT" in line for line in text_of(printed(FULL, Language.NB, 1)))
    note = "\n".join(text_of(printed(NOTE, Language.NB, 1)))
    assert "11,20 kg*" in note
    assert "* Tastet inn for hånd" in note
    assert "10,455 kg*" not in note


OVERDUE = (
    "Varemottak, nr. 128 (verifisering utløpt 22.11.2026: "
    "den andre vekten er på verksted, og bilen skulle av gårde klokken ti)"
)


@pytest.mark.parametrize(("millimetres", "dots"), WIDTHS)
def test_why_an_overdue_scale_was_used_stands_whole_on_the_label(millimetres: int, dots: int) -> None:
    label = replace(CARROTS, weighing=OVERDUE)
    paper = " ".join(
        line.strip() for line in text_of(printed(label, Language.NB, 1, millimetres=millimetres, dots=dots))
    )
    assert f"Veid på {OVERDUE}" in paper
    (page,) = pdf_text(label, Language.NB, 1)
    assert OVERDUE in " ".join(page.split())


def test_a_thermal_note_says_all_that_the_regulation_asks() -> None:
    note = "\n".join(text_of(printed(NOTE, Language.NB, 1)))
    for fact in (
        "Samlast Innlandet SA", "Kjølevegen 4, 2312 Ottestad",  # the dispatching operator
        "Øvre Åsen egg", "E 1234",  # the owner, if another
        "Bjørkevegen 12, 2316 Hamar",  # the receiving operator
        "Gulrot", "Vasket, økologisk", "Bestilt 12,00 kg", "Levert, vekt 10,455 kg", "Ikke levert. Avvik: Meldt tom",
        "L2611-0042", "L2611-0041",  # lots
        "24.11.2026",  # the date of dispatch
        "370 900 000 000 000 012", "370 900 000 000 000 029",
    ):  # fmt: skip
        assert fact in note, fact


def test_no_price_stands_on_any_note() -> None:
    for language in Language:
        assert " kr" not in "\n".join(text_of(printed(NOTE, language, 1)))


@pytest.mark.parametrize("language", list(Language))
def test_the_label_is_as_a_person_has_approved_it(language: Language) -> None:
    copy = 1 if language is Language.NB else 2
    content = CARROTS if language is Language.NB else FULL
    sent = draw_for_printer(content.kind, content.as_json(), language=language, copy=copy, head=Head())
    check_golden(GOLDEN / f"crate_label.{language.value}.escpos", sent)
    paper = printed(content, language, copy)
    check_golden(GOLDEN / f"crate_label.{language.value}.txt", "\n".join(text_of(paper)) + "\n")


@pytest.mark.parametrize("language", list(Language))
def test_the_thermal_note_is_as_a_person_has_approved_it(language: Language) -> None:
    check_golden(
        GOLDEN / f"delivery_note.{language.value}.txt", "\n".join(text_of(printed(NOTE, language, 1))) + "\n"
    )


LONG = replace(NOTE, lines=NOTE.lines * 7, crates=NOTE.crates * 9, remark="Ring porten ved ankomst. " * 9)


def pdf_text(content: Content, language: Language, copy: int) -> list[str]:
    document = pypdfium2.PdfDocument(draw_pdf(content.kind, content.as_json(), language=language, copy=copy))
    pages = []
    for number in range(len(document)):
        words = document[number].get_textpage().get_text_bounded()
        pages.append("\n".join(words.splitlines()))
    document.close()
    return pages


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("name", "content", "copy"),
    [
        ("crate_label", CARROTS, 1),
        ("crate_label_full", FULL, 2),
        ("delivery_note", NOTE, 1),
        ("long_note", LONG, 2),
    ],
)
def test_the_pdf_says_what_a_person_has_approved(
    name: str, content: CrateLabelContent | DeliveryNoteContent, copy: int, language: Language
) -> None:
    pages = pdf_text(content, language, copy)
    check_golden(GOLDEN / f"{name}.{language.value}.pdf.txt", "\n----\n".join(pages) + "\n")


def test_the_same_content_gives_the_same_file() -> None:
    for content in (CARROTS, NOTE):
        first, second = (
            draw_pdf(content.kind, content.as_json(), language=Language.NB, copy=1) for _ in range(2)
        )
        assert first == second


def test_a_scanner_reads_the_crate_from_the_pdf() -> None:
    document = pypdfium2.PdfDocument(draw_pdf(FULL.kind, FULL.as_json(), language=Language.EN, copy=1))
    picture = document[0].render(scale=3).to_pil()
    document.close()
    assert ("]C1", f"(00){CARROT_SSCC}") in scanned(picture)
    assert ("]Q1", f"https://id.gs1.org/00/{CARROT_SSCC}") in scanned(picture)


def test_a_long_note_repeats_its_headings_and_numbers_its_pages() -> None:
    longer = replace(LONG, lines=NOTE.lines * 9, crates=NOTE.crates * 14)
    pages = pdf_text(longer, Language.NB, 1)
    assert len(pages) == 3
    assert [f"Side {number} av 3" in page for number, page in enumerate(pages, start=1)] == [True] * 3
    assert "Varenr. Varer Parti Bestilt" in pages[0]
    assert "Kasse Varer Parti Best før Netto" in pages[1]
    assert "Underskrift" in pages[-1]
    assert "Underskrift" not in pages[0]


def test_every_page_of_a_copy_says_so() -> None:
    assert all("KOPI 2" in page for page in pdf_text(LONG, Language.NB, 2))
