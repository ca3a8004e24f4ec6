"""Layouts in the browser: seen, tried with faults and bounds, downloaded, and never written to the disk; and labels as pictures."""

from __future__ import annotations

import io
from base64 import b64decode
from html import unescape
from pathlib import Path
from re import search

import pytest
import zxingcpp
from PIL import Image

from hub.kernel.words import Language
from hub.labels.made_up import MADE_UP
from hub.labels.render import layouts_in
from hub.storage.database import Database
from tests.labels.test_jobs_page import Floor, open_floor
from tests.support.clock import FakeClock
from tests.support.labels_factory import CARROTS

LAYOUTS = Path("config/labels")
CRATE = (LAYOUTS / "crate-102x152.toml").read_text(encoding="utf-8")


@pytest.fixture
def floor(database: Database, clock: FakeClock) -> Floor:
    return open_floor(database, clock, "hub_worker")


def codes(png: bytes) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))}


def test_every_layout_is_shown_with_made_up_content(floor: Floor) -> None:
    page = floor.browser.get("/jobs/layouts").text
    for name in layouts_in(LAYOUTS):
        assert f"/jobs/layouts/{name}.png" in page
    drawn = floor.browser.get("/jobs/layouts/crate-102x152.png")
    assert drawn.headers["Content-Type"] == "image/png"
    assert f"(00){MADE_UP['crate']['sscc']}" in codes(drawn.data)
    assert floor.browser.get("/jobs/layouts/..%2Fhub").status_code == 404


def test_a_layout_is_tried_with_goods_of_animals_and_says_what_it_has_no_box_for(floor: Floor) -> None:
    page = floor.browser.get("/jobs/layouts/crate-102x152?goods=meat").text
    assert 'value="meat" selected' in page
    says = "no box for something that the law wants on the label"
    assert says not in page
    without = CRATE.replace('says = "mentions"', 'says = "lot"')
    assert without != CRATE
    told = floor.browser.post("/jobs/layouts/crate-102x152", {"text": without, "goods": "meat"}).text
    assert says in told
    assert says not in floor.browser.post("/jobs/layouts/crate-102x152", {"text": without}).text
    assert 'name="goods"' not in floor.browser.get("/jobs/layouts/place-80mm").text


def test_a_change_is_drawn_and_not_kept(floor: Floor) -> None:
    changed = CRATE.replace("size = [102, 152]", "size = [110, 160]")
    assert changed != CRATE
    page = floor.browser.post("/jobs/layouts/crate-102x152", {"text": changed}).text
    found = search(r"data:image/png;base64,([A-Za-z0-9+/=]+)", page)
    assert found is not None
    drawn = b64decode(found[1])
    assert Image.open(io.BytesIO(drawn)).size == (879, 1279)
    assert (LAYOUTS / "crate-102x152.toml").read_text(encoding="utf-8") == CRATE
    file = floor.browser.post("/jobs/layouts/crate-102x152", {"text": changed, "download": "yes"})
    assert file.headers["Content-Disposition"] == 'attachment; filename="crate-102x152.toml"'
    assert file.text == changed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind = ", "This is no TOML"),
        (CRATE.replace("size = [102, 152]", "size = [9000, 9000]"), "larger than two sheets"),
        (CRATE.replace('kind = "crate"', 'kind = "crates"'), "kind"),
        (
            CRATE + '\n[[fields]]\nsays = "lot"\nbox = [0, 0, 10, 5]\ntype = [2, 3]\nlines = "many"\n',
            "write a whole number from 1 to 40",
        ),
        ("# " + "x" * 20_001, "longer than"),
        ("<script>alert(1)</script>", "This is no TOML"),
        ("kind = " + "[" * 5_000, "This is no TOML"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_drawn(floor: Floor, text: str, says: str) -> None:
    page = floor.browser.post("/jobs/layouts/crate-102x152", {"text": text})
    assert page.status_code == 200
    assert says in page.text
    assert "data:image/png" not in page.text
    assert "<script>alert" not in page.text


FAULTY = """
kind = "crates"
size = 102
colour = "red"
[[fields]]
says = "lot"
bold = 3
box = [0, 0, 10.0001, 5]
type = [4, 2]
align = "up"
[[fields]]
box = [0, 0, 1, 1]
"""


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            Language.NB,
            ["colour: er ikke kjent her", "kind: skriv én av crate", "size: skriv tall i millimeter", "10.0001 er ikke et tall i millimeter",
             "den minste først", "toml:7: lot.bold: skriv true eller false", "align: skriv én av left", "fields[1]: et felt har nøyaktig én av"],
        ),
        (
            Language.SV,
            ["colour: är inte känt här", "kind: skriv en av crate", "size: skriv tal i millimeter", "10.0001 är inget tal i millimeter",
             "den minsta först", "toml:7: lot.bold: skriv true eller false", "align: skriv en av left", "fields[1]: ett fält har exakt en av"],
        ),
    ],
)  # fmt: skip
def test_all_faults_are_said_in_the_readers_language(
    floor: Floor, language: Language, says: list[str]
) -> None:
    floor.browser.post("/language", {"language": language})
    page = unescape(floor.browser.post("/jobs/layouts/crate-102x152", {"text": FAULTY}).text)
    assert [one for one in says if one not in page] == []
    outside = CRATE + "\n[[fields]]\nrule = true\nbox = [100, 0, 10, 5]\n"
    page = floor.browser.post("/jobs/layouts/crate-102x152", {"text": outside}).text
    assert {Language.NB: "boksen går utenfor etiketten", Language.SV: "rutan går utanför etiketten"}[
        language
    ] in page


def test_a_job_shows_its_label_as_a_picture(floor: Floor) -> None:
    assert f"/jobs/{floor.job}/paper.png" in floor.browser.get(f"/jobs/{floor.job}").text
    png = floor.browser.get(f"/jobs/{floor.job}/paper.png").data
    assert Image.open(io.BytesIO(png)).width == 576, "as wide as the head, in rows of the printer's letters"
    assert codes(png) == {CARROTS.link}


def test_scanning_the_label_answers_its_question(floor: Floor) -> None:
    assert "Scan the label you have" in floor.browser.get("/jobs").text
    wrong = floor.browser.post("/jobs/scanned", {"label": "]C100195212340000000126"})
    assert wrong.status_code == 422
    assert "No label with this code waits for an answer." in wrong.text
    right = floor.browser.post("/jobs/scanned", {"label": f"]C100{CARROTS.sscc}"})
    assert right.status_code == 303
    assert floor.state(floor.job).value == "printed"


def test_a_code_on_a_label_leads_to_the_crates_page(floor: Floor) -> None:
    answer = floor.browser.get(f"/00/{CARROTS.sscc}?linkType=gs1:pip")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/crates/{CARROTS.sscc}")
    assert floor.browser.get("/00/123").status_code == 404


def test_a_kitchen_sees_no_layouts(database: Database, clock: FakeClock) -> None:
    kitchen = open_floor(database, clock, "kitchen")
    assert kitchen.browser.get("/jobs/layouts").status_code == 403
