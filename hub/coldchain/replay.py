"""Excursions of a file of readings: what limits make of them, without a database. The words are those of `hub coldchain replay`.

`Faulty` says what is wrong and on which line. Not for: the judgement (`hub.coldchain.rules`).
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any, TypeVar

from hub.coldchain.levels import Level, Side
from hub.coldchain.readings import from_ms
from hub.coldchain.rules import MERGE_S, Excursion, Rule, excursions_of
from hub.kernel.quantity import Temperature
from hub.kernel.toml_lines import Place, key_lines, line_of
from hub.kernel.unfit import Unfit
from hub.kernel.words import Language

COLUMNS = ("sensor", "at", "value")
# What other systems write where nothing was measured. Never a temperature, and never 0.
NOTHING = frozenset({"", "null", "none", "nan", "unavailable", "unknown", "n/a"})
# Wider than any probe of a food store (`hub.coldchain.service`); beyond it is no temperature but a broken sensor.
LOWEST_C, HIGHEST_C = -120, 200
# What a DS18B20 holds until it has measured once: no temperature at the beginning of a series, and none after a silence.
POWER_ON = 85_000
_MOST_MINUTES = 60 * 24 * 366
_FINEST = 18

Values = dict[int, int]
W = TypeVar("W", bound=StrEnum)


class Faulty(Unfit):
    """A file that cannot be used: where, and why."""

    def __init__(self, where: str, key: str, **facts: object) -> None:
        super().__init__(key, **facts)
        self.where = where

    def in_(self, language: Language) -> str:
        return f"{self.where}: {self.said.in_(language)}"

    def __str__(self) -> str:
        return self.in_(Language.EN)


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of every sensor whose name fits `sensor` (a name, or a pattern with * and ?)."""

    sensor: str
    level: Level
    rule: Rule


@dataclass(frozen=True, slots=True)
class Told:
    """The readings of one sensor by time. Where one moment was told twice, `highest` has the higher and `lower` the lower."""

    highest: Values
    lower: Values

    def worst(self, side: Side, until_ms: int) -> Values:
        chosen = self.highest if side is Side.HIGH or not self.lower else {**self.highest, **self.lower}
        return {at_ms: chosen[at_ms] for at_ms in sorted(chosen) if at_ms <= until_ms}


@dataclass(frozen=True, slots=True)
class Heard:
    """The readings of each sensor. `until_ms` is the last moment of the whole file.

    `without_value` counts the rows that say nothing was measured.
    """

    values: Mapping[str, Told]
    until_ms: int
    without_value: int


