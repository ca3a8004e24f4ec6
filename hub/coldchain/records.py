"""Stored facts of the cold chain: messages as heard, readings as meant, probes in places, limits with their source."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from hub.coldchain.levels import Level, Side
from hub.kernel.quantity import Temperature
from hub.kernel.words import Words
from hub.storage.base import Base
from hub.storage.columns import EnumColumn, RowId, TemperatureColumn, UTCDateTime, WordsColumn

__all__ = [
    "Assignment",
    "Calibration",
    "DeadLetter",
    "DefrostPlan",
    "DroppedMessages",
    "Incident",
    "IncidentRevision",
    "Level",
    "MessageBlock",
    "PlaceLimit",
    "Probe",
    "Reading",
    "ReadingSeal",
    "Rollup",
    "SealedDay",
    "SensorWord",
    "Side",
]


class Probe(Base):
    """One measuring point by its decoder's stable key, and the topic on which it was first heard."""

    __tablename__ = "probe"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    sensor_key: Mapped[str] = mapped_column(String(200), unique=True)
    topic: Mapped[str] = mapped_column(String(300))
    first_heard_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Assignment(Base):
    """A probe hangs in a place from a moment on; a swap ends one row and starts the next, the place keeps its history.

    `gap_s`: how long it may be silent there before that is a gap; None is by its own usual interval.
    """

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    begins_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    gap_s: Mapped[int | None] = mapped_column(Integer)


class Calibration(Base):
    """A probe held against a better one: certificate, points and the correction that follows, from a moment on.

    `points` are pairs of what the laboratory's thermometer and what the probe showed, in thousandths of a degree. `offset` is added to
    whatever the probe shows from `valid_from` on; the stored reading stays as it came. One that another corrects counts no more.
    """

    __tablename__ = "calibration"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"), index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("calibration.id"), unique=True)
    certificate: Mapped[str] = mapped_column(String(80))
    laboratory: Mapped[str] = mapped_column(String(120))
    calibrated_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    points: Mapped[list[list[int]]] = mapped_column(JSON)
    offset: Mapped[Temperature] = mapped_column("offset_value", TemperatureColumn)
    valid_from: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class MessageBlock(Base):
    """Messages as they came from the broker, those of one commit together and zlib-compressed, kept for a set time.

    Every reading leads back to one: the number of a message is made of its block and its place there (`hub.coldchain.message_log`).
    `last_id` is the block's own id, until small blocks are packed into one: then it is that of the last of them.
    """

    __tablename__ = "message_block"
    # A number is never given twice, also when every block has been forgotten.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own form

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    last_id: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)  # the newest of them
    messages: Mapped[int] = mapped_column(Integer)
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class DeadLetter(Base):
    """A message that nobody could read, with the reason: it stays when its block is forgotten, until somebody looked at it."""

    __tablename__ = "dead_letter"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)
    topic: Mapped[str] = mapped_column(String(300))
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    retained: Mapped[bool] = mapped_column()
    because: Mapped[str] = mapped_column(String(200))


class DroppedMessages(Base):
    """How many messages of one topic were not stored within a minute, because it sent more than any sensor has to say."""

    __tablename__ = "dropped_messages"

    topic: Mapped[str] = mapped_column(String(300), primary_key=True)
    minute_ms: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    messages: Mapped[int] = mapped_column(Integer)


class Reading(Base):
    """One temperature of one probe at one moment (milliseconds since 1970, UTC), until its day is sealed: append-only.

    A fault value has no temperature and says which fault; it is never 0. The key makes a repeated message harmless.
    `message_id` is the number of its message. `claimed_ms` is what the device's own clock said, where that was not believed.
    """

    __tablename__ = "reading"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"), primary_key=True)
    at_ms: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    temperature: Mapped[Temperature | None] = mapped_column(TemperatureColumn)
    fault: Mapped[str | None] = mapped_column(String(80))
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    claimed_ms: Mapped[int | None] = mapped_column(BigInteger)


