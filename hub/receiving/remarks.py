"""Remarks on the quality of what came, and the photos that belong to remarks and refusals; and taking them back.

The bytes of a photo are a row of the same transaction as the remark: once "Saved" is said, both are there, or neither. Nothing is
deleted: who takes back says why, and that is a record of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, undefer

from hub.catalogue.records import Article
from hub.kernel.clock import Clock
from hub.people.records import Person
from hub.receiving.errors import ArticleUnknown, ReasonMissing, ReceiptUnknown
from hub.receiving.goods_errors import (
    PhotoUnknown,
    RemarkKindMissing,
    RemarkUnknown,
    TooManyPhotos,
    WordsMissing,
)
from hub.receiving.goods_records import (
    GoodsPhoto,
    GoodsPhotoUndone,
    GoodsRemark,
    GoodsRemarkUndone,
    Photo,
    Refusal,
    RemarkKind,
)
from hub.receiving.pictures import Picture
from hub.receiving.records import Receipt
from hub.storage.numbers import hold_series

RECEIPTS = "receipt"
MOST_PHOTOS = 6
LONGEST_WORDS, LONGEST_REASON = 300, 200


def remark(
    session: Session,
    *,
    article_id: int,
    collect_on: date,
    kind: RemarkKind | None,
    words: str,
    pictures: Sequence[Picture],
    receipt_number: int | None,
    by: Person,
    clock: Clock,
    operation: str,
) -> GoodsRemark:
    """Keep what somebody saw. `receipt_number` names one crate; without it the remark is on all that came of it that day."""
    hold_series(session, RECEIPTS)
    done = session.scalar(select(GoodsRemark).where(GoodsRemark.operation == operation))
    if done is not None:
        return done
    if session.get(Article, article_id) is None:
        raise ArticleUnknown(article=article_id)
    if kind is None:
        raise RemarkKindMissing
    said = words.strip()[:LONGEST_WORDS]
    if kind is RemarkKind.OTHER and not said:
        raise WordsMissing
    kept = GoodsRemark(
        article_id=article_id,
        collect_on=collect_on,
        receipt_id=_receipt_id(session, receipt_number, article_id, collect_on),
        kind=kind,
        words=said or None,
        at=clock.now(),
        person_id=by.id,
        operation=operation,
    )
    session.add(kept)
    session.flush()
    for photo in keep(session, pictures, clock=clock):
        session.add(GoodsPhoto(photo_id=photo.id, remark_id=kept.id))
    session.flush()
    return kept


def _receipt_id(session: Session, number: int | None, article_id: int, collect_on: date) -> int | None:
    if number is None:
        return None
    found = session.scalar(
        select(Receipt.id).where(
            Receipt.number == number, Receipt.article_id == article_id, Receipt.collect_on == collect_on
        )
    )
    if found is None:
        raise ReceiptUnknown(receipt=number)
    return found


def keep(session: Session, pictures: Sequence[Picture], *, clock: Clock) -> list[Photo]:
    """The rows of these pictures, each once. A picture that is here already is not kept a second time."""
    if len(pictures) > MOST_PHOTOS:
        raise TooManyPhotos(most=MOST_PHOTOS)
    return [
        _kept(session, picture, clock=clock) for picture in {one.sha256: one for one in pictures}.values()
    ]


def _kept(session: Session, picture: Picture, *, clock: Clock) -> Photo:
    by_name = select(Photo).where(Photo.sha256 == picture.sha256)
    known = session.scalar(by_name)
    if known is not None:
        return known
    photo = Photo(
        sha256=picture.sha256,
        jpeg=picture.jpeg,
        width=picture.width,
        height=picture.height,
        at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(photo)
    except IntegrityError:
        # Somebody else kept the same picture a moment ago: theirs is this one.
        return session.scalars(by_name).one()
    return photo


def take_remark_back(
    session: Session, *, remark_id: int, reason: str, by: Person, clock: Clock
) -> GoodsRemarkUndone:
    """The remark and its photos count no more. Twice is once."""
    hold_series(session, RECEIPTS)
    of_id(session, remark_id)
    known = session.get(GoodsRemarkUndone, remark_id)
    if known is not None:
        return known
    undone = GoodsRemarkUndone(remark_id=remark_id, at=clock.now(), person_id=by.id, reason=_reason(reason))
    session.add(undone)
    session.flush()
    return undone


def take_photo_back(
    session: Session, *, goods_photo_id: int, reason: str, by: Person, clock: Clock
) -> GoodsPhotoUndone:
    """The photo no longer belongs to its remark or refusal, which stands. Twice is once."""
    hold_series(session, RECEIPTS)
    if session.get(GoodsPhoto, goods_photo_id) is None:
        raise PhotoUnknown(photo=goods_photo_id)
    known = session.get(GoodsPhotoUndone, goods_photo_id)
    if known is not None:
        return known
    undone = GoodsPhotoUndone(
        goods_photo_id=goods_photo_id, at=clock.now(), person_id=by.id, reason=_reason(reason)
    )
    session.add(undone)
    session.flush()
    return undone


def _reason(text: str) -> str:
    said = text.strip()[:LONGEST_REASON]
    if not said:
        raise ReasonMissing
    return said


def of_id(session: Session, remark_id: int) -> GoodsRemark:
    found = session.get(GoodsRemark, remark_id)
    if found is None:
        raise RemarkUnknown(remark=remark_id)
    return found


def subject_of(session: Session, goods_photo_id: int) -> GoodsRemark | Refusal:
    """What the photo belongs to."""
    tie = session.get(GoodsPhoto, goods_photo_id)
    if tie is None:
        raise PhotoUnknown(photo=goods_photo_id)
    if tie.remark_id is not None:
        return session.get_one(GoodsRemark, tie.remark_id)
    return session.get_one(Refusal, tie.refusal_id)


def photo(session: Session, sha256: bytes, *, of_producer: int | None = None) -> Photo:
    """A photo with its bytes; for a producer only when it shows goods of its own and was not taken back. Raises PhotoUnknown.

    One that was taken back from everything it belonged to is shown to nobody.
    """
    query = select(Photo).where(Photo.sha256 == sha256).options(undefer(Photo.jpeg))
    taken_back = select(GoodsPhotoUndone.goods_photo_id)
    belongs = select(GoodsPhoto.photo_id)
    query = query.where(
        Photo.id.not_in(belongs) | Photo.id.in_(belongs.where(GoodsPhoto.id.not_in(taken_back)))
    )
    if of_producer is not None:
        own = select(Article.id).where(Article.producer_id == of_producer)
        undone = select(GoodsRemarkUndone.remark_id)
        shown = (
            select(GoodsPhoto.photo_id)
            .outerjoin(GoodsRemark, GoodsRemark.id == GoodsPhoto.remark_id)
            .outerjoin(Refusal, Refusal.id == GoodsPhoto.refusal_id)
            .where(GoodsRemark.article_id.in_(own) | Refusal.article_id.in_(own))
            .where(GoodsPhoto.id.not_in(taken_back))
            .where(GoodsPhoto.remark_id.is_(None) | GoodsPhoto.remark_id.not_in(undone))
        )
        query = query.where(Photo.id.in_(shown))
    found = session.scalar(query)
    if found is None:
        raise PhotoUnknown(photo=sha256.hex()[:12])
    return found
