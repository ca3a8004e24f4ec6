"""The collection order of a producer as values: what it promised for a day over all kitchens, and what it has not answered yet."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.catalogue.records import Article, Producer
from hub.kernel.words import Language
from hub.labels.content import Party
from hub.labels.note_contents import CollectionLine, CollectionOrderContent
from hub.orders.collections import Announced, announced, rules_of
from hub.orders.records import LineState, Order, OrderLine

PACK_STEPS = Decimal("0.01")
NOT_TO_COME = (LineState.REFUSED, LineState.WITHDRAWN)


def subject_of(producer: Producer, collect_on: date) -> str:
    return f"collection_order:{producer.code}:{collect_on.isoformat()}"


def collection_order_of(
    session: Session, producer: Producer, collect_on: date, *, hub: Party, contact: str, at: datetime
) -> CollectionOrderContent:
    """In the producer's language. `at` is the hub's local time: answers that come later are on a later printout."""
    language = producer.language
    rule = rules_of(session, producer.id).get(collect_on.weekday())
    lines = announced(session, collect_on, producer_id=producer.id)
    return CollectionOrderContent(
        hub=hub,
        producer=Party(producer.name, producer.whole_address, approval_number=producer.approval_number or ""),
        collect_on=collect_on,
        made_at=at,
        lines=tuple(_line(one, language) for one in lines),
        route=rule.route.name.in_(language) if rule and rule.route else "",
        stop=str(rule.stop) if rule and rule.route else "",
        arrives_at=f"{rule.arrives_at:%H:%M}" if rule else "",
        unanswered=_unanswered(session, producer.id, collect_on),
        contact=contact,
        made_up=_made_up(session, producer.id, collect_on),
    )


def producers_of(session: Session, collect_on: date) -> list[Producer]:
    """Whoever has something to bring on a day, or has not answered for it, in the order of the routes."""
    rows = session.scalars(
        select(Producer)
        .join(Article, Article.producer_id == Producer.id)
        .join(OrderLine, OrderLine.article_id == Article.id)
        .where(OrderLine.collect_on == collect_on, OrderLine.state.not_in(NOT_TO_COME))
        .distinct()
    ).all()

    def way(producer: Producer) -> tuple[bool, int, int, str]:
        rule = rules_of(session, producer.id).get(collect_on.weekday())
        if rule is None or rule.route_id is None:
            # Who drives to the hub itself comes last.
            return (True, 0, 0, producer.name)
        return (False, rule.route_id, rule.stop, producer.name)

    return sorted(rows, key=way)


def _line(one: Announced, language: Language) -> CollectionLine:
    article = one.article
    packs = f"{one.packs.quantize(PACK_STEPS).normalize():f}"
    return CollectionLine(
        article=article.number,
        product=article.product.name.in_(language),
        grade=article.grade_on_paper,
        packs=packs if language is Language.EN else packs.replace(".", ","),
        mass=one.amount.mass,
        count=one.amount.count,
        storage=article.storage_class,
        organic=article.organic,
    )


def _unanswered(session: Session, producer_id: int, collect_on: date) -> int:
    return (
        session.scalar(
            select(func.count(OrderLine.id))
            .join(Article, Article.id == OrderLine.article_id)
            .where(
                Article.producer_id == producer_id,
                OrderLine.collect_on == collect_on,
                OrderLine.state == LineState.ORDERED,
            )
        )
        or 0
    )


def _made_up(session: Session, producer_id: int, collect_on: date) -> bool:
    return bool(
        session.scalar(
            select(Order.id)
            .join(OrderLine, OrderLine.order_id == Order.id)
            .join(Article, Article.id == OrderLine.article_id)
            .where(
                Article.producer_id == producer_id,
                OrderLine.collect_on == collect_on,
                Order.made_up.is_(True),
            )
            .limit(1)
        )
    )
