"""What sensors of every dialect write where a number should be: numbers, fault codes that look like numbers, and gaps.

Not for: judging a temperature (`hub.coldchain.rules`). A fault is a value with a reason, never an exception and never 0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from hub.devices.events import SensorValue
from hub.kernel.quantity import Temperature

# A thermistor reads about -55 to 150 °C; no probe of a food store is made for more than this.
COLDEST = Decimal(-90)
HOTTEST = Decimal(150)
POWER_ON = "85.0 exactly = DS18B20 power-on register"
NO_PROBE = "-127 = DEVICE_DISCONNECTED_C of the Dallas library"
INVALID_LOW = "-327.68 = int16 0x8000 / 100, ZCL invalid value"
INVALID_HIGH = "327.67 = int16 0x7FFF / 100, ZCL invalid value"
FAULT_CODES = {
    Decimal(85): POWER_ON,
    Decimal(-127): NO_PROBE,
    Decimal("-327.68"): INVALID_LOW,
    Decimal("327.67"): INVALID_HIGH,
    Decimal("127.99"): "127.99 = no probe",
}
# Zigbee's humidity is a uint16 of hundredths, so 0xFFFF ("invalid") shows as 655.35.
WETTEST = Decimal(655)
NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,12})?([eE][+-]?\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that stands in the place of a number and is none."""

    says: str


@dataclass(frozen=True, slots=True)
class _NotFinite:
    """NaN and Infinity, which JSON forbids and devices send."""

    says: str


def json_object(payload: bytes) -> dict[str, object]:
    """The object in a payload, with numbers as Decimal. Raises ValueError for anything else."""
    try:
        found = json.loads(payload, parse_float=Decimal, parse_int=Decimal, parse_constant=_NotFinite)
    except RecursionError as err:
        raise ValueError("nested too deep") from err
    except ArithmeticError as err:
        raise ValueError("holds a number that is too large") from err
    if not isinstance(found, dict):
        raise ValueError(f"is no JSON object but {type(found).__name__}")  # noqa: TRY004 - one kind for all payloads
    return found


def number(raw: object) -> Decimal | Gap | None:
    """A finite number, a gap with its reason, or None for what is no measured value at all (a list, a switch)."""
    if raw is None:
        return Gap("null")
    if isinstance(raw, _NotFinite):
        return Gap(raw.says)
    if isinstance(raw, Decimal):
        return raw
    if isinstance(raw, str):
        text = raw.strip()
        return Decimal(text) if NUMBER.fullmatch(text) else Gap(text[:40] or "empty")
    return None


def temperature(
    sensor_key: str, raw: object, at: datetime | None, *, fahrenheit: bool = False, implausible: str = "range"
) -> SensorValue | None:
    """One temperature, converted to Celsius when it came in Fahrenheit; None when there is no value to speak of."""
    shown = number(raw)
    if shown is None:
        return None
    if isinstance(shown, Gap):
        return _fault(sensor_key, shown.says, at)
    # Guards the division below against exponents such as 1e999999.
    if not -1000 <= shown <= 1000:  # noqa: PLR2004
        return _fault(sensor_key, f"{shown:.6g} outside any plausible {implausible}", at)
    celsius = (shown - 32) * 5 / 9 if fahrenheit else shown
    rounded = Temperature.celsius(str(celsius))
    if rounded.in_celsius() in FAULT_CODES:
        return _fault(sensor_key, FAULT_CODES[rounded.in_celsius()], at)
    if not COLDEST <= celsius <= HOTTEST:
        return _fault(sensor_key, f"{shown} outside any plausible {implausible}", at)
    return SensorValue(
        sensor_key=sensor_key,
        quantity="temperature_c",
        temperature=rounded,
        text=str(rounded.in_celsius()) if fahrenheit else str(shown),
        fault=None,
        measured_at=at,
    )


def plain(sensor_key: str, quantity: str, raw: object, at: datetime | None) -> SensorValue | None:
    """Humidity or battery. A gap is left out: only a temperature is missed by anybody."""
    shown = number(raw)
    if not isinstance(shown, Decimal) or not 0 <= shown < WETTEST:
        return None
    return SensorValue(
        sensor_key=sensor_key,
        quantity=quantity,
        temperature=None,
        text=str(shown),
        fault=None,
        measured_at=at,
    )


def availability(sensor_key: str, word: str) -> SensorValue:
    """Raises ValueError for a word that is neither online nor offline."""
    says = word.strip().lower()
    if says not in {"online", "offline"}:
        raise ValueError(f"is neither online nor offline: {word[:40]!r}")
    return SensorValue(
        sensor_key=sensor_key,
        quantity="availability",
        temperature=None,
        text=says,
        fault=None,
        measured_at=None,
    )


def zoned_time(raw: object) -> datetime | None:
    """The device's own time when it says its zone; a local time without one could be hours away from the truth."""
    if not isinstance(raw, str):
        return None
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None


def of_one_sensor(values: Iterable[SensorValue | None]) -> list[SensorValue]:
    """What one sensor told at once. With its temperature at fault nothing else it says is believed either."""
    found = [value for value in values if value is not None]
    return [value for value in found if value.fault is not None] or found


def faults_last(values: list[SensorValue]) -> list[SensorValue]:
    return sorted(values, key=lambda value: value.fault is not None)


def _fault(sensor_key: str, says: str, at: datetime | None) -> SensorValue:
    return SensorValue(
        sensor_key=sensor_key,
        quantity="temperature_c",
        temperature=None,
        text=None,
        fault=says,
        measured_at=at,
    )
