"""Stored facts of how a room is set: who changed its limits from when on and why, when a defrost plan ended, how long a door may stand open.

All of it is only ever added. The limits and plans themselves stand with the readings they judge (`hub.coldchain.records`).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from hub.storage.base import Base
from hub.storage.columns import RowId, UTCDateTime


class LimitChange(Base):
    """Somebody changed the limits of a place, from a moment on and for a reason. Its limits are the `PlaceLimit` rows that name it.

    `preset` names the set that was taken over, such as "chilled"; empty: the limits were typed.
    """

    __tablename__ = "limit_change"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    valid_from: Mapped[datetime] = mapped_column(UTCDateTime)
    reason: Mapped[str] = mapped_column(String(300))
    preset: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class LimitChangeWithdrawn(Base):
    """A change that was to come and never will: nothing of it counts at any time."""

    __tablename__ = "limit_change_withdrawn"

    change_id: Mapped[int] = mapped_column(ForeignKey("limit_change.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class DefrostPlanEnd(Base):
    """From when on a defrost plan counts no more; its own beginning when it was withdrawn before."""

    __tablename__ = "defrost_plan_end"

    plan_id: Mapped[int] = mapped_column(ForeignKey("defrost_plan.id"), primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class DoorDelay(Base):
    """How long the doors of a place may stand open before that calls somebody; the newest counts. None: it calls nobody."""

    __tablename__ = "door_delay"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    delay_s: Mapped[int | None] = mapped_column(Integer)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), unique=True)
