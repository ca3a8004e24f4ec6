"""Takes the pictures of the README anew: `.venv/bin/python scripts/screenshots.py`.

Starts a demo hub of its own in a folder that is thrown away, works through one collection day with the simulated devices, and
writes docs/screenshots/*.png. Needs Chromium and what `make test` installs. Takes about two minutes.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sqlalchemy import select  # noqa: E402 - after the path
from sqlalchemy.orm import Session  # noqa: E402

from hub.catalogue.records import Article, Category, CrateType, Kitchen, Product, SoldBy  # noqa: E402
from hub.kernel.quantity import Mass  # noqa: E402
from hub.orders.records import LineState, Order, OrderLine  # noqa: E402
from hub.receiving import views  # noqa: E402
from hub.receiving.rules import Tolerance  # noqa: E402
from hub.stock.records import Crate, Lot  # noqa: E402
from hub.storage.database import Database, sqlite_url  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
DESK, PHONE = (1400, 900), (390, 844)
LOCALES = {"nb": "nb-NO", "sv": "sv-SE", "en": "en-GB"}
COLOURS = 256
HEAVIEST_CRATE_G = 40_000
NOTE_HEIGHT = 1500
CHILLED, FROZEN = "2.8", "-20.4"
PATIENCE_MS = 20_000
LOOKED_WITHIN_MS = 120_000
KITCHEN, KITCHEN_LOGIN = "LONNAS", "kitchen.lonnas"
ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Demo:
    """A running demo: the address of the hub, that of the simulated devices, and its folder."""

    web: str
    panel: str
    data: Path

    def tell(self, path: str, body: Mapping[str, object]) -> None:
        raw = json.dumps(body).encode()
        request = urllib.request.Request(self.panel + path, raw, {"Content-Type": "application/json"})  # noqa: S310 - loopback
        urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 - loopback

    def ask(self, path: str) -> bytes:
        with urllib.request.urlopen(self.panel + path, timeout=10) as answer:  # noqa: S310 - loopback
            raw: bytes = answer.read()
            return raw


@dataclass(frozen=True)
class ToWeigh:
    """One crate that is still to come in."""

    article_id: int
    collect_on: date
    grams: int
    count: int | None


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("Chromium was not found; Debian's package is `chromium`.", file=sys.stderr)
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        demo(Path(folder)) as running,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        Tour(running, browser).take()
        browser.close()
    for picture in sorted(FOLDER.glob("*.png")):
        print(f"{picture.stat().st_size // 1000:4d} kB  {picture.name}")
    return 0


@contextmanager
def demo(data: Path) -> Iterator[Demo]:
    command = [sys.executable, str(ROOT / "scripts" / "demo.py"), "--data", str(data), "--port", "8500"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        found: list[str] = []
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        for line in process.stdout:
            found += [address.rstrip("/") for address in ADDRESS.findall(line)]
            if line.startswith("Ctrl-C"):
                break
        web, panel = found[:2]
        yield Demo(web, panel, data)
    finally:
        process.terminate()
        process.wait(30)


def keep(name: str, png: bytes, height: int | None = None) -> None:
    """Fewer colours make a picture of a screen a third as large; nobody sees the difference."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if height is not None and picture.height > height:
        picture = picture.crop((0, 0, picture.width, height))
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        FOLDER / f"{name}.png", optimize=True
    )


