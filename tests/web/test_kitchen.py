"""The kitchen at its pages: choose, look over, order, follow, take back. Languages are English, as the cook reads it."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest
from flask import Flask
from markupsafe import escape
from sqlalchemy import func, select

from hub.catalogue.records import Article
from hub.orders.records import LineState, Order, OrderLine
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.orders_factory import FRIDAY, THURSDAY, Coop, make_coop, order
from tests.support.web import Browser
from tests.web.conftest import EnterAs


@pytest.fixture
def coop(house: House) -> Coop:
    with house.database.write() as session:
        return make_coop(session)


@pytest.fixture
def cook(app: Flask, house: House, coop: Coop) -> Browser:
    return Browser(app, house, coop.cook)


def choice(coop: Coop, carrots: str = "2", eggs: str = "", day: date | None = THURSDAY) -> dict[str, str]:
    return {
        f"a{coop.carrots.id}": carrots,
        f"a{coop.eggs.id}": eggs,
        "day": day.isoformat() if day else "",
    }


def orders_kept(house: House) -> int:
    with house.database.read() as session:
        return session.scalar(select(func.count()).select_from(Order)) or 0


def test_the_shelf_says_price_farm_allergens_and_the_earliest_day(cook: Browser) -> None:
    page = cook.get("/kitchen/articles").text

    assert "Carrot" in page
    assert "Rotbakken gård" in page
    assert "NOK" in page
    assert "249.00" in page  # ten kilograms at 24.90
    assert "Contains: eggs" in page.replace("<strong>", "").replace("</strong>", "")
    assert "Earliest Thu 26 Nov" in page
    assert "order by Tue 24 Nov 12:00" in page


def test_the_shelf_is_searched_and_keeps_what_was_chosen_elsewhere(cook: Browser, coop: Coop) -> None:
    page = cook.get(f"/kitchen/articles?q=purre&a{coop.carrots.id}=2&a{coop.eggs.id}=x").text

    assert "Leek" in page
    assert '<h3><span class="goods">Carrot' not in page
    assert f'type="hidden" name="a{coop.carrots.id}" value="2"' in page
    assert f'type="hidden" name="a{coop.eggs.id}" value="x"' in page


def test_groups_of_goods_fold_and_stand_open_where_something_is_looked_for_or_chosen(
    cook: Browser, coop: Coop
) -> None:
    folded, opened = '<details class="shelf">', '<details class="shelf" open>'
    plain = cook.get("/kitchen/articles").text
    assert (plain.count(opened), plain.count(folded) > 0) == (1, True)
    assert folded not in cook.get(f"/kitchen/articles?a{coop.carrots.id}=2&a{coop.eggs.id}=x").text
    assert folded not in cook.get("/kitchen/articles?q=e").text


def test_the_sum_that_the_script_writes_carries_the_servers_own_currency(cook: Browser) -> None:
    cook.client.set_cookie("samlast-language", "sv")
    assert 'data-no-money="0,00\u00a0kr"' in cook.get("/kitchen/articles").text


def test_a_search_that_finds_nothing_says_what_to_do(cook: Browser) -> None:
    assert "Nothing fits what you look for" in cook.get("/kitchen/articles?q=ananas").text


def test_a_day_that_is_too_early_is_marked_at_the_article(
    cook: Browser, coop: Coop, clock: FakeClock
) -> None:
    clock.advance(30 * 3600)
    cook.enter(coop.cook)
    page = cook.get("/kitchen/articles?day=2026-11-26").text

    assert "too-late" in page
    assert "Earliest Fri 27 Nov" in page


def test_the_order_is_looked_over_with_the_first_day_on_which_all_can_come(cook: Browser, coop: Coop) -> None:
    page = cook.get(f"/kitchen/order?a{coop.carrots.id}=2&a{coop.eggs.id}=30 stk").text

    assert '<option value="2026-11-26" selected>' in page
    assert "618.00" in page  # 2 × 249.00 and 30 × 4.00


def test_an_order_is_saved_with_its_number_and_shown(cook: Browser, house: House, coop: Coop) -> None:
    answer = cook.post("/kitchen/order", {**choice(coop, eggs="1"), "note": "Ring the bell."})

    assert answer.status_code == 303
    page = cook.get(answer.headers["Location"]).text
    assert "Saved, order no. 1." in page
    assert "Ring the bell." in page
    assert "answer the line" in page
    assert "Tue 24 Nov 16:00" in page
    assert orders_kept(house) == 1


def test_the_same_form_sent_twice_is_one_order(cook: Browser, house: House, coop: Coop) -> None:
    form = {**choice(coop), "operation": "pressed-twice"}
    first, second = cook.post("/kitchen/order", form), cook.post("/kitchen/order", form)

    assert first.headers["Location"] == second.headers["Location"]
    assert orders_kept(house) == 1


@pytest.mark.parametrize(
    ("carrots", "day", "says"),
    [
        ("mye", THURSDAY, "“mye” is no amount"),
        ("25 kg", THURSDAY, "choose 2 or 3 packs"),
        ("501", THURSDAY, "501 packs is more than the 500"),
        ("2", date(2026, 11, 25), "There is no delivery to you on Wed 25 Nov"),
        ("2", date(2026, 11, 24), "The earliest day is Thu 26 Nov"),
        ("2", None, "There is no delivery to you on –"),
        ("", THURSDAY, "Nothing is chosen yet"),
    ],
)
def test_what_cannot_be_ordered_is_said_and_what_was_typed_is_kept(
    *, cook: Browser, house: House, coop: Coop, carrots: str, day: date | None, says: str
) -> None:
    answer = cook.post("/kitchen/order", {**choice(coop, carrots, day=day), "note": "Kept message"})

    assert answer.status_code == 422
    assert says in answer.text
    if carrots:
        assert f'value="{carrots}"' in answer.text
        assert "Kept message" in answer.text
    assert orders_kept(house) == 0


NOT_AN_AMOUNT = {"en": "is no amount", "nb": "er ingen mengde", "sv": "är ingen mängd"}
BAD_AMOUNTS = [
    ("abc", "is no amount"),
    ("-1", "must be more than nothing"),
    ("9" * 25, "can be ordered at once"),
    ("9" * 4999, "is no amount"),
    ("1." + "0" * 4999 + "1", "is not a whole number"),
    ("<script>", "is no amount"),
    ("1e999", "is no amount"),
    ("1,5,5", "is no amount"),
    ("1,5", "is not a whole number"),
]


@pytest.mark.parametrize(("typed", "says"), BAD_AMOUNTS)
def test_a_bad_amount_is_said_at_its_field_and_cannot_be_sent(
    cook: Browser, house: House, coop: Coop, typed: str, says: str
) -> None:
    query = {f"a{coop.carrots.id}": typed, f"a{coop.eggs.id}": "1"}
    for page in (
        cook.get(f"/kitchen/order?{urlencode(query)}"),
        cook.post("/kitchen/order", {**query, "day": THURSDAY.isoformat()}),
    ):
        assert says in page.text.split(f'id="problem-a{coop.carrots.id}"')[1].split("</p>")[0]
        assert f'name="a{coop.carrots.id}" value="{escape(typed)}"' in page.text
        assert "1 amount cannot be ordered" in page.text
        assert "Place the order" not in page.text
        assert "Look over again" in page.text
    assert says in cook.get(f"/kitchen/articles?{urlencode(query)}").text
    assert orders_kept(house) == 0


@pytest.mark.parametrize("typed", ["", " ", "0"])
def test_nothing_typed_is_nothing_chosen(cook: Browser, coop: Coop, typed: str) -> None:
    page = cook.get(f"/kitchen/order?{urlencode({f'a{coop.carrots.id}': typed})}").text
    assert "Nothing is chosen yet" in page
    assert "Place the order" not in page


def test_a_bad_amount_is_said_in_every_language(cook: Browser, coop: Coop) -> None:
    for language, says in NOT_AN_AMOUNT.items():
        cook.client.set_cookie("samlast-language", language)
        assert says in cook.get(f"/kitchen/order?a{coop.carrots.id}=1e999").text


def test_the_cut_off_is_the_servers_even_if_the_page_was_open_before_it(
    cook: Browser, house: House, coop: Coop, clock: FakeClock
) -> None:
    clock.advance(29 * 3600 + 1)
    cook.enter(coop.cook)
    answer = cook.post("/kitchen/order", choice(coop))

    assert answer.status_code == 422
    assert "It is too late to get Carrot on Thu 26 Nov" in answer.text
    assert orders_kept(house) == 0


def test_an_article_that_left_the_shelf_is_not_ordered(cook: Browser, house: House, coop: Coop) -> None:
    with house.database.write() as session:
        session.get_one(Article, coop.carrots.id).active = False
    answer = cook.post("/kitchen/order", choice(coop))

    assert answer.status_code == 422
    assert orders_kept(house) == 0


def test_the_last_order_can_be_chosen_again(cook: Browser, coop: Coop) -> None:
    cook.post("/kitchen/order", choice(coop, "3", "2"))
    page = cook.get("/kitchen/articles").text

    assert f"/kitchen/articles?a{coop.carrots.id}=3&amp;a{coop.eggs.id}=2" in page
    again = cook.get(f"/kitchen/articles?a{coop.carrots.id}=3&a{coop.eggs.id}=2").text
    assert "<strong data-basket-lines>2</strong>" in again


def test_a_line_is_taken_back_once_and_says_so(cook: Browser, house: House, coop: Coop) -> None:
    cook.post("/kitchen/order", choice(coop, eggs="1"))
    with house.database.read() as session:
        line = session.scalars(select(OrderLine).order_by(OrderLine.id)).first()
        assert line is not None
    address = f"/kitchen/orders/{line.order_id}/lines/{line.id}/withdraw"

    assert cook.post(address).status_code == 303
    assert "The line is taken back" in cook.get(f"/kitchen/orders/{line.order_id}").text
    again = cook.post(address)
    assert again.status_code == 409
    assert "Withdrawn" in again.text
    with house.database.read() as session:
        assert session.get_one(OrderLine, line.id).state is LineState.WITHDRAWN


def test_another_kitchens_order_does_not_exist(
    app: Flask, house: House, coop: Coop, clock: FakeClock
) -> None:
    with house.database.write() as session:
        placed = order(session, coop, clock)
        line_id = placed.lines[0].id
    other = Browser(app, house, coop.other_cook)

    assert other.get(f"/kitchen/orders/{placed.id}").status_code == 404
    assert other.post(f"/kitchen/orders/{placed.id}/lines/{line_id}/withdraw").status_code == 404
    assert "No orders yet" in other.get("/kitchen/orders").text
    with house.database.read() as session:
        assert session.get_one(OrderLine, line_id).state is LineState.ORDERED


def test_a_silent_producer_is_told_to_the_kitchen(cook: Browser, coop: Coop, clock: FakeClock) -> None:
    cook.post("/kitchen/order", choice(coop))
    assert "gone silent" not in cook.get("/kitchen/orders").text
    clock.advance(34 * 3600)
    cook.enter(coop.cook)
    page = cook.get("/kitchen/orders").text

    assert "1 line has gone silent" in page
    assert "Rotbakken gård" in page
    assert "This is late." in cook.get("/kitchen/orders/1").text


def test_a_person_of_no_kitchen_finds_nothing_and_a_producer_is_not_let_in(
    app: Flask, house: House, coop: Coop, enter_as: EnterAs
) -> None:
    assert Browser(app, house, coop.farmer).get("/kitchen/articles").status_code == 403
    assert enter_as("kitchen").get("/kitchen/articles").status_code == 404


def test_prices_stay_those_of_the_order(cook: Browser, house: House, coop: Coop) -> None:
    cook.post("/kitchen/order", choice(coop))
    with house.database.write() as session:
        article = session.get_one(Article, coop.carrots.id)
        article.price = article.price * 2

    assert "498.00" in cook.get("/kitchen/orders/1").text


def test_a_later_day_can_be_chosen(cook: Browser, house: House, coop: Coop) -> None:
    cook.post("/kitchen/order", choice(coop, day=FRIDAY))
    with house.database.read() as session:
        [kept] = session.scalars(select(Order))

    assert (kept.delivery_on, kept.lines[0].collect_on) == (FRIDAY, THURSDAY)
