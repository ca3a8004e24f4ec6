"""Where the wire cuts a stream makes no difference, in any wire language, with any noise between the frames."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.devices.protocols.frames import Frame, Weight
from hub.devices.registry import protocols
from tests.support.scale_cases import CASES

# MT-SICS has its cases in a file of its own; some of them stand here so that no language is left out.
MT_SICS = [
    b"S S     100.00 g\r\n",
    b"S D      -10.2 kg\r\n",
    b"S I\r\n",
    b"S +\r\n",
    b'I4 A "B210400131"\r\n',
]
NOISE = [
    b"",
    b"\x00\x7f\xff",
    b"\r\n",
    b"\x02",
    b"\n",
    b"=",
    b"SOH\x01\x02",
    b"\x03",
    b"0" * 400,
    b"\xb0\xb1",
    b"S A\r\n",
]


def _frames(name: str, pieces: list[bytes]) -> list[Frame]:
    decoder = protocols()[name]()
    return [frame for piece in pieces for frame in decoder.feed(piece)] + decoder.flush()


def _wires(name: str) -> list[bytes]:
    return MT_SICS if name == "mt_sics" else [case.wire for case in CASES[name]]


@st.composite
def _streams(draw: st.DrawFn, name: str) -> bytes:
    parts = st.one_of(st.sampled_from(_wires(name)), st.sampled_from(NOISE), st.binary(max_size=12))
    return b"".join(draw(st.lists(parts, min_size=1, max_size=12)))


def test_every_language_has_frames_here() -> None:
    assert set(CASES) | {"mt_sics"} == set(protocols())
    assert all(CASES.values())


@pytest.mark.parametrize("name", sorted(protocols()))
@settings(max_examples=60)
@given(drawn=st.data())
def test_any_cut_of_any_stream_gives_the_same_frames(name: str, drawn: st.DataObject) -> None:
    stream = drawn.draw(_streams(name))
    places = drawn.draw(st.lists(st.integers(0, len(stream)), max_size=20).map(sorted))
    pieces = [stream[start:end] for start, end in pairwise([0, *places, len(stream)])]
    assert _frames(name, pieces) == _frames(name, [stream])


@pytest.mark.parametrize("name", sorted(protocols()))
def test_byte_by_byte_gives_the_same_frames(name: str) -> None:
    stream = b"".join(_wires(name))
    one_by_one = [stream[place : place + 1] for place in range(len(stream))]
    assert _frames(name, one_by_one) == _frames(name, [stream])


@pytest.mark.parametrize("name", sorted(set(protocols()) - {"sartorius_sbi"}))
@settings(max_examples=40)
@given(drawn=st.data())
def test_a_frame_that_began_before_the_line_was_open_is_no_other_weight(
    name: str, drawn: st.DataObject
) -> None:
    """The front of a frame is lost and the next one follows whole: only values that were sent are read.

    Not SBI: its 22 characters without the first six are its 16 characters. There three equal frames prove a load.
    """
    wire = drawn.draw(st.sampled_from(_wires(name)))
    lost = drawn.draw(st.integers(0, len(wire)))
    sent = {
        frame.value for frame in _frames(name, [wire + wire]) if isinstance(frame, Weight) and frame.stable
    }
    heard = {
        frame.value
        for frame in _frames(name, [wire[lost:] + wire])
        if isinstance(frame, Weight) and frame.stable
    }
    assert heard <= sent
