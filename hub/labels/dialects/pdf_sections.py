"""The sections of a document as blocks of an A4 page: title, parties beside each other, paragraphs, totals, places to sign.

Not for: tables (`pdf_table`), and which page a block comes to (`pdf_tables.dealt`).
"""

from __future__ import annotations

from collections.abc import Iterator

from hub.labels.dialects.pdf_sheet import GREEN, INK, Sheet, Style, fitted, lines_of
from hub.labels.dialects.pdf_table import table_blocks
from hub.labels.dialects.pdf_tables import (
    BODY,
    HEADING,
    LINE,
    MARGIN,
    ROOM,
    SECTION,
    SMALL,
    SMALL_LINE,
    STRONG,
    Block,
)
from hub.labels.document import (
    Cell,
    Document,
    Facts,
    Large,
    Line,
    Panel,
    Paragraph,
    Section,
    Sides,
    Signing,
    Table,
    Total,
)
from hub.labels.layout import Align

TITLE = Style(76, bold=True)
SQUARE, GAP = 210, 60
BESIDE = Style(HEADING.size, colour=HEADING.colour, align=Align.RIGHT)
FACT_SHARE = 400
NAMES_AT_MOST, PANEL_AT_MOST = 4, 12
SUM, SUM_RIGHT = Style(38, bold=True), Style(38, bold=True, align=Align.RIGHT)
LARGE = Style(150, bold=True)


def title_block(document: Document) -> Block:
    """The title as large as it fits, and the square code to its right."""
    room = ROOM - (SQUARE + GAP if document.link else 0)
    style = fitted(document.title, TITLE, 40, room)

    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 90, document.title, style, room)
        if document.link:
            left = MARGIN + ROOM - SQUARE
            sheet.square(left, y, SQUARE, document.link)
            sheet.text(MARGIN, y + SQUARE - 6, document.link_says, BESIDE, room)

    return Block(SQUARE + 20 if document.link else 130, draw)


def section_blocks(section: Section) -> Iterator[Block]:
    match section:
        case Sides():
            yield _sides(section)
        case Table():
            yield from table_blocks(section)
        case Paragraph():
            yield from _paragraph(section)
        case Total():
            yield _total(section)
        case Large():
            yield _large(section)
        case Signing():
            yield _signing(section)


def style_of(line: Line) -> Style:
    if line.strong:
        return STRONG
    return SMALL if line.quiet else BODY


def height_of(line: Line) -> int:
    return SMALL_LINE if line.quiet and not line.strong else LINE


# ---- parties and facts


def _sides(sides: Sides) -> Block:
    column = (ROOM - GAP * (len(sides.parts) - 1)) // max(1, len(sides.parts))
    columns = [_side(part, column) for part in sides.parts]
    height = 60 + LINE * max((len(rows) for rows in columns), default=0)

    def draw(sheet: Sheet, y: int) -> None:
        for place, rows in enumerate(columns):
            left = MARGIN + place * (column + GAP)
            for row, parts in enumerate(rows):
                for indent, text, style, room in parts:
                    sheet.text(left + indent, y + 40 + row * LINE, text, style, room)

    return Block(height, draw)


# The texts of one line: how far in, what, how, and how wide each may be.
Parts = tuple[tuple[int, str, Style, int], ...]


def _side(part: Panel | Facts, room: int) -> list[Parts]:
    """Lines, each of one text or more."""
    if isinstance(part, Panel):
        lines = [
            (line, BODY if place else STRONG)
            for place, text in enumerate(part.lines)
            for line in lines_of(text, BODY if place else STRONG, room, most=NAMES_AT_MOST)
        ]
        rows: list[Parts] = [((0, part.heading, HEADING, room),)]
        rows += [((0, line, style, room),) for line, style in lines[:PANEL_AT_MOST]]
        return rows
    # Over the whole width the facts stand where they would in the first of two columns.
    names = min(room, (ROOM - GAP) // 2) * FACT_SHARE // 1_000
    rest = room - names - 12
    return [
        (
            (0, name, fitted(name, HEADING, 18, names), names),
            (names + 12, fact, fitted(fact, BODY, 22, rest), rest),
        )
        for name, fact in part.pairs
    ]


# ---- words over the whole width


def _paragraph(said: Paragraph) -> Iterator[Block]:
    if not said.lines:
        return
    if said.heading:
        yield section_title(said.heading)
    yield from line_blocks(said.lines)
    yield Block(14, _nothing)


def section_title(text: str) -> Block:
    """Never last on its page."""
    return Block(78, lambda sheet, y: sheet.text(MARGIN, y + 62, text, SECTION, ROOM), leads=True)


def line_blocks(said: Cell) -> Iterator[Block]:
    for line in said:
        style, height = style_of(line), height_of(line)
        for text in lines_of(line.text, style, ROOM):
            yield _written(text, style, height)


def _written(text: str, style: Style, height: int) -> Block:
    return Block(height, lambda sheet, y: sheet.text(MARGIN, y + 34, text, style, ROOM))


def _nothing(sheet: Sheet, y: int) -> None:
    """White."""


def _total(total: Total) -> Block:
    def draw(sheet: Sheet, y: int) -> None:
        sheet.rule(MARGIN, y + 10, ROOM, thick=4, colour=GREEN)
        room = ROOM * 2 // 3 - 20
        sheet.text(MARGIN, y + 66, total.left, fitted(total.left, SUM, 24, room), room)
        right = ROOM - room - 20
        sheet.text(MARGIN + room + 20, y + 66, total.right, fitted(total.right, SUM_RIGHT, 22, right), right)

    return Block(96, draw)


def _large(large: Large) -> Block:
    style = fitted(large.text, LARGE, 60, ROOM)

    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 40, large.caption, HEADING, ROOM)
        sheet.text(MARGIN, y + 70 + style.size, large.text, style, ROOM)

    return Block(110 + style.size, draw)


def _signing(signing: Signing) -> Block:
    column = (ROOM - GAP * (len(signing.captions) - 1)) // max(1, len(signing.captions))

    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 50, signing.heading, SECTION, ROOM)
        for place, caption in enumerate(signing.captions):
            left = MARGIN + place * (column + GAP)
            sheet.rule(left, y + 190, column, colour=INK)
            sheet.text(left, y + 230, caption, HEADING, column)

    return Block(250, draw)
