"""Shelly, second generation and later: notifications of components, as JSON.

    <prefix>/events/rpc            {"src": …, "method": "NotifyStatus", "params": {"ts": 1680963479.1,
                                     "temperature:0": {"id": 0, "tC": 20.1, "tF": 68.2}, "humidity:0": {"id": 0, "rh": 42.2},
                                     "devicepower:0": {"battery": {"V": 5.3, "percent": 76}, "external": {"present": false}}}}
    <prefix>/status/<component>    the component alone, where "generic status updates" is on
    <prefix>/online                true, false (last will, retained)

The prefix is the device's id unless somebody set another. NotifyStatus tells only what changed; NotifyFullStatus all. Probes of
an add-on are numbered 100 to 199. `ts` is UTC in seconds. A device on USB power tells a battery of 0 percent that it does
not have.

After the maker's "Gen2 Device API", components Temperature, Humidity, DevicePower, Input. Not for: commands, relays, meters.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.devices.events import SensorValue
from hub.devices.protocols.measured import (
    availability,
    json_object,
    plain,
    signal,
    temperature,
    there,
    unix_time,
)
from hub.devices.protocols.shelly_gen1 import BELIEF, STATES

EVENTS = "/events/rpc"
STATUS = "/status/"
ONLINE = "/online"
NOTIFICATIONS = ("NotifyStatus", "NotifyFullStatus")
COMPONENTS = ("temperature:", "humidity:", "devicepower:")
WIFI = "wifi"


def speaks(topic: str, payload: bytes) -> bool:
    if topic.endswith(ONLINE):
        return payload.strip().lower() in {b"true", b"false", b""}
    prefix, _, component = topic.rpartition(STATUS)
    return topic.endswith(EVENTS) or bool(prefix and component.startswith((*COMPONENTS, WIFI)))


def read(topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when a notification cannot be read. No values: the message is about something else."""
    if not payload.strip():
        return []
    if topic.endswith(ONLINE):
        word = payload.decode("utf-8").strip().lower()
        return [availability(topic.removesuffix(ONLINE), STATES.get(word, word))]
    told = json_object(payload)
    if topic.endswith(EVENTS):
        params = told.get("params")
        if told.get("method") not in NOTIFICATIONS or not isinstance(params, dict):
            return []
        return _values(topic.removesuffix(EVENTS), params, unix_time(params.get("ts")))
    prefix, _, component = topic.rpartition(STATUS)
    return _values(prefix, {component: told}, None)


def _values(prefix: str, components: Mapping[str, object], at: datetime | None) -> list[SensorValue]:
    """Temperatures first, whatever the order of the components."""
    parts = {name: part for name, part in components.items() if isinstance(part, dict)}
    found: list[SensorValue | None] = []
    for kind in COMPONENTS:
        for name, part in parts.items():
            if name.startswith(kind):
                found.append(_of(kind, f"{prefix}/{name.removeprefix(kind)}", part, at))
    found.append(signal(prefix, parts[WIFI].get("rssi")) if WIFI in parts else None)
    return there(found)


def _of(kind: str, key: str, part: Mapping[str, object], at: datetime | None) -> SensorValue | None:
    if kind == "temperature:" and "tC" in part:
        broken = part["tC"] is None and part.get("errors")
        return temperature(key, "null with errors" if broken else part["tC"], at, belief=BELIEF)
    if kind == "humidity:" and "rh" in part:
        return plain(key, "humidity_pct", part["rh"], at)
    battery, external = part.get("battery"), part.get("external")
    if kind != "devicepower:" or not isinstance(battery, dict) or "percent" not in battery:
        return None
    on_mains = isinstance(external, dict) and external.get("present") is True
    level = plain(key, "battery_pct", battery["percent"], at)
    return None if on_mains and level is not None and level.text == "0" else level
