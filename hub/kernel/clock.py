"""The one place that asks the machine for the time. Everything else takes a Clock as an argument."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time for records, monotonic time for durations."""

    def now(self) -> datetime:
        """The time in UTC, with its zone."""
        ...

    def monotonic(self) -> float:
        """Seconds that never jump; only differences mean anything."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


def require_utc(moment: datetime) -> datetime:
    """Hand the moment back if it is UTC; a naive or local time raises ValueError (`assert` would vanish under -O)."""
    offset = moment.utcoffset()
    if offset is None or offset.total_seconds() != 0:
        msg = f"a stored time is UTC with its zone, not {moment!r}"
        raise ValueError(msg)
    return moment
