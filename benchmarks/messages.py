"""Sensor messages stored: the hub's own transaction for each, beside a minimal client's one row and one commit for each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import count

from benchmarks.measure import Row, house, rank, timed
from hub.devices.events import MessageHeard
from hub.devices.protocols import dialects
from hub.worker.facts import Facts

MESSAGES = 500
PAYLOAD = b'{"temperature": 3.2, "humidity": 81, "battery": 97, "linkquality": 120}'


def rows() -> Iterator[Row]:
    with house() as (opened, folder):
        facts = Facts(opened, dialects.read)
        bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE message (id INTEGER PRIMARY KEY, topic TEXT, payload BLOB)")
        topics = (f"zigbee2mqtt/cold_{number % 20}" for number in count())

        def ours() -> None:
            heard = MessageHeard(next(topics), PAYLOAD, retained=False, qos=1, at=opened.clock.now())
            facts.store(heard)

        def least() -> None:
            bare.execute("INSERT INTO message (topic, payload) VALUES (?, ?)", (next(topics), PAYLOAD))

        own, peer = 1 / rank(timed(ours, MESSAGES), 50), 1 / rank(timed(least, MESSAGES), 50)
        bare.close()
    yield Row(
        "messages stored a second", f"{own:.0f}", f"one row, one commit: {peer:.0f} ({own / peer:.2f} x)"
    )
