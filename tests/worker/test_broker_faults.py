"""Faults between a sensor and the database, each made for real: a broker that is killed, poison, a flood, words in another's name.

Real Mosquitto, real client, real database.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, select

from hub.coldchain import alarms
from hub.coldchain.alarm_records import AlarmKind
from hub.coldchain.message_counts import dead_letters, dropped
from hub.coldchain.readings import in_ms
from hub.coldchain.records import DeadLetter, Probe, Reading
from hub.devices.events import MessageHeard
from hub.kernel.clock import SystemClock
from hub.storage.database import Database
from hub.wiring import House
from hub.worker.flood import Meter
from hub.worker.room_jobs import look_at_rooms
from tests.support.broker import Broker, running_broker
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe
from tests.support.ear import listening
from tests.support.mqtt_listener import MqttListener
from tests.support.wait import until
from tests.support.web import make_house

TOPICS = ("zigbee2mqtt/#", "tele/#")
DOCUMENT = Path(__file__).parents[2] / "docs" / "devices" / "broker.md"


@pytest.fixture
def house(sqlite_database: Database) -> House:
    return make_house(sqlite_database, SystemClock())


def nobody(*_told: object, **_how: object) -> None:
    """No screens."""


def count(house: House, sensor_key: str = "") -> int:
    with house.database.read() as session:
        query = select(func.count()).select_from(Reading)
        if sensor_key:
            query = query.join(Probe, Probe.id == Reading.probe_id).where(Probe.sensor_key == sensor_key)
        return session.scalar(query) or 0


def told_at(number: int, first_ms: int) -> bytes:
    """Each at a moment of its own, so that each is a reading of its own."""
    return json.dumps({"temperature": 3.2, "last_seen": first_ms + number * 20}).encode()


def has(heard: set[int], wanted: int) -> bool:
    return len(heard) >= wanted


def numbers_of(house: House, first_ms: int) -> list[int]:
    with house.database.read() as session:
        return [(at_ms - first_ms) // 20 for at_ms in session.scalars(select(Reading.at_ms))]


class Sensor:
    """Speaks without a pause until it is told to stop; its own client keeps what the broker has not taken."""

    def __init__(self, broker: Broker, first_ms: int) -> None:
        self.line = MqttListener(broker.url, "sensor")
        self.line.client.reconnect_delay_set(1, 1)
        self.sent = 0
        self._first_ms = first_ms
        self._stopping = Event()
        self._thread = Thread(target=self._speak, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(10)

    def _speak(self) -> None:
        while not self._stopping.wait(0.002):
            self.line.client.publish("zigbee2mqtt/cold_1", told_at(self.sent, self._first_ms), 1)
            self.sent += 1


def test_a_broker_killed_under_load_loses_nothing_that_the_hub_had_heard(
    house: House, tmp_path: Path
) -> None:
    """The broker keeps nothing over a kill, so what was on its way may be gone; the hub goes on by itself and doubles nothing."""
    heard: set[int] = set()
    first_ms = in_ms(house.clock.now()) - 90_000

    def journal(message: MessageHeard) -> None:
        heard.add((json.loads(message.payload)["last_seen"] - first_ms) // 20)

    with (
        running_broker(tmp_path, lines=("max_inflight_messages 1000",)) as broker,
        listening(house, broker.url, TOPICS, journal=journal) as bus,
    ):
        sensor = Sensor(broker, first_ms)
        sensor.start()
        for kills in range(2):
            until(partial(has, heard, 300 * (kills + 1)), within_s=20, what="some load")
            broker.kill()
            before = len(heard)
            broker.start()
            until(lambda: bus.subscribed, within_s=20, what="the hub's way back")
            until(partial(has, heard, before + 1), within_s=20, what="words after the kill")
        sensor.stop()
        # The last word of all, after the storm: the ear is alive. On a line of its own, because the client that spoke through two kills may
        # still wait for answers to what it said before.
        last = sensor.sent + 10
        fresh = MqttListener(broker.url, "last")
        fresh.client.publish("zigbee2mqtt/cold_1", told_at(last, first_ms), 1).wait_for_publish(20)
        until(lambda: last in set(numbers_of(house, first_ms)), within_s=60, what="the last word")
        until(lambda: len(numbers_of(house, first_ms)) >= len(heard), within_s=60, what="all that was heard")
        fresh.close()
        sensor.line.close()
    stored = numbers_of(house, first_ms)
    assert len(stored) == len(set(stored))
    assert set(stored) == heard
    assert heard <= set(range(sensor.sent)) | {last}


def test_one_poisoned_payload_among_a_thousand_is_a_dead_letter_with_its_reason(
    house: House, tmp_path: Path
) -> None:
    first_ms = in_ms(house.clock.now()) - 90_000
    with running_broker(tmp_path) as broker, listening(house, broker.url, TOPICS):
        sensor = MqttListener(broker.url, "sensor")
        for number in range(1_000):
            payload = b'{"temperature": 3.' if number == 500 else told_at(number, first_ms)
            sent = sensor.client.publish("zigbee2mqtt/cold_1", payload, 1)
        sent.wait_for_publish(20)
        until(lambda: count(house) == 999, within_s=20, what="the 999 others")
        # The thread is alive: the next one comes through as well.
        sensor.publish("zigbee2mqtt/cold_1", told_at(1_000, first_ms))
        until(lambda: count(house) == 1_000, what="the one after")
        sensor.close()
    with house.database.read() as session:
        [dead] = session.scalars(select(DeadLetter)).all()
        assert dead.topic == "zigbee2mqtt/cold_1"
        [told] = dead_letters(session, house.clock.now())
        assert (told.because, told.count, told.where) == (dead.because, 1, "zigbee2mqtt/cold_1")
        assert "JSON" in told.because


def test_a_mad_sensor_is_held_to_its_allowance_and_calls_while_the_others_are_stored(
    sqlite_database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    """6,000 messages as fast as they go, in the middle of ten sensors that speak as ever. Its allowance here is 300 at once."""
    house = make_house(sqlite_database, clock)
    with sqlite_database.write() as session:
        a_hung_probe(session, a_cold_room(session), clock.now(), "cold-0")
    meter = Meter(clock, at_once=300, a_second=10)
    with running_broker(tmp_path) as broker, listening(house, broker.url, TOPICS, meter=meter):
        mad = MqttListener(broker.url, "mad")
        well = MqttListener(broker.url, "well")
        now_ms = in_ms(clock.now())
        for number in range(6_000):
            mad.client.publish("zigbee2mqtt/mad", told_at(number - 6_000, now_ms), 0)
            if number % 60 == 0:
                for sensor in range(10):
                    well.client.publish(f"zigbee2mqtt/cold-{sensor}", told_at(number // 60 - 100, now_ms), 1)
        until(
            lambda: all(count(house, f"cold-{sensor}") == 100 for sensor in range(10)),
            within_s=30,
            what="every word of the others",
        )

        def counted() -> int:
            with house.database.read() as session:
                return sum(number for _, number in dropped(session, clock.now()))

        until(
            lambda: counted() + count(house, "mad") == 6_000, within_s=20, what="each message accounted for"
        )
        assert count(house, "mad") == 300
        assert meter.flooding() == ["zigbee2mqtt/mad"]

        look_at_rooms(house, nobody)
        with house.database.read() as session:
            [view] = alarms.calling(session, in_ms(clock.now()))
            assert (view.alarm.kind, view.alarm.facts) == (AlarmKind.FLOOD, {"topic": "zigbee2mqtt/mad"})
        look_at_rooms(house, nobody)
        with house.database.read() as session:
            assert len(alarms.every(session)) == 1

        clock.advance(300)
        look_at_rooms(house, nobody)
        with house.database.read() as session:
            assert alarms.one(session, view.alarm.id).is_over
        # Quiet again, it is heard again.
        mad.publish("zigbee2mqtt/mad", told_at(1, in_ms(clock.now()) - 20))
        until(lambda: count(house, "mad") == 301, what="a sensor that is well again")
        assert meter.flooding() == []
        mad.close()
        well.close()


NAMES = ("samlast", "zigbee-bridge", "cold-1", "cold-2")


@contextmanager
def broker_of_the_document(folder: Path) -> Iterator[Broker]:
    """A Mosquitto with the rules of docs/devices/broker.md; each name is its own password."""
    folder.mkdir(exist_ok=True)
    [rules] = re.findall(r"```acl\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    (folder / "acl").write_text(rules, encoding="utf-8")
    passwords = folder / "passwords"
    passwords.write_text("".join(f"{name}:{name}\n" for name in NAMES), encoding="utf-8")
    for file in (folder / "acl", passwords):
        file.chmod(0o600)
    subprocess.run(["mosquitto_passwd", "-U", str(passwords)], check=True)
    lines = (f"acl_file {folder / 'acl'}", f"password_file {passwords}")
    with running_broker(folder, anonymous=False, lines=lines) as broker:
        yield broker


def named(broker: Broker, name: str) -> str:
    return f"mqtt://{name}:{name}@127.0.0.1:{broker.port}"


def test_nobody_speaks_in_the_name_of_anothers_sensor_and_a_kept_value_is_never_fresh(
    house: House, tmp_path: Path
) -> None:
    with broker_of_the_document(tmp_path) as broker, listening(house, named(broker, "samlast"), TOPICS):
        one, other = (
            MqttListener(named(broker, "cold-1"), "one"),
            MqttListener(named(broker, "cold-2"), "other"),
        )
        bridge = MqttListener(named(broker, "zigbee-bridge"), "bridge")
        tasmota = b'{"Time": "2026-11-23T07:00:00", "DS18B20": {"Id": "030597946B04", "Temperature": 3.2}, "TempUnit": "C"}'
        # In another's name, on a bridge's topic, and on the hub's own.
        other.publish("tele/cold-1/SENSOR", tasmota.replace(b"3.2", b"-20.0"))
        other.publish("zigbee2mqtt/cold-1", b'{"temperature": -20.0}')
        other.publish("samlast/command/goods_in", b'{"order": "tare"}')
        # An old value, kept by the broker from before.
        one.publish("tele/cold-1/SENSOR", tasmota.replace(b"3.2", b"-20.0"), retain=True)
        until(lambda: count(house) == 1, what="the sensor's own word")
        one.publish("tele/cold-1/SENSOR", tasmota)
        bridge.publish("zigbee2mqtt/cold-3", b'{"temperature": 4.5}')
        until(lambda: count(house) >= 3, what="what was rightly said")
        for line in (one, other, bridge):
            line.close()
    with house.database.read() as session:
        degrees = [
            one.millidegrees for one in session.scalars(select(Reading.temperature)) if one is not None
        ]
        # What the sensor asks the broker to keep is fresh while it is said; the hub listened then.
        assert sorted(degrees) == [-20_000, 3_200, 4_500]
        assert {one.topic for one in session.scalars(select(Probe))} == {
            "tele/cold-1/SENSOR",
            "zigbee2mqtt/cold-3",
        }
    with broker_of_the_document(tmp_path / "again") as broker:
        one = MqttListener(named(broker, "cold-1"), "one")
        one.publish("tele/cold-1/SENSOR", tasmota.replace(b"3.2", b"-21.0"), retain=True)
        with listening(house, named(broker, "samlast"), TOPICS):
            one.publish("tele/cold-1/SENSOR", tasmota.replace(b"3.2", b"3.4"))
            until(lambda: count(house) >= 4, what="the fresh word")
        one.close()
    with house.database.read() as session:
        degrees = [
            one.millidegrees for one in session.scalars(select(Reading.temperature)) if one is not None
        ]
        assert sorted(degrees) == [-20_000, 3_200, 3_400, 4_500]


def test_a_broker_with_those_rules_lets_nobody_in_without_a_name(tmp_path: Path) -> None:
    with broker_of_the_document(tmp_path) as broker, pytest.raises(AssertionError, match="the connection"):
        MqttListener(broker.url, "nobody", within_s=1)
