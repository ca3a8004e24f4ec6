"""The Things Stack v3: uplinks of LoRaWAN devices.

    v3/<application>@<tenant>/devices/<device>/up    {"end_device_ids": {"device_id": …, "dev_eui": …}, "received_at": "…Z",
                                                      "uplink_message": {"f_port": 2, "frm_payload": "y/YL…",
                                                        "decoded_payload": {…}, "rx_metadata": [{"rssi": -80}]}}

`decoded_payload` has the names of the codec that stands in the console (`lora_fields`); without one a Milesight payload is decoded
here. `received_at` has nine digits after the second and is when the network heard the device: the measurement's time, near enough.
`normalized_payload` is not read, since it repeats the decoded one.

After the project's "MQTT Server" and "Data formats". Not for: join, down and location messages.
"""

from __future__ import annotations

from hub.devices.events import SensorValue
from hub.devices.protocols import lora_fields, milesight
from hub.devices.protocols.measured import json_object, signal, there, zoned_time

BASE = "v3"
ABSENT = "327.67 = 0x7FFF, external probe absent"


def speaks(topic: str) -> bool:
    match topic.split("/"):
        case [first, application, "devices", _, *_]:
            return first == BASE and bool(application)
    return False


def read(topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when an uplink cannot be read. No values: the message is about something else."""
    _, _, _, device, *kind = topic.split("/")
    if kind != ["up"] or not payload.strip():
        return []
    told = json_object(payload)
    uplink = told.get("uplink_message")
    if not isinstance(uplink, dict):
        return []
    at = zoned_time(uplink.get("received_at", told.get("received_at")))
    fields, ids = uplink.get("decoded_payload"), told.get("end_device_ids")
    eui = ids.get("dev_eui") if isinstance(ids, dict) else None
    raw = uplink.get("frm_payload")
    by_maker = milesight.is_maker(eui) and isinstance(raw, str)
    # A codec does not say of a kept value when it was measured; the bytes beside do.
    if isinstance(fields, dict) and not (by_maker and milesight.holds_history(str(raw))):
        found = lora_fields.values(device, fields, at, ABSENT)
    elif by_maker:
        found = milesight.values(device, str(raw), device, at)
    else:
        found = []
    return [*found, *strengths(device, uplink.get("rx_metadata"))] if found else []


def strengths(key: str, gateways: object) -> list[SensorValue]:
    """The signal at the gateway that heard it first, which stands first."""
    first = gateways[0] if isinstance(gateways, list) and gateways else None
    return there([signal(key, first.get("rssi"))]) if isinstance(first, dict) else []
