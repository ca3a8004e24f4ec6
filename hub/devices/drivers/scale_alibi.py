"""The number under which a scale itself keeps a load (alibi memory): asked for when a load has settled, and written beside it.

Each question makes the scale keep one weight more, so it is asked once for a load, and once again where the line swallowed the
answer. A scale that never answers has no such memory. Used by the scale's driver in its own thread.
Not for: the hub's own numbers, nor for lines that carry such a number by themselves.
"""

from __future__ import annotations

from hub.devices.protocols.frames import Frame, Weight
from hub.kernel.quantity import Mass

MOST_QUESTIONS = 2
# What the language puts in the place of a number when nothing was kept.
NOT_KEPT = "NO"


class AlibiMemory:
    """`number` and `raw` are the answer for the load that stands now, None and empty until it came."""

    def __init__(self, ask: bytes | None = None) -> None:
        self.ask = ask
        self.number: str | None = None
        self.raw = b""
        self._due = False
        self._asked = 0
        self._unanswered = 0

    def another_load(self) -> None:
        self.number, self.raw, self._due, self._asked = None, b"", False, 0

    @property
    def is_wanted(self) -> bool:
        """False as well for a scale that did not answer before: a load is not held up twice for nothing."""
        if self.ask is None or self.number is not None:
            return False
        return max(self._asked, self._unanswered) < MOST_QUESTIONS

    def load_is_ready(self) -> None:
        """The load has settled, and nothing but this number is missing."""
        self._due = True

    def question(self) -> bytes | None:
        """What to send now; None while there is nothing to ask."""
        if not (self._due and self.is_wanted):
            return None
        self._due = False
        self._asked += 1
        self._unanswered += 1
        return self.ask

    def hear(self, frame: Frame, standing: Mass | None, unit: str) -> bool:
        """True for a word of the memory, which is no live weight. A number for another weight than the one that stands is not taken."""
        if self.ask is None or not isinstance(frame, Weight) or frame.alibi is None:
            return False
        self._unanswered = 0
        if frame.alibi != NOT_KEPT and _same(frame, standing, unit):
            self.number, self.raw = frame.alibi, frame.raw
        return True


def _same(frame: Weight, standing: Mass | None, unit: str) -> bool:
    """The memory keeps the gross weight; the display stands at it, or at what is left when the tare is off."""
    if frame.unit is None or frame.unit.lower() != unit:
        return False
    try:
        gross, tare = Mass.parse(frame.value, unit), Mass.parse(frame.tare or "0", unit)
    except ValueError:
        return False
    return standing in {gross, gross - tare}
