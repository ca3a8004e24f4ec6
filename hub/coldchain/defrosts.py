"""Defrost plans of a room: entered for from now on or later, ended, and read as stretches of time.

A defrost lets alarms wait, critical ones never; time beyond a limit still counts (`hub.coldchain.rules`). So windows are short and apart,
and none is entered for a time that is over. Not for: what a defrost does to an excursion.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hub.coldchain.errors import FieldsUnfit
from hub.coldchain.faults import FieldFault
from hub.coldchain.limits import FAR_MS
from hub.coldchain.marks import DEFROST_AT_MOST_S, daily, merged
from hub.coldchain.readings import Span, from_ms, in_ms
from hub.coldchain.records import DefrostPlan
from hub.coldchain.room_records import DefrostPlanEnd
from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.people.audit import record
from hub.people.records import Person
from hub.stock.records import Place

MINUTE_S = 60
DAY_MINUTES = 24 * 60
# Between two windows: long enough to get cold again, and for an alarm to be heard.
APART_MINUTES = 60
MOST_TIMES = 12
# A form that says "from now on" took a moment on its way.
JUST_NOW = timedelta(minutes=1)


_PLANS = (
    select(DefrostPlan, DefrostPlanEnd.ends_at)
    .outerjoin(DefrostPlanEnd, DefrostPlanEnd.plan_id == DefrostPlan.id)
    .where(DefrostPlan.place_id == bindparam("place"))
    .order_by(DefrostPlan.id)
)


@dataclass(frozen=True, slots=True)
class Window:
    """One defrost a day: from a local time on for some minutes."""

    begins: time
    minutes: int


def defrost_plans(session: Session, place_id: int) -> list[tuple[DefrostPlan, Span]]:
    """Every plan the place ever had, with the time in which it counts; one that was withdrawn before it began counts never."""
    rows = session.execute(_PLANS, {"place": place_id})
    return [
        (plan, Span(in_ms(plan.valid_from), FAR_MS if ends_at is None else in_ms(ends_at)))
        for plan, ends_at in rows
    ]


def defrost_spans(plans: Sequence[tuple[DefrostPlan, Span]], period: Span) -> list[Span]:
    """When the place was, and is, defrosted by its plans, in order and apart."""
    found = []
    for plan, counts in plans:
        during = Span(max(period.begin_ms, counts.begin_ms), min(period.end_ms, counts.end_ms))
        if during.begin_ms < during.end_ms:
            found.append(daily(time.fromisoformat(plan.begins), plan.length_s, ZoneInfo(plan.zone), during))
    return merged(found)


def too_close(windows: Iterable[Window]) -> bool:
    """Whether two windows of a day lie less than an hour apart, also over midnight. Pure."""
    ordered = sorted((one.begins.hour * 60 + one.begins.minute, one.minutes) for one in windows)
    if not ordered:
        return False
    around = [*ordered, (ordered[0][0] + DAY_MINUTES, ordered[0][1])]
    return any(later[0] - (earlier[0] + earlier[1]) < APART_MINUTES for earlier, later in pairwise(around))


def plan_defrosts(
    session: Session,
    place_id: int,
    windows: Sequence[Window],
    *,
    valid_from: datetime,
    zone: ZoneInfo,
    by: Person,
    clock: Clock,
    operation: str,
) -> list[DefrostPlan]:
    """Windows of each day from a moment on, which may be now and is never past. Raises FieldsUnfit with what is wrong with which field."""
    done = session.scalars(select(DefrostPlan).where(DefrostPlan.operation == operation)).all()
    if done:
        return list(done)
    place = _place(session, place_id)
    _require_usable(session, place_id, windows, valid_from, clock.now())
    kept = [
        DefrostPlan(
            place_id=place_id,
            begins=f"{one.begins:%H:%M}",
            length_s=one.minutes * MINUTE_S,
            zone=zone.key,
            valid_from=valid_from,
            recorded_at=clock.now(),
            person_id=by.id,
            operation=operation,
        )
        for one in windows
    ]
    session.add_all(kept)
    session.flush()
    facts = {
        "place": place.code,
        "windows": [[plan.begins, plan.length_s] for plan in kept],
        "zone": zone.key,
        "valid_from": valid_from.isoformat(),
    }
    record(session, by, "defrost planned", f"place:{place.id}", facts, clock)
    return kept


def end_plan(session: Session, plan_id: int, *, by: Person, clock: Clock) -> DefrostPlan:
    """No defrost by this plan from now on; one that has not begun never begins. Raises NotFound."""
    plan = session.get(DefrostPlan, plan_id)
    if plan is None:
        raise NotFound(plan=plan_id)
    if session.get(DefrostPlanEnd, plan_id) is not None:
        return plan
    now = clock.now()
    ends_at = max(now, plan.valid_from)
    session.add(DefrostPlanEnd(plan_id=plan.id, ends_at=ends_at, at=now, person_id=by.id))
    session.flush()
    facts = {"begins": plan.begins, "length_s": plan.length_s, "ends_at": ends_at.isoformat()}
    record(session, by, "defrost plan ended", f"place:{plan.place_id}", facts, clock)
    return plan


def _require_usable(
    session: Session, place_id: int, windows: Sequence[Window], valid_from: datetime, now: datetime
) -> None:
    faults: dict[str, FieldFault] = {}
    if not windows:
        faults["times"] = FieldFault.MISSING
    elif len(windows) > MOST_TIMES:
        faults["times"] = FieldFault.TOO_MANY
    if any(not 1 <= one.minutes <= DEFROST_AT_MOST_S // MINUTE_S for one in windows):
        faults["minutes"] = FieldFault.DEFROST_LENGTH
    if valid_from < now - JUST_NOW:
        faults["valid_on"] = FieldFault.PAST_DAY
    if faults:
        raise FieldsUnfit(faults)
    standing = [
        Window(time.fromisoformat(plan.begins), plan.length_s // MINUTE_S)
        for plan, counts in defrost_plans(session, place_id)
        if from_ms(counts.end_ms) > valid_from and counts.length_ms
    ]
    if too_close([*standing, *windows]):
        raise FieldsUnfit({"times": FieldFault.TOO_CLOSE})


def _place(session: Session, place_id: int) -> Place:
    place = session.scalar(select(Place).where(Place.id == place_id).with_for_update())
    if place is None:
        raise NotFound(place=place_id)
    return place
