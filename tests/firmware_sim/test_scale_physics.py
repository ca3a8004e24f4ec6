"""The load on the plate: settling, rest, noise, limits. Time passes only by ticks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_sim.scale import Condition, Display, Platform, Refusal, ScaleModel


def course(seed: int, ticks: list[float]) -> list[Display]:
    scale = ScaleModel(seed=seed)
    scale.set_load(12_340)
    shown = []
    for seconds in ticks:
        scale.tick(seconds)
        shown.append(scale.display())
    return shown


def test_the_same_seed_and_ticks_give_the_same_course() -> None:
    assert course(5, [0.05] * 60) == course(5, [0.05] * 60)


def test_another_seed_gives_another_course() -> None:
    assert course(5, [0.05] * 60) != course(6, [0.05] * 60)


@given(pieces=st.lists(st.integers(1, 400), min_size=1, max_size=12))
@settings(max_examples=30, deadline=None)
def test_how_time_is_cut_into_ticks_makes_no_difference(pieces: list[int]) -> None:
    whole = sum(pieces) * 10 / 1000
    assert course(3, [piece * 10 / 1000 for piece in pieces])[-1] == course(3, [whole])[-1]


def test_a_load_is_moving_first_and_then_at_rest() -> None:
    scale = ScaleModel()
    assert scale.display().stable
    scale.set_load(12_340)
    scale.tick(0.3)
    assert not scale.display().stable
    scale.tick(4)
    shown = scale.display()
    assert (shown.gross_g, shown.stable, shown.condition) == (12_340, True, Condition.OK)


def test_rest_needs_ten_samples_within_one_division() -> None:
    scale = ScaleModel(Platform(noise_divisions=0.0))
    scale.set_load(10)
    scale.tick(0.05)
    assert scale.display().stable
    scale.set_load(1_000)
    scale.tick(4)
    scale.set_load(1_100)
    unstable = 0
    for _ in range(100):
        scale.tick(0.05)
        unstable += not scale.display().stable
    assert 10 <= unstable <= 60


def test_noise_does_not_take_a_load_out_of_rest() -> None:
    scale = ScaleModel()
    scale.set_load(10_000)
    scale.tick(4)
    for _ in range(1_000):
        scale.tick(0.05)
        shown = scale.display()
        assert (shown.gross_g, shown.stable) == (10_000, True)


def test_a_vibrating_floor_keeps_the_load_moving() -> None:
    scale = ScaleModel()
    scale.vibrating = True
    scale.set_load(10_000)
    scale.tick(10)
    assert not scale.display().stable


@pytest.mark.parametrize(
    ("grams", "condition"),
    [
        (60_090, Condition.OK),
        (60_110, Condition.OVERLOAD),
        (-200, Condition.OK),
        (-220, Condition.UNDERLOAD),
    ],
)
def test_the_range_ends_nine_divisions_above_and_twenty_below(grams: int, condition: Condition) -> None:
    scale = ScaleModel(Platform(noise_divisions=0.0))
    scale.set_load(grams)
    scale.tick(5)
    assert scale.display().condition is condition


def test_tare_cannot_be_negative_or_beyond_the_capacity() -> None:
    scale = ScaleModel()
    assert scale.preset_tare(-10) is Refusal.TOO_LOW
    assert scale.preset_tare(60_010) is Refusal.TOO_HIGH
    assert scale.preset_tare(1_504) is None
    assert scale.display().tare_g == 1_500


def test_zeroing_forgets_the_tare() -> None:
    scale = ScaleModel()
    scale.preset_tare(500)
    assert scale.zero() is None
    assert scale.display().net_g == 0
