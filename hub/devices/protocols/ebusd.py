"""ebusd: messages of a heating or cooling bus.

    ebusd/<circuit>/<name>    44.62;ok        the value, then what the sensor's own status says: ok, circuit, cutoff
    ebusd/<circuit>/<name>    {"temp": {"value": 44.62}, "sensor": {"value": "ok"}}      with --mqttjson
    ebusd/<circuit>/<name>    {"0": {"name": "temp", "value": 44.62}, "1": {…}}          the same, by number
    ebusd/global/running      true, false (last will, retained)

`circuit` is a shorted and `cutoff` an open sensor; the number beside it looks plausible and means nothing. A wish (FlowTempDesired)
is no measurement. The unit is Celsius. What a message is about stands only in its name, or in the name of a JSON field.

After the project's wiki page "MQTT client" and its message definitions. Not for: setting values, and messages of many fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.devices.protocols.measured import availability, fault, json_object, plain, temperature, there
from hub.devices.protocols.naming import DOOR, TEMPERATURE, quantity_of

BASE = "ebusd"
GLOBAL = "global"
STATUS = {"cutoff": "status cutoff (sensor open)", "circuit": "status circuit (sensor shorted)"}
RUNNING = {"true": "online", "false": "offline"}


def speaks(topic: str) -> bool:
    return topic.startswith(f"{BASE}/") and topic.count("/") > 1


def read(topic: str, payload: bytes) -> list[SensorValue]:
    """Raises ValueError when a message cannot be read. No values: the message is about something else."""
    _, circuit, name, *more = topic.split("/")
    text = payload.decode("utf-8").strip()
    if not text or (more and more[-1] in {"set", "get", "list"}):
        return []
    if circuit == GLOBAL:
        return [availability(BASE, RUNNING.get(text, text))] if name == "running" else []
    quantity = quantity_of(name)
    if text.startswith("{"):
        fields = _fields(json_object(payload))
        values = {field: raw for field, raw in fields.items() if isinstance(raw, Decimal) or raw is None}
        words = [str(raw) for raw in fields.values() if isinstance(raw, str)]
        if quantity is None:
            return []
        return _value(topic, quantity, next(iter(values.values()), "no value"), words)
    first, *words = text.split(";")
    return _value(topic, quantity, first, words) if quantity is not None else []


def _fields(told: Mapping[str, object]) -> dict[str, object]:
    """By name, whether the fields are told by name or by number; a field may be just its value."""
    found: dict[str, object] = {}
    for place, field in told.items():
        if isinstance(field, dict):
            found[str(field.get("name", place))] = field.get("value")
        else:
            found[place] = field
    return found


def _value(key: str, quantity: str, raw: object, words: list[str]) -> list[SensorValue]:
    broken = next((STATUS[word] for word in words if word in STATUS), None)
    if quantity == TEMPERATURE:
        shown = fault(key, broken, None) if broken else temperature(key, _gap(raw), None)
        return there([shown])
    return there([plain(key, quantity, raw)]) if quantity != DOOR and not broken else []


def _gap(raw: object) -> object:
    """A minus alone is how ebusd writes a value that the bus has not."""
    return "no value" if raw == "-" else raw
