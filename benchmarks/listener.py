"""One process that stores what sensors say, as `hub listen` does, for measuring: `python -m benchmarks.listener BROKER DATABASE NAME TOPIC COUNT`.

It says "ready", waits for a line, listens until so many messages are acknowledged, and says when the first came and the last was
acknowledged, in seconds of the machine's own clock, which all its processes share. With COUNT 0 it goes on until it is killed, and
writes each payload before it is acknowledged.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from threading import Event
from time import monotonic

from hub.cli.running import calm_the_collector
from hub.devices.events import MessageHeard
from hub.devices.links.intake import Intake
from hub.devices.protocols.dialects import Reader
from hub.kernel.clock import SystemClock
from hub.storage.database import Database
from hub.worker.facts import Facts
from hub.worker.inbox import Inbox
from tests.support.web import make_house

WITHIN_S = 60.0


class Count:
    """Counts acknowledgements, and notes when the first message came."""

    def __init__(self, inbox: Inbox, wanted: int) -> None:
        self._inbox = inbox
        self._wanted = wanted
        self._acknowledged = 0
        self.began = 0.0
        self.done = Event()

    def hear(self, message: MessageHeard, acknowledge: Callable[[], None]) -> None:
        self.began = self.began or monotonic()

        def acknowledged() -> None:
            if not self._wanted:
                print(message.payload.decode(), flush=True)
            acknowledge()
            self._acknowledged += 1
            if self._acknowledged == self._wanted:
                self.done.set()

        self._inbox.hear(message, acknowledged)


def main() -> None:
    broker, url, name, topic, wanted = sys.argv[1:]
    house = make_house(Database(url), SystemClock())
    facts = Facts(house, Reader().read)
    inbox = Inbox(house.clock, _nobody, weigh=facts.weigh, store=facts.store, bury=facts.bury)
    count = Count(inbox, int(wanted))
    intake = Intake(broker, name, house.clock, hear=count.hear, topics=(topic,))
    inbox.start()
    calm_the_collector()
    print("ready", flush=True)
    sys.stdin.readline()
    intake.start()
    if not count.done.wait(WITHIN_S if int(wanted) else None):
        print("not all came", flush=True)
        return
    print(count.began, monotonic(), flush=True)
    intake.stop()
    inbox.stop()


def _nobody(*_said: object, **_how: object) -> None:
    """Whom the screens would be told by."""


if __name__ == "__main__":
    main()
