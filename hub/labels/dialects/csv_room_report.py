"""The report of the cold rooms as CSV: one row for each fact, its kind in the first column, every column in every row.

Columns are only ever added, at the end. Moments are local with their offset from UTC, lengths whole seconds, temperatures degrees with
three decimals. Rooms and sources are named in the reader's language, everything else by its code.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from hub.kernel.quantity import Temperature
from hub.kernel.words import Language
from hub.labels.dialects.spreadsheet import as_csv
from hub.labels.room_report import (
    ReportAlarm,
    ReportDay,
    ReportExcursion,
    ReportRoom,
    ReportSensor,
    RoomReport,
    mark_of,
)
from hub.labels.room_report_written import local

COLUMNS = (
    "kind", "room", "room_name", "sensor", "number", "what", "level", "side", "limit_c", "from", "to", "from_earliest",
    "to_latest", "lowest_c", "mean_c", "highest_c", "peak_at", "over_s", "at_most_s", "unknown_s", "area_c_min", "parts",
    "covered_percent", "door_s", "defrost_s", "readings", "faults", "gap_s", "allowed_s", "source", "certificate", "laboratory",
    "calibrated_on", "due_on", "offset_c", "by", "at", "actions", "words", "photos", "open_because", "again_because", "sha256",
)  # fmt: skip
Row = dict[str, object]


def room_report_csv(report: RoomReport, language: Language) -> str:
    rows = _Rows(report, language)
    return as_csv(COLUMNS, ([row.get(name, "") for name in COLUMNS] for row in rows.every()))


class _Rows:
    """The rows in their order: the report itself, each room with all that belongs to it, alarms, days, and last the temperatures."""

    def __init__(self, report: RoomReport, language: Language) -> None:
        self._report = report
        self._language = language
        self._zone = ZoneInfo(report.zone)

    def every(self) -> Iterator[Row]:
        yield from self._about()
        for room in self._report.rooms:
            yield from self._room(room)
        for alarm in self._report.alarms:
            yield from self._alarm(alarm)
        for day in self._report.days:
            yield from self._day(day)
        for room in self._report.rooms:
            for sensor in room.sensors:
                yield from self._temperatures(room, sensor)

    def _about(self) -> Iterator[Row]:
        """`mark` is what `hub coldchain check` reads."""
        report = self._report
        mark = mark_of(report, self._language)
        span = {"from": self._at(report.begin_ms), "to": self._at(report.end_ms)}
        yield {"kind": "report", "what": "mark", **span, "words": mark.as_text(), "sha256": mark.sha256}
        yield {"kind": "report", "what": "hub", "words": report.hub}
        yield {"kind": "report", "what": "address", "words": report.address}
        yield {"kind": "report", "what": "time_zone", "words": report.zone}
        if report.as_of_ms is not None:
            yield {"kind": "report", "what": "as_of", "at": self._at(report.as_of_ms)}
        if report.made_up:
            yield {"kind": "report", "what": "made_up", "words": "yes"}

    def _room(self, room: ReportRoom) -> Iterator[Row]:
        of: Row = {"room": room.code, "room_name": room.name.in_(self._language)}
        yield {
            "kind": "room",
            **of,
            "lowest_c": _celsius(room.lowest_mc),
            "highest_c": _celsius(room.highest_mc),
            "over_s": _seconds(room.over_ms),
            "at_most_s": _seconds(room.at_most_ms),
            "covered_percent": _percent(room.covered_per_mille),
            "readings": room.readings,
            "sha256": room.digest,
        }
        for limit in room.limits:
            yield {
                "kind": "limit",
                **of,
                "level": limit.level,
                "side": limit.side,
                "limit_c": _celsius(limit.limit_mc),
                "from": self._at(limit.from_ms),
                "to": self._at(limit.until_ms),
                "allowed_s": limit.on_delay_s,
                "source": limit.source.in_(self._language),
            }
        for sensor in room.sensors:
            yield from self._sensor(of, sensor)
        for kind, stretches in (("gap", room.gaps), ("mark", room.marks)):
            for one in stretches:
                span = {"from": self._at(one.begin_ms), "to": self._at(one.end_ms)}
                yield {"kind": kind, **of, "what": one.kind, **span}
        for excursion in room.excursions:
            yield {"kind": "excursion", **of, **self._excursion(excursion)}

    def _sensor(self, of: Row, sensor: ReportSensor) -> Iterator[Row]:
        of = {**of, "sensor": sensor.key}
        yield {
            "kind": "sensor",
            **of,
            "from": self._at(sensor.hung_ms),
            "to": self._at(sensor.down_ms),
            "readings": sensor.readings,
            "faults": sensor.faults,
            "gap_s": sensor.gap_s,
        }
        for one in sensor.certificates:
            yield {
                "kind": "certificate",
                **of,
                "from": self._at(one.from_ms),
                "certificate": one.number,
                "laboratory": one.laboratory,
                "calibrated_on": _day(one.calibrated_on),
                "due_on": _day(one.due_on),
                "offset_c": _celsius(one.offset_mc),
            }

    def _excursion(self, one: ReportExcursion) -> Row:
        warm = one.side == "high"
        return {
            "sensor": one.sensor,
            "what": "open" if one.cleared_ms is None else "over",
            "level": one.level,
            "side": one.side,
            "limit_c": _celsius(one.limit_mc),
            "from": self._at(one.start_ms),
            "to": self._at(one.end_ms),
            "from_earliest": self._at(one.earliest_start_ms),
            "to_latest": self._at(one.latest_end_ms),
            "highest_c" if warm else "lowest_c": _celsius(one.peak_mc),
            "peak_at": self._at(one.peak_ms),
            "over_s": _seconds(one.over_ms),
            "at_most_s": _seconds(one.at_most_ms),
            "unknown_s": _seconds(one.unknown_ms),
            "area_c_min": Decimal(one.area_mc_min).scaleb(-3),
            "parts": one.parts,
            "covered_percent": _percent(one.covered_per_mille),
            "door_s": _seconds(one.door_ms),
            "defrost_s": _seconds(one.defrost_ms),
        }

    def _alarm(self, alarm: ReportAlarm) -> Iterator[Row]:
        of = {
            "room": alarm.room,
            "room_name": self._report.name_of(alarm.room, self._language),
            "sensor": alarm.sensor,
            "number": alarm.number,
        }
        yield {
            "kind": "alarm",
            **of,
            "what": alarm.kind,
            "level": alarm.level,
            "side": alarm.side,
            "from": self._at(alarm.since_ms),
            "to": self._at(alarm.ended_ms),
        }
        for step in alarm.steps:
            yield {
                "kind": "step",
                **of,
                "what": step.kind,
                "by": step.by,
                "at": self._at(step.at_ms),
                "actions": "; ".join(step.done),
                "words": step.words,
                "photos": step.photos,
            }

    def _day(self, day: ReportDay) -> Iterator[Row]:
        state = "signed" if day.is_sound else "changed" if day.signatures else "unsigned"
        yield {"kind": "day", "from": _day(day.day), "what": state if day.is_over else "running"}
        for one in day.signatures:
            yield {
                "kind": "signature",
                "from": _day(day.day),
                "number": one.number,
                "what": one.meaning if one.is_whole else "altered",
                "by": one.by,
                "at": self._at(one.at_ms),
                "open_because": one.open_because,
                "again_because": one.again_because,
                "sha256": one.hash,
            }
        for change in day.changes:
            yield {
                "kind": "change",
                "from": _day(day.day),
                "room": change.room,
                "room_name": self._report.name_of(change.room, self._language),
                "what": change.because,
                "number": change.count,
            }

    def _temperatures(self, room: ReportRoom, sensor: ReportSensor) -> Iterator[Row]:
        of = {"room": room.code, "room_name": room.name.in_(self._language), "sensor": sensor.key}
        for at_ms, lowest, mean, highest, readings in sensor.measured:
            yield {
                "kind": "temperature",
                **of,
                "from": self._at(at_ms),
                "to": self._at(at_ms + sensor.step_s * 1_000) if sensor.step_s else "",
                "lowest_c": _celsius(lowest),
                "mean_c": _celsius(mean),
                "highest_c": _celsius(highest),
                "readings": readings,
            }

    def _at(self, at_ms: int | None) -> str:
        """Local time with its offset: 2026-11-23T07:00:00+01:00."""
        if at_ms is None:
            return ""
        return local(at_ms, self._zone).isoformat(timespec="milliseconds" if at_ms % 1_000 else "seconds")


def _celsius(millidegrees: int | None) -> Decimal | str:
    return "" if millidegrees is None else Temperature(millidegrees).in_celsius()


def _seconds(of_ms: int) -> Decimal | int:
    return Decimal(of_ms).scaleb(-3) if of_ms % 1_000 else of_ms // 1_000


def _percent(per_mille: int) -> Decimal:
    return Decimal(per_mille).scaleb(-1)


def _day(on: date) -> str:
    return on.isoformat()
