"""What the makers' own pages and real logs of each dialect say, beyond the collected messages.

Sources stand in the module of each dialect in hub/devices/protocols.
"""

from __future__ import annotations

import base64
import json
import struct
from datetime import UTC, datetime
from typing import Any

import pytest

from hub.devices.decode import Messages
from hub.devices.events import SensorValue
from hub.devices.protocols import ruuvi_advert, sparkplug_b
from hub.devices.protocols.dialects import Dialect, PrefixSet, Reader, recognise

Shown = list[tuple[object, ...]]


def shown(topic: str, payload: str | bytes, messages: Messages | None = None) -> Shown:
    """Each value as (quantity, value or fault, key)."""
    raw = payload if isinstance(payload, bytes) else payload.encode()
    values = (messages or Messages(everything=True)).values(topic, raw)
    return [(one["quantity"], one.get("fault", one["value"]), one["sensor_key"]) for one in values]


ZIGBEE = [
    ('{"contact":false,"battery":90,"linkquality":70}', [("battery_pct", 90, "k"), ("door", "open", "k"), ("link_quality", 70, "k")]),
    ('{"contact":true,"battery_low":true}', [("door", "closed", "k"), ("battery", "low", "k")]),
    (
        '{"temperature_l1":3.5,"temperature_l2":-18.25}',
        [("temperature_c", 3.5, "k/l1"), ("temperature_c", -18.25, "k/l2")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("payload", "expected"), ZIGBEE)
def test_zigbee2mqtt_tells_doors_signals_and_several_probes(payload: str, expected: Shown) -> None:
    assert shown("zigbee2mqtt/k", payload) == expected


SHELLY = [
    ("shellies/shellydw2-1/sensor/state", "open", [("door", "open", "shellydw2-1")]),
    ("shellies/shellydw2-1/sensor/state", "close", [("door", "closed", "shellydw2-1")]),
    ("shellies/shellydw2-1/sensor/lux", "120", []),
    ("shellies/shelly1-1/ext_humidity/0", "61.5", [("humidity_pct", 61.5, "shelly1-1/ext/0")]),
    ("shellies/shelly1-1/temperature", "51.2", []),
    ("shellies/shelly1-1/relay/0", "on", []),
    ("shellies/shelly1-1/online", "", []),
    ("shellies/announce", '{"id":"shelly1-1"}', []),
    (
        "shellies/shelly1-1/ext_temperatures",
        '{"0":{"hwID":"XXXXXXXXXXXXXXXX","tC":-18.5,"tF":-1.3},"1":{"hwID":"YYYYYYYYYYYYYYYY","tC":999.0,"tF":999.0}}',
        [("temperature_c", -18.5, "shelly1-1/ext/0"), ("temperature_c", "999 = no valid reading", "shelly1-1/ext/1")],
    ),
    # A capture of a Plus H&T on USB power, in the order of its own components.
    (
        "ht/events/rpc",
(        '{"src":"ht","dst":"ht/events","method":"NotifyFullStatus","params":{"ts":1680962879.62,"ble":{},"cloud":{"connected":false},'
        '"devicepower:0":{"id":0,"battery":{"V":0.43,"percent":0},"external":{"present":true}},"ht_ui":{},'
        '"humidity:0":{"id":0,"rh":42.2},"mqtt":{"connected":true},"temperature:0":{"id":0,"tC":19.8,"tF":67.6},'
        '"wifi":{"sta_ip":"192.0.2.7","status":"got ip","rssi":-57}}}'),
        [("temperature_c", 19.8, "ht/0"), ("humidity_pct", 42.2, "ht/0"), ("signal_dbm", -57, "ht")],
    ),
    ("kitchen/ht/status/temperature:0", '{"id": 0,"tC":20.1, "tF":68.3}', [("temperature_c", 20.1, "kitchen/ht/0")]),
    ("ht/status/humidity:0", '{"id": 0,"rh":57.0}', [("humidity_pct", 57.0, "ht/0")]),
    ("ht/status/temperature:100", '{"id":100,"tC":null,"tF":null,"errors":["read"]}', [("temperature_c", "null with errors", "ht/100")]),
    ("ht/status/sys", '{"uptime":2}', []),
    ("ht/events/rpc", '{"method":"NotifyEvent","params":{"ts":1.0,"events":[]}}', []),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "payload", "expected"), SHELLY)
def test_shelly_devices_of_both_kinds(topic: str, payload: str, expected: Shown) -> None:
    assert shown(topic, payload) == expected


ADVERTS = [
    ("0512FC5394C37C0004FFFC040CAC364200CDCBB8334C884F", "24.3", "53.49", "2.977"),
    ("057FFFFFFEFFFE7FFF7FFF7FFFFFDEFEFFFECBB8334C884F", "163.835", "163.835", "3.646"),
    ("058001000000008001800180010000000000CBB8334C884F", "-163.835", "0", "1.6"),
    ("058000FFFFFFFF800080008000FFFFFFFFFFFFFFFFFFFFFF", None, None, None),
    ("03291A1ECE1EFC18F94202CA0B53", "26.3", "20.5", "2.899"),
    ("03FF7F63FFFF7FFF7FFF7FFFFFFF", "127.99", "127.5", "65.535"),
    ("0300FF6300008001800180010000", "-127.99", "0", "0"),
    ("06170C5668C79E007000C90501D9FFCD004C884F", "29.5", "55.3", None),
    ("067FFF9C40FFFE27109C40FAFAFEFFFF074C8F4F", "163.835", "100", None),
    ("068000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", None, None, None),
    (
        "E1170C5668C79E0065007004BD11CA00C90A0213E0ACFFFFFFDECDEE01FFFFFFFFFFCBB8334C884F",
        "29.5",
        "55.3",
        None,
    ),
]


@pytest.mark.parametrize(("body", "celsius", "humidity", "volts"), ADVERTS)
def test_ruuvi_s_own_test_vectors(
    body: str, celsius: str | None, humidity: str | None, volts: str | None
) -> None:
    raw = bytes.fromhex(body)
    found = ruuvi_advert.decode(bytes([2, 1, 6, len(raw) + 3, 0xFF, 0x99, 0x04]) + raw)
    assert found is not None
    got = [found.celsius, found.humidity, found.volts]
    assert [None if one is None else float(one) for one in got] == [
        None if one is None else float(one) for one in (celsius, humidity, volts)
    ]


def test_advertisements_that_are_not_for_us() -> None:
    assert ruuvi_advert.decode(bytes.fromhex("0201061AFF4C000215")) is None
    assert ruuvi_advert.decode(b"") is None
    with pytest.raises(ValueError, match="is cut: 3 bytes of data format 5"):
        ruuvi_advert.decode(bytes.fromhex("0201061BFF99040512FC"))


TAG = "ruuvi/C8:25:2D:8E:9C:2C/CB:B8:33:4C:88:4F"
OTHERS = [
    (TAG, '{"gw_mac":"C8:25:2D:8E:9C:2C","rssi":-60,"ts":"1653668027","temperature":3.5,"humidity":80,"voltage":2.9}',
     [("temperature_c", 3.5, "CB:B8:33:4C:88:4F"), ("humidity_pct", 80, "CB:B8:33:4C:88:4F"), ("battery_v", 2.9, "CB:B8:33:4C:88:4F"), ("signal_dbm", -60, "CB:B8:33:4C:88:4F")]),
    ("ruuvi/g/gw_status", '{"status":"online"}', [("availability", "online", "g")]),
    ("ruuvi/g/gw_status", "offline", [("availability", "offline", "g")]),
    (TAG, '{"data":"zz"}', []),
    # ESPHome
    ("hall/north/sensor/cold_room_temp/state", "nan", [("temperature_c", "nan", "hall/north/cold_room_temp")]),
    ("hall/sensor/temperature/state", "", []),
    ("hall/sensor/humidity/state", "81.5", [("humidity_pct", 81.5, "hall/humidity")]),
    ("hall/sensor/wifi_signal/state", "-61", []),
    ("hall/sensor/uptime/state", "86400", []),
    ("hall/sensor/esp32_temperature/state", "53.1", []),
    ("hall/sensor/target_temperature/state", "4.0", []),
    ("hall/sensor/kyltemperatur/state", "3.5", [("temperature_c", 3.5, "hall/kyltemperatur")]),
    ("hall/sensor/måltemperatur/state", "4.0", []),
    ("hall/sensor/cputemp/state", "53.1", []),
    ("hall/sensor/attempt/state", "3", []),
    ("hall/binary_sensor/cold_room_door/state", "ON", [("door", "open", "hall/cold_room_door")]),
    ("hall/binary_sensor/motion/state", "ON", []),
    ("hall/status", "online", [("availability", "online", "hall")]),
    # Theengs and OpenMQTTGateway
    ("home/gw/BTtoMQTT/3C2EF5AABBCC", '{"id":"3C:2E:F5:AA:BB:CC","model_id":"SBDW-002C","type":"CTMO","batt":100,"open":true,"rssi":-71}',
     [("battery_pct", 100, "3C2EF5AABBCC"), ("door", "open", "3C2EF5AABBCC"), ("signal_dbm", -71, "3C2EF5AABBCC")]),
    ("home/gw/BTtoMQTT/AA", '{"id":"AA","contact":"closed"}', [("door", "closed", "AA")]),
    ("home/gw/BTtoMQTT/AA", '{"id":"AA","model_id":"W270160X","open":30,"batt":60}', [("battery_pct", 60, "AA")]),
    ("home/gw/BTtoMQTT/AA", '{"tempc":26,"tempf":78.8,"tempc2":25,"tempf2":77,"tempc4":24,"tempf4":75.2}',
     [("temperature_c", 26, "AA"), ("temperature_c", 25, "AA/2"), ("temperature_c", 24, "AA/4")]),
    ("home/gw/BTtoMQTT/AA", '{"tempf":36.5}', [("temperature_c", 2.5, "AA")]),
    ("home/gw/DS1820toMQTT", '{"id":"0x28FF641E8216C3A1","tempc":-18.5,"tempf":-1.3}', [("temperature_c", -18.5, "0x28FF641E8216C3A1")]),
    ("home/gw/DHTtoMQTT/dht1", '{"tempc":4.0,"hum":81}', [("temperature_c", 4.0, "dht1"), ("humidity_pct", 81, "dht1")]),
    ("home/gw/SYStoMQTT", '{"uptime":60,"tempc":51.7}', []),
    ("home/gw/LWT", "online", [("availability", "online", "gw")]),
    # rtl_433
    ("rtl_433/hub/events", '{"model":"X","id":1,"temperature_F":36.5}', [("temperature_c", 2.5, "X/1")]),
    ("rtl_433/hub/events", '{"model":"X","id":1,"channel":2,"temperature_C":-204.8,"battery_ok":0}',
     [("temperature_c", "-204.8 = 0x800 / 10, no valid reading", "X/2/1"), ("battery", "low", "X/2/1")]),
    ("rtl_433/hub/events", '{"model":"X","id":1,"temperature_1_C":3.5,"temperature_2_C":4}',
     [("temperature_c", 3.5, "X/1/1"), ("temperature_c", 4, "X/1/2")]),
    # Decoders of before release 19, from logs: the id has another name.
    ("rtl_433/hub/events", '{"time" : "2019-01-20 11:14:00", "model" : "Springfield Temperature & Moisture", "sid" : 224, "channel" : 3, "battery" : "OK", "temperature_C" : -204.800, "moisture" : 0, "mic" : "CHECKSUM"}',
     [("temperature_c", "-204.8 = 0x800 / 10, no valid reading", "Springfield Temperature & Moisture/3/224"), ("battery", "ok", "Springfield Temperature & Moisture/3/224")]),
    ("rtl_433/hub/events", '{"time" : "2019-04-23 12:28:52", "model" : "WT0124 Pool Thermometer", "rid" : 122, "channel" : 1, "temperature_C" : 22.800}',
     [("temperature_c", 22.8, "WT0124 Pool Thermometer/1/122")]),
    ("rtl_433/hub/events", '{"model":"DW","id":7,"reed_open":1,"battery_ok":1}', [("battery", "ok", "DW/7"), ("door", "open", "DW/7")]),
    ("rtl_433/hub/states", '{"model":"X","id":1,"temperature_C":3.5}', []),
    ("rtl_433/hub/devices/Acurite-Tower/A/11041/temperature_C", "-3.5", [("temperature_c", -3.5, "Acurite-Tower/A/11041")]),
    ("rtl_433/hub/devices/Acurite-Tower/A/11041/id", "11041", []),
    ("home/gw/RTL_433toMQTT", '{"model":"X","id":"1","temperature_C":3.5}', [("temperature_c", 3.5, "X/1")]),
    ("sensor/radio", '{"time":"2026-01-01 00:00:00","model":"X","id":1,"temperature_C":3.5}', [("temperature_c", 3.5, "X/1")]),
    # ebusd
    ("ebusd/700/OutsideTemp", '{"temp": {"value": 7.12}, "sensor": {"value": "ok"}}', [("temperature_c", 7.12, "ebusd/700/OutsideTemp")]),
    ("ebusd/700/OutsideTemp", '{"0": {"name": "temp", "value": -60.0}, "1": {"name": "sensor", "value": "circuit"}}',
     [("temperature_c", "status circuit (sensor shorted)", "ebusd/700/OutsideTemp")]),
    ("ebusd/700/OutsideTemp", "-;ok", [("temperature_c", "no value", "ebusd/700/OutsideTemp")]),
    ("ebusd/700/FlowTempDesired", "55.00", []),
    ("ebusd/bai/Status01", "45.0;40.0;5.5;-;-;off", []),
    ("ebusd/broadcast/outsidetemp", "7.125", [("temperature_c", 7.125, "ebusd/broadcast/outsidetemp")]),
    ("ebusd/700/HwcTemp/get", "", []),
    ("ebusd/global/running", "true", [("availability", "online", "ebusd")]),
    ("ebusd/global/uptime", "3600", []),
    # Z-Wave JS UI
    ("zwave/Cold/k1/sensor_multilevel/endpoint_0/Air_temperature", '{"time":1668352386834,"value":3.5}', [("temperature_c", 3.5, "Cold/k1")]),
    ("zwave/k1/49/1/Air_temperature", "3.5", [("temperature_c", 3.5, "k1/1")]),
    ("zwave/k1/sensor_multilevel/Air_temperature", "3.5", [("temperature_c", 3.5, "k1")]),
    ("zwave/nodeID_9/49/0/Air_temperature", '{"id":"9-49-0-Air temperature","value":38.3,"unit":"°F","lastUpdate":1668352386834}', [("temperature_c", 3.5, "nodeID_9")]),
    ("zwave/k1/49/0/Air_temperature", '{"value":61.8,"unit":"°C"}', [("temperature_c", 61.8, "k1")]),
    ("zwave/k1/49/0/Air_temperature", '{"time":1668352386834,"value":null}', [("temperature_c", "null", "k1")]),
    ("zwave/k1/49/0/Water_temperature", '{"value":4}', [("temperature_c", 4, "k1/Water_temperature")]),
    ("zwave/k1/49/0/Humidity", '{"value":81}', [("humidity_pct", 81, "k1")]),
    ("zwave/k1/49/0/Dew_point_temperature", '{"value":1}', []),
    ("zwave/k1/49/0/Illuminance", '{"value":1}', []),
    ("zwave/k1/113/0/Access_Control/Door_state", '{"value":22}', [("door", "open", "k1")]),
    ("zwave/k1/113/0/Access_Control/Door_state", '{"value":23}', [("door", "closed", "k1")]),
    ("zwave/k1/48/0/Door-Window", "true", []),
    ("zwave/k1/48/0/Any", "true", [("door", "open", "k1")]),
    ("zwave/k1/status", '{"time":1,"value":false,"status":"Dead","nodeId":9}', [("availability", "offline", "k1")]),
    ("zwave/k1/49/0/Air_temperature/set", "3", []),
    ("zwave/_CLIENTS/ZWAVE_GATEWAY-x/status", '{"value":true}', []),
    ("zwave/k1/112/0/Temperature_offset", '{"value":3}', []),
    # Home Assistant
    ("homeassistant/binary_sensor/cold_room_door/state", "on", [("door", "open", "cold_room_door")]),
    ("homeassistant/sensor/power_meter/state", "unavailable", []),
    ("homeassistant/status", "offline", [("availability", "offline", "homeassistant")]),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "payload", "expected"), OTHERS)
