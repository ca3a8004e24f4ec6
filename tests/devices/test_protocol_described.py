"""A scale described in config/devices.toml by the columns of its line."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.devices.protocols.described import DescribedLine, line_pattern
from hub.devices.protocols.frames import Frame, Garbled, Kind, Overload, Weight
from hub.devices.spec import read_devices
from hub.kernel.errors import Misconfigured

FRAME = r"""
columns = '(?P<state>[SDO])(?P<kind>[BN]) (?P<sign>[- ])(?P<value>[ \d.]{8}) (?P<unit>kg|g)'
states = { S = "stable", D = "moving", O = "out" }
kinds = { B = "gross", N = "net" }
ask = "W\r"
end = "\r"
"""
STREAM = b"SB    12.340 kg\rDB    12.400 kg\rSN -   0.500 kg\rOB    99.999 kg\r12.340 kg\rSB   "
SCALE = """
[[scales]]
key = "cellar"
name = { nb = "Kjeller", sv = "Källare", en = "Cellar" }
url = "socket://127.0.0.1:4001"
protocol = "PROTOCOL"
place = "DOCK"
unit = "kg"
maximum = "60"
division = "0.010"
[scales.frame]
"""


def _read(*pieces: bytes) -> list[Frame]:
    decoder = DescribedLine(line_pattern(tomllib.loads(FRAME)))
    return [frame for piece in pieces for frame in decoder.feed(piece)] + decoder.flush()


def test_columns_and_words_mean_what_the_file_says() -> None:
    assert _read(STREAM) == [
        Weight("12.340", "kg", stable=True, kind=Kind.GROSS, raw=b"SB    12.340 kg\r"),
        Weight("12.400", "kg", stable=False, kind=Kind.GROSS, raw=b"DB    12.400 kg\r"),
        Weight("-0.500", "kg", stable=True, kind=Kind.NET, raw=b"SN -   0.500 kg\r"),
        Overload(b"OB    99.999 kg\r", "kg", Kind.GROSS),
        Garbled(b"12.340 kg\r", bounded=True),
        Garbled(b"SB   "),
    ]


@given(places=st.lists(st.integers(0, len(STREAM)), max_size=12).map(sorted))
def test_any_cut_gives_the_same_frames(places: list[int]) -> None:
    pieces = [STREAM[start:end] for start, end in pairwise([0, *places, len(STREAM)])]
    assert _read(*pieces) == _read(STREAM)


def test_a_described_scale_is_asked_as_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "devices.toml"
    path.write_text(_file("generic_ascii", FRAME), encoding="utf-8")
    decoder = read_devices(path).scales[0].new_decoder()
    assert isinstance(decoder, DescribedLine)
    assert decoder.ask_weight == b"W\r"
    assert decoder.feed(STREAM) == _read(STREAM)[:-1]


def _file(protocol: str, frame: str) -> str:
    return SCALE.replace("PROTOCOL", protocol) + frame + '\n[sensors]\ntopics = ["zigbee2mqtt/#"]\n'


@pytest.mark.parametrize(
    ("protocol", "frame", "says"),
    [
        ("mt_sics", FRAME, "only where protocol"),
        ("generic_ascii", "", "columns is missing"),
        ("generic_ascii", "columns = '(?P<value>'", "no regular expression"),
        ("generic_ascii", "columns = '([0-9]+)'", "needs a group"),
        ("generic_ascii", "columns = '(?P<value>.*)(?P<mood>.*)'", "mood means nothing"),
        ("generic_ascii", "columns = '(?P<value>.*)'\nstates = { S = \"stable\" }", "no group"),
        ("generic_ascii", FRAME.replace('"moving"', '"dancing"'), "'dancing' is no meaning"),
        ("generic_ascii", FRAME.replace('"\\r"\n', '"ab"\n', 2), "one character"),
        ("generic_ascii", FRAME + "colour = 1", "colour is not known"),
    ],
)
def test_a_fault_in_the_description_is_told_at_the_start(
    tmp_path: Path, protocol: str, frame: str, says: str
) -> None:
    path = tmp_path / "devices.toml"
    path.write_text(_file(protocol, frame), encoding="utf-8")
    with pytest.raises(Misconfigured, match=says):
        read_devices(path)
