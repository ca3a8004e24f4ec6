"""The catalogue through the pages: goods and articles are added, their terms change, an article is withdrawn and offered again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hub.catalogue.records import Article, Producer, Product
from hub.kernel.quantity import Mass, Money
from hub.people.audit import verify
from hub.people.records import AuditEntry
from hub.storage.database import Database
from hub.wiring import House
from tests.support.orders_factory import Coop, make_coop
from tests.support.web import Browser
from tests.web.conftest import EnterAs

TERMS = {
    "price": "18,90",
    "pack_mass": "5",
    "pack_count": "1",
    "shelf_life_days": "14",
    "origin_country": "no",
}
GOODS = {
    "name_nb": "Gresskar",
    "name_sv": "Pumpa",
    "name_en": "Pumpkin",
    "category": "vegetables",
    "storage_class": "cool",
}


@pytest.fixture
def coop(house: House) -> Coop:
    with house.database.write() as session:
        return make_coop(session)


@pytest.fixture
def coordinator(enter_as: EnterAs, coop: Coop) -> Browser:
    assert coop
    return enter_as("coordinator")


def articles(database: Database) -> list[Article]:
    with database.read() as session:
        return list(session.scalars(select(Article).order_by(Article.id)))


def new_article(house: House, **typed: str) -> dict[str, str]:
    with house.database.read() as session:
        known = session.scalars(select(Product).order_by(Product.id)).first()
        producer = session.scalars(select(Producer).order_by(Producer.id)).first()
    assert known is not None
    assert producer is not None
    return {
        **TERMS,
        "number": "7001",
        "product_id": str(known.id),
        "producer_id": str(producer.id),
        "grade": "diced",
        "storage_class": "chilled",
        "sold_by": "mass",
        **typed,
    }


def test_goods_and_an_article_of_them_are_added_and_kitchens_find_them(
    house: House, coordinator: Browser
) -> None:
    made = coordinator.post("/articles/goods/new", {**GOODS, "allergens": ["celery"]})
    assert made.status_code == 303
    with house.database.read() as session:
        pumpkin = next(one for one in session.scalars(select(Product)) if one.name.nb == "Gresskar")
    assert pumpkin.allergens == ["celery"]
    assert f'value="{pumpkin.id}" selected' in coordinator.get(made.headers["Location"]).text
    added = coordinator.post("/articles/new", new_article(house, product_id=str(pumpkin.id)))
    assert added.status_code == 303
    page = coordinator.get(added.headers["Location"]).text
    assert "Gresskar · Pumpa · Pumpkin" in page
    assert "For sale" in page
    newest = articles(house.database)[-1]
    assert (newest.price, newest.pack_mass, newest.origin_country) == (Money(1890), Mass.kilograms("5"), "NO")
    assert "7001" in coordinator.get("/articles?find=pumpa").text
    # Sent again it is the same article.
    assert (
        coordinator.post("/articles/new", new_article(house, product_id=str(pumpkin.id))).status_code == 303
    )
    assert articles(house.database)[-1].id == newest.id


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("price", "gratis", "is no price"),
        ("price", "0", "must be more than nothing"),
        ("price", "1,999", "is no price"),
        ("pack_mass", "", "Fill this in."),
        ("shelf_life_days", "0", "From 1 to 3650"),
        ("origin_country", "Norge", "Two letters"),
        ("producer_id", "", "Choose one from the list."),
        ("grade", "raw", "Choose one from the list."),
        ("number", "", "Fill this in."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_everything_typed_is_kept(
    house: House, coordinator: Browser, field: str, typed: str, says: str
) -> None:
    before = len(articles(house.database))
    answer = coordinator.post("/articles/new", {**new_article(house), field: typed, "variety": "Nantes"})
    assert answer.status_code == 422
    at = answer.text.index(f'id="problem-{field}"')
    assert says in answer.text[at : at + 300]
    assert 'value="Nantes"' in answer.text
    assert len(articles(house.database)) == before


def test_a_number_and_a_grade_are_taken_once(house: House, coordinator: Browser, coop: Coop) -> None:
    taken = coordinator.post("/articles/new", new_article(house, number=coop.carrots.number))
    assert "Another article has number" in taken.text
    twice = coordinator.post(
        "/articles/new",
        new_article(house, grade=coop.carrots.grade.value, product_id=str(coop.carrots.product_id)),
    )
    assert f"already: article {coop.carrots.number}" in twice.text


def test_a_new_price_stands_in_the_trail_with_the_old_one(
    house: House, coordinator: Browser, coop: Coop
) -> None:
    page = f"/articles/{coop.carrots.id}"
    was = coop.carrots.price
    assert coordinator.post(page, TERMS).status_code == 303
    with house.database.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "article changed")).one()
        assert verify(session) == []
    assert entry.facts["price"] == [was.cents, 1890]
    assert "18.90" in coordinator.get(page).text
    assert (
        "Everything stands as it was."
        in coordinator.get(coordinator.post(page, TERMS).headers["Location"]).text
    )
    refused = coordinator.post(page, {**TERMS, "price": "-1"})
    assert refused.status_code == 422
    assert 'value="-1"' in refused.text


def test_a_withdrawn_article_is_found_among_the_withdrawn_and_offered_again(
    house: House, coordinator: Browser, coop: Coop
) -> None:
    page = f"/articles/{coop.carrots.id}"
    coordinator.post(f"{page}/offer", {"offered": "0"})
    assert page not in coordinator.get("/articles").text
    assert page in coordinator.get("/articles?withdrawn=1").text
    coordinator.post(f"{page}/offer", {"offered": "1"})
    assert page in coordinator.get("/articles").text
    assert house


def test_who_works_on_the_floor_sees_the_articles_and_changes_none(enter_as: EnterAs, coop: Coop) -> None:
    worker = enter_as("hub_worker")
    assert "/articles/new" not in worker.get("/articles").text
    assert worker.post(f"/articles/{coop.carrots.id}", TERMS).status_code == 403


def test_a_gtin_is_kept_in_fourteen_digits_and_a_wrong_or_restricted_one_is_said_at_its_field(
    house: House, coordinator: Browser
) -> None:
    # 9312345678907: the example of the GS1 General Specifications, section 2.1; 02 to 04 and 20 to 29 are restricted (2.1.11).
    for typed, why in (("9312345678908", "is no GTIN"), ("2012345678903", "only a shop or a chain knows")):
        page = coordinator.post("/articles/new", new_article(house, gtin=typed))
        assert page.status_code == 422
        assert why in page.text
        assert f'value="{typed}"' in page.text
    before = len(articles(house.database))
    made = coordinator.post("/articles/new", new_article(house, gtin="9312345 678907"))
    assert made.status_code == 303
    added = articles(house.database)[before:]
    assert [one.gtin for one in added] == ["09312345678907"]
    here = made.headers["Location"]
    assert coordinator.post(here, {**TERMS, "gtin": ""}).status_code == 303
    assert articles(house.database)[before].gtin is None
    assert "09312345678907 → –" in coordinator.get(here).text
