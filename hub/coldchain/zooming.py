"""The same readings from near and from far: as they came, or as stretches of time with lowest, highest, mean and count.

A stretch that lies only partly in what is asked for, or in which a certificate changed the correction, is made of its readings;
all others are read from the roll-ups. Both give the same. Not for: what a curve looks like (`hub.coldchain.curve`).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import floordiv
from typing import NamedTuple

from sqlalchemy import BigInteger, Integer, bindparam, select
from sqlalchemy.orm import Session

from hub.coldchain.readings import Span, known_spans
from hub.coldchain.rollups import QUARTER_DAY_S, QUARTER_S, ROLLUPS
from hub.coldchain.stored import between
from hub.coldchain.watching import Hung
from hub.storage.prepared import Prepared

DAY_MS = 24 * 3_600_000
# As wide as this a period is drawn from its readings; wider ones from stretches, so that some hundreds are read and not thousands.
RAW_UP_TO_MS = 2 * DAY_MS
QUARTERS_UP_TO_MS = 62 * DAY_MS


_ROLLED_UP = Prepared(
    select(ROLLUPS.c.number, ROLLUPS.c.lowest, ROLLUPS.c.highest, ROLLUPS.c.total, ROLLUPS.c.readings)
    .where(
        ROLLUPS.c.probe_id == bindparam("probe", type_=BigInteger),
        ROLLUPS.c.span_s == bindparam("span", type_=Integer),
        ROLLUPS.c.number.between(bindparam("first", type_=BigInteger), bindparam("last", type_=BigInteger)),
    )
    .order_by(ROLLUPS.c.number),
    numbers=True,
)


class Stretch(NamedTuple):
    """What was measured from a moment on, in thousandths of a degree and corrected as the certificates say."""

    begin_ms: int
    lowest: int
    highest: int
    mean: int
    readings: int


def span_for(period: Span) -> int | None:
    """How long the stretches are from which a period is drawn, in seconds; None is the readings themselves."""
    if period.length_ms <= RAW_UP_TO_MS:
        return None
    return QUARTER_S if period.length_ms <= QUARTERS_UP_TO_MS else QUARTER_DAY_S


def stretches(session: Session, line: Hung, span_s: int) -> list[Stretch]:
    """What a probe measured while it hung in a place within a period, in order of time. A stretch of nothing is left out."""
    span_ms = span_s * 1_000
    first, last = line.hung.begin_ms // span_ms, line.hung.end_ms // span_ms
    apart = {first, last, *(at_ms // span_ms for at_ms in line.offsets.from_ms)}
    asked = {"probe": line.probe.id, "span": span_s, "first": first + 1, "last": last - 1}
    rows = _ROLLED_UP.rows(session.connection(), asked)
    if line.offsets.from_ms:
        rows = [row for row in rows if row[0] not in apart]
    whole = _whole(rows, span_ms)
    if line.offsets.added:
        whole = [_corrected(one, line.offsets.at(one.begin_ms)) for one in whole]
    parts = [
        one
        for number in sorted(apart)
        if first <= number <= last
        for one in _from_readings(session, line, Span(number * span_ms, (number + 1) * span_ms))
    ]
    return sorted([*whole, *parts])


def by_length(found: Iterable[Stretch], length_ms: int) -> Iterator[Stretch]:
    """Longer stretches out of shorter ones, which are in order."""
    for number, members in groupby(found, key=lambda one: one.begin_ms // length_ms):
        inside = list(members)
        readings = sum(one.readings for one in inside)
        yield Stretch(
            number * length_ms,
            min(one.lowest for one in inside),
            max(one.highest for one in inside),
            sum(one.mean * one.readings for one in inside) // readings,
            readings,
        )


def covered(session: Session, line: Hung, period: Span) -> list[Span]:
    """In which parts of a long period the temperature is known, to a quarter of an hour."""
    begins = [one.begin_ms for one in stretches(session, line, QUARTER_S)]
    # Each stretch stands for its whole length: the first reading may come late in it and the last early.
    ends = begins[-1:] and [begins[-1] + QUARTER_S * 1_000]
    return known_spans([*begins, *ends], period, max(line.gap_s, QUARTER_S))


def _whole(rows: Sequence[tuple[int, int, int, int, int]], span_ms: int) -> list[Stretch]:
    """Roll-ups as stretches, column by column: a month is three thousand of them."""
    if not rows:
        return []
    numbers, lowest, highest, totals, readings = zip(*rows, strict=True)
    begins = [number * span_ms for number in numbers]
    return list(map(Stretch, begins, lowest, highest, map(floordiv, totals, readings), readings))


def _corrected(one: Stretch, added: int) -> Stretch:
    return Stretch(one.begin_ms, one.lowest + added, one.highest + added, one.mean + added, one.readings)


def _from_readings(session: Session, line: Hung, span: Span) -> Sequence[Stretch]:
    found = between(
        session,
        line.probe.id,
        max(span.begin_ms, line.hung.begin_ms),
        min(span.end_ms - 1, line.hung.end_ms),
    )
    values = [
        value + line.offsets.at(at_ms)
        for at_ms, value in zip(found.times, found.values, strict=True)
        if value is not None
    ]
    if not values:
        return ()
    return (Stretch(span.begin_ms, min(values), max(values), sum(values) // len(values), len(values)),)
