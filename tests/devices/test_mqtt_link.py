"""The connection to a real Mosquitto: nothing acknowledged before it is stored, and a connection that keeps itself up."""

from __future__ import annotations

import logging
from contextlib import ExitStack

import pytest

from hub.devices.events import MessageHeard
from hub.devices.links.mqtt import Acknowledge, Bus, paho_log
from hub.kernel.clock import SystemClock
from tests.support.broker import Broker
from tests.support.clock import FakeClock
from tests.support.message_reader import Reader
from tests.support.mqtt_listener import MqttListener
from tests.support.wait import until


def connected(bus: Bus, stops: ExitStack) -> Bus:
    stops.callback(bus.stop)
    bus.start()
    until(lambda: bus.connected, what="the connection")
    return bus


def reading_bus(broker: Broker, reader: Reader) -> Bus:
    return Bus(
        broker.url, "samlast-test", SystemClock(), hear=reader.hear, topics=("cold/#",), persistent=True
    )


def test_a_message_arrives_with_all_that_is_known_about_it(
    broker: Broker, mouth: MqttListener, stops: ExitStack
) -> None:
    reader = Reader()
    connected(reading_bus(broker, reader), stops)
    mouth.publish("cold/kjølerom 1", b"3.2")
    [message] = until(lambda: reader.heard)
    assert (message.topic, message.payload, message.retained, message.qos) == (
        "cold/kjølerom 1",
        b"3.2",
        False,
        1,
    )
    assert message.at.utcoffset() is not None


def test_a_retained_message_is_known_to_be_old(broker: Broker, mouth: MqttListener, stops: ExitStack) -> None:
    mouth.publish("cold/1", b"3.2", retain=True)
    reader = Reader()
    connected(reading_bus(broker, reader), stops)
    assert until(lambda: reader.heard)[0].retained


def test_a_message_that_was_not_stored_comes_again_and_a_stored_one_does_not(
    broker: Broker, mouth: MqttListener, stops: ExitStack
) -> None:
    killed = Reader()
    bus = connected(reading_bus(broker, killed), stops)
    mouth.publish("cold/1", b"stored")
    mouth.publish("cold/1", b"not stored")
    until(lambda: len(killed.heard) == 2)
    killed.answers[0]()
    # As a killed process leaves it: the line breaks without a word.
    bus._client.loop_stop()
    socket = bus._client.socket()
    assert socket is not None
    socket.close()
    again = Reader()
    connected(reading_bus(broker, again), stops)
    until(lambda: again.heard)
    mouth.publish("cold/1", b"last")
    until(lambda: b"last" in again.payloads)
    assert again.payloads[-2:] == [b"not stored", b"last"]


def test_what_came_while_the_hub_was_away_is_kept(
    broker: Broker, mouth: MqttListener, stops: ExitStack
) -> None:
    bus = connected(reading_bus(broker, Reader()), stops)
    until(lambda: bus.subscribed)
    bus.stop()
    for number in range(50):
        mouth.publish("cold/1", str(number).encode())
    reader = Reader()
    connected(reading_bus(broker, reader), stops)

    def answered_all() -> bool:
        # The broker sends a few at a time and waits for the word back.
        while reader.answers:
            reader.answers.pop(0)()
        return len(reader.heard) == 50

    until(answered_all)
    assert reader.payloads == [str(number).encode() for number in range(50)]


def test_a_receiver_that_breaks_does_not_end_the_listening(
    broker: Broker, mouth: MqttListener, stops: ExitStack, caplog: pytest.LogCaptureFixture
) -> None:
    reader = Reader()

    def hear(message: MessageHeard, acknowledge: Acknowledge) -> None:
        if message.payload == b"poison":
            raise KeyError("poison")
        reader.hear(message, acknowledge)

    caplog.set_level(logging.ERROR)
    bus = connected(
        Bus(broker.url, "samlast-test", SystemClock(), hear=hear, topics=("cold/#",), persistent=True), stops
    )
    until(lambda: bus.subscribed)
    mouth.publish("cold/1", b"poison")
    mouth.publish("cold/1", b"3.2")
    until(lambda: reader.payloads == [b"3.2"])
    assert "poison" in caplog.text


def test_the_connection_comes_back_after_the_broker_was_away(broker: Broker, stops: ExitStack) -> None:
    reader = Reader()
    bus = connected(reading_bus(broker, reader), stops)
    broker.stop()
    until(lambda: not bus.connected)
    bus.publish("samlast/state/hub", {"state": "back"}, retain=True)
    broker.start()
    until(lambda: bus.connected, within_s=15)
    speaker = MqttListener(broker.url, "speaker")
    stops.callback(speaker.close)
    speaker.subscribe("samlast/#")
    until(lambda: speaker.heard)
    assert speaker.heard[0].payload == b'{"state":"back"}'
    speaker.publish("cold/1", b"3.2")
    until(lambda: reader.payloads == [b"3.2"])


def test_an_answer_of_an_older_connection_is_not_sent(
    broker: Broker, mouth: MqttListener, stops: ExitStack
) -> None:
    reader = Reader()
    bus = connected(reading_bus(broker, reader), stops)
    until(lambda: bus.subscribed)
    mouth.publish("cold/1", b"3.2")
    until(lambda: reader.heard)
    until(lambda: broker_saved(broker), what="the broker's own record")
    broker.stop()
    until(lambda: not bus.connected)
    broker.start()
    until(lambda: len(reader.heard) == 2, within_s=15, what="the message again")
    reader.answers[0]()
    bus.stop()
    again = Reader()
    connected(reading_bus(broker, again), stops)
    until(lambda: again.payloads == [b"3.2"], what="the message that nobody answered")


def broker_saved(broker: Broker) -> bool:
    return (broker._config.parent / "mosquitto.db").exists()


def test_a_house_that_dies_is_told_about_by_the_broker(
    broker: Broker, mouth: MqttListener, stops: ExitStack
) -> None:
    mouth.subscribe("samlast/#")
    bus = connected(
        Bus(broker.url, "dies", SystemClock(), will=("samlast/state/hub", {"state": "lost"})), stops
    )
    bus._client.loop_stop()
    socket = bus._client.socket()
    assert socket is not None
    socket.close()
    assert until(lambda: mouth.heard)[0].payload == b'{"state":"lost"}'


def test_a_broker_that_was_never_there_is_no_fault_of_the_start(stops: ExitStack) -> None:
    bus = Bus("mqtt://127.0.0.1:1", "early", SystemClock())
    stops.callback(bus.stop)
    bus.start()
    bus.publish("samlast/live/scale/goods_in", {"state": "empty"})
    assert not bus.connected


def test_freshness_is_the_time_since_the_last_message(
    broker: Broker, mouth: MqttListener, stops: ExitStack
) -> None:
    clock, reader = FakeClock(), Reader()
    bus = connected(Bus(broker.url, "fresh", clock, hear=reader.hear, topics=("cold/#",)), stops)
    until(lambda: bus.subscribed)
    assert bus.silent_for_s() is None
    mouth.publish("cold/1", b"3.2")
    until(lambda: reader.heard)
    clock.advance(90)
    assert bus.silent_for_s() == 90
    assert bus.connected


def test_a_line_that_is_not_there_yet_is_no_error_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        paho_log.error("Client is not connected. Socket: None). Last known Connection State: MQTT_CS_NEW")
        paho_log.error("Caught exception in on_message: boom")
    assert [record.getMessage() for record in caplog.records] == ["Caught exception in on_message: boom"]
