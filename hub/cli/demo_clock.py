"""The clock of the demonstration: made-up facts lie in the past, each at a moment of its own.

Not for: anything real. A running hub asks the machine's clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta


class StoryClock:
    """Stands where the story stands, and moves a second with every look, so that no two facts share a moment."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def begin(self, at: datetime) -> None:
        """A part of the story that is told after another and happened beside it, such as answers beside orders."""
        self._at = at

    def set(self, at: datetime) -> None:
        self._at = max(at, self._at)

    def now(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at

    def monotonic(self) -> float:
        return 0.0
