"""What the papers of animal goods say, in a browser: asked at the station, faults at their fields, said on the crate's page."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from hub.catalogue.records import Article, Category
from hub.labels.provenance import Provenance
from hub.receiving.goods_records import ProvenanceTold
from hub.stock.records import Crate, Lot
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    Floor,
    animal_article,
    crate_of,
    make_floor,
    weigh,
    weighed,
)
from tests.web.conftest import EnterAs

DAY = COLLECT_ON.isoformat()
FORM = {
    "born_in": "NO",
    "reared_in": "NO",
    "slaughtered_in": "NO",
    "slaughterhouse": "NO 123",
    "cut_in": "NO",
    "cutting_plant": "NO 45",
    "reference": "5521-7",
}


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def beef(house: House, floor: Floor) -> Article:
    with house.database.write() as session:
        return animal_article(session, floor, Category.MEAT, species=["cattle"])


def station(article: Article) -> str:
    return f"/receiving/{DAY}/goods/{article.id}"


def test_the_station_asks_for_the_papers_of_meat_and_of_no_carrots(
    house: House, floor: Floor, beef: Article, clock: FakeClock, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    assert "what the papers say" not in browser.get(station(floor.carrots)).text
    assert "First: what the papers say" in browser.get(station(beef)).text
    with house.database.write() as session:
        weighed(session, clock, "6")
    crate = {"how": "scale", "crate_type": floor.crate_type.id, "scale": "goods_in"}
    refused = browser.post(station(beef), crate)
    assert refused.status_code == 422
    assert "Tell first what the papers of" in refused.text
    page = browser.get(f"{station(beef)}/papers").text
    assert set(re.findall(r'name="(\w+)"', page)) >= set(FORM)
    assert 'name="gear"' not in page
    assert "1760/2000" in page
    assert browser.post(f"{station(beef)}/papers", FORM).status_code == 303
    page = browser.get(station(beef)).text
    assert "First: what the papers say" not in page
    assert "What the papers say" in page
    assert browser.post(station(beef), crate).status_code == 303
    with house.database.read() as session:
        assert session.scalars(select(Lot.provenance)).one() == Provenance(
            ("NO",), ("NO",), "NO", "NO 123", "NO", "NO 45", "5521-7"
        )


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    house: House, beef: Article, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    wrong = FORM | {"born_in": "Norge", "slaughterhouse": "", "reference": 'A"<b>'}
    answer = browser.post(f"{station(beef)}/papers", wrong)
    assert answer.status_code == 422
    for field in ("born_in", "slaughterhouse"):
        assert f'id="problem-{field}"' in answer.text
    assert 'id="problem-reared_in"' not in answer.text
    assert 'value="Norge"' in answer.text
    assert 'A"<b>' in unescape(answer.text)
    assert "<b>" not in answer.text
    with house.database.read() as session:
        assert session.scalars(select(ProvenanceTold)).all() == []


def test_papers_told_anew_name_the_crates_that_carry_the_old_words(
    house: House, floor: Floor, beef: Article, clock: FakeClock, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    browser.post(f"{station(beef)}/papers", FORM)
    with house.database.write() as session:
        weighed(session, clock, "6")
    browser.post(station(beef), {"how": "scale", "crate_type": floor.crate_type.id, "scale": "goods_in"})
    told = browser.post(f"{station(beef)}/papers", FORM | {"born_in": "SE"})
    assert told.headers["Location"].endswith("/papers")
    with house.database.read() as session:
        old = session.scalars(select(Crate.sscc)).one()
    page = browser.get(f"{station(beef)}/papers").text
    assert f"{old[-6:-3]} {old[-3:]}" in page
    browser.post(f"{station(beef)}/papers/new-labels", {})
    assert "Print new labels" not in browser.get(f"{station(beef)}/papers").text
    with house.database.read() as session:
        new = session.scalars(select(Crate.sscc).where(Crate.voided_at.is_(None))).one()
    assert new != old
    assert "what the papers say was told anew" in browser.get(f"/crates/{old}").text


def test_a_wrong_label_is_replaced_on_the_page_of_its_crate(
    house: House, floor: Floor, clock: FakeClock, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        old = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10")).sscc
    browser = enter_as("hub_worker")
    assert "New label: the old one says something wrong" in browser.get(f"/crates/{old}").text
    without = browser.post(f"/crates/{old}/new-label", {"label_reason": " "})
    assert without.headers["Location"].endswith(f"/crates/{old}")
    answer = browser.post(f"/crates/{old}/new-label", {"label_reason": "feil sort <b>"})
    new = answer.headers["Location"].rpartition("/")[2]
    assert new != old
    assert "feil sort &lt;b&gt;" in browser.get(f"/crates/{old}").text
    assert browser.get(f"/crates/{new}").status_code == 200


def test_the_day_of_a_harvest_may_be_told_and_stands_on_the_crates_page(
    house: House, floor: Floor, clock: FakeClock, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    papers = f"{station(floor.carrots)}/papers"
    assert "Day of the harvest" in browser.get(papers).text
    assert browser.post(papers, {"harvested_on": ""}).status_code == 303
    assert browser.post(papers, {"harvested_on": "2026-11-20"}).status_code == 303
    with house.database.write() as session:
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        assert crate.lot.provenance == Provenance(harvested_on=date(2026, 11, 20))
    assert "harvested 20 Nov 2026" in browser.get(f"/crates/{crate.sscc}").text.lower().replace("nov", "Nov")


def test_of_all_goods_the_day_on_the_package_may_be_told_and_none_that_is_over(
    house: House, floor: Floor, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        milk = animal_article(session, floor, Category.DAIRY)
    browser = enter_as("hub_worker")
    assert "First: what the papers say" not in browser.get(station(milk)).text
    assert "producer\N{APOSTROPHE}s package" in unescape(browser.get(f"{station(milk)}/papers").text)
    over = browser.post(f"{station(milk)}/papers", {"best_before": "2020-01-01"})
    assert over.status_code == 422
    assert 'id="problem-best_before"' in over.text


def test_told_anew_with_crates_in_house_it_is_said_whether_it_was_wrong_or_is_of_other_goods(
    house: House, floor: Floor, beef: Article, clock: FakeClock, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    papers = f"{station(beef)}/papers"
    browser.post(papers, FORM)
    assert 'value="another"' not in browser.get(papers).text
    with house.database.write() as session:
        weigh(session, floor, clock, article=beef, net="5")
    assert 'value="another"' in browser.get(papers).text
    told = browser.post(papers, FORM | {"reference": "5522-1", "how": "another"})
    assert not told.headers["Location"].endswith("/papers")
    with house.database.write() as session:
        weigh(session, floor, clock, article=beef, net="5")
        references = [
            one.reference for one in session.scalars(select(Lot.provenance).order_by(Lot.id)) if one
        ]
    assert references == ["5521-7", "5522-1"]
