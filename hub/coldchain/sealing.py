"""Days of readings that are over are sealed: one probe's rows of a day become one packed row, and a seal is kept of what it holds.

Nothing is taken away before what was packed has been read back and is the same. A reading that comes late lies open beside its
sealed day until the day is sealed again. Each seal links to the one before, and the newest is told to the trail of who did what.
Not for: looking readings up (`hub.coldchain.stored`) nor for checking seals (`hub.coldchain.verify`).
"""

import hashlib
import json
import struct
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from hub.coldchain.packing import PackedDay, pack, unpack
from hub.coldchain.readings import in_ms
from hub.coldchain.records import Probe, Reading, ReadingSeal, SealedDay
from hub.coldchain.stored import DAY_MS, rows_between
from hub.kernel.clock import Clock
from hub.people.audit import record
from hub.storage.numbers import next_number

SERIES = "reading_seal"
VERB = "readings sealed"
BEFORE_THE_FIRST = bytes(32)
# A day lies open for a day after it is over: most of what comes late comes within that time.
SEALED_AFTER_MS = DAY_MS


@dataclass(frozen=True, slots=True, order=True)
class ProbeDay:
    """One day (UTC, counted from 1970) of one probe."""

    probe_id: int
    day: int


def first_to_seal(session: Session, probe_id: int, now: datetime) -> ProbeDay | None:
    """The oldest day of a probe that lies open and is over for long enough, also one sealed before of which readings came late."""
    open_day = (in_ms(now) - SEALED_AFTER_MS) // DAY_MS
    first_ms = session.scalar(
        select(func.min(Reading.at_ms)).where(Reading.probe_id == probe_id, Reading.at_ms < open_day * DAY_MS)
    )
    return None if first_ms is None else ProbeDay(probe_id, first_ms // DAY_MS)


def seal_next(session: Session, probe_id: int, clock: Clock) -> ReadingSeal | None:
    """Seal the oldest day of a probe that is to be sealed, in one transaction; None when there is none."""
    _hold(session, probe_id)
    one = first_to_seal(session, probe_id, clock.now())
    return None if one is None else _seal_day(session, one, clock)


def _seal_day(session: Session, one: ProbeDay, clock: Clock) -> ReadingSeal:
    """Pack what lies open of a day together with what was sealed of it before."""
    first_ms = one.day * DAY_MS
    rows = rows_between(session, one.probe_id, first_ms, first_ms + DAY_MS - 1)
    packed = pack(rows)
    if unpack(packed) != rows:
        raise RuntimeError(f"a packed day does not give its readings back: {one}")
    session.merge(
        SealedDay(
            probe_id=one.probe_id,
            day=one.day,
            readings=len(rows),
            measured=packed.measured,
            origins=packed.origins,
        )
    )
    session.execute(
        delete(Reading).where(
            Reading.probe_id == one.probe_id, Reading.at_ms >= first_ms, Reading.at_ms < first_ms + DAY_MS
        )
    )
    return _seal(session, one, len(rows), digest_of(one, packed), clock)


def forget_days(session: Session, probe_id: int, before: datetime, clock: Clock) -> int:
    """Take away a probe's sealed days that were over before a moment; a seal without readings says it of each. How many."""
    _hold(session, probe_id)
    gone = session.scalars(
        delete(SealedDay)
        .where(SealedDay.probe_id == probe_id, SealedDay.day < in_ms(before) // DAY_MS)
        .returning(SealedDay.day)
    ).all()
    for day in sorted(gone):
        _seal(session, ProbeDay(probe_id, day), 0, b"", clock)
    return len(gone)


def tell_trail(session: Session, clock: Clock) -> None:
    """The newest seal, for the trail of who did what: whoever writes the seals anew has to write the trail anew as well."""
    last = session.scalar(select(ReadingSeal).order_by(ReadingSeal.number.desc()).limit(1))
    if last is not None:
        facts = {"seal": last.number, "hash": last.hash.hex()}
        record(session, None, VERB, f"reading_seal:{last.number}", facts, clock)


def digest_of(one: ProbeDay, packed: PackedDay) -> bytes:
    """SHA-256 over whose day it is and both pieces as they are stored."""
    head = struct.pack("<qqqq", one.probe_id, one.day, len(packed.measured), len(packed.origins))
    return hashlib.sha256(head + packed.measured + packed.origins).digest()


def chain_hash(previous: bytes, seal: ReadingSeal) -> bytes:
    """SHA-256 over the hash before and the row as canonical JSON."""
    row = {
        "number": seal.number,
        "probe_id": seal.probe_id,
        "day": seal.day,
        "sealed_at": seal.sealed_at.isoformat(timespec="microseconds"),
        "readings": seal.readings,
        "digest": seal.digest.hex(),
    }
    text = json.dumps(row, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous + text.encode()).digest()


def _seal(session: Session, one: ProbeDay, readings: int, digest: bytes, clock: Clock) -> ReadingSeal:
    """The number's row lock makes parallel sealers wait, so that the chain has one head."""
    number = next_number(session, SERIES)
    before = session.scalar(select(ReadingSeal.hash).where(ReadingSeal.number == number - 1))
    seal = ReadingSeal(
        number=number,
        probe_id=one.probe_id,
        day=one.day,
        sealed_at=clock.now(),
        readings=readings,
        digest=digest,
    )
    seal.hash = chain_hash(before or BEFORE_THE_FIRST, seal)
    session.add(seal)
    session.flush()
    return seal


def _hold(session: Session, probe_id: int) -> None:
    """Whoever writes a reading of this probe holds its row by the foreign key until the commit: wait for them, and they for us.

    So nobody can look whether a day is sealed while it is being sealed (`hub.coldchain.rollups.add_readings`).
    """
    session.execute(select(Probe.id).where(Probe.id == probe_id).with_for_update())