def test_each_dialect_as_its_pages_have_it(topic: str, payload: str, expected: Shown) -> None:
    assert shown(topic, payload) == expected


def lora(fields: dict[str, object]) -> Shown:
    told = {"uplink_message": {"f_port": 2, "decoded_payload": fields}}
    return shown("v3/app@ttn/devices/k/up", json.dumps(told))


LORA: list[tuple[dict[str, object], Shown]] = [
    # A real LSN50 in mode IIC: channel 1 has no probe and reads 0.
    (
        {"ADC_CH0V": 0.273, "BatV": 3.668, "Door_status": "OPEN", "Hum_SHT": 62.7, "TempC1": 0, "TempC_SHT": 22.1, "Work_mode": "IIC"},
        [("temperature_c", 22.1, "k/sht"), ("humidity_pct", 62.7, "k/sht"), ("temperature_c", "0 = no probe on channel 1 in work mode IIC", "k/1"), ("battery_v", 3.668, "k"), ("door", "open", "k")],
    ),
    (
        {"TempC1": 3.9, "TempC2": -0.1, "Work_mode": "3DS18B20"},
        [("temperature_c", 3.9, "k/1"), ("temperature_c", "0xFFFF → -0.1 = probe disconnected (indistinguishable from a real -0.1)", "k/2")],
    ),
    ({"temperature": -0.1}, [("temperature_c", -0.1, "k")]),
    ({"temperature_chn1": 3.5, "temperature_chn2": -18, "battery": 90}, [("temperature_c", 3.5, "k/1"), ("temperature_c", -18, "k/2"), ("battery_pct", 90, "k")]),
    ({"temperature": 3.9, "humidity": 81, "vdd": 3642, "externalTemperature": -18.2}, [("temperature_c", 3.9, "k"), ("humidity_pct", 81, "k"), ("temperature_c", -18.2, "k/ext"), ("battery_v", 3.642, "k")]),
    ({"temperature_1": 4.2, "relative_humidity_2": 80}, [("temperature_c", 4.2, "k/1"), ("humidity_pct", 80, "k/2")]),
    ({"temperatureSensor": {"1": 4.2, "3": -18}, "humiditySensor": {"1": 80}, "analogInput": {"2": 3.3}}, [("temperature_c", 4.2, "k/1"), ("humidity_pct", 80, "k/1"), ("temperature_c", -18, "k/3")]),
    ({"temperatureSensor": 4.2, "battery_v": 3.6}, [("battery_v", 3.6, "k")]),
    ({"Bat_mV": 3011, "magnet_status": "closed"}, [("battery_v", 3.011, "k"), ("door", "closed", "k")]),
    ({"battery": 3011, "temperature": None}, [("temperature_c", "null", "k")]),
    ({"dew_point": 3.5, "status": "ok"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), LORA)
def test_decoded_uplinks_by_the_names_of_their_codecs(fields: dict[str, object], expected: Shown) -> None:
    assert lora(fields) == expected


def uplink(digits: str, name: str = "k") -> Shown:
    told = {"devEUI": "24e1240000000001", "deviceName": name, "fPort": 85, "data": base64.b64encode(bytes.fromhex(digits)).decode()}  # fmt: skip
    return [(quantity, value, str(key).removeprefix("24e1240000000001")) for quantity, value, key in shown("milesight/up", json.dumps(told))]  # fmt: skip


MILESIGHT = [
    ("01755C 03673401 046865 060001", "k", [("temperature_c", 30.8, ""), ("humidity_pct", 50.5, ""), ("battery_pct", 92, ""), ("door", "open", "")]),
    ("017514 030001 040001", "ts301", [("battery_pct", 20, ""), ("door", "open", "/1"), ("door", "open", "/2")]),
    ("017564 030001 040000", "ws301", [("battery_pct", 100, ""), ("door", "open", "")]),
    ("017564 03672701 8367270100 04670801", "k", [("temperature_c", 29.5, "/1"), ("temperature_c", 26.4, "/2"), ("battery_pct", 100, "")]),
    ("94D70401820002", "ts302", [("temperature_c", 26.0, "/2")]),
    ("93673401640002", "ts201", [("temperature_c", 30.8, "")]),
    ("B36701", "ts201", [("temperature_c", "B367 01 = probe out of range", "")]),
    ("94684E0802", "k", [("humidity_pct", 39, "")]),
    ("FF0BFF FF0101 FF166614A39694870000 FF090110 FF0A0120 FF0F00 03676EFF", "k", [("temperature_c", -14.6, "")]),
    ("03673401 EEEE00", "k", [("temperature_c", 30.8, "")]),
    ("0367", "k", []),
    # Rings: a TS301 with both channels, an EM320, an EM300-MCS, an EM500-PT100, a TS201 whose probe could not be read.
    ("20CEC79AFA6444BDFFF600", "k", [("temperature_c", -6.7, "/1"), ("temperature_c", 24.6, "/2")]),
    ("20CE9E74466310015D", "k", [("temperature_c", 27.2, ""), ("humidity_pct", 46.5, "")]),
    ("20CE9E74466310015D01", "k", [("temperature_c", 27.2, ""), ("humidity_pct", 46.5, "")]),
    ("20CE9E7446631001", "k", [("temperature_c", 27.2, "")]),
    ("20CEC79AFA6411BDFF", "k", [("temperature_c", "probe read error", "")]),
    ("20CEFFFFFFFF", "k", []),
]  # fmt: skip


@pytest.mark.parametrize(("digits", "name", "expected"), MILESIGHT)
def test_the_bytes_of_milesight_sensors(digits: str, name: str, expected: Shown) -> None:
    assert uplink(digits, name) == expected


def test_a_milesight_sensor_behind_a_server_without_codec_is_decoded_here() -> None:
    eui = "24E1240000000001"
    body = base64.b64encode(bytes.fromhex("0367220001755C")).decode()
    chirpstack = json.dumps(
        {"time": "2026-11-23T06:00:00.123456789+00:00", "fPort": 85, "data": body, "rxInfo": [{"rssi": -57}]}
    )
    assert shown(f"application/a/device/{eui}/event/up", chirpstack) == [
        ("temperature_c", 3.4, eui),
        ("battery_pct", 92, eui),
        ("signal_dbm", -57, eui),
    ]
    told = json.dumps(
        {"end_device_ids": {"dev_eui": eui}, "uplink_message": {"f_port": 85, "frm_payload": body}}
    )
    assert shown("v3/a@t/devices/k/up", told) == [("temperature_c", 3.4, "k"), ("battery_pct", 92, "k")]
    other = chirpstack.replace(body, "AQID")
    assert shown("application/a/device/0101010101010101/event/up", other) == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ('{"margin":10,"batteryLevel":75.3,"batteryLevelUnavailable":false,"externalPowerSource":false}', [("battery_pct", 75.3, "e")]),
        ('{"margin":10,"batteryLevel":0,"batteryLevelUnavailable":true,"externalPowerSource":false}', []),
        ('{"margin":10,"batteryLevel":0,"batteryLevelUnavailable":false,"externalPowerSource":true}', []),
    ],
)  # fmt: skip
def test_chirpstack_tells_the_battery_of_a_device(told: str, expected: Shown) -> None:
    assert shown("application/a/device/e/event/status", told) == expected


