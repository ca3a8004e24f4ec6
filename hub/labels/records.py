"""Stored facts of printing: a job is queued in the transaction of the fact it prints; each change of its state is a row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.kernel.words import Language
from hub.labels.content import PaperKind
from hub.labels.copy_rules import LONGEST_WORDS, CopyReason
from hub.labels.rules import JobState, Proof
from hub.storage.base import Base
from hub.storage.columns import EnumColumn, RowId, UTCDateTime

__all__ = ["JobState", "PaperKind", "PrintJob", "PrintJobEvent"]

LONGEST_SOUGHT = 300


class PrintJob(Base):
    """One paper to print. `content` holds the values, not bytes, so that it can be drawn again as it was.

    `trouble` is a code of hub.labels.rules.Trouble; `proof` is the strongest word yet that it came out; `operation` makes asking
    twice for the same copy one copy. `sought_by` holds the words of `hub.labels.search`.
    """

    __tablename__ = "print_job"
    __table_args__ = (UniqueConstraint("kind", "subject", "copy_number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    printer: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[PaperKind] = mapped_column(EnumColumn(PaperKind))
    subject: Mapped[str] = mapped_column(String(60), index=True)
    sought_by: Mapped[str] = mapped_column(String(LONGEST_SOUGHT))
    language: Mapped[Language] = mapped_column(EnumColumn(Language))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    copy: Mapped[int] = mapped_column("copy_number", Integer)
    state: Mapped[JobState] = mapped_column(EnumColumn(JobState), index=True)
    trouble: Mapped[str | None] = mapped_column(String(200))
    proof: Mapped[Proof | None] = mapped_column(EnumColumn(Proof))
    queued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str | None] = mapped_column(String(64), unique=True)


class PrintJobEvent(Base):
    """A change of a job's state, or a stronger proof of the same: append-only. `reason`, with `words` of one's own, of a copy. `operation` makes wanting a paper after all twice one act."""

    __tablename__ = "print_job_event"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("print_job.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[JobState] = mapped_column(EnumColumn(JobState))
    trouble: Mapped[str | None] = mapped_column(String(200))
    proof: Mapped[Proof | None] = mapped_column(EnumColumn(Proof))
    reason: Mapped[CopyReason | None] = mapped_column(EnumColumn(CopyReason))
    words: Mapped[str | None] = mapped_column(String(LONGEST_WORDS))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str | None] = mapped_column(String(64), unique=True)
