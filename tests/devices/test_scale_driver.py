"""The driver on real pseudo-terminals and ports, against a simulated scale and against one that answers as it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from firmware_sim.scale import Platform
from firmware_sim.scale_device import ScaleDevice
from firmware_sim.scale_device import ScaleSpec as SimulatedScale
from firmware_sim.serving import PtyServer
from hub.devices.events import DeviceBack, DeviceLost, LiveState, LoadSettled
from hub.kernel.quantity import Mass
from tests.support.scales import FLOOR_SCALE, Ear, MuteLanguage, ToldScale, driving
from tests.support.wait import until

EMPTY = b"S S       0.00 kg\r\n"
CRATE = b"S S      10.45 kg\r\n"
NO_TARE = b"TA A       0.00 kg\r\n"
SERIAL = b'I4 A "B210400131"\r\n'


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
def drive(stops: ExitStack) -> Callable[..., Ear]:
    def start(url: str, **changes: object) -> Ear:
        return stops.enter_context(driving(replace(FLOOR_SCALE, **changes), url))  # type: ignore[arg-type]

    return start


@pytest.fixture
def told(tmp_path: Path, stops: ExitStack) -> tuple[ToldScale, str]:
    scale = ToldScale({b"SI": EMPTY, b"TA": NO_TARE, b"I4": SERIAL})
    server = PtyServer(tmp_path / "told", lambda: scale)
    stops.callback(server.stop)
    server.start()
    return scale, str(tmp_path / "told")


def test_a_load_on_the_plate_becomes_one_weighing_with_its_proof(
    simulated: ScaleDevice, drive: Callable[..., Ear]
) -> None:
    ear = drive(simulated.links()["pty"])
    until(lambda: ear.shows(LiveState.EMPTY))
    simulated.set_load(10_450)
    [load] = until(lambda: ear.loads)
    assert (load.device, load.net, load.gross, load.tare) == (
        "goods_in",
        Mass.grams(10_450),
        Mass.grams(10_450),
        Mass(0),
    )
    assert (load.tare_kind, load.shown, load.serial) == ("none", "10.45 kg", "B210400131")
    assert load.raw.split(b"\r\n")[0] == b"S S      10.45 kg"
    assert load.raw.count(b"S S      10.45 kg\r\n") == load.raw.count(b"\r\n") >= 3
    until(lambda: ear.live[-1].at > load.at)
    assert ear.loads == [load]


def test_crates_one_after_the_other_become_one_weighing_each(
    simulated: ScaleDevice, drive: Callable[..., Ear]
) -> None:
    ear = drive(simulated.links()["pty"])
    for number, grams in enumerate((6_000, 8_000, 8_000), start=1):
        until(lambda: ear.shows(LiveState.EMPTY))
        simulated.set_load(grams)
        until(lambda number=number: len(ear.loads) == number)  # type: ignore[misc]
        simulated.set_load(0)
    assert [load.net.milligrams for load in ear.loads] == [6_000_000, 8_000_000, 8_000_000]


def test_crates_on_one_another_have_a_net_each(simulated: ScaleDevice, drive: Callable[..., Ear]) -> None:
    ear = drive(simulated.links()["pty"])
    for number, grams in enumerate((10_450, 21_000), start=1):
        simulated.set_load(grams)
        until(lambda number=number: len(ear.loads) == number)  # type: ignore[misc]
    first, second = ear.loads
    assert (first.gross, first.base, first.net) == (Mass.grams(10_450), Mass(0), Mass.grams(10_450))
    assert (second.gross, second.base, second.net) == (
        Mass.grams(21_000),
        Mass.grams(10_450),
        Mass.grams(10_550),
    )
    assert (second.shown, second.unit, second.verified_until) == ("21.00 kg", "kg", date(2027, 6, 30))


def test_a_tare_set_under_a_taken_load_makes_no_second_one(
    simulated: ScaleDevice, drive: Callable[..., Ear]
) -> None:
    ear = drive(simulated.links()["pty"])
    simulated.set_load(12_300)
    until(lambda: len(ear.loads) == 1)
    simulated.model.preset_tare(1_850)
    until(lambda: ear.shows(LiveState.STABLE) and ear.live[-1].mass == Mass.grams(10_450))
    simulated.set_load(17_300)
    until(lambda: len(ear.loads) == 2)
    assert (ear.loads[1].gross, ear.loads[1].tare, ear.loads[1].base, ear.loads[1].net) == (
        Mass.grams(17_300),
        Mass.grams(1_850),
        Mass.grams(10_450),
        Mass.grams(5_000),
    )


def test_the_scale_s_own_tare_is_in_the_record(simulated: ScaleDevice, drive: Callable[..., Ear]) -> None:
    simulated.model.preset_tare(1_850)
    ear = drive(simulated.links()["pty"])
    until(lambda: ear.live)
    simulated.set_load(12_300)
    [load] = until(lambda: ear.loads)
    assert (load.gross.milligrams, load.tare.milligrams, load.net.milligrams) == (
        12_300_000,
        1_850_000,
        10_450_000,
    )
    assert load.tare_kind == "PT"


def test_a_trembling_plate_gives_a_live_value_and_no_weighing(
    simulated: ScaleDevice, drive: Callable[..., Ear]
) -> None:
    ear = drive(simulated.links()["pty"])
    simulated.fault("vibration", on=True)
    simulated.set_load(10_450)
    until(lambda: sum(live.state is LiveState.MOVING for live in ear.live) > 20)
    assert ear.loads == []


def test_a_scale_in_pounds_is_refused_until_it_shows_kilograms_again(
    simulated: ScaleDevice, drive: Callable[..., Ear]
) -> None:
    ear = drive(simulated.links()["pty"])
    simulated.fault("pounds", on=True)
    simulated.set_load(10_450)
    until(lambda: ear.shows(LiveState.OTHER_UNIT) and ear.live[-1].shown == "23.04 lb")
    assert ear.loads == []
    simulated.fault("pounds", on=False)
    assert until(lambda: ear.loads)[0].net == Mass.grams(10_450)


@pytest.mark.parametrize(("grams", "state"), [(61_000, LiveState.OVERLOAD), (-2_000, LiveState.UNDERLOAD)])
def test_too_much_and_less_than_nothing_are_shown_and_not_weighed(
    simulated: ScaleDevice, drive: Callable[..., Ear], grams: int, state: LiveState
) -> None:
    ear = drive(simulated.links()["pty"])
    simulated.set_load(grams)
    until(lambda: ear.shows(state))
    assert ear.live[-1].mass is None
    assert ear.loads == []


@pytest.mark.parametrize(
    ("shown", "state"),
    [
        (b"S S      -1.64 kg\r\n", LiveState.UNDERLOAD),
        (b"S S      -0.03 kg\r\n", LiveState.EMPTY),
        (b"S S       0.15 kg\r\n", LiveState.TOO_LIGHT),
        (b"S S      60.01 kg\r\n", LiveState.OVERLOAD),
        (b"S S      10.45 lb\r\n", LiveState.OTHER_UNIT),
        (b"S I\r\n", LiveState.REFUSED),
        (b"S S     10.455 kg\r\n", LiveState.GARBLED),
    ],
)
def test_each_thing_that_keeps_a_load_from_being_weighed_has_a_word_of_its_own(
    told: tuple[ToldScale, str], drive: Callable[..., Ear], shown: bytes, state: LiveState
) -> None:
    scale, url = told
    scale.answers[b"SI"] = shown
    ear = drive(url)
    until(lambda: len(ear.live) >= 2)
    assert {one.state for one in ear.live} == {state}
    assert ear.loads == []


def test_a_load_that_still_stands_there_is_told_to_be_written_down_already(
    told: tuple[ToldScale, str], drive: Callable[..., Ear]
) -> None:
    scale, url = told
    scale.answers[b"SI"] = CRATE
    ear = drive(url)
    until(lambda: ear.loads)
    until(lambda: ear.live[-1].written)
    assert (ear.live[-1].state, ear.live[-1].mass) == (LiveState.STABLE, Mass.grams(10_450))
    assert [one.written for one in ear.live][:1] == [False]
    scale.answers[b"SI"] = EMPTY
    until(lambda: ear.shows(LiveState.EMPTY) and not ear.live[-1].written)


def test_a_pulled_cable_is_said_once_and_its_return_once_and_soon(
    simulated: ScaleDevice, drive: Callable[..., Ear]
) -> None:
    ear = drive(simulated.links()["pty"])
    until(lambda: ear.backs == 1)
    simulated.fault("cable_pulled", on=True)
    until(lambda: sum(live.state is LiveState.LOST for live in ear.live) > 2)
    assert len(ear.lost) == 1
    simulated.fault("cable_pulled", on=False)
    until(lambda: ear.backs == 2, within_s=3.0, what="the scale")
    words = [event for event in ear.events if isinstance(event, DeviceLost | DeviceBack)]
    assert [type(word) for word in words] == [DeviceBack, DeviceLost, DeviceBack]


def test_the_load_taken_before_the_cable_was_out_is_not_taken_again(
    simulated: ScaleDevice, drive: Callable[..., Ear]
) -> None:
    ear = drive(simulated.links()["pty"])
    simulated.set_load(10_450)
    until(lambda: ear.loads)
    simulated.fault("cable_pulled", on=True)
    until(lambda: ear.lost)
    simulated.fault("cable_pulled", on=False)
    until(lambda: ear.backs == 2)
    until(lambda: sum(live.state is LiveState.STABLE for live in ear.live[-3:]) == 3)
    assert len(ear.loads) == 1


def test_a_load_that_stands_through_a_restart_of_the_hub_is_weighed_once(
    simulated: ScaleDevice,
) -> None:
    url = simulated.links()["pty"]
    simulated.set_load(10_450)
    with driving(FLOOR_SCALE, url) as first:
        until(lambda: first.loads)
    with driving(FLOOR_SCALE, url, stood=Mass.grams(10_450)) as again:
        until(lambda: again.shows(LiveState.STABLE))
        simulated.set_load(15_450)
        [load] = until(lambda: again.loads)
    assert (load.net, load.base) == (Mass.grams(5_000), Mass.grams(10_450))


def test_silence_is_lost_after_two_seconds_and_a_word_brings_it_back(
    simulated: ScaleDevice, drive: Callable[..., Ear]
) -> None:
    ear = drive(simulated.links()["pty"])
    until(lambda: ear.shows(LiveState.EMPTY))
    simulated.fault("silence", on=True)
    until(lambda: ear.shows(LiveState.SILENT), within_s=4.0)
    assert ear.lost == ["silent"]
    simulated.fault("silence", on=False)
    until(lambda: ear.shows(LiveState.EMPTY))
    assert (len(ear.lost), ear.backs) == (1, 2)


@pytest.mark.parametrize("fault", ["garbage", "cut_frames", "flipped_bits"])
def test_a_spoilt_line_gives_no_wrong_weighing(
    simulated: ScaleDevice, drive: Callable[..., Ear], fault: str
) -> None:
    ear = drive(simulated.links()["pty"])
    simulated.fault(fault, on=True)
    simulated.set_load(10_450)
    until(lambda: any(live.state is LiveState.GARBLED for live in ear.live))
    simulated.fault(fault, on=False)
    [load] = until(lambda: ear.loads)
    assert load.net == Mass.grams(10_450)


def test_a_scale_on_the_network_is_weighed_with_like_one_on_a_cable(
    stops: ExitStack, drive: Callable[..., Ear]
) -> None:
    device = ScaleDevice(SimulatedScale("packing", Platform(30_000, 10), tcp=0))
    stops.callback(device.stop)
    device.start()
    ear = drive(f"socket://{device.links()['tcp']}")
    device.set_load(5_000)
    assert until(lambda: ear.loads)[0].net == Mass.grams(5_000)
    device.fault("cable_pulled", on=True)
    until(lambda: ear.lost)
    device.fault("cable_pulled", on=False)
    until(lambda: ear.backs == 2, within_s=3.0)


def test_a_scale_that_repeats_by_itself_is_asked_once(
    told: tuple[ToldScale, str], drive: Callable[..., Ear]
) -> None:
    scale, url = told
    ear = drive(url, stream=True)
    until(lambda: b"SIR" in scale.asked)
    scale.stream = CRATE
    assert until(lambda: ear.loads)[0].net == Mass.grams(10_450)
    assert (scale.asked.count(b"SIR"), scale.asked.count(b"SI")) == (1, 0)
    scale.stream = b""
    until(lambda: ear.lost)
    until(lambda: scale.asked.count(b"SIR") > 1, what="the repeated request")


def test_a_simulated_scale_streams_its_way_through_a_load(
    simulated: ScaleDevice, drive: Callable[..., Ear]
) -> None:
    ear = drive(simulated.links()["pty"], stream=True)
    simulated.set_load(10_450)
    assert until(lambda: ear.loads)[0].net == Mass.grams(10_450)


@pytest.mark.parametrize("line", [b"G 12.30 1.85\n", b"N 10.45 1.85\n"])
def test_a_scale_that_cannot_be_asked_is_listened_to(
    told: tuple[ToldScale, str], stops: ExitStack, line: bytes
) -> None:
    scale, url = told
    ear = stops.enter_context(driving(FLOOR_SCALE, url, MuteLanguage))
    scale.stream = b"?\n"
    until(lambda: ear.shows(LiveState.MOVING))
    scale.stream = line
    [load] = until(lambda: ear.loads)
    assert (load.gross, load.tare, load.net) == (
        Mass.grams(12_300),
        Mass.grams(1_850),
        Mass.grams(10_450),
    )
    assert scale.asked == []


def test_a_scale_that_was_never_there_is_lost_once(tmp_path: Path, drive: Callable[..., Ear]) -> None:
    ear = drive(str(tmp_path / "nothing"))
    until(lambda: sum(live.state is LiveState.LOST for live in ear.live) >= 2)
    assert len(ear.lost) == 1
    assert ear.backs == 0


def test_a_scale_without_a_tare_memory_weighs_all_the_same(
    told: tuple[ToldScale, str], drive: Callable[..., Ear]
) -> None:
    scale, url = told
    scale.answers[b"TA"] = b"ES\r\n"
    ear = drive(url)
    scale.answers[b"SI"] = CRATE
    [load] = until(lambda: ear.loads)
    assert (load.net, load.tare_kind) == (Mass.grams(10_450), "none")


def test_a_load_waits_for_the_scale_to_tell_its_tare(
    told: tuple[ToldScale, str], drive: Callable[..., Ear]
) -> None:
    scale, url = told
    scale.answers |= {b"SI": CRATE, b"TA": b"TA A       1.8"}
    ear = drive(url)
    until(lambda: scale.asked.count(b"SI") > 12)
    assert ear.loads == []
    scale.answers[b"TA"] = b"\r\nTA A       1.85 kg\r\n"
    [load] = until(lambda: ear.loads)
    assert (load.tare, load.gross) == (Mass.grams(1_850), Mass.grams(12_300))


def test_three_weights_in_one_answer_need_no_question_about_the_tare(
    told: tuple[ToldScale, str], drive: Callable[..., Ear]
) -> None:
    scale, url = told
    scale.answers |= {
        b"SI": b"SIX1 S 0 N R R 0 0 0 1 N    12.300    10.450     1.850 kg\r\n",
        b"TA": b"",
    }
    ear = drive(url)
    [load] = until(lambda: ear.loads)
    assert (load.gross, load.tare, load.net) == (
        Mass.grams(12_300),
        Mass.grams(1_850),
        Mass.grams(10_450),
    )


def test_another_scale_on_the_cable_is_found_by_its_serial_number(
    told: tuple[ToldScale, str], drive: Callable[..., Ear]
) -> None:
    scale, url = told
    scale.answers[b"SI"] = CRATE
    ear = drive(url, serial="B999999999")
    until(lambda: ear.lost)
    assert ear.lost == ["another_device: B210400131"]
    until(lambda: scale.asked.count(b"SI") > 12)
    assert ear.loads == []
    assert ear.backs == 0


def test_numbers_in_other_answers_are_never_weights(
    told: tuple[ToldScale, str], drive: Callable[..., Ear]
) -> None:
    scale, url = told
    scale.answers[b"SI"] = b'I2 A "XS204 Excellence 220.0090 g"\r\n'
    ear = drive(url)
    until(lambda: scale.asked.count(b"SI") > 12)
    scale.answers[b"SI"] = b"S S         10 pcs\r\n"
    until(lambda: ear.shows(LiveState.OTHER_UNIT))
    assert [live.mass for live in ear.live if live.mass is not None] == []
    assert ear.loads == []


def test_a_wrong_speed_is_lost_and_says_where_to_look(
    told: tuple[ToldScale, str], drive: Callable[..., Ear]
) -> None:
    scale, url = told
    # What a line at another speed makes of a frame; a line end is among it now and then.
    scale.answers[b"SI"] = bytes(byte << 1 & 0xFF | 0x80 for byte in CRATE) + b"\n"
    ear = drive(url)
    until(lambda: ear.lost)
    assert ear.lost[0] == "unreadable"
    assert ear.shows(LiveState.GARBLED)


def test_a_flood_of_noise_is_survived(told: tuple[ToldScale, str], drive: Callable[..., Ear]) -> None:
    scale, url = told
    scale.stream = b"7" * 200
    ear = drive(url)
    until(lambda: ear.shows(LiveState.GARBLED))
    scale.stream = b""
    scale.answers[b"SI"] = b"\r\n" + CRATE
    loads = until(lambda: ear.loads)
    assert [type(load) for load in loads] == [LoadSettled]
