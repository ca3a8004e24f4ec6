"""What every answer carries, and how long it may be kept."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from hub.storage.database import Database
from hub.web.app import create_app
from hub.web.static_files import hash_of_folder
from hub.wiring import House
from tests.support.web import Browser
from tests.web.conftest import EnterAs


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.mark.parametrize("address", ["/", "/log-in", "/nothing-here", "/people"])
def test_every_answer_forbids_what_is_inline_and_what_is_from_elsewhere(
    enter_as: EnterAs, address: str
) -> None:
    headers = enter_as("driver").get(address).headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/", "/log-in", "/nothing-here"])
def test_a_page_is_never_kept_by_the_browser(enter_as: EnterAs, address: str) -> None:
    assert enter_as("driver").get(address).headers["Cache-Control"] == "no-store"


def test_a_static_file_is_kept_for_a_year_under_its_hash_and_not_otherwise(app: Flask, house: House) -> None:
    browser = Browser(app, house)
    found = re.search(r'href="(/static/[0-9a-f]{12}/css/tokens\.css)"', browser.get("/log-in").text)
    assert found is not None
    with browser.get(found[1]) as kept:
        assert kept.status_code == 200
        assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with browser.get("/static/000000000000/css/tokens.css") as old:
        assert old.status_code == 200
        assert "immutable" not in old.headers["Cache-Control"]


def test_a_static_address_leads_to_no_file_outside_its_folder(app: Flask, house: House) -> None:
    assert Browser(app, house).get("/static/x/../../app.py").status_code == 404
    assert Browser(app, house).get("/static/x/..%2F..%2Fapp.py").status_code == 404


def test_one_changed_byte_changes_the_address_of_every_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("static")
    (folder / "a.css").write_text("a")
    before = hash_of_folder(folder)
    (folder / "a.css").write_text("b")
    assert hash_of_folder(folder) != before


def test_https_makes_the_cookie_strict(house: House) -> None:
    settings = replace(house.settings, web=replace(house.settings.web, https=True))
    client = create_app(replace(house, settings=settings)).test_client()
    cookie = client.get("/log-in", base_url="https://hub.example").headers["Set-Cookie"]
    assert cookie.startswith("__Host-samlast=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
