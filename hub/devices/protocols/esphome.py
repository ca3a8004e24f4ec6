"""ESPHome: one bare value on each topic, retained unless the device says otherwise.

    <prefix>/sensor/<name>/state           21.4, nan
    <prefix>/binary_sensor/<name>/state    ON, OFF
    <prefix>/status                        online, offline (last will, retained)

The message tells no unit and no quantity. A discovery message of the device (`home_assistant`) tells both; without one the name
must say what it is (fridge_temp, humidity), or the sensor is declared in config/devices.toml. Retained by default: after every new
subscription the last value comes again, which is no new sample.

After the project's page "MQTT Client Component". Not for: switches, lights and the native API.
"""

from __future__ import annotations

from hub.devices.events import SensorValue
from hub.devices.protocols.declared import Declared
from hub.devices.protocols.measured import availability, door, plain, temperature, there
from hub.devices.protocols.naming import DOOR, TEMPERATURE, quantity_of

STATE, STATUS = "state", "status"
SENSOR, CONTACT = "sensor", "binary_sensor"
DOORS = {"on": True, "off": False, "open": True, "closed": False}
WORDS = frozenset({b"online", b"offline"})


def speaks(topic: str, payload: bytes) -> bool:
    levels = topic.split("/")
    if levels[-1] == STATUS:
        return len(levels) > 1 and payload.strip() in WORDS
    return len(levels) > 3 and levels[-1] == STATE and levels[-3] in {SENSOR, CONTACT}  # noqa: PLR2004 - a device stands before


def read(topic: str, payload: bytes, declared: Declared | None = None) -> list[SensorValue]:
    """Raises ValueError when the payload is no text. No values: the message is about something else."""
    *levels, last = topic.split("/")
    text = payload.decode("utf-8").strip()
    if not text:
        return []
    if last == STATUS:
        return [availability("/".join(levels), text)]
    *prefix, component, name = levels
    return value("/".join([*prefix, name]), component, name, text, declared)


def quantity_told_by(topic: str) -> str | None:
    """What the name in a state topic says."""
    levels = topic.split("/")
    return quantity_of(levels[-2]) if len(levels) > 1 else None


def value(key: str, component: str, name: str, text: str, declared: Declared | None) -> list[SensorValue]:
    """One bare value of a component, by what was declared for it or by its name."""
    quantity = declared.quantity if declared else quantity_of(name)
    if component == CONTACT:
        return there([door(key, DOORS.get(text.lower()))]) if quantity == DOOR else []
    if quantity is None or quantity == DOOR:
        return []
    if quantity != TEMPERATURE:
        return there([plain(key, quantity, text)])
    return there([temperature(key, text, None, fahrenheit=bool(declared and declared.fahrenheit))])
