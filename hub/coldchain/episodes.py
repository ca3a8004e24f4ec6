"""A walk through the readings of one limit: where an episode beyond it opens, lasts, pauses, goes silent and is over.

Takes how far beyond the limit each reading is (negative: inside), so that a low limit is a high one in a mirror. All times are
milliseconds. Not for: choosing which episodes count; that is `hub.coldchain.rules`, whose words this module follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hub.coldchain.readings import Span, without


@dataclass(slots=True)
class Episode:
    """From the crossing of the limit to full recovery."""

    start_ms: int
    earliest_start_ms: int
    end_ms: int | None = None
    latest_end_ms: int | None = None
    alarmed_ms: int | None = None
    cleared_ms: int | None = None
    counted_ms: int = 0
    over: list[Span] = field(default_factory=list)
    unknown: list[Span] = field(default_factory=list)
    peak: int = 0
    peak_ms: int = 0
    doubled_area: int = 0
    parts: int = 0

    @property
    def is_over_limit(self) -> bool:
        return self.parts > 0 and self.end_ms is None

    def begin_part(self) -> None:
        """Beyond the limit again. Where the last part ended in a gap, that gap now lies inside the episode."""
        self.unknown.extend(self.end_edge())
        self.end_ms = self.latest_end_ms = None
        self.parts += 1

    def count(self, span: Span, on_delay_ms: int, calls_nobody: Sequence[Span] = ()) -> None:
        """Add time towards the on-delay, and keep the moment at which it was reached.

        Time in `calls_nobody` (a defrost) is beyond the limit all the same, but does not bring the alarm nearer.
        """
        for counts in without(span, calls_nobody):
            if self.alarmed_ms is None and self.counted_ms + counts.length_ms >= on_delay_ms:
                self.alarmed_ms = counts.begin_ms + on_delay_ms - self.counted_ms
            self.counted_ms += counts.length_ms

    def reach(self, at_ms: int, excess: int) -> None:
        if excess > self.peak:
            self.peak, self.peak_ms = excess, at_ms

    def start_edge(self) -> list[Span]:
        """The gap in which it may have begun earlier."""
        return _real(self.earliest_start_ms, self.start_ms)

    def end_edge(self) -> list[Span]:
        """The gap in which it may have ended later."""
        return _real(self.end_ms, self.latest_end_ms)

    def follow(self, later: "Episode") -> None:
        """Take a later episode in: one incident, with the edges between the two as unknown time inside it."""
        self.unknown += [*self.end_edge(), *later.start_edge(), *later.unknown]
        self.end_ms, self.latest_end_ms, self.cleared_ms = later.end_ms, later.latest_end_ms, later.cleared_ms
        self.over += later.over
        self.reach(later.peak_ms, later.peak)
        self.doubled_area += later.doubled_area
        self.parts += later.parts


class Walk:
    """Goes from reading to reading in order of time; `hysteresis` is in thousandths of a degree."""

    def __init__(
        self,
        *,
        gap_ms: int,
        on_delay_ms: int,
        off_delay_ms: int,
        hysteresis: int,
        calls_nobody: Sequence[Span] = (),
    ) -> None:
        self._calls_nobody = calls_nobody
        self._gap_ms = gap_ms
        self._on_delay_ms = on_delay_ms
        self._off_delay_ms = off_delay_ms
        self._inside = -hysteresis
        self._last: tuple[int, int] | None = None
        self._now: Episode | None = None
        self._inside_since: int | None = None
        self._done: list[Episode] = []

    def step(self, at_ms: int, excess: int) -> None:
        if self._last is None:
            if excess > 0:
                self._open(at_ms, at_ms, excess)
        elif self._now is not None or excess > 0:
            self._go_on(*self._last, at_ms, excess)
        self._last = (at_ms, excess)

    def through(self, times: Sequence[int], excesses: Sequence[int]) -> None:
        """Step by step over readings in order; stretches in which nothing can change are taken at once."""
        at, count = 0, len(times)
        while at < count:
            begin = at
            if self._now is None:
                while at < count and excesses[at] <= 0:
                    at += 1
            elif not self._now.is_over_limit:
                at = self._inside_until(times, excesses, at)
            elif not self._calls_nobody:
                at = self._beyond_until(times, excesses, at)
            if at > begin:
                self._last = (times[at - 1], excesses[at - 1])
            if at < count:
                self.step(times[at], excesses[at])
                at += 1

    def _beyond_until(self, times: Sequence[int], excesses: Sequence[int], at: int) -> int:
        """Go on while readings follow each other beyond the limit, as one stretch; where that ends."""
        episode, last, gap_ms = self._now, self._last, self._gap_ms
        if episode is None or last is None or last[1] <= 0:
            return at
        begin, end = at, at
        last_ms = last[0]
        while end < len(times) and excesses[end] > 0 and times[end] - last_ms <= gap_ms:
            last_ms = times[end]
            end += 1
        if end == begin:
            return begin
        moments, above = [last[0], *times[begin:end]], [last[1], *excesses[begin:end]]
        span = Span(last[0], last_ms)
        episode.count(span, self._on_delay_ms)
        _extend(episode.over, span)
        episode.doubled_area += sum(
            (first + after) * (later - earlier)
            for (first, after), (earlier, later) in zip(pairwise(above), pairwise(moments), strict=True)
        )
        peak = max(above)
        episode.reach(moments[above.index(peak)], peak)
        return end

    def _inside_until(self, times: Sequence[int], excesses: Sequence[int], at: int) -> int:
        """Go on while readings follow each other inside, none across the hysteresis and none that is the end; where that is so no more."""
        last, since_ms, gap_ms = self._last, self._inside_since, self._gap_ms
        if last is None or last[1] > 0:
            return at
        last_ms, is_well_inside = last[0], last[1] <= self._inside
        if not is_well_inside:
            ends_ms = times[-1] + 1
        elif since_ms is None:
            return at
        else:
            ends_ms = since_ms + self._off_delay_ms
        while at < len(times) and times[at] < ends_ms and times[at] - last_ms <= gap_ms:
            excess = excesses[at]
            if excess > 0 or (excess <= self._inside) is not is_well_inside:
                break
            last_ms = times[at]
            at += 1
        return at

    def finish(self, now_ms: int) -> list[Episode]:
        """All episodes, the last one open unless it recovered. Silence since the last reading beyond the limit is unknown."""
        if self._now is not None:
            if self._last is not None and self._now.is_over_limit and now_ms - self._last[0] > self._gap_ms:
                self._be_unknown(self._now, Span(self._last[0], now_ms))
            self._done.append(self._now)
            self._now = None
        return self._done

    def _go_on(self, last_ms: int, last: int, at_ms: int, excess: int) -> None:
        if at_ms - last_ms > self._gap_ms:
            self._silence(last_ms, last, at_ms, excess)
        elif excess < last:
            self._beyond(last_ms, last, at_ms, excess)
            self._recover(last_ms, last, at_ms, excess)
        else:
            self._recover(last_ms, last, at_ms, excess)
            self._beyond(last_ms, last, at_ms, excess)

    def _open(self, at_ms: int, earliest_ms: int, excess: int) -> Episode:
        """Beyond the limit from a reading or a crossing on: a new episode, or a new part of the one that is open."""
        if self._now is None:
            self._now = Episode(at_ms, earliest_ms, peak_ms=at_ms)
        episode = self._now
        episode.begin_part()
        episode.reach(at_ms, excess)
        episode.count(Span(at_ms, at_ms), self._on_delay_ms, self._calls_nobody)
        return episode

    def _beyond(self, begin_ms: int, first: int, end_ms: int, last: int) -> None:
        """The part of a straight line that lies beyond the limit."""
        if first <= 0 and last <= 0:
            return
        left_ms = begin_ms if first > 0 else crossing(begin_ms, first, end_ms, last, 0)
        right_ms = end_ms if last > 0 else crossing(begin_ms, first, end_ms, last, 0)
        episode = self._now
        if episode is None or not episode.is_over_limit:
            episode = self._open(left_ms, left_ms, 0)
        span = Span(left_ms, right_ms)
        episode.count(span, self._on_delay_ms, self._calls_nobody)
        _extend(episode.over, span)
        episode.doubled_area += (max(first, 0) + max(last, 0)) * span.length_ms
        episode.reach(end_ms, last)
        if last <= 0:
            episode.end_ms = episode.latest_end_ms = right_ms

    def _recover(self, begin_ms: int, first: int, end_ms: int, last: int) -> None:
        """The part of a straight line that lies inside by the hysteresis; enough of it closes the episode."""
        level = self._inside
        if self._now is None or (first > level and last > level):
            return
        left_ms = begin_ms if first <= level else crossing(begin_ms, first, end_ms, last, level)
        right_ms = end_ms if last <= level else crossing(begin_ms, first, end_ms, last, level)
        if self._inside_since is None:
            self._inside_since = left_ms
        if right_ms - self._inside_since >= self._off_delay_ms:
            self._now.cleared_ms = self._inside_since + self._off_delay_ms
            self._done.append(self._now)
            self._now = None
        if self._now is None or last > level:
            self._inside_since = None

    def _silence(self, begin_ms: int, first: int, end_ms: int, last: int) -> None:
        """A gap: nothing in it is known, and staying inside the limit has to be shown anew."""
        self._inside_since = None
        episode = self._now
        if episode is None:
            self._open(end_ms, begin_ms, last)
        elif first > 0 and last > 0:
            self._be_unknown(episode, Span(begin_ms, end_ms))
            episode.reach(end_ms, last)
        elif first > 0:
            episode.end_ms, episode.latest_end_ms = begin_ms, end_ms
        elif last > 0:
            episode.unknown.append(Span(begin_ms, end_ms))
            self._open(end_ms, begin_ms, last)

    def _be_unknown(self, episode: Episode, span: Span) -> None:
        """Silence between two readings beyond the limit counts as beyond it: the worst case is the one to act on."""
        episode.unknown.append(span)
        episode.count(span, self._on_delay_ms, self._calls_nobody)


def crossing(begin_ms: int, first: int, end_ms: int, last: int, level: int) -> int:
    """When a straight line meets a level, to the nearest millisecond."""
    return begin_ms + nearest((end_ms - begin_ms) * abs(level - first), abs(last - first))


def nearest(numerator: int, denominator: int) -> int:
    """The nearest whole number, halves up. The denominator is positive."""
    return (2 * numerator + denominator) // (2 * denominator)


def _extend(spans: list[Span], span: Span) -> None:
    """Add a stretch; one that begins where the last ended is the same stretch."""
    if spans and spans[-1].end_ms == span.begin_ms:
        spans[-1] = Span(spans[-1].begin_ms, span.end_ms)
    elif span.length_ms:
        spans.append(span)


def _real(begin_ms: int | None, end_ms: int | None) -> list[Span]:
    if begin_ms is None or end_ms is None or begin_ms == end_ms:
        return []
    return [Span(begin_ms, end_ms)]
