"""Gapless numbers: the next number is taken in the transaction that uses it, so a rollback gives it back."""

from __future__ import annotations

from sqlalchemy import BigInteger, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hub.storage.base import Base


class Series(Base):
    """One running number, by name: "order", "sscc", "weighing:goods_in"."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)


def next_number(session: Session, name: str) -> int:
    """The next number of a series, from 1. The row lock makes parallel takers wait for each other's commit."""
    series = session.scalar(
        select(Series).where(Series.name == name).with_for_update().execution_options(populate_existing=True)
    )
    if series is None:
        series = Series(name=name, last=0)
        session.add(series)
    series.last += 1
    session.flush()
    return series.last
