"""The stored calendar as the plan's values, and the assortment that a kitchen sees by it."""

from __future__ import annotations

from datetime import time

import pytest

from hub.catalogue.records import Article, Category, Grade
from hub.catalogue.views import Filter, articles_for_sale, categories_for_sale, grades_for_sale
from hub.planning.calendar import collection_days, delivery_days, earliest_by_producer
from hub.planning.plan import CollectionDay, DeliveryDay
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.orders_factory import RHYTHM, THURSDAY, WEDNESDAY, Coop


def test_stored_rules_become_days_of_the_plan(database: Database, coop: Coop) -> None:
    with database.read() as session:
        assert collection_days(session, coop.farm.id) == (
            CollectionDay(0, time(11), 1, time(12)),
            CollectionDay(2, time(11), 1, time(12)),
            CollectionDay(3, time(11), 1, time(12)),
        )
        assert delivery_days(session, coop.kitchen.id)[0] == DeliveryDay(1, time(8), time(9, 30))


def test_a_kitchen_sees_the_earliest_day_of_each_producer(
    database: Database, coop: Coop, clock: FakeClock
) -> None:
    ids = [coop.farm.id, 999]
    with database.read() as session:
        found = earliest_by_producer(session, coop.kitchen.id, ids, clock.now(), RHYTHM)

    assert found[999] is None
    way = found[coop.farm.id]
    assert way is not None
    assert (way.collect_on, way.delivery_on) == (WEDNESDAY, THURSDAY)


@pytest.mark.usefixtures("coop")
def test_goods_are_found_by_a_word_in_any_language_or_by_their_farm(database: Database) -> None:
    with database.read() as session:
        found = {
            text: [article.number for article in articles_for_sale(session, Filter(text))]
            for text in ("morot", "CARROT", "gulrot rot", "løkhaugen", "3071", "banan")
        }

    assert found == {
        "morot": ["1001"],
        "CARROT": ["1001"],
        "gulrot rot": ["1001"],
        "løkhaugen": ["3071"],
        "3071": ["3071"],
        "banan": [],
    }


def test_the_shelf_is_filtered_by_group_and_grade_and_leaves_out_what_is_not_sold(
    database: Database, coop: Coop
) -> None:
    with database.write() as session:
        session.get_one(Article, coop.leeks.id).active = False
    with database.read() as session:
        eggs = articles_for_sale(session, Filter(category=Category.EGGS))
        peeled = articles_for_sale(session, Filter(grade=Grade.PEELED))

        assert [article.number for article in articles_for_sale(session)] == ["1001", "6001"]
        assert [article.number for article in eggs] == ["6001"]
        assert peeled == []
        assert categories_for_sale(session) == [Category.ROOTS, Category.EGGS]
        assert grades_for_sale(session) == [Grade.WASHED]
