"""Which dialect an MQTT message is written in, told from its topic and, where that is not enough, its payload.

A message of no dialect the hub knows gives no values: brokers carry much that is no temperature. What stands in
config/devices.toml comes first: messages described there, then dialects set for a prefix.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hub.devices.events import MessageHeard, SensorValue
from hub.devices.protocols import (
    chirpstack_v4,
    ebusd,
    esphome,
    home_assistant,
    milesight,
    rtl_433,
    ruuvi_gateway,
    shelly_gen1,
    shelly_gen2,
    sparkplug_b,
    tasmota,
    theengs,
    ttn_v3,
    zigbee2mqtt,
    zwave_js_ui,
)
from hub.devices.protocols.declared import Declared
from hub.devices.protocols.described_message import DescribedMessage


class Dialect(StrEnum):
    ZIGBEE2MQTT = "zigbee2mqtt"
    TASMOTA = "tasmota"
    SHELLY_GEN1 = "shelly_gen1"
    SHELLY_GEN2 = "shelly_gen2"
    RUUVI_GATEWAY = "ruuvi_gateway"
    ESPHOME = "esphome"
    THEENGS = "theengs"
    RTL_433 = "rtl_433"
    TTN_V3 = "ttn_v3"
    CHIRPSTACK_V4 = "chirpstack_v4"
    MILESIGHT = "milesight"
    SPARKPLUG_B = "sparkplug_b"
    HOME_ASSISTANT = "home_assistant"
    ZWAVE_JS_UI = "zwave_js_ui"
    EBUSD = "ebusd"


Ask = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class PrefixSet:
    """What the settings say about all topics that begin so: a dialect, whether its bare temperatures are Fahrenheit, or both."""

    prefix: str
    dialect: Dialect | None = None
    fahrenheit: bool | None = None


# By the topic alone, or with a payload that leaves no doubt. The first that speaks so is it.
BY_TOPIC: tuple[tuple[Dialect, Callable[[str, bytes], bool]], ...] = (
    (Dialect.ZIGBEE2MQTT, lambda topic, _: topic.startswith(zigbee2mqtt.BASE) and "/" in topic),
    (Dialect.SPARKPLUG_B, lambda topic, _: sparkplug_b.speaks(topic)),
    (Dialect.HOME_ASSISTANT, lambda topic, _: home_assistant.speaks(topic)),
    (Dialect.SHELLY_GEN1, lambda topic, _: shelly_gen1.speaks(topic)),
    (Dialect.TTN_V3, lambda topic, _: ttn_v3.speaks(topic)),
    (Dialect.CHIRPSTACK_V4, lambda topic, _: chirpstack_v4.speaks(topic)),
    (Dialect.EBUSD, lambda topic, _: ebusd.speaks(topic)),
    (Dialect.RTL_433, lambda topic, _: rtl_433.speaks(topic)),
    (Dialect.THEENGS, theengs.speaks),
    (Dialect.TASMOTA, lambda topic, payload: tasmota.speaks(topic) and _is_tasmota(topic, payload)),
    (Dialect.RUUVI_GATEWAY, lambda topic, _: ruuvi_gateway.speaks(topic)),
    (Dialect.ZWAVE_JS_UI, lambda topic, _: zwave_js_ui.speaks(topic)),
    (Dialect.SHELLY_GEN2, shelly_gen2.speaks),
    (Dialect.ESPHOME, esphome.speaks),
)
# The base topic of a bridge is a setting, so its devices may speak below any word.
BY_PAYLOAD: tuple[tuple[Dialect, Callable[[str, bytes], bool]], ...] = (
    (Dialect.ZIGBEE2MQTT, lambda topic, payload: "/" in topic and zigbee2mqtt.looks_like(payload)),
    (Dialect.MILESIGHT, lambda _, payload: milesight.looks_like(payload)),
    (Dialect.RUUVI_GATEWAY, ruuvi_gateway.looks_like),
    (Dialect.RTL_433, lambda _, payload: rtl_433.looks_like(payload)),
)


def recognise(topic: str, payload: bytes) -> Dialect | None:
    return next((dialect for dialect, speaks in (*BY_TOPIC, *BY_PAYLOAD) if speaks(topic, payload)), None)


def _is_tasmota(topic: str, payload: bytes) -> bool:
    """Other firmware has a last will named LWT too, in small letters and below a prefix of its own."""
    last_will = topic.endswith(f"/{tasmota.LAST_WILL}")
    return not last_will or payload in {b"Online", b"Offline", b""} or "tele" in topic.split("/")


class Reader:
    """Reads messages in the order they come, and remembers what some dialects tell only once: births, units.

    One for each connection to a broker; a message said twice gives the same values twice. `ask` sends a payload to a topic: a
    node of Sparkplug whose births nobody heard is asked for them at its first such message, its second, fourth, eighth …
    """

    def __init__(
        self,
        prefixes: tuple[PrefixSet, ...] = (),
        described: tuple[DescribedMessage, ...] = (),
        ask: Ask | None = None,
    ) -> None:
        # The longest prefix is the most particular.
        self._prefixes = sorted(prefixes, key=lambda one: len(one.prefix), reverse=True)
        self._described = described
        self._births = sparkplug_b.Births()
        self._ask = ask
        self._unborn: dict[str, int] = {}
        self._declarations = home_assistant.Declarations()

    def read(self, message: MessageHeard) -> list[SensorValue]:
        """The values in a message. Raises ValueError when it is of a known dialect and cannot be read."""
        return self.read_payload(message.topic, message.payload)

    def read_payload(self, topic: str, payload: bytes) -> list[SensorValue]:
        for one in self._described:
            if one.speaks(topic):
                return one.read(topic, payload)
        dialect = self.dialect_of(topic, payload)
        if dialect is not None:
            return self._in(dialect, topic, payload)
        return home_assistant.read_declared(topic, payload, self._declarations.of(topic))

    def dialect_of(self, topic: str, payload: bytes) -> Dialect | None:
        """As set for its prefix, else as recognised."""
        named = next((one.dialect for one in self._set_for(topic) if one.dialect is not None), None)
        return named or recognise(topic, payload)

    def _in(self, dialect: Dialect, topic: str, payload: bytes) -> list[SensorValue]:
        match dialect:
            case Dialect.SPARKPLUG_B:
                return self._of_sparkplug(topic, payload)
            case Dialect.HOME_ASSISTANT:
                return home_assistant.read(
                    topic, payload, self._declarations, fahrenheit=self._unit_set_for(topic)
                )
            case Dialect.ESPHOME:
                return esphome.read(topic, payload, self._declared(topic, esphome.quantity_told_by(topic)))
            case Dialect.ZWAVE_JS_UI:
                return zwave_js_ui.read(topic, payload, self._declared(topic, None))
        return READERS[dialect](topic, payload)

    def _of_sparkplug(self, topic: str, payload: bytes) -> list[SensorValue]:
        try:
            return sparkplug_b.read(topic, payload, self._births, fahrenheit=self._unit_set_for(topic))
        except sparkplug_b.Unborn as unborn:
            if unborn.topic not in self._unborn and len(self._unborn) >= sparkplug_b.NODES_MOST:
                self._unborn.clear()
            times = self._unborn[unborn.topic] = self._unborn.get(unborn.topic, 0) + 1
            # A power of two: often enough for one that was asleep, and no flood for one that never answers.
            if self._ask is not None and times & (times - 1) == 0:
                self._ask(unborn.topic, sparkplug_b.REBIRTH)
            raise

    def _declared(self, topic: str, quantity: str | None) -> Declared | None:
        """What the settings say about the unit goes before what a discovery message said."""
        known = self._declarations.of(topic)
        told = known[0] if known else None
        unit = self._unit_set_for(topic)
        if unit is None:
            return told
        return Declared(told.quantity if told else quantity, unit)

    def _unit_set_for(self, topic: str) -> bool | None:
        return next((one.fahrenheit for one in self._set_for(topic) if one.fahrenheit is not None), None)

    def _set_for(self, topic: str) -> list[PrefixSet]:
        return [one for one in self._prefixes if topic.startswith(one.prefix)]


READERS: dict[Dialect, Callable[[str, bytes], list[SensorValue]]] = {
    Dialect.ZIGBEE2MQTT: zigbee2mqtt.read,
    Dialect.TASMOTA: tasmota.read,
    Dialect.SHELLY_GEN1: shelly_gen1.read,
    Dialect.SHELLY_GEN2: shelly_gen2.read,
    Dialect.RUUVI_GATEWAY: ruuvi_gateway.read,
    Dialect.THEENGS: theengs.read,
    Dialect.RTL_433: rtl_433.read,
    Dialect.TTN_V3: ttn_v3.read,
    Dialect.CHIRPSTACK_V4: chirpstack_v4.read,
    Dialect.MILESIGHT: milesight.read,
    Dialect.EBUSD: ebusd.read,
}


def read(message: MessageHeard) -> list[SensorValue]:
    """One message by itself, without what others told before and without settings."""
    return Reader().read(message)
