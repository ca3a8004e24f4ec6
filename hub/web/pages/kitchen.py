"""The kitchen's pages: what can be had and by when, an order with its number, and where each line of it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.catalogue import views as catalogue
from hub.catalogue.records import Allergen, Article, Category, Grade, Kitchen
from hub.catalogue.rules import Quantity, pack_price, parse_packs
from hub.kernel.errors import NotFound, RuleBroken
from hub.kernel.quantity import Money
from hub.orders import service, views
from hub.orders.errors import NoDeliveryThatDay, OrderUnknown
from hub.orders.records import Order
from hub.people.permissions import Permission
from hub.planning.calendar import delivery_days, earliest_by_producer
from hub.planning.plan import Promise, Rhythm, delivery_dates
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_day, asked_one_of, asked_row, day_from
from hub.web.format import day
from hub.web.messages import say
from hub.web.texts import sentence, title

blueprint = Blueprint("kitchen", __name__)
orders_here = requires(Permission.ORDERS_PLACE)
WEEKS_AHEAD_DAYS = 21
FIELD = "a"  # a17=3: three packs of article 17


@dataclass(frozen=True, slots=True)
class Offer:
    """One article as the kitchen sees it, with what was typed at it."""

    article: Article
    promise: Promise | None
    typed: str
    quantity: Quantity | None
    problem: str
    too_late: bool

    @property
    def price_of_pack(self) -> Money:
        return pack_price(self.article.price, service.pack_of(self.article))

    @property
    def price(self) -> Money:
        return self.price_of_pack * (self.quantity.packs if self.quantity else 0)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything on sale for one kitchen: the offers shown, and the ones chosen whether shown or not."""

    kitchen: Kitchen
    offers: tuple[Offer, ...]
    basket: tuple[Offer, ...]
    days: tuple[date, ...]
    day: date | None

    @property
    def total(self) -> Money:
        return sum((offer.price for offer in self.basket), start=Money(0))

    @property
    def refused(self) -> tuple[Offer, ...]:
        """What was typed and cannot be ordered: nothing is sent before each of these is put right."""
        return tuple(offer for offer in self.basket if offer.quantity is None)

    @property
    def hidden(self) -> tuple[Offer, ...]:
        """Chosen articles that the filter leaves out: they travel along with the form."""
        shown = {offer.article.id for offer in self.offers}
        return tuple(offer for offer in self.basket if offer.article.id not in shown)

    @property
    def first_day(self) -> date | None:
        """The first delivery day on which everything in the basket can be there."""
        needed = [offer.promise.delivery_on for offer in self.basket if offer.promise]
        last = max(needed, default=None)
        return next((day for day in self.days if last is not None and day >= last), None)


def rhythm() -> Rhythm:
    return Rhythm(house().settings.hub.zone)


def own_kitchen(session: Session) -> Kitchen:
    """The kitchen of the person at the browser. Raises NotFound for a person of no kitchen."""
    found = catalogue.kitchen(session, visitor().person.kitchen_id)
    if found is None:
        raise NotFound(kind="kitchen")
    return found


@blueprint.get("/kitchen/articles")
@orders_here
def articles() -> str:
    with house().database.read() as session:
        shelf = _shelf(session, request.args, asked_day("day"), _filter())
        latest = views.latest_order(session, shelf.kitchen.id)
        categories, grades = catalogue.categories_for_sale(session), catalogue.grades_for_sale(session)
    return render_template(
        "kitchen/articles.html",
        shelf=shelf,
        latest=latest,
        again=_again(latest),
        wanted=_filter(),
        categories=categories,
        grades=grades,
        titled=_titled,
        days_of=_days,
        allergens_of=_allergens,
        searching=_filter() != catalogue.Filter(),
        no_money=Money(0),
    )


@blueprint.get("/kitchen/order")
@orders_here
def review() -> str:
    with house().database.read() as session:
        return _review_page(_shelf(session, request.args, asked_day("day")))


@blueprint.post("/kitchen/order")
@orders_here
def place() -> Response:
    form = request.form
    try:
        with house().database.write() as session:
            shelf = _shelf(session, form, day_from(form.get("day", "")))
            order = _placed(session, shelf)
            number, order_id = order.number, order.id
    except RuleBroken as broken:
        with house().database.read() as session:
            page = _review_page(_shelf(session, form, day_from(form.get("day", ""))), sentence(broken))
        return make_response(page, 422)
    say(_("Saved, order no. %(number)s.", number=number))
    return redirect(url_for("kitchen.order", order_id=order_id), code=303)


def _placed(session: Session, shelf: Shelf) -> Order:
    for offer in shelf.basket:
        if offer.quantity is None:
            # The amount's own error, with the sentence that belongs to it.
            parse_packs(offer.typed, service.pack_of(offer.article))
    if shelf.day is None:
        raise NoDeliveryThatDay(day=request.form.get("day", "") or "–")
    return service.place_order(
        session,
        kitchen_id=shelf.kitchen.id,
        delivery_on=shelf.day,
        lines=[
            service.Wanted(offer.article.id, offer.quantity.packs) for offer in shelf.basket if offer.quantity
        ],
        note=request.form.get("note"),
        rhythm=rhythm(),
        by=visitor().person,
        clock=house().clock,
        operation=request.form.get("operation", ""),
    )


@blueprint.get("/kitchen/orders")
@requires(Permission.ORDERS_READ)
def orders() -> str:
    now, zone = house().clock.now(), house().settings.hub.zone
    with house().database.read() as session:
        kitchen = own_kitchen(session)
        found = views.orders(session, now, zone, kitchen_id=kitchen.id, before=asked_row("before"))
        silent = views.overdue(session, now, zone, kitchen_id=kitchen.id)
    return render_template(
        "kitchen/orders.html",
        kitchen=kitchen,
        orders=found,
        silent=silent,
        more=found[-1].order.number if len(found) == views.LIST_LENGTH else None,
        order_page="kitchen.order",
    )


