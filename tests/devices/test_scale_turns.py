"""Scales that hand over a weight in turns: a price or an enquiry first, then the reason where there is none, and each load once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice
from firmware_sim.scale_device import ScaleSpec as SimulatedScale
from firmware_sim.serving import PtyServer
from hub.devices.events import LiveState
from hub.devices.links.streams import open_stream
from hub.devices.probe import USUAL_LINES, best, probe
from hub.devices.registry import protocols
from hub.devices.turns import next_turn
from hub.kernel.clock import SystemClock
from hub.kernel.quantity import Mass
from tests.support.scales import FLOOR_SCALE, Ear, driving
from tests.support.wait import until

BENCH = Platform(15_000, 5)
PRICE, WEIGHT, WHY = b"\x04\x0201\x1b000000\x1b\x03", b"\x04\x05", b"\x04\x0208\x03"
CRATE = b"\x0202\x1b3\x1b05000\x1b000000\x1b000000\x03"
STOOD_STILL = b"\x0209\x1b21\x03"


@pytest.fixture
def stops() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def _simulated(name: str, stops: ExitStack) -> ScaleDevice:
    device = ScaleDevice(SimulatedScale("bench", BENCH, protocol=name, tcp=0))
    stops.callback(device.stop)
    device.start()
    return device


def _driven(name: str, device: ScaleDevice, stops: ExitStack) -> Ear:
    spec = replace(FLOOR_SCALE, protocol=name, division=Mass.grams(5), minimum=Mass.grams(100))
    url = f"socket://{device.links()['tcp']}"
    return stops.enter_context(driving(spec, url, protocols()[name]))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["dialog06", "cas_type6"])
def test_two_loads_on_a_simulated_checkout_scale_are_two_weighings(name: str, stops: ExitStack) -> None:
    device = _simulated(name, stops)
    ear = _driven(name, device, stops)
    device.set_load(5_000)
    until(lambda: len(ear.loads) == 1, what="the first load")
    device.set_load(0)
    until(lambda: not ear.shows(LiveState.STABLE), what="the load off")
    device.set_load(2_500)
    until(lambda: len(ear.loads) == 2, what="the second load")
    assert [load.net for load in ear.loads] == [Mass.grams(5_000), Mass.grams(2_500)]
    assert ear.lost == []


def test_a_load_that_stands_still_is_one_weighing_and_its_proof_holds_both_answers(stops: ExitStack) -> None:
    device = _simulated("dialog06", stops)
    ear = _driven("dialog06", device, stops)
    device.set_load(5_000)
    until(lambda: ear.loads, what="the load")
    until(lambda: ear.shows(LiveState.STABLE) and ear.live[-1].written, what="it stands there still")
    [load] = ear.loads
    assert load.raw.startswith(CRATE)
    assert load.raw.endswith(STOOD_STILL)


@pytest.mark.parametrize(
    ("name", "said", "answer", "turn"),
    [
        ("dialog06", PRICE, b"\x06", WEIGHT),
        ("dialog06", PRICE, b"\x15", WHY),
        ("dialog06", PRICE, b"\x0211\x1b2A7\x03", None),
        ("dialog06", WEIGHT, b"\x15", WHY),
        ("dialog06", WEIGHT, b"\x06", None),
        ("dialog06", WEIGHT, CRATE, None),
        ("dialog06", WHY, b"\x15", None),
        ("dialog06", WHY, STOOD_STILL, None),
        ("cas_type6", b"\x05", b"\x06", b"\x11"),
        ("cas_type6", b"\x05", b"\x15", None),
        ("cas_type6", b"\x11", b"\x06", None),
        ("mt_sics", b"SI\r\n", b"S I\r\n", None),
    ],
)
def test_whose_turn_it_is(name: str, said: bytes, answer: bytes, turn: bytes | None) -> None:
    decoder = protocols()[name]()
    decoder.asked(said)
    [frame] = decoder.feed(answer)
    assert next_turn(decoder, frame) == turn


class OneAnswer:
    """A checkout scale that answers each turn from a table, once for each time it is asked."""

    deaf = False
    dropped = False

    def __init__(self, answers: dict[bytes, list[bytes]]) -> None:
        self.answers = answers

    def receive(self, chunk: bytes) -> bytes:
        told = self.answers.get(chunk, [])
        return told.pop(0) if len(told) > 1 else told[0] if told else b""

    def poll(self) -> bytes:
        return b""

    def close(self) -> None:
        """The table stays."""


def _answering(scale: OneAnswer, path: Path, stops: ExitStack) -> Ear:
    server = PtyServer(path, lambda: scale)
    stops.callback(server.stop)
    server.start()
    spec = replace(FLOOR_SCALE, protocol="dialog06")
    return stops.enter_context(driving(spec, str(path), protocols()["dialog06"]))  # type: ignore[arg-type]


def test_stood_still_proves_nothing_when_no_weight_was_heard_before(stops: ExitStack, tmp_path: Path) -> None:
    scale = OneAnswer({PRICE: [b"\x06"], WEIGHT: [b"\x15"], WHY: [STOOD_STILL]})
    ear = _answering(scale, tmp_path / "scale", stops)
    until(lambda: len(ear.live) >= 3, what="three answers")
    assert {one.state for one in ear.live} == {LiveState.REFUSED}
    assert ear.loads == []


def test_a_weight_from_before_the_load_moved_is_not_repeated(stops: ExitStack, tmp_path: Path) -> None:
    scale = OneAnswer({PRICE: [b"\x06"], WEIGHT: [CRATE, b"\x15"], WHY: [b"\x0209\x1b20\x03", STOOD_STILL]})
    ear = _answering(scale, tmp_path / "scale", stops)
    until(lambda: len(ear.live) >= 4, what="four answers")
    assert [one.state for one in ear.live][:2] == [LiveState.STABLE, LiveState.MOVING]
    assert ear.live[-1].state is LiveState.REFUSED
    assert ear.loads == []


@pytest.mark.parametrize("name", ["dialog06", "cas_type6"])
def test_a_scale_that_speaks_in_turns_is_found(name: str, stops: ExitStack) -> None:
    url = f"socket://{_simulated(name, stops).links()['tcp']}"
    likely = best(list(probe(partial(open_stream, url), USUAL_LINES[:1], SystemClock())))
    assert likely is not None
    assert likely.fits[0].protocol == name
    assert likely.certainty > 0.8
