"""Ruuvi Gateway: relayed Bluetooth advertisements of Ruuvi tags.

    ruuvi/<gateway>/<tag>        {"gw_mac": "C8:…", "rssi": -25, "aoa": [], "gwts": "1653668027", "ts": "1653668027",
                                  "data": "0201061BFF990405…", "coords": ""}
    ruuvi/<gateway>/gw_status    {"state": "online"} (last will, retained)

The advertisement is decoded here (`ruuvi_advert`). The tag's address is taken from the topic: it is not whole in every format and
all FF in an invalid one. `ts` (a text, absent without network time) is when the gateway heard the tag. Two gateways relay the same
tag; the same measurement then comes twice. Firmware that decodes by itself tells `temperature`, `humidity`, `voltage` beside `data`.

After Ruuvi's "MQTT: time-stamped data" and "data formats". Not for: encrypted advertisements, which give no values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.devices.protocols import ruuvi_advert
from hub.devices.protocols.measured import (
    Belief,
    availability,
    json_object,
    plain,
    signal,
    temperature,
    there,
    unix_time,
)

BASE = "ruuvi"
STATUS = "gw_status"
NOT_AVAILABLE = "0x8000 = not available"
ADDRESS = re.compile(r"([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}")
# The whole range of the wire: a tag has no code for a fault inside it, and beyond its own range it says what it measured.
BELIEF = Belief(codes={}, coldest=Decimal("-163.835"), hottest=Decimal("163.835"))


def speaks(topic: str) -> bool:
    *levels, last = topic.split("/")
    return bool(levels) and (last == STATUS or (levels[0] == BASE and ADDRESS.fullmatch(last) is not None))


def looks_like(topic: str, payload: bytes) -> bool:
    """The base topic is a setting; a tag's address and the gateway's name for itself are not."""
    return b'"gw_mac"' in payload and bool(ADDRESS.fullmatch(topic.rpartition("/")[2]))


def read(topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when a relayed message cannot be read. No values: the message is about something else."""
    *levels, last = topic.split("/")
    if not payload.strip():
        return []
    if last == STATUS:
        return [availability(levels[-1] if levels else last, _state(payload))]
    told = json_object(payload)
    at = unix_time(told.get("ts"))
    raw = told.get("data")
    heard = _advertised(last, raw, at) if isinstance(raw, str) else _decoded(last, told, at)
    return [*heard, *there([signal(last, told.get("rssi"))])] if heard else []


def _state(payload: bytes) -> str:
    if not payload.lstrip().startswith(b"{"):
        return payload.decode("utf-8")
    told = json_object(payload)
    return str(told.get("state", told.get("status")))


def _advertised(key: str, digits: str, at: datetime | None) -> list[SensorValue]:
    found = ruuvi_advert.decode(bytes.fromhex(digits))
    if found is None:
        return []
    return there(
        [
            temperature(key, NOT_AVAILABLE if found.celsius is None else found.celsius, at, belief=BELIEF),
            plain(key, "humidity_pct", found.humidity, at),
            plain(key, "battery_v", found.volts, at),
        ]
    )


def _decoded(key: str, told: Mapping[str, object], at: datetime | None) -> list[SensorValue]:
    found = [temperature(key, told["temperature"], at, belief=BELIEF)] if "temperature" in told else []
    return there(
        [
            *found,
            plain(key, "humidity_pct", told.get("humidity"), at),
            plain(key, "battery_v", told.get("voltage"), at),
        ]
    )
