"""The made-up days of the demonstration, told through the services of the house, in the order in which they would have happened.

Every crate's weight is typed with a reason that says "made up": no weighing of a scale is ever forged. Every order says `made_up`.
Not for: anything that a person could take for a real delivery.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, CrateType, Kitchen, SoldBy
from hub.cli.demo_clock import StoryClock
from hub.cli.demo_files import DemoFiles
from hub.delivery import service as delivery
from hub.delivery.errors import LinesStillOpen, NothingToLoad
from hub.delivery.note import NotesDesk
from hub.delivery.records import Delivery
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.labels.records import JobState, PrintJob
from hub.labels.service import cancel
from hub.orders.records import LineState, Order, OrderLine
from hub.orders.rules import Amount
from hub.orders.service import Wanted, answer_line, place_order
from hub.people.records import Person
from hub.picking.parts import Part
from hub.picking.service import confirm_pick
from hub.picking.views import pick_list
from hub.planning.calendar import collection_days_of, delivery_days
from hub.planning.plan import ONE_DAY, Rhythm, delivery_dates, latest_for, moment
from hub.receiving.rules import Tolerance
from hub.receiving.service import TypedWeight, close_collection, weigh_in
from hub.receiving.views import announced_lines
from hub.stock.papers import Desk
from hub.stock.records import Crate, Place
from hub.stock.service import put_away

MADE_UP = "Demo: oppdiktet vekt, ikke veid"
DAYS_BACK = 4
DAYS_AHEAD = 6
ORDERED_BEFORE_CUT_OFF = timedelta(hours=20)
ANSWERED_AFTER = timedelta(hours=2)
RECEIVED_AT = time(12, 30)
PICKED_AT = time(15, 0)
SMALL_CRATE_UP_TO = Mass.kilograms("4")
REFUSED_EVERY, CUT_EVERY, UNANSWERED_EVERY = 9, 7, 5
SILENT = "BARGARDEN"  # the producer that has not answered for today's collection
FIRST_ROUND = "Lier"  # where the farms are whose goods of today are in already
SHORT_FARM = "GRONLIA"  # the producer whose first article of the day came short


@dataclass
class Story:
    """What the whole story needs; `now` is the real moment at which it is told."""

    session: Session
    files: DemoFiles
    people: dict[str, Person]
    notes: NotesDesk
    receiving: Tolerance
    picking_per_mille: int
    rhythm: Rhythm
    now: datetime
    clock: StoryClock
    operations: int = field(default=0)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.rhythm.zone).date()

    @property
    def desk(self) -> Desk:
        return self.notes.desk

    def at(self, day: date, when: time) -> None:
        self.clock.set(min(moment(day, when, self.rhythm.zone), self.now - timedelta(minutes=20)))

    def operation(self) -> str:
        self.operations += 1
        return f"demo-{self.operations}"


def tell(
    session: Session,
    files: DemoFiles,
    people: dict[str, Person],
    *,
    notes: NotesDesk,
    receiving: Tolerance,
    picking_per_mille: int,
    rhythm: Rhythm,
    clock: Clock,
) -> None:
    """Orders around today, most of the past ones delivered, today's collection half in, the next ones partly answered."""
    now = clock.now().astimezone(UTC)
    story = Story(
        session,
        files,
        people,
        notes,
        receiving,
        picking_per_mille,
        rhythm,
        now,
        StoryClock(now - timedelta(days=21)),
    )
    placed = _place_all(story)
    for order in sorted(placed, key=lambda one: one.placed_at):
        _answer(story, order)
    for day in sorted({line.collect_on for order in placed for line in order.lines}):
        if day <= story.today:
            _receive(story, day)
        for deliver_on in sorted({order.delivery_on for order in placed}):
            if deliver_on == day + ONE_DAY:
                _send_out(story, deliver_on, [one for one in placed if one.delivery_on == deliver_on])
    _keep_papers_off_the_printers(story)


def _place_all(story: Story) -> list[Order]:
    kitchens = list(story.session.scalars(select(Kitchen).order_by(Kitchen.id)))
    wishes = []
    for turn, kitchen in enumerate(kitchens):
        days = delivery_days(story.session, kitchen.id)
        first = story.today - ONE_DAY * DAYS_BACK
        for number, day in enumerate(delivery_dates(days, first, DAYS_BACK + DAYS_AHEAD)):
            wishes.append((_ordered_at(story, kitchen, turn + number, day), turn + number, kitchen, day))
    # Kitchens order for the far days later than today; of those only every other one has ordered already.
    due = [wish for wish in wishes if wish[0] <= story.now or wish[1] % 2 == 0]
    return [_place(story, *wish) for wish in sorted(due, key=lambda wish: (wish[0], wish[1]))]


