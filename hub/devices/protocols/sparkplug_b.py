"""Sparkplug B: metrics of industrial edge nodes and their devices, as Protocol Buffers.

    spBv1.0/<group>/NBIRTH/<node>              every metric with name, alias and type; the node is there from now on
    spBv1.0/<group>/NDATA/<node>               what changed, often by alias alone
    spBv1.0/<group>/NDEATH/<node>              its last will; counts only with the bdSeq of the last birth
    spBv1.0/<group>/DBIRTH, DDATA, DDEATH/<node>/<device>     the same of a device behind the node
    spBv1.0/STATE/<host>                       about the host application; not read

    payload  1 timestamp (ms)  2 metric …  3 seq
    metric   1 name  2 alias  3 timestamp (ms)  4 datatype  5 historical  7 null  9 properties
             10 int  11 long  12 float  13 double  14 boolean  15 string

A negative whole number travels as its two's complement in an unsigned field, so its sign needs the type told at birth; where that
does not fit, a number too large for a temperature is taken as negative. The unit is the property engUnit, Celsius without one.

After the Sparkplug specification 3.0. Not for: commands, templates and data sets. Who comes late asks for a rebirth.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice

from hub.devices.events import SensorValue
from hub.devices.protocols import protobuf
from hub.devices.protocols.measured import availability, door, plain, temperature, there, unix_time
from hub.devices.protocols.naming import DOOR, TEMPERATURE, is_fahrenheit, quantity_of

BASE = "spBv1.0"
BIRTHS, DATA, DEATHS = (
    frozenset({"NBIRTH", "DBIRTH"}),
    frozenset({"NDATA", "DDATA"}),
    frozenset({"NDEATH", "DDEATH"}),
)
NAME, ALIAS, TIME, TYPE, HISTORICAL, NULL, PROPERTIES = 1, 2, 3, 4, 5, 7, 9
INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING = 10, 11, 12, 13, 14, 15
BITS = {1: 8, 2: 16, 3: 32, 4: 64}
UNIT, SEQUENCE = "engUnit", "bdSeq"
# More than any house has; what one publisher can make the hub remember ends somewhere.
NODES_MOST, METRICS_MOST = 1_000, 10_000


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric as sent; a name, type or unit that only the birth told is filled in."""

    name: str = ""
    alias: int | None = None
    at_ms: int | None = None
    datatype: int | None = None
    historical: bool = False
    value: Decimal | str | bool | None = None
    unit: str | None = None
    whole: bool = False


@dataclass(slots=True)
class Born:
    """What a node, or a device behind it, told at its birth."""

    sequence: Decimal | None = None
    by_alias: dict[int, Metric] = field(default_factory=dict)
    by_name: dict[str, Metric] = field(default_factory=dict)


class Unborn(ValueError):
    """A metric by an alias that no birth explained; `topic` is where its node is asked for its births."""

    def __init__(self, alias: int, key: str) -> None:
        super().__init__(f"alias {alias} is not known: no birth of {key} was heard")
        group, node, *_ = key.split("/")
        self.topic = f"{BASE}/{group}/NCMD/{node}"


class Births:
    """What was told at births, until the next: without it a metric by alias is nameless. Bounded, for a mad publisher."""

    def __init__(self) -> None:
        self._born: dict[str, Born] = {}

    def note(self, key: str, metrics: Iterable[Metric]) -> None:
        if len(self._born) >= NODES_MOST:
            self._born.clear()
        born = self._born[key] = Born()
        for metric in metrics:
            if metric.name == SEQUENCE and isinstance(metric.value, Decimal):
                born.sequence = metric.value
            if metric.alias is not None:
                born.by_alias[metric.alias] = metric
            if metric.name:
                born.by_name[metric.name] = metric

    def is_of_another_life(self, key: str, metrics: Iterable[Metric]) -> bool:
        """A will that the broker delivers late, after the node was born again."""
        known = self._born[key].sequence if key in self._born else None
        told = next((metric.value for metric in metrics if metric.name == SEQUENCE), None)
        return known is not None and told is not None and told != known

    def named(self, key: str, metric: Metric) -> Metric:
        """Raises Unborn for an alias no birth explained."""
        born = self._born.get(key, Born())
        if not metric.name and metric.alias is not None:
            if metric.alias not in born.by_alias:
                raise Unborn(metric.alias, key)
            metric = replace(metric, name=born.by_alias[metric.alias].name)
        known = born.by_name.get(metric.name, metric)
        return replace(
            metric,
            datatype=known.datatype if metric.datatype is None else metric.datatype,
            unit=metric.unit or known.unit,
        )


def speaks(topic: str) -> bool:
    return topic.startswith(f"{BASE}/")


def node_of(topic: str) -> str | None:
    """What its births explain: everything that a node says, on whatever topic, must be read in the order it came."""
    match topic.split("/"):
        case [base, group, _, node, *_] if base == BASE:
            return f"{base}/{group}/{node}"
    return None


