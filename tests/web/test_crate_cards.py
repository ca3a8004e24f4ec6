"""Where the square code of a crate's label leads those to whom the crate goes: its kitchen, its farm, the driver, and nobody else."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from hub.delivery.records import Delivery, Package
from hub.stock.records import Crate
from hub.stock.service import void_label
from hub.wiring import House
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    DELIVER_ON,
    DESK,
    Floor,
    confirmed_line,
    crate_of,
    make_floor,
    pick,
    weigh,
)
from tests.support.web import Browser, make_person
from tests.web.conftest import EnterAs

DAY = DELIVER_ON.isoformat()
UNKNOWN = "395212340000009990"


@pytest.fixture
def floor(house: House) -> Floor:
    with house.database.write() as session:
        return make_floor(session)


@pytest.fixture
def crate(house: House, floor: Floor, clock: FakeClock) -> Crate:
    """Carrots, picked for the first kitchen."""
    with house.database.write() as session:
        line = confirmed_line(session, floor, clock, article=floor.carrots, kilograms="10")
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        pick(session, floor, clock, line=line, sscc=crate.sscc)
        return crate


@pytest.fixture
def someone(app: Flask, house: House) -> EnterAs:
    def enter(*roles: str, kitchen_id: int | None = None, producer_id: int | None = None) -> Browser:
        with house.database.write() as session:
            person = make_person(session, house, *roles, kitchen_id=kitchen_id, producer_id=producer_id)
        return Browser(app, house, person)

    return enter


def card_of(browser: Browser, sscc: str) -> tuple[int, str]:
    """Status and text of where the code on the label ends."""
    answer = browser.client.get(f"/00/{sscc}?linkType=gs1:pip", follow_redirects=True)
    return answer.status_code, answer.text


def test_a_kitchen_reads_of_its_crate_and_comes_to_its_delivery(
    house: House, floor: Floor, crate: Crate, someone: EnterAs, enter_as: EnterAs
) -> None:
    kitchen = someone("kitchen", kitchen_id=floor.kitchen.id)
    status, before = card_of(kitchen, crate.sscc)
    assert status == 200
    assert "Packed · Bjørkelunden sykehjem" in before
    assert "/arrivals/" not in before
    enter_as("hub_worker").post(f"/loads/{DAY}/{floor.kitchen.id}/close")
    with house.database.read() as session:
        delivery = session.scalars(select(Delivery)).one()
        lot = session.get_one(Crate, crate.id).lot
    enter_as("driver").post(f"/deliveries/{delivery.id}/handed-over")
    status, text = card_of(kitchen, crate.sscc)
    assert status == 200
    for said in (
        "Gulrot",
        "Sørbø gård, Løten",
        f"Lot {lot.number}",
        "10.00",
        "Norway",
        "Delivered · Bjørkelunden sykehjem",
    ):
        assert said in text
    assert f"/arrivals/{delivery.id}" in text
    assert f"/deliveries/{delivery.id}/note.pdf" in text
    assert kitchen.get(f"/arrivals/{delivery.id}").status_code == 200


def test_the_farm_and_the_driver_read_of_it_too_and_a_label_without_a_gs1_number_leads_there(
    floor: Floor, crate: Crate, someone: EnterAs
) -> None:
    farm = someone("producer", producer_id=floor.carrots.producer_id)
    status, text = card_of(farm, crate.sscc)
    assert status == 200
    assert "Packed" in text
    assert "Bjørkelunden" not in text, "to whom the hub sells is not the farm's"
    status, text = card_of(someone("driver"), crate.sscc)
    assert status == 200
    assert "Bjørkelunden sykehjem" in text
    assert farm.get(f"/crates/{crate.sscc}").headers["Location"] == f"/crates/{crate.sscc}/card"


def test_nobody_else_learns_whether_the_crate_exists(
    house: House, floor: Floor, crate: Crate, clock: FakeClock, someone: EnterAs
) -> None:
    with house.database.write() as session:
        standing = crate_of(session, weigh(session, floor, clock, article=floor.beets, net="5")).sscc
    others = (
        (someone("kitchen", kitchen_id=floor.other_kitchen.id), crate.sscc),
        (someone("kitchen"), crate.sscc),
        (someone("producer"), crate.sscc),
        (someone("kitchen", kitchen_id=floor.kitchen.id), standing),
        (someone("driver"), standing),
    )
    for browser, sscc in others:
        status, text = card_of(browser, sscc)
        assert (status, text.count("Gulrot"), text.count("Rodbete")) == (404, 0, 0)
        known, unknown = text.replace(sscc, ""), card_of(browser, UNKNOWN)[1].replace(UNKNOWN, "")
        assert known == unknown


def test_a_void_label_says_so_with_its_reason(
    house: House, floor: Floor, crate: Crate, someone: EnterAs
) -> None:
    with house.database.write() as session:
        void_label(session, session.get_one(Crate, crate.id), reason="feil vekt", clock=house.clock)
    status, text = card_of(someone("kitchen", kitchen_id=floor.kitchen.id), crate.sscc)
    assert status == 200
    assert "This label is void since" in text
    assert "feil vekt" in text
    assert DESK.gs1_prefix in crate.sscc


def test_whoever_is_not_logged_in_comes_back_to_it(enter_as: EnterAs, crate: Crate) -> None:
    to = enter_as().get(f"/00/{crate.sscc}?linkType=gs1:pip").headers["Location"]
    assert to.startswith("/log-in")
    assert f"%2F00%2F{crate.sscc}" in to or f"/00/{crate.sscc}" in to


def test_a_package_leads_its_kitchen_to_the_delivery(
    house: House, floor: Floor, crate: Crate, someone: EnterAs, enter_as: EnterAs
) -> None:
    worker = enter_as("hub_worker")
    worker.post(f"/loads/{DAY}/{floor.kitchen.id}/packages", {"packages": "1"})
    worker.post(f"/loads/{DAY}/{floor.kitchen.id}/close")
    with house.database.read() as session:
        delivery = session.scalars(select(Delivery)).one()
        sscc = session.scalar(select(Package.sscc))
    own = someone("kitchen", kitchen_id=floor.kitchen.id)
    assert own.get(f"/00/{sscc}").headers["Location"] == f"/arrivals/{delivery.id}"
    assert someone("kitchen", kitchen_id=floor.other_kitchen.id).get(f"/00/{sscc}").status_code == 404
    assert crate.id
