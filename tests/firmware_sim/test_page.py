"""The page of the simulated devices in a real browser: what a printer may suffer is set there, not only over JSON."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser as Chromium

from firmware_sim.fleet import FleetSpec
from firmware_sim.printer import PrinterSpec
from tests.firmware_sim.conftest import ask
from tests.support.wait import until


def test_every_fault_of_a_printer_is_set_from_the_page(
    control: Callable[[FleetSpec], str], engine: Chromium
) -> None:
    url = control(FleetSpec(printers=(PrinterSpec("labels", tcp=0, serial_number="J4XF012345"),)))
    page = engine.new_page(locale="en")
    page.goto(url)
    card = page.locator("article")
    card.get_by_text("Serial number J4XF012345").wait_for()
    card.get_by_text("Faults").click()

    def put(label: str, value: str) -> None:
        field = card.get_by_label(label)
        field.fill(value)
        field.press("Enter")

    put("Another serial number", "OTHER")
    put("Hang up after bytes", "400")
    put("Paper out after label no.", "2")
    put("Cover opened after mm of the next label", "20")
    put("Paper left on the roll in mm", "150")
    card.get_by_role("button", name="Accepts, never reads").click()
    until(lambda: ask(url, "/printer/labels").told["faults"] == ["half_open"], what="the last fault")
    now = ask(url, "/printer/labels").told
    assert now["serial_number"] == "OTHER"
    assert now["counting_down"] == {"papers": 2, "bytes": 400, "roll_mm": 150, "open": True}
    card.get_by_text("Serial number OTHER · Soon: paper out after labels: 2").wait_for()
    page.close()
