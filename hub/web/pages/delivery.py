"""Loads to close, stops to drive, and what a kitchen may expect and answers for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hub.delivery import service, views
from hub.delivery.errors import ClaimTooLarge
from hub.kernel.errors import HubError, NotFound, RuleBroken
from hub.kernel.ids import token
from hub.kernel.quantity import Mass
from hub.labels.content import DeliveryNoteContent
from hub.labels.dialects.pdf_document import document_pdf
from hub.labels.notes.delivery_note import delivery_note
from hub.people.permissions import Permission
from hub.receiving.errors import NotAboveZero, NotANumber, ReasonMissing
from hub.stock.errors import CrateOnHold
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_day
from hub.web.at_fields import said_at
from hub.web.errors import status_of
from hub.web.language import language
from hub.web.messages import say
from hub.web.paper_answers import on_duty, pdf
from hub.web.texts import sentence

blueprint = Blueprint("delivery", __name__)
DAYS_BACK = 14


# Who works for the hub sees every kitchen; anybody else sees the kitchen of the account, and without one none at all.
SEES_EVERY_KITCHEN = (Permission.LOAD_CLOSE, Permission.STOP_DELIVER, Permission.ORDERS_READ_ALL)
NO_KITCHEN = 0
CLAIM_AT: dict[type[RuleBroken], str] = {
    NotANumber: "amount",
    NotAboveZero: "amount",
    ClaimTooLarge: "amount",
    ReasonMissing: "reason",
}


def _kitchen_seen() -> int | None:
    """The one kitchen that this visitor may see, or None for all of them."""
    own = visitor().person.kitchen_id
    if own is None and any(visitor().can(right) for right in SEES_EVERY_KITCHEN):
        return None
    return own or NO_KITCHEN


@blueprint.get("/loads")
@requires(Permission.LOAD_CLOSE)
def loads() -> str:
    return _loads_page()


def _loads_page(problem: str = "", problem_at: int = 0, day: date | None = None) -> str:
    """Of the day that the act was about, so that its answer stands where the act was; else of the day asked for."""
    with house().database.read() as session:
        days, chosen = _days(views.days(session, _since(1)))
        chosen = day or chosen
        routes = views.loads(session, chosen)
    return render_template(
        "delivery/loads.html",
        days=days,
        chosen=chosen,
        today=floor.today(),
        routes=routes,
        any_closed=any(load.closed for route in routes for load in route.loads),
        problem=problem,
        problem_at=problem_at,
    )


def _since(days: int) -> date:
    return date.fromordinal(floor.today().toordinal() - days)


def _days(days: list[date]) -> tuple[list[date], date]:
    here = floor.today()
    return days, asked_day("day") or next((day for day in days if day >= here), here)


@blueprint.post("/loads/<day>/<int:kitchen_id>/close")
@requires(Permission.LOAD_CLOSE)
def close(day: str, kitchen_id: int) -> Response:
    """The load is complete: the note is written, numbered and queued for its printer."""
    deliver_on = floor.day_in(day)
    try:
        with house().database.write() as session:
            kitchen = views.kitchen_named(session, kitchen_id)
            delivery = service.close_load(
                session,
                kitchen_id=kitchen_id,
                delivery_on=deliver_on,
                tolerance_per_mille=floor.picking_per_mille(),
                desk=floor.notes_desk(on_duty(), kitchen.language),
                today=floor.today(),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            done = _(
                "Note %(number)s for %(kitchen)s is written and being printed.",
                number=delivery.note_number,
                kitchen=kitchen.name,
            )
    except RuleBroken as refusal:
        return _refused(_loads_page(sentence(refusal), kitchen_id, deliver_on), refusal)
    say(done)
    return redirect(url_for("delivery.loads", day=day), code=303)


def _refused(page: str, refusal: HubError) -> Response:
    return make_response(page, status_of(refusal))


@blueprint.post("/deliveries/<int:delivery_id>/print-again")
@requires(Permission.JOBS_REPRINT)
def print_again(delivery_id: int) -> Response:
    with house().database.read() as session:
        delivery = views.own_delivery(session, delivery_id, _kitchen_seen())
    try:
        with house().database.write() as session:
            job = service.print_again(
                session,
                delivery_id=delivery_id,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except RuleBroken as refusal:
        page = _loads_page(sentence(refusal), delivery.kitchen_id, delivery.delivery_on)
        return _refused(page, refusal)
    say(_("A copy is queued. It says COPY.") if job.copy > 1 else _("The paper is queued."))
    return redirect(url_for("delivery.loads", day=delivery.delivery_on.isoformat()), code=303)


@blueprint.get("/deliveries/<int:delivery_id>/note.pdf")
@requires(Permission.NOTES_READ)
def note(delivery_id: int) -> Response:
    """The note on A4, as it was frozen when the load was closed. A kitchen sees its own only."""
    with house().database.read() as session:
        delivery = views.own_delivery(session, delivery_id, _kitchen_seen())
        kitchen = views.kitchen_named(session, delivery.kitchen_id)
    drawn = document_pdf(delivery_note(DeliveryNoteContent.from_json(delivery.note), kitchen.language))
    return pdf(drawn, f"note-{delivery.note_number}")


@blueprint.get("/notes/<int:number>")
@requires(Permission.NOTES_READ)
def by_number(number: int) -> Response:
    """Where the square code on a note leads: whoever may answer to the delivery, anybody else to the note."""
    with house().database.read() as session:
        delivery = views.numbered_delivery(session, number, _kitchen_seen())
    to = "delivery.arrival" if visitor().can(Permission.DELIVERY_ANSWER) else "delivery.note"
    return redirect(url_for(to, delivery_id=delivery.id), code=303)


@blueprint.get("/stops")
@requires(Permission.STOP_DELIVER)
def stops() -> str:
    return _stops_page()


def _stops_page(problem: str = "") -> str:
    with house().database.read() as session:
        days, chosen = _days(views.days(session, _since(1)))
        routes = views.stops(session, chosen)
    return render_template(
        "delivery/stops.html",
        days=days,
        chosen=chosen,
        today=floor.today(),
        routes=routes,
        problem=problem,
    )


@blueprint.post("/deliveries/<int:delivery_id>/handed-over")
@requires(Permission.STOP_DELIVER)
def handed_over(delivery_id: int) -> Response:
    try:
        with house().database.write() as session:
            delivery = service.deliver(
                session,
                delivery_id=delivery_id,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            kitchen = views.kitchen_named(session, delivery.kitchen_id)
    except CrateOnHold as refusal:
        return _refused(_stops_page(sentence(refusal)), refusal)
    say(_("%(kitchen)s has the goods.", kitchen=kitchen.name))
    return redirect(url_for("delivery.stops", day=delivery.delivery_on.isoformat()), code=303)


@blueprint.get("/arrivals")
@requires(Permission.DELIVERY_ANSWER)
def arrivals() -> str:
    """If and when: every delivery of this kitchen, the next one first."""
    here = floor.today()
    with house().database.read() as session:
        found = views.arrivals(session, _since(DAYS_BACK), _kitchen_seen())
    coming = [one for one in found if one.deliver_on >= here]
    came = [one for one in reversed(found) if one.deliver_on < here]
    return render_template(
        "delivery/arrivals.html",
        coming=coming,
        came=came,
        today=here,
        every_kitchen=_kitchen_seen() is None,
    )


@blueprint.get("/arrivals/<int:delivery_id>")
@requires(Permission.DELIVERY_ANSWER)
def arrival(delivery_id: int) -> str:
    return _arrival_page(delivery_id)


def _arrival_page(delivery_id: int, problems: Mapping[str, str] | None = None, problem_line: int = 0) -> str:
    with house().database.read() as session:
        delivery = views.own_delivery(session, delivery_id, _kitchen_seen())
        lines = views.arrived_lines(session, delivery, language())
        kitchen = views.kitchen_named(session, delivery.kitchen_id)
    return render_template(
        "delivery/arrival.html",
        delivery=delivery,
        kitchen=kitchen,
        lines=lines,
        problems=problems or {},
        problem_line=problem_line,
        form=request.form,
        to_answer=[one.line.id for one in lines if one.line.state.value == "delivered"],
    )


@blueprint.post("/arrivals/<int:delivery_id>/lines/<int:line_id>")
@requires(Permission.DELIVERY_ANSWER)
def answer(delivery_id: int, line_id: int) -> Response:
    """The kitchen accepts a line, or claims an amount of it with a reason."""
    claims = request.form.get("answer") == "claim"
    try:
        with house().database.write() as session:
            views.own_delivery(session, delivery_id, _kitchen_seen())
            service.answer_line(
                session,
                delivery_id=delivery_id,
                line_id=line_id,
                claimed=_claimed() if claims else None,
                reason=request.form.get("reason") if claims else None,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except RuleBroken as refusal:
        return _refused(_arrival_page(delivery_id, said_at(refusal, CLAIM_AT), line_id), refusal)
    say(_("The hub is told what is wrong.") if claims else _("Accepted."), "warn" if claims else "ok")
    return redirect(url_for("delivery.arrival", delivery_id=delivery_id), code=303)


def _claimed() -> Mass | int:
    """Kilograms, or pieces where the form asks for them. Raises NotANumber, NotAboveZero, ClaimTooLarge for none."""
    return floor.typed_mass("mass") if "count" not in request.form else floor.typed_number("count") or 0


@blueprint.post("/arrivals/<int:delivery_id>/accept-all")
@requires(Permission.DELIVERY_ANSWER)
def accept_all(delivery_id: int) -> Response:
    """Everything that is not answered yet is right."""
    operation = request.form.get("operation") or token()
    with house().database.write() as session:
        delivery = views.own_delivery(session, delivery_id, _kitchen_seen())
        open_lines = [
            one.line.id
            for one in views.arrived_lines(session, delivery, language())
            if one.line.state.value == "delivered"
        ]
        if not open_lines and delivery.delivered_at is None:
            raise NotFound(delivery=delivery_id)
        for line_id in open_lines:
            service.answer_line(
                session,
                delivery_id=delivery_id,
                line_id=line_id,
                claimed=None,
                reason=None,
                by=visitor().person,
                clock=house().clock,
                operation=operation,
            )
    say(_("Everything is accepted. Thank you."))
    return redirect(url_for("delivery.arrival", delivery_id=delivery_id), code=303)
