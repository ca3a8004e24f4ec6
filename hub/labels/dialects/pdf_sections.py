"""The sections of a document as blocks of an A4 page: title, parties beside each other, paragraphs, totals, places to sign.

Not for: tables (`pdf_table`), and which page a block comes to (`pdf_tables.dealt`).
"""

from __future__ import annotations

from collections.abc import Iterator

from hub.labels.dialects.pdf_sheet import GREEN, Sheet, Style, fitted, lines_of, width_of
from hub.labels.dialects.pdf_signing import counted_and_signed, is_short, signing_block
from hub.labels.dialects.pdf_table import section_title, table_blocks
from hub.labels.dialects.pdf_tables import (
    BODY,
    GAP,
    HEADING,
    MARGIN,
    ROOM,
    SMALL,
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
SQUARE = 200
# The square code reaches up beside the owner's name.
SQUARE_UP = 30
LINE, SMALL_LINE = 38, 32
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
            sheet.square(left, y - SQUARE_UP, SQUARE, document.link)
            sheet.text(MARGIN, y + SQUARE - SQUARE_UP - 6, document.link_says, BESIDE, room)

    return Block(SQUARE - SQUARE_UP if document.link else 124, draw)


def document_blocks(document: Document) -> Iterator[Block]:
    """All of a document, from its title on."""
    yield title_block(document)
    sections = list(document.sections)
    while sections:
        section = sections.pop(0)
        signing = sections[0] if sections else None
        if isinstance(section, Table) and isinstance(signing, Signing) and is_short(section):
            yield counted_and_signed(section, signing)
            sections.pop(0)
        else:
            yield from section_blocks(section)


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
            yield signing_block(section)


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
    height = 30 + LINE * max((len(rows) for rows in columns), default=0)

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
    yield Block(8, _nothing)


def line_blocks(said: Cell) -> Iterator[Block]:
    """Small lines go in two columns, if all of them fit there."""
    column = (ROOM - GAP) // 2
    if len(said) > 1 and all(line.quiet and width_of(line.text, SMALL) <= column for line in said):
        texts = [line.text for line in said]
        for at in range(0, len(texts), 2):
            yield _pair(texts[at], "".join(texts[at + 1 : at + 2]), column)
        return
    for line in said:
        style, height = style_of(line), height_of(line)
        for text in lines_of(line.text, style, ROOM):
            yield _written(text, style, height)


def _pair(first: str, second: str, column: int) -> Block:
    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 30, first, SMALL, column)
        if second:
            sheet.text(MARGIN + column + GAP, y + 30, second, SMALL, column)

    return Block(SMALL_LINE, draw)


def _written(text: str, style: Style, height: int) -> Block:
    return Block(height, lambda sheet, y: sheet.text(MARGIN, y + 30, text, style, ROOM))


def _nothing(sheet: Sheet, y: int) -> None:
    """White."""


def _total(total: Total) -> Block:
    def draw(sheet: Sheet, y: int) -> None:
        sheet.rule(MARGIN, y + 6, ROOM, thick=4, colour=GREEN)
        room = ROOM * 2 // 3 - 20
        sheet.text(MARGIN, y + 54, total.left, fitted(total.left, SUM, 24, room), room)
        right = ROOM - room - 20
        sheet.text(MARGIN + room + 20, y + 54, total.right, fitted(total.right, SUM_RIGHT, 22, right), right)

    return Block(72, draw)


def _large(large: Large) -> Block:
    style = fitted(large.text, LARGE, 60, ROOM)

    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 40, large.caption, HEADING, ROOM)
        sheet.text(MARGIN, y + 70 + style.size, large.text, style, ROOM)

    return Block(110 + style.size, draw)
