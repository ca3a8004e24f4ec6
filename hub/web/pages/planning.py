"""The coordinator's pages: the week with its collections and deliveries, what is silent or unanswered, and every order."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TypeVar

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hub.kernel.errors import RuleBroken
from hub.orders import collections, views, week
from hub.orders.service import settle_line
from hub.orders.week import CollectionStop, DeliveryStop
from hub.people.permissions import Permission
from hub.planning.plan import ONE_DAY
from hub.planning.records import Route
from hub.receiving.condition import refused_between
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_day, asked_row
from hub.web.answering import Trouble, answer_from_form, trouble_of
from hub.web.messages import say
from hub.web.row_ids import row_id

blueprint = Blueprint("planning", __name__)
LONGEST_LIST = 6
Stop = TypeVar("Stop", CollectionStop, DeliveryStop)


@blueprint.get("/planning/week", endpoint="week")
@requires(Permission.WEEK_READ)
def week_page() -> str:
    return _week_page()


def _week_page(trouble: Trouble | None = None) -> str:
    now, zone = house().clock.now(), house().settings.hub.zone
    today = now.astimezone(zone).date()
    monday = week.monday_of(asked_day("from") or today)
    with house().database.read() as session:
        shown = week.week(session, monday, now, zone)
        silent = views.overdue(session, now, zone)
        waiting = collections.unanswered(session, now, zone)
        refused = refused_between(session, monday, monday + week.WEEK - ONE_DAY)
        claimed = len(views.claims(session, now, zone))
    return render_template(
        "planning/week.html",
        week=shown,
        today=today,
        opened=_opened(shown, today),
        this_monday=week.monday_of(today),
        silent=silent,
        waiting=waiting,
        refused=refused,
        claims=claimed,
        longest=LONGEST_LIST,
        by_route=by_route,
        may_answer=visitor().can(Permission.LINES_ANSWER_ANY),
        may_read_orders=visitor().can(Permission.ORDERS_READ_ALL),
        trouble=trouble,
    )


def _opened(shown: week.Week, today: date) -> date | None:
    """The one day that stands open: today, or the next one with something in it. The others say what they hold and fold."""
    busy = [day.date for day in shown.days if day.collections or day.deliveries]
    return next((day for day in busy if day >= today), None)


def by_route(stops: tuple[Stop, ...]) -> list[tuple[Route | None, list[Stop]]]:
    """Stops of one route together, in the order in which they come."""
    grouped = groupby(stops, key=lambda stop: stop.route.id if stop.route else 0)
    together = [list(group) for _route, group in grouped]
    return [(group[0].route, group) for group in together]


@blueprint.post("/planning/lines/<int:line_id>")
@requires(Permission.LINES_ANSWER_ANY)
def answer(line_id: int) -> Response:
    """On a producer's behalf; the history names who answered."""
    order_id = row_id(request.form.get("order"))
    try:
        with house().database.write() as session:
            line = answer_from_form(session, line_id)
            producer = line.article.producer.name
    except RuleBroken as broken:
        trouble = trouble_of(line_id, broken)
        page = _order_page(order_id, trouble) if order_id is not None else _week_page(trouble)
        return make_response(page, 422)
    say(_("Answered on behalf of %(producer)s. The history says that it was you.", producer=producer))
    if order_id is not None:
        return redirect(url_for("planning.order", order_id=order_id), code=303)
    return redirect(url_for("planning.week"), code=303)


@blueprint.post("/planning/orders/<int:order_id>/lines/<int:line_id>/settle")
@requires(Permission.LINES_ANSWER_ANY)
def settle(order_id: int, line_id: int) -> Response:
    """What was agreed with the kitchen about goods that did not come, or about a claim."""
    try:
        with house().database.write() as session:
            settle_line(
                session,
                line_id=line_id,
                reason=request.form.get("reason"),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation", ""),
            )
    except RuleBroken as broken:
        return make_response(_order_page(order_id, trouble_of(line_id, broken)), 422)
    say(_("The line is closed with what was agreed."))
    return redirect(url_for("planning.order", order_id=order_id), code=303)


@blueprint.get("/planning/orders")
@requires(Permission.ORDERS_READ_ALL)
def orders() -> str:
    now, zone = house().clock.now(), house().settings.hub.zone
    with house().database.read() as session:
        found = views.orders(session, now, zone, before=asked_row("before"))
        silent = views.overdue(session, now, zone)
    more = found[-1].order.number if len(found) == views.LIST_LENGTH else None
    return render_template("planning/orders.html", orders=found, silent=silent, more=more)


@blueprint.get("/planning/claims")
@requires(Permission.ORDERS_READ_ALL)
def claims() -> str:
    """What kitchens did not accept and nobody has settled with them yet."""
    now, zone = house().clock.now(), house().settings.hub.zone
    with house().database.read() as session:
        found = views.claims(session, now, zone)
    return render_template("planning/claims.html", claims=found)


@blueprint.get("/planning/orders/<int:order_id>")
@requires(Permission.ORDERS_READ_ALL)
def order(order_id: int) -> str:
    return _order_page(order_id)


def _order_page(order_id: int, trouble: Trouble | None = None) -> str:
    now, zone = house().clock.now(), house().settings.hub.zone
    with house().database.read() as session:
        view = views.order_detail(session, order_id, now, zone)
        window = views.window_of(session, view.order, zone)
    return render_template(
        "planning/order.html",
        view=view,
        window=window,
        may_answer=visitor().can(Permission.LINES_ANSWER_ANY),
        trouble=trouble,
    )
