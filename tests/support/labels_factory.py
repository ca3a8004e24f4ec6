"""Contents of papers for tests: a carrot crate and a note with everything on it. All farms and goods are made up."""

from __future__ import annotations

from datetime import date

from hub.kernel.quantity import Mass
from hub.labels.content import CrateLabelContent, DeliveryNoteContent, NoteCrate, NoteLine, Party, WeightKind
from hub.labels.kept import KeptBetween

CARROT_SSCC = "370900000000000012"
EGG_SSCC = "370900000000000029"

CARROTS = CrateLabelContent(
    sscc=CARROT_SSCC,
    product="Gulrot",
    grade="washed",
    producer="Sørbø gård",
    lot="L2611-0042",
    net=Mass.kilograms("10.455"),
    tare=Mass.kilograms("1.85"),
    weight_kind=WeightKind.WEIGHED,
    weighing="Varemottak, nr. 128",
    collected_on=date(2026, 11, 23),
    best_before=date(2026, 12, 14),
    origin_country="NO",
    organic=True,
    storage="cool",
    kitchen="Bjørkelunden sykehjem",
    stop="4",
    made_up=True,
)

HUB = Party("Samlast Innlandet SA", "Kjølevegen 4, 2312 Ottestad", "62 00 00 00", "NO 9999")
KITCHEN = Party("Bjørkelunden sykehjem, hovedkjøkken", "Bjørkevegen 12, 2316 Hamar")
FARM = Party("Sørbø gård", "Sørbøvegen 88, 2340 Løten")
HENHOUSE = Party("Øvre Åsen egg", "Åsvegen 3, 2345 Ådalsbruk", approval_number="E 1234")

NOTE = DeliveryNoteContent(
    number="2026-0417",
    dispatched_on=date(2026, 11, 24),
    delivery_on=date(2026, 11, 24),
    sender=HUB,
    receiver=KITCHEN,
    owners=(FARM, HENHOUSE),
    route="Hamar nord",
    stop="4",
    window="07:30-08:30",
    orders=("1093",),
    their_reference="Uke 48",
    contact="Kari på pakkeriet",
    contact_phone="62 00 00 01",
    lines=(
        NoteLine(
            article="1007",
            product="Gulrot",
            grade="washed",
            producer="Sørbø gård",
            lots=("L2611-0042",),
            ordered_mass=Mass.kilograms("12"),
            delivered_mass=Mass.kilograms("10.455"),
            origin_country="NO",
            organic=True,
            short_reason="Høstet mindre enn varslet",
        ),
        NoteLine(
            article="3001",
            product="Egg frittgående, brett 30",
            grade="whole",
            producer="Øvre Åsen egg",
            lots=("L2611-0040", "L2611-0041"),
            ordered_count=180,
            delivered_count=180,
            delivered_mass=Mass.kilograms("11.2"),
            origin_country="NO",
            allergens=("eggs",),
            typed_weight=True,
        ),
        NoteLine(
            article="1020",
            product="Kålrot",
            grade="peeled",
            producer="Sørbø gård",
            lots=(),
            ordered_mass=Mass.kilograms("8"),
            delivered_mass=Mass(0),
            short_reason="Meldt tom av produsenten 22.11.",
        ),
    ),
    crates=(
        NoteCrate(
            CARROT_SSCC,
            "Gulrot",
            "L2611-0042",
            Mass.kilograms("10.455"),
            WeightKind.WEIGHED,
            date(2026, 12, 14),
            weighing="Varemottak, nr. 128",
            kept=KeptBetween(1_234, 3_872, 41 * 3_600 + 55, 0),
        ),
        NoteCrate(
            EGG_SSCC,
            "Egg frittgående",
            "L2611-0040",
            Mass.kilograms("11.2"),
            WeightKind.TYPED,
            date(2026, 12, 10),
            180,
            kept=KeptBetween(-340, 11_610, 19 * 3_600, 2 * 3_600 + 570),
        ),
    ),
    made_up=True,
)
