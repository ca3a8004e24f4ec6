"""Crates taken one after the other without a touch of the screen, one of them taken back, and the switch off again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from hub.receiving.records import Receipt, ReceiptUndone, Weighing
from hub.storage.database import Database, sqlite_url
from tests.journeys.test_one_crate import choose
from tests.support.floor import Desk, sit_down
from tests.support.running_hub import RunningHub
from tests.support.wait import until


def counted(hub: RunningHub) -> tuple[int, int, int]:
    """Weighings of the goods-in scale, receipts, and receipts taken back, as the hub has written them."""
    database = Database(hub.database_url or sqlite_url(hub.data / "hub.db"))
    with database.read() as session:
        found = (
            session.scalar(select(func.count(Weighing.id)).where(Weighing.scale == "goods_in")) or 0,
            session.scalar(select(func.count(Receipt.id))) or 0,
            session.scalar(select(func.count(ReceiptUndone.receipt_id))) or 0,
        )
    database.close()
    return found


def lift_off(hub: RunningHub, page: Page) -> None:
    hub.load("goods_in", 0)
    expect(page.locator("[data-weight-box]")).to_have_class("weight off")


def switch(worker: Desk) -> None:
    worker.page.get_by_role("switch").click()


@pytest.mark.timeout(240)
def test_loads_are_taken_by_themselves_once_each_and_one_is_taken_back(
    sqlite_hub: RunningHub, engine: Browser
) -> None:
    hub = sqlite_hub
    wanted = choose(hub, "nb")
    worker = sit_down(hub, engine, "worker", language="nb", size="tablet")
    page = worker.go(f"/receiving/2026-12-31/goods/{wanted.article_id}")
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "false")
    switch(worker)
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    page.locator(f"input[name=crate_type][value='{wanted.crate_type_id}']").check()
    lift_off(hub, page)
    weighings, receipts, _ = counted(hub)

    hub.load("goods_in", 8_000)
    first = worker.number_in("Saved, no. %(number)s")
    lift_off(hub, page)
    hub.load("goods_in", 9_000)
    expect(page.locator(".saved h2")).to_contain_text(str(first + 1))
    lift_off(hub, page)
    assert counted(hub) == (weighings + 2, receipts + 2, 0)

    # An empty crate is refused, and the page goes on.
    hub.load("goods_in", wanted.tare_grams)
    expect(page.locator("[data-part=after] .notice.bad")).to_be_visible()
    lift_off(hub, page)
    hub.load("goods_in", 7_000)
    expect(page.locator(".saved h2")).to_contain_text(str(first + 2))
    lift_off(hub, page)

    page.locator(".take-back summary").click()
    worker.press("Take it back")
    expect(page.locator(".saved.undone")).to_contain_text(str(first + 2))
    assert counted(hub) == (weighings + 4, receipts + 3, 1)

    switch(worker)
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "false")
    hub.load("goods_in", 6_000)
    expect(page.locator("[data-weighing-word]")).not_to_have_text("")
    until(lambda: counted(hub)[0] == weighings + 5, within_s=10, what="the load written down")
    assert counted(hub) == (weighings + 5, receipts + 3, 1)
    assert hub.command("verify").returncode == 0
    assert worker.complaints == []