def _ordered_at(story: Story, kitchen: Kitchen, turn: int, day: date) -> datetime:
    articles = [article for article, _ in _basket(story, kitchen, turn)]
    collections = collection_days_of(story.session, {article.producer_id for article in articles})
    ways = [latest_for(days, day, story.rhythm) for days in collections.values()]
    return min(way.order_by for way in ways if way is not None) - ORDERED_BEFORE_CUT_OFF


def _basket(story: Story, kitchen: Kitchen, turn: int) -> list[tuple[Article, int]]:
    baskets = story.files.orders["baskets"]
    portions = story.files.orders["portions"][kitchen.kind.value]
    basket = baskets[turn % len(baskets)]
    found = story.session.scalars(select(Article).where(Article.number.in_(basket)).order_by(Article.number))
    return [(article, basket[article.number] * portions) for article in found]


def _place(story: Story, ordered_at: datetime, turn: int, kitchen: Kitchen, day: date) -> Order:
    story.clock.set(min(ordered_at, story.now - timedelta(hours=3)))
    notes = story.files.orders["notes"]
    return place_order(
        story.session,
        kitchen_id=kitchen.id,
        delivery_on=day,
        lines=[Wanted(article.id, packs) for article, packs in _basket(story, kitchen, turn)],
        note=notes[turn % len(notes)],
        rhythm=story.rhythm,
        by=story.people["coordinator"],
        clock=story.clock,
        operation=story.operation(),
        made_up=True,
    )


def _answer(story: Story, order: Order) -> None:
    """Producers have answered what is fetched up to today, with one silent farm, and every other order for later days."""
    story.clock.set(min(order.placed_at + ANSWERED_AFTER, story.now - timedelta(hours=1)))
    for line in order.lines:
        if line.collect_on > story.today and order.number % 2:
            continue
        if line.collect_on == story.today and line.article.producer.code == SILENT and order.number % 3 == 0:
            continue
        confirmed, reason = _said(order, line)
        answer_line(
            story.session,
            line_id=line.id,
            confirmed=confirmed,
            reason=reason,
            by=_answers_for(story, line),
            clock=story.clock,
            operation=story.operation(),
        )


