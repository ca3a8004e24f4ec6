"""The goods-in desk: day, farm, goods, then the station where each crate is weighed in with one press.

No weight comes from the browser: the form names a weighing that the worker wrote, or a typed weight with its reason.
"""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from hub.devices.events import LiveState
from hub.devices.spec import ScaleSpec
from hub.kernel.errors import HubError, NotFound, RuleBroken
from hub.kernel.ids import token
from hub.people.permissions import Permission
from hub.people.visits import choice
from hub.receiving import provenance, service, temperatures, views
from hub.receiving.condition import condition_of
from hub.receiving.errors import LoadTaken, WeighingClaimed, WeightMissing
from hub.receiving.limits import limit_for
from hub.receiving.weighings import last_id
from hub.stock.records import PlaceKind
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.addresses import asked_day, asked_row
from hub.web.errors import status_of
from hub.web.format import words
from hub.web.live import stream
from hub.web.messages import say
from hub.web.row_ids import row_id
from hub.web.texts import sentence

blueprint = Blueprint("receiving", __name__)


def _scale() -> ScaleSpec | None:
    return floor.chosen_scale(PlaceKind.DOCK)


weighs = requires(Permission.CRATES_WEIGH_IN)
DAYS_BACK = 7
# How a screen is set: whether the station takes each settled load without a touch. Off until somebody says so.
AUTO_TAKE = "auto_take"


@blueprint.get("/receiving")
@weighs
def station() -> str:
    """First: which day and which farm."""
    here = floor.today()
    with house().database.read() as session:
        days = views.collection_days(session, date.fromordinal(here.toordinal() - DAYS_BACK))
        chosen = _chosen_day(days, here)
        due = views.due(session, chosen, floor.receiving_tolerance())
        unclaimed = len(views.unclaimed(session))
    return render_template(
        "receiving/days.html", days=days, chosen=chosen, today=here, due=due, unclaimed=unclaimed
    )


def _chosen_day(days: list[date], here: date) -> date:
    return asked_day("day") or next((day for day in days if day >= here), days[-1] if days else here)


@blueprint.get("/receiving/<day>/farms/<int:producer_id>")
@weighs
def farm(day: str, producer_id: int) -> str:
    """Second: what of this farm. Also goods that nobody ordered can be weighed in."""
    collect_on = floor.day_in(day)
    with house().database.read() as session:
        due = views.due(session, collect_on, floor.receiving_tolerance())
        found = next((one for one in due if one.producer.id == producer_id), None)
        offered = views.articles_of(session, producer_id)
    if not offered and found is None:
        raise NotFound(producer=producer_id)
    listed = {one.article.id for one in found.articles} if found else set()
    return render_template(
        "receiving/farm.html",
        collect_on=collect_on,
        today=floor.today(),
        producer=found.producer if found else offered[0].producer,
        articles=found.articles if found else (),
        others=[article for article in offered if article.id not in listed],
    )


@blueprint.get("/receiving/<day>/goods/<int:article_id>")
@weighs
def goods(day: str, article_id: int) -> str:
    """Third: the station itself."""
    return station_page(floor.day_in(day), article_id)


