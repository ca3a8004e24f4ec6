"""Rooms as the screens see them: from readings, limits, swaps and crates on real databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.coldchain.curve import series, table
from hub.coldchain.levels import Freshness, RoomState
from hub.coldchain.probes import sensors, waiting_probes
from hub.coldchain.records import Assignment, Level
from hub.coldchain.service import meet_probe, place_probe, take_down_probe
from hub.coldchain.views import Room, RoomPeriod, room_period, rooms
from hub.kernel.errors import NotFound
from hub.kernel.quantity import Mass, Temperature
from hub.people.audit import verify
from hub.people.records import AuditEntry
from hub.stock.records import Crate, Lot, Movement, MovementKind, PlaceKind, WeightKind
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING, FakeClock
from tests.support.coldchain_factory import (
    a_cold_room,
    a_hung_probe,
    a_limit,
    readings_until,
)
from tests.support.floor_factory import Floor, make_floor

MIDNIGHT = MONDAY_MORNING - timedelta(hours=7)
LONG_AGO = MONDAY_MORNING - timedelta(days=30)


def the_room(session: Session, clock: FakeClock) -> Room:
    found = rooms(session, clock.now(), MIDNIGHT)
    assert len(found) == 1
    return found[0]


def the_period(session: Session, clock: FakeClock, code: str = "cold_1", hours: int = 24) -> RoomPeriod:
    return room_period(
        session, code, now=clock.now(), since=clock.now() - timedelta(hours=hours), day_begins=MIDNIGHT
    )


def test_a_cold_room_without_a_probe_is_seen_and_was_never_heard(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        a_cold_room(session)
        a_cold_room(session, "dry", PlaceKind.DRY_STORE)
        room = the_room(session, clock)
    assert (room.place.code, room.state, room.probes) == ("cold_1", RoomState.NEVER, 0)


def test_a_card_shows_the_last_value_and_the_extremes_of_the_day(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, LONG_AGO)
        a_limit(session, room, "4", valid_from=LONG_AGO)
        readings_until(session, probe, clock.now() - timedelta(hours=8), ["-3.0"])  # yesterday
        readings_until(session, probe, clock.now(), ["2.1", "3.9", "3.2"])
        card = the_room(session, clock)
    assert (card.state, card.fresh, card.at) == (RoomState.IN_LIMITS, Freshness.LIVE, clock.now())
    assert (card.temperature, card.lowest, card.highest) == (
        Temperature(3_200),
        Temperature(2_100),
        Temperature(3_900),
    )


def test_over_the_limit_is_a_warning_at_once_and_an_alarm_after_the_delay(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, LONG_AGO)
        a_limit(session, room, "4", valid_from=LONG_AGO)
        readings_until(session, probe, clock.now(), ["3.0", *["7.5"] * 10])
        assert the_room(session, clock).state is RoomState.WARN
        clock.advance(30 * 60)
        readings_until(session, probe, clock.now(), ["7.5"] * 30)
        card = the_room(session, clock)
    assert card.state is RoomState.ALARM
    assert [one.limit.level for one in card.open_excursions] == [Level.ALARM]
    assert card.open_excursions[0].excursion.peak == Temperature(7_500)


def test_a_silent_probe_in_a_warm_room_is_still_an_alarm(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, LONG_AGO)
        a_limit(session, room, "4", valid_from=LONG_AGO)
        readings_until(session, probe, clock.now(), ["7.5"] * 40)
        clock.advance(3_600)
        card = the_room(session, clock)
    assert (card.state, card.fresh) == (RoomState.ALARM, Freshness.SILENT)


def test_a_fault_is_told_as_a_fault_with_its_reason(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        probe = a_hung_probe(session, a_cold_room(session), LONG_AGO)
        readings_until(session, probe, clock.now(), ["3.0", None])
        card = the_room(session, clock)
    assert (card.state, card.temperature, card.fault) == (RoomState.FAULT, None, "probe absent")


def test_a_swap_keeps_the_history_of_the_place(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor = make_floor(session)
        room = a_cold_room(session)
        old = a_hung_probe(session, room, LONG_AGO, "old")
        readings_until(session, old, clock.now(), ["3.0"] * 60)
        new = meet_probe(session, "new", "zigbee2mqtt/new", clock.now())
        place_probe(session, new.id, room.id, floor.person, clock)
        take_down_probe(session, old.id, floor.person, clock)
        clock.advance(3_600)
        readings_until(session, new, clock.now(), ["3.5"] * 60)
        drawn = series(session, "cold_1", now=clock.now(), since=clock.now() - timedelta(hours=6))
        period = the_period(session, clock)
    tracks = drawn["tracks"]
    assert isinstance(tracks, list)
    assert [(one["probe"], len(one["t"])) for one in tracks] == [("old", 60), ("new", 60)]
    assert [one.probe.sensor_key for one in period.probes] == ["new"]


def test_placing_a_probe_ends_where_it_hung_and_is_on_record(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor = make_floor(session)
        probe = a_hung_probe(session, floor.cold_room, LONG_AGO)
        place_probe(session, probe.id, floor.freezer.id, floor.person, clock)
        place_probe(session, probe.id, floor.freezer.id, floor.person, clock)
        hung = session.execute(
            select(Assignment.place_id, Assignment.begins_at, Assignment.ends_at).order_by(Assignment.id)
        ).all()
        assert [tuple(row) for row in hung] == [
            (floor.cold_room.id, LONG_AGO, clock.now()),
            (floor.freezer.id, clock.now(), None),
        ]
        assert session.scalars(select(AuditEntry.verb)).all() == ["probe placed"]
        assert verify(session) == []


def test_unknown_probes_and_places_are_not_found(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        floor = make_floor(session)
        probe = meet_probe(session, "new", "x", clock.now())
        with pytest.raises(NotFound):
            place_probe(session, probe.id, 99_999, floor.person, clock)
        with pytest.raises(NotFound):
            place_probe(session, 99_999, floor.freezer.id, floor.person, clock)
        with pytest.raises(NotFound):
            the_period(session, clock, "nowhere")


def test_a_probe_that_hangs_nowhere_waits_with_its_last_word(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        a_hung_probe(session, a_cold_room(session), LONG_AGO)
        waiting = meet_probe(session, "new", "zigbee2mqtt/new", clock.now())
        readings_until(session, waiting, clock.now(), ["9.0", "8.5"])
        found = waiting_probes(session, clock.now())
        all_of_them = sensors(session, clock.now())
    assert [(one.probe.sensor_key, one.temperature, one.last_at) for one in found] == [
        ("new", Temperature(8_500), clock.now())
    ]
    assert [(one.probe.sensor_key, one.place.code if one.place else None) for one in all_of_them] == [
        ("cold-1", "cold_1"),
        ("new", None),
    ]


def test_a_sensor_is_silent_by_its_own_interval(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        slow = meet_probe(session, "slow", "x", clock.now())
        readings_until(session, slow, clock.now(), ["3.0"] * 5, every_s=600)
        quick = meet_probe(session, "quick", "x", clock.now())
        readings_until(session, quick, clock.now(), ["3.0"] * 5, every_s=30)
        meet_probe(session, "mute", "x", clock.now())
        clock.advance(900)
        found = sensors(session, clock.now())
    assert [(one.probe.sensor_key, one.fresh) for one in found] == [
        ("slow", Freshness.LIVE),
        ("quick", Freshness.SILENT),
        ("mute", Freshness.NEVER),
    ]


def test_the_series_breaks_in_a_gap_and_at_a_fault(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, LONG_AGO)
        a_limit(session, room, "4", valid_from=LONG_AGO)
        readings_until(session, probe, clock.now() - timedelta(minutes=30), ["3.0", "3.1"])
        readings_until(session, probe, clock.now(), ["3.2", None, "3.3"])
        drawn = series(session, "cold_1", now=clock.now(), since=clock.now() - timedelta(hours=6))
    now_s = 1_795_413_600
    assert drawn == {
        "from": now_s - 21_600,
        "to": now_s,
        "tracks": [
            {
                "probe": "cold-1",
                "t": [now_s - 1_860, now_s - 1_800, now_s - 1_799, now_s - 120, now_s - 60, now_s],
                "v": [3_000, 3_100, None, 3_200, None, 3_300],
            }
        ],
        "limits": [
            {"level": "alarm", "side": "high", "value": 4_000, "from": now_s - 21_600, "to": now_s},
        ],
        "excursions": [],
        "bands": [],
    }


def test_the_table_leaves_no_stretch_out(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, LONG_AGO)
        readings_until(session, probe, clock.now() - timedelta(minutes=1), ["3.0", None, "3.4"])
        rows = table(
            session,
            room.id,
            now=clock.now(),
            since=clock.now() - timedelta(hours=3),
            stretch_s=3_600,
        )
    assert [(row.begins_at, row.lowest, row.highest, row.readings) for row in rows] == [
        (MONDAY_MORNING - timedelta(hours=1), Temperature(3_000), Temperature(3_400), 2),
        (MONDAY_MORNING - timedelta(hours=2), None, None, 0),
        (MONDAY_MORNING - timedelta(hours=3), None, None, 0),
    ]


def test_a_week_of_readings_every_minute_is_drawn_with_its_peak(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        probe = a_hung_probe(session, a_cold_room(session), LONG_AGO)
        readings_until(session, probe, clock.now(), [*["3.0"] * 5_000, "7.9", *["3.0"] * 5_079])
        drawn = series(session, "cold_1", now=clock.now(), since=clock.now() - timedelta(days=7))
    tracks = drawn["tracks"]
    assert isinstance(tracks, list)
    assert len(tracks[0]["t"]) <= 1_500
    assert max(tracks[0]["high"]) == 7_900


def test_a_new_limit_counts_from_its_day_on_and_not_before(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        room = a_cold_room(session)
        probe = a_hung_probe(session, room, LONG_AGO)
        a_limit(session, room, "8", valid_from=LONG_AGO)
        a_limit(session, room, "4", valid_from=clock.now() - timedelta(hours=1))
        readings_until(session, probe, clock.now(), ["6.0"] * 180)
        period = the_period(session, clock)
    assert [row.found.limit.limit for row in period.excursions] == [Temperature(4_000)]
    assert period.excursions[0].found.excursion.over_ms == 3_600_000
    assert [limit.limit for limit in period.room.limits] == [Temperature(4_000)]


def test_coverage_is_what_readings_cover(database: Database, clock: FakeClock) -> None:
    with database.write() as session:
        probe = a_hung_probe(session, a_cold_room(session), LONG_AGO)
        readings_until(session, probe, clock.now(), ["3.0"] * 361)
        assert the_period(session, clock, hours=24).known_per_mille == 250
        assert the_period(session, clock, hours=6).known_per_mille == 1_000


def a_crate(
    session: Session, floor: Floor, sscc: str, clock: FakeClock, *, came: int, left: int | None = None
) -> None:
    """Stands in the cold room from so many minutes ago until so many minutes ago."""
    lot = session.scalar(select(Lot))
    if lot is None:
        lot = Lot(
            number="26-327-001",
            article_id=floor.carrots.id,
            collected_on=MONDAY_MORNING.date(),
            received_on=MONDAY_MORNING.date(),
            best_before=MONDAY_MORNING.date() + timedelta(days=14),
            origin_country="NO",
        )
        session.add(lot)
        session.flush()
    crate = Crate(
        sscc=sscc,
        lot_id=lot.id,
        crate_type_id=floor.crate_type.id,
        net=Mass.kilograms("10"),
        weight_kind=WeightKind.WEIGHED,
        labelled_at=clock.now(),
    )
    session.add(crate)
    session.flush()
    moves: list[tuple[int | None, int, MovementKind, int]] = [
        (None, floor.cold_room.id, MovementKind.RECEIVED, came)
    ]
    if left is not None:
        moves.append((floor.cold_room.id, floor.freezer.id, MovementKind.PUT_AWAY, left))
    for begin, end, kind, minutes in moves:
        session.add(
            Movement(
                crate_id=crate.id,
                kind=kind,
                at=clock.now() - timedelta(minutes=minutes),
                from_place_id=begin,
                to_place_id=end,
                mass=crate.net,
                person_id=floor.person.id,
                operation=f"{sscc}-{kind}",
            )
        )
    session.flush()


def test_an_excursion_names_the_crates_that_stood_there_and_for_how_long(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor = make_floor(session)
        probe = a_hung_probe(session, floor.cold_room, LONG_AGO)
        a_limit(session, floor.cold_room, "5", valid_from=LONG_AGO)
        # over 5 °C from 60 min ago (a jump from 3 to 7 within a minute crosses at the half) until now
        readings_until(session, probe, clock.now(), [*["3.0"] * 30, *["7.0"] * 61])
        a_crate(session, floor, "395212340000000017", clock, came=600)
        a_crate(session, floor, "395212340000000024", clock, came=20)
        a_crate(session, floor, "395212340000000031", clock, came=600, left=40)
        a_crate(session, floor, "395212340000000048", clock, came=600, left=90)
        period = the_period(session, clock, "KJ1")
    [row] = period.excursions
    assert [(one.stay.sscc[-4:], one.exposure.surely_ms, one.exposure.at_most_ms) for one in row.crates] == [
        ("0017", 3_630_000, 3_630_000),
        ("0031", 1_230_000, 1_230_000),
        ("0024", 1_200_000, 1_200_000),
    ]
    assert [one.crate.sscc[-4:] for one in period.standing] == ["0017", "0024"]
