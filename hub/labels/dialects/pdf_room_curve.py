"""The curve of one room on the report: lines that break where nothing was measured, limits for as long as they counted, excursions
as washes, and beneath the curve when a door stood open, a defrost ran, or no sensor spoke.

Of long periods the line is the mean, within a band from the lowest to the highest. Readable without colour: every kind has its own
dashes or place. Not for: the numbers, which stand in tables beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from hub.kernel.words import Language
from hub.labels.curve_frame import Frame, frame_around
from hub.labels.dialects.pdf_sheet import FAINT, GREEN, GREY, INK, Sheet, Style, width_of
from hub.labels.dialects.pdf_tables import MARGIN, ROOM, Block
from hub.labels.layout import Align
from hub.labels.phrases import day as written_day
from hub.labels.phrases import term
from hub.labels.room_report import Measured, ReportRoom, ReportSensor, RoomReport
from hub.labels.room_report_phrases import LEVELS, RoomPhrase, phrase
from hub.labels.room_report_written import EPOCH, degrees, length, local

AXIS = 110  # room for the degrees, left of the curve
WIDTH, HEIGHT = ROOM - AXIS, 460
STRIP = 22  # beneath the curve, for doors, defrosts and gaps
LABEL = Style(23, colour=GREY)
RED, RED_WASH, AMBER, AMBER_WASH = "#a3271f", "#f6dcd9", "#9a6200", "#f8ead0"
BAND, SILENT_GREY, DOOR, DEFROST = "#cfe0d6", "#d9dedb", "#d9822b", "#6f4e9c"
# How a limit is drawn: thickness, colour, dashes.
LIMIT_LOOKS: dict[str, tuple[int, str, tuple[int, ...]]] = {
    "legal": (3, GREY, (3, 9)),
    "warn": (3, AMBER, (6, 10)),
    "alarm": (3, RED, (26, 14)),
    "critical": (4, RED, ()),
}
# One sensor after the other, or beside it: each has its own line.
LINES: tuple[tuple[str, tuple[int, ...]], ...] = ((GREEN, ()), ("#1d4f8c", (30, 8)), ("#5b3a1e", (10, 6)))
HOUR = timedelta(hours=1)
STEP_HOURS = ((12, 1), (36, 3), (72, 6))
STEP_DAYS = ((11, 1), (34, 3), (100, 7))


def curve_block(report: RoomReport, room: ReportRoom, language: Language) -> Block:
    frame = frame_of(report, room)
    legend = list(_legend(room, language))
    rows = _rows_of(legend)
    height = 30 + HEIGHT + STRIP + 50 + len(rows) * 40 + 10

    def draw(sheet: Sheet, y: int) -> None:
        top = y + 20
        _washes(sheet, top, frame, room, report.until_ms)
        _axes(sheet, top, frame, report, language)
        _strip(sheet, top + HEIGHT + 2, frame, room)
        for number, sensor in enumerate(room.sensors):
            _measured(sheet, top, frame, sensor, LINES[number % len(LINES)])
        _limits(sheet, top, frame, room)
        _write_legend(sheet, top + HEIGHT + STRIP + 78, rows)

    return Block(height, draw)


def frame_of(report: RoomReport, room: ReportRoom) -> Frame:
    values = [value for sensor in room.sensors for row in sensor.measured for value in (row[1], row[3])]
    # A limit that nobody comes near would press the curve flat: it is named beneath and not drawn.
    near = [
        limit.limit_mc
        for limit in room.limits
        if not values or min(values) - 15_000 <= limit.limit_mc <= max(values) + 15_000
    ]
    return frame_around([*values, *near], report.begin_ms, report.end_ms, WIDTH, HEIGHT)


def lines_through(rows: Sequence[Measured], step_s: int, gap_s: int) -> list[list[Measured]]:
    """The values as unbroken lines: where there is nothing for longer than the gap, one ends and another begins."""
    lines: list[list[Measured]] = []
    ended_ms: int | None = None
    for row in rows:
        if ended_ms is None or row[0] - ended_ms > gap_s * 1_000:
            lines.append([])
        lines[-1].append(row)
        ended_ms = row[0] + step_s * 1_000
    return lines


def _measured(
    sheet: Sheet, top: int, frame: Frame, sensor: ReportSensor, look: tuple[str, tuple[int, ...]]
) -> None:
    left, middle_ms = MARGIN + AXIS, sensor.step_s * 500
    colour, dashes = look
    for line in lines_through(sensor.measured, sensor.step_s, sensor.gap_s):
        if sensor.step_s:
            high = [(left + frame.x(row[0] + middle_ms), top + frame.y(row[3])) for row in line]
            low = [(left + frame.x(row[0] + middle_ms), top + frame.y(row[1])) for row in line]
            sheet.area([*high, *reversed(low)], colour=BAND)
        points = list(_in_columns((frame.x(row[0] + middle_ms), frame.y(row[2])) for row in line))
        drawn = [(left + x, top + y) for x, y in points]
        if len(drawn) == 1:
            # One reading alone is a short stroke, or nobody sees it.
            drawn.append((drawn[0][0] + 6, drawn[0][1]))
        sheet.polyline(drawn, thick=4, colour=colour, dashes=dashes)


def _in_columns(points: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Of the points in one column the first, the extremes and the last: no peak is lost, and no ink is doubled."""
    for x, column in groupby(points, key=lambda point: point[0]):
        heights = [y for _, y in column]
        kept = (heights[0], min(heights), max(heights), heights[-1])
        yield from ((x, y) for y, _ in groupby(kept))


