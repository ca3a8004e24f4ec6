"""People at their screens: one browser window each, logged in by hand, in their own language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.support.running_hub import RunningHub
from tests.support.words import Say, pattern, speaker

PASSWORDS = {"kitchen": "demo-kitchen", "producer": "demo-producer"}
SIZES = {"phone": (390, 844), "tablet": (1024, 768), "desk": (1400, 900)}


@dataclass
class Desk:
    """One person's window. `go` opens a page of the hub; every script error and every breach of the content policy is kept in `complaints`."""

    hub: RunningHub
    page: Page
    context: BrowserContext
    language: str
    say: Say
    complaints: list[str]

    def go(self, path: str) -> Page:
        self.page.goto(self.hub.web + path)
        return self.page

    def press(self, text: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=self.say(text), exact=True).first.click()

    def number_in(self, text: str, where: str = "main") -> int:
        """The number in a text such as "Saved, no. %(number)s", once the page says it."""
        wanted = pattern(self.say(text))
        expect(self.page.locator(where)).to_contain_text(wanted)
        found = wanted.search(self.page.locator(where).inner_text())
        assert found is not None
        return int(found[1])

    def sees(self, text: str, **facts: object) -> None:
        expect(self.page.locator("main")).to_contain_text(self.say(text, **facts))


def sit_down(hub: RunningHub, browser: Browser, login: str, *, language: str, size: str = "desk") -> Desk:
    """Open a window and log in with the password of the demo."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale={"nb": "nb-NO", "sv": "sv-SE", "en": "en-GB"}[language],
        timezone_id="Europe/Oslo",
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    desk = Desk(hub, page, context, language, speaker(language), complaints)
    desk.go("/log-in")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORDS.get(login.partition(".")[0], f"demo-{login}"))
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/$"))
    if page.locator("html").get_attribute("lang") != language:
        page.locator("details:has(button[name=language]) > summary").first.click()
        page.locator(f"button[name=language][value={language}]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    return desk
