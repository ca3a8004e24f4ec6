"""The day's review: alarms are raised, answered and over; a day is signed, and opens again when its readings say otherwise."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from hub.coldchain import alarms, reviews, watch
from hub.coldchain.alarm_records import AlarmKind, Done, Reopened
from hub.coldchain.alarms import Answer
from hub.coldchain.errors import AlarmsUnanswered, DayChanged, DayNotOver, NothingSaid, ReviewReasonMissing
from hub.coldchain.levels import Level
from hub.coldchain.readings import in_ms
from hub.coldchain.reviews import DayState, Signing
from hub.coldchain.room_days import house_day
from hub.people.audit import verify
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit, readings_until
from tests.support.floor_factory import Floor, make_floor

MONDAY = date(2026, 11, 23)
OSLO = ZoneInfo("Europe/Oslo")


def a_warm_day(session: Session, clock: FakeClock) -> Floor:
    """Monday 07:00 local: three hours at 3 °C, one at 9 °C, one at 3 °C; warned at 5 °C, alarmed at 8 °C."""
    floor = make_floor(session)
    ago = clock.now() - timedelta(days=1)
    a_limit(session, floor.cold_room, "5", Level.WARN, valid_from=ago)
    a_limit(session, floor.cold_room, "8", Level.ALARM, valid_from=ago)
    probe = a_hung_probe(session, floor.cold_room, clock.now())
    clock.advance(4 * 3_600)
    readings_until(session, probe, clock.now(), [*["3"] * 180, *["9"] * 60])
    return floor


def signed(session: Session, floor: Floor, clock: FakeClock, operation: str, **said: object) -> int:
    at = house_day(session, MONDAY, OSLO, in_ms(clock.now()))
    signing = Signing(seen=reviews.digest_of(reviews.content_of(session, at)), **said)  # type: ignore[arg-type]
    review = reviews.sign(
        session, day=MONDAY, zone=OSLO, signing=signing, by=floor.person, clock=clock, operation=operation
    )
    return review.number


def test_one_warm_room_is_one_alarm_that_is_answered_and_a_day_that_is_signed_and_reopened(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor = a_warm_day(session, clock)
        [raised] = watch.look(session, clock)
        assert watch.look(session, clock) == []
        [view] = alarms.every(session)
        # Both limits were broken at once: one alarm, as grave as the gravest.
        assert (view.level, view.is_over, len(view.found)) == (Level.ALARM, False, 2)
        assert [one.alarm.id for one in alarms.calling(session, in_ms(clock.now()))] == [raised.id]
        for _ in range(2):
            alarms.going(session, raised.id, by=floor.person, clock=clock, operation="go")
        with pytest.raises(NothingSaid):
            alarms.done(session, raised.id, Answer((), "  "), by=floor.person, clock=clock, operation="no")
        with pytest.raises(DayNotOver):
            signed(session, floor, clock, "early", open_because="x")

        probe = view.probe
        assert probe is not None
        clock.advance(3_600)
        readings_until(session, probe, clock.now(), ["3"] * 60)
        assert watch.look(session, clock) == []
        assert alarms.one(session, raised.id).is_over
        clock.advance(20 * 3_600)
        with pytest.raises(AlarmsUnanswered) as refused:
            signed(session, floor, clock, "unanswered")
        assert refused.value.facts == {"count": 1}
        answer = Answer([Done.DOOR_CLOSED, Done.GOODS_MOVED], "the door stood open")
        alarms.done(session, raised.id, answer, by=floor.person, clock=clock, operation="done")
        assert [
            len(alarms.one(session, raised.id).steps),
            len(alarms.calling(session, in_ms(clock.now()))),
        ] == [2, 0]

        at = house_day(session, MONDAY, OSLO, in_ms(clock.now()))
        [room] = at.rooms
        assert (room.result.lowest, room.result.highest) == (3_000, 9_000)
        # 40 s of the rise, 59 minutes, 40 s of the fall.
        assert room.over_ms == 3_620_000
        assert reviews.waiting_days(session, MONDAY + timedelta(days=1), OSLO)[0].state is DayState.DUE
        assert signed(session, floor, clock, "sign") == 1
        assert signed(session, floor, clock, "sign") == 1
        assert reviews.waiting_days(session, MONDAY + timedelta(days=1), OSLO) == []
        assert reviews.look_at_signed_days(session, OSLO, clock, [MONDAY]) == 0

        # A stricter limit from Tuesday on is no news for Monday; one that holds for Monday is.
        a_limit(session, floor.cold_room, "4", Level.WARN, valid_from=clock.now())
        assert reviews.look_at_signed_days(session, OSLO, clock, [MONDAY]) == 0
        a_limit(session, floor.cold_room, "10", Level.CRITICAL, valid_from=clock.now() - timedelta(hours=24))
        for _ in range(2):
            assert reviews.look_at_signed_days(session, OSLO, clock, [MONDAY]) == 1
        [line] = reviews.days(session, MONDAY, MONDAY, MONDAY + timedelta(days=1), OSLO)
        assert line.state is DayState.REOPENED
        assert line.because == [{"because": Reopened.LIMITS, "place": "KJ1", "count": 0}]
        with pytest.raises(ReviewReasonMissing):
            signed(session, floor, clock, "again", replaces=1)
        assert (
            signed(session, floor, clock, "again", replaces=1, again_because="the limit was entered late")
            == 2
        )
        [line] = reviews.days(session, MONDAY, MONDAY, MONDAY + timedelta(days=1), OSLO)
        assert (line.state, line.by) == (DayState.SIGNED, floor.person.name)
        with pytest.raises(DayChanged):
            reviews.sign(
                session,
                day=MONDAY,
                zone=OSLO,
                signing=Signing("other", 2, again_because="x"),
                by=floor.person,
                clock=clock,
                operation="stale",
            )
        assert verify(session) == []


def test_a_silent_sensor_is_one_alarm_and_a_dark_house_is_one_for_all(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        first, second = a_cold_room(session, "cold_1"), a_cold_room(session, "cold_2")
        probes = [
            a_hung_probe(session, first, clock.now(), "one"),
            a_hung_probe(session, second, clock.now(), "two"),
        ]
        clock.advance(3_600)
        for probe in probes:
            readings_until(session, probe, clock.now(), ["3"] * 30)
        assert watch.look(session, clock) == []
        clock.advance(1_200)
        readings_until(session, probes[1], clock.now(), ["3"] * 20)
        [silent] = watch.look(session, clock)
        assert (silent.kind, silent.place_id, silent.probe_id) == (AlarmKind.SILENT, first.id, probes[0].id)
        clock.advance(300)
        readings_until(session, probes[0], clock.now(), ["3"] * 25)
        readings_until(session, probes[1], clock.now(), ["3"] * 5)
        assert watch.look(session, clock) == []
        assert alarms.one(session, silent.id).is_over
        clock.advance(1_200)
        [dark] = watch.look(session, clock)
        assert (dark.kind, dark.place_id, dark.facts["places"]) == (
            AlarmKind.DARK,
            None,
            ["cold_1", "cold_2"],
        )
        clock.advance(60)
        assert watch.look(session, clock) == []


def test_a_changed_row_of_the_trail_is_an_alarm_once(sqlite_database_url: str, clock: FakeClock) -> None:
    database = Database(sqlite_database_url)
    with database.write() as session:
        floor = a_warm_day(session, clock)
        [raised] = watch.look(session, clock)
        alarms.going(session, raised.id, by=floor.person, clock=clock, operation="go")
        assert watch.broken_records(session) is None
        session.execute(text("DROP TRIGGER audit_entry_no_update"))
        session.execute(text("UPDATE audit_entry SET subject = 'alarm:99' WHERE subject LIKE 'alarm:%'"))
        session.expire_all()
        broken = watch.broken_records(session)
        assert broken is not None
        called = watch.call_for_broken(session, broken, clock)
        assert called is not None
        assert (called.kind, called.level, called.facts["says"]) == (
            AlarmKind.CHAIN,
            Level.CRITICAL,
            "the row was changed after it was written",
        )
        assert watch.call_for_broken(session, broken, clock) is None
    database.close()
