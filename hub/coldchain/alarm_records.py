"""Stored facts of what people do about the cold rooms: alarms, who goes, what was done, signed days, and letters about alarms.

An alarm is one thing to see to: the incidents of one room and side, a silent sensor, a house that has gone dark, an open door, a sensor
gone mad, a broken trail.
All of it is only ever added, except the state of a letter on its way. Not for: judging readings (`hub.coldchain.rules`).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from hub.coldchain.levels import Level, Side
from hub.kernel.words import Language
from hub.storage.base import Base
from hub.storage.columns import EnumColumn, RowId, UTCDateTime


class AlarmKind(StrEnum):
    TEMPERATURE = "temperature"
    SILENT = "silent"  # one sensor says nothing
    DARK = "dark"  # the whole house says nothing
    DOOR = "door"  # one stands open for longer than its room allows
    FLOOD = "flood"  # a topic sends more than can be meant, and is counted instead of stored
    CHAIN = "chain"  # the trail of who did what does not hold together


class StepKind(StrEnum):
    GOING = "going"
    DONE = "done"


class Done(StrEnum):
    """What was done about it, from a list, so that it can be said in every language."""

    DOOR_CLOSED = "door_closed"
    GOODS_MOVED = "goods_moved"
    GOODS_HELD = "goods_held"
    GOODS_THROWN = "goods_thrown"
    SERVICE_CALLED = "service_called"
    POWER_BACK = "power_back"
    DEFROSTED = "defrosted"
    SETTING_CHANGED = "setting_changed"
    SENSOR_MENDED = "sensor_mended"
    NOTHING_NEEDED = "nothing_needed"


class Reopened(StrEnum):
    """Why a signed day is otherwise now."""

    LATE_READINGS = "late_readings"
    LIMITS = "limits"
    CALIBRATION = "calibration"
    WENT_ON = "went_on"  # an excursion over midnight ended, or grew
    NEW_ALARM = "new_alarm"
    ALTERED = "altered"  # readings or rules differ, and nothing says that they came later


class Alarm(Base):
    """One thing to see to. `level` is that of the moment it was raised; its causes may be graver."""

    __tablename__ = "alarm"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[AlarmKind] = mapped_column(EnumColumn(AlarmKind))
    level: Mapped[Level] = mapped_column(EnumColumn(Level))
    side: Mapped[Side | None] = mapped_column(EnumColumn(Side))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    probe_id: Mapped[int | None] = mapped_column(ForeignKey("probe.id"))
    since_ms: Mapped[int] = mapped_column(BigInteger, index=True)
    raised_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


class AlarmCause(Base):
    """An incident that belongs to an alarm. A graver one than before calls anew."""

    __tablename__ = "alarm_cause"

    alarm_id: Mapped[int] = mapped_column(ForeignKey("alarm.id"), primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), primary_key=True, index=True)
    level: Mapped[Level] = mapped_column(EnumColumn(Level))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class AlarmEnd(Base):
    """It is over; whether somebody has seen to it stands in its steps."""

    __tablename__ = "alarm_end"

    alarm_id: Mapped[int] = mapped_column(ForeignKey("alarm.id"), primary_key=True)
    ended_ms: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class AlarmStep(Base):
    """Somebody goes, or says what was done. `done` holds words of the list."""

    __tablename__ = "alarm_step"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    alarm_id: Mapped[int] = mapped_column(ForeignKey("alarm.id"), index=True)
    kind: Mapped[StepKind] = mapped_column(EnumColumn(StepKind))
    done: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class StepPhoto(Base):
    """A photo that shows what was done; the picture itself is kept with those of the goods."""

    __tablename__ = "alarm_step_photo"

    step_id: Mapped[int] = mapped_column(ForeignKey("alarm_step.id"), primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), primary_key=True)


class DayReview(Base):
    """A signed day of all rooms: `content` is the text whose SHA-256 is `hash`."""

    __tablename__ = "day_review"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    signed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("day_review.id"), unique=True)
    content: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class ReviewReopened(Base):
    """A signed day was found to be otherwise: once for each other result."""

    __tablename__ = "review_reopened"
    __table_args__ = (UniqueConstraint("review_id", "digest"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("day_review.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    because: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))


class AlarmLetter(Base):
    """A letter about an alarm, or the daily sign of life, on its way. The key makes each one once; the worker keeps its state."""

    __tablename__ = "alarm_letter"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    alarm_id: Mapped[int | None] = mapped_column(ForeignKey("alarm.id"), index=True)
    recipient: Mapped[str] = mapped_column(String(200))
    language: Mapped[Language] = mapped_column(EnumColumn(Language))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    next_try_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)  # None: sent, or given up
    tries: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    trouble: Mapped[str | None] = mapped_column(String(200))
