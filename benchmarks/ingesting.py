"""Sensor messages through a real broker into the database: the hub's own way, beside a minimal client of one commit a message.

The same messages wait in the broker for each of them, who is then started: how fast each stores what waits, with every message
acknowledged after its commit and not before. The hub decodes, knows duplicates, and keeps roll-ups and the raw message; the others
write the payload. Quoted from elsewhere, and not measured here: Node-RED with its SQLite node as installed 870 to 1,260 a second,
Home Assistant's recorder 3,100.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from time import perf_counter
from urllib.parse import urlsplit

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from benchmarks.measure import Row, house
from hub.devices.events import MessageHeard
from hub.devices.links.intake import Intake
from hub.devices.protocols.dialects import Reader
from hub.wiring import House
from hub.worker.facts import Facts
from hub.worker.inbox import Inbox
from hub.worker.runner import never_raising
from tests.support.broker import running_broker
from tests.support.mqtt_listener import MqttListener

MESSAGES = 20_000
SENSORS = 100
TIMES_A_MINIMAL_CLIENT = 4.0
TOPICS = "zigbee2mqtt/#"
PAYLOAD = b'{"temperature": 3.1, "humidity": 81, "battery": 97, "linkquality": 120}'
WITHIN_S = 40.0
# The queues of the house's own broker, without its file: what is measured here is not how a broker saves.
AS_OURS = ("max_inflight_messages 1000", "max_queued_messages 302400", "max_queued_bytes 268435456")


def rows() -> Iterator[Row]:
    with ExitStack() as stack:
        opened, folder = stack.enter_context(house())
        url = stack.enter_context(running_broker(folder, lines=AS_OURS)).url
        floor = _floor(url)
        least = _minimal(url, folder / "least.db")
        ours = _ours(url, opened)
    yield Row(
        f"messages from broker to commit a second, {MESSAGES:,} of {SENSORS} sensors, SQLite",
        f"{ours:,.0f}",
        f"minimal client, one commit a message {least:,.0f} ({ours / least:.1f} x, target {TIMES_A_MINIMAL_CLIENT:.0f} x)",
        ours >= TIMES_A_MINIMAL_CLIENT * least,
    )
    yield Row("of it what plain paho hears and acknowledges", f"{floor:,.0f}", "the floor of the client")


def _fill(url: str, name: str) -> None:
    """Let the broker keep the messages for a client of this name, who is away."""
    away = MqttListener(url, name, clean=False, manual_ack=True)
    away.subscribe(TOPICS)
    away.close()
    sensors = MqttListener(url, "sensors")
    for number in range(MESSAGES):
        payload = f'{{"temperature": {3 + number % 97 / 100:.2f}, "humidity": 81, "battery": 97, "linkquality": 120}}'
        told = sensors.client.publish(f"zigbee2mqtt/cold_{number % SENSORS}", payload, 1)
    told.wait_for_publish(WITHIN_S)
    sensors.close()


def _plain(url: str, name: str, store: Callable[[paho.MQTTMessage], None]) -> float:
    """A client as its manual shows it: what is heard is stored in the callback, and then acknowledged."""
    _fill(url, name)
    address = urlsplit(url)
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


def _floor(url: str) -> float:
    return _plain(url, "floor", lambda _message: None)


def _minimal(url: str, path: Path) -> float:
    bare = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE message (id INTEGER PRIMARY KEY, topic TEXT, payload BLOB)")

    def store(message: paho.MQTTMessage) -> None:
        bare.execute("INSERT INTO message (topic, payload) VALUES (?, ?)", (message.topic, message.payload))

    rate = _plain(url, "minimal", store)
    bare.close()
    return rate


def _ours(url: str, opened: House) -> float:
    """What `hub.worker.runner` makes of the settings, with the moment of each acknowledgement noted."""
    _fill(url, "ours")
    facts = Facts(opened, Reader().read)
    # Sensors are met once in their life; what is measured is what they say from then on.
    facts.store(
        [
            MessageHeard(f"zigbee2mqtt/cold_{at}", PAYLOAD, retained=False, qos=1, at=opened.clock.now())
            for at in range(SENSORS)
        ]
    )
    done, told = Event(), 0
    inbox = Inbox(
        opened.clock,
        never_raising(lambda *_said, **_how: None),
        weigh=facts.weigh,
        store=facts.store,
        bury=facts.bury,
    )

    def hear(message: MessageHeard, acknowledge: Callable[[], None]) -> None:
        def acknowledged() -> None:
            nonlocal told
            acknowledge()
            told += 1
            if told == MESSAGES:
                done.set()

        inbox.hear(message, acknowledged)

    intake = Intake(url, "ours", opened.clock, hear=hear, topics=(TOPICS,))
    inbox.start()
    begun = perf_counter()
    intake.start()
    if not done.wait(WITHIN_S):
        raise RuntimeError(f"only {told} messages were stored")
    took = perf_counter() - begun
    intake.stop()
    inbox.stop()
    return MESSAGES / took
