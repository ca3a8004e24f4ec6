"""The delivery note as PDF, A4: parties, goods with ordered beside delivered, every crate, a place to sign.

Not for: prices. Blocks are measured first and then dealt to pages, so that "page n of m" is known and no line is torn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import DeliveryNoteContent, NoteCrate, NoteLine, Party, WeightKind
from hub.labels.dialects.pdf_sheet import FAINT, GREEN, GREY, INK, WHITE, Sheet, Style, fitted, lines_of
from hub.labels.layout import Align, joined
from hub.labels.phrases import (
    ALLERGENS,
    COUNTRIES,
    GRADES,
    Phrase,
    day,
    grouped,
    kilograms,
    pieces,
    say,
    term,
)
from hub.labels.roll_note import amount, any_typed, party_lines, total_of

WIDTH, HEIGHT, MARGIN = 2100, 2970, 180
ROOM = WIDTH - 2 * MARGIN
TOP, BOTTOM = 200, HEIGHT - 210
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
    """A piece that stays whole: its height, how it is drawn from a top edge, and the table heading it stands under."""

    height: int
    draw: Callable[[Sheet, int], None]
    under: Block | None = None


def note_pdf(content: DeliveryNoteContent, language: Language, copy: int) -> bytes:
    """The whole note. `copy` above 1 says COPY and which, on every page."""
    blocks = (
        _head(content, language),
        *_owners(content, language),
        *_goods(content.lines, language),
        *_crates(content.crates, language),
        _end(content, language),
    )
    pages = _dealt(blocks)
    sheet = Sheet(WIDTH, HEIGHT, f"{say(Phrase.NOTE, language)} {content.number}")
    for number, page in enumerate(pages, start=1):
        if number > 1:
            sheet.next_page()
        _frame(sheet, content, language, copy, (number, len(pages)))
        y = TOP
        for block in page:
            block.draw(sheet, y)
            y += block.height
    return sheet.finish()


def _dealt(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks in order; a table heading is repeated on the next page and never stands last on one."""
    pages: list[list[Block]] = [[]]
    filled = TOP
    for place, block in enumerate(blocks):
        follower = blocks[place + 1] if place + 1 < len(blocks) else None
        needed = block.height + (follower.height if follower and follower.under is block else 0)
        if filled + needed > BOTTOM and pages[-1]:
            pages.append([block.under] if block.under else [])
            filled = TOP + (block.under.height if block.under else 0)
        pages[-1].append(block)
        filled += block.height
    return pages


def _frame(
    sheet: Sheet, content: DeliveryNoteContent, language: Language, copy: int, page: tuple[int, int]
) -> None:
    """What every page carries: who, which note, which page, and COPY if it is one."""
    sheet.block(0, 0, WIDTH, 24, colour=GREEN)
    sheet.text(MARGIN, 110, content.sender.name, Style(34, bold=True, colour=GREEN), 900)
    right = Style(34, bold=True, align=Align.RIGHT)
    title = f"{say(Phrase.NOTE, language)} {content.number}"
    if copy > 1:
        sheet.block(WIDTH - MARGIN - 300, 62, 300, 66, colour=INK)
        mark = Style(38, bold=True, colour=WHITE, align=Align.CENTRE)
        sheet.text(WIDTH - MARGIN - 300, 109, f"{say(Phrase.COPY, language)} {copy}", mark, 300)
    elif page[0] > 1:
        sheet.text(MARGIN + 900, 110, title, right, ROOM - 900)
    foot = HEIGHT - 110
    sheet.rule(MARGIN, foot - 50, ROOM, colour=FAINT)
    shown = say(Phrase.PAGE, language).format(n=page[0], m=page[1])
    sheet.text(MARGIN, foot, joined((title, content.receiver.name), " · "), SMALL, ROOM - 400)
    sheet.text(MARGIN, foot, shown, Style(27, colour=GREY, align=Align.RIGHT), ROOM)
    if content.made_up:
        sheet.text(MARGIN, foot + 44, say(Phrase.DEMO, language), SMALL, ROOM)


def _head(content: DeliveryNoteContent, language: Language) -> Block:
    """Title, then receiver, sender and the journey side by side."""
    column, gap = 540, 60
    receiver = _party_lines(content.receiver, language, column)
    sender = _party_lines(content.sender, language, column)
    journey = _journey(content, language)
    height = 190 + max(len(receiver) + 1, len(sender) + 1, len(journey)) * LINE

    def draw(sheet: Sheet, y: int) -> None:
        title = f"{say(Phrase.NOTE, language)} {content.number}"
        sheet.text(MARGIN, y + 80, title, Style(76, bold=True), ROOM)
        for place, (phrase, lines) in enumerate(((Phrase.RECEIVER, receiver), (Phrase.SENDER, sender))):
            x = MARGIN + place * (column + gap)
            sheet.text(x, y + 168, say(phrase, language), HEADING, column)
            for row, (line, style) in enumerate(lines):
                sheet.text(x, y + 212 + row * LINE, line, style, column)
        x = MARGIN + 2 * (column + gap)
        for row, (phrase, fact) in enumerate(journey):
            sheet.text(x, y + 168 + row * LINE, say(phrase, language), HEADING, 190)
            sheet.text(
                x + 190, y + 168 + row * LINE, fact, fitted(fact, BODY, 22, column - 190), column - 190
            )

    return Block(height, draw)


