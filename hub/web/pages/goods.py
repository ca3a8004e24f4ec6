"""Goods as they came: the desk's pages for a temperature, a remark with photos and a refusal, and the list of all of it for quality.

The normal crate passes these pages by; only chilled and frozen goods are asked for a temperature, once.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from hub.devices.spec import ScaleSpec
from hub.kernel.errors import HubError, NotFound, RuleBroken
from hub.kernel.ids import token
from hub.orders.lines import RefusalReason
from hub.people.permissions import Permission
from hub.receiving import refusals, remarks, temperatures, views
from hub.receiving.condition import lately as told_lately
from hub.receiving.goods_errors import TooManyPhotos
from hub.receiving.goods_records import RemarkKind
from hub.receiving.limits import limit_for
from hub.receiving.pictures import Picture, redrawn
from hub.receiving.refusals import Counted, OnTheScale, Refused, WholeRest
from hub.receiving.weighings import last_id
from hub.stock.records import PlaceKind
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.messages import say
from hub.web.pages.receiving import refused_page
from hub.web.row_ids import row_id
from hub.web.texts import sentence

blueprint = Blueprint("goods", __name__)
weighs = requires(Permission.CRATES_WEIGH_IN)
refuses = requires(Permission.GOODS_REFUSE)
WEEKS_BACK = timedelta(days=28)
Chosen = TypeVar("Chosen", bound=StrEnum)


def station_of(day: str, article_id: int, refused: int | None = None) -> AnyResponse:
    """Back to the station, on the scale that was chosen there."""
    scale = request.form.get("scale") or None
    return redirect(
        url_for("receiving.goods", day=day, article_id=article_id, scale=scale, refused=refused), code=303
    )


def chosen(kind: type[Chosen], name: str) -> Chosen | None:
    """What a form chose of a list; None when nothing of it was chosen."""
    said = request.form.get(name, "")
    return kind(said) if said in set(kind) else None


def pictures() -> list[Picture]:
    """The photos of a form, drawn anew before any database is asked: that takes longer than everything else here."""
    sent = [file for file in request.files.getlist("photo") if file.filename]
    if len(sent) > remarks.MOST_PHOTOS:
        raise TooManyPhotos(most=remarks.MOST_PHOTOS)
    return [redrawn(file.read()) for file in sent]


@blueprint.get("/receiving/<day>/goods/<int:article_id>/temperature")
@weighs
def temperature(day: str, article_id: int) -> str:
    return _temperature_page(floor.day_in(day), article_id)


@blueprint.post("/receiving/<day>/goods/<int:article_id>/temperature")
@weighs
def measure(day: str, article_id: int) -> AnyResponse:
    collect_on = floor.day_in(day)
    try:
        celsius = floor.typed_celsius("celsius")
        with house().database.write() as session:
            temperatures.measure(
                session,
                article_id=article_id,
                collect_on=collect_on,
                temperature=celsius,
                thermometer=request.form.get("thermometer", ""),
                country=house().settings.hub.country,
                today=floor.today(),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            undecided = temperatures.step_of(
                session, views.article(session, article_id), collect_on
            ).undecided
    except RuleBroken as refusal:
        return refused_page(_temperature_page(collect_on, article_id, sentence(refusal)), refusal)
    if not undecided:
        say(_("The temperature is kept. Weigh the goods in."))
    return station_of(day, article_id)


@blueprint.post("/receiving/<day>/goods/<int:article_id>/temperature/<int:temperature_id>/take")
@weighs
def take_although_warm(day: str, article_id: int, temperature_id: int) -> AnyResponse:
    collect_on = floor.day_in(day)
    try:
        with house().database.write() as session:
            temperatures.take_although_warm(
                session,
                temperature_id=temperature_id,
                reason=request.form.get("warm_reason", ""),
                by=visitor().person,
                clock=house().clock,
            )
    except RuleBroken as refusal:
        return refused_page(_temperature_page(collect_on, article_id, sentence(refusal)), refusal)
    say(_("The goods are taken. The reason stands with the temperature. Weigh them in."))
    return station_of(day, article_id)


def _temperature_page(collect_on: date, article_id: int, problem: str = "") -> str:
    with house().database.read() as session:
        article = views.article(session, article_id)
        step = temperatures.step_of(session, article, collect_on)
        thermometer = temperatures.last_thermometer(session)
    return render_template(
        "receiving/temperature.html",
        article=article,
        collect_on=collect_on,
        step=step,
        rule=limit_for(house().settings.hub.country, temperatures.judged_as(article), floor.today()),
        thermometer=thermometer,
        form=request.form,
        problem=problem,
    )


@blueprint.get("/receiving/<day>/goods/<int:article_id>/remark")
@weighs
def remark(day: str, article_id: int) -> str:
    return _remark_page(floor.day_in(day), article_id)


@blueprint.post("/receiving/<day>/goods/<int:article_id>/remark")
@weighs
def keep_remark(day: str, article_id: int) -> AnyResponse:
    collect_on = floor.day_in(day)
    try:
        photos = pictures()
        with house().database.write() as session:
            remarks.remark(
                session,
                article_id=article_id,
                collect_on=collect_on,
                kind=chosen(RemarkKind, "kind"),
                words=request.form.get("words", ""),
                pictures=photos,
                receipt_number=row_id(request.form.get("receipt")),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
    except (RuleBroken, NotFound) as refusal:
        return refused_page(_remark_page(collect_on, article_id, sentence(refusal)), refusal)
    say(_("The remark is kept. The farm and quality see it."))
    return station_of(day, article_id)


def _remark_page(collect_on: date, article_id: int, problem: str = "") -> str:
    with house().database.read() as session:
        article = views.article(session, article_id)
        latest = [one for one in views.latest_receipts(session, article_id, collect_on) if not one.undone]
    return render_template(
        "receiving/remark.html",
        article=article,
        collect_on=collect_on,
        latest=latest,
        kinds=tuple(RemarkKind),
        form=request.form,
        about=request.form.get("receipt") or request.args.get("receipt", ""),
        problem=problem,
    )


@blueprint.get("/receiving/<day>/goods/<int:article_id>/refuse")
@refuses
def refuse(day: str, article_id: int) -> str:
    return _refuse_page(floor.day_in(day), article_id)


@blueprint.post("/receiving/<day>/goods/<int:article_id>/refuse")
@refuses
def turn_away(day: str, article_id: int) -> AnyResponse:
    collect_on = floor.day_in(day)
    try:
        photos = pictures()
        with house().database.write() as session:
            refusal = refusals.refuse(
                session,
                article_id=article_id,
                collect_on=collect_on,
                reason=chosen(RefusalReason, "because"),
                words=request.form.get("words", ""),
                refused=_refused(session),
                pictures=photos,
                tolerance=floor.receiving_tolerance(),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            number = refusal.number
    except (RuleBroken, NotFound) as broken:
        return refused_page(_refuse_page(collect_on, article_id, broken), broken)
    return station_of(day, article_id, refused=number)


def _refused(session: Session) -> Refused | None:
    match request.form.get("how"):
        case "whole":
            return WholeRest()
        case "counted":
            return Counted(floor.typed_number("pieces") or 0)
        case "scale" | "typed":
            scale = _scale()
            weight = floor.weight_from_form(lambda: floor.offered(session, scale), scale)
            crate_type = row_id(request.form.get("crate_type")) or 0
            return OnTheScale(weight, crate_type, floor.typed_number("pieces"))
    return None


def _scale() -> ScaleSpec | None:
    return floor.chosen_scale(PlaceKind.DOCK)


def _refuse_page(collect_on: date, article_id: int, broken: HubError | None = None) -> str:
    scale = _scale()
    with house().database.read() as session:
        article = views.article(session, article_id)
        due = views.article_due(session, article, collect_on, floor.receiving_tolerance())
        crate_types = views.crate_types(session)
        newest = floor.offered(session, scale)
        known = last_id(session, scale.key) if scale else 0
    return render_template(
        "receiving/refuse.html",
        article=article,
        collect_on=collect_on,
        due=due,
        crate_types=crate_types,
        chosen_type=request.form.get("crate_type", crate_types[0].id if crate_types else 0),
        scale=scale,
        scales=floor.scales(),
        newest=newest,
        known=known,
        scale_words=floor.scale_words(),
        validity=floor.validity_of(scale),
        reasons=tuple(RefusalReason),
        because=request.form.get("because") or request.args.get("because", ""),
        form=request.form,
        problem=sentence(broken) if broken else "",
        asks=broken is not None and broken.code == "load_beneath_untaken",
    )


@blueprint.post("/receiving/refusals/<int:number>/take-back")
@refuses
def take_back(number: int) -> AnyResponse:
    with house().database.read() as session:
        refusal = views.refusal(session, number)
    day, article_id = refusal.collect_on.isoformat(), refusal.article_id
    reason = request.form.get("undo_reason", "")
    if not reason.strip():
        say(_("Write why the refusal is taken back."), "warn")
        return station_of(day, article_id, refused=number)
    with house().database.write() as session:
        refusals.take_refusal_back(
            session,
            number=number,
            reason=reason,
            by=visitor().person,
            clock=house().clock,
            operation=request.form.get("operation") or token(),
        )
    say(_("Refusal no. %(number)s is taken back. Weigh the goods in if they are still here.", number=number))
    return station_of(day, article_id)


@blueprint.post("/receiving/remarks/<int:remark_id>/take-back")
@weighs
def take_remark_back(remark_id: int) -> AnyResponse:
    with house().database.read() as session:
        remark = remarks.of_id(session, remark_id)
    reason = request.form.get("undo_reason", "")
    if not reason.strip():
        say(_("Write why the remark is taken back."), "warn")
        return _back_to(remark.collect_on, remark.article_id)
    with house().database.write() as session:
        remarks.take_remark_back(
            session, remark_id=remark_id, reason=reason, by=visitor().person, clock=house().clock
        )
    say(_("The remark is taken back. It stays in the history, struck out, with your reason."))
    return _back_to(remark.collect_on, remark.article_id)


@blueprint.post("/receiving/goods-photos/<int:goods_photo_id>/take-back")
@weighs
def take_photo_back(goods_photo_id: int) -> AnyResponse:
    with house().database.read() as session:
        about = remarks.subject_of(session, goods_photo_id)
    reason = request.form.get("undo_reason", "")
    if not reason.strip():
        say(_("Write why the photo is taken back."), "warn")
        return _back_to(about.collect_on, about.article_id)
    with house().database.write() as session:
        remarks.take_photo_back(
            session, goods_photo_id=goods_photo_id, reason=reason, by=visitor().person, clock=house().clock
        )
    say(
        _(
            "The photo is taken back and shown no more. That it was there stays in the history, with your reason."
        )
    )
    return _back_to(about.collect_on, about.article_id)


def _back_to(collect_on: date, article_id: int) -> AnyResponse:
    """The page whose button was pressed."""
    if request.form.get("back") == "lately" and visitor().can(Permission.GOODS_READ):
        return redirect(url_for("goods.lately"), code=303)
    return station_of(collect_on.isoformat(), article_id)


@blueprint.get("/goods-as-they-came")
@requires(Permission.GOODS_READ)
def lately() -> str:
    with house().database.read() as session:
        told = told_lately(session, floor.today() - WEEKS_BACK)
    return render_template("receiving/lately.html", told=told)


@blueprint.get("/goods-photos/<name>")
@requires(Permission.GOODS_READ, Permission.LINES_ANSWER)
def photo(name: str) -> Response:
    """A photo by the SHA-256 of its bytes. A producer's own person sees only photos of that producer's goods."""
    try:
        sha256 = bytes.fromhex(name)
    except ValueError as err:
        raise NotFound(photo=name[:12]) from err
    own = None if visitor().can(Permission.GOODS_READ) else visitor().person.producer_id or 0
    with house().database.read() as session:
        jpeg = remarks.photo(session, sha256, of_producer=own).jpeg
    answer = Response(jpeg, mimetype="image/jpeg")
    answer.headers["Content-Disposition"] = f'inline; filename="{name[:12]}.jpg"'
    return answer
