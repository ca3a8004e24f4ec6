"""Where a line of readings can be cut without changing the answer: excursions before a quiet stretch know nothing of those after.

A quiet stretch lies inside the limit by the hysteresis, without a gap, for the off-delay and for the time in which neighbours
would be one incident. So every episode before it is over within it, and none after it can join them. This is what makes one
new reading cost the same in a year of readings as in a day. Not for: the judgement itself (`hub.coldchain.rules`).
"""

from bisect import bisect_left
from collections.abc import Mapping

from hub.coldchain.levels import Side
from hub.coldchain.readings import Span, suspects
from hub.coldchain.rules import Rule


def last_quiet(
    values: Mapping[int, int], rule: Rule, before_ms: int, *, begins_there: bool = False
) -> Span | None:
    """The last quiet stretch that ends before a moment, cut to the length it needs.

    The values are in order of time. The first and the last of them are not judged, because a single reading is doubted by both
    its neighbours; `begins_there`: nothing was measured before the first.
    """
    doubted = suspects(values, rule.gap_s)
    need_ms = 1_000 * max(rule.off_delay_s, rule.merge_s)
    gap_ms = 1_000 * rule.gap_s
    is_outside = _outside(values, rule)
    end_ms: int | None = None
    later_ms = 0
    times = list(values)
    for at in range(len(times) - 2, -1 if begins_there else 0, -1):
        at_ms = times[at]
        if at_ms >= before_ms or at_ms in doubted:
            continue
        if is_outside[at]:
            end_ms = None
            continue
        if end_ms is None or later_ms - at_ms > gap_ms:
            end_ms = at_ms
        later_ms = at_ms
        if end_ms - at_ms >= need_ms:
            return Span(at_ms, end_ms)
    return None


def first_quiet(values: Mapping[int, int], rule: Rule, after_ms: int) -> Span | None:
    """The first quiet stretch that begins at a moment or later, in the same way."""
    doubted = suspects(values, rule.gap_s)
    need_ms = 1_000 * max(rule.off_delay_s, rule.merge_s)
    gap_ms = 1_000 * rule.gap_s
    is_outside = _outside(values, rule)
    begin_ms: int | None = None
    earlier_ms = 0
    times = list(values)
    for at in range(max(1, bisect_left(times, after_ms)), len(times) - 1):
        at_ms = times[at]
        if at_ms in doubted:
            continue
        if is_outside[at]:
            begin_ms = None
            continue
        if begin_ms is None or at_ms - earlier_ms > gap_ms:
            begin_ms = at_ms
        earlier_ms = at_ms
        if at_ms - begin_ms >= need_ms:
            return Span(begin_ms, at_ms)
    return None


def _outside(values: Mapping[int, int], rule: Rule) -> list[bool]:
    """Which readings are beyond the limit, or inside it by less than the hysteresis."""
    if rule.side is Side.HIGH:
        edge = rule.limit.millidegrees - rule.hysteresis.millidegrees
        return [value > edge for value in values.values()]
    edge = rule.limit.millidegrees + rule.hysteresis.millidegrees
    return [value < edge for value in values.values()]
