"""What sensors say of themselves is kept the same whether each message asks the database or a memory answers, in whatever order it comes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hub.coldchain.hearing import Memory, read_message, store_messages
from hub.coldchain.records import Probe, SensorWord
from hub.devices.events import MessageHeard
from hub.devices.protocols.dialects import Reader
from hub.storage.database import Database
from tests.support.clock import MONDAY_MORNING

NUMBERS = count()
# Minutes before the newest, and what is said: a state of the battery, and a link that wanders and counts once an hour.
SAID = st.tuples(
    st.integers(0, 180), st.sampled_from(["ok", "low"]), st.sampled_from([40, 41, 120]), st.integers(0, 1)
)


def message(kind: str, minutes: int, battery: str, link: int, sensor: int) -> MessageHeard:
    at = MONDAY_MORNING - timedelta(minutes=minutes)
    told = {
        "temperature": 3.2,
        "battery_low": battery == "low",
        "linkquality": link,
        "last_seen": at.isoformat(),
    }
    return MessageHeard(
        f"zigbee2mqtt/{kind}{sensor}", json.dumps(told).encode(), retained=False, qos=1, at=MONDAY_MORNING
    )


def kept(
    database: Database, kind: str, batches: Sequence[Sequence[MessageHeard]]
) -> list[tuple[str, str, int, str]]:
    """Each batch with a memory of its own; the words of the sensors of this kind."""
    decode = Reader().read
    with database.write() as session:
        for batch in batches:
            store_messages(session, [read_message(one, decode) for one in batch], Memory())
        found = session.execute(
            select(Probe.sensor_key, SensorWord.quantity, SensorWord.at_ms, SensorWord.word)
            .join(Probe, Probe.id == SensorWord.probe_id)
            .where(Probe.sensor_key.contains(kind))
        ).all()
    return sorted((key.replace(kind, ""), quantity, at_ms, word) for key, quantity, at_ms, word in found)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SAID, min_size=1, max_size=25))
def test_a_memory_changes_nothing(sqlite_database: Database, said: list[tuple[int, str, int, int]]) -> None:
    # Words are never taken out again, so each round has sensors of its own.
    number = next(NUMBERS)
    first, second = f"remembered-{number}-", f"asked-{number}-"
    remembered = kept(sqlite_database, first, [[message(first, *one) for one in said]])
    asked = kept(sqlite_database, second, [[message(second, *one)] for one in said])
    assert remembered == asked
    assert remembered
