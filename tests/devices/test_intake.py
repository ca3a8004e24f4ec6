"""The way in for sensors' messages, with a real Mosquitto: nothing acknowledged before it is stored, nothing lost, order kept."""

from __future__ import annotations

import logging
import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest

from hub.devices.events import MessageHeard
from hub.devices.links.intake import Intake
from hub.devices.links.mqtt import Acknowledge, Hear
from hub.kernel.clock import SystemClock
from tests.support.broker import HOST, Broker, _free_port
from tests.support.message_reader import Reader
from tests.support.mqtt_listener import MqttListener
from tests.support.wait import until


def listening(url: str, hear: Hear, stops: ExitStack) -> Intake:
    intake = Intake(url, "samlast-test", SystemClock(), hear=hear, topics=("cold/#",))
    stops.callback(intake.stop)
    intake.start()
    until(lambda: intake.subscribed, what="the subscription")
    return intake


def test_a_message_arrives_with_all_that_is_known_about_it(
    broker: Broker, mouth: MqttListener, stops: ExitStack
) -> None:
    mouth.publish("cold/0", b"old", retain=True)
    reader = Reader()
    listening(broker.url, reader.hear, stops)
    mouth.publish("cold/kjølerom 1", b"3.2")
    mouth.publish("cold/1", b"3.3", qos=0)
    until(lambda: len(reader.heard) == 3)
    assert [(one.topic, one.payload, one.retained, one.qos) for one in reader.heard] == [
        ("cold/0", b"old", True, 1),
        ("cold/kjølerom 1", b"3.2", False, 1),
        ("cold/1", b"3.3", False, 0),
    ]
    assert reader.heard[0].at.utcoffset() is not None


def test_a_message_that_was_not_stored_comes_again_and_a_stored_one_does_not(
    broker: Broker, mouth: MqttListener, stops: ExitStack
) -> None:
    killed = Reader()
    intake = listening(broker.url, killed.hear, stops)
    mouth.publish("cold/1", b"stored")
    mouth.publish("cold/1", b"not stored")
    until(lambda: len(killed.heard) == 2)
    killed.answers[0]()
    intake.stop()
    again = Reader()
    listening(broker.url, again.hear, stops)
    mouth.publish("cold/1", b"last")
    until(lambda: b"last" in again.payloads)
    assert again.payloads == [b"not stored", b"last"]


def test_thousands_that_came_while_the_hub_was_away_are_heard_in_order(
    tmp_path: Path, stops: ExitStack
) -> None:
    running = Broker(tmp_path, lines=("max_inflight_messages 1000", "max_queued_messages 10000"))
    stops.callback(running.stop)
    running.start()
    listening(running.url, Reader().hear, stops).stop()
    speaker = MqttListener(running.url, "mouth")
    stops.callback(speaker.close)
    for number in range(3_000):
        told = speaker.client.publish(f"cold/{number % 7}", str(number).encode(), 1)
    told.wait_for_publish(20)
    heard: list[int] = []

    def hear(message: MessageHeard, acknowledge: Acknowledge) -> None:
        heard.append(int(message.payload))
        acknowledge()

    listening(running.url, hear, stops)
    until(lambda: len(heard) == 3_000, within_s=20)
    assert heard == list(range(3_000))


def test_a_receiver_that_breaks_does_not_end_the_listening(
    broker: Broker, mouth: MqttListener, stops: ExitStack, caplog: pytest.LogCaptureFixture
) -> None:
    reader = Reader()

    def hear(message: MessageHeard, acknowledge: Acknowledge) -> None:
        if message.payload == b"poison":
            raise KeyError("poison")
        reader.hear(message, acknowledge)

    caplog.set_level(logging.ERROR)
    listening(broker.url, hear, stops)
    mouth.publish("cold/1", b"poison")
    mouth.publish("cold/1", b"3.2")
    until(lambda: reader.payloads == [b"3.2"])
    assert "poison" in caplog.text


