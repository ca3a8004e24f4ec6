"""Milesight: the bytes of a sensor's uplink, and the JSON of the maker's own gateway around them.

    <any topic>    {"devEUI": "24e124136b502217", "deviceName": "EM300-TH", "fPort": 85, "data": "A2fqAARoTwUAAA==", "time": …}

    channel type  value                                   01 75 5C  03 67 34 01  04 68 65
    01      75    battery %                      (1)      83/84 67  temperature (2)  alarm (1)
    03 04   67    temperature / 10, signed       (2)      93/94 67, 83/93/94 D7  temperature (2)  change (2)  alarm (1)
    04      68    humidity / 2                   (1)      B3/B4 67  exception: 0 read error, 1 out of range (1)
    03-06   00    contact: 0 closed, 1 open      (1)      84/94 68  humidity (1) …; FF …  attributes of the device
    20      CE    history: Unix time (4), then   TS201    event and read status (1)  temperature (2)
                                                 EM300    temperature (2)  humidity (1), with the MCS a contact (1)
                                                 EM500    temperature (2)
                                                 TS301    what each channel holds (1)  value (2)  value (2)

Numbers are little-endian. A TS301 has two channels, which are two sensors (…/1, …/2); a channel is a thermometer or a contact.
Of history the layout is not told: it is the one that fits. An unknown type ends the reading there, since its length is unknown.

After the maker's own descriptions for its decoders. Not for: commands, and sensors of other quantities.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.devices.protocols.measured import door, fault, json_object, plain, temperature, unix_time, zoned_time
from hub.devices.protocols.milesight_history import Kept, kept_values

MAKER = "24e124"
PORT = 85
READ_ERROR = {0: "read error", 1: "out of range"}
TEMPERATURE, HUMIDITY, BATTERY, CONTACT, CHANGE = 0x67, 0x68, 0x75, 0x00, 0xD7
ALARM, CHANGE_ALARM, EXCEPTION = 0x80, 0x90, 0xB0
HISTORY = bytes.fromhex("20CE")
# The contact of a door sensor and of an EM300-MCS; with one channel, 4 is an opened case and 5 a leak.
DOORS = frozenset({3, 6})
TWO_CHANNELS = ("ts301", "ts302", "ts30")
# How many bytes follow each channel and type; those with a meaning of no temperature are only stepped over.
LENGTHS = {
    **{(channel, TEMPERATURE): 2 for channel in (3, 4)},
    **{(channel | ALARM, TEMPERATURE): 3 for channel in (3, 4)},
    **{(channel | CHANGE_ALARM, TEMPERATURE): 5 for channel in (3, 4)},
    **{(channel | mark, CHANGE): 5 for channel in (3, 4) for mark in (ALARM, CHANGE_ALARM)},
    **{(channel | EXCEPTION, kind): 1 for channel in (3, 4) for kind in (TEMPERATURE, HUMIDITY)},
    **{(channel, CONTACT): 1 for channel in (3, 4, 5, 6)},
    (0x04, HUMIDITY): 1, (0x84, HUMIDITY): 3, (0x94, HUMIDITY): 3, (0x01, BATTERY): 1,
    (0x05, 0x7D): 2, (0x06, 0x73): 2, (0x07, 0x7D): 2,
    **{(0xFF, kind): length for kind, length in (
        (0x01, 1), (0x09, 2), (0x0A, 2), (0x0B, 1), (0x0F, 1), (0x16, 8), (0xFE, 1), (0xFF, 2), (0xA0, 9), (0x18, 2),
    )},
}  # fmt: skip


def looks_like(payload: bytes) -> bool:
    """The maker's gateway publishes on any topic; its fields are written so by nobody else."""
    return b'"devEUI"' in payload and b'"data"' in payload and b'"fPort"' in payload


def holds_history(raw: str) -> bool:
    """Whether a base64 payload begins with what the sensor kept."""
    try:
        return base64.b64decode(raw, validate=True).startswith(HISTORY)
    except binascii.Error:
        return False


def is_maker(eui: object) -> bool:
    return isinstance(eui, str) and eui.lower().startswith(MAKER)


