"""What a sensor kept while nobody heard it: stored at its own time, never as what the room is now."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select

from firmware_sim.probes import ProbeSpec
from firmware_sim.speech.lorawan import history
from hub.coldchain.hearing import StoredMessage, store_message
from hub.coldchain.records import Reading
from hub.devices.events import MessageHeard
from hub.devices.protocols.dialects import Reader
from hub.kernel.quantity import Temperature
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING
from tests.support.coldchain_factory import a_cold_room, a_hung_probe

NOW_S = 1_795_413_600  # 2026-11-23T06:00:00Z


def tell(database: Database, kept: list[tuple[int, Decimal]], *, retained: bool = False) -> StoredMessage:
    told = history(ProbeSpec("k1", "milesight", "000000000001"), kept)
    assert isinstance(told.payload, str)
    message = MessageHeard(told.topic, told.payload.encode(), retained, 1, MONDAY_MORNING)
    with database.write() as session:
        return store_message(session, message, Reader().read)


def stored(database: Database) -> list[tuple[int, Temperature | None]]:
    with database.read() as session:
        return [
            (one.at_ms, one.temperature) for one in session.scalars(select(Reading).order_by(Reading.at_ms))
        ]


def test_a_ring_fills_the_gap_at_its_own_times_and_no_screen_takes_it_for_now(database: Database) -> None:
    with database.write() as session:
        a_hung_probe(session, a_cold_room(session), MONDAY_MORNING - timedelta(days=2), "24e1240000000001")
    kept = [(NOW_S - 86_400, Decimal("3.5")), (NOW_S - 85_800, Decimal("3.6"))]
    assert tell(database, kept).heard == ()
    expected = [((NOW_S - 86_400) * 1000, Temperature(3_500)), ((NOW_S - 85_800) * 1000, Temperature(3_600))]
    assert stored(database) == expected
    # The sensor is asked again and tells the same, later first.
    tell(database, kept[::-1])
    assert stored(database) == expected


def test_what_was_kept_by_a_wrong_clock_is_no_reading_and_its_message_stays(database: Database) -> None:
    wrong = [(1_500_000_000, Decimal("3.5")), (NOW_S + 3_600, Decimal("3.6"))]
    assert tell(database, wrong).dead_because
    assert stored(database) == []


def test_a_retained_ring_is_no_reading(database: Database) -> None:
    tell(database, [(NOW_S - 600, Decimal("3.5"))], retained=True)
    assert stored(database) == []
