"""Frames that scales send, as values. One sum type for all wire languages; a fault is a frame, never an exception.

Numbers keep the text as the scale sent it: trailing zeros are the scale's resolution, and the record keeps what was shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    NET = "net"
    GROSS = "gross"
    TARE = "tare"


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight with its unit. Only a stable one may ever become a weighing."""

    value: str
    unit: str
    stable: bool
    kind: Kind | None
    raw: bytes
    gross: str | None = None
    tare: str | None = None
    alibi: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Pieces, not a weight."""

    value: str
    stable: bool
    raw: bytes


@dataclass(frozen=True, slots=True)
class Overload:
    raw: bytes


@dataclass(frozen=True, slots=True)
class Underload:
    raw: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """The scale answered that it cannot: busy, syntax, parameter, transmission."""

    code: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A valid answer that carries no weight: identity, zeroed, reset. Numbers inside are not weights."""

    command: str
    text: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Garbled:
    """Bytes that are no frame of this language, kept whole."""

    raw: bytes


Frame = Weight | Counted | Overload | Underload | Refused | Answer | Garbled
