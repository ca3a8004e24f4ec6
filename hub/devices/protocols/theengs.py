"""OpenMQTTGateway and Theengs Gateway: Bluetooth and wired sensors relayed as flat JSON.

    home/<gateway>/BTtoMQTT/<address>     {"id": "A4:C1:38:…", "rssi": -70, "model_id": "…", "tempc": 2.27, "tempf": 36.09,
                                           "hum": 19.79, "batt": 100, "volt": 2.9, "open": false}
    home/<gateway>/DS1820toMQTT, DHTtoMQTT, BMEtoMQTT, HTUtoMQTT …    {"id": "0x28…", "tempc": 4.1, "hum": 80}
    home/<gateway>/LWT                    online, offline (last will, retained)

The sensor is the last level of the topic, without colons. Numbered probes are `tempc1`, `tempc2`; `tempc2_dp` is a dew point.
With `extprobe` the temperature is the cable's and the humidity the case's. `SYStoMQTT` is about the gateway, its
`tempc` the chip. `RTL_433toMQTT` is another dialect.

After the projects' documents and Theengs Decoder's table of properties. Not for: commands (`MQTTto…`) and trackers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hub.devices.events import SensorValue
from hub.devices.protocols.measured import availability, door, json_object, plain, signal, temperature, there

RELAYED = re.compile(r"(?!SYS|RTL_433|LOG|WebUI|SSD1306)[A-Za-z0-9_]+toMQTT")
LAST_WILL = "LWT"
PROBE = re.compile(r"temp([cf])(\d?)")
PLAIN = (("hum", "humidity_pct"), ("batt", "battery_pct"), ("volt", "battery_v"))
DOORS = {"open": True, "closed": False, "close": False}


def speaks(topic: str, payload: bytes) -> bool:
    levels = topic.split("/")
    if levels[-1] == LAST_WILL:
        return "tele" not in levels and payload.strip() in {b"online", b"offline"}
    return any(RELAYED.fullmatch(level) for level in levels[-2:])


def read(topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when a relayed message cannot be read. No values: the message is about something else."""
    *levels, last = topic.split("/")
    if not payload.strip():
        return []
    if last == LAST_WILL:
        return [availability(levels[-1] if levels else last, payload.decode("utf-8"))]
    told = json_object(payload)
    return _values(_key(levels, last, told), told)


def _key(levels: list[str], last: str, told: Mapping[str, object]) -> str:
    """A Bluetooth device's own address; a wired sensor is known by its id, or by the gateway and its kind."""
    if not RELAYED.fullmatch(last):
        return last
    identity = told.get("id") or told.get("addr")
    if isinstance(identity, str):
        return identity.replace(":", "")
    return f"{levels[-1]}/{last.removesuffix('toMQTT')}" if levels else last


def _values(key: str, told: Mapping[str, object]) -> list[SensorValue]:
    probes = {name: parts for name in told if (parts := PROBE.fullmatch(name))}
    found = [
        temperature(f"{key}/{parts[2]}" if parts[2] else key, told[name], None, fahrenheit=parts[1] == "f")
        for name, parts in probes.items()
        # Fahrenheit stands beside Celsius; alone only in the oldest firmware.
        if parts[1] == "c" or f"tempc{parts[2]}" not in probes
    ]
    found += [plain(key, quantity, told[name]) for name, quantity in PLAIN if name in told]
    contact = told.get("contact")
    found.append(door(key, DOORS.get(contact) if isinstance(contact, str) else told.get("open")))
    measured = there(found)
    return [*measured, *there([signal(key, told.get("rssi"))])] if measured else []
