"""The words of provenance in nb, sv and en: steps of an animal's life, ways of production, fishing gear, waters.

Gear: the seven categories of Regulation (EU) 1379/2013, annex III. Waters: FAO's areas of the Northeast Atlantic and the Baltic with
their divisions, by FAO's codes (article 38 of the same); other areas stand on paper as the supplier wrote them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from hub.kernel.words import Language, Words


class Mention(StrEnum):
    """A sentence of provenance; each but the last has one fact in it."""

    BORN = "born"
    REARED = "reared"
    SLAUGHTERED = "slaughtered"
    WHOLE_LIFE = "whole_life"
    CUT = "cut"
    REFERENCE = "reference"
    CATCH_AREA = "catch_area"
    PRODUCTION_AREA = "production_area"
    VESSEL = "vessel"
    FARM = "farm"
    PRODUCED_ON = "produced_on"
    CAUGHT_ON = "caught_on"
    HARVESTED_ON = "harvested_on"
    FROZEN_ON = "frozen_on"
    PICKED_ON = "picked_on"
    DEFROSTED = "defrosted"


MENTIONS: Mapping[Mention, Words] = {
    Mention.BORN: Words("født i {}", "född i {}", "born in {}"),
    Mention.REARED: Words("oppdrettet i {}", "uppfödd i {}", "reared in {}"),
    Mention.SLAUGHTERED: Words("slaktet i {}", "slaktad i {}", "slaughtered in {}"),
    Mention.WHOLE_LIFE: Words(
        "født, oppdrettet og slaktet i {}",
        "född, uppfödd och slaktad i {}",
        "born, reared and slaughtered in {}",
    ),
    Mention.CUT: Words("nedskåret i {}", "styckad i {}", "cut in {}"),
    Mention.REFERENCE: Words("referansenr. {}", "referensnr {}", "reference {}"),
    Mention.CATCH_AREA: Words("fangstområde {}", "fångstområde {}", "catch area {}"),
    Mention.PRODUCTION_AREA: Words("produksjonsområde {}", "produktionsområde {}", "production area {}"),
    Mention.VESSEL: Words("fartøy {}", "fartyg {}", "vessel {}"),
    Mention.FARM: Words("anlegg {}", "odling {}", "farm {}"),
    Mention.PRODUCED_ON: Words("produsert {}", "producerad {}", "produced {}"),
    Mention.CAUGHT_ON: Words("fanget {}", "fångad {}", "caught {}"),
    Mention.HARVESTED_ON: Words("slaktet {}", "slaktad {}", "harvested {}"),
    Mention.PICKED_ON: Words("høstet {}", "skördad {}", "harvested {}"),
    Mention.FROZEN_ON: Words("fryst {}", "infryst {}", "frozen {}"),
    Mention.DEFROSTED: Words("opptint", "upptinad", "defrosted"),
}
METHODS: Mapping[str, Words] = {
    "caught_at_sea": Words("fisket i havet", "fångad i havet", "caught at sea"),
    "caught_in_freshwater": Words("fisket i ferskvann", "fångad i sötvatten", "caught in freshwater"),
    "farmed": Words("oppdrettet", "odlad", "farmed"),
    "free_range": Words("egg fra frittgående høner ute", "ägg från utehöns", "free-range eggs"),
    "barn": Words("egg fra frittgående høner inne", "ägg från frigående höns inomhus", "barn eggs"),
    "cage": Words("egg fra høner i innredede bur", "ägg från burhöns", "eggs from caged hens"),
    "raw_milk": Words("fremstilt av rå melk", "framställd av obehandlad mjölk", "made with raw milk"),
}
# What the day of production, the water and the unit are called, by how the goods are produced: for all goods, caught ones, farmed ones.
DAY_OF: Mapping[str, Mention] = {
    "caught_at_sea": Mention.CAUGHT_ON,
    "caught_in_freshwater": Mention.CAUGHT_ON,
    "farmed": Mention.HARVESTED_ON,
}
AREA_OF: Mapping[str, Mention] = {"farmed": Mention.PRODUCTION_AREA}
UNIT_OF: Mapping[str, Mention] = {"farmed": Mention.FARM}
GEARS: Mapping[str, Words] = {
    "seines": Words("snurrevad", "notar och vadar", "seines"),
    "trawls": Words("trål", "trålar", "trawls"),
    "gillnets": Words("garn", "nät och liknande redskap", "gillnets and similar nets"),
    "surrounding_nets": Words(
        "ringnot og senkenot", "ringnotar och sänkhåvar", "surrounding nets and lift nets"
    ),
    "hooks_and_lines": Words("krok og line", "krokar och linor", "hooks and lines"),
    "dredges": Words("skraper", "skrapor", "dredges"),
    "pots_and_traps": Words("teiner og ruser", "tinor och fällor", "pots and traps"),
}
CATCH_AREAS: Mapping[str, Words] = {
    "27.1": Words("Barentshavet", "Barents hav", "Barents Sea"),
    "27.2.a": Words("Norskehavet", "Norska havet", "Norwegian Sea"),
    "27.2.b": Words("Spitsbergen og Bjørnøya", "Spetsbergen och Björnön", "Spitsbergen and Bear Island"),
    "27.3.a": Words("Skagerrak og Kattegat", "Skagerrak och Kattegatt", "Skagerrak and Kattegat"),
    "27.3.b": Words("Øresund", "Öresund", "the Sound"),
    "27.3.c": Words("Bælthavet", "Bälthavet", "Belt Sea"),
    "27.3.d": Words("Østersjøen", "Östersjön", "Baltic Sea"),
    "27.4.a": Words("Nordsjøen, nord", "Norra Nordsjön", "northern North Sea"),
    "27.4.b": Words("Nordsjøen, midt", "Mellersta Nordsjön", "central North Sea"),
    "27.4.c": Words("Nordsjøen, sør", "Södra Nordsjön", "southern North Sea"),
    "27.5.a": Words("Island", "Island", "Iceland grounds"),
    "27.5.b": Words("Færøyene", "Färöarna", "Faroes grounds"),
    "27.6.a": Words("Vest for Skottland", "Väster om Skottland", "west of Scotland"),
}


def mention(which: Mention, language: Language, fact: str) -> str:
    """The sentence with its fact, or nothing where there is none to tell."""
    return MENTIONS[which].in_(language).format(fact) if fact else ""
