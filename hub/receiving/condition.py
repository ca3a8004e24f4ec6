"""What is known of goods as they came: temperatures, remarks with photos and refusals together, for screens.

Not for: writing any of it down (temperatures, remarks, refusals).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article
from hub.orders.lines import LineEventKind
from hub.orders.records import LineEvent, Order, OrderLine
from hub.people.records import Person
from hub.receiving.goods_records import (
    GoodsPhoto,
    GoodsPhotoUndone,
    GoodsRemark,
    GoodsRemarkUndone,
    GoodsTemperature,
    Photo,
    Refusal,
    RefusalUndone,
    RefusedWeighing,
    WarmGoodsTaken,
)
from hub.receiving.limits import TemperatureVerdict
from hub.receiving.records import Receipt, Weighing
from hub.receiving.temperatures import verdict_of
from hub.stock.records import Crate, Lot

Key = tuple[int, date]
Told = GoodsTemperature | GoodsRemark | Refusal


@dataclass(frozen=True, slots=True)
class MeasuredGoods:
    """One temperature with who measured it, and who let the goods in if they were too warm."""

    record: GoodsTemperature
    by: str
    taken: WarmGoodsTaken | None
    taken_by: str

    @property
    def verdict(self) -> TemperatureVerdict:
        return verdict_of(self.record)


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo of a remark or refusal: the row that ties it there, and the name of its bytes."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PhotoTakenBack:
    """A photo that is shown no more: why, and who said so."""

    record: GoodsPhotoUndone
    by: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """The photos of one remark or refusal: those that stand, and those that were taken back."""

    shown: tuple[ShownPhoto, ...] = ()
    taken_back: tuple[PhotoTakenBack, ...] = ()


@dataclass(frozen=True, slots=True)
class RemarkedGoods:
    """One remark, the receipt and crate when it is about one, and its undoing if there is one."""

    record: GoodsRemark
    by: str
    pictures: Pictures
    receipt: int | None
    sscc: str | None
    undone: GoodsRemarkUndone | None
    undone_by: str


@dataclass(frozen=True, slots=True)
class RefusedGoods:
    """One refusal with the weighings that prove its amount, and its undoing if there is one."""

    record: Refusal
    by: str
    pictures: Pictures
    weighings: tuple[Weighing, ...]
    undone: RefusalUndone | None


@dataclass(frozen=True, slots=True)
class Condition:
    """Everything that was said about one article of one collection day when it came."""

    article: Article
    collect_on: date
    temperatures: tuple[MeasuredGoods, ...]
    remarks: tuple[RemarkedGoods, ...]
    refusals: tuple[RefusedGoods, ...]

    @property
    def is_known(self) -> bool:
        return bool(self.temperatures or self.remarks or self.refusals)


@dataclass(frozen=True, slots=True)
class ShortKitchen:
    """An order that lacks what was refused."""

    order: Order
    line: OrderLine


def condition_of(session: Session, article: Article, collect_on: date) -> Condition:
    known = _conditions(
        session,
        GoodsTemperature.article_id == article.id,
        GoodsRemark.article_id == article.id,
        Refusal.article_id == article.id,
        days=[collect_on],
    )
    return known[0] if known else Condition(article, collect_on, (), (), ())


def conditions_of_lot(session: Session, lot: Lot) -> list[Condition]:
    """A lot may hold goods that were planned for another day than the one they came on."""
    days = session.scalars(
        select(Receipt.collect_on)
        .join(Crate, Crate.id == Receipt.crate_id)
        .where(Crate.lot_id == lot.id)
        .distinct()
    ).all()
    return _conditions(
        session,
        GoodsTemperature.article_id == lot.article_id,
        GoodsRemark.article_id == lot.article_id,
        Refusal.article_id == lot.article_id,
        days=sorted({*days}),
    )


def lately(
    session: Session, since: date, until: date | None = None, *, producer_id: int | None = None
) -> list[Condition]:
    """All that was said of goods planned for these days, the newest day first; of one producer, or of all."""
    conditions: list[list[ColumnElement[bool]]] = []
    for kind in (GoodsTemperature, GoodsRemark, Refusal):
        asked: list[ColumnElement[bool]] = [kind.collect_on >= since]
        if until is not None:
            asked.append(kind.collect_on <= until)
        if producer_id is not None:
            asked.append(kind.article_id.in_(select(Article.id).where(Article.producer_id == producer_id)))
        conditions.append(asked)
    rows: list[Told] = [
        *session.scalars(select(GoodsTemperature).where(*conditions[0])),
        *session.scalars(select(GoodsRemark).where(*conditions[1])),
        *session.scalars(select(Refusal).where(*conditions[2])),
    ]
    return _told(session, rows)


def refused_between(session: Session, first: date, last: date) -> list[tuple[Condition, list[ShortKitchen]]]:
    """Refusals of these collection days that stand, each with the orders that lack the goods."""
    found = []
    for one in lately(session, first, last):
        standing = tuple(refused for refused in one.refusals if refused.undone is None)
        if standing:
            kept = Condition(one.article, one.collect_on, (), (), standing)
            found.append((kept, _short_kitchens(session, standing)))
    return found


def _short_kitchens(session: Session, refusals: Iterable[RefusedGoods]) -> list[ShortKitchen]:
    operations = [one.record.operation for one in refusals]
    rows = session.execute(
        select(Order, OrderLine)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(
            OrderLine.id.in_(
                select(LineEvent.line_id).where(
                    LineEvent.operation.in_(operations), LineEvent.kind == LineEventKind.TURNED_AWAY
                )
            )
        )
        .order_by(Order.delivery_on, Order.number)
    )
    return [ShortKitchen(order, line) for order, line in rows]


def _conditions(
    session: Session,
    temperatures: ColumnElement[bool],
    remarks: ColumnElement[bool],
    refusals: ColumnElement[bool],
    *,
    days: Sequence[date],
) -> list[Condition]:
    rows: list[Told] = [
        *session.scalars(select(GoodsTemperature).where(temperatures, GoodsTemperature.collect_on.in_(days))),
        *session.scalars(select(GoodsRemark).where(remarks, GoodsRemark.collect_on.in_(days))),
        *session.scalars(select(Refusal).where(refusals, Refusal.collect_on.in_(days))),
    ]
    return _told(session, rows)


def _told(session: Session, rows: Sequence[Told]) -> list[Condition]:
    """Rows of any kind as one story for each article and day: newest day first, then by the article's number."""
    articles = {
        one.id: one
        for one in session.scalars(select(Article).where(Article.id.in_({row.article_id for row in rows})))
    }
    teller = _Teller.of(session, rows)

    def key(row: Told) -> tuple[int, str]:
        return (-row.collect_on.toordinal(), articles[row.article_id].number)

    found = []
    for _key, group in groupby(sorted(rows, key=key), key=key):
        one_story = sorted(group, key=lambda row: (row.at, row.id))
        found.append(
            Condition(
                articles[one_story[0].article_id],
                one_story[0].collect_on,
                tuple(teller.temperature(row) for row in one_story if isinstance(row, GoodsTemperature)),
                tuple(teller.remark(row) for row in one_story if isinstance(row, GoodsRemark)),
                tuple(teller.refusal(row) for row in one_story if isinstance(row, Refusal)),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Teller:
    """Names, photos and undoings of many rows, read together."""

    names: dict[int, str]
    taken: dict[int, WarmGoodsTaken]
    undone: dict[int, RefusalUndone]
    remarks_undone: dict[int, GoodsRemarkUndone]
    pictures: dict[tuple[str, int], Pictures]
    weighings: dict[int, list[Weighing]]
    receipts: dict[int, tuple[int, str]]

    @classmethod
    def of(cls, session: Session, rows: Sequence[Told]) -> _Teller:
        temperature_ids = [row.id for row in rows if isinstance(row, GoodsTemperature)]
        remark_ids = [row.id for row in rows if isinstance(row, GoodsRemark)]
        refusal_ids = [row.id for row in rows if isinstance(row, Refusal)]
        taken = {
            one.goods_temperature_id: one
            for one in session.scalars(
                select(WarmGoodsTaken).where(WarmGoodsTaken.goods_temperature_id.in_(temperature_ids))
            )
        }
        undone = {
            one.refusal_id: one
            for one in session.scalars(select(RefusalUndone).where(RefusalUndone.refusal_id.in_(refusal_ids)))
        }
        remarks_undone = {
            one.remark_id: one
            for one in session.scalars(
                select(GoodsRemarkUndone).where(GoodsRemarkUndone.remark_id.in_(remark_ids))
            )
        }
        people = {row.person_id for row in rows} | {one.person_id for one in taken.values()}
        people |= {one.person_id for one in remarks_undone.values()}
        names = {
            found.id: found.name
            for found in session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
        }
        weighings: dict[int, list[Weighing]] = {}
        for refusal_id, weighing in session.execute(
            select(RefusedWeighing.refusal_id, Weighing)
            .join(Weighing, Weighing.id == RefusedWeighing.weighing_id)
            .where(RefusedWeighing.refusal_id.in_(refusal_ids))
            .order_by(Weighing.number)
        ):
            weighings.setdefault(refusal_id, []).append(weighing)
        receipt_ids = {row.receipt_id for row in rows if isinstance(row, GoodsRemark) and row.receipt_id}
        receipts = {
            found.id: (found.number, found.sscc)
            for found in session.execute(
                select(Receipt.id, Receipt.number, Crate.sscc)
                .join(Crate, Crate.id == Receipt.crate_id)
                .where(Receipt.id.in_(receipt_ids))
            )
        }
        pictures = _pictures(session, remark_ids, refusal_ids)
        return cls(names, taken, undone, remarks_undone, pictures, weighings, receipts)

    def temperature(self, row: GoodsTemperature) -> MeasuredGoods:
        taken = self.taken.get(row.id)
        return MeasuredGoods(
            row, self.names[row.person_id], taken, self.names[taken.person_id] if taken else ""
        )

    def remark(self, row: GoodsRemark) -> RemarkedGoods:
        number, sscc = self.receipts.get(row.receipt_id or 0, (None, None))
        undone = self.remarks_undone.get(row.id)
        return RemarkedGoods(
            row,
            self.names[row.person_id],
            self.pictures.get(("remark", row.id), Pictures()),
            number,
            sscc,
            undone,
            self.names[undone.person_id] if undone else "",
        )

    def refusal(self, row: Refusal) -> RefusedGoods:
        return RefusedGoods(
            row,
            self.names[row.person_id],
            self.pictures.get(("refusal", row.id), Pictures()),
            tuple(self.weighings.get(row.id, ())),
            self.undone.get(row.id),
        )


def _pictures(
    session: Session, remark_ids: Sequence[int], refusal_ids: Sequence[int]
) -> dict[tuple[str, int], Pictures]:
    found: dict[tuple[str, int], Pictures] = {}
    rows = session.execute(
        select(GoodsPhoto, Photo.sha256, GoodsPhotoUndone, Person.name)
        .join(Photo, Photo.id == GoodsPhoto.photo_id)
        .outerjoin(GoodsPhotoUndone, GoodsPhotoUndone.goods_photo_id == GoodsPhoto.id)
        .outerjoin(Person, Person.id == GoodsPhotoUndone.person_id)
        .where(GoodsPhoto.remark_id.in_(remark_ids) | GoodsPhoto.refusal_id.in_(refusal_ids))
        .order_by(GoodsPhoto.id)
    )
    for tie, sha256, undone, by in rows:
        key = ("refusal", tie.refusal_id or 0) if tie.remark_id is None else ("remark", tie.remark_id)
        kept = found.get(key, Pictures())
        if undone is None:
            kept = replace(kept, shown=(*kept.shown, ShownPhoto(tie.id, sha256.hex())))
        else:
            kept = replace(kept, taken_back=(*kept.taken_back, PhotoTakenBack(undone, by)))
        found[key] = kept
    return found
