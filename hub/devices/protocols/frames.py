"""Frames that scales send, as values. One sum type for all wire languages; a fault is a frame, never an exception.

Numbers keep the text as the scale sent it: trailing zeros are the scale's resolution, and the record keeps what was shown.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


class Kind(StrEnum):
    NET = "net"
    GROSS = "gross"
    TARE = "tare"


class TareKind(StrEnum):
    """How a tare came about, as R 76-1, 4.6.11 marks it: weighed on the scale, or a known value that was keyed in."""

    WEIGHED = "T"
    PRESET = "PT"


@dataclass(frozen=True, slots=True, init=False)
class Weight:
    """A weight. Only a stable one may ever become a weighing.

    `unit` is None where the language sends none: then it is what the scale is declared with. `stable` is None where the
    frame does not tell; that is not the same as stable. `total` is a sum the scale keeps, not what lies on it. `tare_kind` is
    that of the tare in the frame, None where the frame does not tell. `alibi` is the number under which the scale keeps it.
    """

    value: str
    unit: str | None
    stable: bool | None
    kind: Kind | None
    raw: bytes
    gross: str | None = None
    tare: str | None = None
    alibi: str | None = None
    total: bool = False
    tare_kind: TareKind | None = None

    def __init__(  # noqa: PLR0917 - the fields, in their order
        self,
        value: str,
        unit: str | None,
        stable: bool | None,
        kind: Kind | None,
        raw: bytes,
        gross: str | None = None,
        tare: str | None = None,
        alibi: str | None = None,
        total: bool = False,  # noqa: FBT002 - as above
        tare_kind: TareKind | None = None,
    ) -> None:
        # What `dataclass` writes for a frozen class takes longer than reading the frame does.
        fill = _fill_weight
        fill[0](self, value)
        fill[1](self, unit)
        fill[2](self, stable)
        fill[3](self, kind)
        fill[4](self, raw)
        fill[5](self, gross)
        fill[6](self, tare)
        fill[7](self, alibi)
        fill[8](self, total)
        fill[9](self, tare_kind)


_fill_weight = tuple(vars(Weight)[one.name].__set__ for one in fields(Weight))


@dataclass(frozen=True, slots=True)
class Counted:
    """Pieces, not a weight."""

    value: str
    stable: bool | None
    raw: bytes


@dataclass(frozen=True, slots=True)
class Moving:
    """The load has not come to rest and the frame gives no number for it.

    `stable` is None where the frame is the reason for a refusal and not the state of the load.
    """

    raw: bytes
    stable: bool | None = False


@dataclass(frozen=True, slots=True)
class Overload:
    """Above the range, or out of range upwards. Digits beside it mean nothing."""

    raw: bytes
    unit: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Underload:
    raw: bytes
    unit: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The scale answered that it cannot: busy, syntax, parameter, transmission, not level, not zeroed."""

    code: str
    raw: bytes
    unit: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A valid answer that carries no weight: identity, zeroed, reset. Numbers inside are not weights."""

    command: str
    text: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Garbled:
    """Bytes that are no frame of this language, kept whole. `why` is said where the frame is whole but cannot be right.

    `bounded` tells a frame that came with its end, and is wrong inside, from bytes that no end ever came for. What could
    be read beside an impossible number (unit, rest, kind) is kept to show what came; nothing is ever weighed from it.
    """

    raw: bytes
    why: str | None = None
    bounded: bool = False
    unit: str | None = None
    stable: bool | None = None
    kind: Kind | None = None


Frame = Weight | Counted | Moving | Overload | Underload | Refused | Answer | Garbled
