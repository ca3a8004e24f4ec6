"""Sessions of browsers and enrolled kiosks: made, recognised, ended. The id itself is never stored, only its hash.

Source of the limits: OWASP ASVS 7.3 asks for both an idle and an absolute limit, and that a log-out ends at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, joinedload

from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.kernel.ids import token
from hub.people.audit import record
from hub.people.records import BrowserSession, Kiosk, Person
from hub.people.secrets import hash_of

LONGEST = timedelta(hours=12)
IDLE = timedelta(hours=2)
IDLE_AT_KIOSK = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=1)
# Asked at every request: one statement, with the roles beside the person.
_BY_HASH = (
    select(BrowserSession, Person, Kiosk)
    .join(Person, Person.id == BrowserSession.person_id)
    .outerjoin(Kiosk, Kiosk.id == BrowserSession.kiosk_id)
    .where(BrowserSession.id_hash == bindparam("hash"))
    .options(joinedload(Person.roles))
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A living session and whose it is."""

    session_hash: str
    person: Person
    kiosk_id: int | None
    seen_at: datetime
    has_messages: bool

    def due_for_a_note(self, now: datetime) -> bool:
        """Writing down every request would make each page a write."""
        return now - self.seen_at >= NOTED_EVERY


def open_visit(
    session: Session, person: Person, clock: Clock, *, secret: str, kiosk: Kiosk | None = None
) -> None:
    """Begin a session for the person under a fresh secret id."""
    now = clock.now()
    session.add(
        BrowserSession(
            id_hash=hash_of(secret),
            person_id=person.id,
            kiosk_id=kiosk.id if kiosk else None,
            created_at=now,
            seen_at=now,
            expires_at=now + LONGEST,
            messages=[],
            choices={},
        )
    )
    session.flush()


def find_visit(session: Session, secret: str, clock: Clock) -> Visit | None:
    """The living session behind a cookie: not ended, not idle too long, person active, kiosk not revoked."""
    return find_visit_by_hash(session, hash_of(secret), clock)


def find_visit_by_hash(session: Session, session_hash: str, clock: Clock) -> Visit | None:
    row = session.execute(_BY_HASH, {"hash": session_hash}).unique().one_or_none()
    if row is None:
        return None
    kept, person, kiosk = row
    now = clock.now()
    idle = IDLE_AT_KIOSK if kept.kiosk_id else IDLE
    over = kept.ended_at is not None or now >= kept.expires_at or now - kept.seen_at >= idle
    if over or not person.active or (kiosk is not None and kiosk.revoked_at is not None):
        return None
    return Visit(kept.id_hash, person, kept.kiosk_id, kept.seen_at, bool(kept.messages))


def note_seen(session: Session, session_hash: str, clock: Clock) -> None:
    session.execute(
        update(BrowserSession).where(BrowserSession.id_hash == session_hash).values(seen_at=clock.now())
    )


def log_out(session: Session, session_hash: str, clock: Clock) -> None:
    session.execute(
        update(BrowserSession)
        .where(BrowserSession.id_hash == session_hash, BrowserSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_sessions(
    session: Session, person: Person, clock: Clock, *, by: Person | None = None, but: str | None = None
) -> None:
    """End every session of a person at once, except perhaps the one (`but`) that asks.

    `by` puts it into the audit trail; without it the caller's own entry tells why.
    """
    session.execute(
        update(BrowserSession)
        .where(
            BrowserSession.person_id == person.id,
            BrowserSession.ended_at.is_(None),
            BrowserSession.id_hash != (but or ""),
        )
        .values(ended_at=clock.now())
    )
    if by is not None:
        record(session, by, "sessions ended", f"person:{person.id}", {}, clock=clock)


def leave_messages(session: Session, session_hash: str, rows: Sequence[dict[str, str]]) -> None:
    """Keep sentences for the next page of this session."""
    kept = session.get(BrowserSession, session_hash)
    if kept is not None:
        kept.messages = [*kept.messages, *rows]
        session.flush()


def take_messages(session: Session, session_hash: str) -> list[dict[str, str]]:
    """What was kept for this session, and is not any more."""
    kept = session.get(BrowserSession, session_hash)
    if kept is None:
        return []
    rows, kept.messages = list(kept.messages), []
    session.flush()
    return rows


def choose(session: Session, session_hash: str, name: str, value: str) -> None:
    """Remember how this screen is set for as long as the session lives; an empty value forgets it."""
    kept = session.get(BrowserSession, session_hash)
    if kept is not None:
        others = {key: chosen for key, chosen in kept.choices.items() if key != name}
        kept.choices = {**others, name: value} if value else others
        session.flush()


def choice(session: Session, session_hash: str, name: str) -> str:
    """What `choose` remembered; empty when nothing was chosen."""
    kept = session.get(BrowserSession, session_hash)
    return kept.choices.get(name, "") if kept is not None else ""


def enrol_kiosk(session: Session, by: Person, name: str, clock: Clock) -> tuple[Kiosk, str]:
    """A new floor device and the secret that its browser keeps from now on."""
    secret = token()
    kiosk = Kiosk(name=name, token_hash=hash_of(secret), enrolled_at=clock.now())
    session.add(kiosk)
    session.flush()
    record(session, by, "kiosk enrolled", f"kiosk:{kiosk.id}", {"name": name}, clock=clock)
    return kiosk, secret


def find_kiosk(session: Session, secret: str) -> Kiosk | None:
    return session.scalar(
        select(Kiosk).where(Kiosk.token_hash == hash_of(secret), Kiosk.revoked_at.is_(None))
    )


def revoke_kiosk(session: Session, by: Person, kiosk_id: int, clock: Clock) -> Kiosk:
    """From now on the device is a browser like any other; whoever is logged in there is not any more."""
    kiosk = session.get(Kiosk, kiosk_id)
    if kiosk is None:
        raise NotFound(kind="kiosk")
    if kiosk.revoked_at is None:
        kiosk.revoked_at = clock.now()
        record(session, by, "kiosk revoked", f"kiosk:{kiosk.id}", {"name": kiosk.name}, clock=clock)
    session.flush()
    return kiosk