def read_limits(text: str, name: str) -> list[Limit]:
    """The tables `[[limit]]` of a file."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise Faulty(name, "replay_not_toml", why=err) from err
    lines = key_lines(text)
    rows = tables.get("limit")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or not rows:
        raise Faulty(name, "replay_no_limit")
    others = sorted(set(tables) - {"limit"})
    if others:
        raise Faulty(f"{name}:{line_of(lines, (others[0],)) or 1}", "replay_other", name=others[0])
    return [_Table(name, row, at, lines).limit() for at, row in enumerate(rows)]


@dataclass(frozen=True, slots=True)
class _Table:
    """One `[[limit]]`, with its place in the file for the words about what is wrong."""

    name: str
    row: Mapping[str, Any]
    at: int
    lines: dict[Place, int]

    KEYS = ("sensor", "level", "side", "limit_c", "on_delay_min", "off_delay_min", "hysteresis_c", "gap_min")

    def limit(self) -> Limit:
        for key in self.row:
            if key not in self.KEYS and key != "merge_min":
                raise self._wrong(key, "replay_key", known=", ".join(self.KEYS))
        sensor = self._needed("sensor")
        if not isinstance(sensor, str) or not sensor:
            raise self._wrong("sensor", "replay_sensor")
        level, side = self._word("level", Level), self._word("side", Side)
        rule = Rule(
            side=side,
            limit=Temperature(self._millidegrees("limit_c")),
            on_delay_s=self._seconds("on_delay_min"),
            off_delay_s=self._seconds("off_delay_min"),
            hysteresis=Temperature(self._millidegrees("hysteresis_c", least=0)),
            gap_s=self._seconds("gap_min", least=1),
            merge_s=self._seconds("merge_min") if "merge_min" in self.row else MERGE_S,
            heeds_defrost=level is not Level.CRITICAL,
        )
        return Limit(sensor, level, rule)

    def _needed(self, key: str) -> object:
        if key not in self.row:
            raise self._wrong(key, "replay_missing")
        return self.row[key]

    def _word(self, key: str, words: type[W]) -> W:
        raw = self._needed(key)
        if raw not in list(words):
            raise self._wrong(
                key, "replay_one_of", known=", ".join(word.value for word in words), raw=repr(raw)
            )
        return words(str(raw))

    def _number(self, key: str) -> Decimal:
        raw = self._needed(key)
        if isinstance(raw, bool) or not isinstance(raw, int | float | str):
            raise self._wrong(key, "replay_number", raw=repr(raw))
        try:
            number = Decimal(str(raw))
        except InvalidOperation as err:
            raise self._wrong(key, "replay_number", raw=repr(raw)) from err
        if not number.is_finite():
            raise self._wrong(key, "replay_number", raw=repr(raw))
        return number

    def _millidegrees(self, key: str, least: int = LOWEST_C) -> int:
        degrees = self._number(key)
        if not least <= degrees <= HIGHEST_C:
            raise self._wrong(key, "replay_outside", least=least, most=HIGHEST_C)
        return int(degrees.scaleb(3).to_integral_value())

    def _seconds(self, key: str, least: int = 0) -> int:
        minutes = self._number(key)
        if not 0 <= minutes <= _MOST_MINUTES or (seconds := int((minutes * 60).to_integral_value())) < least:
            raise self._wrong(key, "replay_minutes")
        return seconds

    def _wrong(self, key: str, says: str, **facts: object) -> Faulty:
        line = line_of(self.lines, ("limit", self.at, key)) or 1
        return Faulty(f"{self.name}:{line}", says, name=key, **facts)


def read_readings(lines: Iterable[str], name: str) -> Heard:
    """The rows of a CSV file, in any order, with any repetition. The first line names the columns."""
    rows = csv.reader(lines)
    try:
        sensor_at, at_at, value_at = _columns(next(rows, []), name)
        longest = max(sensor_at, at_at, value_at)
        known: dict[str, Told] = {}
        moments: dict[str, int] = {}
        without_value = 0
        for row in rows:
            if len(row) <= longest:
                if not row:
                    continue
                where = f"{name}:{rows.line_num}"
                raise Faulty(where, "replay_columns", count=len(row), needed=longest + 1)
            at_ms = _moment(row[at_at], name, rows.line_num)
            sensor = row[sensor_at].strip()
            moments[sensor] = max(at_ms, moments.get(sensor, at_ms))
            value = _value(row[value_at], name, rows.line_num)
            if value is None:
                without_value += 1
                continue
            _keep(known.setdefault(sensor, Told({}, {})), at_ms, value)
    except csv.Error as err:
        raise Faulty(f"{name}:{rows.line_num}", "replay_not_csv", why=err) from err
    except UnicodeDecodeError as err:
        raise Faulty(f"{name}:{rows.line_num + 1}", "not_utf8") from err
    return Heard(known, max(moments.values(), default=0), without_value)


def replay(heard: Heard, limits: Iterable[Limit], until_ms: int | None = None) -> Iterator[dict[str, object]]:
    """Every excursion, by sensor, then start, then level from the gravest."""
    now_ms = heard.until_ms if until_ms is None else until_ms
    chosen = list(limits)
    for sensor in sorted(heard.values):
        own = [limit for limit in chosen if limit.sensor == sensor or fnmatchcase(sensor, limit.sensor)]
        values = {side: heard.values[sensor].worst(side, now_ms) for side in {one.rule.side for one in own}}
        found = [
            (one, limit)
            for limit in own
            for one in excursions_of(
                without_power_on(values[limit.rule.side], limit.rule.gap_s), limit.rule, now_ms
            )
        ]
        gravest = list(Level)
        found.sort(key=lambda pair: (pair[0].start_ms, -gravest.index(pair[1].level), pair[1].rule.side))
        yield from (shown(sensor, limit.level, one) for one, limit in found)


def without_power_on(values: Values, gap_s: int) -> Values:
    """Without the readings of exactly 85.0 with which a probe begins, at first and after each silence. In order of time."""
    if POWER_ON not in values.values():
        return values
    kept: Values = {}
    last_ms, begins = None, True
    for at_ms, value in values.items():
        begins = begins or last_ms is None or at_ms - last_ms > gap_s * 1_000
        begins = begins and value == POWER_ON
        if not begins:
            kept[at_ms] = value
        last_ms = at_ms
    return kept


def shown(sensor: str, level: Level, one: Excursion) -> dict[str, object]:
    """As JSON: times in UTC, durations in seconds, temperatures in degrees. An end that has not come is null."""
    return {
        "sensor": sensor,
        "level": level.value,
        "start": utc_text(one.start_ms),
        "start_earliest": utc_text(one.earliest_start_ms),
        "end": None if one.end_ms is None else utc_text(one.end_ms),
        "end_latest": None if one.latest_end_ms is None else utc_text(one.latest_end_ms),
        "over_s": thousandths(one.over_ms),
        "unknown_s": thousandths(one.unknown_ms),
        "peak": one.peak.millidegrees / 1_000,
        "at_peak": utc_text(one.peak_ms),
        "area_c_min": one.area / 1_000,
        "parts": one.parts,
    }


def utc_text(at_ms: int) -> str:
    """2026-11-23T06:00:00Z, with the thousandths where there are any."""
    text = from_ms(at_ms).replace(tzinfo=None).isoformat(timespec="milliseconds")
    return f"{text.removesuffix('.000')}Z"


def thousandths(count: int) -> int | float:
    return count // 1_000 if count % 1_000 == 0 else count / 1_000


def _keep(told: Told, at_ms: int, value: int) -> None:
    before = told.highest.setdefault(at_ms, value)
    if value != before:
        told.highest[at_ms] = max(value, before)
        told.lower[at_ms] = min(value, told.lower.get(at_ms, before))


def _columns(head: list[str], name: str) -> tuple[int, int, int]:
    titles = [title.strip().removeprefix("\ufeff").lower() for title in head]
    missing = [column for column in COLUMNS if column not in titles]
    if missing:
        raise Faulty(f"{name}:1", "replay_titles", missing=", ".join(missing))
    sensor, at, value = (titles.index(column) for column in COLUMNS)
    return sensor, at, value


def _moment(text: str, name: str, line: int) -> int:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as err:
        raise Faulty(f"{name}:{line}", "replay_time", raw=repr(text)) from err
    offset = at.utcoffset()
    if offset is None:
        raise Faulty(f"{name}:{line}", "replay_offset", raw=repr(text))
    since = at.astimezone(UTC) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000 + since.microseconds // 1_000


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _value(text: str, name: str, line: int) -> int | None:
    """Thousandths of a degree; None where the row says that nothing was measured, or what no probe can measure."""
    word = text.strip()
    if word.lower() in NOTHING:
        return None
    try:
        number = Decimal(word) if len(word) <= 2 * _FINEST else None
    except InvalidOperation:
        number = None
    if number is None or number.is_infinite() or "_" in word:
        raise Faulty(f"{name}:{line}", "replay_temperature", raw=repr(text[:40]))
    if number.is_nan() or not LOWEST_C <= number <= HIGHEST_C:
        return None
    return int(number.scaleb(3).to_integral_value())
