"""What keeps a printer is said in words on every page of who works there, and to nobody else; and a question is answered in two taps."""

from __future__ import annotations

import re

import pytest

from hub.kernel.words import Language
from hub.labels import service
from hub.labels.content import PaperKind
from hub.labels.records import PrintJob
from hub.labels.rules import JobState, Trouble
from hub.people.records import Person
from hub.storage.database import Database
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.labels_factory import CARROTS
from tests.web.conftest import EnterAs


def say(house: House, trouble: str, *, state: str = "back") -> None:
    house.live.post(
        "samlast/state/labels", {"state": state, "why": trouble, "at": "2026-11-23T06:00:00+00:00"}
    )


@pytest.mark.parametrize(
    ("trouble", "state", "says"),
    [
        ("paper_out", "back", "Labels: The printer is out of paper"),
        ("cover_open", "back", "Labels: The printer’s cover is open"),
        ("offline", "back", "Labels: The printer is paused"),
        ("wrong_printer", "lost", "Labels: Another printer answers at this address"),
        ("away", "lost", "Labels: The printer cannot be reached"),
    ],
)
def test_every_station_hears_what_a_printer_lacks(
    enter_as: EnterAs, house: House, trouble: str, state: str, says: str
) -> None:
    browser = enter_as("hub_worker")
    assert 'hx-get="/jobs/printers"' in browser.get("/receiving").text
    assert "Labels:" not in browser.get("/jobs/printers").text
    say(house, trouble, state=state)
    said = browser.get("/jobs/printers").text
    assert says in said.replace("&#39;", "’")
    assert ("notice bad" in said) is (state == "lost")


def test_a_paper_that_stands_in_a_printer_says_why_and_is_silent_when_it_is_out(
    enter_as: EnterAs, house: House
) -> None:
    browser = enter_as("hub_worker")
    say(house, "")
    house.live.post("samlast/live/job/labels", {"job": 1, "state": "sending", "trouble": "paper_out"})
    assert "out of paper" in browser.get("/jobs/printers").text
    house.live.post("samlast/live/job/labels", {"job": 1, "state": "printed", "trouble": "paper_out"})
    assert "out of paper" not in browser.get("/jobs/printers").text


def test_who_has_nothing_to_do_with_papers_hears_nothing(enter_as: EnterAs, house: House) -> None:
    say(house, "paper_out")
    assert 'hx-get="/jobs/printers"' not in enter_as("kitchen").get("/account").text
    assert enter_as("kitchen").get("/jobs/printers").status_code == 403


def test_a_question_is_answered_in_two_taps_from_any_page(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    with database.write() as session:
        person = session.query(Person).first()
        assert person is not None
        job = service.queue(
            session,
            printer="labels",
            kind=PaperKind.CRATE_LABEL,
            subject=f"crate:{CARROTS.sscc}",
            language=Language.NB,
            content=CARROTS,
            by=person,
            clock=clock,
        ).id
        service.mark(session, job, JobState.SENDING, clock=clock)
        service.mark(session, job, JobState.UNCERTAIN, trouble=Trouble.BROKE_OFF, clock=clock)
    banner = browser.get("/jobs/printers").text
    first = re.search(r'href="([^"]+)"', banner)
    assert first is not None
    assert "Papers that need an answer: 1" in banner
    assert f'action="/jobs/{job}/answer"' in browser.get(first[1]).text
    browser.post(f"/jobs/{job}/answer", {"answer": "have"})
    with database.read() as session:
        assert session.get_one(PrintJob, job).state is JobState.PRINTED
    assert "need an answer" not in browser.get("/jobs/printers").text


def test_a_paper_that_was_torn_says_so_where_it_is_listed(
    enter_as: EnterAs, database: Database, clock: FakeClock
) -> None:
    browser = enter_as("hub_worker")
    with database.write() as session:
        person = session.query(Person).first()
        assert person is not None
        job = service.queue(
            session,
            printer="labels",
            kind=PaperKind.CRATE_LABEL,
            subject=f"crate:{CARROTS.sscc}",
            language=Language.NB,
            content=CARROTS,
            by=person,
            clock=clock,
        ).id
        service.mark(session, job, JobState.SENDING, clock=clock)
        service.mark(session, job, JobState.PRINTED, trouble=Trouble.COVER_OPEN, clock=clock)
    for page in ("/jobs", f"/jobs/{job}"):
        assert "Throw the half one away" in browser.get(page).text