class Tour:
    """From the log-in to the claim, one picture for each screen."""

    def __init__(self, running: Demo, browser: Browser) -> None:
        self.demo = running
        self.browser = browser

    def take(self) -> None:
        self.order()
        self.answer()
        to_weigh = self.what_comes()
        worker = self.sit_down("worker")
        sscc = self.receive(worker, to_weigh)
        self.put_away(worker, sscc)
        deliver_on, kitchen_id = self.pick(worker)
        self.load(worker, deliver_on, kitchen_id)
        self.hand_over(deliver_on)
        self.claim()
        self.look_after()

    def window(self, size: tuple[int, int], language: str, *, dark: bool = False) -> Page:
        width, height = size
        page = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=LOCALES[language],
            timezone_id="Europe/Oslo",
            color_scheme="dark" if dark else "light",
        ).new_page()
        page.set_default_timeout(PATIENCE_MS)
        return page

    def sit_down(
        self, login: str, size: tuple[int, int] = DESK, language: str = "en", *, dark: bool = False
    ) -> Page:
        page = self.window(size, language, dark=dark)
        page.goto(self.demo.web + "/log-in")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", f"demo-{login.partition('.')[0]}")
        page.locator("form:has(input[name=password]) button[type=submit]").click()
        page.wait_for_url(self.demo.web + "/")
        if page.locator("html").get_attribute("lang") != language:
            page.locator("details:has(button[name=language]) > summary").first.click()
            page.locator(f"button[name=language][value={language}]").first.click()
            expect(page.locator("html")).to_have_attribute("lang", language)
        return page

    def go(self, page: Page, path: str) -> None:
        page.goto(self.demo.web + path)

    def shoot(self, page: Page, name: str, at: Locator | None = None) -> None:
        """The window as it stands; `at` is scrolled to its top first."""
        if at is not None:
            at.first.evaluate(
                "one => window.scrollTo(0, one.getBoundingClientRect().top + window.scrollY - 90)"
            )
        page.wait_for_timeout(400)
        keep(name, page.screenshot())

    def order(self) -> None:
        entrance = self.window(DESK, "en")
        self.go(entrance, "/log-in")
        self.shoot(entrance, "log-in")
        chef = self.sit_down(KITCHEN_LOGIN)
        self.go(chef, "/kitchen/articles")
        self.shoot(chef, "kitchen-articles")
        self.go(chef, "/kitchen/orders")
        chef.get_by_role("link", name=re.compile(r"No\. 2\b")).first.click()
        self.shoot(chef, "order")
        phone = self.sit_down(KITCHEN_LOGIN, PHONE, "nb")
        self.go(phone, "/kitchen/articles")
        self.shoot(phone, "kitchen-articles-phone")

    def answer(self) -> None:
        for size, language, name in (
            (DESK, "en", "producer-answers"),
            (PHONE, "sv", "producer-answers-phone"),
        ):
            farmer = self.sit_down("producer.fruit", size, language)
            self.go(farmer, "/producer/lines")
            self.shoot(farmer, name)
        coordinator = self.sit_down("coordinator")
        self.go(coordinator, "/planning/week")
        self.shoot(coordinator, "week")
        self.shoot(coordinator, "week-days", coordinator.locator("details.week-day[open]"))

    def what_comes(self) -> list[ToWeigh]:
        """Everything that is announced for the kitchen's next delivery day and not in yet, in crates that one can lift."""
        database = Database(sqlite_url(self.demo.data / "hub.db"))
        crates: list[ToWeigh] = []
        with database.read() as session:
            waiting = session.scalars(
                select(Order).join(Kitchen).where(Kitchen.code == KITCHEN).order_by(Order.number)
            ).all()[1]
            days = sorted({line.collect_on for line in waiting.lines})
            wanted = {line.article_id for line in waiting.lines}
            self.papers_page, self.crate_page = fish_papers(session), fish_crate(session)
            for day in days:
                for farm in views.due(session, day, Tolerance(20)):
                    for due in farm.articles:
                        missing = due.announced - due.received
                        if due.article.id in wanted and not due.closed and missing.mass > Mass(0):
                            grams = missing.mass.milligrams // 1000
                            by_count = due.article.sold_by is SoldBy.COUNT
                            crates += crates_of(
                                due.article.id, day, grams, missing.count if by_count else None
                            )
            kitchen_id = waiting.kitchen_id
            self.kitchen_id, self.deliver_on = kitchen_id, waiting.delivery_on
            self.tare_g = (
                session.scalars(select(CrateType).order_by(CrateType.id)).first() or CrateType()
            ).tare.milligrams // 1000
        database.close()
        return crates

    def receive(self, worker: Page, crates: list[ToWeigh]) -> str:
        self.go(worker, "/receiving")
        self.shoot(worker, "receiving-farms")
        self.go(worker, self.papers_page)
        self.fill_papers(worker)
        self.shoot(worker, "receiving-papers")
        self.go(worker, self.crate_page)
        self.shoot(worker, "crate", worker.locator("main .columns"))
        for at, crate in enumerate(crates):
            self.weigh_in(worker, crate, first=at == 0)
        link = worker.locator(".short-list a[href*='/crates/']").first.get_attribute("href") or ""
        return link.rsplit("/", 1)[1]

    def weigh_in(self, worker: Page, crate: ToWeigh, *, first: bool) -> None:
        self.go(worker, f"/receiving/{crate.collect_on.isoformat()}/goods/{crate.article_id}")
        self.measure(worker)
        self.read_papers(worker)
        ready = worker.locator("[data-weighing-word]")
        expect(worker.locator("[data-weight]")).to_contain_text("0.00")
        worker.locator("input[name=crate_type]").first.check()
        if crate.count is not None:
            worker.fill("input[name=count]", str(crate.count))
        self.demo.tell("/scale/goods_in/load", {"grams": crate.grams + self.tare_g})
        expect(ready).not_to_have_text("")
        if first:
            self.shoot(worker, "receiving-station")
        worker.get_by_role("button", name="Take weight", exact=True).click()
        expect(worker.locator(".saved")).to_contain_text("Saved, no.")
        if first:
            expect(worker.locator(".saved")).to_contain_text("Label printed")
            self.shoot(worker, "receiving-saved")
            keep("label", self.newest_paper("labels"))
            phone = self.sit_down("worker", PHONE, "nb")
            self.go(phone, f"/receiving/{crate.collect_on.isoformat()}/goods/{crate.article_id}")
            expect(phone.locator("[data-weight]")).to_contain_text(",")
            self.shoot(phone, "receiving-station-phone")
            phone.context.close()
            self.go_english("worker")
        self.demo.tell("/scale/goods_in/load", {"grams": 0})

    def measure(self, worker: Page) -> None:
        """Chilled and frozen goods are measured before their first crate."""
        asked = worker.locator(".first-step:has(input[name=celsius])")
        if asked.count():
            asked.locator("input[name=celsius]").fill(
                FROZEN if "Limit \N{MINUS SIGN}" in asked.inner_text() else CHILLED
            )
            asked.get_by_role("button", name="Save the temperature").click()
            expect(asked).to_have_count(0)

    def read_papers(self, worker: Page) -> None:
        """What the papers of meat, fish and frozen goods say, with made-up words that say so."""
        asked = worker.get_by_role("link", name="Write what the papers say")
        if not asked.count():
            return
        asked.click()
        self.fill_papers(worker)
        worker.get_by_role("button", name="Save what the papers say").click()
        expect(worker.get_by_role("link", name="Write what the papers say")).to_have_count(0)

    def fill_papers(self, worker: Page) -> None:
        for field in worker.locator(".papers-form select").all():
            if not field.input_value():
                field.select_option(index=1)
        for field in worker.locator(".papers-form .input:not(select)").all():
            if not field.input_value():
                # A field for a day says what the last one is: today.
                field.fill(field.get_attribute("max") or "DEMO 1")

    def go_english(self, login: str) -> None:
        """A person has one language on all screens."""
        self.sit_down(login).context.close()

    def newest_paper(self, printer: str) -> bytes:
        papers: list[dict[str, Any]] = json.loads(self.demo.ask(f"/printer/{printer}/papers"))
        return self.demo.ask(f"/printer/{printer}/paper/{max(int(paper['n']) for paper in papers)}.png")

    def put_away(self, worker: Page, sscc: str) -> None:
        self.go(worker, "/put-away")
        worker.locator("input[name=crate]").first.fill(f"]C100{sscc}")
        worker.keyboard.press("Enter")
        worker.locator("input[name=place]:visible").fill("FREEZER")
        worker.keyboard.press("Enter")
        expect(worker.locator(".refusal")).to_be_visible()
        self.shoot(worker, "put-away")

    def pick(self, worker: Page) -> tuple[date, int]:
        address = f"/picking/{self.deliver_on.isoformat()}/{self.kitchen_id}"
        for at in range(60):
            self.go(worker, address)
            if at == 1:
                self.shoot(worker, "pick-list")
            if not worker.locator(".next-pick").count():
                break
            self.pick_next(worker)
        return self.deliver_on, self.kitchen_id

    def pick_next(self, worker: Page) -> None:
        """The crate that the list proposes, whole, or the part of it that the line wants, weighed at the bench."""
        code = "".join(worker.locator(".next-code").inner_text().split())
        database = Database(sqlite_url(self.demo.data / "hub.db"))
        with database.read() as session:
            sscc = session.connection().exec_driver_sql(
                "SELECT sscc FROM crate WHERE sscc LIKE ?", (f"%{code}",)
            )
            found = str(sscc.scalar_one())
        database.close()
        part = worker.locator(".next-amount").inner_text()
        worker.locator(".next-pick input[name=crate]:visible").fill(found)
        worker.get_by_role("button", name="Confirm", exact=True).click()
        if not worker.locator(".next-pick [data-take]").count():
            return
        grams = int(float(re.search(r"([\d.]+)\s*kg", part)[1]) * 1000)  # type: ignore[index]
        worker.locator("input[name=crate_type]").first.check()
        expect(worker.locator("[data-weight]")).to_contain_text("0.00")
        self.demo.tell("/scale/packing/load", {"grams": grams + self.tare_g})
        expect(worker.locator("[data-weighing-word]")).not_to_have_text("")
        self.shoot(worker, "pick-part")
        worker.get_by_role("button", name="Take weight", exact=True).click()
        worker.wait_for_load_state()
        self.demo.tell("/scale/packing/load", {"grams": 0})

    def load(self, worker: Page, deliver_on: date, kitchen_id: int) -> None:
        self.go(worker, f"/loads?day={deliver_on.isoformat()}")
        card = worker.locator(f"article[aria-labelledby=load-{kitchen_id}]")
        card.get_by_role("button", name="Close the load", exact=True).click()
        card = worker.locator(f"article[aria-labelledby=load-{kitchen_id}]")
        expect(card).to_contain_text("Note ")
        worker.wait_for_timeout(6_000)
        self.go(worker, f"/loads?day={deliver_on.isoformat()}")
        self.shoot(worker, "load")
        keep("note-roll", self.newest_paper("notes"), NOTE_HEIGHT)
        link = card.get_by_role("link", name="See the note").get_attribute("href") or ""
        keep("note-a4", first_page(worker.context.request.get(self.demo.web + link).body()))

    def hand_over(self, deliver_on: date) -> None:
        driver = self.sit_down("driver", PHONE)
        self.go(driver, f"/stops?day={deliver_on.isoformat()}")
        self.shoot(driver, "stops-phone")
        driver.get_by_role("button", name="Handed over", exact=True).first.click()

    def claim(self) -> None:
        chef = self.sit_down(KITCHEN_LOGIN, PHONE)
        self.go(chef, "/arrivals")
        chef.locator("main a.goods").first.click()
        self.shoot(chef, "arrival-phone")
        chef.locator("summary").filter(has_text="Something is wrong").first.click()
        line = chef.locator("article:has(details[open] input[name=reason])").first
        line.locator("input[name=mass]").fill("0.5")
        line.locator("input[name=reason]").fill("Soft at the bottom of the crate")
        self.shoot(chef, "claim-phone", line)

    def look_after(self) -> None:
        quality = self.sit_down("quality")
        self.go(quality, "/rooms")
        self.shoot(quality, "rooms")
        self.go(quality, "/rooms/COLD-1")
        quality.wait_for_selector("canvas")
        self.shoot(quality, "room")
        self.review(quality)
        night = self.sit_down("quality", PHONE, "en", dark=True)
        self.go(night, "/rooms/COLD-2")
        night.wait_for_selector("canvas")
        self.shoot(night, "room-phone-dark")
        coordinator = self.sit_down("coordinator")
        for path, name in (("/devices", "devices"), ("/jobs", "jobs"), ("/weighings", "weighings")):
            self.go(coordinator, path)
            self.shoot(coordinator, name)
        panel = self.window(DESK, "en")
        panel.goto(self.demo.panel)
        panel.wait_for_timeout(1_500)
        self.shoot(panel, "simulators")

    def review(self, quality: Page) -> None:
        """What calls is answered, yesterday is signed, and its paper is taken."""
        self.go(quality, "/room-days")
        # The hub looks at its rooms once a minute.
        quality.locator("#calling .alarm-line").first.click(timeout=LOOKED_WITHIN_MS)
        quality.get_by_label("Door closed").check()
        quality.get_by_role("button", name="Keep").click()
        expect(quality.locator("#said")).to_contain_text("Kept: what was done about the alarm.")
        self.go(quality, "/room-days")
        quality.locator(".room-days .room-day").last.click()
        quality.fill("input[name=secret]", "demo-quality")
        quality.get_by_role("button", name="Sign").click()
        expect(quality.locator("#said")).to_contain_text("The day is signed")
        self.shoot(quality, "room-day")
        paper = quality.locator("a[href$='.pdf']").first.get_attribute("href") or ""
        keep("room-report", first_page(quality.context.request.get(self.demo.web + paper).body()))


