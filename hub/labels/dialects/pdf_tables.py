"""The two tables of an A4 delivery note, cut into blocks that stay whole: goods with ordered beside delivered, and crates.

Which page a block comes to is dealt out in `pdf_note`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import NoteCrate, NoteLine, WeightKind
from hub.labels.dialects.pdf_sheet import FAINT, GREEN, GREY, INK, Sheet, Style, fitted, lines_of
from hub.labels.kept import kept_words
from hub.labels.layout import Align, joined
from hub.labels.phrases import (
    ALLERGENS,
    COUNTRIES,
    GRADES,
    Phrase,
    day,
    grouped,
    kilograms,
    origin_of_weight,
    pieces,
    say,
    term,
)
from hub.labels.roll_note import amount

WIDTH, HEIGHT, MARGIN = 2100, 2970, 180
ROOM = WIDTH - 2 * MARGIN
HEADING, BODY, STRONG, SMALL = Style(25, colour=GREY), Style(32), Style(32, bold=True), Style(27, colour=GREY)
RIGHT, RIGHT_STRONG = Style(32, align=Align.RIGHT), Style(32, bold=True, align=Align.RIGHT)
LINE, SMALL_LINE = 44, 38
# Left edge and width of each column, from the margin.
GOODS = {
    "article": (0, 170),
    "goods": (170, 640),
    "lots": (830, 300),
    "ordered": (1150, 270),
    "given": (1440, 300),
}
CRATES = {"sscc": (0, 470), "goods": (490, 430), "lot": (940, 230), "best": (1180, 230), "net": (1420, 320)}


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


def table_heading(columns: Sequence[tuple[Phrase, int, int, Align]], language: Language) -> Block:
    def draw(sheet: Sheet, y: int) -> None:
        for phrase, left, width, align in columns:
            heading = Style(25, bold=True, colour=GREEN, align=align)
            sheet.text(MARGIN + left, y + 62, say(phrase, language), heading, width)
        sheet.rule(MARGIN, y + 78, ROOM, thick=4, colour=GREEN)

    return Block(94, draw)


def goods_blocks(lines: tuple[NoteLine, ...], language: Language) -> tuple[Block, ...]:
    heading = table_heading(
        (
            (Phrase.ARTICLE, *GOODS["article"], Align.LEFT),
            (Phrase.GOODS, *GOODS["goods"], Align.LEFT),
            (Phrase.LOT, *GOODS["lots"], Align.LEFT),
            (Phrase.ORDERED, *GOODS["ordered"], Align.RIGHT),
            (Phrase.DELIVERED, *GOODS["given"], Align.RIGHT),
        ),
        language,
    )
    return (heading, *(_goods_line(line, language, heading) for line in lines))


def _goods_line(line: NoteLine, language: Language, heading: Block) -> Block:
    left, width = GOODS["goods"]
    where = term(COUNTRIES, line.origin_country, language) if line.origin_country else ""
    organic = say(Phrase.ORGANIC, language).lower() if line.organic else ""
    allergens = joined([term(ALLERGENS, one, language).upper() for one in line.allergens])
    described = [(text, STRONG) for text in lines_of(line.product, STRONG, width)]
    for said in (
        joined((term(GRADES, line.grade, language), organic, line.producer, where)),
        f"{say(Phrase.ALLERGENS, language)}: {allergens}" if allergens else "",
        f"{say(Phrase.REASON, language)}: {line.short_reason}" if line.short_reason else "",
    ):
        style = Style(27, colour=INK if said.startswith(say(Phrase.REASON, language)) else GREY)
        described += [(text, style) for text in lines_of(said, style, width)]
    ordered = _amounts(line.ordered_mass, line.ordered_count, language)
    given = _amounts(line.delivered_mass, line.delivered_count, language, typed=line.typed_weight) or [
        say(Phrase.NOTHING, language)
    ]
    rows = max(len(described), len(line.lots), len(ordered), len(given))

    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 38, line.article, BODY, GOODS["article"][1])
        for row, (text, style) in enumerate(described):
            sheet.text(MARGIN + left, y + 38 + row * SMALL_LINE, text, style, width)
        for row, lot in enumerate(line.lots):
            room = GOODS["lots"][1]
            sheet.text(
                MARGIN + GOODS["lots"][0], y + 38 + row * SMALL_LINE, lot, fitted(lot, BODY, 22, room), room
            )
        for name, texts, style in (("ordered", ordered, RIGHT), ("given", given, RIGHT_STRONG)):
            at, room = GOODS[name]
            for row, text in enumerate(texts):
                sheet.text(MARGIN + at, y + 38 + row * SMALL_LINE, text, fitted(text, style, 22, room), room)
        sheet.rule(MARGIN, y + rows * SMALL_LINE + 16, ROOM, thick=1, colour=FAINT)

    return Block(rows * SMALL_LINE + 24, draw, heading)


def _amounts(mass: Mass | None, count: int | None, language: Language, *, typed: bool = False) -> list[str]:
    """Mass and count on lines of their own; nothing of either is no line."""
    weighed = kilograms(mass, language) + ("*" if typed else "") if mass else ""
    return [text for text in (weighed, pieces(count, language) if count else "") if text]


def crate_blocks(crates: tuple[NoteCrate, ...], language: Language) -> tuple[Block, ...]:
    heading = table_heading(
        (
            (Phrase.CRATES, *CRATES["sscc"], Align.LEFT),
            (Phrase.GOODS, *CRATES["goods"], Align.LEFT),
            (Phrase.LOT, *CRATES["lot"], Align.LEFT),
            (Phrase.BEST_BEFORE, *CRATES["best"], Align.LEFT),
            (Phrase.NET, *CRATES["net"], Align.RIGHT),
        ),
        language,
    )
    return (heading, *(_crate_line(crate, language, heading) for crate in crates))


def _crate_line(crate: NoteCrate, language: Language, heading: Block) -> Block:
    typed = crate.weight_kind is WeightKind.TYPED
    texts = {
        "sscc": grouped(crate.sscc),
        "goods": crate.product,
        "lot": crate.lot,
        "best": day(crate.best_before, language) if crate.best_before else "",
        "net": amount(crate.net, crate.count, language, typed=typed),
    }

    proof = origin_of_weight(WeightKind.WEIGHED, crate.weighing, language) if crate.weighing else ""
    kept = kept_words(crate.kept, language) if crate.kept else ""
    together = lines_of(joined((proof, kept), " · "), SMALL, ROOM)
    # Both stand on one line where it is wide enough.
    small = together if len(together) == 1 else [text for text in (proof, kept) if text]

    def draw(sheet: Sheet, y: int) -> None:
        for name, text in texts.items():
            left, width = CRATES[name]
            style = Style(30, bold=name == "net", align=Align.RIGHT if name == "net" else Align.LEFT)
            sheet.text(MARGIN + left, y + 36, text, fitted(text, style, 22, width), width)
        for row, said in enumerate(small):
            sheet.text(MARGIN, y + 68 + row * 32, said, SMALL, ROOM)

    return Block(54 + len(small) * 32 if small else 50, draw, heading)
