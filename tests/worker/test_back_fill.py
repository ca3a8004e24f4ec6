"""The line is down for a day, or the hub is away while the broker's queue is full: sensors that keep a ring are asked, and nothing is missing.

Real broker, real client, real database; a simulated sensor with a ring behind the server's own words; time is moved by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from firmware_sim.ring import RingSensor
from hub.coldchain.holes import Memory
from hub.coldchain.readings import Span, from_ms, in_ms
from hub.coldchain.records import Probe, Reading
from hub.coldchain.results import facts_of
from hub.coldchain.rollups import ROLLUPS
from hub.coldchain.service import OldReading, store_reading_series
from hub.coldchain.views import room_period
from hub.coldchain.watching import find_excursions
from hub.kernel.quantity import Temperature
from hub.storage.database import Database
from hub.wiring import House
from hub.worker.back_fill import ask_for_holes
from tests.support.broker import Broker, running_broker
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit
from tests.support.ear import listening
from tests.support.mqtt_listener import MqttListener
from tests.support.wait import until
from tests.support.web import make_house

STEP_S = 600
TOPICS = ("application/#",)


def warm_by_night(number: int) -> Decimal:
    """3 °C, and for two hours in the middle of the outage 9 °C."""
    return Decimal("9.0") if 60 <= number < 72 else Decimal("3.0")


@pytest.fixture
def sensor() -> RingSensor:
    return RingSensor(1)


@pytest.fixture
def house(sqlite_database: Database, clock: FakeClock, sensor: RingSensor) -> House:
    with sqlite_database.write() as session:
        room = a_cold_room(session)
        a_limit(session, room, "5", valid_from=clock.now())
        a_hung_probe(session, room, clock.now(), sensor.eui)
    return make_house(sqlite_database, clock)


class Field:
    """The sensor at its network server: measures each ten minutes, tells it when there is a line, answers when it is asked."""

    def __init__(self, house: House, clock: FakeClock, sensor: RingSensor) -> None:
        self.house, self.clock, self.sensor = house, clock, sensor
        self.measured: list[tuple[int, Decimal]] = []

    def measures(self) -> None:
        self.clock.advance(STEP_S)
        at = in_ms(self.clock.now()) // 1_000
        celsius = warm_by_night(len(self.measured))
        self.measured.append((at, celsius))
        self.sensor.measure(at, celsius)

    def tells(self, line: MqttListener, *, wait: bool = True) -> None:
        message = self.sensor.uplink()
        line.publish(message.topic, str(message.payload).encode())
        if wait:
            at_ms = self.measured[-1][0] * 1_000
            until(lambda: at_ms in self.stored(), what=f"the reading of {at_ms}")

    def stored(self) -> dict[int, int]:
        with self.house.database.read() as session:
            rows = session.execute(select(Reading.at_ms, Reading.temperature).order_by(Reading.at_ms))
            return {at_ms: 0 if value is None else value.millidegrees for at_ms, value in rows}

    def has(self, readings: int) -> bool:
        return len(self.stored()) >= readings

    def all_there_is(self) -> dict[int, int]:
        return {at * 1_000: int(celsius * 1_000) for at, celsius in self.measured}

    def known_per_mille(self) -> int:
        begins = from_ms(self.measured[0][0] * 1_000)
        with self.house.database.read() as session:
            now = self.clock.now()
            return room_period(session, "cold_1", now=now, since=begins, day_begins=begins).known_per_mille

    def answers(self, line: MqttListener, asked: int, first: Callable[[], None] = lambda: None) -> None:
        """To the question of this number, with a look after the first half."""
        downlink = until(lambda: [one for one in list(line.heard) if one.topic == self.sensor.down][asked:])[
            0
        ]
        answers = self.sensor.obey(downlink.payload, in_ms(self.clock.now()) // 1_000)
        assert len(answers) > 2
        before = len(self.stored())
        for number, message in enumerate(answers):
            line.publish(message.topic, str(message.payload).encode())
            if number % 10 == 0:
                # On the air one comes each minute; the broker's queue is never full of them.
                until(partial(self.has, before + number), what="the answers so far")
            if number == len(answers) // 2:
                first()


@pytest.fixture
def field(house: House, clock: FakeClock, sensor: RingSensor) -> Field:
    return Field(house, clock, sensor)


def at_the_line(broker: Broker, sensor: RingSensor) -> MqttListener:
    line = MqttListener(broker.url, "network-server")
    line.subscribe(sensor.down)
    return line


def excursions(database: Database, clock: FakeClock) -> Sequence[dict[str, object]]:
    with database.read() as session:
        now_ms = in_ms(clock.now())
        found = find_excursions(session, 1, Span(now_ms - 3 * 86_400_000, now_ms), now_ms)
        return [facts_of(one) for one in found]


def rollups(database: Database) -> list[tuple[object, ...]]:
    with database.read() as session:
        return [tuple(row) for row in session.execute(select(ROLLUPS).order_by(*ROLLUPS.primary_key.columns))]


def undisturbed(url: str, field: Field) -> Database:
    """The same day with a line that never broke."""
    clean = Database(url)
    with clean.write() as session:
        room = a_cold_room(session)
        begins = from_ms(field.measured[0][0] * 1_000 - STEP_S * 1_000)
        a_limit(session, room, "5", valid_from=begins)
        probe = a_hung_probe(session, room, begins, field.sensor.eui)
        store_reading_series(
            session,
            probe,
            [OldReading(from_ms(at * 1_000), Temperature.celsius(str(one))) for at, one in field.measured],
        )
    return clean


def test_a_day_without_a_broker_is_filled_from_the_ring_and_reads_as_if_nothing_had_been(
    field: Field, house: House, tmp_path: Path, clock: FakeClock, sqlite_template: Path
) -> None:
    with running_broker(tmp_path, persistence=True) as broker, listening(house, broker.url, TOPICS) as bus:
        line = at_the_line(broker, field.sensor)
        for _ in range(8):
            field.measures()
            field.tells(line)
        line.close()
        broker.stop()
        for _ in range(144):
            field.measures()
        broker.start()
        line = at_the_line(broker, field.sensor)
        until(lambda: bus.subscribed, within_s=20, what="the hub's way back to the broker")
        field.measures()
        field.tells(line)
        before = field.known_per_mille()
        assert before < 80
        memory = Memory()
        assert ask_for_holes(house, bus.ask, memory) == 1
        assert ask_for_holes(house, bus.ask, memory) == 0  # it has a while to answer

        def gaps_shrink() -> None:
            until(lambda: field.known_per_mille() > before + 300, what="a gap that shrinks")

        field.answers(line, 0, gaps_shrink)
        until(lambda: len(field.stored()) == len(field.measured), within_s=20, what="every reading")
        line.close()
    assert field.stored() == field.all_there_is()
    assert field.known_per_mille() == 1_000
    assert ask_for_holes(house, bus.ask, Memory()) == 0
    path = tmp_path / "clean.db"
    path.write_bytes(sqlite_template.read_bytes())
    clean = undisturbed(f"sqlite:///{path}", field)
    [found] = excursions(house.database, clock)
    assert [found] == excursions(clean, clock)
    assert (found["peak_mc"], found["unknown_ms"]) == (9_000, 0)
    assert rollups(house.database) == rollups(clean)
    clean.close()


def test_what_the_full_queue_of_the_broker_dropped_is_asked_for_when_the_hub_is_back(
    field: Field, house: House, tmp_path: Path
) -> None:
    """The broker keeps the first 20 messages for the hub and drops the newest, as Mosquitto does."""
    lines = ("max_queued_messages 20", "max_inflight_messages 20")
    with running_broker(tmp_path, lines=lines) as broker:
        line = at_the_line(broker, field.sensor)
        with listening(house, broker.url, TOPICS):
            for _ in range(6):
                field.measures()
                field.tells(line)
        for _ in range(60):
            field.measures()
            field.tells(line, wait=False)
        with listening(house, broker.url, TOPICS) as bus:
            until(lambda: len(field.stored()) >= 26, what="what the broker kept")
            field.measures()
            field.tells(line)
            lost = len(field.measured) - len(field.stored())
            assert lost >= 35, "the broker was to drop some"
            assert ask_for_holes(house, bus.ask, Memory()) == 1
            field.answers(line, 0)
            until(lambda: len(field.stored()) == len(field.measured), within_s=20, what="every reading")
        line.close()
    assert field.stored() == field.all_there_is()
    with house.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Reading)) == len(field.measured)
        assert session.scalar(select(func.count()).select_from(Probe)) == 1


def test_a_sensor_that_has_nothing_of_it_is_asked_three_times_and_then_left_alone(
    field: Field, house: House, tmp_path: Path, clock: FakeClock
) -> None:
    asked: list[str] = []
    with running_broker(tmp_path) as broker, listening(house, broker.url, TOPICS):
        line = at_the_line(broker, field.sensor)
        for number in range(8):
            field.measures()
            if number != 5:
                field.tells(line)
        memory = Memory()
        for _ in range(10):
            ask_for_holes(house, lambda topic, _payload: asked.append(topic), memory)
            clock.advance(3_600)
        line.close()
    assert asked == [field.sensor.down] * 3
