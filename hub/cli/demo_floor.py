"""The floor in the story of the demonstration: goods come in with typed weights that say so, are picked, loaded, delivered, answered.

Every weight carries a reason that says "made up": no weighing of a scale is ever forged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time

from sqlalchemy import select

from hub.catalogue.records import Article, Category, CrateType, SoldBy, StorageClass
from hub.cli.demo_goods import look_at, take_temperature, turn_away
from hub.cli.demo_papers import tell_papers
from hub.cli.demo_stage import Story
from hub.delivery import service as delivery
from hub.delivery.errors import LinesStillOpen, NothingToLoad
from hub.delivery.records import Delivery
from hub.kernel.quantity import Mass
from hub.orders.records import LineState, Order, OrderLine
from hub.picking.parts import Part
from hub.picking.service import confirm_pick
from hub.picking.views import pick_list
from hub.planning.plan import ONE_DAY
from hub.receiving.service import TypedWeight, close_collection, weigh_in
from hub.receiving.views import announced_lines
from hub.stock.records import Crate, Place
from hub.stock.service import put_away

MADE_UP = "Demo: oppdiktet vekt, ikke veid"
RECEIVED_AT = time(12, 30)
PICKED_AT = time(15, 0)
SMALL_CRATE_UP_TO = Mass.kilograms("4")
UNANSWERED_EVERY = 5
FIRST_ROUND = "Lier"  # where the farms are whose goods of today are in already
SHORT_BECAUSE = "Demo: frost i åkeren, resten kom ikke"
LONG_BECAUSE = "Demo: én kasse mer enn bestilt, tatt inn på lager"
WATCHED_ROOM = "COLD-1"  # where config/demo/places.toml lets a door stand open
WARM_DAYS_AGO = 2  # the last day before it on which something chilled came too warm and was refused
SHORT_FARM = "GRONLIA"  # the producer whose first article of the day came short


def receive(story: Story, day: date) -> None:
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
    # One crate more than ordered on each past day: it stands in its room overnight, also while the door is open there.
    long = next((one for one in here if day < story.today and one is not short and _keeps(story, one)), None)
    warm = _came_too_warm(story, here, day)
    for article in here:
        if article is warm:
            turn_away(story, article, day)
            continue
        take_temperature(story, article, day)
        tell_papers(story, article, day)
        _take_in(story, article, day, short=article is short, long=article is long)
    if short is not None:
        look_at(story, short, day)


def _came_too_warm(story: Story, here: Sequence[Article], day: date) -> Article | None:
    """Of the newest past day with chilled goods, one delivery; the shortage stands in its kitchens' lines."""
    if story.refused_once or day < story.today - ONE_DAY * WARM_DAYS_AGO or day >= story.today:
        return None
    chilled = [one for one in here if one.storage_class is StorageClass.CHILLED and not _is_fish(one)]
    story.refused_once = bool(chilled)
    return chilled[-1] if chilled else None


def _is_fish(article: Article) -> bool:
    """Its lots have the most to tell: they come in, so that there is something to look at."""
    return article.product.category is Category.FISH


def _keeps(story: Story, article: Article) -> bool:
    return article.sold_by is not SoldBy.COUNT and _place_for(story, article).code == WATCHED_ROOM


def _take_in(story: Story, article: Article, day: date, *, short: bool, long: bool) -> None:
    lines = announced_lines(story.session, article.id, day)
    for announced in lines[:-1] if short and len(lines) > 1 else lines:
        net = Mass(announced.mass.milligrams * 8 // 10) if short and len(lines) == 1 else announced.mass
        _weigh_in(story, article, day, net, announced.count)
    if long:
        _weigh_in(story, article, day, lines[0].mass, lines[0].count)
    close_collection(
        story.session,
        article_id=article.id,
        collect_on=day,
        tolerance=story.receiving,
        reason=SHORT_BECAUSE if short else LONG_BECAUSE if long else None,
        by=story.people["worker"],
        clock=story.clock,
        operation=story.operation(),
    )


def _weigh_in(story: Story, article: Article, day: date, net: Mass, count: int | None) -> None:
    net = _to_the_gram(net)
    crate_type = _crate_for(story, article, net)
    receipt = weigh_in(
        story.session,
        article_id=article.id,
        collect_on=day,
        weight=TypedWeight(net + crate_type.tare, MADE_UP, sure=True),
        crate_type_id=crate_type.id,
        count=count,
        desk=story.desk,
        tolerance=story.receiving,
        today=day,
        by=story.people["worker"],
        clock=story.clock,
        operation=story.operation(),
    )
    crate = story.session.get_one(Crate, receipt.crate_id)
    put_away(
        story.session,
        crate_scan=crate.sscc,
        place_scan=_place_for(story, article).code,
        by=story.people["worker"],
        clock=story.clock,
        operation=story.operation(),
    )


def _to_the_gram(net: Mass) -> Mass:
    """Nobody types a weight finer than that."""
    return Mass.grams(net.milligrams // 1_000)


def _crate_for(story: Story, article: Article, net: Mass) -> CrateType:
    code = "CARTON" if article.sold_by is SoldBy.COUNT else "E4315" if net <= SMALL_CRATE_UP_TO else "E6422"
    return story.session.scalars(select(CrateType).where(CrateType.code == code)).one()


def _place_for(story: Story, article: Article) -> Place:
    places = story.session.scalars(select(Place).order_by(Place.id))
    return next(place for place in places if article.storage_class.value in place.storage_classes)


def send_out(story: Story, deliver_on: date, orders: Sequence[Order]) -> None:
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
    net = _to_the_gram(net)
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
            today=deliver_on,
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
