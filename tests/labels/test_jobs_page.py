"""The page of papers: what it shows, who may answer, and that an answer given twice is one answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest

from hub.kernel.words import Language
from hub.labels import service
from hub.labels.content import PaperKind
from hub.labels.records import PrintJob
from hub.labels.rules import JobState, Trouble
from hub.people.records import Person
from hub.storage.database import Database
from hub.web.app import create_app
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.labels_factory import CARROTS, NOTE
from tests.support.print_jobs import queued
from tests.support.web import Browser, make_house, make_person


@dataclass(frozen=True)
class Floor:
    """A house with one uncertain label, and a browser at it."""

    house: House
    browser: Browser
    job: int

    def state(self, job: int) -> JobState:
        with self.house.database.read() as session:
            return session.get_one(PrintJob, job).state


def open_floor(database: Database, clock: FakeClock, role: str, language: Language = Language.EN) -> Floor:
    house = make_house(database, clock)
    with database.write() as session:
        person = make_person(session, house, role, language=language)
    with database.write() as session:
        job = service.queue(
            session,
            printer="labels",
            kind=PaperKind.CRATE_LABEL,
            subject=f"crate:{CARROTS.sscc}",
            language=Language.NB,
            content=CARROTS,
            by=person,
            clock=clock,
        )
        service.mark(session, job.id, JobState.SENDING, clock=clock)
        service.mark(session, job.id, JobState.UNCERTAIN, trouble=Trouble.BROKE_OFF, clock=clock)
    return Floor(house, Browser(create_app(house), house, person), job.id)


@pytest.fixture
def floor(database: Database, clock: FakeClock) -> Floor:
    return open_floor(database, clock, "hub_worker")


def test_an_uncertain_paper_stands_first_with_its_question(floor: Floor) -> None:
    page = floor.browser.get("/jobs").text
    assert "Look at the printer and answer" in page
    assert "Labels: do you have this paper?" in page
    assert "Gulrot · 000 012" in page
    assert "The connection broke while the paper was being sent." in page.split('id="questions"')[1]
    question = floor.browser.get(f"/jobs/{floor.job}").text
    assert "The connection broke while the paper was being sent." in question
    assert "I have it" in question
    assert "I do not have it" in question


def test_i_have_it_ends_the_question(floor: Floor) -> None:
    assert "A person said that the paper is there." not in floor.browser.get(f"/jobs/{floor.job}").text
    answer = floor.browser.post(f"/jobs/{floor.job}/answer", {"answer": "have"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/jobs")
    assert floor.state(floor.job) is JobState.PRINTED
    assert "Good. The paper counts as printed." in floor.browser.get("/jobs").text
    assert "A person said that the paper is there." in floor.browser.get(f"/jobs/{floor.job}").text


def test_i_do_not_have_it_queues_one_copy_even_when_sent_twice(floor: Floor) -> None:
    first = floor.browser.post(f"/jobs/{floor.job}/answer", {"answer": "have_not"})
    again = floor.browser.post(f"/jobs/{floor.job}/answer", {"answer": "have_not"})
    assert first.headers["Location"] == again.headers["Location"] == f"/jobs/{floor.job + 1}"
    assert floor.state(floor.job + 1) is JobState.QUEUED
    page = floor.browser.get(f"/jobs/{floor.job + 1}").text
    assert re.search(r"Copy 2|<dd>2</dd>", page)


@pytest.mark.parametrize("scan", ["cage:{sscc}", "crate:{sscc}"])
def test_the_scan_of_a_label_answers_its_question_whatever_it_hangs_on(floor: Floor, scan: str) -> None:
    with floor.house.database.write() as session:
        session.get_one(PrintJob, floor.job).subject = scan.format(sscc=CARROTS.sscc)
    wrong = floor.browser.post("/jobs/scanned", {"label": "]C100106141412345678908"})
    assert "No label with this code waits for an answer." in wrong.text
    assert floor.state(floor.job) is JobState.UNCERTAIN
    assert floor.browser.post("/jobs/scanned", {"label": f"]C100{CARROTS.sscc}"}).status_code == 303
    assert floor.state(floor.job) is JobState.PRINTED
    assert "Good. The label Gulrot · 000 012 counts as printed." in floor.browser.get("/jobs").text
    assert "The label itself was scanned." in floor.browser.get(f"/jobs/{floor.job}").text


def test_the_scan_of_a_label_that_is_known_already_names_it_and_what_is_still_open(
    floor: Floor, database: Database, clock: FakeClock
) -> None:
    floor.browser.post("/jobs/scanned", {"label": f"]C100{CARROTS.sscc}"})
    scan = {"label": f"]C100{CARROTS.sscc}"}
    floor.browser.get("/jobs")
    floor.browser.post("/jobs/scanned", scan)
    known = "This is the label Gulrot · 000 012. It was known as printed already."
    page = floor.browser.get("/jobs").text
    assert known in page
    assert "Still open" not in page
    with database.write() as session:
        first = session.get_one(PrintJob, floor.job)
        person = session.get_one(Person, first.person_id)
        other = replace(CARROTS, sscc="370900000000000029", product="Potet")
        job = service.queue(
            session,
            printer="labels",
            kind=PaperKind.CRATE_LABEL,
            subject=f"crate:{other.sscc}",
            language=Language.NB,
            content=other,
            by=person,
            clock=clock,
        )
        service.mark(session, job.id, JobState.SENDING, clock=clock)
        service.mark(session, job.id, JobState.UNCERTAIN, trouble=Trouble.BROKE_OFF, clock=clock)
    floor.browser.post("/jobs/scanned", scan)
    page = floor.browser.get("/jobs").text
    assert f"{known} Still open: Potet · 000 029." in page
    assert "The paper counts as printed" not in page
    assert floor.state(job.id) is JobState.UNCERTAIN


@pytest.mark.parametrize(("subject", "scan"), [("place:KJ1", "kj1"), ("article:1001", "1001")])
def test_so_does_the_scan_of_a_sign_or_a_card(floor: Floor, subject: str, scan: str) -> None:
    with floor.house.database.write() as session:
        job = session.get_one(PrintJob, floor.job)
        job.subject, job.kind = subject, PaperKind.PLACE_LABEL
    assert floor.browser.post("/jobs/scanned", {"label": scan}).status_code == 303
    assert floor.state(floor.job) is JobState.PRINTED


def test_an_answer_that_comes_too_late_changes_nothing_and_says_so(floor: Floor) -> None:
    floor.browser.post(f"/jobs/{floor.job}/answer", {"answer": "have"})
    late = floor.browser.post(f"/jobs/{floor.job}/answer", {"answer": "have_not"})
    assert late.status_code == 422
    assert "This paper has moved on: it is “Printed” now." in late.text
    assert floor.state(floor.job) is JobState.PRINTED


def test_an_answer_that_is_none_is_refused(floor: Floor) -> None:
    assert floor.browser.post(f"/jobs/{floor.job}/answer", {"answer": "maybe"}).status_code == 422
    assert floor.state(floor.job) is JobState.UNCERTAIN


def test_a_copy_is_queued_once_for_one_tap(floor: Floor) -> None:
    floor.browser.post(f"/jobs/{floor.job}/answer", {"answer": "have"})
    for _ in range(2):
        answer = floor.browser.post(f"/jobs/{floor.job}/copy", {"operation": "tap-1", "reason": "torn"})
        assert answer.headers["Location"] == f"/jobs/{floor.job + 1}"
    assert "Waiting" in floor.browser.get(f"/jobs/{floor.job + 1}").text
    taken_off = floor.browser.post(f"/jobs/{floor.job + 1}/cancel")
    assert taken_off.status_code == 303
    assert floor.state(floor.job + 1) is JobState.CANCELLED


def test_a_paper_taken_off_the_queue_says_by_whom_and_can_be_printed_after_all(floor: Floor) -> None:
    floor.browser.post(f"/jobs/{floor.job}/answer", {"answer": "have"})
    floor.browser.post(f"/jobs/{floor.job}/copy", {"reason": "lost"})
    taken_off = floor.browser.post(f"/jobs/{floor.job + 1}/cancel")
    assert taken_off.headers["Location"] == f"/jobs/{floor.job + 1}"
    for address in (f"/jobs/{floor.job + 1}", "/jobs"):
        page = floor.browser.get(address).text
        assert "took it off the queue. Nothing of it was printed." in page
        assert "Taken off the queue" in page
        assert "Demo" not in page.split("<main")[1]
    assert "Print it after all" in floor.browser.get(f"/jobs/{floor.job + 1}").text
    answer = floor.browser.post(f"/jobs/{floor.job + 1}/copy")
    assert answer.headers["Location"] == f"/jobs/{floor.job + 1}"
    assert floor.state(floor.job + 1) is JobState.QUEUED


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "Say why the label is needed once more"),
        ({"reason": "boredom"}, "Say why the label is needed once more"),
        ({"reason": "other", "words": "  "}, "Say in your own words why the label is needed once more."),
    ],
)
def test_a_copy_of_a_label_needs_a_reason(floor: Floor, form: dict[str, str], says: str) -> None:
    floor.browser.post(f"/jobs/{floor.job}/answer", {"answer": "have"})
    refused = floor.browser.post(f"/jobs/{floor.job}/copy", form)
    assert refused.status_code == 422
    assert says in refused.text
    assert '<details class="card" open>' in refused.text


def test_the_first_copy_is_a_workers_and_the_next_a_coordinators(
    floor: Floor, database: Database, clock: FakeClock
) -> None:
    floor.browser.post(f"/jobs/{floor.job}/answer", {"answer": "have"})
    floor.browser.post(f"/jobs/{floor.job}/copy", {"reason": "other", "words": "Våt etter vask"})
    first = floor.job + 1
    page = floor.browser.get(f"/jobs/{first}").text
    assert "Something else: “Våt etter vask”" in page
    on_its_way = floor.browser.post(f"/jobs/{floor.job}/copy", {"reason": "torn"})
    assert "Another label of the same thing is on its way" in on_its_way.text
    with database.write() as session:
        service.mark(session, first, JobState.SENDING, clock=clock)
        service.mark(session, first, JobState.PRINTED, clock=clock)
    assert "A coordinator may print another one" in floor.browser.get(f"/jobs/{floor.job}").text
    refused = floor.browser.post(f"/jobs/{floor.job}/copy", {"reason": "torn"})
    assert refused.status_code == 422
    assert "There is a copy of this label already." in refused.text
    with database.write() as session:
        coordinator = make_person(session, floor.house, "coordinator", language=Language.EN)
    desk = Browser(create_app(floor.house), floor.house, coordinator)
    assert desk.post(f"/jobs/{floor.job}/copy", {}).status_code == 422
    more = desk.post(f"/jobs/{floor.job}/copy", {"reason": "smeared"})
    assert more.headers["Location"] == f"/jobs/{first + 1}"
    assert "Smeared or unreadable" in desk.get(f"/jobs/{first + 1}").text


def test_a_copy_of_an_uncertain_paper_is_refused(floor: Floor) -> None:
    assert floor.browser.post(f"/jobs/{floor.job}/copy").status_code == 422


def test_the_paper_can_be_looked_at_as_it_was(floor: Floor) -> None:
    paper = floor.browser.get(f"/jobs/{floor.job}/paper.pdf")
    assert paper.mimetype == "application/pdf"
    assert paper.data.startswith(b"%PDF")


def test_a_paper_that_is_not_there_is_not_found(floor: Floor) -> None:
    for address in ("/jobs/404", "/jobs/404/paper.pdf"):
        assert floor.browser.get(address).status_code == 404
    assert floor.browser.post("/jobs/404/answer", {"answer": "have"}).status_code == 404


@pytest.mark.parametrize("role", ["kitchen", "producer"])
def test_a_kitchen_and_a_producer_have_nothing_to_do_with_papers(
    database: Database, clock: FakeClock, role: str
) -> None:
    outside = open_floor(database, clock, role)
    assert outside.browser.get("/jobs").status_code == 403
    assert outside.browser.post(f"/jobs/{outside.job}/answer", {"answer": "have"}).status_code == 403
    assert outside.state(outside.job) is JobState.UNCERTAIN


def test_an_empty_house_says_when_papers_come(database: Database, clock: FakeClock) -> None:
    house = make_house(database, clock)
    with database.write() as session:
        person = make_person(session, house, "hub_worker")
    page = Browser(create_app(house), house, person).get("/jobs").text
    assert "No paper yet" in page


def _note(floor: Floor, database: Database, clock: FakeClock) -> int:
    with database.write() as session:
        person = session.get_one(Person, session.get_one(PrintJob, floor.job).person_id)
        note = replace(NOTE, number="10", receiver=replace(NOTE.receiver, name="Østre Åsgård sykehjem"))
        return service.queue(
            session,
            printer="notes",
            kind=PaperKind.DELIVERY_NOTE,
            subject="delivery_note:10",
            language=Language.NB,
            content=note,
            by=person,
            clock=clock,
        ).id


@pytest.mark.parametrize(
    ("asked", "label", "note"),
    [
        ("find=10", False, True),
        ("find=ØSTRE+åsgård", False, True),
        ("find=000012", True, False),
        ("find=012", True, False),
        ("find=gulrot+sørbø", True, False),
        (f"find=%5DC100{CARROTS.sscc}", True, False),
        ("state=uncertain", True, False),
        ("kind=delivery_note", False, True),
        ("find=gulrot&kind=delivery_note", False, False),
        ("find=100%25", False, False),
    ],
)
def test_papers_are_found_by_kitchen_number_digits_state_and_kind(
    floor: Floor, database: Database, clock: FakeClock, asked: str, *, label: bool, note: bool
) -> None:
    note_id = _note(floor, database, clock)
    page = floor.browser.get(f"/jobs?{asked}").text
    table = page.split("Papers found")[1] if "Papers found" in page else ""
    assert (f'/jobs/{floor.job}"' in table, f'/jobs/{note_id}"' in table) == (label, note)
    assert ("No paper fits what you look for" in page) is not (label or note)
    if note:
        assert "Delivery note 10, Østre Åsgård sykehjem" in table


def test_an_address_that_asks_for_a_state_that_is_none_leads_on(floor: Floor) -> None:
    assert floor.browser.get("/jobs?state=lost").status_code == 404
    assert floor.browser.get("/jobs?show=many").status_code == 404


def test_a_dozen_papers_are_shown_and_more_when_asked_for(
    floor: Floor, database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        person = session.get_one(Person, session.get_one(PrintJob, floor.job).person_id)
        jobs = [queued(session, person, clock, subject=f"37090000000000{n:04d}") for n in range(100, 130)]
        for job in jobs:
            service.cancel(session, job, by=person, clock=clock)
    page = floor.browser.get("/jobs").text
    assert len(re.findall(r'<td data-label="Paper"', page)) == 12
    more = re.search(r'href="(/jobs\?show=24)"', page)
    assert more is not None
    assert len(re.findall(r'<td data-label="Paper"', floor.browser.get(more[1]).text)) == 24
    all_of_them = floor.browser.get("/jobs?show=48&state=cancelled").text
    assert len(re.findall(r'<td data-label="Paper"', all_of_them)) == 30
    assert "Show more" not in all_of_them


def test_every_trouble_is_told_in_a_sentence(floor: Floor) -> None:
    for trouble in Trouble:
        with floor.house.database.write() as session:
            session.get_one(PrintJob, floor.job).trouble = trouble
        main = floor.browser.get(f"/jobs/{floor.job}").text.split("<main")[1]
        said = re.search(r"<p>([^<]+) Look at the printer Labels\.", main)
        assert said is not None, trouble
        assert said[1].endswith("."), trouble
        assert said[1].count(" ") >= 3, trouble
