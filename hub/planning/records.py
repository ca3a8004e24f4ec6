"""Stored facts of the calendar: routes, the weekly collection rule of each producer, the weekly delivery rule of each kitchen.

Weekdays are 0 (Monday) to 6; times are local to the hub.
"""

from __future__ import annotations

from datetime import time

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Time
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.kernel.words import Words
from hub.storage.base import Base
from hub.storage.columns import RowId, WordsColumn


class Route(Base):
    """A fixed round of a vehicle."""

    __tablename__ = "route"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[Words] = mapped_column(WordsColumn)


class CollectionRule(Base):
    """A weekday on which a producer's goods come to the hub. No route: the producer brings them."""

    __tablename__ = "collection_rule"
    __table_args__ = (CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),)

    producer_id: Mapped[int] = mapped_column(ForeignKey("producer.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(Integer, primary_key=True)
    route_id: Mapped[int | None] = mapped_column(ForeignKey("route.id"))
    stop: Mapped[int] = mapped_column(Integer)
    arrives_at: Mapped[time] = mapped_column(Time)
    cut_off_days: Mapped[int] = mapped_column(Integer)
    cut_off_at: Mapped[time] = mapped_column(Time)

    route: Mapped[Route | None] = relationship(lazy="joined")


class DeliveryRule(Base):
    """A weekday on which a kitchen gets its one consolidated delivery, with the agreed window."""

    __tablename__ = "delivery_rule"
    __table_args__ = (CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),)

    kitchen_id: Mapped[int] = mapped_column(ForeignKey("kitchen.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(Integer, primary_key=True)
    route_id: Mapped[int] = mapped_column(ForeignKey("route.id"))
    stop: Mapped[int] = mapped_column(Integer)
    window_from: Mapped[time] = mapped_column(Time)
    window_to: Mapped[time] = mapped_column(Time)

    route: Mapped[Route] = relationship(lazy="joined", innerjoin=True)
