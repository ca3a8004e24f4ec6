"""[sensors] of devices.toml: messages described there, dialects and units by prefix, and what is said about mistakes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from hub.cli.decode import decode
from hub.devices.events import SensorValue
from hub.devices.protocols.described_message import described_messages
from hub.devices.protocols.dialects import Dialect, Reader
from hub.devices.sensor_spec import SensorSpec
from hub.devices.spec import read_devices
from hub.kernel.errors import Misconfigured

CELLAR = """
[sensors]
topics = ["cellar/#", "zwave/#"]

[[sensors.prefixes]]
prefix = "zwave/"
unit = "F"

[[sensors.prefixes]]
prefix = "kitchen/"
dialect = "tasmota"

[[sensors.described]]
topic = "cellar/+/state"
key = "cellar/{1}"
time = "measured.at"
time_is = "unix_ms"
faults = ["999", "ERR"]
values = [
    { path = "probes[0].t", quantity = "temperature", unit = "0.1C", part = "1" },
    { path = "probes[1].t", quantity = "temperature", unit = "K", part = "2" },
    { path = "hum", quantity = "humidity" },
    { path = "lid", quantity = "door", open = ["up", "true"] },
    { path = "link", quantity = "availability", online = "yes" },
]

[[sensors.described]]
topic = "cellar/bare/#"
values = [{ quantity = "temperature", unit = "F" }]
"""


@pytest.fixture
def cellar(tmp_path: Path) -> SensorSpec:
    file = tmp_path / "devices.toml"
    file.write_text(CELLAR, encoding="utf-8")
    return read_devices(file).sensors


def heard(spec: SensorSpec, topic: str, body: object) -> list[SensorValue]:
    payload = body if isinstance(body, str) else json.dumps(body)
    return spec.new_reader().read_payload(topic, payload.encode())


def test_a_described_message_gives_what_its_paths_lead_to(cellar: SensorSpec) -> None:
    told = {
        "measured": {"at": 1795413600000},
        "probes": [{"t": -185}, {"t": 276.65}],
        "hum": 81,
        "lid": "UP",
        "link": "no",
    }
    found = heard(cellar, "cellar/north/state", told)
    assert [(one.sensor_key, one.quantity, one.text) for one in found] == [
        ("cellar/north/1", "temperature_c", "-18.5"),
        ("cellar/north/2", "temperature_c", "3.50"),
        ("cellar/north", "humidity_pct", "81"),
        ("cellar/north", "door", "open"),
        ("cellar/north", "availability", "offline"),
    ]
    assert {one.measured_at for one in found if one.quantity != "availability"} == {
        datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    }


def test_what_stands_for_no_value_is_a_fault_and_what_is_missing_is_nothing(cellar: SensorSpec) -> None:
    told = {"probes": [{"t": 999}, {"t": None}], "hum": "ERR", "lid": True}
    assert [(one.text, one.fault) for one in heard(cellar, "cellar/north/state", told)] == [
        (None, "999 stands for no value"),
        (None, "null"),
        ("open", None),
    ]
    assert heard(cellar, "cellar/north/state", {"probes": [], "measured": 5}) == []
    assert heard(cellar, "cellar/north/state", "") == []


def test_a_bare_value_is_read_by_its_unit_and_known_by_its_topic(cellar: SensorSpec) -> None:
    [value] = heard(cellar, "cellar/bare/a/b", "38.3")
    assert (value.sensor_key, value.text) == ("cellar/bare/a/b", "3.500")
    with pytest.raises(ValueError, match="'utf-8' codec"):
        cellar.new_reader().read_payload("cellar/bare/a", b"\xff")


def test_a_prefix_sets_the_unit_or_the_dialect(cellar: SensorSpec) -> None:
    [value] = heard(cellar, "zwave/k1/49/0/Air_temperature", {"value": 38.3})
    assert value.text == "3.500"
    assert cellar.new_reader().dialect_of("kitchen/anything", b"") is Dialect.TASMOTA


def test_the_delivered_file_can_be_read() -> None:
    spec = read_devices(Path(__file__).parents[2] / "config" / "devices.toml")
    assert spec.sensors.new_reader().read_payload("zigbee2mqtt/k", b'{"temperature":3.5}')[0].text == "3.5"


PREFIXES = [
    ("prefixes = 5", "begins with two brackets: [[sensors.prefixes]]"),
    ("prefixes = [{ prefix = '' }]", 'prefix is how the topics begin, such as "zwave/Cold_store/"'),
    ("prefixes = [{ prefix = 'a' }]", "a prefix sets a dialect, a unit, or both"),
    ("prefixes = [{ prefix = 'a', unit = 'K' }]", 'unit is "C" or "F"'),
    ("prefixes = [{ prefix = 'a', unit = ['F'] }]", 'unit is "C" or "F"'),
    (
        "prefixes = [{ prefix = 'a', dialect = 'morse' }]",
        "this dialect is not known; known are chirpstack_v4, ",
    ),
    (
        "prefixes = [{ prefix = 'a', colour = 'x' }]",
        "colour is not known here; known are dialect, prefix, unit",
    ),
]
T = "topic = 'a/+'"
ONE = "values = [{ quantity = 'temperature' }]"
DESCRIBED = [
    ("described = 5", "begins with two brackets: [[sensors.described]]"),
    (f"described = [{{ {ONE} }}]", 'topic is a text, such as "cellar/+/state"'),
    (f"described = [{{ topic = 'a+', {ONE} }}]", "in a topic + stands for a whole level and # alone at the end"),
    (f"described = [{{ topic = 'a/#/b', {ONE} }}]", "in a topic + stands for a whole level and # alone at the end"),
    (f"described = [{{ topic = 'a#', {ONE} }}]", "in a topic + stands for a whole level and # alone at the end"),
    (f"described = [{{ {T} }}]", 'values is a list, such as [{ path = "t", quantity = "temperature" }]'),
    (f"described = [{{ {T}, key = '{{2}}', {ONE} }}]", "key names {2}, and the topic has 1 wildcards"),
    (f"described = [{{ {T}, key = 5, {ONE} }}]", 'key is a text, such as "cellar/{1}"'),
    (f"described = [{{ {T}, time = 't', time_is = 'moon', {ONE} }}]", "time_is is one of iso, unix_s, unix_ms"),
    (f"described = [{{ {T}, faults = 5, {ONE} }}]", 'faults is a list of texts, such as ["999"]'),
    (f"described = [{{ {T}, sound = 5, {ONE} }}]", "sound is not known here; known are faults, key, time, time_is, topic, values"),
    (f"described = [{{ {T}, values = [{{ quantity = 'taste' }}] }}]", "quantity is one of temperature, humidity, battery, "),
    (f"described = [{{ {T}, values = [{{ quantity = 'temperature', unit = 'R' }}] }}]", "unit is one of C, F, K, 0.1C, 0.01C, 0.001C"),
    (f"described = [{{ {T}, values = [{{ quantity = 'humidity', unit = 'C' }}] }}]", "only a temperature has a unit to choose"),
    (f"described = [{{ {T}, values = [{{ quantity = 'door' }}] }}]", "a door needs its words: open or online"),
    (f"described = [{{ {T}, values = [{{ quantity = 'door', open = 5 }}] }}]", 'the words are a list of texts, such as open = ["ON"]'),
    (f"described = [{{ {T}, values = [{{ quantity = 'temperature', path = 'a..b' }}] }}]", 'a path is names between dots and numbers in brackets, such as "probes[0].t"'),
    (f"described = [{{ {T}, values = [{{ quantity = 'temperature', path = '__import__(0)' , part = 5 }}] }}]", "part is a text: what tells one probe of the sensor from another"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "says"), PREFIXES + DESCRIBED)
def test_a_mistake_is_said_with_its_line_and_what_to_write(line: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text(f"[sensors]\ntopics = []\n{line}\n", encoding="utf-8")
    with pytest.raises(Misconfigured) as told:
        read_devices(file)
    [fault] = told.value.faults
    assert str(fault.says).startswith(says)
    assert (fault.line, fault.key) == (3, f"sensors.{line.partition(' ')[0]}")


def test_a_path_is_a_path_and_nothing_in_it_is_evaluated() -> None:
    described = described_messages(
        [{"topic": "x", "values": [{"path": "__class__.__name__", "quantity": "temperature"}]}]
    )
    assert Reader(described=described).read_payload("x", b'{"t": 3}') == []


def test_decode_reads_messages_by_the_settings_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text(CELLAR, encoding="utf-8")
    call = ["mqtt", "--config", str(file), "--topic", "cellar/n/state", "--payload", '{"lid":true}']
    assert json.loads(CliRunner().invoke(decode, call).output) == []
    told = CliRunner().invoke(decode, [*call, "--everything"]).output
    assert json.loads(told) == [{"quantity": "door", "value": "open", "sensor_key": "cellar/n"}]
    file.write_text("[sensors]\ntopics = 5\n", encoding="utf-8")
    refused = CliRunner().invoke(decode, call)
    assert refused.exit_code == 2
    assert "sensors.topics: write a list of texts" in refused.output


def test_lines_of_one_broker_are_read_in_their_order() -> None:
    """A metric by alias has its name from the birth before it."""
    birth = "120a" + "0a0454656d70" + "1001" + "5005"
    lines = [
        {"topic": "spBv1.0/g/NBIRTH/n", "payload_hex": birth},
        {"topic": "spBv1.0/g/NDATA/n", "payload_hex": "1204" + "1001" + "5007"},
        {"topic": "spBv1.0/g/NDATA/other", "payload_hex": "1204" + "1001" + "5007"},
    ]
    typed = "".join(json.dumps(line) + "\n" for line in lines)
    answers = CliRunner().invoke(decode, ["mqtt", "--jsonl"], input=typed).output.splitlines()
    values = [[(one["quantity"], one["value"]) for one in json.loads(answer)] for answer in answers]
    assert values[1:] == [[("temperature_c", 7)], []]
    assert values[0][0] == ("availability", "online")
