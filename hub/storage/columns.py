"""Column types that keep units and zones: a mass cannot be stored as a temperature, nor a local time as UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.types import JSON, TypeDecorator

from hub.kernel.clock import require_utc
from hub.kernel.quantity import Mass, Money, Temperature
from hub.kernel.words import Words

E = TypeVar("E", bound=StrEnum)

# SQLite numbers rows by itself only for a column declared INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


class MassColumn(TypeDecorator[Mass]):
    """A mass in milligrams."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Mass | None, dialect: Dialect) -> int | None:
        return None if value is None else value.milligrams

    def process_result_value(self, value: Any, dialect: Dialect) -> Mass | None:
        return None if value is None else Mass(int(value))


class TemperatureColumn(TypeDecorator[Temperature]):
    """A temperature in thousandths of a degree Celsius."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Temperature | None, dialect: Dialect) -> int | None:
        return None if value is None else value.millidegrees

    def process_result_value(self, value: Any, dialect: Dialect) -> Temperature | None:
        return None if value is None else Temperature(int(value))


class MoneyColumn(TypeDecorator[Money]):
    """An amount in the smallest coin."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.cents

    def process_result_value(self, value: Any, dialect: Dialect) -> Money | None:
        return None if value is None else Money(int(value))


class UTCDateTime(TypeDecorator[datetime]):
    """A moment in UTC. A naive or local time raises ValueError on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = require_utc(value)
        # SQLite keeps text; without the zone the text sorts as the moments do.
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class WordsColumn(TypeDecorator[Words]):
    """A text in nb, sv and en as one JSON object."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Words | None, dialect: Dialect) -> dict[str, str] | None:
        return None if value is None else value.as_dict()

    def process_result_value(self, value: Any, dialect: Dialect) -> Words | None:
        return None if value is None else Words.of(value)


class EnumColumn(TypeDecorator[E], Generic[E]):
    """A StrEnum by its value. Unknown text in the database raises ValueError instead of passing as a string."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        return None if value is None else self.kind(value)
