"""Gapless numbers: the next number is taken in the transaction that uses it, so a rollback gives it back."""

from __future__ import annotations

from sqlalchemy import BigInteger, String, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from hub.storage.base import Base


class Series(Base):
    """One running number, by name: "order", "sscc", "weighing:goods_in"."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)


def next_number(session: Session, name: str) -> int:
    """The next number of a series, from 1. The row lock makes parallel takers wait for each other's commit."""
    # Two takers may meet a series that does not exist yet: both try to begin it, one succeeds, both go on.
    session.execute(
        text("INSERT INTO series (name, last) VALUES (:name, 0) ON CONFLICT DO NOTHING"), {"name": name}
    )
    taken = session.execute(
        update(Series).where(Series.name == name).values(last=Series.last + 1).returning(Series.last)
    )
    return taken.scalar_one()


def hold_series(session: Session, name: str) -> None:
    """Wait for everybody else who uses this series, without taking a number: looks made after this see their commits."""
    session.execute(
        text("INSERT INTO series (name, last) VALUES (:name, 0) ON CONFLICT DO NOTHING"), {"name": name}
    )
    session.execute(select(Series.last).where(Series.name == name).with_for_update())