class SealedDay(Base):
    """All readings of one probe in one day (UTC, counted from 1970), packed into two pieces (`hub.coldchain.packing`).

    A day is made whole again when readings of it come late; what it held is in its seals.
    """

    __tablename__ = "sealed_day"

    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"), primary_key=True)
    day: Mapped[int] = mapped_column(Integer, primary_key=True)
    readings: Mapped[int] = mapped_column(Integer)
    measured: Mapped[bytes] = mapped_column(LargeBinary)
    origins: Mapped[bytes] = mapped_column(LargeBinary)


class ReadingSeal(Base):
    """One sealing of one day: the digest of what was packed, and the hash that links it to the seal before. Append-only.

    The newest seal of a probe's day is the one its pieces must give. No readings: the day was forgotten when its time was over.
    """

    __tablename__ = "reading_seal"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"))
    day: Mapped[int] = mapped_column(Integer)
    sealed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    readings: Mapped[int] = mapped_column(Integer)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class Rollup(Base):
    """What one probe measured in one stretch of time, kept as readings come: for curves over weeks and years.

    Stretches of `span_s` seconds are counted from 1970 (`number`). Faults have no part in it. Always what the readings would give.
    """

    __tablename__ = "rollup"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"), primary_key=True)
    span_s: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    lowest: Mapped[int] = mapped_column(Integer)  # thousandths of a degree, as measured
    highest: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(BigInteger)
    readings: Mapped[int] = mapped_column(Integer)


class SensorWord(Base):
    """What a sensor said with a word: a door open or closed, availability, battery, signal. Kept when it is news."""

    __tablename__ = "sensor_word"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own form

    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"), primary_key=True)
    quantity: Mapped[str] = mapped_column(String(40), primary_key=True)
    at_ms: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    word: Mapped[str] = mapped_column(String(40))
    message_id: Mapped[int | None] = mapped_column(BigInteger)


class DefrostPlan(Base):
    """A place is defrosted each day at a local time (`begins`, as "06:30" in the zone): alarms wait that long, time still counts.

    Append-only; when it ends stands in `DefrostPlanEnd`.
    """

    __tablename__ = "defrost_plan"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    begins: Mapped[str] = mapped_column(String(5))
    length_s: Mapped[int] = mapped_column(Integer)
    zone: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), index=True)


class Incident(Base):
    """An excursion that the house has taken note of: the name that acknowledgements, actions and signatures hold on to.

    What it says is in its revisions; late readings make a new one and never another incident.
    """

    __tablename__ = "incident"
    __table_args__ = (UniqueConstraint("place_id", "probe_id", "level", "side", "start_ms"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"))
    level: Mapped[Level] = mapped_column(EnumColumn(Level))
    side: Mapped[Side] = mapped_column(EnumColumn(Side))
    start_ms: Mapped[int] = mapped_column(BigInteger)  # as first noted; it never changes
    noted_at: Mapped[datetime] = mapped_column(UTCDateTime)


class IncidentRevision(Base):
    """What an incident was found to be, each time it was found to be something else, and why. Append-only."""

    __tablename__ = "incident_revision"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    noted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    because: Mapped[str] = mapped_column(String(20))  # hub.coldchain.incidents.Because
    late_readings: Mapped[int] = mapped_column(Integer)
    last_message_id: Mapped[int | None] = mapped_column(BigInteger)
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class PlaceLimit(Base):
    """A limit of a place at one level, with delays and the rule it comes from. The legal one is a level of its own. Append-only.

    It counts from `valid_from` on, until another of its level and side does (`hub.coldchain.limits`). `limit` None: from then on there
    is none. `change_id` None: it was set up with the house, before anybody changed it.
    """

    __tablename__ = "place_limit"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    change_id: Mapped[int | None] = mapped_column(ForeignKey("limit_change.id"), index=True)
    level: Mapped[Level] = mapped_column(EnumColumn(Level))
    side: Mapped[Side] = mapped_column(EnumColumn(Side))
    limit: Mapped[Temperature | None] = mapped_column("limit_value", TemperatureColumn)
    on_delay_s: Mapped[int] = mapped_column(Integer)
    off_delay_s: Mapped[int] = mapped_column(Integer)
    hysteresis: Mapped[Temperature] = mapped_column(TemperatureColumn)
    # Read by people of three languages; what a person typed stands in all of them as typed.
    source: Mapped[Words] = mapped_column(WordsColumn)
    valid_from: Mapped[datetime] = mapped_column(UTCDateTime)
