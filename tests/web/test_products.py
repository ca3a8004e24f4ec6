"""Goods through the pages: what is asked of meat and of fish when they are entered, and how goods are mended later."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from hub.catalogue.records import Article, Category, Product
from hub.kernel.words import Words
from hub.people.audit import verify
from hub.people.records import AuditEntry
from hub.wiring import House
from tests.support.orders_factory import Coop, make_coop
from tests.support.web import Browser
from tests.web.conftest import EnterAs
from tests.web.test_articles import GOODS, TERMS, new_article

COD = {
    **GOODS,
    "name_nb": "Torskefilet",
    "name_sv": "Torskfilé",
    "name_en": "Cod fillet",
    "category": "fish",
    "storage_class": "chilled",
    "scientific_name": "gadus morhua",
    "fao_code": "cod",
}
SAUSAGE = {
    "name_nb": "Pølse",
    "name_sv": "Korv",
    "name_en": "Sausage",
    "category": "meat",
    "storage_class": "chilled",
}


@pytest.fixture
def coop(house: House) -> Coop:
    with house.database.write() as session:
        return make_coop(session)


@pytest.fixture
def coordinator(enter_as: EnterAs, coop: Coop) -> Browser:
    assert coop
    return enter_as("coordinator")


def goods(house: House, name: str) -> Product:
    with house.database.read() as session:
        return next(one for one in session.scalars(select(Product)) if one.name.nb == name)


def trail(house: House, verb: str) -> AuditEntry:
    with house.database.read() as session:
        assert verify(session) == []
        return session.scalars(select(AuditEntry).where(AuditEntry.verb == verb)).one()


def test_a_fish_is_entered_with_its_names_and_sold_by_its_way_of_production(
    house: House, coordinator: Browser
) -> None:
    made = coordinator.post("/articles/goods/new", {**COD, "allergens": ["fish"], "species": ["cattle"]})
    assert made.status_code == 303
    cod = goods(house, "Torskefilet")
    assert (cod.scientific_name, cod.fao_code, cod.species) == ("Gadus morhua", "COD", [])
    assert trail(house, "goods added").facts["fao_code"] == "COD"
    article = new_article(house, product_id=str(cod.id))
    for method, why in (("", "Choose one from the list."), ("barn", "These goods are not produced so.")):
        page = coordinator.post("/articles/new", {**article, "production_method": method})
        assert page.status_code == 422
        at = page.text.index('id="problem-production_method"')
        assert why in page.text[at : at + 300]
    added = coordinator.post("/articles/new", {**article, "production_method": "farmed"})
    assert added.status_code == 303
    here = added.headers["Location"]
    assert "Gadus morhua (COD) · farmed" in coordinator.get(here).text
    assert coordinator.post(here, {**TERMS, "production_method": "caught_at_sea"}).status_code == 303
    assert trail(house, "article changed").facts["production_method"] == ["farmed", "caught_at_sea"]
    assert "Way of production: farmed fish → fish caught at sea" in coordinator.get(here).text


@pytest.mark.parametrize(
    ("form", "field", "says"),
    [
        (SAUSAGE, "species", "Which animal is it of?"),
        ({**COD, "scientific_name": ""}, "scientific_name", "Fill this in."),
        ({**COD, "scientific_name": "torsk"}, "scientific_name", "“torsk” is no name in Latin"),
        ({**COD, "fao_code": "C0"}, "fao_code", "“C0” is no code"),
    ],
)
def test_what_is_wrong_with_an_animal_is_said_at_its_field(
    coordinator: Browser, form: dict[str, str], field: str, says: str
) -> None:
    page = coordinator.post("/articles/goods/new", form)
    assert page.status_code == 422
    at = page.text.index(f'id="problem-{field}"')
    assert says in page.text[at : at + 300]
    assert f'value="{form["name_nb"]}"' in page.text


def test_goods_are_renamed_and_meat_of_nobody_is_told_its_animal(
    house: House, coordinator: Browser, coop: Coop
) -> None:
    with house.database.write() as session:
        old = session.get_one(Article, coop.leeks.id)
        old.product.category, old.product.species = Category.MEAT, []
        product_id = old.product_id
    article = f"/articles/{coop.leeks.id}"
    here = f"/articles/goods/{product_id}"
    assert "which animal this meat is of" in coordinator.get(article).text
    assert here in coordinator.get(article).text
    form = {**SAUSAGE, "name_nb": "Storfesnabb", "allergens": ["celery"]}
    assert coordinator.post(here, form).status_code == 422
    saved = coordinator.post(here, {**form, "species": ["cattle", "pig"], "prepared": "1"})
    assert saved.status_code == 303
    mended = goods(house, "Storfesnabb")
    assert (mended.id, mended.species, mended.prepared) == (product_id, ["cattle", "pig"], True)
    assert mended.name == Words(nb="Storfesnabb", sv="Korv", en="Sausage")
    facts = trail(house, "goods changed").facts
    assert facts["species"] == [[], ["cattle", "pig"]]
    assert facts["name_nb"] == ["Purre", "Storfesnabb"]
    page = coordinator.get(here).text
    assert "Meat of: – → cattle, pig" in page
    assert article in page
    assert "which animal this meat is of" not in coordinator.get(article).text
    again = coordinator.post(here, {**form, "species": ["cattle", "pig"], "prepared": "1"})
    assert "Everything stands as it was." in coordinator.get(again.headers["Location"]).text
    trail(house, "goods changed")


def test_goods_do_not_take_the_name_of_others_and_only_some_may_change_them(
    coordinator: Browser, coop: Coop, enter_as: EnterAs
) -> None:
    here = f"/articles/goods/{coop.leeks.product_id}"
    taken = coordinator.post(here, {**GOODS, "name_nb": "gulrot"})
    assert taken.status_code == 422
    assert "There are other goods named" in taken.text
    assert coordinator.get("/articles/goods/999").status_code == 404
    worker = enter_as("hub_worker")
    assert worker.get(here).status_code == 403
    assert worker.post(here, GOODS).status_code == 403


def test_a_kitchen_reads_what_fish_it_is_and_the_country_by_its_name(
    app: Flask, house: House, coop: Coop
) -> None:
    with house.database.write() as session:
        article = session.get_one(Article, coop.leeks.id)
        product = article.product
        product.category, product.scientific_name, product.fao_code = Category.FISH, "Gadus morhua", "COD"
    page = Browser(app, house, coop.cook).get("/kitchen/articles").text
    assert "Gadus morhua (COD)" in page
    assert "· Norway" in page
