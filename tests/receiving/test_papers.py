"""The slip that a producer gets and the ticket of a weighing say what the records say: amounts, refusals, temperatures, taken-back loads."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from hub.catalogue.records import Category, Producer, StorageClass
from hub.kernel.quantity import Mass, Temperature
from hub.kernel.words import Language
from hub.labels.content import Party, WeightKind
from hub.labels.note_contents import ReceivingSlipContent, TicketScale, WeighingTicketContent
from hub.labels.provenance import Provenance
from hub.orders.lines import RefusalReason
from hub.receiving import record_book
from hub.receiving.goods_records import RemarkKind
from hub.receiving.paper import slip_of, ticket_of
from hub.receiving.provenance import tell
from hub.receiving.refusals import WholeRest, refuse
from hub.receiving.relabel import give_new_label
from hub.receiving.remarks import remark
from hub.receiving.service import TypedWeight, weigh_in
from hub.receiving.temperatures import measure
from hub.receiving.undo import take_back
from hub.receiving.weighings import set_aside
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import (
    COLLECT_ON,
    DESK,
    TODAY,
    TOLERANCE,
    Floor,
    animal_article,
    chilled_article,
    confirmed_line,
    crate_of,
    make_floor,
    weigh,
    weighed,
)

HUB = Party("Nordhavn samlast", "Kaiveien 12, 0150 Oslo")
SCALE = TicketScale("Varemottak", "as the settings say", "III", Mass.kilograms("60"), Mass.grams(200))
OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def slip(session: Session, floor: Floor, clock: FakeClock) -> ReceivingSlipContent:
    return slip_of(
        session,
        session.get_one(Producer, floor.carrots.producer_id),
        COLLECT_ON,
        hub=HUB,
        contact="",
        desk=DESK,
        tolerance=TOLERANCE,
        at=clock.now(),
    )


def ticket(session: Session, number: int) -> WeighingTicketContent:
    return ticket_of(
        session,
        record_book.whole(session, "goods_in", number),
        hub=HUB,
        scale=SCALE,
        language=Language.NB,
        zone=OSLO,
    )


def test_a_slip_says_what_was_announced_and_what_came(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="12")
        first = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="7"))
        second = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="4.5"))
        said = slip(session, floor, clock)
    (line,) = said.lines
    assert (line.announced_mass, line.received_mass) == (Mass.kilograms("12"), Mass.kilograms("11.5"))
    assert (line.refused, line.typed_weight, line.temperature) == ("", False, "")
    assert [(crate.sscc, crate.net, crate.weighing) for crate in said.crates] == [
        (first.sscc, Mass.kilograms("7"), "Varemottak, nr. 1"),
        (second.sscc, Mass.kilograms("4.5"), "Varemottak, nr. 2"),
    ]
    assert not said.closed


def test_what_was_refused_measured_and_remarked_stands_with_its_words(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        chilled = chilled_article(session, floor, StorageClass.CHILLED)
        confirmed_line(session, floor, clock, article=chilled, kilograms="8")
        measure(
            session,
            article_id=chilled.id,
            collect_on=COLLECT_ON,
            temperature=Temperature.celsius("3.4"),
            thermometer="",
            country="NO",
            today=TODAY,
            by=floor.person,
            clock=clock,
            operation="measured",
        )
        number = weigh(session, floor, clock, article=chilled, net="5").number
        remark(
            session,
            article_id=chilled.id,
            collect_on=COLLECT_ON,
            kind=RemarkKind.WET,
            words="dugg på lokket",
            pictures=(),
            receipt_number=number,
            by=floor.person,
            clock=clock,
            operation="seen",
        )
        refuse(
            session,
            article_id=chilled.id,
            collect_on=COLLECT_ON,
            reason=RefusalReason.QUALITY,
            words="posene lekker",
            refused=WholeRest(),
            pictures=(),
            tolerance=TOLERANCE,
            by=floor.person,
            clock=clock,
            operation="refused",
        )
        said = slip(session, floor, clock)
    (line,) = said.lines
    assert "3,4 °C" in line.temperature
    assert line.refused.startswith("3,00 kg: ")
    assert line.refused.endswith("posene lekker")
    (seen,) = line.remarks
    assert seen.endswith("dugg på lokket")
    assert said.crates[0].sscc[-6:-3] in seen, "which crate it was seen on"
    assert said.closed


def test_a_crate_that_was_taken_back_and_another_farms_day_stand_on_no_slip(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="12")
        receipt = weigh(session, floor, clock, article=floor.carrots, net="7")
        take_back(
            session, number=receipt.number, reason="feil gård", by=floor.person, clock=clock, operation="undo"
        )
        said = slip(session, floor, clock)
        told = ticket(session, 1)
    assert said.crates == ()
    assert [line.received_mass for line in said.lines] == [Mass(0)]
    assert (told.taken_back, told.goods) == ("feil gård", None)


def test_a_typed_weight_is_marked_and_has_no_weighing(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        confirmed_line(session, floor, clock, article=floor.carrots, kilograms="6")
        weigh_in(
            session,
            article_id=floor.carrots.id,
            collect_on=COLLECT_ON,
            weight=TypedWeight(Mass.kilograms("7"), "vekten svarte ikke"),
            crate_type_id=floor.crate_type.id,
            count=None,
            desk=DESK,
            tolerance=TOLERANCE,
            today=TODAY,
            by=floor.person,
            clock=clock,
            operation="typed",
        )
        said = slip(session, floor, clock)
    assert said.lines[0].typed_weight
    assert [(crate.weight_kind, crate.weighing) for crate in said.crates] == [(WeightKind.TYPED, "")]


def test_a_ticket_carries_what_the_scale_wrote_and_what_the_load_became(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        crate = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        told = ticket(session, 1)
    assert (told.gross, told.net, told.tare) == (Mass.kilograms("11"), Mass.kilograms("11"), Mass(0))
    assert told.scale.serial == "1234567", "the scale that weighed, not the one that stands there now"
    assert told.scale.maximum == Mass.kilograms("60")
    assert told.goods is not None
    assert (told.goods.sscc, told.goods.net, told.goods.tare, told.goods.tare_kind) == (
        crate.sscc,
        Mass.kilograms("10"),
        Mass.kilograms("1"),
        "PT",
    )
    assert told.at.utcoffset() == clock.now().astimezone(OSLO).utcoffset()
    assert (told.shown, len(told.hash)) == ("11.000000 kg", 64)


def test_a_load_that_was_set_aside_is_no_goods(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        weighing = weighed(session, clock, "3")
        set_aside(session, weighing_id=weighing.id, reason="en hånd på vekten", by=floor.person, clock=clock)
        told = ticket(session, weighing.number)
    assert (told.set_aside, told.goods, told.refused) == ("en hånd på vekten", None, False)


def test_a_slip_says_what_the_papers_of_meat_said(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        pork = animal_article(session, floor, Category.MEAT, species=["pig"])
        confirmed_line(session, floor, clock, article=pork, kilograms="8")
        tell(
            session,
            article_id=pork.id,
            collect_on=COLLECT_ON,
            told=Provenance(reared_in=("NO",), slaughtered_in="NO", reference="7-118"),
            today=TODAY,
            by=floor.person,
            clock=clock,
            operation="told",
        )
        weigh(session, floor, clock, article=pork, net="8")
        said = {line.article: line.told for line in slip(session, floor, clock).lines}
    assert said[pork.number] == ("Oppdrettet i Norge · slaktet i Norge · referansenr. 7-118",)
    assert all(not told for article, told in said.items() if article != pork.number)


def test_a_crate_under_a_new_label_stands_on_the_slip_under_the_number_that_it_has(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        old = crate_of(session, weigh(session, floor, clock, article=floor.carrots, net="10"))
        before = slip(session, floor, clock).crates
        new = give_new_label(
            session,
            sscc=old.sscc,
            reason="feil sort",
            desk=DESK,
            by=floor.person,
            clock=clock,
            operation="new",
        )
        [now] = slip(session, floor, clock).crates
        assert [one.sscc for one in before] == [old.sscc]
        assert now == replace(before[0], sscc=new.sscc)
