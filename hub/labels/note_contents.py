"""What the notes of the house say, as frozen values: pick list, collection order, load list, receiving slip, weighing ticket.

Stored with the print job as JSON, like every paper. Moments are the hub's local time with its offset from UTC; names of goods stand
in the reader's language, grades, storage classes and reasons as codes. Not for: the delivery note (`content`), which is a proof of
its own; headings (`note_phrases`); where anything stands (`notes`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hub.kernel.quantity import Mass
from hub.labels.content import PRESET, PaperKind, Party, StoredContent, WeightKind


@dataclass(frozen=True, slots=True)
class PickToFetch:
    """One crate to fetch, whole, or `mass` or `count` out of it. Sold by mass there is no count, and the other way round."""

    place: str
    sscc: str
    product: str
    grade: str
    producer: str
    lot: str
    best_before: date
    mass: Mass | None
    count: int | None
    whole: bool


@dataclass(frozen=True, slots=True)
class PickMissing:
    """What cannot be fetched of a line, and why: a code of the pick plan, or that the goods are not in yet."""

    product: str
    grade: str
    mass: Mass | None
    count: int | None
    why: str


@dataclass(frozen=True, slots=True)
class PickDone:
    """What stands in the kitchen's stack already."""

    sscc: str
    product: str
    grade: str
    mass: Mass
    count: int | None


@dataclass(frozen=True, slots=True)
class PickListContent(StoredContent):
    """One kitchen's list of a delivery day, in the order of the way through the house."""

    hub: str
    kitchen: str
    deliver_on: date
    made_at: datetime
    to_fetch: tuple[PickToFetch, ...]
    missing: tuple[PickMissing, ...] = ()
    done: tuple[PickDone, ...] = ()
    route: str = ""
    stop: str = ""
    window: str = ""
    orders: tuple[str, ...] = ()
    remark: str = ""
    made_up: bool = False

    kind = PaperKind.PICK_LIST


@dataclass(frozen=True, slots=True)
class CollectionLine:
    """One article to have ready: the promised amount, and how many packs that is."""

    article: str
    product: str
    grade: str
    packs: str
    mass: Mass
    count: int | None
    storage: str = ""
    organic: bool = False


@dataclass(frozen=True, slots=True)
class CollectionOrderContent(StoredContent):
    """What one producer has promised for a collection day, over all kitchens. `unanswered` lines may be added to it.

    Without a route the producer brings the goods to the hub by `arrives_at`.
    """

    hub: Party
    producer: Party
    collect_on: date
    made_at: datetime
    lines: tuple[CollectionLine, ...]
    route: str = ""
    stop: str = ""
    arrives_at: str = ""
    unanswered: int = 0
    contact: str = ""
    made_up: bool = False

    kind = PaperKind.COLLECTION_ORDER


@dataclass(frozen=True, slots=True)
class LoadStop:
    """One kitchen on the vehicle. `notes` are the numbers of its closed loads; what is packed and on no note yet has none."""

    stop: str
    kitchen: str
    address: str
    window: str
    crates: int
    net: Mass
    storages: tuple[str, ...] = ()
    cages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    phone: str = ""
    open_lines: int = 0


@dataclass(frozen=True, slots=True)
class LoadListContent(StoredContent):
    """One route of a day; `stops` stand in the order of loading: the last stop first, so that the first one is at the door.

    `driving`: in driving order instead, as the head of the route's notes.
    """

    hub: str
    route: str
    deliver_on: date
    made_at: datetime
    stops: tuple[LoadStop, ...]
    driving: bool = False
    made_up: bool = False

    kind = PaperKind.LOAD_LIST


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One article: announced, taken in, refused. `refusals`, `remarks`, `temperature` and `told` are sentences in the reader's language.

    `told` is what the papers of goods of animal origin said of their lots, as the desk read it.
    """

    article: str
    product: str
    grade: str
    announced_mass: Mass | None
    announced_count: int | None
    received_mass: Mass
    received_count: int | None
    refused: str = ""
    temperature: str = ""
    remarks: tuple[str, ...] = ()
    typed_weight: bool = False
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipCrate:
    """One crate that was taken in, with the weighing that proves its net."""

    sscc: str
    product: str
    lot: str
    net: Mass
    count: int | None
    weight_kind: WeightKind
    weighing: str = ""


@dataclass(frozen=True, slots=True)
class ReceivingSlipContent(StoredContent):
    """What the hub took in from one producer on one collection day."""

    hub: Party
    producer: Party
    collect_on: date
    made_at: datetime
    lines: tuple[SlipLine, ...]
    crates: tuple[SlipCrate, ...]
    closed: bool = False
    contact: str = ""
    made_up: bool = False

    kind = PaperKind.RECEIVING_SLIP


@dataclass(frozen=True, slots=True)
class TicketScale:
    """The scale as it was declared; what is not declared is left out."""

    name: str
    serial: str = ""
    accuracy_class: str = ""
    maximum: Mass | None = None
    minimum: Mass | None = None
    division: Mass | None = None
    verified_until: date | None = None


@dataclass(frozen=True, slots=True)
class TicketGoods:
    """What the load became. `tare` is what was taken off besides the scale's own tare: a crate's known weight, or nothing."""

    sscc: str
    product: str
    grade: str
    producer: str
    lot: str
    net: Mass
    count: int | None = None
    tare: Mass | None = None
    tare_kind: str = PRESET


@dataclass(frozen=True, slots=True)
class WeighingTicketContent(StoredContent):
    """One weighing. Gross, tare, base and net are the scale's own: net = gross - tare - base (what lay there before and stayed).

    `shown` is what the scale wrote, with its unit: "12.30 kg". `hash` is the whole checksum of the record, hexadecimal.
    """

    hub: Party
    scale: TicketScale
    number: int
    at: datetime
    gross: Mass
    tare: Mass
    tare_kind: str
    base: Mass
    net: Mass
    shown: str
    hash: str
    alibi: str = ""
    goods: TicketGoods | None = None
    further: tuple[int, ...] = ()
    unverified_because: str = ""
    taken_back: str = ""
    set_aside: str = ""
    refused: bool = False
    made_up: bool = False

    kind = PaperKind.WEIGHING_TICKET

    @property
    def is_spent(self) -> bool:
        """Somebody has said what became of the load."""
        return bool(self.goods or self.taken_back or self.set_aside or self.refused)
