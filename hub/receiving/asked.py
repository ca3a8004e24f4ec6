"""What is asked of goods of animal origin when they come, as data with dates and sources. Pure: values in, values out.

A rule that changes gets a new row and the old one an end: a lot of last year is asked what was asked last year. What stands here is
the preset of the house, not legal advice. Where a rule binds one country only, its facts are asked in both: a kitchen is glad of them.

Not for: the words on paper (`hub.labels.provenance_told`), nor what never changes from lot to lot (the catalogue).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.kernel.words import Words
from hub.labels.provenance import Provenance


class Fact(StrEnum):
    """A field of `Provenance`, in the order in which the desk asks."""

    BORN_IN = "born_in"
    REARED_IN = "reared_in"
    SLAUGHTERED_IN = "slaughtered_in"
    SLAUGHTERHOUSE = "slaughterhouse"
    CUT_IN = "cut_in"
    CUTTING_PLANT = "cutting_plant"
    REFERENCE = "reference"
    CATCH_AREA = "catch_area"
    GEAR = "gear"
    VESSEL = "vessel"
    PRODUCED_ON = "produced_on"
    FROZEN_ON = "frozen_on"
    DEFROSTED = "defrosted"
    HARVESTED_ON = "harvested_on"
    BEST_BEFORE = "best_before"


# A tick: not ticked is an answer, too. A day of harvest, and one on the producer's package, may stay untold.
MAY_STAY_UNTOLD = frozenset({Fact.DEFROSTED, Fact.HARVESTED_ON, Fact.BEST_BEFORE})
# These are another one for every lot; the others are most often what they were last time.
NEW_EACH_TIME = frozenset(
    {Fact.REFERENCE, Fact.PRODUCED_ON, Fact.FROZEN_ON, Fact.DEFROSTED, Fact.HARVESTED_ON, Fact.BEST_BEFORE}
)


@dataclass(frozen=True, slots=True)
class Goods:
    """What decides what is asked: plain codes of the catalogue. `frozen` is how they are kept."""

    animal: bool
    species: frozenset[str] = frozenset()
    method: str = ""
    frozen: bool = False
    prepared: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One regulation's facts, for goods of any of the species, produced in any of the ways, or frozen. `valid_until` is its last day."""

    facts: tuple[Fact, ...]
    source: Words
    valid_from: date
    species: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    frozen: bool = False
    valid_until: date | None = None

    def holds(self, goods: Goods, on: date) -> bool:
        fits = (
            goods.frozen
            if self.frozen
            else not goods.prepared and (bool(self.species & goods.species) or goods.method in self.methods)
        )
        return (
            goods.animal
            and fits
            and self.valid_from <= on
            and (self.valid_until is None or on <= self.valid_until)
        )


