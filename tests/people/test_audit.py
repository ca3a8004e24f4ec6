"""The trail: a row that is changed, taken out or cut off is found."""

from __future__ import annotations

import hashlib
from threading import Thread

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from hub.people.audit import record, verify
from hub.people.records import AuditEntry, Person
from hub.storage.database import Database
from tests.support.clock import FakeClock


def write_three(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        for number in (1, 2, 3):
            record(
                session,
                None,
                "crate voided",
                f"crate:{number}",
                {"reason": "Ødelagt", "count": number},
                clock,
            )


def tamper(session: Session, statement: str) -> None:
    """Change rows as somebody with the database in hand could: past the triggers that refuse it."""
    if session.get_bind().dialect.name == "sqlite":
        names = session.execute(
            text("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_entry'")
        ).scalars()
        for name in list(names):
            session.execute(text(f"DROP TRIGGER {name}"))
    else:
        session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
    session.execute(text(statement))


def test_an_untouched_trail_has_no_finding(database: Database, clock: FakeClock) -> None:
    write_three(database, clock)
    with database.read() as session:
        assert verify(session) == []


def test_an_empty_trail_has_no_finding(database: Database) -> None:
    with database.read() as session:
        assert verify(session) == []


def test_the_hash_is_the_one_that_anybody_can_compute_from_the_row(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        entry = record(session, None, "crate voided", "crate:7", {"reason": "Ødelagt"}, clock)
    row = (
        '{"at":"2026-11-23T06:00:00.000000+00:00","facts":{"reason":"Ødelagt"},"id":1,'
        '"person_id":null,"subject":"crate:7","verb":"crate voided"}'
    )
    assert entry.hash == hashlib.sha256(bytes(32) + row.encode()).digest()


@pytest.mark.parametrize(
    ("statement", "entries"),
    [
        ("UPDATE audit_entry SET verb = 'crate found' WHERE id = 2", [2]),
        ("DELETE FROM audit_entry WHERE id = 2", [2]),
        ("DELETE FROM audit_entry WHERE id = 3", [2]),
        ("DELETE FROM audit_entry", [0]),
    ],
)
def test_what_was_changed_or_taken_out_is_found(
    database: Database, clock: FakeClock, statement: str, entries: list[int]
) -> None:
    write_three(database, clock)
    with database.write() as session:
        tamper(session, statement)
    with database.read() as session:
        assert [finding.entry for finding in verify(session)] == entries


def test_a_number_with_a_fraction_is_refused_because_its_text_is_not_canonical(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session, pytest.raises(TypeError):
        record(session, None, "crate voided", "crate:7", {"masses": [1, {"kg": 0.1}]}, clock)


def test_what_is_rolled_back_leaves_no_row_and_no_gap(database: Database, clock: FakeClock) -> None:
    write_three(database, clock)
    with database.write() as session:
        record(session, None, "crate voided", "crate:4", {}, clock)
        session.rollback()
    write_three(database, clock)
    with database.read() as session:
        assert verify(session) == []
        assert list(session.scalars(select(AuditEntry.id).order_by(AuditEntry.id))) == [1, 2, 3, 4, 5, 6]


def test_writers_at_the_same_time_make_one_chain(database: Database, clock: FakeClock, admin: Person) -> None:
    def write_many() -> None:
        for number in range(10):
            with database.write() as session:
                record(session, admin, "crate voided", f"crate:{number}", {}, clock)

    threads = [Thread(target=write_many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert verify(session) == []
        assert (
            len(session.scalars(select(AuditEntry)).all()) == 41
        )  # the administrator's own row, and 4 times 10
