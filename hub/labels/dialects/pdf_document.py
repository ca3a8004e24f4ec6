"""Documents on A4: each begins on a page of its own, and every page says whose it is, which note, and which page of how many.

Sections become blocks that stay whole (`pdf_sections`, `pdf_table`), dealt to pages before anything is drawn, so that "page n of m"
is known and no line is torn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hub.kernel.words import Language
from hub.labels.dialects.pdf_sections import document_blocks
from hub.labels.dialects.pdf_sheet import FAINT, GREEN, GREY, INK, WHITE, Sheet, Style, fitted
from hub.labels.dialects.pdf_tables import HEIGHT, MARGIN, ROOM, SMALL, WIDTH, Block, dealt
from hub.labels.document import Document
from hub.labels.layout import Align
from hub.labels.phrases import Phrase, say

TOP, BOTTOM = 160, HEIGHT - 164
FOOT = HEIGHT - 100
OWNER_LINE = 104
OWNER = Style(34, bold=True, colour=GREEN)
TITLE_AGAIN = Style(34, bold=True, align=Align.RIGHT)
MARK = Style(38, bold=True, colour=WHITE, align=Align.CENTRE)
PAGE = Style(27, colour=GREY, align=Align.RIGHT)
MARK_WIDTH = 420


@dataclass(frozen=True, slots=True)
class Bundled:
    """A document of a larger file. `begins` names a part of the file that begins here, for the outline."""

    document: Document
    begins: str = ""


def document_pdf(document: Document) -> bytes:
    """One document. The same document gives the same bytes."""
    sheet = Sheet(WIDTH, HEIGHT, document.title, document.language.value)
    draw_document(sheet, document)
    return sheet.finish()


def bundle_pdf(bundled: Iterable[Bundled], title: str, language: Language) -> bytes:
    """Many documents as one file, with an outline by part and document. They are taken and drawn one after the other."""
    sheet = Sheet(WIDTH, HEIGHT, title, language.value)
    within = False
    for place, one in enumerate(bundled):
        if place:
            sheet.next_page()
        within = within or bool(one.begins)
        sheet.mark_page(one.begins or one.document.about, level=1 if within and not one.begins else 0)
        draw_document(sheet, one.document)
    return sheet.finish()


def draw_document(sheet: Sheet, document: Document) -> None:
    """All pages of a document; the first is the page that the sheet stands at."""
    pages = dealt(tuple(document_blocks(document)), TOP, BOTTOM)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            sheet.next_page()
        _frame(sheet, document, number, len(pages))
        _fill(sheet, page)


def _fill(sheet: Sheet, page: Sequence[Block]) -> None:
    y = TOP
    for block in page:
        block.draw(sheet, y)
        y += block.height


def _frame(sheet: Sheet, document: Document, number: int, of: int) -> None:
    sheet.block(0, 0, WIDTH, 24, colour=GREEN)
    half = ROOM // 2 - 20
    sheet.text(MARGIN, OWNER_LINE, document.owner, fitted(document.owner, OWNER, 24, half), half)
    if document.mark:
        left = WIDTH - MARGIN - MARK_WIDTH
        sheet.block(left, 38, MARK_WIDTH, 62, colour=INK)
        sheet.text(left, 83, document.mark, fitted(document.mark, MARK, 24, MARK_WIDTH - 20), MARK_WIDTH)
    elif number > 1:
        sheet.text(MARGIN + half + 40, OWNER_LINE, document.title, TITLE_AGAIN, half)
    sheet.rule(MARGIN, FOOT - 46, ROOM, colour=FAINT)
    sheet.text(MARGIN, FOOT, document.about, SMALL, ROOM - 400)
    shown = say(Phrase.PAGE, document.language).format(n=number, m=of)
    sheet.text(MARGIN, FOOT, shown, PAGE, ROOM)
    if document.footnote:
        sheet.text(MARGIN, FOOT + 40, document.footnote, SMALL, ROOM)
