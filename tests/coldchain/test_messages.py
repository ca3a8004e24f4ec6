"""Messages and readings on real databases: repeated, late, faulty, retained and unreadable ones."""

import zlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hub.coldchain.hearing import HeardInPlace, StoredMessage, store_message
from hub.coldchain.message_log import forget_messages, message_of
from hub.coldchain.records import DeadLetter, MessageBlock, Probe, Reading
from hub.coldchain.service import (
    OldReading,
    bury_message,
    meet_probe,
    store_reading_series,
)
from hub.devices.events import MessageHeard
from hub.kernel.quantity import Temperature
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING, FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, decode, heard

NOW_MS = 1_795_413_600_000  # 2026-11-23T06:00:00Z


def store(database: Database, message: MessageHeard) -> StoredMessage:
    with database.write() as session:
        return store_message(session, message, decode)


def readings(session: Session) -> list[tuple[str, int, Temperature | None, str | None]]:
    rows = session.execute(
        select(Probe.sensor_key, Reading.at_ms, Reading.temperature, Reading.fault)
        .join(Probe, Probe.id == Reading.probe_id)
        .order_by(Probe.sensor_key, Reading.at_ms)
    )
    return [(key, at_ms, temperature, fault) for key, at_ms, temperature, fault in rows]


def test_each_temperature_becomes_a_reading_that_leads_back_to_its_message(database: Database) -> None:
    stored = store(database, heard({"a": {"t": "3.2"}, "b": {"t": "-18.55"}}, MONDAY_MORNING))
    with database.read() as session:
        assert readings(session) == [
            ("a", NOW_MS, Temperature(3_200), None),
            ("b", NOW_MS, Temperature(-18_550), None),
        ]
        assert set(session.scalars(select(Reading.message_id))) == {stored.message_id}
        kept = message_of(session, stored.message_id)
        assert kept == MessageHeard(
            topic="zigbee2mqtt/cold-1",
            payload=b'{"a": {"t": "3.2"}, "b": {"t": "-18.55"}}',
            retained=False,
            qos=1,
            at=MONDAY_MORNING,
        )
        assert session.scalars(select(DeadLetter)).all() == []


def test_an_unknown_probe_is_known_from_its_first_word_and_hangs_nowhere(database: Database) -> None:
    assert store(database, heard({"new": {"t": "3.2"}}, MONDAY_MORNING)).heard == ()
    with database.read() as session:
        probe = session.scalars(select(Probe)).one()
    assert (probe.sensor_key, probe.topic, probe.first_heard_at) == (
        "new",
        "zigbee2mqtt/cold-1",
        MONDAY_MORNING,
    )


def test_the_screens_of_a_place_hear_what_its_probe_measured(database: Database) -> None:
    with database.write() as session:
        a_hung_probe(session, a_cold_room(session), MONDAY_MORNING - timedelta(days=1), "a")
    stored = store(database, heard({"a": {"t": "3.2"}}, MONDAY_MORNING))
    assert stored.heard == (HeardInPlace("cold_1", Temperature(3_200), None, MONDAY_MORNING),)


def test_a_repeated_reading_changes_nothing_and_is_not_told_again(database: Database) -> None:
    with database.write() as session:
        a_hung_probe(session, a_cold_room(session), MONDAY_MORNING - timedelta(days=1), "a")
    at = (MONDAY_MORNING - timedelta(seconds=20)).isoformat()
    store(database, heard({"a": {"t": "3.2", "at": at}}, MONDAY_MORNING))
    again = store(database, heard({"a": {"t": "9.9", "at": at}}, MONDAY_MORNING + timedelta(seconds=5)))
    assert again.heard == ()
    with database.read() as session:
        assert readings(session) == [("a", NOW_MS - 20_000, Temperature(3_200), None)]


