"""What is said to a print queue and what it answers: the Internet Printing Protocol, as far as one paper needs it. Bytes in, values out.

    02 00  00 02  00 00 00 01                       version 2.0, Print-Job, number of the request
    01                                              operation attributes
       47 00 12 attributes-charset 00 05 utf-8      tag, length and name, length and value
       45 00 0B printer-uri 00 1A ipp://…
    02 …                                            job attributes
    03                                              end; the document follows
    01 01  00 00  00 00 00 01  01 …  02 …  03       the answer: 0000 to 00FF is good news

Another value of the same attribute has a name of no length. Source: RFC 8010 (encoding), RFC 8011 (operations, states, reasons).
Not for: the connection (`links.ipp`), and what a paper's fate is (`drivers.queue_printer`).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from hub.devices.protocols.escpos_status import PrinterTrouble

VERSION = (2, 0)
GOOD = range(0x100)
RAW, OCTETS, PDF = "application/vnd.cups-raw", "application/octet-stream", "application/pdf"

_OPERATION, _JOB, _END, _PRINTER = 0x01, 0x02, 0x03, 0x04
_LAST_DELIMITER = 0x0F
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_NAME, _KEYWORD, _URI, _CHARSET, _LANGUAGE, _MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_TAGS = {
    "attributes-charset": _CHARSET, "attributes-natural-language": _LANGUAGE, "printer-uri": _URI, "job-id": _INTEGER,
    "requesting-user-name": _NAME, "job-name": _NAME, "document-format": _MIME, "requested-attributes": _KEYWORD,
}  # fmt: skip

Value = str | int | bool | bytes


class Operation(IntEnum):
    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB = 0x0009
    GET_PRINTER = 0x000B


class QueueState(IntEnum):
    """job-state. Up to `STOPPED` it may still come out."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


ENDED = frozenset({QueueState.CANCELED, QueueState.ABORTED, QueueState.COMPLETED})


class NotIpp(ValueError):
    """What came is no IPP answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`job` and `printer`: attributes by name, each with all its values."""

    status: int
    job: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    printer: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        return self.status in GOOD

    @property
    def job_id(self) -> int | None:
        number = next(iter(self.job.get("job-id", ())), None)
        return number if isinstance(number, int) else None

    @property
    def job_state(self) -> QueueState | None:
        state = next(iter(self.job.get("job-state", ())), None)
        return QueueState(state) if isinstance(state, int) and state in set(QueueState) else None


def request(
    operation: Operation,
    number: int,
    attributes: Sequence[tuple[str, Value | Sequence[str]]],
    document: bytes = b"",
) -> bytes:
    """One request; the two attributes that say how text is written come first, as the standard asks."""
    out = struct.pack(">BBHIB", *VERSION, operation, number, _OPERATION)
    for name, value in (("attributes-charset", "utf-8"), ("attributes-natural-language", "en"), *attributes):
        values = [value] if isinstance(value, Value) else list(value)
        for place, one in enumerate(values):
            out += _attribute(_TAGS[name], "" if place else name, one)
    return out + bytes([_END]) + document


def _attribute(tag: int, name: str, value: Value) -> bytes:
    raw = struct.pack(">i", value) if isinstance(value, int) else str(value).encode()
    return struct.pack(">BH", tag, len(name)) + name.encode("ascii") + struct.pack(">H", len(raw)) + raw


def answer(raw: bytes) -> Answer:
    """Raises NotIpp. Groups and attributes that nobody asks for are passed over."""
    try:
        return _answer(raw)
    except (struct.error, IndexError, UnicodeDecodeError) as err:
        raise NotIpp(f"{len(raw)} bytes are no whole answer") from err


def _answer(raw: bytes) -> Answer:
    _, _, status, _ = struct.unpack_from(">BBHI", raw)
    groups: dict[int, dict[str, list[Value]]] = {_JOB: {}, _PRINTER: {}}
    group, name, at = 0, "", 8
    while raw[at] != _END:
        if raw[at] <= _LAST_DELIMITER:
            group, at = raw[at], at + 1
            continue
        tag, size = struct.unpack_from(">BH", raw, at)
        name = raw[at + 3 : at + 3 + size].decode("ascii") or name
        at += 3 + size
        (size,) = struct.unpack_from(">H", raw, at)
        value = raw[at + 2 : at + 2 + size]
        if len(value) < size:
            raise NotIpp(f"{len(raw)} bytes end within {name}")
        at += 2 + size
        if group in groups:
            groups[group].setdefault(name, []).append(_value(tag, value))
    job, printer = (
        {name: tuple(values) for name, values in groups[kind].items()} for kind in (_JOB, _PRINTER)
    )
    return Answer(status, job, printer)


def _value(tag: int, raw: bytes) -> Value:
    if tag in (_INTEGER, _ENUM):
        return int(struct.unpack(">i", raw)[0])
    if tag == _BOOLEAN:
        return raw != b"\0"
    return raw.decode() if _NAME <= tag <= _MIME or tag in (0x41, 0x30) else raw


# ---- what keeps a queue from printing

_SEVERITY = re.compile(r"-(?:error|warning|report)$")
_REASONS: tuple[tuple[PrinterTrouble, frozenset[str]], ...] = (
    (PrinterTrouble.COVER_OPEN, frozenset({"cover-open", "door-open", "interlock-open"})),
    (PrinterTrouble.PAPER_OUT, frozenset({"media-empty", "media-needed"})),
    (PrinterTrouble.AWAY, frozenset({"offline", "connecting-to-device", "timed-out", "shutdown"})),
    (
        PrinterTrouble.PRINTER_ERROR,
        frozenset(
            {"media-jam", "toner-empty", "marker-supply-empty", "other", "spool-area-full", "fuser-over-temp"}
        ),
    ),
    (PrinterTrouble.OFFLINE, frozenset({"paused", "moving-to-paused"})),
)
_IDLE, _STOPPED = 3, 5


def queue_trouble(said: Mapping[str, tuple[Value, ...]]) -> PrinterTrouble | None:
    """As `printer_trouble`, of a queue whose reasons count only while it prints."""
    if said.get("printer-state") == (_IDLE,):
        said = {name: values for name, values in said.items() if name != "printer-state-reasons"}
    return printer_trouble(said)


def printer_trouble(said: Mapping[str, tuple[Value, ...]]) -> PrinterTrouble | None:
    """What the queue says of its printer, the cause a person can see first. A warning alone stops nobody."""
    reasons = {
        _SEVERITY.sub("", text)
        for text in map(str, said.get("printer-state-reasons", ()))
        if not (text.endswith("-warning") and text.startswith(("other", "toner", "marker")))
    }
    for trouble, known in _REASONS:
        if reasons & known:
            return trouble
    if said.get("printer-state") == (_STOPPED,) or said.get("printer-is-accepting-jobs") == (False,):
        return PrinterTrouble.OFFLINE
    return None


_DEVICE_SERIAL = re.compile(r"(?:^|;)\s*(?:SN|SERN|SERIALNUMBER)\s*:\s*([^;]+)", re.IGNORECASE)


def serial_numbers(said: Mapping[str, tuple[Value, ...]]) -> frozenset[str]:
    """All by which the printer behind the queue may be known: its own number (IEEE 1284), and the queue's UUID."""
    found = {str(one) for name in ("printer-serial-number", "printer-uuid") for one in said.get(name, ())}
    for text in said.get("printer-device-id", ()):
        found |= {match.strip() for match in _DEVICE_SERIAL.findall(str(text))}
    return frozenset(found)
