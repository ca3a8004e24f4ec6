"""Readings written together with their roll-ups: lowest, highest, total and count of each stretch of time, in one transaction.

Only a reading that is new counts, so the same reading twice changes nothing and a late one counts where it belongs: roll-ups are
always what the readings would give. They hold what was measured; the corrections of certificates are added by whoever looks.
Not for: choosing what a curve is drawn from (`hub.coldchain.curve`).
"""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from sqlalchemy import Connection, Table, TextClause, delete, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from hub.coldchain.packing import measured_day
from hub.coldchain.records import Reading, Rollup, SealedDay
from hub.coldchain.stored import DAY_MS
from hub.kernel.quantity import Temperature

QUARTER_S = 15 * 60
QUARTER_DAY_S = 6 * 60 * 60
SPANS_S = (QUARTER_S, QUARTER_DAY_S)

READINGS = cast("Table", Reading.__table__)
ROLLUPS = cast("Table", Rollup.__table__)
SEALED = cast("Table", SealedDay.__table__)


class Row(NamedTuple):
    """One reading as it is stored."""

    probe_id: int
    at_ms: int
    temperature: Temperature | None
    fault: str | None
    message_id: int | None
    claimed_ms: int | None = None


class Stretch(NamedTuple):
    """What one probe measured in one stretch of time."""

    probe_id: int
    span_s: int
    number: int
    lowest: int
    highest: int
    total: int
    readings: int


NUMBERS = ("probe_id", "at_ms", "temperature", "message_id", "claimed_ms")


def _of_json(dialect: str, table: Table, columns: Sequence[str], conflict: str) -> TextClause:
    """Insert rows of whole numbers that come as one JSON text: hundreds at once, without a parameter for each number."""
    names = ", ".join(columns)
    if dialect == "sqlite":
        picked = ", ".join(f"json_extract(value, '$[{at}]')" for at in range(len(columns)))
        # Without a condition SQLite would take ON for the beginning of a join.
        rows = "json_each(:rows) WHERE true"
    else:
        picked = ", ".join(f"CAST(one ->> {at} AS bigint)" for at in range(len(columns)))
        rows = "json_array_elements(CAST(:rows AS json)) AS rows(one)"
    return text(f"INSERT INTO {table.name} ({names}) SELECT {picked} FROM {rows} {conflict}")  # noqa: S608 - our own names


def _new_rows(dialect: str) -> TextClause:
    return _of_json(dialect, READINGS, NUMBERS, "ON CONFLICT DO NOTHING RETURNING probe_id, at_ms")


def _more(dialect: str) -> TextClause:
    """Add to a stretch that is there."""
    least, most = ("min", "max") if dialect == "sqlite" else ("least", "greatest")
    return _of_json(
        dialect,
        ROLLUPS,
        Stretch._fields,
        "ON CONFLICT (probe_id, span_s, number) DO UPDATE SET"
        f" lowest = {least}(rollup.lowest, excluded.lowest), highest = {most}(rollup.highest, excluded.highest),"
        " total = rollup.total + excluded.total, readings = rollup.readings + excluded.readings",
    )


KINDS = ("sqlite", "postgresql")
_NEW = {kind: _new_rows(kind) for kind in KINDS}
_MORE = {kind: _more(kind) for kind in KINDS}


def add_readings(session: Session, rows: Iterable[Row]) -> int:
    """How many of them were new; those already there stay as they are. Of two for one moment the first counts."""
    first: dict[tuple[int, int], Row] = {}
    for row in rows:
        first.setdefault((row.probe_id, row.at_ms), row)
    if not first:
        return 0
    connection = session.connection()
    # In the order of the key: two who write the same rows never wait for each other in a ring.
    ordered = [first[key] for key in sorted(first)]
    new = _not_sealed(session, _written(connection, ordered))
    stretches = rolled_up(first[key] for key in new)
    if stretches:
        connection.execute(_MORE[connection.dialect.name], {"rows": json.dumps(stretches)})
    return len(new)


def _written(connection: Connection, rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Insert what is new, and say what that was."""
    numbers = [
        (
            row.probe_id,
            row.at_ms,
            None if row.temperature is None else row.temperature.millidegrees,
            row.message_id,
            row.claimed_ms,
        )
        for row in rows
        if row.fault is None
    ]
    faults = [row._asdict() for row in rows if row.fault is not None]
    new: list[tuple[int, int]] = []
    if numbers:
        written = connection.execute(_NEW[connection.dialect.name], {"rows": json.dumps(numbers)})
        new += ((probe_id, at_ms) for probe_id, at_ms in written)
    if faults:
        # Their words are anybody's text, so they go as parameters.
        insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(READINGS)
        statement = insert.on_conflict_do_nothing().returning(READINGS.c.probe_id, READINGS.c.at_ms)
        new += ((probe_id, at_ms) for probe_id, at_ms in connection.execute(statement, faults))
    return new


def _not_sealed(session: Session, written: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Those that no sealed day holds already; the others are taken away again.

    Asked after they were written: by then the foreign key holds their probes' rows, so no day of these is being sealed.
    """
    if not written:
        return written
    connection = session.connection()
    days = {(probe_id, at_ms // DAY_MS) for probe_id, at_ms in written}
    sealed = connection.execute(
        select(SEALED.c.probe_id, SEALED.c.day).where(
            SEALED.c.probe_id.in_({probe_id for probe_id, _ in days}),
            SEALED.c.day.in_({day for _, day in days}),
        )
    ).all()
    again: set[tuple[int, int]] = set()
    for probe_id, day in days.intersection((probe_id, day) for probe_id, day in sealed):
        piece = select(SEALED.c.measured).where(SEALED.c.probe_id == probe_id, SEALED.c.day == day)
        times = measured_day(connection.execute(piece).scalar_one()).times
        there = {(probe_id, at_ms) for at_ms in times[:]}.intersection(written)
        moments = {at_ms for _, at_ms in there}
        connection.execute(
            delete(READINGS).where(READINGS.c.probe_id == probe_id, READINGS.c.at_ms.in_(moments))
        )
        again |= there
    return [one for one in written if one not in again]


def rolled_up(rows: Iterable[Row]) -> list[Stretch]:
    """The stretches of every length that new readings make, in order of their keys."""
    values: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        if row.temperature is not None:
            quarter = row.at_ms // (QUARTER_S * 1_000)
            values.setdefault((row.probe_id, quarter), []).append(row.temperature.millidegrees)
    found = [
        Stretch(probe_id, QUARTER_S, quarter, min(of_it), max(of_it), sum(of_it), len(of_it))
        for (probe_id, quarter), of_it in values.items()
    ]
    longer: dict[tuple[int, int], list[Stretch]] = {}
    for one in found:
        longer.setdefault((one.probe_id, one.number * QUARTER_S // QUARTER_DAY_S), []).append(one)
    found += [
        Stretch(
            probe_id,
            QUARTER_DAY_S,
            number,
            min(one.lowest for one in of_it),
            max(one.highest for one in of_it),
            sum(one.total for one in of_it),
            sum(one.readings for one in of_it),
        )
        for (probe_id, number), of_it in longer.items()
    ]
    return sorted(found)
