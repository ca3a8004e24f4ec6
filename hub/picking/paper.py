"""The pick list on paper: what `views.pick_list` shows on the screen, in the order of the way through the house, as values."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.note_contents import PickDone, PickListContent, PickMissing, PickToFetch
from hub.picking.views import NextPick, PickLine, PickList, order_of, way
from hub.planning.records import DeliveryRule

# A line whose goods have not come is no shortage of the plan yet.
WAITING = "waiting"


def subject_of(listed: PickList) -> str:
    return f"pick_list:{listed.kitchen.code}:{listed.deliver_on.isoformat()}"


def pick_list_of(
    session: Session, listed: PickList, *, hub: str, language: Language, at: datetime
) -> PickListContent:
    """`at` is the hub's local time: a list is true for the moment in which it was made."""
    rule = session.get(DeliveryRule, (listed.kitchen.id, listed.deliver_on.weekday()))
    orders = {one.line.order_id: order_of(session, one.line) for one in listed.lines}
    return PickListContent(
        hub=hub,
        kitchen=listed.kitchen.name,
        deliver_on=listed.deliver_on,
        made_at=at,
        to_fetch=tuple(_to_fetch(line, pick, language) for line, pick in way(listed)),
        missing=tuple(one for line in listed.lines for one in _missing(line, language)),
        done=tuple(one for line in listed.lines for one in _done(line, language)),
        route=rule.route.name.in_(language) if rule else "",
        stop=str(rule.stop) if rule else "",
        window=f"{rule.window_from:%H:%M}–{rule.window_to:%H:%M}" if rule else "",
        orders=tuple(str(order.number) for order in orders.values()),
        remark=" ".join(order.note for order in orders.values() if order.note),
        made_up=any(order.made_up for order in orders.values()),
    )


def _to_fetch(line: PickLine, pick: NextPick, language: Language) -> PickToFetch:
    standing, planned = pick.standing, pick.planned
    lot, article = standing.crate.lot, line.line.article
    by_count = line.need.by_count
    mass = standing.mass if pick.whole else Mass(0 if by_count else planned.amount)
    count = standing.count if pick.whole else planned.amount
    return PickToFetch(
        place=standing.place.name.in_(language) if standing.place else "",
        sscc=standing.crate.sscc,
        product=article.product.name.in_(language),
        grade=article.grade_on_paper,
        producer=article.producer.name,
        lot=lot.number,
        best_before=lot.best_before,
        mass=None if by_count else mass,
        count=count if by_count else None,
        whole=pick.whole,
    )


def _missing(line: PickLine, language: Language) -> list[PickMissing]:
    if line.waiting:
        return [_lacks(line, line.need.missing, WAITING, language)]
    if line.shortage is not None:
        return [_lacks(line, line.shortage.missing, line.shortage.why.value, language)]
    return []


def _lacks(line: PickLine, amount: int, why: str, language: Language) -> PickMissing:
    article = line.line.article
    return PickMissing(
        product=article.product.name.in_(language),
        grade=article.grade_on_paper,
        mass=None if line.need.by_count else Mass(amount),
        count=amount if line.need.by_count else None,
        why=why,
    )


def _done(line: PickLine, language: Language) -> list[PickDone]:
    article = line.line.article
    return [
        PickDone(
            one.crate.sscc,
            article.product.name.in_(language),
            article.grade,
            one.pick.mass,
            one.pick.count,
        )
        for one in line.done
    ]
