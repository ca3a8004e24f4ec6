"""The one way to look readings up: whoever asks need not know whether they lie open as rows or packed in sealed days.

A late reading of a sealed day lies open beside it until the next sealing, so both are read and laid together by time. Not for:
writing readings (`hub.coldchain.rollups`), packing them (`hub.coldchain.packing`) nor for roll-ups (`hub.coldchain.zooming`).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from sqlalchemy import BigInteger, Integer, Table, and_, bindparam, func, select, type_coerce
from sqlalchemy.orm import Session

from hub.coldchain.packing import (
    Columns,
    MeasuredDay,
    PackedDay,
    StoredReading,
    measured_day,
    of_rows,
    unpack,
)
from hub.coldchain.records import Probe, Reading, SealedDay
from hub.storage.prepared import Prepared

DAY_MS = 24 * 3_600_000
FIRST_MS = 0
LAST_MS = 253_402_300_799_999  # the end of the year 9999

_OPEN = cast("Table", Reading.__table__).c
_SEALED = cast("Table", SealedDay.__table__).c
# Plain numbers: a year is half a million rows, and a type per value would triple the time.
_VALUE = type_coerce(_OPEN.temperature, Integer)
_FACTS = (_OPEN.at_ms, _VALUE, _OPEN.fault, _OPEN.message_id, _OPEN.claimed_ms)
_PROBE, _FIRST, _LAST, _COUNT = (
    bindparam(name, type_=BigInteger) for name in ("probe", "first", "last", "count")
)
# Made once: a page asks some dozens of these.
_THEN = and_(_OPEN.probe_id == _PROBE, _OPEN.at_ms >= _FIRST, _OPEN.at_ms <= _LAST)
_ON_DAYS = and_(_SEALED.probe_id == _PROBE, _SEALED.day >= _FIRST, _SEALED.day <= _LAST)
_OPEN_VALUES = Prepared(select(_OPEN.at_ms, _VALUE).where(_THEN).order_by(_OPEN.at_ms), numbers=True)
_OPEN_FACTS = select(*_FACTS).where(_THEN).order_by(_OPEN.at_ms)
_NEWEST_OPEN = select(*_FACTS).where(_THEN).order_by(_OPEN.at_ms.desc()).limit(_COUNT)
_FIRST_OPEN = Prepared(select(_OPEN.at_ms).where(_THEN).order_by(_OPEN.at_ms).limit(_COUNT), numbers=True)
_DAYS = select(_SEALED.day, _SEALED.measured).where(_ON_DAYS).order_by(_SEALED.day)
_MEASURED = Prepared(_DAYS, numbers=True)
_PACKED = select(_SEALED.measured, _SEALED.origins).where(_ON_DAYS).order_by(_SEALED.day)
_FIRST_SEALED = Prepared(_DAYS.limit(1), numbers=True)
_NEWEST_SEALED = (
    select(_SEALED.day, _SEALED.measured, _SEALED.origins)
    .where(_ON_DAYS)
    .order_by(_SEALED.day.desc())
    .limit(1)
)


def between(session: Session, probe_id: int, first_ms: int, last_ms: int) -> Columns:
    """What a probe measured from a moment up to another, with both, in order of time."""
    whole = Columns([], [])
    for day in days_between(session, probe_id, first_ms, last_ms).values():
        part = day.cut(first_ms, last_ms)
        whole.times.extend(part.times)
        whole.values.extend(part.values)
    return whole


def days_between(session: Session, probe_id: int, first_ms: int, last_ms: int) -> dict[int, MeasuredDay]:
    """The days with readings from the one of a moment up to the one of another, whole and in order, by their numbers."""
    first, last = first_ms // DAY_MS, last_ms // DAY_MS
    if last < first:
        return {}
    connection = session.connection()
    pieces = _MEASURED.rows(connection, {"probe": probe_id, "first": first, "last": last})
    found = {day: measured_day(piece) for day, piece in pieces}
    whole = {"probe": probe_id, "first": first * DAY_MS, "last": (last + 1) * DAY_MS - 1}
    rows = _OPEN_VALUES.rows(connection, whole)
    if not rows:
        return found
    for day, opened in _by_day(rows):
        sealed = found.get(day)
        found[day] = of_rows(*opened) if sealed is None else _laid_together(sealed, opened)
    return {day: found[day] for day in sorted(found)}


def rows_between(session: Session, probe_id: int, first_ms: int, last_ms: int) -> list[StoredReading]:
    """The same with every fact of each reading."""
    if last_ms < first_ms:
        return []
    connection = session.connection()
    days = {"probe": probe_id, "first": first_ms // DAY_MS, "last": last_ms // DAY_MS}
    sealed = [
        row
        for piece in connection.execute(_PACKED, days).all()
        for row in unpack(PackedDay(*piece))
        if first_ms <= row.at_ms <= last_ms
    ]
    rows = connection.execute(_OPEN_FACTS, {"probe": probe_id, "first": first_ms, "last": last_ms}).all()
    return _ordered({row.at_ms: row for row in (*map(StoredReading._make, rows), *sealed)})


def newest(
    session: Session, probe_id: int, until_ms: int, count: int = 1, since_ms: int = FIRST_MS
) -> list[StoredReading]:
    """The last readings up to a moment with it, and none from before `since_ms`, in order of time."""
    if until_ms < since_ms:
        return []
    connection = session.connection()
    asked = {"probe": probe_id, "first": since_ms, "last": until_ms, "count": count}
    rows = connection.execute(_NEWEST_OPEN, asked).all()
    found = {row.at_ms: row for row in map(StoredReading._make, rows)}
    last_day = until_ms // DAY_MS
    while True:
        floor_ms = since_ms if len(found) < count else sorted(found)[-count]
        days = {"probe": probe_id, "first": floor_ms // DAY_MS, "last": last_day}
        sealed = connection.execute(_NEWEST_SEALED, days).first()
        if sealed is None:
            return _ordered(found)[-count:]
        last_day = sealed.day - 1
        rows_of_day = unpack(PackedDay(sealed.measured, sealed.origins))
        found |= {row.at_ms: row for row in rows_of_day if floor_ms <= row.at_ms <= until_ms}


def first_times(session: Session, probe_id: int, since_ms: int, count: int) -> list[int]:
    """The moments of the first readings from a moment on."""
    connection = session.connection()
    asked = {"probe": probe_id, "first": since_ms, "last": LAST_MS, "count": count}
    found = {at_ms for (at_ms,) in _FIRST_OPEN.rows(connection, asked)}
    first_day = since_ms // DAY_MS
    while True:
        first = sorted(found)[:count]
        if len(first) == count and first[-1] < first_day * DAY_MS:
            return first
        days = {"probe": probe_id, "first": first_day, "last": LAST_MS // DAY_MS}
        sealed = _FIRST_SEALED.rows(connection, days)
        if not sealed:
            return first
        [(day, measured)] = sealed
        first_day = day + 1
        times = measured_day(measured).times
        begin = bisect_left(times, since_ms)
        found.update(times[begin : begin + count])


def next_after(session: Session, probe_id: int, at_ms: int) -> int | None:
    """The moment of the first reading from a moment on."""
    return next(iter(first_times(session, probe_id, at_ms, 1)), None)


def newest_moments(session: Session, probe_ids: Iterable[int], until_ms: int) -> dict[int, int | None]:
    """Of many probes the moment of the last reading up to a moment: one question for all that spoke since their last seal."""
    wanted = sorted(probe_ids)
    if not wanted:
        return {}
    newest_open = (
        select(func.max(_OPEN.at_ms)).where(_OPEN.probe_id == Probe.id, _OPEN.at_ms <= until_ms)
    ).scalar_subquery()
    newest_sealed = (
        select(func.max(_SEALED.day)).where(_SEALED.probe_id == Probe.id, _SEALED.day <= until_ms // DAY_MS)
    ).scalar_subquery()
    found: dict[int, int | None] = {}
    of_each = select(Probe.id, newest_open, newest_sealed).where(Probe.id.in_(wanted))
    for probe_id, at_ms, day in session.connection().execute(of_each).all():
        found[probe_id] = at_ms
        if day is not None and (at_ms is None or at_ms < (day + 1) * DAY_MS):
            last = newest(session, probe_id, until_ms)
            found[probe_id] = last[-1].at_ms if last else None
    return found


def _by_day(rows: Sequence[tuple[int, int | None]]) -> Iterator[tuple[int, Columns]]:
    """Rows that are in order, cut where a day ends."""
    times = [at_ms for at_ms, _ in rows]
    values = [value for _, value in rows]
    begin = 0
    while begin < len(times):
        day = times[begin] // DAY_MS
        end = bisect_left(times, (day + 1) * DAY_MS, begin)
        yield day, Columns(times[begin:end], values[begin:end])
        begin = end


def _laid_together(sealed: MeasuredDay, opened: Columns) -> MeasuredDay:
    """A sealed day and what came late of it. Of two readings of one moment the sealed one counts."""
    packed = sealed.cut(sealed.times[0], sealed.times[-1])
    by_time = dict(zip(*opened, strict=True)) | dict(zip(*packed, strict=True))
    times = sorted(by_time)
    return of_rows(times, [by_time[at_ms] for at_ms in times])


def _ordered(found: Mapping[int, StoredReading]) -> list[StoredReading]:
    return [found[at_ms] for at_ms in sorted(found)]
