"""A line of events with one thread behind it: stored in the order they came, and none ever dropped.

With a sender named for each event, one that says very much gives way to the others, and only the order of each sender is kept.
What cannot be stored now (disk full, database locked) stays first in line and is tried again; what can never be stored (a
defect) is set aside so that the others go on, and is tried again later. Not for: what the events are (`hub.worker.inbox`).
"""

import logging
from collections import Counter, deque
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from hub.kernel.clock import Clock

RETRY_AFTER_S = 0.5
RETRY_AT_MOST_S = 5.0
SET_ASIDE_RETRY_S = 30.0

log = logging.getLogger(__name__)

E = TypeVar("E")


class Line(Generic[E]):
    """A queue with one thread behind it that never loses its place. `work` takes what waits, `at_once` events at most.

    `sender` says whose event it is, of whom `of_one` at most are taken together; None of one that costs next to nothing and is always taken.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[Sequence[E]], None],
        clock: Clock,
        changed: Callable[[], None],
        *,
        at_once: int = 1,
        sender: Callable[[E], str | None] | None = None,
        of_one: int = 1,
    ) -> None:
        self.trouble = ""
        self._name = name
        self._work = work
        self._clock = clock
        self._changed = changed
        self._at_once = at_once
        self._sender = sender
        self._of_one = of_one
        self._arrived: SimpleQueue[E | None] = SimpleQueue()
        self._held: deque[E] = deque()
        self._taken: list[E] = []
        self._aside: deque[E] = deque()
        self._aside_due = 0.0
        self._stopping = Event()
        self._thread = Thread(target=self._run, name=f"inbox-{name}", daemon=True)

    @property
    def waiting(self) -> int:
        return self._arrived.qsize() + len(self._held) + len(self._taken) + len(self._aside)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> list[E]:
        """Store what came, once and without retries; what is left is handed back."""
        self._stopping.set()
        self._arrived.put(None)
        if self._thread.is_alive():
            self._thread.join(1.5)
        left = [*self._aside, *self._taken, *self._held]
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
            self._taken = self._next()
            is_done = self._attempt(self._taken)
            if not is_done:
                self._held.extendleft(reversed(self._taken))
            self._taken = []
            if is_done:
                delay_s = RETRY_AFTER_S
                continue
            if self._stopping.is_set():
                return
            self._stopping.wait(delay_s)
            delay_s = min(delay_s * 2, RETRY_AT_MOST_S)

    def _next(self) -> list[E]:
        """Those that are stored together now; a sender's other events keep their places."""
        if self._sender is None:
            return [self._held.popleft() for _ in range(min(self._at_once, len(self._held)))]
        taken: list[E] = []
        passed: list[E] = []
        counts: Counter[str] = Counter()
        room = self._at_once
        while self._held and room:
            event = self._held.popleft()
            sender = self._sender(event)
            if sender is None:
                taken.append(event)
            elif counts[sender] < self._of_one:
                counts[sender] += 1
                room -= 1
                taken.append(event)
            else:
                passed.append(event)
        self._held.extendleft(reversed(passed))
        return taken

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

    def _attempt(self, events: Sequence[E]) -> bool:
        """True when the events need no further try at this place in the line."""
        try:
            self._work(events)
        except Exception as err:  # the edge of a job
            if is_passing(err):
                self._say(f"{type(err).__name__}: {err}")
                return False
            log.exception("%s: what cannot be stored is set aside: %r", self._name, events)
            self._aside.extend(events)
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
