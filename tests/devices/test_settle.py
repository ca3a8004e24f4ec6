"""When a load counts: every condition alone, and the whole rule on any sequence of frames."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.devices.protocols.frames import Weight
from hub.devices.protocols.mt_sics import MtSics
from hub.devices.settle import (
    Seen,
    SettleRule,
    Standing,
    Watch,
    emptied,
    interrupted,
    remembering,
    step,
    tared,
)
from hub.kernel.quantity import Mass

RULE = SettleRule(
    maximum=Mass.grams(60_000),
    minimum=Mass.grams(200),
    division=Mass.grams(10),
    zero_band=Mass.grams(50),
    change=Mass.grams(50),
    window_ms=600,
)
EVERY_MS = 100


@dataclass(frozen=True)
class Shown:
    """One frame as a test writes it: grams, and whether the scale calls it stable."""

    grams: int
    stable: bool = True


def steady(grams: int, frames: int = 8) -> list[Shown]:
    return [Shown(grams)] * frames


def watch_all(shown: list[Shown], every_ms: int = EVERY_MS) -> tuple[list[int], list[Standing]]:
    """The grams of each load taken, and the standing after each frame."""
    watch, taken, standings = Watch(), [], []
    for number, one in enumerate(shown):
        seen = Seen(Mass.grams(one.grams), one.stable, number * every_ms, f"{one.grams}\n".encode())
        watch, standing = step(RULE, watch, seen)
        standings.append(standing)
        if standing is Standing.SETTLED:
            taken.append(one.grams)
    return taken, standings


def test_a_load_is_taken_once_when_it_stood_through_the_window() -> None:
    taken, standings = watch_all([Shown(0), Shown(6_000, stable=False), *steady(10_450, 30)])
    assert taken == [10_450]
    # 600 ms after the first stable frame, which is the third one.
    assert standings.index(Standing.SETTLED) == 2 + 6
    assert set(standings[9:]) == {Standing.TAKEN}


def test_the_window_counts_time_and_not_frames() -> None:
    slow, _ = watch_all(steady(10_450, 3), every_ms=299)
    fast, _ = watch_all(steady(10_450, 100), every_ms=5)
    assert (slow, fast) == ([], [])
    assert watch_all(steady(10_450, 3), every_ms=300)[0] == [10_450]


def test_two_frames_far_apart_are_no_proof() -> None:
    assert watch_all(steady(10_450, 2), every_ms=5_000)[0] == []


def test_a_repeated_value_without_the_stable_flag_is_no_load() -> None:
    assert watch_all([Shown(10_450, stable=False)] * 120)[0] == []


def test_a_stable_flag_on_a_walking_value_is_no_load() -> None:
    assert watch_all([Shown(10_000 + 10 * number) for number in range(50)])[0] == []


@pytest.mark.parametrize(
    ("grams", "standing"),
    [
        (200, Standing.SETTLED),
        (190, Standing.TOO_LIGHT),
        (60_000, Standing.SETTLED),
        (60_010, Standing.TOO_HEAVY),
        (10_455, Standing.OFF_DIVISION),
        (50, Standing.EMPTY),
        (-1_850, Standing.EMPTY),
    ],
)
def test_only_what_the_scale_may_weigh_counts(grams: int, standing: Standing) -> None:
    _, standings = watch_all(steady(grams, 7))
    assert standings[-1] is standing


def test_the_same_load_is_not_taken_again_after_a_push() -> None:
    taken, _ = watch_all([*steady(10_450), Shown(10_900, stable=False), *steady(10_450), *steady(10_500)])
    assert taken == [10_450]


def test_a_crate_on_the_crate_is_another_load() -> None:
    taken, _ = watch_all([*steady(10_450), *steady(10_510), *steady(21_000)])
    assert taken == [10_450, 10_510, 21_000]


def test_the_same_weight_after_an_empty_platform_is_another_load() -> None:
    taken, _ = watch_all([*steady(10_450), Shown(30, stable=False), *steady(10_450)])
    assert taken == [10_450, 10_450]


def test_an_interruption_starts_the_window_anew_but_forgets_no_load() -> None:
    watch = Watch()
    for number in range(7):
        watch, standing = step(RULE, watch, Seen(Mass.grams(10_450), True, number * 100, b"S S\n"))  # noqa: FBT003
    assert standing is Standing.SETTLED
    watch = interrupted(watch)
    for number in range(20):
        watch, standing = step(RULE, watch, Seen(Mass.grams(10_450), True, number * 100, b"S S\n"))  # noqa: FBT003
        assert standing is Standing.TAKEN
    assert emptied() == Watch()


def test_the_proof_is_a_few_frames_however_fast_the_scale_sends() -> None:
    watch = Watch()
    for number in range(500):
        frame = f"{number}\n".encode()
        watch, standing = step(RULE, watch, Seen(Mass.grams(10_450), True, number, frame))  # noqa: FBT003
    assert standing is Standing.WAITING
    watch, standing = step(RULE, watch, Seen(Mass.grams(10_450), True, 600, b"last\n"))  # noqa: FBT003
    assert standing is Standing.SETTLED
    assert watch.frames == (b"0\n", b"498\n", b"499\n", b"last\n")


FRAMES = st.builds(
    Shown, st.sampled_from([-20, 0, 40, 190, 5_000, 5_010, 5_060, 10_455, 60_020]), st.booleans()
)


def own_nets(grams: list[int]) -> list[tuple[int, int]]:
    """What lay there before and the load's own net, for each load taken of displays that each stand long enough."""
    watch, found = Watch(), []
    for number, shown in enumerate(one for one in grams for _ in range(8)):
        watch, standing = step(RULE, watch, Seen(Mass.grams(shown), True, number * EVERY_MS, b"S S\n"))  # noqa: FBT003
        if standing is Standing.SETTLED:
            found.append((watch.base.milligrams // 1_000, shown - watch.base.milligrams // 1_000))
    return found


@pytest.mark.parametrize(
    ("shown", "loads"),
    [
        ([10_450, 21_000, 30_000], [(0, 10_450), (10_450, 10_550), (21_000, 9_000)]),
        ([10_450, 21_000, 0, 21_000], [(0, 10_450), (10_450, 10_550), (0, 21_000)]),
        # The upper crate lifted off: what lies there is known, and the next crate on it is a load of its own.
        ([10_450, 21_000, 10_450, 15_450], [(0, 10_450), (10_450, 10_550), (10_450, 5_000)]),
        # Something taken out of the upper crate: that crate anew.
        ([10_450, 21_000, 18_450], [(0, 10_450), (10_450, 10_550), (10_450, 8_000)]),
        # Something taken out of the only crate: that crate anew.
        ([10_450, 9_000], [(0, 10_450), (0, 9_000)]),
        # Less came on than the scale may weigh: the same crate, corrected.
        ([10_450, 10_640], [(0, 10_450), (0, 10_640)]),
        ([10_450, 10_650], [(0, 10_450), (10_450, 200)]),
    ],
)
def test_each_crate_of_a_pile_has_its_own_net(shown: list[int], loads: list[tuple[int, int]]) -> None:
    assert own_nets(shown) == loads


@given(crates=st.lists(st.integers(20, 1_000).map(lambda tens: tens * 10), min_size=1, max_size=8))
def test_the_nets_of_a_pile_add_up_to_what_stands_there(crates: list[int]) -> None:
    stands = [sum(crates[: number + 1]) for number in range(len(crates))]
    loads = own_nets([one for one in stands if one <= 60_000])
    assert [net for _, net in loads] == crates[: len(loads)]
    assert [base for base, _ in loads] == [0, *stands][: len(loads)]


@given(shown=st.lists(st.sampled_from([0, 200, 5_000, 5_060, 10_450, 15_450, 21_000, 60_000]), max_size=12))
def test_no_load_of_a_pile_weighs_less_than_the_scale_may_weigh(shown: list[int]) -> None:
    assert all(net >= 200 and base >= 0 for base, net in own_nets(shown))


def watch_after_start(stood: int, shown: list[int]) -> list[tuple[int, int]]:
    """Loads (display, what lay under it) in grams that a hub takes which remembers where the display stood before it was started."""
    watch, loads, at_ms = remembering(Mass.grams(stood)), [], 0
    for grams in shown:
        for _frame in range(8):
            at_ms += EVERY_MS
            watch, standing = step(RULE, watch, Seen(Mass.grams(grams), stable=True, at_ms=at_ms, raw=b""))
            if standing is Standing.SETTLED:
                loads.append((grams, watch.base.milligrams // 1000))
    return loads


@pytest.mark.parametrize(
    ("shown", "loads"),
    [
        ([10_000], []),  # the crate of before still stands there
        ([10_000, 15_000], [(15_000, 10_000)]),  # and another is put on it
        ([10_000, 0, 10_000], [(10_000, 0)]),  # it is lifted, and one of the same weight comes
        ([15_000], [(15_000, 0)]),  # nobody knows what was lifted off in between: a load by itself
        ([15_000, 10_000], [(15_000, 0), (10_000, 0)]),
    ],
)
def test_a_load_that_stood_there_before_a_start_is_not_taken_again(
    shown: list[int], loads: list[tuple[int, int]]
) -> None:
    assert watch_after_start(10_000, shown) == loads


def test_a_tare_set_under_a_pile_is_no_load() -> None:
    watch = Watch(pile=(Mass.grams(10_450), Mass.grams(21_000)))
    assert tared(watch, Mass.grams(1_850)).pile == (Mass.grams(8_600), Mass.grams(19_150))
    assert tared(watch, Mass.grams(-1_850)).pile == (Mass.grams(12_300), Mass.grams(22_850))


@given(shown=st.lists(FRAMES, max_size=80), runs=st.integers(1, 12))
def test_every_load_taken_stood_still_and_differs_from_the_one_before(shown: list[Shown], runs: int) -> None:
    frames = [one for one in shown for _ in range(runs)]
    _, standings = watch_all(frames)
    last: int | None = None
    for place, standing in enumerate(standings):
        grams = frames[place].grams
        if grams <= 50:
            last = None
        if standing is Standing.SETTLED:
            assert frames[place - 6 : place + 1] == [Shown(grams)] * 7
            assert 200 <= grams <= 60_000
            assert grams % 10 == 0
            assert last is None or abs(grams - last) > 50
            last = grams


FRAME = b"S S      10.45 kg\r\n"


@given(
    place=st.integers(0, 12),
    spoil=st.tuples(st.integers(0, len(FRAME) - 1), st.sampled_from(["flip", "lose"]), st.integers(0, 7)),
)
def test_one_spoilt_frame_never_becomes_another_load(place: int, spoil: tuple[int, str, int]) -> None:
    at, how, bit = spoil
    spoilt = bytearray(FRAME)
    if how == "flip":
        spoilt[at] ^= 1 << bit
    else:
        del spoilt[at]
    sent = [FRAME] * 20
    sent[place] = bytes(spoilt)
    decoder, watch, taken = MtSics(), Watch(), []
    for number, raw in enumerate(sent):
        for frame in decoder.feed(raw):
            if not isinstance(frame, Weight) or (frame.unit or "").lower() != "kg":
                watch = interrupted(watch)
                continue
            mass = Mass.parse(frame.value, "kg")
            watch, standing = step(RULE, watch, Seen(mass, bool(frame.stable), number * EVERY_MS, frame.raw))
            if standing is Standing.SETTLED:
                taken.append(mass)
    assert set(taken) == {Mass.grams(10_450)}
