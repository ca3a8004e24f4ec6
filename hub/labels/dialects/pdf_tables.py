"""An A4 page of notes and sheets: its margins and sizes of type, blocks that stay whole, and how they are dealt to pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.labels.dialects.pdf_sheet import GREY, Sheet, Style

WIDTH, HEIGHT, MARGIN = 2100, 2970, 180
ROOM = WIDTH - 2 * MARGIN
HEADING, BODY, STRONG, SMALL = Style(25, colour=GREY), Style(32), Style(32, bold=True), Style(27, colour=GREY)
SECTION = Style(34, bold=True)
LINE, SMALL_LINE = 44, 38
# Between two columns of a page.
GAP = 60
# A note has to say much on one page: its rows are set closer.
ROW, ROW_STRONG, ROW_QUIET = Style(30), Style(30, bold=True), Style(25, colour=GREY)
ROW_LINE, ROW_QUIET_LINE = 35, 31
SECTION_HEIGHT = 62
# How many rows stand with the place to sign on a last page.
ROWS_AT_THE_END = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A piece that stays whole: its height, how it is drawn from a top edge, and the table heading it stands under.

    `leads`: it never stands last on a page, because it says what comes next. `closes`: it never stands on a further page without
    rows of a table, because whoever signs there must see for what.
    """

    height: int
    draw: Callable[[Sheet, int], None]
    under: Block | None = None
    leads: bool = False
    closes: bool = False


def dealt(blocks: Sequence[Block], top: int, bottom: int) -> list[list[Block]]:
    """Blocks in order, page by page; a table heading is repeated on the next page and never stands last on one."""
    pages: list[list[Block]] = [[]]
    filled = top
    for place, block in enumerate(blocks):
        if filled + _needed(blocks, place) > bottom and pages[-1]:
            pages.append([block.under] if block.under else [])
            filled = top + (block.under.height if block.under else 0)
        pages[-1].append(block)
        filled += block.height
    if len(pages) > 1 and pages[-1][-1].closes:
        _bring_company(pages, bottom - top)
    return pages


def _bring_company(pages: list[list[Block]], room: int) -> None:
    """Rows of the page before come over to a last page that has too few, with the heading they stand under."""
    before, last = pages[-2:]
    moved: list[Block] = []
    rows = sum(1 for block in last if block.under)
    filled = sum(block.height for block in last)
    while rows < ROWS_AT_THE_END and len(before) > 1:
        block = before[-1]
        heading = block.under.height if block.under else 0
        if filled + block.height + heading > room:
            break
        moved.insert(0, before.pop())
        filled += block.height
        rows += 1 if block.under else 0
    while before and moved and (before[-1].leads or before[-1] is moved[0].under):
        moved.insert(0, before.pop())
    if moved and moved[0].under:
        moved.insert(0, moved[0].under)
    if any(last[0] is block.under for block in moved):
        # The table goes on from the rows that came over: its heading stands above them.
        del last[0]
    pages[-2:] = [one for one in (before, moved + last) if one]


def _needed(blocks: Sequence[Block], place: int) -> int:
    """The height of a block with everything that must follow it on the same page."""
    block = blocks[place]
    follower = blocks[place + 1] if place + 1 < len(blocks) else None
    if follower is None or not (block.leads or follower.under is block):
        return block.height
    return block.height + _needed(blocks, place + 1)
