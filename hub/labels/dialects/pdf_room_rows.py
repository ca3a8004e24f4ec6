"""The tables of one room on the report: limits with their source, sensors with their certificates, excursions, and gaps.

Which page a row comes to is dealt out in `pdf_tables.dealt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from zoneinfo import ZoneInfo

from hub.kernel.words import Language
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
from hub.labels.dialects.pdf_room_curve import curve_block
from hub.labels.dialects.pdf_sheet import INK, Sheet, Style
from hub.labels.dialects.pdf_tables import BODY, MARGIN, ROOM, STRONG, Block
from hub.labels.layout import Align, first_upper, joined
from hub.labels.phrases import day as written_day
from hub.labels.phrases import term
from hub.labels.room_report import (
    ReportCertificate,
    ReportExcursion,
    ReportLimit,
    ReportRoom,
    ReportSensor,
    RoomReport,
)
from hub.labels.room_report_phrases import LEVELS, RoomPhrase, phrase
from hub.labels.room_report_written import (
    area,
    clock,
    correction,
    degrees,
    lasted,
    length_up,
    local,
    moment,
    near,
    percent,
    thousands,
)

GAPS_SHOWN = 40
LOUD = Style(27, bold=True)
# Left edge and width of each column, from the margin.
LIMITS: Columns[RoomPhrase] = {
    "limit": (RoomPhrase.LIMIT, 0, 470, Align.LEFT),
    "allowed": (RoomPhrase.ALLOWED_FOR, 490, 170, Align.LEFT),
    "source": (RoomPhrase.SOURCE, 680, 640, Align.LEFT),
    "counted": (RoomPhrase.COUNTED, 1340, 400, Align.LEFT),
}
SENSORS: Columns[RoomPhrase] = {
    "sensor": (RoomPhrase.SENSOR, 0, 450, Align.LEFT),
    "hung": (RoomPhrase.HUNG, 470, 370, Align.LEFT),
    "certificate": (RoomPhrase.CERTIFICATE, 860, 330, Align.LEFT),
    "correction": (RoomPhrase.CORRECTION, 1200, 160, Align.RIGHT),
    "due": (RoomPhrase.DUE, 1390, 200, Align.LEFT),
    "readings": (RoomPhrase.READINGS, 1600, 140, Align.RIGHT),
}
EXCURSIONS: Columns[RoomPhrase] = {
    "limit": (RoomPhrase.LIMIT, 0, 260, Align.LEFT),
    "from": (RoomPhrase.COL_FROM, 270, 290, Align.LEFT),
    "to": (RoomPhrase.COL_TO, 570, 290, Align.LEFT),
    "beyond": (RoomPhrase.BEYOND, 870, 330, Align.LEFT),
    "peak": (RoomPhrase.COL_PEAK, 1210, 190, Align.RIGHT),
    "area": (RoomPhrase.COL_AREA, 1415, 160, Align.RIGHT),
    "cover": (RoomPhrase.COL_COVER, 1590, 150, Align.RIGHT),
}
GAPS: Columns[RoomPhrase] = {
    "from": (RoomPhrase.GAP_FROM, 0, 400, Align.LEFT),
    "to": (RoomPhrase.GAP_TO, 420, 400, Align.LEFT),
    "length": (RoomPhrase.GAP_LENGTH, 840, 300, Align.LEFT),
    "why": (RoomPhrase.GAP_KIND, 1160, 580, Align.LEFT),
}
GAP_KINDS = {
    "silent": RoomPhrase.SILENT,
    "no_sensor": RoomPhrase.NO_SENSOR,
    "calibrating": RoomPhrase.CALIBRATING,
}


def heading_in(language: Language, name: RoomPhrase) -> str:
    return phrase(name, language)


def room_blocks(report: RoomReport, room: ReportRoom, language: Language) -> Iterator[Block]:
    zone = ZoneInfo(report.zone)
    yield title_block(room.name.in_(language))
    yield from sentence(_figures(room, language), BODY)
    if room.sensors:
        yield curve_block(report, room, language)
    else:
        yield _line(phrase(RoomPhrase.NO_SENSOR_HUNG, language), STRONG)
    yield from _excursions(room, zone, language)
    yield from _limits(report, room, zone, language)
    yield from _sensors(report, room, zone, language)
    yield from _gaps(room, zone, language)


def _figures(room: ReportRoom, language: Language) -> str:
    """Lowest, highest and coverage in one line beneath the name."""
    if room.lowest_mc is None:
        return phrase(RoomPhrase.NOTHING_MEASURED, language)
    facts = (
        (RoomPhrase.LOWEST, degrees(room.lowest_mc, language)),
        (RoomPhrase.HIGHEST, degrees(room.highest_mc, language)),
        (RoomPhrase.COVER, percent(room.covered_per_mille, language)),
        (RoomPhrase.BEYOND, lasted(room.over_ms, room.at_most_ms, language) if room.at_most_ms else "–"),
    )
    return joined([f"{phrase(name, language)}: {value}" for name, value in facts], " · ")


def _small_title(text: str) -> Block:
    def draw(sheet: Sheet, y: int) -> None:
        sheet.text(MARGIN, y + 52, text, Style(30, bold=True), ROOM)

    return Block(58, draw, leads=True)


def _line(text: str, style: Style) -> Block:
    return Block(48, lambda sheet, y: sheet.text(MARGIN, y + 32, text, style, ROOM))


def _limits(report: RoomReport, room: ReportRoom, zone: ZoneInfo, language: Language) -> Iterator[Block]:
    title = phrase(RoomPhrase.LIMITS, language)
    yield _small_title(title)
    if not room.limits:
        yield _line(phrase(RoomPhrase.NO_LIMITS, language), STRONG)
        return
    heading, again = headings(LIMITS, joined((room.name.in_(language), title)), partial(heading_in, language))
    yield heading
    for limit in room.limits:
        source, level = first_upper(limit.source.in_(language)), term(LEVELS, limit.level, language)
        cells = {
            "limit": wrapped(f"{level}: {bound_words(limit.side, limit.limit_mc, language)}", CELL, 470),
            "allowed": [(lasted(limit.on_delay_s * 1_000, limit.on_delay_s * 1_000, language), CELL)],
            "source": wrapped(source, CELL, LIMITS["source"][2]),
            "counted": wrapped(_counted(report, limit, zone, language), CELL, LIMITS["counted"][2]),
        }
        yield table_row(LIMITS, cells, again)


def bound_words(side: str, limit_mc: int, language: Language) -> str:
    form = RoomPhrase.AT_MOST if side == "high" else RoomPhrase.AT_LEAST
    return phrase(form, language, limit=degrees(limit_mc, language))


def _counted(report: RoomReport, limit: ReportLimit, zone: ZoneInfo, language: Language) -> str:
    return _within(report, limit.from_ms, limit.until_ms, zone, language)


def _within(
    report: RoomReport, from_ms: int, until_ms: int | None, zone: ZoneInfo, language: Language
) -> str:
    """From when until when, and only what lies within the period."""
    begins = moment(from_ms, zone, language) if from_ms > report.begin_ms else ""
    ends = moment(until_ms, zone, language) if until_ms is not None and until_ms < report.end_ms else ""
    if begins and ends:
        return phrase(RoomPhrase.FROM_TO, language, begins=begins, ends=ends)
    if begins:
        return phrase(RoomPhrase.SINCE, language, begins=begins)
    return phrase(RoomPhrase.UNTIL, language, ends=ends) if ends else phrase(RoomPhrase.ALWAYS, language)


def _sensors(report: RoomReport, room: ReportRoom, zone: ZoneInfo, language: Language) -> Iterator[Block]:
    if not room.sensors:
        return
    title = phrase(RoomPhrase.SENSORS, language)
    yield _small_title(title)
    for before, after in room.swaps:
        words = phrase(
            RoomPhrase.SWAPPED,
            language,
            before=before.key,
            down=moment(before.down_ms or after.hung_ms, zone, language),
            after=after.key,
            up=moment(after.hung_ms, zone, language),
        )
        yield from sentence(words, Style(27))
    heading, again = headings(
        SENSORS, joined((room.name.in_(language), title)), partial(heading_in, language)
    )
    yield heading
    for sensor in room.sensors:
        yield _sensor(report, sensor, zone, language, again)


def _sensor(
    report: RoomReport, sensor: ReportSensor, zone: ZoneInfo, language: Language, again: Block
) -> Block:
    cells = {
        "sensor": wrapped(sensor.key, CELL_STRONG, SENSORS["sensor"][2]),
        "hung": wrapped(
            _within(report, sensor.hung_ms, sensor.down_ms, zone, language), CELL, SENSORS["hung"][2]
        ),
        "certificate": [],
        "correction": [],
        "due": [],
        "readings": [(thousands(sensor.readings), CELL)],
    }
    if sensor.faults:
        cells["readings"].append((phrase(RoomPhrase.FAULTS, language, count=sensor.faults), NOTE))
    if not sensor.certificates:
        cells["certificate"] = [(phrase(RoomPhrase.NO_CERTIFICATE, language), CELL)]
    for one in sensor.certificates:
        for name, lines in _certificate(report, one, zone, language).items():
            cells[name] += lines
    return table_row(SENSORS, cells, again)


def _certificate(
    report: RoomReport, one: ReportCertificate, zone: ZoneInfo, language: Language
) -> dict[str, list[tuple[str, Style]]]:
    """Its cells, all as high as the highest, so that several stand beside each other line by line."""
    width = SENSORS["certificate"][2]
    named = wrapped(one.number, CELL, width)
    named += wrapped(joined((one.laboratory, written_day(one.calibrated_on, language))), NOTE, width)
    if one.from_ms > report.begin_ms:
        since = phrase(RoomPhrase.SINCE, language, begins=moment(one.from_ms, zone, language))
        named += wrapped(since, NOTE, width)
    due = [(written_day(one.due_on, language), CELL)]
    if one.due_on <= local(report.until_ms, zone).date():
        due = [(due[0][0], CELL_STRONG), (phrase(RoomPhrase.DUE_PASSED, language), LOUD)]
    cells = {"certificate": named, "correction": [(correction(one.offset_mc, language), CELL)], "due": due}
    rows = max(len(lines) for lines in cells.values())
    return {name: lines + [("", CELL)] * (rows - len(lines)) for name, lines in cells.items()}


def _excursions(room: ReportRoom, zone: ZoneInfo, language: Language) -> Iterator[Block]:
    title = phrase(RoomPhrase.EXCURSIONS, language)
    yield _small_title(title)
    if not room.excursions:
        yield _line(phrase(RoomPhrase.NONE_IN_ROOM, language), BODY)
        return
    heading, again = headings(
        EXCURSIONS, joined((room.name.in_(language), title)), partial(heading_in, language)
    )
    yield heading
    for one in room.excursions:
        yield _excursion(one, zone, language, again)


def _excursion(one: ReportExcursion, zone: ZoneInfo, language: Language, again: Block) -> Block:
    # A limit of the law calls nobody and stands a little back.
    first = CELL if one.level == "legal" else CELL_STRONG
    begins = wrapped(moment(one.start_ms, zone, language), CELL, EXCURSIONS["from"][2])
    if one.earliest_start_ms < one.start_ms:
        earliest = near(one.earliest_start_ms, one.start_ms, zone, language)
        begins += wrapped(phrase(RoomPhrase.EARLIEST, language, at=earliest), NOTE, EXCURSIONS["from"][2])
    if one.end_ms is None:
        ends = [(phrase(RoomPhrase.GOES_ON, language), CELL_STRONG)]
    else:
        ends = wrapped(moment(one.end_ms, zone, language), CELL, EXCURSIONS["to"][2])
    if one.end_ms is not None and one.latest_end_ms is not None and one.latest_end_ms > one.end_ms:
        latest = near(one.latest_end_ms, one.end_ms, zone, language)
        ends += wrapped(phrase(RoomPhrase.LATEST, language, at=latest), NOTE, EXCURSIONS["to"][2])
    beyond = [(lasted(one.over_ms, one.at_most_ms, language), first)]
    if one.at_most_ms > one.over_ms:
        unknown = length_up(one.at_most_ms - one.over_ms, language)
        beyond += wrapped(phrase(RoomPhrase.UNKNOWN, language, length=unknown), NOTE, EXCURSIONS["beyond"][2])
    for spent_ms, name in ((one.door_ms, RoomPhrase.DOOR_WAS_OPEN), (one.defrost_ms, RoomPhrase.IN_DEFROST)):
        if spent_ms:
            lasting = length_up(spent_ms, language)
            beyond += wrapped(phrase(name, language, length=lasting), NOTE, EXCURSIONS["beyond"][2])
    cover = [(percent(one.covered_per_mille, language), CELL)]
    if one.parts > 1:
        cover.append((phrase(RoomPhrase.PARTS, language, count=one.parts), NOTE))
    peak_at = phrase(RoomPhrase.PEAK_AT, language, at=clock(one.peak_ms, zone))
    cells = {
        "limit": [
            (term(LEVELS, one.level, language), first),
            (bound_words(one.side, one.limit_mc, language), first),
        ],
        "from": begins,
        "to": ends,
        "beyond": beyond,
        "peak": [(degrees(one.peak_mc, language), first), (peak_at, NOTE)],
        "area": [(area(one.area_mc_min, language), CELL)],
        "cover": cover,
    }
    return table_row(EXCURSIONS, cells, again)


def _gaps(room: ReportRoom, zone: ZoneInfo, language: Language) -> Iterator[Block]:
    title = phrase(RoomPhrase.GAPS, language)
    yield _small_title(title)
    if not room.gaps:
        yield _line(phrase(RoomPhrase.NO_GAPS, language), BODY)
        return
    shown = room.gaps
    if len(room.gaps) > GAPS_SHOWN:
        longest = sorted(room.gaps, key=lambda gap: (-gap.length_ms, gap.begin_ms))[:GAPS_SHOWN]
        shown = tuple(sorted(longest, key=lambda gap: gap.begin_ms))
        words = phrase(
            RoomPhrase.MORE_GAPS,
            language,
            count=GAPS_SHOWN,
            all=len(room.gaps),
            length=length_up(sum(gap.length_ms for gap in room.gaps), language),
        )
        yield from sentence(words, Style(27, colour=INK))
    heading, again = headings(GAPS, joined((room.name.in_(language), title)), partial(heading_in, language))
    yield heading
    for gap in shown:
        cells = {
            "from": [(moment(gap.begin_ms, zone, language), CELL)],
            "to": [(moment(gap.end_ms, zone, language), CELL)],
            "length": [(length_up(gap.length_ms, language), CELL_STRONG)],
            "why": [(phrase(GAP_KINDS[gap.kind], language), CELL)],
        }
        yield table_row(GAPS, cells, again)
