"""Goods of animal origin for tests, with all that the law wants to follow them: as crates' labels and as lines of a note. Made up, all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hub.kernel.quantity import Mass
from hub.kernel.words import Language, Words
from hub.labels.content import CrateLabelContent, WeightKind
from hub.labels.provenance import Provenance
from tests.support.labels_factory import CARROT_SSCC

_CRATE = CrateLabelContent(
    sscc=CARROT_SSCC,
    product="",
    grade="whole",
    producer="",
    lot="",
    net=Mass.kilograms("5.25"),
    weight_kind=WeightKind.WEIGHED,
    weighing="Varemottak, nr. 131",
    tare=Mass.kilograms("0.45"),
    collected_on=date(2026, 11, 23),
    best_before=date(2026, 12, 1),
    origin_country="NO",
    storage="chilled",
    kitchen="Bjørkelunden sykehjem, hovedkjøkken",
    stop="4",
    made_up=True,
)
# Of two countries, so that every step of the animal's life stands by itself.
BEEF = replace(
    _CRATE,
    product="Storfekjøttdeig",
    grade="frozen",
    producer="Skogsbeite kjøtt",
    lot="L2611-0044",
    best_before=date(2027, 5, 20),
    storage="frozen",
    approval_number="NO 1250",
    gtin="97090000000014",
    provenance=Provenance(
        born_in=("SE",),
        reared_in=("NO", "SE"),
        slaughtered_in="NO",
        slaughterhouse="NO 1234",
        cut_in="NO",
        cutting_plant="NO 1250",
        reference="752 041 633 2026",
        produced_on=date(2026, 11, 19),
        frozen_on=date(2026, 11, 20),
    ),
)
PORK = replace(
    _CRATE,
    product="Svinekam uten bein",
    producer="Skogsbeite kjøtt",
    lot="L2611-0045",
    approval_number="NO 1250",
    provenance=Provenance(
        reared_in=("NO",),
        slaughtered_in="NO",
        slaughterhouse="NO 1234",
        reference="G-2611-17",
        produced_on=date(2026, 11, 20),
    ),
)
COD = replace(
    _CRATE,
    product="Torskefilet uten skinn og bein",
    producer="Ytre Holmen fiskelag",
    lot="L2611-0051",
    storage="frozen",
    grade="frozen",
    best_before=date(2027, 11, 12),
    allergens=("fish",),
    approval_number="H 1999",
    gtin="97090000000014",
    method="caught_at_sea",
    scientific_name="Gadus morhua",
    fao_code="COD",
    provenance=Provenance(
        catch_area="27.2.a",
        gear="hooks_and_lines",
        vessel="Havglytt N-999-XX",
        produced_on=date(2026, 11, 12),
        frozen_on=date(2026, 11, 13),
    ),
)
TROUT = replace(
    _CRATE,
    product="Regnbueørret, hel",
    producer="Nordfjella fisk",
    lot="L2611-0052",
    allergens=("fish",),
    approval_number="V 1999",
    method="farmed",
    scientific_name="Oncorhynchus mykiss",
    fao_code="TRR",
    provenance=Provenance(
        catch_area="Norge, Femunden",
        vessel="Femundsanlegget, lok. 99999",
        produced_on=date(2026, 11, 21),
        frozen_on=date(2026, 11, 21),
        defrosted=True,
    ),
)
EGGS = replace(
    _CRATE,
    product="Egg, brett 30",
    producer="Øvre Åsen egg",
    lot="L2611-0040",
    storage="egg",
    allergens=("eggs",),
    approval_number="E 1234",
    count=180,
    net=Mass.kilograms("11.2"),
    weight_kind=WeightKind.TYPED,
    weighing="",
    method="free_range",
)
ANIMALS: Mapping[str, CrateLabelContent] = {
    "beef": BEEF,
    "pork": PORK,
    "cod": COD,
    "trout": TROUT,
    "eggs": EGGS,
}
_NAMES = {
    "beef": Words("Storfekjøttdeig", "Nötfärs", "Beef mince"),
    "pork": Words("Svinekam uten bein", "Fläskkarré, benfri", "Pork loin, boneless"),
    "cod": Words(
        "Torskefilet uten skinn og bein", "Torskfilé utan skinn och ben", "Cod fillet, no skin or bones"
    ),
    "trout": Words("Regnbueørret, hel", "Regnbåge, hel", "Rainbow trout, whole"),
    "eggs": Words("Egg, brett 30", "Ägg, bricka 30", "Eggs, tray of 30"),
}


def animal(name: str, language: Language) -> CrateLabelContent:
    """The goods by their name in the language of the paper."""
    return replace(ANIMALS[name], product=_NAMES[name].in_(language))
