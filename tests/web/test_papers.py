"""Papers from the pages where they are looked for: as PDF, queued once for one press, in the reader's language, and only for who may see them."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from sqlalchemy import inspect, select, text
from werkzeug.test import TestResponse

from hub.catalogue.records import Article
from hub.kernel.words import Language
from hub.labels.content import PaperKind
from hub.labels.records import PrintJob
from hub.labels.rules import JobState, Trouble
from hub.labels.service import mark
from hub.people import service as people
from hub.people.badges import code_of
from hub.people.records import Person
from hub.stock.records import Crate
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    DELIVER_ON,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    pick,
    typed_part,
    weigh,
)
from tests.support.web import Browser, make_person
from tests.web.conftest import EnterAs

DAY, COLLECTED = DELIVER_ON.isoformat(), COLLECT_ON.isoformat()


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def crate(house: House, floor: Floor, clock: FakeClock) -> Crate:
    """Ten kilograms of carrots, ordered, weighed in and picked; two more kilograms are still to come."""
    with house.database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        confirmed_line(session, floor, clock, article=floor.beets, kilograms="2")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        pick(session, floor, clock, line=line, sscc=crate.sscc)
        return crate


def text_of(answer: TestResponse) -> str:
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    file = pypdfium2.PdfDocument(answer.data)
    pages = [file[number].get_textpage().get_text_bounded() for number in range(len(file))]
    return re.sub(r"\s+", " ", " ".join(pages))


def jobs(house: House, kind: PaperKind) -> list[PrintJob]:
    with house.database.read() as session:
        return list(session.scalars(select(PrintJob).where(PrintJob.kind == kind).order_by(PrintJob.id)))


# Each paper: where it is read, where it is printed, on which page a person finds it, who, and a few of its words.
def papers(floor: Floor) -> dict[PaperKind, tuple[str, str, str, str, tuple[str, ...]]]:
    kitchen, farm = floor.kitchen.id, floor.carrots.producer_id
    return {
        PaperKind.PICK_LIST: (
            f"/picking/{DAY}/{kitchen}/list.pdf",
            f"/picking/{DAY}/{kitchen}/print",
            f"/picking/{DAY}/{kitchen}",
            "hub_worker",
            ("Pick list", "Bjørkelunden sykehjem", "the goods have not come yet", "Picked already"),
        ),
        PaperKind.COLLECTION_ORDER: (
            f"/collections/{COLLECTED}/{farm}/order.pdf",
            f"/collections/{COLLECTED}/{farm}/print",
            f"/planning/week?from={COLLECTED}",
            "coordinator",
            ("Henteliste", "Sørbø gård", "10,00 kg", "2,00 kg"),
        ),
        PaperKind.LOAD_LIST: (
            f"/loads/{DAY}/routes/1/load-list.pdf",
            f"/loads/{DAY}/routes/1/print",
            f"/loads?day={DAY}",
            "hub_worker",
            ("Load list", "Nord", "Bjørkelunden sykehjem", "In all 1 crate", "1 line is not picked yet"),
        ),
        PaperKind.RECEIVING_SLIP: (
            f"/receiving/{COLLECTED}/farms/{farm}/slip.pdf",
            f"/receiving/{COLLECTED}/farms/{farm}/print",
            f"/receiving/{COLLECTED}/farms/{farm}",
            "hub_worker",
            ("Mottaksseddel", "Sørbø gård", "Mottatt, vekt", "10,00 kg", "Veid på Varemottak, nr. 1"),
        ),
        PaperKind.WEIGHING_TICKET: (
            "/weighings/goods_in/1/ticket.pdf",
            "/weighings/goods_in/1/print",
            "/weighings/goods_in/1",
            "hub_worker",
            (
                "Weighing ticket 1 · Goods in",
                "Gross (G) 11.00 kg",
                "The crate's weight (PT) 1.00 kg",
                "10.00 kg",
            ),
        ),
    }


@pytest.fixture(
    params=[
        PaperKind.PICK_LIST,
        PaperKind.COLLECTION_ORDER,
        PaperKind.LOAD_LIST,
        PaperKind.RECEIVING_SLIP,
        PaperKind.WEIGHING_TICKET,
    ]
)
def kind(request: pytest.FixtureRequest) -> PaperKind:
    found: PaperKind = request.param
    return found


def test_a_paper_is_read_on_its_page_and_queued_once_for_one_press(
    house: House, floor: Floor, crate: Crate, enter_as: EnterAs, kind: PaperKind
) -> None:
    pdf, printed, page, role, said = papers(floor)[kind]
    browser = enter_as(role)
    shown = browser.get(page).text
    assert f'href="{pdf}"' in shown
    assert f'action="{printed}"' in shown
    paper = text_of(browser.get(pdf))
    for words in said:
        assert words in paper, (kind, words)
    for _ in range(2):
        answer = browser.post(printed, {"operation": "the same press"})
        assert answer.status_code == 303
    (job,) = jobs(house, kind)
    assert "is queued for its printer" in browser.get(answer.headers["Location"]).text
    assert job.printer == "notes"
    browser.post(printed, {"operation": "another press"})
    assert [one.copy for one in jobs(house, kind)] == [1, 2]
    assert crate.id


def test_who_may_not_see_a_page_does_not_get_its_paper(
    floor: Floor, crate: Crate, enter_as: EnterAs, kind: PaperKind
) -> None:
    pdf, printed, *_ = papers(floor)[kind]
    browser = enter_as("driver")
    assert browser.get(pdf).status_code == 403
    assert browser.post(printed).status_code == 403
    assert crate.id


def test_a_producer_reads_its_own_papers_in_its_language_and_no_other(
    app: Flask, house: House, floor: Floor, crate: Crate
) -> None:
    with house.database.write() as session:
        own = make_person(session, house, "producer", producer_id=floor.carrots.producer_id)
        stranger = make_person(session, house, "producer")
    for kind in (PaperKind.COLLECTION_ORDER, PaperKind.RECEIVING_SLIP):
        pdf, printed, *_ = papers(floor)[kind]
        assert "Sørbø gård" in text_of(Browser(app, house, own).get(pdf))
        assert Browser(app, house, own).post(printed).status_code == 403
        assert Browser(app, house, stranger).get(pdf).status_code == 404
    assert crate.id


def test_all_orders_and_all_notes_of_a_day_are_one_file_each(crate: Crate, enter_as: EnterAs) -> None:
    coordinator = enter_as("coordinator")
    assert "Sørbø gård" in text_of(coordinator.get(f"/collections/{COLLECTED}/orders.pdf"))
    assert coordinator.get(f"/loads/{DAY}/notes.pdf").status_code == 404, "no load is closed yet"
    assert crate.id


def test_the_code_on_a_note_leads_each_to_their_own_page(
    app: Flask, house: House, floor: Floor, clock: FakeClock, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        pick(session, floor, clock, line=line, sscc=crate.sscc)
        cook = make_person(session, house, "kitchen", kitchen_id=floor.kitchen.id)
        other = make_person(session, house, "kitchen", kitchen_id=floor.other_kitchen.id)
    worker = enter_as("hub_worker")
    worker.post(f"/loads/{DAY}/{floor.kitchen.id}/close")
    assert worker.get("/notes/1").headers["Location"] == "/deliveries/1/note.pdf"
    assert Browser(app, house, cook).get("/notes/1").headers["Location"] == "/arrivals/1"
    assert Browser(app, house, other).get("/notes/1").status_code == 404
    assert worker.get("/notes/99").status_code == 404
    said = text_of(worker.get(f"/loads/{DAY}/notes.pdf"))
    assert re.search("In driving order.*Følgeseddel 1.*Vakttelefonen", said)
    assert worker.get(f"/loads?day={DAY}").text.count("All notes of the day") == 1


# ---- labels


def test_a_place_hangs_out_its_sign(house: House, floor: Floor, enter_as: EnterAs) -> None:
    browser = enter_as("hub_worker")
    assert 'action="/places/KJ1/sign"' in browser.get("/places/KJ1").text
    assert 'href="/places/POT/sign.pdf"' in browser.get("/places").text
    assert "KJ1" in text_of(browser.get("/places/KJ1/sign.pdf"))
    assert browser.post("/places/KJ1/sign").headers["Location"] == "/places/KJ1"
    (job,) = jobs(house, PaperKind.PLACE_LABEL)
    assert (job.printer, job.subject) == ("labels", "place:KJ1")
    picture = browser.get(f"/jobs/{job.id}/paper.png")
    read = {code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.data)))}
    assert read == {"KJ1"}
    assert "KJ1" in browser.get("/jobs").text
    assert enter_as("quality").post("/places/KJ1/sign").status_code == 403
    assert browser.post("/places/NOWHERE/sign").status_code == 404
    assert floor.dock.id


def test_an_article_has_a_card_by_which_its_crates_are_found(
    house: House, floor: Floor, crate: Crate, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    page = browser.get("/articles?find=gulrot").text
    assert f'action="/articles/{floor.carrots.id}/card"' in page
    assert f"/articles/{floor.eggs.id}/card" not in page
    assert "28.50" in text_of(browser.get(f"/articles/{floor.carrots.id}/card.pdf"))
    browser.post(f"/articles/{floor.carrots.id}/card", {"find": "gulrot"})
    (job,) = jobs(house, PaperKind.PRODUCT_CARD)
    picture = browser.get(f"/jobs/{job.id}/paper.png")
    (scanned,) = {code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.data)))}
    assert scanned == "1001"
    found = browser.get(f"/crates?find={scanned}").text
    assert crate.sscc[-3:] in found
    assert enter_as("kitchen").get("/articles").status_code == 403


def test_a_card_with_a_gtin_is_found_and_answered_for_by_it(
    house: House, floor: Floor, crate: Crate, clock: FakeClock, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    with house.database.write() as session:
        session.get_one(Article, floor.carrots.id).gtin = "9521234543213"
    browser.post(f"/articles/{floor.carrots.id}/card", {"find": "gulrot"})
    (job,) = jobs(house, PaperKind.PRODUCT_CARD)
    picture = browser.get(f"/jobs/{job.id}/paper.png")
    (scanned,) = {code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.data)))}
    assert scanned == "(01)09521234543213"
    assert crate.sscc[-3:] in browser.get(f"/crates?find={scanned}").text
    found = browser.get(f"/receiving/{COLLECTED}/find?find={scanned}")
    assert found.headers["Location"].endswith(f"/goods/{floor.carrots.id}")
    with house.database.write() as session:
        mark(session, job.id, JobState.SENDING, clock=clock)
        mark(session, job.id, JobState.UNCERTAIN, trouble=Trouble.BROKE_OFF, clock=clock)
    on_a_crate = browser.post("/jobs/scanned", {"label": f"{scanned}(15)261214(10)L2611-0042"})
    assert on_a_crate.status_code == 422, "that is the code of a crate's goods, not of the card"
    assert browser.post("/jobs/scanned", {"label": scanned}).status_code == 303
    assert jobs(house, PaperKind.PRODUCT_CARD)[0].state is JobState.PRINTED


def test_the_pdf_of_a_crate_has_the_code_of_its_goods(
    house: House, floor: Floor, clock: FakeClock, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        session.get_one(Article, floor.carrots.id).gtin = "9521234543213"
        session.flush()
        weigh(session, floor, clock, article=session.get_one(Article, floor.carrots.id), net="10")
    browser = enter_as("hub_worker")
    job = jobs(house, PaperKind.CRATE_LABEL)[-1]
    drawn = browser.get(f"/jobs/{job.id}/paper.pdf")
    page = pypdfium2.PdfDocument(drawn.data)[0].render(scale=300 / 72).to_pil()
    assert any(code.text.startswith("(01)09521234543213") for code in zxingcpp.read_barcodes(page))
    assert "(01) 09521234543213" in text_of(drawn)


def test_a_cage_is_made_filled_labelled_and_given_up(
    house: House, floor: Floor, crate: Crate, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    made = browser.post(f"/loads/{DAY}/{floor.kitchen.id}/cages").headers["Location"]
    sscc = made.rsplit("/", 1)[1]
    assert "Nobody has said which crates stand on it" in browser.get(made).text
    assert browser.post(f"{made}/crates", {"crate": "5901234123457"}).status_code == 422
    assert browser.post(f"{made}/crates", {"crate": crate.sscc}).status_code == 303
    assert "1 crate stands on it" in browser.get(made).text
    assert browser.post(f"{made}/label").status_code == 303
    (job,) = jobs(house, PaperKind.PALLET_LABEL)
    picture = browser.get(f"/jobs/{job.id}/paper.png")
    read = {code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.data)))}
    assert f"(00){sscc}" in read
    assert f"/cages/{sscc}" in browser.get(f"/loads?day={DAY}").text
    assert browser.post(f"{made}/take-off", {"crate": str(crate.id)}).status_code == 303
    assert browser.post(f"{made}/void").status_code == 303
    assert browser.post(f"{made}/crates", {"crate": crate.sscc}).status_code == 409
    assert "is not used" in browser.get(made).text
    assert browser.get("/cages/370900000000000012").status_code == 404
    assert enter_as("driver").get(made).status_code == 403


def test_packages_get_their_labels_from_the_page_of_loads(
    house: House, floor: Floor, crate: Crate, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    browser.post(f"/loads/{DAY}/{floor.kitchen.id}/packages", {"packages": "3"})
    assert [job.content["number"] for job in jobs(house, PaperKind.CONSIGNMENT_LABEL)] == [1, 2, 3]
    for wrong, says in (("0", "Type a number"), ("99", "99 packages"), ("", "Type a number"), ("tre", "tre")):
        browser.post(f"/loads/{DAY}/{floor.kitchen.id}/packages", {"packages": wrong})
        assert says in browser.get(f"/loads?day={DAY}").text
    assert len(jobs(house, PaperKind.CONSIGNMENT_LABEL)) == 3
    assert crate.id


def test_a_scan_of_a_package_answers_for_its_label_alone(
    house: House, floor: Floor, clock: FakeClock, crate: Crate, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    browser.post(f"/loads/{DAY}/{floor.kitchen.id}/packages", {"packages": "3"})
    asked = jobs(house, PaperKind.CONSIGNMENT_LABEL)
    with house.database.write() as session:
        for job in asked:
            mark(session, job.id, JobState.SENDING, clock=clock)
            mark(session, job.id, JobState.UNCERTAIN, trouble=Trouble.BROKE_OFF, clock=clock)
    picture = Image.open(io.BytesIO(browser.get(f"/jobs/{asked[1].id}/paper.png").data))
    (scanned,) = (code.text for code in zxingcpp.read_barcodes(picture) if "(401)" in code.text)
    assert browser.post("/jobs/scanned", {"label": scanned}).status_code == 303
    assert [job.state for job in jobs(house, PaperKind.CONSIGNMENT_LABEL)] == [
        JobState.UNCERTAIN,
        JobState.PRINTED,
        JobState.UNCERTAIN,
    ]
    browser.post(f"/loads/{DAY}/{floor.kitchen.id}/packages", {"packages": "4"})
    loads = browser.get(f"/loads?day={DAY}").text
    assert "The labels of before are void." in loads
    assert 'name="packages" value="4"' in loads, "pressed again, they are copies"
    refused = browser.post("/jobs/scanned", {"label": scanned})
    assert refused.status_code == 422
    assert "labelled anew, 4 in all" in refused.text
    assert crate.id


def test_a_package_has_a_page_to_which_its_number_leads(
    house: House, floor: Floor, crate: Crate, enter_as: EnterAs
) -> None:
    browser = enter_as("hub_worker")
    browser.post(f"/loads/{DAY}/{floor.kitchen.id}/packages", {"packages": "3"})
    sscc = jobs(house, PaperKind.CONSIGNMENT_LABEL)[1].content["sscc"]
    page = f"/packages/{sscc}"
    assert page in browser.get(f"/loads?day={DAY}").text
    for way in (f"/00/{sscc}", f"/crates/{sscc}", f"/crates?find=(00){sscc}"):
        assert browser.get(way).headers["Location"] == page
    assert "Package 2 of 3 for Bjørkelunden sykehjem" in browser.get(page).text
    assert "not closed yet" in browser.get(page).text
    assert "is the number of a package" in browser.post("/put-away", {"crate": sscc}).text
    browser.post(f"/loads/{DAY}/{floor.kitchen.id}/packages", {"packages": "2"})
    assert "labelled anew, 2 in all" in browser.get(page).text
    cage = browser.post(f"/loads/{DAY}/{floor.kitchen.id}/cages").headers["Location"]
    assert browser.get(f"/00/{cage.rsplit('/', 1)[1]}").headers["Location"] == cage
    driver = enter_as("driver")
    assert driver.get(f"/00/{sscc}").headers["Location"] == page
    assert driver.get(page).status_code == 200
    assert browser.get(f"/packages/{crate.sscc}").status_code == 404
    assert enter_as("producer").get(page).status_code == 403


def test_a_void_package_is_refused_with_its_reason_at_every_scan(
    house: House, floor: Floor, clock: FakeClock, crate: Crate, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="4")
        weigh(session, floor, clock, article=floor.carrots, net="4")
    browser = enter_as("coordinator")
    browser.post(f"/loads/{DAY}/{floor.kitchen.id}/packages", {"packages": "3"})
    sscc = jobs(house, PaperKind.CONSIGNMENT_LABEL)[1].content["sscc"]
    cage = browser.post(f"/loads/{DAY}/{floor.kitchen.id}/cages").headers["Location"]
    fields = (
        ("/put-away", "crate"),
        (f"/picking/lines/{line.id}/confirm", "crate"),
        (f"{cage}/crates", "crate"),
    )
    for address, field in fields:
        assert "is the number of a package" in browser.post(address, {field: f"(00){sscc}"}).text
    browser.post(f"/loads/{DAY}/{floor.kitchen.id}/packages", {"packages": "2"})
    for address, field in fields:
        refused = browser.post(address, {field: f"(00){sscc}"})
        assert refused.status_code == 422
        assert "labelled anew, 2 in all" in refused.text
        assert "is the number of a package" not in refused.text
    assert "labelled anew, 2 in all" in browser.get(f"/holds?find={sscc}").text
    assert crate.id


def test_a_part_is_labelled_with_the_crate_it_was_taken_from(
    house: House, floor: Floor, clock: FakeClock
) -> None:
    with house.database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="4")
        confirmed_line(
            session, floor, clock, article=floor.carrots, kilograms="6", kitchen=floor.other_kitchen
        )
        whole = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        pick(session, floor, clock, line=line, sscc=whole.sscc, part=typed_part("4", floor))
    part = jobs(house, PaperKind.CRATE_LABEL)[-1]
    assert part.content["parent"] == whole.sscc
    assert part.content["kitchen"] == "Bjørkelunden sykehjem"


# ---- badges


def stored_texts(house: House) -> Iterator[str]:
    """Everything that the database holds, as text."""
    with house.database.read() as session:
        for table in inspect(house.database.engine).get_table_names():
            for row in session.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608 - names of our own tables
                yield repr(tuple(row))


def test_a_badge_is_shown_once_works_and_is_stored_nowhere(
    app: Flask, house: House, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        person = make_person(session, house, "hub_worker", language=Language.NB)
    operation = "an-operation-id-as-long-as-the-pages-make-them"
    admin = enter_as("administrator")
    address = f"/people/{person.id}/badge/new"
    shown = admin.post(address, {"new_pin": "4711", "operation": operation})
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "no-store"
    picture = re.search(r'src="data:image/png;base64,([^"]+)"', shown.text)
    assert picture is not None
    (scanned,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(base64.b64decode(picture[1]))))
    code = scanned.text
    assert code == code_of(operation)
    assert re.fullmatch(r"BADGE(-[0-9A-HJKMNP-TV-Z]{4}){5}", code)
    with house.database.read() as session:
        found = people.find_by_badge(session, code)
        assert found is not None
        assert found.id == person.id
        assert people.pin_fits(found, "4711")
    assert not [row for row in stored_texts(house) if code in row or operation in row]
    assert jobs(house, PaperKind.CRATE_LABEL) == []
    again = admin.post(address, {"new_pin": "4711", "operation": operation})
    assert re.search(r'src="data:image/png;base64,([^"]+)"', again.text)[1] == picture[1]  # type: ignore[index]
    assert app


def test_a_new_badge_ends_the_one_before_and_a_short_operation_makes_no_weak_code(
    house: House, enter_as: EnterAs
) -> None:
    with house.database.write() as session:
        person = make_person(session, house, "hub_worker")
    admin = enter_as("administrator")
    address = f"/people/{person.id}/badge/new"
    admin.post(address, {"new_pin": "4711", "operation": "o" * 43})
    admin.post(address, {"new_pin": "4711", "operation": "1"})
    with house.database.read() as session:
        assert people.find_by_badge(session, code_of("o" * 43)) is None
        assert people.find_by_badge(session, code_of("1")) is None
        assert session.get_one(Person, person.id).badge_hash is not None
    refused = admin.post(address, {"new_pin": "12", "operation": "p" * 43})
    assert refused.status_code == 422
    assert enter_as("coordinator").post(address, {"new_pin": "4711"}).status_code == 403
