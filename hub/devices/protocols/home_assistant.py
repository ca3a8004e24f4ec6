"""Home Assistant: states it streams out, and the discovery messages that devices of many kinds send it.

    homeassistant/sensor/<entity>/state                  3.9, unavailable, unknown (statestream; binary_sensor: on, off)
    homeassistant/sensor/<entity>/unit_of_measurement    "°C" (statestream with attributes); also device_class
    homeassistant/<component>/…/config                   {"state_topic": "zwave/…", "device_class": "temperature",
                                                          "unit_of_measurement": "°F", "value_template": "{{ value_json.value }}"}
    homeassistant/status                                 online, offline: Home Assistant itself

A discovery message is no reading. It is remembered, because it tells what its state topic carries and in which unit; its topic may
then be of any device. Of templates only a plain path is understood, and nothing is evaluated.

After the project's pages "MQTT Statestream" and "MQTT sensor". Not for: climate, trackers, commands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from hub.devices.events import SensorValue
from hub.devices.protocols import esphome
from hub.devices.protocols.declared import Declared
from hub.devices.protocols.measured import availability, door, fault, json_object, plain, temperature, there
from hub.devices.protocols.naming import (
    BATTERY,
    DOOR,
    HUMIDITY,
    TEMPERATURE,
    VOLTAGE,
    is_fahrenheit,
    quantity_of,
)

BASE = "homeassistant"
CONFIG, STATE, STATUS = "config", "state", "status"
UNAVAILABLE, UNKNOWN = "unavailable", "unknown"
CLASSES = {
    "temperature": TEMPERATURE,
    "humidity": HUMIDITY,
    "battery": BATTERY,
    "voltage": VOLTAGE,
    **dict.fromkeys(("door", "garage_door", "opening", "window"), DOOR),
}
# {{ value_json.a.b }}, {{ value_json['a']["b"] }}, with filters that do not change a number's meaning.
_TEMPLATE = re.compile(
    r"\{\{-?\s*value_json(?P<path>(?:\.\w+|\[(?:'[^']*'|\"[^\"]*\")\])+)\s*(?:\|\s*(?:float|int|round)(?:\([\w., ]*\))?\s*)*-?\}\}"
)
_BARE = re.compile(r"\{\{-?\s*value\s*(?:\|\s*(?:float|int|round)(?:\([\w., ]*\))?\s*)*-?\}\}")
_STEP = re.compile(r"\.(\w+)|\[['\"]([^'\"]*)['\"]\]")
MOST = 20_000


class Declarations:
    """What discovery messages and attributes told about topics. Bounded, for a mad publisher."""

    def __init__(self) -> None:
        self._by_topic: dict[str, dict[str, Declared]] = {}
        self._attributes: dict[str, dict[str, str]] = {}

    def of(self, topic: str) -> tuple[Declared, ...]:
        return tuple(self._by_topic.get(topic, {}).values())

    def note(self, source: str, topic: str, declared: Declared) -> None:
        if topic not in self._by_topic and len(self._by_topic) >= MOST:
            self._by_topic.clear()
        self._by_topic.setdefault(topic, {})[source] = declared

    def forget(self, source: str) -> None:
        for told in self._by_topic.values():
            told.pop(source, None)

    def note_attribute(self, entity: str, name: str, text: str) -> None:
        if entity not in self._attributes and len(self._attributes) >= MOST:
            self._attributes.clear()
        self._attributes.setdefault(entity, {})[name] = text

    def attributes(self, entity: str) -> Mapping[str, str]:
        return self._attributes.get(entity, {})


def speaks(topic: str) -> bool:
    return topic.startswith(f"{BASE}/")


def read(
    topic: str, payload: bytes, declarations: Declarations, *, fahrenheit: bool | None = None
) -> list[SensorValue]:
    """`fahrenheit` is the unit as set; None takes it from the entity's attributes. Raises ValueError when a state is no text. No values: the message is about something else, or a discovery message."""
    levels = topic.split("/")
    if not payload.strip():
        # An empty discovery message takes the one before back.
        declarations.forget(topic)
        return []
    if levels[-1] == CONFIG:
        _discover(topic, json_object(payload), declarations)
        return []
    if levels[1:] == [STATUS]:
        return [availability(BASE, payload.decode("utf-8"))]
    match levels:
        case [_, component, entity, last] if component in {esphome.SENSOR, esphome.CONTACT}:
            if last == STATE:
                return _state(component, entity, payload.decode("utf-8").strip(), declarations, fahrenheit)
            if last in {"unit_of_measurement", "device_class"}:
                declarations.note_attribute(entity, last, _text(payload))
    return []


