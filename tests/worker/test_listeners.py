"""Two processes share what sensors say: each message is stored once, whoever gets it, and one that leaves takes nothing along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hub.coldchain.readings import in_ms
from hub.coldchain.records import Reading, SensorWord
from hub.devices.live import LiveBoard
from hub.kernel.clock import SystemClock
from hub.kernel.quantity import Temperature
from hub.settings import Settings, load
from hub.storage.database import Database
from hub.wiring import House
from hub.worker import runner
from tests.support.broker import Broker, running_broker
from tests.support.config_folder import config_folder
from tests.support.mqtt_listener import MqttListener
from tests.support.wait import until

DEVICES = """
[sensors]
topics = ["zigbee2mqtt/#", "homeassistant/#", "garage/#"]
"""
DECLARED = {
    "device_class": "temperature",
    "state_topic": "garage/temperature",
    "unit_of_measurement": "°F",
    "unique_id": "garage_1",
    "name": "Garage",
}


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    with running_broker(
        tmp_path, lines=("max_inflight_messages 1000", "max_queued_messages 10000")
    ) as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = config_folder(tmp_path, ("listeners = 1", "listeners = 2"), devices=DEVICES)
    return load(folder, {"SAMLAST_DATA": str(tmp_path / "data")})


class Process:
    """What `hub work` (number 1) or `hub listen 2` opens, with a connection of its own to the database."""

    def __init__(self, settings: Settings, url: str, broker: Broker, number: int) -> None:
        self.commits = 0
        self._stack = ExitStack()
        database = Database(url)
        self._stack.callback(database.close)
        database.after_commit(self._count)
        house = House(settings, database, SystemClock(), settings.roles, LiveBoard())
        if number == 1:
            runner.start(house, broker.url, self._stack)
        else:
            runner.start_listener(house, broker.url, number, self._stack)

    def _count(self, _notes: object) -> None:
        self.commits += 1

    def stop(self) -> None:
        self._stack.close()


@pytest.fixture
def two(settings: Settings, postgres_database_url: str, broker: Broker) -> Iterator[tuple[Process, Process]]:
    first = Process(settings, postgres_database_url, broker, 1)
    second = Process(settings, postgres_database_url, broker, 2)
    sensor = MqttListener(broker.url, "first sensor")

    def both_listen() -> bool:
        sensor.publish("zigbee2mqtt/early", b'{"temperature": 3.1}')
        return min(first.commits, second.commits) > 0

    until(both_listen, what="a message at each of them")
    sensor.close()
    yield first, second
    second.stop()
    first.stop()


def test_every_message_is_stored_once_by_one_of_them_and_all_by_the_one_that_is_left(
    two: tuple[Process, Process], postgres_database_url: str, broker: Broker
) -> None:
    first, second = two
    database = Database(postgres_database_url)
    sensor = MqttListener(broker.url, "sensor")
    first_ms = in_ms(SystemClock().now()) - 60_000

    def say(begin: int, end: int) -> None:
        for number in range(begin, end):
            payload = json.dumps({"temperature": 3.2, "last_seen": first_ms + number * 50})
            told = sensor.client.publish(f"zigbee2mqtt/cold_{number % 5}", payload, 1)
        told.wait_for_publish(10)

    def stored() -> int:
        with database.read() as session:
            return session.scalar(select(func.count()).where(Reading.at_ms < first_ms + 40_000)) or 0

    before = (first.commits, second.commits)
    say(0, 400)
    until(lambda: stored() == 400, what="every message")
    assert first.commits > before[0]
    assert second.commits > before[1]
    say(400, 500)
    second.stop()
    say(500, 600)
    until(lambda: stored() == 600, what="what came before and after one of them left")
    sensor.close()
    database.close()


@pytest.mark.usefixtures("two")
def test_what_is_told_once_is_known_to_both_and_no_word_of_a_door_is_lost(
    postgres_database_url: str, broker: Broker
) -> None:
    database = Database(postgres_database_url)
    sensor = MqttListener(broker.url, "sensor")
    sensor.publish("homeassistant/sensor/garage/config", json.dumps(DECLARED).encode())

    def warm() -> int:
        with database.read() as session:
            at_five = select(func.count()).where(Reading.temperature == Temperature(5_000))
            return session.scalar(at_five) or 0

    def words() -> int:
        with database.read() as session:
            return session.scalar(select(func.count()).where(SensorWord.quantity == "door")) or 0

    for number in range(1, 7):
        # One after the other, so that they come in turn to the one and to the other.
        sensor.publish("garage/temperature", b"41.0")
        until(lambda number=number: warm() == number, what="a temperature in Fahrenheit")  # type: ignore[misc]
    now_ms = in_ms(SystemClock().now())
    for number in range(20):
        told = json.dumps({"contact": number % 4 > 1, "last_seen": now_ms + number})
        sensor.publish("zigbee2mqtt/door", told.encode())
    until(lambda: words() == 20, what="every word of the door")
    sensor.close()
    database.close()
