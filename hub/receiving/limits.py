"""How warm goods may be when they come, as data with dates and sources. Pure: values in, values out.

A limit that changes gets a new row and the old one an end: a receipt of last year is judged by last year's limit. Of two rows
that fit, the one for the country goes before the one for all. What stands here is the preset of the house, not legal advice:
goods marked colder by their producer are refused by a person.

Not for: limits of rooms (coldchain), which staff set on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.kernel.quantity import Temperature
from hub.kernel.words import Words

# What a probe in goods can show at a hub's door; beyond it somebody's finger slipped.
LOWEST = Temperature(-40_000)
HIGHEST = Temperature(40_000)
NO_LEEWAY = Temperature(0)
# Fish that is kept chilled is judged by a limit of its own.
FRESH_FISH = "fresh_fish"
# These are measured once for each article and day, before the first crate comes in. Others may be.
ASKED_FOR = frozenset({"chilled", "frozen"})


class TemperatureVerdict(StrEnum):
    WITHIN = "within"
    ON_THE_WAY = "on_the_way"  # over the limit, within what the law allows for a short time in transport
    OVER = "over"
    NOT_JUDGED = "not_judged"  # no limit is known for these goods


@dataclass(frozen=True, slots=True)
class ReceiptLimit:
    """One rule for one storage class. `country` empty: everywhere. `valid_until` is the last day it holds; None: still."""

    storage_class: str
    limit: Temperature
    leeway: Temperature
    source: Words
    valid_from: date
    valid_until: date | None = None
    country: str = ""

    def holds(self, country: str, storage_class: str, on: date) -> bool:
        return (
            self.storage_class == storage_class
            and self.country in {"", country}
            and self.valid_from <= on
            and (self.valid_until is None or on <= self.valid_until)
        )


QUICK_FROZEN = Words(
    nb="direktiv 89/108/EØF, artikkel 5: −18 °C, inntil 3 °C varmere en kort stund på veien",
    sv="direktiv 89/108/EEG, artikel 5: −18 °C, upp till 3 °C varmare en kort stund på vägen",
    en="Directive 89/108/EEC, article 5: −18 °C, up to 3 °C warmer for a short time on the way",
)
LIMITS = (
    ReceiptLimit(
        "chilled",
        Temperature(4_000),
        NO_LEEWAY,
        Words(
            nb="næringsmiddelhygieneforskriften, hovedregel for lett bedervelig mat: 4 °C",
            sv="norska livsmedelshygienförordningen, huvudregel för lättfördärvlig mat: 4 °C",
            en="Norwegian food hygiene regulation, main rule for perishable food: 4 °C",
        ),
        valid_from=date(2010, 3, 1),
        country="NO",
    ),
    ReceiptLimit(
        "chilled",
        Temperature(8_000),
        NO_LEEWAY,
        Words(
            nb="svensk praksis: 8 °C når produsenten ikke har merket noe lavere",
            sv="svensk praxis: 8 °C om producenten inte har märkt lägre",
            en="Swedish practice: 8 °C unless the producer has marked less",
        ),
        valid_from=date(2006, 1, 1),
        country="SE",
    ),
    ReceiptLimit(
        "chilled",
        Temperature(4_000),
        NO_LEEWAY,
        Words(
            nb="husets egen grense: 4 °C", sv="husets egen gräns: 4 °C", en="the house's own limit: 4 °C"
        ),
        valid_from=date(2006, 1, 1),
    ),
    ReceiptLimit(
        FRESH_FISH,
        Temperature(2_000),
        NO_LEEWAY,
        Words(
            nb="forordning (EF) 853/2004 vedlegg III avsnitt VIII kapittel VII: fersk fisk nær smeltende is; Mattilsynet: helst 2 °C",
            sv="förordning (EG) 853/2004 bilaga III avsnitt VIII kapitel VII: färsk fisk nära smältande is; norska Mattilsynet: helst 2 °C",
            en="Regulation (EC) 853/2004, annex III, section VIII, chapter VII: fresh fish near melting ice; Norwegian Mattilsynet: preferably 2 °C",
        ),
        valid_from=date(2006, 1, 1),
    ),
    ReceiptLimit("frozen", Temperature(-18_000), Temperature(3_000), QUICK_FROZEN, valid_from=date(1991, 1, 10)),
    ReceiptLimit(
        "egg",
        Temperature(12_000),
        NO_LEEWAY,
        Words(
            nb="praksis for egg: tørt, jevnt, høyst 12 °C",
            sv="praxis för ägg: torrt, jämnt, högst 12 °C",
            en="practice for eggs: dry, constant, at most 12 °C",
        ),
        valid_from=date(2006, 1, 1),
    ),
)  # fmt: skip

# For all other goods a temperature is kept at most, and never keeps a crate out.
LIMITED = frozenset(one.storage_class for one in LIMITS)


def limit_for(
    country: str, storage_class: str, on: date, limits: tuple[ReceiptLimit, ...] = LIMITS
) -> ReceiptLimit | None:
    """The limit that holds on a day; None where goods are kept by quality only and the probe's word is just kept."""
    fitting = [one for one in limits if one.holds(country, storage_class, on)]
    return max(fitting, key=lambda one: (one.country == country, one.valid_from), default=None)


def judge_temperature(
    measured: Temperature, limit: Temperature | None, leeway: Temperature | None
) -> TemperatureVerdict:
    """Exactly at the limit is within it."""
    if limit is None:
        return TemperatureVerdict.NOT_JUDGED
    if measured <= limit:
        return TemperatureVerdict.WITHIN
    if measured <= limit + (leeway or NO_LEEWAY):
        return TemperatureVerdict.ON_THE_WAY
    return TemperatureVerdict.OVER


def is_likely(measured: Temperature) -> bool:
    return LOWEST <= measured <= HIGHEST
