"""Contents of the notes for tests, with everything on them. All farms, kitchens and goods are made up; telephone numbers are of the
range that the Swedish authority PTS keeps for fiction.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from hub.kernel.quantity import Mass
from hub.kernel.words import Language
from hub.labels.all_contents import NoteContent
from hub.labels.content import NoteCage, NoteReturnable, Party, WeightKind
from hub.labels.note_contents import (
    CollectionLine,
    CollectionOrderContent,
    LoadListContent,
    LoadStop,
    PickDone,
    PickListContent,
    PickMissing,
    PickToFetch,
    ReceivingSlipContent,
    SlipCrate,
    SlipLine,
    TicketGoods,
    TicketScale,
    WeighingTicketContent,
)
from tests.support.animal_goods import animal_note
from tests.support.labels_factory import CARROT_SSCC, EGG_SSCC, NOTE

PHONE = "+46 70 174 06 05"
LOCAL = timezone(timedelta(hours=1))
MADE_AT = datetime(2026, 11, 24, 6, 5, tzinfo=LOCAL)
HUB = Party("Samlast Innlandet SA", "Kjølevegen 4, 2312 Ottestad", PHONE, "NO 9999")
FARM = Party("Sørbø gård", "Sørbøvegen 88, 2340 Løten")
CAGE_SSCC = "370900000000000036"

WHOLE_NOTE = replace(
    NOTE,
    lines=(
        replace(NOTE.lines[0], variety="Nantes", quality_class="I"),
        NOTE.lines[1],
        NOTE.lines[2],
        replace(
            NOTE.lines[0],
            article="7001",
            product="Storfekjøttdeig",
            grade="frozen",
            producer="Skogsbeite kjøtt",
            lots=("L2611-0044",),
            species=("cattle", "pig"),
            approval_number="NO 123",
            organic=False,
            short_reason="",
        ),
    ),
    crates=(replace(NOTE.crates[0], cage=CAGE_SSCC), NOTE.crates[1]),
    returnables=(NoteReturnable("Plastkasse 60×40×22", 2), NoteReturnable("Plastkasse 40×30×15", 11)),
    cages=(NoteCage(CAGE_SSCC, 1),),
    link="https://hub.example/notes/417",
)

PICK_LIST = PickListContent(
    hub="Samlast Innlandet SA",
    kitchen="Bjørkelunden sykehjem, hovedkjøkken",
    deliver_on=date(2026, 11, 24),
    made_at=MADE_AT,
    route="Hamar nord",
    stop="4",
    window="07:30–08:30",
    orders=("1093", "1101"),
    remark="Ring porten ved ankomst",
    to_fetch=(
        PickToFetch(
            "Kjølerom 1", CARROT_SSCC, "Gulrot", "washed", "Sørbø gård", "L2611-0042", date(2026, 12, 14),
            Mass.kilograms("10.455"), None, whole=True,
        ),
        PickToFetch(
            "Kjølerom 2: kjøtt, meieri, kuttet", EGG_SSCC, "Storfekjøttdeig", "whole", "Skogsbeite kjøtt", "L2611-0044",
            date(2026, 11, 28), Mass.kilograms("2.5"), None, whole=False,
        ),
        PickToFetch(
            "Eggrom", EGG_SSCC, "Egg frittgående, brett 30", "whole", "Øvre Åsen egg", "L2611-0040", date(2026, 12, 10),
            None, 180, whole=True,
        ),
    ),
    missing=(
        PickMissing("Kålrot", "peeled", Mass.kilograms("8"), None, "waiting"),
        PickMissing("Egg frittgående, brett 30", "whole", None, 30, "used_up"),
    ),
    done=(PickDone(EGG_SSCC, "Potet, Asterix", "unwashed", Mass.kilograms("25"), None),),
    made_up=True,
)  # fmt: skip

COLLECTION_ORDER = CollectionOrderContent(
    hub=HUB,
    producer=FARM,
    collect_on=date(2026, 11, 23),
    made_at=MADE_AT,
    route="Henting øst",
    stop="2",
    arrives_at="11:00",
    contact="Vakttelefonen",
    unanswered=2,
    lines=(
        CollectionLine("1007", "Gulrot", "washed", "12", Mass.kilograms("120"), None, "cool", organic=True),
        CollectionLine("1020", "Kålrot", "peeled", "3,5", Mass.kilograms("17.5"), None, "chilled"),
        CollectionLine("3001", "Egg frittgående, brett 30", "whole", "6", Mass.kilograms("11.4"), 180, "egg"),
    ),
    made_up=True,
)

LOAD_LIST = LoadListContent(
    hub="Samlast Innlandet SA",
    route="Hamar nord",
    deliver_on=date(2026, 11, 24),
    made_at=MADE_AT,
    stops=(
        LoadStop(
            "4", "Bjørkelunden sykehjem, hovedkjøkken", "Bjørkevegen 12, 2316 Hamar", "09:30–10:30", 14,
            Mass.kilograms("182.355"), ("cool", "chilled", "frozen"), (CAGE_SSCC,), ("417", "421"), PHONE,
        ),
        LoadStop(
            "3", "Åsheim barnehage", "Åsheimvegen 3, 2320 Furnes", "08:30–09:30", 3, Mass.kilograms("21.2"),
            ("cool",), (), (), "", open_lines=2,
        ),
        LoadStop(
            "1", "Nordlia skole", "Skolevegen 1, 2322 Ridabu", "07:30–08:30", 6, Mass.kilograms("54.9"), ("cool", "egg"),
            (), ("416",),
        ),
    ),
    made_up=True,
)  # fmt: skip

RECEIVING_SLIP = ReceivingSlipContent(
    hub=HUB,
    producer=FARM,
    collect_on=date(2026, 11, 23),
    made_at=MADE_AT,
    contact="Vakttelefonen",
    lines=(
        SlipLine(
            "1007", "Gulrot", "washed", Mass.kilograms("120"), None, Mass.kilograms("98.455"), None,
            refused="20,00 kg: ikke god nok kvalitet. Jord i to kasser.",
            remarks=("Støtskadd: fire gulrøtter i kasse 000 012",),
        ),
        SlipLine(
            "3001", "Egg frittgående, brett 30", "whole", Mass.kilograms("11.4"), 180, Mass.kilograms("11.2"), 180,
            temperature="Målt 6,5 °C", typed_weight=True,
        ),
        SlipLine(
            "7001", "Storfekjøttdeig", "whole", Mass.kilograms("5"), None, Mass.kilograms("5.25"), None, temperature="Målt 2,1 °C",
            told=("Født, oppdrettet og slaktet i Norge (NO 1234) · referansenr. 752 041 633 2026 · produsert 20.11.2026",),
        ),
        SlipLine("1020", "Kålrot", "peeled", Mass.kilograms("17.5"), None, Mass(0), None),
    ),
    crates=(
        SlipCrate(CARROT_SSCC, "Gulrot", "L2611-0042", Mass.kilograms("10.455"), None, WeightKind.WEIGHED, "Varemottak, nr. 128"),
        SlipCrate(EGG_SSCC, "Egg frittgående", "L2611-0040", Mass.kilograms("11.2"), 180, WeightKind.TYPED),
    ),
    made_up=True,
)  # fmt: skip

WEIGHING_TICKET = WeighingTicketContent(
    hub=HUB,
    scale=TicketScale(
        "Varemottak", "B210400131", "III", Mass.kilograms("60"), Mass.kilograms("0.2"), Mass.kilograms("0.01"), date(2027, 6, 30),
    ),
    number=128,
    at=MADE_AT,
    gross=Mass.kilograms("12.3"),
    tare=Mass(0),
    tare_kind="none",
    base=Mass(0),
    net=Mass.kilograms("12.3"),
    shown="12.30 kg",
    hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    alibi="004711",
    goods=TicketGoods(
        CARROT_SSCC, "Gulrot", "washed", "Sørbø gård", "L2611-0042", Mass.kilograms("10.45"), tare=Mass.kilograms("1.85"),
    ),
    made_up=True,
)  # fmt: skip
# The scale took the crate's weight off itself, it stood on another load, and its verification had run out.
TARED_TICKET = replace(
    WEIGHING_TICKET,
    number=129,
    gross=Mass.kilograms("31.25"),
    tare=Mass.kilograms("1.85"),
    tare_kind="T",
    base=Mass.kilograms("12.3"),
    net=Mass.kilograms("17.1"),
    goods=None,
    unverified_because="Ny verifisering er bestilt",
    set_aside="Prøvelodd",
)
# Each kind of goods that the law wants more of, the cod of two lots.
ANIMAL_NOTE = animal_note(Language.NB)
NOTES: dict[str, NoteContent] = {
    "delivery_note": WHOLE_NOTE,
    "delivery_note_of_animals": ANIMAL_NOTE,
    "pick_list": PICK_LIST,
    "collection_order": COLLECTION_ORDER,
    "load_list": LOAD_LIST,
    "receiving_slip": RECEIVING_SLIP,
    "weighing_ticket": WEIGHING_TICKET,
    "weighing_ticket_tared": TARED_TICKET,
}
