"""What a paper says, as frozen values: here the crate label and the delivery note, the others in `label_contents` and `note_contents`.
They are stored with the job as JSON, so that a copy drawn next month says what the first paper said.

Not for: where it stands on the paper (layout, dialects), the headings in three languages (phrases), or prices.
Grades, storage classes, allergens and countries are held as codes; names of goods, farms and kitchens as they are to be
read, in the receiver's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

from hub.kernel.ids import is_sscc
from hub.kernel.quantity import Mass
from hub.labels.codes.found import Element
from hub.labels.codes.links import digital_link
from hub.labels.codes.own import is_crate_code
from hub.labels.json_form import from_json, to_json
from hub.labels.kept import KeptBetween
from hub.labels.provenance import LotProvenance, Provenance

SHORT_CODE_DIGITS = 6


# The mark of a tare that was not weighed but known.
PRESET = "PT"


class PaperKind(StrEnum):
    """Every paper that is queued for a printer. A badge is none: see `hub.people.badges`."""

    CRATE_LABEL = "crate_label"
    CONSIGNMENT_LABEL = "consignment_label"
    PALLET_LABEL = "pallet_label"
    PLACE_LABEL = "place_label"
    PRODUCT_CARD = "product_card"
    DELIVERY_NOTE = "delivery_note"
    PICK_LIST = "pick_list"
    COLLECTION_ORDER = "collection_order"
    LOAD_LIST = "load_list"
    RECEIVING_SLIP = "receiving_slip"
    WEIGHING_TICKET = "weighing_ticket"


# A printer that takes crate labels takes every label, and one that takes delivery notes every note, unless the settings name another
# printer for a kind.
LABELS = frozenset(
    {
        PaperKind.CRATE_LABEL,
        PaperKind.CONSIGNMENT_LABEL,
        PaperKind.PALLET_LABEL,
        PaperKind.PLACE_LABEL,
        PaperKind.PRODUCT_CARD,
    }
)
NOTES = frozenset(PaperKind) - LABELS


def main_of(kind: PaperKind) -> PaperKind:
    """The kind whose printer takes this one, too."""
    return PaperKind.CRATE_LABEL if kind in LABELS else PaperKind.DELIVERY_NOTE


def taken(papers: Iterable[str]) -> frozenset[PaperKind]:
    """Every kind that a printer takes, from what its settings name."""
    named = {PaperKind(one) for one in papers}
    return frozenset(kind for kind in PaperKind if kind in named or main_of(kind) in named)


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
class StoredContent:
    """What a print job keeps of a paper: its values, and which kind of paper it is."""

    kind: ClassVar[PaperKind]

    def as_json(self) -> dict[str, Any]:
        return to_json(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Raises ValueError for a field that is missing, unknown or of the wrong type."""
        return from_json(cls, stored)


@dataclass(frozen=True, slots=True)
class CrateLabelContent(StoredContent):
    """One crate. `weighing` is the scale and its running number, "Varemottak, nr. 128": the record that proves the mass.

    `parent` is the crate that this part was taken out of. `tare_kind` is T for a tare that the scale weighed; a known one, such as that of a crate type, is PT (OIML R 76-1, 4.6.11).
    `address` is what the QR code opens; empty means the GS1 Digital Link of the SSCC. `gtin` is the number of the crate as an article,
    `content_gtin` that of the pieces in it; goods without either have no code of their own. `method`, the fish's names and
    `provenance` are for goods of animal origin, `variety` and `quality_class` for fruit and vegetables.
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
    parent: str = ""
    gtin: str = ""
    content_gtin: str = ""
    method: str = ""
    scientific_name: str = ""
    fao_code: str = ""
    provenance: Provenance | None = None
    variety: str = ""
    quality_class: str = ""

    kind = PaperKind.CRATE_LABEL

    def __post_init__(self) -> None:
        for code in (self.sscc, self.replaces, self.parent):
            if code or code is self.sscc:
                _require_sscc(code)

    @property
    def harvested_on(self) -> date | None:
        return self.provenance.harvested_on if self.provenance else None

    @property
    def link(self) -> str:
        """What the square code holds. Source: GS1 Digital Link URI Syntax 1.6, key 00. A crate's own code is no GS1 key."""
        if self.address or not is_sscc(self.sscc):
            return self.address or self.sscc
        return digital_link([Element("00", "SSCC", self.sscc)])


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

    `short_reason` says why less came; `typed_weight` marks a mass that no scale recorded. `species`, `approval_number` and
    what follows are for goods of animal origin: which animals, the establishment they come from, and what is told of each lot.
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
    variety: str = ""
    quality_class: str = ""
    species: tuple[str, ...] = ()
    approval_number: str = ""
    method: str = ""
    scientific_name: str = ""
    fao_code: str = ""
    provenance: tuple[LotProvenance, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteCrate:
    """One crate of the delivery, by its SSCC; `cage` is the SSCC of the roll cage it stands on."""

    sscc: str
    product: str
    lot: str
    net: Mass
    weight_kind: WeightKind
    best_before: date | None = None
    count: int | None = None
    weighing: str = ""
    kept: KeptBetween | None = None
    cage: str = ""

    def __post_init__(self) -> None:
        _require_sscc(self.sscc)


@dataclass(frozen=True, slots=True)
class NoteCage:
    """One roll cage or pallet, with how many crates of the delivery stand on it by name; 0 when nobody said which."""

    sscc: str
    crates: int = 0


@dataclass(frozen=True, slots=True)
class NoteReturnable:
    """Crates of one returnable type that go out with the goods; what comes back is written in by hand."""

    name: str
    out: int


@dataclass(frozen=True, slots=True)
class DeliveryNoteContent(StoredContent):
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
    returnables: tuple[NoteReturnable, ...] = ()
    cages: tuple[NoteCage, ...] = ()
    link: str = ""

    kind = PaperKind.DELIVERY_NOTE
