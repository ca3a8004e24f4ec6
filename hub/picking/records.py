"""Stored facts of picking: which crate was picked for which line. A pick is undone by a second row, never by deletion."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from hub.kernel.quantity import Mass
from hub.storage.base import Base
from hub.storage.columns import MassColumn, RowId, UTCDateTime


class Pick(Base):
    """One crate confirmed for one line by a scan. `crate_id` is the crate that goes to the kitchen."""

    __tablename__ = "pick"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), index=True)
    crate_id: Mapped[int] = mapped_column(ForeignKey("crate.id"), index=True)
    mass: Mapped[Mass] = mapped_column(MassColumn)
    count: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str] = mapped_column(String(300))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class PickUndone(Base):
    """A pick that was taken back."""

    __tablename__ = "pick_undone"

    pick_id: Mapped[int] = mapped_column(ForeignKey("pick.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))
