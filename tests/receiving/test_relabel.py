"""A wrong label gets a new one, on both databases: new number, nothing lost on the way, the old code refused, the weighing still the proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.kernel.quantity import Mass
from hub.labels.content import CrateLabelContent
from hub.labels.provenance import Provenance
from hub.labels.records import PrintJob
from hub.labels.rules import JobState
from hub.receiving import views
from hub.receiving.errors import CrateOpened, ReasonMissing
from hub.receiving.relabel import give_new_label, say_anew
from hub.receiving.undo import take_back
from hub.stock import ledger
from hub.stock import verify as stock_verify
from hub.stock.errors import CrateVoided
from hub.stock.papers import subject_of
from hub.stock.records import Crate
from hub.stock.service import say_of_lot, scanned_crate
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    DESK,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    pick,
    typed_part,
    weigh,
)


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def relabelled(
    session: Session,
    floor: Floor,
    clock: FakeClock,
    sscc: str,
    *,
    reason: str = "feil sort",
    operation: str = "new",
) -> Crate:
    return give_new_label(
        session, sscc=sscc, reason=reason, desk=DESK, by=floor.person, clock=clock, operation=operation
    )


def test_the_crate_stands_where_it_stood_under_a_new_number_and_the_old_code_is_refused_with_the_reason(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        old = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        new = relabelled(session, floor, clock, old.sscc)
        assert new.sscc != old.sscc
        assert ledger.standing(session, new.id) == ledger.Standing(floor.dock.id, Mass.kilograms("10"), None)
        assert ledger.standing(session, old.id).place_id is None
        assert scanned_crate(session, new.sscc).id == new.id
        with pytest.raises(CrateVoided) as refused:
            scanned_crate(session, old.sscc)
        assert refused.value.facts["reason"] == "feil sort"
        assert stock_verify.conservation(session) == []


def test_the_new_label_says_what_the_old_one_said_and_whose_place_it_takes(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        old = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        new = relabelled(session, floor, clock, old.sscc)
        jobs = {
            crate.sscc: session.scalars(select(PrintJob).where(PrintJob.subject == subject_of(crate))).one()
            for crate in (old, new)
        }
        before, after = (CrateLabelContent.from_json(jobs[crate.sscc].content) for crate in (old, new))
        assert jobs[old.sscc].state is JobState.VOIDED
        assert jobs[new.sscc].state is JobState.QUEUED
        assert after == replace(before, sscc=new.sscc, replaces=old.sscc)
        assert after.weighing == "Varemottak, nr. 1"
        assert views.proof_on_paper(session, new.id, DESK) == "Varemottak, nr. 1"


def test_asked_twice_it_is_one_new_label_and_without_a_reason_it_is_none(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        old = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        with pytest.raises(ReasonMissing):
            relabelled(session, floor, clock, old.sscc, reason="  ")
        first = relabelled(session, floor, clock, old.sscc)
        assert relabelled(session, floor, clock, old.sscc).id == first.id
        with pytest.raises(CrateVoided):
            relabelled(session, floor, clock, old.sscc, operation="another")


def test_an_opened_crate_keeps_its_label(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        pick(session, floor, clock, line=line, sscc=crate.sscc, part=typed_part("4", floor))
        with pytest.raises(CrateOpened):
            relabelled(session, floor, clock, crate.sscc)


def test_an_opened_crate_gets_a_label_of_the_same_number_that_says_what_is_told_now(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    told = Provenance(harvested_on=date(2026, 11, 20), best_before=date(2026, 11, 30))
    with database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        pick(session, floor, clock, line=line, sscc=crate.sscc, part=typed_part("4", floor))
        say_of_lot(crate.lot, floor.carrots, told)
        say_anew(session, sscc=crate.sscc, desk=DESK, by=floor.person, clock=clock)
        before, after = (
            CrateLabelContent.from_json(one)
            for one in session.scalars(
                select(PrintJob.content).where(PrintJob.subject == subject_of(crate)).order_by(PrintJob.id)
            )
        )
        assert after == replace(before, provenance=told, best_before=date(2026, 11, 30))
        assert scanned_crate(session, crate.sscc).id == crate.id


def test_a_receipt_is_taken_back_under_the_number_that_its_crate_has_now(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")
        new = relabelled(session, floor, clock, crate_of(session, receipt).sscc)
        newer = relabelled(session, floor, clock, new.sscc, operation="again")
        assert views.proof_on_paper(session, newer.id, DESK) == "Varemottak, nr. 1"
        take_back(
            session,
            number=receipt.number,
            reason="feil kasse",
            by=floor.person,
            clock=clock,
            operation="back",
        )
        assert ledger.standing(session, newer.id).place_id is None
        with pytest.raises(CrateVoided):
            scanned_crate(session, newer.sscc)
        assert stock_verify.conservation(session) == []
