"""Simulated sensors of every dialect on a real broker, with what goes wrong with them."""

import base64
import json
import struct
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime

import pytest

from firmware_sim.broker_link import BrokerAddress
from firmware_sim.cli import main
from firmware_sim.probes import ProbeFault, ProbeSpec
from firmware_sim.rooms import RoomSpec
from firmware_sim.sensors import ColdStore, EquippedRoom
from firmware_sim.speech.catalogue import DIALECTS
from tests.firmware_sim.conftest import Listener
from tests.support.broker import Broker
from tests.support.wait import until

EUI = "0000010000000001"
TOPICS = {
    "zigbee2mqtt": "zigbee2mqtt/zigbee2mqtt",
    "tasmota": "tele/tasmota/SENSOR",
    "theengs": "home/OpenMQTTGateway/BTtoMQTT/010000000001",
    "rtl_433": "rtl_433/sim/events",
    "shelly_gen2": "shelly_gen2/events/rpc",
    "ruuvi_gateway": "ruuvi/C8:25:2D:8E:9C:2C/01:00:00:00:00:01",
    "shelly_gen1": "shellies/shelly_gen1/sensor/temperature",
    "esphome": "esphome/sensor/room_temperature/state",
    "home_assistant": "homeassistant/sensor/home_assistant_temperature/state",
    "ebusd": "ebusd/ebusd/RoomTemp",
    "zwave_js_ui": "zwave/zwave_js_ui/49/0/Air_temperature",
    "ttn_v3": "v3/hub@ttn/devices/ttn_v3/up",
    "chirpstack_v4": f"application/17c82e96-be03-4f38-aef3-f83d48582d97/device/{EUI}/event/up",
    "milesight": "milesight/uplink/milesight",
    "sparkplug_b": "spBv1.0/Samlast/NDATA/sparkplug_b",
}
Start = Callable[..., ColdStore]


@pytest.fixture
def start(broker: Broker, stops: ExitStack) -> Start:
    """One room at 2 °C with a probe of each dialect; a message every tenth of a second."""

    def begin(*dialects: str, faults: tuple[ProbeFault, ...] = ()) -> ColdStore:
        probes = tuple(ProbeSpec(name, name, "010000000001", noise_c=0, interval_s=2.0) for name in dialects)
        room = EquippedRoom(RoomSpec("cold_1", 2.0), probes, faults)
        running = ColdStore((room,), BrokerAddress.parse(broker.url), speed=20.0)
        stops.callback(running.stop)
        running.change("cold_1", compressor="off", temperature=2.0)
        running.start()
        return running

    return begin


def raw(listener: Listener, topic: str, count: int = 1) -> list[bytes]:
    def look() -> list[bytes] | None:
        heard = [bytes(message.payload) for message in listener.heard if message.topic == topic]
        return heard if len(heard) >= count else None

    return until(look, what=f"{count} messages on {topic}")


def test_each_dialect_reports_on_its_own_topic(start: Start, listener: Listener) -> None:
    assert set(TOPICS) == set(DIALECTS)
    start(*DIALECTS)
    first = {name: raw(listener, topic)[0] for name, topic in TOPICS.items()}
    assert first["shelly_gen1"] == b"2.00"
    assert first["esphome"] == b"2.0"
    assert first["ebusd"] == b"2.00;ok"
    assert json.loads(first["zwave_js_ui"])["value"] == 2.0
    assert json.loads(first["shelly_gen2"])["params"]["temperature:0"] == {"id": 0, "tC": 2.0, "tF": 35.6}
    assert json.loads(first["theengs"])["tempf"] == 35.6
    assert json.loads(first["rtl_433"])["temperature_C"] == 2.0
    assert json.loads(first["ttn_v3"])["uplink_message"]["decoded_payload"]["TempC_DS"] == 2.0
    assert json.loads(first["chirpstack_v4"])["object"]["TempC_DS"] == 2.0
    assert base64.b64decode(json.loads(first["milesight"])["data"]).hex() == "01756003671400"
    # 400 steps of 0.005 °C behind the format's number.
    assert json.loads(first["ruuvi_gateway"])["data"].startswith("0201061BFF9904050190")
    assert struct.pack("<d", 2.0) in first["sparkplug_b"]
    births = raw(listener, "spBv1.0/Samlast/NBIRTH/sparkplug_b")
    assert b"Room/Temperature" in births[0]


