"""What the receiving side of the house does with messages of a broker."""

from __future__ import annotations

from hub.devices.events import MessageHeard
from hub.devices.links.mqtt import Acknowledge


class Reader:
    """Keeps each message with the word back to the broker."""

    def __init__(self) -> None:
        self.heard: list[MessageHeard] = []
        self.answers: list[Acknowledge] = []

    def hear(self, message: MessageHeard, acknowledge: Acknowledge) -> None:
        self.heard.append(message)
        self.answers.append(acknowledge)

    @property
    def payloads(self) -> list[bytes]:
        return [message.payload for message in list(self.heard)]
