"""The catalogues: what a sentence fills in is filled in in every language, and the tools of set-up make what the hub reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from hub.storage.database import Database
from tests.web.conftest import EnterAs

FOLDER = Path(__file__).parents[2] / "hub" / "web" / "translations"
GAP = re.compile(r"%\([a-z_]+\)[sd]")


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_a_translation_fills_in_what_the_sentence_fills_in(language: str) -> None:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as text:
        catalogue = read_po(text, locale=language)
    wrong = [
        message.id
        for message in catalogue
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and message.id
        and message.string
        and sorted(GAP.findall(message.id)) != sorted(GAP.findall(message.string))
    ]
    assert wrong == []


DAY_BEFORE_A_STOP = re.compile(r"%\((date|day|earliest|best_before|until)\)s\.")


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_no_sentence_ends_in_a_day_because_the_short_month_brings_a_stop_of_its_own(language: str) -> None:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as text:
        catalogue = read_po(text, locale=language)
    forms = [
        (message.string,) if isinstance(message.string, str) else message.string or ()
        for message in catalogue
    ]
    assert [one for several in forms for one in several if DAY_BEFORE_A_STOP.search(one)] == []


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_a_catalogue_that_was_changed_is_compiled_anew(language: str) -> None:
    source = FOLDER / language / "LC_MESSAGES" / "messages.po"
    assert source.with_suffix(".mo").exists(), "run scripts/translations.py compile"


@pytest.mark.parametrize(
    ("language", "greeting"), [("nb", "Hei, Kari"), ("sv", "Hej, Kari"), ("en", "Hello, Kari")]
)
def test_the_first_page_greets_in_the_persons_language(
    enter_as: EnterAs, language: str, greeting: str
) -> None:
    browser = enter_as("driver")
    browser.client.set_cookie("samlast-language", language)
    assert greeting in browser.get("/").text


def test_the_log_in_page_speaks_the_language_of_the_browser(app: Flask) -> None:
    page = app.test_client().get("/log-in", headers={"Accept-Language": "nn-NO"})
    assert "<h1>Logg inn</h1>" in page.text


def test_a_crate_has_one_name_in_swedish() -> None:
    text = (FOLDER / "sv" / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8").lower()
    assert "back" in text
    assert "låda" not in text
