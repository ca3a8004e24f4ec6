"""Putting away by two scans, finding a crate, and the story of a crate or a place."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.catalogue.records import StorageClass
from hub.coldchain.histories import history as kept_history
from hub.coldchain.histories import series as crate_series
from hub.kernel.errors import RuleBroken
from hub.kernel.ids import token
from hub.labels.codes.reading import read_code
from hub.labels.content import PaperKind
from hub.labels.records import PrintJob
from hub.labels.views import jobs_of
from hub.people.permissions import Permission
from hub.receiving.condition import conditions_of_lot
from hub.receiving.views import weighing_of
from hub.stock import held, holds, ledger, service, views
from hub.stock.papers import place_sign, queue_sign, subject_of
from hub.stock.records import Crate, Place, PlaceKind
from hub.stock.rules import may_hold
from hub.web import floor
from hub.web.access import house, reads_label, requires, visitor
from hub.web.addresses import AddressUnclear
from hub.web.durations import lasted_between
from hub.web.errors import status_of
from hub.web.format import words
from hub.web.keeping import kept_said
from hub.web.language import language
from hub.web.messages import say
from hub.web.paper_answers import label_as_pdf, queued
from hub.web.scan_problems import of_package, scan_problem
from hub.web.texts import sentence
from hub.web.units import page_beside_crates

blueprint = Blueprint("stock", __name__)
puts_away = requires(Permission.CRATES_PUT_AWAY)
reads = requires(Permission.CRATES_READ)
SIGN = "place-a6"


@blueprint.get("/put-away")
@puts_away
def put_away() -> str:
    """First scan: the crate. Then the same page asks for the place."""
    scanned = request.args.get("crate", "")
    if scanned and not read_code(scanned).crate:
        raise AddressUnclear(scanned)
    return _put_away_page(scanned)


@blueprint.post("/put-away")
@puts_away
def set_down() -> Response:
    crate_scan, place_scan = request.form.get("crate", ""), request.form.get("place", "")
    try:
        with house().database.write() as session:
            if not place_scan:
                crate = service.scanned_crate(session, crate_scan)
                service.answer_by_scan(session, crate, crate_scan, by=visitor().person, clock=house().clock)
                return redirect(url_for("stock.put_away", crate=crate.sscc), code=303)
            moved = service.put_away(
                session,
                crate_scan=crate_scan,
                place_scan=place_scan,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            crate = session.get_one(Crate, moved.crate_id)
            place = session.get_one(Place, moved.to_place_id)
            done = _(
                "%(product)s stands in %(place)s. Scan the next crate.",
                product=words(crate.lot.article.product.name),
                place=words(place.name),
            )
            on_hold = "; ".join(
                words(hold.reason) for hold in holds.lasting(session, [crate.id]).get(crate.id, ())
            )
    except RuleBroken as refusal:
        page = _put_away_page(crate_scan if place_scan else "", problem=sentence(of_package(refusal)))
        return make_response(page, status_of(refusal))
    say(done)
    if on_hold:
        say(
            _("It is on hold: %(reason)s. It may stand there, and nobody may use it.", reason=on_hold), "warn"
        )
    return redirect(url_for("stock.put_away"), code=303)


def _put_away_page(crate_scan: str, problem: str = "") -> str:
    sought = read_code(crate_scan).crate
    with house().database.read() as session:
        standing, on_hold = None, []
        if sought:
            standing = views.crate(session, sought)
            on_hold = held.holds_of(session, standing.crate.id)
        recently = views.recently_put_away(session)
        at_dock = views.crates_at(session, PlaceKind.DOCK) if not sought else []
        fitting = []
        if standing is not None:
            goods = standing.crate.lot.article.storage_class
            fitting = [
                place
                for place in views.places(session)
                if place.kind in ledger.STORES
                and may_hold(place.storage_classes, goods)
                and (standing.place is None or place.id != standing.place.id)
            ]
    return render_template(
        "stock/put_away.html",
        standing=standing,
        fitting=fitting,
        recently=recently,
        at_dock=at_dock,
        problem=problem,
        on_hold=on_hold,
    )


@blueprint.get("/crates")
@reads
def crates() -> str | Response:
    sought = request.args.get("find", "").strip()
    code = read_code(sought)
    with house().database.read() as session:
        if code.crate and (other := page_beside_crates(session, code.crate)):
            return redirect(other, code=303)
        found = views.search(session, code.crate or sought, gtin=code.value("01") or "")
        fill = views.fill(session)
        standing = [] if sought else views.crates_in_house(session)
        on_hold = holds.lasting(session, [one.crate.id for one in (*found, *standing)])
    return render_template(
        "stock/crates.html",
        sought=sought,
        problem="" if found else scan_problem(sought),
        found=found,
        fill=fill,
        standing=standing,
        on_hold=on_hold,
    )


@blueprint.get("/crates/<sscc>")
@reads_label
def crate(sscc: str) -> str | Response:
    """One crate's story: what it holds, where it stood, which weighing and which papers prove it. Others than the hub's own people
    get its card.
    """
    if not visitor().can(Permission.CRATES_READ):
        return redirect(url_for("digital_links.card", code=sscc), code=303)
    with house().database.read() as session:
        other = page_beside_crates(session, sscc)
    return redirect(other, code=303) if other else crate_page(sscc)


def crate_page(sscc: str, problems: Mapping[str, str] | None = None) -> str:
    """`problems`: why the crate could not be put on hold, by field."""
    with house().database.read() as session:
        standing = views.crate(session, sscc)
        crate_id = standing.crate.id
        history = views.history(session, crate_id)
        weighing = weighing_of(session, crate_id)
        jobs = tuple(reversed(jobs_of(session, subject_of(standing.crate))))
        replaced = session.get(Crate, standing.crate.replaces_id) if standing.crate.replaces_id else None
        newer = views.under_new_label(session, crate_id)
        parent = (
            session.get(Crate, standing.crate.parent_id)
            if standing.crate.parent_id and replaced is None
            else None
        )
        children = views.children(session, crate_id)
        on_hold = held.holds_of(session, crate_id)
        kept = kept_history(session, crate_id, house().clock.now())
        came = conditions_of_lot(session, standing.crate.lot) if visitor().can(Permission.GOODS_READ) else []
    return render_template(
        "stock/crate.html",
        standing=standing,
        history=history,
        weighing=weighing,
        raw=_readable(weighing.raw) if weighing else "",
        jobs=jobs,
        parent=parent,
        replaced=replaced,
        newer=newer,
        children=children,
        came=came,
        on_hold=on_hold,
        is_held=any(row.release is None for row in on_hold),
        problems=problems or {},
        may_hold=visitor().can(Permission.HOLDS_PLACE),
        may_release=visitor().can(Permission.HOLDS_RELEASE),
        kept=kept,
        kept_says=kept_said(kept),
        lasted=lasted_between,
        zone=house().settings.hub.timezone,
        may_see_jobs=visitor().can(Permission.JOBS_READ),
    )


@blueprint.get("/crates/<sscc>/series")
@reads
def series(sscc: str) -> Response:
    """The temperatures along the way of the goods, for the chart."""
    with house().database.read() as session:
        drawn = crate_series(session, views.crate(session, sscc).crate.id, house().clock.now())
    return jsonify(drawn)


def _readable(raw: bytes) -> str:
    """Bytes of the wire so that every one of them can be seen."""
    return raw.decode("ascii", errors="backslashreplace").replace("\r", "␍").replace("\n", "␊")


@blueprint.get("/places")
@reads
def places() -> str:
    """Every place with its sign."""
    with house().database.read() as session:
        found = [
            (place, [StorageClass(one) for one in place.storage_classes]) for place in views.places(session)
        ]
    return render_template(
        "stock/places.html", places=found, may_print=visitor().can(Permission.JOBS_REPRINT)
    )


@blueprint.get("/places/<code>")
@reads
def place(code: str) -> str:
    with house().database.read() as session:
        found = views.place(session, code)
        standing = views.crates_in(session, found.id)
        on_hold = holds.lasting(session, [one.crate.id for one in standing])
    may_print = visitor().can(Permission.JOBS_REPRINT)
    return render_template(
        "stock/place.html", place=found, standing=standing, on_hold=on_hold, may_print=may_print
    )


@blueprint.get("/places/<code>/sign.pdf")
@reads
def sign(code: str) -> Response:
    """What hangs at the place, on A6."""
    with house().database.read() as session:
        content = place_sign(views.place(session, code), language())
    return label_as_pdf(content, SIGN, language(), f"sign-{content.place}")


@blueprint.post("/places/<code>/sign")
@requires(Permission.JOBS_REPRINT)
def print_sign(code: str) -> Response:
    def queue(session: Session, operation: str) -> PrintJob:
        return queue_sign(
            session,
            views.place(session, code),
            desk=floor.label_desk(printer=floor.printer_for(PaperKind.PLACE_LABEL)),
            by=visitor().person,
            clock=house().clock,
            operation=operation,
        )

    return queued(queue, url_for("stock.place", code=code))
