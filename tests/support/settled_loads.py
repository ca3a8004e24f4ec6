"""Loads as a scale tells them, for tests of what becomes of them."""

from datetime import UTC, datetime

from hub.devices.events import LoadSettled
from hub.kernel.quantity import Mass

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def settled(kilograms: str) -> LoadSettled:
    mass = Mass.kilograms(kilograms)
    return LoadSettled("goods_in", AT, mass, Mass(0), "none", mass, f"{kilograms} kg", b"S S", "B123", None)
