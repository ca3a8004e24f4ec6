"""What the hub asks of its broker, asked of both kinds with a real client."""

import os
import signal
from pathlib import Path

import pytest

from hub.kernel.clock import SystemClock
from hub.worker.broker import Broker, Mosquitto, find_mosquitto, is_listening
from tests.support.mqtt_listener import MqttListener
from tests.support.wait import until


def test_a_message_reaches_who_subscribed(broker: Broker) -> None:
    ear, mouth = MqttListener(broker.url, "ear"), MqttListener(broker.url, "mouth")
    ear.subscribe("cold/#")
    mouth.publish("cold/1", b"3.2")
    told = until(lambda: ear.heard)
    assert [(one.topic, one.payload, one.qos, one.retain) for one in told] == [("cold/1", b"3.2", 1, False)]
    ear.close()
    mouth.close()


def test_a_newcomer_hears_the_retained_value_and_that_it_is_old(broker: Broker) -> None:
    mouth = MqttListener(broker.url, "mouth")
    mouth.publish("samlast/state/scale", b"back", retain=True)
    ear = MqttListener(broker.url, "ear")
    ear.subscribe("samlast/#")
    until(lambda: ear.heard)
    assert [(one.payload, one.retain) for one in ear.heard] == [(b"back", True)]
    ear.close()
    mouth.close()


def test_what_came_during_an_absence_is_kept_in_order_and_is_no_old_value(broker: Broker) -> None:
    first = MqttListener(broker.url, "hub", clean=False)
    first.subscribe("cold/#")
    first.close()
    mouth = MqttListener(broker.url, "mouth")
    for number in range(300):
        mouth.publish("cold/1", str(number).encode())
    again = MqttListener(broker.url, "hub", clean=False)
    until(lambda: len(again.heard) >= 300)
    assert [int(one.payload) for one in again.heard] == list(range(300))
    assert {(one.qos, one.retain) for one in again.heard} == {(1, False)}
    again.close()
    mouth.close()


def test_a_message_is_acknowledged_only_when_the_reader_says_so(broker: Broker) -> None:
    ear = MqttListener(broker.url, "hub", clean=False, manual_ack=True)
    ear.subscribe("cold/#")
    mouth = MqttListener(broker.url, "mouth")
    for number in range(60):
        mouth.publish("cold/1", str(number).encode())
    until(lambda: ear.heard)

    def all_heard() -> bool:
        for told in list(ear.heard):
            ear.client.ack(told.mid, told.qos)
        return len(ear.heard) >= 60

    until(all_heard)
    assert sorted({int(one.payload) for one in ear.heard}) == list(range(60))
    ear.close()
    mouth.close()


def _mosquitto(folder: Path) -> Mosquitto:
    program = find_mosquitto()
    assert program is not None
    return Mosquitto(program, folder, SystemClock())


def test_what_was_not_acknowledged_is_sent_again(broker: Broker) -> None:
    ear = MqttListener(broker.url, "hub", clean=False, manual_ack=True)
    ear.subscribe("cold/#")
    mouth = MqttListener(broker.url, "mouth")
    mouth.publish("cold/1", b"3.2")
    until(lambda: ear.heard)
    ear.close()
    again = MqttListener(broker.url, "hub", clean=False)
    until(lambda: again.heard)
    assert [(one.payload, one.retain) for one in again.heard] == [(b"3.2", False)]
    again.close()
    mouth.close()


def test_mosquitto_comes_back_on_its_port_with_its_queue_after_a_crash(tmp_path: Path) -> None:
    broker = _mosquitto(tmp_path / "broker")
    ear = MqttListener(broker.url, "hub", clean=False)
    ear.subscribe("cold/#")
    ear.close()
    mouth = MqttListener(broker.url, "mouth")
    for number in range(50):
        mouth.publish("cold/1", str(number).encode())
    saved = tmp_path / "broker" / "mosquitto.db"
    until(lambda: saved.exists() and saved.read_bytes().count(b"cold/1") >= 50, what="the autosave")
    crashed = broker.pid
    os.kill(crashed, signal.SIGKILL)
    mouth.close()
    until(lambda: broker.pid != crashed and is_listening(int(broker.url.rpartition(":")[2])))
    again = MqttListener(broker.url, "hub", clean=False)
    until(lambda: len(again.heard) >= 50)
    assert sorted(int(one.payload) for one in again.heard) == list(range(50))
    again.close()
    broker.stop()


def test_a_broker_that_a_killed_hub_left_behind_is_ended_and_its_port_taken_over(tmp_path: Path) -> None:
    orphan = _mosquitto(tmp_path / "broker")
    orphan._stopping.set()  # as if its hub were gone: nobody starts it again
    successor = _mosquitto(tmp_path / "broker")
    assert orphan._child.wait(5) == 0
    assert successor.url == orphan.url
    successor.stop()


def test_stopping_ends_the_child(tmp_path: Path) -> None:
    broker = _mosquitto(tmp_path / "broker")
    port = int(broker.url.rpartition(":")[2])
    broker.stop()
    assert not is_listening(port)
    assert not (tmp_path / "broker" / "pid").exists()


@pytest.mark.parametrize("name", ["max_queued_messages 302400", "autosave_interval 1", "persistence true"])
def test_the_queue_is_written_down_at_every_change(tmp_path: Path, name: str) -> None:
    broker = _mosquitto(tmp_path / "broker")
    assert name in (tmp_path / "broker" / "mosquitto.conf").read_text().splitlines()
    broker.stop()
