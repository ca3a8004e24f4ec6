"""Sessions: idle, absolute and ended; kiosks: enrolled and revoked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hub.kernel.errors import NotFound
from hub.people.records import BrowserSession, Person
from hub.people.visits import (
    end_sessions,
    enrol_kiosk,
    find_kiosk,
    find_visit,
    leave_messages,
    log_out,
    note_seen,
    open_visit,
    revoke_kiosk,
    take_messages,
)
from hub.storage.database import Database
from tests.support.clock import FakeClock

HOUR = 3600


def is_in(database: Database, clock: FakeClock, secret: str = "secret") -> bool:  # noqa: S107 - a made-up id
    with database.read() as session:
        return find_visit(session, secret, clock) is not None


def test_the_id_of_a_session_is_not_in_the_database(
    database: Database, clock: FakeClock, admin: Person
) -> None:
    with database.write() as session:
        open_visit(session, admin, clock, secret="secret")
    with database.read() as session:
        assert session.scalars(select(BrowserSession.id_hash)).all() == [
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
        ]


def test_a_session_ends_after_two_idle_hours(database: Database, clock: FakeClock, admin: Person) -> None:
    with database.write() as session:
        open_visit(session, admin, clock, secret="secret")
    clock.advance(2 * HOUR - 1)
    assert is_in(database, clock)
    clock.advance(1)
    assert not is_in(database, clock)


def test_a_session_at_a_kiosk_ends_after_half_an_idle_hour(
    database: Database, clock: FakeClock, admin: Person
) -> None:
    with database.write() as session:
        kiosk, _secret = enrol_kiosk(session, admin, "Goods in", clock)
        open_visit(session, admin, clock, secret="secret", kiosk=kiosk)
    clock.advance(HOUR // 2 - 1)
    assert is_in(database, clock)
    clock.advance(1)
    assert not is_in(database, clock)


def test_a_session_ends_after_twelve_hours_however_busy(
    database: Database, clock: FakeClock, admin: Person
) -> None:
    with database.write() as session:
        open_visit(session, admin, clock, secret="secret")
    for _ in range(11):
        clock.advance(HOUR)
        with database.write() as session:
            visit = find_visit(session, "secret", clock)
            assert visit is not None
            note_seen(session, visit.session_hash, clock)
    clock.advance(HOUR)
    assert not is_in(database, clock)


def test_logging_out_ends_this_session_and_no_other(
    database: Database, clock: FakeClock, admin: Person
) -> None:
    with database.write() as session:
        open_visit(session, admin, clock, secret="secret")
        open_visit(session, admin, clock, secret="other")
        visit = find_visit(session, "secret", clock)
        assert visit is not None
        log_out(session, visit.session_hash, clock)
    assert not is_in(database, clock)
    assert is_in(database, clock, "other")


def test_all_sessions_of_a_person_end_at_once(database: Database, clock: FakeClock, admin: Person) -> None:
    with database.write() as session:
        open_visit(session, admin, clock, secret="secret")
        open_visit(session, admin, clock, secret="other")
        end_sessions(session, admin, clock)
    assert not is_in(database, clock)
    assert not is_in(database, clock, "other")


def test_revoking_a_kiosk_ends_the_session_at_it(database: Database, clock: FakeClock, admin: Person) -> None:
    with database.write() as session:
        kiosk, secret = enrol_kiosk(session, admin, "Goods in", clock)
        open_visit(session, admin, clock, secret="secret", kiosk=kiosk)
    assert is_in(database, clock)
    with database.write() as session:
        revoke_kiosk(session, admin, kiosk.id, clock)
        assert find_kiosk(session, secret) is None
    assert not is_in(database, clock)


def test_a_kiosk_that_never_was_cannot_be_revoked(
    database: Database, clock: FakeClock, admin: Person
) -> None:
    with database.write() as session, pytest.raises(NotFound):
        revoke_kiosk(session, admin, 999, clock)


def test_a_sentence_is_kept_until_it_is_taken_and_not_longer(
    database: Database, clock: FakeClock, admin: Person
) -> None:
    with database.write() as session:
        open_visit(session, admin, clock, secret="secret")
        visit = find_visit(session, "secret", clock)
        assert visit is not None
        leave_messages(session, visit.session_hash, [{"tone": "ok", "text": "Én"}])
        leave_messages(session, visit.session_hash, [{"tone": "ok", "text": "To"}])
    with database.write() as session:
        assert [row["text"] for row in take_messages(session, visit.session_hash)] == ["Én", "To"]
    with database.write() as session:
        assert take_messages(session, visit.session_hash) == []
