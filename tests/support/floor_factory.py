"""A small house for tests of the floor: places, crates, farms, two kitchens, and orders that their producers confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from hub.catalogue.records import (
    Article,
    Category,
    CrateType,
    Grade,
    Kitchen,
    KitchenKind,
    Producer,
    Product,
    SoldBy,
    StorageClass,
)
from hub.delivery.note import NotesDesk
from hub.devices.events import LoadSettled
from hub.kernel.clock import Clock
from hub.kernel.ids import token
from hub.kernel.quantity import Mass, Money
from hub.kernel.words import Language, Words
from hub.labels.content import Party
from hub.orders.records import LineEventKind, LineState, Order, OrderLine
from hub.orders.service import append_event
from hub.people.records import Person
from hub.picking.parts import Part
from hub.picking.records import Pick
from hub.picking.service import confirm_pick
from hub.planning.records import DeliveryRule, Route
from hub.receiving.records import Receipt, Weighing
from hub.receiving.rules import Tolerance
from hub.receiving.service import TypedWeight, weigh_in
from hub.receiving.weighings import known_weighing, record_weighing
from hub.stock.papers import Desk
from hub.stock.records import Crate, Place, PlaceKind
from hub.storage.numbers import next_number

TODAY = date(2026, 11, 23)
COLLECT_ON = date(2026, 11, 24)
DELIVER_ON = date(2026, 11, 25)
TARE = Mass.grams(1_000)
TOLERANCE = Tolerance(per_mille=20)
PICK_PER_MILLE = 50

DESK = Desk(
    gs1_prefix="9521234",
    printer="labels",
    language=Language.NB,
    scale_names={"goods_in": Words(nb="Varemottak", sv="Varumottagning", en="Goods in")},
)
NOTES_DESK = NotesDesk(
    sender=Party("Nordhavn samlast", "Kaiveien 12, 0150 Oslo", "+46 70 174 06 05"),
    contact="Kari",
    contact_phone="+46 70 174 06 06",
    desk=DESK,
)


def words(text: str) -> Words:
    return Words(nb=text, sv=text, en=text)


@dataclass
class Floor:
    """The small house; ids and records stay usable after their session."""

    person: Person
    dock: Place
    cold_room: Place
    potato_store: Place
    freezer: Place
    packing: Place
    vehicle: Place
    crate_type: CrateType
    carrots: Article
    beets: Article
    eggs: Article
    kitchen: Kitchen
    other_kitchen: Kitchen


def make_floor(session: Session) -> Floor:
    person = Person(login="floor", name="Ola Gulv", language=Language.NB)
    places = [
        Place(code="DOCK", name=words("Rampe"), kind=PlaceKind.DOCK, storage_classes=[]),
        Place(
            code="KJ1", name=words("Kjølerom 1"), kind=PlaceKind.COLD_ROOM, storage_classes=["cool", "egg"]
        ),
        Place(code="POT", name=words("Potetlager"), kind=PlaceKind.DRY_STORE, storage_classes=["potato"]),
        Place(code="FR1", name=words("Fryser 1"), kind=PlaceKind.FREEZER, storage_classes=["frozen"]),
        Place(code="PACK", name=words("Pakkeområde"), kind=PlaceKind.PACKING, storage_classes=[]),
        Place(code="BIL1", name=words("Bil 1"), kind=PlaceKind.VEHICLE, storage_classes=[]),
    ]
    crate_type = CrateType(
        code="IFCO6410", name=words("Grønn kasse"), tare=TARE, length_mm=600, width_mm=400, height_mm=100
    )
    farm = Producer(
        code="SORBO",
        name="Sørbø gård",
        address="Sørbøvegen 88",
        municipality="Løten",
        language=Language.NB,
        approval_number=None,
    )
    kitchens = [
        Kitchen(
            code=code,
            name=name,
            kind=KitchenKind.CARE_HOME,
            address="Bjørkevegen 12",
            municipality="Hamar",
            latitude_e6=60_000_000,
            longitude_e6=11_000_000,
            language=Language.NB,
            register="made up",
        )
        for code, name in (("BJORK", "Bjørkelunden sykehjem"), ("EIKELI", "Eikeli skole"))
    ]
    route = Route(code="NORD", name=words("Nord"))
    session.add_all([person, *places, crate_type, farm, *kitchens, route])
    session.flush()
    session.add_all(
        DeliveryRule(
            kitchen_id=kitchen.id,
            weekday=DELIVER_ON.weekday(),
            route_id=route.id,
            stop=stop,
            window_from=time(7, 30),
            window_to=time(8, 30),
        )
        for stop, kitchen in enumerate(kitchens, start=1)
    )
    articles = [
        _article(session, farm, "GULROT", "1001", sold_by=SoldBy.MASS, storage=StorageClass.COOL),
        _article(session, farm, "RODBETE", "1002", sold_by=SoldBy.MASS, storage=StorageClass.COOL),
        _article(session, farm, "EGG", "1003", sold_by=SoldBy.COUNT, storage=StorageClass.EGG),
    ]
    dock, cold_room, potato_store, freezer, packing, vehicle = places
    carrots, beets, eggs = articles
    kitchen, other_kitchen = kitchens
    return Floor(
        person=person,
        dock=dock,
        cold_room=cold_room,
        potato_store=potato_store,
        freezer=freezer,
        packing=packing,
        vehicle=vehicle,
        crate_type=crate_type,
        carrots=carrots,
        beets=beets,
        eggs=eggs,
        kitchen=kitchen,
        other_kitchen=other_kitchen,
    )


def _article(
    session: Session, farm: Producer, code: str, number: str, *, sold_by: SoldBy, storage: StorageClass
) -> Article:
    product = Product(
        code=code, name=words(code.capitalize()), category=Category.ROOTS, storage_class=storage, allergens=[]
    )
    session.add(product)
    session.flush()
    article = Article(
        number=number,
        product_id=product.id,
        producer_id=farm.id,
        grade=Grade.WASHED,
        storage_class=storage,
        sold_by=sold_by,
        pack_mass=Mass.kilograms("10"),
        pack_count=30 if sold_by is SoldBy.COUNT else 1,
        price=Money(2_850),
        shelf_life_days=14,
        origin_country="NO",
    )
    session.add(article)
    session.flush()
    session.refresh(article)
    return article


def load(
    kilograms: str,
    at: datetime,
    *,
    scale: str = "goods_in",
    tare_kind: str = "none",
    tare: str = "0",
    base: str = "0",
    verified_until: date | None = None,
) -> LoadSettled:
    """A load that settled: its own net, gross with the scale's own tare and what lay there before."""
    net = Mass.kilograms(kilograms)
    return LoadSettled(
        device=scale,
        at=at,
        gross=net + Mass.kilograms(tare) + Mass.kilograms(base),
        tare=Mass.kilograms(tare),
        tare_kind=tare_kind,
        net=net,
        shown=f"{kilograms} kg",
        raw=f"S S {kilograms} kg\r\n".encode(),
        serial="1234567",
        alibi_number=None,
        base=Mass.kilograms(base),
        verified_until=verified_until,
    )


