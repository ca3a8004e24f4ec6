"""The delivery note as PDF, A4: parties, goods with ordered beside delivered, every crate, a place to sign.

Not for: prices. Blocks are measured first and then dealt to pages, so that "page n of m" is known and no line is torn.
"""

from __future__ import annotations

from hub.kernel.words import Language
from hub.labels.content import DeliveryNoteContent, Party
from hub.labels.dialects.pdf_sheet import FAINT, GREEN, GREY, INK, WHITE, Sheet, Style, fitted, lines_of
from hub.labels.dialects.pdf_tables import (
    BODY,
    HEADING,
    HEIGHT,
    LINE,
    MARGIN,
    ROOM,
    SMALL,
    STRONG,
    WIDTH,
    Block,
    crate_blocks,
    dealt,
    goods_blocks,
    table_heading,
)
from hub.labels.layout import Align, joined
from hub.labels.phrases import (
    Phrase,
    crates_in_all,
    day,
    kilograms,
    say,
)
from hub.labels.roll_note import any_typed, party_lines, total_of

TOP, BOTTOM = 200, HEIGHT - 210


def note_pdf(content: DeliveryNoteContent, language: Language, copy: int) -> bytes:
    """The whole note. `copy` above 1 says COPY and which, on every page."""
    blocks = (
        _head(content, language),
        *_owners(content, language),
        *goods_blocks(content.lines, language),
        *crate_blocks(content.crates, language),
        _end(content, language),
    )
    pages = dealt(blocks, TOP, BOTTOM)
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
    known = (
        (Phrase.DISPATCHED, day(content.dispatched_on, language)),
        (Phrase.DELIVERY, day(content.delivery_on, language) if content.delivery_on else ""),
        (Phrase.WINDOW, content.window),
        (Phrase.ROUTE, content.route),
        (Phrase.STOP, content.stop),
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
        table_heading(((Phrase.OWNERS, 0, ROOM, Align.LEFT),), language),
        *(_line_block(line) for line in lines),
    )


def _line_block(line: tuple[str, Style]) -> Block:
    return Block(LINE, lambda sheet, y: sheet.text(MARGIN, y + 34, line[0], line[1], ROOM))


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
        crates = crates_in_all(len(content.crates), language)
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
