"""A made-up year of twenty sensors at one reading a minute, as the hub stores it: for measuring, and nothing else.

Cooling in cycles of forty minutes, a door each day, an excursion of one to three hours every two weeks and sensor, a fault and a
silence now and then; clocks that are some tenths of a second apart. The last two days lie open as rows, all others are sealed.
Packed and rolled up by the hub's own code and written by bulk: a year of messages would take a quarter of an hour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import pi, sin
from random import Random
from typing import Any, cast

from sqlalchemy.orm import Session

from hub.coldchain.packing import StoredReading, pack
from hub.coldchain.rollups import READINGS, ROLLUPS, SEALED, Row, rolled_up
from hub.coldchain.stored import DAY_MS
from hub.kernel.quantity import Temperature
from hub.storage.database import Database

SENSORS = 20
MINUTE_MS = 60_000
A_DAY = 1_440
OPEN_DAYS = 2
DAYS_BETWEEN_EXCURSIONS = 14
MISSING, FAULT, WARMER = 0.000_5, 0.999_98, 0.9
COLUMNS = {table.name: [column.name for column in table.c] for table in (READINGS, ROLLUPS, SEALED)}
Rows = dict[str, list[tuple[Any, ...]]]


def write_year(
    houses: Mapping[Database, Sequence[int]],
    last_day: int,
    days: int,
    said: Callable[[int], None] = lambda _sensors: None,
) -> int:
    """Fill databases, each with the ids of its twenty probes, up to and with a day; how many readings each then has. `said` after each sensor."""
    count = 0
    for sensor in range(SENSORS):
        made = list(_days_of(sensor, last_day - days + 1, days))
        count += sum(len(rows) for rows in made)
        for database, probe_ids in houses.items():
            with database.write() as session:
                for table, rows in _as_stored(probe_ids[sensor], made).items():
                    _put(session, table, rows)
        said(sensor + 1)
    return count


def _days_of(sensor: int, first_day: int, days: int) -> Iterator[list[StoredReading]]:
    chance = Random(sensor)
    cycle = [round(700 * sin(2 * pi * minute / 40), -2) for minute in range(40)]
    warm: dict[int, float] = {}
    for number in range(days):
        begin = number * A_DAY + chance.randrange(A_DAY)
        warm |= {begin + at: 3_000 - 300 * at for at in range(10)}
        if number % DAYS_BETWEEN_EXCURSIONS == sensor % DAYS_BETWEEN_EXCURSIONS:
            length, peak = chance.randrange(60, 180), chance.randrange(4_000, 9_000)
            warm |= {begin + at: round(peak * sin(pi * at / length), -2) for at in range(length)}
    for number in range(days):
        rows = []
        for minute in range(number * A_DAY, (number + 1) * A_DAY):
            luck = chance.random()
            if luck < MISSING:
                continue
            at_ms = (first_day * A_DAY + minute) * MINUTE_MS + sensor * 900 + int(luck * 400)
            value = int(3_000 + cycle[(minute + sensor) % 40] + warm.get(minute, 0) + 100 * (luck > WARMER))
            message = (minute * SENSORS + sensor + int(luck * 3)) * 1_024
            is_fault = luck > FAULT
            rows.append(
                StoredReading(
                    at_ms, None if is_fault else value, "probe absent" if is_fault else None, message, None
                )
            )
        yield rows


def _as_stored(probe_id: int, days: Sequence[Sequence[StoredReading]]) -> Rows:
    found: Rows = {"reading": [], "sealed_day": [], "rollup": []}
    for at, rows in enumerate(days):
        found["rollup"] += rolled_up(
            Row(probe_id, one.at_ms, Temperature(one.value), None, one.message_id)
            for one in rows
            if one.value is not None
        )
        if at >= len(days) - OPEN_DAYS:
            found["reading"] += [(probe_id, *one) for one in rows]
        else:
            packed = pack(rows)
            found["sealed_day"].append(
                (probe_id, rows[0].at_ms // DAY_MS, len(rows), packed.measured, packed.origins)
            )
    return found


def _put(session: Session, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    bare = cast("Any", session.connection().connection.driver_connection)
    names = ", ".join(COLUMNS[table])
    if session.connection().dialect.name == "sqlite":
        marks = ", ".join("?" * len(COLUMNS[table]))
        bare.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - our own names
        return
    with bare.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
