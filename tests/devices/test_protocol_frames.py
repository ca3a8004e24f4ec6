"""What the frames of every wire language mean: typed cases, the collected vectors, and whole captures of real scales."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pytest

from hub.devices.decode import scale_frames
from hub.devices.registry import protocols
from tests.support.scale_cases import CASES, Case
from tests.support.source import ROOT
from tests.support.vectors import shared

FIELDS = ("value", "unit", "stable", "kind", "status")
CAPTURES = ROOT.parent / "shared" / "data" / "weighing" / "serial_captures"
# Both words say that nothing may be booked: a whole frame that is wrong, and a piece that has no end.
NO_WEIGHT = {"error", "garbled"}
EVERY_CASE = [(name, case) for name, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(
    ("name", "case"), EVERY_CASE, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_frame_means_what_its_manual_says(name: str, case: Case) -> None:
    frames = scale_frames(name, case.wire, case.asked)
    assert [tuple(frame[field] for field in FIELDS) for frame in frames] == [case.expected]


@pytest.mark.parametrize("name", sorted(protocols()))
def test_every_collected_frame_is_read_exactly(name: str) -> None:
    for vector in shared("scale_frames.json", protocol=name):
        frames = scale_frames(
            name, bytes.fromhex(vector["response_hex"]), bytes.fromhex(vector["request"] or "")
        )
        assert len(frames) == 1, vector["id"]
        assert frames[0] == vector["expected"], vector["id"]


def _runs(frames: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    good = [tuple(frame[field] for field in FIELDS) for frame in frames if frame["status"] not in NO_WEIGHT]
    return [(*run, len(list(same))) for run, same in groupby(good)]


def test_every_collected_stream_is_read_run_by_run() -> None:
    for stream in shared("scale_streams.json"):
        frames = scale_frames(stream["protocol"], bytes.fromhex(stream["stream_hex"]))
        expected = [
            (
                run["value"],
                run["unit"],
                run["stable"],
                run["kind"],
                "ok" if run["stable"] else "unstable",
                run["repeat"],
            )
            for run in stream["expected_runs"]
        ]
        assert _runs(frames) == expected, stream["id"]
        assert len(frames) == stream["expected_frame_count"] + len(stream["discard"]), stream["id"]


@pytest.mark.parametrize(
    ("name", "file", "whole", "cut"),
    [
        ("ohaus_standard", "defender3000.bin", 1890, 2),
        ("ohaus_standard", "defender3000_hex.bin", 454, 2),
        ("ohaus_standard", "spun_floor_scale_1.bin", 180, 2),
        ("tscale_nhb", "tscale_nhb_1.bin", 408, 1),
        ("tscale_qhw", "tscale_qhw_1.bin", 829, 0),
    ],
)
def test_a_capture_of_a_real_scale_loses_only_what_was_cut_off(
    name: str, file: str, whole: int, cut: int
) -> None:
    raw = (CAPTURES / file).read_bytes() if CAPTURES.exists() else _like_a_capture(name, whole, cut)
    frames = scale_frames(name, raw)
    assert sum(frame["status"] not in NO_WEIGHT for frame in frames) == whole
    assert sum(frame["status"] in NO_WEIGHT for frame in frames) == cut
    moving = b"?" if name == "ohaus_standard" else b"US,"
    marked = sum(moving in line for line in raw.split(b"\n"))
    assert sum(frame["stable"] is False for frame in frames) == marked


def _like_a_capture(name: str, whole: int, cut: int) -> bytes:
    """Where the captures are not at hand: the same number of frames, cut at the same ends."""
    line = CASES[name][0].wire
    return (line[3:] if cut else b"") + line * whole + (line[:-4] if cut > 1 else b"")


def test_noise_of_a_line_that_comes_up_stays_with_the_first_frame() -> None:
    frames = scale_frames("ohaus_standard", b"\x00\x00\x7f\x7f     0.0 kg    G\r\n     0.0 kg    G\r\n")
    assert [frame["value"] for frame in frames] == ["0.0", "0.0"]


def test_an_unfinished_frame_at_the_end_is_garbled() -> None:
    for name, cut_off in {
        "tscale_qhw": b"ST,GS,   245.5 g",
        "toledo_continuous": b"\x02-0 0123450",
        "cas_type6": b"\x01\x02S 01.2",
        "rinstrum_a": b"\x02   12.3",
        "yaohua_eq": b"=0003.0",
        "sma": b"\n 1G       5.025l",
    }.items():
        assert [frame["status"] for frame in scale_frames(name, cut_off)] == ["garbled"], name


def test_a_frame_with_its_end_is_wrong_where_a_piece_without_one_is_noise() -> None:
    for name, spoilt in {
        "tscale_qhw": b"ST,GS,   24x.5 g\r\n",
        "toledo_continuous": b"\x02-0 012345000000\r&",
        "cas_type6": b"\x01\x02S 01.234KgD\x03\x04",
        "rinstrum_a": b"\x02   12.3\x03",
        "yaohua_eq": b"=0003.0=0003.000\r",
        "nci_ecr": b"\n01.2x4KG\rS00\r\x03",
        "mt_sics": b"S S     100.00 cg\r\n",
        "sma": b"\n 1G       5.025l\r",
    }.items():
        assert scale_frames(name, spoilt)[0]["status"] == "error", name
    flood = scale_frames("tscale_qhw", b"4" * 500 + b"\r\n")
    assert {frame["status"] for frame in flood} == {"garbled"}


def test_what_can_be_read_beside_an_impossible_number_is_told_with_the_error() -> None:
    assert scale_frames("and_16", b"US,GS,+ 1.2.45kg\r\n") == [
        {"value": None, "unit": "kg", "stable": False, "kind": "gross", "status": "error"}
    ]


def test_gross_and_tare_that_only_prove_the_net_weight_are_not_printed() -> None:
    [frame] = scale_frames("weightech_wt1000", b"0,010.000,000.200,009.800\r\n")
    assert sorted(frame) == ["kind", "stable", "status", "unit", "value"]