def _party_lines(party: Party, language: Language, room: int) -> list[tuple[str, Style]]:
    """The first line, which is the name, stands out."""
    styled = [(line, BODY if place else STRONG) for place, line in enumerate(party_lines(party, language))]
    return [(line, style) for text, style in styled for line in lines_of(text, style, room)]


def _journey(content: DeliveryNoteContent, language: Language) -> list[tuple[Phrase, str]]:
    stop = f"{say(Phrase.STOP, language)} {content.stop}" if content.stop else ""
    known = (
        (Phrase.DISPATCHED, day(content.dispatched_on, language)),
        (Phrase.DELIVERY, day(content.delivery_on, language) if content.delivery_on else ""),
        (Phrase.WINDOW, content.window),
        (Phrase.ROUTE, joined((content.route, stop))),
        (Phrase.ORDER, joined(content.orders)),
        (Phrase.REFERENCE, content.their_reference),
    )
    return [(phrase, fact) for phrase, fact in known if fact]


def _owners(content: DeliveryNoteContent, language: Language) -> tuple[Block, ...]:
    if not content.owners:
        return ()
    lines = [
        (line, BODY)
        for owner in content.owners
        for line in lines_of(joined(party_lines(owner, language)), BODY, ROOM)
    ]
    return (
        _table_heading(((Phrase.OWNERS, 0, ROOM, Align.LEFT),), language),
        *(_line_block(line) for line in lines),
    )


def _line_block(line: tuple[str, Style]) -> Block:
    return Block(LINE, lambda sheet, y: sheet.text(MARGIN, y + 34, line[0], line[1], ROOM))


def _table_heading(columns: Sequence[tuple[Phrase, int, int, Align]], language: Language) -> Block:
    def draw(sheet: Sheet, y: int) -> None:
        for phrase, left, width, align in columns:
            heading = Style(25, bold=True, colour=GREEN, align=align)
            sheet.text(MARGIN + left, y + 62, say(phrase, language), heading, width)
        sheet.rule(MARGIN, y + 78, ROOM, thick=4, colour=GREEN)

    return Block(94, draw)


def _goods(lines: tuple[NoteLine, ...], language: Language) -> tuple[Block, ...]:
    heading = _table_heading(
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


def _crates(crates: tuple[NoteCrate, ...], language: Language) -> tuple[Block, ...]:
    heading = _table_heading(
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

    def draw(sheet: Sheet, y: int) -> None:
        for name, text in texts.items():
            left, width = CRATES[name]
            style = Style(30, bold=name == "net", align=Align.RIGHT if name == "net" else Align.LEFT)
            sheet.text(MARGIN + left, y + 36, text, fitted(text, style, 22, width), width)
        if crate.weighing:
            sheet.text(MARGIN, y + 68, crate.weighing, SMALL, ROOM)

    return Block(86 if crate.weighing else 50, draw, heading)


def _end(content: DeliveryNoteContent, language: Language) -> Block:
    """Total, what the star means, who is on duty, and the place to sign."""
    notes = [
        line
        for text in (
            say(Phrase.TYPED_MARK, language) if any_typed(content) else "",
            f"{say(Phrase.REMARKS, language)}: {content.remark}" if content.remark else "",
            f"{say(Phrase.CONTACT, language)}: {joined((content.contact, content.contact_phone))}"
            if content.contact
            else "",
        )
        for line in lines_of(text, BODY, ROOM)
    ]

    def draw(sheet: Sheet, y: int) -> None:
        sheet.rule(MARGIN, y + 10, ROOM, thick=4, colour=GREEN)
        crates = f"{say(Phrase.TOTAL, language)} {len(content.crates)} {say(Phrase.CRATES, language).lower()}"
        sheet.text(MARGIN, y + 66, crates, Style(38, bold=True), ROOM)
        total = kilograms(total_of(content.crates), language)
        sheet.text(MARGIN, y + 66, total, Style(38, bold=True, align=Align.RIGHT), ROOM)
        for row, note in enumerate(notes):
            sheet.text(MARGIN, y + 130 + row * LINE, note, BODY, ROOM)
        top = y + 150 + len(notes) * LINE
        sheet.text(MARGIN, top + 30, say(Phrase.RECEIVED, language), Style(34, bold=True), ROOM)
        for place, phrase in enumerate((Phrase.DATE_TIME, Phrase.SIGNATURE, Phrase.NAME)):
            left = MARGIN + place * 600
            sheet.rule(left, top + 170, 540, colour=INK)
            sheet.text(left, top + 210, say(phrase, language), HEADING, 540)

    return Block(150 + len(notes) * LINE + 240, draw)
