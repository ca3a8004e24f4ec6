"""Sealed days: whoever looks readings up sees no difference, and nothing is lost, doubled or changed unseen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from threading import Event, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from hub.coldchain import verify
from hub.coldchain.hearing import store_message
from hub.coldchain.message_log import message_of
from hub.coldchain.packing import StoredReading
from hub.coldchain.readings import Span
from hub.coldchain.records import Reading, ReadingSeal, Rollup, SealedDay
from hub.coldchain.results import result_of
from hub.coldchain.rollups import Row, add_readings
from hub.coldchain.sealing import forget_days, seal_next, tell_trail
from hub.coldchain.service import meet_probe
from hub.coldchain.stored import between, first_times, newest, newest_moments, rows_between
from hub.coldchain.verify import SealFault
from hub.kernel.clock import Clock
from hub.kernel.quantity import Temperature
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING, FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, decode, heard

NOW_MS = 1_795_413_600_000  # 2026-11-23T06:00:00Z
DAY_MS = 86_400_000
MINUTE_MS = 60_000
# Days before the 22nd (UTC) are over for more than a day.
FIRST_OPEN_MS = 1_795_305_600_000

facts = st.tuples(
    st.none() | st.integers(-30_000, 30_000),
    st.none() | st.sampled_from(("probe absent", "out of range")),
    st.none() | st.integers(1_024, 2_048),
    st.none() | st.integers(0, NOW_MS),
)
readings = st.builds(
    lambda minutes, ms, rest: StoredReading(NOW_MS - minutes * MINUTE_MS - ms, *rest),
    st.integers(0, 6 * 1_440),
    st.integers(0, 2),
    facts,
)


def rows_of(probe_id: int, found: list[StoredReading]) -> list[Row]:
    return [
        Row(
            probe_id,
            one.at_ms,
            None if one.value is None else Temperature(one.value),
            one.fault,
            one.message_id,
            one.claimed_ms,
        )
        for one in found
    ]


def seal_all(session: Session, probe_id: int, clock: Clock) -> list[ReadingSeal]:
    found = []
    while (seal := seal_next(session, probe_id, clock)) is not None:
        found.append(seal)
    return found


def minutes(count: int, *, since_ms: int = NOW_MS - 4 * DAY_MS) -> list[StoredReading]:
    """A reading a minute, each from a message of its own."""
    return [
        StoredReading(since_ms + at * MINUTE_MS, 3_000 + at % 90, None, 5_000 + at, None)
        for at in range(count)
    ]


def lie_open(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Reading)) or 0


@contextmanager
def undone(database: Database) -> Iterator[Session]:
    with Session(database.engine) as session, session.begin() as work:
        yield session
        work.rollback()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    batches=st.lists(st.lists(readings, max_size=12), min_size=1, max_size=5),
    seals=st.lists(st.booleans(), min_size=5, max_size=5),
    chance=st.randoms(use_true_random=False),
)
def test_sealed_or_not_every_look_says_what_came_first(
    database: Database,
    clock: FakeClock,
    batches: list[list[StoredReading]],
    seals: list[bool],
    chance: Random,
) -> None:
    expected: dict[int, StoredReading] = {}
    with undone(database) as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        for batch, is_sealed in zip(batches, seals, strict=False):
            everything = [one for earlier in batches for one in earlier]
            again = chance.sample(everything, len(everything) // 2) if is_sealed else []
            new = {one.at_ms for one in (*batch, *again)} - expected.keys()
            for one in (*batch, *again):
                expected.setdefault(one.at_ms, one)
            assert add_readings(session, rows_of(probe, [*batch, *again])) == len(new)
            if is_sealed:
                seal_all(session, probe, clock)
                assert not session.scalar(select(Reading.at_ms).where(Reading.at_ms < FIRST_OPEN_MS).limit(1))
        kept = [expected[at_ms] for at_ms in sorted(expected)]
        assert rows_between(session, probe, 0, NOW_MS) == kept
        first_ms, last_ms = sorted(NOW_MS - chance.randrange(6 * DAY_MS) for _ in range(2))
        inside = [one for one in kept if first_ms <= one.at_ms <= last_ms]
        assert rows_between(session, probe, first_ms, last_ms) == inside
        found = between(session, probe, first_ms, last_ms)
        assert list(zip(*found, strict=True)) == [(one.at_ms, one.value) for one in inside]
        count = chance.randrange(1, 9)
        until = [one for one in kept if one.at_ms <= last_ms]
        assert newest(session, probe, last_ms, count) == until[-count:]
        assert newest(session, probe, last_ms, count, first_ms) == inside[-count:]
        since = [one.at_ms for one in kept if one.at_ms >= first_ms]
        assert first_times(session, probe, first_ms, count) == since[:count]
        assert newest_moments(session, [probe], last_ms) == {probe: until[-1].at_ms if until else None}
        assert verify.readings(session) == []
        assert rolled_up(session) == {
            number: (min(values), max(values), sum(values), len(values))
            for number, values in by_quarter(kept).items()
        }


def by_quarter(kept: list[StoredReading]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in kept:
        if one.value is not None:
            found.setdefault(one.at_ms // 900_000, []).append(one.value)
    return found


def rolled_up(session: Session) -> dict[int, tuple[int, int, int, int]]:
    quarters = session.scalars(
        select(Rollup).where(Rollup.span_s == 900).execution_options(populate_existing=True)
    )
    return {one.number: (one.lowest, one.highest, one.total, one.readings) for one in quarters}


def test_the_days_before_yesterday_are_sealed_and_the_others_lie_open(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        add_readings(session, rows_of(probe, minutes(4 * 1_440)))
        seals = seal_all(session, probe, clock)
        days = session.scalars(select(SealedDay.readings).order_by(SealedDay.day)).all()
        assert [one.readings for one in seals] == days == [18 * 60, 1_440, 1_440]
        assert lie_open(session) == 4 * 1_440 - sum(days)
        assert seal_all(session, probe, clock) == []


def test_a_sealed_reading_still_leads_back_to_its_message(database: Database, clock: FakeClock) -> None:
    message = heard({"a": {"t": "3.2"}}, MONDAY_MORNING - timedelta(days=3))
    with database.write() as session:
        stored = store_message(session, message, decode)
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        seal_all(session, probe, clock)
        assert lie_open(session) == 0
        [reading] = rows_between(session, probe, 0, NOW_MS)
        assert reading.message_id == stored.message_id
        assert message_of(session, reading.message_id) == message


def test_a_message_that_comes_again_after_the_sealing_changes_nothing(
    database: Database, clock: FakeClock
) -> None:
    message = heard({"a": {"t": "3.2"}}, MONDAY_MORNING - timedelta(days=3))
    with database.write() as session:
        store_message(session, message, decode)
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        seal_all(session, probe, clock)
        before = rolled_up(session)
        store_message(session, message, decode)
        assert (lie_open(session), rolled_up(session)) == (0, before)
        assert seal_all(session, probe, clock) == []


def test_a_late_reading_is_seen_at_once_and_sealed_with_its_day(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        add_readings(session, rows_of(probe, minutes(10)))
        seal_all(session, probe, clock)
        late = StoredReading(NOW_MS - 4 * DAY_MS + 90_000, 9_000, None, 7_000, None)
        assert add_readings(session, rows_of(probe, [late])) == 1
        seen = rows_between(session, probe, 0, NOW_MS)
        assert (len(seen), late in seen) == (11, True)
        assert newest(session, probe, late.at_ms + 1) == [late]
        [seal] = seal_all(session, probe, clock)
        assert (seal.readings, lie_open(session)) == (11, 0)
        assert rows_between(session, probe, 0, NOW_MS) == seen
        assert verify.readings(session) == []


def test_a_day_says_the_same_before_and_after_it_was_sealed(database: Database, clock: FakeClock) -> None:
    """A signature holds on to this digest."""
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, MONDAY_MORNING - timedelta(days=9)).id
        add_readings(session, rows_of(probe, minutes(1_440)))
        period = Span(NOW_MS - 4 * DAY_MS, NOW_MS - 3 * DAY_MS)
        before = result_of(session, room.id, period, NOW_MS)
        seal_all(session, probe, clock)
        assert lie_open(session) == 0
        assert result_of(session, room.id, period, NOW_MS) == before


def test_a_sealing_that_is_broken_off_leaves_everything_as_it_was(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        add_readings(session, rows_of(probe, minutes(100)))
    with undone(database) as session:
        assert seal_next(session, probe, clock) is not None
    with database.read() as session:
        assert lie_open(session) == 100
        assert session.scalars(select(SealedDay.day)).all() == []
        assert verify.readings(session) == []


def test_days_are_forgotten_when_their_time_is_over_and_their_seals_say_so(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        add_readings(session, rows_of(probe, minutes(3 * 1_440)))
        seal_all(session, probe, clock)
        assert forget_days(session, probe, MONDAY_MORNING - timedelta(days=2), clock) == 2
        assert between(session, probe, 0, FIRST_OPEN_MS).times[0] == FIRST_OPEN_MS - DAY_MS
        assert verify.readings(session) == []
        assert len(rolled_up(session)) == 3 * 96


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE sealed_day SET readings = readings - 1", SealFault.DAY_ALTERED),
        ("UPDATE sealed_day SET measured = origins, origins = measured", SealFault.DAY_ALTERED),
        ("UPDATE sealed_day SET probe_id = probe_id + 1", SealFault.DAY_UNSEALED),
        ("DELETE FROM sealed_day", SealFault.DAY_MISSING),
        ("DELETE FROM reading WHERE at_ms = (SELECT max(at_ms) FROM reading)", SealFault.OPEN_ALTERED),
        ("DELETE FROM reading", SealFault.OPEN_ALTERED),
        (
            "UPDATE rollup SET lowest = lowest - 1 WHERE number = (SELECT max(number) FROM rollup)",
            SealFault.OPEN_ALTERED,
        ),
    ],
)
def test_what_was_changed_by_hand_is_found(
    database: Database, clock: FakeClock, change: str, fault: SealFault
) -> None:
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        meet_probe(session, "b", "x", MONDAY_MORNING)
        add_readings(session, rows_of(probe, minutes(3 * 1_440)))
        seal_all(session, probe, clock)
        tell_trail(session, clock)
        assert verify.readings(session) == []
        session.execute(text(change))
        assert verify.readings(session)[0].fault is fault


def without_triggers(session: Session) -> None:
    """As somebody does who has the file."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER reading_seal_no_update"))
        session.execute(text("DROP TRIGGER reading_seal_no_delete"))
    else:
        session.execute(text("ALTER TABLE reading_seal DISABLE TRIGGER ALL"))


