"""What cables, wrong settings and strangers do to the wire languages: never an exception, never another weight, never much memory."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.devices.decode import scale_frames
from hub.devices.protocols.cutting import LONGEST_LINE, plain
from hub.devices.protocols.frames import Counted, Frame, Garbled, Weight
from hub.devices.registry import protocols
from tests.support.scale_cases import CASES

CHECKED = {
    "toledo_continuous": [
        b"\x02-0 012345000000\r%",
        b"\x02-2 000150000000\r,",
        b"\x02* !001234000000\r<",
        b"\x02-0 001234\rJ",
        b"\x02-0 012342000000\r\x28",
    ],
    "cas_type6": [b"\x01\x02S 01.234KgE\x03\x04"],
    "yaohua_a12": [b"WG004.139kg3D\r\n"],
    "yaohua_tf0": [b"\x02+012450019\x03"],
}
EVERY_CHECKED = [(name, wire) for name, wires in CHECKED.items() for wire in wires]


def _frames(name: str, *pieces: bytes) -> list[Frame]:
    decoder = protocols()[name]()
    return [frame for piece in pieces for frame in decoder.feed(piece)] + decoder.flush()


def _values(frames: list[Frame]) -> set[tuple[str, str | None, bool | None]]:
    return {
        (frame.value, frame.unit if isinstance(frame, Weight) else "pcs", frame.stable)
        for frame in frames
        if isinstance(frame, Weight | Counted)
    }


@pytest.mark.parametrize(("name", "wire"), EVERY_CHECKED)
def test_one_wrong_byte_in_a_checked_frame_gives_no_other_weight(name: str, wire: bytes) -> None:
    sent = _values(_frames(name, wire))
    for place in range(len(wire)):
        for other in range(256):
            spoilt = wire[:place] + bytes([other]) + wire[place + 1 :]
            assert _values(_frames(name, spoilt)) <= sent, spoilt
            assert _values(_frames(name, wire + spoilt + wire)) <= sent, spoilt


@pytest.mark.parametrize(("name", "wire"), EVERY_CHECKED)
def test_one_lost_byte_in_a_checked_frame_gives_no_other_weight(name: str, wire: bytes) -> None:
    sent = _values(_frames(name, wire))
    for place in range(len(wire)):
        short = wire[:place] + wire[place + 1 :]
        assert _values(_frames(name, wire + short + wire)) <= sent, short


@pytest.mark.parametrize(
    "name",
    [
        *("and_16", "and_ad4329", "cas_22", "dini_argeo", "ricelake_stream", "rinstrum_a", "sma"),
        *("steinberg_sbs", "sterling_7600", "tscale_nhb", "tscale_qhw", "weightech_wt1000", "yaohua_eq"),
    ],
)
def test_a_character_lost_from_a_line_of_fixed_columns_gives_no_other_weight(name: str) -> None:
    for case in CASES[name]:
        sent = _values(_frames(name, case.wire))
        for place in range(len(case.wire)):
            lost = case.wire[:place] + case.wire[place + 1 :]
            assert _values(_frames(name, lost)) <= sent, lost


@pytest.mark.parametrize("name", sorted(protocols()))
@settings(max_examples=60)
@given(noise=st.lists(st.binary(max_size=300), max_size=6))
def test_nothing_that_comes_raises(name: str, noise: list[bytes]) -> None:
    for frame in _frames(name, *noise):
        assert frame.raw or noise


@pytest.mark.parametrize("name", sorted(protocols()))
@pytest.mark.parametrize("flood", [b"0", b"=", b"\x02", b"\n1", b"w", b"S A", b" ", b"\x00", b"\x01\x02S"])
def test_memory_stays_bounded_whatever_comes(name: str, flood: bytes) -> None:
    decoder = protocols()[name]()
    for _ in range(40):
        decoder.feed(flood * 500)
    pending = decoder._pending  # type: ignore[attr-defined]
    assert len(pending) <= 2 * LONGEST_LINE
    assert sum(len(frame.raw) for frame in decoder.flush()) <= 2 * LONGEST_LINE


def test_parity_left_by_a_seven_bit_device_is_taken_off_only_where_every_character_has_it() -> None:
    even = bytes(byte | 0x80 * (byte.bit_count() % 2) for byte in b"ST,GS,+  1.045kg\r\n")
    odd = bytes(byte | 0x80 * ((byte.bit_count() + 1) % 2) for byte in b"ST,GS,+  1.045kg\r\n")
    for wire in (even, odd):
        assert [frame["value"] for frame in scale_frames("and_16", wire)] == ["1.045"]
    place = even.index(b"\xb1")
    wrong = even[:place] + b"\x31" + even[place + 1 :]
    assert [frame["status"] for frame in scale_frames("and_16", wrong)] == ["error"]


def test_a_single_byte_with_bit_seven_is_no_character() -> None:
    assert plain(b"1.234\xb1") is None
    assert [frame["status"] for frame in scale_frames("gng", b"     0.\xb00 GN\r\n")] == ["error"]


def test_a_checksum_that_was_there_must_stay_there() -> None:
    checked, bare = b"\x02-0 012345000000\r%", b"\x02-0 099999000000\r"
    frames = _frames("toledo_continuous", checked + bare + checked)
    assert _values(frames) == {("12.345", "kg", True)}
    assert any(isinstance(frame, Garbled) for frame in frames)


def test_a_stream_without_checksums_is_read_frame_by_frame() -> None:
    bare = b'\x02"0 012340000000\r'
    assert _values(_frames("toledo_continuous", bare * 3)) == {("12340", "kg", True)}
    assert len(_frames("toledo_continuous", bare * 3)) == 3


def test_an_acknowledgement_belongs_to_the_answer_that_follows() -> None:
    frames = _frames("radwag", b"S A\r\nS    -      8.5 g  \r\nS A\r\nS            9.5 g  \r\n")
    assert [frame.raw for frame in frames] == [
        b"S A\r\nS    -      8.5 g  \r\n",
        b"S A\r\nS            9.5 g  \r\n",
    ]


def test_a_sum_is_told_apart_from_a_load() -> None:
    assert [
        frame.total
        for frame in _frames("ohaus_standard", b"     207.80 g TOTAL\r\n")
        if isinstance(frame, Weight)
    ] == [True]


def test_silence_after_a_question_is_an_answer_of_a_scale_that_only_speaks_of_new_loads() -> None:
    assert [frame["status"] for frame in scale_frames("adam_text", b"", b"P\r\n")] == ["ok"]
    assert scale_frames("adam_text", b"") == []


def test_the_same_status_means_another_thing_after_another_question() -> None:
    assert [frame["status"] for frame in scale_frames("toledo_8217", b"\x02?A\r", b"W")] == ["unstable"]
    assert [frame["status"] for frame in scale_frames("toledo_8217", b"\x02?A\r", b"B")] == ["error"]


def test_a_character_lost_from_an_indicators_line_gives_no_other_weight() -> None:
    for wire in (b"-  1.640 kg   ?N\r\n", b"   0.360 kg    G\r\n", b"-   1.640 kg    NET\r\n"):
        for place in range(len(wire) - 1):
            lost = wire[:place] + wire[place + 1 :]
            assert _values(_frames("ohaus_standard", lost)) <= _values(_frames("ohaus_standard", wire)), lost


def test_a_line_whose_front_is_missing_is_called_cut() -> None:
    for line in (b"S,GS,+  7.190kg\r\n", b",NT,+  0.345kg\r\n"):
        assert _frames("and_16", line) == [Garbled(line, "cut", bounded=True)]
    assert _frames("and_16", b"345kg\r\n") == [Garbled(b"345kg\r\n", bounded=True)]
