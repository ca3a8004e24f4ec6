"""Crates on one another, crates topped up, and scales whose verification has run out: what becomes of such weighings."""

from __future__ import annotations

from datetime import date

import pytest

from hub.kernel.quantity import Mass
from hub.labels.records import PrintJob
from hub.receiving import verify
from hub.receiving.errors import LoadBeneathUntaken, VerificationOverdue
from hub.receiving.records import Receipt
from hub.receiving.service import Weighed, weigh_in
from hub.receiving.views import proof_on_paper
from hub.receiving.weighings import record_weighing, unclaimed
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    DESK,
    TODAY,
    TOLERANCE,
    Floor,
    crate_of,
    load,
    make_floor,
)


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def settle(database: Database, clock: FakeClock, kilograms: str, **said: object) -> int:
    with database.write() as session:
        return record_weighing(session, load(kilograms, clock.now(), **said)).id  # type: ignore[arg-type]


def take(database: Database, floor: Floor, clock: FakeClock, weight: int | Weighed) -> Receipt:
    with database.write() as session:
        return weigh_in(
            session,
            article_id=floor.carrots.id,
            collect_on=COLLECT_ON,
            weight=weight,
            crate_type_id=floor.crate_type.id,
            count=None,
            desk=DESK,
            tolerance=TOLERANCE,
            today=TODAY,
            by=floor.person,
            clock=clock,
            operation=f"take-{weight if isinstance(weight, int) else weight.weighing}",
        )


def net_and_proof(database: Database, receipt: Receipt) -> tuple[Mass, str]:
    with database.read() as session:
        crate = crate_of(session, receipt)
        return crate.net, proof_on_paper(session, crate.id, DESK)


def test_a_crate_on_a_taken_crate_has_its_own_net(database: Database, floor: Floor, clock: FakeClock) -> None:
    lower = take(database, floor, clock, settle(database, clock, "11"))
    upper = take(database, floor, clock, settle(database, clock, "9", base="11"))
    assert net_and_proof(database, lower) == (Mass.kilograms("10"), "Varemottak, nr. 1")
    assert net_and_proof(database, upper) == (Mass.kilograms("8"), "Varemottak, nr. 2")
    with database.read() as session:
        labels = [job.content["net"] for job in session.query(PrintJob).order_by(PrintJob.id)]
        assert labels == [10_000_000, 8_000_000]
        assert verify.weighings(session) == []


def test_the_tare_of_the_lowest_crate_does_not_cover_the_one_on_it(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    take(database, floor, clock, settle(database, clock, "10", tare_kind="T", tare="1"))
    upper = take(database, floor, clock, settle(database, clock, "9", tare_kind="T", tare="1", base="10"))
    assert net_and_proof(database, upper)[0] == Mass.kilograms("8")


def test_a_load_on_an_untaken_one_is_a_question_and_never_a_guess(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    settle(database, clock, "6")
    settle(database, clock, "2", base="6")
    last = settle(database, clock, "3", base="8")
    with pytest.raises(LoadBeneathUntaken) as refusal:
        take(database, floor, clock, last)
    assert (refusal.value.facts["number"], refusal.value.facts["lower"]) == (2, Mass.kilograms("2"))
    with database.read() as session:
        assert len(unclaimed(session)) == 3
    topped_up = take(database, floor, clock, Weighed(last, together=True))
    assert net_and_proof(database, topped_up) == (Mass.kilograms("10"), "Varemottak, nr. 1 + 2 + 3")
    with database.read() as session:
        assert unclaimed(session) == []


def test_two_crates_of_a_pile_can_be_taken_from_the_top(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    lower = settle(database, clock, "6")
    upper = settle(database, clock, "5", base="6")
    assert net_and_proof(database, take(database, floor, clock, Weighed(upper, together=False)))[
        0
    ] == Mass.kilograms("4")
    assert net_and_proof(database, take(database, floor, clock, lower))[0] == Mass.kilograms("5")


def test_what_was_lifted_off_lies_under_nothing(database: Database, floor: Floor, clock: FakeClock) -> None:
    settle(database, clock, "6")
    settle(database, clock, "6")
    lower = settle(database, clock, "4")
    take(database, floor, clock, lower)
    upper = take(database, floor, clock, settle(database, clock, "3", base="4"))
    assert net_and_proof(database, upper)[0] == Mass.kilograms("2")


OVERDUE = date(2026, 11, 22)


def test_an_overdue_scale_is_refused_and_leaves_the_weighing_as_it_was(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    weighing = settle(database, clock, "11", verified_until=OVERDUE)
    with pytest.raises(VerificationOverdue) as refusal:
        take(database, floor, clock, Weighed(weighing, unverified_because="  "))
    assert refusal.value.facts["until"] == OVERDUE
    with database.read() as session:
        assert [one.id for one in unclaimed(session)] == [weighing]


def test_the_reason_for_using_an_overdue_scale_stands_on_the_label(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    weighing = settle(database, clock, "11", verified_until=OVERDUE)
    take(database, floor, clock, Weighed(weighing, unverified_because="eneste vekt"))
    with database.read() as session:
        job = session.query(PrintJob).one()
        assert job.content["weighing"] == "Varemottak, nr. 1 (verifisering utløpt 22.11.2026: eneste vekt)"


def test_the_last_day_of_the_verification_needs_no_reason_and_keeps_none(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    weighing = settle(database, clock, "11", verified_until=date(2026, 11, 23))
    receipt = take(database, floor, clock, Weighed(weighing, unverified_because="overflødig"))
    assert net_and_proof(database, receipt) == (Mass.kilograms("10"), "Varemottak, nr. 1")
