"""Which limit of a place counted when: rows that are only ever added, read as one answer for every moment. Pure.

Of one level and side the newest row that has begun counts. A row that was entered for a past day counts from that day until now, over
those that were in force when it was entered; what was planned for later stays planned.

    entered 1 March, from 1 March     5 °C    |────── 5 ──────|
    entered 9 May, from 1 April       6 °C                    |── 6 ──────────
    planned for 1 June                4 °C                              |── 4 ──

Not for: entering them (`hub.coldchain.limit_changes`) nor judging by them (`hub.coldchain.rules`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, pairwise

from hub.coldchain.levels import Level, Side
from hub.coldchain.readings import Span, in_ms
from hub.kernel.quantity import Temperature
from hub.kernel.words import Words

FAR_MS = in_ms(datetime(9999, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class EnteredLimit:
    """One row as it was entered; `limit` None: from then on there is none. Of two of one moment the later number counts."""

    id: int
    change_id: int | None
    level: Level
    side: Side
    limit: Temperature | None
    on_delay_s: int
    off_delay_s: int
    hysteresis: Temperature
    source: Words
    valid_from: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class RoomLimit:
    """A limit of a place and the time in which it counts."""

    id: int
    change_id: int | None
    level: Level
    side: Side
    limit: Temperature
    on_delay_s: int
    off_delay_s: int
    hysteresis: Temperature
    source: Words
    valid_from: datetime
    counts: Span

    @property
    def is_for_good(self) -> bool:
        """Nothing is planned to take its place."""
        return self.counts.end_ms == FAR_MS


def counting(rows: Iterable[EnteredLimit]) -> list[RoomLimit]:
    """Every limit that ever counts, by level and side, the older first."""
    found: list[RoomLimit] = []
    ordered = sorted(rows, key=lambda row: (row.level, row.side, row.valid_from, row.id))
    for _, versions in groupby(ordered, key=lambda row: (row.level, row.side)):
        found += _of_one(list(versions))
    return found


def in_force(known: Iterable[RoomLimit], at_ms: int) -> list[RoomLimit]:
    """The limits that count at a moment, the gravest first."""
    found = [limit for limit in known if limit.counts.begin_ms <= at_ms < limit.counts.end_ms]
    return sorted(found, key=gravest_first)


def gravest_first(limit: RoomLimit) -> tuple[int, Side, int]:
    return -list(Level).index(limit.level), limit.side, limit.counts.begin_ms


def counting_in(known: Iterable[RoomLimit], period: Span) -> list[RoomLimit]:
    """The limits that count for some part of a period."""
    return [limit for limit in known if limit.counts.shared_with(period)]


def _of_one(versions: Sequence[EnteredLimit]) -> list[RoomLimit]:
    left = [row for row in versions if not any(_takes_its_place(other, row) for other in versions)]
    ends_ms = [in_ms(after.valid_from) for _, after in pairwise(left)] + [FAR_MS]
    return [
        _counts(row, row.limit, Span(in_ms(row.valid_from), end_ms))
        for row, end_ms in zip(left, ends_ms, strict=True)
        if row.limit is not None
    ]


def _takes_its_place(newer: EnteredLimit, row: EnteredLimit) -> bool:
    return newer.id > row.id and newer.valid_from <= row.valid_from <= max(
        newer.recorded_at, newer.valid_from
    )


def _counts(row: EnteredLimit, limit: Temperature, counts: Span) -> RoomLimit:
    return RoomLimit(
        id=row.id,
        change_id=row.change_id,
        level=row.level,
        side=row.side,
        limit=limit,
        on_delay_s=row.on_delay_s,
        off_delay_s=row.off_delay_s,
        hysteresis=row.hysteresis,
        source=row.source,
        valid_from=row.valid_from,
        counts=counts,
    )