def _said(order: Order, line: OrderLine) -> tuple[Amount | None, str | None]:
    """Every ninth order meets a refused line, every seventh one that is cut to half."""
    if order.number % REFUSED_EVERY == 2 and line.position == 2:  # noqa: PLR2004 - any remainder would do
        return None, "Demo: utsolgt for denne uka"
    if order.number % CUT_EVERY == 3 and line.position == 1 and line.count is None:  # noqa: PLR2004
        return Amount(Mass(line.mass.milligrams // 2), None), "Demo: avlingen ble mindre enn ventet"
    return Amount(line.mass, line.count), None


def _answers_for(story: Story, line: OrderLine) -> Person:
    """The producer's own person where the demonstration has one, else the coordinator on the producer's behalf."""
    producer_id = line.article.producer_id
    own = (person for person in story.people.values() if person.producer_id == producer_id)
    return next(own, story.people["coordinator"])


def _receive(story: Story, day: date) -> None:
    """All of a past day; of today the farms on the first route only, so that the dock has work left."""
    story.at(day, RECEIVED_AT)
    articles = story.session.scalars(
        select(Article)
        .join(OrderLine, OrderLine.article_id == Article.id)
        .where(OrderLine.collect_on == day, OrderLine.state == LineState.CONFIRMED)
        .order_by(Article.number)
        .distinct()
    )
    here = [one for one in articles if day < story.today or one.producer.municipality == FIRST_ROUND]
    short = next((one for one in here if one.producer.code == SHORT_FARM), None)
    for article in here:
        _weigh_in(story, article, day, short=article is short)


def _weigh_in(story: Story, article: Article, day: date, *, short: bool) -> None:
    worker = story.people["worker"]
    lines = announced_lines(story.session, article.id, day)
    for announced in lines[:-1] if short and len(lines) > 1 else lines:
        net = Mass(announced.mass.milligrams * 8 // 10) if short and len(lines) == 1 else announced.mass
        crate_type = _crate_for(story, article, net)
        receipt = weigh_in(
            story.session,
            article_id=article.id,
            collect_on=day,
            weight=TypedWeight(net + crate_type.tare, MADE_UP),
            crate_type_id=crate_type.id,
            count=announced.count,
            desk=story.desk,
            tolerance=story.receiving,
            today=day,
            by=worker,
            clock=story.clock,
            operation=story.operation(),
        )
        crate = story.session.get_one(Crate, receipt.crate_id)
        put_away(
            story.session,
            crate_scan=crate.sscc,
            place_scan=_place_for(story, article).code,
            by=worker,
            clock=story.clock,
            operation=story.operation(),
        )
    close_collection(
        story.session,
        article_id=article.id,
        collect_on=day,
        tolerance=story.receiving,
        reason="Demo: frost i åkeren, resten kom ikke" if short else None,
        by=worker,
        clock=story.clock,
        operation=story.operation(),
    )


def _crate_for(story: Story, article: Article, net: Mass) -> CrateType:
    code = "CARTON" if article.sold_by is SoldBy.COUNT else "E4315" if net <= SMALL_CRATE_UP_TO else "E6422"
    return story.session.scalars(select(CrateType).where(CrateType.code == code)).one()


def _place_for(story: Story, article: Article) -> Place:
    places = story.session.scalars(select(Place).order_by(Place.id))
    return next(place for place in places if article.storage_class.value in place.storage_classes)


def _send_out(story: Story, deliver_on: date, orders: Sequence[Order]) -> None:
    """Past days are delivered and answered, today's is on the vehicle, and of the next day the first kitchens are picked."""
    kitchens = list(dict.fromkeys(order.kitchen_id for order in orders))
    if deliver_on > story.today:
        story.at(story.today, PICKED_AT)
        for kitchen_id in kitchens[:2]:
            _pick(story, kitchen_id, deliver_on)
        return
    story.at(deliver_on - ONE_DAY, PICKED_AT)
    for kitchen_id in kitchens:
        _pick(story, kitchen_id, deliver_on)
    story.at(deliver_on, time(7, 0))
    loads = [load for kitchen_id in kitchens if (load := _load(story, kitchen_id, deliver_on)) is not None]
    if deliver_on < story.today:
        story.at(deliver_on, time(9, 30))
        _deliver(story, loads)


def _pick(story: Story, kitchen_id: int, deliver_on: date) -> None:
    listed = pick_list(
        story.session,
        kitchen_id=kitchen_id,
        deliver_on=deliver_on,
        tolerance_per_mille=story.picking_per_mille,
        language=story.desk.language,
    )
    for line, pick in [(one.line, pick) for one in listed.lines for pick in one.to_do]:
        crate = pick.standing.crate
        confirm_pick(
            story.session,
            line_id=line.id,
            crate_scan=crate.sscc,
            part=None if pick.planned.whole else _part(story, line, crate, pick.planned.amount),
            out_of_turn=None,
            tolerance_per_mille=story.picking_per_mille,
            desk=story.desk,
            by=story.people["worker"],
            clock=story.clock,
            operation=story.operation(),
        )


def _part(story: Story, line: OrderLine, crate: Crate, amount: int) -> Part:
    """A part of a crate: of goods sold by the piece, so many pieces and their share of the crate's mass."""
    if line.article.sold_by is SoldBy.COUNT:
        net, count = Mass(crate.net.milligrams * amount // (crate.count or amount)), amount
    else:
        net, count = Mass(amount), None
    crate_type = _crate_for(story, line.article, net)
    return Part(TypedWeight(net + crate_type.tare, MADE_UP), crate_type.id, count)


def _load(story: Story, kitchen_id: int, deliver_on: date) -> Delivery | None:
    try:
        return delivery.close_load(
            story.session,
            kitchen_id=kitchen_id,
            delivery_on=deliver_on,
            tolerance_per_mille=story.picking_per_mille,
            desk=story.notes,
            by=story.people["worker"],
            clock=story.clock,
            operation=story.operation(),
        )
    except (LinesStillOpen, NothingToLoad):
        return None


def _deliver(story: Story, loads: Iterable[Delivery]) -> None:
    for number, load in enumerate(loads):
        delivery.deliver(
            story.session,
            delivery_id=load.id,
            by=story.people["driver"],
            clock=story.clock,
            operation=story.operation(),
        )
        # Every fifth kitchen has not answered yet, and the second claims a part of its first line.
        lines = [line for line in delivery.lines_of(story.session, load) if line.state is LineState.DELIVERED]
        for place, line in enumerate(lines if (number + 1) % UNANSWERED_EVERY else []):
            claims = number == 1 and place == 0
            delivery.answer_line(
                story.session,
                delivery_id=load.id,
                line_id=line.id,
                claimed=Mass(line.mass.milligrams // 10) if claims else None,
                reason="Demo: noen var myke" if claims else None,
                by=story.people["coordinator"],
                clock=story.clock,
                operation=story.operation(),
            )


def _keep_papers_off_the_printers(story: Story) -> None:
    """Made-up crates have no labels to print: nobody wants two hundred papers at the first start."""
    waiting = story.session.scalars(
        select(PrintJob).where(PrintJob.state == JobState.QUEUED).order_by(PrintJob.id)
    )
    for job in list(waiting):
        cancel(story.session, job, by=story.people["coordinator"], clock=story.clock)
