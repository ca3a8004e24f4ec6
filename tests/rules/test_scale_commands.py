"""Commands to a scale as values, and the drift of its zero: late, loaded, unreadable, and what an empty platform shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.devices.commands import Order, Outcome, ScaleCommand, as_payload, read_command, refusal, topic_of
from hub.devices.drift import Zero, step
from hub.devices.settle import Seen, SettleRule
from hub.kernel.quantity import Mass

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ZERO = ScaleCommand("goods_in", Order.ZERO, "press-1", AT)
TARE = ScaleCommand("goods_in", Order.TARE, "press-2", AT)


def test_a_command_comes_out_as_it_went_in() -> None:
    assert topic_of("goods_in") == "samlast/command/scale/goods_in"
    assert as_payload(ZERO) == {
        "order": "zero",
        "operation": "press-1",
        "at": "2026-11-23T06:00:00+00:00",
    }
    assert read_command("samlast/command/scale/goods_in", as_payload(TARE)) == TARE


GOOD = {"order": "zero", "operation": "x", "at": "2026-11-23T06:00:00+00:00"}


@pytest.mark.parametrize(
    "payload",
    [
        None,
        {},
        GOOD | {"order": "explode"},
        GOOD | {"operation": ""},
        GOOD | {"operation": 3},
        GOOD | {"at": "2026-11-23T06:00:00"},
        GOOD | {"at": "soon"},
    ],
)
def test_what_is_no_command_is_none(payload: dict[str, object] | None) -> None:
    assert read_command("samlast/command/scale/goods_in", payload) is None


@pytest.mark.parametrize(
    ("command", "late_s", "loaded", "expected"),
    [
        (ZERO, 5, False, None),
        (ZERO, 6, False, Outcome.TOO_LATE),
        (ZERO, -6, False, Outcome.TOO_LATE),
        (ZERO, 0, True, Outcome.LOADED),
        (TARE, 0, True, None),
        (TARE, 3_600, True, Outcome.TOO_LATE),
    ],
)
def test_a_late_command_and_a_zero_under_a_load_are_refused(
    command: ScaleCommand, late_s: int, loaded: bool, expected: Outcome | None
) -> None:
    assert refusal(command, now=AT + timedelta(seconds=late_s), loaded=loaded) is expected


RULE = SettleRule(
    maximum=Mass.grams(60_000),
    minimum=Mass.grams(200),
    division=Mass.grams(10),
    zero_band=Mass.grams(50),
    change=Mass.grams(50),
    window_ms=600,
)


def watched(shown: list[tuple[int, bool]]) -> Zero:
    zero = Zero()
    for number, (grams, stable) in enumerate(shown):
        zero = step(RULE, zero, Seen(Mass.grams(grams), stable, number * 100, b""))
    return zero


def test_the_drift_is_what_the_empty_platform_stood_at() -> None:
    assert watched([(0, True)] * 7).shown == Mass(0)
    assert watched([(-20, True)] * 7).shown == Mass.grams(-20)
    assert watched([(20, True)] * 6).shown is None
    assert watched([(20, False)] * 20).shown is None


def test_a_load_keeps_the_drift_that_was_known_before_it() -> None:
    assert watched([(20, True)] * 7 + [(10_450, True)] * 20).shown == Mass.grams(20)


@given(
    shown=st.lists(st.tuples(st.sampled_from([-60, -50, 0, 20, 50, 60, 9_000]), st.booleans()), max_size=60)
)
def test_no_drift_is_larger_than_the_zero_band(shown: list[tuple[int, bool]]) -> None:
    drift = watched(shown).shown
    assert drift is None or abs(drift) <= Mass.grams(50)
