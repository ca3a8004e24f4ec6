"""A hub killed in the middle of a stream of messages: what it acknowledged is stored, what it did not comes again, and nobody is called."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from hub.coldchain import watch
from hub.coldchain.alarm_records import Alarm
from hub.coldchain.readings import in_ms
from hub.coldchain.records import MessageBlock, Reading
from hub.kernel.clock import SystemClock
from hub.storage.database import Database
from tests.support.broker import Broker, running_broker
from tests.support.clock import FakeClock
from tests.support.coldchain_factory import a_cold_room, a_hung_probe
from tests.support.mqtt_listener import MqttListener
from tests.support.wait import until

MESSAGES = 2_000
# The queues of the house's own broker.
AS_OURS = ("max_inflight_messages 1000", "max_queued_messages 302400")
INGEST = """
import sys
from threading import Event
from hub.devices.links.intake import Intake
from hub.devices.protocols.dialects import Reader
from hub.kernel.clock import SystemClock
from hub.storage.database import Database
from hub.worker.facts import Facts
from hub.worker.inbox import Inbox
from tests.support.web import make_house

house = make_house(Database(sys.argv[2]), SystemClock())
facts = Facts(house, Reader().read)
inbox = Inbox(house.clock, lambda *_said, **_how: None, weigh=facts.weigh, store=facts.store, bury=facts.bury)

def hear(message, acknowledge):
    def acknowledged():
        # Written before the broker hears of it: whatever it was told is in this list.
        print(message.payload.decode(), flush=True)
        acknowledge()
    inbox.hear(message, acknowledged)

inbox.start()
Intake(sys.argv[1], "samlast-work", house.clock, hear=hear, topics=("zigbee2mqtt/#",)).start()
Event().wait()
"""


def ingest(broker: Broker, url: str, stdout: int = subprocess.PIPE) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", INGEST, broker.url, url],
        cwd=Path(__file__).parents[2],
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def payload_of(number: int, first_ms: int) -> str:
    """Each at a moment of its own, so that each is a reading of its own."""
    return json.dumps({"temperature": 3.2, "last_seen": first_ms + number * 20})


def test_nothing_acknowledged_is_lost_at_a_kill_and_the_rest_comes_again(
    sqlite_database_url: str, tmp_path: Path
) -> None:
    """The sensor has spoken each 20 ms of the last minute, and hangs in a cold room: down for less than its gap, it is not silent."""
    database = Database(sqlite_database_url)
    with database.write() as session:
        a_hung_probe(session, a_cold_room(session), SystemClock().now() - timedelta(hours=1), "cold_1")
    with running_broker(tmp_path, lines=AS_OURS) as broker:
        away = MqttListener(broker.url, "samlast-work", clean=False, manual_ack=True)
        away.subscribe("zigbee2mqtt/#")
        away.close()
        sensor = MqttListener(broker.url, "sensor")
        first_ms = in_ms(SystemClock().now()) - 60_000
        for number in range(MESSAGES):
            told = sensor.client.publish("zigbee2mqtt/cold_1", payload_of(number, first_ms), 1)
        told.wait_for_publish(20)
        sensor.close()
        acknowledged: set[str] = set()
        for kills in range(3):
            running = ingest(broker, sqlite_database_url)
            assert running.stdout is not None
            acknowledged.update(running.stdout.readline().strip() for _ in range(200 * (kills + 1)))
            os.kill(running.pid, signal.SIGKILL)
            acknowledged.update(line for line in running.communicate()[0].splitlines() if line.endswith("}"))
        assert 600 <= len(acknowledged) < MESSAGES
        with database.read() as session:
            stored = session.scalar(select(func.count()).select_from(Reading)) or 0
            assert stored >= len(acknowledged)
        with database.write() as session:
            assert watch.look_at_silence(session, SystemClock()) == []
        running = ingest(broker, sqlite_database_url, subprocess.DEVNULL)

        def readings() -> int:
            with database.read() as session:
                return session.scalar(select(func.count()).select_from(Reading)) or 0

        until(lambda: readings() == MESSAGES, within_s=30, what="every message")
        running.kill()
        running.wait(10)
        with database.read() as session:
            # Those that were stored and not yet acknowledged came twice, and are one reading each.
            assert (session.scalar(select(func.sum(MessageBlock.messages))) or 0) >= MESSAGES
            assert readings() == MESSAGES
        with database.write() as session:
            assert watch.look(session, SystemClock()) == []
            assert session.scalars(select(Alarm)).all() == []
            # Had the hub been down for an hour, it would have been called.
            later = FakeClock(SystemClock().now() + timedelta(hours=1))
            assert len(watch.look_at_silence(session, later)) == 1
        database.close()
