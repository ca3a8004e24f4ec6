"""What is known about a topic from elsewhere: from a discovery message, or from config/devices.toml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """`quantity` as in SensorValue. `path` leads to the value in a JSON payload; empty when the payload is the value.

    `fahrenheit` is None where nothing was said about the unit.
    """

    quantity: str | None
    fahrenheit: bool | None = None
    path: tuple[str, ...] = ()
