"""Stored facts of stock. What lies where is the sum of movements; nothing here is ever overwritten."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.catalogue.records import Article, CrateType
from hub.kernel.quantity import Mass
from hub.kernel.words import Words
from hub.labels.json_form import from_json, to_json
from hub.labels.provenance import Provenance
from hub.people.signing import Factor
from hub.storage.base import Base
from hub.storage.columns import EnumColumn, MassColumn, RowId, UTCDateTime, WordsColumn


class PlaceKind(StrEnum):
    DOCK = "dock"  # where goods come in and are weighed
    COLD_ROOM = "cold_room"
    FREEZER = "freezer"
    DRY_STORE = "dry_store"
    PACKING = "packing"
    VEHICLE = "vehicle"


class MovementKind(StrEnum):
    RECEIVED = "received"
    TAKEN_BACK = "taken_back"  # a receipt that was none, as a movement out
    PUT_AWAY = "put_away"
    SPLIT_OUT = "split_out"  # taken out of a crate into another
    SPLIT_IN = "split_in"
    PICKED = "picked"
    UNPICKED = "unpicked"  # an undone pick, as a movement back
    LOADED = "loaded"
    DELIVERED = "delivered"
    DISCARDED = "discarded"


class WeightKind(StrEnum):
    """Where a crate's weight comes from; a typed one is marked on every paper."""

    WEIGHED = "weighed"
    TYPED = "typed"
    CALCULATED = "calculated"  # what remains in a crate after a weighed part was taken out


class Place(Base):
    """Somewhere a crate can stand, and the storage classes it may hold (empty: all, for a short stay)."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[Words] = mapped_column(WordsColumn)
    kind: Mapped[PlaceKind] = mapped_column(EnumColumn(PlaceKind))
    storage_classes: Mapped[list[str]] = mapped_column(JSON)


class ProvenanceColumn(TypeDecorator[Provenance]):
    """What is told of a lot of animal origin, as one JSON object."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Provenance | None, dialect: Dialect) -> dict[str, Any] | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else to_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Provenance | None:  # noqa: ANN401, ARG002
        return None if value is None else from_json(Provenance, value)


class Lot(Base):
    """What was received together: one article, one producer, one collection day, and one origin: two catches of a day are two lots.

    `provenance` is what was told of it last; every telling is kept (`receiving`). `origin_country` is empty where what was told of the
    animals is not one country.
    """

    __tablename__ = "lot"
    __table_args__ = (Index("ix_lot_article_id_collected_on", "article_id", "collected_on"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    collected_on: Mapped[date] = mapped_column(Date)
    received_on: Mapped[date] = mapped_column(Date)
    best_before: Mapped[date] = mapped_column(Date)
    origin_country: Mapped[str] = mapped_column(String(2))
    provenance: Mapped[Provenance | None] = mapped_column(ProvenanceColumn)

    article: Mapped[Article] = relationship(lazy="joined", innerjoin=True)


class Crate(Base):
    """What is carried: one crate, one SSCC, one label. `net` is what it held when it was labelled.

    `parent_id`: the crate that this one was filled from. `replaces_id`: the same crate under a number whose label was wrong.
    """

    __tablename__ = "crate"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    sscc: Mapped[str] = mapped_column(String(18), unique=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), index=True)
    crate_type_id: Mapped[int] = mapped_column(ForeignKey("crate_type.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("crate.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("crate.id"), unique=True)
    net: Mapped[Mass] = mapped_column(MassColumn)
    count: Mapped[int | None] = mapped_column(Integer)
    weight_kind: Mapped[WeightKind] = mapped_column(EnumColumn(WeightKind))
    typed_reason: Mapped[str | None] = mapped_column(String(200))
    labelled_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    voided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    void_reason: Mapped[str | None] = mapped_column(String(200))

    lot: Mapped[Lot] = relationship(lazy="joined", innerjoin=True)
    crate_type: Mapped[CrateType] = relationship(lazy="joined", innerjoin=True)


class Movement(Base):
    """One row of the ledger: so much of one crate left a place (or came from outside) and reached another (or left the house)."""

    __tablename__ = "movement"
    __table_args__ = (
        CheckConstraint("from_place_id IS NOT NULL OR to_place_id IS NOT NULL", name="goes_somewhere"),
        CheckConstraint("mass >= 0", name="mass_not_negative"),
        UniqueConstraint("operation", "crate_id", "kind"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    crate_id: Mapped[int] = mapped_column(ForeignKey("crate.id"), index=True)
    kind: Mapped[MovementKind] = mapped_column(EnumColumn(MovementKind))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    from_place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    to_place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    mass: Mapped[Mass] = mapped_column(MassColumn)
    count: Mapped[int | None] = mapped_column(Integer)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(String(200))
    operation: Mapped[str] = mapped_column(String(64))


class Hold(Base):
    """A crate that nobody may use until somebody signs it free: since when, by whom and why. Append-only.

    `about` names what it was held for, "incident:7", as print jobs name their subject; None when a person gave a reason of their own.
    """

    __tablename__ = "hold"
    __table_args__ = (UniqueConstraint("operation", "crate_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    crate_id: Mapped[int] = mapped_column(ForeignKey("crate.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # Read by people of three languages; what a person typed stands in all of them as typed.
    reason: Mapped[Words] = mapped_column(WordsColumn)
    about: Mapped[str | None] = mapped_column(String(60))
    operation: Mapped[str] = mapped_column(String(64))


class HoldRelease(Base):
    """The end of a hold: who signed it, with which factor, and why. Append-only; a hold ends once."""

    __tablename__ = "hold_release"

    hold_id: Mapped[int] = mapped_column(ForeignKey("hold.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    factor: Mapped[Factor] = mapped_column(EnumColumn(Factor))
    reason: Mapped[str] = mapped_column(String(300))
    operation: Mapped[str] = mapped_column(String(64))
