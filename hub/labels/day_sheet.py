"""What the day sheet of weighings says, as frozen values: every weighing of a day, what became of each, the heads, the signature.

Kept as canonical JSON, so that the paper printed in five years says what the first one said. Not for: collecting the facts
(`hub.receiving.day_sheets`), the drawing (`dialects.pdf_day_sheet`), or anything about how fast anybody worked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hub.kernel.quantity import Mass
from hub.kernel.words import Words
from hub.labels.json_form import from_json, to_json

HEAD_DIGITS = 16


class Became(StrEnum):
    """What became of a weighing. The values are those of receiving's own claims, and one more for none."""

    NOBODYS = "nobodys"
    RECEIVING = "receiving"
    PICKING = "picking"
    REPACKING = "repacking"
    REFUSED = "refused"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class SheetWeighing:
    """One load. `at` is the hub's local time with its offset from UTC; `shown` is the display as the scale sent it.

    `base` is what lay there before and stayed: net = gross - tare - base.
    """

    number: int
    at: datetime
    gross: Mass
    tare: Mass
    tare_kind: str
    base: Mass
    net: Mass
    shown: str
    unit: str
    alibi_number: str | None = None
    became: Became = Became.NOBODYS
    receipt: int | None = None
    crate: str = ""
    goods: Words | None = None
    reason: str = ""
    unverified_because: str = ""
    taken_back: str = ""


@dataclass(frozen=True, slots=True)
class SheetScale:
    """One scale on one day. Maximum, minimum, division and class are as declared when the sheet was made; None when they were not.

    `serials` and `verified_until` are what the weighings themselves carry. `missing` are numbers between the first and the last
    that no day has: there should be none.
    """

    key: str
    name: Words
    weighings: tuple[SheetWeighing, ...]
    serials: tuple[str, ...] = ()
    verified_until: tuple[date, ...] = ()
    maximum: Mass | None = None
    minimum: Mass | None = None
    division: Mass | None = None
    accuracy_class: str | None = None
    missing: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        return self.weighings[0].number

    @property
    def last(self) -> int:
        return self.weighings[-1].number

    @property
    def nobodys(self) -> tuple[SheetWeighing, ...]:
        return tuple(one for one in self.weighings if one.became is Became.NOBODYS)

    @property
    def overrides(self) -> tuple[SheetWeighing, ...]:
        """Weighings used although the scale's verification had run out."""
        return tuple(one for one in self.weighings if one.unverified_because)


@dataclass(frozen=True, slots=True)
class SheetTyped:
    """A crate whose weight no scale wrote. `receipt` is None for one that was filled in the house."""

    at: datetime
    crate: str
    goods: Words
    net: Mass
    count: int | None
    reason: str
    receipt: int | None = None


@dataclass(frozen=True, slots=True)
class SheetTakenBack:
    """A receipt taken back on this day, on whichever day it was weighed."""

    at: datetime
    receipt: int
    crate: str
    goods: Words
    net: Mass
    reason: str


@dataclass(frozen=True, slots=True)
class SheetDay:
    """Everything that a day holds."""

    hub: str
    address: str
    day: date
    scales: tuple[SheetScale, ...] = ()
    typed: tuple[SheetTyped, ...] = ()
    taken_back: tuple[SheetTakenBack, ...] = ()
    made_up: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.scales or self.typed or self.taken_back)

    @property
    def weighings(self) -> int:
        return sum(len(scale.weighings) for scale in self.scales)

    @property
    def nobodys(self) -> tuple[tuple[SheetScale, SheetWeighing], ...]:
        return tuple((scale, one) for scale in self.scales for one in scale.nobodys)

    @property
    def digest(self) -> str:
        """What a signer has seen: signing another day's content than the one on the screen is refused by this."""
        return hashlib.sha256(canonical(to_json(self))).hexdigest()


@dataclass(frozen=True, slots=True)
class SheetHead:
    """The newest weighing of a scale, or the newest entry of the audit trail, when the sheet was made; `hash` is whole, in hex."""

    of: str
    number: int
    hash: str

    def __str__(self) -> str:
        """As `hub verify weighings --head` takes it."""
        return f"{self.of}:{self.number}:{self.hash[:HEAD_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, when (local time), as which number, and why with open weighings or why again."""

    number: int
    by: str
    at: datetime
    open_because: str = ""
    replaces: int | None = None
    again_because: str = ""


@dataclass(frozen=True, slots=True)
class DaySheetContent:
    """The whole sheet; without a signature it is a draft."""

    day: SheetDay
    heads: tuple[SheetHead, ...]
    audit: SheetHead | None = None
    signature: Signature | None = None

    def as_text(self) -> str:
        return canonical(to_json(self)).decode()

    @classmethod
    def from_text(cls, text: str) -> DaySheetContent:
        """Raises ValueError for a text that is no sheet."""
        stored = json.loads(text)
        if not isinstance(stored, dict):
            raise ValueError("a day sheet is a JSON object")  # noqa: TRY004 - as json_form answers all that is wrong
        return from_json(cls, stored)


def canonical(plain: object) -> bytes:
    """One byte string for one content: keys in order, no spaces, UTF-8."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def hash_of_sheet(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def missing_numbers(of_day: Sequence[int], of_other_days: Sequence[int]) -> tuple[int, ...]:
    """Numbers between the day's first and last that are on no day at all."""
    known = {*of_day, *of_other_days}
    return tuple(number for number in range(min(of_day), max(of_day) + 1) if number not in known)
