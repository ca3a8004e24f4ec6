"""The simulated sensors and the hub agree on every dialect, though neither was written from the other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from firmware_sim.messages import Message
from firmware_sim.probes import ProbeSpec, Reading, Trouble
from firmware_sim.speech.catalogue import DIALECTS, SPEECHES
from firmware_sim.speech.lorawan import history
from firmware_sim.speech.spoken import Moment, compact
from hub.devices.decode import Messages
from hub.devices.protocols.dialects import Dialect

IDENTITY = "01191ED79190"
NOW = Moment(1_795_417_200.25)
KEYS = {
    "zigbee2mqtt": "k1",
    "tasmota": f"k1/{IDENTITY}",
    "theengs": IDENTITY,
    "rtl_433": f"Acurite-Tower/A/{0x9190}",
    "shelly_gen1": "k1",
    "shelly_gen2": "k1/0",
    "ruuvi_gateway": "01:19:1E:D7:91:90",
    "esphome": "k1/room_temperature",
    "home_assistant": "k1_temperature",
    "ebusd": "ebusd/k1/RoomTemp",
    "zwave_js_ui": "k1",
    "ttn_v3": "k1/ds",
    "chirpstack_v4": f"0000{IDENTITY.lower()}/ds",
    "milesight": f"24e124{IDENTITY.lower()[2:]}",
    "sparkplug_b": "Samlast/k1/Room/Temperature",
}


def spec(dialect: str) -> ProbeSpec:
    return ProbeSpec("k1", dialect, IDENTITY)


def heard(messages: Messages, told: list[Message]) -> list[dict[str, Any]]:
    raw = [
        (one.topic, one.payload if isinstance(one.payload, bytes) else one.payload.encode()) for one in told
    ]
    return [value for topic, payload in raw for value in messages.values(topic, payload)]


def told(dialect: str, reading: Reading, moment: Moment = NOW) -> list[dict[str, Any]]:
    """What the hub understands of one report, after what the sensor says when it connects."""
    messages = Messages()
    heard(messages, SPEECHES[dialect].birth(spec(dialect), moment))
    return heard(messages, SPEECHES[dialect].report(spec(dialect), reading, moment))


def reading(celsius: str = "3.5", *, trouble: Trouble | None = None, fahrenheit: bool = False) -> Reading:
    return Reading(Decimal(celsius), Decimal("81.5"), 87, 120, fahrenheit, trouble)


def test_the_simulators_speak_every_dialect_of_the_hub() -> None:
    assert set(DIALECTS) == set(Dialect) == set(KEYS)


@pytest.mark.parametrize("celsius", ["3.5", "-18.5", "0.0"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_temperature_is_understood_as_it_was_meant(dialect: str, celsius: str) -> None:
    [value] = [
        one
        for one in told(dialect, reading(celsius))
        if one["quantity"] == "temperature_c" and one["sensor_key"] == KEYS[dialect]
    ]
    assert value["value"] == pytest.approx(float(celsius), abs=0.003)
    assert "fault" not in value


@pytest.mark.parametrize("trouble", list(Trouble))
@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_trouble_is_ever_a_temperature(dialect: str, trouble: Trouble) -> None:
    """A Bluetooth gateway that decodes nothing says nothing, Home Assistant that it is gone; all others name a fault."""
    values = [one for one in told(dialect, reading(trouble=trouble)) if one["sensor_key"] == KEYS[dialect]]
    temperatures = [one for one in values if one["quantity"] == "temperature_c"]
    if (dialect, trouble) in {("theengs", Trouble.NO_VALUE), ("home_assistant", Trouble.UNPLUGGED)}:
        assert temperatures == []
        assert not values or values[0]["value"] in {"offline", 81.5}
        return
    [value] = temperatures
    assert value["value"] is None
    assert value["fault"]


@pytest.mark.parametrize("dialect", ["tasmota", "rtl_433"])
def test_fahrenheit_is_converted_where_the_dialect_says_it(dialect: str) -> None:
    [value] = [one for one in told(dialect, reading(fahrenheit=True)) if one["quantity"] == "temperature_c"]
    assert value["value"] == pytest.approx(3.5, abs=0.06)


@pytest.mark.parametrize("dialect", sorted(set(DIALECTS) - {"tasmota", "ebusd", "milesight"}))
def test_humidity_comes_along(dialect: str) -> None:
    [value] = [one for one in told(dialect, reading()) if one["quantity"] == "humidity_pct"]
    assert value["value"] in (81.5, 81)


@pytest.mark.parametrize("dialect", sorted(set(DIALECTS) - {"tasmota", "ebusd", "rtl_433", "home_assistant"}))
def test_the_battery_comes_along(dialect: str) -> None:
    [value] = [one for one in told(dialect, reading()) if one["quantity"].startswith("battery")]
    volts = {"ruuvi_gateway": 2.857, "ttn_v3": 2.935, "chirpstack_v4": 2.935}
    assert value["value"] == pytest.approx(volts.get(dialect, 87))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_being_there_and_being_gone_are_understood(dialect: str) -> None:
    speech = SPEECHES[dialect]
    gone = [speech.state(spec(dialect), False), speech.bridge(False) if speech.bridge else None]  # noqa: FBT003
    words = [one for message in gone if message for one in heard(Messages(), [message])]
    assert all((one["quantity"], one["value"]) == ("availability", "offline") for one in words)
    without = {"rtl_433", "home_assistant", "ttn_v3", "chirpstack_v4", "milesight"}
    assert bool(words) is (dialect not in without)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_clock_in_1970_changes_no_value(dialect: str) -> None:
    def without_time(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{name: part for name, part in one.items() if name != "measured_at"} for one in values]

    assert without_time(told(dialect, reading(), Moment(12.0))) == without_time(told(dialect, reading()))


def test_the_ring_of_a_milesight_sensor_is_read_with_its_times() -> None:
    kept = [(1_694_145_223, Decimal("-6.7")), (1_694_145_823, Decimal("-6.5"))]
    assert heard(Messages(), [history(spec("milesight"), kept)]) == [
        {
            "quantity": "temperature_c",
            "value": value,
            "sensor_key": KEYS["milesight"],
            "measured_at": at,
            "historical": True,
        }
        for at, value in [(1_694_145_223, -6.7), (1_694_145_823, -6.5)]
    ]


def test_a_message_that_is_no_text_survives_its_way() -> None:
    assert compact({"temperature": float("nan")}) == '{"temperature":NaN}'