def read(_topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when the message or its bytes cannot be read. No values: it is about something else."""
    if not payload.strip():
        return []
    told = json_object(payload)
    eui, raw = told.get("devEUI"), told.get("data")
    if not isinstance(eui, str) or not isinstance(raw, str) or told.get("fPort") != PORT:
        return []
    return values(eui, raw, str(told.get("deviceName")), zoned_time(told.get("time")))


def values(key: str, raw: str, model: str, at: datetime | None) -> list[SensorValue]:
    """The values in a base64 payload. `model` is a name that may tell one; the device's key is its EUI or its name."""
    try:
        found = list(_pieces(base64.b64decode(raw, validate=True)))
    except binascii.Error as err:
        raise ValueError(f"is no base64: {raw[:40]!r}") from err
    several = _has_channels(found, model)
    told: dict[tuple[str, str, datetime | None], SensorValue] = {}
    for channel, kind, body in found:
        of = f"{key}/{(channel & 0x0F) - 2}" if several else key
        for value in _of(key, of, (channel, kind), body, at):
            # An alarm repeats the value it is about.
            told[value.sensor_key, value.quantity, value.measured_at] = value
    return sorted(told.values(), key=lambda value: RANK.get(value.quantity, len(RANK)))


RANK = {"temperature_c": 0, "humidity_pct": 1, "battery_pct": 2}
_Piece = tuple[int, int, bytes]


def _pieces(payload: bytes) -> Iterator[_Piece]:
    at = 0
    while at + 2 <= len(payload):
        channel, kind = payload[at], payload[at + 1]
        if payload[at : at + 2] == HISTORY:
            yield channel, kind, payload[at:]
            return
        length = LENGTHS.get((channel, kind))
        body = payload[at + 2 : at + 2 + (length or 0)]
        if length is None or len(body) < length:
            return
        yield channel, kind, body
        at += 2 + length


def _has_channels(found: list[_Piece], model: str) -> bool:
    """By its name, or by a thermometer or contact on the second channel where other models have humidity."""
    if model.lower().replace("-", "").startswith(TWO_CHANNELS):
        return True
    kinds = {(channel & 0x0F, kind) for channel, kind, _ in found}
    second = {(4, TEMPERATURE), (4, CHANGE), (4, CONTACT)}
    return bool(kinds & second) and bool(kinds & {(3, TEMPERATURE), (3, CHANGE), (4, TEMPERATURE)})


def _of(key: str, of: str, named: tuple[int, int], body: bytes, at: datetime | None) -> Iterator[SensorValue]:
    channel, kind = named
    found: SensorValue | None = None
    if channel & 0xF0 == EXCEPTION:
        code = f"B{channel & 0x0F:X}{kind:02X} {body[0]:02X}"
        if kind == TEMPERATURE:
            found = fault(of, f"{code} = probe {READ_ERROR.get(body[0], 'error')}", at)
    elif bytes(named) == HISTORY:
        yield from (value for one in kept_values(body) for value in _kept(key, one))
    elif kind in {TEMPERATURE, CHANGE}:
        found = temperature(of, _tenths(body), at)
    elif kind == HUMIDITY:
        found = plain(key, "humidity_pct", Decimal(body[0]) / 2, at)
    elif kind == BATTERY:
        found = plain(key, "battery_pct", Decimal(body[0]), at)
    elif kind == CONTACT and (channel in DOORS or of != key):
        found = door(of, body[0] == 1, at)
    if found is not None:
        yield found


def _kept(key: str, one: Kept) -> Iterator[SensorValue]:
    at = unix_time(Decimal(one.at))
    of = f"{key}/{one.channel}" if one.channel else key
    shown = fault(of, one.fault, at) if one.fault else temperature(of, one.celsius, at)
    wet = None if one.humidity is None else plain(key, "humidity_pct", one.humidity, at)
    yield from (value._replace(historical=True) for value in (shown, wet) if value is not None)


def _tenths(body: bytes) -> Decimal:
    return Decimal(int.from_bytes(body[:2], "little", signed=True)).scaleb(-1)
