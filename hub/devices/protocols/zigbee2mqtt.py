"""Zigbee2MQTT: messages of its topics to sensor values.

    zigbee2mqtt/<friendly name>                {"temperature": -16.69, "humidity": 32.94, "battery": 3, …}
    zigbee2mqtt/<friendly name>/availability   {"state": "offline"}, before version 2: offline
    zigbee2mqtt/<friendly name>/temperature    -16.69 (only where the output is set to single attributes)
    zigbee2mqtt/bridge/state                   {"state": "online"}; all else below bridge/ is about the bridge

A friendly name may hold spaces, slashes and any letter. One wake-up of a device gives several messages, each repeating
the values of before, so a repeat is no new sample. `contact` is true while the door is closed. `device_temperature` is the chip and never the room.

After the project's pages "MQTT topics and messages" and "Device availability". Not for: telling a repeat from a sample.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.devices.protocols.measured import (
    availability,
    door,
    json_object,
    of_one_sensor,
    plain,
    said,
    temperature,
    there,
    unix_time,
    zoned_time,
)

BASE = "zigbee2mqtt"
BRIDGE = "bridge"
COMMANDS = frozenset({"set", "get"})
PLAIN = (("humidity", "humidity_pct"), ("battery", "battery_pct"))
# Several probes of one device: temperature_l1, temperature_probe.
SEVERAL = re.compile(r"temperature_(l?\d{1,2}|probe|external)")
SINGLE = frozenset({"temperature", "local_temperature", "humidity", "battery", "contact"})


def read(topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when a device's message cannot be read. No values: the message is about something else."""
    base, _, name = topic.partition("/")
    levels = name.split("/")
    if not payload.strip() or not name or levels[-1] in COMMANDS:
        # An empty retained message only clears the one before.
        return []
    if levels[0] == BRIDGE:
        return [availability(f"{base}/{BRIDGE}", _state(payload))] if levels[1:] == ["state"] else []
    if len(levels) > 1 and levels[-1] == "availability":
        return [availability(_key(base, levels[:-1]), _state(payload))]
    if len(levels) > 1 and not payload.lstrip().startswith(b"{"):
        return _single(_key(base, levels[:-1]), levels[-1], payload)
    return _values(_key(base, levels), json_object(payload))


def _key(base: str, levels: list[str]) -> str:
    """The friendly name; a second bridge on another base topic keeps its own names apart."""
    name = "/".join(levels)
    return name if base == BASE else f"{base}/{name}"


def _state(payload: bytes) -> str:
    if payload.lstrip().startswith(b"{"):
        return str(json_object(payload).get("state"))
    return payload.decode("utf-8")


def _single(key: str, attribute: str, payload: bytes) -> list[SensorValue]:
    if attribute not in SINGLE:
        return []
    return _values(key, json_object(b'{"%s":%s}' % (attribute.encode(), payload)))


def _values(key: str, told: dict[str, object]) -> list[SensorValue]:
    at = _last_seen(told.get("last_seen"))
    # A radiator valve calls the room's temperature local; a room sensor just temperature.
    name = "temperature" if "temperature" in told else "local_temperature"
    found = [temperature(key, told[name], at)] if name in told else []
    for attribute, quantity in PLAIN:
        if attribute in told:
            found.append(plain(key, quantity, told[attribute], at))
    values = of_one_sensor(found)
    beside = [
        temperature(f"{key}/{probe.partition('_')[2]}", told[probe], at)
        for probe in sorted(filter(SEVERAL.fullmatch, told))
    ]
    # A contact is made when the door is closed.
    if isinstance(contact := told.get("contact"), bool):
        beside.append(door(key, not contact, at))
    if isinstance(is_low := told.get("battery_low"), bool):
        beside.append(said(key, "battery", "low" if is_low else "ok", at))
    if "linkquality" in told:
        beside.append(plain(key, "link_quality", told["linkquality"], at))
    values += there(beside)
    return values


def _last_seen(raw: object) -> datetime | None:
    """A text with a zone, or milliseconds since 1970, as the setting `last_seen` has it."""
    return unix_time(raw, 1000) if isinstance(raw, Decimal) else zoned_time(raw)


def looks_like(payload: bytes) -> bool:
    """True for a device's message wherever it stands: only Zigbee bridges of this kind tell the link quality."""
    if b'"linkquality"' not in payload:
        return False
    try:
        return isinstance(json.loads(payload), dict)
    except (ValueError, RecursionError):
        return False
