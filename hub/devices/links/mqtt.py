"""The broker as a link: messages in, acknowledged when they are stored; payloads out.

The session is persistent and each message is acknowledged only when the receiver says so, so that a killed hub hears it again.
An exception in a paho callback would end its network thread while it still looks connected (paho-mqtt 2.2), so callbacks here do
next to nothing and exceptions are logged instead. Not for: understanding payloads.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Lock
from urllib.parse import unquote, urlsplit

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from hub.devices.events import MessageHeard
from hub.kernel.clock import Clock

KEEPALIVE_S = 20
QOS = 1
LAST_WORD_WITHIN_S = 2.0
DEFAULT_PORT = 1883
TLS_PORT = 8883

Acknowledge = Callable[[], None]
Hear = Callable[[MessageHeard, Acknowledge], None]

log = logging.getLogger(__name__)


def _is_news(record: logging.LogRecord) -> bool:
    """False for what paho calls an error in each round without a line: it connects anew by itself, and a loss is said once."""
    return not record.getMessage().startswith("Client is not connected")


paho_log = log.getChild("paho")
paho_log.addFilter(_is_news)


class Bus:
    """One connection to the broker, kept up by itself. `hear` is called in the network thread and must return at once.

    With `persistent`, the broker keeps what came while this client was away; the client id must then stay the same. With
    `will`, the broker publishes that payload, retained, when the connection breaks.
    """

    def __init__(
        self,
        url: str,
        client_id: str,
        clock: Clock,
        *,
        hear: Hear | None = None,
        topics: tuple[str, ...] = (),
        persistent: bool = False,
        will: tuple[str, Mapping[str, object]] | None = None,
    ) -> None:
        self._address = urlsplit(url)
        self._clock = clock
        self._hear = hear
        self._topics = topics
        self._heard_at: float | None = None
        # Message ids belong to one connection: an answer that comes after a reconnect could name another message.
        self._connection = 0
        self._retained: dict[str, str] = {}
        self._last_retained: mqtt.MQTTMessageInfo | None = None
        self._speaking = Lock()
        self.connected = False
        # Only when the broker has confirmed it is anything kept for this client.
        self.subscribed = False
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id=client_id, clean_session=not persistent, manual_ack=True
        )
        client.suppress_exceptions = True
        client.enable_logger(paho_log)
        client.reconnect_delay_set(min_delay=1, max_delay=5)
        # Unlimited: the broker's own queue must not overtake ours in order.
        client.max_inflight_messages_set(1000)
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        if self._address.username:
            password = self._address.password
            client.username_pw_set(unquote(self._address.username), unquote(password) if password else None)
        if self._address.scheme == "mqtts":
            client.tls_set()
        if will is not None:
            client.will_set(will[0], _text(will[1]), qos=QOS, retain=True)
        self._client = client

    def start(self) -> None:
        """Connect in the background, now and after every loss. Never raises because the broker is away."""
        port = self._address.port or (TLS_PORT if self._address.scheme == "mqtts" else DEFAULT_PORT)
        self._client.connect_async(self._address.hostname or "127.0.0.1", port, KEEPALIVE_S)
        self._client.loop_start()

    def stop(self) -> None:
        """End the connection, after the broker has the last retained word: one that reads both at once may drop the word."""
        if self.connected and self._last_retained is not None:
            with suppress(RuntimeError, ValueError):
                self._last_retained.wait_for_publish(LAST_WORD_WITHIN_S)
        # paho calls it an error that there is no line any more, one round after it was asked to end it.
        self._client.disable_logger()
        self._client.disconnect()
        self._client.loop_stop()

    def publish(self, topic: str, payload: Mapping[str, object], *, retain: bool = False) -> None:
        """Live values go once, and only to a broker that is there; retained ones are said again at each connection.

        Nothing is handed to paho before the broker has answered: it would send it ahead of its CONNECT (paho-mqtt 2.2), which a
        broker must refuse.
        """
        with self._speaking:
            if retain:
                self._retained[topic] = _text(payload)
            if self.connected:
                self._say(topic, _text(payload), retain=retain)

    def _say(self, topic: str, text: str, *, retain: bool) -> None:
        sent = self._client.publish(topic, text, qos=QOS if retain else 0, retain=retain)
        if retain:
            self._last_retained = sent

    def command(self, topic: str, payload: Mapping[str, object]) -> bool:
        """Repeated until the broker has it, and never kept by it. False when there is no broker now: nothing is done later."""
        if not self.connected:
            return False
        self._client.publish(topic, _text(payload), qos=QOS, retain=False)
        return True

    def ask(self, topic: str, payload: bytes) -> None:
        """A word to a device in its own language, once and only to a broker that is there."""
        if self.connected:
            self._client.publish(topic, payload, qos=0, retain=False)

    def silent_for_s(self) -> float | None:
        """Seconds since the last message, or None when none came yet."""
        return None if self._heard_at is None else self._clock.monotonic() - self._heard_at

    def _on_connect(
        self,
        client: mqtt.Client,
        _userdata: object,
        _flags: mqtt.ConnectFlags,
        reason: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        if reason.is_failure:
            log.warning("the broker refuses this client: %s", reason)
            return
        self._connection += 1
        with self._speaking:
            self.connected = True
            for topic, text in self._retained.items():
                self._say(topic, text, retain=True)
        if self._topics:
            client.subscribe([(topic, QOS) for topic in self._topics])

    def _on_subscribe(
        self,
        _client: mqtt.Client,
        _userdata: object,
        _mid: int,
        granted: list[ReasonCode],
        _properties: Properties | None,
    ) -> None:
        self.subscribed = not any(one.is_failure for one in granted)
        if not self.subscribed:
            log.warning("the broker refuses to send some of %s", ", ".join(self._topics))

    def _on_disconnect(
        self,
        _client: mqtt.Client,
        _userdata: object,
        _flags: mqtt.DisconnectFlags,
        reason: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        self.connected = self.subscribed = False
        log.info("the connection to the broker ended: %s", reason)

    def _on_message(self, client: mqtt.Client, _userdata: object, message: mqtt.MQTTMessage) -> None:
        self._heard_at = self._clock.monotonic()
        connection = self._connection

        def acknowledge() -> None:
            same = connection == self._connection
            if not same or client.ack(message.mid, message.qos) is not MQTTErrorCode.MQTT_ERR_SUCCESS:
                log.debug(
                    "message %d will come again: the connection ended before its acknowledgement", message.mid
                )

        if self._hear is None:
            acknowledge()
            return
        heard = MessageHeard(
            topic=message.topic,
            payload=bytes(message.payload),
            retained=message.retain,
            qos=message.qos,
            at=self._clock.now(),
        )
        self._hear(heard, acknowledge)


def _text(payload: Mapping[str, object]) -> str:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
