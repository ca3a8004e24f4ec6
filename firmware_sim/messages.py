"""Readings in the words of Zigbee2MQTT and of Tasmota: topic and payload, nothing sent.

Written from the two projects' own documents. Zigbee2MQTT tells no time; Tasmota tells local time without a zone.
"""

import json
from dataclasses import dataclass
from decimal import Decimal

from firmware_sim.probes import Probe, Reading

ZIGBEE2MQTT, TASMOTA = "zigbee2mqtt", "tasmota"
DIALECTS = (ZIGBEE2MQTT, TASMOTA)
BRIDGE_STATE = "zigbee2mqtt/bridge/state"


@dataclass(frozen=True, slots=True)
class Message:
    """One MQTT message."""

    topic: str
    payload: str
    retain: bool = False


def report(probe: Probe, reading: Reading, local_time: str) -> Message:
    """The periodic message. `local_time` as the device's own clock shows it: 2026-03-01T06:00:00."""
    if probe.spec.dialect == ZIGBEE2MQTT:
        return _zigbee2mqtt(probe.spec.name, reading)
    return _tasmota(probe.spec.name, probe.spec.identity, reading, local_time)


def _shown(reading: Reading) -> float | None:
    if reading.celsius is None:
        return None
    if reading.fahrenheit:
        return float((reading.celsius * 9 / 5 + 32).quantize(Decimal("0.1")))
    return float(reading.celsius)


def _zigbee2mqtt(name: str, reading: Reading) -> Message:
    stated = {
        "battery": reading.battery,
        "humidity": float(reading.humidity) if reading.celsius is not None else None,
        "linkquality": reading.link_quality,
        "temperature": _shown(reading),
        "voltage": 2500 + reading.battery * 5,
    }
    return Message(f"zigbee2mqtt/{name}", json.dumps(stated, separators=(",", ":")))


def _tasmota(topic: str, identity: str, reading: Reading, local_time: str) -> Message:
    stated = {
        "Time": local_time,
        "DS18B20": {"Id": identity, "Temperature": _shown(reading)},
        "TempUnit": "F" if reading.fahrenheit else "C",
    }
    return Message(f"tele/{topic}/SENSOR", json.dumps(stated, separators=(",", ":")))


def bridge_state(*, online: bool) -> Message:
    return Message(BRIDGE_STATE, json.dumps({"state": _word(online)}, separators=(",", ":")), retain=True)


def availability(probe: Probe, *, online: bool) -> Message:
    """Retained: Zigbee2MQTT's availability topic, or Tasmota's last will."""
    if probe.spec.dialect == ZIGBEE2MQTT:
        stated = json.dumps({"state": _word(online)}, separators=(",", ":"))
        return Message(f"zigbee2mqtt/{probe.spec.name}/availability", stated, retain=True)
    return Message(f"tele/{probe.spec.name}/LWT", _word(online).capitalize(), retain=True)


def _word(online: bool) -> str:
    return "online" if online else "offline"
