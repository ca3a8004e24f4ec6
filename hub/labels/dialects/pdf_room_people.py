"""What people did, on the report of the cold rooms: who answered which alarm and with what, who signed which day, and what changed
after that.

Names, moments and what was said; nothing counts or compares people.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from zoneinfo import ZoneInfo

from hub.kernel.words import Language
from hub.labels.day_sheet_phrases import day_with_weekday
from hub.labels.dialects.pdf_columns import (
    CELL,
    CELL_STRONG,
    NOTE,
    Columns,
    headings,
    sentence,
    table_row,
    title_block,
    wrapped,
)
from hub.labels.dialects.pdf_room_rows import heading_in
from hub.labels.dialects.pdf_sheet import FAINT, GREY, INK, Sheet, Style, lines_of
from hub.labels.dialects.pdf_tables import BODY, LINE, MARGIN, ROOM, SMALL, STRONG, Block
from hub.labels.layout import Align, joined
from hub.labels.phrases import term
from hub.labels.room_report import ReportAlarm, ReportDay, ReportSignature, ReportStep, RoomReport
from hub.labels.room_report_phrases import CHANGES, DONE, HAPPENED, LEVELS, MEANINGS, RoomPhrase, phrase
from hub.labels.room_report_written import moment

STEP_INDENT = 40
LOUD = Style(27, bold=True)
DAYS: Columns[RoomPhrase] = {
    "day": (RoomPhrase.DAY, 0, 370, Align.LEFT),
    "signature": (RoomPhrase.SIGNATURE, 390, 760, Align.LEFT),
    "since": (RoomPhrase.AFTERWARDS, 1170, 570, Align.LEFT),
}


def alarm_blocks(report: RoomReport, language: Language) -> Iterator[Block]:
    yield title_block(phrase(RoomPhrase.ALARMS_TITLE, language))
    if not report.alarms:
        words = phrase(RoomPhrase.NO_ALARMS, language)
        yield Block(48, lambda sheet, y: sheet.text(MARGIN, y + 26, words, BODY, ROOM))
    for alarm in report.alarms:
        yield _alarm(report, alarm, language)


def what_happened(report: RoomReport, alarm: ReportAlarm, language: Language) -> str:
    name = f"{alarm.kind}_{alarm.side}" if alarm.side else alarm.kind
    # Of the trail the first bad row is known; without one it is the temperatures that do not fit their seals.
    happened = term(HAPPENED, "seals" if name == "chain" and alarm.entry is None else name, language)
    return happened.format(room=report.name_of(alarm.room, language), entry=alarm.entry)


def _alarm(report: RoomReport, alarm: ReportAlarm, language: Language) -> Block:
    """One alarm with everything that was said to it; it stays whole."""
    zone = ZoneInfo(report.zone)
    begins = moment(alarm.since_ms, zone, language)
    if alarm.ended_ms is None:
        lasting = phrase(RoomPhrase.ALARM_GOES_ON, language, begins=begins)
    else:
        ends = moment(alarm.ended_ms, zone, language)
        lasting = phrase(RoomPhrase.ALARM_SPAN, language, begins=begins, ends=ends)
    number = phrase(RoomPhrase.ALARM_NUMBER, language, number=alarm.number)
    head = joined(
        (number, term(LEVELS, alarm.level, language), what_happened(report, alarm, language)), " · "
    )
    rows = [(line, STRONG, 0) for line in lines_of(head, STRONG, ROOM)]
    rows.append((joined((lasting, alarm.sensor), " · "), SMALL, 0))
    for step in alarm.steps:
        rows += [(line, Style(29), STEP_INDENT) for line in _step(step, zone, language)]
    if not alarm.is_answered:
        missing = RoomPhrase.ONLY_GOING if alarm.steps else RoomPhrase.NOBODY_ANSWERED
        rows.append((phrase(missing, language), LOUD, STEP_INDENT))

    def draw(sheet: Sheet, y: int) -> None:
        for at, (text, style, indent) in enumerate(rows):
            sheet.text(MARGIN + indent, y + 34 + at * LINE, text, style, ROOM - indent)
        sheet.rule(MARGIN, y + 14 + len(rows) * LINE + 8, ROOM, thick=1, colour=FAINT)

    return Block(len(rows) * LINE + 36, draw)


def _step(step: ReportStep, zone: ZoneInfo, language: Language) -> tuple[str, ...]:
    """When, who, what: in the words of the list, then in their own."""
    at = moment(step.at_ms, zone, language)
    if step.kind == "going":
        return lines_of(
            f"{at}  {phrase(RoomPhrase.GOING, language, name=step.by)}", Style(29), ROOM - STEP_INDENT
        )
    done = joined([term(DONE, one, language) for one in step.done])
    photos = phrase(RoomPhrase.PHOTOS, language, count=step.photos) if step.photos else ""
    told = joined((done, step.words, photos), " · ")
    return lines_of(f"{at}  {step.by}: {told}", Style(29), ROOM - STEP_INDENT)


def signature_blocks(report: RoomReport, language: Language) -> Iterator[Block]:
    title = phrase(RoomPhrase.SIGNATURES, language)
    yield title_block(title)
    for meaning in dict.fromkeys(one.meaning for day in report.days for one in day.signatures):
        words = phrase(RoomPhrase.SIGNED_HOW, language, meaning=term(MEANINGS, meaning, language))
        yield from sentence(words, Style(27, colour=GREY))
    heading, again = headings(DAYS, title, partial(heading_in, language))
    yield heading
    for day in report.days:
        yield _day(report, day, language, again)


def _day(report: RoomReport, day: ReportDay, language: Language, again: Block) -> Block:
    zone, width = ZoneInfo(report.zone), DAYS["signature"][2]
    if not day.signatures:
        missing = RoomPhrase.NOT_SIGNED if day.is_over else RoomPhrase.NOT_OVER
        signature = [(phrase(missing, language), LOUD if day.is_over else CELL)]
    else:
        holds, *before = day.signatures
        signature = wrapped(_signed(holds, zone, language), CELL_STRONG, width)
        for reason, name in (
            (holds.open_because, RoomPhrase.OPEN_BECAUSE),
            (holds.again_because, RoomPhrase.AGAIN_BECAUSE),
        ):
            if reason:
                signature += wrapped(phrase(name, language, reason=reason), Style(24, colour=INK), width)
        for one in before:
            said = phrase(RoomPhrase.EARLIER, language, signed=_signed(one, zone, language))
            signature += wrapped(said, NOTE, width)
        signature.append((f"SHA-256 {holds.hash[:16]}…", NOTE))
    cells = {
        "day": wrapped(day_with_weekday(day.day, language), CELL, DAYS["day"][2]),
        "signature": signature,
        "since": _since(report, day, language),
    }
    return table_row(DAYS, cells, again)


def _signed(one: ReportSignature, zone: ZoneInfo, language: Language) -> str:
    at = moment(one.at_ms, zone, language)
    return phrase(RoomPhrase.SIGNED_BY, language, number=one.number, name=one.by, at=at)


def _since(report: RoomReport, day: ReportDay, language: Language) -> list[tuple[str, Style]]:
    """Whether the day is still as it was signed, and if not, why."""
    if not day.signatures:
        return [("–", CELL)]
    if day.is_sound:
        return [(phrase(RoomPhrase.UNCHANGED, language), CELL)]
    width = DAYS["since"][2]
    found = [(phrase(RoomPhrase.CHANGED_AFTER, language), LOUD)]
    if not day.signatures[0].is_whole:
        found += wrapped(phrase(RoomPhrase.NOT_WHOLE, language), CELL, width)
    for one in day.changes:
        room = report.name_of(one.room, language)
        words = term(CHANGES, one.because, language).format(room=room, count=one.count)
        found += wrapped(words, Style(24, colour=INK), width)
    return found
