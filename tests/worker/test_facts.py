"""Events of devices as rows: one commit each, on both databases, and what goes wrong is kept apart from what is right."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from hub.coldchain.records import DeadLetter, MessageBlock
from hub.devices.events import MessageHeard, SensorValue
from hub.devices.live import LiveBoard
from hub.people.records import BrowserSession
from hub.receiving import verify
from hub.receiving.records import Weighing
from hub.settings import load
from hub.storage.database import Database
from hub.wiring import House
from hub.worker.facts import Facts
from hub.worker.house_jobs import count_overdue, say_alive, sweep_messages, sweep_sessions
from hub.worker.inbox import Inbox
from hub.worker.line import is_passing
from tests.support.clock import FakeClock
from tests.support.config_folder import config_folder
from tests.support.settled_loads import AT, settled
from tests.support.wait import until
from tests.support.web import make_person


@pytest.fixture
def house(database: Database, clock: FakeClock, tmp_path: Path) -> House:
    settings = load(config_folder(tmp_path), {"SAMLAST_DATA": str(tmp_path / "data")})
    return House(settings, database, clock, settings.roles, LiveBoard())


def heard(payload: bytes) -> MessageHeard:
    return MessageHeard("cold/1", payload, retained=False, qos=1, at=AT)


def nothing_in_it(message: MessageHeard) -> Sequence[SensorValue]:
    if message.payload == b"not json":
        raise ValueError("not JSON")
    if message.payload == b"defect":
        raise ZeroDivisionError
    return ()


class Silent:
    """Nobody is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []
        self.retained: set[str] = set()

    def __call__(self, topic: str, payload: object, *, retain: bool = False) -> None:
        self.told.append((topic, payload))
        if retain:
            self.retained.add(topic)


def test_a_settled_load_is_a_numbered_weighing(house: House) -> None:
    facts = Facts(house, nothing_in_it)
    first, second = facts.weigh(settled("10.45")), facts.weigh(settled("0.2"))
    assert [(one.number, one.scale, one.net_mg) for one in (first, second)] == [
        (1, "goods_in", 10_450_000),
        (2, "goods_in", 200_000),
    ]
    with house.database.read() as session:
        assert verify.weighings(session) == []


def test_what_came_through_the_inbox_is_stored_in_order(house: House) -> None:
    facts, silent = Facts(house, nothing_in_it), Silent()
    inbox = Inbox(house.clock, silent, weigh=facts.weigh, store=facts.store, bury=facts.bury)
    inbox.start()
    for grams in range(1, 31):
        inbox.post(settled(str(Decimal(grams) / 1000)))
    acknowledged: list[bool] = []
    for payload in (b"{}", b"not json", b"defect"):
        inbox.hear(heard(payload), lambda: acknowledged.append(True))
    until(lambda: len(acknowledged) == 3)
    until(lambda: sum(topic == "samlast/live/weighing/goods_in" for topic, _ in silent.told) == 30)
    inbox.stop()
    with house.database.read() as session:
        assert [
            mass.milligrams for mass in session.scalars(select(Weighing.net).order_by(Weighing.number))
        ] == [grams * 1_000 for grams in range(1, 31)]
        assert session.scalar(select(func.sum(MessageBlock.messages))) == 3
        assert session.scalars(select(DeadLetter.because).order_by(DeadLetter.id)).all() == [
            "not JSON",
            "ZeroDivisionError: ",
        ]


def test_a_locked_database_is_waited_for_and_a_broken_rule_is_not(sqlite_database_url: str) -> None:
    database = Database(sqlite_database_url)
    with database.read() as session:
        session.add(MessageBlock(last_id=1, received_at=AT, messages=0, packed=b""))
        with pytest.raises(OperationalError) as told:
            session.flush()  # the reading connection may not write
    assert is_passing(told.value)
    assert not is_passing(ValueError("a defect"))
    database.close()


def test_old_messages_go_and_dead_letters_stay(house: House, clock: FakeClock) -> None:
    facts = Facts(house, nothing_in_it)
    facts.store([heard(b"{}"), heard(b"not json")])
    sweep_messages(house)
    with house.database.read() as session:
        assert session.scalar(select(func.sum(MessageBlock.messages))) == 2
    clock.advance(91 * 86_400)
    sweep_messages(house)
    with house.database.read() as session:
        assert session.scalars(select(MessageBlock)).all() == []
        assert session.scalars(select(DeadLetter.because)).all() == ["not JSON"]


def test_a_session_is_forgotten_a_month_after_its_end(house: House, clock: FakeClock) -> None:
    with house.database.write() as session:
        person = make_person(session, house, "hub_worker")
        session.add(
            BrowserSession(id_hash="x", person_id=person.id, created_at=AT, seen_at=AT, expires_at=AT)
        )
    clock.advance(29 * 86_400)
    sweep_sessions(house)
    with house.database.read() as session:
        assert session.get(BrowserSession, "x") is not None
    clock.advance(2 * 86_400)
    sweep_sessions(house)
    with house.database.read() as session:
        assert session.get(BrowserSession, "x") is None


def test_a_sign_of_life_and_the_overdue_lines_are_told(house: House) -> None:
    silent = Silent()
    say_alive(house, silent)
    count_overdue(house, silent)
    assert silent.told == [
        ("samlast/live/alive", {"at": "2026-11-23T06:00:00+00:00"}),
        ("samlast/live/overdue", {"lines": 0, "at": "2026-11-23T06:00:00+00:00"}),
    ]
    assert silent.retained == {"samlast/live/overdue"}
