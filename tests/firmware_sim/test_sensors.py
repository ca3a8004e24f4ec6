"""Rooms that publish over a real broker: topics, payloads, wills, faults."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime

import pytest

from firmware_sim.broker_link import BrokerAddress
from firmware_sim.probes import ProbeSpec
from firmware_sim.rooms import RoomSpec
from firmware_sim.sensors import ColdStore, EquippedRoom
from tests.firmware_sim.conftest import Listener
from tests.support.broker import Broker
from tests.support.wait import until

ROOMS = (
    EquippedRoom(
        RoomSpec("cold_1", 4.0), (ProbeSpec("cold-room-1", "zigbee2mqtt", noise_c=0, interval_s=2.0),)
    ),
    EquippedRoom(
        RoomSpec("cold_2", 2.0),
        (ProbeSpec("cold_room_2", "tasmota", "030597946B04", noise_c=0, resolution_c="0.1", interval_s=2.0),),
    ),
)
ZIGBEE, TASMOTA = "zigbee2mqtt/cold-room-1", "tele/cold_room_2/SENSOR"


@pytest.fixture
def store(broker: Broker, listener: Listener, stops: ExitStack) -> ColdStore:
    """Ten times as fast as the world: a message every fifth of a second."""
    running = ColdStore(ROOMS, BrokerAddress.parse(broker.url), speed=10.0)
    stops.callback(running.stop)
    running.start()
    until(lambda: listener.on(ZIGBEE) and listener.on(TASMOTA), what="the first readings")
    return running


def new(listener: Listener, topic: str, wanted: Callable[[dict[str, object]], bool]) -> dict[str, object]:
    """The first message heard from now on that is as wanted."""
    seen = len(listener.on(topic))

    def look() -> dict[str, object] | None:
        told = [json.loads(payload) for payload in listener.on(topic)[seen:]]
        return next((payload for payload in told if wanted(payload)), None)

    return until(look, what=f"a message on {topic}")


def celsius(payload: dict[str, object]) -> object:
    probe = payload["DS18B20"]
    assert isinstance(probe, dict)
    return probe["Temperature"]


def test_a_zigbee_probe_reports_under_its_friendly_name(store: ColdStore, listener: Listener) -> None:
    payload = json.loads(listener.on(ZIGBEE)[0])
    assert sorted(payload) == ["battery", "humidity", "linkquality", "temperature", "voltage"]
    assert (payload["temperature"], payload["battery"]) == (4.0, 96)
    assert 20 <= payload["linkquality"] <= 255
    assert store.state("cold_1")["door"] == "closed"


def test_a_tasmota_device_tells_time_identity_and_unit(store: ColdStore, listener: Listener) -> None:
    payload = json.loads(listener.on(TASMOTA)[0])
    assert payload["DS18B20"] == {"Id": "030597946B04", "Temperature": 2.0}
    assert payload["TempUnit"] == "C"
    assert datetime.fromisoformat(payload["Time"]).tzinfo is None
    assert store.state("cold_2")["air_c"] == pytest.approx(2.0, abs=0.2)


@pytest.mark.usefixtures("store")
def test_bridge_and_devices_say_that_they_are_there(listener: Listener) -> None:
    assert listener.on("zigbee2mqtt/bridge/state") == ['{"state":"online"}']
    assert listener.on("zigbee2mqtt/cold-room-1/availability") == ['{"state":"online"}']
    assert listener.on("tele/cold_room_2/LWT") == ["Online"]


def test_a_room_brought_to_a_temperature_is_reported_at_it(store: ColdStore, listener: Listener) -> None:
    store.change("cold_1", temperature=9.5, compressor="off")
    assert new(listener, ZIGBEE, lambda told: told["temperature"] != 4.0)["temperature"] == 9.5


@pytest.mark.parametrize(
    ("kind", "value", "unit"),
    [("loose_plug", -127.0, "C"), ("power_on_85", 85.0, "C"), ("null", None, "C"), ("fahrenheit", 35.6, "F")],
)
def test_a_faulty_probe_says_what_faulty_probes_say(
    store: ColdStore, listener: Listener, kind: str, value: object, unit: str
) -> None:
    store.change("cold_2", temperature=2.0, compressor="off")
    store.fault("cold_2", kind, on=True)
    payload = new(listener, TASMOTA, lambda told: celsius(told) == value)
    assert payload["TempUnit"] == unit


def test_a_silent_probe_sends_nothing_until_it_speaks_again(store: ColdStore, listener: Listener) -> None:
    store.fault("cold_1", "silence", on=True)
    before = len(listener.on(ZIGBEE))
    new(listener, TASMOTA, lambda _: True)
    new(listener, TASMOTA, lambda _: True)
    assert len(listener.on(ZIGBEE)) <= before + 1
    store.fault("cold_1", "silence", on=False)
    assert new(listener, ZIGBEE, lambda _: True)["battery"] == 96


def test_a_device_without_power_leaves_its_will_and_comes_back_with_85_degrees(
    store: ColdStore, listener: Listener
) -> None:
    store.fault("cold_2", "power_cut", on=True)
    until(lambda: listener.on("tele/cold_room_2/LWT")[-1] == "Offline")
    store.fault("cold_2", "power_cut", on=False)
    until(lambda: listener.on("tele/cold_room_2/LWT")[-1] == "Online")
    assert new(listener, TASMOTA, lambda _: True)


def test_stopping_says_goodbye(store: ColdStore, listener: Listener) -> None:
    store.stop()
    until(lambda: listener.on("tele/cold_room_2/LWT")[-1] == "Offline")
    until(lambda: listener.on("zigbee2mqtt/bridge/state")[-1] == '{"state":"offline"}')


def test_sensors_find_a_broker_that_starts_later_and_one_that_comes_back(
    broker: Broker, stops: ExitStack
) -> None:
    broker.stop()
    running = ColdStore(ROOMS, BrokerAddress.parse(broker.url), speed=10.0)
    stops.callback(running.stop)
    running.start()
    broker.start()
    until(lambda: all(link.connected for link in running.links()), what="the first connection")
    broker.stop()
    until(lambda: not any(link.connected for link in running.links()), what="the loss")
    broker.start()
    until(lambda: all(link.connected for link in running.links()), what="the return")


@pytest.mark.parametrize("url", ["127.0.0.1:1883", "http://127.0.0.1", "mqtt://"])
def test_an_address_that_is_no_broker_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is no broker address; write it as mqtt://"):
        BrokerAddress.parse(url)
