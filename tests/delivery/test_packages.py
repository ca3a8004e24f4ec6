"""Packages of a load: numbered labels, roll cages with numbers of their own, and what of them stands on the note."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from hub.delivery import cages, packages
from hub.delivery.errors import (
    CageGone,
    CageUnknown,
    CrateForOther,
    PackagesUnlikely,
    PackageUnknown,
    PackageVoided,
)
from hub.delivery.load_list import load_list_of, notes_of_day
from hub.delivery.service import close_load
from hub.delivery.views import loads
from hub.kernel.ids import is_sscc
from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.codes.found import CodeKind
from hub.labels.codes.reading import read_code
from hub.labels.content import DeliveryNoteContent, NoteReturnable, PaperKind
from hub.labels.label_contents import ConsignmentContent, PalletContent
from hub.labels.records import PrintJob
from hub.labels.rules import JobState
from hub.picking.records import Pick
from hub.picking.service import undo_pick
from hub.stock.errors import UnitNotCrate
from hub.stock.records import Crate
from hub.stock.service import scanned_crate
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.crowd import crowd
from tests.support.floor_factory import (
    DELIVER_ON,
    DESK,
    NOTES_DESK,
    PICK_PER_MILLE,
    TODAY,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    pick,
    weigh,
)


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


@pytest.fixture
def packed(database: Database, floor: Floor, clock: FakeClock) -> list[Crate]:
    """Two crates for the kitchen, one for the other kitchen."""
    crates = []
    with database.write() as session:
        for kitchen, kilograms in ((floor.kitchen, "10"), (floor.kitchen, "6"), (floor.other_kitchen, "4")):
            line = confirmed_line(
                session, floor, clock, article=floor.carrots, kilograms=kilograms, kitchen=kitchen
            )
            crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net=kilograms))
            pick(session, floor, clock, line=line, sscc=crate.sscc, out_of_turn="prøve")
            crates.append(crate)
    return crates


def make(database: Database, floor: Floor, clock: FakeClock, operation: str = "cage-1") -> str:
    with database.write() as session:
        return cages.make(
            session,
            kitchen_id=floor.kitchen.id,
            delivery_on=DELIVER_ON,
            gs1_prefix=DESK.gs1_prefix,
            by=floor.person,
            clock=clock,
            operation=operation,
        ).sscc


def label(database: Database, floor: Floor, clock: FakeClock, sscc: str) -> PalletContent:
    with database.write() as session:
        job = cages.queue_label(
            session, sscc=sscc, sender="Nordhavn samlast", desk=DESK, by=floor.person, clock=clock
        )
        assert job.kind is PaperKind.PALLET_LABEL
        return PalletContent.from_json(job.content)


def close(database: Database, floor: Floor, clock: FakeClock) -> DeliveryNoteContent:
    with database.write() as session:
        delivery = close_load(
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
        return DeliveryNoteContent.from_json(delivery.note)


# ---- roll cages


def test_a_cage_has_an_sscc_of_its_own_and_none_is_made_twice_by_one_press(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    first = make(database, floor, clock)
    assert is_sscc(first)
    assert crowd(lambda _: make(database, floor, clock), 8) == [first] * 8
    second = make(database, floor, clock, "cage-2")
    assert second != first
    with database.read() as session:
        assert [cage.number for cage in cages.cages_of(session, floor.kitchen.id, DELIVER_ON)] == [1, 2]


def test_a_label_says_what_stands_on_the_cage(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    sscc = make(database, floor, clock)
    assert (label(database, floor, clock, sscc).crates, label(database, floor, clock, sscc).net) == (
        None,
        None,
    )
    with database.write() as session:
        cages.put_on(session, sscc=sscc, crate_scan=packed[0].sscc)
        assert cages.put_everything_on(session, sscc=sscc) == 1
    said = label(database, floor, clock, sscc)
    assert (said.sscc, said.kitchen, said.stop, said.route) == (sscc, "Bjørkelunden sykehjem", "1", "Nord")
    assert (said.crates, said.net, said.contents) == (2, Mass.kilograms("16"), ("Gulrot",))


def test_a_crate_of_another_kitchen_or_of_none_does_not_go_on(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    sscc = make(database, floor, clock)
    with database.write() as session:
        loose = crate_of(session, weigh(session, floor, clock, article=floor.beets, net="5"))
    for wrong in (packed[2].sscc, loose.sscc):
        with pytest.raises(CrateForOther), database.write() as session:
            cages.put_on(session, sscc=sscc, crate_scan=wrong)
    with pytest.raises(CageUnknown), database.read() as session:
        cages.filled_cage(session, packed[0].sscc)


def test_a_crate_stands_on_one_cage_and_is_taken_off_again(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    first, second = make(database, floor, clock), make(database, floor, clock, "cage-2")
    with database.write() as session:
        for sscc in (first, second):
            cages.put_on(session, sscc=sscc, crate_scan=packed[0].sscc)
    with database.read() as session:
        assert cages.stands_on(session, floor.kitchen.id, DELIVER_ON) == {packed[0].id: second}
        assert cages.filled_cage(session, first).crates == ()
        assert cages.filled_cage(session, first).loose == 1
    with database.write() as session:
        cages.take_off(session, sscc=first, crate_id=packed[0].id)
        assert packed[0].id in cages.stands_on(session, floor.kitchen.id, DELIVER_ON), (
            "it stands on the other"
        )
        cages.take_off(session, sscc=second, crate_id=packed[0].id)
        assert cages.stands_on(session, floor.kitchen.id, DELIVER_ON) == {}


def test_a_pick_that_is_taken_back_leaves_the_cage(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    sscc = make(database, floor, clock)
    with database.write() as session:
        cages.put_everything_on(session, sscc=sscc)
        taken = session.scalars(select(Pick).where(Pick.crate_id == packed[0].id)).one()
        undo_pick(session, pick_id=taken.id, reason="feil", by=floor.person, clock=clock, operation="undo")
    with database.read() as session:
        assert [crate.id for crate in cages.filled_cage(session, sscc).crates] == [packed[1].id]


def test_the_note_names_the_cages_their_crates_and_the_empties(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    sscc = make(database, floor, clock)
    with database.write() as session:
        cages.put_on(session, sscc=sscc, crate_scan=packed[0].sscc)
    note = close(database, floor, clock)
    assert [(cage.sscc, cage.crates) for cage in note.cages] == [(sscc, 1)]
    assert {crate.sscc: crate.cage for crate in note.crates} == {packed[0].sscc: sscc, packed[1].sscc: ""}
    assert note.returnables == (NoteReturnable("Grønn kasse", 2),)
    with pytest.raises(CageGone), database.write() as session:
        cages.put_on(session, sscc=sscc, crate_scan=packed[1].sscc)
    with database.read() as session:
        assert cages.waiting(session, floor.kitchen.id, DELIVER_ON) == []


def test_a_cage_that_is_not_used_is_on_no_note_and_its_label_is_not_printed(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    sscc = make(database, floor, clock)
    label(database, floor, clock, sscc)
    with database.write() as session:
        cages.put_everything_on(session, sscc=sscc)
        cages.void(session, sscc=sscc, clock=clock)
        job = session.scalars(select(PrintJob).where(PrintJob.subject == f"cage:{sscc}")).one()
        assert job.state is JobState.VOIDED
    with pytest.raises(CageGone):
        label(database, floor, clock, sscc)
    note = close(database, floor, clock)
    assert note.cages == ()
    assert {crate.cage for crate in note.crates} == {""}
    assert packed


# ---- packages


def queue(
    database: Database,
    floor: Floor,
    clock: FakeClock,
    count: int,
    operation: str = "press",
    *,
    prefix: str = DESK.gs1_prefix,
) -> list[ConsignmentContent]:
    with database.write() as session:
        jobs = packages.queue_labels(
            session,
            kitchen_id=floor.kitchen.id,
            delivery_on=DELIVER_ON,
            packages=count,
            sender="Nordhavn samlast",
            desk=replace(DESK, gs1_prefix=prefix),
            by=floor.person,
            clock=clock,
            operation=operation,
        )
        return [ConsignmentContent.from_json(job.content) for job in jobs]


def test_each_package_gets_a_numbered_label_and_all_share_their_consignment(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    said = queue(database, floor, clock, 3)
    assert [(one.number, one.of) for one in said] == [(1, 3), (2, 3), (3, 3)]
    assert len({one.ginc for one in said}) == 1
    assert said[0].ginc == f"9521234{floor.kitchen.id:05d}261125"
    assert len({one.sscc for one in said}) == 3
    for one in said:
        assert is_sscc(one.sscc)
        code = read_code(f"(00){one.sscc}(401){one.ginc}")
        assert (code.crate, code.faults) == (one.sscc, ()), "the syntax dictionary lets both stand together"
    assert {(one.kitchen, one.stop, one.window) for one in said} == {
        ("Bjørkelunden sykehjem", "1", "07:30–08:30")
    }
    assert [one.crates for one in said] == [None] * 3, "nobody said what stands in which"
    assert packed


def test_a_single_package_says_what_is_in_it_and_one_press_is_one_set(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    (said,) = queue(database, floor, clock, 1)
    assert (said.crates, said.net, said.storages) == (2, Mass.kilograms("16"), ("cool",))
    queue(database, floor, clock, 1)
    with database.read() as session:
        assert (
            len(session.scalars(select(PrintJob).where(PrintJob.kind == PaperKind.CONSIGNMENT_LABEL)).all())
            == 1
        )
    assert packed


def papers(database: Database) -> list[tuple[str, int, JobState]]:
    with database.read() as session:
        jobs = session.scalars(
            select(PrintJob).where(PrintJob.kind == PaperKind.CONSIGNMENT_LABEL).order_by(PrintJob.id)
        )
        return [(job.subject, job.copy, job.state) for job in jobs]


def test_the_same_labels_again_are_copies_for_the_same_packages(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    first = queue(database, floor, clock, 2)
    assert queue(database, floor, clock, 2, "again") == first
    assert papers(database) == [
        (f"package:{one.sscc}", copy, JobState.QUEUED) for copy in (1, 2) for one in first
    ]
    assert packed


def test_another_number_of_packages_makes_the_labels_of_before_void(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    before, now = queue(database, floor, clock, 2), queue(database, floor, clock, 3, "again")
    assert not {one.sscc for one in before} & {one.sscc for one in now}
    assert [state for _subject, _copy, state in papers(database)] == [JobState.VOIDED] * 2 + [
        JobState.QUEUED
    ] * 3
    with database.read() as session:
        with pytest.raises(PackageVoided) as refused:
            packages.require_no_void(session, before[0].sscc)
        assert refused.value.facts == {
            "sscc": before[0].sscc,
            "kitchen": "Bjørkelunden sykehjem",
            "packages": 3,
        }
        packages.require_no_void(session, now[0].sscc)
        assert packages.known_package(session, before[0].sscc).refusal is not None
        with pytest.raises(PackageUnknown):
            packages.known_package(session, packed[0].sscc)


def test_a_label_that_says_what_is_no_longer_so_is_void(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    """A single package says how much is in it; a crate more, and its first label is wrong."""
    (before,) = queue(database, floor, clock, 1)
    with database.write() as session:
        taken = session.scalars(select(Pick).where(Pick.crate_id == packed[0].id)).one()
        undo_pick(session, pick_id=taken.id, reason="feil", by=floor.person, clock=clock, operation="undo")
    (now,) = queue(database, floor, clock, 1, "again")
    assert (before.net, now.net) == (Mass.kilograms("16"), Mass.kilograms("6"))
    assert now.sscc != before.sscc


def test_packages_go_with_the_load_and_what_comes_after_it_has_its_own(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    first = queue(database, floor, clock, 2)
    number = close(database, floor, clock).number
    later = queue(database, floor, clock, 1, "later")
    with database.read() as session:
        known = packages.known_package(session, first[1].sscc)
        assert known.delivery is not None
        assert (known.package.number, known.package.of, str(known.delivery.note_number)) == (2, 2, number)
        assert (known.package.voided_at, known.kitchen.id) == (None, floor.kitchen.id)
        assert packages.known_package(session, later[0].sscc).delivery is None
    assert packed


def test_one_press_from_many_hands_numbers_the_packages_once(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    pressed = crowd(lambda _: tuple(one.sscc for one in queue(database, floor, clock, 3)), 6)
    assert len(set(pressed)) == 1
    assert len(papers(database)) == 3
    assert packed


def test_a_hub_without_a_prefix_gives_each_package_a_code_of_its_own(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    said = queue(database, floor, clock, 2, prefix="")
    assert {one.ginc for one in said} == {""}
    codes = [read_code(one.sscc) for one in said]
    assert [code.kind for code in codes] == [CodeKind.CRATE] * 2
    assert len({code.crate for code in codes}) == 2
    assert packed


def test_a_package_at_a_field_for_crates_is_named_as_one(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    one, _ = queue(database, floor, clock, 2)
    with pytest.raises(UnitNotCrate), database.write() as session:
        scanned_crate(session, one.sscc)
    assert packed


@pytest.mark.parametrize("count", [0, 41])
def test_a_number_of_packages_that_cannot_be_is_refused(
    database: Database, floor: Floor, clock: FakeClock, count: int
) -> None:
    with pytest.raises(PackagesUnlikely):
        queue(database, floor, clock, count)


# ---- the papers of a route


def test_the_last_stop_is_loaded_first_and_the_notes_go_in_driving_order(
    database: Database, floor: Floor, clock: FakeClock, packed: list[Crate]
) -> None:
    close(database, floor, clock)
    with database.read() as session:
        (route,) = loads(session, DELIVER_ON)
        listed = load_list_of(
            session, route, DELIVER_ON, hub="Nordhavn samlast", language=Language.SV, at=clock.now()
        )
        bundled = list(
            notes_of_day(session, DELIVER_ON, hub="Nordhavn samlast", language=Language.SV, at=clock.now())
        )
    assert [(stop.stop, stop.kitchen, stop.crates) for stop in listed.stops] == [
        ("2", "Eikeli skole", 1),
        ("1", "Bjørkelunden sykehjem", 2),
    ]
    assert [stop.notes for stop in listed.stops] == [(), ("1",)]
    assert [one.begins for one in bundled] == ["Nord", ""]
    assert [one.document.title for one in bundled] == ["Nord", "Følgeseddel 1"]
    assert packed
