"""What a paper says, as frozen values: one crate label, one delivery note. They are stored with the job as JSON, so that
a copy drawn next month says what the first paper said.

Not for: where it stands on the paper (layout, dialects), the headings in three languages (phrases), or prices.
Grades, storage classes, allergens and countries are held as codes; names of goods, farms and kitchens as they are to be
read, in the receiver's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hub.kernel.ids import is_sscc
from hub.kernel.quantity import Mass
from hub.labels.codes.own import is_crate_code
from hub.labels.json_form import from_json, to_json
from hub.labels.kept import KeptBetween

SHORT_CODE_DIGITS = 6


# The mark of a tare that was not weighed but known.
PRESET = "PT"


class PaperKind(StrEnum):
    CRATE_LABEL = "crate_label"
    DELIVERY_NOTE = "delivery_note"


class WeightKind(StrEnum):
    """Where the net mass comes from. The values are those of the stock's own enum; a typed weight is marked on paper."""

    WEIGHED = "weighed"
    TYPED = "typed"
    CALCULATED = "calculated"


def short_code(sscc: str) -> str:
    """The end of a crate's number as people read it aloud: "012 345"."""
    digits = sscc[-SHORT_CODE_DIGITS:]
    return f"{digits[:3]} {digits[3:]}"


def _require_sscc(sscc: str) -> None:
    if not (is_sscc(sscc) or is_crate_code(sscc)):
        raise ValueError(
            f"a crate is named by an SSCC or its own code, with a right check digit, not {sscc!r}"
        )


@dataclass(frozen=True, slots=True)
class CrateLabelContent:
    """One crate. `weighing` is the scale and its running number, "Varemottak, nr. 128": the record that proves the mass.

    `tare_kind` is T for a tare that the scale weighed; a known one, such as that of a crate type, is PT (OIML R 76-1, 4.6.11).
    `address` is what the QR code opens; empty means the GS1 Digital Link of the SSCC.
    """

    sscc: str
    product: str
    grade: str
    producer: str
    lot: str
    net: Mass
    weight_kind: WeightKind
    collected_on: date | None = None
    packed_on: date | None = None
    best_before: date | None = None
    tare: Mass | None = None
    tare_kind: str = PRESET
    count: int | None = None
    weighing: str = ""
    origin_country: str = ""
    organic: bool = False
    allergens: tuple[str, ...] = ()
    storage: str = ""
    approval_number: str = ""
    kitchen: str = ""
    stop: str = ""
    replaces: str = ""
    address: str = ""
    made_up: bool = False

    kind = PaperKind.CRATE_LABEL

    def __post_init__(self) -> None:
        _require_sscc(self.sscc)
        if self.replaces:
            _require_sscc(self.replaces)

    @property
    def link(self) -> str:
        """What the square code holds. Source: GS1 Digital Link URI Syntax 1.6, key 00. A crate's own code is no GS1 key."""
        return self.address or (f"https://id.gs1.org/00/{self.sscc}" if is_sscc(self.sscc) else self.sscc)

    def as_json(self) -> dict[str, Any]:
        return to_json(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> CrateLabelContent:
        return from_json(cls, stored)


@dataclass(frozen=True, slots=True)
class Party:
    """A business on the note. `approval_number` is the establishment's, for goods of animal origin."""

    name: str
    address: str
    phone: str = ""
    approval_number: str = ""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One article. Ordered and delivered are kept apart, each as mass, count, or both.

    `short_reason` says why less came; `typed_weight` marks a mass that no scale recorded.
    """

    article: str
    product: str
    grade: str
    producer: str
    lots: tuple[str, ...]
    ordered_mass: Mass | None = None
    ordered_count: int | None = None
    delivered_mass: Mass | None = None
    delivered_count: int | None = None
    origin_country: str = ""
    organic: bool = False
    allergens: tuple[str, ...] = ()
    short_reason: str = ""
    typed_weight: bool = False


@dataclass(frozen=True, slots=True)
class NoteCrate:
    """One crate of the delivery, by its SSCC."""

    sscc: str
    product: str
    lot: str
    net: Mass
    weight_kind: WeightKind
    best_before: date | None = None
    count: int | None = None
    weighing: str = ""
    kept: KeptBetween | None = None

    def __post_init__(self) -> None:
        _require_sscc(self.sscc)


@dataclass(frozen=True, slots=True)
class DeliveryNoteContent:
    """What (EU) 931/2011 article 3 asks to be handed over with food of animal origin, for all goods alike:

    description and quantity (lines), dispatching operator (sender), owner if another (owners), receiving operator
    (receiver), lots, and the date of dispatch.
    """

    number: str
    dispatched_on: date
    sender: Party
    receiver: Party
    owners: tuple[Party, ...]
    lines: tuple[NoteLine, ...]
    crates: tuple[NoteCrate, ...]
    delivery_on: date | None = None
    route: str = ""
    stop: str = ""
    window: str = ""
    orders: tuple[str, ...] = ()
    their_reference: str = ""
    contact: str = ""
    contact_phone: str = ""
    remark: str = ""
    made_up: bool = False

    kind = PaperKind.DELIVERY_NOTE

    def as_json(self) -> dict[str, Any]:
        return to_json(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> DeliveryNoteContent:
        return from_json(cls, stored)


Content = CrateLabelContent | DeliveryNoteContent


def content_from_json(kind: PaperKind, stored: dict[str, Any]) -> Content:
    """The content that was stored for a paper of this kind."""
    if kind is PaperKind.CRATE_LABEL:
        return CrateLabelContent.from_json(stored)
    return DeliveryNoteContent.from_json(stored)
