"""Crates on hold: the list that is searched, putting one on hold with a reason of one's own, and freeing them by a signature."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from hub.kernel.errors import NotFound, RuleBroken
from hub.kernel.ids import token
from hub.labels.codes.reading import read_code
from hub.people import service as people
from hub.people.permissions import Permission
from hub.receiving.errors import NothingToSignWith, SignatureDelayed, SignatureUnproven
from hub.stock import held, holds, views
from hub.stock.errors import HoldReasonMissing
from hub.web.access import house, requires, visitor
from hub.web.at_fields import said_at
from hub.web.errors import status_of
from hub.web.messages import say
from hub.web.pages.stock import crate_page
from hub.web.row_ids import row_id
from hub.web.scan_problems import scan_problem
from hub.web.signer import factor_of, proven

blueprint = Blueprint("holds", __name__)
reads = requires(Permission.CRATES_READ)
AT: dict[type[RuleBroken], str] = {
    HoldReasonMissing: "reason",
    SignatureUnproven: "secret",
    SignatureDelayed: "secret",
}


@blueprint.get("/holds")
@reads
def every() -> str:
    return _page()


@blueprint.post("/crates/<sscc>/hold")
@requires(Permission.HOLDS_PLACE)
def place(sscc: str) -> Response:
    """One crate, with a reason in one's own words."""
    try:
        with house().database.write() as session:
            holds.place(
                session,
                [views.crate(session, sscc).crate.id],
                reason=holds.as_typed(request.form.get("reason", "")),
                about=None,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except RuleBroken as refusal:
        if isinstance(refusal, NotFound):
            raise
        return make_response(crate_page(sscc, said_at(refusal, AT)), status_of(refusal))
    say(_("The crate is on hold. Nobody can pick or load it until somebody signs it free."), "warn")
    return redirect(url_for("stock.crate", sscc=sscc), code=303)


@blueprint.post("/holds/release")
@requires(Permission.HOLDS_RELEASE)
def release() -> Response:
    """A wrong password or PIN counts as at the log-in page, and nothing is released."""
    chosen = _chosen()
    try:
        by = proven(request.form.get("secret", ""))
        factor = factor_of(by)
        if factor is None:
            raise NothingToSignWith
        with house().database.write() as session:
            ended = holds.release(
                session,
                chosen,
                reason=request.form.get("reason", ""),
                by=by,
                factor=factor,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except RuleBroken as refusal:
        return make_response(
            _page(said_at(refusal, AT)), 422 if isinstance(refusal, NotFound) else status_of(refusal)
        )
    say(ngettext("%(num)d hold is released.", "%(num)d holds are released.", len(ended)))
    return redirect(url_for("holds.every"), code=303)


def _chosen() -> list[int]:
    return [found for text in request.form.getlist("hold") if (found := row_id(text)) is not None]


def _page(problems: Mapping[str, str] | None = None) -> str:
    sought = request.values.get("find", "").strip()
    with house().database.read() as session:
        now = held.held_now(session, read_code(sought).crate or sought)
        before = held.held_before(session, read_code(sought).crate or sought)
        signer = people.get_person(session, visitor().person.id)
    return render_template(
        "holds/every.html",
        sought=sought,
        problem="" if now or before else scan_problem(sought),
        now=now,
        before=before,
        # Who looked for one crate and found it came for that one.
        chosen=_chosen() or ([now[0].hold.id] if sought and len(now) == 1 else []),
        may_release=visitor().can(Permission.HOLDS_RELEASE) and bool(now),
        factor=factor_of(signer),
        problems=problems or {},
    )
