"""What only a real browser can tell: the content policy holds, nothing is wider than a phone, scans land, forms send once, and a
stream that falls silent says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask, Response, render_template_string, request
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from werkzeug.serving import make_server

from hub.kernel.clock import SystemClock
from hub.receiving.weighings import record_weighing
from hub.storage.database import Database
from hub.web.access import signed_in
from hub.web.app import create_app
from hub.web.live import stream
from hub.wiring import House
from tests.support.floor_factory import COLLECT_ON, confirmed_line, load, make_floor
from tests.support.wait import until
from tests.support.web import Browser, make_house, make_person

TOPIC = "samlast/live/scale/goods_in"
PAGES = ("/", "/account", "/components", "/people", "/people/new", "/people/1", "/kiosks", "/nothing-here")
# A phone, a tablet upright and lying, a desk.
WIDTHS = (360, 820, 1024, 1400)
LONGEST_WEIGHT = "−59,995 kg"
PROBE = """\
{% extends "base.html" %}
{% import "_components.html" as ui with context %}
{% block main %}
<h1>Probe</h1>
{% call ui.live("/live/test") %}<p data-live-value id="value"></p>{% endcall %}
{% call ui.form("/probe", id="form") %}{{ ui.scan("crate", "Crate") }}{{ ui.button("Send") }}{% endcall %}
{% endblock %}
"""


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.fixture
def house(database: Database) -> House:
    return make_house(database, SystemClock())


@pytest.fixture
def sent() -> list[str]:
    """What the probe's form was sent with."""
    return []


@pytest.fixture
def app(house: House, sent: list[str]) -> Flask:
    made = create_app(house)

    def probe() -> str:
        return render_template_string(PROBE)

    def take() -> Response:
        sent.append(request.form["crate"])
        return Response(status=204)  # the browser stays where it is, as it does while an answer takes long

    def live() -> Response:
        return stream(TOPIC)

    made.add_url_rule("/probe", "probe", signed_in(probe))
    made.add_url_rule("/probe", "take", signed_in(take), methods=["POST"])
    made.add_url_rule("/live/test", "test_live", signed_in(live))
    return made


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(engine: Chromium, app: Flask, house: House, address: str) -> Iterator[Page]:
    """A phone in the hand of an administrator who also works on the floor."""
    with house.database.write() as session:
        person = make_person(session, house, "administrator", "coordinator")
    cookie = Browser(app, house, person).client.get_cookie("samlast")
    assert cookie is not None
    context = engine.new_context(base_url=address, viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": "samlast", "value": cookie.value, "url": address}])
    yield context.new_page()
    context.close()


def test_the_pages_keep_to_the_content_policy_and_to_the_width_of_a_phone(page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if "Content Security" in told.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for where in PAGES:
        page.goto(where)
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (where, wider) == (where, 0)
    assert complaints == []


def test_everything_to_press_is_large_enough_for_a_thumb(page: Page) -> None:
    for where in PAGES:
        page.goto(where)
        small = page.evaluate(
            """() => [...document.querySelectorAll('main .button, main .input, .tab, .tool, .choice-tile')]
                .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
                .map((one) => one.outerHTML.slice(0, 80))"""
        )
        assert (where, small) == (where, [])


def test_the_longest_weight_fits_its_place_and_what_became_of_a_press_is_in_sight(
    page: Page, house: House
) -> None:
    with house.database.write() as session:
        floor = make_floor(session)
        confirmed_line(session, floor, house.clock, article=floor.carrots, kilograms="40")
        record_weighing(session, load("11", house.clock.now()))
        station = f"/receiving/{COLLECT_ON.isoformat()}/goods/{floor.carrots.id}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(station)
        shown = page.locator("[data-weight]")
        shown.evaluate("(shown, longest) => { shown.textContent = longest; }", LONGEST_WEIGHT)
        wider = shown.evaluate("(shown) => shown.scrollWidth - shown.clientWidth")
        lines = shown.evaluate(
            "(shown) => shown.clientHeight / parseFloat(getComputedStyle(shown).lineHeight)"
        )
        assert (width, wider, round(lines)) == (width, 0, 1)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(station)
    page.locator("input[name=crate_type]").first.check()
    page.locator("[data-take]").click()
    saved, display = page.locator(".saved").bounding_box(), page.locator(".station-scale").bounding_box()
    assert saved is not None
    assert display is not None
    assert 0 <= saved["y"] < saved["y"] + 100 < display["y"]


def test_a_scan_lands_in_its_field_wherever_the_focus_was(page: Page, sent: list[str]) -> None:
    page.goto("/probe")
    until(lambda: page.evaluate("document.activeElement.id") == "field-crate", what="the focus")
    page.locator("h1").click()
    with page.expect_response("**/probe"):
        page.keyboard.type("395212340000000123")
        page.keyboard.press("Enter")
    assert sent == ["395212340000000123"]


def test_a_part_of_the_page_that_is_renewed_in_the_middle_of_a_scan_takes_nothing_from_it(
    page: Page, sent: list[str]
) -> None:
    page.goto("/probe")
    page.locator("h1").click()
    page.keyboard.type("395")
    page.evaluate("document.dispatchEvent(new Event('htmx:afterSettle'))")
    with page.expect_response("**/probe"):
        page.keyboard.type("212340000000123")
        page.keyboard.press("Enter")
    assert sent == ["395212340000000123"]


def test_a_form_that_is_pressed_twice_is_sent_once(page: Page, sent: list[str]) -> None:
    page.goto("/probe")
    page.fill("#field-crate", "1")
    with page.expect_response("**/probe"):
        page.locator("#form button").dblclick()
    page.locator("#form button").click(force=True)
    page.goto("/account")
    assert sent == ["1"]


def test_a_live_value_arrives_and_a_silent_stream_says_since_when(page: Page, house: House) -> None:
    page.goto("/probe")
    page.evaluate(
        """() => document.querySelector('[data-live]').addEventListener('live', (event) => {
            document.getElementById('value').textContent = event.detail.payload.shown; })"""
    )
    page.wait_for_selector("[data-live][data-is-live]")
    house.live.post(TOPIC, {"shown": "10,45 kg"})
    # Not wait_for_function: it evaluates text inside the page, which the content policy refuses.
    until(lambda: page.text_content("#value") == "10,45 kg", what="the live value")
    page.route("**/live/**", lambda route: route.abort())
    page.evaluate(
        "fetch('/log-out', {method: 'POST', headers: {'X-Csrf': document.querySelector('meta[name=csrf]').content}})"
    )
    page.wait_for_selector("[data-live][data-is-stale]", timeout=15_000)
    # A late beat may have shown it for a moment before the stream really ended.
    said = page.locator("[data-live-state]").first
    until(lambda: said.inner_text().strip().startswith("Not live since"), within_s=15, what="since when")


def test_escape_closes_a_menu_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/account")
    page.locator(".top-tools summary").first.press("Enter")
    assert page.locator(".menu[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".menu[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_first_tab_of_the_keyboard_skips_to_the_content(page: Page) -> None:
    page.goto("/account")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
