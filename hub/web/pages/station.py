"""What the station can do beside taking a weight: take loads by itself, take a receipt back, press the keys of its scale."""

from __future__ import annotations

import re

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hub.devices.commands import Order
from hub.kernel.errors import NotFound, RuleBroken
from hub.kernel.ids import token
from hub.people.permissions import Permission
from hub.people.visits import choose
from hub.receiving import views
from hub.receiving.undo import take_back
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.format import words
from hub.web.messages import say
from hub.web.pages.receiving import AUTO_TAKE, refused_page, station_page
from hub.web.texts import sentence

blueprint = Blueprint("station", __name__)
# A page of this house, and nothing that a browser takes for another one.
HERE = re.compile(r"/(?:[\w.-][\w./-]*)?(?:\?[\w=&%.+-]*)?")


@blueprint.post("/receiving/<day>/goods/<int:article_id>/by-itself")
@requires(Permission.CRATES_WEIGH_IN)
def by_itself(day: str, article_id: int) -> Response:
    """Switch auto-take of this screen. It ends with the log-in, so that the next person starts with it off."""
    floor.day_in(day)
    with house().database.write() as session:
        choose(
            session, visitor().session_hash, AUTO_TAKE, "on" if request.form.get("by_itself") == "on" else ""
        )
    scale = request.form.get("scale") or None
    return redirect(url_for("receiving.goods", day=day, article_id=article_id, scale=scale), code=303)


@blueprint.post("/receiving/receipts/<int:number>/take-back")
@requires(Permission.CRATES_WEIGH_IN)
def undo(number: int) -> Response:
    """Take a receipt back, with a reason: chosen from the list, or in one's own words."""
    with house().database.read() as session:
        receipt = views.receipt(session, number).receipt
    reason = request.form.get("undo_words", "").strip() or request.form.get("undo_reason", "")
    try:
        with house().database.write() as session:
            take_back(
                session,
                number=number,
                reason=reason,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except RuleBroken as refusal:
        page = station_page(
            receipt.collect_on, receipt.article_id, problem=sentence(refusal), shown=str(number)
        )
        return refused_page(page, refusal)
    say(
        _(
            "No. %(number)s is taken back. Put the crate on the scale again if it is to come in.",
            number=number,
        )
    )
    return redirect(
        url_for(
            "receiving.goods",
            day=receipt.collect_on.isoformat(),
            article_id=receipt.article_id,
            receipt=number,
            scale=request.form.get("scale") or None,
        ),
        code=303,
    )


@blueprint.post("/scales/<key>/<order>")
@requires(Permission.CRATES_WEIGH_IN, Permission.PICKS_CONFIRM)
def scale_command(key: str, order: str) -> Response:
    """Zero or tare. Answered at once; what became of it is told on the live stream of the scale."""
    scale = floor.scale_named(key)
    if order not in set(Order):
        raise NotFound(order=order)
    told = floor.command_scale(scale, Order(order), request.form.get("operation") or token())
    if request.headers.get("HX-Request") or request.accept_mimetypes.best == "application/json":
        return Response(status=202 if told else 503)
    if told:
        say(_("The scale %(name)s was told. Look at its display.", name=words(scale.name)))
    else:
        say(_("The scale cannot be told now. Press the key on the scale itself."), "warn")
    back = request.form.get("back", "")
    return redirect(back if HERE.fullmatch(back) else url_for("receiving.station"), code=303)