def test_a_bridge_speaks_for_all_its_probes_and_others_for_themselves(
    start: Start, listener: Listener
) -> None:
    running = start("theengs", "ruuvi_gateway", "shelly_gen2", "esphome", "sparkplug_b")
    assert raw(listener, "home/OpenMQTTGateway/LWT")[0] == b"online"
    assert raw(listener, "ruuvi/C8:25:2D:8E:9C:2C/gw_status")[0] == b'{"state":"online"}'
    assert raw(listener, "shelly_gen2/online")[0] == b"true"
    assert raw(listener, "esphome/status")[0] == b"online"
    raw(listener, TOPICS["sparkplug_b"])
    running.stop()
    assert raw(listener, "home/OpenMQTTGateway/LWT", 2)[-1] == b"offline"
    assert raw(listener, "shelly_gen2/online", 2)[-1] == b"false"
    assert b"bdSeq" in raw(listener, "spBv1.0/Samlast/NDEATH/sparkplug_b")[0]


def test_everything_is_said_twice_and_the_battery_is_low(start: Start, listener: Listener) -> None:
    start("shelly_gen2", faults=(ProbeFault.DUPLICATE, ProbeFault.BATTERY_LOW))
    one, again, *_ = raw(listener, TOPICS["shelly_gen2"], 4)
    assert one == again
    assert json.loads(one)["params"]["devicepower:0"]["battery"]["percent"] == 3


def test_messages_overtake_each_other(start: Start, listener: Listener) -> None:
    start("zwave_js_ui", faults=(ProbeFault.OUT_OF_ORDER,))
    times = [json.loads(payload)["time"] for payload in raw(listener, TOPICS["zwave_js_ui"], 4)]
    assert times[0] > times[1]
    assert times[2] > times[3]
    assert times[3] > times[0]


def test_a_clock_stands_in_1970(start: Start, listener: Listener) -> None:
    start("shelly_gen2", "tasmota", faults=(ProbeFault.WRONG_CLOCK,))
    assert 0 <= json.loads(raw(listener, TOPICS["shelly_gen2"])[0])["params"]["ts"] < 86_400
    assert datetime.fromisoformat(json.loads(raw(listener, TOPICS["tasmota"])[0])["Time"]).year in {
        1969,
        1970,
    }


def test_a_sensor_is_said_to_be_gone_while_it_still_speaks(start: Start, listener: Listener) -> None:
    running = start("shelly_gen1")
    assert raw(listener, "shellies/shelly_gen1/online")[0] == b"true"
    running.fault("cold_1", "offline", on=True)
    assert raw(listener, "shellies/shelly_gen1/online", 2)[-1] == b"false"
    before = len(raw(listener, TOPICS["shelly_gen1"]))
    assert raw(listener, TOPICS["shelly_gen1"], before + 2)
    running.fault("cold_1", "offline", on=False)
    assert raw(listener, "shellies/shelly_gen1/online", 3)[-1] == b"true"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--dialect", "morse"], "'morse' is no dialect; known are zigbee2mqtt, "),
        (["--dialect", "tasmota", "--fault", "rust"], "invalid choice: 'rust'"),
        (["--dialect", "tasmota", "--identity", "12"], "--identity is 12 hexadecimal digits."),
        (["--dialect", "tasmota", "--interval", "0"], "--interval and --speed must be more than 0."),
        ([], "Say which sensors: --dialect NAME for one, or --config FILE."),
    ],
)
def test_a_sensor_that_cannot_be_is_refused_in_a_sentence(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(["sensors", "--broker", "mqtt://127.0.0.1:1", *words])
    except SystemExit as ended:
        code = int(str(ended.code))
    assert code == 2
    assert says in capsys.readouterr().err
