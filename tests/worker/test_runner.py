"""Everything together: a scale on a port and a sensor at the broker become facts, and the screens hear of them."""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hub.coldchain.message_log import BLOCK, block_of
from hub.coldchain.records import MessageBlock
from hub.devices.commands import Order, ScaleCommand, as_payload, topic_of
from hub.devices.live import LiveBoard
from hub.kernel.clock import SystemClock
from hub.receiving.records import Weighing
from hub.settings import load
from hub.storage.database import Database
from hub.wiring import House
from hub.worker import runner
from hub.worker.broker import Broker
from tests.support.answering_device import AnsweringDevice
from tests.support.config_folder import config_folder
from tests.support.mqtt_listener import MqttListener
from tests.support.wait import until

DEVICES = """
[[scales]]
key = "goods_in"
name = {{ nb = "Varemottak", sv = "Varumottagning", en = "Goods in" }}
url = "{url}"
protocol = "mt_sics"
place = "GOODS-IN"
unit = "kg"
maximum = "60"
division = "0.02"
window_s = "0.2"
poll_s = "0.02"

[sensors]
topics = ["zigbee2mqtt/#", "samlast/#", "spBv1.0/#"]
"""


@pytest.fixture
def scale() -> Iterator[AnsweringDevice]:
    answers = {
        b"SI\r\n": b"S S      10.46 kg\r\n",
        b"TA\r\n": b"TA A       0.00 kg\r\n",
        b"I4\r\n": b'I4 A "B123456789"\r\n',
        b"T\r\n": b"T S      10.46 kg\r\n",
    }
    with AnsweringDevice(answers) as device:
        yield device


@pytest.fixture
def house(database: Database, scale: AnsweringDevice, tmp_path: Path) -> House:
    folder = config_folder(tmp_path, devices=DEVICES.format(url=scale.url))
    settings = load(folder, {"SAMLAST_DATA": str(tmp_path / "data")})
    return House(settings, database, SystemClock(), settings.roles, LiveBoard())


@pytest.fixture
def running(house: House, broker: Broker) -> Iterator[House]:
    with ExitStack() as stack:
        runner.start(house, broker.url, stack)
        runner.feed_live_board(house, broker.url, stack)
        yield house


def test_a_command_from_a_page_reaches_the_scale_and_its_answer_the_pages(running: House) -> None:
    command = ScaleCommand("goods_in", Order.TARE, "press", SystemClock().now())
    until(lambda: running.live.say(topic_of("goods_in"), as_payload(command)))
    answer = until(lambda: running.live.latest("samlast/live/command/goods_in"))
    assert (answer["order"], answer["operation"], answer["outcome"]) == ("tare", "press", "done")


def test_a_load_on_the_scale_is_stored_once_and_the_screens_hear_of_it(running: House) -> None:
    listener = running.live.listen("samlast/live/weighing/goods_in")

    def stored() -> list[Weighing]:
        with running.database.read() as session:
            return list(session.scalars(select(Weighing)))

    (weighing,) = until(stored)
    assert (weighing.scale, weighing.number, weighing.net.milligrams) == ("goods_in", 1, 10_460_000)
    assert b"S S      10.46 kg" in weighing.raw
    live = until(lambda: running.live.latest("samlast/live/scale/goods_in"))
    assert live["state"] == "stable"
    assert live["mass_mg"] == 10_460_000
    listener.close()
    assert len(stored()) == 1


def test_a_message_is_stored_and_our_own_words_are_not(running: House, broker: Broker) -> None:
    sensor = MqttListener(broker.url, "sensor")

    def stored() -> int:
        # The hub may still be connecting: a sensor repeats itself too.
        sensor.publish("zigbee2mqtt/room1", b'{"temperature": 3.25}')
        with running.database.read() as session:
            return session.scalar(select(func.sum(MessageBlock.messages))) or 0

    until(stored)
    with running.database.read() as session:
        numbers = [block.id * BLOCK for block in session.scalars(select(MessageBlock))]
        assert {one.message.topic for number in numbers for one in block_of(session, number)} == {
            "zigbee2mqtt/room1"
        }
    sensor.close()


def test_a_node_that_nobody_heard_being_born_is_asked_for_its_births(running: House, broker: Broker) -> None:
    assert running.settings.devices.sensors.topics
    node = MqttListener(broker.url, "node")
    node.subscribe("spBv1.0/plant/NCMD/n1")
    # A metric by alias 1 alone, as the node sends them after its birth.
    by_alias = bytes.fromhex("08e0848ace8d331212100118e0848ace8d33690000000000000e401801")

    def asked() -> list[bytes]:
        node.publish("spBv1.0/plant/NDATA/n1", by_alias)
        return [told.payload for told in list(node.heard) if told.topic == "spBv1.0/plant/NCMD/n1"]

    assert b"Node Control/Rebirth" in until(asked)[0]
    node.close()


def test_the_state_of_the_hub_is_retained_and_says_lost_after_the_stop(house: House, broker: Broker) -> None:
    def state() -> str | None:
        newcomer = MqttListener(broker.url, f"newcomer-{os.urandom(4).hex()}")
        newcomer.subscribe("samlast/state/hub")
        heard = until(lambda: newcomer.heard, what="the retained state")
        newcomer.close()
        return str(json.loads(heard[0].payload)["state"])

    with ExitStack() as stack:
        runner.start(house, broker.url, stack)
        watcher = MqttListener(broker.url, "watcher")
        watcher.subscribe("samlast/state/#")
        until(lambda: [one for one in watcher.heard if one.topic == "samlast/state/hub"])
        assert state() == "back"
        watcher.close()
    until(lambda: state() == "lost")


def test_what_a_sensor_said_while_the_hub_was_away_is_stored_afterwards(house: House, broker: Broker) -> None:
    def count() -> int:
        with house.database.read() as session:
            return session.scalar(select(func.sum(MessageBlock.messages))) or 0

    sensor = MqttListener(broker.url, "sensor")
    with ExitStack() as stack:
        runner.start(house, broker.url, stack)

        def heard() -> int:
            sensor.publish("zigbee2mqtt/room1", b'{"temperature": 3.25}')
            return count()

        until(heard)
    before = count()
    for number in range(20):
        sensor.publish("zigbee2mqtt/room1", json.dumps({"temperature": number}).encode())
    with ExitStack() as stack:
        runner.start(house, broker.url, stack)
        until(lambda: count() >= before + 20)
    sensor.close()


@pytest.mark.parametrize("payload", [b"", b"[1]", b"\xff", b"null", b"[" * 100_000, b"NaN"])
def test_a_payload_that_is_no_object_is_left_out_of_the_board(payload: bytes) -> None:
    assert runner.json_object(payload) is None


def test_a_failure_to_tell_is_logged_and_goes_no_further(caplog: pytest.LogCaptureFixture) -> None:
    def broken(topic: str, payload: object, *, retain: bool = False) -> None:
        raise ValueError(topic, payload, retain)

    runner.never_raising(broken)("samlast/live/alive", {})
    assert "nobody could be told about samlast/live/alive" in caplog.text
