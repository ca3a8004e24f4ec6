"""What the labels besides the crate's say, as frozen values: a kitchen's consignment, a roll cage or pallet, a place, a product card.

Stored with the print job as JSON, like every paper. Not for: badges. A badge carries a key, and a key is never stored
(`hub.people.badges`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.kernel.ids import is_sscc
from hub.kernel.quantity import Mass, Money
from hub.labels.codes.own import is_crate_code
from hub.labels.content import PaperKind, StoredContent


def _require_unit(code: str) -> None:
    if not (is_sscc(code) or is_crate_code(code)):
        raise ValueError(f"a roll cage or package is named by an SSCC or an own code, not {code!r}")


@dataclass(frozen=True, slots=True)
class ConsignmentContent(StoredContent):
    """One of the packages in which a kitchen's delivery stands on the vehicle, a logistic unit of its own: SSCC, or the hub's own
    code where it has no GS1 prefix.

    `ginc` is the number of the whole consignment (GS1 identifier 401), the same on each of its packages; empty in a hub without a
    GS1 prefix. `page` is what the square code opens.
    """

    kitchen: str
    delivery_on: date
    number: int
    of: int
    address: str = ""
    route: str = ""
    stop: str = ""
    window: str = ""
    sender: str = ""
    crates: int | None = None
    net: Mass | None = None
    note: str = ""
    storages: tuple[str, ...] = ()
    ginc: str = ""
    made_up: bool = False
    sscc: str = ""
    page: str = ""

    kind = PaperKind.CONSIGNMENT_LABEL

    def __post_init__(self) -> None:
        if self.sscc:
            _require_unit(self.sscc)


@dataclass(frozen=True, slots=True)
class PalletContent(StoredContent):
    """One roll cage or pallet, a logistic unit of its own: SSCC, or the hub's own code where it has no GS1 prefix.

    `contents` are names of goods. `crates` None: nobody said which crates stand on it.
    """

    sscc: str
    kitchen: str
    delivery_on: date
    sender: str = ""
    route: str = ""
    stop: str = ""
    crates: int | None = None
    net: Mass | None = None
    gross: Mass | None = None
    contents: tuple[str, ...] = ()
    storages: tuple[str, ...] = ()
    address: str = ""
    made_up: bool = False

    kind = PaperKind.PALLET_LABEL

    def __post_init__(self) -> None:
        _require_unit(self.sscc)


@dataclass(frozen=True, slots=True)
class PlaceContent(StoredContent):
    """The sign of a place: what a scan at put-away names, and which climates it has."""

    place: str
    name: str
    storages: tuple[str, ...] = ()
    made_up: bool = False

    kind = PaperKind.PLACE_LABEL


@dataclass(frozen=True, slots=True)
class ProductCardContent(StoredContent):
    """The card of an article at its shelf. By its code the hub finds the article's crates: its GTIN, or the number that the hub gave it."""

    article: str
    product: str
    grade: str
    producer: str
    origin_country: str = ""
    organic: bool = False
    allergens: tuple[str, ...] = ()
    storage: str = ""
    price: Money | None = None
    currency: str = ""
    by_count: bool = False
    made_up: bool = False
    gtin: str = ""

    kind = PaperKind.PRODUCT_CARD
