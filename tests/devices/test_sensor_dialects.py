"""Messages of temperature sensors as their makers' pages and real logs have them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from hub.devices.decode import Messages, mqtt_values
from hub.devices.events import MessageHeard
from hub.devices.protocols.dialects import Dialect, read, recognise
from hub.kernel.quantity import Temperature
from tests.support.vectors import shared


def degrees(key: str, value: float) -> dict[str, Any]:
    return {"quantity": "temperature_c", "value": value, "sensor_key": key}


def humidity(key: str, value: float) -> dict[str, Any]:
    return {"quantity": "humidity_pct", "value": value, "sensor_key": key}


def battery(key: str, value: float) -> dict[str, Any]:
    return {"quantity": "battery_pct", "value": value, "sensor_key": key}


def fault(key: str, says: str) -> dict[str, Any]:
    return {"quantity": "temperature_c", "value": None, "sensor_key": key, "fault": says}


def there(key: str, state: str) -> dict[str, Any]:
    return {"quantity": "availability", "value": state, "sensor_key": key}


POWER_ON = "85.0 exactly = DS18B20 power-on register"
NO_PROBE = "-127 = DEVICE_DISCONNECTED_C of the Dallas library"
ZCL = "-327.68 = int16 0x8000 / 100, ZCL invalid value"

ZIGBEE = [
    (
        "zigbee2mqtt/Gefrierschrank Küche",
        '{"battery":0,"humidity":61.68,"linkquality":180,"temperature":-21.02,"voltage":2845}',
        [
            degrees("Gefrierschrank Küche", -21.02),
            humidity("Gefrierschrank Küche", 61.68),
            battery("Gefrierschrank Küche", 0),
        ],
    ),
    ("zigbee2mqtt/hall/north/1", '{"temperature":4}', [degrees("hall/north/1", 4)]),
    (
        "zigbee2mqtt/trv",
        '{"local_temperature":21.5,"device_temperature":38}',
        [degrees("trv", 21.5)],
    ),
    ("zigbee2mqtt/trv", '{"battery":0,"local_temperature":-327.68}', [fault("trv", ZCL)]),
    (
        "zigbee2mqtt/k1",
        '{"temperature":327.67}',
        [fault("k1", "327.67 = int16 0x7FFF / 100, ZCL invalid value")],
    ),
    ("zigbee2mqtt/k1", '{"battery":88,"humidity":null,"temperature":null}', [fault("k1", "null")]),
    ("zigbee2mqtt/k1", '{"temperature":NaN}', [fault("k1", "NaN")]),
    ("zigbee2mqtt/k1", '{"temperature":"unavailable"}', [fault("k1", "unavailable")]),
    ("zigbee2mqtt/k1", '{"temperature":"3.5"}', [degrees("k1", 3.5)]),
    ("zigbee2mqtt/k1", '{"temperature":1e400}', [fault("k1", "1e+400 outside any plausible range")]),
    ("zigbee2mqtt/k1", '{"temperature":[1,2]}', [fault("k1", "a list")]),
    ("zigbee2mqtt/k1", '{"humidity":655.35,"temperature":3}', [degrees("k1", 3)]),
    ("zigbee2mqtt/btn1", '{"action":"single","battery":100}', [battery("btn1", 100)]),
    ("zigbee2mqtt/k1/temperature", "3.25", [degrees("k1", 3.25)]),
    ("zigbee2mqtt/k1/action", "single", []),
    ("zigbee2mqtt/k1/set", '{"temperature":5}', []),
    ("zigbee2mqtt/k1/get", '{"temperature":""}', []),
    ("zigbee2mqtt/k1/availability", '{"state":"offline"}', [there("k1", "offline")]),
    ("zigbee2mqtt/k1/availability", "online", [there("k1", "online")]),
    ("zigbee2mqtt/bridge/state", '{"state":"online"}', [there("zigbee2mqtt/bridge", "online")]),
    ("zigbee2mqtt/bridge/info", '{"temperature":5}', []),
    ("zigbee2mqtt/bridge/devices", "[]", []),
    ("zigbee2mqtt/bridge/logging", '{"level":"info"}', []),
    ("zigbee2mqtt/k1", "", []),
    ("zigbee2mqtt/k1", "{", []),
    ("zigbee2mqtt/k1", "[1]", []),
    ("zigbee2mqtt_2/k1", '{"temperature":3}', [degrees("zigbee2mqtt_2/k1", 3)]),
    ("kjeller/k1", '{"linkquality":90,"temperature":3}', [degrees("kjeller/k1", 3)]),
]
TASMOTA = [
    (
        "tele/ds1820/SENSOR",
        '{"Time":"2021-01-13T23:58:41","DS18B20":{"Id":"030597946B04","Temperature":20.9},"TempUnit":"C"}',
        [degrees("ds1820/030597946B04", 20.9)],
    ),
    ("tele/t/SENSOR", '{"DS18B20":{"Temperature":20.6}}', [degrees("t/DS18B20", 20.6)]),
    (
        "GarageDoor1/SENSOR",
        '{"DS18B20":{"Temperature":38},"TempUnit":"F"}',
        [degrees("GarageDoor1/DS18B20", 3.333)],
    ),
    ("hub/tele/room/SENSOR", '{"Temperature":3,"TempUnit":"C"}', [degrees("hub/room", 3)]),
    ("tele/t/SENSOR", '{"DS18B20":{"Temperature":85.0}}', [fault("t/DS18B20", POWER_ON)]),
    (
        "tele/t/SENSOR",
        '{"DS18B20":{"Temperature":185.0},"TempUnit":"F"}',
        [fault("t/DS18B20", POWER_ON)],
    ),
    ("tele/t/SENSOR", '{"DS18B20-1":{"Id":"0A","Temperature":-127.0}}', [fault("t/0A", NO_PROBE)]),
    (
        "tele/t/SENSOR",
        '{"AM2301":{"Temperature":null,"Humidity":null}}',
        [fault("t/AM2301", "null")],
    ),
    (
        "tele/t/SENSOR",
        '{"ANALOG":{"Temperature":184.72},"HTU21":{"Temperature":25.32,"Humidity":49.2}}',
        [
            degrees("t/HTU21", 25.32),
            humidity("t/HTU21", 49.2),
            fault("t/ANALOG", "184.72 outside any plausible NTC range (open input)"),
        ],
    ),
    (
        "tele/t/SENSOR",
        '{"MAX31855":{"Temperature":0,"ReferenceTemperature":23.6,"Error":4}}',
        [fault("t/MAX31855", "Error 4: the probe is open or shorted")],
    ),
    # From a log of 2018: one probe of three is broken, and C prints its number as it is.
    (
        "tele/nan/SENSOR",
        '{"Time":"2018-10-31T11:57:31","SI7021-00":{"Temperature":17.1,"Humidity":70.0},"SI7021-02":{"Temperature":nan,"Humidity":nan},"SI7021-04":{"Temperature":10.0,"Humidity":-inf},"TempUnit":"C"}',
        [
            degrees("nan/SI7021-00", 17.1),
            humidity("nan/SI7021-00", 70.0),
            degrees("nan/SI7021-04", 10.0),
            fault("nan/SI7021-02", "NaN"),
        ],
    ),
    ("tele/t/SENSOR", '{"A":{"Temperature":nano}}', []),
    (
        "tele/t/SENSOR",
        '{"MAX31855":{"ProbeTemperature":3.5,"ReferenceTemperature":23.6,"Error":0}}',
        [degrees("t/MAX31855", 3.5)],
    ),
    ("tele/t/SENSOR", '{"MLX90640":{"Temperature":[30.8,28.5]}}', []),
    (
        "tele/t/SENSOR",
        '{"DS18B20":{"Temperature":4},"ESP32":{"Temperature":51},"Global":{"Temperature":4}}',
        [degrees("t/DS18B20", 4)],
    ),
    (
        "stat/t/STATUS10",
        '{"StatusSNS":{"Flora-6ab577":{"Temperature":21.7,"Humidity":0}}}',
        [degrees("t/Flora-6ab577", 21.7)],
    ),
    (
        "tele/zb/SENSOR",
        '{"ZbReceived":{"0x2916":{"Temperature":25.72,"Battery":98}}}',
        [degrees("zb/0x2916", 25.72), battery("zb/0x2916", 98)],
    ),
    # Firmware before version 6 told several probes in a part of their own.
    (
        "tele/t/SENSOR",
        '{"DS18x20":{"DS1":{"Type":"DS18B20","Address":"28FF3CE1","Temperature":3.5},"DS2":{"Address":"28FF3CE2","Temperature":85.0}}}',
        [degrees("t/28FF3CE1", 3.5), fault("t/28FF3CE2", POWER_ON)],
    ),
    (
        "tele/t/SENSOR",
        '{"ANALOG":{"Temperature1":3.5,"Temperature2":184.7}}',
        [
            degrees("t/ANALOG/1", 3.5),
            fault("t/ANALOG/2", "184.7 outside any plausible NTC range (open input)"),
        ],
    ),
    ("tele/t/SENSOR", '{"Switch1":"OFF"}', []),
    ("tele/t/SENSOR", '{"ZbReceived":{"0x8F20":', []),
    ("tele/t/SENSOR", "", []),
    ("tele/t/STATE", '{"Vcc":3.1}', []),
    ("tele/t/LWT", "Online", [there("t", "online")]),
    ("tele/t/LWT", "Offline", [there("t", "offline")]),
    ("samlast/live/scale/goods_in", '{"state":"empty"}', []),
]


@pytest.mark.parametrize(("topic", "payload", "expected"), ZIGBEE + TASMOTA)
def test_a_message_gives_the_values_in_it(topic: str, payload: str, expected: list[dict[str, Any]]) -> None:
    assert mqtt_values(topic, payload.encode()) == expected


VECTORS = sorted(shared("mqtt_payloads.json"), key=lambda one: str(one["id"]))


def raw(one: dict[str, Any]) -> bytes:
    return bytes.fromhex(one["payload_hex"]) if "payload_hex" in one else str(one["payload"]).encode()


def test_every_collected_message_gives_the_collected_values() -> None:
    messages = Messages()
    for one in VECTORS:
        found = messages.values(one["topic"], raw(one))
        assert len(found) == len(one["expected"]), one["id"]
        for got, wanted in zip(found, one["expected"], strict=True):
            tolerance = wanted.pop("tolerance", None)
            if tolerance is not None:
                assert abs(got.pop("value") - wanted.pop("value")) <= tolerance, one["id"]
            if "measured_at" not in wanted:
                got.pop("measured_at", None)
            assert got == wanted, one["id"]


def test_a_message_by_itself_needs_another_only_where_it_names_nothing() -> None:
    alone = [one["id"] for one in VECTORS if one["expected"] and not mqtt_values(one["topic"], raw(one))]
    assert set(alone) <= {"sparkplug_b-002"}


def test_the_collected_messages_are_recognised_as_their_dialect() -> None:
    names = {"theengs_omg": "theengs", "ha_discovery": "home_assistant", "ha_statestream": "home_assistant"}
    for one in VECTORS:
        assert recognise(one["topic"], raw(one)) == names.get(one["dialect"], one["dialect"]), one["id"]


def heard(topic: str, payload: str) -> MessageHeard:
    return MessageHeard(topic, payload.encode(), False, 1, datetime(2026, 11, 23, 6, 0, tzinfo=UTC))  # noqa: FBT003


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-23T07:00:00+01:00", datetime(2026, 11, 23, 7, 0, tzinfo=timezone(timedelta(hours=1)))),
        ("2026-11-23T07:00:00", None),
        ("1970-01-01T00:00:12", None),
        ("yesterday", None),
    ],
)
def test_a_device_s_time_counts_only_with_its_zone(written: str, meant: datetime | None) -> None:
    payload = json.dumps({"Time": written, "DS18B20": {"Temperature": 4.1}})
    assert [value.measured_at for value in read(heard("tele/t/SENSOR", payload))] == [meant]


@pytest.mark.parametrize("last_seen", ["1795417200000", '"2026-11-23T07:00:00.000Z"'])
def test_zigbee2mqtt_says_when_it_saw_the_device(last_seen: str) -> None:
    [value] = read(heard("zigbee2mqtt/k1", f'{{"temperature":4.1,"last_seen":{last_seen}}}'))
    assert value.measured_at == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def test_a_temperature_is_kept_in_thousandths_and_with_the_digits_that_were_sent() -> None:
    [value] = read(heard("zigbee2mqtt/k1", '{"temperature":-16.69}'))
    assert value.temperature == Temperature(-16_690)
    assert value.text == "-16.69"


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("zigbee2mqtt/k1", "{"),
        ("zigbee2mqtt/k1", "\udcff{"),
        ("zigbee2mqtt/k1/availability", "perhaps"),
        ("tele/t/SENSOR", "[]"),
        ("tele/t/SENSOR", "17"),
        ("tele/t/SENSOR", "[" * 100_000),
        ("tele/t/LWT", "Perhaps"),
    ],
)
def test_a_sensor_s_message_that_cannot_be_read_is_said_to_be_so(topic: str, payload: str) -> None:
    message = MessageHeard(
        topic,
        payload.encode("utf-8", "surrogateescape"),
        False,  # noqa: FBT003
        1,
        datetime(2026, 11, 23, 6, 0, tzinfo=UTC),
    )
    with pytest.raises(ValueError, match=r".") as told:
        read(message)
    assert str(told.value)


@pytest.mark.parametrize(
    ("topic", "dialect"),
    [
        ("zigbee2mqtt/k1", Dialect.ZIGBEE2MQTT),
        ("tele/t/SENSOR", Dialect.TASMOTA),
        ("hall/tele/t/LWT", Dialect.TASMOTA),
        ("zigbee2mqtt", None),
        ("ruuvi/gw/tag", None),
        ("ruuvi/gw/AA:BB:CC:DD:EE:FF", Dialect.RUUVI_GATEWAY),
        ("shellies/ht/sensor/temperature", Dialect.SHELLY_GEN1),
        ("ht/status/temperature:0", Dialect.SHELLY_GEN2),
        ("v3/app@ttn/devices/k1/up", Dialect.TTN_V3),
        ("eu868/application/1/device/0101010101010101/event/up", Dialect.CHIRPSTACK_V4),
        ("hus/49/49/0/Air_temperature", Dialect.ZWAVE_JS_UI),
        ("hus/k1/sensor_multilevel/endpoint_0/Air_temperature", Dialect.ZWAVE_JS_UI),
        ("hall/k1/sensor/temp/state", Dialect.ESPHOME),
        ("samlast/live/scale/goods_in", None),
    ],
)
def test_the_topic_tells_the_dialect(topic: str, dialect: Dialect | None) -> None:
    assert recognise(topic, b"") is dialect
