"""Roll-ups: always what the readings give, however they came; and a curve from far that says what the near one says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.calibrations import Offsets
from hub.coldchain.curve import drawn_tracks, table
from hub.coldchain.hearing import Memory, ReadMessage, store_messages
from hub.coldchain.readings import Span
from hub.coldchain.records import Reading, Rollup
from hub.coldchain.watching import Hung
from hub.coldchain.zooming import stretches
from hub.devices.events import MessageHeard, SensorValue
from hub.kernel.quantity import Temperature
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING, FakeClock
from tests.support.coldchain_factory import LONG_AGO, a_cold_room, a_hung_probe, readings_until

NOW_MS = 1_795_413_600_000  # 2026-11-23T06:00:00Z


class Told(NamedTuple):
    """A value of one of two sensors, so many minutes ago; None is a fault. It may come twice, and in any order."""

    sensor: str
    minutes_ago: int
    value: int | None


told = st.builds(
    Told,
    st.sampled_from(("a", "b")),
    st.integers(0, 3_000),
    st.none() | st.integers(-30_000, 30_000),
)


def message_of(one: Told) -> ReadMessage:
    at = MONDAY_MORNING - timedelta(minutes=one.minutes_ago)
    temperature = None if one.value is None else Temperature(one.value)
    fault = "probe absent" if one.value is None else None
    value = SensorValue(one.sensor, "temperature_c", temperature, None, fault, at, historical=True)
    return ReadMessage(MessageHeard("x", b"{}", retained=False, qos=1, at=MONDAY_MORNING), [value])


def kept(session: Session) -> dict[tuple[int, int, int], tuple[int, int, int, int]]:
    return {
        (one.probe_id, one.span_s, one.number): (one.lowest, one.highest, one.total, one.readings)
        for one in session.scalars(select(Rollup))
    }


def from_scratch(session: Session) -> dict[tuple[int, int, int], tuple[int, int, int, int]]:
    """The plainest way: every stored reading, one by one."""
    found: dict[tuple[int, int, int], tuple[int, int, int, int]] = {}
    for one in session.scalars(select(Reading).where(Reading.temperature.is_not(None))):
        assert one.temperature is not None
        value = one.temperature.millidegrees
        for span_s in (900, 21_600):
            key = (one.probe_id, span_s, one.at_ms // (span_s * 1_000))
            low, high, total, count = found.get(key, (value, value, 0, 0))
            found[key] = (min(low, value), max(high, value), total + value, count + 1)
    return found


@contextmanager
def undone(database: Database) -> Iterator[Session]:
    """A session whose work is taken back, so that each example starts from nothing."""
    with Session(database.engine) as session, session.begin() as work:
        yield session
        work.rollback()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(told, max_size=12), max_size=4), again=st.randoms(use_true_random=False))
def test_roll_ups_are_what_the_readings_give_in_any_order_late_and_twice(
    database: Database, batches: list[list[Told]], again: Random
) -> None:
    with undone(database) as session:
        memory = Memory()
        everything = [one for batch in batches for one in batch]
        for batch in (*batches, again.sample(everything, len(everything) // 2)):
            store_messages(session, [message_of(one) for one in batch], memory)
        assert kept(session) == from_scratch(session)


def test_a_spoilt_transaction_leaves_neither_readings_nor_roll_ups(database: Database) -> None:
    with undone(database) as session:
        store_messages(session, [message_of(Told("a", 5, 3_000))], Memory())
        assert len(kept(session)) == 2
    with database.read() as session:
        assert kept(session) == {}
        assert session.scalars(select(Reading)).all() == []


def test_a_certificate_within_a_stretch_and_a_probe_hung_up_within_one_count_as_they_should(
    database: Database, clock: FakeClock
) -> None:
    """Hung at 05:20, corrected by 0.5 °C from 05:40 on: the quarters about both moments are made of their readings."""
    hung_ms, corrected_ms = NOW_MS - 40 * 60_000, NOW_MS - 20 * 60_000
    with database.write() as session:
        probe = a_hung_probe(session, a_cold_room(session), MONDAY_MORNING - timedelta(minutes=40))
        readings_until(session, probe, clock.now(), ["2.0"] * 120)
        line = Hung(probe, Span(hung_ms, NOW_MS), 300, Offsets((corrected_ms,), (500,)))
        found = [
            (one.begin_ms - NOW_MS, one.lowest, one.highest, one.readings)
            for one in stretches(session, line, 900)
        ]
    assert found == [
        (-45 * 60_000, 2_000, 2_000, 10),
        (-30 * 60_000, 2_000, 2_500, 15),
        (-15 * 60_000, 2_500, 2_500, 15),
        (0, 2_500, 2_500, 1),
    ]


def test_a_month_is_drawn_from_stretches_with_its_peak_and_its_gap(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, MONDAY_MORNING - LONG_AGO)
        readings_until(
            session, probe, MONDAY_MORNING - timedelta(days=3), ["3.0"] * 600 + ["9.5"], every_s=60
        )
        readings_until(session, probe, clock.now(), ["4.0"] * 600, every_s=60)
        [drawn] = drawn_tracks(session, room.id, Span(NOW_MS - 30 * 86_400_000, NOW_MS))
        rows = table(
            session, room.id, now=clock.now(), since=clock.now() - timedelta(days=30), stretch_s=86_400
        )
    lows, means, highs = drawn["low"], drawn["v"], drawn["high"]
    assert isinstance(lows, list)
    assert isinstance(means, list)
    assert isinstance(highs, list)
    assert max(high for high in highs if high is not None) == 9_500
    assert means.count(None) == 1  # between the two stretches of ten hours
    assert len(means) < 100
    assert sum(row.readings for row in rows) == 1_201
    assert (rows[0].lowest, rows[3].highest) == (Temperature(4_000), Temperature(9_500))
