"""Tables of the signed papers on A4: columns, headings that come again on each further page, rows of cells that stay whole.

Which page a row comes to is dealt out in `pdf_tables.dealt`. Not for: what any paper says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from hub.labels.dialects.pdf_sheet import FAINT, GREEN, GREY, Sheet, Style, fitted, lines_of
from hub.labels.dialects.pdf_tables import MARGIN, ROOM, Block
from hub.labels.layout import Align

Name = TypeVar("Name")
# What names a column's heading, its left edge from the margin, its width.
Columns = Mapping[str, tuple[Name, int, int, Align]]
Cells = Mapping[str, Sequence[tuple[str, Style]]]
CELL, CELL_STRONG, NOTE = Style(27), Style(27, bold=True), Style(24, colour=GREY)
CELL_LINE = 36
SAID_LINE = 42


def title_block(text: str, *, leads: bool = True) -> Block:
    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 82, text, fitted(text, Style(38, bold=True), 24, ROOM), ROOM)

    return Block(104, draw, leads=leads)


def headings(columns: Columns[Name], title: str, say: Callable[[Name], str]) -> tuple[Block, Block]:
    """The heading under the title, and the one that stands on each further page with the title small above it."""

    def draw(sheet: Sheet, y: int) -> None:
        for name, left, width, align in columns.values():
            text = say(name)
            style = Style(24, bold=True, colour=GREEN, align=align)
            sheet.text(MARGIN + left, y + 34, text, fitted(text, style, 18, width), width)
        sheet.rule(MARGIN, y + 48, ROOM, thick=4, colour=GREEN)

    def draw_again(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 30, title, Style(27, bold=True), ROOM)
        draw(sheet, y + 44)

    return Block(58, draw, leads=True), Block(102, draw_again)


def table_row(columns: Columns[Name], cells: Cells, under: Block) -> Block:
    """Each cell is a stack of lines; the row is as high as its highest."""
    rows = max(len(lines) for lines in cells.values())
    height = 14 + rows * CELL_LINE

    def draw(sheet: Sheet, y: int) -> None:
        for name, lines in cells.items():
            _, left, width, align = columns[name]
            for at, (text, style) in enumerate(lines):
                aligned = Style(style.size, bold=style.bold, colour=style.colour, align=align)
                fit = fitted(text, aligned, 16, width)
                sheet.text(MARGIN + left, y + 34 + at * CELL_LINE, text, fit, width)
        sheet.rule(MARGIN, y + height - 4, ROOM, thick=1, colour=FAINT)

    return Block(height, draw, under)


def wrapped(text: str, style: Style, width: int) -> list[tuple[str, Style]]:
    """A cell of as many lines as the text takes."""
    return [(line, style) for line in lines_of(text, style, width)]


def sentence(text: str, style: Style) -> Iterator[Block]:
    """A sentence above a table."""
    lines = lines_of(text, style, ROOM)

    def draw(sheet: Sheet, y: int) -> None:
        for at, line in enumerate(lines):
            sheet.text(MARGIN, y + 26 + at * SAID_LINE, line, style, ROOM)

    yield Block(len(lines) * SAID_LINE + 8, draw, leads=True)
