"""Excursions out of the database without walking through years: roll-ups tell where a limit was broken, and only the readings
around it are looked up and judged, from one quiet stretch to the next.

By `hub.coldchain.quiet` the answer is the one that all readings together would give, whatever period was asked for; so a new
reading costs the same in a database of a year as in one of a day. Not for: the judgement itself (`hub.coldchain.rules`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from sqlalchemy import BigInteger, bindparam, or_, select
from sqlalchemy.orm import Session

from hub.coldchain.calibrations import Offsets
from hub.coldchain.levels import Side
from hub.coldchain.packing import MeasuredDay, of_rows
from hub.coldchain.quiet import first_quiet, last_quiet
from hub.coldchain.readings import Span
from hub.coldchain.rollups import QUARTER_S, ROLLUPS
from hub.coldchain.rules import Excursion, Rule, ended_at, excursions_of
from hub.coldchain.stored import DAY_MS, days_between, newest, next_after
from hub.storage.prepared import Prepared

HOUR_MS = 3_600_000
QUARTER_MS = QUARTER_S * 1_000
ROWS_BACK = 24
ROWS_ON = 48
NOTHING = MeasuredDay((), (), ())
# Beyond whatever a column of temperatures holds.
NO_TEMPERATURE = 1 << 31
_BEYOND = Prepared(
    select(ROLLUPS.c.number, ROLLUPS.c.highest, ROLLUPS.c.lowest)
    .where(
        ROLLUPS.c.probe_id == bindparam("probe", type_=BigInteger),
        ROLLUPS.c.span_s == QUARTER_S,
        ROLLUPS.c.number.between(bindparam("first", type_=BigInteger), bindparam("last", type_=BigInteger)),
        or_(
            ROLLUPS.c.highest > bindparam("above", type_=BigInteger),
            ROLLUPS.c.lowest < bindparam("below", type_=BigInteger),
        ),
    )
    .order_by(ROLLUPS.c.number),
    numbers=True,
)


@dataclass(frozen=True, slots=True)
class Line:
    """The readings of one probe in a stretch of time (while it hung in one place), corrected as its certificates say.

    `ended`: the stretch is over, so nothing in it is still going on. Readings are looked up by days, and each day once.
    """

    session: Session
    probe_id: int
    hung: Span
    ended: bool
    offsets: Offsets
    _days: dict[int, MeasuredDay] = field(default_factory=dict, init=False, repr=False, compare=False)

    def before(self, at_ms: int, count: int) -> dict[int, int]:
        """The last readings before a moment, by time and in order, without faults; fewer only where there are no more."""
        before_ms = min(at_ms, self.hung.end_ms + 1)
        found: dict[int, int] = {}
        while count > 0 and before_ms > self.hung.begin_ms:
            # A moment is never in the day that it ends.
            day = (before_ms - 1) // DAY_MS
            here = self._day(day)
            end = bisect_left(here.times, before_ms)
            begin = max(end - count, 0)
            known = here.known(begin, end)
            found = known | found
            count -= len(known)
            before_ms = here.times[begin] if begin else day * DAY_MS
            if not here.times:
                last = newest(self.session, self.probe_id, before_ms - 1, since_ms=self.hung.begin_ms)
                before_ms = last[-1].at_ms + 1 if last else self.hung.begin_ms
        return self._corrected(found)

    def on_from(self, at_ms: int, count: int) -> dict[int, int]:
        """The first readings from a moment on, in the same way."""
        from_ms = max(at_ms, self.hung.begin_ms)
        found: dict[int, int] = {}
        while len(found) < count and from_ms <= self.hung.end_ms:
            day = from_ms // DAY_MS
            here = self._day(day)
            begin = bisect_left(here.times, from_ms)
            end = min(begin + count - len(found), len(here.times))
            found |= here.known(begin, end)
            from_ms = here.times[end] if end < len(here.times) else (day + 1) * DAY_MS
            if not here.times:
                first_ms = next_after(self.session, self.probe_id, from_ms)
                from_ms = self.hung.end_ms + 1 if first_ms is None else first_ms
        return self._corrected(found)

    def quarters_beyond(self, rules: Iterable[Rule], period: Span) -> list[tuple[int, int, int]]:
        """The quarters of an hour in which some reading may be beyond the mildest limit: which, its highest and its lowest.

        By the certificates' largest correction more than needed are found, and none too few.
        """
        highs = [rule.limit.millidegrees for rule in rules if rule.side is Side.HIGH]
        lows = [rule.limit.millidegrees for rule in rules if rule.side is Side.LOW]
        margin = self.offsets.largest
        rows = _BEYOND.rows(
            self.session.connection(),
            {
                "probe": self.probe_id,
                "first": max(self.hung.begin_ms, period.begin_ms) // QUARTER_MS,
                "last": min(self.hung.end_ms, period.end_ms) // QUARTER_MS,
                "above": min(highs) - margin if highs else NO_TEMPERATURE,
                "below": max(lows) + margin if lows else -NO_TEMPERATURE,
            },
        )
        return [(number, high + margin, low - margin) for number, high, low in rows]

    def load(self, days: Iterable[int]) -> None:
        """Look up many days at once, those that follow each other with one question."""
        wanted = sorted(set(days) - self._days.keys())
        runs = groupby(enumerate(wanted), key=lambda pair: pair[1] - pair[0])
        for _, run in runs:
            of_run = [day for _, day in run]
            self._load(of_run[0], of_run[-1])

    def _day(self, day: int) -> MeasuredDay:
        if day not in self._days:
            self._load(day, day)
        return self._days[day]

    def _load(self, first: int, last: int) -> None:
        found = days_between(self.session, self.probe_id, first * DAY_MS, last * DAY_MS)
        for day in range(first, last + 1):
            here = found.get(day, NOTHING)
            if day * DAY_MS < self.hung.begin_ms or (day + 1) * DAY_MS > self.hung.end_ms:
                here = of_rows(*here.cut(self.hung.begin_ms, self.hung.end_ms))
            self._days[day] = here

    def _corrected(self, values: dict[int, int]) -> dict[int, int]:
        if not self.offsets.added:
            return values
        return {at_ms: value + self.offsets.at(at_ms) for at_ms, value in values.items()}


def search(
    line: Line, rules: Sequence[Rule], period: Span, now_ms: int, defrosts: Sequence[Span] = ()
) -> list[list[Excursion]]:
    """For each rule, every excursion that lasted into the period, whole: from before it, and on after it up to now."""
    asked = Span(max(period.begin_ms, line.hung.begin_ms), min(period.end_ms, line.hung.end_ms, now_ms))
    if not rules or asked.end_ms < asked.begin_ms:
        return [[] for _ in rules]
    quarters = line.quarters_beyond(rules, asked)
    line.load(at * QUARTER_MS // DAY_MS for at, _, _ in quarters)
    found = []
    for rule in rules:
        hunt = Hunt(line, rule, _own(quarters, rule), min(line.hung.end_ms, now_ms))
        found.append(list(hunt.excursions(asked, defrosts)))
    return found


def _own(quarters: Iterable[tuple[int, int, int]], rule: Rule) -> list[int]:
    """The beginnings of the quarters in which this rule may have been broken."""
    return [
        at * QUARTER_MS
        for at, high, low in quarters
        if rule.excess(high if rule.side is Side.HIGH else low) > 0
    ]


@dataclass(frozen=True, slots=True)
class Hunt:
    """One rule on one line. `quarters` are the beginnings of those in which it may have been broken; `until_ms` is where the line ends."""

    line: Line
    rule: Rule
    quarters: Sequence[int]
    until_ms: int

    def excursions(self, asked: Span, defrosts: Sequence[Span]) -> Iterator[Excursion]:
        at_ms, done_ms = asked.begin_ms, self.line.hung.begin_ms
        while True:
            values, is_last = self._window(at_ms, done_ms)
            closes_ms = self.until_ms if is_last else next(reversed(values))
            for one in excursions_of(values, self.rule, closes_ms, defrosts):
                found = ended_at(one, self.until_ms) if self.line.ended and is_last else one
                if found.earliest_start_ms > asked.end_ms:
                    return
                if found.latest_end_ms is None or found.latest_end_ms > asked.begin_ms:
                    yield found
            done_ms = closes_ms
            later = bisect_left(self.quarters, closes_ms - QUARTER_MS + 1)
            if is_last or later == len(self.quarters):
                return
            at_ms = max(self.quarters[later], closes_ms + 1)

    def _window(self, at_ms: int, done_ms: int) -> tuple[dict[int, int], bool]:
        """The readings from the last quiet stretch before a moment to the first that no broken quarter follows closely.

        Also whether they go on to the very end.
        """
        values = {**self._lead(at_ms, done_ms), **self.line.on_from(at_ms, ROWS_ON)}
        count = ROWS_ON
        while True:
            last_ms = next(reversed(values), None)
            if last_ms is None or last_ms >= self.until_ms:
                return _until(values, self.until_ms), True
            following = bisect_left(self.quarters, last_ms)
            if following == len(self.quarters) or self.quarters[following] > last_ms + HOUR_MS:
                quiet = first_quiet(values, self.rule, max(at_ms, self._last_beyond(values)))
                if quiet is not None:
                    return _until(values, quiet.end_ms), False
            more = self.line.on_from(last_ms + 1, count)
            if not more:
                return values, True
            values |= more
            count *= 2

    def _last_beyond(self, values: Mapping[int, int]) -> int:
        """When a reading was beyond the limit for the last time; 0 when none was."""
        limit = self.rule.limit.millidegrees
        if self.rule.side is Side.HIGH:
            return next((at for at in reversed(values) if values[at] > limit), 0)
        return next((at for at in reversed(values) if values[at] < limit), 0)

    def _lead(self, at_ms: int, done_ms: int) -> dict[int, int]:
        """Readings before a moment back to where nothing earlier matters: a quiet stretch, or the end of the last one judged."""
        count = ROWS_BACK
        while True:
            lead = self.line.before(at_ms, count)
            begins_there = len(lead) < count
            quiet = last_quiet(lead, self.rule, at_ms, begins_there=begins_there)
            first_ms = next(iter(lead), at_ms)
            if quiet is not None or begins_there or first_ms <= done_ms:
                from_ms = max(done_ms, first_ms if quiet is None else quiet.begin_ms)
                return {at: value for at, value in lead.items() if at >= from_ms}
            count *= 4


def _until(values: Mapping[int, int], end_ms: int) -> dict[int, int]:
    times = list(values)
    end = bisect_right(times, end_ms)
    return dict(islice(values.items(), end))
