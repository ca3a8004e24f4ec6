"""When something was measured: the device's word against the hub's own clock. Pure.

A device's clock may never have been set (1970), be set wrong (2036), forget winter time, or stand still in a power cut; and a
message may be late because the line was down. A reading from the future would stay "the latest" for ever, so such a word is
never believed; what the device claimed is kept beside. Not for: the hub's own clock, which the machine keeps.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from hub.coldchain.readings import SHORTEST_GAP_S, in_ms

AHEAD_AT_MOST_MS = 2 * 60_000
BEHIND_AT_MOST_MS = 10 * 60_000
# Before this house's first sensor: a clock that was never set.
NEVER_SET_MS = in_ms(datetime(2020, 1, 1, tzinfo=UTC))
# No sensor keeps more than a year.
KEPT_AT_MOST_MS = 366 * 24 * 3_600_000
GAP_MS = SHORTEST_GAP_S * 1_000


@dataclass(frozen=True, slots=True)
class Known:
    """What the house has of this probe: its newest reading, when that arrived, and the readings about the claimed moment.

    `was_doubted`: the device's clock was not believed then either. `usual_ms` is how far apart its readings usually are.
    """

    newest_ms: int
    was_doubted: bool
    arrived_ms: int | None = None
    earlier_ms: int | None = None
    later_ms: int | None = None
    usual_ms: int = GAP_MS


class Moment(NamedTuple):
    """`claimed_ms` is what the device said, where that was not believed."""

    at_ms: int
    claimed_ms: int | None = None


def may_be_late(claimed_ms: int, arrived_ms: int, *, historical: bool) -> bool:
    """Only of such a message does it matter what the house has of its probe."""
    return not historical and NEVER_SET_MS <= claimed_ms < arrived_ms - BEHIND_AT_MOST_MS


def moment_of(
    claimed_ms: int | None, arrived_ms: int, known: Known | None, *, historical: bool = False
) -> Moment | None:
    """When it was measured; None for a value of the past that nobody can place in time, which is no reading.

    `historical`: the device says itself that it kept the value, so it may be any time ago, and is never of now.
    """
    if claimed_ms is None:
        return None if historical else Moment(arrived_ms)
    if not NEVER_SET_MS <= claimed_ms <= arrived_ms + AHEAD_AT_MOST_MS:
        return None if historical else Moment(arrived_ms, claimed_ms)
    if historical:
        return Moment(claimed_ms) if arrived_ms - claimed_ms <= KEPT_AT_MOST_MS else None
    if arrived_ms - claimed_ms <= BEHIND_AT_MOST_MS:
        return Moment(claimed_ms)
    if known is not None and _is_late(claimed_ms, arrived_ms, known):
        return Moment(claimed_ms)
    return Moment(arrived_ms, claimed_ms)


def _is_late(claimed_ms: int, arrived_ms: int, known: Known) -> bool:
    """The message waited somewhere, rather than the clock being wrong: its moment lies where this probe's readings are missing.

    A clock an hour behind would put every reading between two that are there already. One that stood still in a power cut goes on
    where it stopped; but its readings come at the pace of the clock on the wall, and those of a queue come at once.
    """
    if known.was_doubted:
        return False
    if claimed_ms > known.newest_ms:
        was_late = known.arrived_ms is not None and known.arrived_ms - known.newest_ms > BEHIND_AT_MOST_MS
        at_wall_pace = (
            known.arrived_ms is not None
            and 2 * (arrived_ms - known.arrived_ms) >= claimed_ms - known.newest_ms
        )
        return not (was_late and at_wall_pace)
    if claimed_ms in {known.earlier_ms, known.newest_ms}:
        return True
    return (
        known.earlier_ms is not None
        and known.later_ms is not None
        and 2 * (known.later_ms - known.earlier_ms) > 3 * known.usual_ms
    )