@blueprint.get("/kitchen/orders/<int:order_id>")
@requires(Permission.ORDERS_READ)
def order(order_id: int) -> str:
    return _order_page(order_id)


def _order_page(order_id: int, problem: str = "") -> str:
    now, zone = house().clock.now(), house().settings.hub.zone
    with house().database.read() as session:
        kitchen = own_kitchen(session)
        view = views.order_detail(session, order_id, now, zone, kitchen_id=kitchen.id)
        window = views.window_of(session, view.order, zone)
    return render_template(
        "kitchen/order.html",
        view=view,
        window=window,
        again=_again(view.order),
        may_withdraw=visitor().can(Permission.ORDERS_PLACE),
        may_answer=False,
        problem=problem,
    )


@blueprint.post("/kitchen/orders/<int:order_id>/lines/<int:line_id>/withdraw")
@orders_here
def withdraw(order_id: int, line_id: int) -> Response:
    try:
        with house().database.write() as session:
            kitchen = own_kitchen(session)
            order = session.get(Order, order_id)
            if order is None or order.kitchen_id != kitchen.id:
                raise OrderUnknown(order=order_id)
            service.withdraw_line(
                session,
                line_id=line_id,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation", ""),
            )
    except RuleBroken as broken:
        return make_response(_order_page(order_id, sentence(broken)), 409)
    say(_("The line is taken back. The producer sees that it is no longer wanted."))
    return redirect(url_for("kitchen.order", order_id=order_id), code=303)


@blueprint.post("/kitchen/orders/<int:order_id>/lines/<int:line_id>/noted")
@orders_here
def noted(order_id: int, line_id: int) -> Response:
    """The kitchen knows that this did not come and needs nothing more."""
    try:
        with house().database.write() as session:
            service.settle_line(
                session,
                line_id=line_id,
                reason=None,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation", ""),
            )
    except RuleBroken as broken:
        return make_response(_order_page(order_id, sentence(broken)), 409)
    say(_("Noted. The line is closed."))
    return redirect(url_for("kitchen.order", order_id=order_id), code=303)


def _shelf(
    session: Session, typed: Mapping[str, str], chosen: date | None, wanted: catalogue.Filter | None = None
) -> Shelf:
    kitchen = own_kitchen(session)
    now = house().clock.now()
    on_sale = catalogue.articles_for_sale(session)
    producers = sorted({article.producer_id for article in on_sale})
    promises = earliest_by_producer(session, kitchen.id, producers, now, rhythm())
    today = now.astimezone(house().settings.hub.zone).date()
    planned = delivery_dates(delivery_days(session, kitchen.id), today, WEEKS_AHEAD_DAYS)
    soonest = min((way.delivery_on for way in promises.values() if way), default=today)
    days = tuple(day for day in planned if day >= soonest)
    offers = {
        article.id: _offer(article, promises[article.producer_id], typed, chosen) for article in on_sale
    }
    shown = on_sale if wanted is None else catalogue.articles_for_sale(session, wanted)
    return Shelf(
        kitchen,
        tuple(offers[article.id] for article in shown),
        tuple(offer for offer in offers.values() if offer.quantity or offer.problem),
        days,
        chosen,
    )


def _offer(article: Article, promise: Promise | None, typed: Mapping[str, str], day: date | None) -> Offer:
    text = typed.get(f"{FIELD}{article.id}", "").strip()
    quantity, problem = None, ""
    if text not in {"", "0"}:
        try:
            quantity = parse_packs(text, service.pack_of(article))
        except RuleBroken as broken:
            problem = sentence(broken)
    too_late = day is not None and (promise is None or promise.delivery_on > day)
    return Offer(article, promise, text if text != "0" else "", quantity, problem, too_late)


def _review_page(shelf: Shelf, problem: str = "") -> str:
    return render_template(
        "kitchen/review.html",
        shelf=shelf,
        day=shelf.day or shelf.first_day,
        days_of=_days,
        note=request.values.get("note", ""),
        operation=request.form.get("operation") or True,
        problem=problem,
        address=_address(shelf),
    )


def _address(shelf: Shelf) -> str:
    """Back to the articles with everything that was chosen."""
    chosen = {f"{FIELD}{offer.article.id}": offer.typed for offer in shelf.basket}
    return _articles_address({"day": shelf.day.isoformat(), **chosen} if shelf.day else chosen)


def _articles_address(query: Mapping[str, str]) -> str:
    return f"{url_for('kitchen.articles')}?{urlencode(query)}"


def _again(order: Order | None) -> str:
    """The articles page with the same packs as in an earlier order; what is no longer for sale is left out there."""
    if order is None:
        return ""
    packs = {
        f"{FIELD}{line.article_id}": str(line.mass.milligrams // line.article.pack_mass.milligrams)
        for line in order.lines
    }
    return _articles_address(packs)


def _filter() -> catalogue.Filter:
    sought = request.args.get("q", "").strip()[:80]
    return catalogue.Filter(sought, asked_one_of("category", Category), asked_one_of("grade", Grade))


def _titled(members: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, title(member)) for member in members]


def _days(days: Iterable[date]) -> list[tuple[str, str]]:
    return [(one.isoformat(), day(one)) for one in days]


def _allergens(article: Article) -> str:
    return ", ".join(title(Allergen(one)) for one in article.product.allergens)
