"""What is done with accounts: people are created, given passwords, badges and roles, and log in.

Not for: sessions and kiosks (`hub.people.visits`) and the counting of failed log-ins (`hub.people.throttle`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.kernel.words import Language
from hub.people import throttle
from hub.people.audit import record
from hub.people.errors import (
    BadgeTaken,
    BadgeUnfit,
    Field,
    FieldMissing,
    LastAdministrator,
    LoginTaken,
    LoginUnfit,
    PasswordTooShort,
    PinUnfit,
    RoleMissing,
    UnknownRole,
)
from hub.people.permissions import Permission
from hub.people.records import Person, PersonRole
from hub.people.roles import Roles
from hub.people.secrets import hash_of, hash_short, is_short
from hub.people.visits import end_sessions

SHORTEST_PASSWORD = 8  # OWASP ASVS 6.2.1
SHORTEST_BADGE = 8
PIN = re.compile(r"[0-9]{4,8}")
# Letters of any language; @ because an e-mail address is a good login.
LOGIN = re.compile(r"[\w.@-]+")


def create_person(
    session: Session,
    *,
    by: Person | None,
    clock: Clock,
    login: str,
    name: str,
    language: Language,
    roles: Iterable[str],
    known_roles: Roles,
    kitchen_id: int | None = None,
    producer_id: int | None = None,
) -> Person:
    """A new account, without a password yet. `by` is None only when the house itself sets up its first people.

    Raises FieldMissing, LoginUnfit, LoginTaken, RoleMissing, UnknownRole.
    """
    login, name = normal_login(login), name.strip()
    _require({Field.LOGIN: login, Field.NAME: name})
    if not LOGIN.fullmatch(login):
        raise LoginUnfit(login=login)
    if session.scalar(select(Person.id).where(Person.login == login)) is not None:
        raise LoginTaken(login=login)
    person = Person(
        login=login,
        name=name,
        language=language,
        kitchen_id=kitchen_id,
        producer_id=producer_id,
        active=True,
        roles=[PersonRole(role=role) for role in _checked_roles(roles, known_roles)],
    )
    session.add(person)
    session.flush()
    facts = {"login": login, "name": name, "roles": sorted(role.role for role in person.roles)}
    record(session, by, "person created", f"person:{person.id}", facts, clock)
    return person


def change_person(
    session: Session,
    person_id: int,
    *,
    by: Person,
    clock: Clock,
    name: str,
    language: Language,
    roles: Iterable[str],
    active: bool,
    known_roles: Roles,
) -> Person:
    """Change name, roles and whether the account is in use. Raises LastAdministrator before nobody could change it back."""
    person = get_person(session, person_id)
    name = name.strip()
    _require({Field.NAME: name})
    held = _checked_roles(roles, known_roles)
    person.name, person.language, person.active = name, language, active
    person.roles = [PersonRole(role=role) for role in held]
    session.flush()
    if not _somebody_administers(session, known_roles):
        raise LastAdministrator
    if not active:
        end_sessions(session, person, clock)
    facts = {"name": name, "roles": sorted(held), "active": active}
    record(session, by, "person changed", f"person:{person.id}", facts, clock)
    return person


def set_language(session: Session, person_id: int, language: Language) -> None:
    get_person(session, person_id).language = language
    session.flush()


def set_password(
    session: Session,
    person: Person,
    password: str,
    *,
    by: Person | None,
    clock: Clock,
    but: str | None = None,
) -> None:
    """Raises PasswordTooShort. Every session of the person ends, except the one (`but`) that made the change."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(least=SHORTEST_PASSWORD)
    kept = get_person(session, person.id)
    kept.password_hash = hash_short(password)
    end_sessions(session, kept, clock, but=but)
    session.flush()
    record(session, by, "password set", f"person:{kept.id}", {}, clock)


def set_badge(
    session: Session, person: Person, badge: str, pin: str, *, by: Person | None, clock: Clock
) -> None:
    """Badge and PIN together, good on enrolled kiosks only. Raises BadgeUnfit, PinUnfit, BadgeTaken."""
    badge = badge.strip()
    if len(badge) < SHORTEST_BADGE:
        raise BadgeUnfit(least=SHORTEST_BADGE)
    if not PIN.fullmatch(pin):
        raise PinUnfit
    holder = find_by_badge(session, badge)
    if holder is not None and holder.id != person.id:
        raise BadgeTaken
    kept = get_person(session, person.id)
    kept.badge_hash, kept.pin_hash = hash_of(badge), hash_short(pin)
    session.flush()
    record(session, by, "badge set", f"person:{kept.id}", {}, clock)


def get_person(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(kind="person")
    return person


def everybody(session: Session) -> list[Person]:
    return list(session.scalars(select(Person).order_by(Person.active.desc(), Person.name)))


def find_by_login(session: Session, login: str) -> Person | None:
    return session.scalar(select(Person).where(Person.login == normal_login(login)))


def find_by_badge(session: Session, badge: str) -> Person | None:
    return session.scalar(select(Person).where(Person.badge_hash == hash_of(badge.strip())))


def password_fits(person: Person | None, password: str) -> bool:
    """Slow on purpose, and as slow for nobody as for somebody: keep it outside of a writing session."""
    return is_short(password, person.password_hash if person else None)


def pin_fits(person: Person | None, pin: str) -> bool:
    return is_short(pin, person.pin_hash if person else None)


def settle_log_in(
    session: Session, key: str, person: Person | None, *, fits: bool, clock: Clock
) -> Person | None:
    """Count the attempt under its throttle key and hand back whom to let in, read anew, or None."""
    now = clock.now()
    kept = session.get(Person, person.id) if person else None
    if kept is None or not fits or not kept.active:
        throttle.count_failure(session, key, now)
        return None
    throttle.forget(session, key)
    return kept


def normal_login(login: str) -> str:
    return login.strip().casefold()


def _require(fields: Mapping[Field, str]) -> None:
    for field, text in fields.items():
        if not text:
            raise FieldMissing(field=field)


def _checked_roles(roles: Iterable[str], known: Roles) -> list[str]:
    held = sorted(set(roles))
    if not held:
        raise RoleMissing
    for role in held:
        if known.get(role) is None:
            raise UnknownRole(role=role)
    return held


def _somebody_administers(session: Session, known: Roles) -> bool:
    keys = known.with_permission(Permission.PEOPLE_ADMINISTER)
    found = session.scalar(
        select(Person.id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(Person.active, PersonRole.role.in_(keys))
        .limit(1)
    )
    return found is not None
