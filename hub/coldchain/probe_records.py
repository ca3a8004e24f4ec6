"""Stored facts about probes as instruments: when one was being calibrated in its place, and the papers of its certificates.

The certificates themselves stand with the readings they correct (`hub.coldchain.records`).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.storage.base import Base
from hub.storage.columns import RowId, UTCDateTime


class CalibrationSpell(Base):
    """A probe was in somebody's bath or beside a reference: what it said then is no temperature of its room.

    `ends_at` None: not over, or nobody said so; it is over by itself after some hours. A withdrawn one never was.
    """

    __tablename__ = "calibration_spell"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    probe_id: Mapped[int] = mapped_column(ForeignKey("probe.id"), index=True)
    begins_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class CertificateFile(Base):
    """A certificate as it came: a PDF with the laboratory's own bytes, or a photo that was drawn anew. Append-only."""

    __tablename__ = "certificate_file"
    __table_args__ = (UniqueConstraint("calibration_id", "sha256"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    calibration_id: Mapped[int] = mapped_column(ForeignKey("calibration.id"))
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(40))
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    size: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
