"""A scanner on a serial line in front of real pages: its scans land in the page that is open, once, and only on its own screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from sqlalchemy import func, select
from werkzeug.serving import make_server

from firmware_sim.scanner import ScannerDevice, ScannerSpec
from hub.devices.drivers.scanner import ScannerDriver
from hub.devices.links.streams import open_stream
from hub.devices.supervisor import Supervisor
from hub.kernel.clock import SystemClock
from hub.stock.ledger import standing
from hub.stock.records import Crate, Movement
from hub.storage.database import Database
from hub.wiring import House
from hub.worker.inbox import Inbox
from tests.support.floor_factory import Floor, crate_of, make_floor, weigh
from tests.support.wait import until
from tests.support.web import Browser, make_house, make_person
from tests.web.conftest import EnterAs

IN_HAND = ".in-hand"
TOPIC = "samlast/live/scan/hand"


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    return sqlite_database


@pytest.fixture
def house(database: Database) -> House:
    return make_house(database, SystemClock())


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def crate(house: House, floor: Floor) -> Crate:
    with house.database.write() as session:
        return crate_of(session, weigh(session, floor, house.clock, article=floor.carrots, net="10.45"))


@pytest.fixture
def hand(house: House, tmp_path: Path) -> Iterator[ScannerDevice]:
    """A scanner on a pseudo-terminal, heard by the house's own driver; the broker between worker and pages is left out."""

    def publish(topic: str, payload: dict[str, object], *, retain: bool = False) -> None:
        assert retain == topic.startswith("samlast/state/")
        house.live.post(topic, json.loads(json.dumps(payload)))

    [spec] = house.settings.devices.scanners
    device = ScannerDevice(ScannerSpec("hand", "CR", "]C1", pty=tmp_path / "scanner"))
    inbox = Inbox(house.clock, publish, weigh=_never, store=_never, bury=_never)  # type: ignore[arg-type]
    opened = partial(open_stream, str(tmp_path / "scanner"), spec.line)
    driver = ScannerDriver(spec, opened, house.clock, inbox.post)
    supervisor = Supervisor()
    with ExitStack() as stops:
        stops.callback(device.stop)
        device.start()
        stops.callback(supervisor.stop)
        supervisor.start("scanner-hand", driver.run, driver.lost)
        until(lambda: (house.live.latest("samlast/state/hand") or {}).get("state") == "back")
        yield device


def _never(*_: object) -> None:
    raise AssertionError("a scanner weighs and stores nothing")


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
def screens(engine: Chromium, app: Flask, house: House, address: str) -> Iterator[list[Page]]:
    """Two screens of one house: the tablet on the floor, and one in the office that shows the same page."""
    with house.database.write() as session:
        person = make_person(session, house, "hub_worker")
    cookie = Browser(app, house, person).client.get_cookie("samlast")
    assert cookie is not None
    pages = []
    contexts = [engine.new_context(base_url=address) for _ in range(2)]
    for context in contexts:
        context.add_cookies([{"name": "samlast", "value": cookie.value, "url": address}])
        pages.append(context.new_page())
    yield pages
    for context in contexts:
        context.close()


def _is_live(page: Page) -> None:
    page.goto("/put-away")
    page.wait_for_selector("[data-scanner][data-is-live]")


def test_two_scans_on_a_serial_line_put_a_crate_away_once(
    screens: list[Page], hand: ScannerDevice, house: House, floor: Floor, crate: Crate
) -> None:
    tablet, office = screens
    _is_live(tablet)
    _is_live(office)
    hand.scan("00" + crate.sscc)
    until(
        lambda: [page for page in screens if page.locator(IN_HAND).count()], what="one screen took the crate"
    )
    [holding] = [page for page in screens if page.locator(IN_HAND).count()]
    holding.wait_for_selector("[data-scanner][data-is-live]")
    [other] = [page for page in screens if page is not holding]
    other.goto("/")
    hand.scan("kj1")  # as the simulator's sign hangs there: behind ]C0
    holding.wait_for_selector("text=Scan the next crate")
    with house.database.read() as session:
        assert standing(session, crate.id).place_id == floor.cold_room.id
        moves = session.scalar(
            select(func.count()).select_from(Movement).where(Movement.crate_id == crate.id)
        )
    assert moves == 2  # received, and put away once
    hand.scan("NOPE", "]Q1")
    holding.wait_for_selector(".refusal")
    hand.fault("overlong", on=True)
    hand.scan("kj1")
    holding.wait_for_selector("text=something that is no code")


def _scanned(house: House, scan_id: str) -> None:
    house.live.post(
        TOPIC,
        {
            "id": scan_id,
            "text": "DOCK",
            "identifier": None,
            "trouble": "",
            "at": house.clock.now().isoformat(),
        },
    )


def _takes(browser: Browser, scan_id: str, key: str = "hand") -> bool:
    answer = browser.post(f"/scans/{key}/{scan_id}")
    assert answer.status_code == 200
    return bool(answer.json["yours"]) if answer.json else False


def test_a_scan_is_given_to_one_page_and_an_old_one_to_none(house: House, enter_as: EnterAs) -> None:
    first, second = enter_as("hub_worker"), enter_as("hub_worker")
    assert not _takes(first, "a1")  # nothing was scanned yet
    _scanned(house, "a1")
    assert [_takes(one, "a1") for one in (first, second, first)] == [True, False, False]
    _scanned(house, "a3")
    assert not _takes(first, "a3", "other")
    house.live.post(TOPIC, {"id": "a2", "text": "DOCK", "at": "2026-11-23T05:00:00+00:00"})
    assert not _takes(second, "a2")


def test_a_screen_without_its_scanner_takes_nothing_and_says_where_to_choose(
    house: House, floor: Floor, enter_as: EnterAs
) -> None:
    assert floor.dock.code == "DOCK"
    browser = enter_as("hub_worker")
    assert 'data-scanner="hand"' in browser.get("/put-away").text
    assert browser.post("/scanner", {"scanner": "-"}).status_code == 303
    assert "listens to no scanner" in browser.get("/scanner").text
    page = browser.get("/put-away").text
    assert "data-scanner=" not in page
    assert "No scanner chosen for this screen" in page
    _scanned(house, "b1")
    assert not _takes(browser, "b1")
    assert browser.get("/live/scanner").status_code == 404
    browser.post("/scanner", {"scanner": "hand"})
    assert _takes(browser, "b1")
    assert browser.post("/scanner", {"scanner": "nobody"}).status_code == 404


def test_a_badge_scanned_before_the_log_in_reaches_no_page(enter_as: EnterAs) -> None:
    nobody = enter_as()
    assert "data-scanner" not in nobody.get("/log-in").text
    assert nobody.get("/live/scanner").status_code in {302, 303, 401}
    assert enter_as("kitchen").get("/live/scanner").status_code in {403, 404}
