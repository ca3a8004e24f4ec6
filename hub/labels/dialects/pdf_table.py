"""A document's table on an A4 page: a heading that is repeated on the next page, and rows that stay whole.

What a cell says is wrapped within its column and never leaves it; a row takes the lines of its longest cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hub.labels.dialects.pdf_ink import Placed
from hub.labels.dialects.pdf_sheet import FAINT, GREEN, INK, Sheet, Style, fitted_line, placed, set_lines
from hub.labels.dialects.pdf_tables import BODY, MARGIN, ROOM, SECTION, SMALL, SMALL_LINE, STRONG, Block
from hub.labels.dialects.pdf_type import Measured
from hub.labels.document import Cell, Line, Table, TableRow
from hub.labels.layout import Align

BETWEEN = 36
TICK, TICK_ROOM = 34, 66
TALL = 44
HEADING_LINE = 32
# What is told of the lots of one line is never cut; a third of a page is more than a hundred lots' worth of facts.
LINES_OF_A_CELL, LINES_UNDER = 16, 40
SMALLEST = 18
BESIDE = " · "
FIRST_LINE = 38
# What stands under a row belongs to all of it, not to the cell above it.
APART = 10
_RIGHT = {style: Style(style.size, style.bold, style.colour, Align.RIGHT) for style in (BODY, STRONG, SMALL)}


class _Place(NamedTuple):
    """A column on the page: from where, how wide, and whether its texts stand to the right."""

    left: int
    width: int
    number: bool


def table_blocks(table: Table) -> Iterator[Block]:
    if not table.rows and not table.empty:
        return
    if table.title:
        yield Block(70, lambda sheet, y: sheet.text(MARGIN, y + 60, table.title, SECTION, ROOM), leads=True)
    if not table.rows:
        yield Block(70, lambda sheet, y: sheet.text(MARGIN, y + 40, table.empty, BODY, ROOM))
        return
    places = _places(table)
    heading = _heading(table, places)
    yield heading
    for row in table.rows:
        yield _row(table, row, places, heading)
    yield Block(16, _nothing)


def _nothing(sheet: Sheet, y: int) -> None:
    """White."""


def _places(table: Table) -> tuple[_Place, ...]:
    left = MARGIN + (TICK_ROOM if table.tick else 0)
    room = ROOM - (TICK_ROOM if table.tick else 0)
    places = []
    for place, column in enumerate(table.columns):
        last = place == len(table.columns) - 1
        width = room * column.share // 1_000
        places.append(_Place(left, width if last else width - BETWEEN, column.number))
        left += width
    return tuple(places)


def _heading(table: Table, places: Sequence[_Place]) -> Block:
    """Two lines at most, the last one upon the rule."""
    said = []
    for column, place in zip(table.columns, places, strict=True):
        style = Style(25, bold=True, colour=GREEN, align=Align.RIGHT if place.number else Align.LEFT)
        said.append((place, style, set_lines(column.heading, style, place.width, most=2)))
    tall = max(len(lines) for _, _, lines in said)
    if not tall:
        return Block(20, lambda sheet, y: sheet.rule(MARGIN, y + 6, ROOM, thick=4, colour=GREEN))

    def draw(sheet: Sheet, y: int) -> None:
        for place, style, lines in said:
            top = y + 52 + (tall - len(lines)) * HEADING_LINE
            for row, line in enumerate(lines):
                sheet.put(place.left, top + row * HEADING_LINE, line, style, place.width)
        sheet.rule(MARGIN, y + 34 + tall * HEADING_LINE, ROOM, thick=4, colour=GREEN)

    return Block(48 + tall * HEADING_LINE, draw)


def _row(table: Table, row: TableRow, places: Sequence[_Place], heading: Block) -> Block:
    texts: list[Placed] = []
    tall = 1
    for place, cell in zip(places, row.cells, strict=True):
        if cell:
            lines = _cell(cell, place)
            texts += lines
            tall = max(tall, len(lines))
    left = places[table.under].left if table.under else MARGIN
    room = MARGIN + ROOM - left
    under = _under(row.under, room) if row.under else ()
    apart = APART if under else 0
    start = FIRST_LINE + tall * SMALL_LINE + apart
    texts += [
        placed(left, start + at * SMALL_LINE, line, style, room) for at, (line, style) in enumerate(under)
    ]
    height = (tall + len(under)) * SMALL_LINE + apart + 24
    if table.tick:
        height = max(height, TICK + 24)
    cells = zip(table.columns, places, row.cells, strict=True)
    blanks = [place for column, place, cell in cells if column.blank and not cell]
    if blanks:
        height = max(height, TALL + 20)

    def draw(sheet: Sheet, y: int) -> None:
        if table.tick:
            sheet.box(MARGIN, y + 10, TICK, TICK)
        sheet.put_all(y, texts)
        for place in blanks:
            sheet.box(place.left, y + 6, place.width, TALL, colour=INK)
        sheet.rule(MARGIN, y + height - 8, ROOM, thick=1, colour=FAINT)

    return Block(height, draw, heading)


@lru_cache(maxsize=4096)
def _cell(cell: Cell, place: _Place) -> tuple[Placed, ...]:
    """Words are wrapped; a number stands on one line and is rather made smaller. The notes of a day say the same in many cells."""
    lines: list[tuple[Measured, Style]] = []
    for line in cell:
        style = _style(line)
        if place.number:
            lines.append((fitted_line(line.text, style, SMALLEST, place.width), _RIGHT[style]))
        else:
            lines += [(one, style) for one in set_lines(line.text, style, place.width, most=LINES_OF_A_CELL)]
    return tuple(
        [
            placed(place.left, FIRST_LINE + at * SMALL_LINE, line, style, place.width)
            for at, (line, style) in enumerate(lines[:LINES_OF_A_CELL])
        ]
    )


def _under(cell: Cell, room: int) -> Sequence[tuple[Measured, Style]]:
    """Small lines that fit beside each other in one share it, if none of them has several facts itself."""
    if len(cell) > 1 and all(line.quiet and BESIDE not in line.text for line in cell):
        together = set_lines(BESIDE.join([line.text for line in cell]), SMALL, room)
        if len(together) == 1:
            return [(together[0], SMALL)]
    return [
        (one, _style(line))
        for line in cell
        for one in set_lines(line.text, _style(line), room, most=LINES_UNDER)
    ][:LINES_UNDER]


def _style(line: Line) -> Style:
    if line.strong:
        return STRONG
    return SMALL if line.quiet else BODY
