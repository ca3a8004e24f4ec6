"""`hub decode` as a person and as a script call it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from hub.cli.decode import decode

FRAME_HEX = b"S S      10.45 kg\r\n".hex()
FRAME = {"value": "10.45", "unit": "kg", "stable": True, "kind": "net", "status": "ok"}


def call(*words: str, typed: str | bytes = "") -> Result:
    return CliRunner().invoke(decode, words, input=typed)


def test_the_bytes_of_a_scale_are_told_as_one_list() -> None:
    told = call("scale", "--protocol", "mt_sics", "--hex", FRAME_HEX)
    assert told.exit_code == 0
    assert json.loads(told.stdout) == [FRAME]


def test_a_message_of_a_sensor_is_told_as_one_list() -> None:
    told = call("mqtt", "--topic", "zigbee2mqtt/Kjølerom 1", "--payload", '{"temperature": 3.50}')
    assert told.stdout == ('[{"quantity": "temperature_c", "value": 3.5, "sensor_key": "Kjølerom 1"}]\n')


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("scale", "--protocol", "morse", "--hex", "53"), "'morse' is not known here; known are "),
        (("scale", "--protocol", "mt_sics", "--hex", "5"), "--hex is an even number of hexadecimal digits"),
        (("scale", "--protocol", "mt_sics"), "Say --protocol NAME and either --hex"),
        (("mqtt", "--topic", "a/b"), "Say --topic TOPIC and either --payload"),
        (("mqtt", "--topic", "a/b", "--payload-hex", "zz"), "is an even number of hexadecimal digits"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(words: tuple[str, ...], says: str) -> None:
    told = call(*words)
    assert told.exit_code == 2
    assert says in told.stderr
    assert told.stdout == ""


def test_a_log_of_frames_is_answered_line_by_line_and_a_bad_line_stops_nothing() -> None:
    lines = [
        json.dumps({"protocol": "mt_sics", "hex": FRAME_HEX, "request_hex": "53490d0a"}),
        "no json",
        "[]",
        json.dumps({"protocol": "morse", "hex": "53"}),
        json.dumps({"protocol": "mt_sics"}),
        json.dumps({"hex": "53"}),
        json.dumps({"protocol": "mt_sics", "hex": "ff53"}),
        json.dumps({"protocol": "mt_sics", "hex": ""}),
        json.dumps({"protocol": "mt_sics", "hex": FRAME_HEX.upper()}),
    ]
    told = call("scale", "--jsonl", typed="\n".join(lines))
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert told.exit_code == 0
    assert answers[0] == answers[8] == [FRAME]
    assert answers[7] == []
    assert [one["status"] for one in answers[6]] == ["garbled"]
    assert [[sorted(one) for one in answer] for answer in answers[1:6]] == [[["error"]]] * 5


def test_a_log_of_messages_is_answered_line_by_line() -> None:
    lines = [
        json.dumps({"topic": "zigbee2mqtt/k1", "payload": '{"temperature":3}', "retained": True}),
        json.dumps({"topic": "tele/t/LWT", "payload_hex": b"Online".hex()}),
        json.dumps({"topic": "zigbee2mqtt/k1", "payload": "\ud800"}),
        json.dumps({"payload": "1"}),
        json.dumps({"topic": "zigbee2mqtt/k1"}),
    ]
    told = call("mqtt", "--jsonl", typed="\n".join(lines) + "\n\n")
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert answers[:3] == [
        [{"quantity": "temperature_c", "value": 3, "sensor_key": "k1"}],
        [{"quantity": "availability", "value": "online", "sensor_key": "t"}],
        [],
    ]
    assert [[sorted(one) for one in answer] for answer in answers[3:5]] == [[["error"]]] * 2
    assert answers[5:] == [[]]  # the empty line


def test_bytes_that_are_no_text_cost_one_line() -> None:
    told = call("mqtt", "--jsonl", typed=b'\xff\xfe\n{"topic":"x","payload":"1"}\n')
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert [[sorted(one) for one in answer] for answer in answers] == [[["error"]], []]
