"""Why a label is void: the house's own reasons in the language of whoever reads, a person's words as they were written."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hub.kernel.words import Language, Words
from hub.labels.records import PrintJob
from hub.labels.void_reasons import WORDS, VoidReason, reason_in, reason_told
from hub.stock.papers import subject_of
from hub.stock.records import Crate
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import Floor, crate_of, make_floor, weigh
from tests.web.conftest import EnterAs

SAID = {"nb": "feil vare", "sv": "fel vara", "en": "wrong goods"}


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def crate(house: House, floor: Floor, clock: FakeClock) -> Crate:
    with house.database.write() as session:
        return crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))


def test_every_reason_of_the_house_has_its_words() -> None:
    assert WORDS.keys() == set(VoidReason)
    assert reason_told("lot mixed up") == "lot mixed up"
    assert reason_told("wrong_goods") == Words("feil vare", "fel vara", "wrong goods")
    assert reason_in("told_anew", Language.SV) == "det som papperen säger skrevs på nytt"


def test_a_reason_from_the_list_is_read_in_ones_own_language(
    house: House, crate: Crate, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    browser.client.set_cookie("samlast-language", "nb")
    browser.post("/receiving/receipts/1/take-back", {"undo_reason": "wrong_goods"})
    with house.database.read() as session:
        job = session.scalars(select(PrintJob.id).where(PrintJob.subject == subject_of(crate))).one()
    for language, said in SAID.items():
        reader = enter_as("hub_worker")
        reader.client.set_cookie("samlast-language", language)
        story = reader.get(f"/crates/{crate.sscc}").text
        assert story.count(said) == 2, "at the void label and in the history"
        assert said in reader.post("/put-away", {"crate": crate.sscc}).text
        assert said in reader.get(f"/jobs/{job}").text
        assert "wrong_goods" not in story


def test_a_persons_own_words_stay_as_they_are(crate: Crate, enter_as: EnterAs) -> None:
    browser = enter_as("hub_worker")
    browser.post(
        "/receiving/receipts/1/take-back", {"undo_reason": "wrong_goods", "undo_words": "jord i kassen"}
    )
    browser.client.set_cookie("samlast-language", "sv")
    assert "jord i kassen" in browser.get(f"/crates/{crate.sscc}").text


def test_a_crate_under_a_new_label_is_told_as_one_and_as_no_split(crate: Crate, enter_as: EnterAs) -> None:
    browser = enter_as("hub_worker")
    to = browser.post(f"/crates/{crate.sscc}/new-label", {"label_reason": "wet"}).headers["Location"]
    new = to.rsplit("/", 1)[1]
    old_end, new_end = (f"{sscc[-6:-3]} {sscc[-3:]}" for sscc in (crate.sscc, new))
    before, after = browser.get(f"/crates/{crate.sscc}").text, browser.get(to).text
    assert f"Got a new label: {new_end}" in before
    assert "Its place was taken by the new label" in before
    assert f"New label in place of {old_end}" in after
    assert "it takes the place of" in after
    for said in ("Part taken out", "Parts in", "Filled from"):
        assert said not in before + after
