"""Excursions out of the database without walking through years: where a limit was broken is asked of the database, and only the
readings around it are judged, from one quiet stretch to the next.

By `hub.coldchain.quiet` the answer is the one that all readings together would give, whatever period was asked for; so a new
reading costs the same in a database of a year as in one of a day. Not for: the judgement itself (`hub.coldchain.rules`).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, Select, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from hub.coldchain.calibrations import Offsets
from hub.coldchain.levels import Side
from hub.coldchain.quiet import first_quiet, last_quiet
from hub.coldchain.readings import Span
from hub.coldchain.records import Reading
from hub.coldchain.rules import Excursion, Rule, ended_at, excursions_of

HOUR_MS = 3_600_000
ROWS_BACK = 64
ROWS_ON = 128


@dataclass(frozen=True, slots=True)
class Line:
    """The readings of one probe in a stretch of time (while it hung in one place), corrected as its certificates say.

    `ended`: the stretch is over, so nothing in it is still going on.
    """

    session: Session
    probe_id: int
    hung: Span
    ended: bool
    offsets: Offsets

    def before(self, at_ms: int, count: int) -> dict[int, int]:
        """The last readings before a moment, by time and in order, without faults."""
        rows = self.session.execute(
            self._rows(self.hung.begin_ms, min(at_ms - 1, self.hung.end_ms))
            .order_by(Reading.at_ms.desc())
            .limit(count)
        )
        return self._corrected(reversed(rows.all()))

    def on_from(self, at_ms: int, count: int) -> dict[int, int]:
        """The first readings from a moment on."""
        rows = self._rows(max(at_ms, self.hung.begin_ms), self.hung.end_ms)
        return self._corrected(self.session.execute(rows.order_by(Reading.at_ms).limit(count)))

    def hours_beyond(self, rules: Iterable[Rule], period: Span) -> list[tuple[int, int, int]]:
        """The hours in which some reading was beyond the mildest limit: the hour, its highest and its lowest such value.

        By the certificates' largest correction more than needed are found, and none too few.
        """
        highs = [rule.limit.millidegrees for rule in rules if rule.side is Side.HIGH]
        lows = [rule.limit.millidegrees for rule in rules if rule.side is Side.LOW]
        value = type_coerce(Reading.temperature, Integer)
        margin = self.offsets.largest
        beyond = or_(
            *([value > min(highs) - margin] if highs else []),
            *([value < max(lows) + margin] if lows else []),
        )
        hour = Reading.at_ms // HOUR_MS
        rows = self.session.execute(
            select(hour, func.max(value), func.min(value))
            .where(
                Reading.probe_id == self.probe_id,
                Reading.at_ms >= max(self.hung.begin_ms, period.begin_ms),
                Reading.at_ms <= min(self.hung.end_ms, period.end_ms),
                beyond,
            )
            .group_by(hour)
            .order_by(hour)
        )
        return [(int(at), high + margin, low - margin) for at, high, low in rows]

    def _rows(self, first_ms: int, last_ms: int) -> Select[int, int]:
        """One bound on each side: given two, SQLite walks from the looser one.

        Plain numbers: a year is half a million rows, and a type per value would triple the time.
        """
        return select(Reading.at_ms, type_coerce(Reading.temperature, Integer)).where(
            Reading.probe_id == self.probe_id,
            Reading.at_ms >= first_ms,
            Reading.at_ms <= last_ms,
            Reading.temperature.is_not(None),
        )

    def _corrected(self, rows: Iterable[tuple[int, int]]) -> dict[int, int]:
        if not self.offsets.added:
            return dict(iter(rows))
        return {at_ms: value + self.offsets.at(at_ms) for at_ms, value in rows}


def search(
    line: Line, rules: Sequence[Rule], period: Span, now_ms: int, defrosts: Sequence[Span] = ()
) -> list[list[Excursion]]:
    """For each rule, every excursion that lasted into the period, whole: from before it, and on after it up to now."""
    asked = Span(max(period.begin_ms, line.hung.begin_ms), min(period.end_ms, line.hung.end_ms, now_ms))
    if not rules or asked.end_ms < asked.begin_ms:
        return [[] for _ in rules]
    hours = line.hours_beyond(rules, asked)
    found = []
    for rule in rules:
        hunt = Hunt(line, rule, _own(hours, rule), min(line.hung.end_ms, now_ms))
        found.append(list(hunt.excursions(asked, defrosts)))
    return found


def _own(hours: Iterable[tuple[int, int, int]], rule: Rule) -> list[int]:
    """The beginnings of the hours in which this rule may have been broken."""
    return [
        at * HOUR_MS for at, high, low in hours if rule.excess(high if rule.side is Side.HIGH else low) > 0
    ]


@dataclass(frozen=True, slots=True)
class Hunt:
    """One rule on one line. `hours` are the beginnings of those in which it may have been broken; `until_ms` is where the line ends."""

    line: Line
    rule: Rule
    hours: Sequence[int]
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
            later = bisect_left(self.hours, closes_ms - HOUR_MS + 1)
            if is_last or later == len(self.hours):
                return
            at_ms = max(self.hours[later], closes_ms + 1)

    def _window(self, at_ms: int, done_ms: int) -> tuple[dict[int, int], bool]:
        """The readings from the last quiet stretch before a moment to the first that no broken hour follows closely.

        Also whether they go on to the very end.
        """
        values = {**self._lead(at_ms, done_ms), **self.line.on_from(at_ms, ROWS_ON)}
        count = ROWS_ON
        while True:
            last_ms = next(reversed(values), None)
            if last_ms is None or last_ms >= self.until_ms:
                return {at: value for at, value in values.items() if at <= self.until_ms}, True
            beyond = [at for at, value in values.items() if self.rule.excess(value) > 0]
            quiet = first_quiet(values, self.rule, max(beyond[-1], at_ms) if beyond else at_ms)
            following = bisect_left(self.hours, last_ms)
            is_far = following == len(self.hours) or self.hours[following] > last_ms + HOUR_MS
            if quiet is not None and is_far:
                return {at: value for at, value in values.items() if at <= quiet.end_ms}, False
            more = self.line.on_from(last_ms + 1, count)
            if not more:
                return values, True
            values |= more
            count *= 2

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
