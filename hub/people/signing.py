"""Signing with a real factor: the password again, or at an enrolled kiosk the PIN of who has one. A wrong one counts as at log-in.

Not for: what is signed, which is the subject's own. The slow check stays outside of a writing session (`fits`).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.people import service, throttle
from hub.people.records import Person


class Factor(StrEnum):
    PASSWORD = "password"  # noqa: S105 - the name of the factor
    PIN = "pin"


def factor_of(person: Person, *, at_kiosk: bool) -> Factor | None:
    """A PIN is short and good on enrolled kiosks only; None when the account has nothing to prove itself with here."""
    if at_kiosk and person.pin_hash:
        return Factor.PIN
    return Factor.PASSWORD if person.password_hash else None


def fits(person: Person, factor: Factor, secret: str) -> bool:
    return service.pin_fits(person, secret) if factor is Factor.PIN else service.password_fits(person, secret)


def blocked_until(session: Session, person: Person, factor: Factor, clock: Clock) -> datetime | None:
    return throttle.blocked_until(session, _key(person, factor), clock.now())


def settle(session: Session, person: Person, factor: Factor, *, fits: bool, clock: Clock) -> Person | None:
    """Count the attempt; the person read anew when it was right and the account still works, else None."""
    return service.settle_log_in(session, _key(person, factor), person, fits=fits, clock=clock)


def _key(person: Person, factor: Factor) -> str:
    """Wrong passwords count together with those of the log-in page. A badge's own text is not kept, so PINs count by login."""
    return throttle.key_of("login" if factor is Factor.PASSWORD else "pin", person.login)
