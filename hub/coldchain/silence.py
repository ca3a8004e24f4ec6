"""No data, as a state of its own: which probes are silent since when, and when it is one incident of the whole house.

A power cut or a broker that is down silences every room at once; that is one thing to see to, not ten. Silence never makes a
temperature alarm and never ends one. Not for: how long a silence is allowed to be (`hub.coldchain.readings.gap_after_s`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

TOGETHER_MS = 10 * 60_000
FEWEST_FOR_A_HOUSE = 2


@dataclass(frozen=True, slots=True, order=True)
class Silence:
    """A probe in a place that last spoke at `since_ms`, too long ago."""

    since_ms: int
    place: str
    probe: str


@dataclass(frozen=True, slots=True)
class NoData:
    """One incident: one room's silence, or that of the whole house with its rooms by name. `since_ms` is the first last word."""

    since_ms: int
    silent: tuple[Silence, ...]
    whole_house: bool

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.place for one in sorted(self.silent, key=lambda one: one.place)))


def no_data(silences: Iterable[Silence], probes: Collection[str]) -> tuple[NoData, ...]:
    """The incidents that these silences are; `probes` are all that hang somewhere.

    The house is dark when every probe is silent and the last words of all fell within ten minutes. A probe that had died
    days before does not hide that: it keeps its own incident, and all others make the house's.
    """
    ordered = sorted(set(silences))
    together = _fell_together(ordered)
    still_speak = set(probes) - {one.probe for one in ordered}
    if still_speak or len({one.probe for one in together}) < FEWEST_FOR_A_HOUSE:
        together = ()
    alone = [NoData(one.since_ms, (one,), whole_house=False) for one in ordered if one not in together]
    house = [NoData(together[0].since_ms, together, whole_house=True)] if together else []
    return tuple(sorted((*alone, *house), key=lambda one: (one.since_ms, not one.whole_house)))


def _fell_together(ordered: list[Silence]) -> tuple[Silence, ...]:
    """Those that fell silent within ten minutes up to the last one."""
    if not ordered:
        return ()
    last_ms = ordered[-1].since_ms
    return tuple(one for one in ordered if last_ms - one.since_ms <= TOGETHER_MS)
