"""Fields of a LoRaWAN uplink that a network server decoded, by the names their makers' codecs give them.

    {"BatV": 3.062, "Hum_SHT": 88.6, "TempC_DS": 27.81, "TempC_SHT": 28.29}              Dragino LHT65, LHT52
    {"Temp_Red": 28.3, "Temp_White": 20.4, "Temp_Black": 37.5, "Work_mode": "DS18B20"}   Dragino LSN50: probes by cable
    {"TempC1": 4.1, "TempC2": -0.1, "Work_mode": "3DS18B20"}                             the same, three on one cable
    {"temperature": 20, "humidity": 30, "battery": 50, "magnet_status": "open"}          Milesight
    {"temperature": 3.9, "humidity": 81, "vdd": 3642, "externalTemperature": -18.2}      Elsys
    {"temperature_1": 4.2, "relative_humidity_2": 80, "digital_in_3": 1}                 Cayenne LPP, The Things Stack
    {"temperatureSensor": {"1": 4.2}, "humiditySensor": {"2": 80}}                       Cayenne LPP, ChirpStack

A Dragino probe that is not there is 327.67 (0x7FFF) or, worse, exactly -0.1 (0xFFFF) or 0: numbers a cold room could have. On its probe
channels these are faults. With every probe of a cable at it, the cable is off, which is told once, for the first.

After the makers' codecs in the device repository of The Things Network. Not for: raw bytes (`milesight`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.devices.protocols.measured import FAULT_CODES, Belief, door, fault, plain, temperature, there

ABSENT, NOT_CONNECTED = Decimal("327.67"), Decimal("-0.1")
FILLER = "0xFFFF → -0.1 = probe disconnected (indistinguishable from a real -0.1)"
NO_CHANNEL_1 = "0 = no probe on channel 1 in work mode IIC"
_TEXT_NULL = "NULL"
_TEMPERATURES = (
    re.compile(r"TempC_?(?P<part>SHT|DS)\d*"),
    re.compile(r"TempC(?P<part>\d)"),
    re.compile(r"Temp_(?P<part>Black|Red|White)"),
    re.compile(r"temperature(?:_chn|_)?(?P<part>\d*)"),
    re.compile(r"(?:temp|tempC|temp_c|Temp|Temperature|airTemperature|air_temperature)(?P<part>)"),
    re.compile(r"(?:external|ext)_?[tT]emperature_?(?P<part>\d*)"),
)
_HUMIDITIES = (
    re.compile(r"Hum_(?P<part>SHT)\d*"),
    re.compile(r"(?:relative_humidity|humidity)_?(?P<part>\d*)"),
    re.compile(r"(?:hum|rh|Hum|Humidity|relativeHumidity|airHumidity)(?P<part>)"),
)
_BY_CHANNEL = {"temperatureSensor": "temperature", "humiditySensor": "relative_humidity"}
_VOLTS = frozenset(
    {"BatV", "Bat_V", "batV", "bat_v", "vbat", "battery_v", "battery_voltage", "batteryVoltage", "voltage"}
)
_MILLIVOLTS = frozenset({"Bat_mV", "BatmV", "batt_mv", "vdd", "battery_mv", "batteryMv"})
_PERCENT = frozenset(
    {"battery", "batt", "battery_level", "batteryLevel", "battery_percent", "battery_percentage"}
)
_DOORS = {"open": True, "opened": True, "close": False, "closed": False}
_FULL = 100


def values(key: str, fields: Mapping[str, object], at: datetime | None, absent: str) -> list[SensorValue]:
    """`absent` is what the fault of a probe that reads 0x7FFF is called."""
    belief = Belief(codes={**FAULT_CODES, ABSENT: absent})
    found: list[SensorValue | None] = []
    fields = _flat(fields)
    inner = {name: _part(name, _TEMPERATURES) for name in fields}
    wet = {name: _part(name, _HUMIDITIES) for name in fields}
    parts = sorted({part for part in (*inner.values(), *wet.values()) if part is not None}, key=_in_order)
    fillers = _fillers(fields)
    for part in parts:
        at_part = f"{key}/{part}" if part else key
        for name in (
            name for name, of in inner.items() if of == part and name not in fillers.told_with_another
        ):
            if name in fillers.faults:
                found.append(fault(at_part, fillers.faults[name], at))
            else:
                found.append(temperature(at_part, _absent(fields[name]), at, belief=belief))
        found += [plain(at_part, "humidity_pct", fields[name], at) for name, of in wet.items() if of == part]
    return there([*found, *_beside(key, fields, at)])


def _flat(fields: Mapping[str, object]) -> Mapping[str, object]:
    """Cayenne LPP as ChirpStack tells it, channels below each quantity, in the names of The Things Stack."""
    found = dict(fields)
    for nested, name in _BY_CHANNEL.items():
        channels = found.pop(nested, None)
        if isinstance(channels, dict):
            found |= {f"{name}_{channel}": raw for channel, raw in channels.items()}
    return found


def _part(name: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    """Which probe of the device; empty for its only one. None for a field of another kind."""
    for pattern in patterns:
        if match := pattern.fullmatch(name):
            part = match["part"].lower()
            return f"ext{part}" if name.startswith("ext") else part
    return None


def _in_order(part: str) -> tuple[bool, bool, str]:
    """The device's own sensor first, then cables."""
    return (part != "", part != "sht", part)


def _absent(raw: object) -> object:
    return f'string "{_TEXT_NULL}"' if raw == _TEXT_NULL else raw


class _Fillers:
    """Which probe channels stand at a filler, and which of them are told with the first."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}
        self.told_with_another: frozenset[str] = frozenset()


def _fillers(fields: Mapping[str, object]) -> _Fillers:
    found = _Fillers()
    if "Work_mode" not in fields:
        return found
    channels = [name for name in fields if any(one.fullmatch(name) for one in _TEMPERATURES[1:3])]
    found.faults = {name: FILLER for name in channels if fields[name] == NOT_CONNECTED}
    if fields["Work_mode"] == "IIC" and fields.get("TempC1") == 0:
        found.faults["TempC1"] = NO_CHANNEL_1
    if len(channels) > 1 and set(channels) == set(found.faults):
        found.told_with_another = frozenset(sorted(channels)[1:])
    return found


def _beside(key: str, fields: Mapping[str, object], at: datetime | None) -> list[SensorValue | None]:
    found: list[SensorValue | None] = []
    for name, raw in fields.items():
        if name in _PERCENT:
            over = isinstance(raw, Decimal) and raw > _FULL
            found.append(None if over else plain(key, "battery_pct", raw, at))
        elif name in _VOLTS:
            found.append(plain(key, "battery_v", raw, at))
        elif name in _MILLIVOLTS and isinstance(raw, Decimal) and 0 <= raw < 10**5:
            found.append(plain(key, "battery_v", raw / 1000, at))
        elif name in {"Door_status", "DOOR_OPEN_STATUS", "magnet_status", "door"}:
            found.append(door(key, _DOORS.get(raw.lower()) if isinstance(raw, str) else raw, at))
    return found
