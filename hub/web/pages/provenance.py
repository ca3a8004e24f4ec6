"""What the papers of goods of animal origin say: one form at the desk, once for each delivery, before the first crate is weighed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hub.kernel.ids import token
from hub.kernel.words import Language
from hub.labels.phrases import COUNTRIES
from hub.labels.provenance import Provenance
from hub.labels.provenance_phrases import CATCH_AREAS, GEARS
from hub.labels.provenance_told import provenance_told
from hub.people.permissions import Permission
from hub.receiving import provenance, views
from hub.receiving.asked import Fact
from hub.receiving.goods_errors import ProvenanceUnfit
from hub.receiving.provenance_typed import as_typed, provenance_of
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.errors import status_of
from hub.web.format import words
from hub.web.language import language
from hub.web.messages import say
from hub.web.pages.goods import station_of
from hub.web.texts import sentence

blueprint = Blueprint("provenance", __name__)
weighs = requires(Permission.CRATES_WEIGH_IN)


@blueprint.get("/receiving/<day>/goods/<int:article_id>/papers")
@weighs
def papers(day: str, article_id: int) -> str:
    return _page(floor.day_in(day), article_id)


@blueprint.post("/receiving/<day>/goods/<int:article_id>/papers")
@weighs
def tell(day: str, article_id: int) -> Response:
    collect_on, here = floor.day_in(day), floor.today()
    try:
        with house().database.write() as session:
            article = views.article(session, article_id)
            step = provenance.step_of(
                session, article, collect_on, today=here, country=house().settings.hub.country
            )
            provenance.tell(
                session,
                article_id=article_id,
                collect_on=collect_on,
                told=provenance_of(request.form, step.facts, today=here),
                another=request.form.get("how") == "another",
                today=here,
                by=visitor().person,
                clock=house().clock,
                operation=request.form.get("operation") or token(),
            )
            stale = provenance.labelled_otherwise(session, article_id, collect_on, today=here)
    except ProvenanceUnfit as unfit:
        faults = {name: sentence(fault) for name, fault in unfit.faults.items()}
        return make_response(_page(collect_on, article_id, request.form, faults), status_of(unfit))
    say(_("What the papers say is kept, and stands on labels and delivery notes. Weigh the goods in."))
    if stale:
        say(
            _("Crates of this delivery carry labels with what was told before: give them new ones here."),
            "warn",
        )
        return redirect(url_for("provenance.papers", day=day, article_id=article_id), code=303)
    return station_of(day, article_id)


def _page(
    collect_on: date,
    article_id: int,
    form: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> str:
    spoken = language()
    with house().database.read() as session:
        article = views.article(session, article_id)
        step = provenance.step_of(
            session, article, collect_on, today=floor.today(), country=house().settings.hub.country
        )
        stale = provenance.labelled_otherwise(session, article_id, collect_on, today=floor.today())
        labelled = provenance.is_labelled(session, article_id, collect_on, today=floor.today())
    return render_template(
        "receiving/papers.html",
        labelled=labelled,
        article=article,
        collect_on=collect_on,
        step=step,
        stale=stale,
        facts=step.facts,
        Fact=Fact,
        form=form or _begun(step.start, spoken),
        problems=problems or {},
        today=floor.today(),
        told=provenance_told(step.newest.facts, article.production_method or "", spoken)
        if step.newest
        else (),
        gears=[(code, words(name)) for code, name in GEARS.items()],
        areas=[(code, words(name)) for code, name in CATCH_AREAS.items()],
        countries=[(code, words(name)) for code, name in COUNTRIES.items()],
    )


def _begun(start: Provenance, spoken: Language) -> dict[str, str]:
    """A water of the list by its name, as whoever typed it chose it."""
    area = CATCH_AREAS.get(start.catch_area)
    return as_typed(start) | ({Fact.CATCH_AREA.value: area.in_(spoken)} if area else {})
