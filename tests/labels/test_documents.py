"""Notes as documents: golden on A4 and on the roll in each language, nothing leaves its room, and text stays text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from firmware_sim.printer import FinishedPaper, PrinterDevice, PrinterSpec
from hub.kernel.words import Language
from hub.labels.all_contents import NoteContent, note_from_json
from hub.labels.content import DeliveryNoteContent
from hub.labels.dialects.head import Head
from hub.labels.dialects.pdf_document import Bundled, bundle_pdf, document_pdf
from hub.labels.dialects.pdf_tables import HEIGHT, MARGIN, WIDTH
from hub.labels.document import Column, Document, Line, Paragraph, Roll, Table, TableRow, words
from hub.labels.drawing import draw_for_printer
from hub.labels.layout import Text, tidy
from hub.labels.note_phrases import NotePhrase, note
from hub.labels.notes.composing import document_of
from hub.labels.phrases import Phrase, say
from hub.labels.roll_document import document_rows
from tests.support.drawn_notes import DrawnText, pages_of
from tests.support.golden import check_golden
from tests.support.note_samples import ANIMAL_NOTE, NOTES, WEIGHING_TICKET, WHOLE_NOTE

GOLDEN = Path(__file__).parents[1] / "golden" / "labels" / "notes"
NAMES = sorted(NOTES)
ROLLS = [(80, 576), (58, 384)]


def roll_of(
    content: NoteContent, language: Language, *, millimetres: int = 80, dots: int = 576
) -> FinishedPaper:
    printer = PrinterDevice(PrinterSpec("test", paper_mm=millimetres))
    head = Head(width=dots, model="TM-T20II")
    printer.receive(draw_for_printer(content.kind, content.as_json(), language=language, copy=1, head=head))
    (paper,) = printer.papers
    return paper


def lines_of(paper: FinishedPaper) -> list[str]:
    lines = paper.record["text"]
    assert isinstance(lines, list)
    return [str(line) for line in lines]


def sheets_of(content: NoteContent, language: Language, copy: int = 1) -> list[str]:
    document = pypdfium2.PdfDocument(document_pdf(document_of(content, language, copy)))
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return ["\n".join(page.splitlines()) for page in pages]


# ---- what a person looked at


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", NAMES)
def test_a_note_on_a4_says_what_a_person_has_approved(name: str, language: Language) -> None:
    pages = sheets_of(NOTES[name], language, copy=1 if language is Language.NB else 2)
    check_golden(GOLDEN / f"{name}.{language}.pdf.txt", "\n----\n".join(pages) + "\n")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", NAMES)
def test_a_note_on_the_roll_says_what_a_person_has_approved(name: str, language: Language) -> None:
    check_golden(
        GOLDEN / f"{name}.{language}.txt", "\n".join(lines_of(roll_of(NOTES[name], language))) + "\n"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_note_survives_storage(name: str) -> None:
    content = NOTES[name]
    assert note_from_json(content.kind, content.as_json()) == content


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", NAMES)
def test_a4_and_the_roll_say_the_same(name: str, language: Language) -> None:
    """Every word of the paper from the roll stands on the sheet as well, apart from what is there to be written upon."""
    sheet = re.sub(r"\s+", "", "".join(sheets_of(NOTES[name], language))).replace("−", "-").replace("–", "-")
    sheet = sheet.casefold()
    for line in lines_of(roll_of(NOTES[name], language)):
        for word in re.split(r"[\s,/_]+", line.replace("[ ]", " ")):
            assert word.casefold() in sheet, (name, word)


def test_the_note_names_what_the_law_asks_of_animal_goods() -> None:
    """(EU) 931/2011 article 3, and species and establishment beside the goods themselves."""
    said = "\n".join(lines_of(roll_of(WHOLE_NOTE, Language.NB)))
    for fact in ("dyreart storfe, svin", "godkjenningsnr. NO 123", "opphav Norge", "Sendt", "24.11.2026"):
        assert fact in re.sub(r"\s+", " ", said), fact


@pytest.mark.parametrize("language", list(Language))
def test_a_weighing_ticket_says_the_weight_once_with_its_unit_and_the_whole_checksum(
    language: Language,
) -> None:
    ticket = WEIGHING_TICKET
    shown = note(NotePhrase.SHOWN, language)
    papers = [lines_of(roll_of(ticket, language, millimetres=mm, dots=dots)) for mm, dots in ROLLS]
    for lines in (*papers, sheets_of(ticket, language)[0].splitlines()):
        (line,) = (line for line in lines if shown in line)
        assert line.removeprefix(shown).strip() == "12.30 kg"
        assert ticket.hash in "".join(lines).replace(" ", "")
    # The number stands beside the words, not on a line of its own.
    assert lines_of(roll_of(ticket, language))[0].split()[-1] == "128"


def test_empties_go_out_by_type_and_come_back_by_hand() -> None:
    lines = lines_of(roll_of(WHOLE_NOTE, Language.SV))
    assert "Utlämnade 2                     Återtagna ______" in lines
    assert "Utlämnade 11                    Återtagna ______" in lines


def test_a_paper_to_work_by_counts_its_printouts_and_a_proof_its_copies() -> None:
    marks = {name: document_of(content, Language.EN, 3).mark for name, content in NOTES.items()}
    assert marks == {
        "delivery_note": "COPY 3",
        "delivery_note_of_animals": "COPY 3",
        "weighing_ticket": "COPY 3",
        "weighing_ticket_tared": "COPY 3",
        "pick_list": "PRINTOUT 3",
        "collection_order": "PRINTOUT 3",
        "load_list": "PRINTOUT 3",
        "receiving_slip": "PRINTOUT 3",
    }


def test_the_square_code_of_a_note_is_read_from_both_papers() -> None:
    # A copy's bar stands above the code, and leaves it its white margin.
    copy = document_of(WHOLE_NOTE, Language.NB, 2)
    page = pypdfium2.PdfDocument(document_pdf(copy))[0].render(scale=3).to_pil()
    roll = Image.open(io.BytesIO(roll_of(WHOLE_NOTE, Language.NB).png))
    for picture in (page, roll):
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["https://hub.example/notes/417"]


def test_many_notes_are_one_file_with_an_outline() -> None:
    documents = (
        Bundled(document_of(content, Language.NB), begins="Rute Nord" if name == "load_list" else "")
        for name, content in sorted(NOTES.items(), key=lambda one: one[0] != "load_list")
    )
    file = pypdfium2.PdfDocument(bundle_pdf(documents, "Følgesedler", Language.NB))
    outline = [(one.level, one.get_title()) for one in file.get_toc()]
    assert outline[0] == (0, "Rute Nord")
    assert (1, "Følgeseddel 2026-0417 · Bjørkelunden sykehjem, hovedkjøkken") in outline
    assert len(outline) == len(NOTES)


# ---- nothing leaves its room

KEPT = {"sscc", "cage", "link", "tare_kind", "hash"}
LONG = st.text(alphabet="abcÆØÅäöß ŋđ ΩЖ漢 -/", max_size=200)


def with_text(value: NoteContent, text: str) -> NoteContent:
    changed: NoteContent = _with_text(value, text)
    return changed


def _with_text(value: Any, text: str) -> Any:
    """The same content with every free text replaced; numbers of crates, links and the marks of a tare stay what they are."""
    if isinstance(value, tuple):
        return tuple(_with_text(one, text) for one in value)
    if isinstance(value, str):
        return value if isinstance(value, StrEnum) else text
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            one.name: _with_text(getattr(value, one.name), text)
            for one in fields(value)
            if one.name not in KEPT
        }
        return replace(value, **changed)
    return value


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=LONG, name=st.sampled_from(NAMES), language=st.sampled_from(Language), copy=st.integers(1, 2))
def test_no_text_leaves_its_page_or_runs_into_another(
    text: str, name: str, language: Language, copy: int
) -> None:
    for page in pages_of(document_of(with_text(NOTES[name], text), language, copy)):
        for one in page:
            assert one.left >= MARGIN - 1
            assert one.right <= WIDTH - MARGIN + 1
            assert one.top >= 0
            assert one.bottom <= HEIGHT
        assert list(overlapping(page)) == []


def overlapping(page: list[DrawnText]) -> Iterator[tuple[str, str]]:
    """Texts that stand upon each other."""
    for place, one in enumerate(page):
        for other in page[place + 1 :]:
            beside = one.right <= other.left or other.right <= one.left
            apart = one.bottom <= other.top or other.bottom <= one.top
            if not (beside or apart) and one.text and other.text:
                yield one.text, other.text


@settings(max_examples=60, deadline=None)
@given(
    text=LONG,
    name=st.sampled_from(NAMES),
    columns=st.integers(24, 70),
    language=st.sampled_from(Language),
)
def test_no_row_of_a_note_is_wider_than_its_roll(
    text: str, name: str, columns: int, language: Language
) -> None:
    rows = document_rows(document_of(with_text(NOTES[name], text), language, 2), columns)
    assert all(row.columns <= columns for row in rows if isinstance(row, Text))


@given(words_of_row=st.lists(LONG, min_size=3, max_size=3), columns=st.integers(24, 70))
def test_a_roll_loses_no_word_of_a_table(words_of_row: list[str], columns: int) -> None:
    """Sheets have columns and a roll has none; what the columns said is all there."""
    table = Table(
        (
            Column("A", 500, roll=Roll.HEAD),
            Column("B", 250, number=True, roll=Roll.HEAD),
            Column("C", 250, named=True),
        ),
        (TableRow(tuple(words(one) for one in words_of_row), under=words(words_of_row[0], quiet=True)),),
    )
    document = Document("T", "O", "F", Language.EN, (table,))
    said = "".join(row.text for row in document_rows(document, columns) if isinstance(row, Text))
    said = re.sub("[ -]", "", said)
    for one in words_of_row:
        assert re.sub("[ -]", "", tidy(one)) in said, (
            "apart from hyphens, which a word gets that is longer than the paper"
        )


def test_a_line_that_is_taller_than_a_page_is_shortened_and_never_cut_off_at_its_foot() -> None:
    endless = "Ring porten ved ankomst og vent. " * 400
    table = Table(
        (Column("Vare", 1_000, roll=Roll.HEAD),), (TableRow((words(endless),), under=words(endless)),)
    )
    pages = pages_of(Document("T", "O", "F", Language.NB, (table, Paragraph((Line(endless),)))))
    assert len(pages) > 2
    assert max(one.bottom for page in pages for one in page) <= HEIGHT


def of_many(lines: int, crates: int) -> DeliveryNoteContent:
    """A note with goods of animal origin, short lines, empties of two types and all that a crate may say of itself."""
    goods = ANIMAL_NOTE.lines[:2] + WHOLE_NOTE.lines
    return replace(
        WHOLE_NOTE,
        owners=(*WHOLE_NOTE.owners, *ANIMAL_NOTE.owners)[:5],
        lines=tuple(goods[at % len(goods)] for at in range(lines)),
        crates=tuple(WHOLE_NOTE.crates[at % 2] for at in range(crates)),
    )


@pytest.mark.parametrize("language", list(Language))
def test_what_a_kitchen_gets_on_a_usual_day_stands_on_one_page(language: Language) -> None:
    assert len(pages_of(document_of(of_many(6, 6), language))) == 1


@pytest.mark.parametrize("crates", range(1, 60, 3))
def test_the_place_to_sign_never_stands_without_goods(crates: int) -> None:
    *before, last = pages_of(document_of(of_many(crates % 19 + 1, crates), Language.NB))
    texts = [one.text for one in last]
    assert say(Phrase.SIGNATURE, Language.NB) in texts
    assert not any(one.text == say(Phrase.SIGNATURE, Language.NB) for page in before for one in page)
    if before:
        assert sum(1 for text in texts if text.startswith("370 900 000 000 000 0")) >= 3
        assert say(Phrase.NET, Language.NB) in texts, "the heading of the crates comes with them"
        # What came over left no heading behind.
        assert before[-1][-1].text not in (say(Phrase.NET, Language.NB), say(Phrase.CRATES, Language.NB))


def test_more_letters_than_one_font_of_a_file_can_hold_are_still_the_right_letters() -> None:
    """A font in a PDF has 256 places; the reader's text must come back as it was written."""
    signs = "".join(chr(code) for code in range(0x21, 0x17F) if chr(code).isprintable())
    shown = [signs[at : at + 40] for at in range(0, len(signs), 40)]
    document = Document("T", "O", "F", Language.EN, (Paragraph(words(*shown)),))
    page = pypdfium2.PdfDocument(document_pdf(document))[0].get_textpage().get_text_bounded()
    for line in shown:
        assert line in page


