"""Everything that is sold, for whoever works in the hub: sought in three languages, each with the card for its shelf."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.catalogue import views as catalogue
from hub.catalogue.records import Article
from hub.kernel.errors import NotFound
from hub.labels.content import PaperKind
from hub.labels.records import PrintJob
from hub.people.permissions import Permission
from hub.stock import papers
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.language import language
from hub.web.paper_answers import label_as_pdf, queued

blueprint = Blueprint("articles", __name__)
sees = requires(Permission.JOBS_REPRINT)
CARD = "product-card-a6"


@blueprint.get("/articles")
@sees
def every() -> str:
    sought = request.args.get("find", "").strip()[:80]
    with house().database.read() as session:
        found = catalogue.articles_for_sale(session, catalogue.Filter(text=sought))
    return render_template("articles/every.html", articles=found, sought=sought)


@blueprint.get("/articles/<int:article_id>/card.pdf")
@sees
def card(article_id: int) -> Response:
    with house().database.read() as session:
        content = papers.product_card(
            _article(session, article_id), currency=house().settings.hub.currency, language=language()
        )
    return label_as_pdf(content, CARD, language(), f"card-{content.article}")


@blueprint.post("/articles/<int:article_id>/card")
@sees
def print_card(article_id: int) -> Response:
    def queue(session: Session, operation: str) -> PrintJob:
        return papers.queue_card(
            session,
            _article(session, article_id),
            currency=house().settings.hub.currency,
            desk=floor.label_desk(printer=floor.printer_for(PaperKind.PRODUCT_CARD)),
            by=visitor().person,
            clock=house().clock,
            operation=operation,
        )

    return queued(queue, url_for("articles.every", find=request.form.get("find") or None))


def _article(session: Session, article_id: int) -> Article:
    found = session.get(Article, article_id)
    if found is None:
        raise NotFound(article=article_id)
    return found
