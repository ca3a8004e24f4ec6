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


@click.group("decode")
def decode() -> None:
    """Say what bytes of a scale, a message of the broker, or a scanned code mean."""


@decode.command("scale")
@click.option("--protocol", help="The wire language, such as mt_sics; auto says which fit the bytes.")
@click.option("--hex", "digits", help="The bytes as hexadecimal digits; blanks are ignored.")
@click.option("--request-hex", help="What was asked, where the answer does not say it.")
@click.option(
    "--file", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A capture."
)
@click.option("--jsonl", is_flag=True, help="One request a line on standard input, one list a line out.")
def decode_scale(
    protocol: str | None, digits: str | None, request_hex: str | None, path: Path | None, *, jsonl: bool
) -> None:
    """Decode what a scale sent: --hex, --file, or --jsonl with {"protocol": …, "hex": …} on each line."""
    if jsonl:
        _each_line(lambda asked: _scale(asked, protocol))
    elif protocol is None or (digits is None) == (path is None):
        raise click.UsageError("Say --protocol NAME and either --hex DIGITS or --file PATH, or use --jsonl.")
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
@click.option("--topic", help="The topic of the message.")
@click.option("--payload", help="The payload as text.")
@click.option("--payload-hex", help="The payload as hexadecimal digits.")
@click.option("--retained", is_flag=True, help="The broker sent it because of the subscription.")
@click.option("--everything", is_flag=True, help="Doors, battery flags and radio signals too.")
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A devices.toml, for its [sensors]: described messages, dialects and units by prefix.",
)
@click.option("--jsonl", is_flag=True, help="One message a line on standard input, one list a line out.")
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
    """Decode messages of the broker: --topic and --payload, or --jsonl with {"topic": …, "payload": …} on each line.

    The lines of --jsonl are read as one broker's messages in their order: a dialect may tell names and units only once.
    """
    messages = Messages(_reader(config), everything=everything)
    if jsonl:
        _each_line(partial(_message, messages))
    elif topic is None or (payload is None) == (payload_hex is None):
        raise click.UsageError(
            "Say --topic TOPIC and either --payload TEXT or --payload-hex DIGITS, or use --jsonl."
        )
    else:
        asked = {"topic": topic, "payload": payload, "payload_hex": payload_hex, "retained": retained}
        _answer(lambda: _message(messages, asked))


@decode.command("code")
@click.argument("text", required=False)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that decides the century of two-digit years."
)
@click.option(
    "--jsonl", is_flag=True, help='One {"text": …} a line on standard input, one object a line out.'
)
def decode_code(text: str | None, today: datetime | None, *, jsonl: bool) -> None:
    """Say what a scanned TEXT is, what is in it, and what is wrong with it. <GS> stands for the separator."""
    on = today.date() if today else SystemClock().now().date()
    if jsonl:
        _each_line(lambda asked: _code(asked, on))
    elif text is None:
        raise click.UsageError("Say the TEXT that was scanned, or use --jsonl.")
    else:
        _write(shown(read_code(text), on))


def _code(asked: dict[str, Any], on: date) -> dict[str, Any]:
    if not isinstance(text := asked.get("text"), str):
        raise BadRequest("the request has no text")
    return shown(read_code(text), on)


def _reader(config: Path | None) -> Reader:
    if config is None:
        return Reader()
    try:
        return read_devices(config).sensors.new_reader()
    except Misconfigured as err:
        raise click.UsageError("\n".join(str(fault) for fault in err.faults)) from err


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
        raise BadRequest(f"{name} is an even number of hexadecimal digits, not {digits[:40]!r}") from err


def _answer(work: Callable[[], list[Shown]]) -> None:
    try:
        _write(work())
    except (UnknownProtocol, BadRequest) as err:
        click.echo(str(err), err=True)
        raise SystemExit(BAD_USE) from err


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
