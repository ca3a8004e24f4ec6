"""One MQTT message of a simulated sensor: topic and payload, nothing sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """`retain`: the broker keeps it for those who come later."""

    topic: str
    payload: str | bytes
    retain: bool = False
