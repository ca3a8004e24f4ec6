"""MQTT 3.1.1 on the listener's side: packets as the standard draws them, cut anywhere, and noise.

Expected bytes are typed from the OASIS standard of 29 October 2014: 2.2.3 (length), 3.1 CONNECT, 3.3 PUBLISH, 3.8 SUBSCRIBE.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.devices.protocols.mqtt_packets import (
    Connected,
    Packet,
    PacketDecoder,
    Pong,
    Published,
    Subscribed,
    Unsubscribed,
    acknowledged,
    connect,
    subscribe,
    unsubscribe,
)

STREAM = (
    b"\x20\x02\x00\x00"  # CONNACK, welcome
    b"\x90\x04\x00\x01\x01\x80"  # SUBACK for id 1: granted QoS 1, refused
    b"\x30\x08\x00\x03a/b3.2"  # PUBLISH, QoS 0
    b"\x33\x0a\x00\x03a/b\x12\x343.2"  # PUBLISH, QoS 1, retained, id 0x1234
    b"\x3b\x07\x00\x03a/b\x00\x01"  # PUBLISH, QoS 1, again, retained, no payload
    b"\xb0\x02\x00\x03"  # UNSUBACK
    b"\xd0\x00"  # PINGRESP
)
SAYS: list[Packet] = [
    Connected(0),
    Subscribed((1, 0x80)),
    Published("a/b", b"3.2", retained=False, qos=0, id=0),
    Published("a/b", b"3.2", retained=True, qos=1, id=0x1234),
    Published("a/b", b"", retained=True, qos=1, id=1),
    Unsubscribed(),
    Pong(),
]


def test_packets_are_read_as_the_standard_draws_them() -> None:
    assert PacketDecoder().feed(STREAM) == SAYS


@given(st.lists(st.integers(0, len(STREAM)), max_size=8).map(sorted))
def test_where_the_wire_cuts_the_stream_makes_no_difference(cuts: list[int]) -> None:
    decoder = PacketDecoder()
    pieces = [STREAM[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(STREAM)], strict=True)]
    assert [packet for piece in pieces for packet in decoder.feed(piece)] == SAYS


@pytest.mark.parametrize(
    ("rest", "length"),
    [
        # Table 2.4 of the standard: the first and the last length of each number of bytes.
        (127, b"\x7f"),
        (128, b"\x80\x01"),
        (16_383, b"\xff\x7f"),
        (16_384, b"\x80\x80\x01"),
        (2_097_151, b"\xff\xff\x7f"),
        (2_097_152, b"\x80\x80\x80\x01"),
    ],
)
def test_a_length_takes_one_to_four_bytes(rest: int, length: bytes) -> None:
    payload = b"x" * (rest - 3)
    packet = b"\x30" + length + b"\x00\x01t" + payload
    decoder = PacketDecoder()
    assert decoder.feed(packet[:100]) == []
    assert decoder.feed(packet[100:]) == [Published("t", payload, retained=False, qos=0, id=0)]


def test_a_long_message_in_small_pieces_is_put_together_once() -> None:
    payload = bytes(range(256)) * 8_192
    packet = b"\x30\x83\x80\x80\x01\x00\x01t" + payload
    decoder = PacketDecoder()
    found = [one for at in range(0, len(packet), 1_000) for one in decoder.feed(packet[at : at + 1_000])]
    assert found == [Published("t", payload, retained=False, qos=0, id=0)]


@pytest.mark.parametrize(
    "raw",
    [
        b"\x30\xff\xff\xff\xff\x01",  # a length of five bytes
        b"\x30\x02\x00\x09",  # a topic longer than its packet
        b"\x30\x01\x00",
        b"\x32\x04\x00\x01t\x00",  # QoS 1 without a whole id
        b"\x34\x07\x00\x01t\x00\x013.",  # QoS 2 was never asked for
        b"\x36\x07\x00\x01t\x00\x013.",  # QoS 3 does not exist
        b"\x30\x04\x00\x02\xff\xff",  # a topic that is no UTF-8
        b"\x20\x01\x00",
        b"\x10\x00",  # a packet that only clients send
        b"\x00\x00",
    ],
)
def test_a_stream_that_is_no_mqtt_is_a_fault_and_nothing_is_guessed(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"length|read|packet|utf-8"):
        PacketDecoder().feed(raw)


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_noise_is_read_as_something_or_refused(pieces: list[bytes]) -> None:
    decoder = PacketDecoder()
    for piece in pieces:
        try:
            found = decoder.feed(piece)
        except ValueError:
            return
        assert all(isinstance(packet, Packet) for packet in found)


def test_a_connection_is_asked_for_as_in_the_standard() -> None:
    # Figure 3.6 without a will: name and password, clean, 10 seconds.
    assert connect("c1", clean=True, keepalive_s=10, username="u", password="pæ") == (
        b"\x10\x16\x00\x04MQTT\x04\xc2\x00\x0a\x00\x02c1\x00\x01u\x00\x03p\xc3\xa6"
    )
    assert connect("c1", clean=False, keepalive_s=20) == b"\x10\x0e\x00\x04MQTT\x04\x00\x00\x14\x00\x02c1"


def test_topics_are_asked_for_and_messages_answered_as_in_the_standard() -> None:
    # Figure 3.23: a/b with QoS 1, c/d.
    assert subscribe(10, ("a/b", "c/d"), 1) == b"\x82\x0e\x00\x0a\x00\x03a/b\x01\x00\x03c/d\x01"
    # Figure 3.30: the same given up.
    assert unsubscribe(10, ("a/b", "c/d")) == b"\xa2\x0c\x00\x0a\x00\x03a/b\x00\x03c/d"
    assert acknowledged([1, 0xFFFF]) == b"\x40\x02\x00\x01\x40\x02\xff\xff"
