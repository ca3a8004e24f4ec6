"""Fields of a Protocol Buffers message, as far as a sensor's payload needs them.

    key = number << 3 | wire type      0 varint    1 eight bytes    2 length and bytes    5 four bytes

After the "Encoding" page of the format. Not for: writing, and not for groups (3, 4), which nobody has sent since 2008.
"""

from __future__ import annotations

from collections.abc import Iterator

VARINT, EIGHT, BYTES, FOUR = 0, 1, 2, 5
LONGEST_VARINT = 10
Field = tuple[int, int | bytes]


def fields(message: bytes) -> Iterator[Field]:
    """Number and raw value of each field in order. Raises ValueError where the message ends too early or makes no sense."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire = key >> 3, key & 0x07
        if wire == VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        if wire == BYTES:
            length, at = _varint(message, at)
        elif wire in {EIGHT, FOUR}:
            length = 8 if wire == EIGHT else 4
        else:
            raise ValueError(f"has a field of wire type {wire}")
        if at + length > len(message):
            raise ValueError("ends inside a field")
        yield number, message[at : at + length]
        at += length


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place, byte in enumerate(message[at : at + LONGEST_VARINT]):
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            return value, at + place + 1
    raise ValueError("ends inside a number")


def number(raw: object) -> int | None:
    """The value of a varint field; None for a field of another type."""
    return raw if isinstance(raw, int) else None


def text(raw: object) -> str:
    """Raises ValueError for what is no UTF-8 or no field of bytes."""
    if not isinstance(raw, bytes):
        raise ValueError("has a number where a text belongs")  # noqa: TRY004 - one kind for all payloads
    return raw.decode("utf-8")
