"""MT-SICS answers as the manuals print them, and what cables make of them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.devices.decode import scale_frames
from hub.devices.protocols.cutting import LONGEST_LINE, NOISE
from hub.devices.protocols.frames import Answer, Counted, Frame, Garbled, Refused, Weight
from hub.devices.protocols.mt_sics import MtSics
from tests.support.vectors import shared


def weight(value: str, unit: str, *, stable: bool = True, kind: str = "net", **parts: str) -> dict[str, Any]:
    status = "ok" if stable else "unstable"
    return {"value": value, "unit": unit, "stable": stable, "kind": kind, "status": status, **parts}


def bare(status: str) -> dict[str, Any]:
    return {"value": None, "unit": None, "stable": None, "kind": None, "status": status}


# Typed from the reference manuals of the level 0 and 1 command sets and of the industrial terminals (SIX1).
MANUAL = [
    (b"S S     100.00 g\r\n", weight("100.00", "g")),
    (b"S D      -10.2 kg\r\n", weight("-10.2", "kg", stable=False)),
    (b"S D 1.234 g\r\n", weight("1.234", "g", stable=False)),
    (b"S S    -0.0082 g\r\n", weight("-0.0082", "g")),
    (b"S S     22.046 lb\r\n", weight("22.046", "lb")),
    (b"S S     352.74 oz\r\n", weight("352.74", "oz")),
    (b"S S    0.01045 t\r\n", weight("0.01045", "t")),
    (b"S S    10.45[5] kg\r\n", weight("10.455", "kg")),
    (b"S S     100.00 KG\r\n", weight("100.00", "kg")),
    (b"S S  12: 7.50 lb:oz\r\n", weight("199.50", "oz")),
    (b"S D 12:07.50 lb:oz\r\n", weight("199.50", "oz", stable=False)),
    (b"S +\r\n", bare("overload")),
    (b"S -\r\n", bare("underload")),
    (b"S M      0.045 kg\r\n", weight("0.045", "kg")),
    (b"SI D     10.45 kg\r\n", weight("10.45", "kg", stable=False)),
    (b"SIRU S    22.04 lb\r\n", weight("22.04", "lb")),
    (b"SI +\r\n", bare("overload")),
    (b"SIR -\r\n", bare("underload")),
    (b"S S Error 10b\r\n", bare("error")),
    (b"S I\r\n", bare("error")),
    (b"S L\r\n", bare("error")),
    (b"ES\r\n", bare("error")),
    (b"ET\r\n", bare("error")),
    (b"EL\r\n", bare("error")),
    (b"EI\r\n", bare("error")),
    (b"T S      100.00 g\r\n", weight("100.00", "g", kind="tare")),
    (b"TI D      1.850 kg\r\n", weight("1.850", "kg", stable=False, kind="tare")),
    (b"TA A      1.850 kg\r\n", weight("1.850", "kg", kind="tare")),
    (b"TAC A\r\n", bare("ok")),
    (b"T A 2.486 g\r\n", weight("2.486", "g", kind="tare")),
    (b"K C 4\r\n", bare("ok")),
    (b"T I\r\n", bare("error")),
    (b"T +\r\n", bare("error")),
    (b"T -\r\n", bare("error")),
    (b"TA L\r\n", bare("error")),
    (b"Z A\r\n", bare("ok")),
    (b"ZI S\r\n", bare("ok")),
    (b"ZI D\r\n", bare("ok")),
    (b"Z I\r\n", bare("error")),
    (b"Z +\r\n", bare("error")),
    (b'@ A "123456789"\r\n', bare("ok")),
    (b'I0 B 0 "I0"\r\n', bare("ok")),
    (b"I1 A 01 2.00 2.00 2.00 1.0\r\n", bare("ok")),
    (b'I2 A "XS204 Excellence 220.0090 g"\r\n', bare("ok")),
    (b'I4 A "B210400131"\r\n', bare("ok")),
    (b"I4 I\r\n", bare("error")),
    (b"PCS S 10\r\n", {**weight("10", "pcs"), "kind": None}),
    (b"S S         10 pcs\r\n", {**weight("10", "pcs"), "kind": None}),
    (
        b"SIX1 S 0 N R R 0 0 0 1 N     1.734     1.234     0.500 kg\r\n",
        weight("1.234", "kg", gross="1.734", tare="0.500"),
    ),
    (
        b"SIX1 D 0 N R R 0 0 0 1 N    -0.100    -0.600     0.500 kg\r\n",
        weight("-0.600", "kg", stable=False, gross="-0.100", tare="0.500"),
    ),
    (
        b"SIX1 N 0 N R R 0 0 0 1 M     1.734     1.234     0.500 kg\r\n",
        weight("1.234", "kg", stable=False, gross="1.734", tare="0.500"),
    ),
    (
        b"SIX1 S 0 N R R 0 0 0 1 N     1.734     1.234     0.500  g\r\n",
        weight("1.234", "g", gross="1.734", tare="0.500"),
    ),
    (b"SIX1 +\r\n", bare("overload")),
    (b"SIX1 -\r\n", bare("underload")),
    (b"SIX1 I\r\n", bare("error")),
]
NO_FRAMES = [
    b"345kg\r\n",
    b"      10.45 kg\r\n",
    b" S      10.45 kg\r\n",
    b"S S      10.45\r\n",
    b"S S      10.45 cg\r\n",
    b"S S      10,45 kg\r\n",
    b"S S      10.45 kg  S\r\n",
    b"S S      1 0.45 kg\r\n",
    b"S S      10.45 kg\rS S      10.47 kg\r\n",
    b"S S 1E3 kg\r\n",
    b"S S nan kg\r\n",
    b"S A\r\n",
    b"SU A\r\n",
    b"S S Error\r\n",
    b"T S      1#0.00 g\r\n",
    b"SerNo. 0031801165\r\n",
    b"Err 101\r\n",
    b"OL,+9999999E+19\r\n",
    b"SIX1 S 0 N R R 0 0 0 1 N     1.734     1.294     0.500 kg\r\n",
    b"S S      10.4",  # cut in the middle: the last digits may be missing
    b"\xff\xfe\x00\x81\r\n",
]
VECTORS = [
    (bytes.fromhex(one["response_hex"]), one["expected"])
    for one in shared("scale_frames.json", protocol="mt_sics")
]


@pytest.mark.parametrize(("raw", "expected"), MANUAL + VECTORS)
def test_every_answer_of_the_manual_is_read_as_it_is_meant(raw: bytes, expected: dict[str, Any]) -> None:
    assert scale_frames("mt_sics", raw) == [expected]


@pytest.mark.parametrize("raw", NO_FRAMES)
def test_what_is_no_frame_is_kept_whole_and_never_becomes_a_number(raw: bytes) -> None:
    decoder = MtSics()
    frames = [*decoder.feed(raw), *decoder.flush()]
    assert frames
    assert all(isinstance(frame, Garbled) for frame in frames)
    assert b"".join(frame.raw for frame in frames) == raw


def test_a_frame_after_the_noise_of_power_on_is_whole() -> None:
    assert scale_frames("mt_sics", b"\x00\x00\x7f\x7fS S      10.45 kg\r\n") == [weight("10.45", "kg")]


def test_a_start_in_the_middle_of_a_frame_costs_that_frame_only() -> None:
    frames = MtSics().feed(b"10.45 kg\r\nS S      10.45 kg\r\n")
    assert [type(frame) for frame in frames] == [Garbled, Weight]


def _with_parity(sent: bytes, ones: int) -> bytes:
    """As a line of seven bits leaves it in the eighth: an even number of ones (0) or an odd one (1)."""
    return bytes(byte | ((byte.bit_count() % 2 != ones) << 7) for byte in sent)


@pytest.mark.parametrize("parity_of_ones", [0, 1])
def test_parity_left_in_the_eighth_bit_checks_every_character(parity_of_ones: int) -> None:
    left = _with_parity(b"S S      10.45 kg\r\n", parity_of_ones)
    assert scale_frames("mt_sics", left * 2) == [weight("10.45", "kg")] * 2
    # The digit 1 as the digit 0, which its parity bit does not fit.
    spoilt = left.replace(bytes([left[9]]), bytes([left[9] ^ 1]), 1)
    assert [frame["status"] for frame in scale_frames("mt_sics", spoilt)] == ["error"]


def test_frames_keep_their_bytes_and_what_was_asked_about() -> None:
    frames = MtSics().feed(b'I4 A "B210400131"\r\nPCS D 12\r\nTA I\r\n')
    assert frames == [
        Answer("I4", '"B210400131"', b'I4 A "B210400131"\r\n'),
        Counted("12", stable=False, raw=b"PCS D 12\r\n"),
        Refused("TA I", b"TA I\r\n"),
    ]


# Blanks, the line end of a device that leaves its parity, and the bytes of a line that comes up.
UNSEEN = b" \t\r\n\x0b\x0c\x8a" + NOISE
STREAM = b"".join(raw for raw, _ in MANUAL) + b"\x00\x7fS S      1.00 kg\r\n" + b"x" * 700 + b"\r\n"


def _read(pieces: list[bytes]) -> list[Frame]:
    decoder = MtSics()
    frames = [frame for piece in pieces for frame in decoder.feed(piece)]
    return frames + decoder.flush()


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=40).map(sorted))
def test_where_the_wire_cuts_the_stream_makes_no_difference(cuts: list[int]) -> None:
    borders = [0, *cuts, len(STREAM)]
    pieces = [STREAM[begin:end] for begin, end in pairwise(borders)]
    assert _read(pieces) == _read([STREAM])


@given(pieces=st.lists(st.binary(max_size=300), max_size=12))
def test_any_bytes_give_frames_that_hold_all_of_them(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    frames = _read(pieces)
    assert frames == _read([whole])
    kept = b"".join(frame.raw for frame in frames)
    assert kept.translate(None, UNSEEN) == whole.translate(None, UNSEEN)


def test_a_flood_without_a_line_end_fills_no_memory_and_its_end_is_no_frame() -> None:
    decoder = MtSics()
    for _ in range(1_000):
        frames = decoder.feed(b"7" * 997)
        assert all(isinstance(frame, Garbled) and len(frame.raw) == LONGEST_LINE for frame in frames)
    assert len(decoder._pending) <= LONGEST_LINE
    # The last piece ends where a frame could begin.
    decoder.feed(b"7" * (LONGEST_LINE - len(decoder._pending)))
    after = decoder.feed(b"S S      10.45 kg\r\n" * 2)
    assert isinstance(after[-1], Weight)
    assert all(isinstance(frame, Garbled) for frame in after[:-1])


FRAME = b"S S      10.45 kg\r\n"
DIGITS = {9, 10, 12, 13}


@given(place=st.integers(0, len(FRAME) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_shows_unless_it_made_a_digit_of_a_digit(place: int, bit: int) -> None:
    spoilt = bytearray(FRAME)
    spoilt[place] ^= 1 << bit
    digit_of_digit = place in DIGITS and chr(spoilt[place]).isdigit()
    for frame in _read([bytes(spoilt)]):
        if isinstance(frame, Weight) and not digit_of_digit:
            assert (Decimal(frame.value), (frame.unit or "").lower(), frame.stable) == (
                Decimal("10.45"),
                "kg",
                True,
            )
