"""MQTT 3.1.1 as far as a listener needs it: bytes to packets, and the few packets that it sends itself.

    every packet   type and flags (1 byte) · length of the rest (1 to 4 bytes, 7 bits each, the lowest first) · the rest
    PUBLISH        0011 dup qos qos retain · topic (2 bytes of length, UTF-8) · id (2 bytes, not with QoS 0) · payload
    PUBACK         0x40 0x02 · id

Some thousands of messages come in a second after an outage, so bytes are taken as the wire brings them, many packets at once. After
the OASIS standard of 29 October 2014, sections 2.2 and 3. Not for: publishing (`hub.devices.links.mqtt`), QoS 2, which nobody
here asks for, and connections.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

CONNACK, PUBLISH, SUBACK, UNSUBACK, PINGRESP = 2, 3, 9, 11, 13
PING = b"\xc0\x00"
DISCONNECT = b"\xe0\x00"
REFUSED = 0x80
TOPICS_REMEMBERED = 10_000

_ACK = struct.Struct(">BBH")
_SHORT = struct.Struct(">H")


class Published(NamedTuple):
    """A message; one of QoS 0 has no id and needs no word back."""

    topic: str
    payload: bytes
    retained: bool
    qos: int
    id: int


class Connected(NamedTuple):
    """The broker's answer to the connection: 0 is a welcome (section 3.2.2.3)."""

    code: int


class Subscribed(NamedTuple):
    """What the broker grants for each topic asked for, in that order; 0x80 is a refusal."""

    granted: Sequence[int]


class Unsubscribed(NamedTuple):
    """Nothing more comes of the topics that were given up, but what waits already."""


class Pong(NamedTuple):
    """The broker is there."""


Packet = Published | Connected | Subscribed | Unsubscribed | Pong


def connect(
    client_id: str, *, clean: bool, keepalive_s: int, username: str | None = None, password: str | None = None
) -> bytes:
    flags = (
        (2 if clean else 0) | (0x80 if username is not None else 0) | (0x40 if password is not None else 0)
    )
    said = [text for text in (client_id, username, password) if text is not None]
    head = _text("MQTT") + bytes([4, flags]) + _SHORT.pack(keepalive_s)
    return _packet(0x10, head + b"".join(map(_text, said)))


def subscribe(packet_id: int, topics: Iterable[str], qos: int) -> bytes:
    return _packet(0x82, _SHORT.pack(packet_id) + b"".join(_text(topic) + bytes([qos]) for topic in topics))


def unsubscribe(packet_id: int, topics: Iterable[str]) -> bytes:
    return _packet(0xA2, _SHORT.pack(packet_id) + b"".join(map(_text, topics)))


def acknowledged(ids: Iterable[int]) -> bytes:
    """The word back for many messages."""
    return b"".join(_ACK.pack(0x40, 2, one) for one in ids)


class PacketDecoder:
    """Cuts a stream into packets, however the wire happened to chop it. A stream that is no MQTT raises ValueError."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._have = 0
        self._need = 2
        self._topics: dict[bytes, str] = {}

    def feed(self, data: bytes) -> list[Packet]:
        self._pieces.append(data)
        self._have += len(data)
        if self._have < self._need:
            return []
        raw = data if len(self._pieces) == 1 else b"".join(self._pieces)
        found: list[Packet] = []
        at = 0
        while (cut := _header(raw, at)) is not None:
            begin, end = cut
            if end > len(raw):
                break
            packet = self._read(raw, raw[at], begin, end)
            if packet is not None:
                found.append(packet)
            at = end
        self._keep(raw[at:], cut[1] - at if cut is not None else 0)
        return found

    def _keep(self, rest: bytes, need: int) -> None:
        """What is left over waits for more; of a long packet, until it can be whole."""
        self._pieces = [rest] if rest else []
        self._have, self._need = len(rest), max(need, len(rest) + 1, 2)

    def _read(self, raw: bytes, head: int, begin: int, end: int) -> Packet | None:
        kind = head >> 4
        if kind == PUBLISH:
            return self._published(raw, head, begin, end)
        body = raw[begin:end]
        if kind == CONNACK and len(body) == 2:  # noqa: PLR2004 - section 3.2
            return Connected(body[1])
        if kind == SUBACK and len(body) > 2:  # noqa: PLR2004 - section 3.9: an id, then the grants
            return Subscribed(tuple(body[2:]))
        if kind == UNSUBACK:
            return Unsubscribed()
        if kind == PINGRESP:
            return Pong()
        raise ValueError(f"a packet that no broker sends to a listener: {raw[begin - 2 : begin + 8].hex()}")

    def _published(self, raw: bytes, head: int, begin: int, end: int) -> Published:
        qos = head >> 1 & 3
        topic_end = begin + 2 + (raw[begin] << 8 | raw[begin + 1]) if end - begin > 1 else end + 1
        payload_at = topic_end + (2 if qos else 0)
        if payload_at > end or qos > 1:
            raise ValueError(f"a message that cannot be read: {raw[begin - 2 : begin + 8].hex()}")
        packet_id = raw[topic_end] << 8 | raw[topic_end + 1] if qos else 0
        name = raw[begin + 2 : topic_end]
        topic = self._topics.get(name) or self._topic(name)
        return Published(topic, raw[payload_at:end], bool(head & 1), qos, packet_id)

    def _topic(self, name: bytes) -> str:
        if len(self._topics) >= TOPICS_REMEMBERED:
            self._topics.clear()
        found = self._topics[name] = name.decode("utf-8")
        return found


def _header(raw: bytes, at: int) -> tuple[int, int] | None:
    """Where the rest of a packet begins and ends; None while its length is not all there."""
    length = 0
    for place in range(4):
        here = at + 1 + place
        if here >= len(raw):
            return None
        length |= (raw[here] & 0x7F) << 7 * place
        if raw[here] < 0x80:  # noqa: PLR2004 - the highest bit says that more follows
            return here + 1, here + 1 + length
    raise ValueError(f"a length that never ends: {raw[at : at + 5].hex()}")


def _packet(head: int, rest: bytes) -> bytes:
    length, said = len(rest), bytearray([head])
    while length > 0x7F:  # noqa: PLR2004
        said.append(length & 0x7F | 0x80)
        length >>= 7
    said.append(length)
    return bytes(said) + rest


def _text(text: str) -> bytes:
    raw = text.encode("utf-8")
    return _SHORT.pack(len(raw)) + raw
