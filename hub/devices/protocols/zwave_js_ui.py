"""Z-Wave JS UI: one topic for each value of a node, by command class.

    zwave/<location?>/<node>/49/0/Air_temperature                           {"time": 1668352386834, "value": 16.2}
    zwave/<location?>/<node>/sensor_multilevel/endpoint_0/Air_temperature   the same, with named topics
    …/128/0/level, …/battery/endpoint_0/level                               battery
    …/113/0/Access_Control/Door_state, …/48/0/Any, …/sensor_binary/…        22 or true: open; 23 or false: closed
    zwave/<node>/status                                                     {"value": true, "status": "Alive"}

The payload is the value with its time in milliseconds, the whole value object (with its unit), or just the value. 49 is Multilevel
Sensor, 128 Battery, 113 Notification, 48 Binary Sensor. In the short forms no unit is told: it comes from the settings, or from a
discovery message. Where neither says so, air of more than 50 degrees is taken as Fahrenheit, which no cold room is in Celsius.

After the project's page "Usage: setup". Not for: commands (`…/set`), events and configuration values.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.devices.protocols.declared import Declared
from hub.devices.protocols.measured import (
    availability,
    door,
    json_object,
    number,
    plain,
    temperature,
    there,
    unix_time,
)
from hub.devices.protocols.naming import is_fahrenheit

BASE = "zwave"
MULTILEVEL, BATTERY, NOTIFICATION, BINARY = "sensor_multilevel", "battery", "notification", "sensor_binary"
CLASSES = {"49": MULTILEVEL, "128": BATTERY, "113": NOTIFICATION, "48": BINARY}
CLASSES |= {name: name for name in CLASSES.values()}
OPEN, CLOSED = Decimal(22), Decimal(23)
STATES = {"Alive": "online", "Awake": "online", "Asleep": "online", "Dead": "offline"}
HOTTEST_AIR = 50
_ENDPOINT = re.compile(r"(?:endpoint_)?(\d{1,3})")


def speaks(topic: str) -> bool:
    levels = topic.split("/")
    if levels[0] == BASE:
        return True
    return (
        any(level in {"49", "128", *CLASSES.values()} for level in levels[1:-2])
        and _place(levels) is not None
    )


def read(topic: str, payload: bytes, declared: Declared | None = None) -> list[SensorValue]:
    """Raises ValueError when a value cannot be read. No values: the message is about something else."""
    levels = topic.split("/")
    if not payload.strip() or levels[-1] == "set" or any(level.startswith("_") for level in levels):
        return []
    if levels[-1] == "status":
        told = json_object(payload)
        word = STATES.get(str(told.get("status")))
        return [availability("/".join(levels[1:-1]), word)] if word else []
    place = _place(levels)
    if place is None:
        return []
    return there([_value(place, payload, declared)])


class _Place:
    """Where in the tree a value stands: its node (and endpoint, other than the first), class and property."""

    def __init__(self, node: str, kind: str, properties: list[str]) -> None:
        self.key, self.kind, self.names = node, kind, properties


def _place(levels: list[str]) -> _Place | None:
    for at in range(2, len(levels) - 1):
        if levels[at] not in CLASSES:
            continue
        endpoint = _ENDPOINT.fullmatch(levels[at + 1])
        names = levels[at + 2 :] if endpoint else levels[at + 1 :]
        node = "/".join(levels[1:at])
        if names:
            key = f"{node}/{endpoint[1]}" if endpoint and endpoint[1] != "0" else node
            return _Place(key, CLASSES[levels[at]], names)
    return None


def _value(place: _Place, payload: bytes, declared: Declared | None) -> SensorValue | None:
    raw, at, unit = _told(payload)
    name = "/".join(place.names).lower().replace("_", " ")
    if place.kind == BATTERY:
        return plain(place.key, "battery_pct", raw, at) if name == "level" else None
    if place.kind == MULTILEVEL and name.endswith("temperature") and "dew" not in name:
        fahrenheit = is_fahrenheit(unit)
        if fahrenheit is None and declared is not None:
            fahrenheit = declared.fahrenheit
        if fahrenheit is None:
            shown = number(raw)
            fahrenheit = name == "air temperature" and isinstance(shown, Decimal) and shown > HOTTEST_AIR
        return temperature(_probe(place, name), raw, at, fahrenheit=fahrenheit)
    if place.kind == MULTILEVEL and name == "humidity":
        return plain(place.key, "humidity_pct", raw, at)
    if place.kind == NOTIFICATION and "door state" in name and "simple" not in name:
        return door(place.key, {OPEN: True, CLOSED: False}.get(raw) if isinstance(raw, Decimal) else None, at)
    if place.kind == BINARY and name in {"door/window", "any"}:
        return door(place.key, raw, at)
    return None


def _probe(place: _Place, name: str) -> str:
    """The air of a node is the node; its other temperatures (water, floor) are sensors of their own."""
    return place.key if name == "air temperature" else f"{place.key}/{place.names[-1]}"


def _told(payload: bytes) -> tuple[object, datetime | None, object]:
    """The value, its time and its unit, as far as the payload form tells them."""
    if payload.lstrip().startswith(b"{"):
        told = json_object(payload)
        return told.get("value"), unix_time(told.get("time", told.get("lastUpdate")), 1000), told.get("unit")
    text = payload.decode("utf-8").strip()
    if text in {"true", "false"}:
        return json.loads(text), None, None
    shown = number(text)
    return (shown if isinstance(shown, Decimal) else text), None, None
