"""The event inbox: what devices say becomes facts here, one transaction for each event.

Events wait in the order they came and are stored in that order. One that cannot be stored now (disk full, database
locked) stays first in line and is tried again; one that can never be stored (a defect) is set aside so that the others go
on, is tried again later, and shows in `samlast/state/inbox` for as long as it waits. Nothing is dropped without a word.
Not for: deciding what a weight or a message means; that is `hub.receiving` and `hub.coldchain`.
"""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

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
from hub.kernel.clock import Clock
from hub.worker.live import LiveValues, Publish

STATE_TOPIC = "samlast/state/inbox"
RETRY_AFTER_S = 0.5
RETRY_AT_MOST_S = 5.0
SET_ASIDE_RETRY_S = 30.0

log = logging.getLogger(__name__)

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class StoredWeighing:
    """What the screens hear once a weighing is stored."""

    id: int
    number: int
    scale: str
    net_mg: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """A message and the word back to the broker, which is given after the commit and not before."""

    message: MessageHeard
    acknowledge: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Telling:
    """One payload for the screens."""

    topic: str
    payload: dict[str, object]


Weigh = Callable[[LoadSettled], StoredWeighing]
Store = Callable[[MessageHeard], Sequence[Telling]]
Bury = Callable[[MessageHeard, str], None]


class Inbox:
    """Two lines, so that a flood of sensor messages never holds up a scale: loads in one, messages in the other."""

    def __init__(self, clock: Clock, publish: Publish, *, weigh: Weigh, store: Store, bury: Bury) -> None:
        self._clock = clock
        self._publish = publish
        self._weigh = weigh
        self._store = store
        self._bury = bury
        self._live = LiveValues(clock, publish)
        self._loads: Line[LoadSettled] = Line("weighings", self._settle, clock, self.tell_state)
        self._messages: Line[Heard] = Line("messages", self._hear, clock, self.tell_state)

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
        self._messages.put(Heard(message, acknowledge))

    def _settle(self, load: LoadSettled) -> None:
        stored = self._weigh(load)
        self._publish(
            f"samlast/live/weighing/{stored.scale}",
            {"id": stored.id, "number": stored.number, "net_mg": stored.net_mg, "at": stored.at.isoformat()},
        )

    def _hear(self, heard: Heard) -> None:
        try:
            tellings = self._store(heard.message)
        except DBAPIError as err:
            if is_passing(err):
                raise
            tellings = self._dead(heard.message, err)
        except Exception as err:  # noqa: BLE001 - the edge of a job: one poison message must not stop the others
            tellings = self._dead(heard.message, err)
        heard.acknowledge()
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
            STATE_TOPIC,
            {
                "state": "troubled" if why else "well",
                "why": why,
                "weighings": self._loads.waiting,
                "messages": self._messages.waiting,
                "at": self._clock.now().isoformat(),
            },
            retain=True,
        )


class Line(Generic[E]):
    """A queue with one thread behind it that never loses its place."""

    def __init__(
        self, name: str, work: Callable[[E], None], clock: Clock, changed: Callable[[], None]
    ) -> None:
        self.trouble = ""
        self._name = name
        self._work = work
        self._clock = clock
        self._changed = changed
        self._arrived: SimpleQueue[E | None] = SimpleQueue()
        self._held: deque[E] = deque()
        self._aside: deque[E] = deque()
        self._aside_due = 0.0
        self._stopping = Event()
        self._thread = Thread(target=self._run, name=f"inbox-{name}", daemon=True)

    @property
    def waiting(self) -> int:
        return self._arrived.qsize() + len(self._held) + len(self._aside)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> list[E]:
        """Store what came, once and without retries; what is left is handed back."""
        self._stopping.set()
        self._arrived.put(None)
        if self._thread.is_alive():
            self._thread.join(1.5)
        left = [*self._aside, *self._held]
        while not self._arrived.empty():
            event = self._arrived.get()
            if event is not None:
                left.append(event)
        return left

    def put(self, event: E) -> None:
        self._arrived.put(event)

    def _run(self) -> None:
        delay_s = RETRY_AFTER_S
        while True:
            self._collect(block=not self._held and not self._stopping.is_set())
            if not self._held:
                if self._stopping.is_set():
                    return
                self._retry_aside()
                continue
            passed = self._attempt(self._held[0])
            if passed:
                self._held.popleft()
                delay_s = RETRY_AFTER_S
            elif self._stopping.is_set():
                return
            else:
                self._stopping.wait(delay_s)
                delay_s = min(delay_s * 2, RETRY_AT_MOST_S)

    def _collect(self, *, block: bool) -> None:
        """Everything that arrived; with nothing to do, wait for it, but not past the time to look at what is set aside."""
        while True:
            try:
                event = self._arrived.get(block=block, timeout=1.0 if self._aside else None)
            except Empty:
                return
            block = False
            if event is not None:
                self._held.append(event)

    def _attempt(self, event: E) -> bool:
        """True when the event needs no further try at this place in the line."""
        try:
            self._work(event)
        except Exception as err:  # the edge of a job
            if is_passing(err):
                self._say(f"{type(err).__name__}: {err}")
                return False
            log.exception("%s: an event cannot be stored and is set aside: %r", self._name, event)
            self._aside.append(event)
            self._aside_due = self._clock.monotonic() + SET_ASIDE_RETRY_S
            self._say(f"{type(err).__name__}: {err}")
            return True
        if not self._aside:
            self._say("")
        return True

    def _retry_aside(self) -> None:
        if self._aside and self._clock.monotonic() >= self._aside_due:
            self._held.append(self._aside.popleft())

    def _say(self, trouble: str) -> None:
        if bool(trouble) == bool(self.trouble):
            return
        self.trouble = trouble
        if trouble:
            log.error("%s wait to be stored: %s", self._name, trouble)
        else:
            log.info("%s are stored again", self._name)
        self._changed()


def is_passing(err: BaseException) -> bool:
    """True for what time may heal: a locked database, a full disk, a server that is away.

    SQLAlchemy files them under OperationalError, InterfaceError and InternalError; what stays wrong at every try (a broken
    constraint, a value that does not fit) are its other errors.
    """
    if isinstance(err, NoConnectionFree | OSError):
        return True
    return isinstance(err, DBAPIError) and type(err).__name__ in {
        "OperationalError",
        "InterfaceError",
        "InternalError",
    }
