"""Finding goods at the dock by a scan or by words: an article's number, a farm, a product in any of the three languages.

One hit opens its station at once. A crate's label leads to the crate, because whoever scans it wants to know what it is.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from hub.catalogue.views import Filter, articles_for_sale, articles_of_gtin
from hub.labels.codes.reading import read_code
from hub.people.permissions import Permission
from hub.receiving import views
from hub.web import floor
from hub.web.access import house, requires
from hub.web.scan_problems import scan_problem

blueprint = Blueprint("goods_search", __name__)
# More than fit on a tablet help nobody; the page says that there are more.
MOST = 24


@blueprint.get("/receiving/<day>/find")
@requires(Permission.CRATES_WEIGH_IN)
def find(day: str) -> AnyResponse | str:
    """The goods of this day that a scan or words name, those that are announced first."""
    collect_on = floor.day_in(day)
    sought = request.args.get("find", "").strip()
    code = read_code(sought)
    if code.crate:
        return redirect(url_for("stock.crate", sscc=code.crate))
    with house().database.read() as session:
        numbered = articles_of_gtin(session, code.value("01"))
        found = numbered or (articles_for_sale(session, Filter(text=sought)) if sought else [])
        due = {
            one.article.id: one
            for farm in views.due(session, collect_on, floor.receiving_tolerance())
            for one in farm.articles
        }
    exact = [article for article in found if article.number == sought]
    if len(exact or found) == 1:
        return redirect(
            url_for("receiving.goods", day=collect_on.isoformat(), article_id=(exact or found)[0].id)
        )
    found.sort(key=lambda article: article.id not in due)
    return render_template(
        "receiving/find.html",
        collect_on=collect_on,
        sought=sought,
        problem="" if found else scan_problem(sought),
        found=found[:MOST],
        more=len(found) - MOST,
        due=due,
    )
