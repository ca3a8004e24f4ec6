"""From an excursion to the hold, the refusals in words, and the signature that frees, as a browser without a screen sees it."""

import re
from datetime import timedelta

import pytest

from hub.coldchain.readings import in_ms
from hub.people.service import set_password
from hub.stock.records import Crate
from hub.stock.service import put_away
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_hung_probe, a_limit, readings_until
from tests.support.floor_factory import DELIVER_ON, Floor, confirmed_line, crate_of, make_floor, weigh
from tests.support.web import Browser, make_person
from tests.web.conftest import EnterAs

PASSWORD = "gulrot og kålrot"


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def crates(house: House, floor: Floor, clock: FakeClock) -> list[Crate]:
    """Two crates that stood in KJ1 while it was 7 °C for an hour, until an hour ago."""
    begin = clock.now()
    with house.database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="20")
        crates = [
            crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10")) for _ in range(2)
        ]
        probe = a_hung_probe(session, floor.cold_room, begin)
        a_limit(session, floor.cold_room, "4", valid_from=begin)
        for crate in crates:
            put_away(
                session,
                crate_scan=crate.sscc,
                place_scan="KJ1",
                by=floor.person,
                clock=clock,
                operation=f"away {crate.sscc}",
            )
        clock.advance(180 * 60)
        readings_until(session, probe, clock.now(), ["3"] * 60 + ["7"] * 60 + ["3"] * 61)
        return crates


@pytest.fixture
def quality(enter_as: EnterAs, house: House, crates: list[Crate]) -> Browser:
    """Comes when it is all over: nobody stays logged in for hours."""
    assert crates
    browser = enter_as("quality")
    with house.database.write() as session:
        person = make_person(session, house, "quality", name="Kari Kvalitet")
        set_password(session, person, PASSWORD, by=person, clock=house.clock)
    browser.enter(person)
    return browser


def _impact(clock: FakeClock) -> str:
    return f"/rooms/KJ1/impact/1/1/{in_ms(clock.now() - timedelta(minutes=120))}"


def test_one_tap_holds_what_an_excursion_met_and_only_a_signature_frees_it(
    quality: Browser, enter_as: EnterAs, crates: list[Crate], clock: FakeClock
) -> None:
    first, second = crates
    room = quality.get("/rooms/KJ1").text
    assert "/rooms/KJ1/impact/1/1/" in room
    page = quality.get(_impact(clock)).text
    assert page.count("1 h 0 min") >= 3, "the excursion, its lot and both crates"
    assert "Put all 2 crates on hold" in page
    held = quality.post(f"{_impact(clock)}/hold", {"all": "1"})
    assert held.status_code == 303
    assert "Put all" not in quality.get(_impact(clock)).text

    worker = enter_as("hub_worker")
    day = DELIVER_ON.isoformat()
    listed = worker.get(f"/picking/{day}/1").text
    assert "what there is more of is on hold" in listed
    refused = worker.post("/picking/lines/1/confirm", {"crate": first.sscc})
    assert refused.status_code == 422
    assert f"Crate {first.sscc} is on hold: Kjølerom 1: above 4.0 °C" in refused.text.replace("\xa0", " ")
    moved = worker.post("/put-away", {"crate": second.sscc, "place": "DOCK"})
    assert moved.status_code == 303
    assert "It may stand there, and nobody may use it." in worker.get("/put-away").text
    assert worker.post("/holds/release", {"hold": 1}).status_code == 403

    every = quality.get("/holds").text
    assert every.count('name="hold"') == 2
    form = {"hold": "1", "reason": "målt 3,1 °C i kjernen", "secret": "feil"}
    wrong = quality.post("/holds/release", form)
    assert wrong.status_code == 422
    assert re.search(r'value="1" checked', wrong.text), "what was chosen stays chosen"
    assert 'id="problem-secret"' in wrong.text
    assert 'value="målt 3,1 °C i kjernen"' in wrong.text
    assert 'role="alert"' not in wrong.text
    without = quality.post("/holds/release", {**form, "secret": PASSWORD, "reason": " "})
    assert "Write why." in without.text.split('id="problem-reason"')[1].split("</p>")[0]
    right = quality.post("/holds/release", {**form, "secret": PASSWORD})
    assert right.status_code == 303
    every = quality.get("/holds").text
    assert every.count('name="hold"') == 1
    assert "målt 3,1 °C i kjernen" in every
    assert "No crate on hold fits" in quality.get(f"/holds?find={first.sscc}").text
    assert worker.post("/picking/lines/1/confirm", {"crate": first.sscc}).status_code == 303


def test_the_page_of_a_crate_says_how_it_was_kept_and_takes_a_hold_with_a_reason(
    quality: Browser, enter_as: EnterAs, crates: list[Crate]
) -> None:
    crate = crates[0]
    page = quality.get(f"/crates/{crate.sscc}").text
    assert "Kept between 3.0 and 7.0 °C, 3 h." in page
    drawn = quality.get(f"/crates/{crate.sscc}/series").get_json()
    assert [len(track["t"]) for track in drawn["tracks"]] == [181]
    worker = enter_as("hub_worker")
    unsaid = worker.post(f"/crates/{crate.sscc}/hold", {"reason": " "})
    assert unsaid.status_code == 422
    assert "Write why." in unsaid.text.split('id="problem-reason"')[1].split("</p>")[0]
    assert worker.post(f"/crates/{crate.sscc}/hold", {"reason": "mugg på bunnen"}).status_code == 303
    page = worker.get(f"/crates/{crate.sscc}").text
    assert "On hold since" in page
    assert "mugg på bunnen" in page
    assert "/holds?find=" not in page, "who may not release is not led there"
    assert "mugg på bunnen" in worker.get("/holds?find=MUGG").text
    assert "On hold" in worker.get("/crates").text


def test_an_excursion_that_is_not_there_is_not_found(quality: Browser) -> None:
    assert quality.get("/rooms/KJ1/impact/1/1/1000").status_code == 404
    assert quality.get("/rooms/KJ1/impact/9/1/1000").status_code == 404