def _text(payload: bytes) -> str:
    """Attributes are JSON, so a text stands in quotes."""
    told = json.loads(payload)
    return told if isinstance(told, str) else ""


def _state(
    component: str,
    entity: str,
    text: str,
    declarations: Declarations,
    fahrenheit: bool | None,
) -> list[SensorValue]:
    attributes = declarations.attributes(entity)
    quantity = CLASSES.get(attributes.get("device_class", ""), quantity_of(entity))
    if text == UNAVAILABLE:
        return [availability(entity, "offline")] if quantity else []
    if text == UNKNOWN:
        return [fault(entity, UNKNOWN, None)] if quantity == TEMPERATURE else []
    unit = is_fahrenheit(attributes.get("unit_of_measurement")) if fahrenheit is None else fahrenheit
    declared = Declared(quantity, unit)
    return esphome.value(entity, component, entity, text, declared)


def _discover(topic: str, told: Mapping[str, object], declarations: Declarations) -> None:
    """The long names and the short ones; `~` stands for the base topic."""
    state = _either(told, "state_topic", "stat_t")
    if state is None:
        return
    state = state.replace("~", _either(told, "~", "~") or "~", 1) if "~" in state else state
    unit = _either(told, "unit_of_measurement", "unit_of_meas")
    kind = _either(told, "device_class", "dev_cla")
    path = _path(_either(told, "value_template", "val_tpl"))
    fahrenheit = is_fahrenheit(unit)
    quantity = CLASSES.get(kind or "", TEMPERATURE if kind is None and fahrenheit is not None else None)
    if quantity is None or path is None:
        return
    if quantity == BATTERY and unit not in {"%", None}:
        return
    declarations.note(topic, state, Declared(quantity, fahrenheit, path))


def _either(told: Mapping[str, object], long: str, short: str) -> str | None:
    found = told.get(long, told.get(short))
    return found if isinstance(found, str) else None


def _path(template: str | None) -> tuple[str, ...] | None:
    """Empty for a bare value; None for a template that computes."""
    if template is None or _BARE.fullmatch(template.strip()):
        return ()
    found = _TEMPLATE.fullmatch(template.strip())
    return tuple(dotted or quoted for dotted, quoted in _STEP.findall(found["path"])) if found else None


def read_declared(topic: str, payload: bytes, declarations: tuple[Declared, ...]) -> list[SensorValue]:
    """A message of no known dialect whose content a discovery message declared. The topic is the sensor's key.

    Raises ValueError when it is not what was declared.
    """
    if not payload.strip():
        return []
    found: list[SensorValue | None] = []
    several = sum(one.quantity == TEMPERATURE for one in declarations) > 1
    for one in declarations:
        raw: object = json_object(payload) if one.path else payload.decode("utf-8").strip()
        for step in one.path:
            raw = raw.get(step) if isinstance(raw, dict) else None
        key = f"{topic}/{'.'.join(one.path)}" if several and one.quantity == TEMPERATURE else topic
        if one.quantity == TEMPERATURE:
            found.append(temperature(key, raw, None, fahrenheit=bool(one.fahrenheit)))
        elif one.quantity == DOOR:
            found.append(door(key, esphome.DOORS.get(raw.lower()) if isinstance(raw, str) else raw))
        elif one.quantity is not None:
            found.append(plain(key, one.quantity, raw))
    return there(found)
