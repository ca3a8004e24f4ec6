"""Goods of animal origin for tests, with all that the law wants to follow them: as crates' labels and as lines of a note. Made up, all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hub.kernel.quantity import Mass
from hub.kernel.words import Language, Words
from hub.labels.content import CrateLabelContent, DeliveryNoteContent, NoteCrate, NoteLine, Party, WeightKind
from hub.labels.provenance import LotProvenance, Provenance
from tests.support.labels_factory import CARROT_SSCC, EGG_SSCC, NOTE

_SSCCS = (CARROT_SSCC, EGG_SSCC, "370900000000000036", "370900000000000043", "370900000000000050")

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


def note_line(name: str, language: Language, article: str) -> NoteLine:
    """The goods as they were delivered: 5.25 kg of 6."""
    crate = animal(name, language)
    counted = crate.count is not None
    return NoteLine(
        article=article,
        product=crate.product,
        grade=crate.grade,
        producer=crate.producer,
        lots=(crate.lot,),
        ordered_mass=None if counted else Mass.kilograms("6"),
        ordered_count=crate.count,
        delivered_mass=crate.net,
        delivered_count=crate.count,
        origin_country=crate.origin_country,
        allergens=crate.allergens,
        typed_weight=crate.weight_kind is WeightKind.TYPED,
        species={"beef": ("cattle",), "pork": ("pig",)}.get(name, ()),
        approval_number=crate.approval_number,
        method=crate.method,
        scientific_name=crate.scientific_name,
        fao_code=crate.fao_code,
        provenance=(LotProvenance(crate.lot, crate.provenance),) if crate.provenance else (),
    )


def animal_note(language: Language) -> DeliveryNoteContent:
    """All of them on one note, the cod of two lots."""
    lines = [note_line(name, language, f"70{place:02}") for place, name in enumerate(ANIMALS, 1)]
    cod = lines[2]
    (told,) = cod.provenance
    other = replace(
        told.told, catch_area="27.4.a", vessel="Skjærgløtt N-998-XX", frozen_on=None, defrosted=False
    )
    lines[2] = replace(
        cod, lots=(*cod.lots, "L2611-0053"), provenance=(told, LotProvenance("L2611-0053", other))
    )
    owners = (
        Party("Skogsbeite kjøtt", "Beitevegen 7, 2340 Løten", approval_number="NO 1250"),
        Party("Ytre Holmen fiskelag", "Holmen 2, 6100 Ytrevik", approval_number="H 1999"),
        Party("Nordfjella fisk", "Fjellvegen 12, 2443 Drevsjø", approval_number="V 1999"),
        Party("Øvre Åsen egg", "Åsvegen 3, 2345 Ådalsbruk", approval_number="E 1234"),
    )
    crates = tuple(
        NoteCrate(
            sscc, crate.product, crate.lot, crate.net, crate.weight_kind, crate.best_before, crate.count
        )
        for sscc, crate in zip(_SSCCS, (animal(name, language) for name in ANIMALS), strict=True)
    )
    return replace(NOTE, lines=tuple(lines), owners=owners, crates=crates, remark="")
