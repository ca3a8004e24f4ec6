"""Everything that is sold, for whoever works in the hub: sought in three languages, each with the card for its shelf; goods and
articles are added, changed and withdrawn here. Not for: the goods themselves (products.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.catalogue import service
from hub.catalogue import views as catalogue
from hub.catalogue.animals import method_of
from hub.catalogue.drafts import Terms, Typed, article_number, refuse, terms_of
from hub.catalogue.errors import CatalogueUnfit, ChoiceMissing
from hub.catalogue.records import (
    METHODS_OF,
    Article,
    Category,
    Grade,
    Producer,
    Product,
    ProductionMethod,
    SoldBy,
    StorageClass,
)
from hub.kernel.errors import NotFound
from hub.labels.content import PaperKind
from hub.labels.records import PrintJob
from hub.people.permissions import Permission
from hub.stock import papers
from hub.web import floor
from hub.web.access import house, requires, visitor
from hub.web.article_terms import said_at, shown_terms, titled, told_changes
from hub.web.format import words
from hub.web.language import language
from hub.web.messages import say
from hub.web.paper_answers import label_as_pdf, queued
from hub.web.row_ids import row_id

blueprint = Blueprint("articles", __name__)
sees = requires(Permission.JOBS_REPRINT)
sets = requires(Permission.ARTICLES_SET)
Row = TypeVar("Row", Product, Producer)
CARD = "product-card-a6"


@blueprint.get("/articles")
@sees
def every() -> str:
    sought = request.args.get("find", "").strip()[:80]
    withdrawn = "withdrawn" in request.args
    with house().database.read() as session:
        found = catalogue.articles_for_sale(session, catalogue.Filter(text=sought), withdrawn=withdrawn)
    return render_template("articles/every.html", articles=found, sought=sought, withdrawn=withdrawn)


@blueprint.get("/articles/new")
@sets
def new() -> str:
    return _new_page(
        {"origin_country": house().settings.hub.country, "product_id": request.args.get("product", "")}
    )


@blueprint.post("/articles/new")
@sets
def add() -> Response:
    form = request.form
    typed = Typed(form)
    number = typed.read("number", article_number)
    grade, storage_class = typed.one_of("grade", Grade), typed.one_of("storage_class", StorageClass)
    sold_by = typed.one_of("sold_by", SoldBy)
    try:
        with house().database.write() as session:
            product = _chosen(session, typed, "product_id", Product)
            terms = _terms(typed, product, by_count=sold_by is SoldBy.COUNT)
            producer = _chosen(session, typed, "producer_id", Producer)
            if (
                number is None or grade is None or storage_class is None or sold_by is None or terms is None
                or product is None or producer is None
            ):  # fmt: skip
                refuse(typed)
            article = service.add_article(
                session,
                number=number,
                product=product,
                producer_id=producer.id,
                grade=grade,
                storage_class=storage_class,
                sold_by=sold_by,
                terms=terms,
                by=visitor().person,
                clock=house().clock,
            )
            article_id = article.id
    except CatalogueUnfit as unfit:
        return make_response(_new_page(form, said_at(unfit)), 422)
    say(_("Article %(number)s is for sale.", number=number))
    return redirect(url_for("articles.one", article_id=article_id), code=303)


@blueprint.get("/articles/<int:article_id>")
@sets
def one(article_id: int) -> str:
    return _article_page(article_id)


@blueprint.post("/articles/<int:article_id>")
@sets
def change(article_id: int) -> Response:
    """Price, pack, shelf life and what stands on papers. What the goods are does not change: that would be another article."""
    typed = Typed(request.form)
    try:
        with house().database.write() as session:
            article = _article(session, article_id)
            terms = _terms(typed, article.product, by_count=article.sold_by is SoldBy.COUNT)
            if terms is None:
                refuse(typed)
            changed = service.change_article(
                session, article_id, terms, by=visitor().person, clock=house().clock
            )
    except CatalogueUnfit as unfit:
        return make_response(_article_page(article_id, request.form, said_at(unfit)), 422)
    say(_("Saved. It counts from the next order on.") if changed else _("Everything stands as it was."))
    return redirect(url_for("articles.one", article_id=article_id), code=303)


@blueprint.post("/articles/<int:article_id>/offer")
@sets
def offer(article_id: int) -> Response:
    offered = request.form.get("offered") == "1"
    with house().database.write() as session:
        service.offer_article(session, article_id, offered=offered, by=visitor().person, clock=house().clock)
    say(
        _("Kitchens can order it again.")
        if offered
        else _("Withdrawn. Kitchens no longer find it; what is ordered stays ordered.")
    )
    return redirect(url_for("articles.one", article_id=article_id), code=303)


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


def _terms(typed: Typed, product: Product | None, *, by_count: bool) -> Terms | None:
    """What is asked of the goods: without any chosen, no way of production is wrong."""
    category = product.category if product is not None else None
    method = method_of(typed, category, prepared=product is not None and product.prepared)
    return terms_of(typed, by_count=by_count, method=method)


def _new_page(form: Mapping[str, str], problems: Mapping[str, str] | None = None) -> str:
    with house().database.read() as session:
        products = session.scalars(select(Product)).all()
        producers = session.scalars(select(Producer).order_by(Producer.name)).all()
    return render_template(
        "articles/new.html",
        form=form,
        problems=problems or {},
        products=sorted(((one.id, words(one.name)) for one in products), key=lambda row: row[1].casefold()),
        producers=[(one.id, one.name) for one in producers],
        **_choices(),
    )


def _article_page(
    article_id: int, form: Mapping[str, str] | None = None, problems: Mapping[str, str] | None = None
) -> str:
    with house().database.read() as session:
        article = _article(session, article_id)
        changes = [
            (entry.at, who, told_changes(entry)) for entry, who in service.changes_of(session, article)
        ]
    return render_template(
        "articles/one.html",
        article=article,
        form=form or shown_terms(article),
        problems=problems or {},
        changes=changes,
        currency=house().settings.hub.currency,
        methods=titled(METHODS_OF.get(article.product.category, ())),
        unnamed_meat=article.product.category is Category.MEAT and not article.product.species,
    )


def _choices() -> dict[str, object]:
    return {
        "grades": titled(Grade),
        "storage_classes": titled(StorageClass),
        "ways": titled(SoldBy),
        "methods": titled(ProductionMethod),
        "currency": house().settings.hub.currency,
    }


def _chosen(session: Session, typed: Typed, field: str, kind: type[Row]) -> Row | None:
    number = row_id(request.form.get(field))
    found = session.get(kind, number) if number is not None else None
    if found is None:
        typed.faults[field] = ChoiceMissing()
    return found


def _article(session: Session, article_id: int) -> Article:
    found = session.get(Article, article_id)
    if found is None:
        raise NotFound(article=article_id)
    return found
