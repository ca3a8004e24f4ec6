"""The curve in a real browser: drawn, broken where nothing was measured, live, and in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from werkzeug.serving import make_server

from hub.kernel.clock import SystemClock
from hub.storage.database import Database
from hub.web.app import create_app
from hub.wiring import House
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit, readings_until
from tests.support.wait import until
from tests.support.web import Browser, make_house, make_person

SPRUCE = {"light": (31, 82, 64), "dark": (143, 207, 169)}  # --spruce of tokens.css
# In which hundredths of the picture's width, from the left, pixels of about this colour stand.
WHERE = """([red, green, blue]) => {
    const canvas = document.querySelector('.chart canvas');
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
    const found = new Set();
    for (let at = 0; at < pixels.length; at += 4) {
        const far = Math.abs(pixels[at] - red) + Math.abs(pixels[at + 1] - green) + Math.abs(pixels[at + 2] - blue);
        if (pixels[at + 3] > 200 && far < 12) found.add(Math.floor(100 * ((at / 4) % width) / width));
    }
    return [...found].sort((one, other) => one - other);
}"""


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.fixture
def house(database: Database) -> House:
    """A room with six hours of readings, of which the third and fourth are silence, and a warm last hour."""
    made = make_house(database, SystemClock())
    now = made.clock.now()
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, now - timedelta(days=30))
        a_limit(session, room, "5", valid_from=now - timedelta(days=30))
        readings_until(session, probe, now - timedelta(hours=4), ["3.0"] * 120)
        readings_until(session, probe, now - timedelta(seconds=30), [*["3.0"] * 60, *["8.0"] * 60])
    return made


@pytest.fixture
def address(house: House) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(house), threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(engine: Chromium, house: House, address: str) -> Iterator[Page]:
    """A phone in the hand of somebody who looks after quality. What the browser complains of fails the test."""
    with house.database.write() as session:
        person = make_person(session, house, "quality")
    cookie = Browser(create_app(house), house, person).client.get_cookie("samlast")
    assert cookie is not None
    context = engine.new_context(
        base_url=address, viewport={"width": 360, "height": 740}, color_scheme="light"
    )
    context.add_cookies([{"name": "samlast", "value": cookie.value, "url": address}])
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    yield opened
    context.close()
    assert complaints == []


def open_curve(page: Page) -> None:
    page.goto("/rooms/cold_1?period=6h")
    page.wait_for_selector(".chart canvas")
    # Not wait_for_function: it evaluates text inside the page, which the content policy refuses.
    until(lambda: page.evaluate("document.fonts.status === 'loaded'"), what="the fonts")


def test_the_curve_is_drawn_and_breaks_where_nothing_was_measured(page: Page) -> None:
    open_curve(page)
    columns = page.evaluate(WHERE, SPRUCE["light"])
    assert columns[0] < 25
    assert columns[-1] > 85
    # The axis takes the first part of the picture; the silent third and fourth hour lie about its middle.
    assert not [column for column in columns if 48 <= column <= 66]


def test_the_curve_takes_the_colours_of_the_theme_and_the_width_of_the_window(page: Page) -> None:
    open_curve(page)
    page.emulate_media(color_scheme="dark")
    until(lambda: len(page.evaluate(WHERE, SPRUCE["dark"])) > 20, what="the curve in the dark theme")
    assert page.evaluate(WHERE, SPRUCE["light"]) == []
    page.set_viewport_size({"width": 700, "height": 700})
    fits = "document.querySelector('.uplot').offsetWidth === document.querySelector('.chart').clientWidth"
    until(lambda: page.evaluate(fits), what="the curve in the new width")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0


def test_the_number_follows_the_stream_and_a_crossed_limit_brings_a_new_card_at_once(
    page: Page, house: House
) -> None:
    open_curve(page)
    page.wait_for_selector("[data-is-live]")
    # The value lies beyond the limits, so the card is asked for anew, and the house knows nothing of it.
    page.route("**/rooms/cold_1?*", lambda route: route.fulfill(status=204))
    with page.expect_request("**/rooms/cold_1?*", timeout=10_000):
        house.live.post(
            "samlast/live/place/cold_1",
            {"temperature_mc": -1_340, "fault": None, "at": "2099-01-01T12:34:00+00:00"},
        )
    until(lambda: "13:34" in page.inner_text("[data-live-at]"), what="the time of the new value")
    assert page.inner_text("[data-live-value]") == "−1.3\u00a0°C"


def test_an_alarm_is_told_in_words_on_the_card_and_on_the_page(page: Page) -> None:
    page.goto("/rooms")
    assert "Alarm" in page.inner_text("article.room")
    open_curve(page)
    page.get_by_text("The curve as a table").click()
    assert page.locator(".chart-card tbody tr").count() in {12, 13}
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0