RULES = (
    Rule(
        (
            Fact.BORN_IN, Fact.REARED_IN, Fact.SLAUGHTERED_IN, Fact.SLAUGHTERHOUSE, Fact.CUT_IN, Fact.CUTTING_PLANT,
            Fact.REFERENCE,
        ),
        Words(
            nb="forordning (EF) 1760/2000 artikkel 13 og (EF) 1825/2000: merking av storfekjøtt",
            sv="förordning (EG) 1760/2000 artikel 13 och (EG) 1825/2000: märkning av nötkött",
            en="Regulations (EC) 1760/2000, article 13, and (EC) 1825/2000: labelling of beef",
        ),
        date(2002, 1, 1),
        species=frozenset({"cattle"}),
    ),
    Rule(
        (Fact.REARED_IN, Fact.SLAUGHTERED_IN, Fact.REFERENCE),
        Words(
            nb="forordning (EU) 1337/2013 artikkel 5: kjøtt av svin, sau, geit og fjørfe",
            sv="förordning (EU) 1337/2013 artikel 5: kött av svin, får, get och fjäderfä",
            en="Regulation (EU) 1337/2013, article 5: meat of pigs, sheep, goats and poultry",
        ),
        date(2015, 4, 1),
        species=frozenset({"pig", "sheep", "goat", "poultry"}),
    ),
    Rule(
        (Fact.CATCH_AREA, Fact.GEAR, Fact.DEFROSTED),
        Words(
            nb="forordning (EU) 1379/2013 artikkel 35 og 38: fanget fisk",
            sv="förordning (EU) 1379/2013 artikel 35 och 38: fångad fisk",
            en="Regulation (EU) 1379/2013, articles 35 and 38: caught fish",
        ),
        date(2014, 12, 13),
        methods=frozenset({"caught_at_sea", "caught_in_freshwater"}),
    ),
    Rule(
        (Fact.CATCH_AREA, Fact.DEFROSTED),
        Words(
            nb="forordning (EU) 1379/2013 artikkel 35 og 38: oppdrettet fisk",
            sv="förordning (EU) 1379/2013 artikel 35 och 38: odlad fisk",
            en="Regulation (EU) 1379/2013, articles 35 and 38: farmed fish",
        ),
        date(2014, 12, 13),
        methods=frozenset({"farmed"}),
    ),
    Rule(
        (Fact.VESSEL, Fact.PRODUCED_ON),
        Words(
            nb="forordning (EF) 1224/2009 artikkel 58, endret ved (EU) 2023/2842: partiopplysninger om fisk",
            sv="förordning (EG) 1224/2009 artikel 58, ändrad genom (EU) 2023/2842: partiinformation om fisk",
            en="Regulation (EC) 1224/2009, article 58, as amended by (EU) 2023/2842: information on lots of fish",
        ),
        date(2026, 1, 10),
        methods=frozenset({"caught_at_sea", "farmed"}),
    ),
    Rule(
        (Fact.PRODUCED_ON, Fact.FROZEN_ON),
        Words(
            nb="forordning (EU) 16/2012: frosne næringsmidler av animalsk opprinnelse",
            sv="förordning (EU) 16/2012: frysta livsmedel av animaliskt ursprung",
            en="Regulation (EU) 16/2012: frozen food of animal origin",
        ),
        date(2012, 7, 1),
        frozen=True,
    ),
)  # fmt: skip


OF_PLANTS = Rule(
    (Fact.HARVESTED_ON,),
    Words(
        nb="ikke påbudt; står på etiketten og i koden der artikkelen har GTIN (GS1, identifikator 7007)",
        sv="inte obligatoriskt; står på etiketten och i koden där artikeln har GTIN (GS1, identifierare 7007)",
        en="not compulsory; stands on the label, and in the code where the article has a GTIN (GS1, identifier 7007)",
    ),
    date(2002, 1, 1),
)


OF_ALL = Rule(
    (Fact.BEST_BEFORE,),
    Words(
        nb="det som står på produsentens pakning, gjelder; ellers regner huset fra den dagen varen ble hentet",
        sv="det som står på producentens förpackning gäller; annars räknar huset från dagen då varan hämtades",
        en="what stands on the producer's package holds; else the house counts from the day of collection",
    ),
    date(2002, 1, 1),
)


def rules_for(goods: Goods, on: date, rules: tuple[Rule, ...] = RULES) -> tuple[Rule, ...]:
    asked = tuple(one for one in rules if one.holds(goods, on)) if goods.animal else (OF_PLANTS,)
    return (*asked, OF_ALL)


def facts_asked(rules: tuple[Rule, ...]) -> tuple[Fact, ...]:
    """Each fact once, in the order of asking."""
    wanted = {fact for rule in rules for fact in rule.facts}
    return tuple(fact for fact in Fact if fact in wanted)


def answers_all(told: Provenance | None, facts: tuple[Fact, ...]) -> bool:
    """Nothing that is asked is left open."""
    if told is None:
        return MAY_STAY_UNTOLD.issuperset(facts)
    return all(fact in MAY_STAY_UNTOLD or getattr(told, fact.value) for fact in facts)


def as_last_time(last: Provenance | None, home: str, facts: tuple[Fact, ...]) -> Provenance:
    """What a form may begin with: the last lot's answers where they seldom change, else the house's own country."""
    known = last or Provenance(born_in=(home,), reared_in=(home,), slaughtered_in=home, cut_in=home)
    kept = {fact.value: getattr(known, fact.value) for fact in facts if fact not in NEW_EACH_TIME}
    return Provenance(**kept)
