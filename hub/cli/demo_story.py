"""The made-up days of the demonstration, told through the services of the house, in the order in which they would have happened.

Every crate's weight is typed with a reason that says "made up": no weighing of a scale is ever forged. Every order says `made_up`.
Not for: anything that a person could take for a real delivery.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, Kitchen
from hub.cli.demo_clock import StoryClock
from hub.cli.demo_files import DemoFiles
from hub.cli.demo_floor import receive, send_out
from hub.cli.demo_sheets import sign_days
from hub.cli.demo_stage import BEFORE_ALL, Story
from hub.cli.demo_steps import Told, nobody
from hub.delivery.note import NotesDesk
from hub.kernel.clock import Clock
from hub.kernel.quantity import Mass
from hub.labels.records import JobState, PrintJob
from hub.labels.service import keep_off
from hub.orders.records import Order, OrderLine
from hub.orders.rules import Amount
from hub.orders.service import Wanted, answer_line, place_order
from hub.people.records import Person
from hub.planning.calendar import collection_days_of, delivery_days
from hub.planning.plan import ONE_DAY, Rhythm, delivery_dates, latest_for
from hub.receiving.rules import Tolerance
from hub.stock.papers import Desk

DAYS_BACK = 4
DAYS_AHEAD = 6
ORDERED_BEFORE_CUT_OFF = timedelta(hours=20)
ANSWERED_AFTER = timedelta(hours=2)
REFUSED_EVERY, CUT_EVERY = 9, 7
SILENT = "BARGARDEN"  # the producer that has not answered for today's collection


def tell(
    session: Session,
    files: DemoFiles,
    people: dict[str, Person],
    *,
    labels: Desk,
    notes: NotesDesk,
    receiving: Tolerance,
    picking_per_mille: int,
    rhythm: Rhythm,
    clock: Clock,
    told: Told = nobody,
) -> None:
    """Orders around today, most of the past ones delivered, today's collection half in, the next ones partly answered."""
    now = clock.now().astimezone(UTC)
    story = Story(
        session,
        files,
        people,
        labels,
        notes,
        receiving,
        picking_per_mille,
        rhythm,
        now,
        StoryClock(now - BEFORE_ALL),
    )
    placed = _place_all(story)
    told(40)
    story.clock.begin(story.begins)
    for order in sorted(placed, key=lambda one: one.placed_at):
        _answer(story, order)
    story.clock.begin(story.begins)
    days = sorted({line.collect_on for order in placed for line in order.lines})
    for number, day in enumerate(days):
        told(50 + 50 * number // len(days))
        if day <= story.today:
            receive(story, day)
        for deliver_on in sorted({order.delivery_on for order in placed}):
            if deliver_on == day + ONE_DAY:
                send_out(story, deliver_on, [one for one in placed if one.delivery_on == deliver_on])
    sign_days(story)
    _keep_papers_off_the_printers(story)
    told(100)


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


def _keep_papers_off_the_printers(story: Story) -> None:
    """Made-up crates have no labels to print: nobody wants two hundred papers at the first start."""
    waiting = story.session.scalars(
        select(PrintJob).where(PrintJob.state == JobState.QUEUED).order_by(PrintJob.id)
    )
    for job in list(waiting):
        keep_off(story.session, job)
