"""The trail of who did what: append-only rows, each carrying the hash of the row before, so that a change breaks all later ones.

A chain alone does not see a missing tail: the series "audit" is counted up in the same transaction as each row, so a cut tail shows
as a count without rows. Not for: what a person did how fast; nothing here is counted per person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.people.records import AuditEntry, Person
from hub.storage.numbers import Series, next_number

SERIES = "audit"
BEFORE_THE_FIRST = bytes(32)


class TrailFault(StrEnum):
    MISSING = "missing"
    UNLINKED = "unlinked"  # it does not follow the entry before
    ALTERED = "altered"
    REWRITTEN = "rewritten"  # a signed day sheet has another hash of it
    CUT_OFF = "cut_off"  # entries were counted after the last that is here


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the trail does not hold together; `says` is for the log and for programs."""

    entry: int
    says: str
    fault: TrailFault


def record(  # noqa: PLR0917 - read as a sentence: who did what to what, with which facts
    session: Session, by: Person | None, verb: str, subject: str, facts: Mapping[str, object], clock: Clock
) -> AuditEntry:
    """Write one row: verb in the past tense ("person created"), subject as kind:id ("person:7").

    Facts are texts, whole numbers, booleans, None, and lists and tables of these; no floats, whose text is not canonical, and no
    secrets. `by` is None when the house itself acted.
    """
    number = next_number(
        session, SERIES
    )  # its row lock makes parallel writers wait, so the chain has no fork
    before = session.scalar(select(AuditEntry.hash).where(AuditEntry.id == number - 1))
    entry = AuditEntry(
        id=number,
        at=clock.now(),
        person_id=by.id if by else None,
        verb=verb,
        subject=subject,
        facts=dict(facts),
        previous_hash=before or BEFORE_THE_FIRST,
    )
    entry.hash = chain_hash(entry)
    session.add(entry)
    session.flush()
    return entry


def chain_hash(entry: AuditEntry) -> bytes:
    """SHA-256 over the previous hash and the row as canonical JSON: sorted keys, no spaces, UTF-8."""
    _refuse_floats(entry.facts)
    row = {
        "at": entry.at.isoformat(timespec="microseconds"),
        "facts": entry.facts,
        "id": entry.id,
        "person_id": entry.person_id,
        "subject": entry.subject,
        "verb": entry.verb,
    }
    text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(entry.previous_hash + text.encode()).digest()


def verify(session: Session, kept: Mapping[int, Collection[str]] | None = None) -> list[Finding]:
    """Walk the whole trail. An empty list means that nothing was changed, taken out or cut off.

    `kept` are hashes (whole, in hex) of entries as they were written down elsewhere, on signed day sheets.
    """
    findings = [*_broken_links(session), *_other_than_kept(session, kept or {})]
    counted = session.scalar(select(Series.last).where(Series.name == SERIES)) or 0
    last = session.scalar(select(AuditEntry.id).order_by(AuditEntry.id.desc()).limit(1)) or 0
    if last != counted:
        says = f"the trail ends at {last}, but {counted} were written"
        findings.append(Finding(last, says, TrailFault.CUT_OFF))
    return findings


def _broken_links(session: Session) -> Iterator[Finding]:
    previous, expected = BEFORE_THE_FIRST, 1
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id)).yield_per(1000):
        if entry.id != expected:
            yield Finding(expected, f"entry {expected} is missing", TrailFault.MISSING)
        elif entry.previous_hash != previous:
            yield Finding(entry.id, "the hash of the row before does not fit", TrailFault.UNLINKED)
        if chain_hash(entry) != entry.hash:
            yield Finding(entry.id, "the row was changed after it was written", TrailFault.ALTERED)
        previous, expected = entry.hash, entry.id + 1


def _other_than_kept(session: Session, kept: Mapping[int, Collection[str]]) -> Iterator[Finding]:
    for number, hashes in sorted(kept.items()):
        entry = session.get(AuditEntry, number)
        if entry is None or any(entry.hash.hex() != one for one in hashes):
            says = f"entry {number} is not the one on the signed day sheet"
            yield Finding(number, says, TrailFault.REWRITTEN)


def _refuse_floats(fact: object) -> None:
    if isinstance(fact, float):
        msg = f"a fact of the audit trail is no float: {fact!r}"
        raise TypeError(msg)
    if isinstance(fact, Mapping):
        for inner in fact.values():
            _refuse_floats(inner)
    elif isinstance(fact, list | tuple):
        for inner in fact:
            _refuse_floats(inner)
