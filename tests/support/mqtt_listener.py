"""A plain MQTT client for tests: it keeps what it hears, and can acknowledge by hand."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from tests.support.wait import until


@dataclass(frozen=True)
class Told:
    """One message as this client got it."""

    topic: str
    payload: bytes
    qos: int
    retain: bool
    mid: int


class MqttListener:
    """Connects at once. With `clean=False` the broker keeps its place in the queue while it is away."""

    def __init__(
        self, url: str, name: str, *, clean: bool = True, manual_ack: bool = False, within_s: float = 10
    ) -> None:
        parts = urlsplit(url)
        self.heard: list[Told] = []
        self.connected = False
        self._subscribed: set[int | None] = set()
        self.client = paho.Client(
            CallbackAPIVersion.VERSION2, client_id=name, clean_session=clean, manual_ack=manual_ack
        )
        self.client.on_connect = self._on_connect
        self.client.on_message = self._on_message
        self.client.on_subscribe = self._on_subscribe
        if parts.username is not None:
            self.client.username_pw_set(parts.username, parts.password)
        self.client.connect(str(parts.hostname), parts.port or 1883, keepalive=30)
        self.client.loop_start()
        until(lambda: self.connected, within_s=within_s, what="the connection")

    def subscribe(self, topic: str, qos: int = 1) -> None:
        _, mid = self.client.subscribe(topic, qos)
        until(lambda: mid in self._subscribed, what="the subscription")

    def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        self.client.publish(topic, payload, qos, retain).wait_for_publish(10)

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()

    def _on_connect(self, _client: Any, _userdata: Any, _flags: Any, code: ReasonCode, _props: Any) -> None:
        self.connected = not code.is_failure

    def _on_subscribe(self, _client: Any, _userdata: Any, mid: int, _codes: Any, _props: Any) -> None:
        self._subscribed.add(mid)

    def _on_message(self, _client: Any, _userdata: Any, message: paho.MQTTMessage) -> None:
        self.heard.append(
            Told(message.topic, bytes(message.payload), message.qos, message.retain, message.mid)
        )
