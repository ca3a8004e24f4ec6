"""Readings on disk and on a screen: bytes for each with its roll-ups, and a month of one sensor among twenty, queried and encoded.

A month of twenty sensors at one a minute, on SQLite, written minute by minute.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import timedelta

from benchmarks.measure import Row, house, ms, rank, timed
from hub.coldchain.curve import drawn_tracks
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.rollups import Row as Reading
from hub.coldchain.rollups import add_readings
from hub.kernel.quantity import Temperature
from tests.support.coldchain_factory import a_cold_room, a_hung_probe

SENSORS = 20
MINUTES = 30 * 24 * 60
MINUTE_MS = 60_000
MONTH_MS = 28 * 24 * 60 * MINUTE_MS
BYTES_AT_MOST = 40
FAR_AT_MOST_S = 0.010


def rows() -> Iterator[Row]:
    with house() as (opened, folder):
        now = opened.clock.now()
        end_ms = in_ms(now)
        with opened.database.write() as session:
            room = a_cold_room(session)
            hung = a_hung_probe(session, room, now - timedelta(days=400))
            others = [
                a_hung_probe(session, a_cold_room(session, f"room_{one}"), now, f"probe_{one}").id
                for one in range(1, SENSORS)
            ]
            probes = [hung.id, *others]
            for minute in range(MINUTES):
                at_ms = end_ms - (MINUTES - minute) * MINUTE_MS
                value = Temperature(3_000 + minute * 37 % 400)
                number = 1_024 * (minute + 1)
                add_readings(
                    session, [Reading(one, at_ms + one, value, None, number + one) for one in probes]
                )

        def month() -> None:
            with opened.database.read() as session:
                json.dumps(drawn_tracks(session, room.id, Span(end_ms - MONTH_MS, end_ms)))

        far = rank(timed(month, 20), 50)
        with sqlite3.connect(folder / "hub.db") as file:
            (size,) = file.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN ('reading', 'rollup')"
            ).fetchone()
    each = size / (SENSORS * MINUTES)
    yield Row(
        "bytes of a reading with its roll-ups, SQLite",
        f"{each:.1f}",
        f"at most {BYTES_AT_MOST}",
        each <= BYTES_AT_MOST,
    )
    yield Row(
        "a month of one sensor from roll-ups, query and encode, median",
        ms(far),
        f"< {ms(FAR_AT_MOST_S)}",
        far < FAR_AT_MOST_S,
    )