def fish_papers(session: Session) -> str:
    """The form for the papers of some fish that is still to come."""
    line = session.scalars(
        select(OrderLine)
        .join(Article, Article.id == OrderLine.article_id)
        .join(Product, Product.id == Article.product_id)
        .where(Product.category == Category.FISH, OrderLine.state == LineState.CONFIRMED)
        .order_by(OrderLine.collect_on, Article.number)
    ).first()
    assert line is not None  # noqa: S101 - fish comes on every collection day of the demo
    return f"/receiving/{line.collect_on.isoformat()}/goods/{line.article_id}/papers"


def fish_crate(session: Session) -> str:
    crate = session.scalars(
        select(Crate)
        .join(Lot, Lot.id == Crate.lot_id)
        .join(Article, Article.id == Lot.article_id)
        .join(Product, Product.id == Article.product_id)
        .where(Product.category == Category.FISH)
        .order_by(Crate.id)
    ).first()
    assert crate is not None  # noqa: S101 - fish came in on each past collection day of the demo
    return f"/crates/{crate.sscc}"


def crates_of(article_id: int, day: date, grams: int, count: int | None) -> list[ToWeigh]:
    if count is not None:
        return [ToWeigh(article_id, day, min(grams, HEAVIEST_CRATE_G), count)]
    parts = -(-grams // HEAVIEST_CRATE_G)
    each = grams // parts // 10 * 10
    return [ToWeigh(article_id, day, each, None)] * (parts - 1) + [
        ToWeigh(article_id, day, grams - each * (parts - 1), None)
    ]


def first_page(pdf: bytes) -> bytes:
    import pypdfium2  # noqa: PLC0415 - used once

    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=1.4).to_pil()
    document.close()
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


if __name__ == "__main__":
    sys.exit(main())
