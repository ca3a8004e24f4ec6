"""Where a lot comes from, as frozen values: what the law asks to follow goods of animals, and the day of a harvest; told once when it is received.

Values are codes and letters of countries (ISO 3166-1 alpha-2); a catch area is a code of FAO's or words of the supplier's papers.
Not for: the words of it (`provenance_told`), nor which of it is asked of which goods (`hub.receiving.asked`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

FISH_METHODS = frozenset({"caught_at_sea", "caught_in_freshwater", "farmed"})
# FAO's major fishing areas, inland (01 to 08) and at sea, then subarea, division, subdivision and unit: 27, 27.4, 27.4.a, 27.3.d.24.
_FAO_AREA = re.compile(
    r"(0[1-8]|18|21|27|31|34|37|41|47|48|51|57|58|61|67|71|77|81|87|88)(\.[0-9A-Za-z]{1,2}){0,4}"
)
FAO_AREA_SIGNS = 12


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is told of one lot. Absent is what these goods are not asked for.

    `reference` ties meat to its animals. `produced_on` is the day of slaughter, catch, harvest, or of cutting, mincing and
    preparing, whichever is the goods' day of production; of several days the oldest, as of `frozen_on`. Source: Regulation (EU)
    16/2012. `vessel` is the boat that caught, or the farm that reared the fish. `harvested_on` is of what grew in the ground or on a tree;
    `best_before` is what the producer's own package says, where it says a day.
    """

    born_in: tuple[str, ...] = ()
    reared_in: tuple[str, ...] = ()
    slaughtered_in: str = ""
    slaughterhouse: str = ""
    cut_in: str = ""
    cutting_plant: str = ""
    reference: str = ""
    catch_area: str = ""
    gear: str = ""
    vessel: str = ""
    produced_on: date | None = None
    frozen_on: date | None = None
    defrosted: bool = False
    harvested_on: date | None = None
    best_before: date | None = None

    @property
    def life(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Where it was born, reared and slaughtered; what was not told is empty."""
        return self.born_in, self.reared_in, (self.slaughtered_in,) if self.slaughtered_in else ()

    def origin(self, usual: str) -> str:
        """The country that may stand as the origin: that of every step told, where it is one; `usual`, the article's own, where none is told.

        Of rearing and slaughter alone nothing more is claimed than the article says.
        """
        countries = {country for step in self.life for country in step}
        if not countries:
            return usual
        return countries.pop() if len(countries) == 1 and (self.born_in or countries == {usual}) else ""


@dataclass(frozen=True, slots=True)
class LotProvenance:
    """A lot of a note with what is told of it."""

    lot: str
    told: Provenance


def is_fao_area(area: str) -> bool:
    """Whether it is a code of FAO's areas, as they stand in GS1's (7005); names of waters are none."""
    return len(area) <= FAO_AREA_SIGNS and _FAO_AREA.fullmatch(area) is not None
