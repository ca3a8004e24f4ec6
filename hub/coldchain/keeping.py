"""How goods were kept while they stood somewhere: lowest, highest, and for how much of the time that is known. Pure.

Between two readings no further apart than the gap the temperature is taken as a straight line, as for excursions; of a longer
silence nothing is said. Whole milliseconds and whole thousandths of a degree.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hub.coldchain.episodes import nearest
from hub.coldchain.readings import Span, joined, suspects


@dataclass(frozen=True, slots=True)
class Measured:
    """What one probe measured, in order of time; two readings further apart than `gap_ms` have a gap between."""

    times: Sequence[int]
    values: Sequence[int]
    gap_ms: int


@dataclass(frozen=True, slots=True)
class Kept:
    """`lowest` and `highest` are None of a time of which nothing is known."""

    lowest: int | None
    highest: int | None
    known_ms: int
    whole_ms: int

    @property
    def unknown_ms(self) -> int:
        return self.whole_ms - self.known_ms


NOT_KEPT = Kept(None, None, 0, 0)


def measured_by(values: Mapping[int, int], gap_s: int) -> Measured:
    """Of a probe's values by time, those that can be believed."""
    doubted = suspects(values, gap_s)
    believed = {at_ms: value for at_ms, value in values.items() if at_ms not in doubted}
    return Measured(tuple(believed), tuple(believed.values()), gap_s * 1_000)


def kept(probes: Iterable[Measured], stay: Span) -> Kept:
    """Over one stay in one place. Of several probes the coldest and the warmest word counts, and what any of them knew is known."""
    seen: list[int] = []
    known: list[Span] = []
    for probe in probes:
        values, spans = _of_probe(probe, stay)
        seen += values
        known += spans
    known_ms = sum(span.length_ms for span in joined(known))
    return Kept(min(seen, default=None), max(seen, default=None), known_ms, stay.length_ms)


def together(parts: Iterable[Kept]) -> Kept:
    """Several stays, one after the other, as one time."""
    every = list(parts)
    return Kept(
        min((one.lowest for one in every if one.lowest is not None), default=None),
        max((one.highest for one in every if one.highest is not None), default=None),
        sum(one.known_ms for one in every),
        sum(one.whole_ms for one in every),
    )


def _of_probe(probe: Measured, stay: Span) -> tuple[list[int], list[Span]]:
    times, values = probe.times, probe.values
    first = bisect_left(times, stay.begin_ms)
    after = bisect_left(times, stay.end_ms)
    seen = list(values[first:after])
    known = []
    for at in range(max(first, 1), min(after, len(times) - 1) + 1):
        earlier, later = times[at - 1], times[at]
        if later - earlier > probe.gap_ms:
            continue
        shared = Span(max(earlier, stay.begin_ms), min(later, stay.end_ms))
        if shared.length_ms > 0:
            known.append(shared)
            seen += (_between(probe, at, shared.begin_ms), _between(probe, at, shared.end_ms))
    return seen, known


def _between(probe: Measured, at: int, moment_ms: int) -> int:
    """The straight line from the reading before to this one, at a moment between them."""
    earlier, later = probe.times[at - 1], probe.times[at]
    low, high = probe.values[at - 1], probe.values[at]
    return low + nearest((high - low) * (moment_ms - earlier), later - earlier)
