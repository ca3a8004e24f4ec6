"""The producer's pages: lines that wait for an answer, and what to have ready on which day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.catalogue import views as catalogue
from hub.catalogue.records import Producer
from hub.kernel.errors import NotFound, RuleBroken
from hub.orders import collections
from hub.orders.errors import LineUnknown
from hub.orders.records import Order, OrderLine
from hub.orders.views import LineView, claims
from hub.people.permissions import Permission
from hub.receiving.condition import lately
from hub.web.access import house, requires, visitor
from hub.web.answering import Trouble, answer_from_form, confirm_all_from_form, trouble_of
from hub.web.messages import say
from hub.web.row_ids import row_id

blueprint = Blueprint("producer", __name__)
answers = requires(Permission.LINES_ANSWER)
NEWS_OF = timedelta(days=7)
CAME_BACK_TO = timedelta(days=56)


def own_producer(session: Session) -> Producer:
    """The producer of the person at the browser. Raises NotFound for a person of no producer."""
    found = catalogue.producer(session, visitor().person.producer_id)
    if found is None:
        raise NotFound(kind="producer")
    return found


@blueprint.get("/producer/lines")
@answers
def lines() -> str:
    return _lines_page()


def _lines_page(trouble: Trouble | None = None) -> str:
    now, zone = house().clock.now(), house().settings.hub.zone
    with house().database.read() as session:
        producer = own_producer(session)
        waiting = collections.unanswered(session, now, zone, producer_id=producer.id)
        promised = collections.answered(session, now, zone, producer_id=producer.id)
        told = lately(session, now.astimezone(zone).date() - NEWS_OF, producer_id=producer.id)
        claimed = claims(session, now, zone, producer_id=producer.id)
    return render_template(
        "producer/lines.html",
        claims=claimed,
        producer=producer,
        waiting=by_day(waiting),
        promised=by_day(promised),
        trouble=trouble,
        refused=sum(1 for one in told for refusal in one.refusals if refusal.undone is None),
    )


def by_day(views: list[LineView]) -> list[tuple[date, list[LineView]]]:
    return [(day, list(group)) for day, group in groupby(views, key=lambda view: view.line.collect_on)]


@blueprint.post("/producer/lines/<int:line_id>")
@answers
def answer(line_id: int) -> Response:
    try:
        with house().database.write() as session:
            _require_own(session, line_id)
            line = answer_from_form(session, line_id)
            number = session.get_one(Order, line.order_id).number
    except RuleBroken as broken:
        return make_response(_lines_page(trouble_of(line_id, broken)), 422)
    say(_("Your answer is kept. The kitchen sees it at order no. %(number)s.", number=number))
    return redirect(url_for("producer.lines"), code=303)


@blueprint.post("/producer/lines")
@answers
def confirm_all() -> Response:
    with house().database.write() as session:
        for text in request.form.getlist("line"):
            _require_own(session, row_id(text) or 0)
        confirmed = confirm_all_from_form(session)
    say(ngettext("%(num)s line is confirmed.", "%(num)s lines are confirmed.", confirmed))
    return redirect(url_for("producer.lines"), code=303)


def _require_own(session: Session, line_id: int) -> None:
    """Another producer's line does not exist here, whatever else the person may be."""
    line = session.get(OrderLine, line_id)
    if line is None or line.article.producer_id != own_producer(session).id:
        raise LineUnknown(line=line_id)


@blueprint.get("/producer/collections", endpoint="collections")
@answers
def collections_ahead() -> str:
    now, zone = house().clock.now(), house().settings.hub.zone
    with house().database.read() as session:
        producer = own_producer(session)
        ahead = collections.days_ahead(session, producer, now, zone)
        rules = collections.rules_of(session, producer.id)
    return render_template("producer/collections.html", producer=producer, ahead=ahead, rules=rules)


@blueprint.get("/producer/came")
@answers
def came() -> str:
    """What the hub said of this producer's goods when they came, and of no other's."""
    now, zone = house().clock.now(), house().settings.hub.zone
    with house().database.read() as session:
        producer = own_producer(session)
        told = lately(session, now.astimezone(zone).date() - CAME_BACK_TO, producer_id=producer.id)
    return render_template("producer/came.html", producer=producer, told=told)
