"""Reads of picking: what a line needs, the list of a kitchen and day with the plan laid over it, the progress of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.catalogue.records import Kitchen, SoldBy
from hub.kernel.errors import NotFound
from hub.kernel.words import Language
from hub.orders.lessening import Less, lessened
from hub.orders.lines import LineState
from hub.orders.records import Order, OrderLine
from hub.orders.rules import standing_of
from hub.picking.plan import Demand, Plan, PlannedPick, Shortage, StockCrate, plan
from hub.picking.records import Pick, PickUndone
from hub.picking.rules import Need, need
from hub.planning.records import DeliveryRule
from hub.receiving.rules import measured
from hub.stock import holds
from hub.stock import views as stock_views
from hub.stock.records import Crate
from hub.stock.views import StandingCrate

TO_PICK = frozenset({LineState.RECEIVED, LineState.PICKING})
# A line whose own goods did not come may still be served from an earlier lot of the same article.
PICKABLE = TO_PICK | {LineState.NOT_COME}
WAITING = frozenset({LineState.ORDERED, LineState.CONFIRMED})
SETTLED = frozenset(
    {
        LineState.PICKED,
        LineState.LOADED,
        LineState.DELIVERED,
        LineState.ACCEPTED,
        LineState.CLAIMED,
        LineState.NOT_COME,
    }
)
NOT_TO_BE = (LineState.REFUSED, LineState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class DonePick:
    pick: Pick
    crate: Crate


@dataclass(frozen=True, slots=True)
class NextPick:
    """One planned pick with the crate as it stands."""

    planned: PlannedPick
    standing: StandingCrate

    @property
    def whole(self) -> bool:
        """Whoever fetches it now takes the crate as it stands. The plan calls its last part whole too, when others had theirs."""
        by_count = self.standing.crate.lot.article.sold_by is SoldBy.COUNT
        there = measured(self.standing.mass, self.standing.count, by_count=by_count)
        return self.planned.whole and self.planned.amount == there


@dataclass(frozen=True, slots=True)
class PickLine:
    """One order line on a pick list."""

    line: OrderLine
    need: Need
    done: tuple[DonePick, ...]
    to_do: tuple[NextPick, ...]
    shortage: Shortage | None

    @property
    def open(self) -> bool:
        return self.line.state in TO_PICK

    @property
    def ordered(self) -> int:
        """What the kitchen asked for, in the article's own measure; `need.wanted` is the share of it that this line got."""
        return measured(self.line.mass, self.line.count, by_count=self.need.by_count)

    @property
    def lessened(self) -> tuple[Less, ...]:
        return lessened(self.line.events)

    @property
    def ended_short(self) -> bool:
        return standing_of(self.line.events).ended_short

    @property
    def waiting(self) -> bool:
        return self.line.state in WAITING

    @property
    def given_up(self) -> bool:
        """Somebody said that there is no more, and nothing of it was picked: picked all the same only when somebody asks for it."""
        return self.line.state in PICKABLE and self.ended_short


@dataclass(frozen=True, slots=True)
class PickList:
    """One kitchen's list of one delivery day. `next_pick` is the one thing to do now."""

    kitchen: Kitchen
    deliver_on: date
    lines: tuple[PickLine, ...]
    stop: str

    @property
    def next_pick(self) -> tuple[PickLine, NextPick] | None:
        return next(iter(way(self)), None)

    @property
    def settled(self) -> int:
        return sum(1 for line in self.lines if line.line.state in SETTLED)

    @property
    def ready(self) -> bool:
        """Nothing is left to pick or to wait for."""
        return self.settled == len(self.lines)


def _walk(one: tuple[PickLine, NextPick]) -> tuple[int, int]:
    """Place by place, so that nobody walks in and out of the same room."""
    place = one[1].standing.place
    return (place.id if place else 0, one[0].line.position)


def way(listed: PickList) -> list[tuple[PickLine, NextPick]]:
    """Everything that is to be fetched, in the order of the way through the house."""
    return sorted(((line, pick) for line in listed.lines for pick in line.to_do), key=_walk)


def order_of(session: Session, line: OrderLine) -> Order:
    return session.get_one(Order, line.order_id)


def stop_of(session: Session, kitchen_id: int, deliver_on: date, language: Language) -> str:
    """Stop and route as they stand on a label: "3 · Sør", the number first because a long route is cut; empty when the kitchen has no rule for that weekday."""
    rule = session.get(DeliveryRule, (kitchen_id, deliver_on.weekday()))
    return f"{rule.stop} · {rule.route.name.in_(language)}" if rule else ""


def need_of(line: OrderLine, tolerance_per_mille: int) -> Need:
    """What a line wants and what of it is picked and not taken back, as its events tell it."""
    told = standing_of(line.events)
    return need(
        told.to_pick,
        told.picked,
        by_count=line.article.sold_by is SoldBy.COUNT,
        tolerance_per_mille=tolerance_per_mille,
    )


def _done(session: Session, line_ids: Sequence[int]) -> dict[int, list[DonePick]]:
    rows = session.execute(
        select(Pick, Crate)
        .join(Crate, Crate.id == Pick.crate_id)
        .where(
            Pick.line_id.in_(line_ids),
            ~select(PickUndone.pick_id).where(PickUndone.pick_id == Pick.id).exists(),
        )
        .order_by(Pick.id)
    )
    done: dict[int, list[DonePick]] = {}
    for pick, crate in rows:
        done.setdefault(pick.line_id, []).append(DonePick(pick, crate))
    return done


