"""What a set of limits must be to make sense, and how a room's limits stand to a preset. Pure: values in, values out.

Not for: which limit counted when (`hub.coldchain.limits`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from hub.coldchain.faults import FieldFault
from hub.coldchain.levels import Level, Side
from hub.kernel.quantity import Temperature
from hub.kernel.words import Words

COLDEST, HOTTEST = Temperature(-60_000), Temperature(60_000)
LONGEST_DELAY_S = 24 * 3_600
LARGEST_HYSTERESIS = Temperature(10_000)
LONGEST_SOURCE = 200
SLOTS = tuple((level, side) for level in Level for side in Side)
# The legal limit calls nobody, so it may lie anywhere among these.
CALLING = (Level.WARN, Level.ALARM, Level.CRITICAL)


@dataclass(frozen=True, slots=True)
class Setting:
    """One limit as somebody wants it: "above 5 °C for more than 30 minutes is a warning"."""

    level: Level
    side: Side
    limit: Temperature
    on_delay_s: int
    off_delay_s: int
    hysteresis: Temperature
    source: Words

    def is_like(self, other: "Setting | None") -> bool:
        """The same judgement; the source may be worded otherwise."""
        return other is not None and _judgement(self) == _judgement(other)


Settings = Mapping[tuple[Level, Side], Setting]


class Follows(StrEnum):
    """How a room's limits stand to a preset. OTHER: some limit is milder, or one is missing."""

    SAME = "same"
    TIGHTER = "tighter"
    OTHER = "other"
    NONE = "none"


class Differs(StrEnum):
    """How one limit of a room stands to that of a preset. OWN: the preset knows none."""

    MISSING = "missing"
    MILDER = "milder"
    TIGHTER = "tighter"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Difference:
    level: Level
    side: Side
    how: Differs
    preset: Setting | None


def field(part: str, level: Level, side: Side) -> str:
    """The name of a field in the form of a room's limits."""
    return f"{part}-{level}-{side}"


def faults_of(wanted: Iterable[Setting]) -> dict[str, FieldFault]:
    """What is wrong, by field; empty when the set makes sense."""
    settings = list(wanted)
    found: dict[str, FieldFault] = {}
    for one in settings:
        found |= _faults_of_one(one)
    for one, other in combinations(settings, 2):
        if one.side is other.side and one.level in CALLING and other.level in CALLING:
            milder, graver = sorted((one, other), key=lambda each: CALLING.index(each.level))
            if beyond(milder.limit, graver.limit, one.side):
                found.setdefault(field("limit", graver.level, graver.side), FieldFault.NOT_GRAVER)
        elif one.side is not other.side:
            low, high = (one, other) if one.side is Side.LOW else (other, one)
            if low.limit >= high.limit:
                found.setdefault(field("limit", low.level, low.side), FieldFault.CROSSED)
    return found


def beyond(one: Temperature, other: Temperature, side: Side) -> bool:
    """Whether one limit is milder than another: further out on its side."""
    return one > other if side is Side.HIGH else one < other


def differences(current: Settings, preset: Settings) -> list[Difference]:
    """Where a room's limits are not those of a preset, by level and side."""
    return [
        Difference(*slot, how, preset.get(slot))
        for slot in SLOTS
        if (how := _differs(current.get(slot), preset.get(slot))) is not None
    ]


def follows(current: Settings, preset: Settings) -> Follows:
    """A limit that the preset does not know makes a room tighter; one that is missing or milder makes it another."""
    if not current:
        return Follows.NONE
    found = {one.how for one in differences(current, preset)}
    if found & {Differs.MISSING, Differs.MILDER}:
        return Follows.OTHER
    return Follows.TIGHTER if found else Follows.SAME


def by_slot(settings: Sequence[Setting]) -> dict[tuple[Level, Side], Setting]:
    return {(one.level, one.side): one for one in settings}


def _differs(own: Setting | None, row: Setting | None) -> Differs | None:
    if own is None:
        return None if row is None else Differs.MISSING
    if row is None:
        return Differs.OWN
    if _is_milder(own, row):
        return Differs.MILDER
    return None if own.is_like(row) else Differs.TIGHTER


def _is_milder(own: Setting, row: Setting) -> bool:
    return beyond(own.limit, row.limit, own.side) or own.on_delay_s > row.on_delay_s


def _judgement(one: Setting) -> tuple[object, ...]:
    return one.level, one.side, one.limit, one.on_delay_s, one.off_delay_s, one.hysteresis


def _faults_of_one(one: Setting) -> dict[str, FieldFault]:
    found = {}
    if not COLDEST <= one.limit <= HOTTEST:
        found[field("limit", one.level, one.side)] = FieldFault.NO_TEMPERATURE
    for part, delay_s in (("on", one.on_delay_s), ("off", one.off_delay_s)):
        if not 0 <= delay_s <= LONGEST_DELAY_S:
            found[field(part, one.level, one.side)] = FieldFault.DELAY_LENGTH
    if not Temperature(0) <= one.hysteresis <= LARGEST_HYSTERESIS:
        found[field("hysteresis", one.level, one.side)] = FieldFault.HYSTERESIS
    if any(len(text) > LONGEST_SOURCE for text in one.source.as_dict().values()):
        found[field("source", one.level, one.side)] = FieldFault.TOO_LONG
    return found
