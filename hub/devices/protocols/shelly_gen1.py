"""Shelly, first generation: one bare value on each topic.

    shellies/<device>/sensor/temperature    4.50        also humidity, battery, state (open, close)
    shellies/<device>/ext_temperature/<n>   45.19       the probes of the add-on; also ext_humidity/<n>
    shellies/<device>/ext_temperatures      {"0": {"hwID": "28…", "tC": 45.19, "tF": 113.3}}
    shellies/<device>/online                true, false (last will, retained)

What ends in `_f` repeats the value in Fahrenheit, and `shellies/<device>/temperature` is the chip of a relay: neither is
read. A sensor with a battery sleeps, so it is offline most of the time and that is no fault.

After the maker's "Gen1 MQTT" reference. Not for: relays, meters and the device's own JSON below `info` and `announce`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.devices.protocols.measured import (
    FAULT_CODES,
    Belief,
    availability,
    door,
    json_object,
    plain,
    temperature,
    there,
)

BASE = "shellies"
ONLINE = "online"
STATES = {"true": "online", "false": "offline"}
DOORS = {"open": True, "close": False, "closed": False}
BELIEF = Belief(
    codes={
        **FAULT_CODES,
        Decimal(999): "999 = no valid reading",
        Decimal("-99.5"): "-99.5 sent at power-on",
    }
)


def speaks(topic: str) -> bool:
    return topic.startswith(f"{BASE}/") and topic.count("/") > 1


def read(topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when a sensor's message cannot be read. No values: the message is about something else."""
    _, device, *levels = topic.split("/")
    text = payload.decode("utf-8").strip()
    if not text:
        return []
    match levels:
        case ["online"]:
            return [availability(device, STATES.get(text.lower(), text))]
        case ["sensor", what]:
            return there([_sensor(device, what, text)])
        case ["ext_temperature", number]:
            return there([temperature(f"{device}/ext/{number}", text, None, belief=BELIEF)])
        case ["ext_humidity", number]:
            return there([plain(f"{device}/ext/{number}", "humidity_pct", text)])
        case ["ext_temperatures"]:
            return _several(device, json_object(payload))
    return []


def _sensor(device: str, what: str, text: str) -> SensorValue | None:
    match what:
        case "temperature":
            return temperature(device, text, None, belief=BELIEF)
        case "humidity":
            return plain(device, "humidity_pct", text)
        case "battery":
            return plain(device, "battery_pct", text)
        case "state":
            return door(device, DOORS.get(text.lower()))
    return None


def _several(device: str, told: Mapping[str, object]) -> list[SensorValue]:
    probes = [(number, one) for number, one in told.items() if isinstance(one, dict) and "tC" in one]
    return there(
        temperature(f"{device}/ext/{number}", one["tC"], None, belief=BELIEF) for number, one in probes
    )
