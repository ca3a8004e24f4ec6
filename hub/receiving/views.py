"""Reads of receiving shaped for the desk: what is announced, what came, and what nobody claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, CrateType, Producer, SoldBy
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Mass
from hub.labels.views import JobRow, jobs_of
from hub.orders.lines import LineState
from hub.orders.records import LineEvent, OrderLine
from hub.orders.rules import PROMISES, ZERO, Amount, standing_of
from hub.receiving.goods_records import Refusal, RefusalUndone
from hub.receiving.records import CollectionClosure, Receipt, ReceiptUndone, Weighing, WeighingClaim
from hub.receiving.rules import NOTHING, Tolerance, Verdict, judge, measured
from hub.receiving.weighings import unclaimed as _unclaimed
from hub.stock.papers import Desk, subject_of
from hub.stock.records import Crate
from hub.storage.prepared import Prepared

# The producer never said yes to these, or the kitchen took them back.
NOT_ANNOUNCED = (LineState.ORDERED, LineState.REFUSED, LineState.WITHDRAWN)
NOT_TO_COME = (LineState.REFUSED, LineState.WITHDRAWN)
RESULTS_SHOWN = 8
STANDS = ~exists().where(ReceiptUndone.receipt_id == Receipt.id)
REFUSAL_STANDS = ~exists().where(RefusalUndone.refusal_id == Refusal.id)


# Asked with every crate that comes in, and made once.
_OF_DAY = (Receipt.article_id == bindparam("article"), Receipt.collect_on == bindparam("day"))
_RECEIVED = Prepared(
    select(func.sum(Crate.net), func.sum(Crate.count))
    .join(Receipt, Receipt.crate_id == Crate.id)
    .where(*_OF_DAY, STANDS)
)
_CLOSED = Prepared(
    select(CollectionClosure.id).where(
        CollectionClosure.article_id == bindparam("article"), CollectionClosure.collect_on == bindparam("day")
    )
)
_PROMISED = Prepared(
    select(OrderLine.id, LineEvent.mass, LineEvent.count)
    .join(LineEvent, LineEvent.line_id == OrderLine.id)
    .where(
        OrderLine.article_id == bindparam("article"),
        OrderLine.collect_on == bindparam("day"),
        *(OrderLine.state != state for state in NOT_ANNOUNCED),
        or_(*(LineEvent.kind == kind for kind in sorted(PROMISES))),
    )
    .order_by(LineEvent.id)
)


@dataclass(frozen=True, slots=True)
class AnnouncedLine:
    """An order line with what its producer confirmed."""

    line: OrderLine
    mass: Mass
    count: int | None


@dataclass(frozen=True, slots=True)
class ArticleDue:
    """One article of one collection day: announced, in so far, and how that compares.

    `unanswered` is ordered, and its producer has said neither yes nor no: it may come all the same. `refused` came and was not
    let in.
    """

    article: Article
    announced: Amount
    unanswered: Amount
    received: Amount
    refused: Amount
    crates: int
    closed: CollectionClosure | None
    verdict: Verdict

    @property
    def was_refused(self) -> bool:
        return bool(self.refused.mass or self.refused.count)

    @property
    def still_to_come(self) -> Amount:
        """Announced, and neither in nor refused, in the article's own measure."""
        rest = rest_of(self.announced, self.received, self.refused)
        return (
            Amount(NOTHING, rest.count or 0)
            if self.article.sold_by is SoldBy.COUNT
            else Amount(rest.mass, None)
        )

    @property
    def difference(self) -> Amount:
        """How far what came is from what was announced, in the article's own measure and without a sign."""
        if self.article.sold_by is SoldBy.COUNT:
            return Amount(NOTHING, abs((self.received.count or 0) - (self.announced.count or 0)))
        return Amount(abs(self.received.mass - self.announced.mass), None)


@dataclass(frozen=True, slots=True)
class ProducerDue:
    producer: Producer
    articles: tuple[ArticleDue, ...]

    @property
    def open(self) -> int:
        return sum(1 for one in self.articles if one.closed is None)


@dataclass(frozen=True, slots=True)
class ReceivedCrate:
    """The act behind "Saved, no. N" with everything the result panel shows."""

    receipt: Receipt
    crate: Crate
    weighing: Weighing | None
    job: JobRow | None
    undone: ReceiptUndone | None


def announced_lines(session: Session, article_id: int, collect_on: date) -> list[AnnouncedLine]:
    """Order lines that their producer confirmed for this collection, with the confirmed amounts, oldest line first."""
    lines = session.scalars(
        select(OrderLine)
        .where(
            OrderLine.article_id == article_id,
            OrderLine.collect_on == collect_on,
            OrderLine.state.not_in(NOT_ANNOUNCED),
        )
        .order_by(OrderLine.id)
    )
    return [_confirmed(line) for line in lines]


