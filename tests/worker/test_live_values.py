"""Live values: ten a second at most for each scale, and the last one always."""

from datetime import UTC, datetime

import pytest

from hub.devices.events import LiveState, LiveWeight
from hub.kernel.quantity import Mass
from hub.worker.live import LiveValues, live_payload
from tests.support.clock import FakeClock

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def _silent(topic: str, payload: object, *, retain: bool = False) -> None:
    """Nobody listens in these tests: `take_due` is asked instead."""


def weight(device: str, milligrams: int) -> LiveWeight:
    return LiveWeight(device, AT, LiveState.MOVING, Mass(milligrams), str(milligrams))


def shown(values: LiveValues) -> list[str]:
    return [f"{one.device} {one.shown}" for one in values.take_due()[0]]


def test_a_first_value_goes_out_at_once_and_the_next_waits_a_tenth_of_a_second() -> None:
    clock = FakeClock()
    values = LiveValues(clock, _silent)
    values.post(weight("a", 1))
    assert shown(values) == ["a 1"]
    values.post(weight("a", 2))
    values.post(weight("a", 3))
    due, wait_s = values.take_due()
    assert due == []
    assert wait_s == pytest.approx(0.1)
    clock.advance(0.11)
    assert shown(values) == ["a 3"]
    assert values.take_due() == ([], None)


def test_one_scale_does_not_wait_for_another() -> None:
    clock = FakeClock()
    values = LiveValues(clock, _silent)
    values.post(weight("a", 1))
    assert shown(values) == ["a 1"]
    values.post(weight("a", 2))
    values.post(weight("b", 1))
    assert shown(values) == ["b 1"]


def test_a_lost_scale_has_no_mass_and_says_so() -> None:
    payload = live_payload(LiveWeight("a", AT, LiveState.LOST, None, ""))
    assert payload == {
        "state": "lost",
        "mass_mg": None,
        "shown": "",
        "zero_mg": None,
        "written": False,
        "at": "2026-11-23T06:00:00+00:00",
    }
