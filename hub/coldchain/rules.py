"""Excursions: when a temperature was beyond a limit, as a pure function of the set of readings.

Order, repetition, restarts and late readings cannot change the answer. Between two readings no further apart than the gap
the temperature is taken as a straight line; across a longer silence nothing is guessed, and the answer is a range. All of it
is whole milliseconds and whole thousandths of a degree; a crossing is rounded to the nearest millisecond.

    an episode    opens when the limit is crossed, and is over when it stayed hysteresis inside the limit for the off-delay
    an excursion  is an episode whose time beyond the limit reached the on-delay; silence between two readings beyond it
                  counts too. Excursions that follow each other closely are one, with parts

Not for: which limits a place has (`hub.coldchain.watching`), and not for telling anybody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hub.coldchain.episodes import Episode, Walk, nearest
from hub.coldchain.levels import Freshness, Level, RoomState, Side
from hub.coldchain.readings import SHORTEST_GAP_S, Point, Span, measured, suspects
from hub.kernel.quantity import Temperature

MERGE_S = 15 * 60
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit with its delays. The limit itself is still inside; readings further apart than `gap_s` have a gap between."""

    side: Side
    limit: Temperature
    on_delay_s: int
    off_delay_s: int
    hysteresis: Temperature
    gap_s: int = SHORTEST_GAP_S
    merge_s: int = MERGE_S
    heeds_defrost: bool = True  # a critical limit does not: what spoils goods spoils them in a defrost too

    def excess(self, value: int) -> int:
        """How far beyond the limit, in thousandths of a degree; negative inside."""
        over = value - self.limit.millidegrees
        return over if self.side is Side.HIGH else -over


@dataclass(frozen=True, slots=True)
class Excursion:
    """Beyond the limit for longer than allowed. What lies in a gap makes the range between earliest and latest.

    `end_ms` and `latest_end_ms` are None while it lasts; `cleared_ms` is when it had been well inside for the off-delay.
    """

    start_ms: int
    earliest_start_ms: int
    end_ms: int | None
    latest_end_ms: int | None
    alarmed_ms: int
    cleared_ms: int | None
    over: tuple[Span, ...]
    unknown: tuple[Span, ...]
    edges: tuple[Span, ...]
    peak: Temperature
    peak_ms: int
    area: int  # thousandths of a degree times minutes, over known time
    parts: int

    @property
    def over_ms(self) -> int:
        """Surely beyond the limit."""
        return sum(span.length_ms for span in self.over)

    @property
    def unknown_ms(self) -> int:
        return sum(span.length_ms for span in self.unknown)

    @property
    def at_most_ms(self) -> int:
        """Beyond the limit if every gap is counted against the room."""
        return self.over_ms + self.unknown_ms + sum(span.length_ms for span in self.edges)

    @property
    def is_open(self) -> bool:
        return self.cleared_ms is None


@dataclass(frozen=True, slots=True)
class Exposure:
    """How long something stood there while it was beyond the limit: surely, and at most."""

    surely_ms: int
    at_most_ms: int


def excursions(
    points: Iterable[Point], rule: Rule, now_ms: int, defrosts: Sequence[Span] = ()
) -> tuple[Excursion, ...]:
    """All excursions that the readings up to now tell of, oldest first. Defrosts are in order and apart."""
    values = measured((point for point in points if point.at_ms <= now_ms), rule.side)
    return excursions_of(values, rule, now_ms, defrosts)


def excursions_of(
    values: Mapping[int, int], rule: Rule, now_ms: int, defrosts: Sequence[Span] = ()
) -> tuple[Excursion, ...]:
    """The same from values by time that are in order and not from after now (`readings.measured`)."""
    if not values or _worst(values, rule) <= 0:
        return ()
    doubted = suspects(values, rule.gap_s)
    limit, sign = rule.limit.millidegrees, 1 if rule.side is Side.HIGH else -1
    believed = (
        {at_ms: value for at_ms, value in values.items() if at_ms not in doubted} if doubted else values
    )
    times, excesses = list(believed), [(value - limit) * sign for value in believed.values()]
    if _beyond_at_most_ms(times, excesses, now_ms) < rule.on_delay_s * 1_000:
        return ()
    walk = Walk(
        gap_ms=rule.gap_s * 1_000,
        on_delay_ms=rule.on_delay_s * 1_000,
        off_delay_ms=rule.off_delay_s * 1_000,
        hysteresis=rule.hysteresis.millidegrees,
        calls_nobody=defrosts if rule.heeds_defrost else (),
    )
    walk.through(times, excesses)
    return tuple(_counted(walk.finish(now_ms), rule))


