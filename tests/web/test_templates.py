"""Every template compiles, keeps to the content policy, and asks only for icons and pages that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from jinja2 import Environment

from hub.storage.database import Database
from tests.web.conftest import EnterAs

WEB = Path(__file__).parents[2] / "hub" / "web"
TEMPLATES = sorted(
    path.relative_to(WEB / "templates").as_posix() for path in (WEB / "templates").rglob("*.html")
)
SCRIPTS = sorted((WEB / "static" / "js").glob("*.js"))
SPRITE = WEB / "static" / "vendor" / "icons.svg"


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


def text_of(name: str) -> str:
    return (WEB / "templates" / name).read_text(encoding="utf-8")


def test_every_template_compiles(app: Flask) -> None:
    environment: Environment = app.jinja_env
    assert [environment.get_template(name).name for name in TEMPLATES] == TEMPLATES


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_holds_what_the_content_policy_forbids(name: str) -> None:
    markup = re.sub(r"\{#.*?#\}", "", text_of(name), flags=re.DOTALL)
    assert re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:|https?://(?!www\.w3\.org)", markup) is None
    for script in re.findall(r"<script\b[^>]*>", markup):
        assert "src=" in script


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_page_has_a_title_of_its_own(name: str) -> None:
    text = text_of(name)
    assert "extends" not in text or "{% block title %}" in text


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_icon_that_a_template_names_is_in_the_sprite(name: str) -> None:
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")))
    text = text_of(name)
    named = set(re.findall(r'\bicon\("([a-z0-9-]+)"', text)) | set(
        re.findall(r'icon_name="([a-z0-9-]+)"', text)
    )
    assert named - drawn == set(), "run scripts/frontend.py"


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_form_that_posts_carries_the_token(name: str) -> None:
    for form in re.findall(r"<form\b.*?</form>", text_of(name), flags=re.DOTALL):
        assert 'name="csrf"' in form or 'method="get"' in form


def test_scripts_make_no_markup_out_of_text_from_elsewhere() -> None:
    for script in SCRIPTS:
        text = script.read_text(encoding="utf-8")
        assert "eval(" not in text, script.name
        assert "document.write" not in text, script.name
        assert not re.search(r"(?:from|import\()\s*[\"']https?:", text), script.name


@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_the_pages_of_the_foundation_render_in_every_language(enter_as: EnterAs, language: str) -> None:
    browser = enter_as("administrator")
    browser.client.set_cookie("samlast-language", language)
    for address in (
        "/",
        "/account",
        "/components",
        "/people",
        "/people/new",
        "/people/1",
        "/kiosks",
        "/none",
    ):
        page = browser.get(address)
        assert (page.status_code, address) == (404 if address == "/none" else 200, address)
        assert f'<html lang="{language}"' in page.text
        assert page.headers["Content-Language"] == language


@pytest.mark.parametrize(
    "part", ['ui.field("a", "A"', 'ui.area("a", "A"', 'ui.select("a", "A", []', 'ui.scan("a", "A"']
)
def test_what_a_page_says_of_a_field_reaches_the_field(app: Flask, part: str) -> None:
    """Its length, keyboard and list: a macro that forgets them shows in no other way."""
    template = (
        '{% import "_components.html" as ui with context %}{{ ' + part + ', maxlength="7", list="l") }}'
    )
    with app.test_request_context("/"):
        page = render_template_string(template)
    (box,) = re.findall(r'<(?:input|textarea|select) class="input"[^>]*>', page)
    assert 'maxlength="7"' in box
    assert 'list="l"' in box


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_field_is_given_no_name_that_it_has_already(name: str) -> None:
    for given in re.findall(r"ui\.(?:field|area|select|scan)\((?:[^()]|\([^()]*\))*\)", text_of(name)):
        assert re.search(r'\b(id|name|required)="', given) is None, given
