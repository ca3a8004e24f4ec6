"""What the papers of animal goods say, on both databases: asked once for each lot, kept whatever is told later, and said by the lot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, Category, StorageClass
from hub.labels.provenance import Provenance
from hub.receiving.goods_errors import ProvenanceMissing
from hub.receiving.goods_records import ProvenanceTold
from hub.receiving.provenance import labelled_otherwise, step_of, tell
from hub.stock.papers import label_of
from hub.stock.records import Crate, Lot
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    DESK,
    TODAY,
    Floor,
    animal_article,
    crate_of,
    make_floor,
    weigh,
)

PORK = Provenance(reared_in=("NO",), slaughtered_in="NO", reference="7-118")


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


@pytest.fixture
def pork(database: Database, floor: Floor) -> Article:
    with database.write() as session:
        return animal_article(session, floor, Category.MEAT, species=["pig"])


def told(
    session: Session,
    floor: Floor,
    clock: FakeClock,
    article: Article,
    facts: Provenance,
    *,
    another: bool = False,
    operation: str = "",
) -> ProvenanceTold:
    return tell(
        session,
        article_id=article.id,
        collect_on=COLLECT_ON,
        told=facts,
        today=TODAY,
        by=floor.person,
        clock=clock,
        operation=operation or f"told-{facts.reference}-{facts.best_before}",
        another=another,
    )


def test_meat_comes_in_when_its_papers_were_told_and_its_lot_and_label_say_it(
    database: Database, floor: Floor, clock: FakeClock, pork: Article
) -> None:
    with pytest.raises(ProvenanceMissing), database.write() as session:
        weigh(session, floor, clock, article=pork, net="5")
    with database.write() as session:
        assert step_of(session, pork, COLLECT_ON, today=TODAY, country="NO").missing
        told(session, floor, clock, pork, PORK)
        assert not step_of(session, pork, COLLECT_ON, today=TODAY, country="NO").missing
        receipt = weigh(session, floor, clock, article=pork, net="5")
        crate = session.get_one(Crate, receipt.crate_id)
        assert label_of(crate, desk=DESK).provenance == PORK
    with database.read() as session:
        assert session.scalars(select(Lot.provenance)).one() == PORK


def test_the_next_delivery_is_asked_anew_and_begins_with_what_seldom_changes(
    database: Database, floor: Floor, clock: FakeClock, pork: Article
) -> None:
    later = date(2026, 11, 25)
    with database.write() as session:
        told(
            session, floor, clock, pork, Provenance(reared_in=("SE",), slaughtered_in="NO", reference="7-118")
        )
    with database.read() as session:
        step = step_of(session, pork, later, today=later, country="NO")
        assert step.missing
        assert step.start == Provenance(reared_in=("SE",), slaughtered_in="NO")
    with pytest.raises(ProvenanceMissing), database.write() as session:
        weigh(session, floor, clock, article=pork, net="5", collect_on=later, today=later)


def test_told_anew_both_stay_the_newer_counts_and_the_lot_says_it(
    database: Database, floor: Floor, clock: FakeClock, pork: Article
) -> None:
    right = Provenance(reared_in=("SE",), slaughtered_in="NO", reference="7-119")
    with database.write() as session:
        told(session, floor, clock, pork, PORK)
        weigh(session, floor, clock, article=pork, net="5")
        told(session, floor, clock, pork, right)
    with database.read() as session:
        assert session.scalars(select(Lot.provenance)).one() == right
        assert [one.facts for one in session.scalars(select(ProvenanceTold).order_by(ProvenanceTold.id))] == [
            PORK,
            right,
        ]
        assert len(labelled_otherwise(session, pork.id, COLLECT_ON, today=TODAY)) == 1


def test_the_same_told_again_is_nothing_new(
    database: Database, floor: Floor, clock: FakeClock, pork: Article
) -> None:
    with database.write() as session:
        first = told(session, floor, clock, pork, PORK, operation="a")
        assert told(session, floor, clock, pork, PORK, operation="a").id == first.id
        assert told(session, floor, clock, pork, PORK, operation="b").id == first.id
        assert session.scalar(select(func.count(ProvenanceTold.id))) == 1


def test_vegetables_come_in_untold_and_say_their_day_of_harvest_when_it_was_told(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    picked = Provenance(harvested_on=date(2026, 11, 20))
    with database.write() as session:
        assert not step_of(session, floor.carrots, COLLECT_ON, today=TODAY, country="NO").missing
        weigh(session, floor, clock, article=floor.carrots, net="5")
        told(session, floor, clock, floor.beets, picked)
        weigh(session, floor, clock, article=floor.beets, net="5")
        lots = session.scalars(select(Lot).order_by(Lot.id)).all()
        assert [lot.provenance for lot in lots] == [None, picked]
        crate = session.scalars(select(Crate).where(Crate.lot_id == lots[1].id)).one()
        assert label_of(crate, desk=DESK).harvested_on == date(2026, 11, 20)
        crate.lot.article.variety, crate.lot.article.quality_class = "Boltardy", "I"
        label = label_of(crate, desk=DESK)
        assert (label.variety, label.quality_class) == ("Boltardy", "I")


def test_of_frozen_goods_of_animals_the_days_are_asked(database: Database, floor: Floor) -> None:
    with database.write() as session:
        butter = animal_article(session, floor, Category.DAIRY, storage=StorageClass.FROZEN)
        step = step_of(session, butter, COLLECT_ON, today=TODAY, country="NO")
        assert [fact.value for fact in step.facts] == ["produced_on", "frozen_on", "best_before"]


def test_another_catch_of_a_day_is_another_lot_and_says_nothing_of_the_first(
    database: Database, floor: Floor, clock: FakeClock, pork: Article
) -> None:
    other = Provenance(reared_in=("SE",), slaughtered_in="SE", reference="7-200")
    with database.write() as session:
        told(session, floor, clock, pork, PORK)
        first = crate_of(session, weigh(session, floor, clock, article=pork, net="5"))
        told(session, floor, clock, pork, other, another=True)
        second = crate_of(session, weigh(session, floor, clock, article=pork, net="6"))
        assert (first.lot.provenance, second.lot.provenance) == (PORK, other)
        assert first.lot.number != second.lot.number
        assert labelled_otherwise(session, pork.id, COLLECT_ON, today=TODAY) == []
        # What is mended now is the second one.
        told(session, floor, clock, pork, replace(other, reference="7-201"))
        assert labelled_otherwise(session, pork.id, COLLECT_ON, today=TODAY) == [second]
        assert first.lot.provenance == PORK


def test_goods_of_another_planned_day_that_came_today_are_asked_by_themselves(
    database: Database, floor: Floor, clock: FakeClock, pork: Article
) -> None:
    planned = date(2026, 11, 26)
    with database.write() as session:
        told(session, floor, clock, pork, PORK)
        weigh(session, floor, clock, article=pork, net="5")
    with pytest.raises(ProvenanceMissing), database.write() as session:
        weigh(session, floor, clock, article=pork, net="5", collect_on=planned)


def test_no_paper_claims_one_origin_for_an_animal_of_two_countries(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        beef = animal_article(session, floor, Category.MEAT, species=["cattle"])
        swedish = Provenance(("SE",), ("SE",), "SE", "SE 1", "NO", "NO 2", "1")
        two = replace(swedish, reared_in=("SE", "NO"), reference="2")
        for facts in (swedish, two):
            told(session, floor, clock, beef, facts, another=True)
            weigh(session, floor, clock, article=beef, net="5")
        lots = session.scalars(select(Lot).order_by(Lot.id)).all()
        assert [lot.origin_country for lot in lots] == ["SE", ""]


def test_a_day_on_the_package_goes_before_the_houses_own_reckoning(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        told(session, floor, clock, floor.carrots, Provenance(best_before=date(2026, 11, 28)))
        weigh(session, floor, clock, article=floor.carrots, net="5")
        weigh(session, floor, clock, article=floor.beets, net="5")
        lots = session.scalars(select(Lot).order_by(Lot.id)).all()
        # Fourteen days of shelf life from the day of collection.
        assert [lot.best_before for lot in lots] == [date(2026, 11, 28), TODAY + timedelta(days=14)]


def test_a_day_told_after_the_labels_makes_them_wrong_and_a_lot_keeps_what_it_was_made_with(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="5"))
        made_with = crate.lot.best_before
        session.get_one(Article, floor.carrots.id).shelf_life_days += 30
        told(session, floor, clock, floor.carrots, Provenance(harvested_on=date(2026, 11, 20)))
        assert crate.lot.best_before == made_with
        assert labelled_otherwise(session, floor.carrots.id, COLLECT_ON, today=TODAY) == []
        told(
            session,
            floor,
            clock,
            floor.carrots,
            Provenance(harvested_on=date(2026, 11, 20), best_before=date(2026, 11, 30)),
        )
        assert crate.lot.best_before == date(2026, 11, 30)
        assert labelled_otherwise(session, floor.carrots.id, COLLECT_ON, today=TODAY) == [crate]
