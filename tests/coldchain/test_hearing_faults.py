"""Messages as a bad day brings them: twice, in any order, a day late, poisoned, with clocks from 1970 and 2036. On both databases."""

import json
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hub.coldchain import message_counts
from hub.coldchain.hearing import NOT_PLACED_IN_TIME, Memory, read_message, store_message, store_messages
from hub.coldchain.levels import Freshness
from hub.coldchain.probes import sensors
from hub.coldchain.readings import Span
from hub.coldchain.records import DeadLetter, MessageBlock, Probe, Reading, Rollup, SensorWord
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


def told(key: str, minute: int, arrives: datetime) -> MessageHeard:
    at = MONDAY_MORNING - timedelta(minutes=1_000 - minute)
    return heard({key: {"t": warm_night(minute), "at": at.isoformat()}}, arrives)


def tables_of(session: Session, key: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What the house keeps of a probe but the numbers of its messages."""
    of_probe = select(Probe.id).where(Probe.sensor_key == key).scalar_subquery()
    readings = session.execute(
        select(Reading.at_ms, Reading.temperature, Reading.fault, Reading.claimed_ms)
        .where(Reading.probe_id == of_probe)
        .order_by(Reading.at_ms)
    )
    rollups = session.execute(
        select(
            Rollup.span_s,
            Rollup.number,
            Rollup.lowest,
            Rollup.highest,
            Rollup.total,
            Rollup.readings,
        )
        .where(Rollup.probe_id == of_probe)
        .order_by(Rollup.span_s, Rollup.number)
    )
    return [tuple(row) for row in readings], [tuple(row) for row in rollups]


def test_doubled_and_reordered_messages_leave_the_tables_of_a_clean_run(database: Database) -> None:
    """A thousand messages, each twice and up to nine minutes late, of one sensor; the same once and in order of another."""
    chance = Random(19)  # noqa: S311 - no secret
    begins = MONDAY_MORNING - timedelta(minutes=1_000)
    arrivals = sorted(
        (begins + timedelta(minutes=minute, seconds=chance.randrange(1, 540)), minute)
        for minute in (*range(1_000), *range(1_000))
    )
    assert [minute for _, minute in arrivals[::2]] != list(range(1_000))
    messages = [
        *(told("clean", minute, begins + timedelta(minutes=minute, seconds=1)) for minute in range(1_000)),
        *(told("cold-1", minute, arrives) for arrives, minute in arrivals),
    ]
    with database.write() as session:
        room_id = a_room(session)
        other = a_cold_room(session, "clean")
        a_hung_probe(session, other, MONDAY_MORNING - timedelta(days=3), "clean")
        a_limit(session, other, "5", valid_from=MONDAY_MORNING - timedelta(days=3))
        store_messages(session, [read_message(one, decode) for one in messages], Memory())
        readings, rollups = tables_of(session, "cold-1")
        assert (readings, rollups) == tables_of(session, "clean")
        [found] = excursions_of_the_night(session, room_id)
        assert [found] == excursions_of_the_night(session, other.id)
    first_ms = NOW_MS - 1_000 * 60_000
    assert readings == [
        (first_ms + minute * 60_000, Temperature.celsius(warm_night(minute)), None, None)
        for minute in range(1_000)
    ]
    # 3 °C at 299 and 8 °C at 300: 5 °C is crossed after two fifths of that minute, and again after three fifths of the one from 399.
    assert (found.start_ms, found.end_ms) == (
        first_ms + 299 * 60_000 + 24_000,
        first_ms + 399 * 60_000 + 36_000,
    )
    assert sum(rollup[5] for rollup in rollups) == 2 * 1_000  # type: ignore[misc]  # counted in quarters of hours and of days


def test_a_day_of_messages_that_waited_at_the_broker_leaves_no_gap(database: Database) -> None:
    with database.write() as session:
        room_id = a_room(session)
        minutes = range(0, 720, 2)
        live = [
            told_at(minute, MONDAY_MORNING - timedelta(minutes=720 - minute, seconds=-1))
            for minute in minutes[:40]
        ]
        waited = [
            told_at(minute, MONDAY_MORNING + timedelta(milliseconds=10 * number))
            for number, minute in enumerate(minutes[40:])
        ]
        store_messages(session, [read_message(one, decode) for one in live], Memory())
        assert excursions_of_the_night(session, room_id) == []
        store_messages(session, [read_message(one, decode) for one in waited], Memory())
        [found] = excursions_of_the_night(session, room_id)
        times = [at_ms for at_ms, _ in at_of(session)]
    assert times == [NOW_MS - (720 - minute) * 60_000 for minute in minutes]
    assert (found.unknown_ms, found.edges) == (0, ())


def test_one_poisoned_message_among_many_is_a_dead_letter_and_the_others_are_readings(
    database: Database,
) -> None:
    reader = Reader()
    messages = [
        MessageHeard(
            "zigbee2mqtt/a",
            b'{"temperature": 3.' if number == 777 else b'{"temperature": 3.2}',
            retained=False,
            qos=1,
            at=MONDAY_MORNING + timedelta(minutes=number),
        )
        for number in range(1_000)
    ]
    with database.write() as session:
        store_messages(session, [read_message(one, reader.read) for one in messages], Memory())
        dead = session.scalars(select(DeadLetter.because)).all()
        assert session.scalar(select(func.count()).select_from(Reading)) == 999
    assert dead == ["is no JSON: Expecting ',' delimiter"]


@pytest.mark.parametrize(
    ("topic", "payload", "becomes"),
    [
        ("zigbee2mqtt/a", b'{"temperature": NaN}', "fault: NaN"),
        ("zigbee2mqtt/a", b'{"temperature": -Infinity}', "fault: -Infinity"),
        ("zigbee2mqtt/a", b'{"temperature": 1e308}', "fault: 1e+308 outside any plausible range"),
        ("zigbee2mqtt/a", b'{"temperature": "4,2"}', "fault: 4,2"),
        ("zigbee2mqtt/a", b'{"temperature": ""}', "fault: empty"),
        ("zigbee2mqtt/a", b'{"temperature": null}', "fault: null"),
        ("zigbee2mqtt/a", b'{"temperature": [3.2]}', "fault: a list"),
        ("zigbee2mqtt/a", b'{"temperature": {"value": 3.2}}', "fault: an object"),
        ("zigbee2mqtt/a", b"\xff\xfe\x00", "dead: is no UTF-8"),
        ("zigbee2mqtt/a", b'{"temperature": "\xc3"}', "dead: is no UTF-8"),
        ("zigbee2mqtt/a", b"[" * 100_000, "dead: nested too deep"),
        ("zigbee2mqtt/a", b"[3.2]", "dead: is no JSON object but list"),
        ("zigbee2mqtt/a", b'{"temperature": 3.2', "dead: is no JSON: Expecting ',' delimiter"),
        ("zigbee2mqtt/a", b'{"temperature": 3.2, "x": "' + b"y" * 1_000_000 + b'"}', "3.2"),
        # A switch, and the empty message with which a broker forgets a retained one: about something else.
        ("zigbee2mqtt/a", b'{"temperature": true}', "nothing"),
        ("zigbee2mqtt/a", b"", "nothing"),
        # Fahrenheit where the sensor says so, and a fault where it takes Fahrenheit for Celsius.
        ("tele/a/SENSOR", b'{"DS18B20":{"Id":"0A","Temperature":38.3},"TempUnit":"F"}', "3.5"),
        (
            "tele/a/SENSOR",
            b'{"DS18B20":{"Id":"0A","Temperature":167.1},"TempUnit":"C"}',
            "fault: 167.1 outside any plausible range",
        ),
        # No number of the message, and one that cannot be: the temperature is one all the same.
        ("rtl_433/x/events", b'{"model":"WT450","id":1,"temperature_C":3.2}', "3.2"),
        ("rtl_433/x/events", b'{"model":"WT450","id":1,"temperature_C":3.2,"seq":-7}', "3.2"),
    ],
)
def test_malformed_messages_crash_nothing_and_are_counted_by_reason(
    sqlite_database: Database, topic: str, payload: bytes, becomes: str
) -> None:
    kind, _, reason = becomes.partition(": ")
    with sqlite_database.write() as session:
        store_message(
            session,
            MessageHeard(topic, payload, retained=False, qos=1, at=MONDAY_MORNING),
            Reader().read,
        )
    with sqlite_database.read() as session:
        assert session.scalar(select(func.sum(MessageBlock.messages))) == 1
        values = [value for _, value in at_of(session)]
        faults = [(one.because, one.count) for one in message_counts.faults(session, MONDAY_MORNING)]
        dead = [(one.because, one.count) for one in message_counts.dead_letters(session, MONDAY_MORNING)]
    if kind == "dead":
        assert (values, faults, dead) == ([], [], [(reason, 1)])
    elif kind == "fault":
        assert (values, faults, dead) == ([None], [(reason, 1)], [])
    else:
        expected = [] if becomes == "nothing" else [Temperature.celsius(becomes)]
        assert (values, faults, dead) == (expected, [], [])


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
