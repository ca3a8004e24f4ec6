"""Gapless numbers: the next number is taken in the transaction that uses it, so a rollback gives it back."""

from __future__ import annotations

from sqlalchemy import BigInteger, String, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from hub.storage.base import Base
from hub.storage.prepared import Driver, Prepared, connection_of


class Series(Base):
    """One running number, by name: "order", "sscc", "weighing:goods_in"."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)


# Two takers may meet a series that does not exist yet: both try to begin it, the second waits and goes on from the first.
_TAKE = Prepared(
    text(
        "INSERT INTO series (name, last) VALUES (:name, 1)"
        " ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last"
    )
)
_HOLD = Prepared(
    text(
        "INSERT INTO series (name, last) VALUES (:name, 0) ON CONFLICT (name) DO UPDATE SET last = series.last"
    )
)


def next_number(session: Session | Driver, name: str) -> int:
    """The next number of a series, from 1. The row lock makes parallel takers wait for each other's commit."""
    return int(_TAKE.first(connection_of(session), {"name": name}))


def hold_series(session: Session, name: str) -> None:
    """Wait for everybody else who uses this series, without taking a number: looks made after this see their commits."""
    _HOLD.first(session.connection(), {"name": name})
