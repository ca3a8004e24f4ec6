"""Asking a sensor for its ring: the bytes of the maker's own example, in the words of each network server."""

from __future__ import annotations

import base64
import json

import pytest

from hub.devices.protocols import milesight
from hub.devices.protocols.history_requests import in_range, question

# "Enquire the historical data in a time range", Milesight's protocol page of the EM300.
EXAMPLE = bytes.fromhex("fd6c64735b637c885b63")
FIRST, LAST = 1_666_937_700, 1_666_943_100
EUI = "24e124136b502217"


def test_the_question_is_the_one_of_the_makers_example() -> None:
    assert in_range(FIRST, LAST) == EXAMPLE


@pytest.mark.parametrize(("first", "last"), [(2, 1), (-1, 5), (0, 2**32)])
def test_what_is_no_range_is_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="no range"):
        in_range(first, last)


def test_chirpstack_is_told_on_the_devices_own_topic() -> None:
    asked = question(f"application/a1/device/{EUI}/event/up", b'{"fPort": 85}', FIRST, LAST)
    assert asked is not None
    topic, payload = asked
    assert topic == f"application/a1/device/{EUI}/command/down"
    told = json.loads(payload)
    assert base64.b64decode(told.pop("data")) == EXAMPLE
    assert told == {"devEui": EUI, "confirmed": False, "fPort": 85}


def test_the_things_stack_is_told_by_a_push() -> None:
    uplink = json.dumps({"end_device_ids": {"device_id": "room-1", "dev_eui": EUI.upper()}}).encode()
    asked = question("v3/hub@ttn/devices/room-1/up", uplink, FIRST, LAST)
    assert asked is not None
    topic, payload = asked
    assert topic == "v3/hub@ttn/devices/room-1/down/push"
    [downlink] = json.loads(payload)["downlinks"]
    assert base64.b64decode(downlink["frm_payload"]) == EXAMPLE
    assert (downlink["f_port"], downlink["priority"]) == (85, "NORMAL")


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("application/a1/device/a840411234567890/event/up", b"{}"),  # another maker
        (f"application/a1/device/{EUI}/event/join", b"{}"),
        ("v3/hub@ttn/devices/room-1/up", b'{"end_device_ids": {"dev_eui": "A84041"}}'),
        ("v3/hub@ttn/devices/room-1/up", b"{}"),
        ("zigbee2mqtt/cold-1", b'{"temperature": 3}'),
        (f"application/a1/device/{EUI}/event/up", b"\xff no JSON"),
        ("milesight/uplink/x", b'{"devEUI": "24e124136b502217", "data": "", "fPort": 85}'),
    ],
)
def test_who_keeps_nothing_or_cannot_be_asked_is_not_asked(topic: str, payload: bytes) -> None:
    assert question(topic, payload, FIRST, LAST) is None


@pytest.mark.parametrize(
    ("raw", "is_so"),
    [("IM4NdVtjCAFXAA==", True), ("AXVcA2c0AQRoZQ==", False), ("no base64", False), ("", False)],
)
def test_a_ring_is_known_by_its_first_bytes(raw: str, *, is_so: bool) -> None:
    assert milesight.holds_history(raw) is is_so