def _washes(sheet: Sheet, top: int, frame: Frame, room: ReportRoom, until_ms: int) -> None:
    left = MARGIN + AXIS
    graver_last = sorted(room.judged, key=lambda one: one.level != "warn")
    for one in graver_last:
        begins = frame.x(one.start_ms)
        ends = frame.x(until_ms if one.end_ms is None else one.end_ms)
        wash = AMBER_WASH if one.level == "warn" else RED_WASH
        sheet.block(left + begins, top, max(3, ends - begins), HEIGHT, colour=wash)


def _strip(sheet: Sheet, top: int, frame: Frame, room: ReportRoom) -> None:
    left = MARGIN + AXIS
    for kind, colour in (
        ("silent", SILENT_GREY),
        ("no_sensor", SILENT_GREY),
        ("calibrating", SILENT_GREY),
        ("defrost", DEFROST),
        ("door", DOOR),
    ):
        for one in (*room.gaps, *room.marks):
            if one.kind == kind:
                begins, ends = frame.x(one.begin_ms), frame.x(one.end_ms)
                sheet.block(left + begins, top, max(3, ends - begins), STRIP, colour=colour)
                if kind in {"silent", "no_sensor", "calibrating"}:
                    # A gap is also seen in the curve itself, in the room that it left.
                    sheet.rule(left + begins, top - 8, max(3, ends - begins), thick=6, colour=GREY)


def _limits(sheet: Sheet, top: int, frame: Frame, room: ReportRoom) -> None:
    left = MARGIN + AXIS
    for limit in room.limits:
        if not frame.low <= limit.limit_mc <= frame.high:
            continue
        begins = frame.x(limit.from_ms)
        ends = frame.x(frame.end_ms if limit.until_ms is None else limit.until_ms)
        thick, colour, dashes = LIMIT_LOOKS[limit.level]
        y = top + frame.y(limit.limit_mc)
        sheet.polyline([(left + begins, y), (left + ends, y)], thick=thick, colour=colour, dashes=dashes)


