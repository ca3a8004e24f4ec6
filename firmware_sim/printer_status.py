"""What paper, cover and line of a printer are like, and the status bytes that say so.

Bit positions after the makers' command references. Nothing here prints or talks.
"""

from dataclasses import dataclass
from enum import StrEnum


class PaperState(StrEnum):
    """What the two paper sensors see."""

    OK = "ok"
    NEAR_END = "near_end"
    OUT = "out"


class CoverState(StrEnum):
    """The lid over the roll."""

    CLOSED = "closed"
    OPEN = "open"


@dataclass(slots=True)
class Conditions:
    """The state a person or a fault can set. `papers_left`, `bytes_left`, `dots_left` (of the roll) and `open_at` (dots into the next
    paper, where somebody opens the cover) count down to trouble.
    """

    paper: PaperState = PaperState.OK
    cover: CoverState = CoverState.CLOSED
    half_open: bool = False
    cable_pulled: bool = False
    papers_left: int | None = None
    bytes_left: int | None = None
    dots_left: int | None = None
    open_at: int | None = None

    @property
    def online(self) -> bool:
        return self.cover is CoverState.CLOSED and self.paper is not PaperState.OUT


def real_time_status(state: Conditions, kind: int) -> bytes:
    """DLE EOT: bits 1 and 4 are always set, 0 and 7 never; that is how a sender knows the answer."""
    cover_open = 0x04 if state.cover is CoverState.OPEN else 0
    stopped_by_paper_end = 0x20 if state.paper is PaperState.OUT else 0
    bits = {
        1: 0 if state.online else 0x08,
        2: cover_open | stopped_by_paper_end,
        3: 0,
        4: {PaperState.OK: 0, PaperState.NEAR_END: 0x0C, PaperState.OUT: 0x6C}[state.paper],
    }.get(kind)
    return b"" if bits is None else bytes([0x12 | bits])


def sensor_status(state: Conditions, kind: int) -> bytes:
    """GS r: 1 asks for the paper sensors, 2 for the drawer. A roll that has ended is also near its end."""
    if kind not in (1, 49):
        return b"\x00"
    return {PaperState.OK: b"\x00", PaperState.NEAR_END: b"\x03", PaperState.OUT: b"\x0f"}[state.paper]


def automatic_status(state: Conditions) -> bytes:
    """The four bytes of Automatic Status Back (GS a)."""
    first = 0x10 | (0 if state.online else 0x08) | (0x20 if state.cover is CoverState.OPEN else 0)
    return bytes([first, 0]) + sensor_status(state, 1) + b"\x00"