def planned(session: Session, until: date, tolerance_per_mille: int) -> tuple[Plan, dict[int, StandingCrate]]:
    """The plan over every line that can be picked now for days up to `until`, earlier days and older lines first.

    Lines whose own goods did not come are served last, from what the others leave. A line that somebody ended is not served: what
    still stands there is what they said no to.
    """
    pickable = session.scalars(
        select(OrderLine)
        .join(OrderLine.order)
        .where(OrderLine.state.in_(PICKABLE), Order.delivery_on <= until)
        .order_by(OrderLine.state == LineState.NOT_COME, Order.delivery_on, OrderLine.id)
    ).all()
    lines = [line for line in pickable if not standing_of(line.events).ended_short]
    if not lines:
        return Plan((), ()), {}
    days = {order.id: order.delivery_on for order in _orders(session, lines)}
    demands = []
    for line in lines:
        wants = need_of(line, tolerance_per_mille)
        demands.append(
            Demand(line.id, line.article_id, days[line.order_id], wants.missing, wants.over, wants.under)
        )
    standing = stock_views.usable(
        session, sorted({line.article_id for line in lines}), min(days.values()), with_held=True
    )
    on_hold = holds.lasting(session, [one.crate.id for one in standing])
    stock = [
        StockCrate(
            one.crate.id,
            one.crate.lot.article_id,
            one.crate.lot.best_before,
            one.crate.lot.received_on,
            measured(one.mass, one.count, by_count=one.crate.lot.article.sold_by is SoldBy.COUNT),
            on_hold=one.crate.id in on_hold,
        )
        for one in standing
    ]
    return plan(demands, stock), {one.crate.id: one for one in standing}


def _orders(session: Session, lines: Sequence[OrderLine]) -> Sequence[Order]:
    return session.scalars(select(Order).where(Order.id.in_({line.order_id for line in lines}))).all()


def pick_list(
    session: Session, *, kitchen_id: int, deliver_on: date, tolerance_per_mille: int, language: Language
) -> PickList:
    """One kitchen's list, all its orders of the day on it."""
    kitchen = session.get(Kitchen, kitchen_id)
    if kitchen is None:
        raise NotFound(kitchen=kitchen_id)
    lines = session.scalars(
        select(OrderLine)
        .join(OrderLine.order)
        .where(
            Order.kitchen_id == kitchen_id,
            Order.delivery_on == deliver_on,
            OrderLine.state.not_in(NOT_TO_BE),
        )
        .order_by(OrderLine.order_id, OrderLine.position)
    ).all()
    laid, standing = planned(session, deliver_on, tolerance_per_mille)
    done = _done(session, [line.id for line in lines])
    shortages = {shortage.line_id: shortage for shortage in laid.shortages}
    return PickList(
        kitchen=kitchen,
        deliver_on=deliver_on,
        lines=tuple(
            PickLine(
                line=line,
                need=need_of(line, tolerance_per_mille),
                done=tuple(done.get(line.id, ())),
                to_do=tuple(
                    NextPick(pick, standing[pick.crate_id]) for pick in laid.picks if pick.line_id == line.id
                ),
                shortage=shortages.get(line.id),
            )
            for line in lines
        ),
        stop=stop_of(session, kitchen_id, deliver_on, language),
    )


@dataclass(frozen=True, slots=True)
class KitchenProgress:
    """How far one kitchen's day is, by lines. Says nothing about who did it."""

    kitchen: Kitchen
    deliver_on: date
    lines: int
    settled: int
    waiting: int
    to_pick: int


def progress(session: Session, since: date) -> list[KitchenProgress]:
    """Each kitchen and delivery day from a day on, in the order of days."""
    rows = session.execute(
        select(Order.delivery_on, Order.kitchen_id, OrderLine.state)
        .join(OrderLine.order)
        .where(Order.delivery_on >= since, OrderLine.state.not_in(NOT_TO_BE))
    )
    states: dict[tuple[date, int], list[LineState]] = {}
    for deliver_on, kitchen_id, state in rows:
        states.setdefault((deliver_on, kitchen_id), []).append(state)
    kitchens = {
        kitchen.id: kitchen
        for kitchen in session.scalars(select(Kitchen).where(Kitchen.id.in_({key[1] for key in states})))
    }
    return [
        progress_of(kitchens[kitchen_id], deliver_on, of_kitchen)
        for (deliver_on, kitchen_id), of_kitchen in sorted(
            states.items(), key=lambda row: (row[0][0], kitchens[row[0][1]].name)
        )
    ]


def progress_of(kitchen: Kitchen, deliver_on: date, states: Sequence[LineState]) -> KitchenProgress:
    """How far these lines of a kitchen's day are."""
    return KitchenProgress(
        kitchen=kitchen,
        deliver_on=deliver_on,
        lines=len(states),
        settled=sum(1 for state in states if state in SETTLED),
        waiting=sum(1 for state in states if state in WAITING),
        to_pick=sum(1 for state in states if state in TO_PICK),
    )


def done_of(session: Session, line: OrderLine) -> list[DonePick]:
    """What is picked for a line and not taken back."""
    return _done(session, [line.id]).get(line.id, [])
