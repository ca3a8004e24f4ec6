"""Ruuvi's Bluetooth advertisement: bytes to temperature, humidity and battery voltage.

    02 01 06  1B FF 99 04  05 12 FC 53 94 C3 7C …        length, type (FF: of the maker), company 0499, then the format:

    format 3   03  humidity/2 (1)  whole degrees, sign in the top bit (1)  hundredths (1)  …8…  millivolts (2)
    format 5   05  temperature * 0.005 (2)  humidity * 0.0025 (2)  pressure (2)  …6…  power (2)  movement  sequence (2)  address (6)
    format C5  C5  the same without the 6 bytes of acceleration
    format 6   06  temperature (2)  humidity (2)  …10…  sequence (1)  flags (1)  address (3)          no battery
    format E1  E1  temperature (2)  humidity (2)  …20…  sequence (3)  flags (1)  …5…  address (6)     no battery

Power is 11 bits of millivolts above 1600. Not available: 8000 for a temperature, FFFF for humidity, all bits of the voltage.

After Ruuvi's documentation of the formats, with its own test vectors. Not for: format 8 and FA, which are encrypted.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

MANUFACTURER, RUUVI = 0xFF, b"\x99\x04"
STEP, WETNESS = Decimal("0.005"), Decimal("0.0025")
NO_TEMPERATURE, NO_HUMIDITY, NO_VOLTAGE = -0x8000, 0xFFFF, 0x7FF
LOWEST_MV = 1600
# Where the power is told in the formats that have a battery, and how long each format is at least.
POWER_AT = {0x05: 13, 0xC5: 7}
LEAST = {0x03: 14, 0x05: 24, 0xC5: 18, 0x06: 20, 0xE1: 40}


@dataclass(frozen=True, slots=True)
class Advertised:
    """What a tag measured; None is not available."""

    celsius: Decimal | None
    humidity: Decimal | None
    volts: Decimal | None


def decode(advertisement: bytes) -> Advertised | None:
    """None for an advertisement of another maker and for a format that cannot be read. Raises ValueError when it is cut."""
    body = _of_ruuvi(advertisement)
    if not body or body[0] not in LEAST:
        return None
    if len(body) < LEAST[body[0]]:
        raise ValueError(f"is cut: {len(body)} bytes of data format {body[0]:X}")
    return _format_3(body) if body[0] == 0x03 else _format_5(body)  # noqa: PLR2004 - the number of the format


def _of_ruuvi(advertisement: bytes) -> bytes:
    at = 0
    while at + 1 < len(advertisement):
        length, kind = advertisement[at], advertisement[at + 1]
        content = advertisement[at + 2 : at + 1 + length]
        if kind == MANUFACTURER and content.startswith(RUUVI):
            return content[len(RUUVI) :]
        at += 1 + length
    return b""


def _format_3(body: bytes) -> Advertised:
    degrees = Decimal(body[2] & 0x7F) + Decimal(body[3]).scaleb(-2)
    return Advertised(
        celsius=-degrees if body[2] & 0x80 else degrees,
        humidity=Decimal(body[1]) / 2,
        volts=Decimal(int.from_bytes(body[12:14])).scaleb(-3),
    )


def _format_5(body: bytes) -> Advertised:
    celsius = int.from_bytes(body[1:3], signed=True)
    humidity = int.from_bytes(body[3:5])
    power_at = POWER_AT.get(body[0])
    power = NO_VOLTAGE if power_at is None else int.from_bytes(body[power_at : power_at + 2]) >> 5
    return Advertised(
        celsius=None if celsius == NO_TEMPERATURE else celsius * STEP,
        humidity=None if humidity == NO_HUMIDITY else humidity * WETNESS,
        volts=None if power == NO_VOLTAGE else Decimal(LOWEST_MV + power).scaleb(-3),
    )
