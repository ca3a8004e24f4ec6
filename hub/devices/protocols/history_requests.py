"""Asking a sensor for what it kept while nobody heard it: a downlink of the network server, answered over the next hours.

    application/<app>/device/<EUI>/command/down    {"devEui": …, "confirmed": false, "fPort": 85, "data": "/WxkW3NjfIhbYw=="}
    v3/<app>@<tenant>/devices/<device>/down/push   {"downlinks": [{"f_port": 85, "frm_payload": "/WxkW3NjfIhbYw==", "priority": "NORMAL"}]}

    FD 6C  64 73 5B 63  7C 88 5B 63    everything kept from the first to the last second, Unix time, little-endian
    FC 6C  00                          the answer: 00 it follows, 01 the range is wrong, 02 there is nothing; then 20 CE … one by one

A Milesight sensor tells 300 values at most for one question, one a minute as delivered. After "Data Retrievability" of the maker's
protocol pages and the servers' pages on MQTT. Not for: the maker's own gateway, whose downlink topic is a setting of the gateway.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from hub.devices.protocols import chirpstack_v4, milesight, ttn_v3
from hub.devices.protocols.measured import json_object

MOST_VALUES = 300
SECONDS_A_VALUE = 60
LATEST = 0xFFFF_FFFF


def in_range(first_s: int, last_s: int) -> bytes:
    """The bytes of the question. Raises ValueError for a range that no such sensor could mean."""
    if not 0 <= first_s <= last_s <= LATEST:
        raise ValueError(f"is no range of Unix seconds: {first_s} to {last_s}")
    return b"\xfd\x6c" + first_s.to_bytes(4, "little") + last_s.to_bytes(4, "little")


def question(topic: str, payload: bytes, first_s: int, last_s: int) -> tuple[str, bytes] | None:
    """Topic and payload that ask the sensor of this uplink for a range; None for one that keeps nothing or cannot be asked."""
    try:
        told = json_object(payload)
    except ValueError:
        return None
    data = base64.b64encode(in_range(first_s, last_s)).decode()
    match topic.split("/"):
        case [*_, chirpstack_v4.BASE, _, "device", eui, "event", "up"] if milesight.is_maker(eui):
            stated = {"devEui": eui, "confirmed": False, "fPort": milesight.PORT, "data": data}
            return f"{topic.removesuffix('/event/up')}/command/down", _text(stated)
        case [ttn_v3.BASE, _, "devices", _, "up"] if milesight.is_maker(_eui(told)):
            downlink = {"f_port": milesight.PORT, "frm_payload": data, "priority": "NORMAL"}
            return f"{topic.removesuffix('/up')}/down/push", _text({"downlinks": [downlink]})
    return None


def _eui(told: Mapping[str, object]) -> object:
    ids = told.get("end_device_ids")
    return ids.get("dev_eui") if isinstance(ids, dict) else None


def _text(stated: Mapping[str, object]) -> bytes:
    return json.dumps(stated, separators=(",", ":")).encode()
