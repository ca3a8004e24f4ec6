"""A document's table on an A4 page: a heading that is repeated on the next page, and rows that stay whole.

What a cell says is wrapped within its column and never leaves it; a row takes the lines of its longest cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from hub.labels.dialects.pdf_ink import Placed
from hub.labels.dialects.pdf_sheet import (
    FAINT,
    GREEN,
    INK,
    Sheet,
    Style,
    fitted_line,
    placed,
    set_lines,
    untorn,
)
from hub.labels.dialects.pdf_tables import (
    MARGIN,
    ROOM,
    ROW,
    ROW_LINE,
    ROW_QUIET,
    ROW_QUIET_LINE,
    ROW_STRONG,
    SECTION,
    SECTION_HEIGHT,
    Block,
)
from hub.labels.dialects.pdf_type import Measured
from hub.labels.document import Cell, Line, Table, TableRow
from hub.labels.layout import Align

BETWEEN = 36
TICK, TICK_ROOM = 34, 66
TALL = 42
HEADING_LINE = 30
# What is told of the lots of one line is never cut; a third of a page is more than a hundred lots' worth of facts.
LINES_OF_A_CELL, LINES_UNDER = 16, 40
SMALLEST = 18
BESIDE = " · "
# From a row's top edge to its first base line, and from its last line to its rule.
FIRST_LINE, LAST_LINE = 35, 12
_RIGHT = {
    style: Style(style.size, style.bold, style.colour, Align.RIGHT) for style in (ROW, ROW_STRONG, ROW_QUIET)
}
Lines = tuple[tuple[Measured, Style], ...]


class _Place(NamedTuple):
    """A column on the page: from where, how wide, and whether its texts stand to the right."""

    left: int
    width: int
    number: bool


def table_blocks(table: Table, room: int = ROOM) -> Iterator[Block]:
    """From the left margin on, `room` wide."""
    if not table.rows and not table.empty:
        return
    if table.title:
        yield section_title(table.title)
    if not table.rows:
        yield Block(70, lambda sheet, y: sheet.text(MARGIN, y + 40, table.empty, ROW, ROOM))
        return
    places = _places(table, room)
    heading = _heading(table, places, room)
    yield heading
    for row in table.rows:
        yield _row(table, row, places, heading, room)
    yield Block(8, _nothing)


def section_title(text: str) -> Block:
    """Never last on its page."""
    return Block(SECTION_HEIGHT, lambda sheet, y: sheet.text(MARGIN, y + 54, text, SECTION, ROOM), leads=True)


def _nothing(sheet: Sheet, y: int) -> None:
    """White."""


def _places(table: Table, room: int) -> tuple[_Place, ...]:
    left = MARGIN + (TICK_ROOM if table.tick else 0)
    room -= TICK_ROOM if table.tick else 0
    places = []
    for place, column in enumerate(table.columns):
        last = place == len(table.columns) - 1
        width = room * column.share // 1_000
        places.append(_Place(left, width if last else width - BETWEEN, column.number))
        left += width
    return tuple(places)


def _heading(table: Table, places: Sequence[_Place], room: int) -> Block:
    """Two lines at most, the last one upon the rule."""
    said = []
    for column, place in zip(table.columns, places, strict=True):
        align = Align.RIGHT if place.number else Align.LEFT
        style = untorn(column.heading, Style(25, bold=True, colour=GREEN, align=align), SMALLEST, place.width)
        said.append((place, style, set_lines(column.heading, style, place.width, most=2)))
    tall = max(len(lines) for _, _, lines in said)
    if not tall:
        return Block(20, lambda sheet, y: sheet.rule(MARGIN, y + 6, room, thick=4, colour=GREEN))

    def draw(sheet: Sheet, y: int) -> None:
        for place, style, lines in said:
            top = y + 36 + (tall - len(lines)) * HEADING_LINE
            for row, line in enumerate(lines):
                sheet.put(place.left, top + row * HEADING_LINE, line, style, place.width)
        sheet.rule(MARGIN, y + 20 + tall * HEADING_LINE, room, thick=4, colour=GREEN)

    return Block(30 + tall * HEADING_LINE, draw)


def _row(table: Table, row: TableRow, places: Sequence[_Place], heading: Block, room: int) -> Block:
    texts: list[Placed] = []
    tall, under = ROW_LINE, row.under
    for at, (place, cell) in enumerate(zip(places, row.cells, strict=True)):
        if not cell:
            continue
        if at and at == table.under:
            # What is told of the goods in small letters has the whole width, not the column's: fewer lines.
            cell, under = cell[:1], (*cell[1:], *under)  # noqa: PLW2901
        lines, height = _cell(cell, place)
        texts += lines
        tall = max(tall, height)
    left = places[table.under].left if table.under else MARGIN
    if under:
        lines, height = _under(under, left, room - (left - MARGIN), FIRST_LINE + tall)
        texts += lines
        tall += height
    height = FIRST_LINE - ROW_LINE + tall + LAST_LINE
    if table.tick:
        height = max(height, TICK + 22)
    cells = zip(table.columns, places, row.cells, strict=True)
    blanks = [place for column, place, cell in cells if column.blank and not cell]
    if blanks:
        height = max(height, TALL + 14)

    def draw(sheet: Sheet, y: int) -> None:
        if table.tick:
            sheet.box(MARGIN, y + 10, TICK, TICK)
        sheet.put_all(y, texts)
        for place in blanks:
            sheet.box(place.left, y + 6, place.width, TALL, colour=INK)
        sheet.rule(MARGIN, y + height - 2, room, thick=1, colour=FAINT)

    return Block(height, draw, heading)


@lru_cache(maxsize=4096)
def _cell(cell: Cell, place: _Place) -> tuple[tuple[Placed, ...], int]:
    """Words are wrapped; a number stands on one line and is rather made smaller. The notes of a day say the same in many cells."""
    lines: list[tuple[Measured, Style]] = []
    for line in cell:
        style = _style(line)
        if place.number:
            lines.append((fitted_line(line.text, style, SMALLEST, place.width), _RIGHT[style]))
        else:
            several = set_lines(line.text, style, place.width, most=LINES_OF_A_CELL)
            if len(several) > 1:
                smaller = untorn(line.text, style, SMALLEST, place.width)
                several = set_lines(line.text, smaller, place.width, most=LINES_OF_A_CELL)
            lines += [(one, style) for one in several]
    return _stacked(tuple(lines[:LINES_OF_A_CELL]), place.left, FIRST_LINE, place.width)


@lru_cache(maxsize=4096)
def _under(cell: Cell, left: int, room: int, down: int) -> tuple[tuple[Placed, ...], int]:
    """Small lines that fit beside each other in one share it, if none of them has several facts itself."""
    lines: list[tuple[Measured, Style]] = []
    for quiet, several in groupby(cell, key=lambda line: line.quiet and BESIDE not in line.text):
        texts = tuple(several)
        together = set_lines(BESIDE.join([line.text for line in texts]), ROW_QUIET, room) if quiet else ()
        if len(together) == 1:
            lines.append((together[0], ROW_QUIET))
        else:
            lines += [
                (one, _style(line))
                for line in texts
                for one in set_lines(line.text, _style(line), room, most=LINES_UNDER)
            ]
    return _stacked(tuple(lines[:LINES_UNDER]), left, down, room)


def _stacked(lines: Lines, left: int, down: int, room: int) -> tuple[tuple[Placed, ...], int]:
    """The lines beneath each other, the first one's base line `down` from the row's edge; and how tall they are together."""
    put: list[Placed] = []
    tall = 0
    for line, style in lines:
        height = ROW_QUIET_LINE if style.size <= ROW_QUIET.size else ROW_LINE
        tall += height
        put.append(placed(left, down - ROW_LINE + tall, line, style, room))
    return tuple(put), tall


def _style(line: Line) -> Style:
    if line.strong:
        return ROW_STRONG
    return ROW_QUIET if line.quiet else ROW
