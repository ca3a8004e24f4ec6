"""The event inbox: what devices say becomes facts here, one transaction for each weighing, and one for all messages that wait.

Events wait in the order they came and are stored in that order (`hub.worker.line`); of the messages only the order of each sender is
kept, so that one with a long backlog holds up no other. A message that spoils the transaction of
many is found by halving and kept as a dead letter. Nothing is dropped without a word. Not for: deciding what a weight or a
message means; that is `hub.receiving` and `hub.coldchain`.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from hub.devices.commands import CommandAnswered
from hub.devices.events import (
    CodeScanned,
    DeviceBack,
    DeviceEvent,
    DeviceLost,
    LiveWeight,
    LoadSettled,
    MessageHeard,
)
from hub.devices.protocols import sparkplug_b
from hub.kernel.clock import Clock
from hub.worker.flood import Meter
from hub.worker.line import Line, is_passing
from hub.worker.live import LiveValues, Publish

STATE_TOPIC = "samlast/state/inbox"
# In one transaction: more would make a weighing wait for longer than a tenth of its way over the wire.
MESSAGES_AT_ONCE = 500
# Of one sender: a backlog of a mad one must not hold up the others for longer than a fifth of that.
OF_ONE_SENDER = 100

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredWeighing:
    """What the screens hear once a weighing is stored."""

    id: int
    number: int
    scale: str
    net_mg: int
    # What the display stood at with it: net of the scale's own tare, or gross where it shows that.
    stood_mg: int
    gross_mg: int
    at: datetime


class Heard(NamedTuple):
    """A message and the word back to the broker, which is given after the commit and not before.

    `is_dropped`: its topic sent more than can be meant; only that it came is stored.
    """

    message: MessageHeard
    acknowledge: Callable[[], None]
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """One payload for the screens."""

    topic: str
    payload: dict[str, object]


Weigh = Callable[[LoadSettled], StoredWeighing]
Bury = Callable[[MessageHeard, str], None]


class Store(Protocol):
    """Store all messages, and how many of each topic were dropped, or nothing at all."""

    def __call__(self, messages: Sequence[MessageHeard], dropped: Mapping[str, int]) -> Sequence[Telling]: ...


def _sender(heard: Heard) -> str | None:
    """Whose order must be kept. What is only counted costs nothing."""
    return None if heard.is_dropped else sparkplug_b.node_of(heard.message.topic) or heard.message.topic


class Inbox:
    """Two lines, so that a flood of sensor messages never holds up a scale: loads in one, messages in the other."""

    def __init__(
        self,
        clock: Clock,
        publish: Publish,
        *,
        weigh: Weigh,
        store: Store,
        bury: Bury,
        meter: Meter | None = None,
        state_topic: str = STATE_TOPIC,
    ) -> None:
        self._state_topic = state_topic
        self._clock = clock
        self._publish = publish
        self._weigh = weigh
        self._store = store
        self._bury = bury
        self._live = LiveValues(clock, publish)
        self._meter = meter or Meter(clock)
        self._loads: Line[LoadSettled] = Line("weighings", self._settle, clock, self.tell_state)
        self._messages: Line[Heard] = Line(
            "messages",
            self._hear,
            clock,
            self.tell_state,
            at_once=MESSAGES_AT_ONCE,
            sender=_sender,
            of_one=OF_ONE_SENDER,
        )

    def start(self) -> None:
        self._live.start()
        self._loads.start()
        self._messages.start()

    def stop(self) -> None:
        self._messages.stop()
        for left in self._loads.stop():
            # The last resort of a load that never reached the database: the log keeps its frames.
            log.critical("not stored at the stop: %r", left)
        self._live.stop()

    def post(self, event: DeviceEvent) -> None:
        """Called from device threads; never waits for the database."""
        match event:
            case LiveWeight():
                self._live.post(event)
            case LoadSettled():
                self._loads.put(event)
            case CommandAnswered():
                self._tell_command(event)
            case CodeScanned():
                self._tell_scan(event)
            case DeviceLost():
                log.warning("%s is lost: %s", event.device, event.why)
                self._tell_device(event.device, "lost", event.why, event.at)
            case DeviceBack():
                log.info("%s is back", event.device)
                self._tell_device(event.device, "back", "", event.at)

    def hear(self, message: MessageHeard, acknowledge: Callable[[], None]) -> None:
        """Called from the broker's thread; never waits for the database."""
        is_dropped = not self._meter.admits(message.topic)
        self._messages.put(Heard(message, acknowledge, is_dropped))
        if self._meter.is_news:
            self.tell_state()

    def _settle(self, loads: Sequence[LoadSettled]) -> None:
        for load in loads:
            stored = self._weigh(load)
            self._publish(
                f"samlast/live/weighing/{stored.scale}",
                {
                    "id": stored.id,
                    "number": stored.number,
                    "net_mg": stored.net_mg,
                    "stood_mg": stored.stood_mg,
                    "gross_mg": stored.gross_mg,
                    "at": stored.at.isoformat(),
                },
            )

    def _hear(self, heard: Sequence[Heard]) -> None:
        """Stored together, then acknowledged, then told."""
        dropped = Counter(one.message.topic for one in heard if one.is_dropped)
        try:
            tellings = self._store([one.message for one in heard if not one.is_dropped], dropped)
        except Exception as err:  # the edge of a job: one poison message must not stop the others
            if is_passing(err):
                raise
            if len(heard) > 1:
                middle = len(heard) // 2
                self._hear(heard[:middle])
                self._hear(heard[middle:])
                return
            tellings = self._dead(heard[0].message, err)
        for one in heard:
            one.acknowledge()
        for telling in tellings:
            self._publish(telling.topic, telling.payload)

    def _dead(self, message: MessageHeard, err: Exception) -> Sequence[Telling]:
        log.error("a message on %s cannot be read and is kept as a dead letter", message.topic, exc_info=err)
        self._bury(message, f"{type(err).__name__}: {err}")
        return ()

    def _tell_device(self, device: str, state: str, why: str, at: datetime) -> None:
        self._publish(
            f"samlast/state/{device}", {"state": state, "why": why, "at": at.isoformat()}, retain=True
        )

    def _tell_command(self, answer: CommandAnswered) -> None:
        log.info("%s was told to %s: %s", answer.device, answer.order, answer.outcome)
        self._publish(
            f"samlast/live/command/{answer.device}",
            {
                "order": answer.order.value,
                "operation": answer.operation,
                "outcome": answer.outcome.value,
                "at": answer.at.isoformat(),
            },
        )

    def _tell_scan(self, scan: CodeScanned) -> None:
        """Never kept by the broker, and never in the log: what is scanned may be somebody's badge."""
        self._publish(
            f"samlast/live/scan/{scan.device}",
            {
                "id": scan.id,
                "text": scan.text,
                "identifier": scan.identifier,
                "trouble": scan.trouble,
                "at": scan.at.isoformat(),
            },
        )

    def tell_state(self) -> None:
        """How many events wait, and why: said at the start, so that no older word stands, and then at every change."""
        why = self._loads.trouble or self._messages.trouble
        self._publish(
            self._state_topic,
            {
                "state": "troubled" if why else "well",
                "why": why,
                "weighings": self._loads.waiting,
                "messages": self._messages.waiting,
                "flooding": self._meter.flooding(),
                "at": self._clock.now().isoformat(),
            },
            retain=True,
        )
