"""rtl_433: radio sensors at 433 and 868 MHz, as events in JSON.

    rtl_433/<host>/events                             {"time": "2020-12-19 08:50:39", "model": "Acurite-Tower", "id": 11041,
                                                       "channel": "B", "battery_ok": 1, "temperature_C": -3.5, "humidity": 71}
    …/RTL_433toMQTT/<model>/<channel>/<id>            the same body, relayed by OpenMQTTGateway (id as a text)
    rtl_433/<host>/devices/<model>/<channel>/<id>/temperature_C     -3.5, one topic a value

A sensor is known by model, channel and id. The id changes with each battery, and neighbours' sensors are heard too: a person
places what belongs to the house. `temperature_F` alone is converted. `battery_ok` is a flag (older: `battery` "OK"), not a level.
`time` counts only with a zone (`-M time:iso:tz` or utc). Some sensors send -204.8 with a correct checksum.

After the project's "Operation" and "Data fields". Not for: `states`, which repeat `events`, and raw pulses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.devices.protocols.measured import (
    FAULT_CODES,
    Belief,
    availability,
    door,
    json_object,
    plain,
    said,
    signal,
    temperature,
    there,
    zoned_time,
)

BASE = "rtl_433"
RELAYED = "RTL_433toMQTT"
EVENTS, STATES, DEVICES, AVAILABILITY = "events", "states", "devices", "availability"
BELIEF = Belief(codes={**FAULT_CODES, Decimal("-204.8"): "-204.8 = 0x800 / 10, no valid reading"})
# Before release 19 some decoders named the id otherwise.
IDS = ("id", "sid", "rid", "device")
PROBE = re.compile(r"temperature(_\d{1,2})?_([CF])")
MARKS = (b'"temperature_C"', b'"temperature_F"', b'"humidity"')


def speaks(topic: str) -> bool:
    levels = topic.split("/")
    return levels[0] == BASE or RELAYED in levels


def looks_like(payload: bytes) -> bool:
    """The topic of the events is a setting."""
    return b'"model"' in payload and b'"id"' in payload and any(mark in payload for mark in MARKS[:2])


def read(topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when an event cannot be read. No values: the message is about something else."""
    levels = topic.split("/")
    if not payload.strip() or STATES in levels:
        return []
    if levels[-1] == AVAILABILITY:
        return [availability("/".join(levels[:-1]), payload.decode("utf-8"))]
    if DEVICES in levels[:-1] and not payload.lstrip().startswith(b"{"):
        *_, field = levels
        key = "/".join(levels[levels.index(DEVICES) + 1 : -1])
        return _values(key, {field: payload.decode("utf-8").strip()}, None) if key else []
    told = json_object(payload)
    key = _key(told)
    return _values(key, told, zoned_time(told.get("time"))) if key else []


def _key(told: Mapping[str, object]) -> str:
    """Model, subtype of none, channel and id; an id is a number in one place and a text in another."""
    if not isinstance(told.get("model"), str):
        return ""
    own_id = next((told[name] for name in IDS if name in told), None)
    parts = (told.get("model"), told.get("channel"), own_id)
    return "/".join(str(part) for part in parts if isinstance(part, str | Decimal) and str(part))


def _values(key: str, told: Mapping[str, object], at: datetime | None) -> list[SensorValue]:
    probes = {name: parts for name in told if (parts := PROBE.fullmatch(name))}
    found = [
        temperature(f"{key}{_number(parts)}", told[name], at, fahrenheit=parts[2] == "F", belief=BELIEF)
        for name, parts in probes.items()
        if parts[2] == "C" or f"temperature{parts[1] or ''}_C" not in probes
    ]
    found.append(plain(key, "humidity_pct", told.get("humidity"), at))
    found += [_battery(key, told), _door(key, told)]
    measured = there(found)
    return [*measured, *there([signal(key, told.get("rssi"))])] if measured else []


def _number(probe: re.Match[str]) -> str:
    return f"/{probe[1][1:]}" if probe[1] else ""


def _battery(key: str, told: Mapping[str, object]) -> SensorValue | None:
    """1 or "OK" is good; a fraction (since version 22) is a level that only its own receiver can tell."""
    flag, word = told.get("battery_ok"), told.get("battery")
    if isinstance(flag, Decimal):
        return said(key, "battery", "low" if flag == 0 else "ok")
    if isinstance(word, str) and word in {"OK", "LOW"}:
        return said(key, "battery", word.lower())
    return None


def _door(key: str, told: Mapping[str, object]) -> SensorValue | None:
    """`opened` is 1 while open, `reed_open` too."""
    flag = told.get("reed_open", told.get("opened"))
    return door(key, flag == 1) if isinstance(flag, Decimal) else None
