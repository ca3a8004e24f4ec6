"""A year of twenty sensors, ten and a half million readings, on SQLite and on PostgreSQL: bytes, curves, excursions, a new reading.

What is asked for is what the pages and the watch ask for, from the query to the text that goes to the browser. The year takes some
minutes to make up and write: `python -m benchmarks.year` measures sixty days of it, `--long` all of it. Says on the error output how far it is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

import orjson
from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.made_year import SENSORS, write_year
from benchmarks.measure import Row, as_in_the_hub, empty_database, empty_postgres, ms, rank, timed
from hub.coldchain.curve import drawn_tracks
from hub.coldchain.levels import Level
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.rollups import Row as NewReading
from hub.coldchain.rollups import add_readings
from hub.coldchain.stored import DAY_MS
from hub.coldchain.watching import find_excursions, tracks
from hub.kernel.clock import SystemClock
from hub.kernel.quantity import Temperature
from hub.storage.database import Database
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit

SHORT_DAYS, LONG_DAYS = 60, 365
BYTES_AT_MOST = 40
FAR_AT_MOST_S = 0.010
RAW_AT_MOST_S = 0.040
EXCURSIONS_AT_MOST_S = 2.0
# What differs by less is the machine.
THE_SAME = 1.3
LIMITS = (("5", Level.WARN), ("8", Level.ALARM), ("10", Level.CRITICAL))


@dataclass(frozen=True, slots=True)
class Sensors:
    """A database with its twenty rooms and probes."""

    name: str
    database: Database
    places: Sequence[int]
    probes: Sequence[int]


def rows(days: int = SHORT_DAYS) -> Iterator[Row]:
    now = SystemClock().now()
    last_day = in_ms(now) // DAY_MS - 1
    with ExitStack() as stack:
        old = [
            _sensors("SQLite", stack.enter_context(empty_database()), now, days),
            _sensors("PostgreSQL", stack.enter_context(empty_postgres()), now, days),
        ]
        young = [
            _sensors("SQLite", stack.enter_context(empty_database()), now, days),
            _sensors("PostgreSQL", stack.enter_context(empty_postgres()), now, days),
        ]
        count = write_year({one.database: one.probes for one in old}, last_day, days, said=_say)
        write_year({one.database: one.probes for one in young}, last_day, 2)
        for one in (*old, *young):
            _tidied(one.database)
        stack.enter_context(as_in_the_hub())
        for one in old:
            yield from _one_year(one, count, (last_day + 1) * DAY_MS, days)
        for long_kept, new in zip(old, young, strict=True):
            yield from _new_reading(long_kept, new, in_ms(now), days)


def _tidied(database: Database) -> None:
    """What PostgreSQL does by itself in the course of a year is done before anything is measured, and not meanwhile."""
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE)"))
            connection.execute(text("CHECKPOINT"))


def _say(sensors: int) -> None:
    print(f"  {sensors} of {SENSORS} sensors written", file=sys.stderr, flush=True)


def _sensors(name: str, database: Database, now: datetime, days: int) -> Sensors:
    since = now - timedelta(days=days + 35)
    with database.write() as session:
        rooms = [a_cold_room(session, f"room_{at}") for at in range(SENSORS)]
        for room in rooms:
            for celsius, level in LIMITS:
                a_limit(session, room, celsius, level, valid_from=since)
        probes = [a_hung_probe(session, room, since, f"probe_{at}").id for at, room in enumerate(rooms)]
        return Sensors(name, database, [room.id for room in rooms], probes)


def _one_year(one: Sensors, count: int, end_ms: int, days: int) -> Iterator[Row]:
    each = _bytes(one.database) / count
    yield Row(
        f"bytes of a reading with roll-ups and indexes, {count:,} of them, {one.name}",
        f"{each:.1f}",
        f"at most {BYTES_AT_MOST}",
        each <= BYTES_AT_MOST,
    )
    month = Span(end_ms - 30 * DAY_MS, end_ms)

    def far(session: Session) -> None:
        orjson.dumps(drawn_tracks(session, one.places[0], month))

    def raw(session: Session) -> None:
        [track] = tracks(session, one.places[0], month)
        orjson.dumps({"t": [at_ms // 1_000 for at_ms in track.columns.times], "v": track.columns.values})

    def year(session: Session) -> None:
        for place in one.places:
            find_excursions(session, place, Span(end_ms - days * DAY_MS, end_ms), end_ms)

    for what, ask, times, most in (
        ("a month of one sensor from roll-ups, query and encode, median", far, 30, FAR_AT_MOST_S),
        ("a month of one sensor, every reading, query and encode, median", raw, 30, RAW_AT_MOST_S),
        (
            f"excursions of {SENSORS} sensors in {days} days, three levels, from scratch",
            year,
            3,
            EXCURSIONS_AT_MOST_S * days / LONG_DAYS,
        ),
    ):
        took = rank(_asked(one.database, ask, times), 50)
        yield Row(f"{what}, {one.name}", ms(took), f"< {ms(most)}", took < most)


def _new_reading(year: Sensors, new: Sensors, now_ms: int, days: int) -> Iterator[Row]:
    """One minute of the house, twenty readings in one commit; then one room looked at as the watch does each half minute."""
    for what, work in (("twenty new readings, one commit", _stored), ("one look at a room", _looked)):
        old, young = median(work(year, now_ms)), median(work(new, now_ms))
        yield Row(
            f"{what} in a database of {days} days, median, {year.name}",
            ms(old),
            f"in one of two days {ms(young)}; the same within {THE_SAME}",
            old <= THE_SAME * young,
        )


def _stored(one: Sensors, now_ms: int) -> list[float]:
    minutes = iter(range(-300, 0))

    def store() -> None:
        at_ms = now_ms + next(minutes) * 60_000
        with one.database.write() as session:
            add_readings(
                session,
                [NewReading(probe, at_ms + probe, Temperature(3_000), None, at_ms) for probe in one.probes],
            )

    return timed(store, 300)


def _looked(one: Sensors, now_ms: int) -> list[float]:
    def look(session: Session) -> None:
        find_excursions(session, one.places[0], Span(now_ms - 2 * DAY_MS, now_ms), now_ms)

    return _asked(one.database, look, 50)


def _asked(database: Database, ask: Callable[[Session], None], times: int) -> list[float]:
    def once() -> None:
        with database.read() as session:
            ask(session)

    once()
    return timed(once, times)


def _bytes(database: Database) -> int:
    tables = ("reading", "sealed_day", "reading_seal", "rollup")
    if database.is_sqlite:
        names = [f"'{table}'" for table in tables] + ["'sqlite_autoindex_sealed_day_1'"]
        ask = f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({', '.join(names)})"  # noqa: S608 - our own names
    else:
        ask = "SELECT " + " + ".join(f"pg_total_relation_size('{table}')" for table in tables)
    with database.read() as session:
        return int(session.execute(text(ask)).scalar_one())


if __name__ == "__main__":
    for row in rows(LONG_DAYS if "--long" in sys.argv[1:] else SHORT_DAYS):
        print(row, flush=True)
