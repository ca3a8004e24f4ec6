"""Any bytes and any JSON on any topic: values or a ValueError, and never a number that nobody sent."""

from __future__ import annotations

import base64
import contextlib
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.devices.decode import Messages
from hub.devices.events import SensorValue
from hub.devices.protocols import sparkplug_b
from hub.devices.protocols.described_message import described_messages
from hub.devices.protocols.dialects import Dialect, PrefixSet, Reader, recognise

TOPICS = {
    Dialect.ZIGBEE2MQTT: ("zigbee2mqtt/k1", "zigbee2mqtt/k1/availability", "zigbee2mqtt/k1/temperature"),
    Dialect.TASMOTA: ("tele/t/SENSOR", "stat/t/STATUS8", "tele/t/LWT"),
    Dialect.SHELLY_GEN1: (
        "shellies/ht/sensor/temperature",
        "shellies/ht/sensor/state",
        "shellies/s1/ext_temperatures",
        "shellies/ht/online",
    ),
    Dialect.SHELLY_GEN2: ("ht/events/rpc", "ht/status/temperature:0", "ht/status/devicepower:0", "ht/online"),
    Dialect.RUUVI_GATEWAY: ("ruuvi/gw/AA:BB:CC:DD:EE:FF", "ruuvi/gw/gw_status"),
    Dialect.ESPHOME: ("hall/sensor/temp/state", "hall/binary_sensor/door/state", "hall/status"),
    Dialect.THEENGS: ("home/gw/BTtoMQTT/AABBCCDDEEFF", "home/gw/DS1820toMQTT", "home/gw/LWT"),
    Dialect.RTL_433: ("rtl_433/hub/events", "rtl_433/hub/devices/M/1/2/temperature_C", "rtl_433/hub/availability"),
    Dialect.TTN_V3: ("v3/app@ttn/devices/k1/up",),
    Dialect.CHIRPSTACK_V4: (
        "application/1/device/24e1240000000001/event/up",
        "application/1/device/24e1240000000001/event/status",
    ),
    Dialect.MILESIGHT: ("anything",),
    Dialect.SPARKPLUG_B: ("spBv1.0/g/NBIRTH/n", "spBv1.0/g/NDATA/n", "spBv1.0/g/DDATA/n/d", "spBv1.0/g/NDEATH/n"),
    Dialect.HOME_ASSISTANT: (
        "homeassistant/sensor/k1_temperature/state",
        "homeassistant/sensor/k1_temperature/unit_of_measurement",
        "homeassistant/sensor/k1/config",
        "homeassistant/status",
    ),
    Dialect.ZWAVE_JS_UI: ("zwave/k1/49/0/Air_temperature", "zwave/k1/128/0/level", "zwave/k1/113/0/A/Door_state", "zwave/k1/status"),
    Dialect.EBUSD: ("ebusd/700/FlowTemp", "ebusd/global/running"),
}  # fmt: skip
NAMES = [
    "temperature", "humidity", "battery", "contact", "linkquality", "last_seen", "temperature_l1", "state", "status",
    "Time", "Temperature", "Humidity", "DS18B20", "Id", "TempUnit", "Error", "StatusSNS", "ZbReceived",
    "tC", "params", "method", "ts", "temperature:0", "humidity:0", "devicepower:0", "percent", "external", "errors",
    "data", "gw_mac", "rssi", "tempc", "tempc1", "tempf", "hum", "batt", "volt", "open", "id", "model", "channel",
    "temperature_C", "temperature_F", "battery_ok", "time", "uplink_message", "decoded_payload", "frm_payload",
    "end_device_ids", "dev_eui", "rx_metadata", "received_at", "TempC1", "TempC_DS", "Temp_Red", "BatV", "Bat_mV",
    "Work_mode", "Door_status", "object", "deviceInfo", "rxInfo", "batteryLevel", "devEUI", "fPort", "deviceName",
    "state_topic", "device_class", "unit_of_measurement", "value_template", "value", "unit", "lastUpdate", "temp", "0",
]  # fmt: skip
WORDS = ["NotifyStatus", "true", "ON", "OK", "NULL", "NaN", "nan", "online", "C", "F", "°F", "Alive", "24e1240000000001", "85.0"]  # fmt: skip
LEAF = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.sampled_from([85, -127, 999, 327.67, -0.1, 10**30, 1e308, 1668352386834])
    | st.sampled_from(WORDS)
    | st.text(max_size=8)
    | st.binary(max_size=24).map(lambda raw: base64.b64encode(raw).decode())
    | st.binary(max_size=24).map(lambda raw: f"0201061BFF9904{raw.hex()}")
)
JSON = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=15,
)
PAYLOADS = (
    JSON.map(lambda told: json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    | st.binary(max_size=60)
    | LEAF.map(lambda told: str(told).encode("utf-8", "surrogatepass"))
)
WRONG: tuple[object, ...] = ([], [{}], {}, {"value": []}, True, "word", 10**40, None)
DEEP = b"[" * 50_000


def believable(values: list[SensorValue]) -> None:
    for value in values:
        assert value.sensor_key
        assert (value.temperature is None) or value.fault is None
        if value.quantity == "temperature_c":
            assert (value.temperature is None) == (value.fault is not None)
            assert value.fault != ""
        else:
            assert value.text


@pytest.mark.parametrize("dialect", list(Dialect))
def test_no_payload_ends_the_reading_of_a_dialect(dialect: Dialect) -> None:
    reader = Reader(tuple(PrefixSet(topic, dialect) for topic in TOPICS[dialect]))

    @given(topic=st.sampled_from(TOPICS[dialect]), payload=PAYLOADS)
    @example(TOPICS[dialect][0], DEEP)
    @example(TOPICS[dialect][0], b"")
    @example(TOPICS[dialect][0], b'{"temperature": 1e999999999, "value": 1e99999, "ts": 1e99999}')
    def read(topic: str, payload: bytes) -> None:
        with contextlib.suppress(ValueError):
            believable(reader.read_payload(topic, payload))

    read()


@pytest.mark.parametrize("dialect", list(Dialect))
def test_no_value_of_the_wrong_kind_ends_the_reading(dialect: Dialect) -> None:
    """Each known name with a list, an object, a switch, a word or a huge number where something else belongs."""
    reader = Reader(tuple(PrefixSet(topic, dialect) for topic in TOPICS[dialect]))
    for topic in TOPICS[dialect]:
        for name in NAMES:
            for wrong in WRONG:
                for told in ({name: wrong}, {name: {name: wrong}}, {"params": {name: wrong}}):
                    with contextlib.suppress(ValueError):
                        believable(reader.read_payload(topic, json.dumps(told).encode()))


@given(
    topic=st.lists(
        st.sampled_from(
            ["zwave", "49", "0", "status", "LWT", "tele", "toMQTT", "v3", "application", "state", "config"]
        )
        | st.sampled_from(
            ["homeassistant", "sensor", "spBv1.0", "shellies", "ruuvi", "ebusd", "rtl_433", "devices", ""]
        )
        | st.text(max_size=3),
        max_size=6,
    ).map("/".join),
    payload=PAYLOADS,
)
def test_no_topic_ends_the_reading(topic: str, payload: bytes) -> None:
    with contextlib.suppress(ValueError):
        believable(Reader().read_payload(topic, payload))
    for shown in Messages(everything=True).values(topic, payload):
        assert ("fault" in shown) == (shown["value"] is None)


@given(message=st.lists(st.tuples(st.integers(0, 20), st.binary(max_size=12)), max_size=8))
def test_no_metric_ends_the_reading_of_sparkplug(message: list[tuple[int, bytes]]) -> None:
    """Metrics of any fields, each with the length in front as the wire has it."""
    metric = b"".join(bytes([number << 3 & 0x7F | 2, len(body)]) + body for number, body in message)
    payload = b"\x12" + bytes([len(metric)]) + metric if len(metric) < 128 else metric
    births = sparkplug_b.Births()
    for topic in TOPICS[Dialect.SPARKPLUG_B]:
        with contextlib.suppress(ValueError):
            believable(sparkplug_b.read(topic, payload, births))


DESCRIBED = described_messages(
    [
        {
            "topic": "cellar/+/#",
            "key": "cellar/{1}",
            "time": "time",
            "time_is": "unix_ms",
            "faults": ["999"],
            "values": [
                {"path": "temperature", "quantity": "temperature", "unit": "0.1C"},
                {"path": "temp[0].value", "quantity": "temperature", "unit": "K", "part": "2"},
                {"path": "humidity", "quantity": "humidity"},
                {"path": "state", "quantity": "door", "open": ["true"]},
                {"path": "status", "quantity": "availability", "online": "online"},
            ],
        },
        {"topic": "bare/+", "values": [{"quantity": "temperature", "unit": "F"}]},
    ]
)


@given(topic=st.sampled_from(["cellar/k1/x", "bare/k1"]), payload=PAYLOADS)
@example("cellar/k1/x", DEEP)
@example("bare/k1", b"\xff")
def test_no_payload_ends_the_reading_of_a_described_message(topic: str, payload: bytes) -> None:
    with contextlib.suppress(ValueError):
        believable(Reader(described=DESCRIBED).read_payload(topic, payload))


@given(
    config=st.dictionaries(st.sampled_from(["state_topic", "device_class", "value_template", "unit_of_measurement", "~"]), st.text(max_size=12)),
    payload=PAYLOADS,
)  # fmt: skip
@example(
    {"state_topic": "x/y", "device_class": "temperature", "value_template": "{{ value_json.temperature }}"},
    DEEP,
)
@example({"state_topic": "x/y", "device_class": "door"}, b"[]")
def test_no_declared_message_ends_the_reading(config: dict[str, str], payload: bytes) -> None:
    reader = Reader()
    reader.read_payload("homeassistant/sensor/k1/config", json.dumps(config).encode())
    with contextlib.suppress(ValueError):
        believable(reader.read_payload(config.get("state_topic") or "x/y", payload))


def test_every_dialect_has_topics_here_and_is_recognised_by_them() -> None:
    for dialect in set(Dialect) - {Dialect.MILESIGHT}:
        for topic in TOPICS[dialect]:
            word = {"gw_status": b"online", "online": b"true"}.get(topic.rpartition("/")[2], b"online")
            assert recognise(topic, word) is dialect, topic
