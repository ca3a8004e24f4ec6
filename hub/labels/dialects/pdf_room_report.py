"""The report of the cold rooms as PDF, A4: what it comes to, then room by room the curve with its tables, alarms and what was done,
who signed which day, and the data hash that holds the paper to the database.

Same report, same language, same bytes. Not for: collecting the facts, or the CSV of the same report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from hub.kernel.words import Language
from hub.labels.dialects.pdf_columns import (
    CELL,
    CELL_STRONG,
    Columns,
    headings,
    table_row,
    wrapped,
)
from hub.labels.dialects.pdf_room_people import alarm_blocks, signature_blocks
from hub.labels.dialects.pdf_room_rows import heading_in, room_blocks
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
    dealt,
)
from hub.labels.layout import Align, joined
from hub.labels.phrases import Phrase, say, term
from hub.labels.room_report import HASH_SHOWN, ReportRoom, RoomReport, mark_of
from hub.labels.room_report_phrases import MEANINGS, RoomPhrase, phrase
from hub.labels.room_report_written import (
    PER_MILLE,
    degrees,
    lasted,
    moment,
    offsets_of,
    percent,
    period_words,
)

TOP, BOTTOM = 180, HEIGHT - 230
MONO = Style(28, bold=True)
TILES, TILE_GAP = 4, 24
SUMMARY: Columns[RoomPhrase] = {
    "room": (RoomPhrase.ROOM, 0, 560, Align.LEFT),
    "lowest": (RoomPhrase.LOWEST, 570, 160, Align.RIGHT),
    "highest": (RoomPhrase.HIGHEST, 740, 160, Align.RIGHT),
    "cover": (RoomPhrase.COVER, 910, 230, Align.RIGHT),
    "beyond": (RoomPhrase.BEYOND, 1170, 300, Align.LEFT),
    "excursions": (RoomPhrase.EXCURSIONS, 1470, 140, Align.RIGHT),
    "alarms": (RoomPhrase.ALARMS, 1620, 120, Align.RIGHT),
}


def room_report_pdf(report: RoomReport, language: Language) -> bytes:
    """The whole report."""
    mark = mark_of(report, language)
    blocks = (
        _head(report, language),
        *_summary(report, language),
        *(block for room in report.rooms for block in room_blocks(report, room, language)),
        *alarm_blocks(report, language),
        *signature_blocks(report, language),
        *_how_to_read(mark.sha256, language),
    )
    pages = dealt(blocks, TOP, BOTTOM)
    title = f"{phrase(RoomPhrase.TITLE, language)}, {period_words(report, language)}"
    sheet = Sheet(WIDTH, HEIGHT, title, keywords=mark.as_text())
    for number, page in enumerate(pages, start=1):
        if number > 1:
            sheet.next_page()
        _frame(sheet, report, language, mark.sha256, (number, len(pages)))
        y = TOP
        for block in page:
            block.draw(sheet, y)
            y += block.height
    return sheet.finish()


def _standing(report: RoomReport, language: Language) -> str:
    """What must be seen on every page: not signed, not all of it, or changed since."""
    over = [day for day in report.days if day.is_over]
    signed = [day for day in over if day.signatures]
    if any(day.signatures and not day.is_sound for day in report.days):
        return phrase(RoomPhrase.CHANGED_MARK, language)
    if not signed:
        return phrase(RoomPhrase.UNSIGNED_MARK, language)
    return phrase(RoomPhrase.PARTLY_MARK, language) if len(signed) < len(report.days) else ""


def _frame(sheet: Sheet, report: RoomReport, language: Language, sha256: str, page: tuple[int, int]) -> None:
    """What every page carries: whose report, of which period, whether it is signed, which page, and the data hash."""
    sheet.block(0, 0, WIDTH, 24, colour=GREEN)
    sheet.text(MARGIN, 110, report.hub, Style(34, bold=True, colour=GREEN), 800)
    mark = _standing(report, language)
    if mark:
        sheet.block(WIDTH - MARGIN - 700, 62, 700, 66, colour=INK)
        style = Style(34, bold=True, colour=WHITE, align=Align.CENTRE)
        sheet.text(WIDTH - MARGIN - 700, 107, mark, fitted(mark, style, 22, 660), 700)
    foot = HEIGHT - 130
    sheet.rule(MARGIN, foot - 50, ROOM, colour=FAINT)
    title = joined((phrase(RoomPhrase.TITLE, language), period_words(report, language)), " · ")
    sheet.text(MARGIN, foot, title, SMALL, ROOM - 400)
    shown = say(Phrase.PAGE, language).format(n=page[0], m=page[1])
    sheet.text(MARGIN, foot, shown, Style(27, colour=GREY, align=Align.RIGHT), ROOM)
    short = phrase(RoomPhrase.SHORT_HASH, language, hash=sha256[:HASH_SHOWN])
    sheet.text(MARGIN, foot + 44, short, SMALL, ROOM)
    if report.made_up:
        right = Style(27, colour=GREY, align=Align.RIGHT)
        sheet.text(MARGIN + 700, foot + 44, phrase(RoomPhrase.MADE_UP, language), right, ROOM - 700)


def _head(report: RoomReport, language: Language) -> Block:
    """Title, period and zone, then what it comes to in four figures."""
    zone = ZoneInfo(report.zone)
    said = [
        (phrase(RoomPhrase.TIMES_ARE, language, zone=report.zone, offset=offsets_of(report)), BODY),
    ]
    if len(report.days) == 1 and report.days[0].signatures:
        holds = report.days[0].signatures[0]
        signed = phrase(
            RoomPhrase.SIGNED_AND,
            language,
            number=holds.number,
            name=holds.by,
            at=moment(holds.at_ms, zone, language),
            meaning=term(MEANINGS, holds.meaning, language),
        )
        said.insert(0, (signed, STRONG))
    if report.as_of_ms is not None:
        at = moment(report.as_of_ms, zone, language)
        said.insert(0, (phrase(RoomPhrase.AS_OF, language, at=at), STRONG))
    lines = [(line, style) for text, style in said for line in lines_of(text, style, ROOM)]
    width = (ROOM - (TILES - 1) * TILE_GAP) // TILES

    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 80, phrase(RoomPhrase.TITLE, language), Style(66, bold=True), ROOM)
        sheet.text(MARGIN, y + 146, period_words(report, language), Style(44, bold=True), ROOM)
        sheet.text(MARGIN, y + 194, joined((report.hub, report.address), " · "), SMALL, ROOM)
        for row, (text, style) in enumerate(lines):
            sheet.text(MARGIN, y + 250 + row * LINE, text, style, ROOM)
        top = y + 236 + len(lines) * LINE
        for place, (name, value, is_loud) in enumerate(_figures(report, language)):
            left = MARGIN + place * (width + TILE_GAP)
            sheet.block(left, top, width, 4, colour=INK if is_loud else GREEN)
            sheet.text(left, top + 44, name, fitted(name, HEADING, 18, width), width)
            sheet.text(left, top + 108, value, fitted(value, Style(56, bold=True), 30, width), width)

    return Block(236 + len(lines) * LINE + 140, draw)


def _figures(report: RoomReport, language: Language) -> Iterator[tuple[str, str, bool]]:
    """Name, value, and whether somebody must look at it."""
    excursions = sum(room.events for room in report.rooms)
    unanswered = sum(not alarm.is_answered for alarm in report.alarms)
    least = min((room.covered_per_mille for room in report.rooms), default=PER_MILLE)
    signed = sum(bool(day.signatures) for day in report.days)
    is_sound = all(day.is_sound for day in report.days)
    signed_of = phrase(RoomPhrase.SO_MANY_OF, language, count=signed, all=len(report.days))
    yield phrase(RoomPhrase.EXCURSIONS, language), str(excursions), excursions > 0
    yield phrase(RoomPhrase.UNANSWERED, language), str(unanswered), unanswered > 0
    yield phrase(RoomPhrase.LEAST_COVERED, language), percent(least, language), False
    yield phrase(RoomPhrase.DAYS_SIGNED, language), signed_of, not is_sound


def _summary(report: RoomReport, language: Language) -> Iterator[Block]:
    if not report.rooms:
        words = phrase(RoomPhrase.NO_ROOMS, language)
        yield Block(80, lambda sheet, y: sheet.text(MARGIN, y + 50, words, STRONG, ROOM))
        return
    heading, again = headings(SUMMARY, phrase(RoomPhrase.TITLE, language), partial(heading_in, language))
    yield heading
    for room in report.rooms:
        yield table_row(SUMMARY, _summary_cells(report, room, language), again)


def _summary_cells(
    report: RoomReport, room: ReportRoom, language: Language
) -> dict[str, Sequence[tuple[str, Style]]]:
    alarms = sum(alarm.room == room.code for alarm in report.alarms)
    excursions = room.events
    none = phrase(RoomPhrase.NO_EXCURSIONS, language)
    beyond = lasted(room.over_ms, room.at_most_ms, language) if room.at_most_ms else "–"
    return {
        "room": wrapped(room.name.in_(language), CELL_STRONG, SUMMARY["room"][2]),
        "lowest": [(degrees(room.lowest_mc, language), CELL)],
        "highest": [(degrees(room.highest_mc, language), CELL)],
        "cover": [(percent(room.covered_per_mille, language), CELL)],
        "beyond": wrapped(beyond, CELL, SUMMARY["beyond"][2]),
        "excursions": [(str(excursions) if excursions else none, CELL)],
        "alarms": [(str(alarms) if alarms else none, CELL)],
    }


def _how_to_read(sha256: str, language: Language) -> Iterator[Block]:
    small = Style(24, colour=GREY)
    legend = lines_of(phrase(RoomPhrase.LEGEND, language), small, ROOM)
    check = lines_of(phrase(RoomPhrase.HASH_SAYS, language), small, ROOM)

    def draw_legend(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 70, phrase(RoomPhrase.HOW_TO_READ, language), Style(30, bold=True), ROOM)
        for row, line in enumerate(legend):
            sheet.text(MARGIN, y + 112 + row * 34, line, small, ROOM)

    def draw_hash(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 40, phrase(RoomPhrase.DATA_HASH, language), HEADING, ROOM)
        sheet.code(MARGIN, y + 84, sha256, MONO, ROOM)
        for row, line in enumerate(check):
            sheet.text(MARGIN, y + 128 + row * 34, line, small, ROOM)

    yield Block(112 + len(legend) * 34, draw_legend)
    yield Block(110 + len(check) * 34, draw_hash)
