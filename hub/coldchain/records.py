"""Stored facts of the cold chain: messages as heard, readings as meant, probes in places, limits with their source."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.coldchain.levels import Level, Side
from hub.kernel.quantity import Temperature
from hub.storage.base import Base
from hub.storage.columns import EnumColumn, RowId, TemperatureColumn, UTCDateTime

__all__ = ["Assignment", "Level", "Message", "PlaceLimit", "Probe", "Reading", "Side"]


class Probe(Base):
    """One measuring point by its decoder's stable key, and the topic on which it was first heard."""

    __tablename__ = "probe"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    sensor_key: Mapped[str] = mapped_column(String(200), unique=True)
    topic: Mapped[str] = mapped_column(String(300))
    first_heard_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Assignment(Base):
    """A probe hangs in a place from a moment on; a swap ends one row and starts the next, the place keeps its history."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    begins_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Message(Base):
    """A message as it came from the broker, zlib-compressed, kept for a set time: every reading leads back to one."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    topic: Mapped[str] = mapped_column(String(300))
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    retained: Mapped[bool] = mapped_column()
    dead_because: Mapped[str | None] = mapped_column(String(200))


class Reading(Base):
    """One temperature of one probe at one moment (milliseconds since 1970, UTC): append-only.

    A fault value has no temperature and says which fault; it is never 0. The key makes a repeated message harmless.
    """

    __tablename__ = "reading"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"), primary_key=True)
    at_ms: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    temperature: Mapped[Temperature | None] = mapped_column(TemperatureColumn)
    fault: Mapped[str | None] = mapped_column(String(80))
    message_id: Mapped[int | None] = mapped_column(BigInteger)


class PlaceLimit(Base):
    """A limit of a place at one level, with delays and the rule it comes from."""

    __tablename__ = "place_limit"
    __table_args__ = (UniqueConstraint("place_id", "level", "side", "valid_from"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    level: Mapped[Level] = mapped_column(EnumColumn(Level))
    side: Mapped[Side] = mapped_column(EnumColumn(Side))
    limit: Mapped[Temperature] = mapped_column("limit_value", TemperatureColumn)
    on_delay_s: Mapped[int] = mapped_column(Integer)
    off_delay_s: Mapped[int] = mapped_column(Integer)
    hysteresis: Mapped[Temperature] = mapped_column(TemperatureColumn)
    source: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[datetime] = mapped_column(UTCDateTime)
