"""What an excursion did, on both databases: who met it and for how long, where it went since, what is held, and what the note says."""

from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.exposures import about, incident_of, met_crates, met_lots, named, reason_of
from hub.coldchain.histories import history, series
from hub.coldchain.keeping import Kept
from hub.coldchain.readings import in_ms
from hub.coldchain.rules import Exposure
from hub.coldchain.watching import Found
from hub.delivery.records import Delivery
from hub.delivery.service import close_load, deliver
from hub.delivery.whereabouts import Fate, whereabouts
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Mass
from hub.labels.content import DeliveryNoteContent
from hub.labels.kept import KeptBetween
from hub.picking.parts import Part
from hub.stock import holds
from hub.stock.errors import CrateOnHold
from hub.stock.records import Crate, Hold
from hub.stock.service import put_away
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_hung_probe, a_limit, readings_until
from tests.support.floor_factory import (
    DELIVER_ON,
    NOTES_DESK,
    PICK_PER_MILLE,
    TODAY,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    pick,
    weigh,
    weighed,
)

MIN = 60_000
WARM_SINCE = datetime(2026, 11, 23, 7, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def _away(session: Session, floor: Floor, clock: FakeClock, crate: Crate) -> None:
    put_away(
        session,
        crate_scan=crate.sscc,
        place_scan="KJ1",
        by=floor.person,
        clock=clock,
        operation=f"away {crate.sscc}",
    )


@pytest.fixture
def crates(database: Database, floor: Floor, clock: FakeClock) -> tuple[Crate, Crate, Crate]:
    """Room KJ1 is limited to 4 °C for half an hour. From 07:00 it is 7 °C for an hour, read each minute, then 3 °C again.

    The first crate stood there all the time and the second from 07:20; the third came when all was over. Six kilograms of the
    first are weighed out afterwards and go to the kitchen.
    """
    begin = clock.now()
    with database.write() as session:
        six = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="6")
        confirmed_line(
            session, floor, clock, article=floor.carrots, kilograms="24", kitchen=floor.other_kitchen
        )
        first, second, third = (
            crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10")) for _ in range(3)
        )
        probe = a_hung_probe(session, floor.cold_room, begin)
        a_limit(session, floor.cold_room, "4", valid_from=begin)
        _away(session, floor, clock, first)
        clock.advance(80 * 60)
        _away(session, floor, clock, second)
        clock.advance(100 * 60)
        readings_until(session, probe, clock.now(), ["3"] * 60 + ["7"] * 60 + ["3"] * 61)
        _away(session, floor, clock, third)
        part = Part(weighed(session, clock, "7").id, floor.crate_type.id)
        pick(session, floor, clock, line=six, sscc=first.sscc, part=part)
        clock.advance(60)
        delivery = _load(session, floor, clock)
        clock.advance(3_600)
        deliver(session, delivery_id=delivery.id, by=floor.person, clock=clock, operation="handed over")
        return first, second, third


def _load(session: Session, floor: Floor, clock: FakeClock) -> Delivery:
    return close_load(
        session,
        kitchen_id=floor.kitchen.id,
        delivery_on=DELIVER_ON,
        tolerance_per_mille=PICK_PER_MILLE,
        desk=NOTES_DESK,
        today=TODAY,
        by=floor.person,
        clock=clock,
        operation="close",
    )


def _found(session: Session, floor: Floor, clock: FakeClock) -> Found:
    """The one excursion, by the name that an address gives it."""
    return named(session, floor.cold_room.id, 1, 1, in_ms(WARM_SINCE), clock.now())


