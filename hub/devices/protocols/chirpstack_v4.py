"""ChirpStack v4: uplinks of LoRaWAN devices.

    application/<application>/device/<EUI>/event/up        {"time": "2024-02-29T16:01:18.118252739+00:00",
                                                            "deviceInfo": {"devEui": …, "deviceProfileName": …}, "fPort": 2,
                                                            "data": "base64", "object": {…}, "rxInfo": [{"rssi": -57}]}
    application/<application>/device/<EUI>/event/status    {"batteryLevel": 75.3, "batteryLevelUnavailable": false,
                                                            "externalPowerSource": false, "margin": 10}

`object` is what the codec of the device profile made (`lora_fields`), every number of it a float; it is missing without a codec, and
then a Milesight payload is decoded here. A device is known by its EUI. Join, ack, txack and log share the prefix.

After the project's "Event types". Not for: commands, and version 3, whose fields have other names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from hub.devices.events import SensorValue
from hub.devices.protocols import lora_fields, milesight
from hub.devices.protocols.measured import json_object, plain, there, zoned_time
from hub.devices.protocols.ttn_v3 import strengths

BASE = "application"
ABSENT = "327.67 = probe absent"


def speaks(topic: str) -> bool:
    match topic.split("/"):
        case [*_, first, _, "device", _, "event", _]:
            return first == BASE
    return False


def read(topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when an event cannot be read. No values: the message is about something else."""
    *_, eui, _, event = topic.split("/")
    if event not in {"up", "status"} or not payload.strip():
        return []
    told = json_object(payload)
    at = zoned_time(told.get("time"))
    if event == "status":
        unknown = told.get("batteryLevelUnavailable") is True or told.get("externalPowerSource") is True
        return [] if unknown else there([plain(eui, "battery_pct", told.get("batteryLevel"), at)])
    found = _uplink(eui, told, at)
    return [*found, *strengths(eui, told.get("rxInfo"))] if found else []


def _uplink(eui: str, told: Mapping[str, object], at: datetime | None) -> list[SensorValue]:
    fields, raw, device = told.get("object"), told.get("data"), told.get("deviceInfo")
    by_maker = milesight.is_maker(eui) and isinstance(raw, str)
    # A codec does not say of a kept value when it was measured; the bytes beside do.
    if isinstance(fields, dict) and not (by_maker and milesight.holds_history(str(raw))):
        return lora_fields.values(eui, fields, at, ABSENT)
    if not by_maker:
        return []
    model = device.get("deviceProfileName") if isinstance(device, dict) else ""
    return milesight.values(eui, str(raw), str(model), at)