# ---- Sparkplug B, with fields written here by hand


def varint(value: int) -> bytes:
    return bytes([value]) if value < 0x80 else bytes([value & 0x7F | 0x80]) + varint(value >> 7)


def whole(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def text(number: int, value: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(value)) + value


def payload(*metrics: bytes) -> bytes:
    return b"".join(text(2, metric) for metric in metrics)


INT16, INT64, FLOAT = 2, 4, 9
TEMPERATURE = text(1, b"Probe/Temperature")


def sparkplug(*told: tuple[str, bytes]) -> Shown:
    messages = Messages(everything=True)
    return [one for topic, body in told for one in shown(f"spBv1.0/g/{topic}", body, messages)]


def test_a_signed_number_takes_its_sign_from_the_type_told_at_birth() -> None:
    birth = payload(TEMPERATURE + whole(2, 5) + whole(4, INT64) + whole(11, 0))
    data = payload(whole(2, 5) + whole(11, 2**64 - 18))
    assert sparkplug(("DBIRTH/n/d", birth), ("DDATA/n/d", data))[-1] == (
        "temperature_c",
        -18,
        "g/n/d/Probe/Temperature",
    )
    assert (
        sparkplug(("DDATA/n/d", payload(TEMPERATURE + whole(4, INT16) + whole(10, 2**16 - 18))))[-1][1] == -18
    )
    assert sparkplug(("DDATA/n/d", payload(TEMPERATURE + whole(10, 2**32 - 18))))[-1][1] == -18
    assert sparkplug(("DDATA/n/d", payload(TEMPERATURE + whole(10, 18))))[-1][1] == 18


def test_the_unit_told_at_birth_holds_for_what_follows() -> None:
    unit = text(9, text(1, b"engUnit") + text(2, whole(1, 12) + text(8, "°F".encode())))
    birth = payload(
        TEMPERATURE + whole(2, 1) + whole(4, FLOAT) + unit + varint(12 << 3 | 5) + struct.pack("<f", 38.3)
    )
    data = payload(whole(2, 1) + varint(12 << 3 | 5) + struct.pack("<f", 35.6))
    assert [value for _, value, _ in sparkplug(("NBIRTH/n", birth), ("NDATA/n", data))] == [
        "online",
        3.5,
        2.0,
    ]


def test_what_is_null_or_no_number_is_a_fault_and_a_wish_is_nothing() -> None:
    null = payload(TEMPERATURE + whole(7, 1))
    nan = payload(TEMPERATURE + varint(13 << 3 | 1) + struct.pack("<d", float("nan")))
    wish = payload(text(1, b"Probe/Temperature Setpoint") + whole(10, 4))
    assert [value for _, value, _ in sparkplug(("NDATA/n", null), ("NDATA/n", nan), ("NDATA/n", wish))] == [
        "null",
        "NaN",
    ]


def test_what_a_node_kept_counts_at_its_own_time() -> None:
    kept = payload(TEMPERATURE + whole(3, 1_756_000_000_500) + whole(5, 1) + whole(10, 4))
    [value] = Reader().read_payload("spBv1.0/g/NDATA/n", kept)
    assert (value.historical, value.measured_at) == (
        True,
        datetime(2025, 8, 24, 1, 46, 40, 500_000, tzinfo=UTC),
    )
    [line] = Messages().values("spBv1.0/g/NDATA/n", kept)
    assert (line["measured_at"], line["historical"]) == (1_756_000_000.5, True)


def test_a_will_of_another_life_is_not_obeyed() -> None:
    def life(number: int) -> bytes:
        return payload(text(1, b"bdSeq") + whole(4, 8) + whole(11, number))

    told = sparkplug(("NBIRTH/n", life(2)), ("NDEATH/n", life(1)), ("NDEATH/n", life(2)), ("DDEATH/n/d", b""))
    assert [(value, key) for _, value, key in told] == [
        ("online", "g/n"),
        ("offline", "g/n"),
        ("offline", "g/n/d"),
    ]


def test_a_node_is_asked_for_its_births_at_once_and_then_more_and_more_seldom() -> None:
    asked: list[tuple[str, bytes]] = []
    reader = Reader(ask=lambda topic, body: asked.append((topic, body)))
    for _ in range(10):
        with pytest.raises(ValueError, match="alias 7 is not known: no birth of g/n/d was heard"):
            reader.read_payload("spBv1.0/g/DDATA/n/d", payload(whole(2, 7) + whole(10, 4)))
    assert asked == [("spBv1.0/g/NCMD/n", sparkplug_b.REBIRTH)] * 4


@pytest.mark.parametrize(
    "body", [b"\xff", b"\x12\x05\x0a", b"\x12\x02\x0d\x00", b"\x0b", payload(varint(12 << 3 | 2) + b"\x01a")]
)
def test_a_payload_that_is_cut_or_wrong_is_said_to_be_so(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Reader().read_payload("spBv1.0/g/NDATA/n", body)


# ---- what is told in another message


def read(*told: tuple[str, str], reader: Reader | None = None) -> list[SensorValue]:
    reader = reader or Reader()
    return [value for topic, body in told for value in reader.read_payload(topic, body.encode())]


CONFIG = "homeassistant/sensor/k1/config"


def config(topic: str, **more: object) -> tuple[str, str]:
    return (CONFIG, json.dumps({"state_topic": topic, **more}))


DISCOVERED: list[tuple[tuple[str, str], tuple[str, str], list[tuple[str, str]]]] = [
    (
        config("zwave/k1/49/0/Air_temperature", device_class="temperature", unit_of_measurement="°F", value_template="{{ value_json.value }}"),
        ("zwave/k1/49/0/Air_temperature", '{"time":1,"value":38.3}'),
        [("k1", "3.500")],
    ),
    (
        config("zwave/k1/49/0/Air_temperature", device_class="temperature", unit_of_measurement="°C", value_template="{{ value_json.value }}"),
        ("zwave/k1/49/0/Air_temperature", '{"value":61.8}'),
        [("k1", "61.8")],
    ),
    (
        config("hall/sensor/kjolerom_1/state", device_class="temperature", unit_of_measurement="°C"),
        ("hall/sensor/kjolerom_1/state", "3.5"),
        [("hall/kjolerom_1", "3.5")],
    ),
    (
        config("my/own/probe", unit_of_measurement="°C", value_template="{{ value_json['air'].t | float | round(1) }}"),
        ("my/own/probe", '{"air":{"t":3.5}}'),
        [("my/own/probe", "3.5")],
    ),
    (
        (CONFIG, '{"~":"my/own","stat_t":"~/probe","dev_cla":"humidity","unit_of_meas":"%","val_tpl":"{{value_json.h}}"}'),
        ("my/own/probe", '{"h":81}'),
        [("my/own/probe", "81")],
    ),
    (config("my/door", device_class="door"), ("my/door", "ON"), [("my/door", "open")]),
    # A template that computes is not understood, and nothing is made up.
    (config("my/probe", device_class="temperature", value_template="{{ value_json.raw / 10 }}"), ("my/probe", '{"raw":35}'), []),
    (config("my/probe", device_class="energy", unit_of_measurement="kWh"), ("my/probe", "35"), []),
]  # fmt: skip


@pytest.mark.parametrize(("discovery", "message", "expected"), DISCOVERED)
def test_a_discovery_message_tells_what_a_topic_carries(
    discovery: tuple[str, str], message: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    assert [(value.sensor_key, value.text) for value in read(discovery, message)] == expected


def test_home_assistant_s_attributes_tell_the_unit() -> None:
    told = (
        ("homeassistant/sensor/k1/unit_of_measurement", '"°F"'),
        ("homeassistant/sensor/k1/device_class", '"temperature"'),
    )
    [value] = read(*told, ("homeassistant/sensor/k1/state", "38.3"))
    assert (value.quantity, value.text) == ("temperature_c", "3.500")


def test_the_settings_go_before_what_is_recognised_and_before_what_was_discovered() -> None:
    reader = Reader(
        (
            PrefixSet("zwave/", fahrenheit=True),
            PrefixSet("zwave/k2/", fahrenheit=False),
            PrefixSet("gw/", Dialect.TASMOTA),
        )
    )
    discovery = config("zwave/k1/49/0/Air_temperature", unit_of_measurement="°C", device_class="temperature")
    topics = ("zwave/k1/49/0/Air_temperature", "zwave/k2/49/0/Air_temperature")
    found = read(discovery, *((topic, '{"value":53.6}') for topic in topics), reader=reader)
    assert [value.text for value in found] == ["12.000", "53.6"]
    assert recognise("gw/k1/SENSOR", b'{"linkquality":1}') is Dialect.TASMOTA
    assert reader.dialect_of("gw/anything", b"") is Dialect.TASMOTA


def test_a_discovery_message_is_taken_back() -> None:
    told = config("my/probe", device_class="temperature")
    assert [value.text for value in read(told, ("my/probe", "3.5"))] == ["3.5"]
    assert read(told, (CONFIG, ""), ("my/probe", "3.5")) == []


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        ("homeassistant/sensor/k1_temperature/state", b"38.3"),
        ("hall/sensor/temp/state", b"38.3"),
        ("zwave/k1/49/0/Air_temperature", b"38.3"),
        ("spBv1.0/g/NDATA/n", payload(TEMPERATURE + varint(12 << 3 | 5) + struct.pack("<f", 38.3))),
    ],
)
def test_a_unit_that_is_set_holds_in_each_dialect_that_may_not_say_it(topic: str, body: bytes) -> None:
    reader = Reader((PrefixSet(topic.partition("/")[0], fahrenheit=True),))
    assert [value.text for value in reader.read_payload(topic, body)] == ["3.500"]


def test_a_retained_last_value_of_esphome_reads_like_any_other() -> None:
    """That it is old is known from the message's flag, which the cold chain keeps; the value is the same."""
    assert shown("hall/sensor/temp/state", "3.5") == [("temperature_c", 3.5, "hall/temp")]


def test_a_time_is_kept_where_the_dialect_tells_one_with_its_zone() -> None:
    at = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    told: list[tuple[str, dict[str, Any]]] = [
        ("ht/events/rpc", {"method": "NotifyStatus", "params": {"ts": 1795413600.0, "temperature:0": {"tC": 3}}}),
        ("ruuvi/g/CB:B8:33:4C:88:4F", {"gw_mac": "g", "ts": "1795413600", "temperature": 3}),
        ("zwave/k1/49/0/Air_temperature", {"time": 1795413600000, "value": 3}),
        ("v3/a@t/devices/k/up", {"received_at": "2026-11-23T06:00:00.000000000Z", "uplink_message": {"decoded_payload": {"temperature": 3}}}),
        ("application/a/device/e/event/up", {"time": "2026-11-23T06:00:00.000000000+00:00", "object": {"temperature": 3}}),
        ("rtl_433/h/events", {"time": "2026-11-23T07:00:00+01:00", "model": "X", "id": 1, "temperature_C": 3}),
    ]  # fmt: skip
    for topic, body in told:
        [value] = Reader().read_payload(topic, json.dumps(body).encode())
        assert value.measured_at == at, topic
