"""Which dialect an MQTT message is written in, told from its topic and, where that is not enough, its payload.

A message of no dialect the hub knows gives no values: brokers carry much that is no temperature.
"""

from __future__ import annotations

from enum import StrEnum

from hub.devices.events import MessageHeard, SensorValue
from hub.devices.protocols import tasmota, zigbee2mqtt


class Dialect(StrEnum):
    ZIGBEE2MQTT = "zigbee2mqtt"
    TASMOTA = "tasmota"


def recognise(topic: str, payload: bytes) -> Dialect | None:
    first, _, rest = topic.partition("/")
    if first.startswith(zigbee2mqtt.BASE) and rest:
        return Dialect.ZIGBEE2MQTT
    if tasmota.speaks(topic) and _is_tasmota(topic, payload):
        return Dialect.TASMOTA
    # The base topic of a bridge is a setting, so its devices may speak below any word.
    return Dialect.ZIGBEE2MQTT if rest and zigbee2mqtt.looks_like(payload) else None


def _is_tasmota(topic: str, payload: bytes) -> bool:
    """Other firmware has a last will named LWT too, in small letters and below a prefix of its own."""
    last_will = topic.endswith(f"/{tasmota.LAST_WILL}")
    return not last_will or payload in {b"Online", b"Offline", b""} or "tele" in topic.split("/")


def read(message: MessageHeard) -> list[SensorValue]:
    """The values in a message. Raises ValueError when it is of a known dialect and cannot be read."""
    return read_payload(message.topic, message.payload)


def read_payload(topic: str, payload: bytes) -> list[SensorValue]:
    match recognise(topic, payload):
        case Dialect.ZIGBEE2MQTT:
            return zigbee2mqtt.read(topic, payload)
        case Dialect.TASMOTA:
            return tasmota.read(topic, payload)
        case None:
            return []
