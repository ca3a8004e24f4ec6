"""Which wire languages fit a capture, and how surely."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hub.cli.decode import decode
from hub.devices.detect import FAMILY, detect
from hub.devices.registry import protocols
from tests.support.scale_cases import CASES
from tests.support.vectors import shared

SHARE = 0.95


def _named_first(name: str, raw: bytes, asked: bytes = b"") -> bool:
    """Two names of one frame may tie: the bytes cannot tell them apart."""
    fits = detect(raw, asked)
    return any(fit.protocol == name and fit.certainty == fits[0].certainty for fit in fits)


def test_nineteen_of_twenty_frames_name_their_language_first() -> None:
    cases = [(name, case.wire, case.asked) for name, lines in CASES.items() for case in lines]
    readable = [one for one in cases if detect(one[1], one[2])]
    right = [one for one in readable if _named_first(*one)]
    assert len(right) >= SHARE * len(readable), [one for one in readable if one not in right]
    assert len(readable) >= 200


def test_nineteen_of_twenty_collected_frames_name_their_language_first() -> None:
    vectors = [vector for vector in shared("scale_frames.json") if vector["response_hex"]]
    right = [one for one in vectors if _named_first(one["protocol"], bytes.fromhex(one["response_hex"]))]
    assert len(right) >= SHARE * len(vectors), [one["id"] for one in vectors if one not in right]


def test_every_collected_stream_names_its_language_first_and_alone() -> None:
    for stream in shared("scale_streams.json"):
        fits = detect(bytes.fromhex(stream["stream_hex"]))
        assert fits[0].protocol == stream["protocol"], stream["id"]


@pytest.mark.parametrize(
    ("raw", "first"),
    [
        (b"60 kg    G\r\n" + b"   0.360 kg    G\r\n" * 8 + b"   0.3", "ohaus_standard"),
        (b"S    20.7g  \r\n" + b"ST,GS    20.7g  \r\n" * 8, "tscale_nhb"),
        (b"12345000000\r%" + b"\x02-0 012345000000\r%" * 4 + b"\x02-0", "toledo_continuous"),
        (b"03.000" + b"=0003.000" * 5 + b"=00", "yaohua_eq"),
        (b"\x020" + b"\x0201.234\r" * 3, "toledo_8217"),
    ],
)
def test_a_capture_cut_at_both_ends_is_still_recognised(raw: bytes, first: str) -> None:
    assert detect(raw)[0].protocol == first


def test_a_frame_whose_check_fails_still_hints_at_its_language() -> None:
    for wire, name in {
        b"\x02-0 012345000000\r&": "toledo_continuous",
        b"\x01\x02S 01.234KgD\x03\x04": "cas_type6",
        b"\x02+012450018\x03": "yaohua_tf0",
    }.items():
        [fit] = detect(wire)
        assert (fit.protocol, fit.frames, fit.garbled) == (name, 0, 1)
        assert fit.certainty < 0.2


def test_what_nobody_sends_fits_nothing() -> None:
    assert detect(b"") == []
    assert detect(bytes(range(128, 256)) * 3) == []


def test_certainty_lies_between_none_and_all_and_the_best_stands_first() -> None:
    for lines in CASES.values():
        fits = detect(lines[0].wire)
        certainties = [fit.certainty for fit in fits]
        assert certainties == sorted(certainties, reverse=True)
        assert all(0 < certainty <= 1 for certainty in certainties)


def test_a_family_is_named_before_its_members() -> None:
    assert set(FAMILY) | set(FAMILY.values()) <= set(protocols())
    assert [fit.protocol for fit in detect(b"S S     100.00 g\r\n")][:2] == ["mt_sics", "kern_kcp"]


def test_the_command_line_lists_what_fits() -> None:
    asked = ["scale", "--protocol", "auto", "--hex", (b"ST,GS    20.7g  \r\n" * 3).hex()]
    answer = CliRunner().invoke(decode, asked)
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == [
        {"protocol": "tscale_nhb", "certainty": 0.92, "frames": 3, "garbled": 0}
    ]


def test_a_line_of_requests_may_ask_for_a_guess_too() -> None:
    request = json.dumps({"protocol": "auto", "hex": b"=0003.000=0003.000".hex()})
    answer = CliRunner().invoke(decode, ["scale", "--jsonl"], input=request + "\n")
    assert json.loads(answer.stdout)[0]["protocol"] == "yaohua_eq"


def test_a_whole_capture_is_read_from_its_file(tmp_path: Path) -> None:
    capture = tmp_path / "capture.bin"
    capture.write_bytes(b"60 kg    G\r\n   0.360 kg   ?G\r\n   0.360 kg    G\r\n")
    answer = CliRunner().invoke(decode, ["scale", "--protocol", "ohaus_standard", "--file", str(capture)])
    assert [frame["status"] for frame in json.loads(answer.stdout)] == ["error", "unstable", "ok"]
