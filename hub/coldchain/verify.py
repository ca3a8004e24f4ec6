"""Do the seals of the readings hold? Reads everything and repairs nothing; for `hub verify`, the hourly look and tests.

A sealed day must give the digest of its newest seal, each seal the hash that links it to the one before, and the trail of who did
what knows the newest seal of every night. Readings that still lie open are held to the roll-ups that were written with them, and to
what the trail was told of them each hour (`hub.coldchain.witnesses`).
Not for: the trail itself (`hub.people.audit`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.packing import PackedDay
from hub.coldchain.records import Probe, Reading, ReadingSeal, SealedDay
from hub.coldchain.rollups import QUARTER_S, ROLLUPS
from hub.coldchain.sealing import BEFORE_THE_FIRST, SERIES, VERB, ProbeDay, chain_hash, digest_of
from hub.coldchain.stored import DAY_MS, LAST_MS, between
from hub.coldchain.witnesses import altered
from hub.people.records import AuditEntry
from hub.storage.numbers import Series

EPOCH = date(1970, 1, 1)
QUARTER_MS = QUARTER_S * 1_000


class SealFault(StrEnum):
    GAP = "gap"  # a seal is missing
    UNLINKED = "unlinked"  # a seal was changed, or does not follow the one before
    CUT_OFF = "cut_off"  # seals were given out after the last that is here
    REWRITTEN = "rewritten"  # the trail of who did what has another hash of it
    DAY_ALTERED = "day_altered"  # the packed day does not give the digest of its newest seal
    DAY_MISSING = "day_missing"
    DAY_UNSEALED = "day_unsealed"  # a packed day of which no seal was ever kept
    OPEN_ALTERED = "open_altered"  # readings of a day do not give their roll-ups, or are not those that the trail was told of


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: with a seal, by its number, or with a day of a probe."""

    fault: SealFault
    number: int = 0
    probe: str = ""
    day: date = EPOCH


def readings(session: Session) -> list[Finding]:
    """Every fault, the seals' first. An empty list means that nothing was changed, taken out or cut off."""
    newest: dict[ProbeDay, ReadingSeal] = {}
    keys = {probe.id: probe.sensor_key for probe in session.scalars(select(Probe))}
    return [
        *_seals(session, newest),
        *_days(session, newest, keys),
        *_open(session, newest, keys),
    ]


def _seals(session: Session, newest: dict[ProbeDay, ReadingSeal]) -> Iterator[Finding]:
    told = _told(session)
    previous, expected = BEFORE_THE_FIRST, 1
    for seal in session.scalars(select(ReadingSeal).order_by(ReadingSeal.number)).yield_per(1_000):
        if seal.number != expected:
            yield Finding(SealFault.GAP, expected)
        elif chain_hash(previous, seal) != seal.hash:
            yield Finding(SealFault.UNLINKED, seal.number)
        if told.pop(seal.number, seal.hash.hex()) != seal.hash.hex():
            yield Finding(SealFault.REWRITTEN, seal.number)
        newest[ProbeDay(seal.probe_id, seal.day)] = seal
        previous, expected = seal.hash, seal.number + 1
    counted = session.scalar(select(Series.last).where(Series.name == SERIES)) or 0
    last = max(counted, *told, 0)
    if expected <= last:
        yield Finding(SealFault.CUT_OFF, expected)


def _told(session: Session) -> dict[int, str]:
    """The seals that the trail of who did what knows, with their hashes."""
    entries = session.scalars(select(AuditEntry.facts).where(AuditEntry.verb == VERB))
    return {int(facts["seal"]): str(facts["hash"]) for facts in entries}


def _days(session: Session, newest: dict[ProbeDay, ReadingSeal], keys: dict[int, str]) -> Iterator[Finding]:
    kept = {one for one, seal in newest.items() if seal.readings}
    for day in session.scalars(select(SealedDay).order_by(SealedDay.probe_id, SealedDay.day)).yield_per(100):
        one = ProbeDay(day.probe_id, day.day)
        kept.discard(one)
        seal = newest.get(one)
        if seal is None:
            yield _of_day(SealFault.DAY_UNSEALED, one, keys)
        elif (seal.readings, seal.digest) != (
            day.readings,
            digest_of(one, PackedDay(day.measured, day.origins)),
        ):
            yield _of_day(SealFault.DAY_ALTERED, one, keys)
    yield from (_of_day(SealFault.DAY_MISSING, one, keys) for one in sorted(kept))


def _open(session: Session, newest: dict[ProbeDay, ReadingSeal], keys: dict[int, str]) -> Iterator[Finding]:
    """Days that were never sealed, and readings that came late for one that was: roll-ups and trail tell what was there."""
    found = {*_other_than_rolled_up(session, newest, keys), *altered(session, _numbers(newest))}
    yield from (_of_day(SealFault.OPEN_ALTERED, one, keys) for one in sorted(found))


def _numbers(newest: dict[ProbeDay, ReadingSeal]) -> dict[ProbeDay, int]:
    return {one: seal.number for one, seal in newest.items()}


def _other_than_rolled_up(
    session: Session, newest: dict[ProbeDay, ReadingSeal], keys: dict[int, str]
) -> Iterator[ProbeDay]:
    for probe_id in sorted(keys):
        sealed = max((one.day for one in newest if one.probe_id == probe_id), default=-1)
        since_ms = (sealed + 1) * DAY_MS
        late = session.scalars(
            select(Reading.at_ms).where(Reading.probe_id == probe_id, Reading.at_ms < since_ms)
        )
        spans = [(day * DAY_MS, (day + 1) * DAY_MS) for day in sorted({at_ms // DAY_MS for at_ms in late})]
        for begin_ms, end_ms in (*spans, (since_ms, LAST_MS)):
            for day in _differing_days(session, probe_id, begin_ms, end_ms):
                yield ProbeDay(probe_id, day)


def _differing_days(session: Session, probe_id: int, begin_ms: int, end_ms: int) -> list[int]:
    here = ROLLUPS.c
    rows = session.execute(
        select(here.number, here.lowest, here.highest, here.total, here.readings).where(
            here.probe_id == probe_id,
            here.span_s == QUARTER_S,
            here.number >= begin_ms // QUARTER_MS,
            here.number < end_ms // QUARTER_MS,
        )
    )
    kept = {number: tuple(facts) for number, *facts in rows}
    values: dict[int, list[int]] = {}
    found = between(session, probe_id, begin_ms, end_ms - 1)
    for at_ms, value in zip(*found, strict=True):
        if value is not None:
            values.setdefault(at_ms // QUARTER_MS, []).append(value)
    given = {
        number: (min(all_of), max(all_of), sum(all_of), len(all_of)) for number, all_of in values.items()
    }
    differing = {number for number in kept.keys() | given.keys() if kept.get(number) != given.get(number)}
    return sorted({number * QUARTER_MS // DAY_MS for number in differing})


def _of_day(fault: SealFault, one: ProbeDay, keys: dict[int, str]) -> Finding:
    day = EPOCH + timedelta(days=one.day)
    return Finding(fault, probe=keys.get(one.probe_id, str(one.probe_id)), day=day)
