"""The physics of cold rooms and probes: thermostat, doors, goods, lag. Time passes only by ticks."""

from decimal import Decimal

import pytest

from firmware_sim.probes import Probe, ProbeFault, ProbeSpec, Trouble
from firmware_sim.rooms import Compressor, Door, RoomModel, RoomSpec

HOUR = 3600


def course(room: RoomModel, minutes: int) -> list[float]:
    airs = []
    for _ in range(minutes):
        room.tick(60)
        airs.append(room.air_c)
    return airs


@pytest.mark.parametrize("setpoint", [4.0, 2.0, -20.0])
def test_the_thermostat_keeps_the_room_around_its_setpoint(setpoint: float) -> None:
    airs = course(RoomModel(RoomSpec("cold", setpoint, defrost_every_h=0)), 12 * 60)
    assert min(airs) > setpoint - 1.5
    assert max(airs) < setpoint + 1.5
    assert max(airs) - min(airs) > 1.0


def test_the_same_ticks_give_the_same_temperatures() -> None:
    spec = RoomSpec("cold", 4.0)
    assert course(RoomModel(spec), 600) == course(RoomModel(spec), 600)


def test_an_open_door_warms_the_room_and_a_closed_one_lets_it_recover() -> None:
    room = RoomModel(RoomSpec("cold", 4.0))
    room.door = Door.OPEN
    room.compressor = Compressor.OFF
    room.tick(HOUR / 2)
    assert room.air_c > 7.0
    room.door = Door.CLOSED
    room.compressor = Compressor.AUTO
    room.tick(HOUR)
    assert room.air_c < 5.0


def test_a_room_without_its_compressor_warms_slowly_with_its_goods() -> None:
    empty, full = (RoomModel(RoomSpec("cold", 4.0, goods_kg=goods)) for goods in (50.0, 2_000.0))
    for room in (empty, full):
        room.compressor = Compressor.OFF
        room.tick(4 * HOUR)
    assert empty.air_c > full.air_c > 4.5


def test_warm_goods_warm_the_room() -> None:
    room = RoomModel(RoomSpec("cold", 4.0, goods_kg=400))
    room.put_goods(400, 16.0)
    assert room.goods_c == pytest.approx(10.0)
    room.compressor = Compressor.OFF
    room.tick(HOUR)
    assert room.air_c > 7.0


def test_defrosting_comes_round_and_lifts_the_air_for_a_while() -> None:
    room = RoomModel(RoomSpec("cold", 4.0, defrost_every_h=6))
    before = max(course(room, 6 * 60 - 1))
    during = max(course(room, 13))
    assert during > before + 0.5
    assert max(course(room, 60)[-20:]) < 5.5


def test_a_probe_follows_the_air_with_its_lag() -> None:
    room = RoomModel(RoomSpec("cold", 4.0))
    probe = Probe(ProbeSpec("p", "zigbee2mqtt", lag_s=60, noise_c=0), room)
    room.bring_to(14.0)
    probe.tick(60)
    # One time constant: 63 % of the step.
    assert probe.felt_c == pytest.approx(10.32, abs=0.01)


def test_a_probe_reports_at_its_interval_and_at_once_after_power_on() -> None:
    probe = Probe(ProbeSpec("p", "tasmota", interval_s=30), RoomModel(RoomSpec("cold", 4.0)))
    due = [probe.tick(10) for _ in range(7)]
    assert due == [True, False, False, True, False, False, True]


def test_a_reading_is_rounded_to_the_resolution() -> None:
    room = RoomModel(RoomSpec("cold", 4.0))
    room.bring_to(3.97)
    assert Probe(ProbeSpec("p", "tasmota", noise_c=0, resolution_c="0.1"), room).read().celsius == Decimal(
        "4.0"
    )
    assert Probe(ProbeSpec("p", "tasmota", noise_c=0), room).read().celsius == Decimal("3.97")


def test_power_coming_back_gives_85_degrees_once() -> None:
    probe = Probe(ProbeSpec("p", "tasmota", noise_c=0), RoomModel(RoomSpec("cold", 4.0)))
    probe.switch(ProbeFault.POWER_CUT, on=True)
    assert not probe.tick(60)
    probe.switch(ProbeFault.POWER_CUT, on=False)
    assert [probe.read().trouble, probe.read().trouble] == [Trouble.BOOTING, None]