def _confirmed(line: OrderLine) -> AnnouncedLine:
    told = standing_of(line.events)
    amount = told.confirmed or told.ordered or ZERO
    return AnnouncedLine(line, amount.mass, amount.count)


def announced_amount(session: Session, article_id: int, collect_on: date) -> Amount:
    """What producers confirmed of it in all. Only the sum is wanted, so each line's last promise is read as a plain row."""
    told = _PROMISED.rows(session.connection(), {"article": article_id, "day": collect_on})
    last = {line_id: (milligrams, count) for line_id, milligrams, count in told}
    return _sum([Amount(Mass(int(milligrams)), count) for milligrams, count in last.values()])


def received_amount(session: Session, article_id: int, collect_on: date) -> Amount:
    """The labelled net of every crate received for this collection and not taken back."""
    asked = {"article": article_id, "day": collect_on}
    ((milligrams, count),) = _RECEIVED.rows(session.connection(), asked)
    return Amount(Mass(int(milligrams or 0)), None if count is None else int(count))


def refused_amount(session: Session, article_id: int, collect_on: date) -> Amount:
    """What of this collection was refused at the door and not let in after all."""
    rows = session.execute(
        select(Refusal.mass, Refusal.count).where(
            Refusal.article_id == article_id, Refusal.collect_on == collect_on, REFUSAL_STANDS
        )
    )
    return _sum([Amount(mass, count) for mass, count in rows])


def refusal(session: Session, number: int) -> Refusal:
    found = session.scalar(select(Refusal).where(Refusal.number == number))
    if found is None:
        raise NotFound(refusal=number)
    return found


def rest_of(announced: Amount, received: Amount, refused: Amount) -> Amount:
    """What is still to come, never less than nothing."""
    left = announced - received - refused
    return Amount(max(left.mass, NOTHING), None if announced.count is None else max(left.count or 0, 0))


def rest_to_come(session: Session, article: Article, collect_on: date) -> Amount:
    return rest_of(
        announced_amount(session, article.id, collect_on),
        received_amount(session, article.id, collect_on),
        refused_amount(session, article.id, collect_on),
    )


def _sum(amounts: Sequence[Amount]) -> Amount:
    counts = [amount.count for amount in amounts if amount.count is not None]
    return Amount(sum((amount.mass for amount in amounts), start=NOTHING), sum(counts) if counts else None)


def is_closed(session: Session, article_id: int, collect_on: date) -> bool:
    asked = {"article": article_id, "day": collect_on}
    return _CLOSED.first(session.connection(), asked) is not None


def closure(session: Session, article_id: int, collect_on: date) -> CollectionClosure | None:
    return session.scalar(
        select(CollectionClosure).where(
            CollectionClosure.article_id == article_id, CollectionClosure.collect_on == collect_on
        )
    )


def collection_days(session: Session, since: date) -> list[date]:
    """Days for which something is ordered or has come, from a day on."""
    ordered = session.scalars(
        select(OrderLine.collect_on)
        .where(OrderLine.collect_on >= since, OrderLine.state.not_in(NOT_TO_COME))
        .distinct()
    )
    came = session.scalars(select(Receipt.collect_on).where(Receipt.collect_on >= since, STANDS).distinct())
    return sorted({*ordered, *came})


def due(session: Session, collect_on: date, tolerance: Tolerance) -> list[ProducerDue]:
    """Everything of one collection day, by producer: ordered or received."""
    article_ids = set(
        session.scalars(
            select(OrderLine.article_id).where(
                OrderLine.collect_on == collect_on, OrderLine.state.not_in(NOT_TO_COME)
            )
        )
    ) | set(session.scalars(select(Receipt.article_id).where(Receipt.collect_on == collect_on, STANDS)))
    articles = session.scalars(select(Article).where(Article.id.in_(article_ids)).order_by(Article.number))
    by_producer: dict[int, list[ArticleDue]] = {}
    for article in articles:
        by_producer.setdefault(article.producer_id, []).append(
            article_due(session, article, collect_on, tolerance)
        )
    found = [ProducerDue(some[0].article.producer, tuple(some)) for some in by_producer.values()]
    return sorted(found, key=lambda one: one.producer.name)


def article_due(session: Session, article: Article, collect_on: date, tolerance: Tolerance) -> ArticleDue:
    announced = announced_amount(session, article.id, collect_on)
    received = received_amount(session, article.id, collect_on)
    return ArticleDue(
        article=article,
        announced=announced,
        unanswered=_sum(
            [
                Amount(mass, count)
                for mass, count in session.execute(
                    select(OrderLine.mass, OrderLine.count).where(
                        OrderLine.article_id == article.id,
                        OrderLine.collect_on == collect_on,
                        OrderLine.state == LineState.ORDERED,
                    )
                )
            ]
        ),
        received=received,
        refused=refused_amount(session, article.id, collect_on),
        crates=len(_receipts(session, article.id, collect_on, STANDS)),
        closed=closure(session, article.id, collect_on),
        verdict=verdict_on(article, announced, received, tolerance),
    )


