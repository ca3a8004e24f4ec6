"""Stored facts of weighing and receiving. The scale writes weighings, a worker claims them, and a weighing is claimed once."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.kernel.quantity import Mass
from hub.storage.base import Base
from hub.storage.columns import EnumColumn, MassColumn, RowId, UTCDateTime


class TareKind(StrEnum):
    """OIML R 76-1, 4.6.11: T is a weighed tare, PT a preset one."""

    NONE = "none"
    WEIGHED = "T"
    PRESET = "PT"


class ClaimPurpose(StrEnum):
    RECEIVING = "receiving"
    PICKING = "picking"
    REPACKING = "repacking"
    REFUSED = "refused"  # weighed at the door and not let in
    SET_ASIDE = "set_aside"  # nobody's crate: a test weight, a bag; with a reason


class Weighing(Base):
    """One load that settled on one scale: append-only, numbered without gaps per scale, chained by hash.

    `gross` and `tare` are what the scale itself stood at. `base` is what lay there before and was not lifted off; `net` is this
    load alone, gross - tare - base. The crate's own tare is subtracted by whoever claims it. `verified_until` is what was
    declared for the scale at that moment.
    """

    __tablename__ = "weighing"
    __table_args__ = (UniqueConstraint("scale", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    scale: Mapped[str] = mapped_column(String(40), index=True)
    number: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    gross: Mapped[Mass] = mapped_column(MassColumn)
    tare: Mapped[Mass] = mapped_column(MassColumn)
    tare_kind: Mapped[TareKind] = mapped_column(EnumColumn(TareKind))
    base: Mapped[Mass] = mapped_column(MassColumn)
    net: Mapped[Mass] = mapped_column(MassColumn)
    shown: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(8))
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    device_serial: Mapped[str | None] = mapped_column(String(60))
    verified_until: Mapped[date | None] = mapped_column(Date)
    alibi_number: Mapped[str | None] = mapped_column(String(40))
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)

    @property
    def stood(self) -> Mass:
        """What the scale stood at with this load on it, without its own tare."""
        return self.gross - self.tare


class WeighingClaim(Base):
    """A worker's claim on a weighing. The unique weighing is the rule that one load becomes one crate.

    `unverified_because`: why a weight of a scale whose verification had run out was used all the same; it stands on paper.
    """

    __tablename__ = "weighing_claim"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    weighing_id: Mapped[int] = mapped_column(ForeignKey("weighing.id"), unique=True)
    purpose: Mapped[ClaimPurpose] = mapped_column(EnumColumn(ClaimPurpose))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    crate_id: Mapped[int | None] = mapped_column(ForeignKey("crate.id"), index=True)
    reason: Mapped[str | None] = mapped_column(String(200))
    unverified_because: Mapped[str | None] = mapped_column(String(200))


class Receipt(Base):
    """One crate received against an announced collection: the act behind "Saved, no. N"."""

    __tablename__ = "receipt"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    crate_id: Mapped[int] = mapped_column(ForeignKey("crate.id"), unique=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    collect_on: Mapped[date] = mapped_column(Date, index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class ReceiptUndone(Base):
    """A receipt taken back: the crate has left again, its label is void, and its weighing stays spent, with the reason."""

    __tablename__ = "receipt_undone"

    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipt.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))


class CollectionClosure(Base):
    """The word that this is all of it: one article of one collection day is in, and order lines learn what came."""

    __tablename__ = "collection_closure"
    __table_args__ = (UniqueConstraint("article_id", "collect_on"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    collect_on: Mapped[date] = mapped_column(Date)
    announced: Mapped[Mass] = mapped_column(MassColumn)
    received: Mapped[Mass] = mapped_column(MassColumn)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(String(300))


class DaySheet(Base):
    """The signed sheet of one local day. Signed again after late claims, it is a new sheet that names the one it replaces.

    `content` is canonical JSON (hub.labels.day_sheet): all that is needed to print the same paper again. `hash` is its SHA-256.
    """

    __tablename__ = "day_sheet"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    signed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("day_sheet.id"), unique=True)
    content: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    operation: Mapped[str] = mapped_column(String(64), unique=True)
