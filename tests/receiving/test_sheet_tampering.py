"""Somebody with the file in hand, after a day was signed: the sheet that remains tells, and so does the audit trail of a sheet."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from hub.coldchain.alarm_records import Alarm, AlarmKind
from hub.labels.day_sheet import hash_of_sheet
from hub.people import audit
from hub.receiving.day_sheets import Signing, draft, sign
from hub.receiving.records import DaySheet
from hub.receiving.verify import weighings
from hub.receiving.verify_sheets import weighings_and_sheets, witnesses_of
from hub.receiving.weighings import record_weighing
from hub.storage.database import Database
from hub.worker.room_jobs import look_at_trail
from tests.receiving.test_day_sheets import SHEET_DESK
from tests.support.clock import FakeClock
from tests.support.floor_factory import TODAY, load, make_floor, weigh
from tests.support.web import make_house

Thief = sqlite3.Connection


@pytest.fixture
def database(sqlite_database_url: str, clock: FakeClock) -> Iterator[Database]:
    """Three crates received and two loads nobody took, and the day signed."""
    opened = Database(sqlite_database_url)
    with opened.write() as session:
        floor = make_floor(session)
        for net in ("10", "11", "12"):
            weigh(session, floor, clock, article=floor.carrots, net=net)
        for kilograms in ("3", "4"):
            record_weighing(session, load(kilograms, clock.now(), scale="packing"))
        day = draft(session, TODAY, SHEET_DESK).day
        signing = Signing(day.digest, open_because="kommer igjen")
        sign(
            session,
            day=TODAY,
            signing=signing,
            desk=SHEET_DESK,
            by=floor.person,
            clock=clock,
            operation="sign",
        )
    yield opened
    opened.close()


def steal(url: str, act: Callable[[Thief], object]) -> None:
    with sqlite3.connect(Path(url.removeprefix("sqlite:///"))) as thief:
        for (name,) in thief.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            thief.execute(f'DROP TRIGGER "{name}"')
        act(thief)
    thief.close()


def truncate(thief: Thief) -> None:
    """The tail of the packing scale and its running number set back together: the chain itself is whole again."""
    thief.execute("DELETE FROM weighing WHERE scale = 'packing' AND number = 2")
    thief.execute("UPDATE series SET last = 1 WHERE name = 'weighing:packing'")


def give_to_another_crate(thief: Thief) -> None:
    thief.execute("UPDATE weighing_claim SET crate_id = 3 WHERE weighing_id = 1")


def take_a_claim_away(thief: Thief) -> None:
    thief.execute("DELETE FROM weighing_claim WHERE weighing_id = 2")


def soften(thief: Thief) -> None:
    thief.execute("UPDATE day_sheet SET content = replace(content, 'kommer igjen', 'alt er i orden')")


def soften_with_its_hash(thief: Thief) -> None:
    soften(thief)
    (content,) = thief.execute("SELECT content FROM day_sheet").fetchone()
    thief.execute("UPDATE day_sheet SET hash = ?", (hash_of_sheet(content),))


def move_to_another_day(thief: Thief) -> None:
    thief.execute("UPDATE day_sheet SET day = '2026-11-20'")


def spoil(thief: Thief) -> None:
    thief.execute("UPDATE day_sheet SET content = 'torn'")


def lose(thief: Thief) -> None:
    thief.execute("DELETE FROM day_sheet")


def lose_with_its_number(thief: Thief) -> None:
    lose(thief)
    thief.execute("DELETE FROM series WHERE name = 'day_sheet'")


def burn_everything(thief: Thief) -> None:
    truncate(thief)
    lose_with_its_number(thief)
    thief.execute("DELETE FROM audit_entry")


def test_a_signed_day_that_nobody_touched_is_sound(database: Database) -> None:
    with database.read() as session:
        assert weighings_and_sheets(session) == []
        assert audit.verify(session, witnesses_of(session).audit_heads) == []


@pytest.mark.parametrize(
    ("act", "found"),
    [
        (truncate, [("cut_off", "packing", 2)]),
        (give_to_another_crate, [("claim_altered", "goods_in", 1)]),
        (take_a_claim_away, [("claim_altered", "goods_in", 2)]),
        (soften, [("sheet_altered", "", 1)]),
        (soften_with_its_hash, [("sheet_altered", "", 1)]),
        (move_to_another_day, [("sheet_altered", "", 1)]),
        (spoil, [("sheet_altered", "", 1)]),
        (lose, [("sheet_missing", "", 1)]),
        (lose_with_its_number, [("sheet_missing", "", 1)]),
    ],
)
def test_every_tampering_after_the_signature_is_found(
    database: Database,
    sqlite_database_url: str,
    act: Callable[[Thief], object],
    found: list[tuple[str, str, int]],
) -> None:
    steal(sqlite_database_url, act)
    with database.read() as session:
        findings = weighings_and_sheets(session)
        assert [(one.fault.value, one.scale, one.number) for one in findings] == found
        if act is truncate:
            assert weighings(session) == []  # without the sheet nobody would know


def test_a_sheet_kept_as_a_file_convicts_the_house_that_lost_or_changed_its_own(
    database: Database, sqlite_database_url: str
) -> None:
    with database.read() as session:
        file = session.scalars(select(DaySheet.content)).one()
        assert weighings_and_sheets(session, outside=[file]) == []
    steal(sqlite_database_url, burn_everything)
    with database.read() as session:
        assert weighings_and_sheets(session) == []
        found = weighings_and_sheets(session, outside=[file])
    assert [(one.fault.value, one.scale, one.number) for one in found] == [
        ("cut_off", "packing", 2),
        ("sheet_missing", "", 1),
    ]


def test_an_audit_trail_written_anew_does_not_fit_the_sheet(
    sqlite_database_url: str, clock: FakeClock
) -> None:
    opened = Database(sqlite_database_url)
    with opened.write() as session:
        floor = make_floor(session)
        audit.record(session, floor.person, "person changed", "person:1", {}, clock)
        weigh(session, floor, clock, article=floor.carrots, net="10")
        seen = draft(session, TODAY, SHEET_DESK).day.digest
        sign(
            session,
            day=TODAY,
            signing=Signing(seen),
            desk=SHEET_DESK,
            by=floor.person,
            clock=clock,
            operation="sign",
        )
    with opened.read() as session:
        kept = witnesses_of(session).audit_heads
        assert audit.verify(session, kept) == []
        assert [one.entry for one in audit.verify(session, {1: {"00"}, 99: {"00"}})] == [1, 99]
    # Cut off together with its count: nothing inside the trail tells that it was longer, and the hourly look knows it of the sheet.
    house = make_house(opened, clock)
    look_at_trail(house, lambda *_said, **_how: None)
    [number] = kept

    def cut_off(thief: Thief) -> None:
        thief.execute("DELETE FROM audit_entry WHERE id >= ?", (number,))
        thief.execute("UPDATE series SET last = ? WHERE name = 'audit'", (number - 1,))

    with opened.read() as session:
        assert session.scalars(select(Alarm)).all() == []
    steal(sqlite_database_url, cut_off)
    look_at_trail(house, lambda *_said, **_how: None)
    with opened.read() as session:
        assert audit.verify(session) == []
        [alarm] = session.scalars(select(Alarm))
        assert (alarm.kind, alarm.facts["entry"]) == (AlarmKind.CHAIN, number)
    opened.close()
