"""Accounts: created, changed, given a password or a badge; and each change leaves its row in the trail."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.words import Language
from hub.people.errors import (
    BadgeTaken,
    BadgeUnfit,
    FieldMissing,
    LastAdministrator,
    LoginTaken,
    PasswordTooShort,
    PinUnfit,
    UnknownRole,
)
from hub.people.records import AuditEntry, Person
from hub.people.roles import Roles
from hub.people.service import (
    change_person,
    create_person,
    find_by_badge,
    find_by_login,
    password_fits,
    pin_fits,
    set_badge,
    set_password,
    settle_log_in,
)
from hub.people.visits import find_visit, open_visit
from hub.storage.database import Database
from tests.support.clock import FakeClock


def create(session: Session, admin: Person, clock: FakeClock, roles: Roles, login: str, *held: str) -> Person:
    return create_person(
        session,
        by=admin,
        clock=clock,
        login=login,
        name="Ola Berg",
        language=Language.SV,
        roles=held,
        known_roles=roles,
    )


def change(
    session: Session, admin: Person, clock: FakeClock, roles: Roles, *held: str, active: bool = True
) -> Person:
    return change_person(
        session,
        admin.id,
        by=admin,
        clock=clock,
        name="Astrid",
        language=Language.NB,
        roles=held,
        active=active,
        known_roles=roles,
    )


def test_a_login_is_found_however_it_is_typed(database: Database, admin: Person) -> None:
    with database.read() as session:
        found = find_by_login(session, "  ADMIN@hub.example ")
    assert found is not None
    assert found.id == admin.id


def test_a_login_is_given_once(database: Database, admin: Person, clock: FakeClock, roles: Roles) -> None:
    with database.write() as session, pytest.raises(LoginTaken):
        create(session, admin, clock, roles, "ADMIN@HUB.EXAMPLE", "driver")


def test_nobody_is_created_without_a_login(
    database: Database, admin: Person, clock: FakeClock, roles: Roles
) -> None:
    with database.write() as session, pytest.raises(FieldMissing):
        create(session, admin, clock, roles, "  ", "driver")


def test_a_role_that_does_not_exist_is_not_given(
    database: Database, admin: Person, clock: FakeClock, roles: Roles
) -> None:
    with database.write() as session, pytest.raises(UnknownRole):
        create(session, admin, clock, roles, "ola", "captain")


def test_the_last_administrator_stays_one(
    database: Database, admin: Person, clock: FakeClock, roles: Roles
) -> None:
    with pytest.raises(LastAdministrator), database.write() as session:
        change(session, admin, clock, roles, "driver")
    with pytest.raises(LastAdministrator), database.write() as session:
        change(session, admin, clock, roles, "administrator", active=False)
    with database.read() as session:
        kept = session.get_one(Person, admin.id)
        assert kept.active
        assert [role.role for role in kept.roles] == ["administrator"]


def test_a_second_administrator_may_take_the_role_from_the_first(
    database: Database, admin: Person, clock: FakeClock, roles: Roles
) -> None:
    with database.write() as session:
        create(session, admin, clock, roles, "ola", "administrator")
        changed = change(session, admin, clock, roles, "driver")
    assert [role.role for role in changed.roles] == ["driver"]


def test_a_password_fits_itself_only(database: Database, admin: Person, clock: FakeClock) -> None:
    with database.write() as session:
        set_password(session, admin, "snø på Jæren", by=admin, clock=clock)
        kept = session.get_one(Person, admin.id)
    assert password_fits(kept, "snø på Jæren")
    assert not password_fits(kept, "snø på jæren")
    assert not password_fits(None, "snø på Jæren")


def test_an_account_without_a_password_has_none_that_fits(admin: Person) -> None:
    assert not password_fits(admin, "")
    assert not password_fits(admin, "nobody has this password")


@pytest.mark.parametrize("password", ["", "1234567"])
def test_a_short_password_is_refused(
    database: Database, admin: Person, clock: FakeClock, password: str
) -> None:
    with database.write() as session, pytest.raises(PasswordTooShort):
        set_password(session, admin, password, by=admin, clock=clock)


def test_a_new_password_ends_every_session_but_the_one_that_made_it(
    database: Database, admin: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        open_visit(session, admin, clock, secret="phone")
        open_visit(session, admin, clock, secret="desk")
        desk = find_visit(session, "desk", clock)
        assert desk is not None
        set_password(session, admin, "a longer one", by=admin, clock=clock, but=desk.session_hash)
    with database.read() as session:
        assert find_visit(session, "phone", clock) is None
        assert find_visit(session, "desk", clock) is not None


def test_a_badge_finds_its_holder_and_is_not_stored_readable(
    database: Database, admin: Person, clock: FakeClock
) -> None:
    with database.write() as session:
        set_badge(session, admin, "B-4711-0815 ", "2580", by=admin, clock=clock)
    with database.read() as session:
        found = find_by_badge(session, "B-4711-0815")
        assert found is not None
        assert pin_fits(found, "2580")
        assert not pin_fits(found, "2581")
        assert "4711" not in f"{found.badge_hash}{found.pin_hash}"


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "１２３４"])
def test_a_pin_is_four_to_eight_plain_digits(
    database: Database, admin: Person, clock: FakeClock, pin: str
) -> None:
    with database.write() as session, pytest.raises(PinUnfit):
        set_badge(session, admin, "B-4711-0815", pin, by=admin, clock=clock)


def test_a_badge_that_could_be_guessed_is_refused(
    database: Database, admin: Person, clock: FakeClock
) -> None:
    with database.write() as session, pytest.raises(BadgeUnfit):
        set_badge(session, admin, "4711", "2580", by=admin, clock=clock)


def test_a_badge_belongs_to_one_person(
    database: Database, admin: Person, clock: FakeClock, roles: Roles
) -> None:
    with database.write() as session:
        set_badge(session, admin, "B-4711-0815", "2580", by=admin, clock=clock)
        ola = create(session, admin, clock, roles, "ola", "driver")
        with pytest.raises(BadgeTaken):
            set_badge(session, ola, "B-4711-0815", "1111", by=admin, clock=clock)


def test_a_closed_account_is_not_let_in_even_with_the_right_password(
    database: Database, admin: Person, clock: FakeClock, roles: Roles
) -> None:
    with database.write() as session:
        create(session, admin, clock, roles, "ola", "administrator")
        change(session, admin, clock, roles, "driver", active=False)
        assert settle_log_in(session, "login:x", admin, fits=True, clock=clock) is None


def test_every_change_of_an_account_stands_in_the_trail_without_its_secrets(
    database: Database, admin: Person, clock: FakeClock, roles: Roles
) -> None:
    with database.write() as session:
        ola = create(session, admin, clock, roles, "ola", "driver")
        set_password(session, ola, "hemmelig ord", by=admin, clock=clock)
        set_badge(session, ola, "B-4711-0815", "2580", by=admin, clock=clock)
    with database.read() as session:
        entries = session.scalars(
            select(AuditEntry).where(AuditEntry.subject == f"person:{ola.id}").order_by(AuditEntry.id)
        ).all()
    assert [entry.verb for entry in entries] == ["person created", "password set", "badge set"]
    assert {entry.person_id for entry in entries} == {admin.id}
    assert not any(word in str(entry.facts) for entry in entries for word in ("hemmelig", "4711", "2580"))