def chilled_article(session: Session, floor: Floor, storage: StorageClass = StorageClass.CHILLED) -> Article:
    """Goods of the same farm that are measured before they come in."""
    farm = session.get_one(Producer, floor.carrots.producer_id)
    return _article(session, farm, f"TERNET-{storage}", f"2-{storage}", sold_by=SoldBy.MASS, storage=storage)


def animal_article(
    session: Session,
    floor: Floor,
    category: Category,
    *,
    species: Sequence[str] = (),
    storage: StorageClass = StorageClass.COOL,
) -> Article:
    """Goods of animal origin of the same farm; kept cool, they are not measured."""
    farm = session.get_one(Producer, floor.carrots.producer_id)
    article = _article(
        session, farm, f"DYR-{category}", f"3-{category}", sold_by=SoldBy.MASS, storage=storage
    )
    article.product.category = category
    article.product.species = list(species)
    session.flush()
    return article


def weighed(session: Session, clock: Clock, kilograms: str) -> Weighing:
    return known_weighing(session, record_weighing(session, load(kilograms, clock.now())).id)


def confirmed_line(
    session: Session,
    floor: Floor,
    clock: Clock,
    *,
    article: Article,
    kilograms: str,
    count: int | None = None,
    kitchen: Kitchen | None = None,
    collect_on: date = COLLECT_ON,
    deliver_on: date = DELIVER_ON,
    confirmed: bool = True,
) -> OrderLine:
    """An order of one line that its producer said yes to, unless `confirmed` says that there was no answer."""
    order = Order(
        number=next_number(session, "order"),
        kitchen_id=(kitchen or floor.kitchen).id,
        delivery_on=deliver_on,
        placed_at=clock.now(),
        placed_by_id=floor.person.id,
        note=None,
        operation=token(),
    )
    line = OrderLine(
        position=1,
        article_id=article.id,
        mass=Mass.kilograms(kilograms),
        count=count,
        price=article.price,
        collect_on=collect_on,
        answer_by=clock.now(),
        state=LineState.ORDERED,
    )
    order.lines = [line]
    session.add(order)
    session.flush()
    session.refresh(line)
    happened = [LineEventKind.ORDERED, LineEventKind.CONFIRMED] if confirmed else [LineEventKind.ORDERED]
    for kind in happened:
        append_event(
            session,
            line,
            kind,
            mass=line.mass,
            count=count,
            by=floor.person,
            clock=clock,
            operation=token(),
        )
    return line


def weigh(
    session: Session,
    floor: Floor,
    clock: Clock,
    *,
    article: Article,
    net: str,
    count: int | None = None,
    collect_on: date = COLLECT_ON,
    today: date = TODAY,
    operation: str | None = None,
) -> Receipt:
    """One crate in over the scale; `net` is the goods without the crate."""
    gross = (Mass.kilograms(net) + TARE).in_kg()
    weighing = weighed(session, clock, str(gross))
    return weigh_in(
        session,
        article_id=article.id,
        collect_on=collect_on,
        weight=weighing.id,
        crate_type_id=floor.crate_type.id,
        count=count,
        desk=DESK,
        tolerance=TOLERANCE,
        today=today,
        by=floor.person,
        clock=clock,
        operation=operation or token(),
    )


def crate_of(session: Session, receipt: Receipt) -> Crate:
    return session.get_one(Crate, receipt.crate_id)


def typed_part(kilograms: str, floor: Floor, count: int | None = None) -> Part:
    """A part typed with its crate on."""
    return Part(
        TypedWeight(Mass.kilograms(kilograms) + TARE, "vekten svarte ikke"), floor.crate_type.id, count
    )


def pick(
    session: Session,
    floor: Floor,
    clock: Clock,
    *,
    line: OrderLine,
    sscc: str,
    part: Part | None = None,
    out_of_turn: str | None = None,
    operation: str | None = None,
) -> Pick:
    return confirm_pick(
        session,
        line_id=line.id,
        crate_scan=sscc,
        part=part,
        out_of_turn=out_of_turn,
        tolerance_per_mille=PICK_PER_MILLE,
        desk=DESK,
        by=floor.person,
        clock=clock,
        operation=operation or token(),
    )
