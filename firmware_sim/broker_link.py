"""The connection of simulated sensors to a real MQTT broker, with last wills. Knows topics and bytes only."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from firmware_sim.messages import Message

log = logging.getLogger(__name__)
KEEPALIVE_S = 30


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """Where the broker listens, from mqtt://[user[:password]@]host[:port]."""

    host: str
    port: int
    user: str | None = None
    password: str | None = None

    @classmethod
    def parse(cls, url: str) -> "BrokerAddress":
        """Raises ValueError with a sentence for anything that is no mqtt:// address."""
        parts = urlsplit(url)
        if parts.scheme != "mqtt" or not parts.hostname:
            message = f"'{url}' is no broker address; write it as mqtt://127.0.0.1:1883"
            raise ValueError(message)
        return cls(parts.hostname, parts.port or 1883, parts.username, parts.password)


class BrokerLink:
    """One client. It connects when the broker is there, comes back when the broker does, and leaves a will."""

    def __init__(
        self,
        address: BrokerAddress,
        client_id: str,
        *,
        greetings: Callable[[], list[Message]],
        will: Message | None,
    ) -> None:
        self._address = address
        self._client_id = client_id
        self._greetings = greetings
        self._will = will
        self._client = self._new_client()

    def _new_client(self) -> Client:
        client = Client(CallbackAPIVersion.VERSION2, client_id=self._client_id)
        if self._address.user is not None:
            client.username_pw_set(self._address.user, self._address.password)
        if self._will is not None:
            client.will_set(self._will.topic, self._will.payload, qos=1, retain=self._will.retain)
        client.on_connect = self._on_connect
        client.reconnect_delay_set(1, 5)
        return client

    def start(self) -> None:
        self._client.connect_async(self._address.host, self._address.port, KEEPALIVE_S)
        self._client.loop_start()

    @property
    def connected(self) -> bool:
        return self._client.is_connected()

    def publish(self, message: Message) -> None:
        """Sent now or not at all: a sensor without its broker keeps nothing back."""
        if self._client.is_connected():
            self._client.publish(message.topic, message.payload, qos=0, retain=message.retain)

    def stop(self) -> None:
        """Say goodbye in an orderly way: the will is told first, then the connection closed."""
        if self._client.is_connected() and self._will is not None:
            told = self._client.publish(self._will.topic, self._will.payload, qos=1, retain=self._will.retain)
            if told.rc is MQTTErrorCode.MQTT_ERR_SUCCESS:
                told.wait_for_publish(2)
        self._client.disconnect()
        self._client.loop_stop()

    def cut_power(self) -> None:
        """The device is gone without a word; the broker tells its will."""
        self._client.loop_stop()
        connection = self._client.socket()
        if connection is not None:
            connection.close()
        # A stopped client that is started again leaks its wake-up sockets; one without power has nothing to remember.
        self._client = self._new_client()

    def restore_power(self) -> None:
        self.start()

    def _on_connect(
        self,
        client: Client,
        _userdata: object,
        _flags: object,
        reason: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        if reason.is_failure:
            log.warning("the broker refuses the connection: %s", reason)
            return
        for message in self._greetings():
            client.publish(message.topic, message.payload, qos=1, retain=message.retain)