@pytest.mark.parametrize(
    ("says", "at_ms"),
    [
        ("2026-11-23T05:50:00+00:00", NOW_MS - 600_000),  # ten minutes late is still believed
        ("2026-11-23T06:49:30+01:00", NOW_MS),  # half a minute more is not
        ("2026-11-23T07:01:00+01:00", NOW_MS + 60_000),
        ("2026-11-23T06:03:00+00:00", NOW_MS),  # the future
        ("1970-01-01T00:00:10+00:00", NOW_MS),  # a clock that was never set
        ("2026-11-23T05:59:00", NOW_MS),  # no zone, so nobody knows which hour is meant
    ],
)
def test_the_devices_clock_counts_only_with_a_zone_and_when_about_right(
    database: Database, says: str, at_ms: int
) -> None:
    store(database, heard({"a": {"t": "3.2", "at": says}}, MONDAY_MORNING))
    with database.read() as session:
        assert [row[1] for row in readings(session)] == [at_ms]


def test_a_fault_is_stored_as_a_fault_and_never_as_a_number(database: Database) -> None:
    store(
        database,
        heard({"a": {"t": "0", "fault": "probe absent"}, "b": {}, "c": {"t": "327.67"}}, MONDAY_MORNING),
    )
    with database.read() as session:
        assert readings(session) == [
            ("a", NOW_MS, None, "probe absent"),
            ("b", NOW_MS, None, "no value"),
            ("c", NOW_MS, None, "out of range"),
        ]


def test_a_retained_value_is_kept_as_a_message_and_is_no_reading(database: Database) -> None:
    stored = store(database, heard({"a": {"t": "3.2"}}, MONDAY_MORNING, retained=True))
    assert stored.heard == ()
    with database.read() as session:
        kept = message_of(session, stored.message_id)
        assert kept is not None
        assert kept.retained is True
        assert readings(session) == []


def test_an_unreadable_message_is_kept_with_the_reason_and_the_next_goes_on(database: Database) -> None:
    dead = store(
        database, MessageHeard("zigbee2mqtt/x", b"\x00\xff{", retained=False, qos=0, at=MONDAY_MORNING)
    )
    store(database, heard({"a": {"t": "3.2"}}, MONDAY_MORNING))
    assert dead.dead_because
    with database.read() as session:
        kept = session.scalars(select(DeadLetter)).one()
        assert zlib.decompress(kept.payload) == b"\x00\xff{"
        assert (kept.number, kept.because) == (dead.message_id, dead.dead_because[:200])
        assert len(readings(session)) == 1


def test_a_reading_is_never_overwritten(database: Database) -> None:
    store(database, heard({"a": {"t": "3.2"}}, MONDAY_MORNING))
    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.scalars(select(Reading)).one().temperature = Temperature(1)


def test_a_series_fills_the_holes_and_leaves_the_rest(database: Database) -> None:
    store(database, heard({"a": {"t": "3.2"}}, MONDAY_MORNING))
    with database.write() as session:
        probe = meet_probe(session, "a", "x", MONDAY_MORNING)
        minutes = [MONDAY_MORNING - timedelta(minutes=at) for at in range(1_200)]
        store_reading_series(session, probe, [OldReading(at, Temperature(4_000)) for at in minutes])
    with database.read() as session:
        rows = readings(session)
    assert len(rows) == 1_200
    assert rows[-1] == ("a", NOW_MS, Temperature(3_200), None)
    assert rows[0][1] == NOW_MS - 1_199 * 60_000


def test_old_messages_are_forgotten_but_dead_letters_and_readings_stay(
    database: Database, clock: FakeClock
) -> None:
    old = heard({"a": {"t": "3.2"}}, datetime(2026, 1, 1, tzinfo=UTC))
    store(database, old)
    with database.write() as session:
        bury_message(session, old, "no JSON")
    store(database, heard({"a": {"t": "3.3"}}, MONDAY_MORNING))
    with database.write() as session:
        assert forget_messages(session, clock.now() - timedelta(days=90)) == 2
    with database.read() as session:
        assert session.scalars(select(MessageBlock.messages)).all() == [1]
        assert session.scalars(select(DeadLetter.because)).all() == ["no JSON"]
        assert len(readings(session)) == 2
