"""`hub decode`: what bytes of a scale, a message of the broker, or a scanned code mean, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from hub.cli.commands import Group, language_here
from hub.cli.decode_texts import DECODE_TEXTS
from hub.devices.decode import Messages, Shown, UnknownProtocol, scale_fits, scale_frames
from hub.devices.protocols.dialects import Reader
from hub.devices.spec import read_devices
from hub.kernel.clock import SystemClock
from hub.kernel.errors import Misconfigured
from hub.labels.codes.reading import read_code
from hub.labels.codes.shown import shown

BAD_USE = 2
AUTO = "auto"


class BadRequest(ValueError):
    """A request that says too little; `str()` says what is missing."""


class NotHexadecimal(BadRequest):
    def __init__(self, name: str, digits: str) -> None:
        super().__init__(f"{name} is an even number of hexadecimal digits, not {digits[:40]!r}")
        self.name = name
        self.digits = repr(digits[:40])


@click.group("decode", cls=Group)
def decode() -> None: ...


@decode.command("scale")
@click.option("--protocol")
@click.option("--hex", "digits")
@click.option("--request-hex")
@click.option("--file", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--jsonl", is_flag=True)
def decode_scale(
    protocol: str | None, digits: str | None, request_hex: str | None, path: Path | None, *, jsonl: bool
) -> None:
    if jsonl:
        _each_line(lambda asked: _scale(asked, protocol))
    elif protocol is None or (digits is None) == (path is None):
        raise _unclear("decode_scale_how")
    else:
        raw = path.read_bytes() if path else None
        _answer(
            lambda: _frames_or_fits(
                protocol,
                _bytes(digits, "--hex") if raw is None else raw,
                _bytes(request_hex or "", "--request-hex"),
            )
        )


@decode.command("mqtt")
@click.option("--topic")
@click.option("--payload")
@click.option("--payload-hex")
@click.option("--retained", is_flag=True)
@click.option("--everything", is_flag=True)
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--jsonl", is_flag=True)
def decode_mqtt(
    topic: str | None,
    payload: str | None,
    payload_hex: str | None,
    config: Path | None,
    *,
    retained: bool,
    everything: bool,
    jsonl: bool,
) -> None:
    messages = Messages(_reader(config), everything=everything)
    if jsonl:
        _each_line(partial(_message, messages))
    elif topic is None or (payload is None) == (payload_hex is None):
        raise _unclear("decode_mqtt_how")
    else:
        asked = {"topic": topic, "payload": payload, "payload_hex": payload_hex, "retained": retained}
        _answer(lambda: _message(messages, asked))


@decode.command("code")
@click.argument("text", required=False)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--jsonl", is_flag=True)
def decode_code(text: str | None, today: datetime | None, *, jsonl: bool) -> None:
    on = today.date() if today else SystemClock().now().date()
    if jsonl:
        _each_line(lambda asked: _code(asked, on))
    elif text is None:
        raise _unclear("decode_code_how")
    else:
        _write(shown(read_code(text), on, language_here()))


def _unclear(key: str) -> click.UsageError:
    return click.UsageError(DECODE_TEXTS[key].in_(language_here()))


def _code(asked: dict[str, Any], on: date) -> dict[str, Any]:
    if not isinstance(text := asked.get("text"), str):
        raise BadRequest("the request has no text")
    return shown(read_code(text), on, language_here())


def _reader(config: Path | None) -> Reader:
    if config is None:
        return Reader()
    try:
        return read_devices(config).sensors.new_reader()
    except Misconfigured as err:
        language = language_here()
        raise click.UsageError("\n".join(fault.in_(language) for fault in err.faults)) from err


def _scale(asked: dict[str, Any], otherwise: str | None) -> list[Shown]:
    protocol = asked.get("protocol", otherwise)
    if not isinstance(protocol, str):
        raise BadRequest("the request names no protocol")
    request = asked.get("request_hex") or ""
    return _frames_or_fits(protocol, _bytes(asked.get("hex"), "hex"), _bytes(request, "request_hex"))


def _frames_or_fits(protocol: str, raw: bytes, request: bytes) -> list[Shown]:
    return scale_fits(raw, request) if protocol == AUTO else scale_frames(protocol, raw, request)


def _message(messages: Messages, asked: dict[str, Any]) -> list[Shown]:
    topic, payload = asked.get("topic"), asked.get("payload")
    if not isinstance(topic, str):
        raise BadRequest("the request names no topic")
    if isinstance(payload, str):
        # A byte that is no UTF-8 reaches the command line as a lone surrogate and must not end the decoding.
        raw = payload.encode("utf-8", "surrogatepass")
    else:
        raw = _bytes(asked.get("payload_hex"), "payload (or payload_hex)")
    return messages.values(topic, raw)


def _bytes(digits: object, name: str) -> bytes:
    if not isinstance(digits, str):
        raise BadRequest(f"the request has no {name}")
    try:
        return bytes.fromhex(digits)
    except ValueError as err:
        raise NotHexadecimal(name, digits) from err


def _answer(work: Callable[[], list[Shown]]) -> None:
    try:
        _write(work())
    except (UnknownProtocol, BadRequest) as err:
        click.echo(_sentence(err), err=True)
        raise SystemExit(BAD_USE) from err


def _sentence(err: ValueError) -> str:
    """For a person, in their language; a program that sends lines gets `str(err)` in the JSON."""
    language = language_here()
    if isinstance(err, UnknownProtocol):
        known = ", ".join(err.known)
        return DECODE_TEXTS["unknown_protocol"].in_(language).format(name=repr(err.name), known=known)
    if isinstance(err, NotHexadecimal):
        return DECODE_TEXTS["no_hex"].in_(language).format(name=err.name, digits=err.digits)
    return str(err)


def _each_line(work: Callable[[dict[str, Any]], object]) -> None:
    """One answer for each line, always: one that makes no sense gets [{"error": …}] in its place, and an empty one []."""
    for line in sys.stdin.buffer:
        _write(_answer_to(line, work) if line.strip() else [])


def _answer_to(line: bytes, work: Callable[[dict[str, Any]], object]) -> object:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as err:
        return [{"error": f"the line is no JSON: {err}"}]
    if not isinstance(asked, dict):
        return [{"error": "a line is one JSON object"}]
    try:
        return work(asked)
    except (UnknownProtocol, BadRequest) as err:
        return [{"error": str(err)}]


def _write(answer: object) -> None:
    # Bytes, because the letters of a topic must survive a terminal that is set to plain ASCII.
    out = sys.stdout.buffer
    out.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    out.flush()