# ---- text stays text

HOSTILE = (
    "\x1b@\x1dV\x00\x1dk\x04A\x00",
    "^XA^FO0,0~JA^XZ",
    ") Tj ET Q \\( q 9 0 0 9 cm",
    "a\nb\tc\x0cd",
    "\u202egnp.exe",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_text_is_printed_as_text(name: str) -> None:
    """In every text of every note at once: one paper, nothing that the printer does not know, and the same bars and pages."""
    hostile = " ".join(HOSTILE)
    plain, content = with_text(NOTES[name], "x"), with_text(NOTES[name], hostile)
    before, after = roll_of(plain, Language.NB), roll_of(content, Language.NB)
    assert after.record["unknown_commands"] == []
    assert after.record["barcodes"] == before.record["barcodes"]
    shown = "".join(lines_of(after)).replace(" ", "")
    assert tidy(hostile).replace(" ", "")[:12] in shown
    pages = sheets_of(content, Language.NB)
    drawn = pages_of(document_of(content, Language.NB))
    assert len(pages) == len(drawn)
    for page, texts in zip(pages, drawn, strict=True):
        said = bare(page)
        assert [one.text for one in texts if bare(one.text) not in said] == []


def bare(text: str) -> str:
    """Without blanks, and without what a viewer makes of letters that no font here has."""
    return re.sub(r"[^!-~æøåäöÆØÅÄÖ·°×–−…]", "", text)


@pytest.mark.parametrize(("millimetres", "dots"), ROLLS)
@pytest.mark.parametrize("name", NAMES)
def test_letters_of_the_north_come_out_on_every_roll(name: str, millimetres: int, dots: int) -> None:
    paper = roll_of(NOTES[name], Language.NB, millimetres=millimetres, dots=dots)
    assert not any("?" in line for line in lines_of(paper))
    assert paper.record["unknown_commands"] == []
    assert any(sign in line for line in lines_of(paper) for sign in "æøåÆØÅ")
