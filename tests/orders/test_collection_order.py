"""A producer's collection order: what it promised over all kitchens, when the vehicle comes, and what waits for its answer."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from sqlalchemy.orm import Session

from hub.catalogue.records import Producer
from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.content import Party
from hub.labels.note_contents import CollectionOrderContent
from hub.orders.paper import collection_order_of, producers_of
from hub.planning.records import CollectionRule, Route
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import COLLECT_ON, Floor, confirmed_line, make_floor, words

HUB = Party("Nordhavn samlast", "Kaiveien 12, 0150 Oslo")


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def farm_of(session: Session, floor: Floor) -> Producer:
    return session.get_one(Producer, floor.carrots.producer_id)


def order(session: Session, floor: Floor, clock: FakeClock) -> CollectionOrderContent:
    return collection_order_of(
        session,
        farm_of(session, floor),
        COLLECT_ON,
        hub=HUB,
        contact="Kari, +46 70 174 06 06",
        at=clock.now(),
    )


def test_the_orders_of_all_kitchens_are_one_line_for_each_article(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="15")
        confirmed_line(
            session, floor, clock, article=floor.carrots, kilograms="10", kitchen=floor.other_kitchen
        )
        confirmed_line(session, floor, clock, article=floor.eggs, kilograms="20", count=60)
        said = order(session, floor, clock)
    assert [(line.article, line.mass, line.count) for line in said.lines] == [
        ("1001", Mass.kilograms("25"), None),
        ("1003", Mass.kilograms("20"), 60),
    ]
    assert [line.packs for line in said.lines] == ["2,5", "2"], "in packs of ten kilograms and of thirty eggs"
    assert (said.unanswered, said.route, said.stop, said.arrives_at) == (0, "", "", "")
    assert said.contact == "Kari, +46 70 174 06 06"


def test_what_has_no_answer_is_counted_and_not_ordered(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="15", confirmed=False)
        confirmed_line(session, floor, clock, article=floor.beets, kilograms="4")
        said = order(session, floor, clock)
    assert [line.article for line in said.lines] == ["1002"]
    assert said.unanswered == 1


def test_route_stop_and_hour_are_those_of_the_weekday_in_the_producers_language(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        farm = farm_of(session, floor)
        farm.language = Language.SV
        route = Route(code="OST", name=words("Øst"))
        session.add(route)
        session.flush()
        session.add(
            CollectionRule(
                producer_id=farm.id,
                weekday=COLLECT_ON.weekday(),
                route_id=route.id,
                stop=4,
                arrives_at=time(6, 45),
                cut_off_days=1,
                cut_off_at=time(12),
            )
        )
        confirmed_line(session, floor, clock, article=floor.beets, kilograms="4")
        session.flush()
        said = order(session, floor, clock)
    assert (said.route, said.stop, said.arrives_at) == ("Øst", "4", "06:45")


def test_whoever_brings_something_has_an_order_and_nobody_else(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        assert producers_of(session, COLLECT_ON) == []
        confirmed_line(session, floor, clock, article=floor.beets, kilograms="4")
        assert [farm.code for farm in producers_of(session, COLLECT_ON)] == ["SORBO"]
        assert producers_of(session, COLLECT_ON + timedelta(days=1)) == []
