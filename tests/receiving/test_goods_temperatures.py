"""The goods' temperature at receipt, on both databases: asked for once where the goods need it, kept always, decided upon when too warm."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, Category, StorageClass
from hub.kernel.quantity import Temperature
from hub.receiving.errors import ReasonMissing
from hub.receiving.goods_errors import (
    GoodsTooWarm,
    TemperatureMissing,
    TemperatureUnknown,
    TemperatureUnlikely,
    TemperatureWithinLimit,
)
from hub.receiving.goods_records import GoodsTemperature, WarmGoodsTaken
from hub.receiving.limits import TemperatureVerdict
from hub.receiving.temperatures import last_thermometer, measure, step_of, take_although_warm, verdict_of
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    TODAY,
    Floor,
    animal_article,
    chilled_article,
    make_floor,
    weigh,
)


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def measured(
    session: Session,
    floor: Floor,
    clock: FakeClock,
    article: Article,
    celsius: str,
    *,
    thermometer: str = "",
    collect_on: date = COLLECT_ON,
    operation: str = "",
) -> GoodsTemperature:
    return measure(
        session,
        article_id=article.id,
        collect_on=collect_on,
        temperature=Temperature.celsius(celsius),
        thermometer=thermometer,
        country="NO",
        today=TODAY,
        by=floor.person,
        clock=clock,
        operation=operation or f"m-{article.id}-{celsius}-{collect_on}",
    )


@pytest.mark.parametrize("storage", [StorageClass.CHILLED, StorageClass.FROZEN])
def test_chilled_and_frozen_goods_are_measured_once_before_their_first_crate(
    database: Database, floor: Floor, clock: FakeClock, storage: StorageClass
) -> None:
    with database.write() as session:
        article = chilled_article(session, floor, storage)
    with pytest.raises(TemperatureMissing), database.write() as session:
        weigh(session, floor, clock, article=article, net="5")
    with database.write() as session:
        measured(session, floor, clock, article, "-19" if storage is StorageClass.FROZEN else "3.4")
        first = weigh(session, floor, clock, article=article, net="5")
        second = weigh(session, floor, clock, article=article, net="6")
        assert (first.number, second.number) == (1, 2)
    # The next collection is another lot, and is measured again.
    with pytest.raises(TemperatureMissing), database.write() as session:
        weigh(session, floor, clock, article=article, net="5", collect_on=date(2026, 11, 25))


def test_cool_goods_are_not_asked_for_and_what_is_measured_all_the_same_is_kept_unjudged(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        assert weigh(session, floor, clock, article=floor.carrots, net="5").number == 1
        measured(session, floor, clock, floor.carrots, "14.5")
        step = step_of(session, floor.carrots, COLLECT_ON)
        assert (step.asked_for, step.missing, step.undecided) == (False, False, False)
        assert step.verdict is TemperatureVerdict.NOT_JUDGED
        assert weigh(session, floor, clock, article=floor.carrots, net="5").number == 2


def test_too_warm_goods_come_in_only_with_a_reason_and_stay_marked(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        article = chilled_article(session, floor)
        warm = measured(session, floor, clock, article, "9.4", thermometer=" Probe 2 ")
        assert (warm.limit, warm.thermometer) == (Temperature(4_000), "Probe 2")
    with pytest.raises(GoodsTooWarm) as refused, database.write() as session:
        weigh(session, floor, clock, article=article, net="5")
    assert (refused.value.facts["shown"], refused.value.facts["limit"]) == (
        Temperature(9_400),
        Temperature(4_000),
    )
    with pytest.raises(ReasonMissing), database.write() as session:
        take_although_warm(session, temperature_id=warm.id, reason=" ", by=floor.person, clock=clock)
    with database.write() as session:
        for reason in ("kjølt ned med det samme", "noe annet"):
            take_although_warm(session, temperature_id=warm.id, reason=reason, by=floor.person, clock=clock)
        assert weigh(session, floor, clock, article=article, net="5").number == 1
    with database.read() as session:
        assert session.scalars(select(WarmGoodsTaken.reason)).all() == ["kjølt ned med det samme"]
        assert last_thermometer(session) == "Probe 2"


def test_measured_again_both_stay_and_the_newer_one_is_judged(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        article = chilled_article(session, floor)
        measured(session, floor, clock, article, "4.2")
        measured(session, floor, clock, article, "3.9")
        assert weigh(session, floor, clock, article=article, net="5").number == 1
        assert session.scalar(select(func.count(GoodsTemperature.id))) == 2


def test_the_same_operation_measures_once(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        article = chilled_article(session, floor)
        once = measured(session, floor, clock, article, "3", operation="one")
        assert measured(session, floor, clock, article, "8", operation="one").id == once.id
        assert session.scalar(select(func.count(GoodsTemperature.id))) == 1


def test_slipped_keys_and_idle_decisions_are_refused(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        article = chilled_article(session, floor)
        cold = measured(session, floor, clock, article, "2")
    with pytest.raises(TemperatureUnlikely), database.write() as session:
        measured(session, floor, clock, article, "94")
    with pytest.raises(TemperatureWithinLimit), database.write() as session:
        take_although_warm(session, temperature_id=cold.id, reason="x", by=floor.person, clock=clock)
    with pytest.raises(TemperatureUnknown), database.write() as session:
        take_although_warm(session, temperature_id=999, reason="x", by=floor.person, clock=clock)


def test_fresh_fish_is_judged_by_its_own_limit_and_frozen_fish_by_that_of_frozen_goods(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        fresh = animal_article(session, floor, Category.FISH, storage=StorageClass.CHILLED)
        warm = measured(session, floor, clock, fresh, "2.1")
        assert (warm.limit, verdict_of(warm)) == (Temperature(2_000), TemperatureVerdict.OVER)
        cold = measured(session, floor, clock, fresh, "2.0", operation="again")
        assert verdict_of(cold) is TemperatureVerdict.WITHIN
        fresh.storage_class = StorageClass.FROZEN
        frozen = measured(session, floor, clock, fresh, "-18", operation="frozen")
        assert frozen.limit == Temperature(-18_000)
