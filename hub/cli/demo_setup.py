"""Everything of the demonstration that stands before the first order: kitchens, farms, goods, calendar, places and people.

Real are the kitchens' names, addresses and rounded positions; all else is made up and says so by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from hub.catalogue.records import (
    Allergen,
    Article,
    Category,
    CrateType,
    Grade,
    Kitchen,
    KitchenKind,
    Producer,
    Product,
    ProductionMethod,
    SoldBy,
    Species,
    StorageClass,
)
from hub.cli.demo_files import DemoFiles, naming
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass, Money
from hub.kernel.words import Language, Words
from hub.people.records import Person
from hub.people.roles import Roles
from hub.people.service import create_person, set_badge, set_password
from hub.planning.records import CollectionRule, DeliveryRule, Route
from hub.stock.records import Place, PlaceKind

DAYS_OF_A_WEEK = 7
MILLIONTHS = Decimal(1_000_000)


def turn_of(collect_on: list[int], today: date) -> int:
    """By how many days the week is turned so that goods come in today; 0 on a day on which they do anyway."""
    return 0 if today.weekday() in collect_on else (today.weekday() - collect_on[1]) % DAYS_OF_A_WEEK


def set_up(
    session: Session, files: DemoFiles, *, roles: Roles, clock: Clock, today: date
) -> dict[str, Person]:
    """Write it all down; hands back the people by log-in."""
    turn = turn_of(files.demo["calendar"]["collect_on"], today)
    routes = _routes(session, files)
    producers = _producers(session, files, routes, turn)
    kitchens = _kitchens(session, files, routes, turn)
    _goods(session, files, producers)
    _places(session, files)
    return _people(session, files, kitchens, producers, roles=roles, clock=clock)


def _routes(session: Session, files: DemoFiles) -> dict[str, int]:
    routes = [Route(code=row["code"], name=Words.of(row["name"])) for row in files.demo["routes"]]
    session.add_all(routes)
    session.flush()
    return {route.code: route.id for route in routes}


def _producers(session: Session, files: DemoFiles, routes: Mapping[str, int], turn: int) -> dict[str, int]:
    calendar = files.demo["calendar"]
    ids = {}
    for row in files.producers["producers"]:
        with naming("producers.toml", str(row.get("code"))):
            producer = Producer(
                code=row["code"],
                name=row["name"],
                address=row["address"],
                municipality=row["municipality"],
                language=Language(row["language"]),
                approval_number=row.get("approval_number"),
            )
            session.add(producer)
            session.flush()
            ids[producer.code] = producer.id
            session.add_all(
                CollectionRule(
                    producer_id=producer.id,
                    weekday=(weekday + turn) % DAYS_OF_A_WEEK,
                    route_id=routes[row["route"]] if "route" in row else None,
                    stop=row.get("stop", 0),
                    arrives_at=row["arrives_at"],
                    cut_off_days=calendar["cut_off_days"][str(weekday)],
                    cut_off_at=calendar["cut_off_at"],
                )
                for weekday in row.get("collect_on", calendar["collect_on"])
            )
    return ids


def _kitchens(session: Session, files: DemoFiles, routes: Mapping[str, int], turn: int) -> dict[str, int]:
    ids = {}
    for row in files.kitchens["kitchens"]:
        with naming("kitchens.toml", str(row.get("code"))):
            latitude, longitude = (int(Decimal(degrees) * MILLIONTHS) for degrees in row["position"])
            kitchen = Kitchen(
                code=row["code"],
                name=row["name"],
                kind=KitchenKind(row["kind"]),
                address=row["address"],
                municipality=row["municipality"],
                latitude_e6=latitude,
                longitude_e6=longitude,
                language=Language(row.get("language", "nb")),
                register=row["register"],
                phone=row.get("phone"),
            )
            session.add(kitchen)
            session.flush()
            ids[kitchen.code] = kitchen.id
            opens, closes = row["window"]
            session.add_all(
                DeliveryRule(
                    kitchen_id=kitchen.id,
                    weekday=(weekday + turn) % DAYS_OF_A_WEEK,
                    route_id=routes[row["route"]],
                    stop=row["stop"],
                    window_from=opens,
                    window_to=closes,
                )
                for weekday in row.get("deliver_on", files.demo["calendar"]["deliver_on"])
            )
    return ids


def _goods(session: Session, files: DemoFiles, producers: Mapping[str, int]) -> None:
    for row in files.products["products"]:
        with naming("products.toml", str(row.get("code"))):
            product = Product(
                code=row["code"],
                name=Words.of(row["name"]),
                category=Category(row["category"]),
                storage_class=StorageClass(row["storage"]),
                allergens=[Allergen(allergen).value for allergen in row["allergens"]],
                species=[Species(one).value for one in row.get("species", [])],
                prepared=row.get("prepared", False),
                scientific_name=row.get("scientific_name"),
                fao_code=row.get("fao_code"),
            )
            session.add(product)
            session.flush()
            session.add_all(_article(product, article, producers) for article in row["articles"])
    session.flush()


def _article(product: Product, row: Mapping[str, Any], producers: Mapping[str, int]) -> Article:
    return Article(
        number=row["number"],
        product_id=product.id,
        producer_id=producers[row["producer"]],
        grade=Grade(row["grade"]),
        storage_class=StorageClass(row.get("storage", product.storage_class)),
        sold_by=SoldBy.COUNT if "count" in row else SoldBy.MASS,
        pack_mass=Mass.kilograms(row["pack"]),
        pack_count=row.get("count", 1),
        price=Money.parse(row["price"]),
        shelf_life_days=row["shelf_life_days"],
        origin_country="NO",
        organic=row.get("organic", False),
        variety=row.get("variety"),
        quality_class=row.get("class"),
        gtin=row.get("gtin"),
        production_method=ProductionMethod(row["method"]) if "method" in row else None,
    )


def _places(session: Session, files: DemoFiles) -> None:
    for row in files.places["crate_types"]:
        with naming("places.toml", str(row.get("code"))):
            length, width, height = row["size_mm"]
            session.add(
                CrateType(
                    code=row["code"],
                    name=Words.of(row["name"]),
                    tare=Mass.kilograms(row["tare"]),
                    length_mm=length,
                    width_mm=width,
                    height_mm=height,
                    returnable=row.get("returnable", True),
                )
            )
    for row in files.places["places"]:
        with naming("places.toml", str(row.get("code"))):
            session.add(
                Place(
                    code=row["code"],
                    name=Words.of(row["name"]),
                    kind=PlaceKind(row["kind"]),
                    storage_classes=[StorageClass(one).value for one in row["storage_classes"]],
                )
            )
    session.flush()


def _people(
    session: Session,
    files: DemoFiles,
    kitchens: Mapping[str, int],
    producers: Mapping[str, int],
    *,
    roles: Roles,
    clock: Clock,
) -> dict[str, Person]:
    people = {}
    for row in files.demo["people"]:
        with naming("demo.toml", str(row.get("login"))):
            person = create_person(
                session,
                by=None,
                clock=clock,
                login=row["login"],
                name=row["name"],
                language=Language(row["language"]),
                roles=row["roles"],
                known_roles=roles,
                kitchen_id=kitchens[row["kitchen"]] if "kitchen" in row else None,
                producer_id=producers[row["producer"]] if "producer" in row else None,
            )
            set_password(session, person, row["password"], by=None, clock=clock)
            if "badge" in row:
                set_badge(session, person, row["badge"], row["pin"], by=None, clock=clock)
            people[person.login] = person
    return people
