"""Values that move while one looks: a stream of server-sent events from the live board to one page.

Each event is JSON with topic and payload. A beat goes out every second, so that the page can say when it is no longer live. Not for:
facts. A page that missed an event loses nothing; what counts is in the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from threading import BoundedSemaphore

from flask import Response, current_app
from werkzeug.exceptions import ServiceUnavailable

from hub.devices.live import Listener
from hub.people.permissions import Permission
from hub.people.visits import find_visit_by_hash
from hub.web.access import house, visitor
from hub.wiring import House

ALARMS_TOPIC = "samlast/live/alarms"
BEAT_S = 1.0
BETWEEN_LOOKS_S = 5.0
LONGEST_S = 15 * 60
# Browsers come back by themselves after this; short, because the floor watches.
RETRY_MS = 1000


class OpenStreams:
    """How many streams are open. Each holds one thread of the server, and pages need some too."""

    def __init__(self, most: int) -> None:
        self._free = BoundedSemaphore(most)

    def take(self) -> bool:
        return self._free.acquire(blocking=False)

    def give_back(self) -> None:
        self._free.release()


def stream(*topics: str) -> Response:
    """Answer with the latest value of each topic, then with every new one. Raises ServiceUnavailable when too many are open."""
    open_streams: OpenStreams = current_app.extensions["open_streams"]
    if not open_streams.take():
        raise ServiceUnavailable
    if visitor().can(Permission.ALARMS_ANSWER):
        # Whoever may answer an alarm hears of it at once on every page that follows anything.
        topics = (*topics, ALARMS_TOPIC)
    events = _Events(house(), topics, visitor().session_hash, open_streams)
    response = Response(events, mimetype="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"
    return response


class _Events:
    """The body of the answer. The server calls `close` however the stream ends, even before the first event."""

    def __init__(self, at: House, topics: tuple[str, ...], session_hash: str, streams: OpenStreams) -> None:
        self._house = at
        self._topics = topics
        self._session_hash = session_hash
        self._streams = streams
        self._listener: Listener = at.live.listen(*topics)
        self._closed = False
        self._body = self._generate()

    def __iter__(self) -> Iterator[str]:
        return self._body

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._listener.close()
            self._streams.give_back()

    def _generate(self) -> Iterator[str]:
        clock = self._house.clock
        began = clock.monotonic()
        yield f"retry: {RETRY_MS}\n\n"
        for topic in self._topics:
            payload = self._house.live.latest(topic)
            if payload is not None:
                yield _event(topic, payload)
        looked = began
        while not self._closed and clock.monotonic() - began < LONGEST_S:
            heard = self._listener.next(BEAT_S)
            if clock.monotonic() - looked >= BETWEEN_LOOKS_S:
                looked = clock.monotonic()
                if not self._still_logged_in():
                    return
            yield "event: beat\ndata: {}\n\n" if heard is None else _event(*heard)

    def _still_logged_in(self) -> bool:
        with self._house.database.read() as session:
            return find_visit_by_hash(session, self._session_hash, self._house.clock) is not None


def _event(topic: str, payload: Mapping[str, object]) -> str:
    return f"data: {json.dumps({'topic': topic, 'payload': payload}, ensure_ascii=False)}\n\n"
