"""Quantities and times as readers in three languages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from hub.kernel.quantity import Mass, Money, Temperature
from hub.kernel.words import Words
from hub.storage.database import Database
from hub.web import format as written
from hub.web.language import language

SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.mark.parametrize(
    ("milligrams", "nb", "en"),
    [
        (10_450_000, f"10,45{SPACE}kg", f"10.45{SPACE}kg"),
        (12_000_000, f"12,00{SPACE}kg", f"12.00{SPACE}kg"),
        (5_000, f"0,005{SPACE}kg", f"0.005{SPACE}kg"),
        (1, f"0,000001{SPACE}kg", f"0.000001{SPACE}kg"),
        (0, f"0,00{SPACE}kg", f"0.00{SPACE}kg"),
        (-350_000, f"{MINUS}0,35{SPACE}kg", f"{MINUS}0.35{SPACE}kg"),
        (1_234_500_000, f"1{SPACE}234,50{SPACE}kg", f"1,234.50{SPACE}kg"),
    ],
)
def test_a_mass_is_in_kilograms_with_all_that_was_weighed(
    app: Flask, milligrams: int, nb: str, en: str
) -> None:
    for asked, expected in (("nb", nb), ("en", en)):
        with app.test_request_context(headers={"Accept-Language": asked}):
            assert written.kg(Mass(milligrams)) == expected


@pytest.mark.parametrize(
    ("celsius", "nb"),
    [("3.44", "3,4"), ("3.45", "3,4"), ("3.451", "3,5"), ("-18.2", f"{MINUS}18,2"), ("0", "0,0")],
)
def test_a_temperature_has_one_decimal_and_a_minus_that_is_seen(app: Flask, celsius: str, nb: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "nb"}):
        assert written.celsius(Temperature.celsius(celsius)) == f"{nb}{SPACE}°C"


def test_what_is_not_known_is_a_dash_and_never_a_zero(app: Flask) -> None:
    with app.test_request_context():
        assert [write(None) for write in (written.kg, written.celsius, written.money, written.moment)] == [
            "–"
        ] * 4


def test_money_is_in_the_currency_of_the_hub(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert written.money(Money(2850)) == f"NOK{SPACE}28.50"


@pytest.mark.parametrize(
    ("asked", "this_year", "next_year"),
    [
        ("nb", "tir. 24. nov.", "fre. 1. jan. 2027"),
        ("sv", "tis 24 nov.", "fre 1 jan. 2027"),
        ("en", "Tue 24 Nov", "Fri 1 Jan 2027"),
    ],
)
def test_a_day_names_its_year_only_when_it_is_not_this_one(
    app: Flask, asked: str, this_year: str, next_year: str
) -> None:
    with app.test_request_context(headers={"Accept-Language": asked}):
        assert written.day(date(2026, 11, 24)) == this_year
        assert written.day(date(2027, 1, 1)) == next_year


def test_a_time_is_that_of_the_hub_in_winter_and_in_summer(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "nb"}):
        assert written.clock_time(datetime(2026, 11, 24, 6, 5, tzinfo=UTC)) == "07:05"
        assert written.clock_time(datetime(2026, 6, 24, 6, 5, tzinfo=UTC)) == "08:05"
        assert written.day(datetime(2026, 11, 24, 23, 30, tzinfo=UTC)) == "ons. 25. nov."


def test_a_crate_number_is_grouped_so_that_it_can_be_read_aloud(app: Flask) -> None:
    with app.test_request_context():
        assert written.sscc("395212340000000123").split(SPACE) == ["395", "212", "340", "000", "000", "123"]
        assert written.sscc("4711") == "4711"


@pytest.mark.parametrize(
    ("asked", "expected"), [("nb", "«Noen var myke»"), ("sv", "”Noen var myke”"), ("en", "“Noen var myke”")]
)
def test_what_somebody_said_stands_in_the_readers_quotation_marks(
    app: Flask, asked: str, expected: str
) -> None:
    with app.test_request_context(headers={"Accept-Language": asked}):
        assert written.quoted("Noen var myke") == expected


def test_words_of_the_house_are_in_the_readers_language(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "sv"}):
        assert written.words(Words(nb="gulrot", sv="morot", en="carrot")) == "morot"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("no", "nb"),
        ("nn-NO,nn;q=0.9", "nb"),
        ("nb-NO", "nb"),
        ("da", "nb"),
        ("sv-FI", "sv"),
        ("de,sv;q=0.3,en;q=0.8", "en"),
        ("de", "nb"),
        ("", "nb"),
    ],
)
def test_the_browser_is_answered_in_the_nearest_language_of_the_house(
    app: Flask, asked: str, given: str
) -> None:
    with app.test_request_context(headers={"Accept-Language": asked}):
        assert language() == given
