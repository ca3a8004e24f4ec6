"""Pick lists: which kitchens wait, and the one crate to fetch now. A scan confirms; a crate that is too full asks for a part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.catalogue.records import Kitchen
from hub.devices.spec import ScaleSpec
from hub.kernel.errors import NotFound, RuleBroken
from hub.kernel.ids import token
from hub.labels.codes.reading import read_code
from hub.orders.records import Order, OrderLine
from hub.people.permissions import Permission
from hub.picking import service, views
from hub.picking.errors import CrateTooFull, OlderCrateFirst
from hub.picking.parts import Part
from hub.picking.records import Pick
from hub.receiving.errors import ReasonMissing
from hub.receiving.records import Weighing
from hub.receiving.views import crate_types
from hub.receiving.weighings import last_id
from hub.stock.records import PlaceKind
from hub.stock.views import StandingCrate
from hub.stock.views import crate as standing_crate
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_row
from hub.web.errors import status_of
from hub.web.format import words
from hub.web.language import language
from hub.web.messages import say
from hub.web.row_ids import row_id
from hub.web.scan_problems import of_package
from hub.web.texts import sentence

blueprint = Blueprint("picking", __name__)


def _scale() -> ScaleSpec | None:
    return floor.chosen_scale(PlaceKind.PACKING)


confirms = requires(Permission.PICKS_CONFIRM)


@blueprint.get("/picking")
@requires(Permission.PICKS_READ)
def lists() -> str:
    with house().database.read() as session:
        rows = views.progress(session, floor.today())
    days: dict[date, list[views.KitchenProgress]] = {}
    for row in rows:
        days.setdefault(row.deliver_on, []).append(row)
    return render_template("picking/lists.html", days=days, today=floor.today())


@blueprint.get("/picking/<day>/<int:kitchen_id>")
@requires(Permission.PICKS_READ)
def page(day: str, kitchen_id: int) -> str:
    return _list_page(floor.day_in(day), kitchen_id)


def _list_page(
    deliver_on: date,
    kitchen_id: int,
    *,
    problem: str = "",
    line_problem: str = "",
    problem_line: int = 0,
    reason_missing: bool = False,
    problem_pick: int = 0,
    asks_reason: bool = False,
) -> str:
    scale = _scale()
    scanned = request.values.get("crate", "")
    wanted = asked_row("line") or row_id(request.form.get("line"))
    with house().database.read() as session:
        listed = views.pick_list(
            session,
            kitchen_id=kitchen_id,
            deliver_on=deliver_on,
            tolerance_per_mille=floor.picking_per_mille(),
            language=language(),
        )
        now = _now(listed, wanted)
        newest = floor.offered(session, scale)
        known = last_id(session, scale.key) if scale else 0
        types = crate_types(session)
        in_hand = _in_hand(session, scanned, now[0].line) if now else None
    return render_template(
        "picking/list.html",
        listed=listed,
        now=now,
        in_hand=in_hand,
        scanned=scanned,
        asks_reason=asks_reason,
        scale=scale,
        scales=floor.scales(),
        newest=newest,
        known=known,
        crate_types=types,
        chosen_type=request.form.get("crate_type", types[0].id if types else 0),
        scale_words=floor.scale_words(),
        orders=floor.orders_of(scale),
        validity=floor.validity_of(scale),
        typing=floor.scale_is_lost(scale.key) if scale else True,
        may_confirm=visitor().can(Permission.PICKS_CONFIRM),
        form=request.form,
        problem=problem,
        line_problem=line_problem,
        problem_line=problem_line,
        reason_missing=reason_missing,
        problem_pick=problem_pick,
    )


def _now(listed: views.PickList, line_id: int | None) -> tuple[views.PickLine, views.NextPick | None] | None:
    """The line in hand: the one that was asked for, else the first on the way through the house."""
    if line_id is not None:
        for line in listed.lines:
            if line.line.id == line_id and (line.open or line.to_do or line.given_up):
                return line, (line.to_do[0] if line.to_do else None)
    return listed.next_pick


def _in_hand(session: Session, scanned: str, line: OrderLine) -> StandingCrate | None:
    """The crate of which a part is weighed out now: scanned before, and fit for this line. A wrong scan is never in hand."""
    in_hand = read_code(scanned).crate
    if not in_hand or (request.method == "POST" and not _weighs_a_part()):
        return None
    try:
        standing = standing_crate(session, in_hand)
        service.require_pickable(session, standing.crate, line)
    except (NotFound, RuleBroken):
        return None
    return standing if standing.crate.voided_at is None else None


def _weighs_a_part() -> bool:
    return request.form.get("part") == "1"


@blueprint.post("/picking/lines/<int:line_id>/confirm")
@confirms
def confirm(line_id: int) -> Response:
    crate_scan = request.form.get("crate", "")
    scale = _scale()
    with house().database.read() as session:
        deliver_on, kitchen = _whose(session, line_id)
    try:
        with house().database.write() as session:
            pick = service.confirm_pick(
                session,
                line_id=line_id,
                crate_scan=crate_scan,
                part=_part(lambda: floor.offered(session, scale), scale),
                out_of_turn=request.form.get("out_of_turn"),
                tolerance_per_mille=floor.picking_per_mille(),
                desk=floor.label_desk(kitchen.language),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            line = session.get_one(OrderLine, pick.line_id)
            done = _("%(product)s is picked.", product=words(line.article.product.name))
    except CrateTooFull as too_full:
        # Not a mistake: the right crate, and a part of it is weighed out next.
        where = url_for(
            "picking.page",
            day=deliver_on.isoformat(),
            kitchen_id=kitchen.id,
            line=line_id,
            crate=str(too_full.facts["sscc"]),
            out_of_turn=request.form.get("out_of_turn"),
        )
        return redirect(where, code=303)
    except (RuleBroken, NotFound) as refusal:
        page_again = _list_page(
            deliver_on,
            kitchen.id,
            problem=sentence(of_package(refusal)),
            asks_reason=isinstance(refusal, OlderCrateFirst),
        )
        return make_response(page_again, 422 if isinstance(refusal, NotFound) else status_of(refusal))
    say(done)
    return _to_list(deliver_on, kitchen)


def _part(newest: Callable[[], Weighing | None], scale: ScaleSpec | None) -> Part | None:
    if not _weighs_a_part():
        return None
    return Part(
        floor.weight_from_form(newest, scale),
        row_id(request.form.get("crate_type")) or 0,
        floor.typed_number("count"),
    )


def _whose(session: Session, line_id: int) -> tuple[date, Kitchen]:
    line = session.get(OrderLine, line_id)
    if line is None:
        raise NotFound(line=line_id)
    order = session.get_one(Order, line.order_id)
    return order.delivery_on, order.kitchen


def _to_list(deliver_on: date, kitchen: Kitchen) -> Response:
    return redirect(url_for("picking.page", day=deliver_on.isoformat(), kitchen_id=kitchen.id), code=303)


@blueprint.post("/picking/lines/<int:line_id>/short")
@confirms
def short(line_id: int) -> Response:
    """Nothing more for this line, with the reason that goes on the note."""
    with house().database.read() as session:
        deliver_on, kitchen = _whose(session, line_id)
    try:
        with house().database.write() as session:
            service.short_pick(
                session,
                line_id=line_id,
                reason=request.form.get("reason", ""),
                tolerance_per_mille=floor.picking_per_mille(),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except RuleBroken as refusal:
        return _line_refused(deliver_on, kitchen, line_id, refusal)
    say(_("The line is ended. The reason goes on the delivery note."), "warn")
    return _to_list(deliver_on, kitchen)


@blueprint.post("/picking/picks/<int:pick_id>/undo")
@confirms
def undo(pick_id: int) -> Response:
    with house().database.read() as session:
        pick = session.get(Pick, pick_id)
        if pick is None:
            raise NotFound(pick=pick_id)
        deliver_on, kitchen = _whose(session, pick.line_id)
    try:
        with house().database.write() as session:
            service.undo_pick(
                session,
                pick_id=pick_id,
                reason=request.form.get("reason", ""),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except RuleBroken as refusal:
        return _line_refused(deliver_on, kitchen, pick.line_id, refusal, pick_id)
    say(_("Taken back. Put the crate where it stood."), "warn")
    return _to_list(deliver_on, kitchen)


def _line_refused(
    deliver_on: date, kitchen: Kitchen, line_id: int, refusal: RuleBroken, pick_id: int = 0
) -> Response:
    """A missing reason is said at its field, in the form that was sent; anything else at the line."""
    page_again = _list_page(
        deliver_on,
        kitchen.id,
        line_problem=sentence(refusal),
        problem_line=line_id,
        reason_missing=isinstance(refusal, ReasonMissing),
        problem_pick=pick_id,
    )
    return make_response(page_again, status_of(refusal))
