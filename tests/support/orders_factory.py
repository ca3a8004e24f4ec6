"""A small cooperative for tests of ordering: two farms, two kitchens, carrots and eggs, and the people who order and answer.

Goods of the farm are collected Monday, Wednesday and Thursday at eleven (orders until noon the day before); kitchens get theirs
Tuesday, Thursday and Friday. The tests' clock stands on Monday 23 November 2026, seven o'clock in Oslo.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from hub.catalogue.records import (
    Article,
    Category,
    Grade,
    Kitchen,
    KitchenKind,
    Producer,
    Product,
    SoldBy,
    StorageClass,
)
from hub.kernel.clock import Clock
from hub.kernel.ids import token
from hub.kernel.quantity import Mass, Money
from hub.kernel.words import Language, Words
from hub.orders.records import Order
from hub.orders.service import Wanted, place_order
from hub.people.records import Person, PersonRole
from hub.planning.plan import Rhythm
from hub.planning.records import CollectionRule, DeliveryRule, Route

OSLO = ZoneInfo("Europe/Oslo")
RHYTHM = Rhythm(OSLO)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
COLLECTION_WEEKDAYS, DELIVERY_WEEKDAYS = (0, 2, 3), (1, 3, 4)


@dataclass
class Coop:
    """Ids and records that stay usable after their session."""

    farm: Producer
    other_farm: Producer
    kitchen: Kitchen
    other_kitchen: Kitchen
    carrots: Article
    eggs: Article
    leeks: Article
    cook: Person
    other_cook: Person
    farmer: Person
    other_farmer: Person
    coordinator: Person


def make_coop(session: Session) -> Coop:
    farms = [_farm("ROT", "Rotbakken gård"), _farm("LOK", "Løkhaugen gård")]
    kitchens = [_kitchen("LONN", "Lønnås barnehage"), _kitchen("EIKE", "Eikeli skole")]
    route = Route(code="NORD", name=words("Nord"))
    session.add_all([*farms, *kitchens, route])
    session.flush()
    for farm in farms:
        session.add_all(
            CollectionRule(
                producer_id=farm.id,
                weekday=weekday,
                route_id=route.id,
                stop=1,
                arrives_at=time(11),
                cut_off_days=1,
                cut_off_at=time(12),
            )
            for weekday in COLLECTION_WEEKDAYS
        )
    for stop, kitchen in enumerate(kitchens, start=1):
        session.add_all(
            DeliveryRule(
                kitchen_id=kitchen.id,
                weekday=weekday,
                route_id=route.id,
                stop=stop,
                window_from=time(8),
                window_to=time(9, 30),
            )
            for weekday in DELIVERY_WEEKDAYS
        )
    return Coop(
        farm=farms[0],
        other_farm=farms[1],
        kitchen=kitchens[0],
        other_kitchen=kitchens[1],
        carrots=_article(session, farms[0], "1001", Words(nb="Gulrot", sv="Morot", en="Carrot")),
        eggs=_article(session, farms[0], "6001", Words(nb="Egg", sv="Ägg", en="Eggs"), pieces=30),
        leeks=_article(session, farms[1], "3071", Words(nb="Purre", sv="Purjolök", en="Leek")),
        cook=_person(session, "cook", "kitchen", kitchen_id=kitchens[0].id),
        other_cook=_person(session, "other.cook", "kitchen", kitchen_id=kitchens[1].id),
        farmer=_person(session, "farmer", "producer", producer_id=farms[0].id),
        other_farmer=_person(session, "other.farmer", "producer", producer_id=farms[1].id),
        coordinator=_person(session, "coordinator", "coordinator"),
    )


def words(text: str) -> Words:
    return Words(nb=text, sv=text, en=text)


def order(
    session: Session,
    coop: Coop,
    clock: Clock,
    *wanted: tuple[Article, int],
    delivery_on: date = THURSDAY,
    kitchen: Kitchen | None = None,
    operation: str | None = None,
) -> Order:
    """An order of the kitchen's cook; two packs of carrots and one tray of eggs when nothing is said."""
    lines = wanted or ((coop.carrots, 2), (coop.eggs, 1))
    return place_order(
        session,
        kitchen_id=(kitchen or coop.kitchen).id,
        delivery_on=delivery_on,
        lines=[Wanted(article.id, packs) for article, packs in lines],
        note=None,
        rhythm=RHYTHM,
        by=coop.cook,
        clock=clock,
        operation=operation or token(),
    )


def _farm(code: str, name: str) -> Producer:
    return Producer(
        code=code,
        name=name,
        address="Rotveien 1",
        municipality="Lier",
        language=Language.NB,
        approval_number=None,
    )


def _kitchen(code: str, name: str) -> Kitchen:
    return Kitchen(
        code=code,
        name=name,
        kind=KitchenKind.NURSERY,
        address="Skolevegen 2",
        municipality="Bærum",
        latitude_e6=59_944_000,
        longitude_e6=10_598_000,
        language=Language.NB,
        register="made up",
    )


def _article(
    session: Session, farm: Producer, number: str, name: Words, *, pieces: int | None = None
) -> Article:
    product = Product(
        code=f"P{number}",
        name=name,
        category=Category.ROOTS if pieces is None else Category.EGGS,
        storage_class=StorageClass.COOL,
        allergens=[] if pieces is None else ["eggs"],
    )
    session.add(product)
    session.flush()
    article = Article(
        number=number,
        product_id=product.id,
        producer_id=farm.id,
        grade=Grade.WASHED,
        storage_class=StorageClass.COOL,
        sold_by=SoldBy.MASS if pieces is None else SoldBy.COUNT,
        pack_mass=Mass.kilograms("10") if pieces is None else Mass.grams(1_800),
        pack_count=pieces or 1,
        price=Money(2_490) if pieces is None else Money(400),
        shelf_life_days=14,
        origin_country="NO",
    )
    session.add(article)
    session.flush()
    session.refresh(article)
    return article


def _person(
    session: Session,
    login: str,
    role: str,
    *,
    kitchen_id: int | None = None,
    producer_id: int | None = None,
) -> Person:
    person = Person(
        login=login,
        name=login.capitalize(),
        language=Language.EN,
        kitchen_id=kitchen_id,
        producer_id=producer_id,
        roles=[PersonRole(role=role)],
    )
    session.add(person)
    session.flush()
    return person
