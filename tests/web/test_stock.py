"""Putting away, finding and reading crates in a browser."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from hub.catalogue.records import ProductionMethod
from hub.labels import service as labels
from hub.labels.provenance import Provenance
from hub.labels.records import PrintJob
from hub.labels.rules import JobState, Trouble
from hub.stock.ledger import standing
from hub.stock.records import Crate
from hub.stock.service import void_label
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import Floor, crate_of, make_floor, weigh
from tests.web.conftest import EnterAs


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def crate(house: House, floor: Floor, clock: FakeClock) -> Crate:
    with house.database.write() as session:
        return crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10.45"))


def test_two_scans_put_a_crate_away(house: House, floor: Floor, crate: Crate, enter_as: EnterAs) -> None:
    browser = enter_as("hub_worker")
    first = browser.post("/put-away", {"crate": f"]C100{crate.sscc}"})
    assert first.status_code == 303
    page = browser.get(first.headers["Location"]).text
    assert "Kjølerom 1" in page
    assert "Fryser 1" not in page
    second = browser.post("/put-away", {"crate": crate.sscc, "place": "kj1"})
    assert second.status_code == 303
    assert "stands in Kjølerom 1" in browser.get("/put-away").text
    with house.database.read() as session:
        assert standing(session, crate.id).place_id == floor.cold_room.id


@pytest.mark.parametrize(
    ("scan", "state"),
    [
        ("]C100{sscc}", JobState.PRINTED),
        ("https://hub.example/00/{sscc}", JobState.PRINTED),
        ("http://hub.example/crates/{sscc}", JobState.PRINTED),
        # Typed, or passed on by the page: the paper may not be there.
        ("{sscc}", JobState.UNCERTAIN),
    ],
)
def test_a_scan_of_the_label_says_that_it_came_out(  # noqa: PLR0917 - fixtures and a table
    house: House, crate: Crate, enter_as: EnterAs, clock: FakeClock, scan: str, state: JobState
) -> None:
    with house.database.write() as session:
        job = session.scalars(select(PrintJob)).one().id
        labels.mark(session, job, JobState.SENDING, clock=clock)
        labels.mark(session, job, JobState.UNCERTAIN, trouble=Trouble.BROKE_OFF, clock=clock)
    enter_as("hub_worker").post("/put-away", {"crate": scan.format(sscc=crate.sscc)})
    with house.database.read() as session:
        assert session.get_one(PrintJob, job).state is state


def test_the_crates_that_wait_at_the_dock_are_listed_until_they_are_put_away(
    crate: Crate, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    waiting = browser.get("/put-away").text
    assert f"/put-away?crate={crate.sscc}" in waiting
    assert "Waiting at the dock" not in browser.get(f"/put-away?crate={crate.sscc}").text
    typed = browser.post("/put-away", {"crate": f"{crate.sscc[-6:-3]} {crate.sscc[-3:]}"})
    assert typed.headers["Location"].endswith(f"/put-away?crate={crate.sscc}")
    browser.post("/put-away", {"crate": crate.sscc, "place": "kj1"})
    assert "Nothing waits at the dock" in browser.get("/put-away").text


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("FR1", "Not here: Fryser 1 is not for goods"),
        ("PACK", "Nothing is put away in Pakkeområde"),
        ("NOPE", "no place called NOPE"),
        ("12345", "“12345”: this is not a code of this house"),
    ],
)
def test_a_wrong_place_is_refused_with_the_reason(  # noqa: PLR0917 - fixtures and a table
    house: House, floor: Floor, crate: Crate, enter_as: EnterAs, place: str, says: str
) -> None:
    answer = enter_as("hub_worker").post("/put-away", {"crate": crate.sscc, "place": place})
    assert answer.status_code == 422
    assert says in answer.text
    with house.database.read() as session:
        assert standing(session, crate.id).place_id == floor.dock.id


@pytest.mark.parametrize(
    ("scan", "says"),
    [
        ("]C100{wrong}", "“]C100{wrong}”: the check digit is wrong, so a digit was misread or mistyped."),
        ("{wrong}", "“{wrong}”: the check digit is wrong, so a digit was misread or mistyped."),
        ("(00)37090000", "“(00)37090000”: a number in it is too short; digits are missing."),
        ("https://hub.example/00/{wrong}", "the check digit is wrong, so a digit was misread or mistyped."),
        ("#?#?#?#?", "“#?#?#?#?”: this is not a code of this house, and no number of GS1."),
    ],
)
def test_every_scan_field_says_what_is_wrong_with_a_code(
    crate: Crate, enter_as: EnterAs, scan: str, says: str
) -> None:
    # The last digit is the check digit: any other is wrong.
    wrong = crate.sscc[:-1] + str((int(crate.sscc[-1]) + 1) % 10)
    scan, says = scan.format(wrong=wrong), says.format(wrong=wrong)
    browser = enter_as("hub_worker")
    put_away = browser.post("/put-away", {"crate": scan})
    assert put_away.status_code == 422
    assert says in put_away.text
    under_papers = browser.post("/jobs/scanned", {"label": scan})
    assert under_papers.status_code == 422
    assert says in under_papers.text
    for address in ("/crates", "/receiving/2026-11-24/find"):
        page = browser.get(f"{address}?{urlencode({'find': scan})}").text
        # Words that somebody looks for are no damaged code.
        assert (says in page) is (scan != "#?#?#?#?"), address


def test_a_void_label_is_refused(house: House, crate: Crate, enter_as: EnterAs, clock: FakeClock) -> None:
    with house.database.write() as session:
        void_label(session, session.get_one(Crate, crate.id), reason="wrong weight", clock=clock)
    answer = enter_as("hub_worker").post("/put-away", {"crate": crate.sscc})
    assert answer.status_code == 422
    assert "This label is void (wrong weight)" in answer.text


@pytest.mark.parametrize("sought", ["gulrot", "Sørbø", "26-327-001", "000010", "1001"])
def test_a_crate_is_found_by_what_people_know(crate: Crate, enter_as: EnterAs, sought: str) -> None:
    browser = enter_as("quality")
    assert f"/crates/{crate.sscc}" in browser.client.get("/crates", query_string={"find": sought}).text


def test_the_page_of_a_crate_shows_the_raw_words_of_the_scale(crate: Crate, enter_as: EnterAs) -> None:
    page = enter_as("quality").get(f"/crates/{crate.sscc}").text
    assert "S S 11.450000 kg␍␊" in page
    assert "goods_in 1" in page
    assert "Received" in page


def test_a_place_lists_what_stands_in_it(crate: Crate, enter_as: EnterAs) -> None:
    browser = enter_as("quality")
    assert crate.sscc in browser.get("/places/DOCK").text
    assert "Nothing stands here" in browser.get("/places/KJ1").text
    assert browser.get("/places/NOPE").status_code == 404
    assert browser.get("/crates/195212340000009990").status_code == 404


def test_a_crate_of_fish_tells_what_its_papers_said(
    house: House, floor: Floor, crate: Crate, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        lot = session.get_one(Crate, crate.id).lot
        lot.article.production_method = ProductionMethod.CAUGHT_AT_SEA
        lot.article.product.scientific_name, lot.article.product.fao_code = "Gadus morhua", "COD"
        lot.provenance = Provenance(catch_area="27.2.a", gear="gillnets", produced_on=date(2026, 11, 22))
    page = enter_as("hub_worker").get(f"/crates/{crate.sscc}").text
    for said in (
        "Gadus morhua (COD) · caught at sea",
        "Catch area Norwegian Sea (FAO 27.2.a)",
        "Gillnets and similar nets",
        "Caught 22 Nov 2026",
        "Norway",
    ):
        assert said in page, said
    assert floor
