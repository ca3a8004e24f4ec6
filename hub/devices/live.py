"""The live board: the latest value of each topic in memory, and listeners that wait for the next one.

Not for facts: what is posted here is gone with the process. Fed from the broker, read by live streams of pages.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from threading import Condition, Lock

LONGEST_QUEUE = 256

Heard = tuple[str, Mapping[str, object]]
Say = Callable[[str, Mapping[str, object]], bool]


class LiveBoard:
    """Thread-safe. A listener that falls behind loses its oldest values, never its newest."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._latest: dict[str, Mapping[str, object]] = {}
        self._listeners: set[Listener] = set()
        self._say: Say | None = None

    def speak_through(self, say: Say | None) -> None:
        """Where words to the devices go from here; None when nobody passes them on any more."""
        with self._lock:
            self._say = say

    def say(self, topic: str, payload: Mapping[str, object]) -> bool:
        """Pass a command on to whoever holds the device. False when it cannot be passed on now."""
        with self._lock:
            say = self._say
        return say is not None and say(topic, payload)

    def post(self, topic: str, payload: Mapping[str, object]) -> None:
        with self._lock:
            self._latest[topic] = payload
            listeners = [one for one in self._listeners if one.wants(topic)]
        for one in listeners:
            one.put(topic, payload)

    def latest(self, topic: str) -> Mapping[str, object] | None:
        with self._lock:
            return self._latest.get(topic)

    def listen(self, *prefixes: str) -> Listener:
        """Everything posted from now on under these topics and what lies below them."""
        listener = Listener(self, prefixes)
        with self._lock:
            self._listeners.add(listener)
        return listener

    def forget(self, listener: Listener) -> None:
        with self._lock:
            self._listeners.discard(listener)


class Listener:
    """One reader's queue. Close it when the reader goes."""

    def __init__(self, board: LiveBoard, prefixes: tuple[str, ...]) -> None:
        self._board = board
        self._prefixes = prefixes
        self._waiting: deque[Heard] = deque(maxlen=LONGEST_QUEUE)
        self._arrived = Condition()
        self._closed = False

    def wants(self, topic: str) -> bool:
        return any(topic == prefix or topic.startswith(prefix.rstrip("/") + "/") for prefix in self._prefixes)

    def put(self, topic: str, payload: Mapping[str, object]) -> None:
        with self._arrived:
            self._waiting.append((topic, payload))
            self._arrived.notify()

    def next(self, timeout_s: float) -> Heard | None:
        """The oldest waiting value, or None when nothing came in time or the listener was closed."""
        with self._arrived:
            if not self._waiting and not self._closed:
                self._arrived.wait(timeout_s)
            return self._waiting.popleft() if self._waiting else None

    def close(self) -> None:
        self._board.forget(self)
        with self._arrived:
            self._closed = True
            self._arrived.notify_all()