def exposure(excursion: Excursion, stay: Span) -> Exposure:
    """The part of an excursion that a crate met in the time it stood there."""
    surely = sum(stay.shared_with(span) for span in excursion.over)
    perhaps = sum(stay.shared_with(span) for span in (*excursion.unknown, *excursion.edges))
    return Exposure(surely, surely + perhaps)


def ended_at(excursion: Excursion, at_ms: int) -> Excursion:
    """The same excursion, ended by decree: the limit was replaced, or the probe was taken down."""
    if not excursion.is_open:
        return excursion
    end_ms = at_ms if excursion.end_ms is None else excursion.end_ms
    latest_ms = end_ms if excursion.latest_end_ms is None else excursion.latest_end_ms
    return replace(excursion, end_ms=end_ms, latest_end_ms=latest_ms, cleared_ms=at_ms)


def room_state(
    *,
    fresh: Freshness,
    is_fault: bool,
    is_limited: bool,
    is_beyond: bool,
    open_levels: Iterable[Level],
    is_calibrating: bool = False,
) -> RoomState:
    """The gravest thing that is true. An excursion stays open through silence: no word is no all-clear.

    `is_beyond`: the last value is beyond some limit, however short a time. `is_calibrating`: no sensor speaks of the room now.
    """
    levels = set(open_levels)
    answers = (
        (bool(levels & {Level.ALARM, Level.CRITICAL}), RoomState.ALARM),
        (is_calibrating, RoomState.CALIBRATING),
        (fresh is Freshness.NEVER, RoomState.NEVER),
        (fresh is Freshness.SILENT, RoomState.SILENT),
        (is_fault, RoomState.FAULT),
        (is_beyond or bool(levels), RoomState.WARN),
        (not is_limited, RoomState.NO_LIMITS),
    )
    return next((state for is_so, state in answers if is_so), RoomState.IN_LIMITS)


def _worst(values: Mapping[int, int], rule: Rule) -> int:
    extreme = max(values.values()) if rule.side is Side.HIGH else min(values.values())
    return rule.excess(extreme)


def _beyond_at_most_ms(times: Sequence[int], excesses: Sequence[int], now_ms: int) -> int:
    """From the reading before the first beyond the limit to the one after the last; -1 when none is. Most doors are shut in less."""
    first = next((at for at, excess in enumerate(excesses) if excess > 0), None)
    if first is None:
        return -1
    after = next(at for at in range(len(excesses), 0, -1) if excesses[at - 1] > 0)
    return (times[after] if after < len(times) else max(now_ms, times[-1])) - times[max(first - 1, 0)]


def _counted(found: Iterable[Episode], rule: Rule) -> Iterator[Excursion]:
    """Episodes that lasted, those close to each other as one."""
    held: Episode | None = None
    for episode in found:
        if episode.alarmed_ms is None:
            continue
        if held is not None and held.end_ms is not None:
            if episode.start_ms - held.end_ms < rule.merge_s * 1_000:
                held.follow(episode)
                continue
            yield _excursion(held, rule)
        held = episode
    if held is not None:
        yield _excursion(held, rule)


def _excursion(one: Episode, rule: Rule) -> Excursion:
    if one.alarmed_ms is None:
        msg = "an episode below the on-delay is no excursion"
        raise ValueError(msg)
    peak = one.peak if rule.side is Side.HIGH else -one.peak
    return Excursion(
        start_ms=one.start_ms,
        earliest_start_ms=one.earliest_start_ms,
        end_ms=one.end_ms,
        latest_end_ms=one.latest_end_ms,
        alarmed_ms=one.alarmed_ms,
        cleared_ms=one.cleared_ms,
        over=tuple(one.over),
        unknown=tuple(one.unknown),
        edges=(*one.start_edge(), *one.end_edge()),
        peak=Temperature(rule.limit.millidegrees + peak),
        peak_ms=one.peak_ms,
        area=nearest(one.doubled_area, 2 * _MINUTE_MS),
        parts=one.parts,
    )
