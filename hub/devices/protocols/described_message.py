"""A message described in config/devices.toml, for a sensor nobody wrote a dialect for.

    [[sensors.described]]
    topic = "cellar/+/state"            + is any one level, # at the end is all the rest
    key = "cellar/{1}"                  the sensor's name; {1} is what stood for the first + (left out: the whole topic)
    time = "measured.at"                left out: the time of arrival
    time_is = "unix_ms"                 iso (with its zone), unix_s or unix_ms
    faults = ["999", "ERR"]             what is sent in place of a value
    values = [
        { path = "probes[0].t", quantity = "temperature", unit = "0.1C", part = "1" },
        { path = "hum", quantity = "humidity" },
    ]

A path is names between dots and numbers in brackets; left out, the whole payload is the value. Units of temperature: C, F, K and,
for whole numbers, 0.1C, 0.01C and 0.001C. Quantities: temperature, humidity, battery, battery_v, door, availability. `open` and
`online` are the words for an open door and for being there.

Not for: computing. Nothing in it is evaluated; a sensor that needs more is written in Python, a module for each dialect.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.devices.protocols.measured import (
    Gap,
    availability,
    door,
    fault,
    json_object,
    number,
    plain,
    temperature,
    there,
    unix_time,
    zoned_time,
)
from hub.kernel.unfit import Unfit

QUANTITIES = {
    "temperature": "temperature_c",
    "humidity": "humidity_pct",
    "battery": "battery_pct",
    "battery_v": "battery_v",
    "door": "door",
    "availability": "availability",
}
TENTHS = {"0.1C": 1, "0.01C": 2, "0.001C": 3}
UNITS = ("C", "F", "K", *TENTHS)
TIMES = ("iso", "unix_s", "unix_ms")
KELVIN = Decimal("273.15")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d{1,3})\]")
_PATH = re.compile(r"[^.\[\]]+(?:\[\d{1,3}\])*(?:\.[^.\[\]]+(?:\[\d{1,3}\])*)*")
_PLACE = re.compile(r"\{(\d)\}")


@dataclass(frozen=True, slots=True)
class DescribedValue:
    """Where one value stands, and what it is. `words` are those of an open door, or of being there."""

    path: tuple[str | int, ...]
    quantity: str
    unit: str = "C"
    part: str = ""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DescribedMessage:
    """The messages of one kind of sensor."""

    topic: re.Pattern[str]
    key: str
    values: tuple[DescribedValue, ...]
    time: tuple[str | int, ...] = ()
    time_is: str = "iso"
    faults: frozenset[str] = frozenset()

    def speaks(self, topic: str) -> bool:
        return self.topic.fullmatch(topic) is not None

    def read(self, topic: str, payload: bytes) -> list[SensorValue]:
        """Raises ValueError when the payload is not as described. A path that leads nowhere gives no value."""
        found = self.topic.fullmatch(topic)
        if found is None or not payload.strip():
            return []
        key = _PLACE.sub(lambda place: found[int(place[1])], self.key) if self.key else topic
        bare = not self.time and all(not one.path for one in self.values)
        told: object = payload.decode("utf-8").strip() if bare else json_object(payload)
        at = self._at(_at_path(told, self.time)) if self.time else None
        return there(self._value(key, one, told, at) for one in self.values)

    def _at(self, raw: object) -> datetime | None:
        return (
            zoned_time(raw)
            if self.time_is == "iso"
            else unix_time(raw, 1000 if self.time_is == "unix_ms" else 1)
        )

    def _value(self, key: str, one: DescribedValue, told: object, at: datetime | None) -> SensorValue | None:
        raw = _at_path(told, one.path)
        if raw is _NOWHERE:
            return None
        of = f"{key}/{one.part}" if one.part else key
        is_fault = isinstance(raw, str | Decimal) and str(raw).strip() in self.faults
        if one.quantity == "temperature_c":
            if is_fault:
                return fault(of, f"{raw} stands for no value", at)
            return temperature(of, _in_unit(raw, one.unit), at, fahrenheit=one.unit == "F")
        if is_fault:
            return None
        if one.quantity == "availability":
            return availability(of, "online" if _word(raw) in one.words else "offline")
        if one.quantity == "door":
            return door(of, _word(raw) in one.words, at)
        return plain(of, one.quantity, raw, at)


class _Nowhere:
    """A path that leads to no value, which is not the same as null."""


_NOWHERE = _Nowhere()


def _at_path(told: object, path: tuple[str | int, ...]) -> object:
    for step in path:
        if isinstance(step, str):
            told = told.get(step, _NOWHERE) if isinstance(told, dict) else _NOWHERE
        else:
            told = told[step] if isinstance(told, list) and step < len(told) else _NOWHERE
    return told


def _in_unit(raw: object, unit: str) -> object:
    shown = number(raw)
    if shown is None or isinstance(shown, Gap) or abs(shown) > 10**6:
        return raw
    if unit == "K":
        return shown - KELVIN
    return shown.scaleb(-TENTHS[unit]) if unit in TENTHS else shown


def _word(raw: object) -> str:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return str(raw).strip().lower()


def described_messages(raw: object) -> tuple[DescribedMessage, ...]:
    """Raises Unfit with what to write instead."""
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        raise Unfit("two_brackets", name="sensors.described")
    return tuple(_message(one) for one in raw)


def _message(table: Mapping[str, object]) -> DescribedMessage:
    _only(table, {"topic", "key", "time", "time_is", "faults", "values"})
    topic = topic_pattern(table.get("topic"))
    key = table.get("key", "")
    if not isinstance(key, str):
        raise Unfit("text_such_as", name="key", example='"cellar/{1}"')
    if too_far := [place for place in _PLACE.findall(key) if not 1 <= int(place) <= topic.groups]:
        raise Unfit("message_key", place=too_far[0], count=topic.groups)
    faults, listed = table.get("faults", []), table.get("values")
    if not isinstance(faults, list) or not all(isinstance(one, str) for one in faults):
        raise Unfit("texts_such_as", name="faults", example='["999"]')
    if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
        raise Unfit("list_such_as", name="values", example='[{ path = "t", quantity = "temperature" }]')
    return DescribedMessage(
        topic=topic,
        key=key,
        values=tuple(_described_value(one) for one in listed),
        time=_path(table["time"]) if "time" in table else (),
        time_is=_one_of(table.get("time_is", "iso"), "time_is", TIMES),
        faults=frozenset(faults),
    )


def _described_value(table: Mapping[str, object]) -> DescribedValue:
    _only(table, {"path", "quantity", "unit", "part", "open", "online"})
    quantity = QUANTITIES[_one_of(table.get("quantity"), "quantity", tuple(QUANTITIES))]
    unit = _one_of(table.get("unit", "C"), "unit", UNITS)
    if "unit" in table and quantity != "temperature_c":
        raise Unfit("message_unit")
    words = table.get("open" if quantity == "door" else "online", [])
    words = [words] if isinstance(words, str) else words
    if not isinstance(words, list) or not all(isinstance(one, str) for one in words):
        raise Unfit("message_words")
    if quantity in {"door", "availability"} and not words:
        raise Unfit("message_needs_words", quantity=quantity)
    part = table.get("part", "")
    if not isinstance(part, str):
        raise Unfit("message_part")
    path = _path(table["path"]) if "path" in table else ()
    return DescribedValue(path, quantity, unit, part, frozenset(word.lower() for word in words))


def topic_pattern(raw: object) -> re.Pattern[str]:
    """A topic with the wildcards of MQTT, each a group. Raises Unfit with what is wrong."""
    if not isinstance(raw, str) or not raw:
        raise Unfit("text_such_as", name="topic", example='"cellar/+/state"')
    levels = raw.split("/")
    if (
        any("+" in level and level != "+" for level in levels)
        or "#" in raw[:-1]
        or levels[-1][:-1].endswith("#")
    ):
        raise Unfit("message_wildcards")
    if raw.endswith("#") and levels[-1] != "#":
        raise Unfit("message_wildcards")
    parts = ["([^/]*)" if level == "+" else "(.*)" if level == "#" else re.escape(level) for level in levels]
    return re.compile("/".join(parts), re.DOTALL)


def _path(raw: object) -> tuple[str | int, ...]:
    if not isinstance(raw, str) or not _PATH.fullmatch(raw):
        raise Unfit("message_path")
    return tuple(int(place) if place else name for name, place in _STEP.findall(raw))


def _only(table: Mapping[str, object], known: set[str]) -> None:
    if unknown := sorted(set(table) - known):
        raise Unfit("unknown_name", name=unknown[0], known=", ".join(sorted(known)))


def _one_of(raw: object, name: str, known: tuple[str, ...]) -> str:
    if raw not in known:
        raise Unfit("one_of_named", name=name, known=", ".join(known))
    return str(raw)
