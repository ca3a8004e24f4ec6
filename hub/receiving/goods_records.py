"""Stored facts of the goods as they came: temperatures, remarks with photos, refusals at the door. All of it is only ever added."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub.kernel.quantity import Mass, Temperature
from hub.labels.provenance import Provenance
from hub.orders.lines import RefusalReason
from hub.stock.records import ProvenanceColumn
from hub.storage.base import Base
from hub.storage.columns import EnumColumn, MassColumn, RowId, TemperatureColumn, UTCDateTime


class GoodsTemperature(Base):
    """What a probe showed in the goods when they came. The newest one of an article and collection day is judged.

    `limit` and `leeway` are the rule of that day for this storage class, as it was applied; None: kept and not judged.
    """

    __tablename__ = "goods_temperature"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    collect_on: Mapped[date] = mapped_column(Date, index=True)
    temperature: Mapped[Temperature] = mapped_column(TemperatureColumn)
    thermometer: Mapped[str | None] = mapped_column(String(60))
    limit: Mapped[Temperature | None] = mapped_column(TemperatureColumn)
    leeway: Mapped[Temperature | None] = mapped_column(TemperatureColumn)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class WarmGoodsTaken(Base):
    """Goods over the limit were let in all the same, and why."""

    __tablename__ = "warm_goods_taken"

    goods_temperature_id: Mapped[int] = mapped_column(ForeignKey("goods_temperature.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))


class ProvenanceTold(Base):
    """What the papers of goods said, as somebody at the desk read it. The newest one of an article, its planned collection day and the
    day on which it came counts, and stands at the lot.
    """

    __tablename__ = "provenance_told"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    collect_on: Mapped[date] = mapped_column(Date)
    collected_on: Mapped[date] = mapped_column(Date)
    facts: Mapped[Provenance] = mapped_column(ProvenanceColumn)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class RemarkKind(StrEnum):
    """What a look at the goods tells; the short list of the station."""

    BRUISED = "bruised"
    DIRTY = "dirty"
    WET = "wet"
    WRONG_GRADE = "wrong_grade"
    PACKAGING = "packaging"
    RIPE = "ripe"
    OTHER = "other"


class GoodsRemark(Base):
    """A remark on the quality of what came: on one crate when `receipt_id` says so, else on all of an article and day."""

    __tablename__ = "goods_remark"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    collect_on: Mapped[date] = mapped_column(Date, index=True)
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    kind: Mapped[RemarkKind] = mapped_column(EnumColumn(RemarkKind))
    words: Mapped[str | None] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class GoodsRemarkUndone(Base):
    """A remark taken back with its photos: it was wrong, or about other goods. What was said stays, struck out, with the reason."""

    __tablename__ = "goods_remark_undone"

    remark_id: Mapped[int] = mapped_column(ForeignKey("goods_remark.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))


class RefusedBy(StrEnum):
    """How the refused amount is known."""

    WEIGHED = "weighed"  # a weighing is claimed for it
    TYPED = "typed"
    COUNTED = "counted"
    WHOLE = "whole"  # all that was still to come, as announced; nobody weighed it


class Refusal(Base):
    """Goods that were not let in. Nothing of them is in stock; `mass` is 0 where only pieces were counted or nothing is known."""

    __tablename__ = "refusal"
    __table_args__ = (CheckConstraint("mass >= 0", name="mass_not_negative"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    collect_on: Mapped[date] = mapped_column(Date, index=True)
    reason: Mapped[RefusalReason] = mapped_column(EnumColumn(RefusalReason))
    words: Mapped[str | None] = mapped_column(String(300))
    known_by: Mapped[RefusedBy] = mapped_column(EnumColumn(RefusedBy))
    mass: Mapped[Mass] = mapped_column(MassColumn)
    count: Mapped[int | None] = mapped_column(Integer)
    typed_reason: Mapped[str | None] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    operation: Mapped[str] = mapped_column(String(64), unique=True)


class RefusedWeighing(Base):
    """The weighings that prove a refused amount; each is claimed with the purpose "refused"."""

    __tablename__ = "refused_weighing"

    weighing_id: Mapped[int] = mapped_column(ForeignKey("weighing.id"), primary_key=True, autoincrement=False)
    refusal_id: Mapped[int] = mapped_column(ForeignKey("refusal.id"), index=True)


class RefusalUndone(Base):
    """A refusal taken back: the goods may come in after all. Its weighing stays spent, with the reason."""

    __tablename__ = "refusal_undone"

    refusal_id: Mapped[int] = mapped_column(ForeignKey("refusal.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))


class Photo(Base):
    """A picture of goods, drawn anew by the hub, under the SHA-256 of its bytes: the same picture is kept once."""

    __tablename__ = "photo"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class GoodsPhoto(Base):
    """A photo belongs to a remark or to a refusal."""

    __tablename__ = "goods_photo"
    __table_args__ = (
        CheckConstraint("(remark_id IS NULL) <> (refusal_id IS NULL)", name="of_one_thing"),
        UniqueConstraint("remark_id", "photo_id"),
        UniqueConstraint("refusal_id", "photo_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), index=True)
    remark_id: Mapped[int | None] = mapped_column(ForeignKey("goods_remark.id"))
    refusal_id: Mapped[int | None] = mapped_column(ForeignKey("refusal.id"))


class GoodsPhotoUndone(Base):
    """One photo taken back from what it belonged to: another crate, a person in the picture. It is shown to nobody any more."""

    __tablename__ = "goods_photo_undone"

    goods_photo_id: Mapped[int] = mapped_column(ForeignKey("goods_photo.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))
