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


@dataclass(frozen=True, slots=True)
class Block:
    """A piece that stays whole: its height, how it is drawn from a top edge, and the table heading it stands under.

    `leads`: it never stands last on a page, because it says what comes next.
    """

    height: int
    draw: Callable[[Sheet, int], None]
    under: Block | None = None
    leads: bool = False


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
    return pages


def _needed(blocks: Sequence[Block], place: int) -> int:
    """The height of a block with everything that must follow it on the same page."""
    block = blocks[place]
    follower = blocks[place + 1] if place + 1 < len(blocks) else None
    if follower is None or not (block.leads or follower.under is block):
        return block.height
    return block.height + _needed(blocks, place + 1)
