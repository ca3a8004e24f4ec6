"""Sensor messages through a real broker into the database: the hub's own way, beside a minimal client of one commit a message.

The same messages wait in the broker for each of them, who is then started: how fast each stores what waits, with every message
acknowledged after its commit and not before. The hub decodes, knows duplicates, and keeps a reading, its roll-ups and the raw
message; the others write the payload. Node-RED and Home Assistant are not installed here: what was measured of them elsewhere on
one machine (docs/benchmarks.md) is held to the minimal client of that same machine, and so to the minimal client of this run.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from time import perf_counter
from urllib.parse import urlsplit

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from sqlalchemy import func, select

from benchmarks.measure import Row, empty_database, empty_postgres
from hub.coldchain.readings import in_ms
from hub.coldchain.records import MessageBlock, Reading
from hub.devices.events import MessageHeard
from hub.devices.protocols.dialects import Reader
from hub.kernel.clock import SystemClock
from hub.storage.database import Database
from hub.worker.facts import Facts
from tests.support.broker import running_broker
from tests.support.mqtt_listener import MqttListener
from tests.support.web import make_house

MESSAGES = 20_000
SENSORS = 100
APART_MS = 5
TIMES_A_MINIMAL_CLIENT = 4.0
TIMES_ONE_PROCESS = 1.6
TOPICS = "zigbee2mqtt/#"
SHARED = f"$share/bench/{TOPICS}"
WITHIN_S = 60.0
# Elsewhere, messages a second: ../shared/reference/performance.md; the minimal client there did 4,300 and plain paho 46,000.
MINIMAL_THERE, PAHO_THERE = 4_300, 46_000
ELSEWHERE = (
    ("Node-RED with its SQLite node as installed", 1_260 / MINIMAL_THERE, "minimal", 15.0),
    ("Home Assistant's recorder", 3_100 / MINIMAL_THERE, "minimal", 5.0),
    ("Node-RED tuned by an expert, which loses messages at a kill", 49_000 / PAHO_THERE, "paho", 0.5),
)
# The queues of the house's own broker, without its file: what is measured here is not how a broker saves.
AS_OURS = ("max_inflight_messages 1000", "max_queued_messages 302400", "max_queued_bytes 268435456")


def rows() -> Iterator[Row]:
    with ExitStack() as stack:
        database = stack.enter_context(empty_database())
        folder = Path(str(database.url.database)).parent
        broker = stack.enter_context(running_broker(folder, lines=AS_OURS)).url
        floor = _plain(broker, "floor", lambda _message: None)
        least = _minimal(broker, folder / "least.db")
        ours, _ = _listen(broker, database, ["ours"], TOPICS)
        yield Row(
            f"messages from broker to commit a second, {MESSAGES:,} of {SENSORS} sensors, SQLite",
            f"{ours:,.0f}",
            f"minimal client, one commit a message {least:,.0f} ({ours / least:.1f} x, target {TIMES_A_MINIMAL_CLIENT:.0f} x)",
            ours >= TIMES_A_MINIMAL_CLIENT * least,
        )
        yield Row(
            "of it what plain paho hears and acknowledges",
            f"{floor:,.0f}",
            f"{ours / floor:.2f} of the floor",
        )
        for who, ratio, beside, target in ELSEWHERE:
            theirs = ratio * (least if beside == "minimal" else floor)
            yield Row(
                f"the same against {who}, by its ratio to the {beside} client elsewhere",
                f"{ours / theirs:.1f} x",
                f"about {theirs:,.0f} here; target {target:g} x",
                ours >= target * theirs,
            )
        lost = _lost_at_kills(broker, database)
        yield Row(f"acknowledged and lost of {MESSAGES:,} at four kills (-9)", f"{lost:,}", "none", lost == 0)
        server = stack.enter_context(empty_postgres())
        one, _ = _listen(broker, server, ["one"], SHARED)
        two, shares = _listen(broker, server, ["first", "second"], SHARED)
        yield Row(
            f"two processes on a shared subscription, PostgreSQL, messages a second, shares {shares}",
            f"{two:,.0f}",
            f"one process {one:,.0f} ({two / one:.2f} x, target {TIMES_ONE_PROCESS} x)",
            two >= TIMES_ONE_PROCESS * one,
        )


def _fill(broker: str, names: Sequence[str], topic: str = TOPICS) -> int:
    """Let the broker keep the messages for clients of these names, who are away; the moment of the first reading."""
    for name in names:
        away = MqttListener(broker, name, clean=False, manual_ack=True)
        away.subscribe(topic)
        away.close()
    sensors = MqttListener(broker, "sensors")
    first_ms = in_ms(SystemClock().now()) - MESSAGES * APART_MS - 1_000
    for number in range(MESSAGES):
        told = sensors.client.publish(f"zigbee2mqtt/cold_{number % SENSORS}", _payload(number, first_ms), 1)
    told.wait_for_publish(WITHIN_S)
    sensors.close()
    return first_ms


def _payload(number: int, first_ms: int) -> str:
    """Each of a moment of its own, so that each is a reading of its own."""
    at_ms = first_ms + number * APART_MS
    degrees = f"{3 + number % 97 / 100:.2f}"
    return f'{{"temperature": {degrees}, "humidity": 81, "battery": 97, "linkquality": 120, "last_seen": {at_ms}}}'


def _plain(broker: str, name: str, store: Callable[[paho.MQTTMessage], None]) -> float:
    """A client as its manual shows it: what is heard is stored in the callback, and then acknowledged."""
    _fill(broker, [name])
    address = urlsplit(broker)
    done, heard = Event(), 0
    client = paho.Client(CallbackAPIVersion.VERSION2, client_id=name, clean_session=False, manual_ack=True)

    def on_message(_client: paho.Client, _userdata: object, message: paho.MQTTMessage) -> None:
        nonlocal heard
        store(message)
        client.ack(message.mid, message.qos)
        heard += 1
        if heard == MESSAGES:
            done.set()

    client.on_message = on_message
    client.connect(str(address.hostname), address.port or 1883)
    begun = perf_counter()
    client.loop_start()
    if not done.wait(WITHIN_S):
        raise RuntimeError(f"only {heard} messages came")
    took = perf_counter() - begun
    client.disconnect()
    client.loop_stop()
    return MESSAGES / took


def _minimal(broker: str, path: Path) -> float:
    bare = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE message (id INTEGER PRIMARY KEY, topic TEXT, payload BLOB)")

    def store(message: paho.MQTTMessage) -> None:
        bare.execute("INSERT INTO message (topic, payload) VALUES (?, ?)", (message.topic, message.payload))

    rate = _plain(broker, "minimal", store)
    bare.close()
    return rate


def _listen(broker: str, database: Database, names: Sequence[str], topic: str) -> tuple[float, str]:
    """Processes as `benchmarks.listener` runs them: messages a second together, and what each got. Every one is a reading."""
    _meet(database)
    before = _kept(database)
    _fill(broker, names, topic)
    running = [_start(broker, database, name, topic, MESSAGES // len(names)) for name in names]
    for one in running:
        print(file=one.stdin, flush=True)
    said = [_line(one) for one in running]
    for one in running:
        one.wait(WITHIN_S)
    began, ended = zip(*(map(float, line.split()) for line in said), strict=True)
    _forget(broker, names)
    messages, readings = (now - then for now, then in zip(_kept(database), before, strict=True))
    if (messages, readings) != (MESSAGES, MESSAGES):
        raise RuntimeError(f"{messages} raw messages and {readings} readings of {MESSAGES} messages")
    return MESSAGES / (max(ended) - min(began)), " + ".join(f"{MESSAGES // len(names):,}" for _ in names)


def _start(broker: str, database: Database, name: str, topic: str, wanted: int) -> subprocess.Popen[str]:
    url = database.url.render_as_string(hide_password=False)
    running = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.listener", broker, url, name, topic, str(wanted)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if _line(running).strip() != "ready":
        raise RuntimeError("a listener did not start")
    return running


def _line(running: subprocess.Popen[str]) -> str:
    if running.stdout is None:
        raise RuntimeError("a listener says nothing")
    return running.stdout.readline()


def _lost_at_kills(broker: str, database: Database) -> int:
    """Kill the hub's listener in the middle of its work, again and again: how many acknowledged messages have no reading."""
    first_ms = _fill(broker, ["killed"])
    acknowledged: set[str] = set()
    for kill in range(4):
        running = _start(broker, database, "killed", TOPICS, 0)
        print(file=running.stdin, flush=True)
        acknowledged.update(_line(running).strip() for _ in range(1_000 * (kill + 1)))
        os.kill(running.pid, signal.SIGKILL)
        rest, _ = running.communicate()
        acknowledged.update(line for line in rest.splitlines() if line.endswith("}"))
    _forget(broker, ["killed"])
    with database.read() as session:
        kept = set(session.scalars(select(Reading.at_ms).where(Reading.at_ms >= first_ms)))
    told = {int(line.rpartition(":")[2].strip(" }")) for line in acknowledged}
    return len(told - kept)


def _meet(database: Database) -> None:
    """Sensors are met once in their life; what is measured is what they say from then on."""
    house = make_house(database, SystemClock())
    at = house.clock.now()
    early = [
        MessageHeard(f"zigbee2mqtt/cold_{number}", _payload(0, 0).encode(), retained=False, qos=1, at=at)
        for number in range(SENSORS)
    ]
    Facts(house, Reader().read).store(early)


def _forget(broker: str, names: Sequence[str]) -> None:
    """A clean session takes the place of the kept one."""
    for name in names:
        MqttListener(broker, name).close()


def _kept(database: Database) -> tuple[int, int]:
    """Raw messages and readings."""
    with database.read() as session:
        messages = session.scalar(select(func.sum(MessageBlock.messages)))
        return messages or 0, session.scalar(select(func.count()).select_from(Reading)) or 0
