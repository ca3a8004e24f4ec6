"""What a barcode scanner sends on a serial line, and what the hub makes of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.devices.protocols.scanner_lines import (
    LONGEST_SCAN,
    NoScan,
    Read,
    Scan,
    ScannerLines,
    Suffix,
    Trouble,
)

SSCC = "00376123456789012345"
STREAM = (
    b"\x00\xff]C1" + SSCC.encode() + b"\r\n"
    b"COLD-1\r\n"
    b"\r\n"
    b"]d20109521234567892" + b"10ABC\x1d21XYZ\r\n"
    b"\x80\x81 3" + b"\r\n" + b"7" * (LONGEST_SCAN + 9) + b"\r\n" + b"DOCK\r\n"
)


def _read(suffix: Suffix, *pieces: bytes) -> list[Read]:
    lines = ScannerLines(suffix)
    return [one for piece in pieces for one in lines.feed(piece)]


def _told(found: list[Read]) -> list[tuple[str, str | None]]:
    return [(one.text, one.identifier) if isinstance(one, Scan) else (one.trouble, None) for one in found]


@pytest.mark.parametrize(
    ("suffix", "wire"),
    [
        (Suffix.CR, b"]C1" + SSCC.encode() + b"\r"),
        (Suffix.LF, b"]C1" + SSCC.encode() + b"\n"),
        (Suffix.CRLF, b"]C1" + SSCC.encode() + b"\r\n"),
        (Suffix.TAB, b"]C1" + SSCC.encode() + b"\t"),
        (Suffix.CR, b"\n]C1" + SSCC.encode() + b"\r"),
        (Suffix.LF, b"]C1" + SSCC.encode() + b"\r\n"),
    ],
)
def test_a_code_ends_with_the_suffix_and_keeps_its_identifier_apart(suffix: Suffix, wire: bytes) -> None:
    assert _told(_read(suffix, wire)) == [(SSCC, "]C1")]


def test_a_code_without_an_identifier_has_none() -> None:
    assert _told(_read(Suffix.CR, b"COLD-1\r]\r")) == [("COLD-1", None), ("]", None)]


def test_the_separator_of_gs1_stays_in_the_text() -> None:
    [found] = _read(Suffix.CRLF, b"]d2010952123456789210ABC\x1d21XYZ\r\n")
    assert found == Scan("010952123456789210ABC\x1d21XYZ", "]d2", b"]d2010952123456789210ABC\x1d21XYZ")


def test_where_silence_ends_a_code_nothing_else_does() -> None:
    lines = ScannerLines(Suffix.SILENCE)
    assert lines.feed(b"COLD") == []
    assert lines.feed(b"-1") == []
    assert _told(lines.flush()) == [("COLD-1", None)]
    assert lines.flush() == []


def test_garbage_and_overlong_runs_are_named_and_the_next_code_is_whole() -> None:
    assert _told(_read(Suffix.CRLF, STREAM)) == [
        (SSCC, "]C1"),
        ("COLD-1", None),
        ("010952123456789210ABC\x1d21XYZ", "]d2"),
        (Trouble.UNREADABLE, None),
        (Trouble.TOO_LONG, None),
        ("DOCK", None),
    ]


@given(places=st.lists(st.integers(0, len(STREAM)), max_size=12).map(sorted))
def test_any_cut_gives_the_same_scans(places: list[int]) -> None:
    pieces = [STREAM[start:end] for start, end in pairwise([0, *places, len(STREAM)])]
    assert _read(Suffix.CRLF, *pieces) == _read(Suffix.CRLF, STREAM)


@pytest.mark.parametrize("length", [LONGEST_SCAN - 1, LONGEST_SCAN, LONGEST_SCAN + 1, LONGEST_SCAN + 2])
def test_the_longest_code_is_the_same_byte_by_byte(length: int) -> None:
    for suffix, end in ((Suffix.CR, b"\r"), (Suffix.CRLF, b"\r\n")):
        wire = b"7" * length + end + b"COLD-1" + end
        bytewise = _read(suffix, *(bytes([byte]) for byte in wire))
        assert bytewise == _read(suffix, wire)
        assert (Trouble.TOO_LONG, None) in _told(bytewise) or length <= LONGEST_SCAN


@given(noise=st.lists(st.binary(max_size=400), max_size=8), suffix=st.sampled_from(Suffix))
def test_nothing_that_comes_raises_or_stays(noise: list[bytes], suffix: Suffix) -> None:
    lines = ScannerLines(suffix)
    for piece in noise:
        for one in lines.feed(piece):
            assert isinstance(one, Scan | NoScan)
    lines.flush()
    assert _told(lines.feed(b"DOCK\t\r\n") + lines.flush())[-1:] in (
        [("DOCK", None)],
        [(Trouble.UNREADABLE, None)],
    )


def test_memory_stays_bounded_in_a_flood() -> None:
    for suffix in Suffix:
        lines = ScannerLines(suffix)
        told = [one for _ in range(50) for one in lines.feed(b"0" * 1_000)]
        assert _told(told) == [(Trouble.TOO_LONG, None)]
        assert len(lines._pending) <= LONGEST_SCAN
