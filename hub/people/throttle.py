"""Failed log-ins slow down the next attempt for the same account or badge: five are free, then 30 s, doubling up to an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from hub.people.records import LoginThrottle
from hub.people.secrets import hash_of

FREE_FAILURES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


def key_of(kind: str, text: str) -> str:
    """The throttle key of a login or badge as typed, known or not: typed text may be a password by mistake, so it is hashed."""
    return f"{kind}:{hash_of(text.strip().casefold())}"


def wait_after(failures: int) -> timedelta:
    """How long the next attempt must wait after so many failures in a row."""
    if failures < FREE_FAILURES:
        return timedelta()
    doublings = min(failures - FREE_FAILURES, 10)
    wait: timedelta = FIRST_WAIT * 2**doublings
    return min(wait, LONGEST_WAIT)


def blocked_until(session: Session, key: str, now: datetime) -> datetime | None:
    kept = session.get(LoginThrottle, key)
    if kept is None or kept.blocked_until is None or kept.blocked_until <= now:
        return None
    return kept.blocked_until


def count_failure(session: Session, key: str, now: datetime) -> None:
    kept = session.get(LoginThrottle, key, with_for_update=True)
    if kept is None:
        kept = LoginThrottle(key=key, failures=0, blocked_until=None)
        session.add(kept)
    kept.failures += 1
    wait = wait_after(kept.failures)
    kept.blocked_until = now + wait if wait else None
    session.flush()


def forget(session: Session, key: str) -> None:
    kept = session.get(LoginThrottle, key)
    if kept is not None:
        session.delete(kept)
        session.flush()
