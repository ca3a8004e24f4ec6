"""The day sheet of weighings as PDF, A4: what must be settled first, then scale by scale every weighing, the typed weights, the
signature and the heads of the chains in the form that `hub verify` takes.

Same content, same language, same bytes. Not for: collecting or signing. No number about any person stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hub.kernel.words import Language
from hub.labels.day_sheet import DaySheetContent
from hub.labels.day_sheet_phrases import SheetPhrase, day_with_weekday, moment, phrase
from hub.labels.dialects.pdf_columns import title_block
from hub.labels.dialects.pdf_day_rows import nobodys_blocks, scale_blocks, taken_back_blocks, typed_blocks
from hub.labels.dialects.pdf_sheet import FAINT, GREEN, GREY, INK, WHITE, Sheet, Style, lines_of
from hub.labels.dialects.pdf_tables import (
    BODY,
    HEADING,
    HEIGHT,
    LINE,
    MARGIN,
    ROOM,
    SMALL,
    SMALL_LINE,
    STRONG,
    WIDTH,
    Block,
    dealt,
)
from hub.labels.layout import Align, joined
from hub.labels.phrases import Phrase, say

TOP, BOTTOM = 180, HEIGHT - 190
MONO = Style(28, bold=True)
TILES, TILE_GAP = 4, 24


def day_sheet_pdf(content: DaySheetContent, language: Language, checksum: str = "") -> bytes:
    """The whole sheet; `checksum` is the hex SHA-256 of a signed one."""
    blocks = (
        _head(content, language),
        *nobodys_blocks(content, language),
        *(block for scale in content.day.scales for block in scale_blocks(scale, language)),
        *_legend(content, language),
        *typed_blocks(content.day, language),
        *taken_back_blocks(content.day, language),
        *_signature(content, language, checksum),
    )
    pages = dealt(blocks, TOP, BOTTOM)
    sheet = Sheet(WIDTH, HEIGHT, _name(content, language))
    for number, page in enumerate(pages, start=1):
        if number > 1:
            sheet.next_page()
        _frame(sheet, content, language, (number, len(pages)))
        y = TOP
        for block in page:
            block.draw(sheet, y)
            y += block.height
    return sheet.finish()


def _name(content: DaySheetContent, language: Language) -> str:
    signed = content.signature
    number = (
        phrase(SheetPhrase.NUMBER, language, number=signed.number)
        if signed
        else phrase(SheetPhrase.NOT_SIGNED, language)
    )
    return f"{phrase(SheetPhrase.SHORT_TITLE, language)} {number}"


def _frame(sheet: Sheet, content: DaySheetContent, language: Language, page: tuple[int, int]) -> None:
    """What every page carries: whose sheet, of which day, which number, which page, and that a draft is one."""
    sheet.block(0, 0, WIDTH, 24, colour=GREEN)
    sheet.text(MARGIN, 110, content.day.hub, Style(34, bold=True, colour=GREEN), 900)
    if content.signature is None:
        sheet.block(WIDTH - MARGIN - 420, 62, 420, 66, colour=INK)
        mark = Style(38, bold=True, colour=WHITE, align=Align.CENTRE)
        sheet.text(WIDTH - MARGIN - 420, 109, phrase(SheetPhrase.NOT_SIGNED, language), mark, 420)
    else:
        right = Style(34, bold=True, align=Align.RIGHT)
        sheet.text(MARGIN + 900, 110, _name(content, language), right, ROOM - 900)
    foot = HEIGHT - 100
    sheet.rule(MARGIN, foot - 50, ROOM, colour=FAINT)
    title = joined((_name(content, language), day_with_weekday(content.day.day, language)), " · ")
    sheet.text(MARGIN, foot, title, SMALL, ROOM - 400)
    shown = say(Phrase.PAGE, language).format(n=page[0], m=page[1])
    sheet.text(MARGIN, foot, shown, Style(27, colour=GREY, align=Align.RIGHT), ROOM)
    if content.day.made_up:
        sheet.text(MARGIN, foot + 44, say(Phrase.DEMO, language), SMALL, ROOM)


def _head(content: DaySheetContent, language: Language) -> Block:
    """Title and day, then what the day holds in four figures."""
    day, signed = content.day, content.signature
    said = [
        text
        for text in (
            phrase(SheetPhrase.REPLACES, language, number=signed.replaces)
            if signed and signed.replaces
            else "",
            f"{phrase(SheetPhrase.BECAUSE, language)}: {signed.again_because}"
            if signed and signed.again_because
            else "",
        )
        for text in lines_of(text, BODY, ROOM)
    ]
    figures = (
        (SheetPhrase.WEIGHINGS, day.weighings),
        (SheetPhrase.NOBODYS, len(day.nobodys)),
        (SheetPhrase.TYPED, len(day.typed)),
        (SheetPhrase.TAKEN_BACK, len(day.taken_back)),
    )
    width = (ROOM - (TILES - 1) * TILE_GAP) // TILES

    def draw(sheet: Sheet, y: int) -> None:
        title = Style(66, bold=True)
        sheet.text(MARGIN, y + 80, phrase(SheetPhrase.TITLE, language), title, ROOM)
        sheet.text(MARGIN, y + 146, day_with_weekday(day.day, language), Style(44, bold=True), ROOM)
        sheet.text(MARGIN, y + 194, joined((day.hub, day.address), " · "), Style(27, colour=GREY), ROOM)
        for row, text in enumerate(said):
            sheet.text(MARGIN, y + 250 + row * LINE, text, STRONG if row == 0 else BODY, ROOM)
        top = y + 236 + len(said) * LINE
        for place, (name, count) in enumerate(figures):
            left = MARGIN + place * (width + TILE_GAP)
            open_ones = name is SheetPhrase.NOBODYS and count
            sheet.block(left, top, width, 4, colour=INK if open_ones else GREEN)
            sheet.text(left, top + 44, phrase(name, language), HEADING, width)
            sheet.text(left, top + 108, str(count), Style(56, bold=True), width)

    return Block(236 + len(said) * LINE + 140, draw)


def _legend(content: DaySheetContent, language: Language) -> Iterator[Block]:
    """What the columns mean, once, under the last scale."""
    if not content.day.scales:
        lines = lines_of(phrase(SheetPhrase.NO_WEIGHINGS, language), BODY, ROOM)
        yield Block(
            30 + len(lines) * LINE,
            lambda sheet, y: _written(sheet, y + 50, lines, BODY, LINE),
        )
        return
    small = Style(24, colour=GREY)
    said = lines_of(phrase(SheetPhrase.LEGEND, language), small, ROOM)
    yield Block(20 + len(said) * 34, lambda sheet, y: _written(sheet, y + 38, said, small, 34))


def _written(sheet: Sheet, y: int, lines: Sequence[str], style: Style, line: int) -> None:
    for row, text in enumerate(lines):
        sheet.text(MARGIN, y + row * line, text, style, ROOM)


def _signature(content: DaySheetContent, language: Language, checksum: str) -> Iterator[Block]:
    """Who and when; then the heads, each on a line of its own that can be copied as it stands."""
    signed = content.signature
    yield title_block(phrase(SheetPhrase.SIGNED if signed else SheetPhrase.NOT_SIGNED, language), leads=True)
    said = [(phrase(SheetPhrase.UNSIGNED_SAY, language), BODY)]
    if signed:
        by = phrase(SheetPhrase.SIGNED_BY, language, name=signed.by, at=moment(signed.at, language))
        said = [(by, STRONG), (phrase(SheetPhrase.SIGNED_HOW, language), SMALL)]
    rows = [(line, style) for text, style in said for line in lines_of(text, style, ROOM)]
    yield Block(
        len(rows) * LINE + 16,
        lambda sheet, y: _styled(sheet, y + 34, rows),
        leads=True,
    )
    yield from _heads(content, language)
    if checksum:
        yield _labelled(phrase(SheetPhrase.HASH, language), checksum)


def _styled(sheet: Sheet, y: int, rows: Sequence[tuple[str, Style]]) -> None:
    for row, (text, style) in enumerate(rows):
        sheet.text(MARGIN, y + row * LINE, text, style, ROOM)


def _heads(content: DaySheetContent, language: Language) -> Iterator[Block]:
    if content.heads:
        say_so = lines_of(phrase(SheetPhrase.HEADS_SAY, language), Style(24, colour=GREY), ROOM)
        lines = [str(head) for head in content.heads]
        height = 40 + len(lines) * SMALL_LINE + 8 + len(say_so) * 34 + 14

        def draw(sheet: Sheet, y: int) -> None:
            sheet.text(MARGIN, y + 30, phrase(SheetPhrase.HEADS, language), HEADING, ROOM)
            for row, line in enumerate(lines):
                sheet.code(MARGIN, y + 72 + row * SMALL_LINE, line, MONO, ROOM)
            top = y + 72 + len(lines) * SMALL_LINE
            _written(sheet, top + 4, say_so, Style(24, colour=GREY), 34)

        yield Block(height + 32, draw)
    if content.audit is not None:
        yield _labelled(phrase(SheetPhrase.AUDIT_HEAD, language), str(content.audit))


def _labelled(label: str, value: str) -> Block:
    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 30, label, HEADING, ROOM)
        sheet.code(MARGIN, y + 70, value, MONO, ROOM)

    return Block(90, draw)
