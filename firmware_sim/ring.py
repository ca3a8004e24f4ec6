"""A Milesight TS201 behind a ChirpStack server, with the ring in which it keeps what it measured, told again when it is asked.

    asked     FD 6C, first and last second (Unix time, four bytes each, the least significant first)
    answers   FC 6C 00 and then 20 CE … for each value; FC 6C 01 for a range that is none; FC 6C 02 when it kept nothing of it

Bytes and topics as the maker's "Data Retrievability" and ChirpStack's "MQTT integration" tell them. No wire, no clock: whoever drives it
says what time it is.
"""

import base64
import binascii
import json
from collections import deque
from datetime import UTC, datetime
from decimal import Decimal

from firmware_sim.messages import Message
from firmware_sim.speech.spoken import compact

APPLICATION = "17c82e96-be03-4f38-aef3-f83d48582d97"
PORT = 85
CAPACITY = 1_000
MOST_TOLD = 300
A_QUESTION = 10


class RingSensor:
    """One sensor. `measure` keeps a value; `uplink` is how it tells the newest one; `obey` answers a downlink."""

    def __init__(self, number: int, capacity: int = CAPACITY) -> None:
        self.eui = f"24e124{number:010x}"
        self._kept: deque[tuple[int, Decimal]] = deque(maxlen=capacity)

    @property
    def up(self) -> str:
        return f"application/{APPLICATION}/device/{self.eui}/event/up"

    @property
    def down(self) -> str:
        return f"application/{APPLICATION}/device/{self.eui}/command/down"

    def measure(self, at: int, celsius: Decimal) -> None:
        self._kept.append((at, celsius))

    def uplink(self, *, battery: int = 96) -> Message:
        """The newest value as it is sent live."""
        at, celsius = self._kept[-1]
        return self._sent(bytes([0x01, 0x75, battery]) + b"\x03\x67" + _tenths(celsius), at)

    def obey(self, payload: bytes, at: int) -> list[Message]:
        """What it sends after a downlink. Anything that is no question to it is left alone."""
        asked = _question(payload, self.eui)
        if asked is None:
            return []
        first, last = asked
        if first > last:
            return [self._sent(b"\xfc\x6c\x01", at)]
        found = [one for one in self._kept if first <= one[0] <= last][:MOST_TOLD]
        if not found:
            return [self._sent(b"\xfc\x6c\x02", at)]
        told = [
            b"\x20\xce" + when.to_bytes(4, "little") + b"\x01" + _tenths(celsius) for when, celsius in found
        ]
        return [self._sent(b"\xfc\x6c\x00", at), *(self._sent(body, at) for body in told)]

    def _sent(self, body: bytes, at: int) -> Message:
        stated = {
            "time": datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds"),
            "deviceInfo": {"applicationId": APPLICATION, "deviceProfileName": "TS201", "devEui": self.eui},
            "fPort": PORT,
            "data": base64.b64encode(body).decode(),
            "rxInfo": [{"gatewayId": "0016c001f153a14c", "rssi": -71}],
        }
        return Message(self.up, compact(stated))


def _question(payload: bytes, eui: str) -> tuple[int, int] | None:
    try:
        told = json.loads(payload)
        body = base64.b64decode(told["data"], validate=True)
    except (ValueError, KeyError, TypeError, binascii.Error):
        return None
    is_meant = told.get("devEui") == eui and told.get("fPort") == PORT
    if not is_meant or len(body) != A_QUESTION or body[:2] != b"\xfd\x6c":
        return None
    return int.from_bytes(body[2:6], "little"), int.from_bytes(body[6:10], "little")


def _tenths(celsius: Decimal) -> bytes:
    return round(celsius * 10).to_bytes(2, "little", signed=True)
