"""Doors that stand open for longer than their room allows call somebody, until they are closed. They change no temperature."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hub.coldchain import alarms, doors
from hub.coldchain.alarm_records import AlarmKind
from hub.coldchain.curve import series
from hub.coldchain.errors import FieldsUnfit
from hub.coldchain.faults import FieldFault
from hub.coldchain.readings import in_ms
from hub.coldchain.records import Probe, SensorWord
from hub.coldchain.service import take_down_probe
from hub.coldchain.watch_devices import look_at_doors
from hub.storage.database import Database
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_hung_probe
from tests.support.floor_factory import Floor, make_floor

MINUTE = 60


def a_contact(session: Session, clock: FakeClock) -> tuple[Floor, Probe]:
    floor = make_floor(session)
    return floor, a_hung_probe(session, floor.cold_room, clock.now() - timedelta(days=1), "door-1")


def says(session: Session, probe: Probe, clock: FakeClock, word: str) -> None:
    session.add(SensorWord(probe_id=probe.id, quantity="door", at_ms=in_ms(clock.now()), word=word))
    session.flush()


def delay(session: Session, floor: Floor, clock: FakeClock, minutes: int | None, operation: str) -> None:
    doors.set_delay(session, floor.cold_room.id, minutes, by=floor.person, clock=clock, operation=operation)


def test_a_door_calls_after_its_delay_once_and_is_over_when_it_is_closed(
    database: Database, clock: FakeClock
) -> None:
    with database.write() as session:
        floor, probe = a_contact(session, clock)
        says(session, probe, clock, "closed")
        clock.advance(MINUTE)
        says(session, probe, clock, "open")
        opened_ms = in_ms(clock.now())
        clock.advance(30 * MINUTE)
        assert look_at_doors(session, clock) == []  # nobody set a delay
        delay(session, floor, clock, 30, "one")
        delay(session, floor, clock, 5, "one")  # the same operation again changes nothing
        assert look_at_doors(session, clock) == []
        clock.advance(1)
        [alarm] = look_at_doors(session, clock)
        assert (alarm.kind, alarm.place_id, alarm.probe_id, alarm.since_ms) == (
            AlarmKind.DOOR,
            floor.cold_room.id,
            probe.id,
            opened_ms,
        )
        assert [one.alarm.id for one in alarms.calling(session, in_ms(clock.now()))] == [alarm.id]
        clock.advance(5 * MINUTE)
        says(session, probe, clock, "open")  # said again, it is the same opening
        assert look_at_doors(session, clock) == []
        says(session, probe, FakeClock(clock.now() + timedelta(seconds=1)), "closed")
        clock.advance(2)
        look_at_doors(session, clock)
        assert alarms.one(session, alarm.id).is_over
        drawn = series(session, floor.cold_room.code, now=clock.now(), since=clock.now() - timedelta(hours=2))
        assert drawn["bands"] == [
            {"kind": "door", "from": opened_ms // 1_000, "to": opened_ms // 1_000 + 35 * MINUTE + 2}
        ]


@pytest.mark.parametrize("way", ["quiet", "taken down"])
def test_an_alarm_of_a_door_is_over_when_the_delay_or_the_contact_is_gone(
    database: Database, clock: FakeClock, way: str
) -> None:
    with database.write() as session:
        floor, probe = a_contact(session, clock)
        delay(session, floor, clock, 1, "one")
        says(session, probe, clock, "open")
        clock.advance(2 * MINUTE)
        [alarm] = look_at_doors(session, clock)
        if way == "quiet":
            delay(session, floor, clock, None, "two")
        else:
            take_down_probe(session, probe.id, floor.person, clock)
        look_at_doors(session, clock)
        assert alarms.one(session, alarm.id).is_over


@pytest.mark.parametrize("minutes", [0, 241])
def test_a_delay_that_cannot_be_is_refused(database: Database, clock: FakeClock, minutes: int) -> None:
    with database.write() as session:
        floor, _ = a_contact(session, clock)
        with pytest.raises(FieldsUnfit) as refused:
            delay(session, floor, clock, minutes, "x")
        assert refused.value.faults == {"door_minutes": FieldFault.DOOR_LENGTH}
