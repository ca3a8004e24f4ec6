"""Stored facts of ordering. Ordered, confirmed, received, picked, delivered and accepted amounts are separate events, never overwritten."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.catalogue.records import Article, Kitchen
from hub.kernel.quantity import Mass, Money
from hub.orders.lines import LineEventKind, LineState, RefusalReason
from hub.storage.base import Base
from hub.storage.columns import EnumColumn, MassColumn, MoneyColumn, RowId, UTCDateTime

__all__ = ["LineEvent", "LineEventKind", "LineState", "Order", "OrderLine"]


class Order(Base):
    """One kitchen's order for one delivery day."""

    __tablename__ = "kitchen_order"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    kitchen_id: Mapped[int] = mapped_column(ForeignKey("kitchen.id"), index=True)
    delivery_on: Mapped[date] = mapped_column(Date, index=True)
    placed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str | None] = mapped_column(String(500))
    made_up: Mapped[bool] = mapped_column(default=False)
    operation: Mapped[str] = mapped_column(String(64), unique=True)

    kitchen: Mapped[Kitchen] = relationship(lazy="joined", innerjoin=True)
    lines: Mapped[list[OrderLine]] = relationship(
        lazy="selectin", order_by="OrderLine.position", back_populates="order"
    )


class OrderLine(Base):
    """One article of an order. `state` is the fold of its events, kept here so that lists are quick."""

    __tablename__ = "order_line"
    __table_args__ = (UniqueConstraint("order_id", "position"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("kitchen_order.id"))
    position: Mapped[int] = mapped_column(Integer)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    mass: Mapped[Mass] = mapped_column(MassColumn)
    count: Mapped[int | None] = mapped_column(Integer)
    price: Mapped[Money] = mapped_column(MoneyColumn)
    collect_on: Mapped[date] = mapped_column(Date, index=True)
    answer_by: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[LineState] = mapped_column(EnumColumn(LineState), index=True)

    order: Mapped[Order] = relationship(lazy="raise_on_sql", back_populates="lines")
    article: Mapped[Article] = relationship(lazy="joined", innerjoin=True)
    events: Mapped[list[LineEvent]] = relationship(lazy="selectin", order_by="LineEvent.id")


class LineEvent(Base):
    """Something that happened to a line: append-only. `mass` and `count` are the amounts this event speaks of.

    `cause`: of goods that the hub refused at its door, why; beside it `reason` holds a person's own words.
    """

    __tablename__ = "line_event"
    __table_args__ = (UniqueConstraint("operation", "line_id", "kind"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), index=True)
    kind: Mapped[LineEventKind] = mapped_column(EnumColumn(LineEventKind))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mass: Mapped[Mass] = mapped_column(MassColumn)
    count: Mapped[int | None] = mapped_column(Integer)
    cause: Mapped[RefusalReason | None] = mapped_column(EnumColumn(RefusalReason))
    reason: Mapped[str | None] = mapped_column(String(300))
    operation: Mapped[str] = mapped_column(String(64))
