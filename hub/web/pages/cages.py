"""Packages of a load: labels for a kitchen's stacks, each with a number of its own, and roll cages, filled by scans and labelled."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.delivery import cages, packages
from hub.kernel.errors import HubError, NotFound, RuleBroken
from hub.kernel.ids import token
from hub.labels.content import PaperKind
from hub.labels.records import PrintJob
from hub.labels.views import jobs_of
from hub.people.permissions import Permission
from hub.stock.papers import Desk
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.errors import status_of
from hub.web.messages import say
from hub.web.paper_answers import queued
from hub.web.row_ids import row_id
from hub.web.scan_problems import of_package
from hub.web.texts import sentence

blueprint = Blueprint("cages", __name__)
loads = requires(Permission.LOAD_CLOSE)


def _desk(kind: PaperKind) -> Desk:
    return floor.label_desk(printer=floor.printer_for(kind))


@blueprint.post("/loads/<day>/<int:kitchen_id>/packages")
@loads
def label_packages(day: str, kitchen_id: int) -> Response:
    """One label for each package of a kitchen's load, numbered."""
    deliver_on = floor.day_in(day)
    try:
        number = floor.typed_number("packages") or 0
        with house().database.write() as session:
            before = packages.waiting(session, kitchen_id, deliver_on)
            jobs = packages.queue_labels(
                session,
                kitchen_id=kitchen_id,
                delivery_on=deliver_on,
                packages=number,
                sender=house().settings.hub.name,
                desk=_desk(PaperKind.CONSIGNMENT_LABEL),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            void = [one for one in before if one.voided_at is not None]
    except RuleBroken as refusal:
        say(sentence(refusal), "bad")
        return _to_loads(deliver_on)
    if void:
        say(_("The labels of before are void. Throw them away."), "warn")
    say(ngettext("%(num)s label is queued.", "%(num)s labels are queued.", len(jobs)))
    return _to_loads(deliver_on)


@blueprint.get("/packages/<sscc>")
@requires(Permission.LOAD_CLOSE, Permission.STOP_DELIVER, Permission.CRATES_READ)
def package(sscc: str) -> str:
    """Whose it is, which of how many, and whether its label still holds."""
    with house().database.read() as session:
        known = packages.known_package(session, sscc)
        jobs = jobs_of(session, packages.subject_of(known.package))
    void = sentence(known.refusal) if known.refusal else ""
    return render_template("delivery/package.html", known=known, jobs=jobs, void=void)


@blueprint.post("/loads/<day>/<int:kitchen_id>/cages")
@loads
def make(day: str, kitchen_id: int) -> Response:
    """A new roll cage; its page asks for the crates that go on it."""
    with house().database.write() as session:
        cage = cages.make(
            session,
            kitchen_id=kitchen_id,
            delivery_on=floor.day_in(day),
            gs1_prefix=house().settings.hub.gs1_company_prefix,
            by=visitor().person,
            clock=house().clock,
            operation=request.form.get("operation") or token(),
        )
        sscc = cage.sscc
    return redirect(url_for("cages.page", sscc=sscc), code=303)


@blueprint.get("/cages/<sscc>")
@loads
def page(sscc: str) -> str:
    return _page(sscc)


def _page(sscc: str, problem: str = "") -> str:
    with house().database.read() as session:
        filled = cages.filled_cage(session, sscc)
        job = next(iter(jobs_of(session, cages.subject_of(filled.cage))), None)
    return render_template("delivery/cage.html", filled=filled, job=job, problem=problem)


@blueprint.post("/cages/<sscc>/crates")
@loads
def put_on(sscc: str) -> Response:
    try:
        with house().database.write() as session:
            crate = cages.put_on(session, sscc=sscc, crate_scan=request.form.get("crate", ""))
            number = crate.sscc
    except (RuleBroken, NotFound) as refusal:
        return _refused(sscc, refusal)
    say(_("Crate %(crate)s stands on it. Scan the next one.", crate=f"{number[-6:-3]} {number[-3:]}"))
    return _back(sscc)


@blueprint.post("/cages/<sscc>/everything")
@loads
def put_everything_on(sscc: str) -> Response:
    """All that is packed and stands on no cage yet."""
    try:
        with house().database.write() as session:
            count = cages.put_everything_on(session, sscc=sscc)
    except RuleBroken as refusal:
        return _refused(sscc, refusal)
    say(ngettext("%(num)s crate was put on it.", "%(num)s crates were put on it.", count))
    return _back(sscc)


@blueprint.post("/cages/<sscc>/take-off")
@loads
def take_off(sscc: str) -> Response:
    try:
        with house().database.write() as session:
            cages.take_off(session, sscc=sscc, crate_id=row_id(request.form.get("crate")) or 0)
    except RuleBroken as refusal:
        return _refused(sscc, refusal)
    return _back(sscc)


@blueprint.post("/cages/<sscc>/label")
@loads
def label(sscc: str) -> Response:
    def queue(session: Session, operation: str) -> PrintJob:
        return cages.queue_label(
            session,
            sscc=sscc,
            sender=f"{house().settings.hub.name}, {house().settings.hub.address}",
            desk=_desk(PaperKind.PALLET_LABEL),
            by=visitor().person,
            clock=house().clock,
            operation=operation,
        )

    try:
        return queued(queue, url_for("cages.page", sscc=sscc))
    except RuleBroken as refusal:
        return _refused(sscc, refusal)


@blueprint.post("/cages/<sscc>/void")
@loads
def void(sscc: str) -> Response:
    """It is not used after all."""
    try:
        with house().database.write() as session:
            deliver_on = cages.void(session, sscc=sscc, clock=house().clock).delivery_on
    except RuleBroken as refusal:
        return _refused(sscc, refusal)
    say(_("The roll cage is not used. Throw its label away."), "warn")
    return _to_loads(deliver_on)


def _refused(sscc: str, refusal: HubError) -> Response:
    status = 422 if isinstance(refusal, NotFound) else status_of(refusal)
    return make_response(_page(sscc, sentence(of_package(refusal))), status)


def _back(sscc: str) -> Response:
    return redirect(url_for("cages.page", sscc=sscc), code=303)


def _to_loads(deliver_on: date) -> Response:
    return redirect(url_for("delivery.loads", day=deliver_on.isoformat()), code=303)