@blueprint.post("/receiving/<day>/goods/<int:article_id>")
@weighs
def weigh_in(day: str, article_id: int) -> AnyResponse:
    collect_on = floor.day_in(day)
    scale = _scale()
    try:
        with house().database.write() as session:
            receipt = service.weigh_in(
                session,
                article_id=article_id,
                collect_on=collect_on,
                weight=floor.weight_from_form(lambda: floor.offered(session, scale), scale),
                crate_type_id=row_id(request.form.get("crate_type")) or 0,
                count=floor.typed_number("count"),
                desk=floor.label_desk(),
                tolerance=floor.receiving_tolerance(),
                today=floor.today(),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            number = receipt.number
    except (RuleBroken, NotFound) as broken:
        refusal = _told_of_its_crate(broken, scale)
        return refused_page(
            station_page(collect_on, article_id, problem=sentence(refusal), refused=refusal.code), refusal
        )
    return redirect(
        url_for(
            "receiving.goods",
            day=day,
            article_id=article_id,
            receipt=number,
            scale=scale.key if scale else None,
        ),
        code=303,
    )


def _told_of_its_crate(refusal: HubError, scale: ScaleSpec | None) -> HubError:
    """Of a load that still stands there after it was taken: which crate it is."""
    if scale is None or not isinstance(refusal, (WeightMissing, WeighingClaimed)):
        return refusal
    now = house().live.latest(floor.scale_topics(scale.key)[0]) or {}
    with house().database.read() as session:
        taken = views.taken_load(session, scale.key)
    if taken is None or now.get("state") == LiveState.EMPTY:
        return refusal
    return LoadTaken(load=taken[0], receipt=taken[1])


def refused_page(page: str, refusal: HubError) -> Response:
    return make_response(page, 422 if isinstance(refusal, NotFound) else status_of(refusal))


def station_page(
    collect_on: date,
    article_id: int,
    *,
    problem: str = "",
    refused: str = "",
    close_problem: str = "",
    shown: str = "",
) -> str:
    """The station of one article and day; `shown` is the number of the receipt whose act is told."""
    scale, here = _scale(), floor.today()
    number = row_id(shown) or asked_row("receipt")
    with house().database.read() as session:
        article = views.article(session, article_id)
        due = views.article_due(session, article, collect_on, floor.receiving_tolerance())
        latest = views.latest_receipts(session, article_id, collect_on)
        saved = views.receipt(session, number) if number is not None else None
        crate_types = views.crate_types(session)
        newest = floor.offered(session, scale)
        known = last_id(session, scale.key) if scale else 0
        step = temperatures.step_of(session, article, collect_on)
        papers = provenance.step_of(
            session, article, collect_on, today=here, country=house().settings.hub.country
        )
        condition = condition_of(session, article, collect_on)
        thermometer = temperatures.last_thermometer(session) if step.missing else ""
        takes_itself = choice(session, visitor().session_hash, AUTO_TAKE) == "on"
    last_type = latest[0].crate.crate_type_id if latest else (crate_types[0].id if crate_types else 0)
    return render_template(
        "receiving/goods.html",
        collect_on=collect_on,
        today=here,
        due=due,
        article=article,
        latest=latest,
        saved=saved,
        crate_types=crate_types,
        chosen_type=request.form.get("crate_type", last_type),
        scale=scale,
        scales=floor.scales(),
        newest=newest,
        known=known,
        scale_words=floor.scale_words(),
        orders=floor.orders_of(scale),
        typing=floor.scale_is_lost(scale.key) if scale else True,
        form=request.form,
        takes_itself=takes_itself,
        problem=problem,
        refused=refused,
        validity=floor.validity_of(scale),
        close_problem=close_problem,
        step=step,
        papers=papers,
        rule=limit_for(house().settings.hub.country, temperatures.judged_as(article), here),
        thermometer=thermometer,
        condition=condition,
        told=[one for one in condition.refusals if str(one.record.number) == request.args.get("refused")],
    )


@blueprint.get("/receiving/receipts/<int:number>/label")
@weighs
def label_state(number: int) -> str:
    """How far the label of a receipt is; asked for again until the paper is out."""
    with house().database.read() as session:
        saved = views.receipt(session, number)
    return render_template("receiving/_label.html", saved=saved)


@blueprint.post("/receiving/<day>/goods/<int:article_id>/close")
@requires(Permission.COLLECTION_CLOSE)
def close(day: str, article_id: int) -> AnyResponse:
    """That is all of it."""
    collect_on = floor.day_in(day)
    try:
        with house().database.write() as session:
            service.close_collection(
                session,
                article_id=article_id,
                collect_on=collect_on,
                tolerance=floor.receiving_tolerance(),
                reason=request.form.get("close_reason"),
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            article = views.article(session, article_id)
    except RuleBroken as refusal:
        return refused_page(station_page(collect_on, article_id, close_problem=sentence(refusal)), refusal)
    say(
        _(
            "%(product)s is closed for this day. The kitchens see what came.",
            product=words(article.product.name),
        )
    )
    return redirect(url_for("receiving.farm", day=day, producer_id=article.producer_id), code=303)


@blueprint.get("/live/scale/<key>")
@requires(Permission.CRATES_WEIGH_IN, Permission.PICKS_CONFIRM)
def live_scale(key: str) -> Response:
    named = floor.scale_named(key).key
    return stream(*floor.scale_topics(named), floor.command_topic(named))
