"""How much one topic may say: a device gone mad must neither fill the disk nor hold up the others.

A topic may send a backlog of two weeks at one message a minute at once, and ten messages a second for ever. What is more is
counted and not stored. Not for: writing the count down (`hub.coldchain.message_log`).
"""

import logging
from dataclasses import dataclass

from hub.kernel.clock import Clock

AT_ONCE = 20_160
A_SECOND = 10
# A topic that drops nothing for so long is well again.
WELL_AFTER_S = 60.0
TOPICS_REMEMBERED = 10_000

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Allowance:
    left: float
    at: float
    dropped_at: float | None = None


class Meter:
    """Used by one thread, that of the broker. `is_news` after a message whose topic began to flood, or was well again."""

    def __init__(self, clock: Clock, at_once: int = AT_ONCE, a_second: int = A_SECOND) -> None:
        self._clock = clock
        self._at_once = at_once
        self._a_second = a_second
        self._topics: dict[str, Allowance] = {}
        self._flooding: tuple[str, ...] = ()
        self.is_news = False

    def flooding(self) -> list[str]:
        return list(self._flooding)

    def admits(self, topic: str) -> bool:
        """False for a message that is only counted."""
        now = self._clock.monotonic()
        self.is_news = False
        one = self._topics.get(topic)
        if one is None:
            if len(self._topics) >= TOPICS_REMEMBERED:
                self._forget_the_quiet(now)
            one = self._topics[topic] = Allowance(self._at_once, now)
        one.left = min(self._at_once, one.left + (now - one.at) * self._a_second)
        one.at = now
        is_admitted = one.left >= 1
        if is_admitted:
            one.left -= 1
        else:
            one.dropped_at = now
        if not is_admitted or self._flooding:
            self._look(topic, now, is_admitted=is_admitted)
        return is_admitted

    def _look(self, topic: str, now: float, *, is_admitted: bool) -> None:
        flooding = self._flooding
        if not is_admitted and topic not in flooding:
            log.error("%s sends more than can be meant; the rest of it is counted and not stored", topic)
            flooding = (*flooding, topic)
        flooding = tuple(name for name in flooding if self._dropped_lately(name, now))
        self.is_news = flooding != self._flooding
        self._flooding = flooding

    def _dropped_lately(self, topic: str, now: float) -> bool:
        one = self._topics.get(topic)
        return one is not None and one.dropped_at is not None and now - one.dropped_at < WELL_AFTER_S

    def _forget_the_quiet(self, now: float) -> None:
        """Those whose allowance is whole again by now: nothing is lost by forgetting them. If all are busy, all start anew."""
        quiet = [
            topic
            for topic, one in self._topics.items()
            if one.left + (now - one.at) * self._a_second >= self._at_once
        ]
        for topic in quiet or list(self._topics):
            del self._topics[topic]