def test_seals_that_were_changed_taken_out_or_cut_off_are_found(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        add_readings(session, rows_of(probe, minutes(3 * 1_440)))
        seals = seal_all(session, probe, clock)
        tell_trail(session, clock)
        without_triggers(session)
        assert len(seals) == 3
    for change, fault, number in (
        (update(ReadingSeal).where(ReadingSeal.number == 2).values(readings=1), SealFault.UNLINKED, 2),
        (update(ReadingSeal).where(ReadingSeal.number == 2).values(day=1), SealFault.UNLINKED, 2),
        (delete(ReadingSeal).where(ReadingSeal.number == 2), SealFault.GAP, 2),
        (delete(ReadingSeal).where(ReadingSeal.number == 3), SealFault.CUT_OFF, 3),
        (delete(ReadingSeal), SealFault.CUT_OFF, 1),
    ):
        with undone(database) as session:
            session.execute(change)
            first = verify.readings(session)[0]
            assert (first.fault, first.number) == (fault, number)


def test_whoever_writes_a_day_and_its_seals_anew_is_found_by_the_trail(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        add_readings(session, rows_of(probe, minutes(100)))
        seal_all(session, probe, clock)
        tell_trail(session, clock)
        without_triggers(session)
    with undone(database) as session:
        session.execute(delete(SealedDay))
        session.execute(delete(ReadingSeal))
        session.execute(delete(Rollup))
        session.execute(text("DELETE FROM series WHERE name = 'reading_seal'"))
        cold = [one._replace(value=2_000) for one in minutes(100)]
        add_readings(session, rows_of(probe, cold))
        seal_all(session, probe, clock)
        assert [one.fault for one in verify.readings(session)] == [SealFault.REWRITTEN]


def test_a_reading_that_comes_again_while_its_day_is_being_sealed_stays_one(
    postgres_database_url: str, clock: FakeClock
) -> None:
    database = Database(postgres_database_url)
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        add_readings(session, rows_of(probe, minutes(10)))
    new: list[int] = []
    begun = Event()

    def again() -> None:
        begun.wait(10)
        with database.write() as session:
            session.execute(text("SET lock_timeout = '20s'"))
            new.append(add_readings(session, rows_of(probe, minutes(11))))

    second = Thread(target=again)
    second.start()
    with database.write() as session:
        assert seal_next(session, probe, clock) is not None
        begun.set()
        # Until it waits for us: it must not see what is not committed, nor overtake.
        while not session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            session.execute(text("SELECT pg_sleep(0.01)"))
    second.join(20)
    with database.write() as session:
        assert new == [1]
        assert lie_open(session) == 1
        assert [one.at_ms for one in rows_between(session, probe, 0, NOW_MS)] == [
            one.at_ms for one in minutes(11)
        ]
        assert verify.readings(session) == []
    database.close()


def test_a_day_is_sealed_with_the_reading_that_is_just_being_written(
    postgres_database_url: str, clock: FakeClock
) -> None:
    database = Database(postgres_database_url)
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING).id
        add_readings(session, rows_of(probe, minutes(10)))
    sealed: list[int] = []

    def seal() -> None:
        with database.write() as session:
            session.execute(text("SET lock_timeout = '20s'"))
            sealed.extend(one.readings for one in seal_all(session, probe, clock))

    second = Thread(target=seal)
    with database.write() as session:
        add_readings(session, rows_of(probe, minutes(11)))
        second.start()
        while not session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            session.execute(text("SELECT pg_sleep(0.01)"))
    second.join(20)
    assert sealed == [11]
    database.close()
