"""What went on while a temperature was beyond its limit: an open door, a defrost. Marks explain; they never excuse.

Not for: the judgement (`hub.coldchain.rules`), which a door does not change at all and a defrost only by its longer delay.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from hub.coldchain.readings import Span, from_ms, in_ms, joined
from hub.coldchain.rules import Excursion

DEFROST_AT_MOST_S = 60 * 60
OPEN = "open"


class MarkKind(StrEnum):
    DOOR = "door"
    DEFROST = "defrost"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of time with a name, and how much of it lay within the excursion."""

    kind: MarkKind
    span: Span
    shared_ms: int


def marks(
    excursion: Excursion, doors: Iterable[Span], defrosts: Iterable[Span], now_ms: int
) -> tuple[Mark, ...]:
    """The doors and defrosts of an excursion, in order of time. A door that opened it by a minute before it counts too."""
    ends_ms = now_ms if excursion.latest_end_ms is None else excursion.latest_end_ms
    whole = Span(excursion.earliest_start_ms, ends_ms)
    found = [
        Mark(kind, span, whole.shared_with(span))
        for kind, spans in ((MarkKind.DOOR, doors), (MarkKind.DEFROST, defrosts))
        for span in spans
        if whole.shared_with(span)
    ]
    return tuple(sorted(found, key=lambda mark: (mark.span.begin_ms, mark.kind)))


def open_spans(words: Iterable[tuple[int, str]], until_ms: int) -> list[Span]:
    """When a door stood open, from what its contact said; of two words of one moment "open" counts. Open until told otherwise."""
    said: dict[int, bool] = {}
    for at_ms, word in words:
        if at_ms <= until_ms:
            said[at_ms] = said.get(at_ms, False) or word == OPEN
    ordered = [(at_ms, said[at_ms]) for at_ms in sorted(said)]
    ends = [*ordered, (until_ms, False)]
    return joined(Span(this[0], after[0]) for this, after in pairwise(ends) if this[1] and after[0] > this[0])


def daily(begins: time, length_s: int, zone: ZoneInfo, period: Span) -> list[Span]:
    """A defrost at the same local time each day, as stretches that meet a period; never longer than an hour."""
    length = timedelta(seconds=min(length_s, DEFROST_AT_MOST_S))
    first = from_ms(period.begin_ms).astimezone(zone).date() - timedelta(days=1)
    last = from_ms(period.end_ms).astimezone(zone).date()
    found = []
    for number in range((last - first).days + 1):
        at = datetime.combine(first + timedelta(days=number), begins, zone)
        span = Span(in_ms(at), in_ms(at) + length // timedelta(milliseconds=1))
        if period.shared_with(span):
            found.append(span)
    return found


def merged(spans: Sequence[Sequence[Span]]) -> list[Span]:
    """Several plans as one line of stretches that are in order and apart."""
    return joined(span for one in spans for span in one)
