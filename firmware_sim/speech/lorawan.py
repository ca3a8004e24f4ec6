"""LoRaWAN sensors behind a network server: The Things Stack v3, ChirpStack v4, and Milesight's own gateway.

The first two carry a Dragino LHT65 that their codec decoded: an inner sensor, a cable probe that is 327.67 when it is not there.
Milesight's gateway passes on the bytes of a TS201. From the servers' documents, Dragino's manual and the maker's payload tables.
"""

import base64
from decimal import Decimal

from firmware_sim.messages import Message
from firmware_sim.probes import ProbeSpec, Reading, Trouble
from firmware_sim.speech.spoken import Moment, Speech, compact, shown

APPLICATION = "17c82e96-be03-4f38-aef3-f83d48582d97"
NOT_THERE: dict[Trouble, float | str | None] = {
    Trouble.UNPLUGGED: 327.67, Trouble.NO_VALUE: "NULL", Trouble.NOT_A_NUMBER: "NULL",
}  # fmt: skip


def _eui(spec: ProbeSpec) -> str:
    return spec.identity.lower().rjust(16, "0")[-16:]


def _decoded(reading: Reading) -> dict[str, object]:
    """What the LHT65's codec makes. Its own sensor hangs in the box beside the cable, so it reads the same room."""
    return {
        "BatV": 2.5 + reading.battery / 200,
        "Hum_SHT": float(reading.humidity),
        "TempC_DS": shown(reading, NOT_THERE),
        "TempC_SHT": float(reading.celsius),
    }


def _ttn_v3(spec: ProbeSpec, reading: Reading, moment: Moment) -> list[Message]:
    heard = f"{moment.utc()}.{moment.ms % 1000:03d}332832Z"
    stated = {
        "end_device_ids": {
            "device_id": spec.name, "application_ids": {"application_id": "hub"}, "dev_eui": _eui(spec).upper(),
        },
        "received_at": heard,
        "uplink_message": {
            "f_port": 2,
            "decoded_payload": _decoded(reading),
            "rx_metadata": [{"gateway_ids": {"gateway_id": "roof"}, "rssi": -reading.link_quality // 2}],
            "received_at": heard,
        },
    }  # fmt: skip
    return [Message(f"v3/hub@ttn/devices/{spec.name}/up", compact(stated))]


def _chirpstack_v4(spec: ProbeSpec, reading: Reading, moment: Moment) -> list[Message]:
    """`object` is a Struct of Protocol Buffers: every number is a float."""
    eui = _eui(spec)
    stated = {
        "deduplicationId": "3ac7e3c4-4401-4b8d-9386-a5c902f9202d",
        "time": f"{moment.utc()}.{moment.ms % 1000:03d}252739+00:00",
        "deviceInfo": {"applicationId": APPLICATION, "deviceName": spec.name, "devEui": eui},
        "fPort": 2,
        "object": _decoded(reading),
        "rxInfo": [{"gatewayId": "0016c001f153a14c", "rssi": -reading.link_quality // 2}],
    }
    return [Message(f"application/{APPLICATION}/device/{eui}/event/up", compact(stated))]


def _milesight(spec: ProbeSpec, reading: Reading, moment: Moment) -> list[Message]:
    """Battery, then temperature in tenths, least significant byte first; B3 67 00 for a probe that cannot be read."""
    body = bytes([0x01, 0x75, reading.battery])
    if reading.trouble in {Trouble.UNPLUGGED, Trouble.NO_VALUE, Trouble.NOT_A_NUMBER}:
        body = bytes.fromhex("B36700")
    else:
        celsius = Decimal(85) if reading.trouble is Trouble.BOOTING else reading.celsius
        body += bytes.fromhex("0367") + round(celsius * 10).to_bytes(2, "little", signed=True)
    stated = {
        "applicationID": "1",
        "data": base64.b64encode(body).decode(),
        "devEUI": f"24e124{_eui(spec)[6:]}",
        "deviceName": spec.name,
        "fPort": 85,
        "time": f"{moment.utc()}.000000Z",
    }
    return [Message(f"milesight/uplink/{spec.name}", compact(stated))]


def history(spec: ProbeSpec, kept: list[tuple[int, Decimal]]) -> Message:
    """What a TS201 kept while nobody heard it, as it answers when asked: seconds since 1970 and degrees, the oldest first."""
    body = b"".join(
        bytes.fromhex("20CE")
        + at.to_bytes(4, "little")
        + b"\x01"
        + round(celsius * 10).to_bytes(2, "little", signed=True)
        for at, celsius in kept
    )
    stated = {
        "data": base64.b64encode(body).decode(),
        "devEUI": f"24e124{_eui(spec)[6:]}",
        "deviceName": spec.name,
        "fPort": 85,
    }
    return Message(f"milesight/uplink/{spec.name}", compact(stated))


SPEECHES = (
    Speech("ttn_v3", _ttn_v3),
    Speech("chirpstack_v4", _chirpstack_v4),
    Speech("milesight", _milesight),
)
