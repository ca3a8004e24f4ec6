"""Signing days, on both databases: what stands on the sheet, what is refused, and what a second sheet says of the first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hub.kernel.quantity import Mass
from hub.kernel.words import Words
from hub.labels.day_sheet import Became, hash_of_sheet
from hub.people.records import AuditEntry
from hub.receiving.day_facts import ScaleFacts, SheetDesk
from hub.receiving.day_sheets import (
    Signing,
    content_of,
    days,
    draft,
    latest,
    sheet_numbered,
    sheets_of,
    sign,
    unsigned_days,
)
from hub.receiving.errors import (
    DaySheetReasonMissing,
    DaySheetSigned,
    DaySheetStale,
    DaySheetUnknown,
    NothingToSign,
    WeighingsOpen,
)
from hub.receiving.records import DaySheet
from hub.receiving.service import TypedWeight, weigh_in
from hub.receiving.sheet_changes import Standing, changes
from hub.receiving.undo import take_back
from hub.receiving.weighings import record_weighing, set_aside
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    DESK,
    TODAY,
    TOLERANCE,
    Floor,
    load,
    make_floor,
    weigh,
    weighed,
)

OSLO = ZoneInfo("Europe/Oslo")
GOODS_IN = ScaleFacts(
    key="goods_in",
    name=Words("Varemottak", "Varumottagning", "Goods in"),
    maximum=Mass.kilograms("60"),
    minimum=Mass.kilograms("0.2"),
    division=Mass.kilograms("0.010"),
    accuracy_class="III",
)
SHEET_DESK = SheetDesk("Samlast Innlandet SA", "Kjølevegen 4", OSLO, (GOODS_IN,))


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def signed(session: Session, floor: Floor, clock: FakeClock, **said: object) -> DaySheet:
    """Sign today as it is now."""
    before = latest(session, TODAY)
    facts = {
        "seen": draft(session, TODAY, SHEET_DESK).day.digest,
        "replaces": before.number if before else None,
        **said,
    }
    return sign(
        session,
        day=TODAY,
        signing=Signing(**facts),  # type: ignore[arg-type]
        desk=SHEET_DESK,
        by=floor.person,
        clock=clock,
        operation=f"sign-{clock.now().isoformat()}",
    )


def test_a_sheet_tells_of_every_weighing_what_it_became(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        first = weigh(session, floor, clock, article=floor.carrots, net="10")
        bag = weighed(session, clock, "5")
        set_aside(session, weighing_id=bag.id, reason="kontrollodd", by=floor.person, clock=clock)
        record_weighing(session, load("3", clock.now(), scale="packing", tare="0.5", tare_kind="PT"))
        weigh_in(
            session,
            article_id=floor.beets.id,
            collect_on=COLLECT_ON,
            weight=TypedWeight(Mass.kilograms("7"), "vekten er borte"),
            crate_type_id=floor.crate_type.id,
            count=None,
            desk=DESK,
            tolerance=TOLERANCE,
            today=TODAY,
            by=floor.person,
            clock=clock,
            operation="typed",
        )
        take_back(
            session, number=first.number, reason="feil gård", by=floor.person, clock=clock, operation="b"
        )
        sheet = signed(session, floor, clock, open_because="ligger igjen til i morgen")
        kept = content_of(sheet)
    goods_in, packing = kept.day.scales
    assert [(one.number, one.became, one.receipt, one.reason) for one in goods_in.weighings] == [
        (1, Became.RECEIVING, 1, ""),
        (2, Became.SET_ASIDE, None, "kontrollodd"),
    ]
    assert goods_in.weighings[0].taken_back == "feil gård"
    assert goods_in.weighings[0].at.isoformat() == "2026-11-23T07:00:00+01:00"
    assert (goods_in.maximum, goods_in.missing, packing.maximum) == (Mass.kilograms("60"), (), None)
    assert [(one.tare_kind, one.became) for one in packing.weighings] == [("PT", Became.NOBODYS)]
    assert [(one.net, one.reason, one.receipt) for one in kept.day.typed] == [
        (Mass.kilograms("6"), "vekten er borte", 2)
    ]
    assert [(one.receipt, one.reason) for one in kept.day.taken_back] == [(1, "feil gård")]
    assert [(head.of, head.number) for head in kept.heads] == [("goods_in", 2), ("packing", 1)]
    assert kept.signature is not None
    assert (kept.signature.by, kept.signature.open_because) == ("Ola Gulv", "ligger igjen til i morgen")
    assert hash_of_sheet(sheet.content) == sheet.hash


def test_open_weighings_need_a_reason_and_an_empty_day_is_not_signed(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        with pytest.raises(NothingToSign):
            signed(session, floor, clock)
        weighed(session, clock, "5")
        with pytest.raises(WeighingsOpen):
            signed(session, floor, clock, open_because="  ")
        assert signed(session, floor, clock, open_because="kommer igjen").number == 1


def test_signed_again_it_names_the_sheet_before_and_why_and_nothing_is_replaced(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        bag = weighed(session, clock, "5")
        first = signed(session, floor, clock, open_because="kommer igjen")
        before = first.content
        clock.advance(3600)
        set_aside(session, weighing_id=bag.id, reason="en pose", by=floor.person, clock=clock)
        now = draft(session, TODAY, SHEET_DESK).day
        assert [(one.kind.value, one.reason) for one in changes(content_of(first).day, now)] == [
            ("claimed", "en pose")
        ]
        with pytest.raises(DaySheetReasonMissing):
            signed(session, floor, clock)
        second = signed(session, floor, clock, again_because="posen er avklart")
        signature = content_of(second).signature
        assert signature is not None
        assert (signature.number, signature.replaces, signature.again_because) == (2, 1, "posen er avklart")
        assert second.replaces_id == first.id
        assert [one.number for one in sheets_of(session, TODAY)] == [2, 1]
        assert sheet_numbered(session, TODAY, 1).content == before
        with pytest.raises(DaySheetUnknown):
            sheet_numbered(session, date(2026, 11, 22), 1)
        facts = session.scalars(
            select(AuditEntry.facts).where(AuditEntry.verb == "day sheet signed").order_by(AuditEntry.id)
        ).all()
    assert [(one["day"], one["replaces"]) for one in facts] == [("2026-11-23", None), ("2026-11-23", 1)]


def test_what_was_not_seen_is_not_signed_and_two_signers_are_one_sheet(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
        seen = draft(session, TODAY, SHEET_DESK).day.digest
        weigh(session, floor, clock, article=floor.carrots, net="11")
        with pytest.raises(DaySheetStale):
            signed(session, floor, clock, seen=seen)
        first = signed(session, floor, clock)
        assert signed(session, floor, clock).id == first.id  # the same operation again
        clock.advance(1)
        with pytest.raises(DaySheetSigned):
            signed(session, floor, clock, replaces=None)


def test_a_sheet_is_neither_changed_nor_deleted(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
        signed(session, floor, clock)
    for act in ("UPDATE day_sheet SET content = '{}'", "DELETE FROM day_sheet"):
        with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
            session.execute(text(act))


def test_the_list_tells_how_each_day_stands_by_the_days_of_the_hub(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        # Half an hour into Saturday in Oslo, and still Friday in Greenwich.
        record_weighing(session, load("5", datetime(2026, 11, 20, 23, 30, tzinfo=UTC)))
        record_weighing(session, load("6", datetime(2026, 11, 22, 12, 0, tzinfo=UTC)))
        weigh(session, floor, clock, article=floor.carrots, net="10")
        signed(session, floor, clock)
    first = date(2026, 11, 1)
    with database.read() as session:
        assert unsigned_days(session, first, TODAY, OSLO) == [date(2026, 11, 21), date(2026, 11, 22)]
        rows = days(session, first, TODAY, TODAY, OSLO)
    assert [(row.day.day, row.weighings, row.nobodys, row.standing) for row in rows] == [
        (23, 1, 0, Standing.SIGNED),
        (22, 1, 1, Standing.DUE),
        (21, 1, 1, Standing.OVERDUE),
    ]
    clock.advance(60)
    with database.write() as session:
        take_back(session, number=1, reason="feil", by=floor.person, clock=clock, operation="b")
    with database.read() as session:
        assert days(session, TODAY, TODAY, TODAY, OSLO)[0].standing is Standing.CHANGED
