"""Limits to begin with, for each storage class and country, as data with dates and sources. Pure: values in, values out.

A limit that changes gets a new row and the old one an end. What the law says (LEGAL, for reports) and what calls people (WARN,
ALARM, CRITICAL) are different rows. Not legal advice: a house sets its own limits from these and may tighten them.
"""

from dataclasses import dataclass
from datetime import date

from hub.coldchain.levels import Level, Side
from hub.kernel.quantity import Temperature
from hub.kernel.words import Words

MINUTE_S = 60
ONE_DEGREE = Temperature(1_000)


@dataclass(frozen=True, slots=True)
class PresetLimit:
    """One row. `country` empty: everywhere. `valid_until` is the last day it holds; None: still."""

    storage_class: str
    level: Level
    side: Side
    limit: Temperature
    on_delay_s: int
    source: Words
    valid_from: date
    valid_until: date | None = None
    country: str = ""
    off_delay_s: int = 10 * MINUTE_S
    hysteresis: Temperature = ONE_DEGREE

    def holds(self, country: str, storage_class: str, on: date) -> bool:
        return (
            self.storage_class == storage_class
            and self.country in {"", country}
            and self.valid_from <= on
            and (self.valid_until is None or on <= self.valid_until)
        )


HOUSE = Words(
    nb="anbefalt utgangspunkt; huset kan stramme inn",
    sv="rekommenderad utgångspunkt; huset kan skärpa",
    en="recommended starting point; the house may tighten it",
)
NORWAY_CHILLED = Words(
    nb="næringsmiddelhygieneforskriften, hovedregel for lett bedervelig mat: 4 °C",
    sv="norska livsmedelshygienförordningen, huvudregel för lättfördärvlig mat: 4 °C",
    en="Norwegian food hygiene regulation, main rule for perishable food: 4 °C",
)
SWEDEN_CHILLED = Words(
    nb="svensk praksis: 8 °C når produsenten ikke har merket noe lavere",
    sv="svensk praxis: 8 °C om producenten inte har märkt lägre",
    en="Swedish practice: 8 °C unless the producer has marked less",
)
QUICK_FROZEN = Words(
    nb="direktiv 89/108/EØF, artikkel 5: −18 °C eller kaldere",
    sv="direktiv 89/108/EEG, artikel 5: −18 °C eller kallare",
    en="Directive 89/108/EEC, article 5: −18 °C or colder",
)
EGGS = Words(
    nb="praksis for egg: tørt, jevnt, høyst 12 °C",
    sv="praxis för ägg: torrt, jämnt, högst 12 °C",
    en="practice for eggs: dry, constant, at most 12 °C",
)
FIRST = date(2006, 1, 1)
HIGH, LOW = Side.HIGH, Side.LOW


def _row(  # noqa: PLR0917 - a table of rows
    storage_class: str, level: Level, side: Side, millidegrees: int, minutes: int, source: Words = HOUSE, country: str = ""
) -> PresetLimit:  # fmt: skip
    return PresetLimit(
        storage_class,
        level,
        side,
        Temperature(millidegrees),
        minutes * MINUTE_S,
        source,
        FIRST,
        None,
        country,
    )


PRESETS = (
    _row("chilled", Level.LEGAL, HIGH, 4_000, 0, NORWAY_CHILLED, "NO"),
    _row("chilled", Level.LEGAL, HIGH, 8_000, 0, SWEDEN_CHILLED, "SE"),
    _row("chilled", Level.WARN, HIGH, 5_000, 30),
    _row("chilled", Level.ALARM, HIGH, 8_000, 30),
    _row("chilled", Level.CRITICAL, HIGH, 10_000, 10),
    _row("chilled", Level.WARN, LOW, -1_000, 30),
    _row("frozen", Level.LEGAL, HIGH, -18_000, 0, QUICK_FROZEN),
    _row("frozen", Level.WARN, HIGH, -15_000, 60),
    _row("frozen", Level.ALARM, HIGH, -12_000, 60),
    _row("cool", Level.WARN, HIGH, 6_000, 60),
    _row("cool", Level.ALARM, HIGH, 10_000, 60),
    _row("cool", Level.ALARM, LOW, 0, 30),
    _row("potato", Level.WARN, HIGH, 8_000, 120),
    _row("potato", Level.ALARM, LOW, 2_000, 60),
    _row("egg", Level.LEGAL, HIGH, 12_000, 0, EGGS),
    _row("egg", Level.ALARM, HIGH, 12_000, 60),
)  # fmt: skip


def presets_for(
    country: str, storage_class: str, on: date, presets: tuple[PresetLimit, ...] = PRESETS
) -> list[PresetLimit]:
    """The limits that hold on a day, one for each level and side; the one for the country goes before the one for all."""
    found: dict[tuple[Level, Side], PresetLimit] = {}
    fitting = [one for one in presets if one.holds(country, storage_class, on)]
    for one in sorted(fitting, key=lambda row: (row.country == country, row.valid_from)):
        found[one.level, one.side] = one
    return list(found.values())