def test_the_connection_comes_back_and_an_answer_of_the_older_one_is_not_sent(
    broker: Broker, mouth: MqttListener, stops: ExitStack
) -> None:
    reader = Reader()
    intake = listening(broker.url, reader.hear, stops)
    mouth.publish("cold/1", b"3.2")
    until(lambda: reader.heard)
    until((broker._config.parent / "mosquitto.db").exists, what="the broker's own record")
    broker.stop()
    until(lambda: not intake.connected)
    broker.start()
    until(lambda: len(reader.heard) == 2, within_s=15, what="the message again")
    reader.answers[0]()
    intake.stop()
    again = Reader()
    listening(broker.url, again.hear, stops)
    until(lambda: again.payloads == [b"3.2"], what="the message that nobody answered")


def test_a_broker_that_was_never_there_is_no_fault_of_the_start() -> None:
    intake = Intake("mqtt://127.0.0.1:1", "early", SystemClock(), hear=Reader().hear, topics=("cold/#",))
    intake.start()
    assert not intake.connected
    intake.stop()


def a_password(folder: Path) -> Path:
    """The password of "samlast", as mosquitto_passwd writes it: salt and PBKDF2-SHA512, 101 rounds."""
    path = folder / "passwords"
    path.write_text("samlast:cold room\n", encoding="utf-8")
    subprocess.run(["mosquitto_passwd", "-U", path], check=True, capture_output=True)
    return path


def test_a_broker_that_asks_for_a_password_gets_it_and_a_refusal_is_told(
    tmp_path: Path, stops: ExitStack, caplog: pytest.LogCaptureFixture
) -> None:
    config = (f"password_file {a_password(tmp_path)}", "allow_anonymous false")
    running = Broker(tmp_path, lines=config)
    stops.callback(running.stop)
    running.start()
    stranger = Intake(running.url, "stranger", SystemClock(), hear=Reader().hear, topics=("cold/#",))
    stops.callback(stranger.stop)
    stranger.start()
    until(lambda: "refuses this client: code 5" in caplog.text)
    assert not stranger.connected
    listening(running.url.replace("//", "//samlast:cold%20room@"), Reader().hear, stops)


def test_a_line_with_tls_is_read_to_its_end(
    tmp_path: Path, stops: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What TLS unpacks may hold more messages than the line shows."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            str(shutil.which("openssl")),
            *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    plain_port = _free_port()
    config = (f"certfile {certificate}", f"keyfile {key}", f"listener {plain_port} {HOST}")
    running = Broker(tmp_path, lines=config)
    stops.callback(running.stop)
    running.start()
    reader = Reader()
    listening(running.url.replace("mqtt:", "mqtts:"), reader.hear, stops)
    speaker = MqttListener(f"mqtt://{HOST}:{plain_port}", "mouth")
    stops.callback(speaker.close)
    payloads = [str(number).encode() * 500 for number in range(100)]
    for payload in payloads:
        speaker.client.publish("cold/1", payload, 0)
    until(lambda: len(reader.heard) == 100)
    assert reader.payloads == payloads


def test_a_session_that_is_to_share_from_now_on_hears_nothing_twice(
    broker: Broker, mouth: MqttListener, stops: ExitStack
) -> None:
    listening(broker.url, Reader().hear, stops).stop()
    reader = Reader()
    intake = Intake(
        broker.url,
        "samlast-test",
        SystemClock(),
        hear=reader.hear,
        topics=("$share/samlast/cold/#",),
        no_more=("cold/#",),
    )
    stops.callback(intake.stop)
    intake.start()
    until(lambda: intake.subscribed)
    mouth.publish("cold/1", b"3.2")
    mouth.publish("cold/1", b"3.3")
    until(lambda: b"3.3" in reader.payloads)
    assert reader.payloads == [b"3.2", b"3.3"]