def read(topic: str, payload: bytes, births: Births, *, fahrenheit: bool | None = None) -> list[SensorValue]:
    """`fahrenheit` is the unit as set; None takes it from the metric. Raises ValueError when a payload cannot be read: Unborn when it was meant for those who heard the birth."""
    match topic.split("/"):
        case [_, group, kind, *names] if names and kind in BIRTHS | DATA | DEATHS:
            key = "/".join([group, *names])
        case _:
            return []
    metrics = list(islice(_metrics(payload), METRICS_MOST))
    if kind in DEATHS:
        stale = kind == "NDEATH" and births.is_of_another_life(key, metrics)
        return [] if stale else [availability(key, "offline")]
    found: list[SensorValue] = []
    if kind in BIRTHS:
        births.note(key, metrics)
        found += [availability(key, "online")] if kind == "NBIRTH" else []
    for metric in metrics:
        found += there([_value(key, births.named(key, metric), fahrenheit)])
    return found


def _value(key: str, metric: Metric, fahrenheit: bool | None) -> SensorValue | None:
    quantity = quantity_of(metric.name.rpartition("/")[2]) or quantity_of(metric.name)
    at = None if metric.at_ms is None else unix_time(Decimal(metric.at_ms), 1000)
    of = f"{key}/{metric.name}"
    if quantity is None:
        return None
    if quantity == DOOR:
        found = door(of, metric.value, at)
    elif isinstance(metric.value, bool):
        return None
    elif quantity == TEMPERATURE:
        unit = is_fahrenheit(metric.unit) if fahrenheit is None else fahrenheit
        found = temperature(of, _signed(metric), at, fahrenheit=bool(unit))
    else:
        found = plain(of, quantity, metric.value, at)
    return None if found is None else found._replace(historical=metric.historical)


def _signed(metric: Metric) -> Decimal | str | bool | None:
    if not metric.whole or not isinstance(metric.value, Decimal):
        return metric.value
    bits = BITS.get(metric.datatype or 0)
    if bits is None:
        bits = next((few for few in (16, 32, 64) if 1 << (few - 1) <= metric.value < 1 << few), None)
    negative = bits is not None and metric.value >= 1 << (bits - 1)
    return metric.value - (1 << bits) if negative and bits is not None else metric.value


def _metrics(payload: bytes) -> Iterator[Metric]:
    for number, raw in protobuf.fields(payload):
        if number == 2 and isinstance(raw, bytes):  # noqa: PLR2004 - the field of metrics
            yield _metric(raw)


def _metric(raw: bytes) -> Metric:
    """Of a field that stands twice the last counts, as the format has it."""
    told = dict(protobuf.fields(raw))
    kind = next((number for number in (INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING) if number in told), None)
    properties = told.get(PROPERTIES)
    return Metric(
        name=protobuf.text(told[NAME]) if NAME in told else "",
        alias=protobuf.number(told.get(ALIAS)),
        at_ms=protobuf.number(told.get(TIME)),
        datatype=protobuf.number(told.get(TYPE)),
        historical=bool(told.get(HISTORICAL)),
        value=None if kind is None or told.get(NULL) else _plain(kind, told[kind]),
        unit=_unit(properties) if isinstance(properties, bytes) else None,
        whole=kind in {INT, LONG},
    )


def _plain(number: int, raw: int | bytes) -> Decimal | str | bool | None:
    if number in {INT, LONG} and isinstance(raw, int):
        return Decimal(raw)
    if number == BOOLEAN and isinstance(raw, int):
        return bool(raw)
    if number == STRING:
        return protobuf.text(raw)
    width, letter, digits = (4, "<f", ".7g") if number == FLOAT else (8, "<d", ".15g")
    if not isinstance(raw, bytes) or len(raw) != width:
        raise ValueError(f"has a value of the wrong length in field {number}")
    (value,) = struct.unpack(letter, raw)
    # Seven digits are what four bytes hold: 88.5 comes back as 88.5, and 3.9 not as 3.9000000953674316.
    return Decimal(format(value, digits)) if math.isfinite(value) else "NaN"


def _unit(properties: bytes) -> str | None:
    """Property set: names (1) and, in the same order, values (2) with their text in field 8."""
    names = [raw for number, raw in protobuf.fields(properties) if number == 1]
    values = [raw for number, raw in protobuf.fields(properties) if number == 2]  # noqa: PLR2004 - as drawn
    for name, value in zip(names, values, strict=False):
        if name == UNIT.encode() and isinstance(value, bytes):
            texts = [raw for number, raw in protobuf.fields(value) if number == 8]  # noqa: PLR2004 - string
            return protobuf.text(texts[0]) if texts else None
    return None


# What is sent there: the metric "Node Control/Rebirth", of type boolean, true.
REBIRTH = b"\x12\x1a\x0a\x14Node Control/Rebirth\x20\x0b\x70\x01"