def verdict_on(article: Article, announced: Amount, received: Amount, tolerance: Tolerance) -> Verdict:
    by_count = article.sold_by is SoldBy.COUNT
    return judge(
        measured(announced.mass, announced.count, by_count=by_count),
        measured(received.mass, received.count, by_count=by_count),
        tolerance,
    )


def article(session: Session, article_id: int) -> Article:
    found = session.get(Article, article_id)
    if found is None:
        raise NotFound(article=article_id)
    return found


def articles_of(session: Session, producer_id: int) -> Sequence[Article]:
    """Everything a producer may bring: also what nobody ordered can be weighed in."""
    return session.scalars(
        select(Article)
        .where(Article.producer_id == producer_id, Article.active.is_(True))
        .order_by(Article.number)
    ).all()


def producers(session: Session) -> Sequence[Producer]:
    return session.scalars(select(Producer).order_by(Producer.name)).all()


def crate_types(session: Session) -> Sequence[CrateType]:
    return session.scalars(select(CrateType).order_by(CrateType.id)).all()


def unclaimed(session: Session) -> list[Weighing]:
    """Weighings nobody claimed, newest first."""
    return _unclaimed(session)


def _weighed_as(session: Session, crate_id: int) -> int:
    """The crate under the number that it had when it was weighed."""
    before = session.scalar(select(Crate.replaces_id).where(Crate.id == crate_id))
    return crate_id if before is None else _weighed_as(session, before)


def weighing_of(session: Session, crate_id: int) -> Weighing | None:
    """The weighing that proves a crate's net, the last one of a crate that was topped up; None for typed and calculated weights."""
    return session.scalar(
        select(Weighing)
        .join(WeighingClaim, WeighingClaim.weighing_id == Weighing.id)
        .where(WeighingClaim.crate_id == _weighed_as(session, crate_id))
        .order_by(Weighing.number.desc())
        .limit(1)
    )


def proof_on_paper(session: Session, crate_id: int, desk: Desk) -> str:
    """Which weighings prove a crate's net, as its papers name them; with the word that a verification had run out."""
    rows = session.execute(
        select(Weighing, WeighingClaim.unverified_because)
        .join(WeighingClaim, WeighingClaim.weighing_id == Weighing.id)
        .where(WeighingClaim.crate_id == _weighed_as(session, crate_id))
        .order_by(Weighing.number)
    ).all()
    return proof_named([weighing for weighing, _ in rows], rows[-1][1], desk) if rows else ""


def proof_named(weighings: Sequence[Weighing], because: str | None, desk: Desk) -> str:
    """The weighings of one crate, and why an overdue scale was used, as papers name them."""
    first, *further = sorted(weighings, key=lambda one: one.number)
    newest = (first, *further)[-1]
    name = desk.weighing_name(first.scale, first.number) + "".join(f" + {one.number}" for one in further)
    if because and newest.verified_until is not None:
        return desk.unverified_name(name, newest.verified_until, because)
    return name


def received(session: Session, receipt: Receipt) -> ReceivedCrate:
    crate = session.get_one(Crate, receipt.crate_id)
    job = next(iter(jobs_of(session, subject_of(crate))), None)
    undone = session.get(ReceiptUndone, receipt.id)
    return ReceivedCrate(receipt, crate, weighing_of(session, crate.id), job, undone)


def taken_load(session: Session, scale: str) -> tuple[int, int] | None:
    """The scale's last load and the receipt it became, by their numbers; None when it is free, set aside or was never one."""
    found = session.execute(
        select(Weighing.number, Receipt.number)
        .join(WeighingClaim, WeighingClaim.weighing_id == Weighing.id)
        .join(Receipt, Receipt.crate_id == WeighingClaim.crate_id)
        .where(Weighing.id == select(func.max(Weighing.id)).where(Weighing.scale == scale).scalar_subquery())
    ).first()
    return (found[0], found[1]) if found else None


def receipt(session: Session, number: int) -> ReceivedCrate:
    found = session.scalar(select(Receipt).where(Receipt.number == number))
    if found is None:
        raise NotFound(receipt=number)
    return received(session, found)


def latest_receipts(session: Session, article_id: int, collect_on: date) -> list[ReceivedCrate]:
    """The last crates of one article and day, newest first, also those that were taken back."""
    newest = list(reversed(_receipts(session, article_id, collect_on)))
    return [received(session, one) for one in newest[:RESULTS_SHOWN]]


def _receipts(
    session: Session, article_id: int, collect_on: date, *further: ColumnElement[bool]
) -> Sequence[Receipt]:
    return session.scalars(
        select(Receipt)
        .where(Receipt.article_id == article_id, Receipt.collect_on == collect_on, *further)
        .order_by(Receipt.number)
    ).all()
