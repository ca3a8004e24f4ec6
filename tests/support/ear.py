"""The hub's ear for sensors: a real connection to a broker, the inbox behind it, and the database; no screens and no devices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from hub.devices.events import MessageHeard
from hub.devices.links.mqtt import Bus
from hub.devices.protocols.dialects import Reader
from hub.wiring import House
from hub.worker.facts import Facts
from hub.worker.flood import Meter
from hub.worker.inbox import Inbox
from hub.worker.runner import WORKER_NAME
from tests.support.wait import until


@contextmanager
def listening(
    house: House,
    url: str,
    topics: tuple[str, ...],
    *,
    meter: Meter | None = None,
    journal: Callable[[MessageHeard], None] = lambda _message: None,
) -> Iterator[Bus]:
    """Stores what is heard until the end of the block; `journal` is told of each message before the house is."""
    facts = Facts(house, Reader().read)

    def publish(topic: str, payload: Mapping[str, object], *, retain: bool = False) -> None:
        """No screens."""

    inbox = Inbox(house.clock, publish, weigh=facts.weigh, store=facts.store, bury=facts.bury, meter=meter)

    def hear(message: MessageHeard, acknowledge: Callable[[], None]) -> None:
        journal(message)
        inbox.hear(message, acknowledge)

    bus = Bus(url, WORKER_NAME, house.clock, hear=hear, topics=topics, persistent=True)
    inbox.start()
    bus.start()
    until(lambda: bus.subscribed, what="the subscription")
    try:
        yield bus
    finally:
        bus.stop()
        inbox.stop()
