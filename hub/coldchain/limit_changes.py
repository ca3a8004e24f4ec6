"""Changes of a room's limits: entered with a reason and a date of validity, withdrawn while they have not begun, and told of.

Limits are dated facts: a change adds rows and overwrites none, and what was judged under the old ones stays so unless the change is dated
back. Not for: which limit counts when (`hub.coldchain.limits`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.errors import ChangeBegun, FieldsUnfit, LimitsChangedMeanwhile
from hub.coldchain.faults import FieldFault
from hub.coldchain.levels import Level, Side
from hub.coldchain.limit_rules import SLOTS, Setting, Settings, by_slot, faults_of
from hub.coldchain.limits import RoomLimit, in_force
from hub.coldchain.presets import PresetLimit
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.records import PlaceLimit
from hub.coldchain.room_records import LimitChange, LimitChangeWithdrawn
from hub.coldchain.watching import limits
from hub.kernel.clock import Clock
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Temperature
from hub.kernel.words import Words
from hub.people.audit import record
from hub.people.records import Person
from hub.stock.records import Place

LONGEST_REASON = 300
# A form that says "from now on" took a moment on its way.
JUST_NOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody enters. `seen` is the newest change that their form knew; `past_meant` says that a day that is over is meant."""

    wanted: Sequence[Setting]
    valid_from: datetime
    reason: str
    preset: str = ""
    seen: int | None = None
    past_meant: bool = False


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change with its rows, who made it, and when it was withdrawn, if it was."""

    change: LimitChange
    rows: Sequence[PlaceLimit]
    person: str
    withdrawn_at: datetime | None

    def is_to_come(self, now: datetime) -> bool:
        return self.withdrawn_at is None and self.change.valid_from > now


def setting_of(limit: RoomLimit | PresetLimit) -> Setting:
    return Setting(
        limit.level,
        limit.side,
        limit.limit,
        limit.on_delay_s,
        limit.off_delay_s,
        limit.hysteresis,
        limit.source,
    )


def settings_at(session: Session, place_id: int, at: datetime) -> dict[tuple[Level, Side], Setting]:
    """The limits that count in a place at a moment."""
    return by_slot([setting_of(one) for one in in_force(limits(session, place_id), in_ms(at))])


def change_limits(
    session: Session, place_id: int, change: Change, *, by: Person, clock: Clock, operation: str
) -> LimitChange:
    """From that moment on these limits count and no others. Raises FieldsUnfit, LimitsChangedMeanwhile."""
    done = session.scalar(select(LimitChange).where(LimitChange.operation == operation))
    if done is not None:
        return done
    place = session.scalar(select(Place).where(Place.id == place_id).with_for_update())
    if place is None:
        raise NotFound(place=place_id)
    if newest(session, place_id) != change.seen:
        raise LimitsChangedMeanwhile
    now = clock.now()
    faults = faults_of(change.wanted) | _faults(change, now)
    wanted = by_slot(change.wanted)
    known = limits(session, place_id)
    until = max(change.valid_from, now)
    new = {
        slot: wanted.get(slot)
        for slot in SLOTS
        if not _stands_already(known, slot, wanted, Span(in_ms(change.valid_from), in_ms(until) + 1))
    }
    if not new and not faults:
        faults = {"reason": FieldFault.NOTHING_CHANGED}
    if faults:
        raise FieldsUnfit(faults)
    kept = LimitChange(
        place_id=place_id,
        valid_from=change.valid_from,
        reason=change.reason.strip(),
        preset=change.preset,
        recorded_at=now,
        person_id=by.id,
        operation=operation,
    )
    session.add(kept)
    session.flush()
    session.add_all(_row(kept, slot, one) for slot, one in new.items())
    session.flush()
    facts = {
        "place": place.code,
        "change": kept.id,
        "valid_from": kept.valid_from.isoformat(),
        "reason": kept.reason,
        "preset": kept.preset,
        "limits": [_told(slot, one) for slot, one in new.items()],
    }
    record(session, by, "limits changed", f"place:{place.id}", facts, clock)
    return kept


def withdraw_change(session: Session, change_id: int, *, by: Person, clock: Clock) -> LimitChange:
    """A change that was to come never will. Withdrawing twice is once. Raises ChangeBegun, NotFound."""
    change = session.get(LimitChange, change_id)
    if change is None:
        raise NotFound(change=change_id)
    if session.get(LimitChangeWithdrawn, change_id) is not None:
        return change
    if change.valid_from <= clock.now():
        raise ChangeBegun
    session.add(LimitChangeWithdrawn(change_id=change.id, at=clock.now(), person_id=by.id))
    session.flush()
    record(session, by, "limit change withdrawn", f"place:{change.place_id}", {"change": change.id}, clock)
    return change


def newest(session: Session, place_id: int) -> int | None:
    """The number of the change that was entered last; a form carries it, so that nobody overwrites what they did not see."""
    return session.scalar(
        select(LimitChange.id)
        .where(LimitChange.place_id == place_id)
        .order_by(LimitChange.id.desc())
        .limit(1)
    )


def changes_of(session: Session, place_id: int) -> list[ToldChange]:
    """Every change of a place, the one that was entered last first."""
    rows = session.execute(
        select(LimitChange, Person.name, LimitChangeWithdrawn.at)
        .join(Person, Person.id == LimitChange.person_id)
        .outerjoin(LimitChangeWithdrawn, LimitChangeWithdrawn.change_id == LimitChange.id)
        .where(LimitChange.place_id == place_id)
        .order_by(LimitChange.id.desc())
    ).all()
    of_change: dict[int, list[PlaceLimit]] = {}
    for row in session.scalars(
        select(PlaceLimit)
        .where(PlaceLimit.place_id == place_id, PlaceLimit.change_id.is_not(None))
        .order_by(PlaceLimit.id)
    ):
        of_change.setdefault(row.change_id or 0, []).append(row)
    return [ToldChange(change, of_change.get(change.id, []), name, at) for change, name, at in rows]


def _faults(change: Change, now: datetime) -> dict[str, FieldFault]:
    found: dict[str, FieldFault] = {}
    reason = change.reason.strip()
    if not reason:
        found["reason"] = FieldFault.MISSING
    elif len(reason) > LONGEST_REASON:
        found["reason"] = FieldFault.TOO_LONG
    if change.valid_from < now - JUST_NOW and not change.past_meant:
        found["valid_on"] = FieldFault.PAST_UNSAID
    return found


def _stands_already(
    known: Sequence[RoomLimit], slot: tuple[Level, Side], wanted: Settings, period: Span
) -> bool:
    """Whether one level and side is as wanted all through a period: the one limit counts from its beginning to its end, or none does."""
    there = [one for one in known if (one.level, one.side) == slot and one.counts.shared_with(period)]
    setting = wanted.get(slot)
    if setting is None:
        return not there
    return bool(there) and (
        all(setting_of(one) == setting for one in there)
        and sum(one.counts.shared_with(period) for one in there) == period.length_ms
    )


def _row(change: LimitChange, slot: tuple[Level, Side], one: Setting | None) -> PlaceLimit:
    level, side = slot
    return PlaceLimit(
        place_id=change.place_id,
        change_id=change.id,
        level=level,
        side=side,
        limit=None if one is None else one.limit,
        on_delay_s=0 if one is None else one.on_delay_s,
        off_delay_s=0 if one is None else one.off_delay_s,
        hysteresis=Temperature(0) if one is None else one.hysteresis,
        source=Words(change.reason, change.reason, change.reason) if one is None else one.source,
        valid_from=change.valid_from,
    )


def _told(slot: tuple[Level, Side], one: Setting | None) -> dict[str, object]:
    level, side = slot
    return {
        "level": level.value,
        "side": side.value,
        "limit_mc": None if one is None else one.limit.millidegrees,
        "on_delay_s": None if one is None else one.on_delay_s,
        "off_delay_s": None if one is None else one.off_delay_s,
        "hysteresis_mc": None if one is None else one.hysteresis.millidegrees,
    }
