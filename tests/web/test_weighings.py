"""The book of weighings in a browser: the sieve, one weighing byte for byte, and a file that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from hub.receiving.weighings import record_weighing, set_aside
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import Floor, load, make_floor, weigh, weighed
from tests.web.conftest import EnterAs


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


def test_the_sieve_shows_what_fits_and_says_so_when_nothing_does(
    house: House, floor: Floor, enter_as: EnterAs, clock: FakeClock
) -> None:
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
        record_weighing(session, load("3", clock.now(), scale="packing"))
    browser = enter_as("quality")
    page = browser.get("/weighings?scale=packing").text
    assert 'href="/weighings/packing/1"' in page
    assert 'href="/weighings/goods_in/1"' not in page
    assert "/weighings.csv?scale=packing" in page
    assert 'href="/weighings/goods_in/1"' in browser.get("/weighings?day=2026-11-23").text
    assert "No weighing fits" in browser.get("/weighings?day=2026-11-22").text
    assert 'href="/weighings/packing/1"' in browser.get("/weighings?nobodys=1").text
    assert browser.get("/weighings?day=someday").status_code == 404


def test_one_weighing_shows_its_bytes_its_crate_and_its_place_in_the_chain(
    house: House, floor: Floor, enter_as: EnterAs, clock: FakeClock
) -> None:
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
    browser = enter_as("quality")
    page = browser.get("/weighings/goods_in/1").text
    assert "53 20 53 20 31 31" in page  # "S S 11" as bytes
    assert "S S 11" in page
    assert "It fits the one before" in page
    assert "Ola Gulv" in page
    assert "/crates/195212340000000010" in page
    assert "0" * 64 in page
    assert browser.get("/weighings/goods_in/2").status_code == 404
    assert browser.get("/weighings/nowhere/1").status_code == 404
    assert enter_as("driver").get("/weighings/goods_in/1").status_code == 403


def test_bytes_of_a_device_are_shown_and_never_run(house: House, enter_as: EnterAs, clock: FakeClock) -> None:
    with house.database.write() as session:
        record_weighing(session, replace(load("5", clock.now()), raw=b"<script>\x00\xff"))
    page = enter_as("quality").get("/weighings/goods_in/1").text
    assert "3c 73 63 72 69 70 74 3e 00 ff" in page
    assert "&lt;script&gt;.." in page


def test_the_file_holds_every_entry_that_fits_oldest_first_and_no_formula(
    house: House, floor: Floor, enter_as: EnterAs, clock: FakeClock
) -> None:
    with house.database.write() as session:
        weigh(session, floor, clock, article=floor.carrots, net="10")
        bag = weighed(session, clock, "5")
        set_aside(session, weighing_id=bag.id, reason='=HYPERLINK("http://x")', by=floor.person, clock=clock)
        weighed(session, clock, "-0.5")
    answer = enter_as("quality").get("/weighings.csv?scale=goods_in")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert [row["net_kg"] for row in rows] == ["11.000000", "5.000000", "-0.500000"]
    assert [row["reason"] for row in rows] == ["", '\'=HYPERLINK("http://x")', ""]
    assert rows[2]["shown"] == "'-0.5 kg"
    assert rows[0]["crate"] == "195212340000000010"
    assert "Ola Gulv" not in answer.text
    assert enter_as("driver").get("/weighings.csv").status_code == 403
