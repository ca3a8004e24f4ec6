"""The large digits of a label, typed where the scanner does not answer."""

from __future__ import annotations

import pytest

from hub.stock.errors import CrateEndShared, CrateEndUnknown, ScanUnreadable
from hub.stock.service import put_away, scanned_crate
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import crate_of, make_floor, weigh


def test_the_last_digits_name_a_crate_when_one_in_the_house_ends_in_them(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor = make_floor(session)
        first = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        second = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="9"))
        ends = [crate.sscc[-6:] for crate in (first, second)]
        assert [end[-3:] for end in ends] == ["010", "027"]
        for typed in ("010", "000 010", " 000010 ", first.sscc[-7:]):
            assert scanned_crate(session, typed).id == first.id
        moved = put_away(
            session,
            crate_scan=f"{ends[1][:3]} {ends[1][3:]}",
            place_scan="KJ1",
            by=floor.person,
            clock=clock,
            operation="typed",
        )
        assert moved.crate_id == second.id
        with pytest.raises(CrateEndUnknown):
            scanned_crate(session, "777")
        for nothing in ("10", "12345678"):
            with pytest.raises(ScanUnreadable):
                scanned_crate(session, nothing)


def test_digits_that_two_crates_share_name_both(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor = make_floor(session)
        first, second = (
            crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="1")) for _ in range(2)
        )
        assert first.sscc == "195212340000000010"
        second.sscc = "195212340000013010"
        session.flush()
        with pytest.raises(CrateEndShared) as refusal:
            scanned_crate(session, "010")
        assert refusal.value.facts["crates"] == "195212340000000010, 195212340000013010"
        assert scanned_crate(session, "000 010").id == first.id
