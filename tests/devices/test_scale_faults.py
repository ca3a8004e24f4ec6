"""One scale in trouble beside one that is well: said once, back once and within three seconds, and the neighbour never notices."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.fuzz_scales import corrupted, noise, readable
from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice
from firmware_sim.scale_device import ScaleSpec as SimulatedScale
from hub.devices.events import LiveState
from hub.devices.registry import protocols
from hub.kernel.quantity import Mass
from tests.support.gateway import Gateway
from tests.support.scales import FLOOR_SCALE, Ear, driving
from tests.support.wait import until

READY_WITHIN_S = 3.0
FLOOR = Platform(60_000, 10)


@pytest.fixture
def stops() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def device(stops: ExitStack, name: str, path: Path) -> ScaleDevice:
    made = ScaleDevice(SimulatedScale(name, FLOOR, pty=path, tcp=0))
    stops.callback(made.stop)
    made.start()
    return made


@pytest.fixture
def neighbour(tmp_path: Path, stops: ExitStack) -> tuple[ScaleDevice, Ear]:
    simulated = device(stops, "packing", tmp_path / "packing")
    ear = stops.enter_context(driving(replace(FLOOR_SCALE, key="packing"), simulated.links()["pty"]))
    until(lambda: ear.shows(LiveState.EMPTY))
    return simulated, ear


def weighs_on(neighbour: tuple[ScaleDevice, Ear], grams: int) -> None:
    simulated, ear = neighbour
    before = len(ear.loads)
    simulated.set_load(grams)
    until(lambda: len(ear.loads) == before + 1)
    assert ear.loads[-1].net == Mass.grams(grams)
    assert (ear.lost, ear.backs) == ([], 1)


def test_a_scale_plugged_in_again_under_another_name_is_the_same_scale(
    tmp_path: Path, stops: ExitStack, neighbour: tuple[ScaleDevice, Ear]
) -> None:
    by_id = tmp_path / "usb-Mettler_B210400131"
    first = device(stops, "goods_in", tmp_path / "ttyUSB0")
    by_id.symlink_to(tmp_path / "ttyUSB0")
    ear = stops.enter_context(driving(FLOOR_SCALE, str(by_id)))
    first.set_load(10_450)
    until(lambda: len(ear.loads) == 1)
    first.stop()
    until(lambda: len(ear.lost) == 1)
    weighs_on(neighbour, 5_000)
    second = device(stops, "goods_in", tmp_path / "ttyUSB1")
    second.set_load(7_000)
    by_id.unlink()
    by_id.symlink_to(tmp_path / "ttyUSB1")
    until(lambda: ear.backs == 2, within_s=READY_WITHIN_S, what="the scale under its other name")
    until(lambda: len(ear.loads) == 2)
    assert ear.loads[1].gross == Mass.grams(7_000)
    assert len(ear.lost) == 1


@pytest.mark.parametrize("link", ["pty", "tcp"])
@pytest.mark.parametrize("fault", ["silence", "garbage", "flooding", "half_open", "cable_pulled"])
def test_a_fault_is_said_at_most_once_and_weighing_goes_on_after_it(
    tmp_path: Path, stops: ExitStack, neighbour: tuple[ScaleDevice, Ear], fault: str, link: str
) -> None:
    simulated = device(stops, "goods_in", tmp_path / "scale")
    address = simulated.links()[link]
    ear = stops.enter_context(driving(FLOOR_SCALE, address if link == "pty" else f"socket://{address}"))
    until(lambda: ear.shows(LiveState.EMPTY))
    simulated.fault(fault, on=True)
    troubled = {LiveState.SILENT, LiveState.LOST, LiveState.GARBLED}
    if fault != "flooding":
        until(lambda: ear.live[-1].state in troubled, within_s=6.0)
    weighs_on(neighbour, 5_000)
    simulated.fault(fault, on=False)
    simulated.set_load(10_450)
    until(lambda: len(ear.loads) == 1, within_s=READY_WITHIN_S + 2.0, what="the load after the fault")
    assert ear.loads[0].net == Mass.grams(10_450)
    assert len(ear.lost) <= 1
    assert ear.backs == 1 + len(ear.lost)


def test_a_network_line_that_died_without_a_word_is_opened_anew_within_three_seconds(
    tmp_path: Path, stops: ExitStack
) -> None:
    simulated = device(stops, "goods_in", tmp_path / "scale")
    gateway = stops.enter_context(Gateway(simulated.links()["tcp"]))
    ear = stops.enter_context(driving(FLOOR_SCALE, gateway.url))
    until(lambda: ear.shows(LiveState.EMPTY))
    gateway.forget_connections()
    until(lambda: len(ear.lost) == 1, within_s=READY_WITHIN_S)
    until(lambda: ear.backs == 2, within_s=READY_WITHIN_S, what="the scale through a new connection")
    simulated.set_load(10_450)
    until(lambda: ear.loads)
    assert (ear.lost, ear.backs) == (["silent"], 2)


def test_no_spoilt_frame_and_no_noise_becomes_a_weight() -> None:
    languages = readable()
    assert {"mt_sics", "toledo_continuous", "and_standard", "sartorius_sbi"} <= set(languages)
    taken = {
        name: corrupted(name, raw, unit, right, 100_000 // len(languages)).taken
        for name, (raw, right, unit) in languages.items()
    }
    assert {name: some for name, some in taken.items() if some - {languages[name][1]}} == {}
    # A language without a word for rest takes nothing; all others take what lies there as soon as the line is quiet.
    assert sum(bool(some) for some in taken.values()) >= 26
    heard = {name: noise(name, unit, 40_000) for name, (_, _, unit) in languages.items()}
    assert {name for name, taken in heard.items() if taken} == set()


def test_a_decoder_does_not_grow_with_what_it_cannot_read() -> None:
    decoders = [made() for made in protocols().values()]
    for decoder in decoders:
        decoder.feed(b"7" * 100_000)
    tracemalloc.start()
    for _ in range(10):
        for decoder in decoders:
            decoder.feed(b"7" * 10_000)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 1_000_000