def _axes(sheet: Sheet, top: int, frame: Frame, report: RoomReport, language: Language) -> None:
    left = MARGIN + AXIS
    for value in frame.degrees:
        y = top + frame.y(value)
        sheet.rule(left, y, WIDTH, thick=1, colour=FAINT)
        shown = f"{value // 1_000}°".replace("-", "−")
        sheet.text(MARGIN, y + 8, shown, Style(LABEL.size, colour=GREY, align=Align.RIGHT), AXIS - 16)
    for at_ms, label in ticks(report, language):
        x = left + frame.x(at_ms)
        sheet.rule(x, top, 1, thick=HEIGHT + STRIP, colour=FAINT)
        wide = width_of(label, LABEL)
        at = min(max(x - wide // 2, left), left + WIDTH - wide)
        sheet.text(at, top + HEIGHT + STRIP + 32, label, LABEL, wide)
    sheet.rule(left, top + HEIGHT, WIDTH, thick=2, colour=GREY)


def ticks(report: RoomReport, language: Language) -> list[tuple[int, str]]:
    """Round local hours of short periods, midnights of longer ones, firsts of the month of the longest."""
    zone = ZoneInfo(report.zone)
    begins, ends = local(report.begin_ms, zone), local(report.end_ms, zone)
    hours = (report.end_ms - report.begin_ms) // 3_600_000
    step = next((every for most, every in STEP_HOURS if hours <= most), 0)
    found = []
    if step:
        at = begins.replace(minute=0, second=0, microsecond=0)
        # In UTC, so that the hour that comes twice stands twice and the missing one not at all.
        moments = [at.astimezone(UTC) + HOUR * number for number in range(hours + 2)]
        return [
            (_ms(one), _day(one, language) if one.hour == 0 else f"{one:%H:%M}")
            for one in (moment.astimezone(zone) for moment in moments)
            if begins <= one <= ends and one.hour % step == 0
        ]
    days = hours // 24
    every = next((count for most, count in STEP_DAYS if days <= most), 0)
    midnight = begins.replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(days + 2):
        one = datetime.combine(
            (midnight + timedelta(days=number)).date(), midnight.timetz().replace(tzinfo=zone)
        )
        if begins <= one <= ends and (one.day == 1 if not every else number % every == 0):
            found.append((_ms(one), _day(one, language)))
    return found


def _day(at: datetime, language: Language) -> str:
    """Day and month, as each language writes them short."""
    if language is Language.NB:
        return f"{at.day}.{at.month}."
    if language is Language.SV:
        return f"{at.day}/{at.month}"
    return written_day(at.date(), language).rpartition(" ")[0]


def _ms(at: datetime) -> int:
    return (at - EPOCH) // timedelta(milliseconds=1)


def _legend(room: ReportRoom, language: Language) -> Iterator[tuple[str, str]]:
    """Kind and words of everything that is to be seen."""
    for number, sensor in enumerate(room.sensors):
        if sensor.measured:
            name = sensor.key if len(room.sensors) > 1 else phrase(RoomPhrase.LINE_IS, language)
            step = f", {phrase(RoomPhrase.BAND_IS, language, length=length(sensor.step_s * 1_000, language))}"
            yield f"line {number % len(LINES)}", name + (step if sensor.step_s else "")
    shown = {(limit.level, limit.side, limit.limit_mc): limit for limit in room.limits}
    for level, side, limit_mc in sorted(shown, key=lambda key: (list(LEVELS).index(key[0]), key[1], key[2])):
        form = RoomPhrase.AT_MOST if side == "high" else RoomPhrase.AT_LEAST
        said = phrase(form, language, limit=degrees(limit_mc, language))
        yield f"limit {level}", f"{term(LEVELS, level, language)}: {said}"
    if room.judged:
        yield "excursion", phrase(RoomPhrase.EXCURSION, language)
    present = {one.kind for one in (*room.gaps, *room.marks)}
    for kind, name in (
        ("silent", RoomPhrase.SILENT),
        ("no_sensor", RoomPhrase.NO_SENSOR),
        ("calibrating", RoomPhrase.CALIBRATING),
        ("door", RoomPhrase.DOOR),
        ("defrost", RoomPhrase.DEFROST),
    ):
        if kind in present:
            yield kind, phrase(name, language)


def _rows_of(legend: Sequence[tuple[str, str]]) -> list[list[tuple[int, str, str]]]:
    """As many entries on a line as fit: left edge, kind and words."""
    rows: list[list[tuple[int, str, str]]] = [[]]
    x = 0
    for kind, words in legend:
        wide = 66 + width_of(words, LABEL) + 36
        if x + wide > WIDTH and rows[-1]:
            rows.append([])
            x = 0
        rows[-1].append((x, kind, words))
        x += wide
    return rows


def _write_legend(sheet: Sheet, y: int, rows: Sequence[Sequence[tuple[int, str, str]]]) -> None:
    for number, row in enumerate(rows):
        line = y + number * 40
        for x, kind, words in row:
            left = MARGIN + AXIS + x
            _sample(sheet, left, line, kind)
            sheet.text(left + 66, line, words, Style(LABEL.size, colour=INK), WIDTH - x - 66)


def _sample(sheet: Sheet, x: int, y: int, kind: str) -> None:
    name, _, which = kind.partition(" ")
    if name == "line":
        colour, dashes = LINES[int(which)]
        sheet.polyline([(x, y - 8), (x + 54, y - 8)], thick=4, colour=colour, dashes=dashes)
    elif name == "limit":
        thick, colour, dashes = LIMIT_LOOKS[which]
        sheet.polyline([(x, y - 8), (x + 54, y - 8)], thick=thick, colour=colour, dashes=dashes)
    else:
        colours = {"excursion": RED_WASH, "door": DOOR, "defrost": DEFROST}
        sheet.block(x + 12, y - 20, 42, 22, colour=colours.get(name, SILENT_GREY))
