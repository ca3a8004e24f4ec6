"""The book of weighings read, on both databases: by scale, by the hub's own day, by words, and one entry against its chain."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from hub.receiving.errors import WeighingUnknown
from hub.receiving.record_book import Sought, found, how_many, whole
from hub.receiving.undo import take_back
from hub.receiving.weighings import record_weighing, set_aside
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import Floor, crate_of, load, make_floor, weigh, weighed

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def numbers(database: Database, sought: Sought) -> list[tuple[str, int]]:
    with database.read() as session:
        entries = found(session, sought, OSLO)
        assert how_many(session, sought, OSLO) == len(entries)
        return [(entry.weighing.scale, entry.weighing.number) for entry in entries]


def test_entries_are_found_by_scale_by_claim_and_by_reason(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        test_weight = weighed(session, clock, "5")
        set_aside(session, weighing_id=test_weight.id, reason="Kontroll_lodd", by=floor.person, clock=clock)
        weigh(session, floor, clock, article=floor.carrots, net="10")
        record_weighing(session, load("3", clock.now(), scale="packing"))
    assert numbers(database, Sought()) == [("packing", 1), ("goods_in", 2), ("goods_in", 1)]
    assert numbers(database, Sought(scale="goods_in")) == [("goods_in", 2), ("goods_in", 1)]
    assert numbers(database, Sought(nobodys=True)) == [("packing", 1)]
    assert numbers(database, Sought(words="kontroll_")) == [("goods_in", 1)]
    assert numbers(database, Sought(words="kontrollx")) == []
    assert numbers(database, Sought(words="2")) == [("goods_in", 2)]


def test_an_entry_is_found_by_the_end_of_its_crate_and_tells_that_it_was_taken_back(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")
        ending = crate_of(session, receipt).sscc[-6:]
        take_back(
            session,
            number=receipt.number,
            reason="feil kasse",
            by=floor.person,
            clock=clock,
            operation="back",
        )
    with database.read() as session:
        entries = found(session, Sought(words=f"{ending[:3]} {ending[3:]}"), OSLO)
        assert [entry.undone.reason if entry.undone else "" for entry in entries] == ["feil kasse"]
    assert numbers(database, Sought(words="feil")) == [("goods_in", 1)]
    assert numbers(database, Sought(words="9" * 40)) == []


def test_a_day_is_the_day_of_the_hub_and_not_of_greenwich(database: Database) -> None:
    with database.write() as session:
        record_weighing(session, load("5", datetime(2026, 11, 23, 22, 59, tzinfo=UTC)))
        record_weighing(session, load("6", datetime(2026, 11, 23, 23, 1, tzinfo=UTC)))
    assert numbers(database, Sought(day=date(2026, 11, 23))) == [("goods_in", 1)]
    assert numbers(database, Sought(day=date(2026, 11, 24))) == [("goods_in", 2)]


def test_one_entry_tells_its_neighbours_who_took_it_and_that_it_fits(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        weighed(session, clock, "5")
        weigh(session, floor, clock, article=floor.carrots, net="10")
        weighed(session, clock, "6")
    with database.read() as session:
        kept = whole(session, "goods_in", 2)
        assert (kept.before, kept.after, kept.fits) == (1, 3, True)
        assert kept.claimed_by is not None
        assert kept.claimed_by.login == "floor"
        first, last = whole(session, "goods_in", 1), whole(session, "goods_in", 3)
        assert (first.before, first.fits, first.claimed_by) == (None, True, None)
        assert (last.after, last.fits) == (None, True)
        with pytest.raises(WeighingUnknown):
            whole(session, "goods_in", 4)


def test_an_entry_that_was_changed_behind_the_hub_does_not_fit(
    sqlite_database_url: str, clock: FakeClock
) -> None:
    database = Database(sqlite_database_url)
    with database.write() as session:
        weighed(session, clock, "5")
        weighed(session, clock, "6")
        session.execute(text("DROP TRIGGER weighing_no_update"))
        session.execute(text("UPDATE weighing SET net = net + 1000 WHERE number = 2"))
    with database.read() as session:
        assert [whole(session, "goods_in", number).fits for number in (1, 2)] == [True, False]
    database.close()
