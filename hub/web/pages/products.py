"""Goods, whoever grew them: entered, named anew, and told what they are of. An article is such goods of one farm (articles.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hub.catalogue import service
from hub.catalogue.animals import animal_facts_of
from hub.catalogue.drafts import Typed, names_of, refuse
from hub.catalogue.errors import CatalogueUnfit
from hub.catalogue.records import Allergen, Article, Category, Product, Species, StorageClass
from hub.kernel.errors import NotFound
from hub.people.permissions import Permission
from hub.web.access import house, requires, visitor
from hub.web.article_terms import said_at, shown_goods, titled, told_changes
from hub.web.format import words
from hub.web.messages import say

blueprint = Blueprint("products", __name__)
sets = requires(Permission.ARTICLES_SET)


@blueprint.get("/articles/goods/new")
@sets
def new() -> str:
    return _new_page({}, allergens=[], species=[])


@blueprint.post("/articles/goods/new")
@sets
def add() -> Response:
    typed = Typed(request.form)
    name = names_of(typed)
    category, storage_class = typed.one_of("category", Category), typed.one_of("storage_class", StorageClass)
    animal = animal_facts_of(typed, request.form.getlist("species"), category)
    try:
        if name is None or category is None or storage_class is None or animal is None:
            refuse(typed)
        with house().database.write() as session:
            product = service.add_product(
                session,
                name=name,
                category=category,
                storage_class=storage_class,
                allergens=_chosen_allergens(),
                animal=animal,
                by=visitor().person,
                clock=house().clock,
            )
            product_id = product.id
    except CatalogueUnfit as unfit:
        page = _new_page(
            request.form,
            allergens=request.form.getlist("allergens"),
            species=request.form.getlist("species"),
            problems=said_at(unfit),
        )
        return make_response(page, 422)
    say(_("%(goods)s is known now. Which farm sells it, and for how much?", goods=words(name)))
    return redirect(url_for("articles.new", product=product_id), code=303)


@blueprint.get("/articles/goods/<int:product_id>")
@sets
def one(product_id: int) -> str:
    return _page(product_id)


@blueprint.post("/articles/goods/<int:product_id>")
@sets
def change(product_id: int) -> Response:
    """Names, allergens and what an animal gave. Group and climate stay: that would be other goods."""
    typed = Typed(request.form)
    name = names_of(typed)
    try:
        with house().database.write() as session:
            category = _product(session, product_id).category
            animal = animal_facts_of(typed, request.form.getlist("species"), category)
            if name is None or animal is None:
                refuse(typed)
            changed = service.change_product(
                session,
                product_id,
                name=name,
                allergens=_chosen_allergens(),
                animal=animal,
                by=visitor().person,
                clock=house().clock,
            )
    except CatalogueUnfit as unfit:
        return make_response(_page(product_id, request.form, said_at(unfit)), 422)
    say(_("Saved. New papers say it so.") if changed else _("Everything stands as it was."))
    return redirect(url_for("products.one", product_id=product_id), code=303)


def _new_page(
    form: Mapping[str, str],
    *,
    allergens: Sequence[str],
    species: Sequence[str],
    problems: Mapping[str, str] | None = None,
) -> str:
    return render_template(
        "articles/new_goods.html",
        form=form,
        chosen={"allergens": allergens, "species": species},
        problems=problems or {},
        categories=titled(Category),
        storage_classes=titled(StorageClass),
        **_choices(),
    )


def _page(
    product_id: int, form: Mapping[str, str] | None = None, problems: Mapping[str, str] | None = None
) -> str:
    with house().database.read() as session:
        product = _product(session, product_id)
        sold = session.scalars(
            select(Article).where(Article.product_id == product.id).order_by(Article.number)
        ).all()
        changes = [
            (entry.at, who, told_changes(entry)) for entry, who in service.changes_of(session, product)
        ]
    chosen = {"allergens": product.allergens, "species": product.species}
    if form is not None:
        chosen = {name: request.form.getlist(name) for name in chosen}
    return render_template(
        "articles/goods.html",
        product=product,
        sold=sold,
        form=shown_goods(product) if form is None else {**form, "category": product.category.value},
        chosen=chosen,
        problems=problems or {},
        changes=changes,
        **_choices(),
    )


def _choices() -> dict[str, object]:
    return {"allergens": titled(Allergen), "species": titled(Species)}


def _chosen_allergens() -> list[Allergen]:
    return [one for one in Allergen if one.value in request.form.getlist("allergens")]


def _product(session: Session, product_id: int) -> Product:
    found = session.get(Product, product_id)
    if found is None:
        raise NotFound(product=product_id)
    return found
