"""A topic that says more than can be meant is counted from then on; the others are stored as ever."""

from __future__ import annotations

from hub.worker.flood import Meter
from tests.support.clock import FakeClock


def test_a_mad_topic_is_held_to_its_allowance_and_no_other_is(clock: FakeClock) -> None:
    meter = Meter(clock, at_once=100, a_second=10)
    assert sum(meter.admits("mad") for _ in range(5_000)) == 100
    assert meter.flooding() == ["mad"]
    assert all(meter.admits(f"well/{number}") for number in range(50))
    clock.advance(2)
    assert sum(meter.admits("mad") for _ in range(5_000)) == 20


def test_a_topic_that_is_quiet_again_is_no_longer_called_flooding(clock: FakeClock) -> None:
    meter = Meter(clock, at_once=1, a_second=10)
    assert [meter.admits("mad"), meter.admits("mad")] == [True, False]
    clock.advance(61)
    assert meter.admits("mad")
    assert (meter.flooding(), meter.is_news) == ([], True)
