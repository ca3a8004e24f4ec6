"""Limits of rooms changed with a reason and a date: old days keep theirs, signed days open again, plans are withdrawn."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain import reviews
from hub.coldchain.alarm_records import DayReview, Reopened
from hub.coldchain.defrosts import Window, defrost_plans, end_plan, plan_defrosts
from hub.coldchain.errors import ChangeBegun, FieldsUnfit, LimitsChangedMeanwhile
from hub.coldchain.faults import FieldFault
from hub.coldchain.levels import Level, Side
from hub.coldchain.limit_changes import (
    Change,
    change_limits,
    changes_of,
    newest,
    setting_of,
    settings_at,
    withdraw_change,
)
from hub.coldchain.limit_rules import Setting
from hub.coldchain.presets import presets_for
from hub.coldchain.readings import Span, in_ms
from hub.coldchain.records import PlaceLimit
from hub.coldchain.reviews import Signing
from hub.coldchain.room_days import house_day
from hub.coldchain.watching import find_excursions, limits
from hub.kernel.quantity import Temperature
from hub.kernel.words import Words
from hub.people.audit import verify
from hub.people.records import AuditEntry
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_hung_probe, a_limit, readings_until
from tests.support.floor_factory import Floor, make_floor

MONDAY = date(2026, 11, 23)
OSLO = ZoneInfo("Europe/Oslo")
SOURCE = Words("plan", "plan", "plan")
DAY = timedelta(days=1)


def setting(celsius: str, level: Level = Level.WARN, minutes: int = 30) -> Setting:
    return Setting(
        level, Side.HIGH, Temperature.celsius(celsius), minutes * 60, 600, Temperature(1_000), SOURCE
    )


def change(session: Session, floor: Floor, clock: FakeClock, *wanted: Setting, **said: object) -> int:
    one = Change(
        wanted,
        said.pop("valid_from", clock.now()),  # type: ignore[arg-type]
        str(said.pop("reason", "the plan says so")),
        seen=said.pop("seen", newest(session, floor.cold_room.id)),  # type: ignore[arg-type]
        past_meant=bool(said.pop("past_meant", False)),
    )
    operation = str(said.pop("operation", f"change {clock.now()} {one.valid_from}"))
    return change_limits(
        session, floor.cold_room.id, one, by=floor.person, clock=clock, operation=operation
    ).id


def degrees_at(session: Session, floor: Floor, clock: FakeClock, ago: timedelta = timedelta(0)) -> list[int]:
    found = settings_at(session, floor.cold_room.id, clock.now() - ago)
    return sorted(one.limit.millidegrees for one in found.values())


def test_a_preset_is_taken_over_and_only_what_differs_is_written(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor = make_floor(session)
        wanted = [setting_of(row) for row in presets_for("NO", "chilled", MONDAY)]
        first = change(session, floor, clock, *wanted, operation="one")
        assert change(session, floor, clock, *wanted, operation="one", seen=None) == first
        rows = session.scalars(select(PlaceLimit)).all()
        assert len(rows) == len(wanted) == 5
        clock.advance(3_600)
        tighter = [
            setting("4") if one.level is Level.WARN and one.side is Side.HIGH else one for one in wanted
        ]
        change(session, floor, clock, *tighter)
        assert len(session.scalars(select(PlaceLimit)).all()) == 6
        assert degrees_at(session, floor, clock) == [-1_000, 4_000, 4_000, 8_000, 10_000]
        assert degrees_at(session, floor, clock, timedelta(minutes=1)) == [
            -1_000,
            4_000,
            5_000,
            8_000,
            10_000,
        ]
        with pytest.raises(FieldsUnfit) as refused:
            change(session, floor, clock, *tighter, operation="again")
        assert refused.value.faults == {"reason": FieldFault.NOTHING_CHANGED}
        facts = session.scalars(select(AuditEntry).where(AuditEntry.verb == "limits changed")).all()
        assert [len(one.facts["limits"]) for one in facts] == [5, 1]
        assert verify(session) == []


def test_a_change_says_why_and_a_day_that_is_over_is_meant(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor = make_floor(session)
        with pytest.raises(FieldsUnfit) as refused:
            change(session, floor, clock, setting("5"), reason="  ", valid_from=clock.now() - DAY)
        assert refused.value.faults == {"reason": FieldFault.MISSING, "valid_on": FieldFault.PAST_UNSAID}
        with pytest.raises(FieldsUnfit) as crossed:
            change(session, floor, clock, setting("5"), setting("4", Level.ALARM), reason="x" * 301)
        assert crossed.value.faults == {
            "limit-alarm-high": FieldFault.NOT_GRAVER,
            "reason": FieldFault.TOO_LONG,
        }
        assert limits(session, floor.cold_room.id) == []


def test_somebody_else_was_quicker(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor = make_floor(session)
        change(session, floor, clock, setting("5"), operation="first")
        with pytest.raises(LimitsChangedMeanwhile):
            change(session, floor, clock, setting("6"), seen=None, operation="second")


def test_a_planned_change_is_withdrawn_before_it_begins_and_not_after(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor = make_floor(session)
        change(session, floor, clock, setting("5"), operation="now")
        planned = change(session, floor, clock, setting("4"), valid_from=clock.now() + DAY, operation="later")
        assert degrees_at(session, floor, clock, -2 * DAY) == [4_000]
        for _ in range(2):
            withdraw_change(session, planned, by=floor.person, clock=clock)
        assert degrees_at(session, floor, clock, -2 * DAY) == [5_000]
        other = change(session, floor, clock, setting("3"), valid_from=clock.now() + DAY, operation="again")
        clock.advance(2 * 86_400)
        with pytest.raises(ChangeBegun):
            withdraw_change(session, other, by=floor.person, clock=clock)
        told = changes_of(session, floor.cold_room.id)
        assert [(one.change.id, one.withdrawn_at is not None) for one in told] == [
            (other, False),
            (planned, True),
            (planned - 1, False),
        ]


def a_signed_warm_monday(session: Session, clock: FakeClock) -> tuple[Floor, DayReview]:
    """Two hours at 6 °C on Monday under a warning at 5 °C; signed on Tuesday."""
    floor = make_floor(session)
    a_limit(session, floor.cold_room, "5", Level.WARN, valid_from=clock.now() - DAY)
    probe = a_hung_probe(session, floor.cold_room, clock.now())
    clock.advance(4 * 3_600)
    readings_until(session, probe, clock.now(), [*["3"] * 60, *["6"] * 120, *["3"] * 60])
    clock.advance(20 * 3_600)
    at = house_day(session, MONDAY, OSLO, in_ms(clock.now()))
    signing = Signing(seen=reviews.digest_of(reviews.content_of(session, at)))
    review = reviews.sign(
        session, day=MONDAY, zone=OSLO, signing=signing, by=floor.person, clock=clock, operation="sign"
    )
    return floor, review


def of_monday(session: Session, floor: Floor, clock: FakeClock) -> list[int]:
    whole = Span(in_ms(clock.now() - 2 * DAY), in_ms(clock.now()))
    found = find_excursions(session, floor.cold_room.id, whole, in_ms(clock.now()))
    return [one.limit.limit.millidegrees for one in found]


def test_old_days_keep_the_limits_of_their_day_and_stay_signed(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor, _ = a_signed_warm_monday(session, clock)
        change(session, floor, clock, setting("8"))
        assert degrees_at(session, floor, clock) == [8_000]
        assert of_monday(session, floor, clock) == [5_000]
        assert reviews.look_at_signed_days(session, OSLO, clock, [MONDAY]) == 0


def test_a_limit_dated_back_judges_anew_and_opens_the_signed_day(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor, review = a_signed_warm_monday(session, clock)
        change(session, floor, clock, setting("8"), valid_from=clock.now() - 2 * DAY, past_meant=True)
        assert of_monday(session, floor, clock) == []
        assert reviews.look_at_signed_days(session, OSLO, clock, [MONDAY]) == 1
        at = house_day(session, MONDAY, OSLO, in_ms(clock.now()))
        assert {one["because"] for one in reviews.changes(session, review, at)} == {Reopened.LIMITS}


def test_defrosts_are_planned_apart_ended_and_withdrawn(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor = make_floor(session)

        def plan(
            operation: str, *windows: tuple[str, int], valid_from: timedelta = timedelta(0)
        ) -> list[int]:
            kept = plan_defrosts(
                session,
                floor.cold_room.id,
                [Window(time.fromisoformat(at), minutes) for at, minutes in windows],
                valid_from=clock.now() + valid_from,
                zone=OSLO,
                by=floor.person,
                clock=clock,
                operation=operation,
            )
            return [one.id for one in kept]

        first = plan("one", ("06:00", 20), ("14:00", 20))
        assert plan("one", ("06:00", 20)) == first
        with pytest.raises(FieldsUnfit) as close:
            plan("close", ("06:30", 20))
        assert close.value.faults == {"times": FieldFault.TOO_CLOSE}
        with pytest.raises(FieldsUnfit) as wrong:
            plan("wrong", ("22:00", 61), valid_from=-DAY)
        assert wrong.value.faults == {
            "minutes": FieldFault.DEFROST_LENGTH,
            "valid_on": FieldFault.PAST_DAY,
        }
        later = plan("later", ("22:00", 60), valid_from=DAY)
        clock.advance(3_600)
        for plan_id in (first[0], later[0], later[0]):
            end_plan(session, plan_id, by=floor.person, clock=clock)
        counted = [span.length_ms for _, span in defrost_plans(session, floor.cold_room.id)]
        assert counted[0] == 3_600_000
        assert counted[1] > 10**12
        assert counted[2] == 0
        # The time of an ended one is free again.
        assert len(plan("again", ("06:30", 20))) == 1
        verbs = session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
        assert verbs.count("defrost planned") == 3
        assert verbs.count("defrost plan ended") == 2


def test_a_planned_defrost_makes_the_warning_wait_and_masks_nothing_critical(
    database: Database, clock: FakeClock
) -> None:
    """07:00 local to 08:00 at 12 °C, defrost from 07:00 on for 40 minutes: the alarm of 30 minutes never comes, the critical one does."""
    with database.write() as session:
        floor = make_floor(session)
        a_limit(session, floor.cold_room, "8", Level.ALARM, valid_from=clock.now() - DAY)
        a_limit(session, floor.cold_room, "10", Level.CRITICAL, valid_from=clock.now() - DAY)
        probe = a_hung_probe(session, floor.cold_room, clock.now() - DAY)
        plan_defrosts(
            session,
            floor.cold_room.id,
            [Window(clock.now().astimezone(OSLO).time(), 40)],
            valid_from=clock.now(),
            zone=OSLO,
            by=floor.person,
            clock=clock,
            operation="one",
        )
        clock.advance(3_600)
        readings_until(session, probe, clock.now(), [*["12"] * 61])
        whole = Span(in_ms(clock.now() - DAY), in_ms(clock.now()))
        found = find_excursions(session, floor.cold_room.id, whole, in_ms(clock.now()))
        assert [(one.limit.level, one.excursion.over_ms) for one in found] == [(Level.CRITICAL, 3_600_000)]
        clock.advance(600)
        readings_until(session, probe, clock.now(), ["12"] * 10)
        found = find_excursions(session, floor.cold_room.id, whole, in_ms(clock.now()))
        # After the defrost the alarm comes, and the time within the defrost counts as beyond the limit.
        assert [(one.limit.level, one.excursion.over_ms) for one in found] == [
            (Level.ALARM, 4_200_000),
            (Level.CRITICAL, 4_200_000),
        ]
