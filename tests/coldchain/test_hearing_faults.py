"""Messages as a bad day brings them: twice, in any order, a day late, poisoned, with clocks from 1970 and 2036. On both databases."""

import json
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.coldchain.hearing import NOT_PLACED_IN_TIME, store_message
from hub.coldchain.levels import Freshness
from hub.coldchain.probes import sensors
from hub.coldchain.readings import Span
from hub.coldchain.records import DeadLetter, MessageBlock, Reading, SensorWord
from hub.coldchain.rules import Excursion
from hub.coldchain.watching import find_excursions
from hub.devices.events import MessageHeard, SensorValue
from hub.devices.protocols.dialects import Reader
from hub.kernel.quantity import Temperature
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING
from tests.support.coldchain_factory import a_cold_room, a_hung_probe, a_limit, decode, heard

NOW_MS = 1_795_413_600_000
DAY_MS = 86_400_000


def at_of(session: Session) -> list[tuple[int, Temperature | None]]:
    rows = session.execute(select(Reading.at_ms, Reading.temperature).order_by(Reading.at_ms))
    return [(at_ms, temperature) for at_ms, temperature in rows]


def warm_night(minute: int) -> str:
    return "8.0" if 300 <= minute < 400 else "3.0"


def told_at(minute: int, arrives: datetime) -> MessageHeard:
    at = MONDAY_MORNING - timedelta(minutes=720 - minute)
    return heard({"cold-1": {"t": warm_night(minute), "at": at.isoformat()}}, arrives)


def a_room(session: Session) -> int:
    room = a_cold_room(session)
    a_hung_probe(session, room, MONDAY_MORNING - timedelta(days=3))
    a_limit(session, room, "5", valid_from=MONDAY_MORNING - timedelta(days=3))
    return room.id


def excursions_of_the_night(session: Session, room_id: int) -> list[Excursion]:
    return [one.excursion for one in find_excursions(session, room_id, Span(NOW_MS - DAY_MS, NOW_MS), NOW_MS)]


def test_doubled_and_reordered_messages_leave_the_tables_of_a_clean_run(database: Database) -> None:
    chance = Random(19)  # noqa: S311 - no secret
    minutes = range(0, 720, 2)
    arrivals = [
        (
            MONDAY_MORNING - timedelta(minutes=720 - minute) + timedelta(seconds=chance.randrange(1, 540)),
            minute,
        )
        for minute in (*minutes, *minutes)
    ]
    with database.write() as session:
        room_id = a_room(session)
        for arrives, minute in sorted(arrivals):
            store_message(session, told_at(minute, arrives), decode)
        [found] = excursions_of_the_night(session, room_id)
        stored = at_of(session)
    assert stored == [
        (NOW_MS - (720 - minute) * 60_000, Temperature(8_000 if 300 <= minute < 400 else 3_000))
        for minute in minutes
    ]
    # 3 °C at 298 and 8 °C at 300: 5 °C is crossed after two fifths of the two minutes, and again after three fifths at 398.
    start_ms, end_ms = NOW_MS - (720 - 298) * 60_000 + 48_000, NOW_MS - (720 - 398) * 60_000 + 72_000
    assert (found.start_ms, found.end_ms, found.parts) == (start_ms, end_ms, 1)


def test_a_day_of_messages_that_waited_at_the_broker_leaves_no_gap(database: Database) -> None:
    with database.write() as session:
        room_id = a_room(session)
        minutes = range(0, 720, 2)
        for minute in minutes[:40]:
            at = MONDAY_MORNING - timedelta(minutes=720 - minute)
            store_message(session, told_at(minute, at + timedelta(seconds=1)), decode)
        assert excursions_of_the_night(session, room_id) == []
        for number, minute in enumerate(minutes[40:]):
            arrives = MONDAY_MORNING + timedelta(milliseconds=10 * number)
            store_message(session, told_at(minute, arrives), decode)
        [found] = excursions_of_the_night(session, room_id)
        times = [at_ms for at_ms, _ in at_of(session)]
    assert times == [NOW_MS - (720 - minute) * 60_000 for minute in minutes]
    assert (found.unknown_ms, found.edges) == (0, ())


def test_one_poisoned_message_among_many_is_a_dead_letter_and_the_others_are_readings(
    database: Database,
) -> None:
    reader = Reader()
    with database.write() as session:
        for number in range(200):
            payload = b'{"temperature": 3.' if number == 77 else b'{"temperature": 3.2}'
            at = MONDAY_MORNING + timedelta(minutes=number)
            store_message(
                session, MessageHeard("zigbee2mqtt/a", payload, retained=False, qos=1, at=at), reader.read
            )
        dead = session.scalars(select(DeadLetter.because)).all()
        assert session.scalar(select(func.count()).select_from(Reading)) == 199
    assert len(dead) == 1


