"""Remarks on what came, on both databases: kept with their photos, each picture once, shown to those whose goods they are."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Producer
from hub.kernel.words import Language
from hub.receiving.condition import condition_of, conditions_of_lot, lately
from hub.receiving.errors import ReasonMissing, ReceiptUnknown
from hub.receiving.goods_errors import (
    PhotoUnknown,
    RemarkKindMissing,
    RemarkUnknown,
    TooManyPhotos,
    WordsMissing,
)
from hub.receiving.goods_records import GoodsPhoto, GoodsRemark, Photo, RemarkKind
from hub.receiving.pictures import Picture, redrawn
from hub.receiving.remarks import photo, remark, take_photo_back, take_remark_back
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.floor_factory import COLLECT_ON, Floor, crate_of, make_floor, weigh
from tests.support.photos import jpeg


@pytest.fixture
def floor(database: Database) -> Floor:
    with database.write() as session:
        return make_floor(session)


def say(
    session: Session,
    floor: Floor,
    clock: FakeClock,
    *pictures: Picture,
    kind: RemarkKind | None = RemarkKind.BRUISED,
    words: str = "",
    receipt: int | None = None,
    operation: str = "r-1",
) -> GoodsRemark:
    return remark(
        session,
        article_id=floor.carrots.id,
        collect_on=COLLECT_ON,
        kind=kind,
        words=words,
        pictures=pictures,
        receipt_number=receipt,
        by=floor.person,
        clock=clock,
        operation=operation,
    )


def test_a_remark_is_kept_with_its_photos_and_found_by_goods_crate_and_producer(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    brown, green = redrawn(jpeg()), redrawn(jpeg(colour="green"))
    with database.write() as session:
        receipt = weigh(session, floor, clock, article=floor.carrots, net="10")
        say(session, floor, clock, brown, green, words="på den ene siden", receipt=receipt.number)
    with database.read() as session:
        (kept,) = condition_of(session, floor.carrots, COLLECT_ON).remarks
        assert (kept.record.kind, kept.record.words, kept.by) == (
            RemarkKind.BRUISED,
            "på den ene siden",
            "Ola Gulv",
        )
        crate = crate_of(session, receipt)
        assert (kept.receipt, kept.sscc) == (1, crate.sscc)
        assert [one.name for one in kept.pictures.shown] == [brown.sha256.hex(), green.sha256.hex()]
        assert [len(one.remarks) for one in conditions_of_lot(session, crate.lot)] == [1]
        own = lately(session, COLLECT_ON, producer_id=floor.carrots.producer_id)
        assert [len(one.remarks) for one in own] == [1]
        assert lately(session, COLLECT_ON, producer_id=999) == []
        assert photo(session, green.sha256).jpeg == green.jpeg


def test_the_same_picture_is_kept_once_however_often_it_is_sent(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    picture = redrawn(jpeg())
    with database.write() as session:
        say(session, floor, clock, picture, picture)
        say(session, floor, clock, picture, operation="r-2")
        assert session.scalar(select(func.count(Photo.id))) == 1
        assert session.scalar(select(func.count(GoodsPhoto.id))) == 2


def test_a_remark_sent_twice_is_one(database: Database, floor: Floor, clock: FakeClock) -> None:
    with database.write() as session:
        assert say(session, floor, clock).id == say(session, floor, clock, words="again").id
        assert session.scalar(select(func.count(GoodsRemark.id))) == 1


def test_what_a_remark_needs(database: Database, floor: Floor, clock: FakeClock) -> None:
    with pytest.raises(RemarkKindMissing), database.write() as session:
        say(session, floor, clock, kind=None)
    with pytest.raises(WordsMissing), database.write() as session:
        say(session, floor, clock, kind=RemarkKind.OTHER, words="  ")
    with pytest.raises(ReceiptUnknown), database.write() as session:
        say(session, floor, clock, receipt=7)
    with pytest.raises(TooManyPhotos), database.write() as session:
        say(session, floor, clock, *[redrawn(jpeg(width=20 + n)) for n in range(7)])
    with database.read() as session:
        assert session.scalar(select(func.count(GoodsRemark.id))) == 0
        assert session.scalar(select(func.count(Photo.id))) == 0


def test_another_producer_does_not_know_the_photo(database: Database, floor: Floor, clock: FakeClock) -> None:
    picture = redrawn(jpeg())
    with database.write() as session:
        say(session, floor, clock, picture)
        other = Producer(
            code="NABO",
            name="Nabogården",
            address="Vegen 1",
            municipality="Løten",
            language=Language.NB,
            approval_number=None,
        )
        session.add(other)
        session.flush()
        own = floor.carrots.producer_id
        assert photo(session, picture.sha256, of_producer=own).width == 640
        with pytest.raises(PhotoUnknown):
            photo(session, picture.sha256, of_producer=other.id)
        with pytest.raises(PhotoUnknown):
            photo(session, bytes(32))


def test_a_remark_taken_back_stays_in_the_history_and_its_photo_is_the_hub_s_alone(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    picture, own = redrawn(jpeg()), floor.carrots.producer_id
    with database.write() as session:
        said = say(session, floor, clock, picture)
        undone = take_remark_back(
            session, remark_id=said.id, reason=" feil kasse ", by=floor.person, clock=clock
        )
        again = take_remark_back(session, remark_id=said.id, reason="noe annet", by=floor.person, clock=clock)
        assert again is undone
    with database.read() as session:
        (kept,) = condition_of(session, floor.carrots, COLLECT_ON).remarks
        assert kept.undone is not None
        assert (kept.undone.reason, kept.undone_by) == ("feil kasse", "Ola Gulv")
        assert [one.name for one in kept.pictures.shown] == [picture.sha256.hex()]
        assert photo(session, picture.sha256).width == 640
        with pytest.raises(PhotoUnknown):
            photo(session, picture.sha256, of_producer=own)


def test_a_photo_taken_back_is_shown_to_nobody_while_its_remark_stands(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    wrong, right = redrawn(jpeg()), redrawn(jpeg(colour="green"))
    with database.write() as session:
        said = say(session, floor, clock, wrong, right)
        tie = session.scalar(
            select(GoodsPhoto.id)
            .join(Photo, Photo.id == GoodsPhoto.photo_id)
            .where(GoodsPhoto.remark_id == said.id, Photo.sha256 == wrong.sha256)
        )
        assert tie is not None
        take_photo_back(session, goods_photo_id=tie, reason="et ansikt", by=floor.person, clock=clock)
    with database.read() as session:
        (kept,) = condition_of(session, floor.carrots, COLLECT_ON).remarks
        assert kept.undone is None
        assert [one.name for one in kept.pictures.shown] == [right.sha256.hex()]
        assert [(one.record.reason, one.by) for one in kept.pictures.taken_back] == [
            ("et ansikt", "Ola Gulv")
        ]
        with pytest.raises(PhotoUnknown):
            photo(session, wrong.sha256)
        assert photo(session, right.sha256, of_producer=floor.carrots.producer_id).width == 640


def test_a_picture_taken_back_from_one_remark_still_belongs_to_another(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    picture = redrawn(jpeg())
    with database.write() as session:
        first = say(session, floor, clock, picture)
        say(session, floor, clock, picture, operation="r-2")
        tie = session.scalar(select(GoodsPhoto.id).where(GoodsPhoto.remark_id == first.id))
        assert tie is not None
        take_photo_back(session, goods_photo_id=tie, reason="dobbelt", by=floor.person, clock=clock)
        assert photo(session, picture.sha256, of_producer=floor.carrots.producer_id).width == 640


def test_taking_back_needs_a_reason_and_something_that_was_said(
    database: Database, floor: Floor, clock: FakeClock
) -> None:
    with database.write() as session:
        said = say(session, floor, clock)
    with pytest.raises(ReasonMissing), database.write() as session:
        take_remark_back(session, remark_id=said.id, reason="  ", by=floor.person, clock=clock)
    with pytest.raises(RemarkUnknown), database.write() as session:
        take_remark_back(session, remark_id=99, reason="feil", by=floor.person, clock=clock)
    with pytest.raises(PhotoUnknown), database.write() as session:
        take_photo_back(session, goods_photo_id=99, reason="feil", by=floor.person, clock=clock)
