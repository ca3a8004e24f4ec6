"""Stored facts of delivery: the loads of a kitchen and day, and the note that went with each."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.storage.base import Base
from hub.storage.columns import EnumColumn, RowId, UTCDateTime


class DeliveryState(StrEnum):
    LOADED = "loaded"  # the note is written and the crates are on the vehicle
    DELIVERED = "delivered"
    ANSWERED = "answered"  # the kitchen accepted or claimed every line


class Delivery(Base):
    """One load. Its note's content is frozen when it is closed, so that a copy says the same.

    `sequence` counts the loads of a kitchen and day: what is ordered or comes after the first was closed goes with the next.
    """

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("kitchen_id", "delivery_on", "sequence"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    note_number: Mapped[int] = mapped_column(Integer, unique=True)
    kitchen_id: Mapped[int] = mapped_column(ForeignKey("kitchen.id"), index=True)
    delivery_on: Mapped[date] = mapped_column(Date, index=True)
    sequence: Mapped[int] = mapped_column(Integer)
    route_id: Mapped[int] = mapped_column(ForeignKey("route.id"))
    state: Mapped[DeliveryState] = mapped_column(EnumColumn(DeliveryState))
    loaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    loaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    delivered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    delivered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[dict[str, Any]] = mapped_column(JSON)
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class DeliveredCrate(Base):
    """A crate on a delivery."""

    __tablename__ = "delivered_crate"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    crate_id: Mapped[int] = mapped_column(ForeignKey("crate.id"), primary_key=True)


class RollCage(Base):
    """A roll cage or pallet on which a kitchen's crates stand: a unit of its own, with a number of its own (SSCC).

    `number` counts those of a kitchen and day. It goes with the delivery that closes the load; one that was made by mistake is
    void, and its number is never used again.
    """

    __tablename__ = "roll_cage"
    __table_args__ = (UniqueConstraint("kitchen_id", "delivery_on", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    sscc: Mapped[str] = mapped_column(String(18), unique=True)
    kitchen_id: Mapped[int] = mapped_column(ForeignKey("kitchen.id"))
    delivery_on: Mapped[date] = mapped_column(Date, index=True)
    number: Mapped[int] = mapped_column(Integer)
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    voided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class Package(Base):
    """One of the packages that a kitchen's load stands in: a unit of its own, with a number of its own (SSCC).

    `number` counts within its set, "2 of 5". A set is labelled anew when anything on its labels has changed: the one before is void
    then. It goes with the delivery that closes the load.
    """

    __tablename__ = "package"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    sscc: Mapped[str] = mapped_column(String(18), unique=True)
    kitchen_id: Mapped[int] = mapped_column(ForeignKey("kitchen.id"))
    delivery_on: Mapped[date] = mapped_column(Date, index=True)
    number: Mapped[int] = mapped_column(Integer)
    of: Mapped[int] = mapped_column("set_size", Integer)
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    voided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class CagedCrate(Base):
    """On which roll cage a crate stands. Put on another one, it stands there."""

    __tablename__ = "caged_crate"

    crate_id: Mapped[int] = mapped_column(ForeignKey("crate.id"), primary_key=True)
    cage_id: Mapped[int] = mapped_column(ForeignKey("roll_cage.id"), index=True)


class DeliveredLine(Base):
    """The load that an order line belongs to, and in which its kitchen answers it.

    A line that did not come stands on the note of the day. When goods for it go later all the same, it moves to the load
    that carries them; the first paper keeps what it said.
    """

    __tablename__ = "delivered_line"

    line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), index=True)
