"""A Sparkplug B edge node: births with names, data by alias, a last will. Written from the Sparkplug specification 3.0.

    field number << 3 | wire type, then the value: 0 variable length, 1 eight bytes, 2 length and bytes, 5 four bytes

The node's first birth carries bdSeq 0 and so does its will; it is born again with each connection.
"""

import math
import struct

from firmware_sim.messages import Message
from firmware_sim.probes import ProbeSpec, Reading, Trouble
from firmware_sim.speech.spoken import Moment, Speech, shown

GROUP = "Samlast"
TEMPERATURE, HUMIDITY, BATTERY = 1, 2, 3
INT8, UINT64, FLOAT, DOUBLE = 1, 8, 9, 10
NAMES = {TEMPERATURE: "Room/Temperature", HUMIDITY: "Room/Humidity", BATTERY: "Room/Battery"}
TYPES = {TEMPERATURE: DOUBLE, HUMIDITY: FLOAT, BATTERY: INT8}


def _number(value: int) -> bytes:
    found = b""
    while value > 0x7F:  # noqa: PLR2004 - seven bits a byte
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _number(number << 3) + _number(value)
    return _number(number << 3 | 2) + _number(len(value)) + value


def _double(number: int, value: float) -> bytes:
    return _number(number << 3 | 1) + struct.pack("<d", value)


def _float(number: int, value: float) -> bytes:
    return _number(number << 3 | 5) + struct.pack("<f", value)


def _payload(moment: Moment, metrics: list[bytes], sequence: int | None) -> bytes:
    whole = _field(1, moment.ms) + b"".join(_field(2, metric) for metric in metrics)
    return whole if sequence is None else whole + _field(3, sequence)


def _sequence_metric(moment: Moment) -> bytes:
    return _field(1, b"bdSeq") + _field(3, moment.ms) + _field(4, UINT64) + _field(11, 0)


def _birth(spec: ProbeSpec, moment: Moment) -> list[Message]:
    """Every metric by name, without a value yet: is_null says so."""
    metrics = [_sequence_metric(moment)]
    for alias, name in NAMES.items():
        told = _field(1, name.encode()) + _field(2, alias) + _field(3, moment.ms)
        metrics.append(told + _field(4, TYPES[alias]) + _field(7, 1))
    return [Message(f"spBv1.0/{GROUP}/NBIRTH/{spec.name}", _payload(moment, metrics, 0))]


def _report(spec: ProbeSpec, reading: Reading, moment: Moment) -> list[Message]:
    celsius = shown(reading, {Trouble.NOT_A_NUMBER: math.nan})
    value = _field(7, 1) if celsius is None else _double(13, float(celsius))
    metrics = [
        _field(2, TEMPERATURE) + _field(3, moment.ms) + value,
        _field(2, HUMIDITY) + _field(3, moment.ms) + _float(12, float(reading.humidity)),
        _field(2, BATTERY) + _field(3, moment.ms) + _field(10, reading.battery),
    ]
    return [Message(f"spBv1.0/{GROUP}/NDATA/{spec.name}", _payload(moment, metrics, 1))]


def _state(spec: ProbeSpec, online: bool) -> Message | None:
    """The last will, which the broker does not keep. Being there is told by the birth alone."""
    if online:
        return None
    moment = Moment(0)
    return Message(f"spBv1.0/{GROUP}/NDEATH/{spec.name}", _payload(moment, [_sequence_metric(moment)], None))


SPEECHES = (Speech("sparkplug_b", _report, _state, birth=_birth),)
