"""The place to sign on an A4 page: by itself, or beside a short table that is filled in by hand at the same moment."""

from __future__ import annotations

from hub.labels.dialects.pdf_sheet import INK, Sheet
from hub.labels.dialects.pdf_table import table_blocks
from hub.labels.dialects.pdf_tables import GAP, HEADING, MARGIN, ROOM, SECTION, SECTION_HEIGHT, Block
from hub.labels.document import Signing, Table

# Room for a hand to write, with the caption; how far apart two such lines are; and how many rows have them beside themselves.
TO_SIGN, BETWEEN_LINES, ROWS_BESIDE = 116, 40, 6


def signing_block(signing: Signing) -> Block:
    column = (ROOM - GAP * (len(signing.captions) - 1)) // max(1, len(signing.captions))

    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 46, signing.heading, SECTION, ROOM)
        for place, caption in enumerate(signing.captions):
            _to_sign(sheet, MARGIN + place * (column + GAP), y + 164, caption, column)

    return Block(206, draw, closes=True)


def _to_sign(sheet: Sheet, left: int, y: int, caption: str, room: int) -> None:
    sheet.rule(left, y, room, colour=INK)
    sheet.text(left, y + 34, caption, HEADING, room)


def is_short(table: Table) -> bool:
    """A few rows to be filled in by hand: the place to sign for them fits beside them."""
    return any(column.blank for column in table.columns) and 0 < len(table.rows) <= ROWS_BESIDE


def counted_and_signed(table: Table, signing: Signing) -> Block:
    """Beside each other, because both are written upon in the same moment, and half a page would stay white below either."""
    half = (ROOM - GAP) // 2
    rows = tuple(table_blocks(table, half))
    lines = [signing.captions[at : at + 2] for at in range(0, len(signing.captions), 2)]
    height = max(sum(block.height for block in rows), SECTION_HEIGHT + TO_SIGN * len(lines))

    def draw(sheet: Sheet, y: int) -> None:
        down = y
        for block in rows:
            block.draw(sheet, down)
            down += block.height
        left = MARGIN + half + GAP
        sheet.text(left, y + 54, signing.heading, SECTION, half)
        for at, captions in enumerate(lines):
            room = (half - (len(captions) - 1) * BETWEEN_LINES) // len(captions)
            for place, caption in enumerate(captions):
                under = y + SECTION_HEIGHT + (at + 1) * TO_SIGN - 42
                _to_sign(sheet, left + place * (room + BETWEEN_LINES), under, caption, room)

    return Block(height, draw, closes=True)
