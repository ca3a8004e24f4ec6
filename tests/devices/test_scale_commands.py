"""Zero and tare on real lines: told once, answered by what the scale said, refused under a load and when it is too late."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice
from firmware_sim.scale_device import ScaleSpec as SimulatedScale
from hub.devices.commands import Order, Outcome, ScaleCommand
from hub.devices.events import LiveState
from hub.kernel.clock import SystemClock
from hub.kernel.quantity import Mass
from tests.support.scales import FLOOR_SCALE, Ear, MuteLanguage, driving
from tests.support.wait import until


@pytest.fixture
def stops() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def simulated(tmp_path: Path, stops: ExitStack) -> ScaleDevice:
    device = ScaleDevice(SimulatedScale("goods_in", Platform(60_000, 10), pty=tmp_path / "scale"))
    stops.callback(device.stop)
    device.start()
    return device


@pytest.fixture
def ear(simulated: ScaleDevice, stops: ExitStack) -> Ear:
    found = stops.enter_context(driving(FLOOR_SCALE, simulated.links()["pty"]))
    until(lambda: found.shows(LiveState.EMPTY))
    return found


def order(what: Order, operation: str, late_s: int = 0) -> ScaleCommand:
    return ScaleCommand("goods_in", what, operation, SystemClock().now() - timedelta(seconds=late_s))


def test_a_drift_is_shown_and_a_zero_takes_it_away(simulated: ScaleDevice, ear: Ear) -> None:
    simulated.set_load(30)
    until(lambda: ear.live[-1].zero == Mass.grams(30))
    ear.command(order(Order.ZERO, "press"))
    until(lambda: ear.answers == [("press", Outcome.DONE)])
    until(lambda: ear.live[-1].zero == Mass(0))


def test_the_same_press_twice_is_one_command(ear: Ear) -> None:
    for operation in ("press", "press", "later"):
        ear.command(order(Order.ZERO, operation))
    until(lambda: len(ear.answers) == 2)
    assert ear.answers == [("press", Outcome.DONE), ("later", Outcome.DONE)]


def test_a_tare_makes_the_next_load_net(simulated: ScaleDevice, ear: Ear) -> None:
    simulated.set_load(1_850)
    until(lambda: len(ear.loads) == 1)
    ear.command(order(Order.TARE, "press"))
    until(lambda: ear.answers == [("press", Outcome.DONE)])
    until(lambda: ear.shows(LiveState.EMPTY))
    simulated.set_load(12_300)
    until(lambda: len(ear.loads) == 2)
    load = ear.loads[1]
    assert (load.gross, load.tare, load.base, load.net, load.tare_kind) == (
        Mass.grams(12_300),
        Mass.grams(1_850),
        Mass(0),
        Mass.grams(10_450),
        "T",
    )


def test_a_zero_under_a_load_and_a_late_one_never_reach_the_scale(simulated: ScaleDevice, ear: Ear) -> None:
    simulated.set_load(1_850)
    until(lambda: len(ear.loads) == 1)
    ear.command(order(Order.ZERO, "loaded"))
    ear.command(order(Order.TARE, "late", late_s=60))
    until(lambda: ear.answers == [("loaded", Outcome.LOADED), ("late", Outcome.TOO_LATE)])
    assert ear.live[-1].mass == Mass.grams(1_850)


def test_a_language_without_the_word_says_so(simulated: ScaleDevice, stops: ExitStack) -> None:
    deaf = stops.enter_context(driving(FLOOR_SCALE, simulated.links()["pty"], MuteLanguage))
    deaf.command(order(Order.ZERO, "press"))
    until(lambda: deaf.answers == [("press", Outcome.UNKNOWN_TO_SCALE)])


def test_a_scale_that_is_away_is_not_told_later(tmp_path: Path, stops: ExitStack) -> None:
    away = stops.enter_context(driving(replace(FLOOR_SCALE), str(tmp_path / "nothing")))
    away.command(order(Order.ZERO, "press"))
    until(lambda: away.answers == [("press", Outcome.NOT_THERE)])