@pytest.mark.parametrize(
    "payload",
    [
        b'{"temperature": NaN}',
        b'{"temperature": 1e308}',
        b'{"temperature": "4,2"}',
        b'{"temperature": null}',
        b'{"temperature": [3.2]}',
        b'{"temperature": {"value": 3.2}}',
        b'{"temperature": true}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"temperature": 3.2, "x": "' + b"y" * 1_000_000 + b'"}',
        b"",
    ],
)
def test_malformed_messages_crash_nothing_and_are_never_a_temperature(
    database: Database, payload: bytes
) -> None:
    with database.write() as session:
        store_message(
            session,
            MessageHeard("zigbee2mqtt/a", payload, retained=False, qos=1, at=MONDAY_MORNING),
            Reader().read,
        )
    with database.read() as session:
        assert session.scalar(select(func.sum(MessageBlock.messages))) == 1
        assert {temperature for _, temperature in at_of(session)} <= {None, Temperature(3_200)}


def test_a_wrong_clock_counts_as_now_keeps_its_word_and_never_poisons_the_latest(database: Database) -> None:
    claims = ["1970-01-01T00:00:10+00:00", "2036-02-07T06:28:16+00:00", "2026-11-23T07:02:00+00:00"]
    with database.write() as session:
        a_room(session)
        for number, claimed in enumerate(claims):
            arrives = MONDAY_MORNING + timedelta(minutes=number)
            store_message(session, heard({"cold-1": {"t": f"{number}.5", "at": claimed}}, arrives), decode)
        rows = session.execute(select(Reading.at_ms, Reading.claimed_ms).order_by(Reading.at_ms)).all()
        [seen] = sensors(session, MONDAY_MORNING + timedelta(minutes=2))
    assert [tuple(row) for row in rows] == [
        (NOW_MS, 10_000),
        (NOW_MS + 60_000, 2_085_978_496_000),
        (NOW_MS + 120_000, NOW_MS + 3_720_000),
    ]
    assert (seen.temperature, seen.fresh) == (Temperature(2_500), Freshness.LIVE)


def test_an_hour_in_which_the_hubs_own_clock_ran_ahead_does_not_silence_the_room(database: Database) -> None:
    with database.write() as session:
        a_room(session)
        store_message(session, heard({"cold-1": {"t": "3"}}, MONDAY_MORNING + timedelta(days=1)), decode)
        after = store_message(session, heard({"cold-1": {"t": "4"}}, MONDAY_MORNING), decode)
        [seen] = sensors(session, MONDAY_MORNING)
    assert [one.temperature for one in after.heard] == [Temperature(4_000)]
    assert seen.temperature == Temperature(4_000)


def kept_values(at: datetime | None) -> list[SensorValue]:
    return [SensorValue("cold-1", "temperature_c", Temperature(4_000), "4", None, at, historical=True)]


def test_a_kept_value_without_a_possible_time_is_a_dead_letter(database: Database) -> None:
    message = MessageHeard("x", b"{}", retained=False, qos=1, at=MONDAY_MORNING)
    with database.write() as session:
        stored = store_message(
            session, message, lambda _message: kept_values(MONDAY_MORNING - timedelta(days=400))
        )
        assert (stored.dead_because, stored.heard) == (NOT_PLACED_IN_TIME, ())
        assert at_of(session) == []


def words(session: Session) -> list[tuple[str, int, str]]:
    rows = session.execute(
        select(SensorWord.quantity, SensorWord.at_ms, SensorWord.word).order_by(
            SensorWord.quantity, SensorWord.at_ms
        )
    )
    return [(quantity, at_ms, word) for quantity, at_ms, word in rows]


def test_words_are_kept_when_they_are_news_and_a_retained_door_never(database: Database) -> None:
    def says(message: MessageHeard) -> list[SensorValue]:
        return [
            SensorValue("d1", quantity, None, text, None, None)
            for quantity, text in json.loads(message.payload).items()
        ]

    told = [
        (0, {"battery_pct": "80"}, False),  # of a sensor that nobody knows yet
        (1, {"door": "closed", "battery_pct": "80", "availability": "online"}, False),
        (2, {"door": "open", "battery_pct": "79"}, False),
        (3, {"door": "open"}, False),
        (4, {"door": "closed", "availability": "offline"}, True),
        (65, {"battery_pct": "78"}, False),
    ]
    with database.write() as session:
        for minute, said, retained in told:
            at = MONDAY_MORNING + timedelta(minutes=minute)
            store_message(session, heard(said, at, retained=retained), says)
        assert words(session) == [
            ("availability", NOW_MS + 60_000, "online"),
            ("availability", NOW_MS + 240_000, "offline"),
            ("battery_pct", NOW_MS + 60_000, "80"),
            ("battery_pct", NOW_MS + 65 * 60_000, "78"),
            ("door", NOW_MS + 60_000, "closed"),
            ("door", NOW_MS + 120_000, "open"),
        ]
