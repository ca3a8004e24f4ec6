"""Tasmota: telemetry messages to sensor values.

    tele/<topic>/SENSOR    {"Time": "2021-01-13T23:58:41", "DS18B20": {"Id": "030597946B04", "Temperature": 20.9}, "TempUnit": "C"}
    tele/<topic>/LWT       Online or Offline, retained
    stat/<topic>/STATUS8   {"StatusSNS": {…}}, the answer to "Status 8" (and 10), with the body of SENSOR

FullTopic is free: the prefix may stand elsewhere or be missing, and the topic may have several levels. `Time` is the
device's local time without a zone (1970 before its clock is set), so it is left unless it carries one. Probes of one
kind are numbered by place (DS18B20-1): only their `Id` (in old firmware `Address`) stays with the probe. TempUnit holds for the whole message.

After the project's pages "MQTT" and "Sensors". Not for: STATE, RESULT and energy telemetry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.devices.protocols.measured import (
    USUAL,
    Belief,
    availability,
    faults_last,
    json_object,
    of_one_sensor,
    plain,
    temperature,
    there,
    zoned_time,
)

NTC = Belief(names_range="NTC range (open input)")
TELEMETRY = "SENSOR"
LAST_WILL = "LWT"
STATUS = frozenset({"STATUS8", "STATUS10"})
PREFIXES = frozenset({"tele", "stat"})
# Global and Pilotwire repeat another sensor, ESP32 and ENERGY tell the temperature of a chip.
NO_SENSORS = frozenset({"Global", "Pilotwire", "ESP32", "ENERGY"})
# Names of parts that hold sensors of their own, one level deeper.
WRAPPERS = frozenset({"ZbReceived", "DS18x20"})
# What firmware before version 8 called the thermocouple of a MAX31855; its ReferenceTemperature is the board.
OF_THE_PROBE = "ProbeTemperature"
# Several thermistors on analogue inputs are numbered inside one part.
NUMBERED = re.compile(r"Temperature(\d)")


def speaks(topic: str) -> bool:
    """True for the topics a sensor is told on."""
    last = topic.rpartition("/")[2]
    return last in {TELEMETRY, LAST_WILL} or last in STATUS


def read(topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when a telemetry message cannot be read. No values: the message is about something else."""
    *levels, last = topic.split("/")
    device = "/".join(level for level in levels if level not in PREFIXES) or topic
    if not payload.strip() or not speaks(topic):
        return []
    if last == LAST_WILL:
        return [availability(device, payload.decode("utf-8"))]
    told = json_object(payload)
    body = told.get("StatusSNS") if last in STATUS else told
    return _values(device, body) if isinstance(body, dict) else []


def _values(device: str, told: Mapping[str, object]) -> list[SensorValue]:
    at = zoned_time(told.get("Time"))
    fahrenheit = told.get("TempUnit") == "F"
    found: list[SensorValue] = []
    for name, part in _parts(told):
        found += _of_part(_key(device, name, part), name, part, at, fahrenheit=fahrenheit)
    return faults_last(found)


def _parts(told: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Each sensor with its name; a flat message is one sensor without a name."""
    if "Temperature" in told or "Humidity" in told:
        yield "", told
    for name, part in told.items():
        if name in NO_SENSORS or not isinstance(part, dict):
            continue
        if name in WRAPPERS:
            yield from _parts(part)
        else:
            yield name, part


def _key(device: str, name: str, part: Mapping[str, object]) -> str:
    if not name:
        return device
    identity = part.get("Id", part.get("Address"))
    return (
        f"{device}/{identity}"
        if isinstance(identity, str | Decimal) and str(identity)
        else f"{device}/{name}"
    )


def _of_part(
    key: str, name: str, part: Mapping[str, object], at: datetime | None, *, fahrenheit: bool
) -> list[SensorValue]:
    found: list[SensorValue | None] = []
    measured = part.get("Temperature", part.get(OF_THE_PROBE, []))
    # A thermal camera (MLX90640) tells a whole picture, which is no temperature of a room.
    if not isinstance(measured, list):
        # MAX31855 and its kin tell an open or shorted thermocouple beside a number that means nothing then.
        error = part.get("Error")
        broken = (
            f"Error {error}: the probe is open or shorted" if isinstance(error, Decimal) and error else None
        )
        shown = broken or measured
        found.append(temperature(key, shown, at, fahrenheit=fahrenheit, belief=_belief_in(name)))
    # What a plant sensor calls humidity is the moisture of the soil.
    if "Humidity" in part and not name.startswith("Flora"):
        found.append(plain(key, "humidity_pct", part["Humidity"], at))
    if "Battery" in part:
        found.append(plain(key, "battery_pct", part["Battery"], at))
    return [*of_one_sensor(found), *_inputs(key, name, part, at, fahrenheit=fahrenheit)]


def _inputs(
    key: str, name: str, part: Mapping[str, object], at: datetime | None, *, fahrenheit: bool
) -> list[SensorValue]:
    numbered = sorted(filter(None, map(NUMBERED.fullmatch, part)), key=lambda found: found[1])
    return there(
        temperature(f"{key}/{one[1]}", part[one.string], at, fahrenheit=fahrenheit, belief=_belief_in(name))
        for one in numbered
    )


def _belief_in(name: str) -> Belief:
    return NTC if name.startswith("ANALOG") else USUAL
