"""The watch over the rooms: alarms on the screens and by letter to a real mail server, each once, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from hub.coldchain import alarms, letters
from hub.coldchain.alarm_records import AlarmLetter
from hub.coldchain.escalation import Recipient, Step
from hub.coldchain.levels import Level
from hub.coldchain.records import Probe
from hub.kernel.words import Language
from hub.settings import MailSecurity
from hub.storage.database import Database
from hub.wiring import House
from hub.worker.mail import send_waiting
from hub.worker.room_jobs import look_at_rooms, write_letters
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_hung_probe, a_limit, readings_until
from tests.support.floor_factory import Floor, make_floor
from tests.support.mail_server import MailServer
from tests.support.web import make_house

KARI = Recipient("kari@example.org", Language.NB)
BOSS = Recipient("boss@example.org", Language.SV)


@pytest.fixture
def server() -> Iterator[MailServer]:
    opened = MailServer(refuse=1)
    yield opened
    opened.close()


@pytest.fixture
def house(database: Database, clock: FakeClock, server: MailServer) -> House:
    made = make_house(database, clock)
    told = replace(
        made.settings.alarms,
        host="127.0.0.1",
        port=server.port,
        security=MailSecurity.NONE,
        sender="hub@example.org",
        steps=(Step(timedelta(0), (KARI,)), Step(timedelta(minutes=20), (BOSS,))),
    )
    return replace(made, settings=replace(made.settings, alarms=told))


def a_warm_room(house: House, clock: FakeClock) -> Floor:
    with house.database.write() as session:
        floor = make_floor(session)
        a_limit(session, floor.cold_room, "8", Level.ALARM, valid_from=clock.now() - timedelta(days=1))
        probe = a_hung_probe(session, floor.cold_room, clock.now())
        clock.advance(3_600)
        readings_until(session, probe, clock.now(), ["9.25"] * 50)
        return floor


def test_an_alarm_is_on_the_screens_and_written_to_each_step_once_until_somebody_goes(
    house: House, clock: FakeClock, server: MailServer
) -> None:
    floor = a_warm_room(house, clock)
    told: list[Mapping[str, object]] = []

    def publish(topic: str, payload: Mapping[str, object], *, retain: bool = False) -> None:
        assert (topic, retain) == ("samlast/live/alarms", True)
        told.append(payload)

    look_at_rooms(house, publish)
    assert (told[-1]["alarms"], told[-1]["unheard"]) == ([1], [1])
    with house.database.read() as session:
        # Queued in the transaction of the fact, before anybody sends anything.
        assert len(session.scalars(select(AlarmLetter)).all()) == 1
    assert send_waiting(house) == 0  # the server was busy
    assert send_waiting(house) == 0  # and is not asked again at once
    clock.advance(90)
    for _ in range(3):
        look_at_rooms(house, publish)
        write_letters(house)
    alarm, alive = server.letters
    assert (alarm["To"], alarm["Subject"]) == (
        "kari@example.org",
        f"ALARM: Kjølerom 1 er for varmt ({house.settings.hub.name})",
    )
    assert "Grense 8,0 °C, lengst utenfor 9,3 °C" in alarm.get_content()
    assert "Gjør dette først: Lukk døra." in alarm.get_content()
    assert alive["Subject"].startswith("Kjøleromsvakten er i gang")
    clock.advance(20 * 60)
    write_letters(house)
    assert [one["To"] for one in server.letters[2:]] == ["boss@example.org"]
    assert server.letters[2]["Subject"].startswith("LARM: ")
    with house.database.write() as session:
        alarms.going(session, 1, by=floor.person, clock=clock, operation="go")
        probe = session.scalars(select(Probe)).one()
        readings_until(session, probe, clock.now(), ["9.25"] * 22)
    look_at_rooms(house, publish)
    assert (told[-1]["alarms"], told[-1]["unheard"]) == ([1], [])
    clock.advance(60 * 60)
    write_letters(house)
    assert len(server.letters) == 3


def test_two_senders_never_take_the_same_letter_and_one_cut_off_is_taken_again(
    house: House, clock: FakeClock
) -> None:
    with house.database.write() as session:
        letters.queue_alive(
            session, [KARI, KARI], "Nordhavn", house.settings.alarms.plan(house.settings.hub.zone), clock
        )
    with house.database.write() as session:
        first = letters.take(session, clock)
        assert first is not None
        assert letters.take(session, clock) is None
    clock.advance(301)
    with house.database.write() as session:
        again = letters.take(session, clock)
        assert again is not None
        assert (again.id, again.tries) == (first.id, 2)
        letters.settle(session, again.id, clock, None)
    clock.advance(3_600)
    with house.database.write() as session:
        assert letters.take(session, clock) is None