def test_everything_that_met_an_excursion_is_found_with_what_became_of_it(
    database: Database, floor: Floor, clock: FakeClock, crates: tuple[Crate, Crate, Crate]
) -> None:
    first, second, _third = crates
    with database.read() as session:
        found = _found(session, floor, clock)
        met = met_crates(session, floor.cold_room.id, found.excursion, clock.now())
        (child,) = session.scalars(select(Crate).where(Crate.parent_id == first.id)).all()
        # From the crossing 15 s after 06:59 to the crossing 45 s after 07:59.
        whole = Exposure(60 * MIN + 30_000, 60 * MIN + 30_000)
        assert {one.crate.id: one.exposure for one in met} == {
            first.id: whole,
            child.id: whole,
            second.id: Exposure(39 * MIN + 45_000, 39 * MIN + 45_000),
        }
        assert [(one.lot.number, one.crates, one.worst) for one in met_lots(met)] == [
            ("26-327-001", 3, whole)
        ]
        since = whereabouts(session, [one.crate.id for one in met])
        assert (since[first.id].fate, since[first.id].mass) == (Fate.IN_STORE, Mass.kilograms("4"))
        assert since[second.id].fate is Fate.IN_STORE
        gone = since[child.id]
        assert (gone.fate, gone.in_house) == (Fate.DELIVERED, False)
        assert gone.kitchen is not None
        assert gone.kitchen.name == "Bjørkelunden sykehjem"
        assert gone.delivery is not None
        assert (gone.delivery.note_number, gone.delivery.delivered_at) == (1, clock.now())
        assert gone.orders == (1,)
    with pytest.raises(NotFound), database.read() as session:
        named(session, floor.cold_room.id, 1, 1, 1_000, clock.now())


def test_the_hold_for_an_excursion_names_it_in_words_that_stay(
    database: Database, floor: Floor, clock: FakeClock, crates: tuple[Crate, Crate, Crate]
) -> None:
    first, second, _third = crates
    for _ in range(2):
        with database.write() as session:
            found = _found(session, floor, clock)
            met = met_crates(session, floor.cold_room.id, found.excursion, clock.now())
            placed = holds.place(
                session,
                [one.crate.id for one in met],
                reason=reason_of(floor.cold_room, found, OSLO),
                about=about(incident_of(session, floor.cold_room.id, found, clock)),
                by=floor.person,
                clock=clock,
                operation=f"hold at {clock.now()}",
            )
            assert len(placed.gone) == 1
            clock.advance(60)
    with database.write() as session:
        assert {(hold.crate_id, hold.about) for hold in session.scalars(select(Hold))} == {
            (first.id, "incident:1"),
            (second.id, "incident:1"),
        }
        with pytest.raises(CrateOnHold) as refusal:
            holds.require_free(session, session.get_one(Crate, first.id))
        reason = refusal.value.facts["reason"]
        assert getattr(reason, "en", None) == (
            "Kjølerom 1: above 4.0 °C from 23 Nov 2026 07:59 to 23 Nov 2026 08:59, at most 7.0 °C"
        )
        assert getattr(reason, "nb", None) == (
            "Kjølerom 1: over 4,0 °C fra 23.11.2026 07:59 til 23.11.2026 08:59, høyest 7,0 °C"
        )


def test_the_note_and_the_crate_say_how_the_goods_were_kept_and_what_is_not_known(
    database: Database, clock: FakeClock, crates: tuple[Crate, Crate, Crate]
) -> None:
    first, second, third = crates
    with database.read() as session:
        (delivery,) = session.scalars(select(Delivery)).all()
        (crate,) = DeliveryNoteContent.from_json(delivery.note).crates
        # Three hours in the room, then a minute in the packing area, where nothing measures.
        assert crate.kept == KeptBetween(3_000, 7_000, 180 * 60, 60)
        told = history(session, second.id, clock.now())
        assert [
            (one.place.code, one.kept.whole_ms // MIN, one.kept.known_ms // MIN) for one in told.stays
        ] == [
            ("DOCK", 80, 0),
            ("KJ1", 161, 100),
        ]
        assert told.kept == Kept(3_000, 7_000, 100 * MIN, 241 * MIN)
        assert history(session, third.id, clock.now()).kept == Kept(3_000, 3_000, 0, 241 * MIN)
        drawn = series(session, first.id, clock.now())
        lines = cast("list[dict[str, list[int]]]", drawn["tracks"])
        assert [len(line["t"]) for line in lines] == [181]
        bands = cast("list[dict[str, object]]", drawn["excursions"])
        assert [band["level"] for band in bands] == ["alarm"]
