"""What sensors of every dialect write where a number should be: numbers, fault codes that look like numbers, and gaps.

Not for: judging a temperature (`hub.coldchain.rules`). A fault is a value with a reason, never an exception and never 0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

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


class Belief(NamedTuple):
    """What of a temperature's source is no temperature: numbers that stand for a fault, and all beyond its range."""

    codes: Mapping[Decimal, str] = FAULT_CODES
    coldest: Decimal = COLDEST
    hottest: Decimal = HOTTEST
    names_range: str = "range"


USUAL = Belief()
# Zigbee's humidity is a uint16 of hundredths, so 0xFFFF ("invalid") shows as 655.35.
WETTEST = Decimal(655)
UNIX_DIGITS = re.compile(r"\d{1,14}(\.\d{1,9})?", re.ASCII)
LATEST = Decimal(10) ** 15
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,12})?([eE][+-]?\d{1,2})?", re.ASCII)
# What C prints for a number that is none. Python's reader knows NaN alone, in that spelling.
BARE_NAN = re.compile(r"(?<=[:\[,])\s*[+-]?(?:nan|inf|infinity)(?=\s*[,\]}])", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that stands in the place of a number and is none."""

    says: str


@dataclass(frozen=True, slots=True)
class _NotFinite:
    """NaN and Infinity, which JSON forbids and devices send."""

    says: str


_JSON = json.JSONDecoder(parse_float=Decimal, parse_int=Decimal, parse_constant=_NotFinite)


def json_object(payload: bytes) -> dict[str, object]:
    """The object in a payload, with numbers as Decimal. Raises ValueError for anything else."""
    try:
        found = _decoded(payload.decode("utf-8-sig"))
    except RecursionError as err:
        raise ValueError("nested too deep") from err
    except UnicodeDecodeError as err:
        raise ValueError("is no UTF-8") from err
    except json.JSONDecodeError as err:
        # Without the position, so that messages are counted by their reason.
        raise ValueError(f"is no JSON: {err.msg}") from err
    except ArithmeticError as err:
        raise ValueError("holds a number that is too large") from err
    if not isinstance(found, dict):
        raise ValueError(f"is no JSON object but {type(found).__name__}")  # noqa: TRY004 - one kind for all payloads
    return found


def _decoded(text: str) -> object:
    """One broken probe that prints `nan` must not silence the good ones beside it."""
    try:
        return _JSON.decode(text)
    except json.JSONDecodeError:
        mended = BARE_NAN.sub("NaN", text)
        if mended == text:
            raise
        return _JSON.decode(mended)


def number(raw: object) -> Decimal | Gap | None:
    """A finite number, a gap with its reason, or None for a switch, which is no measured value at all."""
    if raw is None:
        return Gap("null")
    if isinstance(raw, _NotFinite):
        return Gap(raw.says)
    if isinstance(raw, Decimal):
        return raw
    if isinstance(raw, str):
        text = raw.strip()
        return Decimal(text) if NUMBER.fullmatch(text) else Gap(text[:40] or "empty")
    if isinstance(raw, (list, dict)):
        return Gap("a list" if isinstance(raw, list) else "an object")
    return None


def temperature(
    sensor_key: str, raw: object, at: datetime | None, *, fahrenheit: bool = False, belief: Belief = USUAL
) -> SensorValue | None:
    """One temperature, converted to Celsius when it came in Fahrenheit; None when there is no value to speak of."""
    shown = raw if isinstance(raw, Decimal) else number(raw)
    if shown is None:
        return None
    if isinstance(shown, Gap):
        return fault(sensor_key, shown.says, at)
    if shown in belief.codes:
        return fault(sensor_key, belief.codes[shown], at)
    # Guards the division below against exponents such as 1e999999.
    if not -1000 <= shown <= 1000:  # noqa: PLR2004
        return fault(sensor_key, f"{shown:.6g} outside any plausible {belief.names_range}", at)
    celsius = (shown - 32) * 5 / 9 if fahrenheit else shown
    rounded = Temperature.of(celsius)
    exact = rounded.in_celsius()
    if exact in belief.codes:
        return fault(sensor_key, belief.codes[exact], at)
    if not belief.coldest <= celsius <= belief.hottest:
        return fault(sensor_key, f"{shown} outside any plausible {belief.names_range}", at)
    text = str(exact) if fahrenheit else str(shown)
    return SensorValue(sensor_key, "temperature_c", rounded, text, None, at)


def plain(sensor_key: str, quantity: str, raw: object, at: datetime | None = None) -> SensorValue | None:
    """Humidity or battery. A gap is left out: only a temperature is missed by anybody."""
    shown = raw if isinstance(raw, Decimal) else number(raw)
    if not isinstance(shown, Decimal) or not 0 <= shown < WETTEST:
        return None
    return SensorValue(sensor_key, quantity, None, str(shown), None, at)


def signal(sensor_key: str, raw: object) -> SensorValue | None:
    """Strength of the radio signal as received, in dBm."""
    shown = number(raw)
    if not isinstance(shown, Decimal) or not -200 < shown < 0:  # noqa: PLR2004 - below lies no radio, above a code
        return None
    return said(sensor_key, "signal_dbm", str(shown))


def door(sensor_key: str, is_open: object, at: datetime | None = None) -> SensorValue | None:
    """None for what is neither open nor closed."""
    if not isinstance(is_open, bool):
        return None
    return said(sensor_key, "door", "open" if is_open else "closed", at)


def said(sensor_key: str, quantity: str, text: str, at: datetime | None = None) -> SensorValue:
    """Anything but a temperature, as it was sent."""
    return SensorValue(sensor_key, quantity, None, text, None, at)


def availability(sensor_key: str, word: str) -> SensorValue:
    """Raises ValueError for a word that is neither online nor offline."""
    says = word.strip().lower()
    if says not in {"online", "offline"}:
        raise ValueError(f"is neither online nor offline: {word[:40]!r}")
    return said(sensor_key, "availability", says)


def zoned_time(raw: object) -> datetime | None:
    """The device's own time when it says its zone; a local time without one could be hours away from the truth."""
    if not isinstance(raw, str):
        return None
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None


def unix_time(raw: object, per_second: int = 1) -> datetime | None:
    """Seconds (or with 1000 milliseconds) since 1970, as a number or its digits; None for what is no time."""
    if isinstance(raw, str):
        raw = Decimal(raw) if UNIX_DIGITS.fullmatch(raw) else None
    if not isinstance(raw, Decimal) or not 0 <= raw < LATEST:
        return None
    try:
        return EPOCH + timedelta(milliseconds=int(raw * 1000 / per_second))
    except OverflowError:
        return None


def of_one_sensor(values: Iterable[SensorValue | None]) -> list[SensorValue]:
    """What one sensor told at once. With its temperature at fault nothing else it says is believed either."""
    found = [value for value in values if value is not None]
    return [value for value in found if value.fault is not None] or found


def there(values: Iterable[SensorValue | None]) -> list[SensorValue]:
    return [value for value in values if value is not None]


def faults_last(values: list[SensorValue]) -> list[SensorValue]:
    return sorted(values, key=lambda value: value.fault is not None)


def fault(sensor_key: str, says: str, at: datetime | None) -> SensorValue:
    return SensorValue(sensor_key, "temperature_c", None, None, says, at)
