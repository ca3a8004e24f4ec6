"""Captures of real scales through codec and rule: one load is taken once, and no frame of a load that moves."""

from __future__ import annotations

import pytest

from hub.devices import settle
from hub.devices.protocols.frames import Weight
from hub.devices.registry import protocols
from hub.devices.settle import Seen, SettleRule, Standing, Watch
from hub.kernel.quantity import Mass
from tests.support.source import ROOT

CAPTURES = ROOT.parent / "shared" / "data" / "weighing" / "serial_captures"
# About ten frames a second, as these scales send them; the captures carry no times.
FRAME_MS = 100
CRATES = SettleRule(Mass.grams(60_000), Mass.grams(100), Mass.grams(5), Mass.grams(50), Mass.grams(50), 600)
PLATFORM = SettleRule(
    Mass.grams(60_000), Mass.grams(4_000), Mass.grams(200), Mass.grams(1_000), Mass.grams(1_000), 600
)
BENCH = SettleRule(Mass.grams(6_000), Mass.grams(5), Mass(100), Mass.grams(2), Mass.grams(2), 600)
# Typed from the captures: runs of one line, and how often it came.
TARE_RELEASED_AND_CRATE_PUT_ON = [
    (b"-  1.640 kg    N\r\n", 40),
    (b"-  1.660 kg   ?N\r\n", 24),
    (b"-  1.340 kg   ?N\r\n", 57),
    (b"   0.000 kg    G\r\n", 51),
    (b"   0.415 kg   ?G\r\n", 3),
    (b"   0.360 kg   ?G\r\n", 34),
    (b"   0.360 kg    G\r\n", 60),
]
FLAG_STANDS_WHILE_THE_VALUE_WALKS = [
    (b"ST,GS,   245.6 g\r\n", 3),
    (b"ST,GS,   245.5 g\r\n", 87),
    (b"ST,GS,   245.4 g\r\n", 41),
    (b"ST,GS,   245.3 g\r\n", 12),
    (b"ST,GS,   245.2 g\r\n", 35),
    (b"ST,GS,   245.5 g\r\n", 34),
]
UNSTABLE_AND_REPEATED = [
    (b"US,GS   106.2g  \r\n", 112),
    (b"ST,GS   106.2g  \r\n", 3),
    (b"US,GS   105.0g  \r\n", 61),
]


def _taken(name: str, rule: SettleRule, raw: bytes) -> list[tuple[str, bytes]]:
    """The loads as the scale showed them, each with the frames that prove it."""
    decoder, watch, loads = protocols()[name](), Watch(), []
    for number, frame in enumerate([*decoder.feed(raw), *decoder.flush()]):
        if not isinstance(frame, Weight):
            watch = settle.interrupted(watch)
            continue
        mass = Mass.parse(frame.value, frame.unit or "")
        watch, standing = settle.step(
            rule, watch, Seen(mass, frame.stable is True, number * FRAME_MS, frame.raw)
        )
        if standing is Standing.SETTLED:
            loads.append((frame.value, b"".join(watch.frames)))
    return loads


def _wire(runs: list[tuple[bytes, int]]) -> bytes:
    return b"".join(line * times for line, times in runs)


def test_a_crate_put_on_after_the_tare_was_released_is_taken_once_when_it_rests() -> None:
    [(shown, proof)] = _taken("ohaus_standard", CRATES, _wire(TARE_RELEASED_AND_CRATE_PUT_ON))
    assert shown == "0.360"
    assert set(proof.split(b"\r\n")) == {b"   0.360 kg    G", b""}


def test_a_stable_flag_over_a_walking_value_gives_one_load() -> None:
    loads = _taken("tscale_qhw", BENCH, _wire(FLAG_STANDS_WHILE_THE_VALUE_WALKS))
    assert [shown for shown, _ in loads] == ["245.5"]


def test_a_value_repeated_a_hundred_times_while_it_moves_is_no_load() -> None:
    assert _taken("tscale_nhb", BENCH, _wire(UNSTABLE_AND_REPEATED)) == []


@pytest.mark.parametrize(
    ("name", "file", "rule", "loads", "runs"),
    [
        ("ohaus_standard", "defender3000.bin", CRATES, ["0.360"], TARE_RELEASED_AND_CRATE_PUT_ON),
        ("ohaus_standard", "defender3000_hex.bin", CRATES, ["0.360"], [(b"   0.360 kg    G\r\n", 454)]),
        ("ohaus_standard", "spun_floor_scale_1.bin", PLATFORM, ["20.0"], [(b"    20.0 kg    G\r\n", 180)]),
        ("tscale_nhb", "tscale_nhb_1.bin", BENCH, ["20.7"], [(b"ST,GS    20.7g  \r\n", 329)]),
        ("tscale_qhw", "tscale_qhw_1.bin", BENCH, ["245.5"], FLAG_STANDS_WHILE_THE_VALUE_WALKS),
    ],
)
def test_a_whole_capture_gives_its_loads_and_no_frame_in_motion(
    name: str, file: str, rule: SettleRule, loads: list[str], runs: list[tuple[bytes, int]]
) -> None:
    raw = (CAPTURES / file).read_bytes() if CAPTURES.exists() else _wire(runs)
    taken = _taken(name, rule, raw)
    assert [shown for shown, _ in taken] == loads
    assert not any(mark in proof for _, proof in taken for mark in (b"?", b"US,"))
