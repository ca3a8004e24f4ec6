"""Readings that still lie open, told to the trail of who did what each hour: whoever changes one later is found before its day is sealed.

A telling covers the messages since the telling before. Of each probe's day it holds how many readings came of them and half of a
SHA-256 over every fact of these; once the day is sealed, its seal holds instead. What came within the last hour is not told yet:
until then only the roll-ups stand for it. Not for: sealing (`hub.coldchain.sealing`) nor for the whole look (`hub.coldchain.verify`).
"""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from sqlalchemy import Integer, func, select, type_coerce
from sqlalchemy.orm import Session

from hub.coldchain.message_log import BLOCK
from hub.coldchain.records import MessageBlock, Reading, ReadingSeal
from hub.coldchain.sealing import ProbeDay
from hub.coldchain.stored import DAY_MS
from hub.kernel.clock import Clock
from hub.people.audit import record
from hub.people.records import AuditEntry

VERB = "open readings witnessed"
# No transaction takes that long, so what has a lower number than these messages is there.
SETTLED = timedelta(minutes=5)
# Days are sealed long before.
LOOKED_AT = timedelta(days=10)
DIGITS = 32


@dataclass(frozen=True, slots=True)
class Telling:
    """Which readings it covers, by the numbers of their messages; `seal` was the newest then, and later seals take its place."""

    since: int
    until: int
    seal: int
    readings: Mapping[ProbeDay, str]


def tell(session: Session, clock: Clock) -> Telling | None:
    """One entry in the trail; None when there is nothing new."""
    settled = select(func.max(MessageBlock.last_id)).where(MessageBlock.received_at <= clock.now() - SETTLED)
    last_block = session.scalar(settled)
    told = _tellings(session)
    since = told[-1].until if told else -1
    if last_block is None or (last_block + 1) * BLOCK - 1 <= since:
        return None
    until = (last_block + 1) * BLOCK - 1
    # Before the readings: what is sealed in between is then left to its seal.
    seal = session.scalar(select(func.max(ReadingSeal.number))) or 0
    [found] = _open_readings(session, since, [until])
    if not found:
        return None
    telling = Telling(since, until, seal, found)
    facts = {
        "since": since,
        "until": until,
        "seal": seal,
        "readings": {f"{one.probe_id}/{one.day}": said for one, said in sorted(found.items())},
    }
    record(session, None, VERB, f"message:{until}", facts, clock)
    return telling


def altered(session: Session, seals: Mapping[ProbeDay, int]) -> Iterator[ProbeDay]:
    """Days of probes whose open readings are not those that were told, in order. `seals`: the number of each day's newest seal."""
    tellings = _tellings(session)
    if not tellings:
        return
    here = _open_readings(session, tellings[0].since, [one.until for one in tellings])
    differing = {
        one
        for telling, found in zip(tellings, here, strict=True)
        for one in telling.readings.keys() | found.keys()
        if telling.readings.get(one) != found.get(one) and seals.get(one, 0) <= telling.seal
    }
    yield from sorted(differing)


def _tellings(session: Session) -> list[Telling]:
    """The newest, the oldest of them first."""
    newest = session.scalar(
        select(AuditEntry).where(AuditEntry.verb == VERB).order_by(AuditEntry.id.desc()).limit(1)
    )
    if newest is None:
        return []
    rows = session.scalars(
        select(AuditEntry.facts)
        .where(AuditEntry.verb == VERB, AuditEntry.at >= newest.at - LOOKED_AT)
        .order_by(AuditEntry.id)
    )
    return [
        Telling(
            int(facts["since"]),
            int(facts["until"]),
            int(facts["seal"]),
            {_probe_day(key): str(said) for key, said in facts["readings"].items()},
        )
        for facts in rows
    ]


def _probe_day(key: str) -> ProbeDay:
    probe_id, _, day = key.partition("/")
    return ProbeDay(int(probe_id), int(day))


def _open_readings(session: Session, since: int, untils: Sequence[int]) -> list[dict[ProbeDay, str]]:
    """For each stretch of messages, from `since` up to one number after the other: what lies open of each probe's day."""
    rows = session.execute(
        select(
            Reading.probe_id,
            Reading.at_ms,
            type_coerce(Reading.temperature, Integer),
            Reading.fault,
            Reading.message_id,
            Reading.claimed_ms,
        )
        .where(Reading.message_id > since, Reading.message_id <= untils[-1])
        .order_by(Reading.probe_id, Reading.at_ms)
        .execution_options(yield_per=5_000)
    )
    found: list[dict[ProbeDay, str]] = [{} for _ in untils]
    for one, of_day in groupby(rows, key=lambda row: ProbeDay(row[0], row[1] // DAY_MS)):
        parts: dict[int, list[Sequence[object]]] = {}
        for row in of_day:
            # Of a message: the question asked for nothing else.
            parts.setdefault(bisect_left(untils, row[4] or 0), []).append(tuple(row[1:]))
        for at, part in parts.items():
            text = json.dumps(part, separators=(",", ":"))
            found[at][one] = f"{len(part)}:{hashlib.sha256(text.encode()).hexdigest()[:DIGITS]}"
    return found
